"""哪些 and 几个: every case in scope is put to a stated test, and all that pass are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.types import Basis, BasisKind, CaseId
from retrieval import lexicon
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.absent import SURE, mostly_absent, names_what_none_has
from retrieval.answers.selection.asking import asks_whether
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.found import found_so
from retrieval.answers.selection.in_time import done_then, happened_then
from retrieval.answers.selection.narrowing import ELSEWHERE, NOTHING, Narrowed, exactly, narrowed, nearest
from retrieval.answers.selection.worded import (
    KNOWN_WITHIN_KIND,
    MATCHES,
    MATCHES_WITHIN_KIND,
    decided,
    strictly,
    telling_apart,
    tested,
    weighty,
)
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Condition
from retrieval.judging import presence
from retrieval.judging.features import Wanted
from retrieval.judging.judge import Judge, Judged
from retrieval.language.terms import NARROWER, Term, Weighted, compounds, count, weigh
from retrieval.lexicon.listed import listed
from retrieval.models.judgement import Judgement
from retrieval.question.query import Excluded, Query, Want
from retrieval.question.slots.entities import alternatives
from retrieval.search.clausewise import told_in_clauses
from retrieval.wording.frames import phrase
from retrieval.wording.themes import alternatives as as_written

EVERY = "全部案例"
"""The test that every case passes: nothing was asked but what there is."""
PARTLY = 8
"""So many cases at most are given for one word of a theme that none holds whole."""
MANY_CASES = 300
"""From so many cases on only the near ones, and those that pass, are judged."""
JUDGE = Judge()
SHORT_THEME = 3
"""Words up to which a theme counts as short: where no case words it so it is rather absent than told otherwise."""
SHORT_HERE, SHORT_MEANT = 0.3, 0.3
"""How surely a short theme that no case has must be here by meaning, and its best case be meant. Over seven
collections, each judged by the others: of 127 told in other words 101 pass, of 46 that were nowhere 24."""
SUPPOSED = 0.15
"""The same of the best case where it is supposed that there are such (吃喝沾边的有哪些), and not asked whether."""
STORY = 3
"""Clauses from which on a question tells what happened: what a court found is then part of it, and no test by itself."""
LONG = 500
"""Code points from which on a case may hold a word without being about it."""
_GENRE = listed("genre_of_matter")
_ARTICLE = listed("article")
"""第四十一条: who cites it cites it, however much else the case tells."""


def select(inquiry: Inquiry) -> Selection | Reply:
    """The cases that pass the question's test, or the refusal that says which part none passes.

    Each collection is put to the test by itself, so that what another one holds never takes a case away.
    """
    if inquiry.judgement is not None:
        return _by_judgement(inquiry, inquiry.judgement)
    return _by_parts(inquiry)


def _by_judgement(inquiry: Inquiry, judgement: Judgement) -> Selection | Reply:
    """The cases that a model found to be meant, in the catalog's order."""
    chosen = tuple(p for p in inquiry.pool if p.id in judgement.members)
    if not chosen:
        return refuse(inquiry, "no_model", nearest(inquiry), read=judgement.read)
    english = inquiry.question.english
    read = phrase("read" if judgement.whole else "read_some", english, read=judgement.read)
    basis = Basis(BasisKind.MODEL, "；".join([*exactly(inquiry)[1], read]), False)
    return Selection(chosen, basis, weigh((), ()), frozenset(judgement.members))


def _by_parts(inquiry: Inquiry) -> Selection | Reply:
    parts = inquiry.by_collection()
    if len(parts) < 2:
        return _select(inquiry)
    found = [part for part in map(_select, parts) if isinstance(part, Selection) and part.chosen]
    said = [part for part in found if any(p.id not in part.meant for p in part.chosen)]
    if not said:
        return _nearest_of(inquiry, found) or _select(inquiry)
    tests = dict.fromkeys(part.basis.test for part in said)
    whole = Basis(said[0].basis.kind, "；".join(tests), all(part.basis.complete for part in said))
    terms = dict.fromkeys(term for part in said for term in part.words.terms)
    chosen = tuple(profile for part in said for profile in part.chosen)
    meant = frozenset(id_ for part in said for id_ in part.meant)
    outcomes = tuple(one for part in said for one in part.outcomes)
    otherwise = frozenset(id_ for part in said for id_ in part.otherwise)
    words = weigh(terms, inquiry.texts)
    return Selection(chosen, whole, words, meant, outcomes=outcomes, otherwise=otherwise)


