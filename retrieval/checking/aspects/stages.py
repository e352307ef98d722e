"""At which instance each clause of a case was ruled: a ruling that fell later is none of the case's own any more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from retrieval.checking.aspects.actors import Named, same
from retrieval.lexicon.listed import listed

INSTANCES = ("一审", "二审", "再审")
DEEDS = ("维持", "撤销")
"""What a later instance does to the ruling of an earlier one."""
BEFORE = 4
"""Characters before a ruling among which stands what is done to it."""
_INSTANCE, _OBJECT, _RULES = listed("instance_told"), listed("instance_changed"), listed("rules_so")
_APPEAL, _AGAIN, _FINALLY = listed("appealed"), listed("tried_again"), listed("in_the_end")
_DECIDES = listed("decides_suit")
_OLD, _CHANGED = ("原判", "原审判决"), "改判"
_COURT = "人民法院"
Find = Callable[[str], Sequence[Named]]


class Stages:
    """The instances of one case, worked out once over its clauses (squeezed) in order, and the sections they stand in."""

    def __init__(self, clauses: Sequence[str], fields: Sequence[str], named: Find) -> None:
        self._named = named
        self._courts: list[tuple[str, str]] = []
        self._objects: set[tuple[str, str]] = set()
        self._of: list[str] = []
        self._follow(clauses, fields)
        known = [one for one in self._of if one]
        self._last = max(known, key=INSTANCES.index, default="")
        self._fell = {one for deed, one in self._objects if deed == "撤销"}
        changed = [self._of[at] for at, clause in enumerate(clauses) if _CHANGED in clause and self._of[at]]
        self._fell |= {one for now in changed for one in INSTANCES[: INSTANCES.index(now)]}

    def told(self, unit: str, before: str = "") -> str:
        """The instance that a clause of a sentence gives itself to; that of the clause `before` where it names none."""
        if own := self._named_in(unit):
            return own
        return self._last if _FINALLY.search(unit) else before

    def wrong(self, unit: str, told: str, clauses: Sequence[int], by_court: bool) -> bool:
        """Whether `clauses` were ruled at none of the instance `told`; where it is empty, whether what they rule fell later.

        `by_court`: it is told of a court, so that it is what a court rules.
        """
        stages = {self._of[at] for at in clauses if self._of[at]}
        if not stages or told in stages:
            return False
        if told:
            return True
        ruled = by_court or _RULES.search(unit) or _DECIDES.search(unit)
        return bool(ruled) and self._last not in stages and stages <= self._fell

    def of_another_object(self, sentence: str, clauses: Sequence[str]) -> bool:
        """Whether `sentence` has one ruling upheld or quashed where the case tells it of another."""
        for clause in clauses:
            for deed, one in self._objects_in(clause, ""):
                told = {its for done, its in self._objects if done == deed}
                if told and one not in told:
                    return True
        return False

    def _follow(self, clauses: Sequence[str], fields: Sequence[str]) -> None:
        stage, now = INSTANCES[0], ""
        rulings: list[tuple[str, str]] = []
        for at, clause in enumerate(clauses):
            if at and fields[at] != fields[at - 1]:
                now = ""
            if _AGAIN.search(clause):
                stage = INSTANCES[2]
            elif _APPEAL.search(clause) and stage == INSTANCES[0]:
                stage = INSTANCES[1]
            words = [one[0] for one in _INSTANCE.finditer(clause) if not _is_object(clause, one.start())]
            courts = [
                one.text
                for one in self._named(clause)
                if one.text.endswith(_COURT) and one.text != _COURT and not _done_to(clause, one.start)
            ]
            if _RULES.search(clause):
                rulings += [(court, words[-1] if words else stage) for court in courts]
            told = words[-1] if words else stage if courts and _RULES.search(clause) else ""
            now = max(now, told, key=_height)  # a higher court that speaks of a lower one goes on speaking
            self._of.append(now)
        self._courts = rulings
        for at, clause in enumerate(clauses):
            self._objects |= set(self._objects_in(clause, self._of[at]))

    def _named_in(self, unit: str) -> str:
        """The instance that a clause names, by its word or by a court that ruled at one only."""
        words = [one[0] for one in _INSTANCE.finditer(unit) if not _is_object(unit, one.start())]
        if words:
            return words[0] if len(set(words)) == 1 else ""
        for one in self._named(unit):
            if one.text.endswith(_COURT) and one.text != _COURT and not _done_to(unit, one.start):
                return self._at(one.text)
        return ""

    def _at(self, court: str) -> str:
        its = {stage for known, stage in self._courts if same(court, known)}
        return its.pop() if len(its) == 1 else ""

    def _objects_in(self, clause: str, now: str) -> Iterator[tuple[str, str]]:
        """What is done to the ruling of which instance; that before `now` where it is called the old one."""
        places = sorted((at, deed) for deed in DEEDS if (at := clause.find(deed)) >= 0)
        for (at, deed), (end, _) in pairwise([*places, (len(clause), "")]):
            rest = clause[at + len(deed) : end]
            if word := _INSTANCE.search(rest):
                yield deed, word[0]
            elif courts := [
                c.text for c in self._named(rest) if c.text.endswith(_COURT) and c.text != _COURT
            ]:
                if stage := self._at(courts[0]):
                    yield deed, stage
            elif any(old in rest for old in _OLD) and now in INSTANCES[1:]:
                yield from ((deed, one) for one in INSTANCES[: INSTANCES.index(now)])


def _height(instance: str) -> int:
    return INSTANCES.index(instance) if instance else -1


def _is_object(text: str, start: int) -> bool:
    return bool(_OBJECT.search(text[max(start - BEFORE, 0) : start]))


def _done_to(clause: str, start: int) -> bool:
    """Whether a ruling of the court that is named from `start` on is what is upheld or quashed."""
    return any(deed in clause[:start] for deed in DEEDS)
