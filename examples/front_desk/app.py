"""The front desk: each form is one request, and any worker may get it.

What the patient typed is sent on and forgotten: it is in no URL, no log and no page that is shown again.
"""

from __future__ import annotations

import base64
import hmac
import math
import os
import secrets
import time
import uuid
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import eka_abha as eka
from eka_abha.errors import GatewaySessionExpired, InvalidValueError, StepError
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates

from .store import SqliteStore, Store, Visit
from .texts import TEXTS, text_for_patient

HERE, COOKIE = Path(__file__).parent, "front_desk"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'self'; img-src data:; form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
templates = Jinja2Templates(HERE / "templates")


async def typed(request: Request) -> Mapping[str, str]:
    """The form. It is not validated here, because the answer to what is not valid would repeat it."""
    return defaultdict(str, {name: text for name, text in (await request.form()).items() if isinstance(text, str)})


def create_app(
    abha: eka.AbhaClient | None = None, store: Store | None = None, *, clock: Callable[[], float] = time.time
) -> FastAPI:
    """The service; without arguments, variables configure it."""
    store = store or SqliteStore(os.environ.get("FRONT_DESK_DATABASE", "front_desk.sqlite3"))
    abha = abha or eka.AbhaClient(on_step=store.audit)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        abha.close()

    app = FastAPI(lifespan=lifespan, openapi_url=None)
    app.mount("/static", StaticFiles(directory=HERE / "static"))

    @app.get("/")
    def show(request: Request) -> Response:
        session = request.cookies.get(COOKIE, "")
        visit = store.load(session)
        if visit is None:  # a session that did not begin here is none
            session, visit = secrets.token_urlsafe(32), Visit()
            store.save(session, visit)
        shown = {"visit": visit, "csrf": csrf_token(session), "notice": visit.notice, "step": None, "wait": 0}
        try:
            if visit.step:
                shown["step"] = step = abha.resume_any(visit.step, context=session)
                if isinstance(step, eka.MobileOtpSent | eka.AadhaarOtpSent | eka.ConfirmMobile | eka.SessionOtpSent):
                    shown["wait"] = max(0, math.ceil(step.resend_at.timestamp() - clock()))
            elif visit.done and visit.done["oid"]:
                image = abha.for_patient(oid=visit.done["oid"]).profile.card().content
                shown["card"] = base64.b64encode(image).decode()
        except GatewaySessionExpired:
            shown["session_needed"] = True
        except eka.EkaError as error:
            shown["notice"] = text_for_patient(error)
        page = templates.TemplateResponse(request, "page.html", shown, headers=HEADERS)
        page.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=request.url.scheme == "https")
        return page

    @app.post("/{action}")
    def submit(action: str, request: Request, form: Annotated[Mapping[str, str], Depends(typed)]) -> Response:
        session = request.cookies.get(COOKIE, "")
        if not hmac.compare_digest(form["csrf"].encode(), csrf_token(session).encode()):
            raise HTTPException(403)
        with store.lock((store.load(session) or Visit()).txn_id or session):
            visit = store.load(session)  # of two clicks the second waits, and finds here that its page is gone
            if visit is not None and form["page"] == str(visit.page):
                store.save(session, next_visit(session, visit, action, form))
        return RedirectResponse("/", 303)

    def next_visit(session: str, visit: Visit, action: str, form: Mapping[str, str]) -> Visit:
        new, step, outcome = Visit(page=visit.page + 1, done=visit.done if action != "restart" else None), None, None
        try:
            step = abha.resume_any(visit.step, context=session) if visit.step else None
            outcome = act(abha, action, step, form, visit)
        except eka.EkaError as error:
            new.notice = text_for_patient(error)
            outcome = step if error.advice is not eka.Advice.RESTART else None  # it knows when another OTP may be sent
        match outcome:
            case eka.LoggedIn():
                oid = outcome.ids.oid if outcome.ids else None
                new.done = {"address": outcome.abha_address, "oid": oid, "reference": outcome.reference}
            case eka.UnknownStep():
                new.notice = TEXTS["at_the_desk"]
            case eka.SessionActive():
                pass  # the card can be shown now
            case step if step is not None:
                new.step, new.txn_id = step.save(context=session), step.txn_id
        return new

    return app


def csrf_token(session: str) -> str:
    """What a form must carry: another site can neither read it nor make it."""
    return hmac.digest(session.encode(), b"csrf", "sha256").hex()


def act(
    abha: eka.AbhaClient, action: str, step: eka.ResumableStep | None, form: Mapping[str, str], visit: Visit
) -> eka.ResumableStep | eka.LoggedIn | eka.SessionActive | eka.UnknownStep | None:
    """Do what a form asks for: the one call that goes out. A step offers only what may be done next."""
    match action, step:
        case "restart", _:
            return None
        case "start", _ if not form["consent"]:
            raise InvalidValueError("consent", "must be given")
        case "start", _:
            reference = f"consent-{uuid.uuid4()}"  # of the consent that was given just now; the audit trail names it
            if form["by"] == "aadhaar":
                return abha.registration.start_aadhaar(form["aadhaar"], reference=reference)
            return abha.registration.start_mobile(form["mobile"], reference=reference)
        case "verify", eka.AadhaarOtpSent() as otp:
            return otp.verify(form["otp"], mobile=form["mobile"])
        case "verify", eka.MobileOtpSent() | eka.ConfirmMobile() | eka.SessionOtpSent() as otp:
            return otp.verify(form["otp"])
        case "card" | "resend", None | eka.SessionOtpSent() as otp if done := visit.done:  # the card needs a session
            sessions = abha.for_patient(oid=done["oid"]).session
            return sessions.ensure_session(done["address"] or "", reference=done["reference"], after=otp)
        case "resend", eka.MobileOtpSent() | eka.AadhaarOtpSent() | eka.ConfirmMobile() as otp:
            return otp.resend()
        case (
            "log-in",
            eka.CreateAddress()
            | eka.ChooseAccount()
            | eka.AadhaarCreateAddress()
            | eka.AadhaarChooseAccount() as address,
        ):
            return address.log_in(form["account"])
        case "create", eka.CreateAddress() | eka.ChooseAccount() as address:
            return address.create(form["address"], profile=profile(form))
        case "create", eka.AadhaarCreateAddress() as address:  # the details come from Aadhaar
            return address.create(form["address"])
    raise StepError("this form does not belong to the step")


def profile(form: Mapping[str, str]) -> eka.NewProfile:
    """Who the patient is."""
    try:
        born = date.fromisoformat(form["born"])
    except ValueError:
        raise InvalidValueError("birth_date", "must be a date") from None
    names = {name: form[name] for name in ("first_name", "gender", "pincode")}
    return eka.NewProfile.born_on(born, last_name=form["last_name"] or None, **names)
