"""A set as an answer: the number and how it was found, then the members in the form asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.places.mentions import Mention, find_places
from data.text import clauses, squeeze
from data.types import TITLE, Case, Quote
from retrieval.answers.facts.asked_cells import asked_cells, is_decided
from retrieval.answers.facts.facts import answer_fact
from retrieval.answers.facts.shown import SHORT, gist, whole
from retrieval.answers.facts.story import in_one_line
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.selection.chosen import Selection
from retrieval.answers.selection.ordering import Sorted, in_order
from retrieval.answers.selection.sets import BESIDES, EVERY, select
from retrieval.answers.sets import ends, granted
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import BY_PARTY, Place, places_of
from retrieval.cases.suits.sides import Side
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout, Query, Want
from retrieval.question.slots.entities import holds
from retrieval.quoting.clauses import (
    ROOMS,
    asides,
    clipped,
    ending,
    opening,
    quote_of,
    shortened,
    telling_clause,
)
from retrieval.quoting.courses import outcome_quotes
from retrieval.quoting.shown import tidied
from retrieval.wording.columns import OF_SUITS, OF_WORDS, PLACE, table
from retrieval.wording.extractive import Composed, Entry, line, listing, titles
from retrieval.wording.frames import phrase
from retrieval.wording.lists import FEW, ROOM, Found, by_number, head, names, one_head, only_numbers, sentence
from retrieval.wording.names import is_suit

MOST = 2_000
"""Members that are listed at most, and cited with their words, where nobody said how many; their number is told
anyhow. A hundred thousand took 16 s, and nobody reads them."""
MANY = 60
"""From so many members on each is quoted by the words of the test alone."""
BARE = 14
"""Code points of a clause that is hardly more than a date."""
ITEM = 60
"""Code points of a sentence that shows a member by meaning; of a longer one its clauses nearest to the question."""
IN_TITLES = (
    *("所在地为", "所在地不是", "实施主体为", "案例名称含", "案例名称或正文不含"),
    *("编号在", "发布日期在", BESIDES, EVERY),
)
"""How tests begin that the title of a member answers by itself, or none of its words: where it lies, who acts, what it lacks."""
_GOES_ON = ("narrow", "same", "pick")
"""How a turn goes on about the cases told, of which only some are so."""
_COURT = listed("court_of_level")
_RULING, _UPHOLDS = listed("ruling"), "驳回上诉"
HEARD = 30
"""Code points of a clause that hardly says more than which court it was."""
_ENDS_OF_AWARDS, _ENDS_OF_PAY = ("awarded:most", "awarded:least"), ("pay:most", "pay:least")
"""Tests that ask for the case in which most or least was granted, or paid."""


def answer_set(inquiry: Inquiry) -> Reply:
    """Answer a 哪些 or 几个 question."""
    selection = select(inquiry)
    if isinstance(selection, Reply):
        return _by_any_sum(inquiry) or selection
    question, chosen = inquiry.question, selection.chosen
    if (
        len(chosen) == 1
        and not selection.meant
        and question.want is Want.CASES
        and Cue.DOES_WHAT in question.cues  # 宁夏有什么做法: what is done there, not which it is
    ):
        return answer_fact(inquiry.asking(replace(question, want=Want.FACT, within=(chosen[0].id,))))
    if len(chosen) == 1 and question.want is Want.CASES and (of_end := _of_end(inquiry, chosen[0])):
        return of_end
    if len(chosen) == 1 and question.want is Want.CASES and question.edit == "pick":
        return _picked(inquiry, chosen[0])
    if (
        len(chosen) == 1
        and not selection.meant
        and (_asks_story(question) or _tells_all(question, selection))
    ):
        return whole(inquiry, chosen)
    return _listed(inquiry, selection)


def _asks_story(question: Query) -> bool:
    """Whether it is asked what came about in the cases, and of none which they are: 打印遗嘱的案子怎么回事."""
    return (
        question.want is Want.CASES
        and question.form.layout is Layout.PLAIN
        and Cue.ALL_DONE in question.cues
        and not (Cue.WHICH in question.cues or Cue.WHICH_ONES in question.cues or question.asks_whether)
    )


def _tells_all(question: Query, selection: Selection) -> bool:
    return _to_be_told(question) and _by_titles(selection)


def _to_be_told(question: Query) -> bool:
    """Whether a set is asked for with what its cases tell."""
    plain = question.form.layout in (Layout.PLAIN, Layout.SHORT, Layout.ONE)
    told = Cue.ASKS_TO_BE_TOLD in question.cues or Cue.ALL_DONE in question.cues  # 公安都干了啥
    return plain and question.want is Want.CASES and told


def _by_titles(selection: Selection) -> bool:
    """Whether the title of each member says by itself why it is one; of a suit, who brought it and against whom."""
    suits = all(is_suit(profile.title) for profile in selection.chosen)
    told = (*IN_TITLES, *BY_PARTY) if suits else IN_TITLES
    return all(part.startswith(told) for part in selection.basis.test.split("；"))


def _of_end(inquiry: Inquiry, profile: Profile) -> Reply | None:
    """The one case in which most or least was granted or paid, where nothing else was asked: the sum first."""
    if len(inquiry.question.course) != 1:
        return None
    test, course = inquiry.question.course[0].partition("|")[0], profile.course
    if test in _ENDS_OF_AWARDS and course.awarded is not None:
        return granted.reply(inquiry, {profile: course.awarded})
    if test in _ENDS_OF_PAY and course.pay:
        pay = max(course.pay) if test.endswith("most") else min(course.pay)
        return granted.reply(inquiry, {profile: pay}, "pay")
    return None


def _by_any_sum(inquiry: Inquiry) -> Reply | None:
    """Where most or least of what was granted is asked for and no ruling tells a sum: by the sums that cases tell of it."""
    question = inquiry.question
    test = next((test for test in question.course if test.partition("|")[0] in _ENDS_OF_AWARDS), "")
    if not test or any(p.course.awarded is not None for p in inquiry.profiles.ruled(inquiry.pool)):
        return None
    end = "highest" if ":most" in test else "lowest"
    return ends.answer(inquiry.asking(replace(question, want=Want.EXTREME, by="sum", extreme=end, course=())))


def _listed(inquiry: Inquiry, selection: Selection) -> Reply:
    """The number and how it was found, then the members."""
    question, chosen = inquiry.question, selection.chosen
    limit = question.form.limit
    ordered = question.form.order is not None  # of those in an order the first
    all_shown = limit is None or question.want is Want.COUNT or ordered
    shown = chosen if all_shown or limit is None else _best(inquiry, selection, limit)
    order = (
        in_order(shown, question.form.order, inquiry.profiles, question.english)
        if question.form.order
        else Sorted(tuple(shown[:MOST]), {}, "")
    )
    most = min(MOST, limit or MOST) if ordered and question.want is not Want.COUNT else MOST
    order = replace(order, profiles=order.profiles[:most])
    top = _head(inquiry, _found(inquiry, selection, len(order.profiles), order.said))
    composed = _laid_out(inquiry, selection, order, top)
    count = len(chosen) if question.want is Want.COUNT else None
    cited = tuple(
        replace(one, tier="meant" if one.case.id in selection.meant else "said") for one in composed.citations
    )
    complete = selection.basis.complete and not question.unused
    basis = replace(selection.basis, complete=complete)
    return Reply(
        composed.text,
        cited,
        basis,
        count,
        outline=composed.outline,
        table=composed.table,
        sure=selection.sure,
        near=() if cited else tuple(p.case for p in order.profiles),
    )


def _picked(inquiry: Inquiry, profile: Profile) -> Reply:
    """The one case that was picked of those told: what is asked of it, else the case as it stands."""
    question = inquiry.question
    asks = question.asked.type is not Type.TEXT or Cue.ASKS_WORD in question.cues
    if asks and question.form.layout is Layout.PLAIN:
        return answer_fact(inquiry.asking(replace(question, want=Want.FACT, within=(profile.id,))))
    return whole(inquiry, [profile])


def _best(inquiry: Inquiry, selection: Selection, limit: int) -> tuple[Profile, ...]:
    """So many of the members: those that pass by their words first, each part by nearness; in the catalog's order."""
    ranked = [one.profile for one in inquiry.ranked(selection.chosen)]
    order = sorted(ranked, key=lambda p: p.id in selection.meant)
    return tuple(sorted(order[:limit], key=lambda p: p.at))


