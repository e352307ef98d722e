"""Whether an answer has left the case that somebody has open, or answers to, though the question could be of it. Pure."""

from __future__ import annotations

from data.text import fold
from data.types import Answer, Case, CaseId, Conversation, Records, Turn
from retrieval.question.query import Query, Want

_OF_ONE = (Want.FACT, Want.COUNT, Want.GROUPS)
"""Wants that may be meant of one case: 有几家, 都在哪些国家."""
_OF_ALL = (
    "案例",
    "案子",
    "省",
    "市",
    "其他",
    "别的",
    "还有",
    "类似",
    "按",
    "统计",
    "一共",
    "总共",
    "所有",
    "全部",
)
"""What speaks of more cases than one."""
_OF_TOLD = ("都", "分别")
"""What a question begins with that speaks of what was told, and names nothing: 都设在哪些国家."""


def open_case(conversation: Conversation, question: str) -> CaseId | None:
    """The case that all is about since it was opened by its number or a tap; the one of the answer that is replied to, or
    that was told last where `question` speaks of what was told.
    """
    told: CaseId | None = None
    for turn in reversed(conversation.turns):
        if turn.cited and (len(turn.cited) > 1 or (told and turn.cited[0] != told)):
            return None
        if not turn.cited and not turn.refused:
            continue  # 谢谢
        told = turn.cited[0] if turn.cited else told
        if told and (_opens(turn) or conversation.pointed or question.startswith(_OF_TOLD)):
            return told
    return None


def _opens(turn: Turn) -> bool:
    query = turn.understood.query
    return bool(query) and Query.loads(query).want is Want.TEXT


def has_left(answer: Answer, told: CaseId, records: Records) -> bool:
    """Whether `answer` is of other cases than `told`, names none of them, and says no more words of theirs than of `told`:
    覆盖了多少学校 behind a case of schools, and not 葡萄酒怎么做品牌 behind one of secrets.
    """
    query = Query.loads(answer.understood.query) if answer.understood.query else None
    case, cited = records.case(told), [c.case for c in answer.citations]
    of_told = answer.question.startswith(_OF_TOLD)
    if query is None or case is None or any(one.id == told for one in cited):
        return False
    if not cited and not (of_told and answer.refused and answer.near != (case,)):
        return False
    named = query.places or query.numbers.numbers or query.collections
    if query.want not in _OF_ONE or named or any(word in answer.question for word in _OF_ALL):
        return False
    if of_told:
        return True
    here = _shared(answer.question, case)
    return 0 < here >= max(_shared(answer.question, one) for one in cited)


def _shared(question: str, case: Case) -> int:
    """Pairs of characters of the question that stand in the case."""
    said = "".join(filter(str.isalnum, fold(question)))
    text = fold(case.title + "".join(field.text for field in case.fields))
    return len({said[at : at + 2] for at in range(len(said) - 1) if said[at : at + 2] in text})
