"""Which cases hold a theme's words: enough of them, near each other, by forms that cannot come about by accident."""

from __future__ import annotations

from collections.abc import Sequence

from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.language.terms import ARTICLE, NARROWER, Term, Weighted, compounds, idf

MATCHES = 0.62
"""Share of a theme's weight that a case must hold within one passage: two words of three."""
MATCHES_WITHIN_KIND = 0.35
"""The same where the organisation asked for already fits."""
FEW_WORDS = 2
"""Words of a theme up to which nothing but the words is asked, where a case holds them, or near or narrower ones."""
RARE = 1 / 5
"""A word that no more of the cases than this hold may stand alone whatever stands beside it."""
KNOWN_WITHIN_KIND = 1 / 4
"""Words that more of the cases than this hold do not narrow a question that names an organisation."""
ALL = 0.85
"""Share of a theme's weight at which its words may stand anywhere in the case."""
ALONE = 0.7
"""Share of the rarest word's weight that an alternative's rarest word must have to be a theme by itself."""


_SMALL = frozenset("的了过着被把和与或及在是有我你他这那哪啊吗呢吧都就也还不没")
"""Characters that no name is made of."""


def _may_be_of_name(char: str) -> bool:
    return "一" <= char <= "鿿" and char not in _SMALL


def decided(weighed: Sequence[Weighted], texts: Sequence[str]) -> bool:
    """Whether the words alone decide who belongs: few, known, and held by one case at least."""
    return all(len(one.terms) <= FEW_WORDS and all(one.known) for one in weighed) and any(
        all(term.strength(text) >= NARROWER for term in one.terms) for one in weighed for text in texts
    )


def tested(
    inquiry: Inquiry, pool: Sequence[Profile], weighed: Sequence[Weighted], needed: float
) -> list[Profile]:
    """The cases of `pool` that hold enough of any of `weighed`, by forms that cannot come about by accident."""
    likely = _likely(inquiry, pool, weighed, needed)
    passed: set[int] = set()
    for one in weighed:
        sure = one.sure()
        held = [p for p in likely if _surely_passes(inquiry, one, sure, p, needed)]
        cited = [term for term in one.terms if ARTICLE.fullmatch(term.text)]
        held = [p for p in held if all(term.strength(p.text) for term in cited)]  # and not 食品安全法 alone
        if len({term.text for term in one.terms}) == FEW_WORDS < len(one.terms) and all(one.known):
            # 知识产权 and 服务 both go on to 知识产权服务: said thrice it is no more of 企业出海的知识产权服务
            held = [p for p in held if all(term.strength(p.text) for term in one.terms)]
        whole = [p for p in held if all(strictly(inquiry, term, p) for term in one.terms)]
        passed |= {p.at for p in whole or held}
    return [p for p in likely if p.at in passed]


def _surely_passes(inquiry: Inquiry, one: Weighted, sure: Weighted, p: Profile, needed: float) -> bool:
    """Whether a case holds enough of `one` by forms that cannot come about by accident; `sure`: those in any text."""
    if _passes(sure, p.own_text, needed):
        return True
    leans = any(term.leans_on_words(p.own_text) for term in one.terms)
    return leans and _passes(one.sure(inquiry.word_set(p)), p.own_text, needed)


def telling_apart(inquiry: Inquiry, terms: tuple[Term, ...], theme: str, share: float) -> tuple[Term, ...]:
    """The words of `terms` that tell cases apart; their compound where one of them alone does not (数据知识产权)."""
    told, joined = inquiry.telling(terms, share), compounds(terms, theme)
    if joined != terms and len(told) < len(terms):
        told = inquiry.telling(joined, share) or told
    longer = [_longer(inquiry, term, theme) for term in terms if term not in told]
    return (*told, *inquiry.telling([term for term in longer if term], share))


def _longer(inquiry: Inquiry, term: Term, theme: str) -> Term | None:
    """The longest name around a common word that the question and a case both write: 行贿罪 → 单位行贿罪."""
    start = theme.find(term.text)
    if start < 0:
        return None
    end = start + len(term.text)
    found = term.text
    while start > 0 and _may_be_of_name(theme[start - 1]) and inquiry.holds_text(theme[start - 1 : end]):
        start -= 1
    while end < len(theme) and _may_be_of_name(theme[end]) and inquiry.holds_text(theme[start : end + 1]):
        end += 1
    found = theme[start:end]
    return Term(found, ((found, 1.0),)) if len(found) > len(term.text) + 1 else None


def _likely(
    inquiry: Inquiry, pool: Sequence[Profile], weighed: Sequence[Weighted], needed: float
) -> list[Profile]:
    """The cases of `pool` that pass by any of `weighed`, whichever forms they hold."""
    texts, passed = inquiry.profiles.texts(pool), set[int]()
    for one in weighed:
        held = [at for at in one.covering(texts, needed) if at not in passed]
        passed |= {at for at in held if _passes(one, pool[at].text, needed)}
    return [pool[at] for at in sorted(passed)]


def _passes(words: Weighted, text: str, needed: float) -> bool:
    """Whether `text` holds enough of `words` within one passage, or nearly all of them anywhere."""
    held = words.coverage(text)  # never less than what stands together, and much quicker to tell
    return held >= ALL or (held >= needed and words.together(text) >= needed)


def weighty(alternatives: list[Weighted], cases: int) -> list[Weighted]:
    """Without alternatives that are too common to stand alone: 快速维权的机制或中心 does not ask for every 中心."""
    enough = min(ALONE * max(max(one.weights) for one in alternatives), idf(RARE * cases, cases))
    return [one for one in alternatives if max(one.weights) >= enough]


def strictly(inquiry: Inquiry, term: Term, profile: Profile) -> float:
    """The strength of `term` in a case by forms that cannot come about by accident; its words are cut where it must be."""
    return term.sure_strength(profile.own_text, lambda: inquiry.word_set(profile))
