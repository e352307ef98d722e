"""Which clauses of a case bear an answer out: verbatim spans, best first chosen, shown in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.text import clauses, fold, sentences, trimmed
from data.types import Case, Quote
from retrieval.profiles import Profile
from retrieval.terms import Weighted

if TYPE_CHECKING:
    from vectorstore.chroma import Hit

BUDGET = 110
"""Code points quoted of one case for a factual question: some three clauses of official prose."""
KEEP = 0.55
"""A further clause is quoted when it scores at least this share of the best one."""
LONG_FIELD = 600
"""From this length on a field is told in sentences, and these are what is quoted."""
_DIGIT = re.compile(r"\d|[一二三四五六七八九十两]+(?:个|家|项|条|位|次|种|级|层)|分之")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a case, with its score for the question at hand."""

    field: str
    start: int
    end: int
    score: float


def whole_field(case: Case) -> tuple[Quote, ...]:
    """Every field of the case, each as one quote."""
    return tuple(Quote(f.name, 0, len(f.text), f.text) for f in case.fields if f.text)


def scored_clauses(profile: Profile, words: Weighted, parts: Sequence[Hit], text: str, wants_number: bool = False) -> list[Clause]:
    """The clauses of all fields, in order, scored by the question's words, characters and meaning."""
    grams = _bigrams(text)
    low = min((hit.score for hit in parts), default=0.0)
    spread = max((hit.score for hit in parts), default=0.0) - low or 1.0
    scored = []
    for name, field_text in ((f.name, f.text) for f in profile.case.fields):
        folded = fold(field_text)
        units = sentences(field_text) if len(field_text) > LONG_FIELD else clauses(field_text)
        for start, end in units:
            clause = "".join(folded[start:end].split())
            meaning = max(
                ((hit.score - low) / spread for hit in parts if hit.field == name and hit.start < end and start < hit.end),
                default=0.0,
            )
            own = _bigrams(clause)
            shared = len(grams & own) / max(4, min(len(grams), 12))
            score = 1.2 * words.coverage(clause) + 0.5 * shared + 0.45 * meaning
            if wants_number and _DIGIT.search(clause):
                score += 0.15
            scored.append(Clause(name, start, end, score))
    return scored


def best_quotes(case: Case, scored: Sequence[Clause], budget: int = BUDGET, keep: float = KEEP) -> tuple[Quote, ...]:
    """The best clauses within `budget` code points, neighbours joined, in the order of the text."""
    if not scored:
        return ()
    order = sorted(range(len(scored)), key=lambda at: (-scored[at].score, at))
    floor = keep * scored[order[0]].score
    chosen: set[int] = set()
    used = 0
    for at in order:
        length = scored[at].end - scored[at].start
        if chosen and (scored[at].score < floor or used + length > budget):
            continue
        chosen.add(at)
        used += length
    return _joined(case, [scored[at] for at in sorted(chosen)])


def _joined(case: Case, picked: Sequence[Clause]) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    run: list[Clause] = []
    for clause in [*picked, None]:
        if run and (clause is None or clause.field != run[-1].field or clause.start != run[-1].end):
            quotes.append(quote_of(case, run[0].field, run[0].start, run[-1].end))
            run = []
        if clause is not None:
            run.append(clause)
    return tuple(quote for quote in quotes if quote.text)


def quote_of(case: Case, field: str, start: int, end: int) -> Quote:
    """The quote of `field[start:end]` without punctuation and white space at its ends."""
    text = case.text_of(field) or ""
    start, end = trimmed(text, (start, end))
    return Quote(field, start, end, text[start:end])


def _bigrams(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters: what is left in common when words are cut otherwise."""
    return {a + b for a, b in zip(text, text[1:], strict=False) if "一" <= a <= "鿿" and "一" <= b <= "鿿"}
