"""Which kind of answer a question gets: a case shown, a set, a comparison, a fact, a briefing, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from data.patterns import regex
from data.types import Basis, BasisKind, Intent
from retrieval import intents
from retrieval.asked_columns import asked_columns
from retrieval.briefing import answer_brief
from retrieval.comparing import answer_comparison, find_targets
from retrieval.details import OFF_TOPIC, asked_details
from retrieval.facts import answer_fact
from retrieval.inquiry import Inquiry, Reply
from retrieval.numbers import spoken
from retrieval.outcome_sets import asked_outcomes, asks_number
from retrieval.phrases import phrase
from retrieval.profiles import Profile
from retrieval.questions import Question
from retrieval.refusing import refuse, searched
from retrieval.sets import answer_set, select
from retrieval.statements import field_label
from retrieval.writing.extractive import lookup

_ASKS_HOW = regex(r"效果|成效|结果|怎么|如何|咋|怎样|为什么|为何")


def reply_to(inquiry: Inquiry) -> tuple[Intent, Reply]:
    """What is answered, and which kind of answer it is."""
    question = inquiry.question
    if not re.search(r"\w", question.text):
        return Intent.HELP, _plain_refusal(inquiry, "empty")
    if question.intent is Intent.HELP:
        return Intent.HELP, Reply(
            phrase("help", question.english), basis=Basis(BasisKind.LOOKUP, "使用说明", True)
        )
    return _barred(inquiry) or _by_intent(inquiry)


def _barred(inquiry: Inquiry) -> tuple[Intent, Reply] | None:
    """The refusal of what needs no look at the cases: nothing to look at, orders, the weather."""
    question = inquiry.question
    known = "、".join(c.title for c in inquiry.profiles.records.collections)
    bars: tuple[tuple[str, Callable[[], object]], ...] = (
        ("nothing", lambda: not inquiry.profiles.all),
        ("injected", lambda: question.injected),
        ("no_batch", lambda: question.unknown_batch),
        ("no_scope", lambda: not inquiry.pool),
        ("dangling", lambda: question.dangling),
        ("empty", lambda: question.intent is Intent.FACT and not inquiry.says_something()),
        ("off_topic", lambda: any(d.name == OFF_TOPIC for d in asked_details(question.text))),
    )
    why = next((why for why, holds in bars if holds()), None)
    if why is None:
        return None
    looked = why in ("no_batch", "no_scope", "off_topic")
    reply = refuse(inquiry, why, what=question.unknown_batch, known=known) if looked else None
    return question.intent, reply or _plain_refusal(inquiry, why)


def _by_intent(inquiry: Inquiry) -> tuple[Intent, Reply]:
    question = inquiry.question
    targets = _compared(inquiry)
    if len(targets) > 1:
        return Intent.COMPARE, answer_comparison(inquiry, targets)
    if question.targets or question.numbers.numbers:
        return _numbered(inquiry)
    return _by_words(inquiry)


def _by_words(inquiry: Inquiry) -> tuple[Intent, Reply]:
    """Questions that name no case by number."""
    question = inquiry.question
    if question.within and (columns := _columns(inquiry, inquiry.pool)):
        return Intent.LOOKUP, columns
    if question.intent is Intent.BRIEF:
        return Intent.BRIEF, _brief(inquiry)
    if asked_outcomes(inquiry):
        intent = Intent.COUNT if asks_number(question.text) else Intent.LIST
        return intent, answer_set(_with(inquiry, intent=intent))
    if question.intent in (Intent.LIST, Intent.COUNT) and not _one_detail(question.text):
        return question.intent, answer_set(inquiry)
    return _loose(inquiry)


def _loose(inquiry: Inquiry) -> tuple[Intent, Reply]:
    """几家 and 哪些 without the word case: of the cases when nothing else is counted or listed."""
    question = inquiry.question
    if intents.counts(question.text) == "maybe" and not inquiry.terms(question.theme):
        return Intent.COUNT, answer_set(_with(inquiry, intent=Intent.COUNT))
    named = question.places or question.kinds
    asks_more = (
        asked_details(question.text) or _ASKS_HOW.search(question.text) or inquiry.terms(question.theme)
    )
    if named and not asks_more:
        return Intent.LIST, answer_set(inquiry)
    return Intent.FACT, answer_fact(inquiry)


def _brief(inquiry: Inquiry) -> Reply:
    selection = select(inquiry)
    if isinstance(selection, Reply):
        return selection
    return answer_brief(inquiry, selection.chosen, selection.basis)


def _numbered(inquiry: Inquiry) -> tuple[Intent, Reply]:
    """Questions that name cases by number: shown whole, or asked about, or compared."""
    question = inquiry.question
    found, missing = _by_number(inquiry)
    if not found:
        what = spoken(missing)
        return Intent.LOOKUP, refuse(
            inquiry, "no_number", test=f"案例编号为{what}", what=what, known=inquiry.known_numbers
        )
    if len(found) > 1 and intents.wants_comparison(question.text):
        return Intent.COMPARE, answer_comparison(_with(inquiry, within=tuple(p.id for p in found)), found)
    if columns := _columns(inquiry, found, missing):
        return Intent.LOOKUP, columns
    scoped = _with(inquiry, within=tuple(p.id for p in found))
    if question.intent is Intent.BRIEF and len(found) > 1:
        return Intent.BRIEF, answer_brief(scoped, tuple(found), _numbers_basis(found))
    if not question.targets and len(found) == 1 and scoped.words.terms and any(scoped.words.known):
        return Intent.FACT, answer_fact(scoped)
    composed = lookup([p.case for p in found], inquiry.labels, _missing(inquiry, missing))
    return Intent.LOOKUP, Reply(composed.text, composed.citations, _numbers_basis(found))


def _missing(inquiry: Inquiry, numbers: Sequence[int]) -> str:
    """That there are no cases of these numbers."""
    if not numbers:
        return ""
    return phrase("missing", inquiry.question.english, numbers=spoken(numbers), known=inquiry.known_numbers)


def _columns(inquiry: Inquiry, found: Sequence[Profile], missing: Sequence[int] = ()) -> Reply | None:
    """The fields of the cases that are asked for by name, and nothing besides; None where more is asked."""
    if not found:
        return None
    text = list(inquiry.question.text)
    for start, end in inquiry.question.numbers.spans:
        text[start:end] = " " * (end - start)
    names = asked_columns(
        "".join(text), [p.case for p in found], _short_columns(inquiry, found), inquiry.terms
    )
    if not names:
        return None
    shown = "、".join(map(field_label, names))
    basis = Basis(BasisKind.FIELD, f"{_numbers_basis(found).test}；{shown}", True)
    told = [p.case for p in found if any(p.case.text_of(name) for name in names)]
    if not told:
        return refuse(inquiry, "no_detail", test=basis.test, what=shown)
    silent = [p.case.number for p in found if p.case not in told]
    tails = [_missing(inquiry, missing)]
    if silent:
        tails.append(phrase("no_column", inquiry.question.english, numbers=spoken(silent), what=shown))
    composed = lookup(told, inquiry.labels, "\n".join(filter(None, tails)), names)
    return Reply(composed.text, composed.citations, basis)


def _short_columns(inquiry: Inquiry, found: Sequence[Profile]) -> list[str]:
    """The columns of values, rather than of text, in the collections of the cases."""
    collections = {p.id.collection for p in found}
    here = {f.name for p in inquiry.profiles.all if p.id.collection in collections for f in p.case.fields}
    return [name for name in inquiry.profiles.columns if name in here]


def _compared(inquiry: Inquiry) -> Sequence[Profile]:
    """The cases a comparing question sets side by side; those it names by number alone come later."""
    question = inquiry.question
    comparing = intents.wants_comparison(question.text)
    named = question.places or question.institutions or question.kinds
    if question.targets or question.numbers.numbers:
        return find_targets(inquiry) if comparing and named else ()
    return find_targets(inquiry) if comparing or _several_anchors(question) else ()


def _numbers_basis(found: Sequence[Profile]) -> Basis:
    return Basis(BasisKind.LOOKUP, "案例编号为" + "、".join(str(p.case.number) for p in found), True)


def _with(inquiry: Inquiry, **changes: object) -> Inquiry:
    return inquiry.asking(replace(inquiry.question, **changes))  # type: ignore[arg-type]


def _by_number(inquiry: Inquiry) -> tuple[list[Profile], list[int]]:
    """The cases of the numbers named, and the numbers that no case has; negative ones count from the end."""
    question = inquiry.question
    if question.targets:
        ids = inquiry.profiles.by_id
        return [ids[c] for c in question.targets if c in ids], [
            c.number for c in question.targets if c not in ids
        ]
    found: list[Profile] = []
    missing: list[int] = []
    by_collection: dict[str, list[Profile]] = {}
    for profile in inquiry.pool:
        by_collection.setdefault(profile.id.collection, []).append(profile)
    for number in question.numbers.numbers:
        hits = [
            p
            for members in by_collection.values()
            for at, p in enumerate(members)
            if p.case.number == number or (number < 0 and at - len(members) == number)
        ]
        found += hits
        missing += [] if hits else [number]
    return list({p.id: p for p in found}.values()), missing


def _one_detail(text: str) -> bool:
    """局长是谁 looks like a list of holders (市…都是谁) and asks for one thing that cases may not state."""
    return bool(asked_details(text)) and not re.search(intents.CASE_NOUN, text)


def _several_anchors(question: Question) -> bool:
    """Two places that are not one enumeration of a set: 无锡的前哨和抚州的站点."""
    return question.intent is Intent.FACT and len(question.places) > 1


def _plain_refusal(inquiry: Inquiry, why: str) -> Reply:
    """A refusal for which no case had to be looked at."""
    reason = phrase(why, inquiry.question.english)
    if inquiry.profiles.all:
        reason += searched(inquiry, "scope")
    return Reply(
        reason, reason=reason, basis=Basis(BasisKind.LOOKUP, phrase(why, inquiry.question.english), True)
    )
