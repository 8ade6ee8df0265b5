"""Paths and methods, injected failures, the request log, limits, time and repeatability."""

from __future__ import annotations

import threading
import time

import pytest
from eka_abha.emulator import Account, Emulator, EmulatorRequest, EmulatorSettings, Message
from eka_abha.emulator.accounts import Accounts
from eka_abha.emulator.clock import Chance

from tests.emulator.support import LOGIN, MOBILE, NA, NISHA, Answer, Caller, caller, violations

CHECK = f"{NA}/registration/phr/check"
BODY = b'{"abha_address": "asha@sbx"}'


def check(client: Caller) -> Answer:
    """A small call."""
    return client.post(CHECK, {"abha_address": "a@sbx"})


@pytest.mark.parametrize("path", ["/", "", "/abdm/v1", f"{CHECK}/", "/connect-auth/v1/account/refresh", "/docs"])
def test_an_unknown_path_is_404(client: Caller, path: str) -> None:
    """With an error of the usual shape."""
    answer = client.call("GET", path)
    assert (answer.status, answer.body["code"]) == (404, 404)
    assert client.emulator.requests[-1].operation is None


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "BREW", "post "])
def test_a_wrong_method_is_405_and_says_which_is_right(client: Caller, method: str) -> None:
    """HEAD has no body."""
    answer = client.call(method, CHECK)
    assert (answer.status, answer.headers["allow"]) == (405, "POST")
    assert (answer.body is None) == (method == "HEAD")


def test_a_method_may_be_lower_case(client: Caller) -> None:
    """The adapter's spelling does not matter."""
    assert client.call("post", CHECK, {"abha_address": "a@sbx"}).status == 200


def test_injected_failures_come_in_order_and_end(client: Caller) -> None:
    """JSON, HTML, bytes or nothing, with headers; then the emulator answers again."""
    fail = client.emulator.fail_next
    fail("check_abha_address", status=503, body={"code": 503, "error": "Down"}, headers={"Retry-After": "1"}, times=2)
    fail("check_abha_address", status=500, body={})
    answers = [check(client) for _ in range(4)]
    assert [answer.status for answer in answers] == [503, 503, 500, 200]
    assert (answers[1].body["error"], answers[1].headers["retry-after"]) == ("Down", "1")
    assert [entry.injected for entry in client.emulator.requests[-4:]] == [True, True, True, False]


@pytest.mark.parametrize(
    ("body", "content", "media_type"),
    [
        ("<h1>Bad gateway</h1>", b"<h1>Bad gateway</h1>", "text/html; charset=utf-8"),
        (b"\xff", b"\xff", None),
        (None, b"", None),
        ({"a": None}, b'{"a": null}', "application/json"),
    ],
)
def test_the_body_of_an_injected_failure_is_sent_as_it_is(
    body: bytes | str | dict[str, None] | None, content: bytes, media_type: str | None
) -> None:
    """Even with a status that no registry knows."""
    emulator = Emulator()
    emulator.fail_next("login", status=520, body=body)
    answer = emulator.handle(EmulatorRequest("POST", LOGIN))
    assert (answer.status, answer.body, answer.headers.get("content-type")) == (520, content, media_type)


def test_an_injected_failure_keeps_a_call_from_happening_unless_it_is_processed(client: Caller) -> None:
    """A gateway's error may hide that an OTP was sent."""
    failure: dict[str, str | int] = {"code": 502, "error": "Bad gateway"}
    client.emulator.fail_next("init_mobile_registration", status=502, body=failure)
    assert (client.start().status, len(client.emulator.messages)) == (502, 0)
    client.emulator.fail_next("init_mobile_registration", status=502, body=failure, processed=True)
    assert (client.start().status, len(client.emulator.messages)) == (502, 1)
    assert client.emulator.requests[-1].status == 502


def test_a_failure_for_any_operation_comes_after_those_for_one(client: Caller) -> None:
    """It hits whichever call is next."""
    client.emulator.fail_next("*", status=500, body={"code": 1})
    client.emulator.fail_next("check_abha_address", status=500, body={"code": 2})
    assert [check(client).body["code"], client.start().body["code"]] == [2, 1]
    assert check(client).status == 200


def test_a_failure_needs_an_operation_and_a_number(client: Caller) -> None:
    """A misspelt operation would otherwise never fail."""
    with pytest.raises(ValueError, match="no operation is named 'init_mobile'"):
        client.emulator.fail_next("init_mobile", status=500)
    with pytest.raises(ValueError, match="times must be 1 or more"):
        client.emulator.fail_next("login", status=500, times=0)


