"""What is wanted, and who answers it: an ordered table of which the first row that answers holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from data.types import Basis, BasisKind, CaseId, Intent
from data.values import dataclass
from retrieval.answers import chat, library
from retrieval.answers.comparison.comparing import answer_common, answer_comparison, find_targets
from retrieval.answers.facts import judged, lawsuits, shown, taken_place, whereabouts, writers
from retrieval.answers.facts.facts import answer_fact
from retrieval.answers.facts.story import in_sentences, itemised
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse, searched
from retrieval.answers.selection.absent import abroad
from retrieval.answers.selection.narrowing import in_places, nearest
from retrieval.answers.selection.sets import select
from retrieval.answers.selection.themed import standing_out
from retrieval.answers.sets import alike, averages, groups, of_course, suggesting, which_more
from retrieval.answers.sets.briefing import answer_brief
from retrieval.answers.sets.sets import answer_set
from retrieval.cases.profiles import Profile
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.details import BEYOND, OWN_PAPER
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.query import Act, Layout, Query, Want
from retrieval.wording.extractive import in_a_row
from retrieval.wording.frames import phrase
from retrieval.wording.leading import led_in
from retrieval.wording.tested import short_test

COMPARED = 60
"""Cases of which what they share is looked for where none is named."""
FEW = 3
"""Cases that were told, of which it is asked which has more of something."""
MOST = 300
"""Cases that are set side by side at most: a place of which there are thousands is none of two things compared."""
Answer = Callable[[Inquiry], Reply | None]


@dataclass(frozen=True, slots=True)
class Way:
    """One row: its name (`basis.rule`), what the answer is called for a reader, which queries it takes."""

    name: str
    intent: Intent
    takes: Callable[[Query], bool]
    answer: Answer


def reply_to(inquiry: Inquiry) -> tuple[Intent, Reply]:
    """What is answered, and which kind of answer it is."""
    for way in WAYS:
        if way.takes(inquiry.question):
            reply = way.answer(inquiry)
            if reply is not None:
                intent = way.intent
                if way.name == "selection" and inquiry.question.want is Want.COUNT:
                    intent = Intent.COUNT
                reply = replace(reply, basis=replace(_by_whom(inquiry, reply.basis, way.name), rule=way.name))
                if inquiry.question.want is Want.COMPARE and way.name == "fact":
                    reply = _one_only(inquiry, reply)
                if inquiry.question.form.sentences:
                    reply = in_sentences(inquiry, reply)
                if inquiry.question.form.layout is Layout.PARAGRAPH and reply.outline and not reply.table:
                    reply = replace(reply, text=in_a_row(reply.outline, inquiry.labels) or reply.text)
                if inquiry.question.form.layout is Layout.POINTS and not inquiry.question.english:
                    reply = itemised(inquiry, reply)
                if inquiry.question.form.layout is Layout.HEADLINE and reply.reason is None:
                    reply = shown.headline(inquiry, reply)
                if inquiry.question.english and reply.citations:
                    reply = replace(reply, text=led_in(reply.text, reply.citations, _first_said(reply)))
                return intent, _asked_again(inquiry, reply) if inquiry.question.edit == "sure" else reply
    raise AssertionError("the last way answers everything")


def _first_said(reply: Reply) -> str:
    """What an answer says before it names its case; "" where it quotes at once."""
    said, stop, _ = reply.text.partition("。")
    return said if stop and "[" not in said else ""


_OF_CASES_MEANT = ("numbered", "comparison", "briefing", "which more")
"""Ways that tell of cases which a follow-up only points at."""


def _by_whom(inquiry: Inquiry, basis: Basis, way: str) -> Basis:
    """`basis` as a model's, never complete, where a model's judgement of the cases is behind it; nor is it where a follow-up points
    at the cases: which are meant was put to no test."""
    if inquiry.question.edit and way in _OF_CASES_MEANT:
        basis = replace(basis, complete=False)
    if inquiry.judgement is None or basis.kind is BasisKind.LOOKUP:
        return basis
    return replace(basis, kind=BasisKind.MODEL, complete=False)


def _one_only(inquiry: Inquiry, reply: Reply) -> Reply:
    """What one case says, where it was to be set beside another and none was found."""
    if reply.reason is not None or len(reply.citations) != 1:
        return reply
    said = phrase("one_only", inquiry.question.english)
    outline = replace(reply.outline, head=said + reply.outline.head) if reply.outline else None
    return replace(reply, text=said + reply.text, outline=outline)


def _asked_again(inquiry: Inquiry, reply: Reply) -> Reply:
    """The same answer, with how it was judged said first: 你确定？"""
    english = inquiry.question.english
    if reply.reason is not None:  # 一个都没有？
        text = phrase("sure_refused", english, told=reply.text)
        return replace(reply, text=text, reason=phrase("sure_refused", english, told=reply.reason))
    said = all(one.tier == "said" for one in reply.citations)
    by_words = "sure_worded" if said and reply.basis.kind is BasisKind.KEYWORD else "sure_meaning"
    name = "sure" if reply.basis.complete else by_words
    how = phrase(name, english, test=short_test(reply.basis.test, english))
    chosen = inquiry.question.want is Want.CASES
    count = len(reply.citations) if chosen and reply.reason is None else reply.count
    return replace(reply, text=f"{how}\n{reply.text}", outline=None, count=count)


def _compares(query: Query) -> bool:
    """A comparison; and what is no grouping and no list, as it asks one thing, or the most, of cases by their numbers."""
    if query.want is Want.COMPARE or len(query.numbers.numbers) < 2:
        return query.want is Want.COMPARE
    most = any(test.split("|")[0].endswith((":most", ":least")) for test in query.course)
    return (query.want is Want.GROUPS and query.asked.type in ONE_FACT) or (query.want is Want.CASES and most)


def _asks_for_some(query: Query) -> bool:
    """Whether several are asked for where a fact was read: 打区域公用品牌的是哪几个地方."""
    of_one = query.asked.type is Type.TEXT or Cue.POINTS_AT_ONE in query.cues  # 那个系统有哪些功能
    return query.want is Want.FACT and not of_one and Cue.WHICH_ONES in query.cues


def _those_meant(inquiry: Inquiry) -> Reply | None:
    """The cases of what is asked, where several stand out by the vector learned for questions, and they are found so."""
    out = {p.id for p in standing_out(inquiry.pool, inquiry.learned_near)}
    if not out:
        return None
    reply = answer_set(inquiry.asking(replace(inquiry.question, want=Want.CASES)))
    return reply if {one.case.id for one in reply.citations} == out else None


def _wants(*wants: Want) -> Callable[[Query], bool]:
    return lambda query: query.want in wants


def _barred(inquiry: Inquiry) -> Reply | None:
    """The refusal of what needs no look at the cases: nothing to look at, orders, the weather."""
    question = inquiry.question
    known = "、".join(c.title for c in inquiry.profiles.records.collections)
    bars: tuple[tuple[str, Callable[[], object]], ...] = (
        ("nothing", lambda: not inquiry.profiles.all),
        ("empty", lambda: question.act is Act.EMPTY),
        ("injected", lambda: question.act is Act.ORDER),
        ("beyond", lambda: question.act is Act.FOREIGN and _asks(question, BEYOND)),
        ("own_paper", lambda: question.act is Act.FOREIGN and _asks(question, OWN_PAPER)),
        ("no_ranking", lambda: question.act is Act.RANK),
        ("act_advice", lambda: question.act is Act.ADVICE),
        ("foreign", lambda: question.act is Act.FOREIGN),
        ("no_batch", lambda: question.unknown_batch),
        ("no_scope", lambda: not inquiry.pool and not (question.again and question.other_than.cases)),
        ("dangling", lambda: question.dangling),
        (
            "off_topic",
            lambda: question.english and question.want is Want.FACT and not inquiry.says_something(),
        ),
        ("empty", lambda: question.want is Want.FACT and not inquiry.says_something()),
    )
    why = next((why for why, holds in bars if holds()), None)
    if why is None:
        return None
    if why in ("no_batch", "no_scope", "off_topic"):
        return refuse(inquiry, why, what=question.unknown_batch, known=known)
    reason = phrase(why, question.english)
    if inquiry.profiles.all:
        reason += searched(inquiry, "scope")
    return Reply(reason, reason=reason, basis=Basis(BasisKind.LOOKUP, phrase(why, question.english), True))


def _abroad(inquiry: Inquiry) -> Reply | None:
    """The refusal where a country or place abroad is named of which no case writes: near cases are at home."""
    named = abroad(inquiry)
    return refuse(inquiry, "no_institution", nearest(inquiry), what=named) if named else None


def _asks(question: Query, what: str) -> bool:
    """Whether what no case tells is asked for: a paper to be drafted, advice on a suit of one's own."""
    return any(detail.name == what for detail in question.particulars.details)


