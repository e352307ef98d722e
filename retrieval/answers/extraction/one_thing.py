"""Which words of a case answer one thing that is asked: one place where that is sure, several where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from data.text import sentences, squeeze
from data.types import Case, Quote
from data.values import dataclass
from retrieval.answers.extraction.acting import asks_actor, urged
from retrieval.answers.extraction.appeals import with_outcome
from retrieval.answers.extraction.as_held import seen_as, which_followed
from retrieval.answers.extraction.sectioned import (
    apart,
    best_first,
    likeliest_statements,
    of_supposed,
    of_time_supposed,
    surely_answers,
    window_of_each,
)
from retrieval.answers.extraction.taken_for_so import acted, called, counted, of_level, tagged, turned
from retrieval.answers.extraction.whether import asks_so, told_so
from retrieval.answers.extraction.windows import (
    BEHIND,
    BEHIND_SEVERAL,
    MOST,
    MOST_OF_SEVERAL,
    SURELY_BEHIND,
    few,
    listing_several,
    nearly_as_good,
    of_both_sides,
    of_form,
    stretch,
    stretches,
)
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.leads.among_persons import who_has_more
from retrieval.answers.leads.articles import law_told
from retrieval.answers.leads.dated import in_full, is_bare
from retrieval.answers.leads.days_by_role import days_of_each
from retrieval.answers.leads.enumerating import items_told, not_all, unexplained
from retrieval.answers.leads.figure_named import of_figure
from retrieval.answers.leads.figures import (
    how_often,
    often_told,
    one_of_several,
    only_figure,
    range_told,
    times_told,
)
from retrieval.answers.leads.fitting import fitting
from retrieval.answers.leads.forms import answer_of, party, penalty
from retrieval.answers.leads.naming import name_told
from retrieval.answers.leads.outcomes import became_of, crimes_told, punished
from retrieval.answers.leads.pointed_back import by_its_name
from retrieval.answers.leads.roles import in_its_role, said_in_role
from retrieval.answers.leads.things import thing_told, told_anywhere
from retrieval.answers.leads.whoever import who_told
from retrieval.cases.opinions import asks_opinions, opinions, rejected
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.crimes import convicted
from retrieval.cases.suits.sides import Side
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import FIGURES, ONE_FACT
from retrieval.question.query import Layout, Query
from retrieval.quoting.clauses import ROOMS, clipped, quote_of, scored_clauses
from retrieval.quoting.courses import ruling_quotes
from retrieval.quoting.deeds import done_or_aimed_at, effects
from retrieval.quoting.sentences import SENTENCE, WHOLE, whole_sentences, with_announced
from retrieval.quoting.shown import repeats, tidied
from retrieval.wording.extractive import Entry

if TYPE_CHECKING:
    from retrieval.judging.spans import Spans
from retrieval.answers.extraction.first_said import is_sure, own_count, said_first, who_won, without_lead
from retrieval.answers.extraction.kept import (
    adding,
    holds,
    is_unsaid,
    narrowed,
    no_reason,
    of_the_form,
    pointed,
)
from retrieval.answers.extraction.several import asks_several

REPEATED = 0.7
"""Share of its characters from which on what is said first only says the question again."""
_DEED = listed("deed_begins")
_HOW_MANY, _LED, SCRAP_OF_NAME = "how many", tuple("将被由把与向给对"), 3
LONGEST_NAME = 40
"""The same of a name or of items that a form of their own tells; longer ones are read in their clause."""
TO_ITS_END = 170
"""Code points of the longest sentence that is quoted whole where it is asked whether something is so, and no word says it."""
SHORT = 400
"""Code points of a case that is told whole where all of it is asked."""
NAMED = 0.5
"""Share of the question's weight that a title must hold for the rest to be small words: 做瓷器的那个县都干了啥."""
_SIZES = FIGURES - {Type.DATE}
_BOUNDS = ("将近", "接近", "大约", "超过", "不超过", "不足", "不到", "至少", "近", "约", "逾", "超")
"""Words before a figure without which it would be told more exactly than the case tells it."""
_DECIDES = frozenset("判审裁院")
"""Characters of what a court does, and is called by."""
_LAW = frozenset((Type.TEXT, Type.HOW, Type.NAME, Type.DOCUMENT, Type.YESNO))
"""The types of questions that may ask for a law."""
_OPEN = frozenset((Type.WHO, Type.BODY, Type.PLACE, Type.NAME, Type.DOCUMENT, Type.TEXT, Type.HOW))
"""The types of questions that may ask for a thing by how it hangs on the rest."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The quotes that answer; the words to be said first ('' where none are sure); False where it is not said so."""

    entry: Entry
    answer: str = ""
    stated: bool | None = None
    is_so: bool | None = None
    """Where it was asked whether something is so: what the quotes say of it in the same words, if anything."""
    head: str = ""
    """The name of the frame that is said before all else, if any."""


