"""Questions that the cases there are answer, to tap: for who is new, and for who was refused. Pure."""

from __future__ import annotations

from collections import Counter

from bot.tg import words
from bot.words import Words
from data.places.placenames import Place
from data.places.regions import called_in_english, places_of
from data.types import Records
from retrieval.question.query import Act, Query

LOOKED_AT = 200
"""Cases that examples are taken from."""
FIRST = 3
"""So many greet who is new; the others are for who was refused."""
PLACE, ONE, SPREAD, ALL, THEMES, ABOUT = range(6)
"""The examples by what they ask; a button holds its number, so that they keep their order."""
_NO_QUESTION_OF_CASES = (Act.FOREIGN, Act.ORDER, Act.ADVICE, Act.EMPTY, Act.UNCLEAR)


def examples(records: Records, say: Words) -> list[str]:
    """A place's cases, one case, how they are spread; and then all by name, what themes there are, what can be done here."""
    if not records.cases:
        return []
    looked_at = records.cases[:LOOKED_AT]
    english = say.lang == "en"
    places = Counter(_province(place, english) for case in looked_at for place in places_of(case))
    first = looked_at[0]
    several = sum(case.number == first.number for case in records.cases) > 1
    label = next(c.label for c in records.collections if c.id == first.id.collection) if several else ""
    common = next((place for place, _ in places.most_common(1)), "")
    return [
        say(words.E_PLACE, place=common) if common else say(words.E_THEMES),
        say(
            words.E_ONE,
            case=f"{label}案例{first.number}" if label or say.lang != "en" else f"case {first.number}",
        ),
        say(words.E_SPREAD if places else words.E_HOW_MANY),
        say(words.E_ALL),
        say(words.E_THEMES),
        say(words.E_ABOUT),
    ]


def _province(place: Place, english: bool) -> str:
    """The province of a place, or what a place is called that is in none."""
    called = called_in_english((place,)) if english else []
    return called[-1] if called else place.province or place.name


def ways_on(records: Records, say: Words, query: str) -> list[tuple[int, str]]:
    """Two of the examples for who was refused what `query` (as JSON) asks, each with its number: other places for who named
    one, other numbers for who named a number, themes for who named one, and what is done here for who asked for something else.
    """
    found = examples(records, say)
    asked = Query.loads(query) if query else Query("")
    if asked.act in _NO_QUESTION_OF_CASES:
        ways = ABOUT, PLACE
    elif asked.numbers.numbers:
        ways = ALL, ONE
    elif asked.places or asked.levels:
        ways = SPREAD, PLACE
    else:
        ways = THEMES, ALL
    return [(way, found[way]) for way in ways] if found else []
