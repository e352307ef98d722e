"""哪些 and 几个: every case in scope is put to a stated test, and all that pass are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.types import Basis, BasisKind
from retrieval import lexicon
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.found import found_so
from retrieval.answers.selection.in_time import RULING, done_otherwise, done_then, happened_then
from retrieval.answers.selection.narrowing import NOTHING, Narrowed, exactly, narrowed, nearest
from retrieval.answers.selection.themed import by_meaning, by_theme, standing_out
from retrieval.answers.selection.worded import KNOWN_WITHIN_KIND, telling_apart
from retrieval.cases.suits.conditions import Condition
from retrieval.cases.suits.course import PUBLIC
from retrieval.language.terms import weigh
from retrieval.lexicon.listed import listed
from retrieval.models.judgement import Judgement
from retrieval.question.query import Excluded, Query
from retrieval.question.slots.entities import alternatives
from retrieval.search.clausewise import told_in_clauses
from retrieval.wording.frames import phrase

_WITH_DEED = listed("done_with")
"""协议 of 协议是2013年签的, 劳动者 of 2020年入职的劳动者: what the deed is done with or by says no more than the deed."""
EVERY, COURT = "全部案例", "法院"
"""The test that every case passes, as nothing was asked but what there is; the kind of body that rules."""
NAME = 9
"""Characters from which on words that a case writes just so are what it is called by, whatever links them: 群众身边腐败和不正之风."""
STORY = 3
"""Clauses from which on a question tells what happened: what a court found is then part of it, and no test by itself."""


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
    beside = tuple(dict.fromkeys(word for part in said for word in part.beside))
    words = weigh(terms, inquiry.texts)
    return Selection(chosen, whole, words, meant, outcomes=outcomes, otherwise=otherwise, beside=beside)


def _nearest_of(inquiry: Inquiry, found: Sequence[Selection]) -> Selection | None:
    """Of selections by meaning, each of another collection, the one with the nearest case."""
    ranked = inquiry.ranked([profile for selection in found for profile in selection.chosen])
    return next((one for one in found if ranked[0].profile in one.chosen), None) if ranked else None


def _select(inquiry: Inquiry) -> Selection | Reply:
    """The hard conditions one after the other, then the theme over the cases that are left."""
    now = narrowed(inquiry)
    if isinstance(now, Reply):
        return now
    found = _of_all(inquiry, _themed(inquiry, now))
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


def _of_all(inquiry: Inquiry, found: Selection | Reply) -> Selection | Reply:
    """`found`; where how suits went leaves nobody out, those of all that stand out by the rest of what the question says: 不肯加班就被
    开了，最后员工赢了的, where the employee won in each."""
    question = inquiry.question
    if not (isinstance(found, Selection) and question.course) or question.single:
        return found
    if len(found.chosen) < len(inquiry.pool):
        return found
    out = standing_out(inquiry.pool, inquiry.learned_near)
    if not out:
        return found
    basis = replace(found.basis, complete=False)
    return replace(found, chosen=tuple(out), basis=basis, meant=frozenset(p.id for p in out))


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
    elif now.asked and now.pool and all(done_otherwise(p, question.done_then[0]) for p in now.pool):
        return refuse(
            inquiry, "no_theme", what=f"{question.when.words if question.when else ''}{question.done_then[1]}"
        )
    finding = found_so(inquiry, now.pool) if question.found and question.theme else None
    if finding is not None and len(told_in_clauses(question.text)) < STORY:
        chosen = tuple(p for p in now.pool if p.id in finding.chosen)
        basis = Basis(BasisKind.KEYWORD, "；".join([*now.tests, finding.said]), False)
        return Selection(chosen, basis, inquiry.words, outcomes=(finding,))
    theme = question.theme if now.by_body or now.broad else _theme_with_kinds(inquiry)
    for test in now.asked:
        theme = theme.replace(test.asked, "，")
    share = KNOWN_WITHIN_KIND if now.by_body else 1 / 2
    whole = len(theme) >= NAME and " " not in theme and inquiry.holds_text(theme)
    every = [inquiry.terms(part) for part in ((theme,) if whole else alternatives(theme))]
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
        found = by_theme(inquiry, now.pool, named, now.tests, now.by_body, outcomes=now.outcomes)
        if isinstance(found, Selection):  # the words that must stand there are shown before others
            shown = dict.fromkeys((*now.words.terms, *found.words.terms))
            found = replace(found, words=weigh(shown, inquiry.texts))
        return happened_then(found, now.asked) if isinstance(found, Selection) else found
    if not now.tests and question.theme and not question.unused and not question.english:
        return by_meaning(inquiry, now.pool)
    if not now.tests and (question.unused or not lexicon.is_scaffolding(theme)):
        what = "、".join(question.unused) or theme
        return refuse(inquiry, "no_theme", what=what)  # 最后还是输了: said in words that find nothing
    kind = BasisKind.KEYWORD if now.words.terms else BasisKind.FIELD
    return Selection(now.pool, Basis(kind, "；".join(now.tests) or EVERY, True), now.words)


def _of_deed(inquiry: Inquiry, now: Narrowed, then: Condition) -> tuple[Inquiry, Query]:
    """The inquiry, and its question, without the deed in its theme: `now` has the cases in which it was done at that time."""
    question, (name, deed) = inquiry.question, inquiry.question.done_then
    now.pool, now.inferred = [p for p in now.pool if p.id in then.chosen], True
    now.tests = [then.said if any(str(test) == said for test in now.asked) else said for said in now.tests]
    now.outcomes += (then,)
    kinds = tuple(kind for kind in question.kinds if not PUBLIC.search(kind[0]))  # it is told with the deed
    if name == RULING:  # 法院是在2021年下的判: who rules is a court
        kinds = tuple(kind for kind in kinds if kind[0] != COURT)
    theme = _WITH_DEED.sub(" ", question.theme.replace(deed, " ")).strip()
    question = replace(question, theme=theme, kinds=kinds)
    return inquiry.asking(question), question


def _theme_with_kinds(inquiry: Inquiry) -> str:
    """The theme where no case is by the kind of organisation named: the word is then part of the theme."""
    question = inquiry.question
    named = "或".join(question.text[start:end] for _, start, end in question.kinds)
    return " ".join(part for part in (question.theme, named) if part)
