"""Which words of a case answer a question about it: one place where that is sure, several where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.patterns import regex
from data.text import clauses, squeeze
from data.types import TITLE, Case, Quote
from data.values import dataclass
from retrieval.answers.extraction.enumerating import items_told
from retrieval.answers.extraction.figures import (
    better_clause,
    changed_by,
    figure_before,
    granted,
    how_often,
    of_another,
    of_change,
    of_matter,
    often_told,
    one_of_several,
    only_figure,
    respective,
    with_those_beside,
)
from retrieval.answers.extraction.forms import answer_of, body_called, either, in_a_form, party, penalty
from retrieval.answers.extraction.naming import name_told
from retrieval.answers.extraction.sectioned import apart, best_first, likeliest_statements, window_of_each
from retrieval.answers.extraction.whether import asks_so, called, counted, tagged, told_so
from retrieval.answers.extraction.windows import (
    BEHIND,
    BEHIND_SEVERAL,
    MOST,
    MOST_OF_SEVERAL,
    SURELY_BEHIND,
    few,
    nearly_as_good,
    of_both_sides,
    of_form,
    stretch,
    stretches,
    whole_sentences,
)
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import FIRST, RETRIAL, SECOND
from retrieval.cases.suits.sections import REASONS
from retrieval.cases.suits.sides import Side, asked_for, told
from retrieval.cases.typed import sheet
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import FIGURES, ONE_FACT, in_form
from retrieval.question.query import Layout
from retrieval.quoting.clauses import ROOMS, came_of_it, done_or_aimed_at, effects, quote_of, scored_clauses
from retrieval.quoting.courses import ruling_quotes
from retrieval.quoting.passages import (
    asks_identity,
    asks_tribunal,
)
from retrieval.quoting.shown import repeats, tidied, widened
from retrieval.wording.extractive import Entry

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans

EXACT = frozenset({Type.DATE, Type.DURATION, Type.AMOUNT, Type.NUMBER, Type.SHARE, Type.NAME})
SURE, SURE_EXACT = 0.65, 0.5
"""From how sure a span on it is said first. Of 356 questions over three collections whose case was right, spans of
at least 0.65 were the answer or in it in 80 %, of the exact types from 0.5 on in 85 %."""
SURE_OF_SECTIONS = 0.7
"""The same of a case told in sections, a probability: of 305 questions over six collections, each judged by weights that
had not seen its own, 44 % have a span so sure, and 82 % of these are the answer."""
_HOW_MANY = "how many"
LONGEST_LEAD = 24
"""Code points of the longest span that is said first."""
LONGEST_NAME = 40
"""The same of a name or of items that a form of their own tells; longer ones are read in their clause."""
LONG = 60
"""Code points from which on a quote whose words are said first is cut to the clauses that hold them."""
BARE = 6
"""Code points that a quote must have beside the answer to say anything."""
SURELY = 0.5
"""Share of the question's weight that one quote must hold for another with less of it to add nothing."""
_VAGUE = ("几", "数", "好几")
"""What makes a figure behind it none that can be said: 几千元至上万元."""
_HOURS = ("小时", "钟头")
"""Units of a span of time that no date is told in."""
SHORT = 400
"""Code points of a case that is told whole where all of it is asked."""
NAMED = 0.5
"""Share of the question's weight that a title must hold for the rest to be small words: 做瓷器的那个县都干了啥."""
SPOKEN_OF = 0.4
"""Share of the question's weight in the quotes and the title from which on they speak of what is asked: of 30 questions
that were answered with the remark that the case does not say so, 26 were answered by these words."""
_CLAUSE = regex("[，,；;]|(?:和|以及|还有|跟|与)(?=(?:有|设了?|建了?)?(?:几|多少))")
_ASKS, _SENTENCE, _BECAUSE = listed("asks_word"), listed("one_sentence_of"), listed("because")
_PERSONAL, _WHEN_DECIDED, _RULED = listed("personal"), listed("when_asked"), listed("who_rules")
_ONE_DAY = listed("one_day")
_ALL, _TO_WHAT_END = listed("all_done"), listed("to_what_end")
_AWARDED, _SEVERAL = listed("awarded_or_taken"), listed("several")
_WHY = listed("why_alone")
_CLOCK, _WHO_WON, _WHO_LOST = listed("clock"), listed("who_won"), listed("who_lost")