def _comparison(inquiry: Inquiry) -> Reply | None:
    """Two cases or more side by side, by number, by an earlier answer, by place, body or what they do."""
    question = inquiry.question
    by_id = inquiry.profiles.by_id
    targets: Sequence[Profile] = [by_id[c] for c in question.targets if c in by_id]
    if len(targets) < 2 and question.numbers.numbers:
        found, missing = shown.by_number(inquiry)
        if missing:
            return None
        targets = found if len(found) > 1 else find_targets(inquiry)
    if len(targets) < 2:
        targets = find_targets(inquiry)
    if len(targets) > MOST:
        return None
    return _compared(inquiry, targets) if len(targets) > 1 else _in_common(inquiry)


def _told(query: Query) -> Sequence[CaseId]:
    """The cases that a follow-up goes on about."""
    return query.targets or query.within or query.near


def _of_these(inquiry: Inquiry) -> Reply | None:
    """Which of two or three cases that were told has more of something: 谁判得重."""
    return which_more.answer(inquiry, [inquiry.profiles.by_id[case] for case in _told(inquiry.question)])


def _compared(inquiry: Inquiry, targets: Sequence[Profile]) -> Reply:
    """Which of `targets` has more of something, where that is asked; else all side by side."""
    return which_more.answer(inquiry, targets) or answer_comparison(inquiry, targets)


