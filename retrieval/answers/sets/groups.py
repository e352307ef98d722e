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
from retrieval.answers.sets import ends, parted
from retrieval.answers.sets.group_keys import NAMED, PLACES, UNTOLD, ZONES, keys_at, keys_of
from retrieval.answers.sets.placing import head_of, no_place, placed
from retrieval.answers.sets.sets import answer_set
from retrieval.answers.sets.which_more import LESS
from retrieval.cases.grouping import OTHER
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.penalties import weight
from retrieval.language.measures import SORTS
from retrieval.language.numbers import spoken
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.query import ANY, FIRST, Query, Want
from retrieval.quoting.clauses import telling_clause
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.lists import ROOM, markers
from retrieval.wording.lists import names as names_of

MOST = 2_000
"""Cases in groups up to which each is cited with its words; of more, the first SOME of each group: a hundred thousand
took 16 s, and nobody reads them."""
SOME = 3
NAMED_THERE = ("places", "kinds")
"""What groups are made by that the question itself names."""
TIED = 3
"""Groups of one size from more than which on their cases are told by number alone."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The groups, or the one of them that is asked for; None where nothing can be grouped or compared so."""
    question = inquiry.question
    if question.parts:
        return parted.answer(inquiry)
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
    if question.sizes != ANY:
        return _of_size(inquiry, found, chosen)
    if len(found) == 1 and question.places and question.by in PLACES and not question.extreme:
        return answer_set(inquiry.asking(replace(question, want=Want.COUNT, by="")))  # all of one province
    ordered = sorted(found.items(), key=lambda g: (g[0] == OTHER, -len(g[1]), g[1][0].at if g[1] else 0))
    if question.by == "penalty":
        ordered.sort(key=lambda g: -weight(g[0]))
    if question.extreme in ("most", "least"):
        return _end(inquiry, ordered, chosen)
    total = len({p.id for _, some in ordered for p in some}) if question.by in NAMED_THERE else len(members)
    return _all(inquiry, ordered, chosen, total)


def _of_size(inquiry: Inquiry, found: dict[str, Sequence[Profile]], chosen: Basis) -> Reply:
    """The groups that have as many cases as is asked for; the refusal that says how many they have where none has."""
    least, most = inquiry.question.sizes
    told = {key: some for key, some in found.items() if key != OTHER}
    if not told:
        return refuse(inquiry, "no_criterion", test=inquiry.question.by, what=_said(inquiry))
    kept = {key: some for key, some in told.items() if len(some) >= least and not 0 < most < len(some)}
    if not kept:
        numbers = sorted({len(some) for some in told.values()})
        name = "sizes_told" if len(numbers) > 1 else "sizes_even"
        each = phrase(name, inquiry.question.english, least=numbers[0], most=numbers[-1])
        return refuse(inquiry, "no_size", test=_basis(inquiry, chosen).test, each=each, what=_said(inquiry))
    ordered = sorted(kept.items(), key=lambda g: (-len(g[1]), g[1][0].at))
    total = len({p.id for _, some in ordered for p in some})
    if OTHER in found:
        ordered.append((OTHER, found[OTHER]))
    reply = _all(inquiry, ordered, chosen, total)
    return replace(reply, groups=tuple(group for group in reply.groups if group.key != OTHER))


def _said(inquiry: Inquiry) -> str:
    """What cases are grouped by, as a noun in the language of the answer."""
    english = inquiry.question.english
    return phrase(f"by_{inquiry.question.by}", english).removeprefix("按").removeprefix("by ")


