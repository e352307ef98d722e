"""What a briefing is to have, said in a clause of its own: 要有案情、结果和依据的条文; that is no theme of its cases."""

from __future__ import annotations

from data.text import Span, clauses
from retrieval import lexicon
from retrieval.lexicon.listed import listed

_LEADS, _HAD = listed("brief_demand"), listed("brief_has")
_MARKS = "，,。；;：:！!？? "


def demands(text: str) -> list[Span]:
    """The clauses of `text` (folded) that only say what the text asked for is to have."""
    return [(start, end) for start, end in clauses(text) if _demands(text[start:end].strip(_MARKS))]


def _demands(clause: str) -> bool:
    """Whether a clause says what is to stand in a text, and nothing of which cases."""
    lead = _LEADS.match(clause)
    if lead is None or _HAD.search(clause, lead.end()) is None:
        return False
    rest = _HAD.sub("", clause[lead.end() :])
    return not rest or lexicon.is_scaffolding(rest)
