"""Of whom a detail is asked, and whether a case tells it of that person: the age of a wife, the job of somebody named.

A case in which somebody is sentenced tells no term of the one who took the bribe, and one that names a manager no job of
the manager's wife: a detail of a person answers only beside that person.
"""

from __future__ import annotations

import re

from data.patterns import regex
from data.text import split_at
from data.types import Case
from retrieval import lexicon
from retrieval.cases.typed import Sheet, Sort, sheet
from retrieval.language.terms import SURNAMES
from retrieval.lexicon.listed import listed

_KIN, _ROLE, _JOB_TOLD = listed("kin"), listed("role"), listed("job_told")
_FULL_NAME = regex(
    rf"(?:^|[的，,跟和])(?P<a>[{SURNAMES}](?:[一-鿿]{{2}}|先生|女士|[一-鿿](?=[今多是在做干判坐])))"
)
_SENTENCE, _TO_ANOTHER = "。；;\n", "向给与对由跟"
"""What ends a sentence; what leads over to somebody else, whose office follows: 妻子张某某向院长李某."""
_BEHIND, _BEFORE = 60, 8
"""Code points behind a person, and before one, among which a job is told: 郭某某，男，1969年2月出生，汉族，某公司法定代表人."""
_SHORTEST, _BESIDE = 2, 2
"""Characters that a name has at least; and that may stand between a word of kinship and 叫什么."""


def person_in(text: str, case: Case) -> tuple[str, ...]:
    """Who is named last in `text`, by a name that stands in `case` or by kinship (老婆, 妻子): all words for them; none where
    nobody is."""
    page = sheet(case)
    names = {page.text[span.start : span.end] for span in page.typed if span.sort is Sort.PERSON}
    found = [
        (text.rfind(name) + len(name), name) for name in names if len(name) >= _SHORTEST and name in text
    ]
    found += [(match.end(), match[0]) for match in _KIN.finditer(text)]
    found += [(match.end(), match["a"]) for match in _FULL_NAME.finditer(text) if match["a"] in page.text]
    last = max(found, default=(0, ""))[1]
    if not last or _ROLE.fullmatch(last) or last in _GENERIC:
        return ()
    return (last, *lexicon.synonyms().get(last, ()))


_GENERIC = frozenset(
    ("原告", "被告", "被告人", "第三人", "上诉人", "申请人", "被申请人", "甲方", "乙方", "双方")
)
"""Persons by their part in a suit, who are called by name where something is told of them."""


def kin_before(text: str, end: int) -> str:
    """The word of kinship that stands right before `end`: 儿子 in 他儿子叫什么."""
    return next((match[0] for match in _KIN.finditer(text[:end]) if end - match.end() <= _BESIDE), "")


def tells_name(kin: str, page: Sheet) -> bool:
    """Whether a name follows a word for that kinship: 妻子张某某."""
    words = (kin, *lexicon.synonyms().get(kin, ()))
    persons = [span for span in page.typed if span.sort is Sort.PERSON]
    return any(
        page.text[: span.start].endswith(words)
        or any(page.text.startswith(word, span.start) and span.end - span.start > len(word) for word in words)
        for span in persons
    )


def told_beside(told: re.Pattern[str], who: tuple[str, ...], case: Case) -> bool:
    """Whether a sentence of `case` that names the person holds what tells the detail; any sentence where nobody is named."""
    text = sheet(case).text
    return any(
        not who or any(name in part for name in who)
        for part in split_at(text, _SENTENCE)
        if told.search(part)
    )


def tells_job(who: tuple[str, ...], page: Sheet) -> bool:
    """Whether it is told what the person does: behind the name, or by the office before it (司机麦某)."""
    return any(
        _JOB_TOLD.search(_up_to_end(page.text[match.end() : match.end() + _BEHIND]))
        or _ROLE.search(page.text[max(match.start() - _BEFORE, 0) : match.start()])
        for name in who
        for match in re.finditer(re.escape(name), page.text)
    )


def _up_to_end(text: str) -> str:
    return split_at(text, _SENTENCE + _TO_ANOTHER)[0]
