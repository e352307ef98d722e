"""What became of somebody: the penalty or the sentence that a case tells, where that is asked, whole and of the one named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import clauses, fold, sentences, squeeze, trimmed
from data.types import Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.cases.suits import imprisonment
from retrieval.cases.suits.crimes import convicted
from retrieval.cases.suits.penalties import received
from retrieval.cases.suits.rulings import COURTS, FIRST, UPHELD
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import Sort, sheet
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout, Query
from retrieval.quoting.clauses import asides, ending, opening, quote_of
from retrieval.quoting.courses import ruling_quotes
from retrieval.wording.frames import phrase

_TOLD = listed("became_of_told")
_MEASURE, _SENTENCED = listed("penalty_words"), listed("sentenced_to")
_TYPES = frozenset((Type.TEXT, Type.HOW, Type.YESNO, Type.NAME))
NAMED, OF_TITLE, HARD = 1.0, 0.3, 0.3
"""What it speaks for a sentence that it names the person asked of, or one that the case is called by, and that it tells a
penalty or a conviction."""
GONE_TO = "去向"
"""How it is asked what became of money, and of nobody."""
_OF_HIM = frozenset("他她那这不是就被受挨给党内政务了没有过吗么吧呢啊呀都还到底最后来结果？?，, ")
"""What is said beside the penalty where it is asked of no other than of him."""
NEXT = 2
"""Code points between two sentences that stand one behind the other."""
ROOM = 100
"""Code points quoted of what became of somebody; it ends with the penalty."""
CRIMES = 150
"""The same of the crimes of which somebody was found guilty."""
_IN_ALL, _DISMISSED = "决定执行", "驳回"
_EVERY_CRIME = frozenset(("所有的罪", "全部的罪"))
"""How it is asked of all crimes of somebody, those before with them."""
_APPEAL, _FREE = listed("appeal_told"), listed("suspended_term")
_RANGE = listed("not_alike")
_OVERTURNED = listed("turned_over")
"""What makes an earlier ruling stand no longer."""
_ADOPTED = "采纳"
"""What makes a sentence with a proposal tell what was decided: 采纳量刑建议，判处."""
_BESIDE_TERM = ("缓", "并处", "剥夺", "政务")
"""How what is imposed beside a term, or beside a penalty of the Party, begins; not 追缴, which takes back."""
_KINDS = ("有期徒刑", "拘役", "管制")
"""Kinds of punishment that a term is said without where it is asked how long: 判了几年, 五年."""
_COURT_NAMES, PLACE = (("中院", "中级"), ("高院", "高级"), ("法院", "法院"), ("检察院", "检察院")), 2
"""What courts are called in short and in full, and characters of the place before it that tell which that is."""
LONGEST, LONGEST_SENTENCE = 24, 36
"""Code points of the longest penalty that is said first, and of a sentence with the fine beside it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence that tells what became of somebody, and how hard it is."""

    field: str
    start: int
    end: int
    text: str
    hard: bool
    of_appeal: bool = False
    """Whether it only tells what became of an appeal."""


def became_of(inquiry: Inquiry, profile: Profile) -> Quote | None:
    """The words that tell it; None where it is not asked, or the case tells of nobody that he was punished."""
    question, cues, case = inquiry.question, inquiry.question.cues, profile.case
    term = question.asked.type is Type.DURATION and Cue.TERM_ASKED in cues
    when = question.asked.type is Type.DATE and Cue.WHEN_JUDGED in cues
    of_money = GONE_TO in question.clauses()[-1].cues.sorts(Cue.ROLE)  # 这笔钱怎么处理的
    asks = term or when or (question.asked.type in _TYPES and Cue.BECAME_OF in cues and not of_money)
    if not asks or question.english or question.form.layout is not Layout.PLAIN:
        return None
    told = list(_outcomes(profile))
    if not any(one.hard for one in told):
        return _ruled(profile, question.text) if Cue.HOW_IT_ENDED in cues and not when else None
    asking = question.clauses()[-1].cues
    kin = [*asking.words(Cue.KIN), *asking.words(Cue.KIN_SPOKEN)] if Cue.KIN_SERVED not in asking else []
    if kin:  # not 给儿子办喜酒的挨了什么处分
        told = [one for one in told if any(word in one.text for word in kin)]
        if not any(one.hard for one in told):
            return None  # 他老婆也判了吗: what became of him is no answer
    named = next((name for name in COURTS if name in question.text), "")
    overturned = bool(_OVERTURNED.search(profile.text))
    if (term or when) and named and not (named == FIRST and overturned):
        return None  # which of several terms that was is told by its ruling
    if not (term or when) and (ruling := profile.course.at(named) if named else None):
        return ending(case, quote_of(case, ruling.field, ruling.start, ruling.end), ROOM)
    names, of_title = set(question.persons), set(PERSON.findall(profile.title))
    by_court = [one for one in told if _by_court(question.text, one.text)]
    if Cue.APPEAL_ASKED not in cues:
        told = [one for one in told if not one.of_appeal]
    told, first = by_court or told, FIRST in cues.sorts(Cue.INSTANCE_ASKED) and not by_court
    last = not first and (overturned or Cue.LAST_RULING in cues or Cue.IN_ALL_COUNTS in cues)

    def fits(at: int) -> tuple[float, int]:
        one = told[at]
        worth = inquiry.words.coverage(one.text) + NAMED * any(name in one.text for name in names)
        worth += OF_TITLE * any(name in one.text for name in of_title)
        later = at / len(told)
        return worth + HARD * (one.hard and not first) + HARD * (last * later - first * later), at

    at = max(range(len(told)), key=fits)
    each = Cue.OF_EACH_CRIME in cues
    if term and each:
        return None
    of_all = Cue.LAST_RULING in cues or not _EVERY_CRIME.isdisjoint(cues.words(Cue.IN_ALL_COUNTS))
    added_up = Cue.IN_ALL_COUNTS in cues and not of_all and _IN_ALL in told[at].text  # 几个行贿罪加起来
    best = told[at] if first or each or added_up else _served(told, at)
    whole = quote_of(case, best.field, best.start, best.end)
    if when:
        return _dated(profile, whole)
    return _term_of(profile, whole) if term else _pointed(ending(case, whole, ROOM))


def punished(query: Query, told: str) -> bool | None:
    """Whether somebody was sent to prison, or sentenced, where that is asked of him: of a suspended term 坐牢了吗 is answered
    with no; None where it is not asked, or some were and others not."""
    if query.asked.type is not Type.YESNO or Cue.IS_PUNISHED not in query.cues or _RANGE.search(told):
        return None
    if not _SENTENCED.search(told):
        return None
    free = bool(_FREE.search(told))
    return not free if Cue.PRISON in query.cues else None if "免予" in told else True


def dealt_with(query: Query, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether whom a case is called by was dealt with, or with that penalty, as it is asked or taken for so, and the words that
    tell with which: 查了没有, 不是被撤职了么. None where neither is asked, it is asked of another, or none is told."""
    asks = query.clauses()[-1]
    named = asks.cues.words(Cue.SANCTION)
    supposes = named and Cue.IS_IT_SO in asks.cues and asks.asked.type is Type.YESNO
    if query.english or not (Cue.DEALT_WITH in asks.cues or supposes):
        return None
    ended = outcome_of(profile)
    pointed = _pointed(ended) if ended is not None else None
    if pointed is None or pointed.answer is None:
        return None
    if not _of_him_alone(asks, PERSON.findall(profile.title + pointed.text)):
        return None
    return all(one in pointed.text for one in named), pointed


