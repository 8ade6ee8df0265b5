"""What never belongs on a command line, and usage errors that repeat no value of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_AADHAAR = re.compile(r"(?:^|(?<=[\s=:,\"']))(?<![0-9][\s-])[2-9][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}(?=$|[\s,\"'}])")
_OTP_OPTIONS = ("--otp", "--aadhaar", "--aadhaar-number", "--pin", "--code")
_SECRET_OPTIONS = ("--client-secret", "--secret", "--access-token", "--token", "--sharing-key", "--password")

NEVER_HERE = (
    "Aadhaar numbers and OTPs are never taken from the command line, where the shell's history and the process list "
    "keep them. Give them at the prompt, on stdin (one line each), or in the JSON of --input FILE"
)


def looks_personal(given: Sequence[str]) -> str | None:
    """Why a command line is refused at once, or None. Nothing of it is repeated."""
    if any(_AADHAAR.search(argument) for argument in given):
        return (
            "An argument has 12 digits, as an Aadhaar number has. "
            f"{NEVER_HERE}. (A mobile number is written with 10 digits, or with +91.) "
            "If it was an Aadhaar number, delete this line from the shell's history."
        )
    options = {argument.partition("=")[0].casefold() for argument in given if argument.startswith("--")}
    if options.intersection(_OTP_OPTIONS):
        return f"{NEVER_HERE}."
    if options.intersection(_SECRET_OPTIONS):
        return "Credentials are never taken from the command line: set EKA_CLIENT_ID and EKA_CLIENT_SECRET."
    return None


def explain(error: Exception, given: Sequence[str], near: Callable[[str, list[str]], list[str]]) -> str | None:
    """A usage error of the framework in words that repeat no value; None for any other error.

    It is told by name: the framework's classes have moved between its versions.
    """
    if not hasattr(error, "format_message"):
        return None
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "eka-abha")
    help_ = f"`{path} --help` shows what there is."
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    label = " / ".join(getattr(parameter, "opts", ())) or getattr(parameter, "name", None) or "an option"
    if kind == "NoSuchOption":
        known = [name for known in getattr(getattr(context, "command", None), "params", ()) for name in known.opts]
        name = str(getattr(error, "option_name", ""))
        found = near(name, known)
        hint = f" Near it: {', '.join(found)}." if found else ""
        return f"There is no such option.{hint} {help_}"
    if kind == "NoSuchCommand" or "No such command" in str(error):
        known = sorted(getattr(getattr(context, "command", None), "commands", {}))
        word = next((word for word in given if not word.startswith("-") and word not in path.split()), "")
        found = near(word, known)
        hint = f"Near it: {', '.join(found)}" if found else f"There are: {', '.join(known)}"
        return f"There is no such command. {hint}. {help_}"
    if kind == "MissingParameter":
        return f"{label.upper() if not label.startswith('-') else label} is missing. {help_}"
    if kind == "BadParameter":
        return f"{label}: the value is not acceptable. {help_}"
    if kind == "BadOptionUsage":
        return (
            f"{getattr(error, 'option_name', 'an option')}: it is used in a wrong way (is its value missing?). {help_}"
        )
    return f"There are arguments too many, or of the wrong kind. {help_}"
