"""Whether a question asks for what a party claimed or for what was decided, and where a case tells either."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from data.patterns import regex
from data.text import clauses, fold
from data.types import Case
from data.values import dataclass
from retrieval.cases.suits.course import Course
from retrieval.cases.suits.rulings import ARBITRATION, FIRST, RETRIAL, SECOND
from retrieval.cases.suits.sections import CLAIMS, MEANING, REASONS, RESULT
from retrieval.language.terms import PERSON, SURNAMES
from retrieval.lexicon.listed import listed, words


class Side(StrEnum):
    """What a party asked for, and what was decided."""

    CLAIMED = "claimed"
    DECIDED = "decided"
    ELSEWHERE = "elsewhere"
    """What another instance decided than the one that is asked about; asked for by nobody."""


# 要了多少, 索赔多少 · not 要负多少责任, 要赔多少
_CLAIMED = listed("claim_asked")
# 判了多少, 赔了多少, 退回多少, 怎么判的, 最后给了多少 · not 赔偿请求是多少
_DECIDED, _RESULT = listed("asks_ruling"), words("asks_result")
# 吴小秦要求退多少钱, 员工请求支付多少 · not 法院要求退多少钱
_BY_PARTY = regex(
    rf"(?:{PERSON.pattern}|[{SURNAMES}][一-鿿]{{1,2}}|原告|申请人|员工|劳动者|职工|消费者|顾客|买家|客户|家属|女士|先生|他们?|她们?)(?:等|们|一开始|当初|最初|起初|本来|原来|是)?"
    r"(?:主张|诉请|请求(?!权)|要求|索要|索赔|想要|申请)[^，,。？?]{0,14}(?:多少|几|什么|啥)[^，,。？?]{0,8}[？?]?$"
)
_ASKS = listed("claimed")
"""Words by which a clause tells what a party asks for."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`field[start:end]` tells that side."""

    side: Side
    field: str
    start: int
    end: int


def asked_for(question: str) -> frozenset[Side]:
    """The sides that `question` (folded) asks for; none where it asks for neither by name."""
    if _BY_PARTY.search(question):
        return frozenset({Side.CLAIMED})
    found = set()
    if _CLAIMED.search(question):
        found.add(Side.CLAIMED)
    if _DECIDED.search(question) or question.rstrip("？?").endswith(_RESULT):
        found.add(Side.DECIDED)
    return frozenset(found)


def told(case: Case, course: Course, question: str) -> Iterator[Stretch]:
    """Where `case` tells what was claimed, and what was decided: by its sections, its rulings and its clauses.

    Where `question` names an instance that ruled, what it ruled.
    """
    at = next((course.at(name) for name in (FIRST, SECOND, RETRIAL, ARBITRATION) if name in question), None)
    for field in case.fields:
        if RESULT.search(field.name):
            if at is None:
                yield Stretch(Side.DECIDED, field.name, 0, len(field.text))
        elif CLAIMS.search(field.name):
            yield Stretch(Side.CLAIMED, field.name, 0, len(field.text))
        elif not (MEANING.search(field.name) or REASONS.search(field.name)):
            text = fold(field.text)
            for start, end in clauses(text):
                if _ASKS.search(text, start, end):
                    yield Stretch(Side.CLAIMED, field.name, start, end)
    for ruling in course.rulings:
        side = Side.DECIDED if at in (None, ruling) else Side.ELSEWHERE
        yield Stretch(side, ruling.field, ruling.start, ruling.end)
