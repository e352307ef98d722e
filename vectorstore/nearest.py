"""An opened Chroma collection, and the chunks nearest to a vector in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vectorstore.chunking import Ref
from vectorstore.hits import Hit, Sieve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

EXACT = 6_000
"""Up to so many chunks a search is exact and complete, over their vectors in memory: 9 MB, and quicker than a graph,
which does not lead to every vector from everywhere, whatever its settings (seen: 305 of 307, 1,995 of 2,000)."""
AT_ONCE = 500
"""Vectors fetched at a time."""
DIGITS = 6
"""Of a score: float32 has 7, and the last depends on which code summed it up."""


@dataclass(slots=True)
class Opened:
    """A collection as it was when it was opened: Chroma shows another process's writes only when reopened."""

    collection: Any
    state: str
    count: int
    sieve: Sieve
    _every: tuple[list[str], Vector] | None = None
    """The ids of all chunks, and their vectors, each of length 1."""

    def hits(self, vector: Sequence[float], limit: int, collections: Sequence[str]) -> list[Hit]:
        """The hits nearest to `vector`, best first: of more than EXACT chunks at most `limit`."""
        if self.count <= EXACT:
            return self.sieve.hits(self._all(vector), collections) if self.count else []
        asked = min(limit, self.count)
        while True:
            found = self._query(vector, asked, collections)
            hits = self.sieve.hits(found, collections)
            if len(hits) >= limit or len(found) < asked or asked == self.count:
                return hits[:limit]
            asked = min(4 * asked, self.count)  # stale chunks were among the nearest

    def products(self, vectors: Vector, collection: str) -> tuple[list[Ref], Vector] | None:
        """The chunks of `collection`, and their scalar products with `vectors`: a row a chunk, a column a vector.

        None of more than EXACT chunks: that would take all of their vectors into memory.
        """
        if self.count > EXACT:
            return None
        ids, held = self.held()
        rows = self.sieve.rows(ids, collection)
        return [ref for _, ref in rows], held[[at for at, _ in rows]] @ vectors.T

    def held(self) -> tuple[list[str], Vector]:
        """The ids of all chunks, and their vectors of length 1."""
        if self._every is None:
            self._every = self._fetched()
        return self._every

    def _all(self, vector: Sequence[float]) -> list[tuple[str, float]]:
        """Every chunk with its similarity."""
        import numpy as np

        ids, vectors = self.held()
        asked = np.asarray(vector, dtype=np.float32)
        scores = vectors @ (asked / max(float(np.linalg.norm(asked)), 1e-12))
        return list(zip(ids, scores.astype(np.float64).round(DIGITS).tolist(), strict=True))

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
        return ids, vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)

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
