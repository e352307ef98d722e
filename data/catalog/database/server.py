"""Connections to a PostgreSQL server that all end: one that takes connections and never answers holds nobody up.

The driver waits for ever. Here every wait has a limit on this side, as a server that is silent keeps none.
"""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from typing import Any

import psycopg
import sqlalchemy as sa

from data.deadline import Deadline

ANSWERING = 15.0
"""Seconds for all that a reader asks in one transaction, as for Chroma."""
CHANGING = 120.0
"""Seconds for one statement of a change."""
CONNECTING = 10.0
"""Seconds to connect: across the world it takes one."""
PROBING = 1.0
"""Seconds for a server that was silent, until it speaks again: what can do without falls back on something else soon."""
NO_ANSWER = "no answer in time"
"""What the error says then."""
_LIMITS = {"statement_timeout": CHANGING * 1000, "lock_timeout": CHANGING * 1000, "tcp_keepalives_idle": 30}
"""Has the server end what nobody waits for any more, and see when this machine is gone: its locks go with it."""

_deadline = Deadline("PostgreSQL")


def answering() -> AbstractContextManager[None]:
    """Within, all waits together have ANSWERING seconds; the outermost counts."""
    return _deadline.within(ANSWERING)


def engine(url: str) -> sa.Engine:
    """An engine for the PostgreSQL `url`; sqlalchemy's errors where it is none."""
    made = sa.create_engine(url, pool_pre_ping=True)
    hearing = _Hearing()
    sa.event.listen(made, "do_connect", lambda dialect, record, args, named: _connect(hearing, args, named))
    return made


class _Hearing:
    """Whether a server was silent when it was last asked."""

    def __init__(self) -> None:
        self.silent = False

    def limit(self, most: float) -> float:
        """Seconds that the next wait may take."""
        until = _deadline.until
        left = most if until is None else max(min(most, until - time.monotonic()), 0.0)
        return min(left, PROBING) if self.silent else left


class _Bounded(psycopg.Connection[Any]):
    """One whose every wait ends; it is closed then, for what came later would answer something else."""

    hearing: _Hearing | None = None

    def wait(self, gen: Any, *args: Any, **named: Any) -> Any:
        if (hearing := self.hearing) is None:
            return super().wait(gen, *args, **named)
        try:
            found = super().wait(gen, *args, **{**named, "timeout": hearing.limit(CHANGING)})
        except psycopg.errors._WaitTimeout:
            hearing.silent = True
            self.close()
            raise psycopg.OperationalError(NO_ANSWER) from None
        hearing.silent = False
        return found


def _connect(hearing: _Hearing, args: Any, named: dict[str, Any]) -> psycopg.Connection[Any]:
    # In whole seconds and no less than two, as libpq has it.
    asked = {"connect_timeout": max(2, round(hearing.limit(CONNECTING))), **named}
    try:
        made = _Bounded.connect(*args, **asked)
    except psycopg.errors.ConnectionTimeout:
        hearing.silent = True
        raise psycopg.OperationalError(NO_ANSWER) from None
    made.hearing = hearing
    made.execute("; ".join(f"SET {name} = {value:.0f}" for name, value in _LIMITS.items()))
    made.commit()
    return made
