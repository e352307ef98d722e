"""The vector index in Chroma: vectors of chunks, derived from the catalog and never the truth."""

from __future__ import annotations

import gc
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from data.errors import EmbedderMismatch, ForeignIndex, IndexUnavailable
from data.types import Records
from vectorstore import kept, patience
from vectorstore.chunking import Chunk, Ref
from vectorstore.client import NAME, Reached, connector, embedded, now, server
from vectorstore.connections import Connection
from vectorstore.embeddings import Embedder
from vectorstore.generations import NEVER
from vectorstore.hits import Hit, Sieve, hit_of, state_of
from vectorstore.nearest import EXACT, SCANNED, Opened, Scored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

__all__ = ["ChromaIndex", "Connection", "Hit", "connector", "embedded", "server"]

T = TypeVar("T")

AT_ONCE = 500
"""Ids or rows of one request: SQLite takes 32,766 variables, a server some megabytes."""
ADDED = 5_000
"""Rows of one addition to a folder: Chroma takes 5,461."""


class ChromaIndex(Reached):
    """The chunks of the catalog's cases by their vectors.

    Every method may raise IndexUnavailable (EmbedderMismatch where the vectors are another embedder's).
    Threads may share it. Writing is for `Library`, which holds the lock.
    """

    def __init__(
        self,
        connect: Connection,
        embedder: Embedder,
        name: str = NAME,
        catalog: Callable[[], str] = str,
        cache_dir: Path | None = None,
    ) -> None:
        """`catalog`: the identity of the catalog that it is derived from; an index of another one is left alone.

        `cache_dir`: where a small index's vectors are kept for processes that then need no Chroma.
        """
        super().__init__(connect, embedder, name, catalog)
        self._cache_dir = cache_dir
        self._opened: Opened | None = None
        self._known: dict[str, Vector] = {}
        """Vectors by their ids that need not be fetched when all are to be held: those added last."""
        self._seen = ""

    def search(
        self, vector: Sequence[float], limit: int, records: Records, collections: Sequence[str] = ()
    ) -> list[Hit]:
        """The chunks nearest to `vector`, best first, whose text `records` hold now.

        Exact, and every chunk, while the index holds at most EXACT; at most `limit` of a larger one. Exact, too, up to
        SCANNED in a folder of one's own.
        `collections` narrows to some.
        """
        return [hit_of(ref, score) for ref, score in self.nearest(vector, limit, records, collections)]

    def nearest(
        self, vector: Sequence[float], limit: int, records: Records, collections: Sequence[str] = ()
    ) -> list[tuple[Ref, float]]:
        """As `search`, chunks with their similarity: of hundreds a question makes hits of a few."""
        if not records.cases or limit <= 0:
            return []
        return self._searched(records, collections, lambda opened, scope: opened.refs(vector, limit, scope))

    def scored(
        self, vector: Sequence[float], records: Records, collections: Sequence[str] = ()
    ) -> Scored | None:
        """How near every chunk is to `vector` whose text `records` hold now; None where the index holds more than
        EXACT, or nothing is asked of it."""
        if not records.cases:
            return None
        return self._searched(records, collections, lambda opened, scope: opened.scored(vector, scope))

    def _searched(
        self, records: Records, collections: Sequence[str], ask: Callable[[Opened, tuple[str, ...]], T]
    ) -> T:
        every = {collection.id for collection in records.collections}
        scope = () if every <= set(collections) else tuple(collections)
        with patience.answering():
            try:
                with self._translated():
                    return ask(self._at(records), scope)
            except (EmbedderMismatch, ForeignIndex):
                raise
            except IndexUnavailable:
                self.forget()  # rebuilt by another process, or the server was restarted: once more will tell
                with self._translated():
                    return ask(self._at(records), scope)

    def warm(self, records: Records) -> None:
        """Have at hand what a search among all vectors looks at, where that is how it is done."""
        if records.cases:
            with patience.answering(), self._translated():
                self._at(records).warm()

    def products(self, vectors: Vector, records: Records, collection: str) -> tuple[list[Ref], Vector] | None:
        """The chunks of `collection` with their scalar products with `vectors`; None in a large index."""
        if not records.cases:
            return [], vectors[:0]
        with patience.answering(), self._translated():
            return self._at(records).products(vectors, collection)

    def state(self) -> str:
        """What `mark` recorded last, in whichever process; empty where the index is not whole."""
        with patience.answering():
            if (copy := self._copy()) is not None:
                return copy.state
            head = self._head()
        return "" if head is None else str(head.metadata.get("state", ""))

    def count(self) -> int:
        """How many chunks the index holds."""
        return self._read(lambda collection: int(collection.count()), absent=0)

    def ids(self) -> set[str]:
        """The ids of all chunks."""
        return self._read(lambda collection: set(collection.get(include=[])["ids"]), absent=set())

    def vectors_of(self, digests: Iterable[str]) -> dict[str, Vector]:
        """The vectors of those texts, by their digests, that some chunk has already."""
        wanted = sorted(set(digests))

        def read(collection: Any) -> dict[str, Vector]:
            found: dict[str, Vector] = {}
            for part in _parts(wanted):
                rows = collection.get(where={"digest": {"$in": part}}, include=["metadatas"])
                digest_of = {
                    id_: row["digest"] for id_, row in zip(rows["ids"], rows["metadatas"], strict=True)
                }
                if digest_of:  # vectors come out of the graph, which takes longer
                    rows = collection.get(ids=list(digest_of), include=["embeddings"])
                    vectors = zip(rows["ids"], rows["embeddings"], strict=True)
                    found |= {digest_of[id_]: vector for id_, vector in vectors}
            return found

        return self._read(read, absent={})

    def add(self, chunks: Sequence[Chunk], vectors: Sequence[Vector]) -> None:
        """Add chunks with their vectors; one that is there already is replaced by itself."""
        rows = list(zip(chunks, vectors, strict=True))
        with self._translated():
            self._connected(writing=True)
            collection = self._find() or self._make()
            for part in _parts(rows, ADDED if self.folder else AT_ONCE):
                collection.upsert(
                    ids=[chunk.id for chunk, _ in part],
                    embeddings=[vector for _, vector in part],
                    metadatas=[{"collection": c.case.collection, "digest": c.digest} for c, _ in part],
                )
        if self.folder and len(self._known) + len(rows) <= SCANNED:
            self._known.update((chunk.id, vector) for chunk, vector in rows)

    def delete(self, ids: Iterable[str]) -> None:
        """Delete chunks; ids that are not there are passed over."""
        with self._translated():
            self._connected(writing=True)
            for part in _parts(sorted(ids)):
                (self._find() or self._make()).delete(ids=part)

    def mark(self, state: str) -> None:
        """Record which state of the catalog the index is whole for; empty while it is being changed."""
        with self._translated():
            self._connected(writing=True)
            head = self._head() or self._make()
            head.modify(metadata=self._metadata(state, now(head)))
            self._seen = state

    def beside(self, rows: int = 0) -> ChromaIndex:
        """An empty index that nobody reads: to be filled, marked and then adopted, or swept.

        With its last of `rows` its graph is written, by the client that has made it: another would make it anew.
        """
        if self._connect.sync_threshold is None:
            self._own(
                self._get(NAME)
            )  # first: a server that is silent, or another catalog's, is said at once
        self.sweep()
        connect = self._connect.beside()
        name = NAME if connect else f"{NAME}-{secrets.token_hex(4)}"
        made = ChromaIndex(connect or self._connect, self.embedder, name, self._catalog)
        made._expected = max(rows, 2) if connect else 0
        return made

    def adopt(self, other: ChromaIndex) -> None:
        """Have everybody read `other`, which came from `beside` and is whole, in this one's place: at one stroke."""
        state = other.state()
        if other._expected:
            with self._translated():
                other._find().modify(configuration={"hnsw": {"sync_threshold": NEVER}})
        other.forget()
        self.forget()
        gc.collect()
        with self._translated():
            if other._connect is not self._connect:
                self._connect.adopt(other._connect)
                return
            head = self._connected(writing=True).get_or_create_collection(NAME, embedding_function=None)
            head.modify(metadata=self._metadata(state, other._name))
            with suppress(Exception):  # what is read now is the other: the rest is only room
                _empty(head)
        self.sweep()

    def sweep(self) -> None:
        """Remove what is beside the index and nobody reads. For the one that holds the writing lock."""
        self._connect.sweep()
        if self._connect.sync_threshold is not None:
            return
        with suppress(IndexUnavailable), self._translated():
            client = self._connected()
            head = self._own(self._get(NAME))
            used = NAME if head is None else now(head) or NAME
            for name in [one.name for one in client.list_collections()]:
                if name.startswith(f"{NAME}-") and name != used:
                    client.delete_collection(name)

    @property
    def folder(self) -> Path | None:
        """The folder that it lies in, of an index that is this machine's own."""
        return None if self._connect.sync_threshold is None else Path(self._connect.where)

    def put(self, folder: Path) -> None:
        """Have everybody read the index in `folder`, which is taken: for the one that holds the writing lock."""
        place = self._connect.beside()
        if place is not None:
            with self._translated():
                folder.replace(place.where)
                self._connect.adopt(place)
        self.forget()

    def take_over(self) -> None:
        """Have the index be of this catalog, whichever's it was: empty, until it is made anew."""
        with self._translated():
            client = self._connected()
            for name in [one.name for one in client.list_collections()]:
                if name == NAME or name.startswith(f"{NAME}-"):
                    client.delete_collection(name)
        self.forget()

    def tidy(self) -> None:
        """Spare the next opening what it would have to make anew. Nothing depends on it, so nothing fails with it."""
        if not self._connect.untidy:
            return
        self.forget()
        gc.collect()
        with suppress(IndexUnavailable), self._translated():
            self._connect.tidy()

    def forget(self) -> None:
        with self._lock:
            super().forget()
            self._opened = None
            self._seen = ""

    def renew(self) -> None:
        """As `forget`, but keep the client where nobody else can have written since it was opened.

        A client sees its own writes, and opening another makes the graph anew: 1 s for 10,000 chunks.
        """
        with self._lock:
            self._opened = None
            same = self._seen and self._where == self._connect.where and self._seen == self._state_now()
            if self._client is not None and not same:
                self.forget()

    def _state_now(self) -> str:
        try:
            return self.state()
        except IndexUnavailable:
            return ""

    def _at(self, records: Records) -> Opened:
        """The collection, opened no earlier than these records were: it holds all of their chunks.

        One that was not whole then is opened again once it is.
        """
        with self._lock:
            opened = self._opened
            fresh = opened is not None and opened.sieve.state == records.state
            if opened and fresh and (opened.state == state_of(records) or self.state() == opened.state):
                return opened
            self.renew()
            copy = self._copy()
            if copy is not None and copy.state == state_of(records):
                self._opened = Opened(
                    None, copy.state, len(copy.ids), Sieve(records), (copy.ids, copy.vectors)
                )
                return self._opened
            self._connected()  # which writes
            mark = self._connect.written
            head = self._head()
            found = None if head is None else self._behind(head)
            if head is None or found is None:
                raise IndexUnavailable("索引还没有建立：运行 anwen reindex (there is no index yet)")
            state = str(head.metadata.get("state", ""))
            self._opened = Opened(found, state, found.count(), Sieve(records))
            self._seen = state
            if state == state_of(records):
                self._keep(self._opened, mark)
            return self._opened

    def _copy(self) -> kept.Kept | None:
        """What was kept of the index, where no client is open and nothing was written since."""
        if self._cache_dir is None or self._client is not None:
            return None
        return kept.load(self._cache_dir, self._connect.written, self._who)

    def _keep(self, opened: Opened, mark: str) -> None:
        """Keep the vectors of an index that is not large as it was at `mark`, unless it has been written since."""
        most = SCANNED if self.folder else EXACT
        added, self._known = self._known, {}
        if self._cache_dir is None or self._lent is not None or not 0 < opened.count <= most:
            return
        if opened.count > EXACT:
            before = kept.load(self._cache_dir, None, self._who)
            earlier = dict(zip(before.ids, before.vectors, strict=True)) if before else {}
            opened.hold(earlier | added)
        ids, vectors = opened.held()
        if mark and self._connect.written == mark:
            kept.save(self._cache_dir, mark, self._who, kept.Kept(opened.state, ids, vectors))

    @property
    def _who(self) -> str:
        """Whose vectors they are, and of which catalog's cases."""
        return f"{self.embedder.name} {self.embedder.dimension} {self._name} {self._catalog()}"


def _empty(collection: Any) -> None:
    while ids := collection.get(limit=AT_ONCE, include=[])["ids"]:
        collection.delete(ids=ids)


def _parts(items: Sequence[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    return (list(items[at : at + size]) for at in range(0, len(items), size))
