"""What fills the columns of a table that no field of a case is called by: 列个表，要公司、月工资、赔了多少."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.text import clauses, fold, says_anything, sentences, squeeze
from data.types import TITLE, Case, CaseId, Quote
from retrieval.answers.comparison.rows import result_of
from retrieval.answers.extraction.telling import telling
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.refusing import unstated
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.parties import is_sort
from retrieval.cases.suits.rulings import ARBITRATION, COURTS
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed, under, words
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.query import Form, Query, Want
from retrieval.quoting.clauses import ending, quote_of, shortened
from retrieval.quoting.courses import ruling_quotes
from retrieval.quoting.shown import SCRAP, repeats
from retrieval.wording.columns import fills
from retrieval.wording.names import actor, short_name

CELL, RESULT_CELL = 40, 70
"""Code points of a cell, about: one clause; and of what came of a case."""
OF_NAME = 0.3
"""Share of the places where a name stands in which a character must follow it to be part of it."""
MOST = 30
"""Cases of a table of which each is asked for what its columns are called by."""
OFFICE, COMPANY = "office", "firm"
"""The sides of a column that ask what those a case is about are, and which party of a suit is a company."""
_ASKED_AS = under("column_asks")
_SIDES = under("column_side")
_RULED, _ANY_SUM = listed("column_of_ruling"), listed("any_sum")
_DEED, _LEADS_ON = listed("column_of_deed"), words("leads_on")
_TITLES = ("案例", "名称", "标题", "题目", "案例名称")
_OF_RULING = "最后判了多少钱"
"""What a column of sums asks of a suit."""
_HOW_MUCH = ("多少钱", "多少")
"""How a column ends that asks that of it, after 最后: 最后拿到多少."""


def asked_cells(
    inquiry: Inquiry, members: Sequence[Profile], names: Sequence[str]
) -> Mapping[CaseId, Mapping[str, tuple[Quote, ...]]]:
    """Of each member what it tells of each of `names` that is no field, place or body of a case; none where it tells nothing."""
    if len(members) > MOST:
        return {}
    cases = [p.case for p in members]
    of_suits = all(len(case.fields) > 1 for case in cases)
    open_ = [n for n in names if not fills(n, cases) or (of_suits and (_RULED.search(n) or _side(n)))]
    of_one_text = all(len(case.fields) == 1 for case in cases) and not any(inquiry.words.known)
    deeds = [n for n in names if of_one_text and n not in open_ and _DEED.fullmatch(n)]
    titled = any(name in _TITLES for name in names)
    return {
        p.id: {
            **{name: _told(inquiry, p, name) for name in open_},
            **{name: _deed(inquiry, p, titled) for name in deeds},
        }
        for p in members
        if open_ or deeds
    }


def is_decided(profile: Profile) -> bool:
    """Whether a case is a suit that tells how it was decided: a table says that of it, and no measures."""
    return len(profile.case.fields) > 1 and profile.course.decided


def _side(name: str) -> str:
    """Whom a column asks for: who a case is about, both parties or one; '' for anything else."""
    return next((side for side, words in _SIDES.items() if words.fullmatch(name)), "")


def of_side(profile: Profile, side: str) -> tuple[Quote, ...]:
    """The names of those whom a column asks for, where they stand first: in the title, else in what happened."""
    course, case = profile.course, profile.case
    if side == OFFICE:
        return tuple(quote for who in of_side(profile, "about") if (quote := _office(case, who.text)))
    titled = list(dict.fromkeys(_whole_name(case, *one.span()) for one in PERSON.finditer(case.title)))
    suit = [name for name in (course.claimant, course.opponent) if name]
    names = {
        COMPANY: [name for name in suit if is_sort("公司")(name)],
        "about": titled or suit,
        "both": suit if len(suit) > 1 else titled or suit,
        "plaintiff": suit[:1] if len(suit) > 1 else [],
        "defendant": suit[1:] if len(suit) > 1 else [],
    }[side]
    return tuple(quote for name in names if (quote := _first(case, name)) is not None)


def _office(case: Case, name: str) -> Quote | None:
    """What somebody is, where a sentence begins by saying so: 中共党员，某区副区长 of 林某，中共党员，某区副区长。"""
    for field in case.fields:
        for start, end in sentences(field.text):
            said = field.text[start:end].strip("。")
            head = f"{name}，"
            if said.startswith(head) and len(said) - len(head) <= RESULT_CELL:
                at = start + field.text[start:end].index(head) + len(head)
                return Quote(field.name, at, at + len(said) - len(head), said[len(head) :])
    return None


def _whole_name(case: Case, start: int, end: int) -> str:
    """A name in a title, with the character behind it where the text calls him so throughout: 刘某富 beside 刘某东."""
    name, longer = case.title[start:end], case.title[start : end + 1]
    said = "".join(field.text for field in case.fields)
    return longer if said.count(longer) > OF_NAME * said.count(name) else name


def _first(case: Case, name: str) -> Quote | None:
    """Where `name` stands in a case first."""
    texts = ((TITLE, case.title), *((field.name, field.text) for field in case.fields))
    found = ((field, text.find(name)) for field, text in texts)
    return next((Quote(field, at, at + len(name), name) for field, at in found if at >= 0), None)


def _told(inquiry: Inquiry, profile: Profile, name: str) -> tuple[Quote, ...]:
    if len(profile.case.fields) > 1 and _RULED.search(name):
        ruled = ruled_at(profile, name)
        if ruled is not None or (ruled := result_of(profile, RESULT_CELL)):
            return ruled[-1:]
    if len(profile.case.fields) > 1 and (side := _side(name)):
        parties = of_side(profile, side)
        if parties or side != COMPANY:
            return parties
    bare = name.removeprefix("最后").removeprefix("最终").removeprefix("的")
    of_ruling = _ANY_SUM.fullmatch(bare) or (bare != name and bare.endswith(_HOW_MUCH))
    text = _OF_RULING if profile.course.decided and of_ruling else as_question(name)
    one = inquiry.asking(
        Query(text, want=Want.FACT, theme=name, within=(profile.id,), form=Form(), edit="same")
    )
    if unstated(one, profile):
        return ()
    said = telling(one, profile)
    if said.stated is False or not said.entry.quotes:
        return ()
    quotes = [_with_answer(quote, said.answer) for quote in said.entry.quotes]
    first = next((quote for quote in quotes if quote.answer), quotes[0])
    if one.question.asked.type in ONE_FACT and not first.answer:
        return ()
    return (replace(shortened(profile.case, first, text, CELL), answer=None),)


def ruled_at(profile: Profile, name: str) -> tuple[Quote, ...] | None:
    """What was ruled at the instance that a column is called by (二审结果), () where it was not ruled there; None where it
    names none, or the case tells no ruling by its instance."""
    course = profile.course
    named = next((instance for instance in (*COURTS, ARBITRATION) if instance in name), "")
    if not named or not any(ruling.instance for ruling in course.rulings):
        return None
    if course.at(named) is None:
        return ()
    return tuple(
        ending(profile.case, quote, RESULT_CELL) for quote in ruling_quotes(profile.case, course, name)
    )


def _deed(inquiry: Inquiry, profile: Profile, titled: bool) -> tuple[Quote, ...]:
    """What a case of one text does: the first of its clauses that says most of what its title speaks of, and none that only
    leads on to what is done, nor, where the row is `titled`, one that says no more than that.
    """
    case = profile.case
    of_title = inquiry.weigh(fold(short_name(case).removeprefix(actor(case))))
    whole = case.fields[0]
    told = [
        quote_of(case, whole.name, *span) for span in clauses(whole.text) if says_anything(whole.text, *span)
    ]
    told = [
        one
        for one in told
        if len(one.text) > SCRAP
        and not one.text.startswith(_LEADS_ON)
        and not (titled and repeats(case.title, one.text))
    ]
    return (max(told, key=lambda one: of_title.coverage(squeeze(one.text))),) if told else ()


def _with_answer(quote: Quote, answer: str) -> Quote:
    """`quote` with where it holds `answer`, which is said first."""
    at = quote.text.find(answer) if answer and not quote.answer else -1
    return replace(quote, answer=(quote.start + at, quote.start + at + len(answer))) if at >= 0 else quote


def as_question(name: str) -> str:
    """What is asked of a case by a column of that name: 月工资 how much, 法院 which, 赔了多少 as it stands."""
    if asked(name).type is not Type.TEXT or name.endswith(("怎样", "啥", "什么", "怎么判", "咋判")):
        return name
    ending = next((ask for ask, words in _ASKED_AS.items() if words.search(name)), "是什么")
    return f"{ending}{name}" if ending.startswith("哪") else f"{name}{ending}"
