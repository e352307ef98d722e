"""The cases in which a court found what a question asks by, each with where it says so."""

from __future__ import annotations

from collections.abc import Sequence

from data.types import CaseId
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.conditions import Condition, Place
from retrieval.cases.suits.findings import found, found_binding, signs_of_binding

_ACTS = {"contract": "合同", "rule": "制度", "will": "遗嘱", "marriage": "婚姻"}
"""How each sort of act in law is called in a test."""


def found_so(inquiry: Inquiry, pool: Sequence[Profile]) -> Condition | None:
    """The cases of `pool` that found it so; None where no finding is asked by, or no case has it."""
    asked = inquiry.question.found
    if asked.binding is not None:
        said = f"认定{_ACTS.get(asked.act, '')}{'有效' if asked.binding else '无效'}"
        telling = inquiry.holding(signs_of_binding(), pool)
        return _where(said, {p.id: tuple(found_binding(p.case, asked.binding, asked.act)) for p in telling})
    for words in asked.words:
        for term in inquiry.terms(words):
            telling = inquiry.holding([form for form, _ in term.forms], pool)
            if any(term.strength(p.own_text) for p in telling):
                return _where(f"认定“{term.text}”", {p.id: tuple(found(p.case, term)) for p in telling})
    return None


def _where(said: str, told: dict[CaseId, tuple[Place, ...]]) -> Condition | None:
    chosen = {id_: places for id_, places in told.items() if places}
    return Condition(said, chosen) if chosen else None
