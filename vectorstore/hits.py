"""What the index found, held against the catalog: only what a case says now is a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from data.catalog.files.by_key import KeptCases
from data.catalog.files.snapshot import State
from data.types import CaseId, Records
from vectorstore.chunking import VERSION, Ref

REMEMBERED = 20_000
"""Ids that are remembered as read: 300 bytes each."""


@dataclass(slots=True, unsafe_hash=True)
class Hit:
    """A chunk that is near the question: `case.text_of(field)[start:end]`, and its cosine similarity.

    A value, not to be changed; but a frozen one takes three times as long to make, and a question makes thousands.
    """

    case: CaseId
    kind: str
    field: str
    start: int
    end: int
    score: float


def hit_of(ref: Ref, score: float) -> Hit:
    """The hit of a chunk."""
    return Hit(ref.case, ref.kind, ref.field, ref.start, ref.end, score)


def state_of(records: Records | State) -> str:
    """The name of the state an index is in when it holds the chunks of just these records.

    The stamp tells apart two catalogs that have come to the same revision, and one from what it was before it was
    restored from a backup.
    """
    return f"{VERSION} {records.revision} {records.updated} {records.stamp}"


class Sieve:
    """Lets through the ids whose case is in `records` with the very text that was embedded.

    The index may hold chunks of removed cases (another process deletes them after the catalog's commit) and of
    cases that are yet to come (they are added before it): neither may ever be cited.
    """

    def __init__(self, records: Records) -> None:
        self.state = records.state
        kept = records.cases if isinstance(records.cases, KeptCases) else None
        self._case = kept.get if kept else {case.id: case for case in records.cases}.get
        self._known: dict[str, Ref | None] = {}

    def refs(
        self, scored: Iterable[tuple[str, float]], collections: Sequence[str]
    ) -> list[tuple[Ref, float]]:
        """What hits there are among ids with scores, best first, ties by id; of `collections` only, if any are given."""
        found: list[tuple[float, str, Ref]] = []
        known = self._known
        for id_, score in scored:
            ref = known.get(id_, _UNREAD)
            if ref is _UNREAD:
                ref = self._ref(id_)
            if ref is not None and (not collections or ref.case.collection in collections):
                found.append((-score, id_, ref))
        found.sort(key=itemgetter(0, 1))
        return [(ref, -low) for low, _, ref in found]

    def rows(self, ids: Iterable[str]) -> list[tuple[int, Ref]]:
        """Which of `ids` are let through, by their place."""
        refs = ((at, self._ref(id_)) for at, id_ in enumerate(ids))
        return [(at, ref) for at, ref in refs if ref is not None]

    def _ref(self, id_: str) -> Ref | None:
        known = self._known.get(id_, _UNREAD)
        if known is _UNREAD:
            ref = Ref.parse(id_)
            case = self._case(ref.case) if ref else None
            # The case's own id, not one like it: that two are the same is then seen without comparing them.
            known = replace(ref, case=case.id) if ref and case and ref.fits(case) else None
            if len(self._known) >= REMEMBERED:
                self._known.clear()  # threads may meet here: what was found is returned, whatever is remembered
            self._known[id_] = known
        return known


_UNREAD = Ref(CaseId("", 0), "", "", 0, 0, "")
"""Stands for an id that was not looked at yet."""
