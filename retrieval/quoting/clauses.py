"""Which clauses of a case bear an answer out: verbatim spans, best first chosen, shown in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from data.text import clauses, fold, says_anything, sentences, squeeze, trimmed
from data.types import Case, Field, Quote
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.holdings import own_words
from retrieval.cases.profiles import Profile
from retrieval.cases.suits import sections
from retrieval.cases.typed import sheet
from retrieval.language.numbers import ARTICLE
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type, asked
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.closed.wanted import counts, has_form, in_form
from retrieval.question.query import Layout
from retrieval.quoting.shown import SCRAP, repeats, tidied

if TYPE_CHECKING:
    from vectorstore.chroma import Hit

BUDGET = 110
"""Code points quoted of one case for a factual question: some three clauses of official prose."""
KEEP = 0.6
"""A further clause is quoted when it scores at least this share of the best one."""
FULL_BUDGET, FULL_KEEP = 150, 0.2
"""The same where no clause holds most of the question's words, or it is asked how something is done."""
SURE = 0.75
"""Share of the question's words in one clause from which on that clause is the answer."""
LONG_FIELD = 600
"""From this length on a field is told in sentences, and these are what is quoted."""
WORDS, PAIRS, LETTERS, MEANING, FORM = 1.2, 0.5, 0.5, 0.45, 0.15
"""What a clause's marks weigh: words held, pairs of characters, rare characters, nearness, the form asked for."""
NUMBER = 0.5
"""What it weighs that a clause has the number or the name asked for: one without is no answer."""
NEARLY = 0.8
"""Share of the best clause's words that another may have in its stead."""
LONG_CLAUSE = 48
"""Code points from which on another clause that says as much is rather quoted."""
VALUE = 60
"""Code points up to which a field is a value, where it is a small part of its case."""
ROOMS = {Layout.SHORT: 60, Layout.ONE: 40, Layout.LEAST: 24}
"""Code points quoted of a case where a short answer is asked for, by how short; a clause is never broken."""
_ASIDE, _CONTRASTS, _LESSON = listed("section.aside"), listed("contrasts"), listed("section.lesson")
BEHIND, _MARKS = 2, "，,。；;、：: ”"
"""Code points behind the words that answer by which they say what they are of; what says nothing there."""
_NUMERALS = "一二三四五六七八九十"
_EXACT = frozenset((Type.NUMBER, Type.AMOUNT, Type.SHARE, Type.DURATION))
"""Types of things of which a clause without one does not hold the answer, whatever its words."""


BORN, BYLINE = "出生", ("文/", "文／")
"""What marks words that say who somebody is, and nothing of what he did; how the line begins that says who wrote it."""
_Span = tuple[str, int, int, str]
"""Field, start, end, and the text squeezed."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a case, with its score for the question at hand."""

    field: str
    start: int
    end: int
    score: float
    held: float = 0.0
    """The share of the question's words that it holds; 0 where it lacks the number or the list asked for."""


def scored_clauses(
    profile: Profile,
    words: Weighted,
    parts: Sequence[Hit],
    text: str,
) -> list[Clause]:
    """The clauses of all fields, in order, scored by the question's words, characters and meaning."""
    units = _units(profile)
    words = words.within(profile.text)
    grams = _bigrams(text)
    letters = letters_by_rarity(text, [clause for *_, clause in units])
    low = min((hit.score for hit in parts), default=0.0)
    spread = max((hit.score for hit in parts), default=0.0) - low or 1.0
    wants_list = Cue.SEVERAL in cues_of(text)
    what = asked(text)
    formed, exact = has_form(what), what.type in _EXACT
    noun = _bigrams(what.noun)
    scored = []
    for field, start, end, clause in units:
        near = [h.score for h in parts if h.field == field and h.start < end and start < h.end]
        held = words.coverage(clause)
        score = WORDS * held
        score += PAIRS * len([pair for pair in grams if pair in clause]) / max(4, min(len(grams), 12))
        score += LETTERS * sum([weight for letter, weight in letters.items() if letter in clause])
        score += MEANING * (max(near, default=low) - low) / spread
        form = _form(profile.case, what, field, start, end) if formed else 0
        score += (FORM if what.type is Type.HOW else NUMBER) * form
        score += FORM * (wants_list * min(clause.count("、"), 2))
        score += WORDS / 3 * any(pair in clause for pair in noun)
        fits = (form > 0 or not exact) and (not wants_list or "、" in clause)
        scored.append(Clause(field, start, end, score, held if fits else 0.0))
    return scored


