"""The cases of a theme: those that hold its words, those that a judge takes for meant, or the refusal where nothing is near."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.cutting import tagged
from data.types import Basis, BasisKind, CaseId
from retrieval import lexicon
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.absent import SURE, mostly_absent, names_what_none_has
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.judged import JUDGE, judged
from retrieval.answers.selection.narrowing import ELSEWHERE, nearest
from retrieval.answers.selection.worded import MATCHES, MATCHES_WITHIN_KIND, decided, tested, weighty
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Condition
from retrieval.judging import presence
from retrieval.judging.features import shares
from retrieval.judging.judge import Judged
from retrieval.language.polarity import denied
from retrieval.language.terms import ARTICLE, NARROWER, Term, Weighted, compounds, count, weigh
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Want
from retrieval.search.near import Nearness
from retrieval.wording.themes import alternatives as as_written

PARTLY = 8
"""So many cases at most are given for one word of a theme that none holds whole."""
SHORT_THEME = 3
"""Words up to which a theme counts as short: where no case words it so it is rather absent than told otherwise."""
SHORT_HERE, SHORT_MEANT = 0.3, 0.3
"""How surely a short theme that no case has must be here by meaning, and its best case be meant. Over seven
collections, each judged by the others: of 127 told in other words 101 pass, of 46 that were nowhere 24."""
WHETHER_HERE = 0.55
"""The same where it is asked whether there are such: over 434 questions of seven collections whose words no case has, six
that were nowhere stay below, and none of the 47 that were told in other words."""
SUPPOSED = 0.15
"""The same of the best case where it is supposed that there are such (吃喝沾边的有哪些), and not asked whether."""
ABOUT_IT, BESIDE_ONE = 0.9, 0.4
"""From how sure on a case is about the theme, and how sure one must be that is listed beside such a one: 继承 in a case on a
contract of carriage is no case of inheritance. Over 809 lists of seven collections 617 are as they should be, and 606 where all
that holds the words needs no more than the judge's least."""
ALONE_AHEAD = 0.05
"""How far (cosine) a case lies ahead of all others by the vector learned for questions, where it alone is described by who asks
if there is such a one. Of 677 lists by meaning and refusals over seven collections 16 were won by it and none lost; where 哪些 is
asked as many were lost."""
LEAST_OUT, BESIDE_BEST, ABOVE_REST, TOGETHER = 2, 0.35, 4.0, 0.85
"""Cases stand out by the vector learned for questions: so many at least; none less probable than this share of the best; each so many
times as probable as the next that does not; together at least so probable."""
ALONE_OF_TOLD = 0.9
"""How probable one of several told must be by that vector, where they are asked for the one that is so: 里头跟打球有关的是哪个 0.99,
跟太空有关的 of farming cases 0.70."""
FAR = 0.9
"""How surely such a case must be meant, where it holds no word of the theme: of 992 first questions of seven collections that were
refused two are answered by it, both rightly."""
LONG = 500
"""Code points from which on a case may hold a word without being about it."""
_GENRE = listed("genre_of_matter")
_ASPECT = "了过着"
"""Behind a verb, with which it may be cut as one: 签了."""


WHOLE = 0.8
"""Strength from which on a form of a term says all of it: 留置 of 采取留置措施, and not 采取."""


def by_theme(
    inquiry: Inquiry,
    pool: Sequence[Profile],
    alternatives: Sequence[tuple[Term, ...]],
    tests: list[str],
    has_kind: bool,
    *,
    outcomes: tuple[Condition, ...] = (),
) -> Selection | Reply:
    """Those of `pool` that a theme means, by its words and by what was learned; where it alone is asked for, those that stand out."""
    found = _by_words(inquiry, pool, alternatives, tests, has_kind, outcomes=outcomes)
    theme_alone = not (tests or outcomes or has_kind or inquiry.question.single)
    sure = isinstance(found, Selection) and found.basis.complete and not found.otherwise
    if not theme_alone or sure or _all_names(inquiry, alternatives):
        return found
    return _as_learned(inquiry, found, standing_out(pool, inquiry.learned_near))


