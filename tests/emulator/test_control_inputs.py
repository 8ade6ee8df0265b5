"""What the control refuses, and that it refuses properly whatever comes."""

from __future__ import annotations

import pytest
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.emulator.control import ENDPOINTS
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator.controlling import Controller

CHANGING = [endpoint for endpoint in ENDPOINTS if endpoint.body]
READING = [endpoint for endpoint in ENDPOINTS if endpoint.query]
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
)
LIKELY = st.sampled_from(
    ["asha@sbx", "9876543210", "234123412346", "login", "*", 500, 204, 1, 0, "after", {"a": "b"}, [{"mobile": "x"}]]
)


@pytest.fixture
def controller() -> Controller:
    """The control of a new emulator."""
    return Controller(Emulator())


def test_the_index_describes_every_endpoint(controller: Controller) -> None:
    """With what may be sent; each of them answers, and none without a description."""
    for path in ("/emulator", "/emulator/"):
        listed = controller.ask("GET", path).json()
        assert isinstance(listed, dict)
        assert listed["page"] == "/"
        assert listed["endpoints"] == [
            {
                "method": endpoint.method,
                "path": endpoint.path,
                "summary": endpoint.summary,
                "query": dict(endpoint.query),
                "body": dict(endpoint.body),
            }
            for endpoint in ENDPOINTS
        ]
    assert all(endpoint.summary for endpoint in ENDPOINTS)
    for endpoint in ENDPOINTS:
        assert controller.ask(endpoint.method, endpoint.path).status in (200, 201, 400, 404)


@pytest.mark.parametrize(
    "path", ["/emulator/nothing", "/emulator/messages/", "/emulator/messages/1", "/emulator//", "/emulator/accounts/"]
)
def test_an_unknown_path_is_404(path: str, controller: Controller) -> None:
    """In JSON, saying where to look."""
    answer = controller.ask("GET", path)
    assert answer.status == 404
    assert answer.json() == {"code": 404, "error": "Nothing is here; GET /emulator/ lists what there is"}


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/emulator/accounts", "DELETE, GET, HEAD, POST"),
        ("GET", "/emulator/reset", "POST"),
        ("GET", "/emulator/accounts/asha@sbx", "DELETE"),
        ("POST", "/", "GET, HEAD"),
        ("OPTIONS", "/emulator/faults", "DELETE, GET, HEAD, POST"),
        ("DELETE", "/emulator/page.js", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_405(method: str, path: str, allowed: str, controller: Controller) -> None:
    """And says which are right."""
    answer = controller.ask(method, path)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (b"{", "must be JSON, and Unicode"),
        (b"\xff", "must be JSON, and Unicode"),
        (b'{"advance": NaN}', "must be JSON, and Unicode"),
        (b'{"advance": "\\ud800"}', "must be JSON, and Unicode"),
        (b"[" * 100_000, "must be JSON, and Unicode"),
        (b"[]", "must be a JSON object"),
        (b"null", "must be a JSON object"),
        (b'"x"', "must be a JSON object"),
    ],
)
def test_a_body_that_is_no_json_object_is_refused(body: bytes, rule: str, controller: Controller) -> None:
    """Whatever endpoint it is for."""
    for endpoint in CHANGING:
        assert controller.refused("POST", endpoint.path.removeprefix("/emulator/"), body) == ("body", rule)


@pytest.mark.parametrize(
    ("name", "query", "rule"),
    [
        ("messages", {"mobil": "9876543210"}, "must be one of aadhaar, limit, mobile, txn_id"),
        ("messages", {"limit": "0"}, "must be a whole number from 1 to 10000"),
        ("messages", {"limit": "many"}, "must be a whole number from 1 to 10000"),
        ("messages", {"limit": "1.5"}, "must be a whole number from 1 to 10000"),
        ("messages", {"limit": ""}, "must be a whole number from 1 to 10000"),
        ("messages", {"limit": "9" * 5000}, "must be a whole number from 1 to 10000"),
        ("messages", {"limit": "١"}, "must be a whole number from 1 to 10000"),
        ("messages", {"mobile": "98765"}, "must be 10 digits"),
        ("messages", {"mobile": " 919876543210"}, "must be 10 digits"),
        ("messages", {"aadhaar": "9876543210"}, "must be 12 digits"),
        ("transactions", {"mobile": "9876543210x"}, "must be 10 digits"),
        ("accounts", {"mobile": "٩٨٧٦٥٤٣٢١٠"}, "must be 10 digits"),
        ("requests", {"status": "99"}, "must be a whole number from 100 to 999"),
        ("requests", {"operation": "x"}, "must be the name of an operation, such as init_mobile_registration"),
        ("transactions", {"kind": "x"}, "must be one of aadhaar_registration, face"),
        ("transactions", {"state": "x"}, "must be one of confirming, ended, expired"),
        ("settings", {"x": ""}, "must be left out: nothing is expected here"),
    ],
)
def test_a_bad_query_is_refused(name: str, query: dict[str, str], rule: str, controller: Controller) -> None:
    """Slips of the pen included."""
    refused = controller.refused("GET", name, **query)
    assert refused[0] == next(iter(query))
    assert str(refused[1]).startswith(rule)


def test_names_that_mean_nothing_are_refused_even_with_null(controller: Controller) -> None:
    """In a body that expects nothing, too."""
    assert controller.refused("POST", "clock", {"advance": 1, "by": None})[0] == "by"
    assert controller.refused("POST", "reset", {"seed": 1}) == ("seed", "must be left out: nothing is expected here")


def test_what_was_sent_is_not_repeated(controller: Controller) -> None:
    """A refusal names the field; its value may be somebody's number."""
    answer = controller.ask("POST", "/emulator/accounts", {"abha_address": "asha@sbx", "mobile": "5555544444"})
    assert answer.status == 400
    assert b"5555544444" not in answer.body


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_is_sent_has_a_proper_answer(data: st.DataObject) -> None:
    """A success, or a refusal with field and rule; the page can be made afterwards."""
    controller = Controller(Emulator(EmulatorSettings()))
    for _ in range(3):
        endpoint = data.draw(st.sampled_from(CHANGING))
        names = st.sampled_from(sorted(endpoint.body))
        body = data.draw(st.dictionaries(names, LIKELY | VALUES, max_size=6))
        answer = controller.ask(endpoint.method, endpoint.path, body)
        assert answer.status in (200, 201, 400, 404), answer.body
    reader = data.draw(st.sampled_from(READING))
    query = data.draw(st.dictionaries(st.sampled_from(sorted(reader.query)), st.text(max_size=10), max_size=3))
    assert controller.ask(reader.method, reader.path, query=query).status in (200, 400, 404)
    assert controller.ask("GET", "/").status == 200
