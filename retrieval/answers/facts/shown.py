"""Cases named by number or by an earlier answer: shown whole, in part, by title, or asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.text import sentences, split_at
from data.types import Basis, BasisKind, Quote, marker
from retrieval.answers.comparison.comparing import each
from retrieval.answers.comparison.rows import came_about, result_of, told_in
from retrieval.answers.facts.asked_cells import asked_cells, is_decided
from retrieval.answers.facts.facts import answer_fact
from retrieval.answers.facts.story import in_one_line, retold
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.leads.figure_named import of_figure
from retrieval.answers.refusing import refuse
from retrieval.cases.profiles import Profile
from retrieval.cases.statements import field_label
from retrieval.cases.suits.rulings import ARBITRATION, COURTS
from retrieval.cases.suits.sides import Side
from retrieval.language.numbers import spoken
from retrieval.question.closed.asked import Type
from retrieval.question.closed.asked_columns import asked_columns
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.query import Layout, Query, Want
from retrieval.quoting.clauses import BORN, ROOMS, asides, ending, quote_of, shortened
from retrieval.quoting.courses import ruling_quotes
from retrieval.quoting.shown import repeats, tidied
from retrieval.wording.columns import OF_SUITS, table
from retrieval.wording.extractive import Entry, listing, lookup, titles
from retrieval.wording.frames import phrase
from retrieval.wording.lists import only_numbers
from retrieval.wording.names import actor

TABLE_CELL = 120
"""Code points of a case in a row of a table."""
LEAST = 60
"""Code points of what happened, however long the ruling beside it is."""
SHORT = 90
"""Code points in which each of several cases is told."""
GIST = 60
"""Code points more that a case told in sections takes to be told in short."""


HEADLINE = 16
"""Code points of a headline, at most, where the title has a clause as short."""


def headline(inquiry: Inquiry, reply: Reply) -> Reply:
    """A headline for the first case of `reply`: what its title says is done, without who does it; nothing else."""
    cited = reply.citations[:1]
    if not cited:
        return reply
    case = cited[0].case
    deed = case.title.removeprefix(actor(case)).strip("，, ")
    said = deed if len(deed) <= HEADLINE else split_at(deed, "，,")[0]
    text = f"{said or case.title}{marker(case.id, inquiry.labels)}"
    return replace(reply, text=text, citations=cited, outline=None)


def numbered(inquiry: Inquiry) -> Reply:
    """Cases named by number: shown whole, or asked about."""
    question = inquiry.question
    found, missing = by_number(inquiry)
    if not found:
        what = spoken(missing)
        return refuse(inquiry, "no_number", test=f"案例编号为{what}", what=what, known=inquiry.known_numbers)
    if told := columns(inquiry, found, missing):
        return told
    scoped = inquiry.asking(replace(question, within=tuple(p.id for p in found), numbers=question.numbers))
    plain = question.form.layout in (Layout.PLAIN, *ROOMS)
    alone = len(found) == 1
    verbatim = alone and question.form.layout is Layout.VERBATIM and Cue.ONE_SENTENCE_OF in question.cues
    asks = (verbatim and bool(scoped.words.terms)) or (  # 案例5里说退赃的那句原话
        plain
        and question.want is not Want.BRIEF
        and (alone or question.want is not Want.COMPARE)
        and (
            any(scoped.words.known)
            or question.asked.type in ONE_FACT
            or (alone and question.asked.type is not Type.TEXT)
            or Cue.WHICH_ONES in question.cues  # 是哪四层
            or _asks_more(scoped)
        )
    )
    if alone and plain and (_asks_outcome(question, found[0]) or of_figure(scoped, found[0])):
        return answer_fact(scoped.asking(replace(scoped.question, want=Want.FACT, targets=())))
    if not question.targets and asks and (alone or Cue.ONE_CASE in question.cues):
        if len(found) > 1 and scoped.words.terms and not any(scoped.words.known):
            said = "、".join(term.text for term in scoped.words.terms)
            return refuse(scoped, "no_theme", test=f"写到“{said}”", what=said)
        return answer_fact(scoped)
    if asks and len(found) > 1 and not missing and question.asked.type in ONE_FACT and not question.targets:
        return each(inquiry, found)
    return whole(inquiry, found, missing)


def _asks_outcome(question: Query, profile: Profile) -> bool:
    """Whether it is asked what was ruled, or what came of it, and not what the case tells: 第一个的结果是什么."""
    if len(profile.case.fields) == 1:
        return Cue.EFFECT_ASKED in question.cues
    decided = Side.DECIDED in question.particulars.sides or Cue.BECAME_OF in question.cues
    return question.asked.type in (Type.HOW, Type.TEXT) and decided


def _asks_more(inquiry: Inquiry) -> bool:
    """Whether something is asked that the cases named may not say: 案例8罚了多少钱, 案例3到9哪个讲离婚."""
    question = inquiry.question
    which = Cue.ONE_CASE in question.cues and bool(inquiry.words.terms)
    return which or (question.want is Want.FACT and bool(question.particulars.details))


def whole(inquiry: Inquiry, found: Sequence[Profile], missing: Sequence[int] = ()) -> Reply:
    """The cases as they stand, or in the form asked for."""
    layout = inquiry.question.form.layout
    if layout is Layout.NUMBERS:
        composed = only_numbers([p.case for p in found], inquiry.labels)
        return Reply(composed.text, composed.citations, numbers_basis(found))
    if layout in (Layout.TITLES, Layout.LEAST):
        composed = titles([p.case for p in found], inquiry.labels)
        return Reply(composed.text, composed.citations, numbers_basis(found))
    if layout is Layout.TABLE and len(found) > 1:
        of_outcome = Cue.OUTCOME_COLUMN in inquiry.question.cues
        entries = [
            Entry(
                p.case,
                outcome(inquiry, p)
                if of_outcome and len(p.case.fields) > 1
                else gist(inquiry, p, TABLE_CELL - GIST),
            )
            for p in found
        ]
        names = inquiry.question.form.columns or (OF_SUITS if all(map(is_decided, found)) else ())
        composed = table(entries, names, inquiry.labels, "", asked_cells(inquiry, found, names))
        return Reply(composed.text, composed.citations, numbers_basis(found), table=composed.table)
    if layout in (Layout.ONE, Layout.SHORT, Layout.PARAGRAPH):
        budget = SHORT if layout is Layout.SHORT else 150
        entries = [
            Entry(
                p.case,
                _in_one(inquiry, p, len(found) == 1) if layout is Layout.ONE else gist(inquiry, p, budget),
            )
            for p in found
        ]
        composed = listing(entries, inquiry.labels)
        return Reply(composed.text, composed.citations, numbers_basis(found), outline=composed.outline)
    named = _sections_named(inquiry, found) if layout is Layout.VERBATIM else ()
    composed = lookup([p.case for p in found], inquiry.labels, _missing(inquiry, missing), named)
    return Reply(composed.text, composed.citations, numbers_basis(found))


def _sections_named(inquiry: Inquiry, found: Sequence[Profile]) -> tuple[str, ...]:
    """The sections whose own words are asked for by name: 案例8裁判结果那一段的原话."""
    names = {field.name for p in found for field in p.case.fields if len(p.case.fields) > 1}
    return tuple(sorted(name for name in names if field_label(name) in inquiry.question.text))


def _in_one(inquiry: Inquiry, profile: Profile, alone: bool) -> tuple[Quote, ...]:
    """A case in one sentence: of a suit its end, of another case what it does and what came of it, or where it stands beside
    others or was told at length before, what its title speaks of and does not say itself.
    """
    case = profile.case
    if len(case.fields) > 1 or (alone and inquiry.question.edit != "show"):
        return in_one_line(inquiry, profile)
    quotes = (shortened(case, quote, "", ROOMS[Layout.ONE]) for quote in gist(inquiry, profile, LEAST))
    return next(
        ((quote,) for quote in quotes if not repeats(case.title, quote.text)), retold(inquiry, profile, 1)
    )


def gist(inquiry: Inquiry, profile: Profile, budget: int) -> tuple[Quote, ...]:
    """What a case says in short: of one text what its title speaks of; of one told in sections what happened, what was ruled."""
    case = profile.case
    told = [field for field in case.fields if field.name not in asides(case)]
    if len(told) < 2:
        return tidied(case, inquiry.member(profile, inquiry.weigh(profile.title), budget).quotes)
    ruling = result_of(profile, budget)[-1:]
    left = budget + GIST - sum(len(quote.text) for quote in ruling)
    happened = _happened(profile, max(left, LEAST))
    return (*(one for one in happened if not told_in(ruling, one)), *ruling)


def _happened(profile: Profile, room: int) -> tuple[Quote, ...]:
    """What happened in about `room` code points: from its beginning to the sentence that tells the matter, where both fit;
    else that sentence, with the first one as far as there is room."""
    case, deed = profile.case, next(iter(came_about(profile)), None)
    if deed is None:
        return ()
    text = case.text_of(deed.field) or ""
    first = next((span for span in sentences(text) if BORN not in text[slice(*span)]), (deed.start, deed.end))
    if first[0] >= deed.start or deed.end - first[0] <= room:
        return (quote_of(case, deed.field, min(first[0], deed.start), deed.end),)
    begins = quote_of(case, deed.field, *first)
    return (
        (begins, deed) if len(begins.text) + len(deed.text) <= room and begins.end <= deed.start else (deed,)
    )


def outcome(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """What was decided in a case told in sections, at the instance that the question names; nothing where it has none."""
    case, course, text = profile.case, profile.course, inquiry.question.text
    named = next((name for name in (*COURTS, ARBITRATION) if name in text), "")
    if named and course.rulings and course.at(named) is None:
        return ()
    if not named:
        return result_of(profile, TABLE_CELL)[-1:]
    return tuple(ending(case, quote, TABLE_CELL) for quote in ruling_quotes(case, course, text)[-1:])


def numbers_basis(found: Sequence[Profile]) -> Basis:
    """The test that cases were chosen by their numbers."""
    return Basis(BasisKind.LOOKUP, "案例编号为" + "、".join(str(p.case.number) for p in found), True)


def by_number(inquiry: Inquiry) -> tuple[list[Profile], list[int]]:
    """The cases of the numbers named, and the numbers that no case has; negative ones count from the end."""
    question = inquiry.question
    if question.targets:
        ids = inquiry.profiles.by_id
        return [ids[c] for c in question.targets if c in ids], [
            c.number for c in question.targets if c not in ids
        ]
    found: list[Profile] = []
    missing: list[int] = []
    for number in question.numbers.numbers:
        hits = _numbered(inquiry, number)
        found += hits
        missing += [] if hits else [number]
    return list({p.id: p for p in found}.values()), missing


def _numbered(inquiry: Inquiry, number: int) -> list[Profile]:
    """The case of that number in each collection in scope; a negative one counts from the collection's end."""
    if number >= 0:
        return inquiry.numbered(number)
    by_collection: dict[str, list[Profile]] = {}
    for profile in inquiry.pool:
        by_collection.setdefault(profile.id.collection, []).append(profile)
    return [
        p for members in by_collection.values() for at, p in enumerate(members) if at - len(members) == number
    ]


