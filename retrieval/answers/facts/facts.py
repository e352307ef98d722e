"""A factual question: the one case that answers it, and the clause that does; or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.text import quotations, split_at, squeeze
from data.types import Basis, BasisKind
from retrieval.answers.comparison.comparing import each
from retrieval.answers.comparison.rows import in_short
from retrieval.answers.extraction.acting import asks_actor
from retrieval.answers.extraction.kept import end_alone
from retrieval.answers.extraction.one_thing import Telling
from retrieval.answers.extraction.premises import UNTOLD, false_supposition
from retrieval.answers.extraction.several import asked_in_turn
from retrieval.answers.extraction.taken_for_so import called
from retrieval.answers.extraction.telling import SHOWN, telling
from retrieval.answers.extraction.whether import asks_there, frame
from retrieval.answers.inquiry import NEAR_BONUS, TOLD, Inquiry, Reply
from retrieval.answers.leads.enumerating import not_all
from retrieval.answers.leads.outcomes import dealt_with
from retrieval.answers.leads.tribunals import untold_court
from retrieval.answers.refusing import false_premise, refuse, unknown_institution, unstated
from retrieval.answers.selection.absent import SURE, mostly_absent
from retrieval.answers.selection.narrowing import in_places, nearest
from retrieval.answers.selection.themed import ALONE_AHEAD
from retrieval.cases.profiles import Profile
from retrieval.judging import presence, surely
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.query import SO_TOO, Layout, Query
from retrieval.question.slots.entities import holds
from retrieval.quoting.clauses import ROOMS, from_answer, shortened
from retrieval.quoting.shown import plain
from retrieval.search.ranking import Judged
from retrieval.wording.extractive import Entry, named, told
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor

OTHERS, LOOKED_AT = 0.6, 2000
"""Share of a question's weight that another case must hold to be what is asked of, and of how many cases that is tried."""
LEAST = 2
"""Words of content by which another case is meant: one may come about by accident."""
SAYS_MORE = 0.1
"""Share of a question's weight that another case must hold more than the one just told: less comes about by accident."""
MEANT = 0.8
"""How sure a case must be there at all, of which it is said that it does not state what was asked, where nothing else tells that it is
meant: 去年全国授权了多少件发明专利 is asked of no case."""
HERE = 0.5
"""How surely the case is meant of which, of several things, one is told."""
SAYS_SO, SAYS_SO_BY_WORDS = 0.65, 0.15
"""How surely a case is meant, or how much of the question stands together in it, from which on yes or no is said of it: of 204
questions of seven collections so answered that name no case 33 meant another; of the 30 below both, 20."""
FEW_TOLD = 3
"""Cases each of which is answered for, where several are pointed at and nothing tells which."""
_FIRST = 2
"""Characters before a kind of body that a question begins with: 那高校, 各高校."""


def answer_fact(inquiry: Inquiry) -> Reply:
    """Answer a question about one case, or refuse."""
    question = inquiry.question
    institution = unknown_institution(inquiry, inquiry.pool)
    if institution:
        return refuse(inquiry, "no_institution", nearest(inquiry), what=institution)
    pool = _located(inquiry)
    if isinstance(pool, Reply):
        return pool
    alone = None if question.each else _in_words(inquiry, pool)
    if alone is not None:
        return alone
    if (one := _counting(inquiry, pool)) is not None:
        return answer_fact(one)
    ranked = _ranked(inquiry, pool)
    best, near = ranked[0], question.near
    quoted = question.literal is not None and question.literal.only_quoted
    if question.each or _either(question, ranked):
        members = {one.id: one.profile for one in ranked}
        told = question.within or question.near
        reply = each(inquiry, [members[case] for case in told if case in members])
        return replace(reply, basis=replace(reply.basis, complete=False))
    told_of = question.within and not _of_others(inquiry, ranked)
    anchored = bool(question.places or question.institutions or told_of or best.id in near or quoted)
    sure = 1.0 if anchored else inquiry.presence(best)
    if (refused := _unanswered(inquiry, ranked, sure)) is not None:
        return refused
    said = telling(inquiry, best.profile)
    if sure < SAYS_SO and best.together < SAYS_SO_BY_WORDS and not said.answer:
        said = replace(said, is_so=None)
    return replace(_answered(inquiry, best, said), sure=sure)


