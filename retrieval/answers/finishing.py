"""From what was found to the Answer: in the cases' own words, or as a model words it; several as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from data.types import (
    Answer,
    BasisKind,
    CaseId,
    Citation,
    IndexState,
    Intent,
    Quote,
    Spent,
    Understood,
    marker,
)
from retrieval.answers.choosing import Found
from retrieval.checking.citations import invariants
from retrieval.question.query import Query
from retrieval.wording.frames import phrase
from retrieval.wording.names import actor, short_name

if TYPE_CHECKING:
    from retrieval.checking.grounding.grounding import Checker
    from retrieval.writing.sheet import Work
    from retrieval.writing.writer import Writer

Show = Callable[[str], None]
"""Called from the answering thread with the whole checked answer so far, which only grows, sentence by sentence;
not called where the answer comes at once."""
FIRST, MOST = ord("①"), 20
"""What the first of several answers begins with where there are three and more; so many signs there are."""


def plain(found: Found) -> Answer:
    """The answer in the cases' own words."""
    inquiry, reply = found.inquiry, found.reply
    records = inquiry.profiles.records
    return Answer(
        question=found.asked,
        understood=_understood(inquiry.question, found.intent, found.reading),
        text=reply.text,
        citations=reply.citations,
        basis=reply.basis,
        index=IndexState(records.revision, len(inquiry.profiles.all), records.updated),
        refused=reply.reason is not None,
        reason=reply.reason,
        count=reply.count,
        groups=reply.groups,
        stated=reply.stated,
        sure=reply.sure if reply.sure < 1 else None,
        table=reply.table,
        near=reply.near,
        labels=dict(inquiry.labels),
    )


def written(
    answer: Answer,
    found: Found,
    writer: Writer,
    checker: Checker,
    *,
    end: float,
    person: str,
    show: Show | None,
) -> tuple[Answer, Spent, bool]:
    """`answer` worded by the model, each sentence checked; as it was, with a notice, where that failed.

    And whether the model found that these cases do not hold the answer.
    """
    done = writer.write(_work(found, checker), end, person, show)
    notice = done.notice or None
    if done.composed is None:
        text = f"{answer.text}\n{notice}" if notice else answer.text
        return replace(answer, text=text, notice=notice), done.spent, done.said_no
    tiers = {citation.case.id: citation.tier for citation in answer.citations}
    cited = tuple(replace(c, tier=tiers.get(c.case.id, c.tier)) for c in done.composed.citations)
    return (
        replace(
            answer,
            text=done.composed.text,
            citations=cited,
            table=None,
            mode="llm",
            model=writer.chat.name,
            sentences=done.sentences,
            notice=notice,
        ),
        done.spent,
        False,
    )


def _work(found: Found, checker: Checker) -> Work:
    from retrieval.writing.sheet import Work

    inquiry, outline = found.inquiry, found.reply.outline
    assert outline is not None
    records = inquiry.profiles.records
    by_id = inquiry.profiles.by_id
    return Work(
        question=inquiry.question.text,
        reading=found.reading,
        intent=found.intent,
        english=inquiry.question.english,
        outline=outline,
        profiles=tuple(by_id[entry.case.id] for entry in outline.entries),
        labels=inquiry.labels,
        checker=checker,
        revision=records.state,
        layout=inquiry.question.form.layout,
        asked="" if found.text == inquiry.question.text else found.text,
        judged=found.reply.basis.kind is BasisKind.MODEL,
    )


def _understood(question: Query, intent: Intent, text: str) -> Understood:
    return Understood(
        text=text,
        intent=intent,
        collections=question.collections,
        regions=tuple(dict.fromkeys(place.name for mention in question.places for place in mention.places)),
        numbers=tuple(c.number for c in question.targets) or question.numbers.numbers,
        query=question.dumps(),
        unused=question.unused,
    )


def labelled_alike(answers: Sequence[Answer]) -> list[Answer]:
    """`answers` with the collections named in the marks of all, where they are in those of one; [] where that cannot be."""
    told = [answer.labels for answer in answers if not answer.refused]
    labels = max(told, key=len, default={})
    if any(one and one != labels for one in told):
        return []
    return [_labelled(answer, labels) if not answer.labels else answer for answer in answers]


def _labelled(answer: Answer, labels: dict[str, str]) -> Answer:
    """`answer`, whose marks name no collection, with those of `labels` in them."""
    text = answer.text
    for cited in answer.citations:
        text = text.replace(marker(cited.case.id, {}), marker(cited.case.id, labels))
    return answer if answer.refused else replace(answer, text=text, labels=labels)


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """The answers to the parts of `question` as one; refused where every one is."""
    told = [answer for answer in answers if not answer.refused]
    if not told:
        reason = _untold_together(answers) or "\n\n".join(dict.fromkeys(answer.text for answer in answers))
        near = tuple(dict.fromkeys(case for answer in answers for case in answer.near))
        return replace(answers[-1], question=question, text=reason, reason=reason, near=near)
    quotes: dict[CaseId, Citation] = {}
    for answer in told:
        for one in answer.citations:
            known = quotes.get(one.case.id)
            kept = tuple(dict.fromkeys((*(known.quotes if known else ()), *one.quotes)))
            quotes[one.case.id] = replace(one, quotes=kept)
    last = told[-1]
    understood = replace(last.understood, text=question)  # what each was read as is not what all were
    # One after the other: of two that tell the same the better stays, and neither goes for the other's sake.
    answers = [one for at, one in enumerate(answers) if not _told_better(one, answers[at + 1 :])]
    answers = [one for at, one in enumerate(answers) if not _told_before(one, answers[:at])]
    worded = next((answer for answer in told if answer.sentences), last)
    return replace(
        last,
        question=question,
        understood=understood,
        text="\n\n".join(
            f"{chr(FIRST + at)} {said}" if 2 < len(answers) < MOST else said
            for at, said in enumerate(_each_named_once(answers))
        ),
        table=None,
        remark=None,
        citations=tuple(quotes.values()),
        basis=replace(last.basis, complete=all(a.basis.complete for a in answers)),
        count=next((answer.count for answer in told if answer.count is not None), None),
        groups=next((answer.groups for answer in told if answer.groups), ()),
        sentences=tuple(sentence for answer in told for sentence in answer.sentences),
        mode=worded.mode,
        model=worded.model,
        elapsed_ms=sum(answer.elapsed_ms for answer in answers),
    )