def test_the_log_tells_what_was_asked_and_answered(client: Caller) -> None:
    """Operation, status, source code, reason, transaction ids and identity; the emulator's time."""
    client.emulator.advance(5)
    txn_id = client.start().txn_id
    identity = {"X-Hip-Id": "HIP1", "x-pt-id": "P", "X-Other": "no"}
    body = {"txn_id": txn_id, "otp": "000000"}
    client.call("POST", f"{MOBILE}/verify", body, query={"oid": "7"}, headers=identity)
    login, start, verify = client.emulator.requests
    assert (login.number, login.operation, login.template, login.at) == (1, "login", LOGIN, 0)
    assert (start.txn_id, start.next_txn_id, start.at) == (None, txn_id, 5)
    assert (verify.operation, verify.method, verify.status) == ("verify_mobile_registration", "POST", 400)
    assert (verify.source_code, verify.note) == ("ABDM-1035", "wrong OTP number 1 of this transaction")
    assert (verify.txn_id, verify.next_txn_id) == (txn_id, None)
    assert verify.identity == {"x-hip-id": "HIP1", "x-pt-id": "P", "oid": "7"}


def test_calls_are_counted_by_operation(client: Caller) -> None:
    """Refused and failed ones, too; an operation nobody called counts 0."""
    client.emulator.fail_next("check_abha_address", status=500, body={})
    check(client)
    client.post(CHECK, {})
    check(client)
    counts = client.emulator.counts
    assert (counts["check_abha_address"], counts["login"], counts["get_profile"]) == (3, 1, 0)


