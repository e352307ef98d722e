"""Reasons not to answer: each says what was searched and what is nearest, and cites nothing."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import quotations, split_at
from data.types import Basis, BasisKind, marker
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.profiles import Profile
from retrieval.cases.typed import sheet
from retrieval.language.terms import names_in
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.counting.counted import NUMBER, states_quantity
from retrieval.question.closed.counting.counted import called as called_number
from retrieval.question.closed.particulars import Particulars
from retrieval.question.closed.who.called import names_body, names_thing
from retrieval.question.query import Query
from retrieval.wording.frames import phrase

HALF = 0.5
"""Share of a question's words that a case must hold to be worth naming in a refusal."""
_FATE_TOLD = listed("fate_told")
_MARKS = '“‘「『"'
"""By which a name is quoted; 《》 holds a law."""
SHORT = 8
"""Code points of a quotation that may be the name of a firm: what somebody agreed to with one is longer."""
FEW = 3
"""Cases up to which those that were looked at are worth showing."""
MANY = 3
"""Collections up to which a refusal names each."""


def refuse(
    inquiry: Inquiry,
    why: str,
    nearest: Sequence[Profile] = (),
    test: str = "",
    *,
    only: Profile | None = None,
    **facts: object,
) -> Reply:
    """A refusal for the reason `why` (a phrase's name) with its facts; `only`: the one case that was looked at."""
    english = inquiry.question.english
    what = phrase(why, english, **facts)
    looked_at = searched(inquiry) if only is None else _searched_few(inquiry, [only])
    parts = [what.rstrip("。."), looked_at]
    near = nearest[0] if nearest else None
    shown = [profile.case for profile in inquiry.pool] if len(inquiry.pool) <= FEW else []
    if near is not None and len(inquiry.pool) > 1 and (_named(inquiry, near) or _really_near(inquiry, near)):
        if near is not only:
            parts.append(phrase("nearest", english, names=inquiry.names([near])))
        shown = [near.case]
    reason = "".join(parts)
    return Reply(
        text=reason,
        reason=reason,
        basis=Basis(BasisKind.FIELD if test else BasisKind.SEMANTIC, test or what, bool(test)),
        near=tuple(shown),
    )


def _named(inquiry: Inquiry, profile: Profile) -> bool:
    """Whether the question has a name that stands in this case's title, and in no other case: 村BA一年卖了多少."""
    names = names_in(inquiry.question.text, inquiry.profiles.names)
    return any(name in profile.title and len(inquiry.holding([name], inquiry.pool)) == 1 for name in names)


def _really_near(inquiry: Inquiry, profile: Profile) -> bool:
    """Whether a case is worth a look though it is no answer: what merely is the least far is not named."""
    ranked = inquiry.ranked(inquiry.pool)
    if not ranked or ranked[0].id != profile.id or ranked[0].anywhere < HALF:
        return False
    return inquiry.confident(ranked)


def searched(inquiry: Inquiry, how: str = "searched") -> str:
    """What was searched, in words; `how` names the phrase (`scope` where nothing had to be)."""
    english = inquiry.question.english
    titles = [
        f"《{c.title}》"
        for c in inquiry.profiles.records.collections
        if not inquiry.question.collections or c.id in inquiry.question.collections
    ]
    scope = "".join(titles) if len(titles) <= MANY else phrase("scopes", english, count=len(titles))
    some = 0 < len(inquiry.pool) < len(inquiry.profiles.all)
    if how == "searched" and (inquiry.question.within or inquiry.question.numbers.numbers) and some:
        # Of the cases spoken of: “共1个案例” would sound as if the library held one.
        if len(inquiry.pool) <= MANY:
            return _searched_few(inquiry, inquiry.pool)
        return phrase("searched_some", english, total=len(inquiry.pool))
    if inquiry.pool:  # and those told before, which were looked at as well
        total = len(inquiry.pool) + len(inquiry.question.other_than.cases)
    else:
        here = inquiry.question.collections
        sizes = inquiry.profiles.records.sizes()
        total = sum(size for id_, size in sizes.items() if not here or id_ in here)
    return phrase(how, english, scope=scope, total=total)


def _searched_few(inquiry: Inquiry, looked_at: Sequence[Profile]) -> str:
    named = "、".join(marker(p.id, inquiry.labels)[1:-1] for p in looked_at)
    return phrase("searched_few", inquiry.question.english, names=named)


