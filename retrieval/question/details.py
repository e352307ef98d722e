"""Details a question may ask for which a case must state, or else the question is not answered.

A case near the topic is no answer to 多少钱 when it names no sum: the test is whether the case holds
anything of the type, or any of the words, that was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from data.text import CLAUSE_ENDS
from data.types import Case
from retrieval.cases.told import THINGS
from retrieval.cases.typed import Sort, sheet
from retrieval.language import dates
from retrieval.language.amounts import sums
from retrieval.lexicon.listed import listed, under
from retrieval.question.asked import Asked, Type, asked_all
from retrieval.question.wanted import counts

OFF_TOPIC = "与案例无关的事"
"""The weather, recipes, poems, code: wanted of any assistant, and held by no case."""
NAMES = "姓名"
"""Who holds an office, which public cases do not name."""
COURT = "法院"
"""Which court it was, which is told by its name: 二审法院 is none."""
_TYPED = {Type.AMOUNT: "金额", Type.DATE: "时间", Type.DURATION: "时长", Type.SHARE: "比例"}
"""Types of things of which a case must state one to answer, and what they are called in a refusal."""
_SORTS = {"时间": Sort.DATE, "时长": Sort.DURATION, "比例": Sort.SHARE}
_OFTEN, _ROLE = listed("often"), listed("role")
_TIMES, _ASKER = listed("relative_time"), listed("asker")
_ALL, _OF_ALL = listed("all_of"), 8
"""What says that all or none of something are meant, and within how many code points it follows: 不持有任何股份."""
_FEW = frozenset("件起宗人名次所家户亩吨")
"""Units whose number a case must state where it is asked for with 几; 几个方面 may be listed and not counted."""
_NO_NUMBER = frozenset("哪好前后每第数十几")
"""Before 几 and 多少: 第几批 asks for no number."""
_ASKING = frozenset("什何哪几多啥")
"""Characters by one of which a kind of thing is asked for, beside being named."""
_BESIDE = 6
"""Code points beside who is asked for, within which stands an office: 馆长是谁, 谁当馆长."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind of detail that was asked for."""

    name: str
    asked: str = ""
    """The word by which it was asked for, where what no case states is called by it: 停车场."""

    def stated_in(self, case: Case, text: str) -> bool:
        """Whether `case`, whose folded text is `text`, states anything of the kind."""
        if self.name == "金额":
            return bool(sums(text))
        if self.name == COURT:
            named = THINGS["court"].found(sheet(case))
            return COURT in case.title or any(True for _ in named)
        if self.name in _SORTS:
            sort = _SORTS[self.name]
            held = any(span.sort is sort for span in sheet(case).typed)
            return held or (sort is Sort.DURATION and bool(_OFTEN.search(text)))
        if self.asked and self.asked in text:
            return True  # 停车场, where a case is about one
        stated = under("stated").get(self.name)
        return stated is not None and bool(stated.search(text))


def asked_details(text: str) -> tuple[Detail, ...]:
    """The kinds of detail that `text` (folded) asks for."""
    return tuple(Detail(name, asked) for name, asked in dict(_asked(text)).items())


def _asked(text: str) -> Iterator[tuple[str, str]]:
    found = asked_all(text)
    told_how = any(what.type in (Type.HOW, Type.REASON) for what in found)
    for what in found:
        # 怎么缩短审查的时间: a noun beside 怎么 asks for none of its kind.
        named_only = told_how and not _ASKING.intersection(text[slice(*what.span)])
        if what.type in _TYPED and not named_only:
            yield _TYPED[what.type], ""
        if what.type is Type.BODY and what.noun == COURT:
            yield COURT, ""
        if what.type in (Type.WHO, Type.NAME) and _of_office(text, *what.span):
            yield NAMES, ""
    yield from ((name, "") for name, words in under("detail").items() if words.search(text))
    found_in = ((name, words.search(text)) for name, words in under("no_case").items())
    yield from ((name, match[0]) for name, match in found_in if match)


def _of_office(text: str, start: int, end: int) -> bool:
    """Whether who is asked for at `start` to `end` holds an office: its name ends there, or follows."""
    before = text[max(0, start - _BESIDE) : start].rstrip("的名字姓们是叫为")
    behind = text[start : end + _BESIDE]
    return any(before.endswith(role) for role in _ROLE.findall(before)) or bool(_ROLE.search(behind))


def asked_times(text: str) -> Iterator[str]:
    """The years and relative times a question names (2023, 去年, 明天), which a case must state.

    One of the asker's own is none of the case's: 我昨天开会听人讲.
    """
    yield from (str(date.year) for date in dates.stated(text))
    for match in _TIMES.finditer(text):
        clause = max((text.rfind(mark, 0, match.start()) for mark in CLAUSE_ENDS), default=-1)
        if not _ASKER.search(text[clause + 1 : match.start()]):
            yield match[0]


def asked_quantity(text: str) -> Asked | None:
    """The number that `text` (folded) asks for, with its unit and noun: 多少件小额诉讼案件; None where it asks for none."""
    found = {what.type: what for what in reversed(asked_all(text))}
    number = found.get(Type.NUMBER)
    if number is None or not found.keys().isdisjoint(_TYPED):
        return None
    start = number.span[0]
    if text[start] in "几多" and text[max(0, start - 1) : start] in _NO_NUMBER:
        return None
    of_persons = number.noun.endswith("人") or bool(_ROLE.fullmatch(number.noun))
    return None if text[start] == "几" and number.unit not in _FEW and not of_persons else number


def _clause_from(text: str, start: int) -> str:
    """What is left of the clause of `text` that `start` lies in."""
    end = next((at for at in range(start, len(text)) if text[at] in CLAUSE_ENDS), len(text))
    return text[start:end]


_MONEY = "金款费钱额银"
"""How a noun ends that is counted in yuan: 收了多少礼金."""


def states_quantity(what: Asked, case: Case) -> bool:
    """Whether `case` states a number of what is asked for."""
    page = sheet(case)
    told, noun = page.typed, "".join(filter(str.isalnum, what.noun))
    if (
        not what.unit
        and len(noun) > 1
        and noun[-2:] in page.text
        and len(case.fields) == 1
        and noun[-1] not in _MONEY
    ):
        # 卖多少瓷器: in a summary a number of something else is none of these
        told = tuple(
            one
            for one in told
            if noun[-1] in page.text[one.start : one.end] or noun[-2:] in _clause_from(page.text, one.start)
        )
    if counts(what, page.text, told):
        return True
    noun = (what.unit + what.noun)[-2:]
    return any(noun in page.text[found.end() : found.end() + _OF_ALL] for found in _ALL.finditer(page.text))
