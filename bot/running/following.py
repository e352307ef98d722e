"""The index follows the catalog: mended before a question where little is behind, beside the answers where much is."""

from __future__ import annotations

import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.said.library_words import FORMER
from bot.words import OUT_OF_STEP
from data.errors import AnwenError, Busy, EmbedderMismatch, ForeignIndex, IndexUnavailable

if TYPE_CHECKING:
    from bot.app import App
    from vectorstore.chroma import ChromaIndex
    from vectorstore.indexing import Library

AT_ONCE = 60
"""Chunks that are embedded before a question is answered: some seconds. More are, beside the answers."""


class Following:
    """The index of the program, as a question may use it."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._followed: str | None = None
        """The state of the catalog that the index was last brought to, or seen to be in."""
        self._former: ChromaIndex | None = None
        self._stuck = False
        """Whether it cannot be brought there: a disk that is full, a home that may only be read."""
        self.catching_up: threading.Thread | None = None
        self.behind = False
        """Whether the index, as it was last given, did not hold the catalog's cases."""

    def index(self) -> ChromaIndex:
        """The index, mended first where it does not hold the catalog's cases: a lost folder, a restored catalog, or
        an index of this machine's own beside a database that another machine has changed.

        While another process is writing, it is on its way there: the index is taken as it is. One made with another
        embedder than the settings' answers by that, until `reindex` has made one with this.
        """
        app = self._app
        if self._former is not None:
            try:
                app.index.state()
            except EmbedderMismatch:
                return self._former
            self._former = None
        state = app.catalog.state().stamp
        if state != self._followed:
            try:
                with suppress(Busy):
                    self._follow(state)
                self.behind = self._followed != state or self._stuck
            except EmbedderMismatch as mismatch:
                self._former = self._as_made(mismatch)
        return self._former or app.index

    def _follow(self, state: str) -> None:
        if self.catching_up is not None and self.catching_up.is_alive():
            return
        app = self._app
        library, first = app.library_waiting(0), self._followed is None
        self._followed, self._stuck = state, False
        try:
            if first:
                with app.indexing() as progress:
                    library.synchronise(progress)
            elif library.synchronise(at_most=AT_ONCE) is None:
                self._followed = ""
                self.catching_up = threading.Thread(target=_catch_up, args=(library,), daemon=True)
                self.catching_up.start()
        except Busy:  # who is writing may have an index of its own: the next question looks again
            self._followed = ""
            raise
        except (EmbedderMismatch, ForeignIndex):
            raise
        except IndexUnavailable:  # a home that is full, or may only be read: what there is answers
            if app.index.folder is None or not app.index.count():
                raise
            self._stuck = True
            print(app.say(OUT_OF_STEP), file=sys.stderr, flush=True)

    def _as_made(self, mismatch: EmbedderMismatch) -> ChromaIndex:
        """The index with the embedder that it was made with; the mismatch itself where that cannot be had."""
        from vectorstore.chroma import ChromaIndex
        from vectorstore.embeddings import embedder

        app, stored = self._app, mismatch.stored
        remote = (app.settings.embedding_base_url, app.settings.embedding_api_key)
        try:
            made = embedder(stored, *(remote if stored.startswith("openai:") else (None, None)))
        except AnwenError:
            raise mismatch from None
        print(app.say(FORMER, stored=stored, wanted=mismatch.wanted), file=sys.stderr, flush=True)
        return ChromaIndex(app.connection, made, catalog=app.catalog.identity)


def _catch_up(library: Library) -> None:
    with suppress(AnwenError):
        library.synchronise()