@dataclass(frozen=True, slots=True)
class Telling:
    """The quotes that answer; the words to be said first ('' where none are sure); False where it is not said so."""

    entry: Entry
    answer: str = ""
    stated: bool | None = None
    is_so: bool | None = None
    """Where it was asked whether something is so: what the quotes say of it in the same words, if anything."""


def telling(inquiry: Inquiry, profile: Profile) -> Telling:
    """What of `profile` answers the question; in another language than the case's, what bears on it.

    Of several things that are asked one after another, each.
    """
    parts = _asked_in_turn(inquiry, profile)
    if not parts:
        return _telling(inquiry, profile)
    return _named_or_listed(inquiry, profile) or _in_turn(
        inquiry, profile, parts
    )  # 分几级，都叫什么: the items are both


def _asked_in_turn(inquiry: Inquiry, profile: Profile) -> tuple[str, ...]:
    """The clauses of a question each of which asks something, of a case of one text: 叫什么，有多少人; none where one does."""
    question = inquiry.question
    if question.english or len(profile.case.fields) > 1 or question.form.layout is not Layout.PLAIN:
        return ()
    return asked_in_turn(question.text)


def asked_in_turn(text: str) -> tuple[str, ...]:
    """The clauses of `text` where each asks something: 叫什么，有多少人; none where one does."""
    found = tuple(part.strip() for part in _CLAUSE.split(text) if part.strip())
    asks = len(found) > 1 and all(_ASKS.search(part) for part in found)
    return found if asks else ()


def _asks_several(text: str) -> bool:
    """Whether several things are asked: 哪年哪月 asks for one day."""
    return len(_ASKS.findall(_ONE_DAY.sub("哪天", text))) > 1


def _in_turn(inquiry: Inquiry, profile: Profile, parts: Sequence[str]) -> Telling:
    """What is told of each of `parts` by itself: the answers one behind another where all are sure, and the words of all;
    where they are not, also the words that answer the question as a whole.
    """
    question, case = inquiry.question, profile.case
    told = [_telling(inquiry.asking(replace(question, text=part, theme=part)), profile) for part in parts]
    answers = [one.answer for one in told]
    sure = all(answers) and len(set(answers)) == len(answers)
    told += [] if sure else [_telling(inquiry, profile)]
    quotes: list[Quote] = []
    for quote in sorted((q for one in told for q in one.entry.quotes), key=lambda q: (q.field, q.start)):
        if apart(quote, quotes):
            quotes.append(quote)
        elif quote.end > quotes[-1].end:
            quotes[-1] = quote_of(case, quote.field, quotes[-1].start, quote.end)
    return Telling(Entry(case, tuple(quotes)), "；".join(answers) if sure else "")


