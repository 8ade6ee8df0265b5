"""``eka-abha record``: runs a journey, and writes down what the service answered, without a value of a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from eka_abha import AbhaClient, KycDone, KycOtpSent, SessionActive
from eka_abha.errors import EkaError, NotFound
from eka_abha.values import check_header_value

from . import files, flows, questions
from .command import command
from .desk import Desk, InputMissing
from .journeys import given_inputs, run_journey
from .options import Journey, Mobile, NewAddress, Text
from .profile import Patient
from .running import FileProblem, Run, WrapTransport

if TYPE_CHECKING:
    from eka_abha.transcripts import Journey as Journeys
    from eka_abha.transcripts import Transcript


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Recording:
    """Where the transcript goes."""

    out: Annotated[
        Text, typer.Option("--out", "-o", metavar="FILE", help="Where to; else a file named after the journey, here.")
    ] = None
    replace: Annotated[bool, typer.Option("--replace", help="Replace the file, if there is one.")] = False


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="Run a journey and write a transcript of it: types, statuses, error codes; no values of a person.",
        no_args_is_help=True,
    )
    app.add_typer(group, name="record")
    command(group, "mobile", Recording, Journey, NewAddress)(mobile)
    command(group, "aadhaar", Recording, Journey, NewAddress)(aadhaar)
    command(group, "face", Recording, Journey, NewAddress)(face)
    for way, journey in LOGINS.items():
        command(group, journey, Recording, Journey)(_login(way, journey))
    command(group, "session", Recording, Patient)(session)
    command(group, "kyc", Recording, Patient)(kyc)
    command(group, "profile", Recording, Patient)(profile)
    command(group, "lookups", Recording, Journey)(lookups)


def mobile(run: Run, recording: Recording, journey: Journey, new: NewAddress, *, mobile: Mobile = None) -> int:
    """Record a registration by an OTP to the patient's mobile number."""
    given = given_inputs(journey, new, mobile=mobile)
    with _recording(run, recording, "mobile") as wrap:
        return run_journey(run, journey, given, flows.register_mobile, suggested=new.suggested, wrap=wrap)


def aadhaar(run: Run, recording: Recording, journey: Journey, new: NewAddress, *, mobile: Mobile = None) -> int:
    """Record a registration by an OTP to the mobile that is linked to an Aadhaar number."""
    given = given_inputs(journey, new, mobile=mobile)
    with _recording(run, recording, "aadhaar") as wrap:
        return run_journey(run, journey, given, flows.register_aadhaar, suggested=new.suggested, wrap=wrap)


def face(run: Run, recording: Recording, journey: Journey, new: NewAddress) -> int:
    """Record a registration by face."""
    given = given_inputs(journey, new)
    with _recording(run, recording, "face") as wrap:
        return run_journey(run, journey, given, flows.register_face, suggested=new.suggested, wrap=wrap)


LOGINS: dict[str, Journeys] = {
    "mobile": "login-mobile",
    "aadhaar": "login-aadhaar",
    "abha-number": "login-abha-number",
    "address": "login-address",
    "search": "login-search",
}
"""The journey's name for each way to log in."""


def _login(way: str, name: Journeys) -> Callable[..., int]:
    def login(
        run: Run,
        recording: Recording,
        journey: Journey,
        *,
        mobile: Mobile = None,
        abha_address: Annotated[Text, typer.Option(help="The address to log in by, or to pick of several.")] = None,
        abha_number: Annotated[Text, typer.Option(help="The ABHA number, 14 digits.")] = None,
        index: Annotated[Text, typer.Option(help="Of a search: which profile.")] = None,
        otp_system: Annotated[str, typer.Option(help="Who sends the OTP: abdm, or aadhaar.")] = "abdm",
    ) -> int:
        given = given_inputs(
            journey, None, mobile=mobile, abha_address=abha_address, abha_number=abha_number, index=index
        )
        run.patient_is_known = True
        with _recording(run, recording, name) as wrap:
            return run_journey(
                run,
                journey,
                given,
                lambda client, desk: flows.login(client, desk, way, otp_system=otp_system),
                wrap=wrap,
            )

    login.__doc__ = f"Record a login by {way.replace('-', ' ')}."
    return login


def session(run: Run, recording: Recording, patient: Patient) -> None:
    """Record how a patient's session with the gateway is opened; none is opened where there is one."""
    with _at_desk(run, recording, "session", patient) as (client, desk):
        client.session.status()
        _session(run, client, desk).patient().session.status()


