"""The options that several commands share: each class is a group of them, each field an option."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

Text = str | None

Show = Annotated[bool, typer.Option("--show", help="Show personal data in full; without it, it is masked.")]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Host:
    """Where to. Credentials are never options: they come from the EKA_* variables."""

    environment: Annotated[Text, typer.Option(help="sandbox or production; else EKA_ENVIRONMENT.")] = None
    base_url: Annotated[Text, typer.Option(help="Another host; else EKA_BASE_URL.")] = None
    hip_id: Annotated[Text, typer.Option(help="Your HIP id; else EKA_HIP_ID.")] = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Connection(Host):
    """Where to, and how."""

    emulator: Annotated[bool, typer.Option("--emulator", help="Start an emulator for this one command.")] = False
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before a change in production.")] = False
    lenient: Annotated[
        bool, typer.Option("--lenient", help="Leave out the rules for values that are stricter than documented.")
    ] = False
    trace: Annotated[bool, typer.Option("--trace", help="Show each HTTP call.")] = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Output:
    """What is shown, and how."""

    json: Annotated[bool, typer.Option("--json", help="One JSON object per line, for programs.")] = False
    show: Show = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ShowOnly:
    """For a command whose output is always JSON."""

    show: Show = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Journey:
    """What a journey takes up front. Never an Aadhaar number, never an OTP."""

    input: Annotated[Text, typer.Option("--input", metavar="FILE", help="JSON with any of the inputs; - is stdin.")] = (
        None
    )
    save: Annotated[
        Text, typer.Option("--save", metavar="FILE", help="Where to keep the step, should it stop before its end.")
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewAddress:
    """What a registration takes up front to make or enter an ABHA address."""

    abha_address: Annotated[Text, typer.Option(help="The ABHA address to create, or to log in to.")] = None
    suggested: Annotated[bool, typer.Option("--suggested", help="Create the first free address suggested.")] = False
    create: Annotated[bool, typer.Option("--create", help="Create one although others exist.")] = False
    first_name: Text = None
    middle_name: Text = None
    last_name: Text = None
    birth_date: Annotated[Text, typer.Option(help="As 1990-08-17.")] = None
    gender: Annotated[Text, typer.Option(help="M, F or O.")] = None
    pincode: Text = None
    address: Annotated[Text, typer.Option(help="The postal address.")] = None


Mobile = Annotated[Text, typer.Option("--mobile", help="The mobile number, 10 digits.")]