def tell_one(inquiry: Inquiry, profile: Profile) -> Telling:
    """The same of one thing that is asked."""
    told = _tell_one(inquiry, profile)
    named = by_its_name(profile.case, told.entry.quotes, told.answer)
    return replace(told, answer=named) if named != told.answer else told


def _tell_one(inquiry: Inquiry, profile: Profile) -> Telling:
    """The same in the words in which the case tells it."""
    if (at_once := _at_once(inquiry, profile)) is not None:
        return at_once
    text = inquiry.question.text
    entry = inquiry.entry(profile)
    whole = Telling(Entry(entry.case, tidied(entry.case, entry.quotes)))
    if inquiry.question.english:
        return _in_figures(whole) if _HOW_MANY in text.lower() else whole
    kind = inquiry.question.meant
    parts = inquiry.parts_near(profile)
    from retrieval.judging.spans import answer_in  # numpy: only where a fact is told

    spans = answer_in(kind, inquiry.words, profile, parts, text)
    if spans is None or _is_deed(kind, spans):
        return whole if spans is None else _thing_of_deed(inquiry, profile, whole)
    spans = _without_rejected(profile.case, text, spans)
    found = next((q for q in spans.quotes if q.answer and not is_bare(answer_of(q))), None)
    clock = Cue.CLOCK in inquiry.question.cues and not set(spans.answer) & set("时点:：")
    said = "" if clock else _surely_said(kind, spans, found)
    several = asks_several(text)
    quotes, said = _quoted(inquiry, profile, entry.quotes, spans, said)
    quotes = window_of_each(inquiry, profile, quotes) if several else quotes
    is_so = None
    if supposed := of_time_supposed(inquiry, profile) or of_supposed(inquiry, profile, spans):
        return Telling(Entry(profile.case, tidied(profile.case, supposed)))
    if asks_so(inquiry.question):
        is_so, quotes = _told_so(inquiry, profile, quotes, entry.quotes, spans)
    quotes, found, said = said_first(inquiry, profile, quotes, found, who_won(profile, text) or said)
    quotes = quotes if several or said else adding(inquiry, profile, of_the_form(inquiry, profile, quotes))
    kept = tidied(profile.case, tuple(pointed(quote, found) for quote in quotes))
    unsaid = is_unsaid(inquiry, profile, spans, kept) or no_reason(profile, text, kept)
    stated = False if is_so is None and unsaid else None
    layout = inquiry.question.form.layout
    if (guilty := crimes_told(inquiry, profile)) is not None and not any(map(_names_crime, kept)):
        kept, said = (guilty, *(quote for quote in kept[:1] if apart(quote, [guilty]))), ""
    if not (several or clock):
        said, kept, stated = _figure(inquiry, profile.case, (said, kept, stated))
    said, kept = own_count(kind, text, said, kept)
    sections = len(profile.case.fields) > 1
    if said and stated is None and not several and layout is not Layout.TABLE:
        kept = narrowed(profile.case, kept)
        kept = whole_sentences(profile.case, kept, WHOLE) if sections and layout is Layout.PLAIN else kept
    if not said and sections:
        kept = _to_their_ends(inquiry, profile.case, kept, is_so)
    if len(profile.case.fields) > 1 and kind.type not in ONE_FACT and layout is Layout.FULL:
        kept = best_first(inquiry, profile, kept)
    if not (said or several or clock or is_so is not None or stated is False):
        said, kept = _thing_first(inquiry, profile, kept)
    said, kept = _of_the_sort(kind, text, said, kept)
    said = _in_full(profile.case, kind, said, kept)
    figure = said or next((answer_of(quote) for quote in kept if quote.answer), "")
    if stated is None and figure and (as_said := tagged(text, figure)) is not None:
        return Telling(Entry(profile.case, kept), "" if as_said else figure, is_so=as_said)
    return Telling(Entry(profile.case, kept), said if stated is None else "", stated, is_so)


