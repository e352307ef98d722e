"""Whether it is asked if there are such cases at all."""

from __future__ import annotations

from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query, Want


def asks_whether(question: Query) -> bool:
    """Whether it is asked if there are such cases at all."""
    of_some = question.want is Want.CASES and Cue.SOME_THERE in question.cues
    return (of_some or Cue.WHETHER_ANY in question.cues) and not question.english
