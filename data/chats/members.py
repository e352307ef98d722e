"""Who may ask: people and groups let in, invitations, and the language each person chose."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import GROUPS, INVITATIONS, PEOPLE, REQUESTS

REMIND, REFUSED = 86400.0, 30 * 86400.0
"""Seconds after which somebody who asks to be let in is news again: unanswered, and refused."""
NEW_PERSON = {"allowed": False, "lang": "", "by": 0}
NEW_GROUP = {"allowed": False, "active": True}


class Members:
    """Of one bot. Every method may raise CatalogError."""

    def __init__(self, store: ChatStore, bot: int) -> None:
        self._store, self._bot = store, bot

    def person(self, id_: int) -> tuple[bool, str]:
        """Whether a person was let in, and the language they chose ("" where none)."""
        with self._store.reading() as connection:
            row = connection.execute(sa.select(PEOPLE).where(self._is(PEOPLE, id_))).first()
        return (row.allowed, row.lang) if row else (False, "")

    def choose(self, id_: int, lang: str) -> None:
        """Remember the language a person chose."""
        self._set_person(id_, lang=lang)

    def knock(self, id_: int, name: str, at: float) -> bool:
        """Note that a person would like to be let in; whether that is news to the administrators (at: since 1970)."""
        columns = REQUESTS.c
        mine = (columns.bot == self._bot) & (columns.person == id_)
        with self._store.writing() as connection:
            row = connection.execute(sa.select(columns.state, columns.at).where(mine)).first()
            if row and at - row.at < (REFUSED if row.state == "refused" else REMIND):
                return False
            connection.execute(sa.delete(REQUESTS).where(mine))
            connection.execute(
                sa.insert(REQUESTS).values(bot=self._bot, person=id_, name=name, state="asked", at=at)
            )
        return True

    def decide(self, id_: int, by: int, allowed: bool) -> str | None:
        """Let in who asked, or not; their name, None where nothing is asked (any more)."""
        columns = REQUESTS.c
        mine = (columns.bot == self._bot) & (columns.person == id_) & (columns.state == "asked")
        with self._store.writing() as connection:
            name = connection.scalar(sa.select(columns.name).where(mine))
            if name is None:
                return None
            state = "let in" if allowed else "refused"
            connection.execute(sa.update(REQUESTS).where(mine).values(state=state))
            if allowed:
                self._set(connection, PEOPLE, id_, NEW_PERSON, allowed=True, by=by)
        return str(name)

    def overrule(self, id_: int, by: int, allowed: bool) -> str:
        """Let in, or out again, whatever was decided before; the name that the person asked by, "" where they did not."""
        columns = REQUESTS.c
        mine = (columns.bot == self._bot) & (columns.person == id_)
        with self._store.writing() as connection:
            name = connection.scalar(sa.select(columns.name).where(mine))
            state = "let in" if allowed else "refused"
            connection.execute(sa.update(REQUESTS).where(mine).values(state=state))
            self._set(connection, PEOPLE, id_, NEW_PERSON, allowed=allowed, by=by)
        return str(name or "")

    def _set_person(self, id_: int, **values: object) -> None:
        with self._store.writing() as connection:
            self._set(connection, PEOPLE, id_, NEW_PERSON, **values)

    def group(self, id_: int) -> bool:
        """Whether a group was let in."""
        with self._store.reading() as connection:
            return bool(connection.scalar(sa.select(GROUPS.c.allowed).where(self._is(GROUPS, id_))))

    def allow_group(self, id_: int, allowed: bool = True) -> None:
        self._set_group(id_, allowed=allowed)

    def set_active(self, id_: int, active: bool) -> None:
        """Whether a chat can be written to, as far as is known."""
        self._set_group(id_, active=active)

    def _set_group(self, id_: int, **values: object) -> None:
        with self._store.writing() as connection:
            self._set(connection, GROUPS, id_, NEW_GROUP, **values)

    def invite(self, by: int, seconds: float, uses: int = 1) -> str:
        """A new code that lets `uses` people in within so many seconds; only its digest is kept."""
        code = secrets.token_urlsafe(9)
        with self._store.writing() as connection:
            row = {
                "bot": self._bot,
                "digest": _digest(code),
                "until": time.time() + seconds,
                "left": uses,
                "by": by,
            }
            connection.execute(sa.insert(INVITATIONS).values(row))
        return code

    def redeem(self, code: str, person: int) -> bool:
        """Let a person in by a code; False where it is none, used up or out of date."""
        columns = INVITATIONS.c
        with self._store.writing() as connection:
            mine = (columns.bot == self._bot) & (columns.digest == _digest(code))
            good = mine & (columns.until > time.time()) & (columns.left > 0)
            row = connection.execute(sa.select(columns.by).where(good)).first()
            if row is None:
                return False
            connection.execute(
                sa.update(INVITATIONS).where(columns.digest == _digest(code)).values(left=columns.left - 1)
            )
            self._set(connection, PEOPLE, person, NEW_PERSON, allowed=True, by=row.by)
        return True

    def _is(self, table: sa.Table, id_: int) -> sa.ColumnElement[bool]:
        return (table.c.bot == self._bot) & (table.c.id == id_)

    def _set(
        self,
        connection: sa.Connection,
        table: sa.Table,
        id_: int,
        new: Mapping[str, object],
        **values: object,
    ) -> None:
        mine = self._is(table, id_)
        if connection.execute(sa.select(table.c.id).where(mine)).first():
            connection.execute(sa.update(table).where(mine).values(**values))
        else:
            connection.execute(sa.insert(table).values({"bot": self._bot, "id": id_, **new, **values}))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8")).hexdigest()
