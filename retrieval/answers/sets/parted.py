"""What a question sets beside each other itself: the cases of each member, chosen as a list of them would be, and counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.types import Basis, BasisKind, CaseId, Group
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.narrowing import nearest
from retrieval.answers.selection.sets import EVERY, select
from retrieval.answers.sets.placing import head_of, placed
from retrieval.answers.sets.sets import member
from retrieval.cases.profiles import Profile
from retrieval.language.numbers import spoken
from retrieval.language.terms import weigh
from retrieval.question.query import FIRST, Part
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.lists import ROOM, markers


def answer(inquiry: Inquiry) -> Reply:
    """Each member with its number and its cases, that with the most or the fewest first where that is asked."""
    question = inquiry.question
    found: dict[str, Selection | None] = {}
    for before, part in zip((None, *question.parts), question.parts, strict=False):
        known = found[before.name] if before else None
        found[part.name] = _others(inquiry, known, before) if part.rest and before else _chosen(inquiry, part)
    if not any(found.values()):
        names = "”或“".join(found)
        return refuse(inquiry, "no_literal", nearest(inquiry), "、".join(found), what=names)
    sizes = {name: len(one.chosen) if one else 0 for name, one in found.items()}
    order = list(found)
    if question.extreme:
        order.sort(key=lambda name: sizes[name], reverse=question.extreme == "most")
    text = "\n".join([_head(inquiry, order, sizes), *_lines(inquiry, order, found)])
    composed = listing(_entries(inquiry, found), inquiry.labels)
    near = {id_ for one in found.values() if one for id_ in one.meant}
    cited = tuple(replace(c, tier="meant" if c.case.id in near else "said") for c in composed.citations)
    groups = tuple(Group(name, tuple(p.id for p in _profiles(found[name]))) for name in order)
    return Reply(text, cited, _basis(inquiry, found), groups=groups)


def _chosen(inquiry: Inquiry, part: Part) -> Selection | None:
    """The cases that a list of the member would give, of those that the question is about; None where it would give none."""
    asked = inquiry.question
    query = replace(part.query, collections=asked.collections or part.query.collections, within=asked.within)
    query = replace(query, other_than=asked.other_than if asked.other_than else query.other_than)
    selection = select(inquiry.asking(query))
    return None if isinstance(selection, Reply) else selection


def _others(inquiry: Inquiry, known: Selection | None, part: Part) -> Selection | None:
    """All cases in scope that are not in `known`; of places those that tell one."""
    told = {profile.id for profile in _profiles(known)}
    rest = tuple(p for p in inquiry.pool if p.id not in told and (p.places or not part.query.places))
    basis = Basis(BasisKind.FIELD, EVERY, known is None or known.basis.complete)
    return Selection(rest, basis, weigh((), ())) if rest else None


def _profiles(selection: Selection | None) -> Sequence[Profile]:
    return selection.chosen if selection else ()


def _head(inquiry: Inquiry, order: Sequence[str], sizes: Mapping[str, int]) -> str:
    """Which of them has the most, or how the cases divide; that they are even where they are."""
    question, english = inquiry.question, inquiry.question.english
    first = [name for name in order if sizes[name] == sizes[order[0]]]
    if not question.extreme:
        return phrase("parts", english, total=len(inquiry.pool), count=len(order))
    if question.rank != FIRST:
        there = placed(sizes, question.rank, down=question.extreme == "most")
        if there and question.rank[0] == question.rank[1]:
            facts = {"key": "、".join(there), "count": sizes[there[0]], "place": question.rank[0]}
            return phrase("group_placed", english, **facts)
        return (
            head_of(question, "、".join(there), len(there))
            if there
            else phrase("parts", english, total=len(inquiry.pool), count=len(order))
        )
    if len(first) == len(order):
        return phrase("parts_even", english, count=sizes[order[0]])
    return phrase(f"group_{question.extreme}", english, key="、".join(first), count=sizes[order[0]])


def _lines(inquiry: Inquiry, order: Sequence[str], found: Mapping[str, Selection | None]) -> list[str]:
    """A line of each, what is in none of them, and what is in several."""
    english = inquiry.question.english
    lines, room = [], ROOM // max(len(order), 1)
    for name in order:
        ids = [profile.id for profile in _profiles(found[name])]
        near = sum(id_ in _meant(found[name]) for id_ in ids)
        line = phrase("group", english, key=name, count=len(ids)) + _marks(inquiry, ids, room)
        line += phrase("part_near", english, count=near) if near else ""
        lines.append(line if ids else line.rstrip() + phrase("part_none", english))
    held = [profile.id for one in found.values() for profile in _profiles(one)]
    rest = [p.case.number for p in inquiry.pool if p.id not in set(held)]
    if rest:
        numbers = f"（{spoken(rest)}号）" if len(inquiry.labels) < 2 else ""
        lines.append(phrase("part_rest", english, count=len(rest), numbers=numbers))
    twice = len({id_ for id_ in held if held.count(id_) > 1})
    return [*lines, phrase("part_twice", english, count=twice)] if twice else lines


def _meant(selection: Selection | None) -> frozenset[CaseId]:
    return selection.meant if selection else frozenset()


def _marks(inquiry: Inquiry, ids: Sequence[CaseId], room: int) -> str:
    each = "".join(markers([id_], inquiry.labels) for id_ in ids)
    return each if len(each) <= room else markers(ids, inquiry.labels)


def _entries(inquiry: Inquiry, found: Mapping[str, Selection | None]) -> list[Entry]:
    """Each case once, with the words that show why it belongs to the first member that it does."""
    parts = {part.name: part.query for part in inquiry.question.parts}
    entries: dict[CaseId, Entry] = {}
    for name, selection in found.items():
        for profile in _profiles(selection):
            if selection is not None and profile.id not in entries:
                asking = inquiry.asking(parts[name])
                entries[profile.id] = member(asking, selection, profile, len(selection.chosen))
    return list(entries.values())


def _basis(inquiry: Inquiry, found: Mapping[str, Selection | None]) -> Basis:
    chosen = [one.basis for one in found.values() if one]
    exact = all(basis.kind is BasisKind.FIELD for basis in chosen)
    test = "；".join(f"{name}：{one.basis.test}" for name, one in found.items() if one)
    whole = all(basis.complete for basis in chosen) and not inquiry.question.unused
    return Basis(BasisKind.FIELD if exact else chosen[0].kind, test, whole)
