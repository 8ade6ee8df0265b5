"""Makes the calls of a transcript to an emulator, with made-up values, and records what comes of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import httpx

from eka_abha.emulator import MAGIC, Emulator
from eka_abha.transcripts.made_up import Values, made_up_integer, made_up_text
from eka_abha.transcripts.operations import BY_NAME
from eka_abha.transcripts.recording import Recorder, RecordingTransport
from eka_abha.transcripts.seeding import seed
from eka_abha.transcripts.shapes import Fields, Leaf, Listing, leaf_at
from eka_abha.transcripts.story import Story
from eka_abha.transcripts.tidying import header_label

if TYPE_CHECKING:
    from eka_abha.emulator import EmulatorSettings
    from eka_abha.emulator.wire import Json
    from eka_abha.transcripts.document import Exchange, Transcript
    from eka_abha.transcripts.shapes import Shape

_MAGIC_OTPS: Final = {magic.otp for magic in MAGIC}
_WRONG_OTP: Final = {"ABDM-1035", "MIS-1013"}
_HOST: Final = "http://emulator.invalid"


def replayed(transcript: Transcript, settings: EmulatorSettings) -> Transcript:
    """Return the transcript that the same calls make with an emulator of these settings.

    It begins in the state that the transcript tells of. Its clock is moved by the waits that were recorded, so the
    result does not depend on how fast this runs. Exchanges without an answer are left out on both sides.
    """
    return _Replay(transcript, settings).run()


class _Replay:
    def __init__(self, transcript: Transcript, settings: EmulatorSettings) -> None:
        self._transcript = transcript
        self._emulator = Emulator(settings, seed="a transcript")
        self._values = Values(transcript)
        self._recorder = Recorder(transcript.journey, clock=lambda: 0.0)
        self._transport = RecordingTransport(self._emulator.transport(), self._recorder)
        self._wrong_otps: set[str | None] = set()
        seed(self._emulator, Story(transcript), self._values)

    def run(self) -> Transcript:
        for exchange in self._transcript.exchanges:
            if exchange.answered is not None:
                self._emulator.advance(exchange.after)
                self._make(exchange)
                self._emulator.advance(exchange.took)
            else:
                self._emulator.advance(exchange.after + exchange.took)
        return self._recorder.transcript(ended=self._transcript.ended)

    def _make(self, exchange: Exchange) -> None:
        assert exchange.answered is not None
        operation = BY_NAME.get(exchange.operation or "")
        path = operation.path if operation is not None else "/not-in-the-specification"
        query = self._value(exchange.asked.query, "", exchange)
        assert isinstance(query, dict)
        request = httpx.Request(
            exchange.method,
            _HOST + path.replace("{pincode}", "560001"),
            params={name: str(value) for name, value in query.items()},
            headers=self._headers(exchange),
            content=self._body(exchange),
        )
        response = self._transport.handle_request(request)
        content = response.read()
        try:
            answer: Json = json.loads(content)
        except ValueError:
            return
        self._bind(exchange.answered.body, answer)

    def _headers(self, exchange: Exchange) -> dict[str, str]:
        headers = {}
        for header in exchange.asked.headers:
            name, label = header.partition(" ")[0], header_label(header)
            if name == "authorization" and label is not None:
                headers[name] = f"Bearer {self._bearer(label, exchange)}"
            elif name == "client-id" and label is not None:
                headers[name] = self._client(label)
            elif name == "content-type":
                headers[name] = "application/json"
            elif name.startswith("x-"):
                headers[name] = self._values.of(label) if label is not None else "made-up"
        return headers

    def _body(self, exchange: Exchange) -> bytes:
        body = exchange.asked.body
        if isinstance(body, Leaf) and body.type == "no body":
            return b""
        if isinstance(body, Leaf) and body.type.startswith(("not JSON", "too large")):
            return b"not JSON"
        return json.dumps(self._value(body, "", exchange)).encode()

    def _value(self, shape: Shape, name: str, exchange: Exchange) -> Json:
        if isinstance(shape, Fields):
            return {part: self._value(inner, part, exchange) for part, inner in shape.fields.items()}
        if isinstance(shape, Listing):
            items = [self._value(item, name, exchange) for item in shape.items]
            return items + items[:1] if shape.length == "many" and len(items) == 1 else items
        if shape.type == "null":
            return None
        if shape.type == "boolean":
            return shape.value != "false"
        if shape.type in ("integer", "number"):
            return made_up_integer(name) if shape.type == "integer" else 0.5
        return self._text(shape, name, exchange)

    def _text(self, leaf: Leaf, name: str, exchange: Exchange) -> Json:
        if leaf.value is not None:
            return leaf.value
        if leaf.form == "empty":
            return ""
        if name == "otp":
            return self._otp(leaf, exchange)
        if name == "client_secret":
            return self._secret(exchange)
        if name == "identifier" and leaf.label is None:
            return "1"  # the index of a profile that a search found
        if leaf.label is None:
            return made_up_text(name)
        return self._client(leaf.label) if name == "client_id" else self._values.of(leaf.label)

    def _client(self, label: str) -> str:
        client_id = self._emulator.client_id if label.endswith("#1") else f"client-{label.partition('#')[2]}"
        self._emulator.add_client(client_id, self._emulator.client_secret)
        return client_id

    def _secret(self, exchange: Exchange) -> str:
        """The right one, unless it was refused and nothing else explains that."""
        assert exchange.answered is not None
        shared = leaf_at(exchange.asked.body, "sharing_key") is not None
        wrong = exchange.answered.status == 401 and not shared
        return "wrong" if wrong else self._emulator.client_secret

    def _bearer(self, label: str, exchange: Exchange) -> str:
        """A token that no login of the transcript answered is a long-lived one, unless it was refused."""
        assert exchange.answered is not None
        if not self._values.known(label) and exchange.answered.status != 401:
            self._values.bind(label, self._emulator.issue_access_token())
        return self._values.of(label)

    def _otp(self, leaf: Leaf, exchange: Exchange) -> str:
        """The last OTP that was sent, or another one where the service called it wrong, now or before."""
        assert exchange.answered is not None
        messages = self._emulator.messages
        right = messages[-1].otp if messages else "123456"
        code = leaf_at(exchange.answered.body, "source_error", "code")
        if exchange.answered.status == 400 and code is not None and code.value in _WRONG_OTP:
            self._wrong_otps.add(leaf.label)
        if leaf.label not in self._wrong_otps:
            return right
        number = int(right)
        while True:
            number = (number + 1) % 10 ** len(right)
            wrong = str(number).zfill(len(right))
            if wrong not in _MAGIC_OTPS:
                return wrong

    def _bind(self, shape: Shape, answer: Json) -> None:
        """Let the labels of the service's answer stand for what the emulator answered in the same place."""
        if isinstance(shape, Fields) and isinstance(answer, dict):
            for name, part in shape.fields.items():
                if name in answer:
                    self._bind(part, answer[name])
        elif isinstance(shape, Listing) and isinstance(answer, list):
            for item in answer:
                for part in shape.items:
                    self._bind_item(part, item)
        elif isinstance(shape, Leaf) and shape.label is not None and isinstance(answer, str):
            self._values.bind(shape.label, answer)

    def _bind_item(self, shape: Shape, item: Json) -> None:
        """In a list the first item that fits is taken, unless the label has a value: who was seeded keeps theirs."""
        leaf = shape if isinstance(shape, Leaf) else leaf_at(shape, "abha_address")
        if leaf is None or leaf.label is None or self._values.known(leaf.label):
            return
        self._bind(shape, item)