def _found(inquiry: Inquiry, selection: Selection, shown: int, order: str) -> Found:
    judged = inquiry.judgement
    return Found(
        total=len(inquiry.pool),
        test=selection.basis.test,
        said=len(selection.chosen) - len(selection.meant),
        meant=len(selection.meant),
        listed=shown,
        everything=selection.basis.test == EVERY,
        spoken_of=bool(inquiry.question.within),
        one_will_do=inquiry.question.single or inquiry.question.asks_whether,
        unused=selection.beside,
        read=judged.read if judged is not None else 0,
        whole=judged is not None and judged.whole,
        order=order,
        otherwise=len(selection.otherwise & {p.id for p in selection.chosen}) if selection.otherwise else 0,
    )


def _head(inquiry: Inquiry, found: Found) -> str:
    """The number first, and how it was found; in one sentence where that is asked for."""
    question = inquiry.question
    if question.form.layout is Layout.ONE and found.listed and not question.each:
        return one_head(found, question.english)
    text = head(found, question.english)
    asks = question.asks_whether
    if found.count < (question.form.limit or 0) and question.want is Want.CASES and not found.everything:
        text = phrase("only_so_many", question.english) + text  # three were asked for
    if question.english and Cue.ENGLISH_ANY in question.cues and not found.said and not found.read:
        return phrase("none_said", True, count=found.meant) + ":"
    if asks and not found.said and not found.read:  # what is only near in meaning is no yes
        return phrase("none_said", False, count=found.meant) + (head(found, False)[-1])
    if asks:
        return phrase("there_are", False) + text
    if question.within and question.edit in _GOES_ON and found.count < found.total and not found.everything:
        text = phrase("of_those", question.english) + text  # 5个里的1个: of those told, and not of all
    return text


