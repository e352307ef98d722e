"""An average over cases, which none states and nothing here works out: that is said, and what can be asked instead."""

from __future__ import annotations

from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query, Want
from retrieval.wording.frames import phrase


def asks(question: Query) -> bool:
    """Whether an average over several cases is asked for: 平均判几年, but not 平均每亩增收多少 of one case."""
    named = question.numbers.numbers or question.targets or len(question.within) == 1
    return Cue.AVERAGE_OVER in question.cues and question.want is not Want.BRIEF and not named


def answer(inquiry: Inquiry) -> Reply:
    """The refusal, with the two ends that can be told."""
    question = inquiry.question
    sort = next(iter(question.cues.sorts(Cue.AVERAGE)), "sum")
    return refuse(inquiry, "no_average", instead=phrase(f"ends_of_{sort}", question.english))