def _telling(inquiry: Inquiry, profile: Profile) -> Telling:
    """The same of one thing that is asked."""
    if (at_once := _at_once(inquiry, profile)) is not None:
        return at_once
    text = inquiry.question.text
    entry = inquiry.entry(profile)
    whole = Telling(Entry(entry.case, tidied(entry.case, entry.quotes)))
    if inquiry.question.english:
        return _in_figures(whole) if _HOW_MANY in text.lower() else whole
    kind = inquiry.question.asked
    parts = inquiry.parts_near(profile)
    from retrieval.judging.spans import answer_in  # numpy: only where a fact is told

    spans = answer_in(kind, inquiry.words, profile, parts, text)
    if spans is None:
        return whole
    found = next((quote for quote in spans.quotes if quote.answer), None)
    said = spans.answer if _is_sure(kind.type, spans) else ""
    if found is not None and kind.type in FIGURES and one_of_several(found):
        said = ""  # 分别为319小时、293小时、322.5小时
    clock = bool(_CLOCK.search(text)) and not any(char in said for char in "时点:：")
    said = "" if clock else said
    several = _asks_several(text)
    quotes, said = _quoted(inquiry, profile, entry.quotes, spans, said)
    quotes = window_of_each(inquiry, profile, quotes) if several else quotes
    is_so = None
    if asks_so(inquiry.question):
        is_so, quotes = told_so(inquiry, profile, quotes, entry.quotes)
    quotes, found, said = _one_of(inquiry, profile, quotes, found, _who_won(profile, text) or said)
    quotes = quotes if several or said else _adding(inquiry, _of_form(inquiry, profile, quotes))
    kept = tidied(profile.case, tuple(_pointed(quote, found) for quote in quotes))
    unsaid = _is_unsaid(inquiry, profile, spans, kept) or _no_reason(profile, text, kept)
    stated = False if is_so is None and unsaid else None
    if stated is False and kind.type in FIGURES and not (several or clock):
        only, pointed = only_figure(profile.case, kind, text, kept)
        if only:  # the one figure of that sort is what the case says of it
            said, kept, stated = only, pointed, None
    layout = inquiry.question.form.layout
    if not (said or several or clock) and kind.type in FIGURES and layout is not Layout.TABLE:
        often = how_often(text, kept) or how_often(text, often_told(profile.case))
        said, kept = often or only_figure(profile.case, kind, text, kept)
        stated = None if often else stated
    said, kept = _own_count(kind, text, said, kept)
    sections = len(profile.case.fields) > 1
    if said and stated is None and not several and layout is not Layout.TABLE:
        kept = _narrow(profile.case, kept)
    if not said and sections and kind.type in ONE_FACT and layout is Layout.PLAIN:
        kept = whole_sentences(profile.case, kept)
    if len(profile.case.fields) > 1 and kind.type not in ONE_FACT and layout is Layout.FULL:
        kept = best_first(inquiry, profile, kept)
    figure = said or next((answer_of(quote) for quote in kept if quote.answer), "")
    if stated is None and figure and (as_said := tagged(text, figure)) is not None:
        return Telling(Entry(profile.case, kept), "" if as_said else figure, is_so=as_said)
    return Telling(Entry(profile.case, kept), said if stated is None else "", stated, is_so)


def _named_or_listed(inquiry: Inquiry, profile: Profile) -> Telling | None:
    """What something is called, or which items there are of something, where the case says so in a form of its own."""
    question = inquiry.question
    if question.english or question.form.layout is not Layout.PLAIN:
        return None
    quote = name_told(profile.case, question.text) or items_told(profile.case, question.text)
    if quote is None:
        return None
    (kept,), said = tidied(profile.case, (quote,)), answer_of(quote)
    return Telling(Entry(profile.case, (kept,)), said if len(said) <= LONGEST_NAME else "")


def _in_figures(whole: Telling) -> Telling:
    """`whole` with the one figure in its quotes said first, where it is asked in English how many."""
    counted = Asked(Type.NUMBER, "个", "", (0, 0))
    said, quotes = only_figure(whole.entry.case, counted, "", whole.entry.quotes)
    return Telling(Entry(whole.entry.case, quotes), said) if said[:1].isdigit() else whole


def _one_of(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], found: Quote | None, said: str
) -> tuple[tuple[Quote, ...], Quote | None, str]:
    """Which words are said first, and in which quotes, where a form, a better clause or the ruling tells it more surely."""
    text, kind = inquiry.question.text, inquiry.question.asked
    formed = in_a_form(profile, text) or either(profile, inquiry.words, text)
    exact = formed or body_called(profile, kind, text) or _of_item(profile, kind, text, found)
    exact = exact or changed_by(profile.case, text)
    if exact is not None:
        quotes, found, said = (exact,), exact, answer_of(exact)
    elif kind.type is Type.NUMBER and not _asks_several(text) and (own := figure_before(profile.case, kind)):
        quotes, found, said = (own,), own, answer_of(own)
    if found is not None and said and kind.type in FIGURES:
        found = better_clause(profile, kind, text, found)
        quotes = quotes if any(_holds(quote, found) for quote in quotes) else (found,)
        said = answer_of(found)
    if kind.type is Type.AMOUNT and not _asks_several(text):
        if (sum_ := granted(profile, text)) is not None:
            quotes, found, said = (sum_,), sum_, answer_of(sum_)
        elif said and found is not None and _not_as_decided(profile, text, found):
            quotes, found, said = ruling_quotes(profile.case, profile.course, text) or quotes, None, ""
    if kind.type in FIGURES and not _asks_several(text):
        own = of_matter(profile, kind, text)
        if own is not None and answer_of(own) != said:
            quotes, found, said = (own,), own, answer_of(own)
    if found is not None and said == answer_of(found):
        found = with_those_beside(found)
        said = answer_of(found)
    return quotes, found, said


