"""The database that holds the catalog: its transactions, and what its errors mean."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress

import sqlalchemy as sa

from data.catalog.database import confirmed, fence, identity, published, schema, states
from data.catalog.database.steps import Step, forward
from data.catalog.files import sqlite_file
from data.catalog.search import gin, kept_words
from data.catalog.search.words import ReadWords, Words
from data.errors import CatalogError, ClaimLost
from data.types import Case

_POSTGRES_LOCK = 0x616E77656E  # "anwen"
_POSTGRES_CLAIM = _POSTGRES_LOCK + 1
_AGAIN = 0.1
"""Seconds between two tries to claim a database that another machine writes."""
_DRIVEN = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
"""What people write → with the driver that is installed; SQLAlchemy's own choice would be another."""
STEPS = (
    Step("the catalog, its collections and their cases", schema.METADATA.create_all),
    Step("the earlier states of collections", states.METADATA.create_all),
    Step("who published collections and when", published.METADATA.create_all),
    Step("the writers' fence", fence.METADATA.create_all),
    Step("words and pairs of characters of the cases", schema.index_words),
    Step("questions that people confirmed", confirmed.METADATA.create_all),
    Step("who the catalog is", identity.make),
    Step("what the notices of earlier states said", published.OF_STATES.create_all),
)


class Store:
    """A database that holds a catalog."""

    def __init__(self, url: str, patience: float) -> None:
        self._file = sqlite_file.file_of(url)
        self._patience = patience
        self._answering: Callable[[], AbstractContextManager[None]] = nullcontext
        """Bounds the time of a transaction that reads, where a server may be silent."""
        self._number: int | None = None
        """Of the writer that this is, while it claims the database for itself."""
        self.place = str(self._file) if self._file else _shown(url)
        try:
            self._engine = self._sqlite() if self._file else self._server(_driven(url))
        except ModuleNotFoundError as error:
            mend = f"缺少数据库驱动 {error.name}：运行 pip install {_package(error.name)}"
            raise CatalogError(f"ANWEN_DATABASE_URL {self.place} {mend} (the driver is missing)") from error
        except sa.exc.ArgumentError as error:
            problem = str(error).replace(url, self.place)
            raise CatalogError(f"ANWEN_DATABASE_URL {self.place} 无法使用 (unusable)：{problem}") from error

    def _sqlite(self) -> sa.Engine:
        path, patience = self._file, self._patience
        assert path is not None
        engine = sa.create_engine(
            "sqlite://",
            creator=lambda: sqlite_file.connect(path, patience, create=True),
            poolclass=sa.NullPool,
        )
        # The driver begins a transaction only at the first change, too late to keep a second writer out.
        sa.event.listen(
            engine,
            "begin",
            lambda connection: connection.exec_driver_sql(
                "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
            ),
        )
        return engine

    def _server(self, url: str) -> sa.Engine:
        if not url.startswith(_DRIVEN["postgresql"]):
            return sa.create_engine(url, pool_pre_ping=True)
        from data.catalog.database import server

        self._answering = server.answering
        return server.engine(url)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the catalog throughout."""
        options = {} if self._engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with self._answering(), self._told(), self._engine.execution_options(**options).begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that no other writer's interleaves with; tables of an earlier version are moved forward."""
        with self._told():
            if self._file:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._engine.execution_options(writes=True).begin() as connection:
                if connection.dialect.name == "postgresql":
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_POSTGRES_LOCK)))
                forward(connection, "catalog", STEPS, self.place)
                self._unless_passed(connection)
                yield connection

    def words(self, stamp: str, cases: Sequence[Case], texts: Sequence[str]) -> Words:
        """The words of the `cases` of the state with that stamp; `texts`: what is told in them."""
        if self._engine.dialect.name == "postgresql":
            return gin.ServerWords(self, stamp, cases, texts)
        return ReadWords(texts)

    def behind(self) -> bool:
        """Whether the index of words is to be made still, which the next change does."""
        with self.reading() as connection:
            kept = connection.dialect.name in kept_words.ENGINES
            return kept and not sa.inspect(connection).has_table("case_words")

    def check_claim(self) -> None:
        """ClaimLost where another writer has claimed the database since this one did."""
        if self._number is not None:
            with self.reading() as connection:
                self._unless_passed(connection)

    def _unless_passed(self, connection: sa.Connection) -> None:
        if self._number is not None and fence.number(connection) != self._number:
            raise ClaimLost

    @contextmanager
    def claimed(self, patience: float) -> Iterator[bool]:
        """Keep writers on other machines out for as long as this lasts; False where one is writing already.

        A database in a file is this machine's own, and whoever shares it is kept out by a lock beside it. The
        claim ends with its connection, so that of a process that was killed does not outlive it; should only the
        connection end, `writing` and `check_claim` raise ClaimLost once another has claimed.
        """
        if self._engine.dialect.name != "postgresql":
            yield True
            return
        with self._told():
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            with self._told():
                ends = time.monotonic() + patience
                claim = sa.select(sa.func.pg_try_advisory_lock(_POSTGRES_CLAIM))
                while not (held := bool(connection.scalar(claim))) and time.monotonic() < ends:
                    time.sleep(_AGAIN)
            try:
                if held:
                    with self.writing() as writing:
                        self._number = fence.pass_on(writing)
                yield held
            finally:
                self._number = None
                with suppress(
                    sa.exc.SQLAlchemyError
                ):  # given back now, not when the server sees the session end
                    connection.scalar(sa.select(sa.func.pg_advisory_unlock(_POSTGRES_CLAIM)))
                connection.invalidate()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise sqlite_file.explain(str(error.orig), self.place) from error
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise sqlite_file.explain(str(error), self.place) from error


def _driven(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    return _DRIVEN.get(scheme, scheme) + mark + rest


def _package(module: str | None) -> str:
    return "'psycopg[binary]'" if module == "psycopg" else str(module)


def _shown(url: str) -> str:
    """`url` without its password."""
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return "（无法解析 unparsable）"