def _counting(inquiry: Inquiry, pool: Sequence[Profile]) -> Inquiry | None:
    """The same of the one of several cases told that counts the things which are asked for one by one: 九个维度分别是哪些."""
    question = inquiry.question
    told = question.within or question.near
    if len(told) < 2 or question.form.layout is not Layout.PLAIN or question.english:
        return None
    counting = [p for p in pool if p.id in told and not_all(p.case, question.text)]
    one = len(counting) == 1
    return inquiry.asking(replace(question, within=(counting[0].id,), near=(), each=False)) if one else None


def _of_others(inquiry: Inquiry, ranked: Sequence[Judged]) -> bool:
    """Whether a follow-up says in its words what another case does, and the cases told before hold none of them."""
    question, words, every = inquiry.question, inquiry.words, inquiry.profiles.all
    pointed = Cue.POINTS_AT_ONE in question.cues or Cue.POINTS_AT_SEVERAL in question.cues
    own = question.edit in ("pick", "earlier") or (question.edit == "same" and not pointed)
    unpointed = own and question.lean > 0  # 0: a reply to that very answer
    if not unpointed or len(words.terms) < LEAST or len(every) > LOOKED_AT or question.english:
        return False
    if any(words.coverage(one.profile.text) for one in ranked):
        return False
    return any(words.coverage(p.text) >= OTHERS for p in every)


def _either(question: Query, ranked: Sequence[Judged]) -> bool:
    """Whether 他们 may be any of two or three cases that were told, of which none says it in the question's words."""
    few = 1 < len(question.within) <= FEW_TOLD and question.edit == "same"
    several = Cue.POINTS_AT_SEVERAL in question.cues  # 他 is of one of them
    one = Cue.ONE_CASE in question.cues or question.asked.type in ONE_FACT  # which a span tells
    plain = question.form.layout is Layout.PLAIN
    return few and several and not one and plain and ranked[0].together < TOLD


def _in_words(inquiry: Inquiry, pool: Sequence[Profile]) -> Reply | None:
    """The answer where the words alone decide it; None where they do not, and the question is to be embedded.

    In a case told in sections, which says the same matter several times, meaning helps to choose the words; but where
    no parts are embedded, it could choose none.
    """
    if not inquiry.sparing or inquiry.question.english or not inquiry.words.terms:
        return None
    alone = inquiry.in_words()
    ranked = _ranked(alone, pool)
    best = ranked[0]
    if not surely.decided(ranked, alone.words):
        return None
    refused = _unanswered(alone, ranked, 1.0)
    if refused is None and not inquiry.profiles.parted(best.id.collection):
        unparted = inquiry.in_words(surely.Order.NONE)
        return _answered(unparted, best, telling(unparted, best.profile))
    if refused is not None or len(best.profile.case.fields) > 1:
        return refused
    said = telling(alone, best.profile)
    others = (surely.Order.FIRST, surely.Order.NONE)
    stays = all(telling(inquiry.in_words(order), best.profile) == said for order in others)
    return _answered(alone, best, said) if stays else None


def _ranked(inquiry: Inquiry, pool: Sequence[Profile]) -> list[Judged]:
    """`pool` by nearness, best first; a follow-up rather means the cases that it goes on about."""
    near, bonus = set(inquiry.question.near), NEAR_BONUS * inquiry.question.lean
    if not near:
        return inquiry.ranked(pool)
    ranked = sorted(inquiry.ranked(pool), key=lambda one: -(one.score + (bonus if one.id in near else 0)))
    told = next((one for one in ranked if one.id in near), None)
    if told is None or len(near) > 1 or _says_more(inquiry, ranked[0], told):
        return ranked
    return [told, *(one for one in ranked if one is not told)]


def _says_more(inquiry: Inquiry, other: Judged, told: Judged) -> bool:
    """Whether `other` says more of what is asked than the one case told before it: 那帮人判了多重 names nothing of another."""
    words = inquiry.words
    return words.coverage(other.profile.text) > words.coverage(told.profile.text) + SAYS_MORE


