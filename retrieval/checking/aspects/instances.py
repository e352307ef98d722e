"""Which instance decided: what the first held is not borne out as the second's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from data.text import clauses as clauses_of
from data.text import pairs
from retrieval.checking.aspects.actors import Named, same
from retrieval.lexicon.listed import listed

_INSTANCE, _CHANGE = listed("instance_told"), listed("instance_changed")
"""A clause that speaks of both instances belongs to neither."""
_COURT = "人民法院"
_OBJECT, _RULES = listed("instance_changed"), listed("rules_so")
_APPEAL, _AGAIN = listed("appealed"), listed("tried_again")
Find = Callable[[str], Sequence[Named]]
BEFORE = 4
"""Characters before a ruling among which stands what is done to it."""
LIKE = 0.5
"""Share of its pairs of characters by which a clause is found again."""


def of_another_instance(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether `sentence` gives to one instance what `clauses`, in order, tell of another."""
    at = next((found for found in _INSTANCE.finditer(sentence) if not _is_object(sentence, found)), None)
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


def of_another_court(sentence: str, clauses: Sequence[str], named: Find) -> bool:
    """Whether `sentence` (squeezed) has a court decide in an instance in which `clauses`, in order, have another."""
    for start, end in clauses_of(sentence):
        clause = sentence[start:end]
        told = [found for found in _INSTANCE.finditer(clause) if not _is_object(clause, found)]
        courts = [one.text for one in named(clause) if one.text.endswith(_COURT) and one.text != _COURT]
        if len(told) == 1 and len(courts) == 1:
            its = {instance for court, instance in _courts(clauses, named) if same(court, courts[0])}
            if its and told[0][0] not in its:
                return True
    return False


def _is_object(text: str, found: re.Match[str]) -> bool:
    """Whether a ruling is named as what is upheld or quashed: 维持一审判决."""
    return bool(_OBJECT.search(text[max(found.start() - BEFORE, 0) : found.start()]))


def _courts(clauses: Sequence[str], named: Find) -> Iterator[tuple[str, str]]:
    """Each court that `clauses` name where they tell a ruling, and the instance, by what was appealed before."""
    now = "一审"
    for clause in clauses:
        if _AGAIN.search(clause):
            now = "再审"
        elif _APPEAL.search(clause) and now == "一审":
            now = "二审"
        if _RULES.search(clause):
            for one in named(clause):
                if one.text.endswith(_COURT) and one.text != _COURT and not _OBJECT.search(clause[: one.end]):
                    yield one.text, now


def _decided(clauses: Sequence[str]) -> list[str | None]:
    """Of each clause the instance that was last named before or in it; None before any was, and of an appeal."""
    now: str | None = None
    found: list[str | None] = []
    for clause in clauses:
        named = [match[0] for match in _INSTANCE.finditer(clause) if not _is_object(clause, match)]
        now = named[-1] if named else now
        found.append(None if _CHANGE.search(clause) else now)
    return found