def _nearest_of(inquiry: Inquiry, found: Sequence[Selection]) -> Selection | None:
    """Of selections by meaning, each of another collection, the one with the nearest case."""
    ranked = inquiry.ranked([profile for selection in found for profile in selection.chosen])
    return next((one for one in found if ranked[0].profile in one.chosen), None) if ranked else None


def _select(inquiry: Inquiry) -> Selection | Reply:
    """The hard conditions one after the other, then the theme over the cases that are left."""
    now = narrowed(inquiry)
    if isinstance(now, Reply):
        return now
    found = _themed(inquiry, now)
    if now.untested and isinstance(found, Selection):
        assert inquiry.question.when is not None
        if found.basis.test == EVERY:
            return refuse(inquiry, "no_dates", what=inquiry.question.when.words)
        test = f"{found.basis.test}；没有写日期的一栏，“{inquiry.question.when.words}”未能核对"
        found = replace(found, basis=replace(found.basis, test=test))
    if now.outcomes and isinstance(found, Selection):
        found = replace(found, outcomes=(*now.outcomes, *found.outcomes))
    out = inquiry.question.other_than
    if out.described and isinstance(found, Selection):
        found = replace(found, basis=replace(found.basis, test=_besides(found.basis.test, out)))
    untested = now.untested or now.broad or now.inferred or out.unsure
    return _not_all_tested(found) if untested and isinstance(found, Selection) else found


BESIDES = "除去"
"""Before the words by which cases were left out."""


def _besides(test: str, out: Excluded) -> str:
    """`test` with what was left out beside it, or that this could not be told exactly."""
    words = "或".join(f"“{word.strip('（）()')}”" for word in out.described)
    besides = f"{BESIDES}{words}" + ("（未能逐个核对）" if out.unsure else "")
    return besides if test == EVERY else f"{test}；{besides}"


def _not_all_tested(found: Selection) -> Selection:
    """`found` where a condition of the question was put to no case: it may not be called complete."""
    return replace(found, basis=replace(found.basis, complete=False))


def _themed(inquiry: Inquiry, now: Narrowed) -> Selection | Reply:
    question = inquiry.question
    if (then := done_then(question, now.pool, now.asked)) is not None:
        inquiry, question = _of_deed(inquiry, now, then)
    finding = found_so(inquiry, now.pool) if question.found and question.theme else None
    if finding is not None and len(told_in_clauses(question.text)) < STORY:
        chosen = tuple(p for p in now.pool if p.id in finding.chosen)
        basis = Basis(BasisKind.KEYWORD, "；".join([*now.tests, finding.said]), False)
        return Selection(chosen, basis, inquiry.words, outcomes=(finding,))
    theme = question.theme if now.by_body or now.broad else _theme_with_kinds(inquiry)
    for test in now.asked:
        theme = theme.replace(test.asked, "，")
    share = KNOWN_WITHIN_KIND if now.by_body else 1 / 2
    every = [inquiry.terms(part) for part in alternatives(theme)]
    literal = question.literal
    if literal and now.words is not NOTHING:  # the words that must stand there are no theme beside them
        told = "".join((*literal.words, *literal.excluded))
        every = [tuple(t for t in terms if t.text not in told) for terms in every]
        every = [terms for terms in every if any(weigh(terms, inquiry.texts).known)]
    named = [telling_apart(inquiry, terms, theme, share) for terms in every]
    if not any(named) and not now.by_body:
        named = every  # what most cases say is a test all the same when nothing else is asked
    named = list(dict.fromkeys(inquiry.by_name(terms) for terms in named if terms))
    if named:
        found = _theme(inquiry, now.pool, named, now.tests, now.by_body, outcomes=now.outcomes)
        return happened_then(found, now.asked) if isinstance(found, Selection) else found
    if not now.tests and question.theme and not question.unused and not question.english:
        return _by_meaning(inquiry, now.pool)
    if not now.tests and (question.unused or not lexicon.is_scaffolding(theme)):
        what = "、".join(question.unused) or theme
        return refuse(inquiry, "no_theme", what=what)  # 最后还是输了: said in words that find nothing
    kind = BasisKind.KEYWORD if now.words.terms else BasisKind.FIELD
    return Selection(now.pool, Basis(kind, "；".join(now.tests) or EVERY, True), now.words)


