"""When a model is asked how a question reads or which cases are meant, and what it is given to read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from data.text import quotations
from data.types import BasisKind, CaseId
from retrieval.answers.excerpts import excerpt
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.selection.narrowing import exactly, in_places
from retrieval.answers.selection.themed import LONG
from retrieval.cases.profiles import Profile
from retrieval.models import Matter
from retrieval.models.asking import Asker, Call
from retrieval.models.judge import NEAREST, PROMPTS, ModelJudge, Piece, whole
from retrieval.models.judgement import Judgement
from retrieval.models.keeping import worse
from retrieval.models.reader import ModelReader
from retrieval.question.query import Act, Query, Want

FIRST = 6
"""Cases that a question about one is put to first: where it was chosen by meaning, the right one is nearly always here."""
FIRST_ROOM, FIRST_OF_ONE = 2400, 1200
"""Code points of them all, and of one at most; of longer cases, the statements that speak for an answer."""
EVERYTHING, OF_SO_MANY = 0.8, 8
"""Share of so many cases, or more, that no theme takes in."""
SAYING = 3
"""Characters left of a theme that say something though each of their words is light: 派过去."""
SHORTEST = 20
"""Code points that a case has at least."""
_SETS = (Want.CASES, Want.COUNT, Want.BRIEF, Want.GROUPS, Want.EXTREME)
_EXACT = frozenset({"chat", "library", "columns of cases", "comparison", "numbered", "columns"})
"""Ways that answer by numbers, columns or what was said before: nothing is left to judge."""


class Adviser:
    """A model's second opinion on a question that was read and answered without one."""

    def __init__(self, asker: Asker, reader: ModelReader, always: bool = False) -> None:
        self.reader, self.judge, self._always = reader, ModelJudge(asker), always

    def reads(self, candidates: Sequence[Query], follows: bool) -> bool:
        """Whether the model is asked how the question reads: the offline reader has no sure reading of its own."""
        first = candidates[0]
        if first.act is not Act.ASK:
            return False
        closed = bool(first.numbers.numbers or first.targets) and len(candidates) == 1
        return self._always or first.dangling or (not closed and (len(candidates) > 1 or follows))

    def judges(self, inquiry: Inquiry, reply: Reply, doubted: bool = False) -> bool | None:
        """Whether one case is wanted of the model (True), or a set (False); None where it is not asked.

        `doubted`: the reading was not sure without a model, or the one that was to write found no answer there.
        """
        query = inquiry.question
        refused = reply.reason is not None
        barred = query.act is not Act.ASK or query.dangling or query.numbers.numbers or query.targets
        exactly_none = refused and reply.basis.complete and (query.places or _as_written(query))
        more = reply.basis.rule == "others" and not query.theme
        if barred or more or exactly_none or reply.basis.rule in _EXACT | {"barred"} or not inquiry.pool:
            return None
        unsure = doubted or refused or _unsure(inquiry, reply) or self._mentioned(inquiry, reply)
        if not (self._always or unsure):
            return None
        if query.want in (Want.FACT, Want.TEXT):
            return True
        if query.want not in _SETS or (query.want is Want.BRIEF and query.within):
            return None
        by_words = query.theme or query.unused or reply.basis.kind is BasisKind.KEYWORD
        return False if by_words or refused else None

    def _mentioned(self, inquiry: Inquiry, reply: Reply) -> bool:
        """Whether cases were found by words that long ones may hold in passing, and all can be read in full."""
        if reply.basis.kind is not BasisKind.KEYWORD or inquiry.question.literal:
            return False
        pool = inquiry.pool[: self.judge.most // SHORTEST + 1]
        size = sum(len(profile.text) for profile in pool)
        return len(pool) == len(inquiry.pool) and LONG * len(pool) <= size <= self.judge.most

    def judgement(
        self,
        inquiry: Inquiry,
        matter: Matter,
        search: str,
        call: Call,
        *,
        turn: AbstractContextManager[object],
        refused: bool,
        offline: Collection[CaseId] = (),
    ) -> Judgement | None:
        """What the model says of the cases in question; None where it failed. `turn` is held while choosing them.

        One case is looked for among the nearest first, then among all. `refused`: the offline way has no answer, so
        that one is held against the question once more. `offline` are the cases it cites: one that bears less of what
        the question names than they do takes no place of theirs.
        """
        with turn:
            pool = _pool(inquiry, matter.single)
            first = _nearest(inquiry, pool, search, matter.question) if matter.single else []
            every = _all(inquiry, pool, self.judge.most, matter.question)
        if not matter.single:
            judged = self.judge.judge(matter, every, call)
            narrowed = len(pool) < len(inquiry.pool)
            return None if judged and not narrowed and _listed_all(judged) else judged
        judged = self.judge.judge(matter, first, call)
        if judged is None:
            return None
        if not judged.members:
            again = self._again(matter, first, every, call)
            if again is None:
                return None
            judged = again
        if judged.members and not (judged := _bearing(judged, inquiry, matter.asked, offline)).members:
            return None
        if refused and judged.members:
            sure = {
                id_: quotes
                for id_, quotes in judged.members.items()
                if self.judge.states(matter.question, quotes, call)
            }
            judged = replace(judged, members=sure)
        return judged

    def _again(
        self, matter: Matter, first: Sequence[Piece], every: Sequence[Piece], call: Call
    ) -> Judgement | None:
        """The nearest in full, of which parts were shown before; then all the others."""
        known = {piece.case.id for piece in first if piece.whole}
        room = self.judge.most // PROMPTS
        told = [Piece(piece.case, whole(piece.case, matter.question)) for piece in first if not piece.whole]
        near = [piece for piece in told if len(piece.text) <= room]
        judged = self.judge.judge(matter, near, call) if near else None
        if near and judged is None:
            return None
        known |= {piece.case.id for piece in near}
        rest = [piece for piece in every if piece.case.id not in known]
        if judged is None or (not judged.members and rest):
            judged = self.judge.judge(matter, rest, call)
        if judged is None:
            return None
        return Judgement(judged.members, len(every), all(piece.whole for piece in every))


def _bearing(judged: Judgement, inquiry: Inquiry, asked: str, offline: Collection[CaseId]) -> Judgement:
    """`judged` without the cases that bear less of what is named in `asked` than those the offline way cites."""
    known = inquiry.profiles.by_id
    others = [known[id_] for id_ in offline if id_ in known]
    members = {
        id_: quotes
        for id_, quotes in judged.members.items()
        if id_ in offline or not worse(asked, known[id_], others)
    }
    return replace(judged, members=members)


def _listed_all(judged: Judgement) -> bool:
    """Whether a model named nearly all that it was shown: small ones do, and have not judged."""
    return judged.read >= OF_SO_MANY and len(judged.members) > EVERYTHING * judged.read


def _as_written(query: Query) -> bool:
    """Whether words are asked for as they stand there, which code tells for certain, and not what they mean."""
    return query.literal is not None and not query.literal.spoken


def _unsure(inquiry: Inquiry, reply: Reply) -> bool:
    """Whether the offline answer rests on meaning, or left words of the question out."""
    meant = any(citation.tier == "meant" for citation in reply.citations)
    by_meaning = reply.basis.kind is BasisKind.SEMANTIC or reply.stated is False
    return by_meaning or meant or reply.unsure or bool(inquiry.question.unused) or _left_out(inquiry, reply)


def _left_out(inquiry: Inquiry, reply: Reply) -> bool:
    """Whether cases were found by one word of a theme that says more: 干活 of 派过去干活."""
    if reply.basis.kind is not BasisKind.KEYWORD:
        return False
    rest = inquiry.question.theme
    for start, end in quotations(reply.basis.test, "“"):
        rest = rest.replace(reply.basis.test[start:end], "")
    return bool(inquiry.terms(rest)) or sum("一" <= char <= "鿿" for char in rest) >= SAYING


def _pool(inquiry: Inquiry, single: bool) -> Sequence[Profile]:
    """The cases that pass what code can test of the question; all in scope where none does."""
    if not single:
        return exactly(inquiry)[0] or inquiry.pool
    return (in_places(inquiry, inquiry.pool) if inquiry.question.places else ()) or inquiry.pool


def _nearest(inquiry: Inquiry, pool: Sequence[Profile], search: str, question: str) -> list[Piece]:
    """The first cases to look at: the nearest, those an earlier answer gave, and those near in other words."""
    near = set(inquiry.question.near)
    ranked = [one.profile for one in inquiry.ranked(pool)]
    ranked.sort(key=lambda p: p.id not in near)
    if search:
        other = inquiry.asking(replace(inquiry.question, text=search, theme=search))
        ranked = [*ranked[: FIRST - 2], *(one.profile for one in other.ranked(pool)), *ranked]
    chosen = list(dict.fromkeys(ranked))[:FIRST]
    room = min(FIRST_ROOM // max(len(chosen), 1), FIRST_OF_ONE)
    return [_piece(inquiry, profile, room, question) for profile in chosen]


def _all(inquiry: Inquiry, pool: Sequence[Profile], most: int, question: str) -> list[Piece]:
    """All of a small pool in full; of a large one the nearest, as much of each as there is room for."""
    told = [Piece(profile.case, whole(profile.case, question)) for profile in pool[: most // SHORTEST + 1]]
    if len(told) == len(pool) and sum(len(piece.text) for piece in told) <= most:
        return told
    nearest = [one.profile for one in inquiry.ranked(pool)][:NEAREST]
    room = most // max(len(nearest), 1)
    pieces = [_piece(inquiry, profile, room, question) for profile in nearest]
    return pieces if len(nearest) == len(pool) else [replace(piece, whole=False) for piece in pieces]


def _piece(inquiry: Inquiry, profile: Profile, room: int, question: str) -> Piece:
    text = whole(profile.case, question)
    if len(text) <= room:
        return Piece(profile.case, text)
    return Piece(profile.case, excerpt(inquiry, profile, room), False)
