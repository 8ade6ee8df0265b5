"""The DEBUG lines of the libraries below carry headers (tokens, cookies): they lose their details during our calls.

Applications switch DEBUG on for everything when they look for an error, and a token must not be in the log
afterwards. Only lines written while one of our requests is under way are touched; what else the application does with
httpx keeps its log.
"""

from __future__ import annotations

import logging

from .deadline import call_deadline

_LOGGERS = (
    "aiohttp.client",
    "aiohttp.internal",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
    "httpcore2.connection",
    "httpcore2.http11",
    "httpcore2.http2",
    "httpcore2.proxy",
    "httpcore2.socks",
    "hpack.hpack",
    "hpack.table",
)


class _WithoutDetails(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        if call_deadline.get() is not None:
            record.msg = str(record.msg).split(" ", 1)[0] + " (details removed by eka_abha)"
            record.args = None
            record.exc_info = None
            record.exc_text = None
        return True


_FILTER = _WithoutDetails("eka_abha")


def install() -> None:
    """Put the filter on the loggers themselves, once, so that every handler gets the clean line."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_FILTER)
