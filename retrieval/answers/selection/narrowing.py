"""The hard conditions of a question, one after the other: dates and columns, places, levels, names, words, bodies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from data.places.mentions import Mention
from data.text import fold, squeeze
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.selection.deeds import deed_named, sums_of
from retrieval.answers.selection.fields import DateTest, FieldTest, asked_date, asked_fields, naming
from retrieval.cases import looking
from retrieval.cases.profiles import Profile, Profiles
from retrieval.cases.suits.conditions import UNDECIDED, Condition, Place, conditions, signs
from retrieval.cases.suits.rulings import ARBITRATION
from retrieval.cases.told import THINGS, tells, where
from retrieval.language.amounts import sums
from retrieval.language.dates import year_forms
from retrieval.language.holders import FEW
from retrieval.language.terms import Term, Weighted, weigh
from retrieval.question.closed.counting.sums import Sum
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.literals import Literal
from retrieval.question.closed.who.levels import is_of
from retrieval.question.query import Query
from retrieval.question.slots.entities import holds, narrowest

BROAD = 1 / 2
"""A kind of body that acts in more of the cases than this is no test beside a theme."""
_ARBITRATED = "arbitration:"
_LIGHT = ("搞", "做", "办", "弄", "开")
"""What only says that it is done."""


ELSEWHERE = "所在地不是"
"""How the test begins that leaves out the cases of a place."""
NOTHING = Weighted((), (), ())


@dataclass(slots=True)
class Narrowed:
    """The cases left after the conditions so far, the tests that say so, and what of the question they took."""

    pool: Sequence[Profile]
    tests: list[str]
    asked: tuple[FieldTest | DateTest, ...] = ()
    words: Weighted = NOTHING
    by_body: bool = False
    broad: bool = False
    """Whether the kind of body named acts in most of them, and is no test."""
    outcomes: tuple[Condition, ...] = ()
    """What the course of the cases was put to."""
    inferred: bool = False
    """Whether what was done at a time was inferred from how the case is told."""
    untested: bool = False
    """Whether a time was asked by that no column tells."""


def narrowed(inquiry: Inquiry) -> Narrowed | Reply:
    """The cases in scope that every condition leaves; the refusal of the first that leaves none."""
    now = Narrowed(inquiry.pool, [])
    for narrow in (*EXACT, _by_bodies):
        refused = narrow(inquiry, now)
        if refused is not None:
            return refused
    return now


def exactly(inquiry: Inquiry) -> tuple[Sequence[Profile], list[str]]:
    """The cases in scope that pass what can be tested exactly (dates, columns, places, bodies, words), and the tests."""
    now = Narrowed(inquiry.pool, [])
    for narrow in EXACT:
        if narrow(inquiry, now) is not None:
            break
    return now.pool, now.tests if now.pool else []


def _in_time_and_columns(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    question = inquiry.question
    asked: tuple[FieldTest | DateTest, ...] = asked_fields(_unplaced(question), inquiry.profiles)
    when = question.when and asked_date(question, inquiry.profiles, now.pool)
    now.untested = bool(question.when and not when and question.when.dates.year)
    if when and not any(when.asked in test.asked for test in asked):
        asked = (*asked, when)
    now.asked = asked
    if not asked:
        return None
    now.pool = [p for p in _of_year(when, inquiry, now.pool) if all(test.holds(p) for test in asked)]
    now.tests += map(str, asked)
    said = "；".join(now.tests)
    return None if now.pool else refuse(inquiry, "no_field", nearest(inquiry), said, what=said)


def _of_year(when: object, inquiry: Inquiry, pool: Sequence[Profile]) -> Sequence[Profile]:
    """The cases of `pool` that may tell of that time, in order: in a large library only texts that write its year."""
    if not isinstance(when, DateTest) or when.names or not when.when.dates.year or len(pool) <= FEW:
        return pool
    return inquiry.holding(year_forms(when.when.dates.year), pool)


def _placed(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    places = inquiry.question.places
    if all(any(mention.text in test.asked for test in now.asked) for mention in places):
        return None
    named = "、".join(dict.fromkeys(mention.text for mention in places))
    here = list(in_places(inquiry, now.pool))  # which is gone through again and again
    columns = [] if here else naming(places, inquiry.profiles, now.pool)
    now.tests.append(f"有一栏写到“{named}”" if columns else f"所在地为{named}")
    now.pool = here or columns
    return None if now.pool else refuse(inquiry, "no_place", nearest(inquiry), now.tests[-1], what=named)


def _elsewhere(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    """除了北京，别的地方的: of the cases outside it, which the scope leaves, those of which it is known where they are."""
    out = inquiry.question.other_than.places
    if not out:
        return None
    named = "、".join(dict.fromkeys(mention.text for mention in out))
    told = inquiry.profiles.standing(set(inquiry.profiles.lying(lambda _: True)), now.pool)
    now.pool = told or now.pool
    now.tests.append(f"{ELSEWHERE}{named}" if told else f"所在地未写明是{named}")
    return None


def _levelled(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    """县一级的: where the place of a case is of that level itself."""
    levels = dict.fromkeys(name for name, _, _ in inquiry.question.levels)
    if not levels:
        return None
    now.pool = [p for p in now.pool if any(is_of(name, place) for name in levels for place in p.places)]
    now.tests.append("所在地的层级为" + "或".join(levels))
    return None if now.pool else refuse(inquiry, "no_field", (), now.tests[-1], what=now.tests[-1])


def _of_institutions(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    institutions = inquiry.question.institutions
    if not institutions:
        return None
    names = [name for one in institutions for name in (one.institution.name, one.text)]
    found = list(inquiry.holding(names, now.pool))
    said = "、".join(dict.fromkeys(one.text for one in institutions))
    now.tests.append(f"写到“{said}”")
    now.pool = [p for p in found if any(name in p.title for name in names)] or found
    return None if now.pool else refuse(inquiry, "no_institution", nearest(inquiry), now.tests[-1], what=said)


def _worded(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    """Words that must, or must not, stand there; a name in quotation marks that no case holds may be a theme."""
    literal = inquiry.question.literal
    if literal is None or not (literal.required or literal.excluded or literal.part):
        return None
    held = [p for p in _perhaps(literal, inquiry, now.pool) if _holds(literal, p)]
    if not held and (bare := _without_verbs(literal)) != literal:
        if not (bare.words or bare.excluded or bare.of_part):
            return None  # 写着签的: what is left is no word
        literal = bare  # 提到搞中试的: what is done with it need not be written
        held = [p for p in _perhaps(literal, inquiry, now.pool) if _holds(literal, p)]
    where = f"【{literal.part}】" if literal.of_part else literal.part or "案例名称或正文"
    if not held:
        if literal.loose:
            return None
        return refuse(
            inquiry, "no_literal", nearest(inquiry), f"{where}{literal}", what="、".join(literal.words)
        )
    now.pool = held
    now.tests.append(f"{where}{literal}" if literal.words or literal.excluded else f"有{where}")
    terms = [Term(word, ((word, 1.0),)) for word in literal.words]
    now.words = weigh(terms, [p.text for p in held])
    return None


def _without_verbs(literal: Literal) -> Literal:
    """`literal` without what leads to each of its words."""
    required = (
        tuple(word[1:] if word.startswith(_LIGHT) else word for word in group) for group in literal.required
    )
    return replace(
        literal, required=tuple(group for group in required if all(len(word) > 1 for word in group))
    )


def _perhaps(literal: Literal, inquiry: Inquiry, pool: Sequence[Profile]) -> Sequence[Profile]:
    """The cases of `pool` that may pass `literal`, in order: all that does is in such as hold its words somewhere."""
    for group in literal.required:
        pool = inquiry.holding(["".join(word.split()) for word in group], pool)
    return pool


def _holds(literal: Literal, profile: Profile) -> bool:
    """Whether the part of the case that `literal` is about passes it; a case without such a part never does."""
    if not literal.of_part:
        return literal.holds(profile.title if literal.part else profile.text)
    part = profile.case.text_of(literal.part)
    return part is not None and literal.holds(squeeze(part))


def _telling(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    """写明了金额的, 没有署名的: what the cases must tell, or must not."""
    for asked in inquiry.question.tells:
        sort = asked.removeprefix("-")
        thing = THINGS[sort]
        held = inquiry.holding(thing.signs, now.pool) if thing.signs and len(now.pool) > FEW else now.pool
        telling = [p for p in held if tells(p, sort)]
        if asked != sort:
            without = {p.at for p in telling}
            now.pool = [p for p in now.pool if p.at not in without]
        else:
            now.pool = telling
            now.outcomes += (Condition(f"写明{thing.name}", {p.id: where(p, sort)[:1] for p in telling}),)
        now.tests.append(f"{'写明' if asked == sort else '没有写明'}{thing.name}")
    return None if now.pool else refuse(inquiry, "no_field", (), now.tests[-1], what=now.tests[-1])


def _by_course(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    """告倒政府的, 二审翻过来的: who sued, who won, what each instance made of it."""
    asked = inquiry.question.course
    if not asked:
        return None
    undecided = any(test.startswith(UNDECIDED) for test in asked)
    told_by = signs(asked)
    open_to = inquiry.holding(told_by, now.pool) if told_by else now.pool
    ruled = open_to if undecided else list(inquiry.profiles.ruled(now.pool))
    if "at:court" in asked and not any(p.course.at(ARBITRATION) for p in ruled):
        asked = tuple(
            test for test in asked if test != "at:court"
        )  # 闹上法庭的: where all did, it tells none apart
    if not any(p.course.at(ARBITRATION) for p in ruled):
        asked = tuple(dict.fromkeys(test.removeprefix(_ARBITRATED) for test in asked))
    if not asked:
        return None
    found = conditions(asked, ruled)
    now.outcomes += found
    now.pool = [p for p in ruled if found and all(p.id in one.chosen for one in found)]
    now.tests += [one.said for one in found]
    # Who is meant by itself (of:public) is no test: then what was asked is said in its own words.
    asks = "、".join(inquiry.question.text[start:end] for start, end in inquiry.question.course_at)
    said = "；".join(now.tests) or asks
    return None if now.pool else refuse(inquiry, "no_outcome", nearest(inquiry), said, what=said)


def _by_sums(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    """罚款1万元以上的, 上百万的: the sums that a case tells, of what is named where any tells a sum of that."""
    bound = inquiry.question.amount
    if bound is None:
        return None
    deed = deed_named(inquiry.question) if len(now.pool) <= FEW else ""
    by_deed = sums_of(deed, now.pool) if deed else {}
    told = [p for p in now.pool if bound.of in p.own_text] if bound.of and len(now.pool) <= FEW else []
    of_it = {p.id: ends for p in told if (ends := looking.least_and_most_of_thing(p.own_text, bound.of))}
    if by_deed:  # 送出去的钱过了五百万的: of what was given, and of no other sum
        now.pool = [p for p in now.pool if p.id in by_deed and bound.holds(*by_deed[p.id].ends)]
    elif of_it:
        now.pool = [p for p in told if p.id in of_it and bound.holds(*of_it[p.id])]
    else:
        now.pool = inquiry.profiles.within_sums(now.pool, bound.holds)
    now.tests.append(f"写到“{bound}”的数额")
    if len(now.pool) <= FEW:
        told_at = {p.id: (by_deed[p.id].highest,) if by_deed else _telling_sum(p, bound) for p in now.pool}
        now.outcomes += (Condition(now.tests[-1], told_at),)
    return None if now.pool else refuse(inquiry, "no_field", (), now.tests[-1], what=now.tests[-1])


def _telling_sum(profile: Profile, bound: Sum) -> tuple[Place, ...]:
    """The clause in which a case tells a sum within `bound`: of what is named where one does, else the highest of all."""
    told = [
        (place, squeeze((profile.case.text_of(place[0]) or "")[place[1] : place[2]]))
        for place in where(profile, "sum")
    ]
    fits = [
        (bound.of in text, max(found), place)
        for place, text in told
        if (found := [value for value in sums(fold(text)) if bound.holds(value, value)])
    ]
    return (max(fits, key=lambda one: one[:2])[2],) if fits else ()


def _by_bodies(inquiry: Inquiry, now: Narrowed) -> Reply | None:
    acting = _by_kind(inquiry, now.pool)
    if acting and len(acting) > BROAD * len(now.pool) and inquiry.terms(inquiry.question.theme):
        now.broad = True  # 单位 and 劳动者 in cases of labour: who acts tells none apart, what is asked does
    elif acting:
        kinds = dict.fromkeys(name for name, _, _ in inquiry.question.kinds)
        now.tests.append("实施主体为" + "、".join(kinds))
        now.pool, now.by_body = acting, True
    return None


def _unplaced(question: Query) -> str:
    """The question's text with the names of places blanked: 江苏商标类 asks for a sort of Jiangsu's."""
    chars = list(question.text)
    for mention in question.places:
        chars[mention.start : mention.end] = "，" * (mention.end - mention.start)
    return "".join(chars)


def in_places(inquiry: Inquiry, pool: Sequence[Profile]) -> Sequence[Profile]:
    """The cases of `pool` that lie in any of the places the question names."""
    places = inquiry.question.places
    # 西南那边的，四川云贵都算: none is the nearer word for the other
    every = Cue.COUNTS_TOO in inquiry.question.cues
    return lying_in(places if every else narrowest(places), inquiry.profiles, pool)


def lying_in(mentions: Sequence[Mention], profiles: Profiles, pool: Sequence[Profile]) -> Sequence[Profile]:
    """The cases of `pool` that lie in any place that is mentioned."""
    here = profiles.lying(lambda place: any(holds(m, place) for m in mentions))
    return profiles.standing(set(here), pool)


def _by_kind(inquiry: Inquiry, pool: Sequence[Profile]) -> list[Profile]:
    kinds = {name for name, _, _ in inquiry.question.kinds}
    if not kinds:
        return []
    return list(inquiry.profiles.acting(kinds, pool, Cue.AS_DEFENDANT in inquiry.question.cues))


def nearest(inquiry: Inquiry) -> list[Profile]:
    """The nearest case in scope, for a refusal to name."""
    ranked = inquiry.ranked(inquiry.pool)
    return [ranked[0].profile] if ranked else []


EXACT: tuple[Callable[[Inquiry, Narrowed], Reply | None], ...] = (
    _in_time_and_columns,
    _placed,
    _elsewhere,
    _levelled,
    _of_institutions,
    _worded,
    _telling,
    _by_course,
    _by_sums,
)
"""The conditions that can be tested exactly, in order."""
