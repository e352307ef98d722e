"""Who sued whom: a sentence in which the defendant goes to court is not borne out, whatever its words."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import split_at
from retrieval.checking.aspects.actors import Actors, same
from retrieval.lexicon.listed import listed

_SUES, _SUED = listed("sues"), listed("sued")
_ENDS = "，。；：,;"
NEAR = 10
"""Characters behind whoever begins a clause within which it is said that he goes to court."""


def sued_by_another(sentence: str, actors: Actors, clauses: Sequence[str]) -> bool:
    """Whether a clause of `sentence` (squeezed) has a party go to court who was taken there.

    What `clauses`, the case's own, tell of that party (an earlier suit of his) is no exchange.
    """
    if not (actors.plaintiffs and actors.defendants):
        return False
    for clause in split_at(sentence, _ENDS):
        first = actors.first(clause)
        if first is None or not (told := _SUES.search(clause, first.end)) or told.start() - first.end > NEAR:
            continue
        suing = _SUED.search(clause, first.end, told.start()) is None
        mine, others = actors.plaintiffs, actors.defendants
        if not suing:
            mine, others = others, mine
        exchanged = _is_one_of(first.text, others) and not _is_one_of(first.text, mine)
        if exchanged and not any(_sues(first.text, one, actors) for one in clauses):
            return True
    return False


def _is_one_of(name: str, parties: Sequence[str]) -> bool:
    """Whether a party's name holds `name`, or all its characters in order: 欧尚超市江宁店."""
    return any(party in name or _in_order(name, party) for party in parties)


def _in_order(name: str, party: str) -> bool:
    rest = iter(party)
    return all(char in rest for char in name)


def _sues(name: str, clause: str, actors: Actors) -> bool:
    first = actors.first(clause)
    return first is not None and same(first.text, name) and bool(_SUES.search(clause, first.end))
