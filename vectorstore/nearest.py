"""An opened Chroma collection, and the chunks nearest to a vector in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from data.types import CaseId
from data.values import dataclass
from vectorstore.chunking import ASKED, PART, WHOLE, Ref
from vectorstore.hits import Sieve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

EXACT = 6_000
"""Up to so many chunks a search is exact and complete, over their vectors in memory: 9 MB, and quicker than a graph,
which does not lead to every vector from everywhere, whatever its settings (seen: 305 of 307, 1,995 of 2,000)."""
SCANNED = 20_000
"""Up to so many chunks in a folder of one's own the nearest are looked for among all vectors, too: 31 MB that processes
share. Among 10,000 that takes 0.6 ms, where the graph takes 5, leaves some out, and needs Chroma to be opened."""
AT_ONCE = 500
"""Vectors fetched at a time."""
DIGITS = 6
"""Of a score: float32 has 7, and the last depends on which code summed it up."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which chunk each row of the vectors is, but for such as no case has now; and of which case."""

    refs: dict[int, Ref]
    """Row → chunk."""
    cases: list[CaseId]
    at: dict[CaseId, int]
    """Where each is among `cases`."""
    rows_of: list[list[int]]
    """The rows of each of them."""
    home: NDArray[np.int64]
    """Of each which collection it is of."""
    case: NDArray[np.int64]
    """Of each row which case, or -1."""
    kind: NDArray[np.int64]
    """Of each row which of `kinds`."""
    rank: NDArray[np.int64]
    """Of each row where its id stands among all in order."""
    kinds = (WHOLE, PART, ASKED)

    @classmethod
    def of(cls, ids: Sequence[str], sieve: Sieve) -> Layout:
        import numpy as np

        refs = dict(sieve.rows(ids))
        cases = list(dict.fromkeys(ref.case for ref in refs.values()))
        at = {id_: place for place, id_ in enumerate(cases)}
        homes = {name: place for place, name in enumerate(dict.fromkeys(id_.collection for id_ in cases))}
        case, kind = np.full(len(ids), -1), np.zeros(len(ids), np.int64)
        rows_of: list[list[int]] = [[] for _ in cases]
        for row, ref in refs.items():
            case[row], kind[row] = at[ref.case], cls.kinds.index(ref.kind) if ref.kind in cls.kinds else 1
            rows_of[case[row]].append(row)
        home = np.array([homes[id_.collection] for id_ in cases], np.int64)
        return cls(refs, cases, at, rows_of, home, case, kind, _ranks(ids))


@dataclass(frozen=True, slots=True)
class Scored:
    """How near every chunk is: `scores` by row, and the `rows` that count."""

    layout: Layout
    scores: NDArray[np.float64]
    rows: NDArray[np.int64]


