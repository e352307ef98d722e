"""Which instance decided: what the first held is not borne out as the second's."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import clauses as clauses_of
from data.text import pairs
from retrieval.lexicon.listed import listed

_INSTANCE, _CHANGE = listed("instance_told"), listed("instance_changed")
"""A clause that speaks of both instances belongs to neither."""
LIKE = 0.5
"""Share of its pairs of characters by which a clause is found again."""


def of_another_instance(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether `sentence` gives to one instance what `clauses`, in order, tell of another."""
    at = _INSTANCE.search(sentence)
    if not at or len({found[0] for found in _INSTANCE.finditer(sentence)}) > 1:
        return False
    decided = _decided(clauses)
    for start, end in clauses_of(sentence):
        own = pairs(_INSTANCE.sub("", sentence[start:end]))
        if len(own) < 4 or _CHANGE.search(sentence[start:end]):
            continue
        shares = [len(own & pairs(clause)) / len(own) for clause in clauses]
        best = max(shares, default=0.0)
        told = {decided[i] for i, share in enumerate(shares) if share == best}
        if best >= LIKE and None not in told and at[0] not in told:
            return True
    return False


def _decided(clauses: Sequence[str]) -> list[str | None]:
    """Of each clause the instance that was last named before or in it; None before any was, and of an appeal."""
    now: str | None = None
    found: list[str | None] = []
    for clause in clauses:
        named = [match[0] for match in _INSTANCE.finditer(clause)]
        now = named[-1] if named else now
        found.append(None if _CHANGE.search(clause) else now)
    return found
