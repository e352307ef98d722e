"""The turns so far: what each was understood as and which cases its answer cited."""

from __future__ import annotations

from collections.abc import Collection, Container
from contextlib import suppress
from dataclasses import replace
from functools import cached_property

from data.types import CaseId, Conversation
from data.values import dataclass
from retrieval.question.query import Act, Layout, Query, Want

_PICKS, _AGAIN = ("pick", "earlier"), ("sure", "show")
LISTS = (Want.CASES, Want.COUNT, Want.TEXT)
"""Wants whose answer, of a place, tells of all cases there."""
MOST = 10
"""Cases that several turns are set side by side of, at most."""


@dataclass(frozen=True, slots=True)
class Past:
    """One earlier turn: what was understood, and which cases the answer cited, in order."""

    query: Query
    cited: tuple[CaseId, ...]
    refused: bool


@dataclass(frozen=True)
class Dialogue:
    """The turns so far, oldest first."""

    turns: tuple[Past, ...] = ()
    pointed: bool = False
    """Whether the newest of them is the one that is replied to."""
    near: tuple[CaseId, ...] = ()
    """Where the newest was refused, the cases that it named as worth a look."""

    def pointed_at(self) -> Dialogue:
        """As a turn sees it that points at one: 板栗增产多少 is not said, and 那个模式叫什么 asked of the case named there."""
        if len(self.near) != 1:
            return self
        query = replace(self.turns[-1].query, want=Want.TEXT, targets=self.near, within=(), near=())
        return Dialogue((*self.turns[:-1], Past(query, self.near, False)), self.pointed)

    @classmethod
    def of(cls, conversation: Conversation, there: Container[CaseId]) -> Dialogue:
        """The turns of `conversation`, of the cases that are still `there`: a collection may have been taken away since."""
        past = []
        for turn in conversation.turns:
            read = Query(text=turn.understood.text)
            with suppress(
                ValueError, KeyError, TypeError
            ):  # of a release that wrote queries otherwise, or none
                read = Query.loads(turn.understood.query)
            told = turn.cited or (() if turn.refused else turn.near)  # 一共多少个, and then 都列出来
            past.append(Past(read, tuple(case for case in told if case in there), turn.refused))
        newest = conversation.turns[-1] if conversation.turns else None
        near = newest.near if newest is not None and newest.refused else ()
        return cls(tuple(past), conversation.pointed, tuple(case for case in near if case in there))

    @cached_property
    def preferred(self) -> Layout:
        """The layout that was asked for from then on; PLAIN where none was."""
        said = (turn.query for turn in reversed(self.turns) if turn.query.act is Act.PREFER)
        return next((query.form.layout for query in said), Layout.PLAIN)

    @cached_property
    def asked(self) -> Past | None:
        """The newest turn that asked something, answered or not."""
        return next((turn for turn in reversed(self.turns) if turn.query.act is Act.ASK), None)

    @cached_property
    def answered(self) -> Past | None:
        """The newest turn whose answer cites cases."""
        return next((turn for turn in reversed(self.turns) if turn.cited and not turn.refused), None)

    @cached_property
    def doubtful(self) -> Past | None:
        """The turn that one may be asked to be sure of: the newest that was refused, else whose answer cites cases."""
        return self.asked if self.asked is not None and self.asked.refused else self.answered

    @cached_property
    def swapped(self) -> bool:
        """Whether what was told last of one case was asked of another before: 那郭某某呢."""
        newest = next((t for t in reversed(self.turns) if t.query.edit not in _AGAIN and t.cited), None)
        return newest is not None and newest.query.edit == "swap" and len(newest.cited) == 1

    @cached_property
    def listed(self) -> Past | None:
        """The newest answer that gave several cases: what 第二个 and 剩下那个 count in."""
        return next((t for t in reversed(self.turns) if len(t.cited) > 1 and not t.refused), None)

    @cached_property
    def subject(self) -> Past | None:
        """The newest answered turn that stood by itself: what those after it went on about."""
        return next(
            (turn for turn in reversed(self.turns) if turn.cited and not (turn.refused or turn.query.edit)),
            None,
        )

    @cached_property
    def chosen(self) -> Past | None:
        """The newest answer that gave several cases and set them not merely side by side."""
        several = (t for t in reversed(self.turns) if len(t.cited) > 1 and not t.refused)
        return next((turn for turn in several if turn.query.want is not Want.COMPARE), None)

    def since(self, base: Past) -> tuple[CaseId, ...]:
        """The cases told from `base` on, and before it back to the last list, newest first."""
        found: dict[CaseId, None] = {}
        for turn in reversed(self.turns):
            found.update(dict.fromkeys(turn.cited))
            if turn is base:
                break
        return tuple(dict.fromkeys((*found, *self.told)))

    @cached_property
    def left_of_list(self) -> tuple[CaseId, ...]:
        """What the newest longer list has besides the cases told since it was given, of which it had some."""
        since: set[CaseId] = set()
        for turn in reversed(self.turns):
            if since & set(turn.cited) and set(turn.cited) - since and not turn.refused:
                return tuple(case for case in turn.cited if case not in since)
            since.update(turn.cited)
        return ()

    def chosen_in(self, places: Collection[str]) -> int | None:
        """Which turn, the newest, gave several cases that it chose by exactly these `places`; None where none did."""
        return next(
            (
                at
                for at, turn in reversed(list(enumerate(self.turns)))
                if places and len(turn.cited) > 1 and {m.text for m in turn.query.places} == set(places)
            ),
            None,
        )

    @property
    def told_last(self) -> tuple[CaseId, ...]:
        """The cases of the newest answer that cites some."""
        return self.answered.cited if self.answered is not None else ()

    @cached_property
    def every(self) -> tuple[CaseId, ...]:
        """The cases that all answers so far gave, the first told first."""
        return tuple(dict.fromkeys(c for turn in self.turns if not turn.refused for c in turn.cited))

    @cached_property
    def told(self) -> tuple[CaseId, ...]:
        """The cases that the newest answers gave, back to the last list, newest first."""
        found: dict[CaseId, None] = {}
        for turn in reversed(self.turns):
            found.update(dict.fromkeys(turn.cited))
            if turn is self.listed:
                break
        return tuple(found)

    def group(self, size: int, places: bool) -> tuple[CaseId, ...]:
        """The `size` cases spoken of together: the newest answer of as many; of `places`, the newest answers."""
        if places:
            newest = self._lists_by_place()[:size]
            if len(newest) < size:
                newest = [turn for turn in reversed(self.turns) if turn.cited and not turn.refused][:size]
            return tuple(dict.fromkeys(case for turn in reversed(newest) for case in turn.cited))
        whole = next((t.cited for t in reversed(self.turns) if len(t.cited) == size and not t.refused), ())
        ones = self._one_by_one(size)
        newer = not set(ones) <= set(
            whole
        )  # a list of two, one of them, another: 两个比一下 are the last two
        return (ones if newer else whole) or self.several(size)

    def _lists_by_place(self) -> list[Past]:
        """The longest list of each place by which cases were chosen, newest first: 两个省的合成一张表, after one of them was opened."""
        found: dict[tuple[str, ...], Past] = {}
        for turn in reversed(self.turns):
            places = tuple(mention.text for mention in turn.query.places)
            if places and turn.cited and not turn.refused and turn.query.want in LISTS:
                found[places] = max(found.get(places, turn), turn, key=lambda one: len(one.cited))
        return list(found.values())

    def _one_by_one(self, size: int) -> tuple[CaseId, ...]:
        """The newest `size` cases that were spoken of one at a time, answered or not, oldest first; none where there are fewer."""
        found: list[CaseId] = []
        for turn in reversed(self.turns):
            about = turn.query.within if turn.refused and turn.query.edit in _PICKS else turn.cited
            if len(about) > 1:
                break
            found += [case for case in about if case not in found]
        return tuple(reversed(found[:size])) if len(found) >= size else ()

    def several(self, least: int = 2) -> tuple[CaseId, ...]:
        """The cases of the newest turns, oldest first, until there are `least`."""
        found: list[CaseId] = []
        for turn in reversed(self.turns):
            found = [*(c for c in turn.cited if c not in found), *found]
            if len(found) >= least:
                break
        return tuple(found[:MOST])


def shown(text: str, query: Query) -> str:
    """The reading for a person: the resolved text, with the cases it is taken to be about."""
    if query.edit == "beyond" and not query.english:
        return f"（上面没有这么多，按案例编号）{text}"
    about = query.within or query.near or query.targets
    if query.described and not query.within:
        return text
    if about and query.edit and not query.again and query.english:
        numbers = ", ".join(str(case.number) for case in about[:6]) + (" …" if len(about) > 6 else "")
        return f"(of {'cases' if len(about) > 1 else 'case'} {numbers}) {text}"
    if about and query.edit and not query.again:
        of = "前面那份清单的" if query.edit == "earlier" else "接上文"
        names = "、".join(f"案例{case.number}" for case in about[:6]) + ("等" if len(about) > 6 else "")
        return f"（{of}{names}）{text}"
    return query.text
