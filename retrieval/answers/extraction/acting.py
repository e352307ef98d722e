"""Who or which place acts in a case, where that is asked of it: 哪个部门在帮企业守秘密, 宁夏酿酒那个是哪个市干的."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from data.text import clauses
from data.types import Case, Quote
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout, Query
from retrieval.quoting.clauses import quote_of
from retrieval.wording.names import actor

_OF_ACTOR = frozenset({Type.WHO, Type.BODY, Type.PLACE})
_HAD_DO, _BODY_ENDS = listed("has_it_done"), listed("ends_as_body")
"""What says that somebody else is had to do something; and how a body's name ends."""
LONGEST_BODY, DONE = 16, 2
"""Code points of a body's name, and pairs of the question's characters in what it does, at least."""
NARROWER = 2
"""Characters by which who acts says more than the place that a question names: 银川市 beside 宁夏."""


def asks_actor(question: Query, case: Case) -> bool:
    """Whether it is asked who does, or where, what is told of a case whose title begins with that."""
    who = actor(case)
    told = question.within or question.near or question.edit or question.institutions
    plain = not question.english and question.form.layout is Layout.PLAIN
    return (
        plain
        and not told
        and len(case.fields) == 1
        and question.asked.type in _OF_ACTOR
        and bool(who)
        and _says_more(question, who)
        and len(question.cues.all(Cue.ASKS_WORD)) == 1
        and (Cue.WHICH in question.cues or Cue.WHO in question.cues)
        and Cue.OF_ANOTHER_ACTOR not in question.cues
    )


def urged(text: str, case: Case) -> Quote | None:
    """Who did what `text` (folded) asks of, where the case tells that one who acts in it had another do it: 推动行业协会研发标准.

    The clause, with that body pointed out; None where nobody was had to do it.
    """
    asked = set(pairwise(text))
    for field in case.fields if len(case.fields) == 1 else ():
        for start, end in clauses(field.text):
            led = next((one for one in _HAD_DO.finditer(field.text, start, end)), None)
            body = _BODY_ENDS.search(field.text, led.end(), end) if led else None
            if led is None or body is None or body.end() - led.end() > LONGEST_BODY:
                continue
            done = set(pairwise(field.text[body.end() : end]))
            if len(asked & done) >= DONE and field.text[led.end() : body.end()] not in text:
                return replace(quote_of(case, field.name, start, end), answer=(led.end(), body.end()))
    return None


def _says_more(question: Query, who: str) -> bool:
    """Whether no place is named, or only one that who acts is a part of, where a place is asked for."""
    if not question.places:
        return True
    named = [mention.text.rstrip("省市县区") for mention in question.places]
    wider = all(name in who and len(who) - who.find(name) - len(name) >= NARROWER for name in named)
    return question.asked.type is Type.PLACE and wider