def _form(case: Case, what: Asked, field: str, start: int, end: int) -> int:
    """Whether a clause has anything of the type asked for (1), and of a number what was counted (2)."""
    page = sheet(case)
    inside = page.inside(field, start, end)
    if not in_form(what, page.text, inside):
        return 0
    return 2 if what.type is Type.NUMBER and counts(what, page.text, inside) else 1


def surely_told(scored: Sequence[Clause]) -> bool:
    """Whether the best clause holds so many of the question's words that it needs few others beside it."""
    return bool(scored) and max(scored, key=lambda clause: clause.score).held >= SURE


def telling_clauses(profile: Profile, words: Weighted) -> list[Clause]:
    """As `scored_clauses`, by the words alone: enough to show why a case is a member of a set, and quick."""
    words = words.within(profile.text)
    return [Clause(name, start, end, words.coverage(text)) for name, start, end, text in _units(profile)]


def telling_clause(case: Case, words: Weighted) -> tuple[Quote, ...]:
    """The one clause that shows why a case is a member: with the words asked for, else the first of its own."""
    spans = _clauses(case)
    if not spans:
        return ()
    if not words.terms:
        return _opening_clause(case)
    words = words.within(squeeze("\n".join(f.text for f in case.fields)))
    held = [words.coverage(text) for *_, text in spans]
    enough = NEARLY * max(held)
    best = min(
        (at for at in range(len(spans)) if held[at] >= enough),
        key=lambda at: (_against(case, spans[at]), -held[at], at),
    )
    return _told_by(case, spans[best])


@lru_cache(maxsize=5_000)
def _opening_clause(case: Case) -> tuple[Quote, ...]:
    """The first clause that nothing speaks against, else the one that the least does: of all cases at once, once each."""
    spans = _clauses(case)
    first = next((span for span in spans if not any(_against(case, span))), None)
    return _told_by(case, first or min(spans, key=lambda span: _against(case, span)))


def _against(case: Case, span: _Span) -> tuple[bool, ...]:
    """What speaks against a clause being what shows a case, the heaviest first."""
    name, _, _, text = span
    return (
        name in asides(case),
        BORN in text or text.startswith(BYLINE),
        len(case.fields) > 1 and _says_less(*span),
        len(case.fields) > 1
        and bool(sections.MEANING.search(name) or _LESSON.search(name)),  # what all are to learn
        repeats(case.title, text),
        len(text) <= SCRAP,
        len(text) > LONG_CLAUSE,
    )


def _told_by(case: Case, span: _Span) -> tuple[Quote, ...]:
    name, start, end, _ = span
    return tidied(case, (quote_of(case, name, start, end),))


def _says_less(field: str, start: int, end: int, text: str) -> bool:
    """Whether a clause of a case told in sections is a party's, a law's or only what is in dispute."""
    return bool(sections.CLAIMS.search(field) or _is_law(text) or not own_words(text))


@lru_cache(maxsize=5_000)
def asides(case: Case) -> frozenset[str]:
    """The fields of a case that tell nothing of what happened in it: values, key words, the articles of a law."""
    told = sum(len(field.text) for field in case.fields)
    return frozenset(
        field.name
        for field in case.fields
        if _ASIDE.search(field.name)
        or (len(field.text) <= VALUE and "。" not in field.text and len(field.text) * 4 < told)
    )


@lru_cache(maxsize=5_000)
def _clauses(case: Case) -> tuple[_Span, ...]:
    """Every clause that says anything: field, start, end, and its text squeezed."""
    return tuple(
        (field.name, start, end, squeeze(field.text[start:end]))
        for field in case.fields
        for start, end in clauses(field.text)
        if says_anything(field.text, start, end)
    )


