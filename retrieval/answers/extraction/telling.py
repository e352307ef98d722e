"""What of a case answers a question: one thing, or each of several that are asked one after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.types import Case, Quote
from retrieval.answers.extraction.acting import asks_actor
from retrieval.answers.extraction.beside import only_beside
from retrieval.answers.extraction.held import EITHER_WAY
from retrieval.answers.extraction.one_thing import Telling, named_or_listed, tell_one
from retrieval.answers.extraction.sectioned import apart
from retrieval.answers.extraction.several import asked_in_turn
from retrieval.answers.extraction.whether import frame
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.leads.dated import in_full
from retrieval.answers.leads.forms import answer_of
from retrieval.answers.leads.outcomes import dealt_with
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sides import Side, asked_for
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.wanted import FIGURES
from retrieval.question.query import Layout
from retrieval.question.utterance.parting import why_alone
from retrieval.quoting.clauses import ROOMS, quote_of
from retrieval.wording.extractive import Entry
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor

SHOWN = "show"
"""How a turn relates to the one before it that asks for what was told in another form."""
_BESIDE = "；"
"""Between the answers to two things."""
_IN_THE_END = "最后"
"""What makes a question behind one of what was claimed ask for what was decided."""
_SMALL = "的了是在于呢啊呀，,？?"
"""What says nothing beside asking words."""


def telling(inquiry: Inquiry, profile: Profile) -> Telling:
    """What of `profile` answers the question; in another language than the case's, what bears on it.

    Of several things that are asked one after another, each.
    """
    question = inquiry.question
    if question.edit == SHOWN and question.form.layout in ROOMS and not question.english:
        at_length = replace(question, form=replace(question.form, layout=Layout.PLAIN))
        told = telling(inquiry.asking(at_length), profile)
        if told.answer:
            return told  # what was said first is said again, in fewer words of the case
    if (dealt := dealt_with(question, profile)) is not None:
        so, penalty = dealt
        described = not question.edit and len(question.clauses()) > 1  # 拉着去打球，查了没有: what for, too
        deed = tell_one(inquiry, profile).entry.quotes[:1] if described else ()
        quotes = (*(one for one in deed if apart(one, [penalty])), penalty)
        return Telling(Entry(profile.case, quotes), answer_of(penalty), is_so=so)
    parts = _asked_in_turn(inquiry, len(profile.case.fields) == 1)
    if not parts:
        return tell_one(inquiry, profile)
    listed = named_or_listed(inquiry, profile)  # 分几级，都叫什么: the items are both
    if listed is not None and asked(parts[0]).type is not Type.NAME:
        return listed
    each = _in_turn(inquiry, profile, parts)
    return each if listed is None or _BESIDE in each.answer else listed


def _asked_in_turn(inquiry: Inquiry, of_one_text: bool) -> tuple[str, ...]:
    """The clauses of a question each of which asks something: 叫什么，有多少人; none where one does."""
    question = inquiry.question
    if question.english or question.form.layout is not Layout.PLAIN:
        return ()
    return asked_in_turn(question.text, of_one_text=of_one_text)


def _in_turn(inquiry: Inquiry, profile: Profile, parts: Sequence[str]) -> Telling:
    """What is told of each of `parts` by itself: the answers one behind another where all are sure, and the words of all.

    Where they are not, of a case of one text also the words that answer the question as a whole; of one told in
    sections, in which these would be of any part, the likeliest words of each.
    """
    case = profile.case
    each = list(_each(inquiry, parts))
    told = _beside_each_other(case, inquiry.question.text, each, [tell_one(one, profile) for one in each])
    answers = [
        _short(one, part) or (actor(case) if asks_actor(asked_alone.question, case) else "")
        for one, part, asked_alone in zip(told, parts, each, strict=True)
    ]
    sure = all(answers) and len(set(answers)) == len(answers)
    if (because := _so_because(parts, told)) is not None and len(case.fields) > 1:
        return because
    if len(case.fields) == 1:
        told += [] if sure else [tell_one(inquiry, profile)]
        every = sorted((q for one in told for q in one.entry.quotes), key=lambda q: (q.field, q.start))
    else:
        every = _likeliest(told)
    quotes: list[Quote] = []
    for quote in every:
        met = next((at for at, other in enumerate(quotes) if not apart(quote, [other])), None)
        if met is None:
            quotes.append(quote)
        else:
            other = quotes[met]
            start, end = min(quote.start, other.start), max(quote.end, other.end)
            quotes[met] = quote_of(case, quote.field, start, end)
    if len(quotes) < len(parts) and len(case.fields) > 1 and not sure:
        return _with_others(
            tell_one(inquiry, profile), quotes, told
        )  # the same is told for two that are asked
    first = answers[0] if answers[0] and all(asked(part).type not in FIGURES for part in parts[1:]) else ""
    return Telling(Entry(case, tuple(quotes)), _BESIDE.join(answers) if sure else first)


def _beside_each_other(
    case: Case, text: str, each: Sequence[Inquiry], told: Sequence[Telling]
) -> list[Telling]:
    """`told`, what is not sure by itself by what stands beside a thing that is: 报了多少、什么时候的事."""
    sure = [quote for one in told if one.answer for quote in one.entry.quotes if quote.answer]
    found = []
    for one, asked_alone in zip(told, each, strict=True):
        unsure = not one.answer and one.is_so is None
        one_asked = asked_alone.question
        quote = only_beside(case, one_asked.meant, one_asked.text, text, sure) if unsure else None
        said = in_full(case, quote) if quote and one_asked.meant.type is Type.DATE else ""
        found.append(Telling(Entry(case, (quote,)), said or answer_of(quote)) if quote else one)
    return found


def _so_because(parts: Sequence[str], told: Sequence[Telling]) -> Telling | None:
    """Whether it is so, in a word where that is sure, and the words that say why, which show it: 审了没有，为什么."""
    if len(parts) != 2 or asked(parts[0]).type is not Type.YESNO or not why_alone(parts[1]):
        return None
    whether, why = told
    return replace(why, is_so=whether.is_so, answer=whether.answer) if why.stated is None else None


def _with_others(whole: Telling, quotes: Sequence[Quote], told: Sequence[Telling]) -> Telling:
    """`whole` with the likeliest words of what is asked beside the figure that it says first: 吃下去了没有，赔多少."""
    unsure = [quote for one in told if not one.answer for quote in one.entry.quotes[:1]]
    beside = [quote for quote in quotes if quote in unsure and apart(quote, whole.entry.quotes)][:1]
    if not (whole.answer and beside):
        return whole
    return replace(whole, entry=Entry(whole.entry.case, (*beside, *whole.entry.quotes)))


def _each(inquiry: Inquiry, parts: Sequence[str]) -> Iterator[Inquiry]:
    """Each of `parts` asked by itself; one that is nothing but asking words of what the part before it speaks of: 什么时候."""
    before, claimed = "", False
    one_matter = len(parts) == 2 and why_alone(parts[1])  # whose words are those of the whole question
    for said in parts:
        reason = why_alone(said)
        in_the_end = claimed and not (asked_for(said) or reason)
        part = f"{_IN_THE_END}{said}" if in_the_end else said  # 要了多少，给了多少
        claimed = asked_for(said) == {Side.CLAIMED}
        bare = not _but_the_asking(part).replace("总共", "").replace("一共", "").strip(_SMALL)
        if reason:  # 老板要不要还钱，为什么: why he has to
            before = EITHER_WAY.sub(r"\1", before)
        before = _but_the_asking(before) + part if bare or reason else part
        theme = inquiry.question.theme if one_matter else before
        yield inquiry.asking(replace(inquiry.question, text=before, theme=theme))


def _but_the_asking(text: str) -> str:
    first, last = asked(text).span
    return text[:first] + text[last:]


def _likeliest(told: Sequence[Telling]) -> list[Quote]:
    """The likeliest words of each of `told`, in order; of one that is not sure, others than those that another is told by."""
    sure = [quote for one in told if one.answer for quote in one.entry.quotes[:1]]
    chosen: list[Quote] = []
    for one in told:
        fresh = [quote for quote in one.entry.quotes if one.answer or apart(quote, [*chosen, *sure])]
        chosen += fresh[:1]
    return chosen


def _short(told: Telling, part: str) -> str:
    """The answer to one thing that is asked, in a word: what is said first, or yes or no; '' where neither is sure."""
    if told.answer or told.is_so is None:
        return told.answer
    return phrase(frame(part, told.is_so), False).rstrip("。")
