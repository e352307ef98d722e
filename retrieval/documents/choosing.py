"""Which words of a case a briefing gives: what was done in two to four clauses, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from data.text import Span, clauses, says_anything, sentences, trimmed
from data.types import TITLE, Case, Field, Quote
from retrieval.cases.suits.course import course_of
from retrieval.cases.suits.sections import RESULT
from retrieval.documents.record import Place, Told
from retrieval.lexicon.listed import listed, words
from retrieval.quoting.clauses import LONG_FIELD, asides
from retrieval.quoting.courses import decided_in, story_of

CLAUSES = 4
"""Clauses that tell what was done, at most; two at least where the case has them."""
ROOM = 150
"""Code points for what was done."""
FACTS, REMARK = 120, 60
"""The same for how a lawsuit came about, and for a sentence on the topic elsewhere."""
OPENING = 60
"""An opening clause up to this long says who acts, and is given first."""
CAME = 160
"""Code points for what came of it."""
_PAIRS = (("（", "）"), ("“", "”"), ("‘", "’"), ("《", "》"), ("(", ")"))
_LEADS_ON = words("leads_on")
"""A clause that only says by what or for whom the next one is done."""
_CAME = listed("came_of_it")


def told_of(case: Case, quotes: Iterable[Quote], tier: str = "said") -> Told:
    """What a briefing tells of `case`, whose words `quotes` are on its topic."""
    hits = [quote for quote in quotes if quote.field != TITLE]
    ruling = _ruling(case)
    if ruling or _is_sectioned(case):
        done = _of_sections(case, hits, ruling)
        came = ruling
    else:
        done, came = _of_summary(case, hits)
    return Told(case.id, case.sha256, done, came, tier)


def told_as(case: Case, quotes: Iterable[Quote], tier: str = "said") -> Told:
    """The words as they were quoted, and no others."""
    places = tuple((q.field, q.start, q.end) for q in quotes if q.field != TITLE)
    return Told(case.id, case.sha256, places, (), tier)


def _is_sectioned(case: Case) -> bool:
    return sum(len(field.text) > LONG_FIELD // 10 for field in case.fields) > 1


def _of_summary(case: Case, hits: Sequence[Quote]) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    """Of a case told in one run of clauses: who acts and the clauses on the topic, then what it ends in."""
    field = _field_of(case, hits)
    if field is None:
        return (), ()
    spans = [s for s in clauses(field.text) if says_anything(field.text, *s)]
    last = len(spans) - 1
    ends_in = last > 1 and _CAME.search(field.text[slice(*spans[last])]) is not None
    usable = range(last if ends_in else last + 1)
    on_topic = [at for at in usable if any(_meets(spans[at], q) for q in hits if q.field == field.name)]
    order = [0] if spans and _length(spans[0]) <= OPENING else []
    order += on_topic
    after = on_topic or order or [0]
    order += [at + step for step in (1, -1, 2, -2, 3) for at in after if at + step in usable]
    chosen: list[int] = []
    used = 0
    for at in dict.fromkeys(order or usable):
        length = _length(spans[at])
        if len(chosen) < CLAUSES and (not chosen or used + length <= ROOM):
            chosen.append(at)
            used += length
    kept = _rounded(field.text, spans, sorted(chosen))
    done = _runs(field, [spans[at] for at in kept])
    return done, (_runs(field, [spans[last]]) if ends_in else ())


def _only_leads_on(clause: str) -> bool:
    said = clause.rstrip("，,")
    if "，" in said or "," in said:
        return False
    by = said.startswith("从") and ("到" in said or "至" in said)
    within = said.startswith("在") and said.endswith(("中", "下", "上"))
    return said.startswith(_LEADS_ON) or by or within or (said.startswith("以") and "为" in said)


def _rounded(text: str, spans: Sequence[Span], chosen: Sequence[int]) -> list[int]:
    """The clauses without such as only lead on to the next, where that one is not given."""
    kept = list(chosen)
    for at in reversed(chosen):
        leads_on = at + 1 < len(spans) and at + 1 not in kept and _only_leads_on(text[slice(*spans[at])])
        if leads_on and len(kept) > 1:
            kept.remove(at)
    return kept


def _field_of(case: Case, hits: Sequence[Quote]) -> Field | None:
    names = [quote.field for quote in hits]
    told = [field for field in case.fields if field.text.strip()]
    return max(told, key=lambda f: (names.count(f.name), len(f.text)), default=None)


def _of_sections(case: Case, hits: Sequence[Quote], ruling: tuple[Place, ...]) -> tuple[Place, ...]:
    """Of a case told in sections: how it came about, and the words on the topic where these stand elsewhere."""
    facts, beside = story_of(case), asides(case)
    opening = _leading(facts, 0, len(facts.text), FACTS) if facts else ()
    places = list(opening)
    for quote in hits:
        taken = any(
            name == quote.field and s < quote.end and quote.start < e for name, s, e in (*places, *ruling)
        )
        if not taken and quote.field not in beside and len(places) < 2:
            field = next(f for f in case.fields if f.name == quote.field)
            whole = next(s for s in sentences(field.text) if s[0] <= quote.start < s[1])
            places += _runs(field, [whole]) if _length(whole) <= REMARK else ()
    at = {field.name: position for position, field in enumerate(case.fields)}
    return tuple(sorted(places, key=lambda place: (at[place[0]], place[1])))


def _ruling(case: Case) -> tuple[Place, ...]:
    """What was ruled in the end, or how the section that tells the result begins."""
    operative = course_of(case).operative
    if operative is not None:
        field = next(f for f in case.fields if f.name == operative.field)
        return _leading(field, operative.start, operative.end, CAME)
    decided = decided_in(case) if len(case.fields) > 1 else None
    if decided is not None:
        name, start, end = decided
        return _ending(next(f for f in case.fields if f.name == name), start, end)
    section = next((f for f in case.fields if RESULT.search(f.name) and f.text.strip()), None)
    return _leading(section, 0, len(section.text), CAME) if section else ()


def _ending(field: Field, start: int, end: int) -> tuple[Place, ...]:
    """The last clauses of a sentence, within the room for what came of it: it ends with what is ruled."""
    spans = [span for span in clauses(field.text) if start <= span[0] and span[1] <= end] or [(start, end)]
    first = len(spans) - 1
    while first > 0 and end - spans[first - 1][0] <= CAME:
        first -= 1
    return _runs(field, [(spans[first][0], end)])


def _leading(field: Field, start: int, end: int, room: int) -> tuple[Place, ...]:
    """The first sentences of a span, and of a long one its first clauses, within `room`."""
    units = [s for s in sentences(field.text) if s[0] < end and start < s[1]]
    if units and _length(units[0]) > room:
        units = [s for s in clauses(field.text) if s[0] < end and max(start, units[0][0]) < s[1]]
    last = 0
    for _, stop in units:
        if last and stop - units[0][0] > room:
            break
        last = stop
    return _runs(field, [(units[0][0], last)]) if last else ()


def _runs(field: Field, spans: Sequence[Span]) -> tuple[Place, ...]:
    """The spans, neighbours joined, without punctuation at their ends."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    found = (_closed(field.text, *trimmed(field.text, span)) for span in joined)
    return tuple((field.name, start, end) for start, end in found if end > start)


def _closed(text: str, start: int, end: int) -> Span:
    """The span with the mark that closes what it opens; empty where it holds half of a bracket or quotation."""
    for opened, closed in _PAIRS:
        depth = text.count(opened, start, end) - text.count(closed, start, end)
        near = text.find(closed, end, end + 2)
        if depth == 1 and near >= 0:
            end = near + 1
        elif depth:
            return start, start
    return start, end


def _meets(span: Span, quote: Quote) -> bool:
    return span[0] < quote.end and quote.start < span[1]


def _length(span: Span) -> int:
    return span[1] - span[0]