def _of_him_alone(asks: Query, names: Sequence[str]) -> bool:
    """Whether a clause asks it of nobody but him who has one of `names`: 他, 沈某, nobody at all; not 给他开车的司机."""
    rest = asks.text[max((asks.text.find(one) + len(one) for one in names if one in asks.text), default=0) :]
    for word in (*asks.cues.words(Cue.DEALT_WITH), *asks.cues.words(Cue.SANCTION)):
        rest = rest.replace(word, "")
    return not set(rest) - _OF_HIM


def _by_court(asked: str, told: str) -> bool:
    """Whether `told` names the court that `asked` calls by its short name: 玉溪中院, 玉溪市中级人民法院."""
    for short, whole in _COURT_NAMES:
        at = asked.find(short)
        if at >= PLACE and whole in told:
            return asked[at - PLACE : at] in told
    return False


def _dated(profile: Profile, quote: Quote) -> Quote | None:
    """`quote` with the one date in it pointed out, up to the penalty; None where it has none or several."""
    page = sheet(profile.case)
    base = dict(page.fields)[quote.field]
    inside = page.inside(quote.field, quote.start, quote.end)
    dates = [s for s in inside if s.sort is Sort.DATE and "日" in page.text[s.start : s.end]]
    if len({(s.start, s.end) for s in dates}) != 1:
        return None
    return replace(opening(profile.case, quote, ROOM), answer=(dates[0].start - base, dates[0].end - base))


def _served(told: Sequence[Outcome], at: int) -> Outcome:
    """What is to be served in the end, where the next sentence adds up what the one at `at` tells with an earlier sentence:
    与前犯…罪并罚，决定执行死刑，缓期二年执行."""
    one, behind = told[at], told[at + 1 : at + 2]
    for other in behind:
        apart = other.start - one.end > NEXT or other.field != one.field
        others = set(PERSON.findall(other.text)) - set(PERSON.findall(one.text))
        if _IN_ALL in other.text and other.hard and not (apart or others):
            return other
    return one


def _term_of(profile: Profile, quote: Quote) -> Quote | None:
    """`quote` with the one term in it pointed out, or that of several crimes together; None where neither is told."""
    quote = ending(profile.case, quote, ROOM)
    told = imprisonment.told(fold(quote.text))
    if not told or (len(told) > 1 and _IN_ALL not in quote.text):
        return None
    _, start, end = told[0]
    start += next((len(kind) for kind in _KINDS if quote.text.startswith(kind, start)), 0)
    return replace(quote, answer=(quote.start + start, quote.start + end))