def _as_learned(inquiry: Inquiry, found: Selection | Reply, out: Sequence[Profile]) -> Selection | Reply:
    """`found`, or the cases that stand `out` by the vector learned for questions: where what was found is not all that passes a
    stated test, or holds others besides that say the theme in other words only."""
    ids = {p.id for p in out}
    if not out:
        return found
    if isinstance(found, Reply):
        return _members([], out, [], inquiry.question.theme, inquiry.words)
    chosen = {p.id for p in found.chosen}
    # What holds every word of the theme as it is asked for stays; all that pass a complete test are added to by none, and of
    # cases that are to be written of (用这四个例子写) none is left out.
    kept = set() if found.beside else chosen - found.meant - found.otherwise
    kept |= chosen if inquiry.question.want is Want.BRIEF else set()
    if ids == chosen or kept - ids or (found.basis.complete and not ids < chosen):
        return found
    said = [p for p in out if p.id in chosen - found.meant]
    basis = replace(found.basis, complete=False)
    if not said:
        basis = replace(basis, kind=BasisKind.SEMANTIC)
    return replace(found, chosen=tuple(out), basis=basis, meant=frozenset(ids - {p.id for p in said}))


def standing_out(pool: Sequence[Profile], learned: Mapping[CaseId, Nearness]) -> list[Profile]:
    """The several cases that by the vector learned for questions are meant and all others are not; none where no such line is seen,
    or `pool` is of several collections: each is weighed by itself."""
    if not learned or len(pool) < 2 * LEAST_OUT or len({p.id.collection for p in pool}) > 1:
        return []
    each = sorted(
        zip((math.exp(share) for share in shares(pool, learned)), pool, strict=True), key=lambda one: -one[0]
    )
    kept = [(share, p) for share, p in each if share >= BESIDE_BEST * each[0][0]]
    least, rest = kept[-1][0], [share for share, _ in each[len(kept) :]]
    line = LEAST_OUT <= len(kept) <= len(pool) / 2 and least >= ABOVE_REST * max(rest, default=0.0)
    if not line or sum(share for share, _ in kept) < TOGETHER:
        return []
    return sorted((p for _, p in kept), key=lambda p: p.at)


def _all_names(inquiry: Inquiry, alternatives: Sequence[Sequence[Term]]) -> bool:
    """Whether a theme is nothing but names, and articles of a law: then its words decide."""
    return all(
        term.text in inquiry.profiles.names or ARTICLE.fullmatch(term.text)
        for terms in alternatives
        for term in terms
    )


