"""Where a question that seems to ask for all cases asks for less: for those that a clause describes, for the one that it
briefs on, for the places there are."""

from __future__ import annotations

from dataclasses import replace

from data.text import clauses
from retrieval import lexicon
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Form, Query, Want
from retrieval.question.slots import entities
from retrieval.question.slots.library import Library

_WHICH_PLACES = listed("which_places")
"""Which provinces there are is asked for, and not which cases: 哪些省有案例."""
POINTS_AT_ONE, POINTS_AT_SEVERAL = listed("points_at_one"), listed("points_at_several")
_OF_ALL, _THAT_ONE = listed("all_there_is"), listed("that_one")
_LEADS_TO, _KIND = "帮我请你给把就以关于针对写做弄份个一来", 8
"""Before what a briefing is asked on; characters of what kind of case it is, behind 那个."""


_CHOSEN = listed("chosen")
"""西部省区市总共入选了哪些: which of them are here."""
SEVERAL = 6
"""Cases that may be told of where one place or body is named, at most."""


def of_what_is_described(query: Query, library: Library) -> Query:
    """`query` with all its words for a theme where they describe cases and none became a condition; of one, a fact."""
    sets = query.want in (Want.CASES, Want.COUNT) and not (query.theme or query.unused)
    if not sets or not _leaves_open(query, library):
        return query
    want = Want.FACT if query.want is Want.CASES else query.want
    return replace(query, want=want, theme=entities.theme_of(query))


def _leaves_open(query: Query, library: Library) -> bool:
    """Whether a clause of it describes cases in words that no condition took: 有没有哪个单位不是一票一票地查的."""
    named = (
        query.narrows or query.numbers.numbers or query.english or query.form != Form() or query.unknown_batch
    )
    if named or query.literal or query.course or query.tells or library.is_called(query):
        return False
    said = (query.text[start:end].rstrip("，,。；;？?！! ") for start, end in clauses(query.text))
    return any(
        part.endswith("的")
        and not lexicon.is_scaffolding(rest := _OF_ALL.sub("", part))
        and library.content(rest)
        for part in said
    )


def on_that_one(query: Query, library: Library) -> Query:
    """`query`, a briefing, on the one case that it describes: 就医药那个行贿案写个简报; as it is where it describes none."""
    that = _THAT_ONE.search(query.text)
    if that is None or query.numbers.numbers or query.english:
        return query
    clause = next(c for c in clauses(query.text) if c[0] <= that.start() < c[1])
    what = query.text[clause[0] : that.start()].lstrip(_LEADS_TO)
    kind, case, _ = query.text[that.end() : clause[1]].partition("案")
    if not library.content(what) or not case or len(kind) > _KIND:
        return query
    return replace(query, described=f"{what}{kind}案", theme="", unused=(), places=(), kinds=())


def told_of_several(query: Query, library: Library) -> Query:
    """`query` for all cases of the place or body it names where several are there and it asks only what they tell of: 福建的
    讲的什么, 公安都干了啥. Which one is meant is left open, so none is passed over.
    """
    chosen = _CHOSEN.search(query.text) is not None
    told = chosen or Cue.ASKS_TO_BE_TOLD in query.cues or Cue.ALL_DONE in query.cues
    named = (query.places or query.kinds) and not (query.institutions or query.numbers.numbers)
    pointed = any(row.search(query.text) for row in (_THAT_ONE, POINTS_AT_ONE, POINTS_AT_SEVERAL))
    one = pointed or query.form != Form()  # 介绍一下上海那俩: each of them is shown
    if query.want not in (Want.FACT, Want.TEXT) or query.english or not (told and named) or one:
        return query
    if query.literal or query.course or query.amount or library.content(query.theme):
        return query
    there = sum(library.answers_to(profile.id, query) for profile in library.profiles.all)
    several = there > 1 and (chosen or there <= SEVERAL)
    return replace(query, want=Want.CASES, theme="") if several else query


def of_places(query: Query, library: Library) -> Query:
    """`query`, which asks for the groups by province where nothing is asked but which there are: 都有哪几个省的."""
    named = query.narrows or query.numbers.numbers or query.english or query.form != Form()
    if query.want is not Want.CASES or named or library.content(query.theme):
        return query
    return replace(query, want=Want.GROUPS, theme="") if _WHICH_PLACES.search(query.text) else query
