"""All that the emulator remembers, and one call as the code of an operation sees it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from eka_abha.emulator.accounts import Accounts
from eka_abha.emulator.errors import BAD_BODY, Failure, Refused
from eka_abha.emulator.fields import Fields
from eka_abha.emulator.magic_inputs import forced_by
from eka_abha.emulator.messages import Outbox
from eka_abha.emulator.people import People, made_up_person
from eka_abha.emulator.sessions import Sessions
from eka_abha.emulator.tokens import Tokens
from eka_abha.emulator.transactions import Transactions
from eka_abha.emulator.webhooks import created_event

if TYPE_CHECKING:
    from collections.abc import Callable

    from eka_abha.emulator.accounts import Account
    from eka_abha.emulator.clock import Chance, Clock
    from eka_abha.emulator.forced import ForcedStep
    from eka_abha.emulator.people import Person
    from eka_abha.emulator.settings import EmulatorSettings
    from eka_abha.emulator.tokens import Workspace
    from eka_abha.emulator.transactions import Transaction
    from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse, Json


class World:
    """The emulator's state: tokens, accounts, people, sessions, transactions, messages, time and chance."""

    def __init__(self, settings: EmulatorSettings, clock: Clock, chance: Chance) -> None:
        self.settings = settings
        self.clock = clock
        self.chance = chance
        self.outbox: Outbox = Outbox()
        self.accounts: Accounts = Accounts()
        self.people: People = People()
        self.sessions: Sessions = Sessions(settings, clock, chance)
        self.tokens: Tokens = Tokens(settings, clock, chance)
        self.transactions: Transactions = Transactions(settings, clock, chance, self.outbox)
        self._events: list[tuple[str, bytes]] = []

    def create(self, account: Account, call: Call) -> None:
        """Add an account that a call created, which is an event for the webhook."""
        self.accounts.add(account)
        transaction_id = self.chance.id("event", account.oid)
        self._events.append((transaction_id, created_event(account, call, transaction_id, self.clock.today)))

    def take_events(self) -> list[tuple[str, bytes]]:
        """Return the events since the last call of this: transaction id and body."""
        events, self._events = self._events, []
        return events

    def person_of(self, aadhaar: str) -> Person:
        """Return whom an Aadhaar number names: someone made up, and remembered, if nobody was added for it."""
        person = self.people.find(aadhaar)
        if person is None:
            person = made_up_person(aadhaar)
            self.people.add(person)
        return person

    def forced_for(self, transaction: Transaction) -> ForcedStep | None:
        """Return the next step that the numbers of a transaction force, if they are such."""
        return forced_by(transaction.mobile, transaction.aadhaar)


@dataclass(slots=True, repr=False)
class Call:
    """One request to one operation. `workspace` is whom its bearer speaks for, None where none was asked for.

    `forced` is the next step that its OTP forces; the OTP is then right.
    """

    request: EmulatorRequest
    operation: str
    workspace: Workspace | None = None
    forced: ForcedStep | None = None
    path_values: dict[str, str] = field(default_factory=dict)

    def header(self, name: str) -> str | None:
        """Return a header, whatever its case."""
        return self.request.headers.get(name.lower())

    def query(self, name: str) -> str | None:
        """Return a query parameter; an empty one counts as absent."""
        return self.request.query.get(name) or None

    def bearer(self) -> str | None:
        """Return the bearer token of the request, or None when it has none."""
        scheme, _, token = (self.header("authorization") or "").partition(" ")
        return token if scheme.lower() == "bearer" and token else None

    def fields(self, failure: Failure = BAD_BODY) -> Fields:
        """Return the fields of the JSON object in the body; anything else in it is refused with this failure."""
        media_type = (self.header("content-type") or "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise Refused(failure, "content-type is not application/json")
        return Fields(self._parsed_body(failure), failure)

    def _parsed_body(self, failure: Failure) -> dict[str, Json]:
        try:
            parsed: Json = json.loads(self.request.body)
        except (ValueError, RecursionError):
            parsed = None
        if not isinstance(parsed, dict):
            raise Refused(failure, "the body is not a JSON object")
        return parsed


Handler: TypeAlias = "Callable[[World, Call], EmulatorResponse]"
