"""What stands around a clause of a case and says of what kind it is: a party's claim, a condition, a part of the whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.checking.aspects.actors import Named
from retrieval.checking.grounding.chains import Match
from retrieval.lexicon.listed import listed

LIMITS, ASKS = listed("limits"), listed("party_says")
_MAINTAINS, _HOLDS = listed("maintains"), listed("court_finds")
_ASKED_IN = listed("part_of_claims")
_RULING, _REASON, _SAYS = ("遂", "故", "综上", "据此"), "为由", "称"
_QUOTED = ("。”", '。"', "。」")
"""Where a sentence that is quoted ends in the midst of a clause, as clauses are cut."""


def first_in(clause: str, first: Callable[[str], Named | None]) -> Named | None:
    """Whoever a clause begins with, behind a sentence that is quoted and ends in it."""
    start = max((clause.rfind(end) + len(end) for end in _QUOTED if end in clause), default=0)
    found = first(clause[start:])
    return Named(found.start + start, found.end + start, found.text) if found else None


class Surroundings:
    """The clauses of one case (squeezed) in order, the parts that they stand in, and whom each begins with."""

    def __init__(self, texts: Sequence[str], fields: Sequence[str], firsts: Sequence[Named | None]) -> None:
        self._texts, self._fields, self._firsts = texts, fields, firsts

    def of_one_field(self, one: int, other: int) -> bool:
        """Whether there is a clause `other`, in the same part as `one`."""
        return other < len(self._fields) and self._fields[one] == self._fields[other]

    def before(self, first: int) -> str:
        """What stands before a clause in its sentence."""
        at, before = first, ""
        while at and self.of_one_field(first, at - 1) and self._texts[at - 1][-1:] not in "。；;":
            at -= 1
            before = self._texts[at] + before
        return before

    def led(self, first: int, told: str, start: int = 0) -> bool:
        """Whether what stands before a clause in its sentence makes it something asked, conditional or partial.

        From `start` on another sentence begins in it, which only whoever says so may turn.
        """
        before = self.before(first) + self._texts[first][:start]
        if ASKS.search(told):
            return False
        asked = ASKS.search(before) and not _HOLDS.search(before)
        limited = not start and LIMITS.search(before)
        return bool(asked or limited or _ASKED_IN.search(self._fields[first]))

    def asked(self, first: int, chain: Sequence[Match]) -> bool:
        """Whether the words of the clauses from `first` on are what a party says.

        From whoever the case names before them on; from farther back in their sentence where that is what he maintains.
        """
        if not chain or _ASKED_IN.search(self._fields[first]):
            return bool(chain)
        at, place = self.where(first, chain[0].end - 1)
        told = self._texts[at][: place + 1]
        here = at
        while self._firsts[at] is None and at and self._texts[at - 1][-1:] != "。":  # claims go on behind ；
            at -= 1
            told = self._texts[at] + told
        last, _ = self.where(first, chain[-1].end - 1)
        asked = (
            ASKS.search(told)
            or any(text.startswith(_SAYS) for text in self._texts[at : here + 1])
            or any(_REASON in text for text in self._texts[at : last + 1])
            or (_MAINTAINS.search(before := self.before(at)) and not _HOLDS.search(before))
        )
        return bool(asked) and not (_HOLDS.search(told) or told.startswith(_RULING))

    def speaker(self, at: int) -> int | None:
        """The clause before `at` in its sentence by which what it says is only what somebody maintains; None where it is not."""
        told = at
        while not _MAINTAINS.search(self._texts[told]) and not _HOLDS.search(self._texts[told]):
            if not told or not self.of_one_field(at, told - 1) or self._texts[told - 1][-1:] == "。":
                return None
            told -= 1
        return told if told < at and not _HOLDS.search(self._texts[told]) else None

    def where(self, first: int, place: int) -> tuple[int, int]:
        """The clause in which `place` of the window from `first` on lies, and where in it."""
        while place >= len(self._texts[first]):
            place -= len(self._texts[first])
            first += 1
        return first, place
