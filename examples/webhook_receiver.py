"""Receives the webhook ``abha.created``, and provisions each patient once although deliveries repeat.

The server is the standard library's. In a framework ``deliver`` is all there is: give it the raw bytes of the body. The
deliveries come from the built-in emulator, which registers a patient here.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

from eka_abha import AbhaClient, CreateAddress, NewProfile
from eka_abha.emulator import Emulator, EmulatorSettings
from eka_abha.errors import WebhookError
from eka_abha.webhooks import SIGNATURE_HEADER, AbhaCreated, UnknownEvent, receive, sign

KEY = "the signing key that was set up with the webhook"
LARGEST = 64 * 1024
TABLES = """
    CREATE TABLE deliveries (transaction_id TEXT PRIMARY KEY);
    CREATE TABLE patients (abha_address TEXT PRIMARY KEY, oid TEXT);
"""


def provision(database: sqlite3.Connection, event: AbhaCreated) -> bool:
    """True for a new patient, False for a delivery that was seen before.

    That a delivery is done is written together with what it did: both, or neither.
    """
    with database:
        row = database.execute("INSERT OR IGNORE INTO deliveries VALUES (?)", [event.transaction_id])
        if row.rowcount == 0:
            return False
        database.execute("INSERT OR REPLACE INTO patients VALUES (?, ?)", [event.abha_address, event.oid])
    return True


def deliver(database: sqlite3.Connection, body: bytes, signature: str | None) -> int:
    """What a delivery is answered with. Anything but a 2xx, and it comes again."""
    try:
        event = receive(body, signature, key=KEY)
    except WebhookError as error:
        print("refused:", error.key)
        return 400
    match event:
        case AbhaCreated():
            print("provisioned" if provision(database, event) else "seen before", event)
        case UnknownEvent():
            print("not for us", event)  # new kinds of events will come: say yes to what you do not need
    return 204


@contextmanager
def serving(database: sqlite3.Connection) -> Iterator[str]:
    """The receiver on this machine, and its URL."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(min(size, LARGEST))  # a longer one is cut, and its signature does not fit
            self.send_response(deliver(database, body, self.headers.get(SIGNATURE_HEADER)))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/webhooks/abha"
        finally:
            server.shutdown()
            thread.join()


def main() -> None:
    """The event of one patient comes twice, as the service may send it; then somebody forges a third."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as database:
        database.executescript(TABLES)
        with serving(database) as url:
            emulator = Emulator(EmulatorSettings(webhook_url=url, webhook_key=KEY, webhook_repeats=1))
            register(emulator)
            emulator.wait_for_webhooks()
        event = emulator.webhooks[0]
        print("answered with", *event.statuses)
        print("answered with", deliver(database, event.body, sign(event.body, key="a guess")))


def register(emulator: Emulator) -> None:
    """What makes the event: a new address."""
    token = emulator.issue_access_token()
    with AbhaClient(access_token=token, environment="sandbox", transport=emulator.transport()) as abha:
        step = abha.registration.start_mobile("9876543210").verify(emulator.otp_for("9876543210"))
        assert isinstance(step, CreateAddress)
        profile = NewProfile.born_on(date(1990, 8, 17), first_name="Nisha", gender="F", pincode="110001")
        step.create("nisha.rao", profile=profile)


if __name__ == "__main__":
    main()
