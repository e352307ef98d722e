"""Cases in groups: how many in each, which has the most or none; the first, last, highest or lowest of them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace

from data.places.regions import Place, names
from data.text import squeeze
from data.types import Basis, BasisKind, Group, marker
from retrieval.answers import measured
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.sets import EVERY, select
from retrieval.cases.grouping import OTHER, organisation_of, theme_of
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.course import ARBITRATION, FIRST, RETRIAL, SECOND
from retrieval.language import dates
from retrieval.language.amounts import sums
from retrieval.language.measures import SORTS
from retrieval.language.numbers import spoken
from retrieval.lexicon.listed import listed
from retrieval.question.closed import holds
from retrieval.question.query import Query, Want
from retrieval.question.wants import EACH_SEVERAL
from retrieval.quoting.clauses import telling_clause
from retrieval.quoting.shown import tidied
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase
from retrieval.wording.lists import ROOM, markers
from retrieval.wording.lists import names as names_of

Keys = Callable[[Profile], Sequence[str]]
MOST = 2_000
"""Cases in groups up to which each is cited with its words; of more, the first SOME of each group: a hundred thousand
took 16 s, and nobody reads them."""
SOME = 3
TIED = 3
"""Groups of one size from more than which on their cases are told by number alone."""
_PLACES = ("region", "city", "zone")
_ZONES = (
    (
        "东部",
        ("北京市", "天津市", "河北省", "上海市", "江苏省", "浙江省", "福建省", "山东省", "广东省", "海南省"),
    ),
    ("中部", ("山西省", "安徽省", "江西省", "河南省", "湖北省", "湖南省")),
    (
        "西部",
        (
            "内蒙古自治区",
            "广西壮族自治区",
            "重庆市",
            "四川省",
            "贵州省",
            "云南省",
            "西藏自治区",
            "陕西省",
            "甘肃省",
            "青海省",
            "宁夏回族自治区",
            "新疆维吾尔自治区",
        ),
    ),
    ("东北", ("辽宁省", "吉林省", "黑龙江省")),
)
"""The four zones of the National Bureau of Statistics (东西中部和东北地区划分方法, 2011)."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The groups, or the one of them that is asked for; None where nothing can be grouped or compared so."""
    question = inquiry.question
    told = measured.answer(inquiry) if question.by in SORTS else None
    if told is not None or (question.by in SORTS and question.by != "sum"):
        return told
    if question.extreme in ("first", "last"):
        return _by_date(inquiry)
    if question.extreme in ("highest", "lowest"):
        return _by_sum(inquiry)
    pool = _pool(inquiry)
    if isinstance(pool, Reply):
        return pool
    members, chosen = pool
    if question.by not in NAMED and question.by not in inquiry.profiles.columns:
        return refuse(inquiry, "no_criterion", test=question.by, what=question.by)
    found = _grouped(inquiry, members)
    if not found:
        return None
    if question.by in ("year", "month") and question.want is Want.GROUPS and not found.keys() - {OTHER}:
        return refuse(inquiry, "no_dates", test=question.by, what=phrase(f"by_{question.by}", False)[1:])
    if question.by in ("stage", "result", *_PLACES) and not found.keys() - {OTHER}:
        return refuse(inquiry, "no_criterion", test=question.by, what=phrase(f"by_{question.by}", False)[1:])
    if question.extreme == "none" and question.by in ("region", "city", "zone"):
        return _without(inquiry, found, chosen)
    if EACH_SEVERAL.search(question.text) and question.by in ("region", "city", "organisation", "theme"):
        found = {key: some for key, some in found.items() if key != OTHER and len(some) > 1} or found
        members = list({p.id: p for some in found.values() for p in some}.values())
    ordered = sorted(found.items(), key=lambda g: (g[0] == OTHER, -len(g[1]), g[1][0].at if g[1] else 0))
    if question.extreme in ("most", "least"):
        return _end(inquiry, ordered, chosen)
    return _all(inquiry, ordered, chosen, len(members))


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
            found[mention.text] = [p for p in members if any(holds(mention, place) for place in p.places)]
        return found
    if question.by == "kinds":
        for kind, start, end in question.kinds:
            found[question.text[start:end] or kind] = inquiry.profiles.acting((kind,), members)
        return found
    keys = _keys(inquiry, question)
    places: dict[str, array[int]] = {}
    for profile in members:
        for key in keys(profile):
            places.setdefault(key, array("q")).append(profile.at)
    return {key: inquiry.profiles.at(positions) for key, positions in places.items()}


def _keys(inquiry: Inquiry, question: Query) -> Keys:
    titles = {c.id: c.title for c in inquiry.profiles.records.collections}
    by = question.by
    if by == "zone":
        return lambda p: tuple(dict.fromkeys(_zone(place) for place in p.places)) or (OTHER,)
    if by == "city":
        return lambda p: tuple(dict.fromkeys(map(_city, p.places))) or (OTHER,)
    if by == "organisation":
        return lambda p: (organisation_of(p.case),)
    if by == "theme":
        return lambda p: (theme_of(p.case),)
    if by == "stage":
        return lambda p: (_stage(p),)
    if by == "result":
        return lambda p: (_RESULTS.get(p.course.result, OTHER),)
    if by == "collection":
        return lambda p: (titles[p.id.collection],)
    if by in ("year", "month"):
        return lambda p: _when(inquiry, p, by)
    if by in inquiry.profiles.columns:
        return lambda p: (p.case.text_of(by) or OTHER,)
    return lambda p: tuple(dict.fromkeys(place.province or place.name for place in p.places)) or (OTHER,)