def _told_so(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], wide: tuple[Quote, ...], spans: Spans
) -> tuple[bool | None, tuple[Quote, ...]]:
    """Whether it is so, and what bears on it; where no word says it, the words that surely answer, if any do."""
    is_so, bearing = told_so(inquiry, profile, quotes, wide)
    return is_so, quotes if is_so is None and surely_answers(quotes, spans) else bearing


def _to_their_ends(
    inquiry: Inquiry, case: Case, quotes: tuple[Quote, ...], is_so: bool | None
) -> tuple[Quote, ...]:
    """`quotes` of a case told in sections to the ends of their sentences, and with what they announce."""
    kind, layout = inquiry.question.meant.type, inquiry.question.form.layout
    if layout in ROOMS:
        return quotes
    if layout is Layout.PLAIN:
        open_ = kind is Type.YESNO and is_so is None  # what it comes to stands at a sentence's end
        concluding = TO_ITS_END if kind not in FIGURES else 0
        quotes = whole_sentences(case, quotes, TO_ITS_END if open_ else SENTENCE, concluding)
    return with_announced(case, quotes)


def _thing_of_deed(inquiry: Inquiry, profile: Profile, whole: Telling) -> Telling:
    """`whole` with the thing said first that is asked for, where what was found tells what is done: 建成…运营中心等平台."""
    said, kept = _thing_first(inquiry, profile, whole.entry.quotes)
    return Telling(Entry(profile.case, kept), said)


def _of_the_sort(kind: Asked, text: str, said: str, kept: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]]:
    """`said` and the quotes; without it where it is a court and it is asked who, and not who decided."""
    if kind.type is not Type.WHO or not said.endswith("法院") or set(text) & _DECIDES:
        return said, kept
    return "", tuple(replace(quote, answer=None) for quote in kept)


def _names_crime(quote: Quote) -> bool:
    return bool(convicted(quote.text))


def _figure(
    inquiry: Inquiry, case: Case, told: tuple[str, tuple[Quote, ...], bool | None]
) -> tuple[str, tuple[Quote, ...], bool | None]:
    """The figure that is asked for, of its sort and pointed out in the quotes, and whether it is stated; `told` where none is asked."""
    question, (said, quotes, stated) = inquiry.question, told
    kind, text, layout = question.meant, question.text, question.form.layout
    if kind.type not in FIGURES:
        return told
    if stated is False:
        only, marked = only_figure(case, kind, text, quotes)
        if only:  # the one figure of that sort is what the case says of it
            said, quotes, stated = only, marked, None
    if not said and layout is not Layout.TABLE:
        often = how_often(text, quotes) or how_often(text, often_told(case))
        said, quotes = often or only_figure(case, kind, text, quotes)
        if often:
            return said, quotes, None
    said, quotes = own_count(kind, text, said, quotes)
    if layout not in (Layout.PLAIN, Layout.SHORT):
        return said, quotes, stated
    figure, quotes = fitting(case, kind, text, said, quotes)
    return figure, quotes, None if figure and figure != said else stated


def _thing_first(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...]
) -> tuple[str, tuple[Quote, ...]]:
    """What stands in `quotes` where the question asks, said first, with the clauses that hold it; else `quotes` as they are."""
    question, case = inquiry.question, profile.case
    kind = question.asked.type
    if (kind not in _OPEN and Cue.WHOSE not in question.cues) or question.form.layout is not Layout.PLAIN:
        return "", quotes
    if kind is Type.PLACE and asks_actor(question, case):
        return "", quotes  # which place that is, and none that is told of it
    bare = tuple(replace(quote, answer=None) for quote in quotes)
    said, told = who_told(profile, question.text, bare)
    if not said:
        said, told = thing_told(question.text, bare)
    if kind in (Type.WHO, Type.BODY) and _repeats(said, question.text):
        return "", quotes  # 商标是谁去注册的: “…”系列商标注册 is what was done
    if not said:
        said, told = told_anywhere(question.text, case)
    return (said, narrowed(case, told)) if said and not _is_scrap(said) else ("", quotes)


