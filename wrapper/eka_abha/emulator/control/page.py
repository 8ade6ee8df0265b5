"""The page at `/`: OTPs, transactions, accounts and the latest requests, for a developer who builds a flow.

It is made here and can be read without its script, which only fetches it again and puts in what has changed.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeVar

from eka_abha.emulator.control.endpoint import PREFIX
from eka_abha.emulator.control.shapes import transaction_of
from eka_abha.emulator.rules import masked, masked_abha_number
from eka_abha.emulator.transactions import State
from eka_abha.emulator.wire import EmulatorResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.engine import Emulator
    from eka_abha.emulator.messages import Message
    from eka_abha.emulator.requestlog import LoggedRequest
    from eka_abha.emulator.transactions import TransactionReport

T = TypeVar("T")

FAVICON: Final = "/favicon.ico"
"""What browsers ask for beside the control's JSON, which cannot name an icon."""
_OTPS: Final = 12
_ROWS: Final = 50
_NOTHING: Final = "–"
_STATES: Final = {
    State.OPEN: "open",
    State.OTP_SENT: "OTP awaited",
    State.CONFIRMING: "OTP to confirm the mobile awaited",
    State.VERIFIED: "OTP verified",
    State.ENDED: "ended",
    State.EXPIRED: "expired",
}
_TRANSACTION: Final = ("No.", "Journey", "State", "OTPs to", "Wrong OTPs", "Resends", "Newest txn_id", "Started")
_ACCOUNT: Final = ("ABHA address", "Mobile", "ABHA number", "KYC")
_REQUEST: Final = ("No.", "Operation", "Status", "Error", "When")
_TOP: Final = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ABHA emulator</title>
<link rel="icon" href="{PREFIX}/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="{PREFIX}/page.css">
<script src="{PREFIX}/page.js" defer></script>
</head>
<body>
<header>
<h1>ABHA emulator</h1>
<p>Runs on this machine and sends nothing to anybody. <a href="{PREFIX}/">Control over HTTP</a></p>
<nav aria-label="On this page"><a href="#otps">OTPs</a> <a href="#transactions">Transactions</a>
<a href="#accounts">Accounts</a> <a href="#requests">Requests</a></nav>
<p id="news" role="status"></p>
<p class="still">Without its script this page stays as it is: <a href="/">load it again</a>.</p>
</header>
<main>
"""
_BOTTOM: Final = "</main>\n</body>\n</html>\n"


def page_html(emulator: Emulator) -> str:
    """Return the page; whatever was sent to the emulator is escaped, mobile and ABHA numbers are masked."""
    now, reports = emulator.now, emulator.latest_transactions(_ROWS)
    messages, accounts, requests = emulator.messages, emulator.accounts, emulator.requests
    otps = [_otp(message, transaction_of(emulator, message), now) for message in _latest(messages, _OTPS)]
    rows = {
        "transactions": [_transaction(report, now) for report in _latest(reports)],
        "accounts": [_account(account) for account in _latest(accounts)],
        "requests": [_request(request, emulator.moment(request.at), now) for request in _latest(requests)],
    }
    sections = (
        _section("otps", "OTPs", len(messages), f'<ol class="otps">{"".join(otps)}</ol>', _OTPS),
        _section(
            "transactions",
            "Transactions",
            reports[-1].number if reports else 0,
            _table(_TRANSACTION, rows["transactions"]),
        ),
        _section("accounts", "Accounts", len(accounts), _table(_ACCOUNT, rows["accounts"])),
        _section("requests", "Latest requests", len(requests), _table(_REQUEST, rows["requests"])),
    )
    return "".join((_TOP, *sections, _BOTTOM))


def _section(name: str, title: str, count: int, content: str, most: int = _ROWS) -> str:
    shown = f"{count}, the latest {most} shown" if count > most else f"{count}"
    return (
        f'<section id="{name}" aria-labelledby="{name}-title">\n'
        f'<h2 id="{name}-title">{title} <small>{shown}</small></h2>\n'
        f"{content if count else '<p>None so far.</p>'}\n</section>\n"
    )


def _table(columns: Sequence[str], rows: Iterable[str]) -> str:
    # The roles stay when a narrow screen lays the table out as blocks.
    head = "".join(f'<th role="columnheader" scope="col">{column}</th>' for column in columns)
    return (
        f'<table role="table"><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>'
    )


def _row(columns: Sequence[str], cells: Sequence[str], key: str, anchor: str = "") -> str:
    content = ""
    for column, cell in zip(columns, cells, strict=True):
        kind = ' class="nothing"' if cell in ("0", _NOTHING) else ""
        content += f'<td role="cell" data-label="{column}"{kind}>{cell}</td>'
    target = f' id="{escape(anchor)}"' if anchor else ""
    return f'<tr role="row" data-key="{escape(key)}"{target}>{content}</tr>\n'


def _otp(message: Message, report: TransactionReport | None, now: datetime) -> str:
    current = report is not None and report.otp == message.otp
    to, otp = escape(message.sent_to), escape(message.otp)
    key = escape(f"{message.transaction} {message.otp} {message.sent_at.isoformat()}")
    journey = "" if report is None else f", {_words(report.kind)}"
    return (
        f'<li data-key="{key}"{" class=current" if current else ""}>'
        f'<p><code>{otp}</code> <button type="button" data-copy="{otp}">Copy'
        f'<span class="unseen"> the OTP to {to}</span></button></p>'
        f'<p>to <b>{to}</b> <span class="badge">{"current" if current else "over"}</span></p>'
        f'<p>for <a href="#transaction-{message.transaction}">transaction {message.transaction}</a>{journey}, '
        f"{_ago(message.sent_at, now)}</p></li>\n"
    )


def _transaction(report: TransactionReport, now: datetime) -> str:
    state = _STATES[report.state]
    if report.state is State.VERIFIED and report.skip_state is not None:
        state += f", next is {report.skip_state}"
    cells = (
        str(report.number),
        _words(report.kind),
        f'<span class="badge {report.state}">{escape(state)}</span>',
        escape(report.sent_to or _NOTHING),
        str(report.wrong_otps),
        str(report.resends),
        f"<code>{escape(report.txn_id)}</code>",
        _ago(report.started_at, now),
    )
    return _row(_TRANSACTION, cells, str(report.number), f"transaction-{report.number}")


def _account(account: Account) -> str:
    cells = (
        f"<b>{escape(account.abha_address)}</b>",
        _NOTHING if account.mobile is None else escape(masked(account.mobile)),
        _NOTHING if account.abha_number is None else escape(masked_abha_number(account.abha_number)),
        "verified" if account.kyc_verified else "not verified",
    )
    return _row(_ACCOUNT, cells, account.abha_address)


def _request(request: LoggedRequest, at: datetime, now: datetime) -> str:
    good = request.status < 400
    parts = (request.source_code, None if good else request.error, request.note)
    error = ". ".join(escape(part) for part in parts if part)
    fault = '<span class="badge">fault</span> ' if request.injected else ""
    name = escape(request.operation or f"{request.method}, no such path").replace("_", "_<wbr>")
    cells = (
        str(request.number),
        f"<code>{name}</code>",
        f'<b class="{"good" if good else "bad"}">{request.status}</b>',
        f"{fault}{error}" or _NOTHING,
        _ago(at, now),
    )
    return _row(_REQUEST, cells, str(request.number))


def _latest(items: Sequence[T], most: int = _ROWS) -> Iterable[T]:
    return reversed(items[-most:])


def _words(name: str) -> str:
    return escape(name.replace("_", " "))


def _ago(at: datetime, now: datetime) -> str:
    seconds = max(0, int((now - at).total_seconds()))
    steps = ((86400, "d"), (3600, "h"), (60, "min"))
    text = next((f"{seconds // size} {unit} ago" for size, unit in steps if seconds >= size), f"{seconds} s ago")
    return f'<time datetime="{at.isoformat()}">{text}</time>'


def _page(emulator: Emulator) -> EmulatorResponse:
    return EmulatorResponse(
        200, {"content-type": "text/html; charset=utf-8"}, page_html(emulator).encode("utf-8", "replace")
    )


def _asset(name: str, media_type: str) -> Callable[[Emulator], EmulatorResponse]:
    content = files(__package__).joinpath(name).read_bytes()
    return lambda _: EmulatorResponse(200, {"content-type": media_type}, content)


PAGES: Final[Mapping[str, Callable[[Emulator], EmulatorResponse]]] = {
    "/": _page,
    f"{PREFIX}/page.css": _asset("page.css", "text/css; charset=utf-8"),
    f"{PREFIX}/page.js": _asset("page.js", "text/javascript; charset=utf-8"),
    f"{PREFIX}/icon.svg": _asset("icon.svg", "image/svg+xml"),
    FAVICON: _asset("icon.svg", "image/svg+xml"),
}
