"""Cases in groups: how many in each, which of them has the most, the fewest or none."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from data.places.regions import names
from data.types import Basis, BasisKind, Group, marker
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.narrowing import lying_in
from retrieval.answers.selection.sets import EVERY, select
from retrieval.answers.sets import ends
from retrieval.answers.sets.group_keys import NAMED, PLACES, UNTOLD, ZONES, keys_at, keys_of
from retrieval.cases.grouping import OTHER
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.penalties import weight
from retrieval.language.measures import SORTS
from retrieval.language.numbers import spoken
from retrieval.lexicon.listed import listed
from retrieval.question.query import Want
from retrieval.question.slots.wants import EACH_SEVERAL
from retrieval.quoting.clauses import telling_clause
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.lists import ROOM, markers
from retrieval.wording.lists import names as names_of

MOST = 2_000
"""Cases in groups up to which each is cited with its words; of more, the first SOME of each group: a hundred thousand
took 16 s, and nobody reads them."""
SOME = 3
_COUNTS_PLACES = listed("counts_places")
TIED = 3
"""Groups of one size from more than which on their cases are told by number alone."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The groups, or the one of them that is asked for; None where nothing can be grouped or compared so."""
    question = inquiry.question
    if question.by in SORTS or question.extreme in ends.ENDS:
        return ends.answer(inquiry)
    pool = _pool(inquiry)
    if isinstance(pool, Reply):
        return pool
    members, chosen = pool
    if question.by not in NAMED and question.by not in inquiry.profiles.columns:
        return refuse(inquiry, "no_criterion", test=question.by, what=question.by)
    found = _grouped(inquiry, members)
    if not found:
        return None
    if question.by in UNTOLD and not found.keys() - {OTHER}:
        return refuse(inquiry, UNTOLD[question.by], test=question.by, what=_said(inquiry))
    if question.extreme == "none" and question.by in PLACES:
        return _without(inquiry, found, chosen)
    if EACH_SEVERAL.search(question.text) and question.by in ("region", "city", "organisation", "theme"):
        found = {key: some for key, some in found.items() if key != OTHER and len(some) > 1} or found
        members = list({p.id: p for some in found.values() for p in some}.values())
    ordered = sorted(found.items(), key=lambda g: (g[0] == OTHER, -len(g[1]), g[1][0].at if g[1] else 0))
    if question.by == "penalty":
        ordered.sort(key=lambda g: -weight(g[0]))
    if question.extreme in ("most", "least"):
        return _end(inquiry, ordered, chosen)
    return _all(inquiry, ordered, chosen, len(members))


def _said(inquiry: Inquiry) -> str:
    """What cases are grouped by, as a noun in the language of the answer."""
    english = inquiry.question.english
    return phrase(f"by_{inquiry.question.by}", english).removeprefix("按").removeprefix("by ")


def _pool(inquiry: Inquiry) -> tuple[Sequence[Profile], Basis] | Reply:
    """The cases to be grouped, those that pass what else is asked; and how they were chosen."""
    question = inquiry.question
    if question.by in ("places", "kinds"):
        return inquiry.pool, _UNCHOSEN
    if not question.theme and not question.narrows:
        return inquiry.pool, _UNCHOSEN
    selection = select(inquiry.asking(replace(question, want=Want.CASES)))
    if isinstance(selection, Reply):
        return selection
    test = "" if selection.basis.test == EVERY else selection.basis.test
    return selection.chosen, replace(selection.basis, test=test)


def _grouped(inquiry: Inquiry, members: Sequence[Profile]) -> dict[str, Sequence[Profile]]:
    question = inquiry.question
    found: dict[str, Sequence[Profile]] = {}
    if question.by == "places":
        for mention in question.places:
            found[mention.text] = lying_in([mention], inquiry.profiles, members)
        return found
    if question.by == "kinds":
        for kind, start, end in question.kinds:
            found[question.text[start:end] or kind] = inquiry.profiles.acting((kind,), members)
        return found
    places: dict[str, array[int]] = {}
    if (keys_there := keys_at(inquiry)) is not None:
        keyed = ((at, keys_there(at)) for at in inquiry.profiles.positions(members))
    else:
        keys = keys_of(inquiry)
        keyed = ((profile.at, keys(profile)) for profile in members)
    for at, named in keyed:
        for key in named:
            places.setdefault(key, array("q")).append(at)
    return {key: inquiry.profiles.at(positions) for key, positions in places.items()}


def _marked(inquiry: Inquiry, members: Sequence[Profile]) -> str:
    return "".join(marker(p.id, inquiry.labels) for p in members)


def _entries(inquiry: Inquiry, members: Sequence[Profile]) -> list[Entry]:
    words = inquiry.weigh("")
    return [Entry(p.case, telling_clause(p.case, words)) for p in dict.fromkeys(members)]


_UNCHOSEN = Basis(BasisKind.FIELD, "", True)


def _basis(inquiry: Inquiry, chosen: Basis) -> Basis:
    """By what cases are grouped, behind how they were chosen: complete only where that is."""
    question = inquiry.question
    name = (
        phrase(f"by_{inquiry.question.by}", inquiry.question.english)
        if inquiry.question.by in NAMED
        else inquiry.question.by
    )
    whole = chosen.complete and not question.unused and not question.other_than.unsure
    return Basis(BasisKind.FIELD, "；".join(filter(None, [chosen.test, name])), whole)


def _groups(inquiry: Inquiry, ordered: Sequence[tuple[str, Sequence[Profile]]]) -> tuple[Group, ...]:
    return tuple(Group(key, tuple(inquiry.profiles.ids(members))) for key, members in ordered)


