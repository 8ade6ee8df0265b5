"""A stateful emulator of the service, for tests, demos and development without credentials.

The emulator is local and sends nothing; it is not the provider's sandbox. It is written from the documentation alone
and shares no code with the client, so that it can judge it. `BEHAVIOUR` says what of it is documented and what is
assumed, and `EmulatorSettings` changes what is assumed.

    emulator = Emulator(seed=1)
    client = httpx.Client(transport=emulator.transport(), base_url="http://emulator")

`eka_abha.emulator.server` serves it over HTTP (extra `emulator`); `python -m eka_abha.emulator` does so from a shell.
"""

from eka_abha.emulator.accounts import Account
from eka_abha.emulator.behaviour import BEHAVIOUR, Behaviour, Source
from eka_abha.emulator.engine import Emulator
from eka_abha.emulator.faults import PendingFault
from eka_abha.emulator.magic import MAGIC, Magic
from eka_abha.emulator.messages import Message
from eka_abha.emulator.people import Person
from eka_abha.emulator.requestlog import LoggedRequest
from eka_abha.emulator.settings import EmulatorSettings
from eka_abha.emulator.transactions import TransactionReport
from eka_abha.emulator.webhooks import WebhookDelivery
from eka_abha.emulator.wire import EmulatorRequest, EmulatorResponse

__all__ = [
    "BEHAVIOUR",
    "MAGIC",
    "Account",
    "Behaviour",
    "Emulator",
    "EmulatorRequest",
    "EmulatorResponse",
    "EmulatorSettings",
    "LoggedRequest",
    "Magic",
    "Message",
    "PendingFault",
    "Person",
    "Source",
    "TransactionReport",
    "WebhookDelivery",
]
