"""Masking: what is hidden in every usual form, and what must stay readable."""

import pytest
from eka_abha._privacy import mask_address, mask_digits, mask_name, mask_text
from hypothesis import example, given
from hypothesis import strategies as st

SEPARATORS = st.sampled_from(
    ["", " ", "-", ".", "  ", " - ", "/", "_", "\u00a0", "\u2013", "\u200b", "\n", "\t", ") ", ","]
)
SCRIPTS = st.sampled_from(["0", "\uff10", "\u0966", "\u09e6", "\U0001d7ce"])  # zero in ASCII, fullwidth, Devanagari, …
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Nd", "Nl", "No"), exclude_characters="*•●xX")).map(
    lambda text: f"{text} "
)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile, Aadhaar or ABHA number, as plain digits and as somebody writes it."""
    digits = draw(st.text("0123456789", min_size=10, max_size=14).filter(lambda text: len(text) in (10, 12, 14)))
    zero = ord(draw(SCRIPTS))
    separator = draw(SEPARATORS)
    sizes = draw(st.sampled_from([(20,), (5, 9), (3, 3, 8), (4, 4, 6), (2, 4, 4, 4), (1,) * 14]))
    groups, rest = [], digits
    for size in sizes:
        groups.append(rest[:size])
        rest = rest[size:]
    prefix = draw(st.sampled_from(["", "+91", "+91 ", "0", "(", "#", "no:", "XX"]))
    written = prefix + separator.join(group for group in groups if group)
    return digits, "".join(
        chr(zero + int(character)) if character.isascii() and character.isdigit() else character
        for character in written
    )


@given(WORDS, numbers(), WORDS)
def test_no_part_of_a_number_survives(before: str, number: tuple[str, str], after: str) -> None:
    """Whatever the script, the spacing and the words around it, nothing is left but the country's code at most."""
    digits, written = number
    shown = mask_text(before + written + after, limit=10_000)
    assert not any(character.isdigit() for character in shown.replace("+91", "")), (digits, shown)


@given(WORDS, st.text("0123456789", min_size=4, max_size=8))
def test_an_otp_does_not_survive(before: str, otp: str) -> None:
    """Four to eight digits in a text are hidden."""
    assert otp not in mask_text(f"{before}{otp} is your code", limit=10_000)


@given(st.text(st.characters(codec="utf-8", exclude_characters="@"), min_size=1))
@example("o'brien")
@example("nisha.rao")
def test_the_local_part_of_an_address_does_not_survive(local: str) -> None:
    """Only the host of an address is shown."""
    local = "".join(character for character in local if character.isalnum() or character in "._-+'\"!#$%") or "x"
    shown = mask_text(f"user {local}@sbx exists")
    assert shown == "user ***@sbx exists"


@given(st.text())
@example("9876**1234")
def test_masking_twice_changes_nothing(text: str) -> None:
    """A masked text stays what it is, so layers may mask without knowing of each other."""
    once = mask_text(text, limit=10_000)
    assert mask_text(once, limit=10_000) == once


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_one_short_printable_line(text: str, limit: int) -> None:
    """What comes out fits on a line of a log."""
    shown = mask_text(text, limit=limit)
    assert len(shown) <= limit
    assert shown.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "Please try again in 30 minutes.",
        "You are blocked. Please try again after 24 hours.",
        "Please wait 30 seconds before sending another OTP request",
        "no answer within 1800 seconds (status 504)",
        "ABDM-1035: OTP does not matched",
        "see EKA-1001, MIS-1026 and ABDM-9999",
        "OTP sent to ******3210",
        "OTP sent to mobile number ending with 3210",
        "xx-xxxx-xxxx-1525",
        "could not connect to http://127.0.0.1:8000/abdm",
        "could not connect to http://localhost:49152",
        "POST https://api.dev.eka.care/abdm/na/v1/registration/aadhaar/mobile/verify",
        "create_mobile_registration needs EKA_CLIENT_SECRET; the token is missing",
        "must be 10 digits, the first 6 to 9, +91, 91 or 0 in front",
        "निशा राव नहीं मिला",
        "must end in @sbx",
    ],
)
def test_harmless_texts_stay(text: str) -> None:
    """A text without anything personal is shown as it is."""
    assert mask_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("mobile 9876543210.", "mobile ***."),
        ("9876543210 654321", "***"),
        ("ABDM-1035: 9876543210", "ABDM-1035: ***"),
        ("******3210 5678", "******3210 5678".replace("3210 5678", "***")),
        ("98765 43210 seconds", "*** seconds"),
        ("Your OTP is **1234**.", "Your OTP is *******."),
        ("Bearer abc123 4567", "Bearer *** ***"),
        ("*eyJhbGciOiJIUzI1NiJ9.eyJzdWIi 4567", "**** ***"),
        ("born 1990-01-02", "born ***"),
        ("id 550e8400-e29b-41d4-a716-446655440000", "id ***"),
        ("Authorization: Bearer abc123def", "Authorization: Bearer ***"),
        ("x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig_nature-1 y", "x *** y"),
        ("key=Zq3/8gM1A9AcW0PVca/TJvrb9ddyuYvOq/xoqqhFZd40fQK93D2wA==", "key=***"),
        ('{"client_secret": "hunter2hunter2"}', '{"client_secret": ***'),
        ("password=s3cret", "password=***"),
        ("mailto:nisha.rao@example.in?x", "mailto:***@example.in?x"),
        ("a=nisha%40sbx", "a=***%40sbx"),
        ("https://user:pa55@host/", "https://user:***@host/"),
        ("9️⃣8️⃣7️⃣6️⃣5️⃣", "***"),
        ("⑨⑧⑦⑥ ➈➇➆➅", "***"),
        ("a\r\nb\x00c\x1b[31m", "a b c [31m"),
        ("in\u202evisible", "invisible"),
        ("", ""),
    ],
)
def test_what_is_hidden(text: str, shown: str) -> None:
    """Each kind of secret leaves only a mark where it stood."""
    assert mask_text(text) == shown


def test_a_cut_text_shows_no_half_of_anything() -> None:
    """An address across the point where a huge text is cut is dropped, not shown without its sign."""
    shown = mask_text("a@b " * 1022 + "nisha.rao.of.pune@sbx", limit=100_000)
    assert "nisha" not in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("9876543210", "******3210"),
        ("+91 98765-43210", "********3210"),
        ("234567890123", "********0123"),
        ("12-3456-7856-8912", "**********8912"),
        ("123456", "***"),
        ("******3210", "******3210"),
        ("9876543210 654321", "***"),
        ("", ""),
    ],
)
def test_mask_digits(value: str, shown: str) -> None:
    """The last four digits of a whole number, nothing of an OTP."""
    assert mask_digits(value) == shown


def test_mask_name_and_address() -> None:
    """A first letter at most."""
    assert mask_name("Nisha Rao") == "N***"
    assert mask_name("N") == mask_name("") == "***"
    assert mask_address("nisha.rao@sbx") == "n***@sbx"
    assert mask_address("9876543210@sbx") == "9***@sbx"
    assert mask_address("nisharao") == "n***"
