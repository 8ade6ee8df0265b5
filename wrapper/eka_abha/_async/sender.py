"""The attempt loop that every call goes through, in this order.

token → request → transport, whole body read → judge the status → on 401 a new token, once → wait → again, or raise.
"""

from __future__ import annotations

import logging
import time
from typing import Protocol

import httpx

from eka_abha._http.call import Call, failure_error, judge
from eka_abha._http.deadline import Deadline
from eka_abha._http.exchange import AttemptLimits, ExchangeFailed
from eka_abha._http.hooks import Attempt, AttemptHook, call_hook, log_attempt, logger
from eka_abha._http.retry import wait_before_retry
from eka_abha._http.settings import Settings
from eka_abha._http.token import Token
from eka_abha._io.aio import Connections, sleep
from eka_abha.errors import AuthenticationError, EkaError


class Tokens(Protocol):
    """Where the bearer comes from."""

    async def usable(self, deadline: Deadline) -> Token:
        """A token for a call that starts now."""

    async def renewed(self, rejected: Token, deadline: Deadline) -> Token | None:
        """A token other than the one the service rejected, or None when there cannot be one."""


class Sender:
    """Sends calls over shared connections, by one client's settings."""

    def __init__(self, connections: Connections, settings: Settings) -> None:
        self._connections = connections
        self._settings = settings

    async def send(self, call: Call, tokens: Tokens | None, deadline: Deadline | None = None) -> httpx.Response:
        """Send a call until it succeeds or must not be repeated.

        Raises:
            EkaError: the one that says what happened to the last attempt.
        """
        settings = self._settings
        deadline = deadline or Deadline(settings.deadline)
        limits = AttemptLimits(settings.timeout.connect, settings.timeout.read, deadline)
        attempt, retries, renewal_allowed = 0, 0, tokens is not None
        token = await tokens.usable(deadline) if tokens is not None else None
        while True:
            attempt += 1
            started = time.perf_counter()
            failure: ExchangeFailed | None = None
            answer: httpx.Response | None = None
            error: EkaError | None
            try:
                answer = await self._connections.exchange(
                    call.request(token.access.reveal() if token else None, attempt), limits
                )
                error = judge(call, answer, attempt)
            except ExchangeFailed as caught:
                failure = caught
                error = failure_error(call, caught, attempt)
            record_attempt(call, attempt, time.perf_counter() - started, answer, error, settings.on_attempt)
            if error is None:
                assert answer is not None
                return answer
            if renewal_allowed and token is not None and tokens is not None and isinstance(error, AuthenticationError):
                renewal_allowed = False
                token = await tokens.renewed(token, deadline)
                if token is not None and not deadline.passed():
                    logger.warning("%s: 401, repeated once with a new token", call.operation.name)
                    continue
                raise error
            wait = wait_before_retry(
                error,
                failure,
                read_only=call.operation.read_only,
                retries_left=settings.max_retries - retries,
                retry=retries,
                seconds_left=deadline.remaining(),
            )
            if wait is None:
                raise error
            retries += 1
            logger.warning("%s: %s, retry %d in %.2f s", call.operation.name, error.key, retries, wait)
            await sleep(wait)
            if tokens is not None:
                token = await tokens.usable(deadline)


def record_attempt(
    call: Call,
    number: int,
    duration: float,
    answer: httpx.Response | None,
    error: EkaError | None,
    hook: AttemptHook | None,
) -> None:
    """Log an attempt and tell the application's hook; where nobody listens, nothing is made."""
    if hook is None and not logger.isEnabledFor(logging.DEBUG):
        return
    attempt = Attempt(
        operation=call.operation.name,
        method=call.operation.method,
        path=call.operation.path,
        attempt=number,
        duration=duration,
        status_code=answer.status_code if answer is not None else None,
        outcome="ok" if error is None else error.key,
        txn_id=call.txn_id,
    )
    log_attempt(attempt)
    call_hook(hook, attempt)