@lru_cache(maxsize=5_000)
def opening_quotes(profile: Profile, budget: int) -> tuple[Quote, ...]:
    """What is quoted of a member of a set where no words were asked for: its first clauses."""
    return best_quotes(
        profile.case, [Clause(f.name, start, end, 0.0) for f, start, end in _spans(profile.case)], budget
    )


@lru_cache(maxsize=5_000)
def _units(profile: Profile) -> tuple[tuple[str, int, int, str], ...]:
    """What may be quoted of a case: field, start, end, and the text as words are looked for in it."""
    return tuple((f.name, start, end, squeeze(f.text[start:end])) for f, start, end in _spans(profile.case))


def _spans(case: Case) -> Iterator[tuple[Field, int, int]]:
    """What may be quoted of a case."""
    for field in case.fields:
        text = field.text
        for start, end in sentences(text) if len(text) > LONG_FIELD else clauses(text):
            if says_anything(text, start, end):
                yield field, start, end


def letters_by_rarity(text: str, units: Sequence[str]) -> dict[str, float]:
    """The question's characters, the more telling the fewer of the clauses hold them; they add up to 1."""
    weights = {}
    for letter in dict.fromkeys(c for c in text if "一" <= c <= "鿿" and c not in lexicon.stopwords()):
        held = sum(letter in unit for unit in units)
        if held:
            weights[letter] = 1 / held
    total = sum(weights.values()) or 1.0
    return {letter: weight / total for letter, weight in weights.items()}


def best_quotes(
    case: Case, scored: Sequence[Clause], budget: int = BUDGET, keep: float = KEEP
) -> tuple[Quote, ...]:
    """The best clause with its neighbours, and others as good, within `budget` code points, in their order.

    Official prose says with what and to what end in the clauses beside the one that says what.
    """
    if not scored:
        return ()
    order = sorted(range(len(scored)), key=lambda at: (-scored[at].score, at))
    best = order[0]
    floor = keep * scored[best].score
    strong = [at for at in order[1:] if scored[at].score >= floor]
    beside = [
        at for at in (best + 1, best - 1) if 0 <= at < len(scored) and scored[at].field == scored[best].field
    ]
    chosen = {best}
    used = scored[best].end - scored[best].start
    for at in [*strong, *(beside if budget >= BUDGET else ())]:
        length = scored[at].end - scored[at].start
        if at not in chosen and used + length <= budget:
            chosen.add(at)
            used += length
    return joined(case, [scored[at] for at in sorted(chosen)])


def joined(case: Case, picked: Sequence[Clause]) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    run: list[Clause] = []
    for clause in [*picked, None]:
        if run and (clause is None or clause.field != run[-1].field or clause.start != run[-1].end):
            quote = with_its_contrast(case, quote_of(case, run[0].field, run[0].start, run[-1].end))
            before = quotes[-1] if quotes else None
            if before and before.field == quote.field and quote.start <= spans_to(case, before):
                quote = quote_of(case, quote.field, quotes.pop().start, quote.end)
            quotes.append(quote)
            run = []
        if clause is not None:
            run.append(clause)
    return tuple(quote for quote in quotes if quote.text)


def quote_of(case: Case, field: str, start: int, end: int) -> Quote:
    """The quote of `field[start:end]` without punctuation and white space at its ends."""
    text = case.text_of(field) or ""
    start, end = trimmed(text, (start, end))
    return Quote(field, start, end, text[start:end])


def with_its_contrast(case: Case, quote: Quote) -> Quote:
    """`quote`, where it begins with 但是, with the clause before it: without that it may say the opposite of the case."""
    match = _CONTRASTS.match(quote.text)
    before = (case.text_of(quote.field) or "")[: quote.start]
    spans = clauses(before) if match else []
    if not spans or "。" in before[spans[-1][0] :]:
        return quote
    whole = quote_of(case, quote.field, spans[-1][0], quote.end)
    return replace(whole, answer=quote.answer)


