"""What a document made of an answer is called: what was looked for, or whose cases they are; short. Pure."""

from __future__ import annotations

from collections.abc import Callable

from bot.tg import words
from bot.words import Words
from data.chats.answers import Kept
from data.types import Case, Records
from retrieval.documents.names import short_name_of
from retrieval.question.query import Query, Want

LONGEST = 12
"""Characters of a theme, or of a question, that is a name by itself."""
MANY = 2
"""Of more cases than these, all that there are is a better name than whose the first is."""
LONGEST_NAME = 16
"""The same of whose cases they are: 重庆两江新区（自贸区）法院."""
_CHOSEN = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF)
"""Wants whose conditions say what the cases have in common."""


def name_of(kept: Kept, records: Records, say: Words, core: Callable[[str], str]) -> str:
    """The name of what is made of the answer `kept`; `core` is what a theme speaks of without the words around it."""
    query = Query.loads(kept.understood.query) if kept.understood.query else None
    if query is None or (query.want in _CHOSEN and not query.within):
        named = _conditions(query, core) if query else kept.question.strip("？?。！! ")
        if 1 < len(named) <= LONGEST:
            return named
    held = {case.id: case for case in records.cases}
    cases = [held[one.case] for one in kept.cited if one.case in held]
    if len(cases) > MANY and len(cases) == len(held):
        return say(words.ALL_CASES, count=len(cases))
    return _cases(cases, say)


def _conditions(query: Query, core: Callable[[str], str]) -> str:
    """The places, the bodies and the theme that the cases were chosen by."""
    places = [mention.text for mention in query.places]
    kinds = [kind for kind, _, _ in query.kinds]
    theme = query.theme.strip("，,。的")
    return "".join([*dict.fromkeys(places), *dict.fromkeys(kinds), core(theme) if theme else ""])


def _cases(cases: list[Case], say: Words) -> str:
    """浙江高院 案例12; 浙江高院等3个案例."""
    if not cases:
        return say(words.A_BRIEF).partition(" ")[2]
    who = short_name_of(cases[0])
    who = who if len(who) <= LONGEST_NAME else ""
    if len(cases) == 1:
        return f"{who} {say(words.ONE_CASE, number=cases[0].id.number)}".strip()
    return (
        say(words.WHOSE_CASES, who=who, count=len(cases))
        if who
        else say(words.SO_MANY_CASES, count=len(cases))
    )
