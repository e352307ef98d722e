"""What is no question about cases: one courteous line, and a way on."""

from __future__ import annotations

from data.types import Basis, BasisKind
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.question.query import Act
from retrieval.wording.frames import phrase


def courteous(inquiry: Inquiry) -> Reply | None:
    """The line for a greeting, thanks, goodbye and the like; None where the act has none of its own."""
    question = inquiry.question
    if question.act is Act.SURE:
        return None
    if question.act is Act.UNCLEAR:
        return unclear(inquiry, "act_unclear_which")
    if question.act is Act.PREFER:
        said = phrase(f"prefer_{question.form.layout.value}", question.english)
        text = phrase("act_prefer", question.english, how=said)
        return Reply(text, basis=Basis(BasisKind.LOOKUP, phrase("chat", question.english), True))
    known = "、".join(f"《{c.title}》" for c in inquiry.profiles.records.collections[:3])
    text = phrase(f"act_{question.act.value}", question.english, known=known, total=len(inquiry.profiles.all))
    return Reply(text, basis=Basis(BasisKind.LOOKUP, phrase("chat", question.english), True))


LOOKED_AT = 2_000
"""Cases by which examples are chosen, the first of a large library."""


def unclear(inquiry: Inquiry, frame: str = "act_unclear") -> Reply:
    """One question back, where it is not said what about."""
    text = phrase(frame, inquiry.question.english, examples="、".join(_examples(inquiry)))
    return Reply(text, basis=Basis(BasisKind.LOOKUP, phrase("chat", inquiry.question.english), True))


def _examples(inquiry: Inquiry) -> list[str]:
    """Two or three things that could be meant: the commonest themes and the first place of what is held."""
    from retrieval.cases.grouping import OTHER, grouped

    cases = [p.case for p in inquiry.pool[:LOOKED_AT]]
    themes = [name for name in grouped(cases, "theme") if name != OTHER][:2]
    places = [name for name in grouped(cases, "region") if name != OTHER][:1]
    return [*themes, *(f"{name}的案例" for name in places)]
