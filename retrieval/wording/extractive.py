"""The composer that needs no model: titles, verbatim quotes and marks, in plain lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.text import Span, sentences
from data.types import TITLE, Case, CaseId, Citation, Field, Quote, Table, marker
from data.values import dataclass
from retrieval.cases.opinions import opinions
from retrieval.cases.statements import field_label
from retrieval.cases.suits.sections import CLAIMS, FACTS, MEANING, REASONS, RESULT
from retrieval.lexicon.listed import listed, under
from retrieval.quoting.bounds import rounded
from retrieval.quoting.clauses import BORN, BYLINE, asides, quote_of
from retrieval.quoting.shown import SCRAP, plain, shown
from retrieval.wording.names import actor, is_suit, short_name

_SUIT, _RULES, _LESSON = listed("section.suit"), listed("section.rules"), listed("section.lesson")
_RULED = (listed("sentenced_to"), listed("penalty_words"), listed("decided_so"))
_STORY = (FACTS, CLAIMS, RESULT, REASONS, listed("section.gist"))
"""The sections by which a case is retold, in that order; then any other, then what it means to others."""
_WITH_END = range(2, len(_STORY) + 1)
"""The places in it of sections beside the facts that are shown by how they end, too."""
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
_ROOM, _STORY_LEAD = 320, 240
"""Code points of what happened that are shown as a whole, and of its beginning where it is longer."""


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


def whole(entry: Entry) -> Entry:
    """`entry` with quotes that read by themselves."""
    return replace(entry, quotes=rounded(entry.case, entry.quotes))


def line(
    entry: Entry, labels: Mapping[str, str], lead: str = "", by_name: bool = False, *, told: bool = False
) -> str:
    """One case on one line: its number in the list, its short name and mark, its quotes unless it is `by_name` or the name says
    them. `told`: it is known which case that is, and not named where its words begin with who acts in it."""
    name = short_name(entry.case)
    quotes = [quote for quote in entry.quotes if quote.field != TITLE and quote.text not in name]
    acts = actor(entry.case) if told and quotes else ""
    if acts and quotes[0].text.startswith(acts):
        name = ""
    head = f"{lead}{plain(name)}{marker(entry.case.id, labels)}"
    return f"{head}：{shown(quotes)}" if quotes and not by_name else head


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
    entry = whole(entry)
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
    entry = whole(entry)
    text = f"{head}《{plain(entry.case.title)}》{marker(entry.case.id, labels)}：{shown(entry.quotes)}"
    return Composed(text, cited_of([entry]), Outline(head, (entry,)))


def listing(entries: Sequence[Entry], labels: Mapping[str, str], head: str = "", tail: str = "") -> Composed:
    """A head line, one line a case (numbered from two on), and a tail line."""
    entries = tuple(map(whole, entries))
    outline = Outline(head, entries, tail)
    alone = len(entries) == 1 and not head
    lines = [line(entry, labels, outline.lead(at), told=alone) for at, entry in enumerate(entries)]
    return Composed("\n".join(part for part in (head, *lines, tail) if part), cited_of(entries), outline)


def in_a_row(outline: Outline, labels: Mapping[str, str]) -> str:
    """The cases of a list one behind the other, as one paragraph under its head; "" where they are fewer than two."""
    if len(outline.entries) < 2:
        return ""
    told = "；".join(line(entry, labels, by_name=outline.by_name) for entry in outline.entries)
    return "\n".join(filter(None, (outline.head, f"{told}。{outline.tail}")))


def titles(cases: Sequence[Case], labels: Mapping[str, str], head: str = "") -> Composed:
    """Number and title of each case, a line each, and nothing else."""
    entries = [
        Entry(case, (Quote(TITLE, 0, len(case.title), case.title),) if case.title else ()) for case in cases
    ]
    lines = [f"{plain(case.title)}{marker(case.id, labels)}" for case in cases]
    return Composed("\n".join(filter(None, [head, *lines])), cited_of(entries))


def lookup_quotes(case: Case, names: Sequence[str] = ()) -> tuple[Quote, ...]:
    """The whole of a short case; of a long one how each section begins and ends: what happened and what came of it, then
    why, then what it means to others. `names`: only those fields, whole, as they stand."""
    if names:
        fields = [field for field in case.fields if field.name in names]
        return tuple(quote_of(case, f.name, 0, len(f.text)) for f in fields if f.text)
    fields = sorted(case.fields, key=_place_in_story)
    if sum(len(f.text) for f in fields) <= _WHOLE:
        return tuple(quote_of(case, f.name, 0, len(f.text)) for f in fields if f.text)
    told = (
        quote
        for field in fields
        if _SUIT.search(field.name) or not (field.name in asides(case) or _is_left_out(case, field))
        for quote in _ends_of(case, field)  # no key words, no articles, no numbers
    )
    return tuple(quote for quote in told if quote.text)


def _place_in_story(field: Field) -> int:
    """Where a section stands when its case is retold: nobody begins with the moral."""
    if _SUIT.search(field.name):
        return 0
    if MEANING.search(field.name) or _LESSON.search(field.name):
        return len(_STORY) + 2
    return next((at for at, sort in enumerate(_STORY) if sort.search(field.name)), len(_STORY)) + 1


def _is_left_out(case: Case, field: Field) -> bool:
    """Whether a section gives the articles of a law, or, where it is told what happened, what others are to learn."""
    return bool(_RULES.search(field.name) or (_facts_of(case) and _LESSON.search(field.name)))


def _facts_of(case: Case) -> str:
    """The section that tells what happened; one behind it, 履职情况, tells how that was found out."""
    return next((field.name for field in case.fields if FACTS.search(field.name)), "")


def _ends_of(case: Case, field: Field) -> tuple[Quote, ...]:
    """The first sentences of a section and its last ones; of what tells neither the case nor its reasons the first alone.

    Of the facts the ruling among them is the end; of what a case means to others the opinion that was followed says most.
    """
    held = next((one for one in opinions(case) if one.followed and one.field == field.name), None)
    if held is not None and MEANING.search(field.name):
        return (quote_of(case, field.name, held.start, held.end),)
    happened, told = field.name == _facts_of(case), _sentences_of(field.text)
    if not told:
        return ()
    if happened and len(field.text) <= _ROOM:
        return (quote_of(case, field.name, 0, len(field.text)),)
    begin = _first_deed(field.text, told) if happened else 0
    first = begin + 1
    while first < len(told) and told[first][1] - told[begin][0] <= (_STORY_LEAD if happened else _LEAD):
        first += 1
    while first > begin + 1 and len(field.text[slice(*told[first - 1])]) <= SCRAP:
        first -= 1  # （二）非法采矿罪。: what only heads the next
    ends_so = happened and not any(RESULT.search(one.name) and one is not field for one in case.fields)
    last, stop = _closes(field.text, told, first, ruled=ends_so), told[-1][1]
    opening = quote_of(case, field.name, told[begin][0], told[first - 1][1])
    beside = not happened and _place_in_story(field) not in _WITH_END
    if first > last or beside or (stop - told[last][0] > _LONGEST and not happened):
        return (opening,)
    if first == last:
        return (quote_of(case, field.name, told[begin][0], stop),)
    return (opening, quote_of(case, field.name, told[last][0], stop))


def _sentences_of(text: str) -> list[Span]:
    """The sentences of a section without the line that says who wrote it."""
    told = sentences(text)
    return told[:-1] if len(told) > 1 and text.startswith(BYLINE, told[-1][0]) else told


def _first_deed(text: str, told: Sequence[Span]) -> int:
    """The first sentence that does more than say when somebody was born: 被告人薛某某，男，1974年12月20日出生."""
    return next((at for at, span in enumerate(told[:-1]) if BORN not in text[slice(*span)]), 0)


def _closes(text: str, told: Sequence[Span], first: int, *, ruled: bool) -> int:
    """The sentence from which on the end of a section is shown: what fits, and where it holds what was `ruled`, that."""
    last = len(told) - 1
    while last > first and told[-1][1] - told[last - 1][0] <= _CLOSE:
        last -= 1
    if not ruled:
        return last
    rulings = [at for at in range(first, len(told)) if any(one.search(text, *told[at]) for one in _RULED)]
    at = next((at for at in rulings if at >= last), rulings[-1] if rulings else last)
    return at if told[-1][1] - told[at][0] <= _ROOM else last


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
