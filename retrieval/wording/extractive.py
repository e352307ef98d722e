"""The composer that needs no model: titles, verbatim quotes and marks, in plain lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.text import sentences
from data.types import TITLE, Case, CaseId, Citation, Field, Quote, Table, marker
from data.values import dataclass
from retrieval.cases.statements import field_label
from retrieval.cases.suits.sections import FACTS, MEANING
from retrieval.lexicon.listed import listed, under
from retrieval.quoting.clauses import asides, quote_of
from retrieval.quoting.shown import plain, shown
from retrieval.wording.names import actor, is_suit, short_name

_SUIT = listed("section.suit")
OTHER_ASPECT = "主要做法"
"""What a quote speaks of that holds none of these words."""
LONGEST_WHO, LONGEST_KNOWN = 44, 16
"""Code points of a name that leads one case's words in, and of one that was spoken of before and so need not be said
again in full. A mark alone tells nobody which case that is who has not the collection at hand."""
_WHOLE = 600
"""A case no longer than this is shown whole when it is asked for by number."""
_LEAD, _CLOSE, _LONGEST = 100, 140, 180
"""Of each section of a longer case, so many code points of its first sentences are shown, and of its last ones: what
came of it, and what was concluded, stands at the end. The last sentence alone may be longer, up to the third."""
_ROOM = 320
"""Code points of what happened that are shown as a whole."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One case of an answer with the quotes chosen for it."""

    case: Case
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What an answer is made of, line by line: how it begins, each case with what leads its line in, how it ends."""

    head: str
    entries: tuple[Entry, ...]
    tail: str = ""
    letters: bool = False
    by_name: bool = False
    """Whether the cases are given by name alone: their quotes are for who asks."""

    def lead(self, at: int) -> str:
        """What stands before the case at position `at` (from 0): its number or letter, where there are several."""
        if len(self.entries) < 2:
            return ""
        return f"{'ABCDEFGHIJ'[at]}. " if self.letters and at < 10 else f"{at + 1}. "


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of an answer, and its citations in the order in which they are first marked.

    `outline` is there where the cases could also be told in other words, by line.
    """

    text: str
    citations: tuple[Citation, ...]
    outline: Outline | None = None
    table: Table | None = None


def line(entry: Entry, labels: Mapping[str, str], lead: str = "", by_name: bool = False) -> str:
    """One case on one line: its number in the list, its short name and mark, its quotes unless it is `by_name`."""
    quotes = "" if by_name else shown([quote for quote in entry.quotes if quote.field != TITLE])
    head = f"{lead}{plain(short_name(entry.case))}{marker(entry.case.id, labels)}"
    return f"{head}：{quotes}" if quotes else head


def told(
    entry: Entry,
    labels: Mapping[str, str],
    answer: str = "",
    head: str = "",
    *,
    known: bool = False,
    asked: bool = False,
) -> Composed:
    """What one case says, on one line: the answer first where it is sure, which case says it, and in which words.

    `known`: the case was spoken of before, and is not named at length again. `asked`: something was asked of the case,
    and its words are the answer where none is said before them: a title, which says nothing of it, stands behind.
    """
    name = short_name(entry.case)
    # who brought a suit would be read as who is asked for: a suit goes by its whole name
    acts = "" if is_suit(entry.case.title) else actor(entry.case)
    who = plain(acts or name)
    if (
        who in plain(answer).split("；")
        or len(who) > (LONGEST_KNOWN if known else LONGEST_WHO)
        or any(quote.text.startswith(who) for quote in entry.quotes[:1])
    ):
        who = ""  # the words say it themselves, or it was told before
    mark = marker(entry.case.id, labels)
    said = f"{plain(answer)}。" if answer else ""
    behind = asked and bool(who) and not (answer or acts)
    quotes = shown(entry.quotes)
    text = f"{head}{quotes}（{who}{mark}）" if behind else f"{said}{head}{who}{mark}：{quotes}"
    return Composed(text, cited_of([entry]), Outline(head, (entry,)))


def named(entry: Entry, labels: Mapping[str, str], head: str = "") -> Composed:
    """The case that was described, by its title, and what it says."""
    text = f"{head}《{plain(entry.case.title)}》{marker(entry.case.id, labels)}：{shown(entry.quotes)}"
    return Composed(text, cited_of([entry]), Outline(head, (entry,)))


