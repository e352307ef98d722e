"""How near in meaning cases are: of each its best chunks, worked out for all at once and told apart when asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from data.types import CaseId
from vectorstore.chunking import ASKED as KIND_ASKED
from vectorstore.chunking import PART, WHOLE, Ref
from vectorstore.hits import Hit, hit_of

if TYPE_CHECKING:
    from vectorstore.nearest import Scored

ASKED = 0.04
"""How much nearer a question is to a question than to a text that answers it: taken off those that cases are known
to answer."""


NONE = -math.inf
"""The likeness of a level of which nothing was found, before another stands for it."""


@dataclass(slots=True)
class Nearness:
    """Similarities of one case: of its best whole chunk, its best part, and all chunks found.

    They are cosines, less what the chunk has in common with every question: they compare with each other only.
    """

    whole: float = 0.0
    part: float = 0.0
    wholes: list[Hit] = field(default_factory=list)
    parts: list[Hit] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The mean of both levels: measured better at rank 1 than either alone (DECISIONS.md)."""
        return (self.whole + self.part) / 2


class Near(Mapping[CaseId, Nearness]):
    """The nearness of every case of an index that is searched whole, in the order of their best chunks.

    A level that a case has no chunk of counts as the farthest chunk; of a collection without parts the whole stands for
    both. A library of a thousand cases has five thousand chunks, and a question looks at a hundred cases.
    """

    def __init__(self, scored: Scored, length: float) -> None:
        """`length`: of the question's vector, what cosines are times."""
        import numpy as np

        rows, self._layout, self._scores = scored.rows, scored.layout, scored.scores
        layout, scores = scored.layout, scored.scores[rows]
        case, kind = layout.case[rows], layout.kind[rows]
        worths = scores * length
        levels = {name: np.full(len(layout.cases), NONE) for name in (WHOLE, PART)}
        for name, to, less in ((WHOLE, WHOLE, 0.0), (KIND_ASKED, WHOLE, ASKED), (PART, PART, 0.0)):
            of_kind = kind == layout.kinds.index(name)
            np.maximum.at(levels[to], case[of_kind], worths[of_kind] - less)
        floor = float(scores.min()) * length if len(rows) else 0.0
        parted = np.isin(layout.home, layout.home[case[kind == layout.kinds.index(PART)]])
        whole = np.where(levels[WHOLE] == NONE, floor, levels[WHOLE])
        self._whole = whole
        self._part = np.where(levels[PART] == NONE, np.where(parted, floor, whole), levels[PART])
        self._order = list(dict.fromkeys(case[np.lexsort((layout.rank[rows], -scores))].tolist()))
        self._found = frozenset(self._order)
        self._held: dict[int, Nearness] = {}

    def __len__(self) -> int:
        return len(self._order)

    def __iter__(self) -> Iterator[CaseId]:
        cases = self._layout.cases
        return (cases[at] for at in self._order)

    def __getitem__(self, id_: CaseId) -> Nearness:
        at = self._layout.at[id_]
        if at not in self._found:
            raise KeyError(id_)
        near = self._held.get(at)
        if near is None:
            near = self._held[at] = self._made(at)
        return near

    def _made(self, at: int) -> Nearness:
        near = Nearness(float(self._whole[at]), float(self._part[at]))
        scores, layout = self._scores, self._layout
        for row in sorted(layout.rows_of[at], key=lambda row: (-scores[row], layout.rank[row])):
            ref = layout.refs[row]
            hit = Hit(ref.case, ref.kind, ref.field, ref.start, ref.end, float(scores[row]))
            if ref.kind == WHOLE:
                near.wholes.append(hit)
            elif ref.kind != KIND_ASKED:
                near.parts.append(hit)
        return near

    def scores(self) -> list[tuple[CaseId, float]]:
        """Each case with its score, in order."""
        both = ((self._whole + self._part) / 2).tolist()
        cases = self._layout.cases
        return [(cases[at], both[at]) for at in self._order]


class Nearest(Mapping[CaseId, Nearness]):
    """The nearness of the cases among the nearest chunks of a large index, in the order of their best chunks.

    A level that was not found counts as the farthest chunk found; of a collection without parts the whole stands for
    both.
    """

    def __init__(self, found: Sequence[tuple[Ref, float]], length: float) -> None:
        """`found`: chunks with their cosines, best first; `length`: of the question's vector, what these are times."""
        self._of: dict[CaseId, list[tuple[Ref, float]]] = {}
        for one in found:
            case = one[0].case
            if case in self._of:
                self._of[case].append(one)
            else:
                self._of[case] = [one]
        self._length = length
        self._floor = found[-1][1] * length if found else 0.0
        self._parted = {ref.case.collection for ref, _ in found if ref.kind == PART}
        self._held: dict[CaseId, Nearness] = {}
        self._told: dict[CaseId, tuple[float, float]] | None = None

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[CaseId]:
        return iter(self._of)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._of

    def __getitem__(self, id_: CaseId) -> Nearness:
        near = self._held.get(id_)
        if near is None:
            near = self._held[id_] = self._made(id_)
        return near

    def get(self, id_: CaseId, default: Any = None) -> Any:
        return self[id_] if id_ in self._of else default

    def _made(self, id_: CaseId) -> Nearness:
        near = Nearness(*self._levels[id_])
        for ref, score in self._of[id_]:
            if ref.kind == WHOLE:
                near.wholes.append(hit_of(ref, score))
            elif ref.kind != KIND_ASKED:
                near.parts.append(hit_of(ref, score))
        return near

    @property
    def _levels(self) -> dict[CaseId, tuple[float, float]]:
        """How near the best whole and the best part of each case are."""
        if self._told is None:
            length, floor, told = self._length, self._floor, dict[CaseId, tuple[float, float]]()
            for id_, chunks in self._of.items():
                whole = part = NONE
                for ref, score in chunks:
                    if ref.kind == WHOLE:
                        whole = max(whole, score * length)
                    elif ref.kind == KIND_ASKED:
                        whole = max(whole, score * length - ASKED)
                    else:
                        part = max(part, score * length)
                whole = floor if whole == NONE else whole
                missing = floor if id_.collection in self._parted else whole
                told[id_] = whole, missing if part == NONE else part
            self._told = told
        return self._told

    def scores(self) -> list[tuple[CaseId, float]]:
        """Each case with its score, in order."""
        return [(id_, (whole + part) / 2) for id_, (whole, part) in self._levels.items()]


def scores_of(near: Mapping[CaseId, Nearness]) -> list[tuple[CaseId, float]]:
    """Each case with its score, in order."""
    if isinstance(near, Near | Nearest):
        return near.scores()
    return [(id_, one.score) for id_, one in near.items()]


def farthest(near: Mapping[CaseId, Nearness]) -> float:
    """The least score there is; 0 where there is none."""
    return min([score for _, score in scores_of(near)], default=0.0)


def behind(near: Mapping[CaseId, Nearness], ids: Sequence[CaseId]) -> dict[CaseId, float]:
    """How far each of `ids` lies behind the nearest of them (difference of scores, at most 0); nothing where nothing is near."""
    if not near:
        return {}
    far = farthest(near)
    scores = [one.score if (one := near.get(id_)) else far for id_ in ids]
    best = max(scores, default=0.0)
    return {id_: score - best for id_, score in zip(ids, scores, strict=True)}
