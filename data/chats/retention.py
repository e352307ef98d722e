"""How long questions and the audit trail are kept."""

from __future__ import annotations

import sqlalchemy as sa

from data.chats.database import ChatStore
from data.chats.tables import ANSWERS, AUDIT, DRAFTS, MESSAGES, VOTES

DAY = 86400.0


def forget(store: ChatStore, before: float) -> int:
    """Delete questions with their answers and votes, and lines of the trail, from `before` (seconds since 1970).

    How many rows of questions and of the trail that were. CatalogError where the database cannot be written.
    """
    old = sa.select(ANSWERS.c.id).where(ANSWERS.c.at < before)
    asked = sa.select(ANSWERS.c.asked).where(ANSWERS.c.at < before, ANSWERS.c.chat == DRAFTS.c.chat)
    with store.writing() as connection:
        connection.execute(sa.delete(VOTES).where(VOTES.c.answer.in_(old)))
        connection.execute(sa.delete(MESSAGES).where(MESSAGES.c.answer.in_(old)))
        connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.asked.in_(asked)))
        gone = connection.execute(sa.delete(ANSWERS).where(ANSWERS.c.at < before)).rowcount
        return gone + connection.execute(sa.delete(AUDIT).where(AUDIT.c.at < before)).rowcount


def forget_person(store: ChatStore, person: int) -> int:
    """Delete a person's questions with their answers and votes, and the words of theirs in the trail.

    How many questions that were. CatalogError where the database cannot be written.
    """
    theirs = sa.select(ANSWERS.c.id).where(ANSWERS.c.person == person)
    asked = sa.select(ANSWERS.c.asked).where(ANSWERS.c.person == person, ANSWERS.c.chat == DRAFTS.c.chat)
    said = sa.and_(AUDIT.c.person == person, AUDIT.c.action.in_(("ask", "brief", "inline")))
    with store.writing() as connection:
        connection.execute(sa.delete(VOTES).where(VOTES.c.answer.in_(theirs)))
        connection.execute(sa.delete(MESSAGES).where(MESSAGES.c.answer.in_(theirs)))
        connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.asked.in_(asked)))
        connection.execute(sa.update(AUDIT).where(said).values(detail=""))
        return connection.execute(sa.delete(ANSWERS).where(ANSWERS.c.person == person)).rowcount
