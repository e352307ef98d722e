"""The database of the chats: the catalog's, with the tables of the chats made at the first use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import sqlalchemy as sa

from data.chattables import CHATS
from data.store import Store

PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""


class ChatStore:
    """Transactions on the chats; safe to share between threads, which take turns at writing."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._store = Store(url, patience)
        self._turn = Lock()
        self._made = False

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer's interleaves with."""
        with self._turn, self._store.writing() as connection:
            if not self._made:
                CHATS.create_all(connection)
            yield connection
        self._made = True

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state throughout."""
        if not self._made:
            with self.writing():
                pass
        with self._store.reading() as connection:
            yield connection