def _by_words(
    inquiry: Inquiry,
    pool: Sequence[Profile],
    alternatives: Sequence[tuple[Term, ...]],
    tests: list[str],
    has_kind: bool,
    *,
    outcomes: tuple[Condition, ...] = (),
) -> Selection | Reply:
    texts = inquiry.texts
    named = alternatives
    merged = [compounds(terms, inquiry.question.theme) for terms in alternatives]
    alternatives = list(dict.fromkeys([*alternatives, *merged]))
    weighed = weighty([weigh(terms, texts) for terms in alternatives], len(texts))
    named = [terms for terms in named if any(one.terms == terms for one in weighed)] or named
    every = weigh(dict.fromkeys(term for terms in alternatives for term in terms), texts)
    needed = MATCHES_WITHIN_KIND if has_kind else MATCHES
    passed = _affirmed(inquiry, tested(inquiry, pool, weighed, needed), alternatives)
    said = as_written([[term.text for term in terms] for terms in named], inquiry.question.theme)
    of_body = bool(inquiry.question.kinds) and not has_kind and not inquiry.question.theme
    if of_body and not passed:  # 江苏的海关: who acts is said, not meant
        return refuse(inquiry, "no_theme", nearest(inquiry), what=said)
    words_decide = bool(passed) and decided(weighed, [p.text for p in passed])
    names = _all_names(inquiry, named)
    otherwise = _otherwise(passed, alternatives)
    beside = words_beside(inquiry, alternatives, passed)
    alone = words_decide or inquiry.question.single  # then meaning makes no members beside them
    if passed and (names or (alone and not any(map(_long, passed)))):
        return _members(passed, [], tests, said, every, otherwise=otherwise, beside=beside)
    weighed_cases = judged(inquiry, pool, weighed, every, passed)
    weights = JUDGE.weights
    meant = [one.profile for one in weighed_cases if not one.said and one.p >= weights.member]
    if passed:
        least = least_of_members(weighed_cases)
        # A name is what it is; of other themes there are members that say it in other words, and long cases that
        # hold the words without being about them. Beside those that hold a theme of one word 2 of 15 were meant.
        if names or inquiry.question.single or len(every.terms) == 1:
            meant = []
        passing = (
            []
            if names or outcomes
            else [
                o.profile
                for o in weighed_cases
                if o.said and o.p < least and _long(o.profile) and not _in_title(weighed, o.profile)
            ]
        )
        kept = [p for p in passed if p not in passing] or passed
        some = len(kept) < len(passed)
        return _members(kept, meant, tests, said, every, some=some, otherwise=otherwise, beside=beside)
    chosen_by = [test for test in tests if not test.startswith(ELSEWHERE)]  # what is left out chooses none
    outcome = bool(outcomes) and not all(
        every.known
    )  # 有两种意见、吵过的: how they went is tested, 吵过 no case says
    if chosen_by and (not any(every.known) or outcome or not inquiry.speaks_of(every)):
        # What no case has is no test; the answer is not complete then, as it was asked for. What is called so is one.
        if inquiry.question.asks_whether and mostly_absent(inquiry, every):
            return refuse(inquiry, "no_theme", nearest(inquiry), what=said)
        return Selection(tuple(pool), Basis(BasisKind.FIELD, "；".join(tests), False), weigh((), ()))
    if _told_says(inquiry, weighed, needed):
        return refuse(inquiry, "no_more")
    longest = max(map(len, named))
    return _by_likeness(inquiry, weighed_cases, weighed, every, tests=tests, said=said, named=longest)


def least_of_members(weighed_cases: Sequence[Judged]) -> float:
    """How surely a long case that holds the words must be about them: more so beside one that surely is."""
    best = max((one.p for one in weighed_cases if one.said), default=0.0)
    return BESIDE_ONE if best >= ABOUT_IT else JUDGE.weights.passing


def _told_says(inquiry: Inquiry, weighed: Sequence[Weighted], needed: float) -> bool:
    """Whether others are asked for of a theme that the turn names, and a case told before says it: 还有别的反垄断案吗."""
    question = inquiry.question
    out = question.other_than
    if question.again or out.places or not out.cases or question.theme not in question.text:
        return False
    return bool(tested(inquiry, [inquiry.profiles.by_id[case] for case in out.cases], weighed, needed))


def _affirmed(
    inquiry: Inquiry, passed: list[Profile], alternatives: Sequence[tuple[Term, ...]]
) -> list[Profile]:
    """Of `passed` those that say it is so, where any does: not the one in which 未采取留置措施 is all that is told of it; those
    that deny it, where the theme does (没采取留置的).
    """
    if any(inquiry.question.denies(term.text) for terms in alternatives for term in terms):
        kept = [p for p in passed if any(any(_only_denied(t, p) for t in terms) for terms in alternatives)]
        return kept or passed
    if Cue.DENYING in inquiry.question.cues:
        return passed
    kept = [p for p in passed if any(not any(_only_denied(t, p) for t in terms) for terms in alternatives)]
    return kept or passed


def _only_denied(term: Term, profile: Profile) -> bool:
    """Whether a case has the word and denies it wherever it does."""
    whole = [form for form, strength in term.forms if strength >= WHOLE]
    told = [denied(profile.own_text, form) for form in whole if form in profile.own_text]
    return any(denies for _, denies in told) and not any(plain for plain, _ in told)


