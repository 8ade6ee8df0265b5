"""The asynchronous client."""

from __future__ import annotations

import dataclasses
import ssl
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from eka_abha_api.client import AuthenticatedClient

from eka_abha._boundary import plain_boundary
from eka_abha._checking import check_header_value
from eka_abha._http import lower_logs
from eka_abha._http.config import (
    DEFAULT_TIMEOUT,
    FixedToken,
    SecretSource,
    Timeout,
    check_seconds,
    resolve_credentials,
    resolve_hip_id,
    resolve_target,
    with_changes,
)
from eka_abha._http.deadline import Deadline
from eka_abha._http.hooks import AttemptHook, StepHook
from eka_abha._http.identity import Identity
from eka_abha._http.settings import (
    STRICT,
    Clock,
    LocalRules,
    Settings,
    check_clock,
    check_hook,
    check_max_retries,
    check_rules,
    check_timeout,
)
from eka_abha._http.transports import check_options
from eka_abha._io.aio import Connections, Transport, boundary, check_transport
from eka_abha._secret import Secret
from eka_abha.errors import ConfigurationError, InvalidValueError, StepError

from .pipeline import make_api, make_api_for
from .sender import Sender
from .token_stores import MemoryTokenStore, TokenStore
from .tokens import FixedTokens, LoginTokens

if TYPE_CHECKING:
    from eka_abha.results import PatientTokens

    from .kyc import Kyc
    from .login import Login
    from .lookup import Lookup
    from .profile import PatientProfile
    from .registration import Registration
    from .resumable import ResumableStep
    from .session import Session
    from .steps import Step

S = TypeVar("S", bound="Step")
C = TypeVar("C")