def _located(inquiry: Inquiry) -> Sequence[Profile] | Reply:
    """The cases of the institution or place that is named; the whole scope where none is."""
    question = inquiry.question
    pool: Sequence[Profile] = _of_persons(inquiry)
    if len(question.within) > 1 and question.kinds:  # 里头法院那个系统
        pool = [p for p in pool if any(p.acts_as(kind) for kind, _, _ in question.kinds)] or pool
    elif not (question.within or question.english):
        pool = _of_kind(inquiry, pool)
    named = _of_institutions(inquiry, pool)
    if named or not question.places:
        return named or pool
    placed = in_places(inquiry, pool) or _naming(inquiry, pool)
    if not placed and len(question.within) == 1 and Cue.IS_IT_SO in question.cues:
        return pool  # 一审是青羊区法院对吧, of the case told: it says which it was
    if not placed:
        what = "、".join(dict.fromkeys(mention.text for mention in question.places))
        return refuse(inquiry, "no_place", nearest(inquiry), what=what)
    mismatch = _mismatch(inquiry, placed)
    return refuse(inquiry, "mismatch", nearest(inquiry), what=mismatch) if mismatch else placed


def _of_kind(inquiry: Inquiry, pool: Sequence[Profile]) -> Sequence[Profile]:
    """The cases in which the kind of body acts that the question begins with, of summaries: 高校怎么让专利变成钱."""
    kinds = [kind for kind, start, _ in inquiry.question.kinds if start <= _FIRST]
    acting = (
        [p for p in inquiry.profiles.acting(tuple(kinds), pool) if len(p.case.fields) == 1] if kinds else []
    )
    return acting or pool


def _unanswered(inquiry: Inquiry, ranked: Sequence[Judged], sure: float) -> Reply | None:
    """The refusal, where the best case does not hold what is asked for."""
    best = ranked[0].profile
    false = false_premise(inquiry, best)
    if false and called(inquiry.question.text, best.case) is None:
        return refuse(inquiry, "mismatch", nearest(inquiry), what=false)
    supposed = false_supposition(inquiry, best)
    if supposed and dealt_with(inquiry.question, best) is None:
        why = "premise_untold" if supposed.startswith(UNTOLD) else "premise"
        return refuse(inquiry, why, [best], what=supposed)
    missing = unstated(inquiry, best) or untold_court(best, inquiry.question.asked, inquiry.question.text)
    if missing:
        all_missing = _none_stated(inquiry, best) or missing
        partly = (
            _what_is_stated(inquiry, best) if sure >= HERE else None
        )  # 官费多少钱，超期了怎么办, of no case
        if partly is None and not _is_meant(inquiry, ranked, sure):
            return refuse(inquiry, "no_detail_found", what=all_missing)
        refused = refuse(inquiry, "no_detail", [best], only=best, what=all_missing)
        named = replace(refused, near=(best.case,)) if len(ranked) == 1 else refused
        return partly or named  # 天津公安多久去一次: of the one whose place or body is named
    if sure < presence.least() or (sure < SURE and mostly_absent(inquiry, inquiry.words)):
        return replace(refuse(inquiry, "off_topic", [best]), unsure=True, sure=sure)
    return None


def _is_meant(inquiry: Inquiry, ranked: Sequence[Judged], sure: float) -> bool:
    """Whether the best case is the one that is asked of, and not only the least far of all."""
    question = inquiry.question
    told = question.within or question.near or question.places or question.institutions or question.kinds
    return bool(told) or len(ranked) == 1 or sure >= MEANT or inquiry.ahead_of_all(ranked[0]) >= ALONE_AHEAD


def _parts(question: Query, best: Profile) -> tuple[str, ...]:
    """The things that are asked of `best` in turn; none where one is."""
    return () if question.english else asked_in_turn(question.text, of_one_text=len(best.case.fields) == 1)


def _none_stated(inquiry: Inquiry, best: Profile) -> str:
    """All things that are asked in turn, where `best` states none of them; "" where one thing is asked, or some are stated."""
    question = inquiry.question
    parts = _parts(question, best)
    missing = [unstated(inquiry.asking(replace(question, text=part)), best) for part in parts]
    told = list(dict.fromkeys(filter(None, missing)))
    return "、".join(told) if len(told) > 1 and all(missing) else ""


