"""Cases in the order that is asked for: by date, sum, number, place, name or a column; those without one come last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from data.places.regions import names
from data.text import clauses, fold, squeeze
from data.types import Quote
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.grouping import region_of
from retrieval.cases.profiles import Profile, Profiles
from retrieval.language import dates
from retrieval.language.amounts import sums
from retrieval.question.query import Order
from retrieval.quoting.clauses import quote_of
from retrieval.wording.frames import phrase

Key = tuple[float, ...] | str


@dataclass(frozen=True, slots=True)
class Sorted:
    """The cases in order, the words that show the place of each where there are any, how that is said."""

    profiles: tuple[Profile, ...]
    quotes: dict[Profile, Quote]
    said: str


def in_order(members: Sequence[Profile], order: Order, profiles: Profiles, english: bool) -> Sorted:
    """`members` by `order`; equal ones stay as they were."""
    if not order.key:
        return Sorted(tuple(reversed(members)), {}, phrase("sorted_back", english))
    found = {p: _value(p, order, profiles) for p in members}
    having = [p for p in members if found[p][0] is not None]
    having.sort(key=lambda p: str(found[p][0]) if order.key in _WORDS else found[p][0], reverse=order.down)  # type: ignore[arg-type,return-value]
    without = [p for p in members if found[p][0] is None]
    way = phrase(f"way_{order.key}_{'down' if order.down else 'up'}", english) if order.key in _NAMED else ""
    told = order.key == "date" and any(quote is not None for _, quote in found.values())
    name = phrase("key_told" if told else f"key_{order.key}", english) if order.key in _NAMED else order.key
    said = phrase("sorted", english, key=name, way=way)
    if not having:
        return Sorted(tuple(members), {}, phrase("sorted_not", english, key=name))
    if without:
        said += phrase("sorted_without", english, count=len(without))
    quotes = {p: quote for p, (_, quote) in found.items() if quote is not None}
    return Sorted((*having, *without), quotes, said)


_NAMED = ("date", "sum", "number", "place", "title")
_WORDS = ("title",)


def _value(profile: Profile, order: Order, profiles: Profiles) -> tuple[Key | None, Quote | None]:
    """By what `profile` is sorted, None where it has nothing of it; and the words that tell it, where they are not seen."""
    if order.key == "sum":
        return _sum(profile)
    if order.key == "date":
        return _date(profile, profiles)
    return (_KEYS[order.key](profile) if order.key in _KEYS else _of_column(profile, order.key)), None


def _of_place(profile: Profile) -> Key | None:
    place = region_of(profile.case)
    return (float(_provinces().index(place)),) if place in _provinces() else None


def _of_column(profile: Profile, name: str) -> Key | None:
    """A field's date, sum or figure; the character it begins with where it has none of them."""
    text = fold(profile.case.text_of(name) or "")
    told = (float(date.bounds()[0]) for date in dates.stated(text) if date.year is not None)
    digits = "".join(char for char in text if char.isdigit())
    values = (*told, *sums(text), *([float(digits)] if digits else []), *map(float, map(ord, text[:1])))
    return values[:1] or None


_KEYS: dict[str, Callable[[Profile], Key | None]] = {
    "number": lambda profile: (float(profile.case.number),),
    "title": lambda profile: "".join((lexicon.readings().get(c) or (c,))[0] for c in profile.case.title),
    "place": _of_place,
}


@cache
def _provinces() -> list[str]:
    return list(dict.fromkeys(place.name for _, place in names() if place.level == "province"))


def _sum(profile: Profile) -> tuple[Key | None, Quote | None]:
    """What was granted where that is told; else the largest sum in the case."""
    ruling = profile.course.operative
    if ruling is not None:
        if profile.course.result == "lost":
            return (0.0,), quote_of(profile.case, ruling.field, ruling.start, ruling.end)
        if profile.course.awarded is not None:
            return (profile.course.awarded,), _clause(profile, profile.course.awarded, ruling.field)
    largest = max(sums(profile.text), default=None)
    return (None, None) if largest is None else ((largest,), _clause(profile, largest))


def _clause(profile: Profile, value: float, first: str = "") -> Quote | None:
    for field in sorted(profile.case.fields, key=lambda field: field.name != first):
        for start, end in clauses(field.text):
            if value in sums(squeeze(field.text[start:end])):
                return quote_of(profile.case, field.name, start, end)
    return None


def _date(profile: Profile, profiles: Profiles) -> tuple[Key | None, Quote | None]:
    """The date in a column of dates; where no table has one, the first that the case states."""
    columns = [
        name
        for name, values in profiles.columns.items()
        if values and all(any(True for _ in dates.stated(value)) for value in values)
    ]
    for field in profile.case.fields:
        if columns and field.name not in columns:
            continue
        for start, end in clauses(field.text):
            for date in dates.stated(squeeze(field.text[start:end])):
                if date.year is not None:
                    shown = quote_of(profile.case, field.name, start, end)
                    return tuple(map(float, date.bounds())), None if columns else shown
    return None, None
