"""On which point two cases are to be compared, where a question names one: 比较赔偿额 is about the sums and nothing else."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answers.inquiry import Inquiry
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query
from retrieval.wording.frames import phrase
from retrieval.wording.points import Point

_ASKED_AS = {
    "sum": "最后判赔多少钱",
    "penalty": "受到什么处分",
    "term": "被判了几年",
    "fine": "被罚了多少钱",
    "taken": "一共收了多少钱",
}
"""How each is asked of one case."""
_NAMES = {
    "reasons": ("point_reasons",),
    "result": ("point_result",),
    "facts": ("point_facts",),
    "deed": ("point_deed", "point_measures"),
    "came": ("point_came",),
}


def of_each(inquiry: Inquiry, *, of_one_text: bool = False) -> Inquiry | None:
    """The question about the one fact that is compared, to be put to each case; None where none is named."""
    question = inquiry.question
    if of_one_text and (asked := _asked_of_each(question)) is not None:
        return inquiry.asking(asked)
    if question.english or Cue.COMPARES_ON not in question.cues:
        return None
    name = next(iter(question.cues.sorts(Cue.COMPARED_FACT)), "")
    if not name:
        return None
    text = _ASKED_AS[name]
    return inquiry.asking(replace(question, text=text, theme=text))


def _asked_of_each(question: Query) -> Query | None:
    """The clause that asks something of each behind what sets them side by side: …比一比，各自靠谁来干活的; None where none does."""
    if question.english:
        return None
    first, *others = question.clauses()
    compares = Cue.DIFFERENT in first.cues or Cue.COMPARES_ON in first.cues
    for part in others if compares and Cue.ASKS_WORD not in first.cues else ():
        each = part.cues.first(Cue.OF_EACH)
        if each is not None and Cue.ASKS_WORD in part.cues and Cue.DIFFERENT not in part.cues:
            said = part.text.replace(part.text[each.start : each.end], "", 1).strip("，,。；; ")
            return replace(question, text=said, theme=said)
    return None


def on_point(question: Query, points: list[Point]) -> list[Point]:
    """Those of `points` that `question` names; all where it names none, or they have none of it."""
    if Cue.COMPARES_ON not in question.cues:
        return points
    rows = question.cues.sorts(Cue.COMPARED_ROW)
    names = {phrase(one, False) for row in rows for one in _NAMES[row]}
    return [point for point in points if point.name in names] or points
