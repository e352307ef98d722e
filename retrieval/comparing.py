"""Several cases side by side: which ones a question compares, and the table of their quotes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from data.patterns import regex
from data.types import Basis, BasisKind
from retrieval.inquiry import Inquiry, Reply
from retrieval.numbers import find_numbers
from retrieval.phrases import phrase
from retrieval.profiles import Profile
from retrieval.question.closed import holds
from retrieval.question.query import Want
from retrieval.quoting import LONG_FIELD, Clause, scored_clauses
from retrieval.terms import PERSON
from retrieval.writing.extractive import all_clauses, comparison

_JOINED = regex(
    r"(?P<a>[^，,。；;？?！!、]{2,24}?)(?:和|与|跟|同|以及|对比|相比|vs\.?|versus|、|,|，|and)\s*(?P<b>[^，,。；;？?！!、]{2,24})"
)
_CUE = regex(
    r"(?:有(?:什么|啥|何|哪些)|各自|各有|分别|相比|比较|对比|之间|在|的(?:做法|思路|路子|模式|区别|不同|差别)|都|两个|两家|哪个|怎么|谁|how|differ)"
)
FEW = 4
"""Cases that a kind of organisation may stand for in a comparison; more are no one's 两家."""
_SHORT = 600
_CELL = 300
"""Code points quoted of a long case in a comparison; a short case is laid out whole."""


def answer_comparison(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """Lay `targets` side by side."""
    picked = [(p.case, _clauses(inquiry, p)) for p in targets]
    head = phrase("compare", inquiry.question.english, count=len(targets))
    composed = comparison(picked, inquiry.labels, head)
    names = "、".join(f"案例{p.case.number}" for p in targets)
    basis = Basis(BasisKind.LOOKUP, f"对照{names}", True)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)


def _clauses(inquiry: Inquiry, profile: Profile) -> list[Clause]:
    if sum(len(f.text) for f in profile.case.fields) <= _SHORT:
        return all_clauses(profile.case)
    near = inquiry.dense.get(profile.id)
    scored = scored_clauses(profile, inquiry.words, near.parts if near else (), inquiry.question.text)
    order = sorted(range(len(scored)), key=lambda at: (-scored[at].score, at))
    chosen: list[int] = []
    used = 0
    for at in order:
        length = scored[at].end - scored[at].start
        if length <= LONG_FIELD and (not chosen or used + length <= _CELL):
            chosen.append(at)
            used += length
    return [scored[at] for at in sorted(chosen)]


def find_targets(inquiry: Inquiry) -> list[Profile]:
    """The cases a comparing question names, in the order named; fewer than two where it names too few."""
    question = inquiry.question
    if question.within:
        return list(inquiry.pool)
    groups = [group for group in _anchored(inquiry) if group]
    chosen: list[Profile] = []
    if len(groups) == 1 and len(groups[0]) > 1:
        chosen = groups[0]
    elif len(groups) > 1:
        alone = {group[0].id for group in groups if len(group) == 1}
        for group in groups:
            # 浙江省局和吴兴区: the wider place means another of its cases than the one named by itself.
            rest = [p for p in group if p.id not in alone] or group
            whole = len(group) == 1 or (len(group) <= FEW and not inquiry.words.terms)
            chosen += group if whole else [one.profile for one in inquiry.ranked(rest)][:1]
    found = list({p.id: p for p in chosen}.values())
    if len(found) > 1 or question.want is not Want.COMPARE:
        return found
    return _halves(inquiry, found)


def _anchored(inquiry: Inquiry) -> list[list[Profile]]:
    """For each place or institution named, the cases it points to; a kind right behind a place narrows it."""
    question = inquiry.question
    institutions = question.institutions
    anchors: list[tuple[int, int, list[Profile]]] = [
        (start, end, [p for p in inquiry.pool if p.case.number == number])
        for number, (start, end) in zip(question.numbers.numbers, question.numbers.spans, strict=False)
    ]
    for found in institutions:
        own = [p for p in inquiry.pool if found.institution.name in p.text or found.text in p.text]
        anchors.append((found.start, found.end, [p for p in own if found.institution.name in p.title] or own))
    for mention in question.places:
        if any(start <= mention.start < end for start, end, _ in anchors):
            continue
        here = [p for p in inquiry.pool if any(holds(mention, place) for place in p.places)]
        beside = {name for name, start, _ in question.kinds if 0 <= start - mention.end <= 4}
        anchors.append(
            (mention.start, mention.end, [p for p in here if any(p.acts_as(kind) for kind in beside)] or here)
        )
    persons = [
        (m.start(), m.end(), [p for p in inquiry.pool if m[0] in p.text])
        for m in PERSON.finditer(question.text)
    ]
    anchors += [(start, end, found[:1]) for start, end, found in persons if len(found) == 1]
    if len(anchors) < 2:
        covered = [(start, end) for start, end, _ in anchors]
        for name, start, end in question.kinds:
            if not any(0 <= start - stop <= 4 or begin <= start < stop for begin, stop in covered):
                acting = [p for p in inquiry.pool if p.acts_as(name)]
                anchors += [(start, end, acting)] if len(acting) <= FEW else []
    return [group for _, _, group in sorted(anchors, key=lambda anchor: anchor[:2])]


def _halves(inquiry: Inquiry, known: list[Profile]) -> list[Profile]:
    """Two targets named by what they do: A和B有什么不同, each half ranked by itself."""
    for match in _JOINED.finditer(inquiry.question.text):
        found: dict[object, Profile] = {}
        for half in (match["a"], _CUE.split(match["b"])[0]):
            choice = _meant(inquiry, half, found.values())
            if choice is not None:
                found[choice.id] = choice
        for profile in known:
            found.setdefault(profile.id, profile)
        if len(found) > 1:
            return list(found.values())
    return known


def _meant(inquiry: Inquiry, half: str, taken: Collection[Profile]) -> Profile | None:
    """The case that one half of a comparison describes; None where it describes none that is not taken."""
    numbers = find_numbers(half).numbers
    if numbers:
        return next((p for p in inquiry.pool if p.case.number == numbers[0]), None)
    words = inquiry.weigh(half)
    pool = [p for p in inquiry.pool if p not in taken]
    if not words.terms or not pool:
        return None
    alone = inquiry.asking(replace(inquiry.question, text=half, theme=half))
    ranked = alone.ranked(pool, words)
    return ranked[0].profile if ranked[0].together or alone.confident(ranked) else None