def _without_rejected(case: Case, text: str, spans: Spans) -> Spans:
    """`spans` without what some thought and was not followed, unless the opinions are asked for."""
    if not opinions(case) or asks_opinions(text):
        return spans
    quotes = tuple(q for q in spans.quotes if not rejected(case, q.field, q.start, q.end))
    windows = tuple(w for w in spans.windows if not rejected(case, w.field, w.start, w.end))
    told = tuple(w for w in spans.clauses if not rejected(case, w.field, w.start, w.end))
    lost = bool(spans.answer) and not any(quote.answer for quote in quotes)
    return replace(
        spans,
        quotes=quotes or spans.quotes,
        windows=windows or spans.windows,
        clauses=told or spans.clauses,
        answer="" if lost else spans.answer,
    )


def _surely_said(kind: Asked, spans: Spans, found: Quote | None) -> str:
    """The words that answer, where they are sure to and stand for themselves."""
    if found is not None and kind.type in FIGURES and one_of_several(found):
        return ""  # 分别为319小时、293小时、322.5小时
    sure = is_sure(kind.type, spans) and not (_is_scrap(spans.answer) or is_bare(spans.answer))
    return spans.answer if sure else ""


def _is_deed(kind: Asked, spans: Spans) -> bool:
    """Whether what would answer who it is tells what is done, and ends as names of bodies do: 积极开展专利海外布局."""
    return kind.type in (Type.BODY, Type.WHO) and bool(_DEED.match(spans.answer))


def _repeats(said: str, text: str) -> bool:
    """Whether nearly all of `said` is what the question says itself, and tells nobody."""
    chars = [char for char in said.lower() if char.isalnum()]
    return bool(chars) and sum(char in text for char in chars) >= REPEATED * len(chars)


def _is_scrap(said: str) -> bool:
    """Whether a name is but the beginning of a longer one behind what leads on to it: 将某 of 将某建筑公司."""
    return said.startswith(_LED) and len(said) <= SCRAP_OF_NAME


def _in_full(case: Case, kind: Asked, said: str, quotes: Sequence[Quote]) -> str:
    """`said`; a date with its year, a body without what leads its clause on."""
    told = next((quote for quote in quotes if quote.answer and answer_of(quote) == said), None)
    if kind.type in (Type.BODY, Type.WHO) and told is not None and said:
        return answer_of(without_lead(told))
    if kind.type is Type.PLACE and said[:1] == "在":
        return said[1:]
    if kind.type is Type.DATE and said and told is not None:
        return in_full(case, told)
    return as_bounded(told) if kind.type in _SIZES and said and told is not None else said


def as_bounded(quote: Quote) -> str:
    """The figure of `quote` with the word before it that says it is only nearly so, or more: 近6万元."""
    assert quote.answer is not None
    before = quote.text[: quote.answer[0] - quote.start]
    return next((one for one in _BOUNDS if before.endswith(one)), "") + answer_of(quote)


def named_or_listed(inquiry: Inquiry, profile: Profile) -> Telling | None:
    """What something is called, or which items there are of something, where the case says so in a form of its own."""
    question = inquiry.question
    if question.english or question.form.layout is not Layout.PLAIN:
        return None
    if opinions_told := which_followed(question.text, profile):
        said = "；".join(answer_of(quote) for quote in opinions_told if quote.answer)
        return Telling(Entry(profile.case, opinions_told), said)
    if days := days_of_each(profile, question.meant, question.text):
        told = "；".join(in_full(profile.case, day) for day in days)
        return Telling(Entry(profile.case, days), told)
    quote = range_told(profile.case, question.text, question.meant) or name_told(profile.case, question.text)
    quote = quote or items_told(profile.case, question.text)
    if quote is None:
        if (bare := unexplained(profile.case, question.text)) is not None:
            return Telling(Entry(profile.case, (bare,)), head="not_explained")
        partly = not_all(profile.case, question.text)
        return Telling(Entry(profile.case, (partly,)), head="not_all_listed") if partly else None
    (kept,), said = tidied(profile.case, (quote,)), answer_of(quote)
    said = "、".join(said.split("、")[: question.form.limit])  # 只说前三个
    return Telling(Entry(profile.case, (kept,)), said if len(said) <= LONGEST_NAME else "")


def _in_figures(whole: Telling) -> Telling:
    """`whole` with the one figure in its quotes said first, where it is asked in English how many."""
    counted = Asked(Type.NUMBER, "个", "", (0, 0))
    said, quotes = only_figure(whole.entry.case, counted, "", whole.entry.quotes)
    return Telling(Entry(whole.entry.case, quotes), said) if said[:1].isdigit() else whole