@dataclass(slots=True)
class Opened:
    """A collection as it was when it was opened: Chroma shows another process's writes only when reopened."""

    collection: Any
    state: str
    count: int
    sieve: Sieve
    _every: tuple[list[str], Vector] | None = None
    """The ids of all chunks, and their vectors, each of length 1."""
    _layout: Layout | None = None
    _homes: NDArray[np.object_] | None = None
    """Of each of these which collection it is of."""
    _told: tuple[list[Ref | None], NDArray[np.int64]] | None = None
    """Of each of these which chunk it is, None where it does not count, and where its id stands among all in order."""

    def scored(self, vector: Sequence[float], collections: Sequence[str]) -> Scored | None:
        """Every chunk with its similarity, of `collections` only if any are given; None of more than EXACT."""
        import numpy as np

        if self.count > EXACT:
            return None
        ids, _ = self.held() if self.count else ([], None)
        if self._layout is None:
            self._layout = Layout.of(ids, self.sieve)
        layout = self._layout
        scores = self._similar(vector) if self.count else np.zeros(0)
        counts = layout.case >= 0
        if collections:
            held = np.array([id_.collection in collections for id_ in layout.cases], bool)
            counts[counts] = held[layout.case[counts]]
        return Scored(layout, scores, np.flatnonzero(counts))

    def refs(
        self, vector: Sequence[float], limit: int, collections: Sequence[str]
    ) -> list[tuple[Ref, float]]:
        """The hits nearest to `vector`, best first: of more than EXACT chunks at most `limit`, by the vectors where they
        are held, else by Chroma's graph."""
        if self.count <= EXACT:
            return self.sieve.refs(self._all(vector), collections) if self.count else []
        asked = min(limit, self.count)
        while True:
            if self._every is None:
                found = self._query(vector, asked, collections)
                hits, seen = self.sieve.refs(found, collections), len(found)
            else:
                hits, seen = self._scanned(vector, asked, collections)
            if len(hits) >= limit or seen < asked or asked == self.count:
                return hits[:limit]
            asked = min(4 * asked, self.count)  # stale chunks were among the nearest

    def products(self, vectors: Vector, collection: str) -> tuple[list[Ref], Vector] | None:
        """The chunks of `collection`, and their scalar products with `vectors`: a row a chunk, a column a vector.

        None of more than EXACT chunks: that would take all of their vectors into memory.
        """
        if self.count > EXACT:
            return None
        ids, held = self.held()
        rows = [(at, ref) for at, ref in self.sieve.rows(ids) if ref.case.collection == collection]
        return [ref for _, ref in rows], held[[at for at, _ in rows]] @ vectors.T

    def warm(self) -> None:
        """Know beforehand of every chunk whether it counts, where all are looked at."""
        if self._every is not None and self.count <= SCANNED:
            self._known()

    def _known(self) -> tuple[list[Ref | None], NDArray[np.int64]]:
        if self._told is None:
            ids, _ = self.held()
            counts = dict(self.sieve.rows(ids))
            self._told = [counts.get(row) for row in range(len(ids))], _ranks(ids)
        return self._told

    def held(self) -> tuple[list[str], Vector]:
        """The ids of all chunks, and their vectors of length 1."""
        if self._every is None:
            self._every = self._fetched()
        return self._every

    def hold(self, known: Mapping[str, Vector]) -> None:
        """Have all vectors at hand, of which those `known` by their ids need not be fetched."""
        import numpy as np

        ids: list[str] = self.collection.get(include=[])["ids"]
        if len(missing := [id_ for id_ in ids if id_ not in known]) * 2 > len(ids):
            self.held()
            return
        fetched = dict(known)
        for at in range(0, len(missing), AT_ONCE):
            rows = self.collection.get(ids=missing[at : at + AT_ONCE], include=["embeddings"])
            fetched |= zip(rows["ids"], rows["embeddings"], strict=True)
        self._every = ids, _unit(np.array([fetched[id_] for id_ in ids], dtype=np.float32))

    def _scanned(
        self, vector: Sequence[float], asked: int, collections: Sequence[str]
    ) -> tuple[list[tuple[Ref, float]], int]:
        """The hits among the `asked` nearest and what is as near as the last of them, by all vectors, best first, ties by
        id; and how many were looked at."""
        import numpy as np

        ids, held = self.held()
        wanted = np.asarray(vector, dtype=np.float32)
        # In this thread alone: the library that multiplies matrices wakes others for it, which takes longer.
        scores = np.einsum("ij,j->i", held, wanted / max(float(np.linalg.norm(wanted)), 1e-12))
        rows = np.arange(len(ids))
        if collections:
            if self._homes is None:
                self._homes = np.array([id_.rsplit(":", 5)[0] for id_ in ids], dtype=object)
            rows = np.flatnonzero(np.isin(self._homes, list(collections)))
            scores = scores[rows]
        if len(rows) > asked:
            near = np.flatnonzero(scores >= np.partition(scores, -asked)[-asked] - 10.0**-DIGITS)
            rows, scores = rows[near], scores[near]
        refs, rank = self._known()
        similar = scores.astype(np.float64).round(DIGITS)
        order = np.lexsort((rank[rows], -similar))
        best = zip(rows[order].tolist(), similar[order].tolist(), strict=True)
        return [(ref, score) for row, score in best if (ref := refs[row]) is not None], len(rows)

    def _all(self, vector: Sequence[float]) -> list[tuple[str, float]]:
        """Every chunk with its similarity."""
        return list(zip(self.held()[0], self._similar(vector).tolist(), strict=True))

    def _similar(self, vector: Sequence[float]) -> NDArray[np.float64]:
        import numpy as np

        asked = np.asarray(vector, dtype=np.float32)
        scores = self.held()[1] @ (asked / max(float(np.linalg.norm(asked)), 1e-12))
        return scores.astype(np.float64).round(DIGITS)

    def _fetched(self) -> tuple[list[str], Vector]:
        import numpy as np

        ids: list[str] = []
        parts = []
        while rows := self.collection.get(limit=AT_ONCE, offset=len(ids), include=["embeddings"]):
            if not rows["ids"]:
                break
            ids += rows["ids"]
            parts.append(np.asarray(rows["embeddings"], dtype=np.float32))
        vectors = np.concatenate(parts) if parts else np.zeros((0, 1), dtype=np.float32)
        return ids, _unit(vectors)

    def _query(
        self, vector: Sequence[float], asked: int, collections: Sequence[str]
    ) -> list[tuple[str, float]]:
        # Ids and distances only: fetching the metadata takes five times as long.
        where = {"collection": {"$in": list(collections)}} if collections else None
        found = self.collection.query(
            query_embeddings=[list(vector)], n_results=asked, where=where, include=["distances"]
        )
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return [(id_, round(1.0 - float(distance), DIGITS)) for id_, distance in pairs]


def _ranks(ids: Sequence[str]) -> NDArray[np.int64]:
    """Where each of `ids` stands among all in order."""
    import numpy as np

    rank = np.empty(len(ids), np.int64)
    rank[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return rank


def _unit(vectors: Vector) -> Vector:
    """`vectors`, a row each, of length 1."""
    import numpy as np

    unit: Vector = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return unit
