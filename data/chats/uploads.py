"""What an administrator is asked to confirm: files read but not written, collections to remove."""

from __future__ import annotations

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import UPLOADS
from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A file at `path` called `name`; without a path, the collection `name` that is to go."""

    name: str
    path: str
    told: str = ""
    """The words that were sent with the file."""


class Uploads:
    """Every method may raise CatalogError."""

    def __init__(self, store: ChatStore, bot: int) -> None:
        self._store, self._bot = store, bot

    def add(self, chat: int, person: int, name: str, told: str = "") -> int:
        """Note what is asked; its number."""
        with self._store.writing() as connection:
            row = {
                "bot": self._bot,
                "chat": chat,
                "person": person,
                "name": name,
                "path": "",
                "told": told,
                "state": "asked",
            }
            done = connection.execute(sa.insert(UPLOADS).values(row))
            assert done.inserted_primary_key is not None
            return int(done.inserted_primary_key[0])

    def place(self, number: int, path: str) -> None:
        """Where the file lies."""
        with self._store.writing() as connection:
            connection.execute(sa.update(UPLOADS).where(UPLOADS.c.id == number).values(path=path))

    def take(self, number: int, chat: int, person: int) -> Upload | None:
        """What was asked, for who asked it and while nobody else is at it; None otherwise."""
        columns = UPLOADS.c
        mine = (
            (columns.id == number)
            & (columns.bot == self._bot)
            & (columns.chat == chat)
            & (columns.person == person)
            & (columns.state == "asked")
        )
        with self._store.writing() as connection:
            row = connection.execute(sa.select(columns.name, columns.path, columns.told).where(mine)).first()
            connection.execute(sa.update(UPLOADS).where(mine).values(state="taken"))
        return Upload(row.name, row.path, row.told) if row else None

    def close(self, number: int) -> None:
        """It is done with, whatever came of it."""
        with self._store.writing() as connection:
            connection.execute(sa.update(UPLOADS).where(UPLOADS.c.id == number).values(state="done"))

    def reopen(self) -> None:
        """What was taken when the process ended may be confirmed again: the tap itself comes again from the inbox."""
        with self._store.writing() as connection:
            taken = (UPLOADS.c.state == "taken") & (UPLOADS.c.bot == self._bot)
            connection.execute(sa.update(UPLOADS).where(taken).values(state="asked"))

    def open(self) -> frozenset[int]:
        """The numbers of what waits to be confirmed, or is being carried out."""
        with self._store.reading() as connection:
            return frozenset(connection.scalars(sa.select(UPLOADS.c.id).where(UPLOADS.c.state != "done")))
