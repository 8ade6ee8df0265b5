"""Whatever comes in, the emulator answers, and its answer is valid against the specification."""

from __future__ import annotations

from eka_abha.emulator.dispatch import ROUTES
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator.support import caller

TEXT = st.text(max_size=20) | st.sampled_from(["9876543210", "nisha.rao@sbx", "123456", "560001", "1990-01-01", "M"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    [
        *("mobile_number", "mobile", "aadhaar_number", "aadhaar", "txn_id", "otp", "abha_address", "phr_address"),
        *("profile", "method", "identifier", "otp_system", "user_x_token", "client_id", "client_secret"),
    ]
)
QUERY = st.dictionaries(st.sampled_from(["fn", "ln", "mn", "dob", "transactionId", "oid"]), TEXT, max_size=4)
DOCUMENTED = {(500, "MIS-1026"), (500, "ABDM-1110")}
EMULATED = sorted((route.method, route.template) for route in ROUTES)


@settings(max_examples=150, deadline=None)
@given(operation=st.sampled_from(EMULATED), body=st.dictionaries(FIELDS, JSON, max_size=5) | st.binary(), query=QUERY)
def test_any_request_is_answered(
    operation: tuple[str, str], body: dict[str, object] | bytes, query: dict[str, str]
) -> None:
    """No exception, and 500 only with a source code."""
    method, path = operation
    answer = caller().call(method, path, body, query=query)
    assert answer.status in (200, 400, 401, 491) or answer.failure in DOCUMENTED
