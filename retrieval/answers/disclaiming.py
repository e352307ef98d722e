"""What an answer says of itself: that cases are no advice on one's own matter, and that their words are not put otherwise."""

from __future__ import annotations

from dataclasses import replace

from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.lexicon.listed import listed
from retrieval.wording.frames import phrase

_ADVICE, _OF_OWN, _ME = listed("advice_wanted"), listed("advice_of_own"), ("我", "咱", "俺")
_RETOLD = listed("in_plain_words")


def disclaimed(inquiry: Inquiry, reply: Reply, text: str) -> Reply:
    """`reply` to `text` with a line behind it where advice was asked for, before it where it was to be told in plain words."""
    question = inquiry.question
    if reply.reason is not None or not reply.citations:
        return reply
    if question.edit and _RETOLD.search(text):
        return _said(reply, f"{phrase('verbatim_only', question.english)}\n{reply.text}")
    if _asks_advice(text) and inquiry.profiles.decided:
        return _said(reply, f"{reply.text}\n{phrase('no_advice', question.english)}")
    return reply


def _said(reply: Reply, text: str) -> Reply:
    return replace(reply, text=text, outline=None)


def _asks_advice(text: str) -> bool:
    """Whether somebody asks what to do, or whether they may: of a case that is over it is no question."""
    own = any(word in text for word in _ME) and bool(_OF_OWN.search(text))
    return own or bool(_ADVICE.search(text))