def _of_item(profile: Profile, kind: Asked, text: str, found: Quote | None) -> Quote | None:
    """The figure of the item that is named, where the one found is of an enumeration."""
    if found is None or kind.type not in FIGURES or not one_of_several(found):
        return None
    return respective(profile.case, kind, text, found)


def _not_as_decided(profile: Profile, text: str, found: Quote) -> bool:
    """Whether it is asked what was decided, and the sum found stands outside of what was, and beside no tribunal's reason."""
    by_tribunal = _WHEN_DECIDED.search(text) or _RULED.search(text)
    if asked_for(text) != {Side.DECIDED} or not by_tribunal or profile.course.operative is None:
        return False
    assert found.answer is not None
    start, end = found.answer
    return not REASONS.search(found.field) and not any(
        place.side is Side.DECIDED
        and place.field == found.field
        and place.start <= start
        and end <= place.end
        for place in told(profile.case, profile.course, text)
    )


def _own_count(kind: Asked, text: str, said: str, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]]:
    """The figure to be said and the quotes; without it, where it counts something else than what is asked."""
    told = [quote for quote in quotes if quote.answer and said == answer_of(quote)]
    hours = kind.type is Type.DURATION and kind.unit in _HOURS and not any(unit in said for unit in _HOURS)
    vague = any(
        quote.text[: (quote.answer or (0, 0))[0] - quote.start].endswith(_VAGUE) for quote in told
    )  # 几千元
    if hours or vague or any(of_another(kind, quote) or of_change(text, quote) for quote in told):
        return "", tuple(replace(quote, answer=None) for quote in quotes)
    return said, quotes


def _at_once(inquiry: Inquiry, profile: Profile) -> Telling | None:
    """What needs no span: the whole of a case, where all of it is asked; a name or the items that have a form of their own;
    the number against one that is taken for so."""
    if (everything := _all(inquiry, profile)) is not None:
        return Telling(Entry(profile.case, tidied(profile.case, (everything,))))
    if (who := party(profile, inquiry.question.text)) is not None:
        return Telling(Entry(profile.case, (who,)), answer_of(who))
    if (by_form := _named_or_listed(inquiry, profile)) is not None:
        return by_form
    text = inquiry.question.text
    of_one = inquiry.question.asked.type is Type.YESNO or text.rstrip("？?。").endswith(("吧", "对"))
    told = called(text, profile.case) if of_one else None
    told = told or (counted(text, profile.case) if of_one else None)
    if told is None:
        return None
    is_so, quote = told
    return Telling(Entry(profile.case, (quote,)), "" if is_so else answer_of(quote), is_so=is_so)


def _all(inquiry: Inquiry, profile: Profile) -> Quote | None:
    """The whole text of a short case, where all that was done is asked and nothing but which case is meant is named."""
    question, case = inquiry.question, profile.case
    one = len(case.fields) == 1 and len(case.fields[0].text) <= SHORT
    if (
        question.english
        or not one
        or question.form.layout is not Layout.PLAIN
        or not _ALL.search(question.text)
    ):
        return None
    words = inquiry.words
    named = not words.terms or words.coverage(squeeze(profile.title)) >= NAMED
    return quote_of(case, case.fields[0].name, 0, len(case.fields[0].text)) if named else None