_STAGES = (RETRIAL, SECOND, FIRST, ARBITRATION)
_RESULTS = {"won": "获得支持", "partly": "部分支持", "lost": "未获支持"}
"""What became in the end of what was asked for, as groups are called."""


def _stage(profile: Profile) -> str:
    """How far the case went, by the last of its rulings."""
    return next((stage for stage in _STAGES if profile.course.at(stage) is not None), OTHER)


_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))
"""Provinces that are cities: a district of theirs is in no other."""


def _city(place: Place) -> str:
    return place.province if place.province in _MUNICIPALITIES else place.name


def _zone(place: Place) -> str:
    name = place.province or place.name
    return next((zone for zone, provinces in _ZONES if name in provinces), OTHER)


def _date_columns(inquiry: Inquiry) -> list[str]:
    columns = inquiry.profiles.columns
    return [
        n
        for n, values in columns.items()
        if values and all(any(True for _ in dates.stated(v)) for v in values)
    ]


def _when(inquiry: Inquiry, profile: Profile, by: str) -> tuple[str, ...]:
    for name in _date_columns(inquiry):
        for date in dates.stated(squeeze(profile.case.text_of(name) or "")):
            if date.year is None:
                continue
            month = min(date.months, default=0)
            return (f"{date.year}年",) if by == "year" or not month else (f"{date.year}年{month}月",)
    return (OTHER,)


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


NAMED = (
    "region",
    "zone",
    "city",
    "stage",
    "result",
    "organisation",
    "theme",
    "collection",
    "year",
    "month",
    "places",
    "kinds",
)


def _groups(inquiry: Inquiry, ordered: Sequence[tuple[str, Sequence[Profile]]]) -> tuple[Group, ...]:
    return tuple(Group(key, tuple(inquiry.profiles.ids(members))) for key, members in ordered)


def _all(
    inquiry: Inquiry, ordered: Sequence[tuple[str, Sequence[Profile]]], chosen: Basis, total: int
) -> Reply:
    english = inquiry.question.english
    told = [group for group in ordered if group[0] != OTHER or inquiry.question.by not in _PLACES]
    head = phrase("groups", english, total=total, count=len(told), by=_basis(inquiry, _UNCHOSEN).test)
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
    names = "、".join(key for key, _ in best)
    head = phrase(
        "group_most" if question.extreme == "most" else "group_least", question.english, key=names, count=size
    )
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


def _without(inquiry: Inquiry, found: dict[str, Sequence[Profile]], chosen: Basis) -> Reply:
    """The provinces (or zones) that have no case."""
    if inquiry.question.by == "zone":
        known = [zone for zone, _ in _ZONES]
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


def _by_date(inquiry: Inquiry) -> Reply | None:
    """The case with the first or last date in a column of dates."""
    columns = _date_columns(inquiry)
    if not columns:
        return None
    dated = []
    for profile in inquiry.pool:
        for name in columns:
            for date in dates.stated(squeeze(profile.case.text_of(name) or "")):
                if date.year is not None:
                    dated.append(((date.year, min(date.months, default=0), date.day or 0), profile, name))
    if not dated:
        return None
    choose = min if inquiry.question.extreme == "first" else max
    best = choose(key for key, _, _ in dated)
    chosen = [(p, name) for key, p, name in dated if key == best]
    if len(chosen) * 2 > len(dated) and len(dated) > 1:
        return None  # all were published on one day: no first among them
    entries = _entries(inquiry, [p for p, _ in chosen])
    head = phrase(
        f"date_{inquiry.question.extreme}",
        inquiry.question.english,
        when=chosen[0][0].case.text_of(chosen[0][1]),
    )
    composed = listing(entries, inquiry.labels, head)
    return Reply(composed.text, composed.citations, Basis(BasisKind.FIELD, f"{'、'.join(columns)}", True))


def _with_sum(inquiry: Inquiry, profile: Profile) -> Entry:
    return Entry(profile.case, tidied(profile.case, inquiry.entry(profile).quotes))


_DECIDED = listed("decided_sum")


def _by_sum(inquiry: Inquiry) -> Reply | None:
    """The case that tells the highest or lowest sum, where nothing was decided."""
    highest = inquiry.question.extreme == "highest"
    decided = _DECIDED.search(inquiry.question.text)
    chosen = _by_ruling(inquiry, highest) if decided else inquiry.profiles.by_sum(inquiry.pool, highest)
    if not chosen:
        return None
    composed = listing([_with_sum(inquiry, p) for p in chosen], inquiry.labels)
    return Reply(
        composed.text,
        composed.citations,
        Basis(BasisKind.FIELD, phrase("by_granted", inquiry.question.english), False),
    )


def _by_ruling(inquiry: Inquiry, highest: bool) -> list[Profile]:
    """Those whose ruling, which does not dismiss all, tells the highest or the lowest sum."""
    valued = []
    for profile in inquiry.profiles.ruled(inquiry.pool):
        ruling = profile.course.operative
        found = sums(ruling.text) if ruling and profile.course.result != "lost" else []
        if found:
            valued.append((max(found) if highest else min(found), profile))
    best = (max if highest else min)((value for value, _ in valued), default=None)
    return [profile for value, profile in valued if value == best]