def _by_likeness(
    inquiry: Inquiry,
    weighed_cases: Sequence[Judged],
    weighed: Sequence[Weighted],
    every: Weighted,
    *,
    tests: Sequence[str],
    said: str,
    named: int,
) -> Selection | Reply:
    """The members of a theme of `named` words that no case holds, by meaning; the refusal where nothing is near enough."""
    weights, pool = JUDGE.weights, [one.profile for one in weighed_cases]
    meant = [one.profile for one in weighed_cases if one.p >= weights.member]
    best = max(weighed_cases, key=lambda one: one.p)
    ranked = inquiry.ranked(pool, every)
    # A short theme that no case words so (布图设计) is absent; a long one may be a paraphrase.
    asked = inquiry.question
    short = named <= SHORT_THEME and asked.want is not Want.BRIEF
    here = inquiry.presence(ranked[0], every)
    # 吃喝沾边的有哪些 supposes that there are such; more of what was told, or a bare description, does not.
    if short and (asked.again or asked.text == asked.theme or asked.asks_whether):
        sure = here >= SHORT_HERE and best.p >= SHORT_MEANT
    else:
        sure = here >= presence.least() and best.p >= (SUPPOSED if short else weights.alone)
    # 标准必要专利: a term of which only ordinary parts stand somewhere
    term = asked.text == asked.theme and len(every.terms) >= SHORT_THEME and not all(every.known)
    nowhere = asked.asks_whether and not asked.other_than.cases and here < WHETHER_HERE
    # One case far ahead of all others is described, in whichever words: 小汽车 where it has 私车.
    far = here >= FAR and inquiry.ahead_of_all(ranked[0]) >= ALONE_AHEAD
    absent = (nowhere or term or names_what_none_has(inquiry, weighed)) and not far
    absent = absent or (here < SURE and mostly_absent(inquiry, every))
    if absent or (short and _only_genre(inquiry, every)):
        sure, meant = False, []
    if (supposed := _one_of_told(inquiry, pool)) is not None:
        return replace(_members([], [supposed], tests, said, every), sure=here)
    known = [one for one in weighed if all(one.known)]  # 海外维权 is no word of a case, 海外 and 维权 are
    if sure or (meant and known):
        one = asked.asks_whether and Cue.OF_EVERY_CASE not in asked.cues  # but not 有没有，都列出来
        described = one and inquiry.ahead_of_all(ranked[0]) >= ALONE_AHEAD
        if asked.single or not meant or described:
            meant = [ranked[0].profile]
        return replace(_members([], meant, tests, said, every), sure=here)
    partly = _holding_rarest(inquiry, pool, known)
    if partly:
        return _members([], partly, tests, said, every)
    return replace(refuse(inquiry, "no_theme", [ranked[0].profile], what=said), unsure=True, sure=here)


def _one_of_told(inquiry: Inquiry, pool: Sequence[Profile]) -> Profile | None:
    """The one of several told that is supposed to be so, where by the vector learned for questions it alone can be meant: 里头跟打球
    有关的是哪个, of three of which one has the ball game of a village; None where none stands out so."""
    asked = inquiry.question
    supposed = asked.within and asked.single and not asked.asks_whether and len(pool) > LEAST_OUT
    learned = inquiry.learned(asked.text) if supposed and not inquiry.by_words else {}
    if not learned:
        return None
    share, at = max((share, -at) for at, share in enumerate(shares(pool, learned)))
    return pool[-at] if math.exp(share) >= ALONE_OF_TOLD else None


def _only_genre(inquiry: Inquiry, every: Weighted) -> bool:
    """Whether cases hold nothing but what any dispute is called: 婚姻家庭纠纷 asks for no 纠纷 of another kind."""
    rest = [term for term in every.terms if not _GENRE.fullmatch(term.text)]
    named = any(_GENRE.search(term.text) for term in every.terms)
    return named and bool(rest) and not any(_held_itself(inquiry, term) for term in rest)


def _held_itself(inquiry: Inquiry, term: Term) -> bool:
    """Whether some case has the word or what means the same, and not only the genre that it ends in (版权纠纷 by 版权)."""
    bare = _GENRE.sub("", term.text)
    forms = [bare] if bare else []
    forms += [form for form, weight in term.forms if weight >= NARROWER and not _GENRE.fullmatch(form)]
    return any(count(Term(form, ((form, 1.0),)), inquiry.texts) for form in forms)


def _in_title(weighed: Sequence[Weighted], profile: Profile) -> bool:
    """Whether the title holds every word: then the case is about them, however seldom it says them again."""
    return any(all(term.is_said(profile.title) for term in one.terms) for one in weighed)


