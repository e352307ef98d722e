"""Cases named by number or by an earlier answer: shown whole, in part, by title, or asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.types import Basis, BasisKind, CaseId
from retrieval.asked_columns import asked_columns
from retrieval.facts import answer_fact
from retrieval.inquiry import Inquiry, Reply
from retrieval.numbers import spoken
from retrieval.profiles import Profile
from retrieval.question.query import Layout, Want
from retrieval.refusing import refuse
from retrieval.statements import field_label
from retrieval.wording.frames import phrase
from retrieval.wording.quotes import tidied
from retrieval.writing.extractive import Entry, listing, lookup, titles


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
    plain = question.form.layout in (Layout.PLAIN, Layout.SHORT, Layout.ONE)
    asks = plain and question.want not in (Want.BRIEF, Want.COMPARE) and any(scoped.words.known)
    if not question.targets and len(found) == 1 and asks:
        return answer_fact(scoped)
    return whole(inquiry, found, missing)


def whole(inquiry: Inquiry, found: Sequence[Profile], missing: Sequence[int] = ()) -> Reply:
    """The cases as they stand, or in the form asked for."""
    layout = inquiry.question.form.layout
    if layout is Layout.TITLES:
        composed = titles([p.case for p in found], inquiry.labels)
        return Reply(composed.text, composed.citations, numbers_basis(found))
    if layout in (Layout.ONE, Layout.SHORT, Layout.PARAGRAPH):
        budget = {Layout.ONE: 60, Layout.SHORT: 90}.get(layout, 150)
        entries = [
            Entry(p.case, tidied(p.case, inquiry.member(p, inquiry.weigh(p.title), budget).quotes))
            for p in found
        ]
        composed = listing(entries, inquiry.labels)
        return Reply(composed.text, composed.citations, numbers_basis(found), outline=composed.outline)
    composed = lookup([p.case for p in found], inquiry.labels, _missing(inquiry, missing))
    return Reply(composed.text, composed.citations, numbers_basis(found))


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
    if number >= 0 and inquiry.pool is inquiry.profiles.all:
        ids = (CaseId(collection.id, number) for collection in inquiry.profiles.records.collections)
        return [case for id_ in ids if (case := inquiry.profiles.by_id.get(id_))]
    by_collection: dict[str, list[Profile]] = {}
    for profile in inquiry.pool:
        by_collection.setdefault(profile.id.collection, []).append(profile)
    return [
        p
        for members in by_collection.values()
        for at, p in enumerate(members)
        if p.case.number == number or (number < 0 and at - len(members) == number)
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