def listing(entries: Sequence[Entry], labels: Mapping[str, str], head: str = "", tail: str = "") -> Composed:
    """A head line, one line a case (numbered from two on), and a tail line."""
    outline = Outline(head, tuple(entries), tail)
    lines = [line(entry, labels, outline.lead(at)) for at, entry in enumerate(entries)]
    return Composed("\n".join(part for part in (head, *lines, tail) if part), cited_of(entries), outline)


def titles(cases: Sequence[Case], labels: Mapping[str, str], head: str = "") -> Composed:
    """Number and title of each case, a line each, and nothing else."""
    entries = [
        Entry(case, (Quote(TITLE, 0, len(case.title), case.title),) if case.title else ()) for case in cases
    ]
    lines = [f"{plain(case.title)}{marker(case.id, labels)}" for case in cases]
    return Composed("\n".join(filter(None, [head, *lines])), cited_of(entries))


def lookup_quotes(case: Case, names: Sequence[str] = ()) -> tuple[Quote, ...]:
    """The whole of a short case; of a long one how each section begins and ends. `names`: only those fields, whole."""
    fields = [field for field in case.fields if not names or field.name in names]
    if names or sum(len(f.text) for f in fields) <= _WHOLE:
        return tuple(quote_of(case, f.name, 0, len(f.text)) for f in fields if f.text)
    told = (
        quote
        for field in fields
        if _SUIT.search(field.name) or field.name not in asides(case)  # no key words, no articles, no numbers
        for quote in _ends_of(case, field)
    )
    return tuple(quote for quote in told if quote.text)


def _ends_of(case: Case, field: Field) -> tuple[Quote, ...]:
    """The first sentences of a section and its last ones; of what a case means to others the first."""
    told, size = sentences(field.text), len(field.text)
    if not told:
        return ()
    if size <= (_ROOM if FACTS.search(field.name) else 0):
        return (quote_of(case, field.name, 0, size),)
    first = 1
    while first < len(told) and told[first][1] <= _LEAD:
        first += 1
    last = len(told) - 1
    while last > first and size - told[last - 1][0] <= _CLOSE:
        last -= 1
    opening = quote_of(case, field.name, 0, told[first - 1][1])
    beside = MEANING.search(field.name) or field.name in asides(case)
    if first > last or beside or size - told[last][0] > _LONGEST:
        return (opening,)
    if first == last:
        return (quote_of(case, field.name, 0, size),)
    return (opening, quote_of(case, field.name, told[last][0], size))


def lookup(
    cases: Sequence[Case], labels: Mapping[str, str], tail: str = "", names: Sequence[str] = ()
) -> Composed:
    """Each case by its title and text, sections by name where it has several; only the fields `names`, if any."""
    entries = [Entry(case, lookup_quotes(case, names)) for case in cases]
    blocks = []
    for entry in entries:
        mark = marker(entry.case.id, labels)
        if len(entry.case.fields) <= 1:
            blocks.append(f"《{plain(entry.case.title)}》{mark}：{shown(entry.quotes)}")
        else:
            told = dict.fromkeys(quote.field for quote in entry.quotes)
            lines = [
                f"【{plain(field_label(name))}】{shown([q for q in entry.quotes if q.field == name])}"
                for name in told
            ]
            blocks.append("\n".join([f"《{plain(entry.case.title)}》{mark}", *lines]))
    return Composed("\n\n".join([*blocks, *([tail] if tail else [])]), cited_of(entries))


def aspect_of(quote: Quote) -> str:
    """What a quote speaks of: the first point whose words it holds."""
    return next(
        (name for name, pattern in under("aspect").items() if pattern.search(quote.text)), OTHER_ASPECT
    )


def cited_of(entries: Sequence[Entry]) -> tuple[Citation, ...]:
    """The citations of `entries` in their order, each case once."""
    cases = {entry.case.id: entry.case for entry in entries}
    merged: dict[CaseId, tuple[Quote, ...]] = {}
    for entry in entries:
        quotes = (*merged.get(entry.case.id, ()), *entry.quotes)
        merged[entry.case.id] = tuple(dict.fromkeys(quotes)) if len(quotes) > 1 else quotes
    return tuple(Citation(cases[id_], quotes) for id_, quotes in merged.items())