def _each_named_once(answers: Sequence[Answer]) -> list[str]:
    """The texts of `answers`; one of the very case that the one before it is of does not name that again, only marks it."""
    texts = [answer.text for answer in answers]
    for at, (before, one) in enumerate(pairwise(answers), 1):
        if len(one.citations) != 1 or not _same_cases(before, one) or one.mode == "llm":
            continue
        case = one.citations[0].case
        mark = one.marker(case.id)
        for name in filter(None, (short_name(case), actor(case))):
            texts[at] = (
                texts[at].replace(f"（{name}{mark}）", mark, 1).replace(f"。{name}{mark}", f"。{mark}", 1)
            )
    return texts


def _untold_together(answers: Sequence[Answer]) -> str:
    """Of questions none of which the cases answer, one line for all: 没有写明所问的面积、平均数; '' where they are refused otherwise."""
    before, behind = phrase("no_detail", False, what="\n").split("\n")
    said = [answer.basis.test for answer in answers]
    if len(said) < 2 or not all(one.startswith(before) and one.endswith(behind) for one in said):
        return ""
    what = "、".join(dict.fromkeys(one[len(before) : -len(behind)] for one in said))
    return f"{before}{what}{answers[0].text.removeprefix(said[0].removesuffix(behind))}"


def _told_before(one: Answer, before: Sequence[Answer]) -> bool:
    """Whether the answer before lists the cases that this one lists again: 几个是法院的？都是谁.

    Or quotes of the one case what this one quotes first, without saying more in front of it; or says just the same.
    """
    if _says_again(one, before) or any(one.text in answer.text for answer in before):
        return True
    cited = [citation.case.id for citation in one.citations]
    listed = [a for a in before[-1:] if a.count is not None and "\n" in a.text]
    lists = one.basis.rule == before[-1].basis.rule if before else False
    counted = one.count is not None and any(
        f"{one.count}个" in a.text and _same_cases(a, one) for a in before
    )
    return counted or (lists and any([citation.case.id for citation in a.citations] == cited for a in listed))


def _same_cases(one: Answer, other: Answer) -> bool:
    return [c.case.id for c in one.citations] == [c.case.id for c in other.citations]


def _told_better(one: Answer, behind: Sequence[Answer]) -> bool:
    """Whether `one` only quotes what an answer behind it quotes of the same case and says first: 分几级？哪几级？"""
    if len(one.citations) != 1 or one.refused or one.mode == "llm":
        return False
    case, quotes = one.citations[0].case, one.citations[0].quotes
    said = [
        quote
        for answer in behind
        if _leads(answer)
        for citation in answer.citations
        if citation.case.id == case.id
        for quote in citation.quotes
    ]
    only_quotes = bool(quotes) and not _leads(one)
    return only_quotes and all(any(_overlap(quote, other) for other in said) for quote in quotes)


def _leads(answer: Answer) -> bool:
    """Whether an answer of one line says something before it names its case."""
    return "。" in answer.text.partition("[")[0]


def _overlap(one: Quote, other: Quote, whole: bool = False) -> bool:
    """Whether both have words in common; `whole`: whether all of `one` stands in `other`."""
    if whole:
        return one.field == other.field and other.start <= one.start and one.end <= other.end
    return one.field == other.field and one.start < other.end and other.start < one.end


def _says_again(one: Answer, before: Sequence[Answer]) -> bool:
    """Whether `one` only quotes, and first what was quoted of the same case before."""
    if len(one.citations) != 1 or one.mode == "llm" or not one.citations[0].quotes:
        return False
    case, quotes = one.citations[0].case, one.citations[0].quotes
    earlier = {q for answer in before for c in answer.citations if c.case.id == case.id for q in c.quotes}
    leads = any(quote.answer for quote in quotes)
    told = quotes[0] in earlier or all(any(_overlap(quote, other) for other in earlier) for quote in quotes)
    there = all(any(_overlap(quote, other, whole=True) for other in earlier) for quote in quotes)
    return (told and not leads) or (there and one.stated is not False and not _leads(one))


def checked(answer: Answer) -> Answer:
    """`answer`, whose invariants hold; AssertionError where they do not."""
    wrong = invariants.violations(answer)
    if wrong:
        raise AssertionError("; ".join(wrong))
    return answer
