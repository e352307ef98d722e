"""The bot's log on standard error: one line an event, its facts by name, those of the update with them."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Collection

import structlog
from structlog.contextvars import bind_contextvars, clear_contextvars, merge_contextvars
from structlog.stdlib import ProcessorFormatter

from bot.running.logfile import handlers

HIDDEN = "***"
KEYS = (
    *("timestamp", "level", "event", "update", "outcome", "what", "chat", "person"),
    *("intent", "refused", "cited", "answer_ms", "ms"),
)
"""The facts that most lines have, in this order; others follow."""


def log_to_stderr(secrets: Collection[str]) -> None:
    """Write events as `name=value` (logfmt), the libraries' warnings among them; `secrets` appear in none of them."""
    shared: list[structlog.typing.Processor] = [
        merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Hiding(secrets, shared))
    logging.basicConfig(handlers=[handler, *handlers()], level=logging.WARNING, force=True)
    logging.getLogger("anwen").setLevel(logging.INFO)
    for name in ("httpx", "httpcore", "telegram"):  # their own lines hold the token, in addresses
        logging.getLogger(name).setLevel(logging.WARNING)


class _Hiding(ProcessorFormatter):
    """Whatever a line is made of, a secret in it is blotted out: tracebacks, too, may quote an address."""

    def __init__(self, secrets: Collection[str], shared: list[structlog.typing.Processor]) -> None:
        super().__init__(
            foreign_pre_chain=shared,
            processors=[
                ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.LogfmtRenderer(key_order=KEYS, drop_missing=True, bool_as_flag=False),
            ],
        )
        self._secrets = [secret for secret in secrets if secret]

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        return line


def fault(error: BaseException) -> dict[str, str]:
    """What to log of an error nobody foresaw: its kind and where it arose. Its message may quote what somebody wrote."""
    at: BaseException | None = error
    kinds = []
    while at is not None:
        kinds.append(type(at).__name__)
        at = at.__cause__
    return {"error": " from ".join(kinds), "stack": "".join(traceback.format_tb(error.__traceback__))}


def begin(**facts: object) -> None:
    """From here on every line of this task carries these facts, and none of those before."""
    clear_contextvars()
    bind_contextvars(**facts)


def remember(**facts: object) -> None:
    """What has become known of the update at hand: its lines carry it from now on."""
    bind_contextvars(**facts)