def _laid_out(inquiry: Inquiry, selection: Selection, order: Sorted, top: str) -> Composed:
    """The members in the form asked for: by name with one clause each, names only, a table, more of each."""
    question, shown = inquiry.question, order.profiles
    layout = question.form.layout
    top = "" if question.form.bare and shown else top
    if layout is Layout.NUMBERS and shown:
        return only_numbers([p.case for p in shown], inquiry.labels, top)
    if layout is Layout.TITLES:
        return titles([p.case for p in shown], inquiry.labels, top)
    if question.want is Want.COUNT and selection.basis.test == EVERY and layout is Layout.PLAIN:
        if question.within:
            return by_number([p.case for p in shown], inquiry.labels, question.english, len(selection.chosen))
        return Composed(_in_all(inquiry, shown, len(selection.chosen)), ())
    entries = [
        Entry(p.case, tidied(p.case, (order.quotes[p],)))
        if p in order.quotes
        else member(inquiry, selection, p, len(shown))
        for p in shown
    ]
    deeds = question.want is Want.CASES and Cue.DOES_WHAT in question.cues
    told = (deeds or _to_be_told(question)) and len(shown) <= FEW and not order.quotes
    if told and _by_titles(selection):
        entries = [Entry(p.case, gist(inquiry, p, SHORT)) for p in shown]
    if layout is Layout.TABLE:
        columns = question.form.columns or _usual_columns(question, selection)
        return table(entries, columns, inquiry.labels, top, asked_cells(inquiry, shown, columns))
    if (brief := _briefly(inquiry, order, entries, top, len(selection.chosen))) is not None:
        return brief
    shows = order.quotes and sum(len(line(entry, inquiry.labels)) + 4 for entry in entries) < ROOM - len(top)
    many = len(entries) > FEW and not shows and layout not in (Layout.FULL, Layout.PARAGRAPH, Layout.VERBATIM)
    if (layout is Layout.SHORT and not told and len(entries) > 1) or many:  # of one the words are the answer
        return names(entries, inquiry.labels, top, phrase("unfold", question.english))
    if layout is Layout.PLAIN and _by_titles(selection) and not (shows or told):
        where = [_of_place(inquiry, p) for p in shown] if len(shown) <= FEW else [()]
        if all(where):
            entries = [Entry(p.case, quotes) for p, quotes in zip(shown, where, strict=True)]
            return listing(entries, inquiry.labels, top)
        return names(entries, inquiry.labels, top)  # who and where they are stands in their titles
    return listing(entries, inquiry.labels, top)


