"""The case at one end: first or last by date, highest or lowest by a sum or another figure."""

from __future__ import annotations

from dataclasses import replace

from data.text import clauses, squeeze
from data.types import Basis, BasisKind
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.sets import born, granted, lasting, measured
from retrieval.answers.sets.group_keys import UNTOLD, date_columns
from retrieval.answers.sets.placing import head_of, no_place, placed
from retrieval.cases.profiles import Profile
from retrieval.language import dates
from retrieval.language.amounts import sums
from retrieval.language.holders import FEW
from retrieval.language.measures import SORTS
from retrieval.language.terms import Weighted, weigh
from retrieval.question.closed.cues import Cue
from retrieval.question.query import FIRST
from retrieval.quoting.clauses import telling_clause
from retrieval.quoting.shown import tidied
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.frames import phrase

ENDS = ("first", "last", "highest", "lowest")
GIVEN = "送"
"""给钱最多的: of suits what was granted, where no case tells of gifts."""
UNMEASURED = ("age", "duration")
"""Figures of which it is said where no case tells one: nothing else stands for them."""
MONTHS, DAYS = 13, 32
"""Places of a year and of a month on one scale of dates; the first of each is what tells no month, or no day."""
_SAID = {"first": ("最早", "the earliest"), "last": ("最新", "the latest")}
"""How an end in time is called, in Chinese and in English."""


def answer(inquiry: Inquiry) -> Reply | None:
    """The case that is asked for; None where no case tells what would decide it."""
    question = inquiry.question
    if question.extreme in ("first", "last") and question.by not in SORTS:
        theme = question.theme_without(Cue.HAPPENED)
        happened = inquiry.asking(replace(question, by="time", theme=theme))
        dated = measured.answer(happened) if Cue.HAPPENED in question.cues else None
        # of what has no date of its own when it was
        dated = dated or _by_date(inquiry) or measured.answer(happened)
        nothing = dated is None and not measured.words_of(happened).terms
        if not nothing:
            return dated
        return refuse(
            inquiry, UNTOLD["year"], test=question.by, what=_SAID[question.extreme][question.english]
        )
    kind = question.cues.words(Cue.KIND_OF_MONEY)[:1] if question.by == "sum" else ()
    if kind and not inquiry.holds_text(kind[0]):  # 违约金, 押金: a sum of that, and of nothing else
        return refuse(inquiry, "no_detail", what=kind[0])
    granted_sum = question.by == "sum" and not (Cue.NOT_GRANTED in question.cues or measured.done(question))
    if granted_sum and _mostly_ruled(inquiry):
        # 金额最小的是哪一件, 加班费给得最高的, of suits: what was granted
        of_it = granted.reply(inquiry, _by_ruling(inquiry, measured.words_of(inquiry)))
        return of_it or measured.answer(inquiry)
    found = measured.answer(inquiry) if question.by in SORTS else None
    if found is None and question.by in UNMEASURED:
        return _unmeasured(inquiry)
    if found is None and measured.done(question) == GIVEN and _mostly_ruled(inquiry):
        return granted.reply(inquiry, _by_ruling(inquiry, weigh((), ())))  # 给钱最多的, of suits
    if found is None and (deed := measured.done(question)):
        return refuse(inquiry, "no_sum_of_deed", what=deed)
    if found is None and question.by == "number":
        return refuse(inquiry, "no_such_number")
    if found is not None or (question.by in SORTS and question.by != "sum"):
        return found
    return _by_sum(inquiry, decided=Cue.DECIDED_SUM in question.cues)


def _unmeasured(inquiry: Inquiry) -> Reply:
    """What is told by dates where no figure tells it, who is oldest and what took longest; else that nothing does."""
    if inquiry.question.by == "age":
        return born.answer(inquiry)
    return lasting.answer(inquiry) if measured.drags(inquiry.question) else refuse(inquiry, "no_duration")


def _mostly_ruled(inquiry: Inquiry) -> bool:
    """Whether half of the cases in scope tell a sum that was granted."""
    few = len(inquiry.pool) <= FEW
    return few and 2 * len(_granted(inquiry, weigh((), ()))) >= len(inquiry.pool)