def kyc(
    run: Run,
    recording: Recording,
    patient: Patient,
    *,
    abha_number: Annotated[
        Text, typer.Option(help="The ABHA number to attach; else the Aadhaar number is asked for.")
    ] = None,
) -> None:
    """Record how an ABHA number is attached to a patient's address; a session is opened first, where there is none."""
    run.patient_has_session = True
    with _at_desk(run, recording, "kyc", patient) as (client, desk):
        in_session = _session(run, client, desk).patient()
        if abha_number is not None:
            with desk.calling():
                step = in_session.kyc.start_abha_number(abha_number)
        else:
            step = flows.accepted(desk, questions.AADHAAR, in_session.kyc.start_aadhaar)
        done: KycOtpSent | KycDone = step
        while isinstance(done, KycOtpSent):
            done = _verified(desk, done)
        desk.teller.note("The ABHA number is attached to the address.")
        in_session.profile.get()


def _verified(desk: Desk, step: KycOtpSent) -> KycOtpSent | KycDone:
    def verify(otp: str) -> KycOtpSent | KycDone:
        return step.verify(otp)

    desk.reached(step)
    return flows._verified(desk, step, verify, step.resend)


def profile(run: Run, recording: Recording, patient: Patient) -> None:
    """Record how a patient's profile, card and QR code are read; a session is opened first, where there is none."""
    with _at_desk(run, recording, "profile", patient) as (client, desk):
        in_session = _session(run, client, desk).patient()
        in_session.profile.get()
        in_session.profile.card()
        in_session.profile.qr()


def lookups(
    run: Run,
    recording: Recording,
    journey: Journey,
    *,
    abha_address: Annotated[Text, typer.Option(help="An ABHA address, that somebody has or not.")] = None,
    pincode: Annotated[Text, typer.Option(help="6 digits.")] = None,
) -> None:
    """Record the look-ups: whether an address exists, how its owner may log in, a pincode."""
    given = given_inputs(journey, None, abha_address=abha_address, pincode=pincode)
    run.patient_is_known = True
    with _recording(run, recording, "lookups") as wrap, run.client(wrap=wrap) as client:
        desk = run.desk(given)
        used: list[str] = []

        def check(address: str) -> bool:
            exists = client.lookup.address_exists(address)
            used.append(address)
            return exists

        if flows.accepted(desk, questions.ABHA_ADDRESS, check):
            client.login.methods(used[-1])
        try:
            flows.accepted(desk, questions.PINCODE, client.lookup.pincode)
        except NotFound as error:  # an answer as good as any
            desk.refused(error)


@contextmanager
def _recording(run: Run, options: Recording, journey: Journeys) -> Iterator[WrapTransport]:
    """Records what goes through the transport that is wrapped, and says where the transcript went."""
    from eka_abha.transcripts import Recorder, RecordingTransport, recorded

    path = Path(options.out if options.out is not None else f"{journey}.json")
    recorder = Recorder(journey)

    def tell(transcript: Transcript) -> None:
        facts = {
            "kind": "recorded",
            "saved": str(path),
            "journey": transcript.journey,
            "environment": transcript.environment,
            "exchanges": len(transcript.exchanges),
            "ended": transcript.ended,
        }
        text = (
            f"Transcript of {len(transcript.exchanges)} exchanges: {path}. It was scrubbed: it holds types, statuses, "
            "error codes and labels, and no values of a person. Read it before you share it."
        )
        if transcript.ended == "interrupted":
            run.end_line()
        run.answer(facts, lambda lines: lines.note(text))

    try:
        with recorded(path, recorder, replace=options.replace, on_written=tell):
            yield lambda transport: RecordingTransport(transport, recorder)
    except BrokenPipeError:
        raise
    except FileExistsError:
        raise FileProblem(f"{path}: it exists already; --replace replaces it") from None
    except OSError as error:
        raise FileProblem(f"{path}: it cannot be written ({error.strerror or error})") from None


@contextmanager
def _at_desk(run: Run, options: Recording, journey: Journeys, patient: Patient) -> Iterator[tuple[AbhaClient, Desk]]:
    """A client bound to the patient, that records."""
    known = {"oid": patient.oid, "abha_address": patient.abha_address}
    given = {name: value for name, value in known.items() if value is not None}
    run.patient_is_known = True
    with _recording(run, options, journey) as wrap, run.client(wrap=wrap) as client:
        desk = run.desk({**files.read_inputs(patient.input), **given})
        oid = flows.accepted(desk, questions.OID, lambda value: check_header_value(value, "oid"))
        try:
            yield client.for_patient(oid=oid), desk
        except (EkaError, InputMissing, KeyboardInterrupt):
            run.stopped = desk.progress, None
            raise


def _session(run: Run, client: AbhaClient, desk: Desk) -> SessionActive:
    run.confirm_changes()
    return flows.open_session(client, desk)