def _in_common(inquiry: Inquiry) -> Reply | None:
    """What all cases in scope share, where that is asked of none by name: 这些案例有什么共同点."""
    question = inquiry.question
    named = (
        question.targets
        or question.numbers.numbers
        or (inquiry.narrows() and Cue.ALL_THESE not in question.cues)
    )
    if named or Cue.SHARED not in question.cues or not 1 < len(inquiry.pool) <= COMPARED:
        return None
    return answer_common(inquiry, list(inquiry.pool))


def _several_places(inquiry: Inquiry) -> Reply | None:
    """Two places that are not one enumeration of a set: 无锡的前哨和抚州的站点."""
    question = inquiry.question
    if len(question.places) < 2 or question.numbers.numbers:
        return None
    targets = find_targets(inquiry)
    return _compared(inquiry, targets) if len(targets) > 1 else None


def _briefing(inquiry: Inquiry) -> Reply | None:
    question = inquiry.question
    if question.numbers.numbers or question.targets:
        found, _ = shown.by_number(inquiry)
        if len(found) > 1:
            scoped = inquiry.asking(replace(question, within=tuple(p.id for p in found)))
            return answer_brief(scoped, tuple(found), shown.numbers_basis(found))
        return None
    if question.within:
        members = tuple(inquiry.pool)
        return answer_brief(inquiry, members, Basis(BasisKind.LOOKUP, "上文的案例", True))
    if not inquiry.narrows() and not inquiry.terms(question.theme):
        return chat.unclear(inquiry)
    selection = select(inquiry)
    if isinstance(selection, Reply):
        return selection
    return answer_brief(inquiry, tuple(selection.chosen), selection.basis)


def _others(inquiry: Inquiry) -> Reply | None:
    """More of what was asked before; where there is no more, the same again and that this is all."""
    question = inquiry.question
    if not question.again or not question.other_than.cases:
        return None
    reply = answer_set(inquiry) if inquiry.pool else None
    if reply is not None and reply.reason is None:
        return reply
    told = replace(question.other_than, cases=())
    wider = inquiry.asking(replace(question, other_than=told, form=replace(question.form, limit=None)))
    if not wider.pool:
        return refuse(inquiry, "no_scope")
    before = answer_set(wider)
    if before.reason is None:
        return refuse(inquiry, "no_more")
    return reply or refuse(inquiry, "no_more")


def _numbered(inquiry: Inquiry) -> Reply | None:
    question = inquiry.question
    return shown.numbered(inquiry) if question.numbers.numbers or question.targets else None