def _at_once(inquiry: Inquiry, profile: Profile) -> Telling | None:
    """What needs no span: the whole of a case, where all of it is asked; a name or the items that have a form of their own;
    the number against one that is taken for so."""
    if (everything := _all(inquiry, profile)) is not None:
        return Telling(Entry(profile.case, tidied(profile.case, (everything,))))
    if (who := party(profile, inquiry.question.text)) is not None:
        return Telling(Entry(profile.case, (who,)), answer_of(who))
    if (seen := seen_as(inquiry.question.text, profile)) is not None and inquiry.question.asked.type in (
        Type.TEXT,
        Type.HOW,
    ):
        return Telling(Entry(profile.case, (seen,)), answer_of(seen))
    if (ended := became_of(inquiry, profile)) is not None:
        dated = inquiry.question.asked.type is Type.DATE
        said = in_full(profile.case, ended) if dated else answer_of(ended)
        is_so = punished(inquiry.question, ended.text)
        return Telling(Entry(profile.case, (ended,)), "" if is_so else said, is_so=is_so)
    if (
        law := law_told(profile.case, inquiry.question.text)
    ) is not None and inquiry.question.asked.type in _LAW:
        return Telling(Entry(profile.case, whole_sentences(profile.case, (law,))), answer_of(law))
    if about := of_figure(inquiry, profile):
        return Telling(Entry(profile.case, tidied(profile.case, about)))
    if (more := who_has_more(profile, inquiry.question.text)) is not None:
        return Telling(Entry(profile.case, more[1:]), more[0])
    if (of_role := in_its_role(inquiry, profile)) is not None:
        in_role, said, is_so = said_in_role(profile, inquiry.question.text, of_role)
        quotes = tidied(profile.case, with_outcome(profile, in_role))
        return Telling(Entry(profile.case, quotes), said, is_so=is_so)
    if (by_form := named_or_listed(inquiry, profile)) is not None:
        return by_form
    text = inquiry.question.text
    if (doer := _had_to_do(inquiry.question, profile)) is not None:
        return doer
    if (times := times_told(profile.case, text)) is not None and not inquiry.question.english:
        return Telling(Entry(profile.case, (times,)), answer_of(times))
    of_one = inquiry.question.asked.type is Type.YESNO or Cue.TAKEN_FOR_SO in inquiry.question.cues
    told = called(text, profile.case) if of_one else None
    told = told or (of_level(text, profile.case) if of_one else None)
    told = told or (turned(text, profile.case) if of_one else None)
    told = told or (counted(text, profile.case) or acted(inquiry.question, profile) if of_one else None)
    if told is None:
        return None
    so, quote = told
    return Telling(Entry(profile.case, (quote,)), "" if so else answer_of(quote), is_so=so)


def _had_to_do(question: Query, profile: Profile) -> Telling | None:
    """Who did it at the instance of who acts in the case, where it is asked who, or whether that one did: 标准是检察院自己研发的吗."""
    whether = (
        question.asked.type is Type.YESNO and bool(question.kinds) and profile.acts_as(question.kinds[0][0])
    )
    asks = question.asked.type in (Type.WHO, Type.BODY) or whether
    doer = urged(question.text, profile.case) if asks and not question.english else None
    if doer is None:
        return None
    return Telling(Entry(profile.case, (doer,)), answer_of(doer), is_so=False if whether else None)


def _all(inquiry: Inquiry, profile: Profile) -> Quote | None:
    """The whole text of a short case, where all that was done is asked and nothing but which case is meant is named."""
    question, case = inquiry.question, profile.case
    one = len(case.fields) == 1 and len(case.fields[0].text) <= SHORT
    if (
        question.english
        or not one
        or question.form.layout is not Layout.PLAIN
        or Cue.ALL_DONE not in question.cues
    ):
        return None
    words = inquiry.words
    named = not words.terms or words.coverage(squeeze(profile.title)) >= NAMED
    return quote_of(case, case.fields[0].name, 0, len(case.fields[0].text)) if named else None


