"""What in particular a question asks for that a case must state to answer it: a detail, a matter's figure, who did it …"""

from __future__ import annotations

from functools import lru_cache

from data.numerals import number_of
from data.values import dataclass
from retrieval.cases.looking import articles
from retrieval.cases.suits.sides import Side, asked_for
from retrieval.language import dates
from retrieval.language.terms import ARTICLE, SURNAMES
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, asked, asked_all
from retrieval.question.closed.counting.counted import asked_quantity
from retrieval.question.closed.details import Detail, asked_details, asked_times
from retrieval.question.closed.matters import Matter, matters
from retrieval.question.closed.who.called import called_body, called_thing
from retrieval.question.closed.who.doers import Doer, doers


@dataclass(frozen=True, slots=True)
class Particulars:
    """Each kind of them in the order in which the question says them; empty where it asks for none."""

    asked: tuple[Asked, ...]
    """Every type of thing asked for, by its asking words."""
    matters: tuple[Matter, ...]
    doers: tuple[Doer, ...]
    details: tuple[Detail, ...]
    payees: tuple[str, ...]
    """Who was hired, whose fee is asked for: 律师."""
    times: tuple[str, ...]
    when: dates.Asked | None
    articles: tuple[str, ...]
    quantity: Asked | None
    thing: str
    """The sort of thing whose name is asked for, and of body."""
    body: str
    sides: frozenset[Side]
    """What a party claimed, what was decided."""
    fate_of: str
    """Who it is asked what became of, by a name and a form of address, as cases print it: 陈某, of 那个陈老板后来怎么处理的."""


@lru_cache(maxsize=256)
def particulars(text: str) -> Particulars:
    """What `text` (folded) asks for in particular."""
    every, first = asked_all(text), asked(text)
    return Particulars(
        every,
        tuple(matters(text)),
        tuple(doers(text, every)),
        asked_details(text),
        tuple(payee.lstrip("请找雇了") for payee in listed("payee").findall(text)),
        tuple(asked_times(text)),
        dates.asked(text),
        tuple(_articles(text)),
        asked_quantity(text),
        called_thing(first, text),
        called_body(first, text),
        asked_for(text),
        _fate_of(text),
    )


_FATE, _ADDRESSED = listed("fate_asked"), listed("addressed_as")


def _fate_of(text: str) -> str:
    """Who it is asked what became of; "" where no one is named so, or several."""
    if not _FATE.search(text):
        return ""
    called = {text[one.start() - 1] for one in _ADDRESSED.finditer(text) if one.start()} & set(SURNAMES)
    return f"{called.pop()}某" if len(called) == 1 else ""


FROM = 20
"""Number from which on 第二十七条 is an article where no statute stands before it, and none of what was told."""


def _articles(text: str) -> list[str]:
    """The articles of statutes that `text` names, of a statute or by a number that only they have."""
    alone = (one[0] for one in ARTICLE.finditer(text) if one[0].startswith("第"))
    high = [one for one in alone if (number_of(one[1:-1]) or 0) >= FROM]
    return list(dict.fromkeys((*articles(text), *high)))