def ending(case: Case, quote: Quote, room: int) -> Quote:
    """The last clauses of `quote`, of `room` code points or one of them: a ruling ends with what is ruled."""
    spans = clauses(quote.text)
    first = len(spans) - 1
    while first > 0 and len(quote.text) - spans[first - 1][0] <= room:
        first -= 1
    return quote_of(case, quote.field, quote.start + spans[first][0], quote.end)


def opening(case: Case, quote: Quote, room: int) -> Quote:
    """The first clauses of `quote`, of `room` code points or one of them."""
    spans = clauses(quote.text)
    last = 0
    while last + 1 < len(spans) and spans[last + 1][1] <= room:
        last += 1
    return quote_of(case, quote.field, quote.start, quote.start + spans[last][1]) if spans else quote


def clipped(case: Case, quote: Quote, text: str, room: int, at: int | None = None) -> Quote:
    """Of a quote longer than `room` the clause that has most of `text`, with those beside it as far as there is room.

    `at`: a place in the field whose clause it is to be instead, in code points.
    """
    spans = clauses(quote.text)
    if len(quote.text) <= room or len(spans) < 2:
        return quote
    pairs = _bigrams(fold(text))
    held = [len([pair for pair in pairs if pair in fold(quote.text[start:end])]) for start, end in spans]
    likeliest = max(range(len(spans)), key=lambda one: (held[one], -one))
    there = [] if at is None else [n for n, (s, e) in enumerate(spans) if s <= at - quote.start < e]
    first = last = there[0] if there else likeliest
    while first > 0 or last + 1 < len(spans):
        ahead = held[last + 1] if last + 1 < len(spans) else -1
        behind = held[first - 1] if first > 0 else -1
        a, b = (first, last + 1) if ahead >= behind else (first - 1, last)
        if spans[b][1] - spans[a][0] > room:
            break
        first, last = a, b
    while last > first and quote.text[slice(*spans[last])].endswith(("的，", "的,", "的")):
        last -= 1  # 拒不辞职的，: what only begins another thing
    return quote_of(case, quote.field, quote.start + spans[first][0], quote.start + spans[last][1])


def shortened(case: Case, quote: Quote, text: str, room: int) -> Quote:
    """`quote` in at most some `room` code points: the clause with the words that answer, else with most of `text`."""
    if quote.answer is None:
        return clipped(case, quote, text, room)
    short = clipped(case, quote, text, room, quote.answer[0])
    inside = short.start <= quote.answer[0] and quote.answer[1] <= short.end
    return replace(short, answer=quote.answer if inside else None)


def from_answer(case: Case, quote: Quote) -> Quote:
    """`quote` from the words that answer to the end of their clause, where something stands behind them there; else as it is:
    34家海外服务分中心, but not 三分之二 alone.
    """
    if quote.answer is None:
        return quote
    start, end = quote.answer
    stop = next((quote.start + b for a, b in clauses(quote.text) if end <= quote.start + b), quote.end)
    behind = quote.text[end - quote.start : stop - quote.start].strip(_MARKS)
    if len(behind) < BEHIND or not quote.text[start - quote.start :][:1].isalnum():
        return quote
    return replace(quote_of(case, quote.field, start, stop), answer=quote.answer)


def spans_to(case: Case, quote: Quote) -> int:
    """Where the clause that `quote` ends with ends, its punctuation with it."""
    text = case.text_of(quote.field) or ""
    return next((end for start, end in clauses(text) if start < quote.end <= end), quote.end)


def _bigrams(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters: what is left in common when words are cut otherwise."""
    return {a + b for a, b in pairwise(text) if "一" <= a <= "鿿" and "一" <= b <= "鿿"}


def _is_law(text: str) -> bool:
    """Whether it is an article's words, or what is in dispute."""
    bare = text.removeprefix("“")
    item = bare[:1] == "（" and bare[1:].lstrip(_NUMERALS)[:1] == "）" and bare[1:2] != "）"
    return item or "争议焦点" in text or bool(ARTICLE.search(text))
