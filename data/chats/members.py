"""Who may ask: people and groups let in, invitations, and the language each person chose."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Mapping

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import GROUPS, INVITATIONS, PEOPLE

NEW_PERSON = {"allowed": False, "lang": "", "by": 0}
NEW_GROUP = {"allowed": False, "active": True}


class Members:
    """Every method may raise CatalogError."""

    def __init__(self, store: ChatStore) -> None:
        self._store = store

    def person(self, id_: int) -> tuple[bool, str]:
        """Whether a person was let in, and the language they chose ("" where none)."""
        with self._store.reading() as connection:
            row = connection.execute(sa.select(PEOPLE).where(PEOPLE.c.id == id_)).first()
        return (row.allowed, row.lang) if row else (False, "")

    def allow(self, id_: int, by: int, allowed: bool = True) -> None:
        """Let a person in, or out again."""
        self._set_person(id_, allowed=allowed, by=by)

    def choose(self, id_: int, lang: str) -> None:
        """Remember the language a person chose."""
        self._set_person(id_, lang=lang)

    def _set_person(self, id_: int, **values: object) -> None:
        with self._store.writing() as connection:
            _set(connection, PEOPLE, id_, NEW_PERSON, **values)

    def group(self, id_: int) -> bool:
        """Whether a group was let in."""
        with self._store.reading() as connection:
            return bool(connection.scalar(sa.select(GROUPS.c.allowed).where(GROUPS.c.id == id_)))

    def allow_group(self, id_: int, allowed: bool = True) -> None:
        self._set_group(id_, allowed=allowed)

    def set_active(self, id_: int, active: bool) -> None:
        """Whether a chat can be written to, as far as is known."""
        self._set_group(id_, active=active)

    def _set_group(self, id_: int, **values: object) -> None:
        with self._store.writing() as connection:
            _set(connection, GROUPS, id_, NEW_GROUP, **values)

    def invite(self, by: int, seconds: float, uses: int = 1) -> str:
        """A new code that lets `uses` people in within so many seconds; only its digest is kept."""
        code = secrets.token_urlsafe(9)
        with self._store.writing() as connection:
            row = {"digest": _digest(code), "until": time.time() + seconds, "left": uses, "by": by}
            connection.execute(sa.insert(INVITATIONS).values(row))
        return code

    def redeem(self, code: str, person: int) -> bool:
        """Let a person in by a code; False where it is none, used up or out of date."""
        columns = INVITATIONS.c
        with self._store.writing() as connection:
            good = (columns.digest == _digest(code)) & (columns.until > time.time()) & (columns.left > 0)
            row = connection.execute(sa.select(columns.by).where(good)).first()
            if row is None:
                return False
            connection.execute(
                sa.update(INVITATIONS).where(columns.digest == _digest(code)).values(left=columns.left - 1)
            )
            _set(connection, PEOPLE, person, NEW_PERSON, allowed=True, by=row.by)
        return True


def _set(
    connection: sa.Connection, table: sa.Table, id_: int, new: Mapping[str, object], **values: object
) -> None:
    if connection.execute(sa.select(table.c.id).where(table.c.id == id_)).first():
        connection.execute(sa.update(table).where(table.c.id == id_).values(**values))
    else:
        connection.execute(sa.insert(table).values({"id": id_, **new, **values}))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8")).hexdigest()