def test_an_internal_error_is_a_500_without_details(client: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log says where it was and of what kind, not what was sent; the next call is answered."""

    def broken(self: Accounts, address: str) -> None:
        raise KeyError(address)

    request = EmulatorRequest(
        "POST", CHECK, {}, {"Authorization": f"Bearer {client.bearer}", "Content-Type": "application/json"}, BODY
    )
    with monkeypatch.context() as patched:
        patched.setattr(Accounts, "find", broken)
        answer = client.emulator.handle(request)
    assert answer.json() == {"code": 500, "error": "Internal error of the emulator"}
    assert violations(request, answer) == []
    (note,) = client.emulator.internal_errors
    assert note.startswith("internal error: KeyError in test_engine.py, line ")
    assert (client.emulator.requests[-1].status, client.emulator.requests[-1].note) == (500, note)
    assert client.emulator.handle(request).status == 200


def test_a_rate_limit_is_a_setting() -> None:
    """429 with the seconds until the next call; logins do not count; each client has its own."""
    client = caller(EmulatorSettings(requests_per_minute=2))
    assert check(client).status == 200
    client.emulator.advance(10)
    assert check(client).status == 200
    refused = check(client)
    assert (refused.status, refused.headers["retry-after"]) == (429, "50")
    client.log_in(sharing_key="another workspace")
    assert check(client).status == 200
    client.log_in()
    client.emulator.advance(50)
    assert [check(client).status, check(client).status] == [200, 429]


def test_time_moves_only_when_told_or_with_a_clock() -> None:
    """It never moves back."""
    still = Emulator()
    assert (still.now.isoformat(), still.now) == ("2026-01-01T00:00:00+00:00", still.now)
    still.advance(90)
    assert still.now.isoformat() == "2026-01-01T00:01:30+00:00"
    with pytest.raises(ValueError, match="forward"):
        still.advance(-1)
    ticks = iter([100.0, 100.0, 107.0])
    running = Emulator(clock=lambda: next(ticks))
    running.advance(3)
    assert running.now.second == 3
    assert running.now.second == 10


def journey(client: Caller, mobile: str) -> list[object]:
    """Everything that one registration gives away."""
    login = client.log_in().body
    started = client.start(mobile)
    otp = client.emulator.otp_for(mobile)
    verified = client.verify(started.txn_id, otp)
    created = client.create(verified.txn_id, f"p{mobile}@sbx")
    return [login, started.body, otp, verified.body, created.body]


def test_the_same_seed_gives_the_same_answers() -> None:
    """Another seed, or none, gives others."""
    same = [journey(caller(seed=seed), NISHA) for seed in (7, "7", 7)]
    assert same[0] == same[1] == same[2]
    others = [journey(caller(seed=seed), NISHA) for seed in (8, None, None)]
    assert len({repr(item) for item in [same[0], *others]}) == 4


def test_the_otps_of_a_person_do_not_depend_on_others() -> None:
    """So a test with many at once can be repeated."""
    alone, busy = caller(seed=3), caller(seed=3)
    for number in range(20):
        busy.start(f"91234567{number:02}")
    alone.start()
    busy.start()
    assert alone.emulator.otp_for(NISHA) == busy.emulator.otp_for(NISHA)


def test_an_otp_has_the_length_asked_for(client: Caller) -> None:
    """Six digits unless a setting says otherwise."""
    client.start()
    assert len(client.emulator.otp_for(NISHA)) == 6
    short = caller(EmulatorSettings(otp_length=4))
    short.start()
    assert len(short.emulator.otp_for(NISHA)) == 4


def test_a_resend_never_sends_the_same_otp_again() -> None:
    """With this seed the same four digits are drawn twice."""
    drawn = Chance(seed=2464)
    assert drawn.otp(NISHA, 4) == drawn.otp(NISHA, 4)
    client = caller(EmulatorSettings(otp_length=4, resend_wait=0), seed=2464)
    client.post(f"{MOBILE}/resend", {"txn_id": client.start().txn_id})
    first, second = client.emulator.messages
    assert first.otp != second.otp


def test_an_otp_is_never_only_zeros_and_never_the_one_before() -> None:
    """So zeros are a safe wrong OTP, and a resend is seen to change it. Leading zeros do occur."""
    chance = Chance(seed=1)
    otps = [chance.otp(NISHA, 4) for _ in range(30_000)]
    assert all(len(otp) == 4 and otp.isdecimal() for otp in otps)
    assert "0000" not in otps
    assert any(otp.startswith("0") for otp in otps)
    first = Chance(seed=1).otp(NISHA, 4)
    assert first == otps[0]
    assert Chance(seed=1).otp(NISHA, 4, unlike=first) == otps[1]


def test_messages_can_be_read_and_listened_to(client: Caller) -> None:
    """The listener is called after the call that sent the message, and may use the emulator."""
    heard: list[tuple[str, str]] = []

    def listen(message: Message) -> None:
        heard.append((message.sent_to, emulator.otp_for(message.mobile)))

    emulator = Emulator(on_message=listen)
    listening = Caller(emulator)
    listening.log_in()
    listening.start()
    assert heard == [("******3210", emulator.otp_for(NISHA))]
    assert [(message.mobile, message.operation) for message in emulator.messages] == [
        (NISHA, "init_mobile_registration")
    ]
    with pytest.raises(LookupError, match="no OTP was sent"):
        client.emulator.otp_for(NISHA)


def test_accounts_are_checked_when_added(client: Caller) -> None:
    """A legacy address is accepted; a taken one, another suffix, or no mobile number is not."""
    added = client.emulator.add_account("a-1@sbx", mobile=NISHA)
    assert client.emulator.accounts == (added,)
    with pytest.raises(ValueError, match="taken"):
        client.emulator.add_account("A-1@sbx", mobile=NISHA)
    with pytest.raises(ValueError, match="must end with @sbx"):
        client.emulator.add_account("asha@abdm", mobile=NISHA)
    with pytest.raises(ValueError, match="mobile must be"):
        client.emulator.add_account("asha@sbx", mobile="12345")
    with pytest.raises(ValueError, match="mobile must be"):
        client.emulator.block("12345")


def test_concurrent_registrations_are_not_mixed_up(client: Caller) -> None:
    """Each thread's person gets their own account, though all use one emulator."""
    failures: list[BaseException] = []

    def register(number: int) -> None:
        own = Caller(client.emulator)
        own.bearer = client.bearer
        try:
            for turn in range(5):
                mobile = f"9{number:04}{turn:05}"
                started = own.start(mobile)
                verified = own.verify(started.txn_id, client.emulator.otp_for(mobile))
                created = own.create(verified.txn_id, f"p{mobile}@sbx")
                assert created.body["profile"]["mobile"] == mobile
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=register, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {account.abha_address: account.mobile for account in client.emulator.accounts} == {
        f"p9{number:04}{turn:05}@sbx": f"9{number:04}{turn:05}" for number in range(16) for turn in range(5)
    }


def test_of_many_creates_at_the_same_moment_one_wins(client: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look-up is slow here, so that threads would pass each other if calls were not answered one by one."""
    find = Accounts.find

    def slow_find(accounts: Accounts, address: str) -> Account | None:
        time.sleep(0.01)
        return find(accounts, address)

    monkeypatch.setattr(Accounts, "find", slow_find)
    txn_id = client.verified().txn_id
    barrier = threading.Barrier(8)
    statuses: list[int] = []

    def create(number: int) -> None:
        own = Caller(client.emulator)
        own.bearer = client.bearer
        barrier.wait()
        statuses.append(own.create(txn_id, f"nisha.rao{number}@sbx").status)

    threads = [threading.Thread(target=create, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, *[500] * 7]
    assert len(client.emulator.accounts) == 1
