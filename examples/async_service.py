"""A web service in miniature: one client for the process, and a patient's journey over several requests.

Each handler gets what a framework would give it, and returns what goes out as JSON. Here three patients come at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass

from eka_abha import SavedStep
from eka_abha.aio import AsyncAbhaClient, ChooseAccount, LoggedIn, MobileOtpSent
from eka_abha.emulator import Emulator
from eka_abha.errors import EkaError

Answer = Mapping[str, object]


@dataclass
class Browser:
    """A session, kept on the server: a saved step is not encrypted, and never goes to the browser."""

    id: str
    step: SavedStep | None = None


class Service:
    """The handlers."""

    def __init__(self, abha: AsyncAbhaClient) -> None:
        self.abha = abha

    async def post_mobile(self, browser: Browser, mobile: str) -> Answer:
        """The patient typed a mobile number."""
        otp = await self.abha.registration.start_mobile(mobile, reference=browser.id)
        browser.step = otp.save(context=browser.id)
        return {"next": otp.kind, "sent_to": otp.sent_to, "resend_at": otp.resend_at.isoformat()}

    async def post_otp(self, browser: Browser, code: str) -> Answer:
        """The patient typed the OTP. After a wrong one the saved step is still good."""
        step = await self.abha.resume(browser.step or {}, MobileOtpSent, context=browser.id).verify(code)
        if isinstance(step, ChooseAccount):
            browser.step = step.save(context=browser.id)
            return {"next": step.kind, "accounts": len(step.accounts)}
        return {"next": step.kind}  # CreateAddress asks for an address and a profile: see register_by_mobile.py

    async def post_account(self, browser: Browser, address: str) -> Answer:
        """The patient picked one of the accounts."""
        end = await self.abha.resume(browser.step or {}, ChooseAccount, context=browser.id).log_in(address)
        browser.step = None
        return {"next": end.kind, "created": isinstance(end, LoggedIn) and end.created}


async def answered(handler: Awaitable[Answer]) -> Answer:
    """The one place where errors become answers: a key to translate by, what to do, and how long to wait."""
    try:
        return await handler
    except EkaError as error:
        wait = error.retry_after.total_seconds() if error.retry_after else None
        return {"error": error.key, "advice": error.advice.value, "retry_after": wait}


async def visit(service: Service, emulator: Emulator, number: int) -> None:
    """One patient at the screen, who mistypes the OTP first."""
    browser, mobile = Browser(f"session-{number}"), f"987654321{number}"
    emulator.add_account(f"nisha{number}@sbx", mobile=mobile)
    print(browser.id, await answered(service.post_mobile(browser, mobile)))
    print(browser.id, await answered(service.post_otp(browser, "000000")))
    print(browser.id, await answered(service.post_otp(browser, emulator.otp_for(mobile))))
    print(browser.id, await answered(service.post_account(browser, f"nisha{number}")))


async def main() -> None:
    """Three patients at once, over one client. With the provider's sandbox: AsyncAbhaClient(environment="sandbox")."""
    emulator = Emulator()
    async with AsyncAbhaClient(
        access_token=emulator.issue_access_token(), environment="sandbox", transport=emulator.transport()
    ) as abha:
        service = Service(abha)
        await asyncio.gather(*(visit(service, emulator, number) for number in range(3)))


if __name__ == "__main__":
    asyncio.run(main())
