"""Which of several persons in one case has more of something: 谁送得多, 谁判得重, with the figure of each and the difference."""

from __future__ import annotations

from collections.abc import Iterator

from data.text import clauses, fold, sentences
from data.types import Quote
from data.values import dataclass
from retrieval.answers.leads.of_deeds import is_of
from retrieval.cases.differences import differ
from retrieval.cases.profiles import Profile
from retrieval.cases.suits import imprisonment
from retrieval.cases.suits.sections import CLAIMS, MEANING
from retrieval.language.measures import measures
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed, under
from retrieval.quoting.clauses import asides, quote_of

_WHICH, _LESS, _SENTENCED = listed("which_of_two"), listed("less_of_it"), listed("sentenced_so")
_WHO, _DEEDS = "谁", under("deed")


@dataclass(frozen=True, slots=True)
class Share:
    """What one of them has: `value` as it is told, with the clause that tells it."""

    who: str
    value: float
    said: str
    field: str
    start: int
    end: int


def who_has_more(profile: Profile, text: str) -> tuple[str, Quote] | None:
    """What is said first, 张某（32.89万元），陆某29.75万元，差3.14万元, and the words that tell it of all of them; None where
    nobody is asked for so, or no sentence of the case tells it of two."""
    asked = _WHICH.search(text)
    if asked is None or _WHO not in asked[0]:
        return None
    degree = asked[0][-1]
    sort = "term" if _SENTENCED.search(text) and degree not in "多少" else "sum"
    deed = next((name for name, form in _DEEDS.items() if form.search(text)), "")
    if sort == "sum" and not deed:
        return None
    shares = next((each for each in _told(profile, sort, deed) if len({one.who for one in each}) > 1), ())
    if not shares:
        return None
    less = bool(_LESS.fullmatch(degree))
    first, *others = sorted(shares, key=lambda one: one.value, reverse=not less)
    if first.value == others[0].value:
        said = f"一样{degree}，都是{first.said}"
    else:
        said = f"{first.who}（{first.said}），" + "、".join(f"{one.who}{one.said}" for one in others)
        apart = differ(sort, first.said, others[0].said) if len(others) == 1 else ""
        said += f"，差{apart}" if apart else ""
    start, end = min(one.start for one in shares), max(one.end for one in shares)
    return said, quote_of(profile.case, first.field, start, end)


def _told(profile: Profile, sort: str, deed: str) -> Iterator[tuple[Share, ...]]:
    """Of each sentence the persons of whom its clauses tell a figure, each once."""
    beside = asides(profile.case)
    for field in profile.case.fields:
        if field.name in beside or MEANING.search(field.name) or CLAIMS.search(field.name):
            continue
        for first, last in sentences(field.text):
            shares: dict[str, Share] = {}
            for a, b in clauses(field.text[first:last]):
                clause = fold(field.text[first + a : first + b])
                who = PERSON.search(clause)
                figure = _figure(clause, sort, deed)
                if who is not None and figure is not None:
                    value, start, end = figure
                    place = (field.name, first + a, first + b)
                    shares.setdefault(who[0], Share(who[0], value, clause[start:end], *place))
            if shares:
                yield tuple(shares.values())


def _figure(clause: str, sort: str, deed: str) -> tuple[float, int, int] | None:
    """The term, or the sum with which that was done, that a clause tells."""
    if sort == "term":
        return next(iter(imprisonment.told(clause)), None)
    for one in measures(clause, "sum"):
        if is_of(deed, clause[: one.start]):
            return one.value, one.start, one.end
    return None
