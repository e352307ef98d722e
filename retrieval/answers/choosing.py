"""Which reading of a question is answered: the first that is surely answered, else the surest, else one is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.types import BasisKind, Intent
from retrieval import lexicon
from retrieval.answers.confirmed import Confirmations
from retrieval.answers.disclaiming import disclaimed
from retrieval.answers.inquiries import Inquiries
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.selection.described import pointed_out
from retrieval.answers.selection.themed import SHORT_THEME
from retrieval.answers.table import reply_to
from retrieval.cases.profiles import Profiles
from retrieval.question.closed.cues import Cue, Cues
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.dialogue.history import shown
from retrieval.question.query import ALIKE, Act, Query, Want
from retrieval.question.reader import Reader
from retrieval.question.slots import entities
from retrieval.question.slots.library import Library
from retrieval.question.utterance.normalising import Normaliser
from retrieval.wording.frames import phrase

_OF_TOLD = ("same", "narrow", "combine")
SAYS_MORE = 2
"""Words by which another case must say more of a question than the one just told: one may come about by accident."""
SURELY = 0.5
"""How surely the cases of a reading must be meant for the other readings not to be tried."""


@dataclass(frozen=True)
class Asked:
    """A question as it was put, folded and simplified, and its cues: of a follow-up that its Query need not have."""

    asked: str
    text: str
    cues: Cues


@dataclass(frozen=True)
class Found(Asked):
    """A question as it was read, and what retrieval answers."""

    inquiry: Inquiry
    reading: str
    intent: Intent
    reply: Reply


class Chooser:
    """Chooses among the readings of a question, by what each is answered."""

    def __init__(
        self, inquiries: Inquiries, reader: Reader, normaliser: Normaliser, confirmations: Confirmations
    ) -> None:
        self._inquiries, self._reader = inquiries, reader
        self._normaliser, self._confirmations = normaliser, confirmations

    def first(self, queries: Sequence[Query], asked: Asked, library: Library) -> Found:
        """The first of the readings that is surely answered, else the surest answer, else the first refused."""
        first: Found | None = None
        best: Found | None = None
        for query in queries:
            if first is not None and (
                _answered_no(first, query)
                or first.inquiry.question.edit == ALIKE  # none is like it: 知识产权那本里有类似的吗
                or _told_whether(first, query)
                or _of_whom_told(first, query)
                or _same_of_another(first, query)
            ):
                continue
            meant = pointed_out(
                self.corrected(query, library.profiles, library),
                lambda told: self._inquiries.of(told, library.profiles),
            )
            inquiry = self._inquiries.of(meant, library.profiles)
            found = self.answered(inquiry, asked)
            reply = found.reply
            if first is not None and reply.reason is None and _untold(first, found, library):
                continue
            if reply.reason is None and reply.sure >= SURELY:
                return self._said_elsewhere(found, queries[-1], asked, library) or _of_all_instead(
                    first, found
                )
            if (
                reply.reason is None
                and not _vaguer(first, query)
                and (best is None or reply.sure > best.reply.sure)
            ):
                best = found
            first = first or found
        assert first is not None
        return _of_all_instead(first, best) if best else first

    def _said_elsewhere(self, found: Found, alone: Query, asked: Asked, library: Library) -> Found | None:
        """What `alone`, the question by itself, finds in another case, where `found` is of the one case just told, which says
        less of it: 没打卡记录怎么证明加班, after a case without a word of 打卡.
        """
        told = found.inquiry.question
        if alone.edit or alone.within or alone.near or told.edit not in _OF_TOLD:
            return None
        if Cue.OBJECTS in alone.cues:
            return None
        compares, by_meaning = told.want is Want.COMPARE, found.reply.basis.kind is BasisKind.SEMANTIC
        if not compares and not (told.want is Want.FACT and len(told.within) == 1 and by_meaning):
            return None
        other = self.answered(self._inquiries.of(alone, library.profiles), asked)
        here, there = ([c.case.id for c in one.reply.citations] for one in (found, other))
        if other.reply.reason is not None or other.reply.sure < SURELY or set(here) & set(there):
            return None
        if (len(there) > 1) is not compares:
            return None
        before = told.within or here
        more = library.tells_of(told.text, there) - library.tells_of(told.text, before)
        named = more > 0 and len(there) == 1 and library.named_by(told.text, there[0], before)
        return other if named or more >= SAYS_MORE else None

    def answered(self, inquiry: Inquiry, asked: Asked) -> Found:
        """What `inquiry` comes to, of what was asked."""
        intent, reply = reply_to(inquiry)
        reply = disclaimed(inquiry, reply, asked.cues)
        question = inquiry.question
        # Names in Chinese letters make no other question of an English one.
        own = (
            question.english and not question.edit and any(c.isascii() and c.isalpha() for c in question.text)
        )
        reading = asked.asked if own else _reading(inquiry, shown(asked.text, question), reply)
        return Found(asked.asked, asked.text, asked.cues, inquiry, reading, intent, reply)

    def as_confirmed(self, found: Found, query: Query) -> Found:
        """`found`, or what the case says that people confirmed to answer this question."""
        profiles = found.inquiry.profiles
        case = self._confirmations.case_of(query, profiles.records)
        if case is None or [c.case.id for c in found.reply.citations] == [case]:
            return found
        again = self.answered(self._inquiries.of(replace(query, within=(case,), near=()), profiles), found)
        if again.reply.reason is not None or [c.case.id for c in again.reply.citations] != [case]:
            return found
        basis = replace(again.reply.basis, complete=False, rule="confirmed")
        reply = replace(again.reply, basis=basis, outline=None)
        return replace(again, reply=reply, reading=found.asked)

    def named(self, text: str, library: Library) -> str:
        """`text` with a slip of the pen mended before it is read, where only then it names whose case is meant."""
        before = entities.read(text, library.collections, library.scope)
        if before.narrows or before.numbers.numbers or lexicon.is_scaffolding(entities.theme_of(before)):
            return text  # which needs no words to be cut
        mended = self._normaliser.correct(text, library.profiles)
        if mended == text:
            return text
        after = entities.read(mended, library.collections, library.scope)
        more = len(after.places) > len(before.places) or len(after.institutions) > len(before.institutions)
        return mended if more or len(after.kinds) > len(before.kinds) else text

    def corrected(self, query: Query, profiles: Profiles, library: Library) -> Query:
        """`query` with slips of the pen mended, by what the cases are called."""
        if query.act is not Act.ASK or lexicon.is_scaffolding(query.theme):
            return query
        text = self._normaliser.correct(query.text, profiles)
        if text == query.text:
            return query
        again = entities.read(text, library.collections, library.scope, profiles.parts)
        read = self._reader.wanting(again, query.want, library) if query.theme else again
        return replace(
            query,
            text=text,
            theme=read.theme,
            places=again.places or query.places,
            kinds=again.kinds or query.kinds,
            institutions=again.institutions or query.institutions,
            english=query.english and again.english,  # pinyin is Chinese
        )


def _of_all_instead(first: Found | None, found: Found) -> Found:
    """`found`, and that none of the cases told before is so, where the question was narrowed to those and none was."""
    if first is None or first is found or first.reply.reason is None:
        return found
    asked, question = first.inquiry.question, found.inquiry.question
    if asked.edit != "narrow" or not asked.within or question.within or question.want is not Want.CASES:
        return found
    said = phrase("none_of_those", question.english)
    return replace(found, reply=replace(found.reply, text=said + found.reply.text, outline=None))


def _vaguer(first: Found | None, other: Query) -> bool:
    """Whether `other` only asks about one case what first asked for a set, and found nothing."""
    return first is not None and first.inquiry.question.want is not Want.FACT and not other.edit


def _answered_no(first: Found, other: Query) -> bool:
    """Whether that no case is of a short theme is the answer, and not a reason to read the question otherwise."""
    asked = first.inquiry.question
    listed = asked.want in (Want.CASES, Want.COUNT) and other.want is Want.FACT and asked.edit == other.edit
    if listed and not asked.theme:
        return asked.narrows  # 上海有案例吗
    return listed and len(first.inquiry.terms(asked.theme)) <= SHORT_THEME


def _untold(first: Found, found: Found, library: Library) -> bool:
    """Whether a figure, a name or a date was asked of the one case just told, which does not state it, and what `found` tells
    of another says no more of the question: that refusal is the answer.
    """
    asked, other = first.inquiry.question, found.inquiry.question
    here, there = asked.within, [citation.case.id for citation in found.reply.citations]
    one_thing = asked.edit == "same" and asked.want is Want.FACT and asked.asked.type in ONE_FACT
    if not one_thing or len(here) != 1 or first.reply.reason is None or other.edit or there == list(here):
        return False
    others = [case for case in there if case != here[0]]
    return library.tells_of(asked.text, others) <= library.tells_of(asked.text, here)


def _of_whom_told(first: Found, other: Query) -> bool:
    """Whether something was asked of somebody in the case just told, which is silent on it: it is asked of no other case."""
    asked = first.inquiry.question
    if asked.edit != "same" or len(asked.within) != 1 or other.within or first.reply.reason is None:
        return False
    case = next((one for one in first.inquiry.profiles.all if one.id == asked.within[0]), None)
    return case is not None and any(name in case.text for name in asked.persons)


def _same_of_another(first: Found, other: Query) -> bool:
    """Whether what was asked of one case is asked of another that does not state it, and `other` would only show that one:
    那天津呢, after how often the police come in Wuxi; or show once more what was told before.
    """
    asked = first.inquiry.question
    if other.edit == "show" and asked.edit == "same" and asked.asked.type in ONE_FACT:
        return first.reply.reason is not None  # 多久能处理: what was told before is not shown in its stead
    swapped = asked.edit == "swap" and asked.want is Want.FACT and first.reply.reason is not None
    named = asked.places or asked.institutions
    return bool(swapped and named) and not other.numbers.numbers and lexicon.is_scaffolding(other.theme)


def _told_whether(first: Found, other: Query) -> bool:
    """Whether it was asked if there are such cases, and these are the nearest: no reason to tell of one as a fact."""
    asked = first.inquiry.question
    listed = asked.want is Want.CASES and other.want is Want.FACT and asked.edit == other.edit
    told_at_length = any(mark in asked.text for mark in "，,")  # which may describe the one that is meant
    return listed and first.reply.reason is None and asked.asks_whether and not told_at_length


def _reading(inquiry: Inquiry, reading: str, reply: Reply) -> str:
    """The reading to show: a case that was only guessed to be meant is not named when another answered, or none."""
    near, within = inquiry.question.near, inquiry.question.within
    if len(within) == len(inquiry.profiles.all):
        return inquiry.question.text  # of all there are, and of no earlier answer
    if near and not any(c.case.id in near for c in reply.citations):
        return inquiry.question.text
    return reading
