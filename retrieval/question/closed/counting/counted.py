"""Numbers a question asks for with what they count, and whether a case states one of that.

A case with 34 branches states no number of firms, and one that says what a thing of gold is worth not how heavy it is:
a number answers only where it counts, or measures, what is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import CLAUSE_ENDS
from data.types import Case
from retrieval import lexicon
from retrieval.cases.typed import Sheet, Sort, Typed, sheet
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type, asked_all
from retrieval.question.closed.wanted import COUNTING, counts, has_unit

_ROLE, _PERSONS, _GENERAL = listed("role"), listed("person_counted"), listed("general_noun")
_CHILDREN = listed("children")
_ALL, _OF_ALL = listed("all_of"), 8
"""What says that all or none of something are meant, and within how many code points it follows: 不持有任何股份."""
_OTHER = frozenset((Type.AMOUNT, Type.DATE, Type.DURATION, Type.SHARE))
"""Types of figures that are told by a form of their own."""
_FEW = frozenset("件起宗人名次回趟场届所家户亩吨台辆瓶箱袋包盒头只棵株枚间栋桌页")
"""Units whose number a case must state where it is asked for with 几; 几个方面 may be listed and not counted."""
_NO_NUMBER = frozenset("哪好前后每第数十几")
"""Before 几 and 多少: 第几批 asks for no number."""
_OF_PERSONS = frozenset(("", "个", "名", "位"))
_MEASURES = frozenset(
    (
        "克",
        "千克",
        "公斤",
        "斤",
        "米",
        "千米",
        "公里",
        "平方米",
        "平米",
        "公顷",
        "亩",
        "吨",
        "立方米",
        "岁",
        "层",
        "页",
        "桌",
    )
)
"""Units of what is measured, or of things within a thing, by which no cases are counted."""
_HOW_MUCH = frozenset(("多重", "多高", "多宽", "多深", "多快", "多远"))
"""How a measure is asked for without its unit; the second character stands for the units by which it is told."""
_DONE, _VERB = listed("counted_as_done"), 3
"""Verbs of what is done to things that are no cases, and code points before the asking words: 注册了多少件."""
_HOW = ("怎么", "如何", "咋")
_DEGREE = frozenset("伤病判罚罪刑，,、")
"""Before 多重 and 多深, which then ask for no measure: 伤得多重; 判的什么罪，多重."""
_MONEY = "金款费钱额银礼息税薪资"
"""How a noun ends that is counted in yuan: 收了多少礼金."""
_NEAR, _REACH = 6, 12
"""Code points behind a number among which stands what it counts, where the unit is another or the same: 34家海外服务分中心;
where nothing is behind it, so many before: 企业34家."""
_WORD = 2
"""Characters a noun has at least."""
NUMBER = "多少"
"""How a number is called that is asked for without a unit and a noun."""


def asked_quantity(text: str) -> Asked | None:
    """The number that `text` (folded) asks for, with its unit and noun: 多少件小额诉讼案件; None where it asks for none."""
    found = {what.type: what for what in reversed(asked_all(text))}
    number = found.get(Type.NUMBER)
    if number is None or not found.keys().isdisjoint(_OTHER) or any(how in number.noun for how in _HOW):
        return None  # 几家衙门怎么联起手来: how they do it
    start = number.span[0]
    if text[slice(*number.span)][:2] in _HOW_MUCH:
        degree = text[:start].rstrip("了得")[-1:] in _DEGREE or start == 0
        return None if degree else replace(number, unit=text[start + 1])
    if text[start] in "几多" and text[max(0, start - 1) : start] in _NO_NUMBER:
        return None
    persons = _PERSONS.fullmatch(number.noun) and not _CHILDREN.fullmatch(number.noun)  # 一子一女 counts them
    of_persons = number.noun.endswith("人") or bool(_ROLE.fullmatch(number.noun) or persons)
    return None if text[start] == "几" and number.unit not in _FEW and not of_persons else number


def called(what: Asked) -> str:
    """How what is asked for is called where no case states it: 多少家企业, 多重."""
    if f"多{what.unit}" in _HOW_MUCH:
        return f"多{what.unit}"
    return f"{NUMBER}{what.unit}{what.noun if len(what.noun) > 1 else ''}"  # 有几家做了: of one character it may be a verb


_OF_A_YEAR = "0123456789年月总共一共计"


def counts_no_cases(text: str) -> bool:
    """Whether `text` asks how heavy or large something is, how many somebody registered, or how many persons of a sort it
    has: 农场一共有多少职工."""
    what = asked_quantity(text)
    if what is not None and (what.unit in _MEASURES or f"多{what.unit}" in _HOW_MUCH):
        return True
    if what is not None and what.unit and _DONE.search(text[: what.span[0]][-_VERB:]):
        # 2021年总共发了几件 is of the cases themselves
        return bool(what.noun) or len(text[: what.span[0]].lstrip(_OF_A_YEAR)) > _VERB
    if what is None or what.unit not in _OF_PERSONS or not _PERSONS.match(what.noun):
        return False
    before = text[: what.span[0]]
    return before.endswith("有") and len(before.rstrip("有共一总")) > 1


def states_quantity(what: Asked, case: Case) -> bool:
    """Whether `case` states a number of what is asked for."""
    page = sheet(case)
    told, noun = page.typed, "".join(filter(str.isalnum, what.noun))
    if (who := _PERSONS.match(noun)) is not None and what.unit in _OF_PERSONS:
        return any(_counts_persons(page, span, lexicon.alike(who[0])) for span in told)
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
    word = _known(noun) if what.unit else ""
    if word and not (len(word) > _WORD and word in page.text):  # 总中心、分中心: spoken of, if not counted
        told = tuple(_counting(what, word, page))
    if counts(what, page.text, told):
        return True
    noun = (what.unit + what.noun)[-2:]
    return any(noun in page.text[found.end() : found.end() + _OF_ALL] for found in _ALL.finditer(page.text))


def _known(noun: str) -> str:
    """The longest word that `noun` begins with and the thesaurus knows: 企业 in 企业打赢; '' for one that says little (单位)."""
    ends = range(len(noun), _WORD - 1, -1)
    word = next((noun[:end] for end in ends if lexicon.knows(noun[:end])), "")
    return "" if _GENERAL.fullmatch(word) else word


def _counting(what: Asked, word: str, page: Sheet) -> Iterator[Typed]:
    """The numbers on `page`, by the unit asked by or right before the noun, that count what is called `word` or likewise."""
    forms, told = lexicon.alike(word, loosely=True), frozenset(what.noun)
    for span in page.typed:
        if span.sort not in COUNTING:
            continue
        behind = _clause_from(page.text, span.end)[:_REACH]
        if not (has_unit(what, page.text, span) or any(form in behind[:_NEAR] for form in forms)):
            continue
        said = behind if len(behind) > 1 else _clause_to(page.text, span.start)[-_REACH:]
        if told.intersection(said) or any(form in said for form in forms):  # 分点: 海外服务分中心
            yield span


def _counts_persons(page: Sheet, span: Typed, who: Sequence[str]) -> bool:
    """Whether `span` is a number of such persons: 25名亲属 of relatives, 三个孩子, 农户三百户, and no 一种."""
    if span.sort is not Sort.NUMBER:
        return False
    behind = _clause_from(page.text, span.end)
    return page.text[: span.start].endswith(tuple(who)) or any(word in behind for word in who)


def _clause_from(text: str, start: int) -> str:
    """What is left of the clause of `text` that `start` lies in."""
    end = next((at for at in range(start, len(text)) if text[at] in CLAUSE_ENDS), len(text))
    return text[start:end]


def _clause_to(text: str, end: int) -> str:
    """What stands before `end` in its clause."""
    start = next((at + 1 for at in range(end - 1, -1, -1) if text[at] in CLAUSE_ENDS), 0)
    return text[start:end]
