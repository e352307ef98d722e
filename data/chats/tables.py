"""The tables of the chats: beside the catalog's in one database, and no part of the catalog's revision."""

from __future__ import annotations

import sqlalchemy as sa

from data.catalog.database.steps import Step

CHATS = sa.MetaData()
_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""SQLite numbers rows by itself only in a column of exactly this type."""

INBOX = sa.Table(
    "chat_inbox",
    CHATS,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("body", sa.Text, nullable=False),  # JSON as it came; emptied once handled
    sa.Column("state", sa.String(8), nullable=False, index=True),  # new, done, poison
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("owner", sa.String(32), nullable=False),
    sa.Column("lease", sa.Float, nullable=False),  # until when its owner has it to itself
    sa.Column("at", sa.Float, nullable=False),
)
ANSWERS = sa.Table(
    "chat_answers",
    CHATS,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("bot", sa.BigInteger, nullable=False),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("topic", sa.BigInteger, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False),
    sa.Column("asked", sa.BigInteger, nullable=False),  # the question's message
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("understood", sa.Text, nullable=False),  # JSON
    sa.Column("cited", sa.Text, nullable=False),  # JSON [[collection, number, [[field, start, end, text]…]]…]
    sa.Column("labels", sa.Text, nullable=False),  # JSON
    sa.Column("parts", sa.Text, nullable=False),  # JSON [html…]
    sa.Column("refused", sa.Boolean, nullable=False),
    sa.Column("elapsed_ms", sa.Float, nullable=False),
    sa.Column("closed", sa.Boolean, nullable=False),  # by /new: no context any more
    sa.Column("at", sa.Float, nullable=False),
    sa.Index("chat_answers_place", "chat", "topic", "person"),
    sa.Index("chat_answers_asked", "chat", "asked"),
)
MESSAGES = sa.Table(
    "chat_messages",
    CHATS,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("message", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("answer", _ID, nullable=False, index=True),
)
DRAFTS = sa.Table(
    "chat_drafts",
    CHATS,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("chat", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("asked", sa.BigInteger, primary_key=True, autoincrement=False),  # the question's message
    sa.Column("message", sa.BigInteger, nullable=False),
)
VOTES = sa.Table(
    "chat_votes",
    CHATS,
    sa.Column("answer", _ID, primary_key=True, autoincrement=False),
    sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("vote", sa.Integer, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
)
PEOPLE = sa.Table(
    "chat_people",
    CHATS,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("allowed", sa.Boolean, nullable=False),
    sa.Column("lang", sa.String(8), nullable=False),
    sa.Column("by", sa.BigInteger, nullable=False),
)
GROUPS = sa.Table(
    "chat_groups",
    CHATS,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("allowed", sa.Boolean, nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
)
INVITATIONS = sa.Table(
    "chat_invitations",
    CHATS,
    sa.Column("digest", sa.String(64), primary_key=True),  # of the code, which is told once
    sa.Column("bot", sa.BigInteger, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
    sa.Column("left", sa.Integer, nullable=False),
    sa.Column("by", sa.BigInteger, nullable=False),
)
REQUESTS = sa.Table(
    "chat_requests",
    CHATS,
    sa.Column("bot", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("person", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),  # asked, let in, refused
    sa.Column("at", sa.Float, nullable=False),
)
UPLOADS = sa.Table(
    "chat_uploads",
    CHATS,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("bot", sa.BigInteger, nullable=False),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("state", sa.String(8), nullable=False),  # asked, taken, done
    sa.Column("told", sa.Text, nullable=False),  # the words sent with the file: which column is which
)
AUDIT = sa.Table(
    "chat_audit",
    CHATS,
    sa.Column("id", _ID, primary_key=True),
    sa.Column("bot", sa.BigInteger, nullable=False),
    sa.Column("at", sa.Float, nullable=False),
    sa.Column("person", sa.BigInteger, nullable=False),
    sa.Column("chat", sa.BigInteger, nullable=False),
    sa.Column("action", sa.String(20), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
)


def _settled(connection: sa.Connection) -> None:
    """A file that was discarded is done with, as one that was written: before, it was `dropped`, and never swept."""
    connection.execute(sa.update(UPLOADS).where(UPLOADS.c.state == "dropped").values(state="done"))


def _requests(connection: sa.Connection) -> None:
    REQUESTS.create(connection, checkfirst=True)


def _each_bots_own(connection: sa.Connection) -> None:
    """Rows are of one bot. Earlier ones are of the bot whose updates are here; of several, people and groups are of
    each, and the rest of none (0).
    """
    bots = list(connection.scalars(sa.select(INBOX.c.bot).distinct()))
    only = bots[0] if len(bots) == 1 else 0
    for table in OWN:
        looked_at = sa.inspect(connection)
        names = [column["name"] for column in looked_at.get_columns(table.name)]
        if "bot" in names:
            continue
        if not table.c.bot.primary_key:
            added = f"ALTER TABLE {table.name} ADD COLUMN bot BIGINT NOT NULL DEFAULT {only:d}"
            connection.execute(sa.text(added))
            continue
        for index in looked_at.get_indexes(table.name):
            connection.execute(sa.text(f"DROP INDEX {index['name']}"))
        connection.execute(sa.text(f"ALTER TABLE {table.name} RENAME TO {table.name}_earlier"))
        table.create(connection)
        quoted = ", ".join(f'"{name}"' for name in names)
        for bot in bots if table in (PEOPLE, GROUPS) and bots else [only]:
            moved = (
                f"INSERT INTO {table.name} (bot, {quoted}) SELECT {bot:d}, {quoted} FROM {table.name}_earlier"
            )
            connection.execute(sa.text(moved))
        connection.execute(sa.text(f"DROP TABLE {table.name}_earlier"))


def _words_with_uploads(connection: sa.Connection) -> None:
    if "told" not in [column["name"] for column in sa.inspect(connection).get_columns(UPLOADS.name)]:
        connection.execute(sa.text(f"ALTER TABLE {UPLOADS.name} ADD COLUMN told TEXT NOT NULL DEFAULT ''"))


OWN = (ANSWERS, MESSAGES, DRAFTS, PEOPLE, GROUPS, INVITATIONS, UPLOADS, AUDIT)
"""Tables that once had no bot's number; a vote is of the answer's bot."""
STEPS = (
    Step("the inbox, answers, people, uploads and the trail", CHATS.create_all),
    Step("discarded uploads are done", _settled),
    Step("requests to be let in", _requests),
    Step("what is kept is of one bot", _each_bots_own),
    Step("the words sent with a file", _words_with_uploads),
)
