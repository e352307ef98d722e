"""The part of a set question that asks what became of the cases, put to its tests before the rest is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.patterns import regex
from data.text import sentences
from data.types import Case, Quote
from retrieval.conditions import Condition, Place
from retrieval.inquiry import Inquiry
from retrieval.question import closed
from retrieval.question.query import Want
from retrieval.quoting import quote_of
from retrieval.verdicts import conditions, passing

QUOTED = 130
"""Code points quoted of where a case tells its outcome: a ruling with its parties and sum."""
_WHICH = regex(
    r"哪(?:[几些]|[一二两三]?(?:个|件|起|例|宗|案))|(?:几|多少)(?:个|件|起|例|宗|家)|有没有|有(?=[^，,。？?]*(?:的|案[子例件]?)吗)|谁(?=[^，,。？?]*最)|(?:列|找|挑|数|盘点|统计)(?:一下|出|举|出来)?"
)
_ASIDE = regex(r"[^，,。；;？?！!]*(?:也算|都算|也行|都行|也可以)[^，,。；;？?！!]*")
_PROCEDURE = regex(
    r"当事人|劳动者|用人单位|原告|被告|申请人|法院|法官|仲裁委?(?:员会)?|官司|诉讼|判决|裁决|裁判|裁定|判(?:下来|出来)?|审理|结果|结局|最后|最终|到头来|里面|其中|写到|写明|写着|属于"
)
"""Words of procedure that are in every such case, and what leads up to an outcome."""
_WHY = regex(r"为什么|为何|为啥|怎么|如何|咋|凭什么|什么理由|什么原因")


def asked_outcomes(inquiry: Inquiry) -> tuple[Condition, ...]:
    """The outcomes by which a question asks which or how many of the cases; none where it asks for something else."""
    question = inquiry.question
    asks = question.want in (Want.CASES, Want.COUNT, Want.EXTREME) or _WHICH.search(question.text)
    if (
        question.english
        or question.near
        or len(question.within) == 1
        or (question.literal and question.literal.of_part)
        or not asks
        or _WHY.search(question.text)
    ):
        return ()
    return conditions(question.text, inquiry.pool)


def remaining(inquiry: Inquiry, found: Sequence[Condition]) -> Inquiry:
    """The same inquiry over the cases that pass, asked only what the conditions do not cover."""
    question = inquiry.question
    text = list(question.text)
    for one in found:
        text[one.start : one.end] = "，" * (one.end - one.start)
    asked = _PROCEDURE.sub("，", _ASIDE.sub("", "".join(text)))
    rest = closed.read(asked, inquiry.profiles.records.collections, question.collections)
    rest = replace(
        rest,
        want=question.want,
        theme=closed.theme_of(rest),
        collections=question.collections,
        again=question.again,
    )
    return inquiry.asking(replace(rest, within=tuple(p.id for p in passing(found, inquiry.pool))))


def outcome_quotes(case: Case, places: Sequence[Place]) -> tuple[Quote, ...]:
    """The words of `case` at `places`, whole sentences as far as QUOTED code points go, the last places first."""
    chosen: list[Quote] = []
    left = QUOTED
    for name, start, end in reversed(places):
        text = case.text_of(name) or ""
        stop = start
        for _, last in sentences(text[start:end]):
            if stop > start and start + last - start > left:
                break
            stop = start + last
        quote = quote_of(case, name, start, stop)
        if quote.text and (not chosen or stop - start <= left):
            chosen.append(quote)
            left -= stop - start
    order = [f.name for f in case.fields]
    return tuple(sorted(chosen, key=lambda quote: (order.index(quote.field), quote.start)))
