"""The card, the QR code and the pincodes."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from tests.emulator.support import NISHA, V1, Caller, nisha

if TYPE_CHECKING:
    pass

ADDRESS = "nisha.rao@sbx"


def pixels(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and rows of a PNG image, whose parts are checked."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    rest, parts = png[8:], {}
    while rest:
        length, kind = struct.unpack(">I4s", rest[:8])
        data, checksum = rest[8 : 8 + length], rest[8 + length : 12 + length]
        assert struct.pack(">I", zlib.crc32(kind + data)) == checksum
        parts[kind] = data
        rest = rest[12 + length :]
    assert list(parts) == [b"IHDR", b"IDAT", b"IEND"]
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    return width, height, zlib.decompress(parts[b"IDAT"])


def test_the_card_is_a_png_image(client: Caller) -> None:
    """The same each time, another one for another patient."""
    account = nisha(client)
    other = client.emulator.add_account("other@sbx", mobile=NISHA)
    client.emulator.open_session("other@sbx")
    answer = client.patient("GET", "profile/asset/card", account)
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    width, height, rows = pixels(answer.body)
    assert len(rows) == height * (1 + 3 * width)
    assert client.patient("GET", "profile/asset/card", account).body == answer.body
    assert client.patient("GET", "profile/asset/card", other).body != answer.body


def test_the_qr_code_is_json(client: Caller) -> None:
    """All of it text; what is not known is left out; another format is refused."""
    account = nisha(client)
    answer = client.patient("GET", "profile/asset/qr", account, format="json")
    assert answer.body["phr"] == ADDRESS
    assert (answer.body["dob"], answer.body["state name"]) == ("29-02-1992", "Karnataka")
    assert "hidn" not in answer.body
    assert all(isinstance(value, str) for value in answer.body.values())
    assert client.patient("GET", "profile/asset/qr", account).body == answer.body
    assert client.patient("GET", "profile/asset/qr", account, format="svg").failure == (400, "ABDM-1010")


@pytest.mark.parametrize(
    ("born", "text"), [({"day_of_birth": None}, "1992"), ({"year_of_birth": None}, None), ({}, "29-02-1992")]
)
def test_an_incomplete_birth_date_is_written_as_far_as_it_is_known(
    client: Caller, born: dict[str, Any], text: str | None
) -> None:
    """As some accounts have it."""
    account = nisha(client, **born)
    assert client.patient("GET", "profile/asset/qr", account).body.get("dob") == text


# Pincodes


@pytest.mark.parametrize(
    ("pincode", "state", "district"),
    [
        ("834001", "Jharkhand", "Ranchi"),
        ("560001", "Karnataka", "Bengaluru Urban"),
        ("123456", "Delhi", "District 123"),
    ],
)
def test_a_pincode_lies_in_a_district(client: Caller, pincode: str, state: str, district: str) -> None:
    """A real one or a made-up one."""
    answer = client.call("GET", f"{V1}/registration/pincode/{pincode}")
    assert (answer.body["pincode"], answer.body["state_name"], answer.body["dist_name"]) == (pincode, state, district)
    assert answer.body["state_code"].isdigit()
    assert answer.body["dist_code"].isdigit()


@pytest.mark.parametrize(
    ("pincode", "failure"),
    [("012345", (400, "ABDM-1010")), ("12345", (400, "ABDM-1010")), ("912345", (500, "ABDM-1001"))],
)
def test_an_unknown_pincode_is_refused(client: Caller, pincode: str, failure: tuple[int, str]) -> None:
    """Be it none, or one of the army."""
    assert client.call("GET", f"{V1}/registration/pincode/{pincode}").failure == failure