def _of_deed(inquiry: Inquiry, now: Narrowed, then: Condition) -> tuple[Inquiry, Query]:
    """The inquiry, and its question, without the deed in its theme: `now` has the cases in which it was done at that time."""
    question, (_, deed) = inquiry.question, inquiry.question.done_then
    now.pool, now.inferred = [p for p in now.pool if p.id in then.chosen], True
    now.tests = [then.said if any(str(test) == said for test in now.asked) else said for said in now.tests]
    now.outcomes += (then,)
    question = replace(question, theme=question.theme.replace(deed, " ").strip())
    return inquiry.asking(question), question


def _theme_with_kinds(inquiry: Inquiry) -> str:
    """The theme where no case is by the kind of organisation named: the word is then part of the theme."""
    question = inquiry.question
    named = "或".join(question.text[start:end] for _, start, end in question.kinds)
    return " ".join(part for part in (question.theme, named) if part)


def _theme(
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
    passed = tested(inquiry, pool, weighed, needed)
    said = as_written([[term.text for term in terms] for terms in named], inquiry.question.theme)
    of_body = bool(inquiry.question.kinds) and not has_kind and not inquiry.question.theme
    if of_body and not passed:  # 江苏的海关: who acts is said, not meant
        return refuse(inquiry, "no_theme", nearest(inquiry), what=said)
    words_decide = bool(passed) and decided(weighed, [p.text for p in passed])
    names = all(
        term.text in inquiry.profiles.names or _ARTICLE.fullmatch(term.text)
        for terms in named
        for term in terms
    )
    otherwise = _otherwise(passed, alternatives)
    alone = words_decide or inquiry.question.single  # then meaning makes no members beside them
    if passed and (names or (alone and not any(map(_long, passed)))):
        return _members(passed, [], tests, said, every, otherwise=otherwise)
    judged = _judged(inquiry, pool, weighed, every, passed)
    weights = JUDGE.weights
    meant = [one.profile for one in judged if not one.said and one.p >= weights.member]
    if passed:
        # A name is what it is; of other themes there are members that say it in other words, and long cases that
        # hold the words without being about them. Beside those that hold a theme of one word 2 of 15 were meant.
        if names or inquiry.question.single or len(every.terms) == 1:
            meant = []
        passing = (
            []
            if names
            else [
                o.profile
                for o in judged
                if o.said and o.p < weights.passing and _long(o.profile) and not _in_title(weighed, o.profile)
            ]
        )
        kept = [p for p in passed if p not in passing]
        if not kept:
            kept, passing = list(passed), []
        found = _members(kept, meant, tests, said, every, some=bool(passing), otherwise=otherwise)
        return replace(found, passing=tuple(passing))
    chosen_by = [test for test in tests if not test.startswith(ELSEWHERE)]  # what is left out chooses none
    outcome = bool(outcomes) and not all(
        every.known
    )  # 有两种意见、吵过的: how they went is tested, 吵过 no case says
    if chosen_by and (not any(every.known) or outcome or not inquiry.speaks_of(every)):
        # What no case has is no test; the answer is not complete then, as it was asked for. What is called so is one.
        if asks_whether(inquiry.question) and mostly_absent(inquiry, every):
            return refuse(inquiry, "no_theme", nearest(inquiry), what=said)
        return Selection(tuple(pool), Basis(BasisKind.FIELD, "；".join(tests), False), weigh((), ()))
    best = max(judged, key=lambda one: one.p)
    ranked = inquiry.ranked(pool, every)
    # A short theme that no case words so (布图设计) is absent; a long one may be a paraphrase.
    asked = inquiry.question
    short = max(map(len, named)) <= SHORT_THEME and asked.want is not Want.BRIEF
    here = inquiry.presence(ranked[0], every)
    # 吃喝沾边的有哪些 supposes that there are such; more of what was told, or a bare description, does not.
    if short and (asked.again or asked.text == asked.theme or asks_whether(asked)):
        sure = here >= SHORT_HERE and best.p >= SHORT_MEANT
    else:
        sure = here >= presence.least() and best.p >= (SUPPOSED if short else weights.alone)
    absent = names_what_none_has(inquiry, weighed) or (here < SURE and mostly_absent(inquiry, every))
    if absent or (short and _only_genre(inquiry, every)):
        sure, meant = False, []
    known = [one for one in weighed if all(one.known)]  # 海外维权 is no word of a case, 海外 and 维权 are
    if sure or (meant and known):
        if inquiry.question.single or not meant:
            meant = [best.profile]
        return replace(_members([], meant, tests, said, every), sure=here)
    partly = _holding_rarest(inquiry, pool, known)
    if partly:
        return _members([], partly, tests, said, every)
    return replace(refuse(inquiry, "no_theme", [ranked[0].profile], what=said), unsure=True, sure=here)


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


def _by_meaning(inquiry: Inquiry, pool: Sequence[Profile]) -> Selection | Reply:
    """The members of a theme that has no word to look for (过了期还在卖的): by meaning alone."""
    none, said = weigh((), ()), inquiry.question.theme
    judged = _judged(inquiry, pool, [], none, [])
    meant = [one.profile for one in judged if one.p >= JUDGE.weights.member]
    ranked = inquiry.ranked(pool, none)
    here = inquiry.presence(ranked[0], none)
    if here < presence.least():
        return replace(refuse(inquiry, "no_theme", [ranked[0].profile], what=said), unsure=True, sure=here)
    return replace(_members([], meant or [ranked[0].profile], [], said, none), sure=here)


def _judged(
    inquiry: Inquiry,
    pool: Sequence[Profile],
    weighed: Sequence[Weighted],
    every: Weighted,
    passed: Sequence[Profile],
) -> list[Judged]:
    """The judge's word on each case of `pool`; in a large library on those that are near or pass."""
    held = {p.id for p in passed}
    theme = inquiry.question.theme
    inquiry.ahead((inquiry.question.text, theme) if theme else (inquiry.question.text,))
    if len(pool) > MANY_CASES:
        near = [one.profile for one in inquiry.ranked(pool, every)]
        pool = sorted({p.at: p for p in [*near, *passed]}.values(), key=lambda p: p.at)
    texts = [p.text for p in pool]
    weighed = [one.among(texts) for one in weighed]
    strict = {
        p.id for p in pool if any(all(strictly(inquiry, term, p) for term in one.terms) for one in weighed)
    }
    grounds = {id_: inquiry.ground(id_) for id_ in dict.fromkeys(p.id.collection for p in pool)}
    topic = inquiry.nearness(theme) if theme else None
    sure = _sure_within(inquiry, pool, every.among(texts))
    wanted = Wanted(inquiry.question.text, every, frozenset(held), frozenset(strict), sure, topic)
    return JUDGE.judge(wanted, pool, inquiry.dense, grounds)


def _sure_within(inquiry: Inquiry, pool: Sequence[Profile], every: Weighted) -> dict[CaseId, Weighted]:
    """`every` over the forms that cannot come about by accident in each case; its words are cut where they must be."""
    made: dict[frozenset[str], Weighted] = {}
    found = {}
    for p in pool:
        leaning = {form for term in every.terms for form in term.leaning(p.text)}
        words = inquiry.word_set(p) if leaning else ()
        kept = frozenset(form for form in leaning if form in words)
        if kept not in made:
            made[kept] = every.sure(kept)
        found[p.id] = made[kept]
    return found


def weighed_up(inquiry: Inquiry) -> list[Judged]:
    """The judge's word on every case by the question's own words, whichever way answers it."""
    words, pool = inquiry.words, inquiry.pool
    weighed = [words] if words.terms else []
    return _judged(inquiry, pool, weighed, words, tested(inquiry, pool, weighed, MATCHES))


def _members(
    passed: Sequence[Profile],
    meant: Sequence[Profile],
    tests: Sequence[str],
    said: str,
    words: Weighted,
    *,
    some: bool = False,
    otherwise: frozenset[CaseId] = frozenset(),
) -> Selection:
    """The members in the catalog's order; complete where they are all that pass the test of the words, not `some`.

    Where none has the words themselves, what means the same or is a kind of it is hardly all there is.
    """
    members = sorted({p.id: p for p in [*passed, *meant]}.values(), key=lambda p: p.at)
    stated = f"写到“{said}”（或同义说法）" if passed else f"与“{said}”意思相近"
    kind = BasisKind.KEYWORD if passed else BasisKind.SEMANTIC
    otherwise = otherwise & {p.id for p in passed}
    all_there = bool(passed) and not meant and not some and len(otherwise) < len(passed)
    basis = Basis(kind, "；".join([*tests, stated]), all_there)
    return Selection(tuple(members), basis, words, frozenset(p.id for p in meant), otherwise=otherwise)


def _otherwise(passed: Sequence[Profile], alternatives: Sequence[Sequence[Term]]) -> frozenset[CaseId]:
    """Those of `passed` that hold the words of none of `alternatives` as they are asked for."""
    return frozenset(
        p.id for p in passed if not any(all(t.is_said(p.text) for t in terms) for terms in alternatives)
    )