def _what_is_stated(inquiry: Inquiry, best: Profile) -> Reply | None:
    """Of several things that are asked in turn those that `best` states, and which it does not; None where it states all, or none."""
    question = inquiry.question
    parts = _parts(question, best)
    each = [inquiry.asking(replace(question, text=part)) for part in parts]
    missing = [unstated(one, best) for one in each]
    stated = [
        one.question.text for one, name in zip(each, missing, strict=True) if not name and _tells(one, best)
    ]
    if not stated or len(stated) == len(parts):
        return None
    rest = inquiry.asking(replace(question, text="，".join(stated), within=(best.id,)))
    reply = answer_fact(rest)
    if reply.reason is not None:
        return None
    untold = phrase("no_detail", question.english, what="、".join(filter(None, missing)))
    untold += "\n"  # a line of its own: what is not told is no lead of what is
    outline = replace(reply.outline, head=untold + reply.outline.head) if reply.outline else None
    return replace(reply, text=untold + reply.text, outline=outline)


def _tells(inquiry: Inquiry, best: Profile) -> bool:
    """Whether `best` surely tells the one thing that is asked; where no figure or name is, whether it speaks of it."""
    said = telling(inquiry, best)
    if inquiry.question.asked.type is Type.YESNO:
        return said.is_so is not None
    return bool(said.answer) if inquiry.question.asked.type in ONE_FACT else said.stated is not False


def _answered(inquiry: Inquiry, best: Judged, said: Telling) -> Reply:
    """One line: the answer first where it is sure, who says it, and in which words."""
    head = phrase("not_in_words", inquiry.question.english) if said.stated is False else ""
    if said.head:
        head = phrase(said.head, inquiry.question.english)
    if said.is_so is not None:
        head = phrase(frame(inquiry.question.text, said.is_so), inquiry.question.english)
    question = inquiry.question
    if question.edit == SO_TOO:
        head = _unlike(inquiry, best.profile)
    if _asks_which(question):
        head = phrase("there_are", False) if Cue.IS_THERE in question.cues else ""
        composed = named(_in_short(inquiry, best.profile, said), inquiry.labels, head)
    else:
        known = bool(question.within or question.near or question.edit)
        answer = said.answer
        if answer and said.is_so is not None:
            head, answer = f"{head.rstrip('。')}，{'' if said.is_so else '是'}{answer}。", ""
        elif said.is_so is None and asks_there(question):
            head = phrase("there_are" if _tells_of_it(inquiry, best.profile) else "not_in_words", False)
        elif not (answer or head) and asks_actor(question, best.profile.case):
            answer, known = actor(best.profile.case), True
        entry = _shortened(question, said.entry)
        entry = (
            entry if "；" in answer else _as_told(entry if answer else end_alone(inquiry, entry))
        )  # several answers stand before their quotes, in turn
        composed = told(entry, inquiry.labels, answer, head, known=known, asked=_asks_of_it(question))
        if Cue.LINE_EACH in question.cues and answer:
            items = "\n".join(part for part in split_at(plain(answer), "、+") if part)
            composed = replace(composed, text=composed.text.replace(f"{plain(answer)}。", f"{items}\n", 1))
    by_words = best.together >= TOLD
    basis = Basis(BasisKind.KEYWORD if by_words else BasisKind.SEMANTIC, "与问题最接近的案例", False)
    cited = tuple(replace(one, tier="said" if by_words else "meant") for one in composed.citations)
    return Reply(composed.text, cited, basis, outline=composed.outline, stated=said.stated)


def _unlike(inquiry: Inquiry, profile: Profile) -> str:
    """That a case says nothing of what the one told before is named by, where it is asked if it does the same; "" where it does."""
    told = [one for one in inquiry.profiles.all if one.id in inquiry.question.near and one.id != profile.id]
    names = [one.title[start:end] for one in told for start, end in quotations(one.title)]
    untold = [name for name in names if name not in profile.text]
    return phrase("not_so_too", inquiry.question.english, what=untold[0]) if untold else ""


def _tells_of_it(inquiry: Inquiry, profile: Profile) -> bool:
    """Whether a case has a word of what is asked to be there: 有没有人抢注, of one that speaks of the brand alone, has none."""
    what = inquiry.question.whether_there
    terms = [term for term in inquiry.words.terms if term.text in what]
    return not terms or any(term.strength(profile.text) for term in terms)