def _in_short(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """What came of it, or how it was done, in the room of a short form and no longer than at length; () for all else."""
    case, text, layout = profile.case, inquiry.question.text, inquiry.question.form.layout
    if layout not in ROOMS or len(case.fields) > 1:
        return ()
    parts = inquiry.parts_near(profile)
    if Cue.EFFECT_ASKED in inquiry.question.cues:
        return effects(profile, inquiry.words, parts, text)[-1:]
    asks_how = inquiry.question.asked.type is Type.HOW
    told = done_or_aimed_at(profile, inquiry.words, parts, text) if asks_how else ()
    return tuple(clipped(case, quote, text, ROOMS[layout]) for quote in told[:1])


def _in_the_end(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """How a case of one text ends, to its end, where it is asked how it was dealt with: 后来怎么处理的; () for all else."""
    question, case = inquiry.question, profile.case
    ends = Cue.BECAME_OF in question.cues and Cue.ASKS_END in question.cues
    if not ends or len(case.fields) > 1 or question.form.layout is not Layout.PLAIN:
        return ()
    told = sentences(case.fields[0].text)
    how = question.asked.type is Type.HOW and len(told) > 1
    return (quote_of(case, case.fields[0].name, *told[-1]),) if how else ()


def _quoted(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], spans: Spans, said: str
) -> tuple[tuple[Quote, ...], str]:
    """The words that answer, `quotes` where none are found to be better; and `said`, if it stands in them."""
    found = next((quote for quote in spans.quotes if quote.answer), None)
    case, text, kind = profile.case, inquiry.question.text, inquiry.question.meant
    parts = inquiry.parts_near(profile)
    layout, cues = inquiry.question.form.layout, inquiry.question.cues
    plain = layout in (Layout.PLAIN, *ROOMS)
    alone = len(case.fields) == 1
    several = asks_several(text)
    whether_so = kind.type is Type.YESNO and Cue.ASKS_WORD not in cues
    if told := _in_short(inquiry, profile) or _in_the_end(inquiry, profile):
        return told, ""
    if alone and plain and (layout is not Layout.PLAIN or kind.type in ONE_FACT or whether_so):
        scored = scored_clauses(profile, inquiry.words, parts, text)
        if layout is not Layout.PLAIN:  # one sentence that says what the title does is none
            own = [
                c for c in scored if not repeats(case.title, (case.text_of(c.field) or "")[c.start : c.end])
            ]
            scored = own or scored
        if layout is Layout.PLAIN and not (said or several or Cue.SEVERAL in cues):
            return stretch(case, spans, scored) or quotes, said
        return few(case, spans, scored, found if said else None, bool(said) and not several) or quotes, said
    if penalised := penalty(profile, text):
        return penalised, ""
    if (kind.type in (Type.HOW, Type.TEXT) or Cue.WHO_WON in cues) and (
        Side.DECIDED in inquiry.question.particulars.sides
    ):
        return ruling_quotes(case, profile.course, text) or quotes, ""
    if kind.type in ONE_FACT and plain and (alone or Cue.IDENTITY_OF not in cues):
        both = of_both_sides(profile, spans, text)
        said = "" if both or several else said
        gap = BEHIND_SEVERAL if several else SURELY_BEHIND if said else BEHIND
        windows, most = of_form(case, kind, spans.windows), MOST_OF_SEVERAL if several else MOST
        windows = listing_several(case, kind, windows, text)
        return both or nearly_as_good(case, windows, found if said else None, gap, most) or quotes, said
    if layout is Layout.VERBATIM and spans.clauses and Cue.ONE_SENTENCE_OF in cues:
        return likeliest_statements(inquiry, profile, kind, spans)[:1] or quotes, ""
    if plain and not alone and spans.clauses:
        return likeliest_statements(inquiry, profile, kind, spans) or quotes, ""
    if plain and alone and Cue.EFFECT_ASKED in cues:
        return effects(profile, inquiry.words, parts, text) or quotes, ""
    if plain and (kind.type is Type.HOW or (kind.type is Type.REASON and Cue.TO_WHAT_END in cues)):
        return done_or_aimed_at(profile, inquiry.words, parts, text) or quotes, ""
    if layout is Layout.PLAIN and alone and kind.type is Type.TEXT and Cue.SEVERAL not in cues:
        scored = scored_clauses(profile, inquiry.words, parts, text)
        return stretches(case, spans, scored) or quotes, ""
    lost = found is None or not any(holds(quote, found) for quote in quotes)
    return quotes, "" if lost else said