def _briefly(
    inquiry: Inquiry, order: Sorted, entries: Sequence[Entry], top: str, total: int
) -> Composed | None:
    """The members in as little as is asked for; None where nothing is said of that, or their names are short enough."""
    question, shown, layout = inquiry.question, order.profiles, inquiry.question.form.layout
    if layout is Layout.ONE and question.each and len(shown) > 1:
        return listing([Entry(p.case, in_one_line(inquiry, p)) for p in shown], inquiry.labels, top)
    # 怎么判的，一句话: what is asked of the cases is said in any form
    asks = question.want is Want.CASES and question.asked.type is not Type.TEXT and not question.asks_whether
    fits = len(shown) == 1 if layout is Layout.ONE else 0 < len(shown) <= FEW
    if asks and layout in ROOMS and fits and not order.quotes:
        room = ROOMS[layout]
        ruled = Side.DECIDED in question.particulars.sides or Cue.BECAME_OF in question.cues
        told = [
            Entry(e.case, in_one_line(inquiry, p, room) if ruled else _shortened(e, question.text, room))
            for e, p in zip(entries, shown, strict=True)
        ]
        return listing(told, inquiry.labels, "" if len(shown) == 1 else top)
    if layout is Layout.LEAST and entries:
        return by_number([p.case for p in shown], inquiry.labels, question.english, total)
    if layout is Layout.ONE and entries:
        return sentence(entries, inquiry.labels, top, question.english)
    return None


def _shortened(entry: Entry, text: str, room: int) -> tuple[Quote, ...]:
    """The last of its quotes, which tells what came of a case, in some `room` code points."""
    last = [quote for quote in entry.quotes if quote.field != TITLE][-1:]
    return tuple(shortened(entry.case, quote, text, room) for quote in last) or entry.quotes


def _in_all(inquiry: Inquiry, shown: Sequence[Profile], total: int) -> str:
    """How many cases there are in all, of the collection by its title where it is one; none is named for it."""
    held = {profile.id.collection for profile in shown} if len(shown) == total else set()
    titles_held = [one.title for one in inquiry.profiles.records.collections if one.id in held]
    only = titles_held[0] if len(titles_held) == 1 else ""
    return phrase("count_of" if only else "count_all", inquiry.question.english, count=total, collection=only)


def _usual_columns(question: Query, selection: Selection) -> tuple[str, ...]:
    """The columns of a table of suits that names none, with their places where it is sorted by them; () for those of every
    table."""
    if not all(map(is_decided, selection.chosen)):
        return ()
    case, own = OF_SUITS if _by_titles(selection) and not selection.words.terms else OF_WORDS
    placed = question.form.order is not None and question.form.order.key == "place"
    return (case, PLACE, own) if placed else (case, own)


