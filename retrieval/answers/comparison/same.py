"""Whether several cases are of one province, one city or one court, or of the one that is named: yes or no first, then a line of each."""

from __future__ import annotations

from collections.abc import Sequence

from data.places.regions import find_places, places_of
from data.text import clauses
from data.types import TITLE, Basis, BasisKind, Case, Quote
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.grouping import OTHER, region_of
from retrieval.cases.profiles import Profile
from retrieval.cases.told import THINGS
from retrieval.cases.typed import sheet
from retrieval.question.closed.sameness import CITY, COURT, REGION
from retrieval.question.slots.entities import holds
from retrieval.quoting.clauses import quote_of, telling_clause
from retrieval.wording.extractive import Entry, cited_of, line
from retrieval.wording.frames import phrase


def whether_same(inquiry: Inquiry, targets: Sequence[Profile], what: str) -> Reply:
    """Whether all of `targets` are of one and the same `what`; what each is of, or that it does not say."""
    english = inquiry.question.english
    told = [_told(p.case, what) for p in targets]
    known = {name for name, _ in told if name}
    same, unknown = len(known) == 1, any(not name for name, _ in told)
    how = "same_unknown" if unknown and len(known) < 2 else "same_yes" if same else "same_no"
    sort = phrase(f"same_{what}", english)
    head = phrase(how, english, what=next(iter(known), ""), sort=sort)
    return _line_by_line(inquiry, targets, head, what)


def whether_there(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """Whether all of `targets` lie where the question says: 这俩都是上海的吗; and where each does."""
    english, named = inquiry.question.english, inquiry.question.places
    there = [any(holds(mention, place) for mention in named for place in p.places) for p in targets]
    how = "there_yes" if all(there) else "there_some" if any(there) else "there_none"
    head = phrase(how, english, place="、".join(mention.text for mention in named))
    return _line_by_line(inquiry, targets, head, REGION)


def _line_by_line(inquiry: Inquiry, targets: Sequence[Profile], head: str, what: str) -> Reply:
    """`head`, then what each of `targets` is of and the words that say so."""
    english = inquiry.question.english
    told = [_told(p.case, what) for p in targets]
    unknown = any(not name for name, _ in told)
    words = inquiry.weigh("")
    entries = [
        Entry(p.case, quotes or telling_clause(p.case, words))
        for p, (_, quotes) in zip(targets, told, strict=True)
    ]
    of_court = what == COURT  # the words of the others stand in their names, as a rule
    lines = [
        f"{at}. {name or phrase('same_unsaid', english)}：{line(entry, inquiry.labels, by_name=not (of_court and name))}"
        for at, (entry, (name, _)) in enumerate(zip(entries, told, strict=True), 1)
    ]
    return Reply("\n".join([head, *lines]), cited_of(entries), Basis(BasisKind.LOOKUP, head, not unknown))


def _told(case: Case, what: str) -> tuple[str, tuple[Quote, ...]]:
    """What `case` is of, '' where it does not say, and the words that say so where they stand in it."""
    if what == COURT:
        page = sheet(case)
        name = next((page.text[start:end] for start, end in THINGS["court"].found(page)), "")
    else:
        place = next(iter(places_of(case)), None)
        region = region_of(case)
        name = (place.name if place else "") if what == CITY else "" if region == OTHER else region
    return name, _saying(case, name, what) if name else ()


def _saying(case: Case, name: str, what: str) -> tuple[Quote, ...]:
    """The words of `case` that name it, in its text before its title; none where it is told by what lies there."""
    texts = [*((field.name, field.text) for field in case.fields), (TITLE, case.title)]
    for field, text in texts:
        if (start := text.find(name)) >= 0:
            return (_clause(case, field, text, start),)
    if what == COURT:
        return ()
    for field, text in texts:
        for mention in find_places(text):
            place = mention.places[0] if mention.places else None
            if place is not None and name in (place.name, place.province):
                return (_clause(case, field, text, mention.start),)
    return ()


def _clause(case: Case, field: str, text: str, at: int) -> Quote:
    """The clause of a field that holds the place `at`; the whole of a title."""
    if field == TITLE:
        return Quote(TITLE, 0, len(text), text)
    start, end = next(span for span in clauses(text) if span[0] <= at < span[1])
    return quote_of(case, field, start, end)
