"""Several cases side by side: which ones a question compares, and the table of their quotes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from data.patterns import regex
from data.text import clauses
from data.types import Basis, BasisKind, Case, Quote, marker
from data.values import dataclass
from retrieval.answers.comparison.at_point import of_each, on_point
from retrieval.answers.comparison.rows import section_rows, told_in
from retrieval.answers.comparison.same import whether_same, whether_there
from retrieval.answers.comparison.sharing import common
from retrieval.answers.extraction.one_thing import Telling
from retrieval.answers.extraction.telling import telling
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.leads.outcomes import in_a_word
from retrieval.answers.refusing import refuse, unstated
from retrieval.answers.selection.narrowing import lying_in
from retrieval.cases.grouping import OTHER, organisation_of, region_of
from retrieval.cases.profiles import Profile
from retrieval.documents.choosing import told_of
from retrieval.language.numbers import find_numbers, spoken
from retrieval.language.terms import Weighted, parties, weigh
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.dialogue.halves import halves
from retrieval.question.query import ALL_THERE, Layout, Want
from retrieval.quoting.clauses import asides, quote_of, scored_clauses, telling_clause, with_its_contrast
from retrieval.quoting.deeds import effects
from retrieval.quoting.passages import cites_law, scored_statements
from retrieval.quoting.shown import SCRAP, plain, repeats, shown, tidied
from retrieval.wording.extractive import Entry, Outline, cited_of, line
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor, is_suit
from retrieval.wording.points import Point, side_by_side

_CUE = listed("compared")
CUTS = 6
"""Ways to cut a question into the two things it compares that are tried."""
SURE = 0.7
"""Probability of the less sure half at which no other cut is tried."""
FEW = 4
"""Cases that a kind of organisation may stand for in a comparison; more are no one's 两家."""
MANY = 5
"""Cases from more than which on what is shared is told point by point, without a list of them."""
TOLD_OF_POINT = 3
"""Cases quoted for a point that many share."""
LONG = 48
"""Code points above which a clause makes no good cell."""
MEASURES, MEASURES_ROOM = 2, 70
"""Clauses of each of two cases in the row of what they do besides, and their code points; of more cases one clause."""
NAMED = 0.4
"""What it speaks for a clause that it has a name of its own or a figure: “周演”模式, 34家海外服务分中心."""
LONGEST_WHO_ACTS = 16
"""Code points up to which a turn that asks who acts asks for nothing besides: 它们分别是哪个单位牵头搞的."""
_ISSUE = listed("open_issue")
_ASPECTS = {name: words for name, words in under("aspect").items() if name != "成效"}
_WHO_ACTS, _LED_BY = listed("who_acts"), listed("led_by")
"""How a clause begins that only says by what, or for what, the next one is done: 根据应用场景和资源配置需求."""
_BY_WHOM, RELIED_ON = listed("by_whom"), 3
"""What says by whom something is done, and clauses of a case that are quoted for it."""
_NAMED = regex(r"“[^”]{2,30}”|\d+(?!\d*[年月日])|《[^》]+》")