def _quoted(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], spans: Spans, said: str
) -> tuple[tuple[Quote, ...], str]:
    """The words that answer, `quotes` where none are found to be better; and `said`, if it stands in them."""
    found = next((quote for quote in spans.quotes if quote.answer), None)
    case, text, kind = profile.case, inquiry.question.text, inquiry.question.asked
    parts = inquiry.parts_near(profile)
    layout = inquiry.question.form.layout
    plain = layout in (Layout.PLAIN, *ROOMS)
    alone = len(case.fields) == 1
    several = _asks_several(text)
    whether_so = kind.type is Type.YESNO and not _ASKS.search(text)
    if alone and plain and (layout is not Layout.PLAIN or kind.type in ONE_FACT or whether_so):
        scored = scored_clauses(profile, inquiry.words, parts, text)
        if layout is not Layout.PLAIN:  # one sentence that says what the title does is none
            own = [
                c for c in scored if not repeats(case.title, (case.text_of(c.field) or "")[c.start : c.end])
            ]
            scored = own or scored
        if layout is Layout.PLAIN and not (said or several or _SEVERAL.search(text)):
            return stretch(case, spans, scored) or quotes, said
        return few(case, spans, scored, found if said else None, bool(said) and not several) or quotes, said
    if penalised := penalty(profile, text):
        return penalised, ""
    if (kind.type in (Type.HOW, Type.TEXT) or _WHO_WON.search(text)) and Side.DECIDED in asked_for(text):
        return ruling_quotes(case, profile.course, text) or quotes, ""
    if kind.type in ONE_FACT and plain and (alone or not asks_identity(text)):
        both = of_both_sides(profile, spans, text)
        said = "" if both or several else said
        gap = BEHIND_SEVERAL if several else SURELY_BEHIND if said else BEHIND
        windows, most = of_form(case, kind, spans.windows), MOST_OF_SEVERAL if several else MOST
        return both or nearly_as_good(case, windows, found if said else None, gap, most) or quotes, said
    if layout is Layout.VERBATIM and spans.clauses and _SENTENCE.search(text):
        return likeliest_statements(inquiry, profile, kind, spans)[:1] or quotes, ""
    if plain and not alone and spans.clauses:
        return likeliest_statements(inquiry, profile, kind, spans) or quotes, ""
    if plain and alone and came_of_it(text):
        return effects(profile, inquiry.words, parts, text) or quotes, ""
    if plain and (kind.type is Type.HOW or (kind.type is Type.REASON and _TO_WHAT_END.search(text))):
        return done_or_aimed_at(profile, inquiry.words, parts, text) or quotes, ""
    if layout is Layout.PLAIN and alone and kind.type is Type.TEXT and not _SEVERAL.search(text):
        scored = scored_clauses(profile, inquiry.words, parts, text)
        return stretches(case, spans, scored) or quotes, ""
    lost = found is None or not any(_holds(quote, found) for quote in quotes)
    return quotes, "" if lost else said