class AsyncAbhaClient:
    """The asynchronous client of Eka Care's ABHA registration and login API.

    Everything is a keyword; what is left out comes from ``EKA_*`` variables. Make one for the whole process and close
    it at the end (``async with``, or ``await client.aclose()``): it holds the connections and the partner token.

    Args:
        client_id: of your workspace (``EKA_CLIENT_ID``).
        client_secret: of your workspace (``EKA_CLIENT_SECRET``), or a callable, plain or async, that is asked at each
            login.
        sharing_key: when another workspace shared its access with yours (``EKA_SHARING_KEY``).
        access_token: a long-lived token from the console, instead of the above (``EKA_ACCESS_TOKEN``). Never
            refreshed.
        environment: ``"sandbox"`` or ``"production"`` (``EKA_ENVIRONMENT``).
        base_url: another host (``EKA_BASE_URL``), such as the emulator's; with an environment, that one's address
            suffix holds.
        hip_id: your HIP id (``EKA_HIP_ID``), sent with each call.
        timeout: of one attempt; seconds to wait for each piece of the answer, or a ``Timeout``.
        deadline: seconds for a whole call, with all its attempts, waits and logins.
        max_retries: how often a call may be repeated, where that is safe.
        keepalive_expiry: seconds an idle connection is kept. Short on purpose: see the documentation before raising
            it.
        transport: an httpx transport of your own; it is closed with the client. ``keepalive_expiry`` does not reach
            it, and after a fork it is refused. Or, for an asynchronous client, ``"aiohttp"``: much faster with many
            calls in flight (extra ``aiohttp``).
        ssl_context: the certificate authorities to trust and the client certificate to show, in place of the default
            (``SSL_CERT_FILE`` and ``SSL_CERT_DIR``, else the usual authorities).
        proxy: URL of the proxy to go through, in place of ``HTTPS_PROXY`` and the like; it may hold a user name and a
            password, which are never shown.
        token_store: where tokens are kept; in memory by default. Clients that are given the same store share tokens.
        allow_http: accept ``http://`` for a host other than this machine. Never for the provider's own.
        rules: which of the rules for values that are stricter here than documented are turned off.
        on_attempt: called with an ``Attempt`` after each request.
        on_step: called with a ``StepEvent`` after each step of a journey: the audit trail. Both hooks are plain
            callables.
        clock: what time it is, in Unix seconds, for tests that move time: tokens and the wait before another OTP go by
            it. The machine's clock by default.

    Raises:
        ConfigurationError: a setting is missing, or is not acceptable; it says which and what to do.
    """

    @plain_boundary
    def __init__(
        self,
        *,
        client_id: str | None = None,
        client_secret: SecretSource | None = None,
        sharing_key: str | Secret | None = None,
        access_token: str | Secret | None = None,
        environment: str | None = None,
        base_url: str | None = None,
        hip_id: str | None = None,
        timeout: float | Timeout = DEFAULT_TIMEOUT,
        deadline: float = 25.0,
        max_retries: int = 2,
        keepalive_expiry: float = 1.5,
        transport: Transport | None = None,
        ssl_context: ssl.SSLContext | None = None,
        proxy: str | Secret | None = None,
        token_store: TokenStore | None = None,
        allow_http: bool = False,
        rules: LocalRules = STRICT,
        on_attempt: AttemptHook | None = None,
        on_step: StepHook | None = None,
        clock: Clock | None = None,
    ) -> None:
        check_hook(on_attempt, "on_attempt")
        check_hook(on_step, "on_step")
        check_clock(clock)
        settings = Settings(
            credentials=resolve_credentials(client_id, client_secret, sharing_key, access_token),
            target=resolve_target(environment, base_url, allow_http=allow_http),
            identity=Identity(hip_id=resolve_hip_id(hip_id)),
            timeout=check_timeout(timeout),
            deadline=check_seconds(deadline, "deadline"),
            max_retries=check_max_retries(max_retries),
            on_attempt=on_attempt,
            on_step=on_step,
            rules=check_rules(rules),
            clock=clock,
        )
        options = check_options(
            settings.target.base_url, keepalive_expiry, ssl_context, proxy, given=not isinstance(transport, str | None)
        )
        check_transport(transport, options)
        lower_logs.install()
        self._connections = Connections(options, transport)
        self._store = _checked_store(token_store)
        self._owns_connections = True
        self._set_up(settings)

    def _set_up(self, settings: Settings, tokens: FixedTokens | LoginTokens | None = None) -> None:
        self._settings = settings
        self._sender = sender = Sender(self._connections, settings)
        credentials = settings.credentials
        if tokens is None:
            if isinstance(credentials, FixedToken):
                tokens = FixedTokens(credentials)
            else:
                tokens = LoginTokens(credentials, settings, sender, self._store)
        self._tokens = tokens
        self._api = make_api(settings, sender, tokens)

    @property
    def api(self) -> AuthenticatedClient:
        """The low-level client, for any function of ``eka_abha_api``: with bearer, retries and typed errors."""
        return self._api

    @plain_boundary
    def api_for(self, client_class: type[C]) -> C:
        """The low-level client for a package that was generated from another document of the provider.

        Calls made with it have all that those of ``api`` have: bearer, identity, retries, typed errors.

        Args:
            client_class: the ``AuthenticatedClient`` of that package.

        Raises:
            ConfigurationError: it is no such class.
        """
        return make_api_for(client_class, self._settings, self._sender, self._tokens)

    @property
    def registration(self) -> Registration:
        """Registration journeys."""
        from .registration import Registration

        return Registration(self)

    @property
    def login(self) -> Login:
        """Logins to an existing ABHA."""
        from .login import Login

        return Login(self)

    @property
    def session(self) -> Session:
        """The patient's session with the ABHA gateway."""
        from .session import Session

        return Session(self)

    @property
    def kyc(self) -> Kyc:
        """KYC: attaches an ABHA number to the patient's address."""
        from .kyc import Kyc

        return Kyc(self)

    @property
    def profile(self) -> PatientProfile:
        """The patient's profile, card and QR code."""
        from .profile import PatientProfile

        return PatientProfile(self)

    @property
    def lookup(self) -> Lookup:
        """Look-ups that change nothing."""
        from .lookup import Lookup

        return Lookup(self)

    @boundary
    async def access_token(self) -> Secret:
        """A partner token that is good now, for other programs; ``reveal()`` gives the string.

        Raises:
            AuthenticationError: the credentials were refused.
            EkaError: see the tree in ``eka_abha.errors``.
        """
        if self._connections.closed:
            raise ConfigurationError("the client is closed: make a new one")
        return (await self._tokens.usable(Deadline(self._settings.deadline))).access

    @plain_boundary
    def with_options(
        self,
        *,
        client_id: str | None = None,
        client_secret: SecretSource | None = None,
        sharing_key: str | Secret | None = None,
        access_token: str | Secret | None = None,
        hip_id: str | None = None,
        timeout: float | Timeout | None = None,
        deadline: float | None = None,
        max_retries: int | None = None,
        rules: LocalRules | None = None,
        on_attempt: AttemptHook | None = None,
        on_step: StepHook | None = None,
    ) -> AsyncAbhaClient:
        """A cheap copy with other options, over the same connections; what is left out stays.

        Other credentials have a token of their own. Another ``client_id`` needs its ``client_secret``, and does not
        inherit the sharing key. Closing the copy does not close the connections.

        Raises:
            ConfigurationError: an option is not acceptable.
        """
        check_hook(on_attempt, "on_attempt")
        check_hook(on_step, "on_step")
        settings = self._settings
        credentials = with_changes(settings.credentials, client_id, client_secret, sharing_key, access_token)
        identity = settings.identity
        if hip_id is not None:
            identity = dataclasses.replace(identity, hip_id=resolve_hip_id(hip_id))
        return self._copy(
            dataclasses.replace(
                settings,
                credentials=credentials,
                identity=identity,
                timeout=check_timeout(timeout) if timeout is not None else settings.timeout,
                deadline=check_seconds(deadline, "deadline") if deadline is not None else settings.deadline,
                max_retries=check_max_retries(max_retries) if max_retries is not None else settings.max_retries,
                on_attempt=on_attempt or settings.on_attempt,
                on_step=on_step or settings.on_step,
                rules=check_rules(rules) if rules is not None else settings.rules,
            )
        )

    @plain_boundary
    def for_patient(
        self,
        *,
        oid: str | None = None,
        partner_patient_id: str | None = None,
        hip_id: str | None = None,
        tokens: PatientTokens | None = None,
    ) -> AsyncAbhaClient:
        """A cheap copy bound to one patient: their ids go with each call, as headers and, where it is taken, ``oid``.

        Another ``oid`` or ``partner_patient_id`` than the one bound is another patient: of the former, nothing stays.

        Args:
            oid: the patient's id at Eka (``X-Pt-Id`` and ``oid``).
            partner_patient_id: your own id of the patient (``X-Partner-Pt-Id``).
            hip_id: another HIP id than the client's (``X-Hip-Id``).
            tokens: the patient's own tokens, as a login or a session gave them; the KYC calls send them.

        Raises:
            InvalidValueError: an id is empty or cannot be sent in a header.
        """
        from eka_abha.results import PatientTokens

        given = {"oid": oid, "partner_patient_id": partner_patient_id, "hip_id": hip_id}
        checked = {name: check_header_value(value, name) for name, value in given.items() if value is not None}
        if tokens is not None and not isinstance(tokens, PatientTokens):
            raise InvalidValueError("tokens", "must be a PatientTokens")
        bound, bound_tokens = self._settings.identity, self._settings.patient_tokens
        if bound.is_another_patient(oid, partner_patient_id):
            bound, bound_tokens = Identity(hip_id=bound.hip_id), None
        identity = dataclasses.replace(bound, **checked)
        return self._copy(dataclasses.replace(self._settings, identity=identity, patient_tokens=tokens or bound_tokens))

    @plain_boundary
    def resume(self, saved: Mapping[str, object], kind: type[S], *, context: str | None = None) -> S:
        """Go on with a step that ``save`` put away, in this process or another. Makes no call.

        Args:
            saved: what ``step.save()`` returned, as it was or through JSON.
            kind: the step class you expect, such as ``MobileOtpSent``.
            context: what ``save`` was given.

        Raises:
            StepError: it is malformed, of another version or kind, or belongs to another environment, credential, HIP,
                patient or context; the text says which.
        """
        from eka_abha._journeys.saved import load_step

        from .steps import Journey, Step, scope_of

        if not (isinstance(kind, type) and issubclass(kind, Step) and hasattr(kind, "kind")):
            raise StepError("resume takes a step class of this client, such as MobileOtpSent")
        loaded = load_step(saved, kind.kind, kind.journeys, scope=scope_of(self), context=context)
        client = self
        if loaded.identity != self._settings.identity:
            client = self._copy(dataclasses.replace(self._settings, identity=loaded.identity))
        return kind._from_saved(Journey(loaded.journey, client, loaded.reference), loaded.data)

    @plain_boundary
    def resume_any(self, saved: Mapping[str, object], *, context: str | None = None) -> ResumableStep:
        """As ``resume``, for a step of whatever kind: ``match`` on what comes back.

        Raises:
            StepError: as ``resume``; also when no step of this client is of its kind.
        """
        from eka_abha._journeys.saved import kind_among

        from .resumable import KINDS

        return self.resume(saved, kind_among(saved, KINDS), context=context)

    async def aclose(self) -> None:
        """Wait for what is under way, then close the connections. Closing a copy, or closing again, does nothing."""
        if self._owns_connections and not self._connections.closed:
            await self._tokens.aclose()
            await self._connections.aclose()

    async def __aenter__(self) -> Self:
        if self._connections.closed:
            raise ConfigurationError("the client is closed: make a new one")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    def _copy(self, settings: Settings) -> AsyncAbhaClient:
        copy = object.__new__(AsyncAbhaClient)
        copy._connections = self._connections
        copy._store = self._store
        copy._owns_connections = False
        same = settings.credentials is self._settings.credentials
        copy._set_up(settings, self._tokens if same else None)
        return copy

    def __repr__(self) -> str:
        return f"<AsyncAbhaClient {self._settings.target.name}>"


def _checked_store(store: TokenStore | None) -> TokenStore:
    if store is None:
        return MemoryTokenStore()
    if not isinstance(store, TokenStore):
        raise ConfigurationError("token_store: must have the methods load and save")
    return store
