"""What an answer says of itself: that cases are no advice on one's own matter, and that their words are not put otherwise."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.question.closed.cues import Cue, Cues
from retrieval.wording.frames import before_a_case, phrase

_WHETHER = (Cue.IS_IT_SO, Cue.YES_OR_NO, Cue.OR_NOT, Cue.OUTCOME_ASKED)
"""One of which what asks if something is so has, or how it ends: 你说他会不会判刑."""


def disclaimed(inquiry: Inquiry, reply: Reply, asked: Cues) -> Reply:
    """`reply` to what was `asked` with a line behind it where advice was asked for, before it where it was to be told in plain words."""
    question = inquiry.question
    if reply.reason is not None or not reply.citations:
        return reply
    if question.edit and Cue.IN_PLAIN_WORDS in asked:
        return _said(reply, f"{phrase('verbatim_only', question.english)}\n{reply.text}")
    told = any(reply.text.startswith(said) for said in before_a_case() if said)
    decided = any(one.case.id.collection in inquiry.profiles.decided for one in reply.citations)
    named = question.places or question.institutions or question.numbers.numbers
    if _of_own_matter(asked) and not (told or decided or named):
        name = "own_matter_list" if "\n" in reply.text else "own_matter"  # a list says itself how near it is
        lead, behind = phrase(name, question.english), phrase("no_advice", question.english)
        return _said(reply, f"{lead}{reply.text}\n{behind}")
    if _asks_advice(asked) and inquiry.profiles.decided:
        return _said(reply, f"{reply.text}\n{phrase('no_advice', question.english)}")
    return reply


def _said(reply: Reply, text: str) -> Reply:
    return replace(reply, text=text, outline=None)


def _of_own_matter(asked: Cues) -> bool:
    """Whether it is asked if something is so in one's own matter, of which no case can tell: 那我客户这批货能放行吗."""
    own = Cue.OWN_MATTER in asked and Cue.ASKS_WORD not in asked
    return own and any(cue in asked for cue in _WHETHER)


def _asks_advice(asked: Cues) -> bool:
    """Whether somebody asks what to do, or whether they may: of a case that is over it is no question."""
    own = Cue.OF_ONESELF in asked and Cue.ADVICE_OF_OWN in asked
    return own or Cue.ADVICE_WANTED in asked