def _narrow(case: Case, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of `quotes` the one whose words are said first, and of a long one the clauses that hold them."""
    told = next((quote for quote in quotes if quote.answer), None)
    if told is None or told.answer is None:
        return quotes
    (first, last), text = told.answer, case.text_of(told.field) or ""
    if len(told.text) - (last - first) < BARE:
        return (_with_next(case, told),)
    if len(told.text) <= LONG and "。" not in told.text:
        return (told,)
    held = [(a, b) for a, b in clauses(text) if a < last and first < b]
    if not held:
        return (told,)
    start, end = max(held[0][0], told.start), min(held[-1][1], told.end)
    cut = replace(quote_of(case, told.field, start, end), answer=told.answer)
    return (widened(case, cut) if cut.start <= first and last <= cut.end else told,)


def _with_next(case: Case, quote: Quote) -> Quote:
    """A quote that is hardly more than its answer, with the clause behind it: 2018年10月22日，李某在…购买."""
    text = case.text_of(quote.field) or ""
    behind = next((end for start, end in clauses(text) if start >= quote.end), quote.end)
    longer = quote_of(case, quote.field, quote.start, behind)
    return quote if "\n" in longer.text else replace(longer, answer=quote.answer)


def _is_unsaid(inquiry: Inquiry, profile: Profile, spans: Spans, kept: Sequence[Quote]) -> bool:
    """Whether `kept` are only what comes nearest: neither a tribunal's reason nor much of the question's words."""
    of_tribunal = inquiry.question.asked.type is Type.REASON and asks_tribunal(inquiry.question.text)
    if not spans.nearest or (of_tribunal and len(profile.case.fields) > 1):
        return False
    kind = inquiry.question.asked
    if kind.type in FIGURES and any(_has_form(profile, kind, quote) for quote in kept):
        return False  # a sum where a sum is asked for: whoever reads it sees whether it is the one
    told = squeeze(" ".join((profile.title, *(quote.text for quote in kept))))
    return inquiry.words.coverage(told) < SPOKEN_OF


def _no_reason(profile: Profile, text: str, kept: Sequence[Quote]) -> bool:
    """Whether it is asked why, and nothing more, and a case of one text tells what followed or was aimed at, and no reason."""
    alone = len(profile.case.fields) == 1 and _WHY.fullmatch(text.rstrip("？?。！!呢啊呀嘛"))
    return bool(alone) and not any(_BECAUSE.search(quote.text) for quote in kept)


def _of_form(inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Where a figure is asked for, those of `quotes` that have one; all where none has."""
    kind, form = inquiry.question.asked, inquiry.question.form
    if kind.type not in FIGURES or form.layout not in (Layout.PLAIN, Layout.SHORT):
        return quotes
    return tuple(quote for quote in quotes if _has_form(profile, kind, quote)) or quotes


def _adding(inquiry: Inquiry, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """Of `quotes` that tell one thing the one that has most of the question, where it has so much that it surely tells it,
    and those that do not have less of the same."""
    question, words = inquiry.question, inquiry.words
    of_one = question.form.layout is Layout.PLAIN and not (
        _SEVERAL.search(question.text) or asks_so(question)
    )
    if len(quotes) < 2 or not of_one or question.asked.type in FIGURES or asked_for(question.text):
        return quotes
    told = [squeeze(quote.text) for quote in quotes]
    held = [{term.text for term in words.terms if term.strength(one)} for one in told]
    best = max(range(len(quotes)), key=lambda at: (bool(quotes[at].answer), len(held[at]), -at))
    if words.coverage(told[best]) < SURELY:
        return quotes
    return tuple(q for at, q in enumerate(quotes) if at == best or not held[at] < held[best])


def _has_form(profile: Profile, kind: Asked, quote: Quote) -> bool:
    page = sheet(profile.case)
    return quote.field != TITLE and in_form(kind, page.text, page.inside(quote.field, quote.start, quote.end))


def _who_won(profile: Profile, text: str) -> str:
    """The party that won, or lost, where that is asked: 谁赢了; '' where it is not, or the case does not tell."""
    if not _WHO_WON.search(text):
        return ""
    course = profile.course
    instance = next((name for name in (FIRST, SECOND, RETRIAL) if name in text), "")
    result = course.result_of(instance) if instance else course.result
    asks_loser = bool(_WHO_LOST.search(text))
    name = course.claimant if (result != "lost") is not asks_loser else course.opponent
    return name if result and 2 <= len(name) <= LONGEST_LEAD else ""


def _is_sure(kind: Type, spans: Spans) -> bool:
    if kind not in ONE_FACT or not 0 < len(spans.answer) <= LONGEST_LEAD:
        return False
    if spans.clauses:
        return spans.sure >= SURE_OF_SECTIONS
    return spans.sure >= (SURE_EXACT if kind in EXACT else SURE)


def _pointed(quote: Quote, found: Quote | None) -> Quote:
    """`quote` with the words that answer pointed out, where it holds them."""
    return replace(quote, answer=found.answer) if found is not None and _holds(quote, found) else quote


def _holds(quote: Quote, found: Quote) -> bool:
    span = found.answer
    return span is not None and quote.field == found.field and quote.start <= span[0] and span[1] <= quote.end