def columns(inquiry: Inquiry, found: Sequence[Profile], missing: Sequence[int] = ()) -> Reply | None:
    """The fields of the cases that are asked for by name, and nothing besides; None where more is asked."""
    if not found:
        return None
    text = list(inquiry.question.text)
    for start, end in inquiry.question.numbers.spans:
        text[start:end] = " " * (end - start)
    names = asked_columns(
        "".join(text), [p.case for p in found], _short_columns(inquiry, found), inquiry.terms
    )
    if not names:
        return None
    said = "、".join(map(field_label, names))
    basis = Basis(BasisKind.FIELD, f"{numbers_basis(found).test}；{said}", True)
    told = [p.case for p in found if any(p.case.text_of(name) for name in names)]
    if not told:
        return refuse(inquiry, "no_detail", test=basis.test, what=said)
    silent = [p.case.number for p in found if p.case not in told]
    tails = [_missing(inquiry, missing)]
    if silent:
        tails.append(phrase("no_column", inquiry.question.english, numbers=spoken(silent), what=said))
    composed = lookup(told, inquiry.labels, "\n".join(filter(None, tails)), names)
    return Reply(composed.text, composed.citations, basis)


def _missing(inquiry: Inquiry, numbers: Sequence[int]) -> str:
    """That there are no cases of these numbers."""
    if not numbers:
        return ""
    return phrase("missing", inquiry.question.english, numbers=spoken(numbers), known=inquiry.known_numbers)


def _short_columns(inquiry: Inquiry, found: Sequence[Profile]) -> list[str]:
    """The columns of values, rather than of text, in the collections of the cases."""
    if not inquiry.profiles.columns:
        return []
    collections = {p.id.collection for p in found}
    here = {f.name for p in inquiry.profiles.all if p.id.collection in collections for f in p.case.fields}
    return [name for name in inquiry.profiles.columns if name in here]
