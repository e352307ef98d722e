"""What came of what: a sentence that gives the effect as the cause is not borne out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from data.text import split_at
from retrieval.checking.aspects.sequence import place
from retrieval.lexicon.listed import listed

_CAUSE, _BRINGS, _THEREFORE = listed("gives_cause"), listed("brings_about"), listed("therefore")
_ENDS = "，。；：,;"
LEAST = 4
"""Characters of a reason, or of what came of it, at least."""


def turned_round(sentence: str, clauses: Sequence[str]) -> bool:
    """Whether `sentence` (squeezed) says that one doing came of another which `clauses`, in order, tell after it.

    Where the case itself gives its reason behind what came of it, nothing is turned.
    """
    for cause, effect in _told(sentence):
        early, late = place(effect, clauses), place(cause, clauses)
        if early is not None and late is not None and early < late and not _CAUSE.search(clauses[late]):
            return True
    return False


def _told(sentence: str) -> Iterator[tuple[str, str]]:
    """Each reason of a sentence with what is said to come of it."""
    if found := _CAUSE.search(sentence):
        rest = sentence[found.end() :]
        ends = [at for at in (rest.find("，"), rest.find(",")) if at > 0]
        then = _THEREFORE.search(rest)
        if then or ends:
            end = min([*ends, *([then.start()] if then else [])])
            yield from _long(rest[:end], rest[end:].strip(_ENDS))
        elif sentence[found.start() - 1] in _ENDS:
            yield from _long(rest.strip(_ENDS), sentence[: found.start()].strip(_ENDS))
    for clause in split_at(sentence, "。；"):
        if found := _BRINGS.search(clause):
            yield from _long(clause[: found.start()].strip(_ENDS), clause[found.end() :].strip(_ENDS))


def _long(cause: str, effect: str) -> Iterator[tuple[str, str]]:
    if len(cause) >= LEAST and len(effect) >= LEAST:
        yield cause, effect
