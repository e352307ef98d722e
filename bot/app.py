"""The composition root: the only place that chooses which parts the program is made of."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.console.progress import Progress
from bot.running.home import Home
from bot.settings import Settings
from bot.words import INDEXING, LOADED, LOADING, Words
from data import programs
from data.errors import (
    AnwenError,
    UnknownCollection,
)
from data.types import Records

if TYPE_CHECKING:
    from bot.running.following import Following
    from data.catalog.catalog import Catalog
    from data.catalog.database.ledger import Ledger
    from data.catalog.search.words import Words as WordsOfCases
    from retrieval.answering import Answerer
    from retrieval.writing.models import Chat
    from retrieval.writing.writer import Writer
    from vectorstore.chroma import ChromaIndex, Connection
    from vectorstore.embeddings import Embedder
    from vectorstore.indexing import Library

NOT_EVIDENCE = 1700
"""Tokens of a model's context that are for its rules, the question and the answer; the rest is for the cases. A
Chinese character is at most one token with the tokenisers of today's models, mostly 0.6."""


FIRST = 300.0
"""Seconds that a first start waits for another one's: reading in takes 30, 70 seen where six programs share two cores."""


class App:
    """The parts, each made when it is first needed: a question by number never loads the index."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.say = Words(settings.lang)
        self.home = Home(settings.home)

    @property
    def database(self) -> str:
        """The URL of the database that everything is kept in."""
        return self.settings.database_url or f"sqlite:///{self.home.catalog}"

    @cached_property
    def catalog(self) -> Catalog:
        from data.catalog.catalog import Catalog

        self.home.prepare(self.say)
        programs.keep_in(self.home.own_cache)
        return Catalog(self.database, cache_dir=self.home.own_cache)

    @property
    def index_folder(self) -> Path | None:
        """The folder that the index lies in; None where it is on a server."""
        return self.index.folder

    @cached_property
    def embedder(self) -> Embedder:
        from vectorstore.embeddings import embedder

        settings = self.settings
        return embedder(settings.embedding, settings.embedding_base_url, settings.embedding_api_key)

    @cached_property
    def index(self) -> ChromaIndex:
        from vectorstore.chroma import ChromaIndex

        self.home.prepare(self.say)
        return ChromaIndex(
            self.connection, self.embedder, catalog=self.catalog.identity, cache_dir=self.home.own_cache
        )

    @property
    def connection(self) -> Connection:
        from vectorstore.chroma import connector

        return connector(self.home.chroma, self.settings.chroma_url, self.settings.chroma_token)

    @cached_property
    def library(self) -> Library:
        from vectorstore.indexing import PATIENCE

        return self.library_waiting(PATIENCE)

    def library_waiting(self, patience: float) -> Library:
        """The library for a writer that waits so many seconds for another."""
        from vectorstore.indexing import Library

        return Library(self.catalog, self.index, self.home.lock, patience, self._questions)

    def _questions(self) -> dict[str, tuple[str, ...]]:
        """Questions that cases are known to answer; the ledger is opened when they are asked for."""
        return self.ledger.questions()

    @cached_property
    def answerer(self) -> Answerer:
        from data.memory import look_once
        from retrieval.answering import Answerer
        from retrieval.models import Reads

        look_once()
        return Answerer(
            records=self.catalog.records,
            index=self.whole_index,
            embedder=lambda: self.whole_index().embedder,
            cache_dir=self.home.own_cache,
            writer=self.writer,
            reads=Reads(self.settings.llm_reads),
            find=self.words,
            confirmed=self.catalog.confirmed,
            behind=lambda: self.following.behind,
        )

    def words(self, records: Records, texts: Sequence[str]) -> WordsOfCases:
        """Where the words of a large library are looked for; its database is moved forward first, where it must be."""
        if self.catalog.behind():
            with suppress(AnwenError), Progress(self.say(INDEXING), announce=True):  # else the texts are read
                self.catalog.move_forward()
                shutil.rmtree(self.home.cache / "bm25", ignore_errors=True)  # an earlier version's index
        return self.catalog.words(records, texts)

    @cached_property
    def writer(self) -> Writer | None:
        """What words answers, where a model is set; SettingError where it is none that can be asked."""
        settings = self.settings
        if settings.llm is None:
            return None
        from bot.running.tracing import redact
        from retrieval.writing.writer import Limits, Writer

        redact(os.environ)
        limits = Limits(
            timeout=settings.llm_timeout,
            room=settings.llm_context - NOT_EVIDENCE,
            daily=settings.llm_daily,
            daily_person=settings.llm_daily_person,
        )
        judge = self.chat(settings.judge, "ANWEN_JUDGE") if settings.judge else None
        return Writer(self.chat(settings.llm), limits, lambda: self.ledger, judge)

    def chat(self, spec: str, setting: str = "ANWEN_LLM") -> Chat:
        """The chat model that `spec` names, with the settings of all models."""
        from retrieval.writing.models import Price, chat_model

        settings = self.settings
        return chat_model(
            spec,
            base_url=settings.llm_base_url,
            api_key=settings.llm_api_key,
            timeout=settings.llm_timeout,
            price=Price(*settings.llm_price) if settings.llm_price else None,
            setting=setting,
        )

    @cached_property
    def ledger(self) -> Ledger:
        from data.catalog.database.ledger import Ledger

        self.home.prepare(self.say)
        return Ledger(self.database)

    def renew(self) -> None:
        """Look at the database and the index anew: another content stands in their place."""
        for name in ("catalog", "index", "library", "ledger", "answerer"):
            self.__dict__.pop(name, None)

    @cached_property
    def following(self) -> Following:
        from bot.running.following import Following

        return Following(self)

    def whole_index(self) -> ChromaIndex:
        """The index, brought to the catalog's state first where it is behind."""
        return self.following.index()

    def records(self) -> Records:
        """What the catalog holds now, the bundled collection having been loaded if nothing ever was."""
        self.ensure_loaded()
        return self.catalog.records()

    def ensure_loaded(self) -> None:
        """Load the bundled collection, once, into a catalog that has never held anything.

        A catalog whose collections were all removed has a revision, and stays empty.
        Two first runs at once: the second waits for the first one's lock and then finds nothing to change.
        """
        if self.catalog.revision() == 0:
            from bot.running.loss import heed

            heed(self)
            self._load_bundled()

    def _load_bundled(self) -> None:
        from data.collections import bundled
        from data.reading.cases import parse

        started = time.monotonic()
        with bundled().path() as path:
            collection, cases, _ = parse(path, collection_id=bundled().id)
        with Progress(self.say(LOADING, title=collection.title), announce=True) as progress:
            self.library_waiting(FIRST).replace(collection, cases, progress)
        done = self.say(LOADED, cases=len(cases), seconds=time.monotonic() - started)
        print(done, file=sys.stderr, flush=True)

    def indexing(self) -> Progress:
        """A progress bar for the work of the index."""
        return Progress(self.say(INDEXING))

    def resolve(self, names: Sequence[str]) -> tuple[str, ...]:
        """Collection ids for what a person calls them: id, short label or title; UnknownCollection."""
        if not names:
            return ()
        held = self.records().collections
        chosen: dict[str, None] = {}
        for name in names:
            found = next((c.id for c in held if c.id == name), None) or next(
                (c.id for c in held if name in (c.label, c.title)), None
            )
            if found is None:
                raise UnknownCollection(name, (c.id for c in held))
            chosen[found] = None
        return tuple(chosen)
