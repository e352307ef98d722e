"""Messages in which an answer is being written: after a kill it is written on in the same one."""

from __future__ import annotations

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import DRAFTS


class Drafts:
    """One message a question at most. Every method may raise CatalogError."""

    def __init__(self, store: ChatStore, bot: int) -> None:
        self._store, self._bot = store, bot

    def of(self, chat: int, asked: int) -> int:
        """The message in which the question `asked` was being answered; 0 where there is none."""
        with self._store.reading() as connection:
            return connection.scalar(sa.select(DRAFTS.c.message).where(self._is(chat, asked))) or 0

    def begin(self, chat: int, asked: int, message: int) -> None:
        """Note the message, as soon as it was sent."""

        def work(connection: sa.Connection) -> None:
            connection.execute(sa.delete(DRAFTS).where(self._is(chat, asked)))
            connection.execute(
                sa.insert(DRAFTS).values(bot=self._bot, chat=chat, asked=asked, message=message)
            )

        self._store.write(work)

    def end(self, chat: int, asked: int) -> None:
        """The answer stands in it now."""
        self._store.write(
            lambda connection: connection.execute(sa.delete(DRAFTS).where(self._is(chat, asked))).rowcount
        )

    def _is(self, chat: int, asked: int) -> sa.ColumnElement[bool]:
        columns = DRAFTS.c
        return (columns.bot == self._bot) & (columns.chat == chat) & (columns.asked == asked)
