"""Updates as they came in, written down before any work on them: none lost, none handled twice."""

from __future__ import annotations

import time
from collections.abc import Sequence

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import INBOX
from data.values import dataclass

LEASE = 60.0
"""Seconds after which another process may take over an update that its owner says nothing more about."""
ATTEMPTS = 30
"""How often an update is begun: one that ends the process every time must not do so for ever. Many, as those that
were on their way beside it count too."""
KEPT = 3 * 86400.0
"""Seconds a handled update's number is kept, and one is tried that cannot be handled; Telegram repeats none that is
older than a day."""


@dataclass(frozen=True, slots=True)
class Received:
    """One update: its number, and its JSON as it came."""

    id: int
    body: str


class Inbox:
    """The inbox of one bot, shared by all processes that serve it."""

    def __init__(self, store: ChatStore, bot: int, owner: str) -> None:
        self._store, self._bot, self._owner = store, bot, owner

    def receive(self, updates: Sequence[Received]) -> list[Received]:
        """Write the updates down; those that were not there yet, which are this process's to handle."""
        now = time.time()
        columns = INBOX.c

        def work(connection: sa.Connection) -> list[Received]:
            known = set(
                connection.scalars(
                    sa.select(columns.update_id).where(
                        columns.bot == self._bot, columns.update_id.in_([u.id for u in updates])
                    )
                )
            )
            fresh = list({u.id: u for u in updates if u.id not in known}.values())
            if fresh:
                connection.execute(sa.insert(INBOX), [self._row(update, now) for update in fresh])
            return fresh

        return self._store.write(work)

    def _row(self, update: Received, now: float) -> dict[str, object]:
        return {
            "bot": self._bot,
            "update_id": update.id,
            "body": update.body,
            "state": "new",
            "attempts": 1,
            "owner": self._owner,
            "lease": now + LEASE,
            "at": now,
        }

    def finish(self, update_id: int, state: str = "done") -> None:
        """The update is handled (or is `poison`); its text is kept no longer."""
        done = sa.update(INBOX).where(self._is(update_id)).values(state=state, body="", lease=0.0)
        self._store.write(lambda connection: connection.execute(done).rowcount)

    def renew(self, held: Sequence[int]) -> None:
        """Keep the updates that this process is still at work on."""
        with self._store.writing() as connection:
            connection.execute(
                sa.update(INBOX)
                .where(INBOX.c.bot == self._bot, INBOX.c.owner == self._owner, INBOX.c.update_id.in_(held))
                .values(lease=time.time() + LEASE)
            )

    def release(self, held: Sequence[int]) -> None:
        """Let go of updates that are not handled yet, for this process or another to take up."""
        with self._store.writing() as connection:
            connection.execute(
                sa.update(INBOX)
                .where(INBOX.c.bot == self._bot, INBOX.c.state == "new", INBOX.c.update_id.in_(held))
                .values(lease=0.0, attempts=INBOX.c.attempts - 1)
            )

    def adopt(self, whatever: bool = False) -> tuple[list[Received], list[int]]:
        """Take over what nobody is at work on (all that is not handled, with `whatever`), oldest first.

        With it the numbers of those that were begun too often, or for days, and are given up.
        """
        now = time.time()
        columns = INBOX.c
        waiting = [columns.bot == self._bot, columns.state == "new"]
        if not whatever:
            waiting.append(columns.lease < now)
        with self._store.writing() as connection:
            rows = connection.execute(
                sa.select(columns.update_id, columns.body, columns.attempts, columns.at)
                .where(*waiting)
                .order_by(columns.update_id)
                .limit(1000)
            ).all()
            taken = [row for row in rows if row.attempts < ATTEMPTS and row.at > now - KEPT]
            spent = [row.update_id for row in rows if row not in taken]
            for ids, values in (
                (spent, {"state": "poison", "body": ""}),
                (
                    [row.update_id for row in taken],
                    {"owner": self._owner, "lease": now + LEASE, "attempts": columns.attempts + 1},
                ),
            ):
                if ids:
                    where = (columns.bot == self._bot) & columns.update_id.in_(ids)
                    connection.execute(sa.update(INBOX).where(where).values(values))
        return [Received(row.update_id, row.body) for row in taken], spent

    def forget(self) -> None:
        """Drop the numbers of updates handled long ago."""
        with self._store.writing() as connection:
            old = (INBOX.c.state != "new") & (INBOX.c.at < time.time() - KEPT)
            connection.execute(sa.delete(INBOX).where(INBOX.c.bot == self._bot, old))

    def _is(self, update_id: int) -> sa.ColumnElement[bool]:
        return (INBOX.c.bot == self._bot) & (INBOX.c.update_id == update_id)
