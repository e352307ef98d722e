"""What to quote of a case told in sections: whole statements, from the section that answers the kind of question.

A judgment says the same matter four times (claimed, argued, ruled, explained). Which of them answers depends on
what is asked: the ruling for what was decided, the reasoning for why and whether, the facts for what happened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from data.patterns import regex
from data.text import clauses, sentences, squeeze
from data.types import Quote
from data.values import dataclass
from retrieval.cases.holdings import own_words, said_in
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import MEANING, REASONS, RESULT, gives_reasons
from retrieval.cases.typed import sheet
from retrieval.language.numbers import ARTICLE
from retrieval.language.terms import Weighted
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.closed.meant import meant
from retrieval.question.closed.wanted import has_form, in_form
from retrieval.quoting.clauses import letters_by_rarity, quote_of

if TYPE_CHECKING:
    from vectorstore.chroma import Hit

LONGEST = 90
"""Code points of a statement: a sentence of a judgment is cut at clauses where it is longer."""
SHORTEST = 24
"""Clauses shorter than this go with the next: 遂提起诉讼."""
ROOM = 210
"""Code points quoted of one case: two statements or three, an answer of some 240 with its title."""
KEPT = 0.6
"""A further statement is quoted when it scores at least this share of the best."""
WORDS, LETTERS, MEANING_OF, FORM, SECTION = 1.2, 0.7, 0.5, 0.5, 0.35
"""What speaks for a statement: words held, rare characters, nearness, the form asked for, its section."""

WHOLE = 170
"""Code points of the longest sentence that is told whole as a reason."""
ITS_OWN = 0.5
"""Share of a statement that must be the tribunal's own words."""
WORK = 0.8
"""What it speaks for a statement that it tells as what somebody works, where that is asked."""
_WORKS = listed("works_as")
_RULE = regex(
    r"^“?(?:（[一二三四五六七八九十]+）|第[一二三四五六七八九十百]+条)|^[^，,。]{0,12}《[^》]+》[^，,。]{0,6}$"
)
_LAW_REACH = 14
"""Characters behind an article within which it is said to rule: 第三十六条规定."""
ISSUE, DEFINES = 0.4, 0.6
"""What a statement loses that only says what is in dispute, and gains that defines what is asked to be explained."""
_ISSUE, _WHETHER, LONGEST_ISSUE = listed("in_dispute"), listed("asks_if"), 30
_DEFINES = listed("defines")
_HOLDS = listed("holds")


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or some clauses of a long one: `field[start:end]`, squeezed in `text`."""

    field: str
    start: int
    end: int
    text: str


def statements(profile: Profile) -> list[Statement]:
    """The statements of all sections, in order."""
    found = []
    for section in profile.case.fields:
        for first, last in sentences(section.text):
            if last - first <= LONGEST:
                spans = [(first, last)]
            else:
                spans = _gathered([(first + a, first + b) for a, b in clauses(section.text[first:last])])
            found += [Statement(section.name, a, b, squeeze(section.text[a:b])) for a, b in spans]
    return found


def _gathered(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and (end - joined[-1][0] <= LONGEST or joined[-1][1] - joined[-1][0] < SHORTEST):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def telling_passages(
    profile: Profile, words: Weighted, parts: Sequence[Hit], question: str
) -> tuple[Quote, ...]:
    """The statements of `profile` that bear on `question` (folded), best first chosen, in their order."""
    every = statements(profile)
    scores = _scores(profile, every, words, parts, question)
    order = sorted(range(len(every)), key=lambda at: (-scores[at], at))
    chosen: list[int] = []
    left = ROOM
    for at in order:
        size = every[at].end - every[at].start
        if chosen and (size > left or scores[at] < KEPT * scores[order[0]]):
            continue
        chosen.append(at)
        left -= size
    return _quotes(profile, [every[at] for at in sorted(chosen)])


def asks_identity(question: str) -> bool:
    """Whether `question` asks who somebody is that it names: 赵某是什么人."""
    return Cue.IDENTITY_OF in cues_of(question)


def cites_law(text: str) -> bool:
    """Whether `text` tells what an article of a law says."""
    return bool(_tells_law(text) or _RULE.search(text))


def _tells_law(text: str) -> bool:
    behind = (text[found.end() : found.end() + _LAW_REACH] for found in ARTICLE.finditer(text))
    return any(sign in rest.partition("。")[0] for rest in behind for sign in ("规定", "：", ":"))


def asks_tribunal(question: str) -> bool:
    """Whether `question` asks how something is to be seen, which a tribunal says, and not what a party did."""
    return Cue.ASKS_TRIBUNAL in cues_of(question)


def asks_decision(question: str) -> bool:
    """Whether `question` asks for something that was decided or is to be seen so: of why it was, a case says it where it argues."""
    cues = cues_of(question)
    return any(cue in cues for cue in (Cue.ASKS_TRIBUNAL, Cue.WHY_DECIDED, Cue.WHERE_WRONG))


def by_tribunal(one: Statement) -> bool:
    """Whether a tribunal says so of the case at hand: in its reasons or its ruling, and no law's or party's words."""
    told = REASONS.search(one.field) or RESULT.search(one.field)
    own = len(own_words(one.text))
    return bool(told) and own > 0 and own >= ITS_OWN * len(one.text) and not _tells_law(one.text)


def whole_sentence(profile: Profile, one: Statement) -> tuple[int, int]:
    """The whole sentence that a statement is part of, as far as that is not too long."""
    text = profile.case.text_of(one.field) or ""
    start, end = next((a, b) for a, b in sentences(text) if a <= one.start < b)
    return (start, end) if end - start <= WHOLE else (one.start, one.end)


def scored_statements(
    profile: Profile, words: Weighted, parts: Sequence[Hit], question: str
) -> list[tuple[Statement, float]]:
    """The statements of all sections, in order, with what speaks for each as an answer to `question` (folded)."""
    every = statements(profile)
    return list(zip(every, _scores(profile, every, words, parts, question), strict=True))


def _scores(
    profile: Profile, every: Sequence[Statement], words: Weighted, parts: Sequence[Hit], question: str
) -> list[float]:
    letters = letters_by_rarity(question, [one.text for one in every])
    low = min((hit.score for hit in parts), default=0.0)
    spread = max((hit.score for hit in parts), default=0.0) - low or 1.0
    what, cues, page = asked(question), cues_of(question), sheet(profile.case)
    formed, of_outcome = has_form(what) and what.type is not Type.HOW, Cue.OUTCOME_ASKED in cues
    rulings = profile.course.rulings
    persons = cues.words(Cue.IDENTITY_OF)
    who = rf"{re.escape(persons[0])}(?:系|是(?!否)|为|作为|担任|任)" if persons else ""
    argued = meant(question).type is Type.REASON and asks_decision(question)

    def reasoned(field: str) -> bool:
        told = REASONS.search(field) or RESULT.search(field)
        return gives_reasons(profile.case, field) if argued else bool(told)

    explains, work = Cue.ASKS_MEANING in cues, Cue.ASKS_WORK in cues
    scores = []
    for one in every:
        near = (h.score for h in parts if h.field == one.field and h.start < one.end and one.start < h.end)
        score = WORDS * words.coverage(one.text) + MEANING_OF * (max(near, default=low) - low) / spread
        score += LETTERS * sum(weight for letter, weight in letters.items() if letter in one.text)
        if formed:
            score += FORM * in_form(what, page.text, page.inside(one.field, one.start, one.end))
        ruled = [r for r in rulings if r.field == one.field and r.start < one.end and one.start < r.end]
        named = any(r.instance in question for r in ruled)
        score -= ISSUE * in_dispute(one.text)
        score += WORK * (bool(who) and bool(re.search(who, one.text)))
        score += WORK * (work and bool(_WORKS.search(one.text)))
        score += DEFINES * (explains and bool(_DEFINES.search(one.text)))
        score += SECTION * (_fits(what.type, one, reasoned(one.field)) + (bool(ruled) + named) * of_outcome)
        scores.append(score)
    return scores


def _fits(what: Type, one: Statement, reasoned: bool) -> float:
    """How well the section and manner of a statement fit the type of thing asked for, from -0.5 to 1."""
    fits, why = 0.0, what in (Type.REASON, Type.YESNO)
    if why:
        fits += 0.5 * reasoned
        fits += 0.5 * bool(_HOLDS.search(one.text) or (what is Type.YESNO and said_in(one.text)))
    return fits - 0.5 * (bool(MEANING.search(one.field)) and not (why and reasoned))


def _quotes(profile: Profile, picked: Sequence[Statement]) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    run: list[Statement] = []
    for one in [*picked, None]:
        text = profile.case.text_of(run[-1].field) or "" if run else ""
        if run and (
            one is None
            or one.field != run[-1].field
            or one.start != run[-1].end
            or "\n" in text[run[-1].end - 1 : one.start + 1]
        ):
            quotes.append(quote_of(profile.case, run[0].field, run[0].start, run[-1].end))
            run = []
        if one is not None:
            run.append(one)
    return tuple(quote for quote in quotes if quote.text)


def in_dispute(text: str) -> bool:
    """Whether a statement says what is in dispute, or ends by asking whether or how something is so."""
    asks = text.removesuffix("。")
    left = [asks[found.end() :] for found in _WHETHER.finditer(asks)]
    return bool(_ISSUE.search(text)) or any(
        1 < len(rest) <= LONGEST_ISSUE and "。" not in rest for rest in left
    )