def _long(profile: Profile) -> bool:
    return len(profile.text) >= LONG


def _holding_rarest(inquiry: Inquiry, pool: Sequence[Profile], weighed: Sequence[Weighted]) -> list[Profile]:
    """Where no case holds a theme of two or three words, and cases hold each: those of its rarest word."""
    several = [one for one in weighed if 1 < len(one.terms) <= SHORT_THEME]
    if len(several) != 1:
        return []
    one = several[0]
    rarest = one.terms[max(range(len(one.terms)), key=lambda at: (one.weights[at], -at))].sure()
    if count(rarest, inquiry.profiles.texts(pool), 0.0) > PARTLY:
        return []
    held = inquiry.holding([form for form, _ in rarest.forms], pool)
    return [p for p in held if rarest.strength(p.text)]


def by_meaning(inquiry: Inquiry, pool: Sequence[Profile]) -> Selection | Reply:
    """The members of a theme that has no word to look for (过了期还在卖的): by meaning alone."""
    none, said = weigh((), ()), inquiry.question.theme
    weighed_cases = judged(inquiry, pool, [], none, [])
    meant = [one.profile for one in weighed_cases if one.p >= JUDGE.weights.member]
    ranked = inquiry.ranked(pool, none)
    here = inquiry.presence(ranked[0], none)
    if here < presence.least():
        return replace(refuse(inquiry, "no_theme", [ranked[0].profile], what=said), unsure=True, sure=here)
    return replace(_members([], meant or [ranked[0].profile], [], said, none), sure=here)


def _members(
    passed: Sequence[Profile],
    meant: Sequence[Profile],
    tests: Sequence[str],
    said: str,
    words: Weighted,
    *,
    some: bool = False,
    otherwise: frozenset[CaseId] = frozenset(),
    beside: tuple[str, ...] = (),
) -> Selection:
    """The members in the catalog's order; complete where they are all that pass, not `some`, and the words that all were
    put to are all that the theme says, with none `beside`, and some case has the words themselves: what means the same or
    is a kind of it is hardly all there is.
    """
    members = sorted({p.id: p for p in [*passed, *meant]}.values(), key=lambda p: p.at)
    stated = f"写到“{said}”（或同义说法）" if passed else f"与“{said}”意思相近"
    kind = BasisKind.KEYWORD if passed else BasisKind.SEMANTIC
    otherwise = otherwise & {p.id for p in passed}
    all_there = bool(passed) and not meant and not some and not beside and len(otherwise) < len(passed)
    basis = Basis(kind, "；".join([*tests, stated]), all_there)
    ids = frozenset(p.id for p in meant)
    return Selection(tuple(members), basis, words, ids, otherwise=otherwise, beside=beside)


def words_beside(
    inquiry: Inquiry, alternatives: Sequence[Sequence[Term]], passed: Sequence[Profile]
) -> tuple[str, ...]:
    """The words of content of the theme that are among none of `alternatives`, and that not all of `passed` hold, nor what
    they are collected as: 送 of 送汽车的, by which no case was chosen. Of one character verbs alone, which tell a deed.
    """
    rest = inquiry.question.theme
    for term in sorted({t.text for terms in alternatives for t in terms}, key=len, reverse=True):
        rest = rest.replace(term, "，")
    told = [one.title for one in inquiry.profiles.records.collections]
    content = []
    for word, tag in tagged(rest):
        bare = word.rstrip(_ASPECT)
        if bare != word or tag[0] == "v" or (tag[0] == "n" and len(word) > 1):
            content.append(bare)
    return tuple(
        word
        for word in dict.fromkeys(content)
        if not lexicon.is_scaffolding(word)
        and not any(word in title for title in told)
        and not (len(word) > 1 and all(word in p.text for p in passed))
    )


def _otherwise(passed: Sequence[Profile], alternatives: Sequence[Sequence[Term]]) -> frozenset[CaseId]:
    """Those of `passed` that hold the words of none of `alternatives` as they are asked for."""
    return frozenset(
        p.id for p in passed if not any(all(t.is_said(p.text) for t in terms) for terms in alternatives)
    )
