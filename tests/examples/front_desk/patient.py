"""A browser as far as cookies and forms go, for what needs no page to be seen."""

from __future__ import annotations

import html
import re
from types import TracebackType
from typing import Self

import httpx

MOBILE, AADHAAR = "9876543210", "234567890124"
DETAILS = {"first_name": "Nisha", "last_name": "Rao", "gender": "F", "born": "1990-08-17", "pincode": "110001"}


class Patient:
    """Sends forms as the page has them, and follows where they lead. It remembers all it was shown."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(follow_redirects=True, timeout=60, trust_env=False)
        self.pages: list[str] = []
        self.addresses: list[str] = []
        self.hidden: dict[str, str] = {}
        self.get()

    def get(self) -> httpx.Response:
        """Load the page."""
        return self._keep(self.http.get(self.url))

    def post(self, action: str, *, url: str | None = None, **fields: str) -> httpx.Response:
        """Send a form of the page, to this or another worker; `fields` win over the hidden ones."""
        return self._keep(self.http.post(f"{url or self.url}/{action}", data={**self.hidden, **fields}))

    def start(self, kind: str, number: str) -> httpx.Response:
        """Agree, and ask for an OTP."""
        return self.post("start", by=kind, consent="on", **{kind: number})

    @property
    def session(self) -> str:
        """The session's id."""
        return self.http.cookies["front_desk"]

    @property
    def text(self) -> str:
        """The page that is shown."""
        return self.pages[-1]

    @property
    def alert(self) -> str:
        """What went wrong, as the patient is told; empty when nothing did."""
        found = re.search(r'role="alert">(.*?)<', self.text)
        return html.unescape(found[1]) if found else ""

    def _keep(self, response: httpx.Response) -> httpx.Response:
        self.pages.append(response.text)
        self.addresses += [str(step.url) for step in (*response.history, response)]
        self.hidden.update(re.findall(r'type="hidden" name="(csrf|page)" value="([^"]*)"', response.text))
        return response

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.http.close()
