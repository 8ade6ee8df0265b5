"""Receives the webhook ``abha.created``, and provisions each patient once although deliveries repeat.

The server is the standard library's. In a framework ``deliver`` is all there is: give it the raw bytes of the body.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
from eka_abha.errors import WebhookError
from eka_abha.webhooks import SIGNATURE_HEADER, AbhaCreated, UnknownEvent, receive, sign

KEY = "the signing key that was set up with the webhook"
LARGEST = 64 * 1024


class Patients:
    """Stands for your database. That a delivery is done is kept together with what it did, or not at all."""

    def __init__(self) -> None:
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute("CREATE TABLE done (transaction_id TEXT PRIMARY KEY)")
        self._database.execute("CREATE TABLE patients (oid TEXT PRIMARY KEY, abha_address TEXT)")

    def provision(self, event: AbhaCreated) -> bool:
        """True for a new patient, False for a delivery that was seen before."""
        with self._database as database:
            new = database.execute("INSERT OR IGNORE INTO done VALUES (?)", [event.transaction_id]).rowcount == 1
            if new:
                database.execute("INSERT INTO patients VALUES (?, ?)", [event.oid, event.abha_address])
        return new

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()


def deliver(patients: Patients, body: bytes, signature: str | None) -> int:
    """What a delivery is answered with. Anything but a 2xx, and it comes again."""
    try:
        event = receive(body, signature, key=KEY)
    except WebhookError as error:
        print("refused:", error.key)
        return 400
    match event:
        case AbhaCreated():
            print("provisioned:" if patients.provision(event) else "seen before:", event.transaction_id)
        case UnknownEvent():
            print("not for us:", event.event)  # new kinds of events will come: say yes to what you do not need
    return 204


@contextmanager
def serving(patients: Patients) -> Iterator[str]:
    """The receiver on this machine, and its URL."""

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            small = size <= LARGEST
            status = deliver(patients, self.rfile.read(size), self.headers.get(SIGNATURE_HEADER)) if small else 413
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Silent."""

    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/webhooks/abha"
        server.shutdown()
        thread.join()


def main() -> None:
    """One event that comes twice, a new kind of event, and a forgery."""
    created = {"event": "abha.created", "transaction_id": "evt-1", "data": {"oid": "17", "abha_address": "asha@sbx"}}
    event, new = json.dumps(created).encode(), b'{"event": "abha.renamed", "transaction_id": "evt-2"}'
    patients = Patients()
    with serving(patients) as url, httpx.Client(trust_env=False) as provider:
        for body, key in ((event, KEY), (event, KEY), (new, KEY), (event, "a guess")):
            answer = provider.post(url, content=body, headers={SIGNATURE_HEADER: sign(body, key=key)})
            print("  answered with", answer.status_code)
    patients.close()


if __name__ == "__main__":
    main()
