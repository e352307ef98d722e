"""How long questions and the audit trail are kept."""

from __future__ import annotations

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import ANSWERS, AUDIT, DRAFTS, INBOX, MESSAGES, OWN, VOTES

DAY = 86400.0


def forget(store: ChatStore, before: float) -> int:
    """Delete questions with their answers and votes, and lines of the trail, from `before` (seconds since 1970).

    How many rows of questions and of the trail that were. CatalogError where the database cannot be written.
    """
    old = sa.select(ANSWERS.c.id).where(ANSWERS.c.at < before)
    asked = sa.select(ANSWERS.c.asked).where(
        ANSWERS.c.at < before, ANSWERS.c.chat == DRAFTS.c.chat, ANSWERS.c.bot == DRAFTS.c.bot
    )
    with store.writing() as connection:
        connection.execute(sa.delete(VOTES).where(VOTES.c.answer.in_(old)))
        connection.execute(sa.delete(MESSAGES).where(MESSAGES.c.answer.in_(old)))
        connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.asked.in_(asked)))
        gone = connection.execute(sa.delete(ANSWERS).where(ANSWERS.c.at < before)).rowcount
        return gone + connection.execute(sa.delete(AUDIT).where(AUDIT.c.at < before)).rowcount


def forget_person(store: ChatStore, person: int, bot: int) -> int:
    """Delete what a person asked a bot, with the answers and votes, and the words of theirs in the trail.

    How many questions that were. CatalogError where the database cannot be written.
    """
    mine = (ANSWERS.c.person == person) & (ANSWERS.c.bot == bot)
    theirs = sa.select(ANSWERS.c.id).where(mine)
    asked = sa.select(ANSWERS.c.asked).where(mine, ANSWERS.c.chat == DRAFTS.c.chat)
    said = sa.and_(
        AUDIT.c.bot == bot, AUDIT.c.person == person, AUDIT.c.action.in_(("ask", "brief", "inline"))
    )
    with store.writing() as connection:
        connection.execute(sa.delete(VOTES).where(VOTES.c.answer.in_(theirs)))
        connection.execute(sa.delete(MESSAGES).where(MESSAGES.c.answer.in_(theirs)))
        connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.asked.in_(asked), DRAFTS.c.bot == bot))
        connection.execute(sa.update(AUDIT).where(said).values(detail=""))
        return connection.execute(sa.delete(ANSWERS).where(mine)).rowcount


def adopt(store: ChatStore, bot: int) -> None:
    """Take over what an earlier version kept without saying of which bot, where no other has been here."""
    with store.writing() as connection:
        bots = set(connection.scalars(sa.select(INBOX.c.bot).distinct()))
        if bots <= {bot}:
            for table in OWN:
                connection.execute(sa.update(table).where(table.c.bot == 0).values(bot=bot))
