"""Whom a call is about: the identity headers, and the ``oid`` query parameter where the operation has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from eka_abha_api.operations import Operation

from eka_abha._checking import check_header_value

OID_HEADER, PARTNER_HEADER, HIP_HEADER = "X-Pt-Id", "X-Partner-Pt-Id", "X-Hip-Id"
_HEADERS = frozenset((OID_HEADER, PARTNER_HEADER, HIP_HEADER))


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """The patient and the HIP that a client is bound to. Its repr shows none of them."""

    oid: str | None = None
    """The patient's id at Eka (OID)."""
    partner_patient_id: str | None = None
    """The integrator's own id of the patient."""
    hip_id: str | None = None

    def is_another_patient(self, oid: str | None, partner_patient_id: str | None) -> bool:
        """Whether an id given contradicts the one bound: then nothing bound holds for that patient."""
        pairs = ((self.oid, oid), (self.partner_patient_id, partner_patient_id))
        return any(bound is not None and given is not None and bound != given for bound, given in pairs)

    def applied(
        self, operation: Operation, headers: Mapping[str, str], params: Mapping[str, object]
    ) -> tuple[dict[str, str], dict[str, object]]:
        """Headers and query of a call, completed by what the operation has. What the caller gave wins.

        The patient's OID goes out as a header and, where the operation has it, as ``oid``: always the same in both, so
        an explicit one replaces the bound one in both places.

        Raises:
            InvalidValueError: an explicit id cannot be sent in a header.
        """
        for name in _HEADERS & headers.keys():
            check_header_value(headers[name], name)
        oid = self.oid
        if oid is not None:
            oid = headers.get(OID_HEADER) or _text(params.get("oid")) or oid
        wanted = ((OID_HEADER, oid), (PARTNER_HEADER, self.partner_patient_id), (HIP_HEADER, self.hip_id))
        bound = {name: value for name, value in wanted if value is not None and name in operation.headers}
        query = {"oid": oid} if oid is not None and operation.takes_oid else {}
        return {**bound, **headers}, {**query, **params}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