def unstated(inquiry: Inquiry, profile: Profile) -> str | None:
    """The detail that is asked for and that `profile` does not state; None where nothing is missing."""
    asked, held = inquiry.question.particulars, profile.text
    for matter in asked.matters:
        if matter.has_its_words and not matter.told(sheet(profile.case)):
            return matter.called
    for doer in asked.doers:
        if not doer.told(profile.case):
            return doer.called
    for detail in asked.details:
        if not detail.stated_in(profile.case, held):
            return detail.name
    if inquiry.question.asked.type in (Type.AMOUNT, Type.NUMBER):
        for whom in asked.payees:
            if f"{whom[:2]}费" not in held:
                return f"{whom}费"
    # What is asked, before when it was.
    if untold := (
        _untold_fate(asked, profile) or _untold_quantity(asked, profile) or _untold_time(asked, held)
    ):
        return untold
    if article := _untold_article(inquiry):
        return f"条文（{article}）"
    return "名称" if _nameless(inquiry.question, profile) else None


def _nameless(question: Query, profile: Profile) -> bool:
    """Whether the name of a firm or shop is asked for, and the case tells of such a one and nowhere what it is called."""
    thing, body = question.particulars.thing, question.particulars.body
    if thing and not names_thing(thing, sheet(profile.case)):
        return True
    told = [part for part in split_at(profile.text, "，,。；;") if body and body in part]
    named = (
        end - start <= SHORT and body not in part[start:end]
        for part in told
        for start, end in quotations(part, _MARKS)
    )
    return bool(told) and not any(named) and not names_body(body, profile.case)


def _untold_fate(asked: Particulars, profile: Profile) -> str:
    """What became of whom it is asked, where the case is of another and no clause that names him tells it; "" else."""
    who = asked.fate_of
    if not who or who in profile.title or who not in profile.text:
        return ""
    told = any(_FATE_TOLD.search(clause) for clause in split_at(profile.text, "，,。；;") if who in clause)
    return "" if told else f"{who}的处理结果"


def _untold_quantity(asked: Particulars, profile: Profile) -> str:
    """The quantity that is asked for and that the case states nowhere, as a refusal calls it; "" where it does, or none is asked for."""
    quantity = asked.quantity
    if not quantity or states_quantity(quantity, profile.case):
        return ""
    named = called_number(quantity)
    return "数量" if named == NUMBER else f"数量（{named}）"


def _untold_time(asked: Particulars, held: str) -> str | None:
    """The year, or the month of one, that is asked by and that `held` does not state, as a refusal calls it."""
    for time in asked.times:
        if time not in held:
            return f"时间（{time}）"
    when = asked.when
    untold = when is not None and when.dates.months and not when.dates.told_in(held)
    return f"时间（{when.words}）" if when is not None and untold else None


def _untold_article(inquiry: Inquiry) -> str | None:
    """The article of a law that is named, in whichever numerals, and that no case in scope names."""
    named, profiles = inquiry.question.particulars.articles, inquiry.profiles
    return next((one for one in named if not profiles.names_article(one, inquiry.pool)), None)


SHORT_NAME = 3
"""Characters up to which a name is said of anything: 走出去."""


def false_premise(inquiry: Inquiry, profile: Profile) -> str | None:
    """A name that the question gives to `profile` and that belongs to other cases only (银川的三贴近)."""
    text = inquiry.question.text
    for name in names_in(text, inquiry.profiles.names):
        if len(name) > SHORT_NAME and name not in profile.text:
            return f"{profile.case.title}的“{name}”"
    for start, end in quotations(text):
        quoted = text[start:end]
        words = inquiry.weigh(quoted)
        if not words.terms or words.together(profile.text) >= 0.5:
            continue
        if any(words.together(inquiry.texts[at]) >= 0.8 for at in words.covering(inquiry.texts, 0.8)):
            return f"{profile.case.title}的“{quoted}”"
    return None


def unknown_institution(inquiry: Inquiry, pool: Sequence[Profile]) -> str | None:
    """An institution the question names that no case of `pool` names or is: a false premise."""
    for found in inquiry.question.institutions:
        names = (found.institution.name, found.text)
        if not inquiry.holding(names, pool):
            return found.institution.name
    return None
