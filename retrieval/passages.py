"""What to quote of a case told in sections: whole statements, from the section that answers the kind of question.

A judgment says the same matter four times (claimed, argued, ruled, explained). Which of them answers depends on
what is asked: the ruling for what was decided, the reasoning for why and whether, the facts for what happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.patterns import regex
from data.text import clauses, sentences, squeeze
from data.types import Quote
from retrieval.holdings import said_in
from retrieval.outcomes import CLAIMS, MEANING, REASONS, RESULT
from retrieval.profiles import Profile
from retrieval.quoting import letters_by_rarity, quote_of
from retrieval.terms import Weighted

if TYPE_CHECKING:
    from vectorstore.chroma import Hit

LONGEST = 90
"""Code points of a statement: a sentence of a judgment is cut at clauses where it is longer."""
SHORTEST = 24
"""Clauses shorter than this go with the next: 遂提起诉讼."""
ROOM = 240
"""Code points quoted of one case: three statements or so, an answer of some 300 with its title."""
KEPT = 0.6
"""A further statement is quoted when it scores at least this share of the best."""
WORDS, LETTERS, MEANING_OF, FORM, SECTION = 1.2, 0.7, 0.5, 0.5, 0.35
"""What speaks for a statement: words held, rare characters, nearness, the form asked for, its section."""

_FIGURE = regex(r"\d|百分之|[一二两三四五六七八九十百千万]+(?:元|个|年|月|天|日|小时|套|人|平方米|倍|条)")
_MONEY = regex(r"\d[\d,.]*万?元")
_AREA, _SHARE = regex(r"\d[\d.]*\s*(?:平方米|亩|公顷)"), regex(r"\d[\d.]*%|百分之")
_DATE = regex(r"\d{4}年|\d{1,2}月\d{1,2}日")
_TIME = regex(r"\d[\d.]*\s*(?:个?小时|天|日|年|个月)|\d{1,2}[:：时]")
_COURT = regex(r"[一-鿿]{2,}法院")
_ARTICLE = regex(r"第[一二三四五六七八九十百]+条|〔\d{4}〕\d+号|[（(]\d{4}[)）]\d+号")
_FORMS = (
    (regex(r"多少钱|几块钱|多少[^，,。？?]{0,6}(?:费|金|款|钱|元)|(?:费|金|款|钱|工资)[^，,。？?]{0,8}多少|赔(?:了|多少)|拿到多少|给了多少|要了多少|补多少|判(?:赔|到)?多少|how much"), _MONEY),
    (regex(r"面积|多大|多少平"), _AREA),
    (regex(r"百分之|比例|几成|percent"), _SHARE),
    (regex(r"哪[一]?[年天]|什么时候|何时|哪个月|几月|几号(?!文)|when"), _DATE),
    (regex(r"多久|多长|几年|多少年|多少(?:个)?(?:小时|钟头|天)|几个?(?:钟头|小时|点)|几天"), _TIME),
    (regex(r"哪个法院|什么法院|哪家法院"), _COURT),
    (regex(r"哪(?:一)?条|第几条|几号文|哪部"), _ARTICLE),
    (regex(r"多少|几(?!乎)"), _FIGURE),
)  # fmt: skip
"""How a detail is asked for, and the form of words that states it."""
_WHY = regex(r"为什么|为何|为啥|凭什么|凭啥|理由|原因|依据|怎么(?:看|认为|说理)|why")
_WHETHER = regex(
    r"吗|能不能|能否|可否|算不算|是否|是不是|合不合|行不行|还要不要|有没有(?:效|用)|whether|is it|can "
)
_RULED = regex(
    r"怎么判|判(?:了|得|决|到)|裁(?:了|决)|结果|最后|最终|改成|维持|二审|一审|赔|胜|输|赢|order|rule"
)
_ASKED = regex(r"(?:要|请求|主张|索赔|起诉要)(?:了)?(?:多少|什么|赔)|诉求|请求")
_HOLDS = regex(
    r"应当?(?:认定|予以|依法)|不能(?:成立|认定|据此)|不(?:影响|具有|符合|构成)|可以(?:认定|推定)|视为|属于|故|因此|有权"
)


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
    form = next((told for asked, told in _FORMS if asked.search(question)), None)
    rulings = profile.course.rulings
    scores = []
    for one in every:
        near = (h.score for h in parts if h.field == one.field and h.start < one.end and one.start < h.end)
        score = WORDS * words.coverage(one.text) + MEANING_OF * (max(near, default=low) - low) / spread
        score += LETTERS * sum(weight for letter, weight in letters.items() if letter in one.text)
        score += FORM * bool(form and form.search(one.text))
        ruled = [r for r in rulings if r.field == one.field and r.start < one.end and one.start < r.end]
        named = any(r.instance in question for r in ruled)
        score += SECTION * (_fits(question, one) + (bool(ruled) + named) * bool(_RULED.search(question)))
        scores.append(score)
    return scores


def _fits(question: str, one: Statement) -> float:
    """How well the section and manner of a statement fit the kind of question, from 0 to 1."""
    fits = 0.0
    if _WHY.search(question) or _WHETHER.search(question):
        fits += 0.5 * bool(REASONS.search(one.field) or RESULT.search(one.field))
        fits += 0.5 * bool(_HOLDS.search(one.text) or (_WHETHER.search(question) and said_in(one.text)))
    if _ASKED.search(question):
        fits += float(bool(CLAIMS.search(one.field)))
    if MEANING.search(one.field):
        fits -= 0.5
    return fits


def _quotes(profile: Profile, picked: Sequence[Statement]) -> tuple[Quote, ...]:
    quotes: list[Quote] = []
    run: list[Statement] = []
    for one in [*picked, None]:
        if run and (one is None or one.field != run[-1].field or one.start != run[-1].end):
            quotes.append(quote_of(profile.case, run[0].field, run[0].start, run[-1].end))
            run = []
        if one is not None:
            run.append(one)
    return tuple(quote for quote in quotes if quote.text)