def _by_date(inquiry: Inquiry) -> Reply | None:
    """The case with the first or last date in a column of dates."""
    columns = date_columns(inquiry)
    if not columns:
        return None
    dated = []
    for profile in inquiry.pool:
        for name in columns:
            for date in dates.stated(squeeze(profile.case.text_of(name) or "")):
                if date.year is not None:
                    dated.append(((date.year, min(date.months, default=0), date.day or 0), profile, name))
    if not dated:
        return None
    choose = min if inquiry.question.extreme == "first" else max
    when = {p.id: choose(key for key, other, _ in dated if other is p) for _, p, _ in dated}
    scale = {id_: float((key[0] * MONTHS + key[1]) * DAYS + key[2]) for id_, key in when.items()}
    there = placed(scale, inquiry.question.rank, down=inquiry.question.extreme == "last")
    told = {p.id: (p, name) for key, p, name in reversed(dated) if key == when[p.id]}
    chosen = [told[id_] for id_ in there]
    if not chosen:
        return no_place(inquiry, len(set(scale.values())))
    if inquiry.question.rank == FIRST and len(chosen) * 2 > len(dated) and len(dated) > 1:
        return None  # all were published on one day: no first among them
    words = inquiry.weigh("")
    entries = [Entry(p.case, telling_clause(p.case, words)) for p in dict.fromkeys(p for p, _ in chosen)]
    said = chosen[0][0].case.text_of(chosen[0][1]) or ""
    head = (
        phrase(f"date_{inquiry.question.extreme}", inquiry.question.english, when=said)
        if inquiry.question.rank == FIRST
        else head_of(inquiry.question, said, len(chosen))
    )
    composed = listing(entries, inquiry.labels, head)
    return Reply(composed.text, composed.citations, Basis(BasisKind.FIELD, f"{'、'.join(columns)}", True))


def _with_sum(inquiry: Inquiry, profile: Profile) -> Entry:
    return Entry(profile.case, tidied(profile.case, inquiry.entry(profile).quotes))


NAMED = 0.5
"""Share of the words of what is measured that a clause of a ruling must hold to grant that."""


def _by_sum(inquiry: Inquiry, *, decided: bool) -> Reply | None:
    """The case that tells the highest or lowest sum; of what was `decided`, or of any."""
    if decided:
        return granted.reply(inquiry, _by_ruling(inquiry, weigh((), ())))
    chosen = inquiry.profiles.by_sum(inquiry.pool, inquiry.question.extreme == "highest")
    if not chosen or inquiry.question.rank != FIRST:
        return None
    composed = listing([_with_sum(inquiry, p) for p in chosen], inquiry.labels)
    basis = Basis(BasisKind.FIELD, phrase("by_granted", inquiry.question.english), False)
    return Reply(composed.text, composed.citations, basis)


def _by_ruling(inquiry: Inquiry, words: Weighted) -> dict[Profile, float]:
    """Those at the places asked for by the sum of what `words` name that their ruling tells, in yuan."""
    valued = {profile: value for value, profile in _granted(inquiry, words)}
    chosen = placed(valued, inquiry.question.rank, down=inquiry.question.extreme == "highest")
    return {profile: valued[profile] for profile in chosen}


def _granted(inquiry: Inquiry, words: Weighted) -> list[tuple[float, Profile]]:
    """Of each case whose ruling does not dismiss all the highest or the lowest sum that it grants of that, in yuan."""
    valued = []
    choose = max if inquiry.question.extreme == "highest" else min
    for profile in inquiry.profiles.ruled(inquiry.pool):
        ruling = profile.course.operative
        text = ruling.text if ruling and profile.course.result != "lost" else ""
        of_it = (text[start:end] for start, end in clauses(text))
        found = [v for one in of_it if not words.terms or words.coverage(one) >= NAMED for v in sums(one)]
        if found:
            valued.append((choose(found), profile))
    return valued
