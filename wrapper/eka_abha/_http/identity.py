"""Whom a call is about: the identity headers, and the ``oid`` query parameter where the operation has it."""

from __future__ import annotations

from dataclasses import dataclass

from eka_abha_api.operations import Operation

OID_HEADER, PARTNER_HEADER, HIP_HEADER = "X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id"


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """The patient and the HIP that a client is bound to. Its repr shows none of them."""

    oid: str | None = None
    """The patient's id at Eka (OID)."""
    partner_patient_id: str | None = None
    """The integrator's own id of the patient."""
    hip_id: str | None = None

    def headers(self, operation: Operation) -> dict[str, str]:
        """The identity headers, those that the operation has."""
        wanted = ((OID_HEADER, self.oid), (PARTNER_HEADER, self.partner_patient_id), (HIP_HEADER, self.hip_id))
        return {name: value for name, value in wanted if value is not None and name in operation.headers}

    def query(self, operation: Operation) -> dict[str, str]:
        """The same OID as in the header, for operations that take it as a query parameter, too."""
        return {"oid": self.oid} if self.oid is not None and operation.takes_oid else {}