def _pool(inquiry: Inquiry) -> tuple[Sequence[Profile], Basis] | Reply:
    """The cases to be grouped, those that pass what else is asked; and how they were chosen."""
    question = inquiry.question
    if question.by in NAMED_THERE:
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
    english, cues = inquiry.question.english, inquiry.question.cues
    told = [group for group in ordered if group[0] != OTHER or inquiry.question.by not in (*PLACES, "court")]
    counted = Cue.COUNTS_PLACES in cues  # 一共涉及多少个省市
    if inquiry.question.sizes != ANY:  # 哪几个省各有两个 asks which, 不止一个案例的省有几个 how many
        counted = (counted or Cue.HOW_MANY_LAST in cues) and Cue.WHICH not in cues
    by = _basis(inquiry, _UNCHOSEN).test
    head = phrase("groups_counted" if counted else "groups", english, total=total, count=len(told), by=by)
    which = cues.words(Cue.WHICH_GROUP_MORE)[:1]
    if not counted and which and len({len(some) for _, some in told}) > 1:
        less = not LESS.isdisjoint(which[0])
        end = (min if less else max)(told, key=lambda group: len(group[1]))
        frame = "group_least" if less else "group_most"
        head = phrase(frame, english, key=end[0], count=len(end[1]))  # 哪一年的案例多，各几个
    sizes = [phrase("group", english, key=key, count=len(members)) for key, members in told]
    shown = [members if total <= MOST else members[:SOME] for _, members in told]
    lines = [size + _marked(inquiry, some) for size, some in zip(sizes, shown, strict=True)]
    if sum(map(len, lines)) + len(lines) + len(head) > ROOM:
        lines = _folded(inquiry, sizes, shown, ROOM - len(head))
    if total > MOST:
        lines.append(phrase("group_some", english, count=SOME))
    lines += [_untold(inquiry, members) for key, members in ordered if (key, members) not in told]
    every = [p for some in shown for p in some]
    of_cases = inquiry.question.by not in NAMED_THERE and _counts_cases(inquiry.question)
    composed = listing(_entries(inquiry, every), inquiry.labels)
    return Reply(
        "\n".join([head, *lines]),
        composed.citations,
        _basis(inquiry, chosen),
        count=len(told) if counted else total if of_cases else None,
        groups=_groups(inquiry, ordered),
    )


def _counts_cases(question: Query) -> bool:
    """Whether it is asked how many cases there are in all, beside the groups: 一共有几个案例，分别是哪些省的."""
    asked = question.asked
    return asked.type is Type.NUMBER and asked.noun.startswith("案")


def _untold(inquiry: Inquiry, members: Sequence[Profile]) -> str:
    """The cases that tell no place, or name no court, by number: there are no words to quote for that."""
    numbers = f"（{spoken([p.case.number for p in members])}号）" if len(inquiry.labels) < 2 else ""
    untold = "group_untold" if inquiry.question.by in PLACES else "group_unnamed"
    return phrase(untold, inquiry.question.english, count=len(members), numbers=numbers)


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
    sizes = {key: float(len(members)) for key, members in told}
    even = len(set(sizes.values())) == 1 and len(sizes) > 1
    there = placed(sizes, FIRST if even else question.rank, down=question.extreme == "most")
    best = [(key, members) for key, members in told if key in there]
    if not best:
        return no_place(inquiry, len(set(sizes.values())))
    best.sort(key=lambda group: there.index(group[0]))
    names, size = "、".join(key for key, _ in best), len(best[0][1])
    if question.rank[0] < question.rank[1] and not even:
        head = head_of(question, names, len(best))
        lines = [
            phrase("group", question.english, key=k, count=len(m)) + _marked(inquiry, m) for k, m in best
        ]
        composed = listing(_entries(inquiry, [p for _, m in best for p in m]), inquiry.labels)
        text = "\n".join([head, *lines])
        return Reply(text, composed.citations, _basis(inquiry, chosen), groups=_groups(inquiry, ordered))
    frame = "group_most" if question.extreme == "most" else "group_least"
    frame = frame if question.rank == FIRST else "group_placed"
    frame = "group_even" if even else frame
    head = phrase(frame, question.english, key=names, count=size, place=question.rank[0])
    entries = _entries(inquiry, [p for _, members in best for p in members])
    composed = names_of(entries, inquiry.labels, head)
    if len(best) > TIED:  # nobody asks for what each of so many does
        text = head + "".join(marker(entry.case.id, inquiry.labels) for entry in entries)
        composed = replace(composed, text=text, outline=None)
    return Reply(
        composed.text,
        composed.citations,
        _basis(inquiry, chosen),
        count=size if Cue.HOW_MANY_LAST in question.cues else None,
        outline=composed.outline,
        groups=_groups(inquiry, ordered),
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