def _all(
    inquiry: Inquiry, ordered: Sequence[tuple[str, Sequence[Profile]]], chosen: Basis, total: int
) -> Reply:
    english = inquiry.question.english
    told = [group for group in ordered if group[0] != OTHER or inquiry.question.by not in PLACES]
    counted = bool(_COUNTS_PLACES.search(inquiry.question.text))  # 一共涉及多少个省市
    by = _basis(inquiry, _UNCHOSEN).test
    head = phrase("groups_counted" if counted else "groups", english, total=total, count=len(told), by=by)
    sizes = [phrase("group", english, key=key, count=len(members)) for key, members in told]
    shown = [members if total <= MOST else members[:SOME] for _, members in told]
    lines = [size + _marked(inquiry, some) for size, some in zip(sizes, shown, strict=True)]
    if sum(map(len, lines)) + len(lines) + len(head) > ROOM:
        lines = _folded(inquiry, sizes, shown, ROOM - len(head))
    if total > MOST:
        lines.append(phrase("group_some", english, count=SOME))
    lines += [_untold(inquiry, members) for key, members in ordered if (key, members) not in told]
    every = [p for some in shown for p in some]
    composed = listing(_entries(inquiry, every), inquiry.labels)
    return Reply(
        "\n".join([head, *lines]),
        composed.citations,
        _basis(inquiry, chosen),
        count=len(told) if counted else None,
        groups=_groups(inquiry, ordered),
    )


def _untold(inquiry: Inquiry, members: Sequence[Profile]) -> str:
    """The cases that tell no place, by number: there are no words to quote for that."""
    numbers = f"（{spoken([p.case.number for p in members])}号）" if len(inquiry.labels) < 2 else ""
    return phrase("group_untold", inquiry.question.english, count=len(members), numbers=numbers)


def _folded(
    inquiry: Inquiry, sizes: Sequence[str], shown: Sequence[Sequence[Profile]], room: int
) -> list[str]:
    """The groups with one mark for what is `shown` of each; where that is too long as well, their sizes and one for all."""
    english = inquiry.question.english
    each = [
        f"{size}{markers([p.id for p in some], inquiry.labels)}"
        for size, some in zip(sizes, shown, strict=True)
    ]
    if sum(map(len, each)) + len(each) <= room:
        return each
    every = markers(list(dict.fromkeys(p.id for some in shown for p in some)), inquiry.labels)
    left = room - len(every)
    kept: list[str] = []
    for size in sizes:
        left -= len(size) + 1
        if left < 0 and kept:
            kept.append(phrase("group_rest", english, count=len(sizes) - len(kept)))
            break
        kept.append(size.rstrip("：: "))
    return [*kept, every]


def _end(inquiry: Inquiry, ordered: Sequence[tuple[str, Sequence[Profile]]], chosen: Basis) -> Reply:
    """The groups with the most or the fewest cases, ties with them."""
    question = inquiry.question
    told = [group for group in ordered if group[0] != OTHER] or list(ordered)
    sizes = [len(members) for _, members in told]
    size = max(sizes) if question.extreme == "most" else min(sizes)
    best = [(key, members) for key, members in told if len(members) == size]
    if (count := question.form.limit or 1) > 1 and len(best) < len(told):
        return _ends(inquiry, told, chosen, count)
    names = "、".join(key for key, _ in best)
    frame = "group_most" if question.extreme == "most" else "group_least"
    frame = "group_even" if len(best) == len(told) > 1 else frame
    head = phrase(frame, question.english, key=names, count=size)
    entries = _entries(inquiry, [p for _, members in best for p in members])
    composed = names_of(entries, inquiry.labels, head)
    if len(best) > TIED:  # nobody asks for what each of so many does
        text = head + "".join(marker(entry.case.id, inquiry.labels) for entry in entries)
        composed = replace(composed, text=text, outline=None)
    return Reply(
        composed.text,
        composed.citations,
        _basis(inquiry, chosen),
        outline=composed.outline,
        groups=_groups(inquiry, ordered),
    )


def _ends(
    inquiry: Inquiry, told: Sequence[tuple[str, Sequence[Profile]]], chosen: Basis, count: int
) -> Reply:
    """So many groups from one end on, with those that are as large as the last of them, each with its cases."""
    question = inquiry.question
    most = question.extreme == "most"
    ordered = sorted(told, key=lambda group: -len(group[1]) if most else len(group[1]))
    last = len(ordered[min(count, len(ordered)) - 1][1])
    best = [g for g in ordered if (len(g[1]) >= last if most else len(g[1]) <= last)]
    frame = ("groups_most" if most else "groups_least") + ("_tied" if len(best) > count else "")
    head = phrase(frame, question.english, count=count, shown=len(best), size=last)
    lines = [
        phrase("group", question.english, key=key, count=len(members)) + _marked(inquiry, members)
        for key, members in best
    ]
    composed = listing(_entries(inquiry, [p for _, members in best for p in members]), inquiry.labels)
    return Reply(
        "\n".join([head, *lines]), composed.citations, _basis(inquiry, chosen), groups=_groups(inquiry, best)
    )


def _without(inquiry: Inquiry, found: dict[str, Sequence[Profile]], chosen: Basis) -> Reply:
    """The provinces (or zones) that have no case."""
    if inquiry.question.by == "zone":
        known = [zone for zone, _ in ZONES]
    else:
        known = list(dict.fromkeys(place.name for _, place in names() if place.level == "province"))
    missing = [name for name in known if name not in found]
    text = phrase("group_none", inquiry.question.english, count=len(missing), names="、".join(missing))
    return Reply(
        text,
        basis=_basis(inquiry, chosen),
        count=len(missing),
        groups=tuple(Group(name, ()) for name in missing),
    )