def answer_comparison(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """Lay `targets` side by side: in what they share where that is asked for, else point by point."""
    english, cues = inquiry.question.english, inquiry.question.cues
    head = phrase("compare", english, count=len(targets))
    if same := cues.sorts(Cue.SAME_OF_THEM):
        return whether_same(inquiry, targets, same[0])
    if inquiry.question.edit == ALL_THERE:
        return whether_there(inquiry, targets)
    if Cue.SHARED in cues:
        if len(targets) > MANY:
            return answer_common(inquiry, targets)
        points = common(inquiry, targets)
        if not points:
            return _nothing_common(inquiry, targets)
        head = phrase("common", english, count=len(points))
    elif inquiry.question.asked.type in ONE_FACT and Cue.DIFFERENT not in cues:
        return each(inquiry, targets)
    elif (at_point := of_each(inquiry, of_one_text=_of_one_text(targets))) is not None:
        return each(at_point, targets)
    else:
        head, points = _head(inquiry, targets), on_point(inquiry.question, _points(inquiry, targets))
        form = inquiry.question.form
        if form.layout in (Layout.ONE, Layout.LEAST) or 0 < form.sentences <= len(targets) + 1:
            points = points[:1]  # what each does, and no more
        elif form.layout is Layout.SHORT:
            points = points[: (len(points) + 1) // 2]
    rows = inquiry.question.form.layout is Layout.TABLE
    composed = side_by_side([p.case for p in targets], points, inquiry.labels, head, english, rows=rows)
    names = "、".join(f"案例{p.case.number}" for p in targets)
    basis = Basis(BasisKind.LOOKUP, f"对照{names}", True)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline, table=composed.table)


def answer_common(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """What two or more of many cases share: each point with the words of a few that say it; or that there is nothing."""
    least = max(2, len(targets) // FEW)
    points = [point for point in common(inquiry, targets) if sum(map(bool, point.cells)) >= least]
    if not points:
        return refuse(inquiry, "nothing_shared")
    english = inquiry.question.english
    lines, entries = [phrase("common", english, count=len(points))], []
    for at, point in enumerate(points, 1):
        saying = [(p.case, cell) for p, cell in zip(targets, point.cells, strict=True) if cell]
        some = [Entry(case, cell) for case, cell in saying[:TOLD_OF_POINT]]
        more = phrase("common_more", english, count=len(saying)) if len(saying) > len(some) else ""
        said = "；".join(f"{shown(entry.quotes)}{marker(entry.case.id, inquiry.labels)}" for entry in some)
        lines.append(f"{at}. {point.name}：{said}{more}")
        entries += some
    return Reply("\n".join(lines), cited_of(entries), Basis(BasisKind.LOOKUP, "对照共同点", False))


def _nothing_common(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """One line: that nothing was found, and between which cases."""
    entries = [Entry(p.case, telling_clause(p.case, inquiry.weigh(""))) for p in targets]
    names = "、".join(marker(p.id, inquiry.labels) for p in targets)
    text = phrase("nothing_common", inquiry.question.english, names=names)
    return Reply(text, cited_of(entries), Basis(BasisKind.LOOKUP, "对照共同点", False))


def each(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """The one fact that is asked of each of `targets`, a line each, and of which it is not told: 案例1和案例3分别判了多少."""
    untold = {p: what for p in targets if (what := _untold(inquiry, p))}
    if len(untold) == len(targets):
        return refuse(inquiry, "no_detail", what="、".join(dict.fromkeys(untold.values())))
    silent = phrase(
        "no_column",
        inquiry.question.english,
        numbers=spoken([p.case.number for p in untold]),
        what="、".join(dict.fromkeys(untold.values())),
    )
    said, lines = [], []
    for at, profile in enumerate((p for p in targets if p not in untold), 1):
        alone = inquiry.asking(replace(inquiry.question, within=(profile.id,), targets=()))
        who = _who_acts(profile.case, inquiry.question.text) or _relied_on(alone, profile)
        one = who or telling(alone, profile)
        said.append(one.entry)
        first = f"{plain(one.answer)}。" if one.answer else ""
        lines.append(f"{at}. {first}{line(one.entry, inquiry.labels)}")
    lines += [silent] if untold else []
    outline = Outline("", tuple(said)) if not untold else None
    names = "、".join(f"案例{p.case.number}" for p in targets)
    return Reply(
        "\n".join(lines), cited_of(said), Basis(BasisKind.LOOKUP, f"对照{names}", True), outline=outline
    )


def _untold(inquiry: Inquiry, profile: Profile) -> str:
    """The detail that is asked for and that `profile` does not state; "" where it states all."""
    question = inquiry.question
    if question.asked.type not in ONE_FACT:
        return ""
    return unstated(inquiry.asking(replace(question, within=(profile.id,), targets=())), profile) or ""


def _who_acts(case: Case, text: str) -> Telling | None:
    """The body or place that acts in a case of one text, where that is all that `text` asks; None where it asks more, or the text
    does not begin with it.
    """
    asked = _WHO_ACTS.search(text)
    who = actor(case) if asked and len(case.fields) == 1 and not is_suit(case.title) else ""
    field = case.fields[0]
    if not who or not field.text.startswith(who) or len(text) > LONGEST_WHO_ACTS:
        return None
    quote = quote_of(case, field.name, 0, len(who))
    return Telling(Entry(case, (replace(quote, answer=(0, len(who))),)))


def _of_one_text(targets: Sequence[Profile]) -> bool:
    """Whether none of `targets` is told in sections, which have rows of their own."""
    return all(len(profile.case.fields) == 1 for profile in targets)


def _relied_on(inquiry: Inquiry, profile: Profile) -> Telling | None:
    """On whom a case of one text says that it relies, where that is asked: 依托通商总会海外商会组织; None where it says so of nobody."""
    case = profile.case
    if Cue.RELIED_ON not in inquiry.question.cues or len(case.fields) > 1:
        return None
    field = case.fields[0]
    told = [
        quote_of(case, field.name, start, end)
        for start, end in clauses(field.text)
        if _BY_WHOM.search(field.text, start, end)
    ]
    return Telling(Entry(case, tidied(case, tuple(told[:RELIED_ON])))) if told else None


def _head(inquiry: Inquiry, targets: Sequence[Profile]) -> str:
    """What all are alike in, then that they are set side by side.

    That is the kind of body, the province; where it is asked what is alike and what is not, what all say in the same words.
    """
    english, cues = inquiry.question.english, inquiry.question.cues
    alike = [] if english else list(_alike(targets))
    if Cue.ALIKE_AND_NOT in cues:
        alike += [point.name for point in common(inquiry, targets) if all(point.cells)]
    name = "differ" if Cue.DIFFERENT in cues else "compare"
    head = phrase(f"{name}_beside" if alike else name, english, count=len(targets), shared="，".join(alike))
    plain = inquiry.question.form.layout is Layout.PLAIN and not english
    ended = _ended(inquiry, targets) if plain else ""
    return f"{head}{ended}。" if ended else head


def _ended(inquiry: Inquiry, targets: Sequence[Profile]) -> str:
    """How each of two cases ended, in a word: the difference that a reader looks for first; '' where one does not tell."""
    said = [in_a_word(profile) for profile in targets]
    if len(targets) > 2 or not all(said):
        return ""
    if len(set(said)) == 1:
        return phrase("ended_alike", False, what=said[0])
    one, other = (marker(profile.id, inquiry.labels).strip("[]") for profile in targets)
    return phrase("ended_each", False, one=one, first=said[0], other=other, second=said[1])


def _alike(targets: Sequence[Profile]) -> Iterator[str]:
    """In which body and province all of `targets` are alike, by their titles and places."""
    if any(len(profile.case.fields) > 1 for profile in targets):
        return  # where a lawsuit was heard makes it like no other
    for by, name in ((organisation_of, "alike_body"), (region_of, "alike_place")):
        held = {by(profile.case) for profile in targets}
        if len(held) == 1 and OTHER not in held:
            yield phrase(name, False, what=held.pop())


@dataclass(frozen=True, slots=True)
class _Cell:
    """A clause that may stand in a comparison, and how fit it is (less is fitter)."""

    quote: Quote
    fit: tuple[bool, bool, bool, float, int]


def _points(inquiry: Inquiry, targets: Sequence[Profile]) -> list[Point]:
    """What each case does, what it does besides, and what came of it; of lawsuits what happened, why and what was ruled."""
    least = len(targets) if len(targets) <= 2 else 2
    if all(len(profile.case.fields) > 1 for profile in targets):
        rows = section_rows(inquiry, targets, least)
        if rows and all(any(row.cells[at] for row in rows) for at in range(len(targets))):
            return rows
    words = _topic(inquiry, targets)
    asked = Cue.EFFECT_ASKED in inquiry.question.cues
    came = [_effects(inquiry, p) if asked else _came(p.case) for p in targets]
    cells = [
        [cell for cell in _cells(inquiry, profile, words) if not told_in(own, cell.quote)]
        for profile, own in zip(targets, came, strict=True)
    ]
    deeds = [(min(own, key=lambda cell: cell.fit).quote,) if own else () for own in cells]
    most = MEASURES if len(targets) == 2 else 1
    measures = [_besides(own, told, most) for own, told in zip(cells, deeds, strict=True)]
    english = inquiry.question.english
    rows = [Point(phrase("point_deed", english), tuple(deeds)), *_facing(measures, english)]
    # 效果怎么比: what is asked of stands first
    rows.insert(0 if asked else len(rows), Point(phrase("point_came", english), tuple(came)))
    return [row for row in rows if sum(map(bool, row.cells)) >= least]


def telling_cells(inquiry: Inquiry, profile: Profile) -> list[Quote]:
    """The clauses of a case of one text that tell most of it, the fittest first, what came of it the second."""
    deed, *others = [cell.quote for cell in sorted(_cells(inquiry, profile, None), key=lambda cell: cell.fit)]
    return [deed, *_came(profile.case), *others]


def _facing(measures: Sequence[tuple[Quote, ...]], english: bool) -> list[Point]:
    """What each case does besides, the clauses that speak of the same in a row of their own: platforms, rules, services."""
    left = [list(quotes) for quotes in measures]
    points: list[Point] = []
    for name, words in () if english else _ASPECTS.items():
        found = [next((quote for quote in own if words.search(quote.text)), None) for own in left]
        if all(found):
            points.append(Point(name, tuple((quote,) for quote in found if quote)))
            left = [[q for q in own if q is not quote] for own, quote in zip(left, found, strict=True)]
    rest = Point(phrase("point_measures", english), tuple(map(tuple, left)))
    return [*points, rest] if any(left) else points


def _effects(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """What came of it, as where it is asked of one case."""
    told = effects(profile, inquiry.words, inquiry.parts_near(profile), inquiry.question.text)
    return tidied(profile.case, told)


def _topic(inquiry: Inquiry, targets: Sequence[Profile]) -> Weighted | None:
    """The words of what is compared, which two of `targets` or more have; None where the question only names the cases."""
    terms = [
        term
        for term in inquiry.words.terms
        if sum(bool(term.strength(profile.text)) for profile in targets) > 1
    ]
    return weigh(terms, inquiry.texts) if terms else None


def _came(case: Case) -> tuple[Quote, ...]:
    """What a case of one text says in its end that came of it, no longer than a cell."""
    told = told_of(case, ()).came if len(case.fields) == 1 else ()
    quotes = tidied(case, tuple(quote_of(case, *place) for place in told))
    return tuple(quote for quote in quotes if len(quote.text) <= LONG)


def _besides(cells: Sequence[_Cell], told: Sequence[Quote], most: int) -> tuple[Quote, ...]:
    """The fittest clauses beside what is `told`, in the case's order."""
    kept: list[tuple[int, Quote]] = []
    left = MEASURES_ROOM
    for cell in sorted(cells, key=lambda cell: cell.fit):
        size = len(cell.quote.text)
        apart = not told_in([*told, *(quote for _, quote in kept)], cell.quote)
        if len(kept) < most and size <= left and apart and not any(cell.fit[:2]):
            kept.append((cell.fit[-1], cell.quote))
            left -= size
    return tuple(quote for _, quote in sorted(kept, key=lambda one: one[0]))


def _cells(inquiry: Inquiry, profile: Profile, topic: Weighted | None) -> list[_Cell]:
    """The clauses of a case; the statements of its sections where it is told in several."""
    case, parts = profile.case, inquiry.parts_near(profile) if topic else ()
    text, words = inquiry.question.text, topic
    if words is None:  # nothing is compared in particular: what each is about comes first
        text, words = case.title, inquiry.weigh(case.title)
    if len(case.fields) > 1:
        scored = [
            (s.field, s.start, s.end, score) for s, score in scored_statements(profile, words, parts, text)
        ]
    else:
        scored = [(c.field, c.start, c.end, c.score) for c in scored_clauses(profile, words, parts, text)]
    beside = asides(case) if len(case.fields) > 1 else frozenset()
    found = []
    for at, (field, start, end, score) in enumerate(scored):
        quote = with_its_contrast(case, quote_of(case, field, start, end))
        if quote.text and field not in beside:
            worth = score + NAMED * (len(case.fields) == 1 and bool(_NAMED.search(quote.text)))
            size = len(quote.text)
            leads = len(case.fields) == 1 and bool(_LED_BY.match(quote.text))
            idle = repeats(case.title, quote.text) or (
                len(case.fields) > 1 and (cites_law(quote.text) or _ISSUE.search(quote.text) is not None)
            )
            fit = (idle, size <= SCRAP, size > LONG or leads, -worth, at)
            found.append(_Cell(quote, fit))
    return found


def find_targets(inquiry: Inquiry) -> list[Profile]:
    """The cases a comparing question names, in the order named; fewer than two where it names too few."""
    question = inquiry.question
    if question.within:
        return list(inquiry.pool)
    groups = [group for group in _anchored(inquiry) if group]
    chosen: list[Profile] = []
    if len(groups) == 1 and len(groups[0]) > 1:
        chosen = list(groups[0])
    elif len(groups) > 1:
        alone = {group[0].id for group in groups if len(group) == 1}
        for group in groups:
            # 浙江省局和吴兴区: the wider place means another of its cases than the one named by itself.
            rest = [p for p in group if p.id not in alone] or group
            told = [p for p in rest if p.id in question.near]
            rest = told if len(told) == 1 else rest
            whole = len(rest) == 1 or (len(group) <= FEW and not inquiry.words.terms)
            chosen += rest if whole else [one.profile for one in inquiry.ranked(rest)][:1]
    found = list({p.id: p for p in chosen}.values())
    if len(found) > 1 or question.want is not Want.COMPARE:
        return found
    return _halves(inquiry, found)


def _anchored(inquiry: Inquiry) -> list[Sequence[Profile]]:
    """For each place or institution named, the cases it points to; a kind right behind a place narrows it."""
    question = inquiry.question
    institutions = question.institutions
    anchors: list[tuple[int, int, Sequence[Profile]]] = [
        (start, end, inquiry.numbered(number))
        for number, (start, end) in zip(question.numbers.numbers, question.numbers.spans, strict=False)
    ]
    for found in institutions:
        own = inquiry.holding((found.institution.name, found.text), inquiry.pool)
        anchors.append((found.start, found.end, [p for p in own if found.institution.name in p.title] or own))
    for mention in question.places:
        if any(start <= mention.start < end for start, end, _ in anchors):
            continue
        here = lying_in([mention], inquiry.profiles, inquiry.pool)
        beside = {name for name, start, _ in question.kinds if 0 <= start - mention.end <= 4}
        narrower = [p for p in here if any(p.acts_as(kind) for kind in beside)] if beside else []
        anchors.append((mention.start, mention.end, narrower or here))
    for party in dict.fromkeys(parties(question.text)):
        holding = inquiry.holding([party], inquiry.pool)
        own = [p for p in holding if party in p.title] or holding  # whose case it is, before who is told of
        start = question.text.index(party)
        anchors += [(start, start + len(party), own)] if len(own) == 1 else []
    named = len(anchors)
    if named < 2:
        covered = [(start, end) for start, end, _ in anchors]
        for name, start, end in question.kinds:
            if not any(0 <= start - stop <= 4 or begin <= start < stop for begin, stop in covered):
                acting = inquiry.profiles.acting((name,), inquiry.pool)
                anchors += [(start, end, acting)] if len(acting) <= FEW else []
    if sum(len(group) == 1 for _, _, group in anchors) > 1:
        # 个人行贿, beside two cases that are named: no third party to compare
        anchors = anchors[:named] + [one for one in anchors[named:] if len(one[2]) == 1]
    return [group for _, _, group in sorted(anchors, key=lambda anchor: anchor[:2])]


def _halves(inquiry: Inquiry, known: list[Profile]) -> list[Profile]:
    """Two targets named by what they do: A和B有什么不同, each half ranked by itself.

    Of several ways to cut the question in two the one is taken whose less sure half is the surest.
    """
    best, found = 0.0, known
    for a, rest in islice(halves(inquiry.question.text), CUTS):
        if best >= SURE:
            break
        b = _CUE.split(rest)[0]
        inquiry.ahead([half for half in (a, b) if not find_numbers(half).numbers and inquiry.terms(half)])
        one = _meant(inquiry, a, ())
        other = _meant(inquiry, b, [one[0]] if one else ())
        pair = {half[0].id: half[0] for half in (one, other) if half}
        pair |= {profile.id: profile for profile in known}
        sure = min(one[1], other[1]) if one and other else 0.0
        if len(pair) == 2 and (sure > best or found is known):
            best, found = sure, list(pair.values())
    return found


def _meant(inquiry: Inquiry, half: str, taken: Collection[Profile]) -> tuple[Profile, float] | None:
    """The case that one half of a comparison describes, and how surely; None where it describes none not `taken`."""
    numbers = find_numbers(half).numbers
    if numbers:
        return next(((p, 1.0) for p in inquiry.numbered(numbers[0])), None)
    words = inquiry.weigh(half)
    pool = inquiry.profiles.without(inquiry.pool, taken)
    if not words.terms or not pool:
        return None
    alone = inquiry.asking(replace(inquiry.question, text=half, theme=half))
    ranked = alone.ranked(pool, words)
    if not ranked[0].together and not alone.confident(ranked):
        return None
    return ranked[0].profile, alone.presence(ranked[0], words)