def _ruled(profile: Profile, text: str) -> Quote | None:
    """What was ruled in the end of a suit, or at the instance that `text` names, told in so much as there is room for."""
    case, stands = profile.case, profile.course.operative
    named = next((name for name in reversed(COURTS) if name in text), "")
    if named and (ruling := profile.course.at(named)) is not None:
        quote = ending(case, quote_of(case, ruling.field, ruling.start, ruling.end), ROOM)
        at = quote.text.find(_DISMISSED) if ruling.effects == {UPHELD} else -1
        told = quote.text[at:].rstrip("。；，") if at >= 0 else ""
        return replace(quote, answer=(quote.start + at, quote.start + at + len(told))) if told else quote
    if stands is not None:  # 维持原判 alone says nothing
        return ending(case, quote_of(case, stands.field, stands.start, stands.end), ROOM)
    quotes = ruling_quotes(case, profile.course, "") if len(case.fields) > 1 else ()
    return ending(case, quotes[-1], ROOM) if quotes else None


def outcome_of(profile: Profile) -> Quote | None:
    """How it ended for whom the case is called by, the last of what is told of it; None where nobody is told to be punished."""
    names = set(PERSON.findall(profile.title))
    hard = [one for one in _outcomes(profile) if one.hard]
    own = [one for one in hard if any(name in one.text for name in names)] or hard
    if not own:
        return None
    last = _served(hard, hard.index(own[-1]))
    return ending(profile.case, quote_of(profile.case, last.field, last.start, last.end), ROOM)


def crimes_told(inquiry: Inquiry, profile: Profile) -> Quote | None:
    """The clauses that say of which crimes somebody was found guilty, where it is asked what crime that is; of several
    sentences the one that has most of the question. None where none is asked, or the case names none so."""
    question, case = inquiry.question, profile.case
    if question.asked.type is not Type.NAME or Cue.ASKS_CRIME not in question.cues:
        return None
    told = [one for one in _outcomes(profile) if one.hard and convicted(one.text)]
    if not told:
        return None
    best = max(told, key=lambda one: (inquiry.words.coverage(one.text), len(convicted(one.text)), -one.start))
    text = (case.text_of(best.field) or "")[best.start : best.end]
    named = [(a, b) for a, b in clauses(text) if "罪" in text[a:b]]
    return opening(
        case, quote_of(case, best.field, best.start + named[0][0], best.start + named[-1][1]), CRIMES
    )


def in_a_word(profile: Profile) -> str:
    """How a case ended, as short as can be: the sentence or the penalty, or what came of what was asked for; '' where it is
    not told."""
    ended = outcome_of(profile)
    if ended is not None:
        told = _pointed(ended)
        if told.answer is None:
            return ""
        first, *others = told.text[told.answer[0] - told.start : told.answer[1] - told.start].split("，")
        return "，".join([first, *(one for one in others if one.startswith(_BESIDE_TERM))])
    result = profile.course.result
    return phrase(f"ended_{result}", False) if result else ""


def _outcomes(profile: Profile) -> Iterator[Outcome]:
    """The sentences of what happened that tell what was done with somebody in the end."""
    beside = asides(profile.case)
    for field in profile.case.fields:
        if field.name in beside or MEANING.search(field.name):
            continue
        for start, end in sentences(field.text):
            text = squeeze(field.text[start:end])
            sentenced = _SENTENCED.search(text) and (
                convicted(text) or _ADOPTED in text or imprisonment.terms(text)
            )
            hard = bool(received(text) or sentenced)
            appeal = bool(_APPEAL.search(text))
            if hard or appeal or _TOLD.search(text):
                yield Outcome(field.name, start, end, text, hard, appeal and not hard)


def _pointed(quote: Quote) -> Quote:
    """`quote` with the penalties in its one clause that tells any pointed out, where they stand together and are short."""
    if sentence := _sentence_in(quote):
        return replace(quote, answer=sentence)
    held = [(a, b) for a, b in clauses(quote.text) if _MEASURE.search(quote.text, a, b)]
    found = list(_MEASURE.finditer(quote.text))
    if not found or not held:
        return quote
    start, end = found[0].start(), found[-1].end()
    if end - start > LONGEST or "，" in quote.text[start:end]:
        return quote
    return replace(quote, answer=(quote.start + start, quote.start + end))


def _sentence_in(quote: Quote) -> tuple[int, int] | None:
    """Where the one term that somebody is sentenced to stands in `quote`, with what is imposed beside it; None where several
    are told and none is that of all crimes together."""
    text = fold(quote.text)
    told = imprisonment.told(text)
    if not told or (len(told) > 1 and _IN_ALL not in text):
        return None
    _, start, end = told[0]
    stop = max(b for a, b in sentences(text) if a <= start)
    if ";" not in text[end:stop] and "；" not in text[end:stop] and stop - start <= LONGEST_SENTENCE:
        end = trimmed(text, (start, stop))[1]
    return quote.start + start, quote.start + end