def _as_told(entry: Entry) -> Entry:
    """`entry` with its quotes in the order of the text: what is pasted reads as the case tells it."""
    fields = [field.name for field in entry.case.fields]
    if any(quote.field not in fields for quote in entry.quotes):
        return entry
    return replace(entry, quotes=tuple(sorted(entry.quotes, key=lambda q: (fields.index(q.field), q.start))))


def _shortened(question: Query, entry: Entry) -> Entry:
    """`entry` with the clauses only that answer best, where a short answer to one thing is asked for."""
    room = ROOMS.get(question.form.layout)
    if room is not None and question.edit == SHOWN and all(quote.answer for quote in entry.quotes):
        return replace(entry, quotes=tuple(from_answer(entry.case, quote) for quote in entry.quotes))
    if room is None or len(question.cues.all(Cue.ASKS_WORD)) > 1 or not entry.quotes:
        return entry
    best = next((quote for quote in entry.quotes if quote.answer), entry.quotes[0])
    return replace(entry, quotes=(shortened(entry.case, best, question.text, room),))


def _asks_which(question: Query) -> bool:
    """Whether it is asked which case that is, and nothing of it."""
    return Cue.WHICH_CASE_ALONE in question.cues and not (question.english or question.within)


def _asks_of_it(question: Query) -> bool:
    """Whether something is asked of the case, and not that it be found: 咋判的, 为啥要赔."""
    asks = question.asked.type is not Type.TEXT or Cue.ASKS_WORD in question.cues
    return asks and not (question.english or asks_there(question))


def _in_short(inquiry: Inquiry, profile: Profile, said: Telling) -> Entry:
    """Of the case that was described what of it was, and how it ended, without words said first; where it is asked which case
    that is, or whether there is one, and not what one may, the words nearest to the question."""
    quotes = in_short(inquiry, profile) if len(profile.case.fields) > 1 else ()
    quotes = quotes or tuple(replace(quote, answer=None) for quote in said.entry.quotes)
    cues = inquiry.question.cues
    asks = Cue.ASKS_WORD in cues or inquiry.question.asked.type is Type.YESNO
    if quotes and asks and "may" not in cues.sorts(Cue.YES_OR_NO):
        quotes = (max(quotes, key=lambda quote: inquiry.words.coverage(squeeze(quote.text))),)
    return Entry(profile.case, quotes)


def _of_persons(inquiry: Inquiry) -> Sequence[Profile]:
    """The cases in scope in which somebody has the name that the question names as a party, 韩某某; all where none has."""
    persons = inquiry.question.persons
    return inquiry.holding(persons, inquiry.pool) or inquiry.pool if persons else inquiry.pool


def _of_institutions(inquiry: Inquiry, pool: Sequence[Profile]) -> Sequence[Profile]:
    """The cases of the institutions the question names: by title before by text."""
    names = [name for found in inquiry.question.institutions for name in (found.institution.name, found.text)]
    if not names:
        return []
    held = inquiry.holding(names, pool)
    return [p for p in held if any(name in p.title for name in names)] or held


def _naming(inquiry: Inquiry, pool: Sequence[Profile]) -> Sequence[Profile]:
    """Cases elsewhere that name the place in their text (海南自由贸易港 in a case of 三亚)."""
    places = inquiry.question.places
    whole = inquiry.holding([mention.text for mention in places], pool)
    if whole:
        return whole
    # 江西金溪: the county as cases write it, where its province stands before it
    return inquiry.holding([place.name for mention in places for place in mention.places if place.name], pool)


def _mismatch(inquiry: Inquiry, placed: Sequence[Profile]) -> str | None:
    """深圳海关 where Shenzhen's only case is the procuratorate's: place and organisation read as one name."""
    question = inquiry.question
    for mention in question.places:
        for kind, start, end in question.kinds:
            if 0 <= start - mention.end <= 1:
                here = [p for p in placed if any(holds(mention, place) for place in p.places)]
                if (
                    here
                    and not any(p.acts_as(kind) or question.text[start:end] in p.text for p in here)
                    and inquiry.profiles.acting((kind,), inquiry.pool)
                ):
                    return question.text[mention.start : end]
    return None