def member(inquiry: Inquiry, selection: Selection, profile: Profile, among: int) -> Entry:
    """A member with the words that show why it is one: a clause, or more where they are asked for."""
    case = profile.case
    if inquiry.judgement is not None and profile.id in inquiry.judgement.members:
        return Entry(case, inquiry.judgement.members[profile.id])
    if selection.outcomes and (told := outcome_quotes(case, places_of(selection.outcomes, profile.id))):
        return Entry(case, _ruled(case, tidied(case, told), among))
    sides = inquiry.question.particulars.sides
    claimed = profile.course.spans.get("claimed")
    if sides == {Side.CLAIMED} and claimed and (told := outcome_quotes(case, [claimed])):
        return Entry(case, tidied(case, told))
    if Side.DECIDED in sides and (told := outcome_quotes(case, _operative(profile))):
        return Entry(case, _ruled(case, told, among))
    budget = {Layout.FULL: 150, Layout.PARAGRAPH: 90, Layout.VERBATIM: 150}.get(inquiry.question.form.layout)
    if among == 1 and inquiry.question.form.layout is Layout.POINTS:
        budget = 150  # of one its points
    if budget is not None:
        by_words = among > MANY or not selection.words.terms
        entry = (
            inquiry.member(profile, selection.words, budget)
            if by_words
            else inquiry.entry(profile, selection.words, budget, 0.9, profile.id in selection.meant)
        )
        return Entry(case, tidied(case, entry.quotes))
    if profile.id in selection.meant and among <= MANY:
        entry = inquiry.entry(profile, selection.words, 1, 1.0)
        text = inquiry.question.text
        return Entry(case, tidied(case, [clipped(case, quote, text, ITEM) for quote in entry.quotes]))
    return Entry(case, _of_time(inquiry, profile) or telling_clause(case, selection.words))


def _of_place(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """The first clause with the place that is asked for; nothing where none is, or the title names it."""
    asked, case = inquiry.question.places, profile.case
    if not asked or _lies_there(asked, case.title):
        return ()
    for field in case.fields:
        for start, end in clauses(field.text):
            if _lies_there(asked, field.text[start:end]):
                return tidied(case, (quote_of(case, field.name, start, end),))
    return ()


def _lies_there(asked: Sequence[Mention], text: str) -> bool:
    """Whether `text` names a place that lies in one of `asked`."""
    return any(holds(one, place) for named in find_places(text) for place in named.places for one in asked)


def _of_time(inquiry: Inquiry, profile: Profile) -> tuple[Quote, ...]:
    """The first clause with the time that is asked for; nothing where none is, or a column tells it."""
    when, case = inquiry.question.when, profile.case
    if when is None:
        return ()
    beside = asides(case) if len(case.fields) > 1 else frozenset()
    for field in case.fields:
        spans = clauses(field.text) if field.name not in beside else []
        for at, (start, end) in enumerate(spans):
            if when.dates.told_in(squeeze(field.text[start:end])):
                # 2018年10月22日，李某在某购物广场购买馒头一袋: what was that day stands behind it
                last = spans[at + 1][1] if end - start <= BARE and at + 1 < len(spans) else end
                return tidied(case, (quote_of(case, field.name, start, last),))
    return ()


def _ruled(case: Case, told: tuple[Quote, ...], among: int) -> tuple[Quote, ...]:
    """What was ruled, of one of several members its last words only: a ruling ends with what is ruled; a sum before 维持, and
    before that what was upheld. Which court did so with it, where that is told apart from it."""
    if among < 2:
        return told
    ended = [_decision(case, quote) for quote in told]
    own = [quote for quote in ended if _UPHOLDS not in quote.text]
    last = ([quote for quote in ended if any(map(str.isdigit, quote.text))] or own or ended)[-1:]
    return tuple(q for q in ended if q in last or (len(q.text) <= HEARD and _COURT.search(squeeze(q.text))))


def _decision(case: Case, quote: Quote) -> Quote:
    """The last words of a ruling; the first where the last tell neither what was ruled nor a figure: 建议…妥善处理."""
    ended = ending(case, quote, ITEM)
    told = _RULING.search(ended.text) or any(map(str.isdigit, ended.text))
    turns = quote.text.find("，但")  # 驳回诉讼请求，但考虑到…: what is ruled stands before
    ruled = quote_of(case, quote.field, quote.start, quote.start + turns) if turns > 0 else quote
    return ended if told else opening(case, ruled, ITEM)


def _operative(profile: Profile) -> list[Place]:
    """Where a case tells the ruling that stands."""
    ruling = profile.course.operative
    return [(ruling.field, ruling.start, ruling.end)] if ruling is not None else []
