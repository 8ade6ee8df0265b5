"""Endpoints that decide who there is: accounts, the people behind Aadhaar numbers, sessions, tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from eka_abha.emulator.control.endpoint import PREFIX, Endpoint, refused, shown
from eka_abha.emulator.control.inputs import BadInput
from eka_abha.emulator.control.shapes import account_json, person_json
from eka_abha.emulator.control.watching import LIMIT, limit_of
from eka_abha.emulator.login_targets import LOGIN_METHODS
from eka_abha.emulator.rules import GENDERS

if TYPE_CHECKING:
    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.control.endpoint import Asked
    from eka_abha.emulator.control.inputs import Input
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.people import Person
    from eka_abha.emulator.wire import EmulatorResponse

_DETAILS: Final = {
    "first_name": "Asha unless given",
    "middle_name": "none unless given",
    "last_name": "Rao unless given",
    "gender": f"one of {', '.join(sorted(GENDERS))}; F unless given",
    "day_of_birth": "1 unless given",
    "month_of_birth": "1 unless given",
    "year_of_birth": "1990 unless given",
    "pincode": "560001 unless given",
    "address": "none unless given",
    "abha_number": "14 digits; unless given none for an account, made up for a person",
}
_ACCOUNT: Final = {
    "abha_address": "needed, with the suffix",
    "mobile": "needed",
    **_DETAILS,
    "kyc_verified": "false unless given",
    "aadhaar": "the Aadhaar number that it was verified with; none unless given",
    "blocked_methods": f"login methods that it does not allow, among {', '.join(LOGIN_METHODS)}",
}
_PERSON: Final = {"aadhaar": "needed", "mobile": "the linked mobile number; none is linked unless given", **_DETAILS}
_TEXTS: Final = ("first_name", "middle_name", "last_name", "gender", "pincode", "address", "abha_number", "aadhaar")
_NUMBERS: Final = {"day_of_birth": (1, 31), "month_of_birth": (1, 12), "year_of_birth": (1900, 2100)}


def _accounts(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    mobile, limit = asked.query.digits("mobile", 10), limit_of(asked.query)
    found = [account for account in emulator.accounts if mobile is None or account.mobile == mobile]
    return shown({"accounts": [account_json(account) for account in found[-limit:]]})


def _add_accounts(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    body = asked.body
    if "accounts" not in body:
        return shown(account_json(_add_account(emulator, body)), 201)
    body.refuse_unknown(("accounts",))
    added: list[Account] = []
    try:
        for each in body.items("accounts", "accounts"):
            each.refuse_unknown(_ACCOUNT)
            added.append(_add_account(emulator, each))
    except BadInput:
        for account in added:
            emulator.remove_account(account.abha_address)
        raise
    return shown({"accounts": [account_json(account) for account in added]}, 201)


def _add_account(emulator: Emulator, sent: Input) -> Account:
    address, mobile = sent.needed_text("abha_address"), sent.needed_text("mobile")
    details = _details(sent)
    kyc_verified, blocked = sent.truth("kyc_verified") or False, sent.texts("blocked_methods") or ()
    return sent.checked(
        lambda: emulator.add_account(
            address, mobile=mobile, kyc_verified=kyc_verified, blocked_methods=blocked, **details
        )
    )


def _remove_account(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    try:
        emulator.remove_account(asked.last)
    except LookupError as error:
        return refused(404, str(error))
    return shown({"removed": 1})


def _remove_accounts(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    accounts = emulator.accounts
    for account in accounts:
        emulator.remove_account(account.abha_address)
    return shown({"removed": len(accounts)})


def _people(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"people": [person_json(person) for person in emulator.people[-limit_of(asked.query) :]]})


def _add_person(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    sent = asked.body
    sent.require("aadhaar")
    mobile, details = sent.text("mobile"), _details(sent)
    person: Person = sent.checked(lambda: emulator.add_person(mobile=mobile, **details))
    return shown(person_json(person), 201)


def _open_session(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    address = asked.body.needed_text("abha_address")
    try:
        return shown({"token": emulator.open_session(address)}, 201)
    except LookupError as error:
        return refused(404, str(error))


def _expire_sessions(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    try:
        emulator.expire_sessions(asked.query.text("abha_address"))
    except LookupError as error:
        return refused(404, str(error))
    return shown({"expired": True})


def _issue_token(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    return shown({"access_token": emulator.issue_access_token()}, 201)


def _revoke_tokens(emulator: Emulator, asked: Asked) -> EmulatorResponse:
    emulator.revoke_tokens()
    return shown({"revoked": True})


def _details(sent: Input) -> dict[str, Any]:
    given: dict[str, Any] = {name: sent.text(name) for name in _TEXTS if name in sent}
    given.update({name: sent.whole(name, *span) for name, span in _NUMBERS.items() if name in sent})
    return given


SEEDING: Final = (
    Endpoint(
        method="GET",
        path=f"{PREFIX}/accounts",
        summary="the accounts, oldest first",
        answer=_accounts,
        query={"mobile": "only those of this mobile number", **LIMIT},
    ),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/accounts",
        summary="add an account, or several: then all of them or, if one is refused, none",
        answer=_add_accounts,
        body={**_ACCOUNT, "accounts": "instead of all others: a list of such objects"},
    ),
    Endpoint(
        method="DELETE",
        path=f"{PREFIX}/accounts",
        summary="remove all accounts, with their sessions",
        answer=_remove_accounts,
    ),
    Endpoint(
        method="DELETE",
        path=f"{PREFIX}/accounts/{{abha_address}}",
        summary="remove an account, with its session",
        answer=_remove_account,
    ),
    Endpoint(
        method="GET",
        path=f"{PREFIX}/people",
        summary="the people behind Aadhaar numbers that were added or met",
        answer=_people,
        query=LIMIT,
    ),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/people",
        summary="add the person behind an Aadhaar number",
        answer=_add_person,
        body=_PERSON,
    ),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/sessions",
        summary="open a patient's session with the gateway; answers the patient's token",
        answer=_open_session,
        body={"abha_address": "needed: whose session"},
    ),
    Endpoint(
        method="DELETE",
        path=f"{PREFIX}/sessions",
        summary="let sessions with the gateway expire: what needs one answers 491",
        answer=_expire_sessions,
        query={"abha_address": "only this patient's"},
    ),
    Endpoint(
        method="POST",
        path=f"{PREFIX}/tokens",
        summary="issue an access token without end, as the provider's console does",
        answer=_issue_token,
    ),
    Endpoint(
        method="DELETE",
        path=f"{PREFIX}/tokens",
        summary="revoke all access and refresh tokens: the next call answers 401",
        answer=_revoke_tokens,
    ),
)
