"""Dense search: how near in meaning each case, and each part of it, is to a question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.types import CaseId, Records

if TYPE_CHECKING:
    from vectorstore.chroma import ChromaIndex, Hit
    from vectorstore.embeddings import Embedder

NEAREST = 400
"""Chunks asked of the index: all of a small library, the nearest of a large one."""


@dataclass(slots=True)
class Nearness:
    """Cosine similarities of one case: of its best whole chunk, its best part, and all parts found."""

    whole: float = 0.0
    part: float = 0.0
    parts: list[Hit] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The mean of both levels: measured better at rank 1 than either alone (DECISIONS.md)."""
        return (self.whole + self.part) / 2


class DenseSearch:
    """The vector index with the embedder that made it."""

    def __init__(self, index: Callable[[], ChromaIndex], embedder: Callable[[], Embedder]) -> None:
        self._index = index
        self._embedder = embedder

    def level(self, records: Records, collection: str) -> float:
        """How alike the cases of `collection` are in meaning: what a question about them may be measured by."""
        return self._index().cohesion(records, collection)

    def search(self, text: str, records: Records, collections: Sequence[str] = ()) -> dict[CaseId, Nearness]:
        """The cases among the nearest chunks to `text`; a level not found counts as the farthest found."""
        vector = self._embedder().embed_query(text)
        hits = self._index().search(vector, NEAREST, records, collections)
        found: dict[CaseId, Nearness] = {}
        for hit in hits:
            near = found.setdefault(hit.case, Nearness())
            if hit.kind == "whole":
                near.whole = max(near.whole, hit.score)
            else:
                near.part = max(near.part, hit.score)
                near.parts.append(hit)
        floor = min((hit.score for hit in hits), default=0.0)
        for near in found.values():
            near.whole = near.whole or floor
            near.part = near.part or floor
        return found