def _columns_of_numbered(inquiry: Inquiry) -> Reply | None:
    found, missing = shown.by_number(inquiry)
    return shown.columns(inquiry, found, missing)


def _columns(inquiry: Inquiry) -> Reply | None:
    return shown.columns(inquiry, list(inquiry.pool)) if inquiry.question.within else None


def _text_by_words(inquiry: Inquiry) -> Reply | None:
    """A case shown whole that is named by what it does, 板栗那个, or by its place; a list where there are several of that."""
    question = inquiry.question
    if question.want is not Want.TEXT:
        return None
    if question.edit == "swap" and len(in_places(inquiry, inquiry.pool)) != 1:
        return answer_set(inquiry.asking(replace(question, want=Want.CASES)))
    named = {mention.end for mention in question.places}
    those = any(told.start in named for told in question.cues.all(Cue.THOSE_THERE))
    if those and 1 < len(here := in_places(inquiry, inquiry.pool)) <= FEW:
        return shown.whole(inquiry, here)  # 福建那两个讲了啥
    reply = answer_fact(inquiry)
    if reply.reason is not None or not reply.citations:
        return reply
    return shown.whole(inquiry, [inquiry.profiles.by_id[reply.citations[0].case.id]])


WAYS: tuple[Way, ...] = (
    Way(
        "chat",
        Intent.CHAT,
        lambda q: q.act not in (Act.ASK, Act.ORDER, Act.FOREIGN, Act.RANK, Act.ADVICE, Act.EMPTY),
        chat.courteous,
    ),
    Way("suggestion", Intent.LIST, suggesting.asks, suggesting.answer),
    Way("barred", Intent.FACT, lambda _: True, _barred),
    Way("abroad", Intent.FACT, _wants(Want.FACT, Want.CASES, Want.COUNT, Want.TEXT), _abroad),
    Way("taken place", Intent.FACT, taken_place.asks, taken_place.answer),
    Way("alike", Intent.LIST, alike.asks, alike.answer),
    Way("others", Intent.LIST, lambda q: q.again, _others),
    Way("in common", Intent.COMPARE, _wants(Want.LIBRARY), _in_common),
    Way("library", Intent.LOOKUP, _wants(Want.LIBRARY), library.answer),
    Way(
        "lawsuit numbers",
        Intent.LOOKUP,
        lambda q: (
            Cue.ASKS_DOCKET in q.cues and q.want is not Want.BRIEF and q.form.layout is not Layout.TABLE
        ),
        lawsuits.answer,
    ),
    Way(
        "columns of cases",
        Intent.LOOKUP,
        lambda q: bool(q.numbers.numbers or q.targets),
        _columns_of_numbered,
    ),
    Way("average", Intent.FACT, averages.asks, averages.answer),
    Way("comparison", Intent.COMPARE, _compares, _comparison),
    Way(
        "which more",
        Intent.COMPARE,
        lambda q: 1 < len(_told(q)) <= FEW and q.want is not Want.COUNT and which_more.asks(q),
        _of_these,
    ),
    Way("place by course", Intent.LIST, of_course.asks, of_course.answer),
    Way("groups", Intent.GROUPS, _wants(Want.GROUPS, Want.EXTREME), groups.answer),
    Way("briefing", Intent.BRIEF, _wants(Want.BRIEF), _briefing),
    Way(
        "writers", Intent.FACT, lambda q: q.want in (Want.FACT, Want.TEXT) and writers.asks(q), writers.answer
    ),
    Way("numbered", Intent.LOOKUP, lambda _: True, _numbered),
    Way("columns", Intent.LOOKUP, lambda _: True, _columns),
    Way("whereabouts", Intent.FACT, whereabouts.asks, whereabouts.answer),
    Way("judged", Intent.FACT, _wants(Want.FACT, Want.TEXT), judged.answer),
    Way("selection", Intent.LIST, _wants(Want.CASES, Want.COUNT), answer_set),
    Way("places", Intent.COMPARE, _wants(Want.FACT), _several_places),
    Way("text", Intent.LOOKUP, _wants(Want.TEXT), _text_by_words),
    Way("those meant", Intent.LIST, _asks_for_some, _those_meant),
    Way("fact", Intent.FACT, lambda _: True, answer_fact),
)
