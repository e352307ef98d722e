"""What a Query holds as values of JSON, and back: cases, places, kinds, levels, words and findings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.places.regions import Mention, find_places
from data.types import CaseId
from retrieval.question.closed.literals import Literal
from retrieval.question.closed.suits.findings import Finding
from retrieval.question.closed.who.bodies import find_kinds


def pair_of(values: Sequence[Any] | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    """The two whole numbers of `values`; `otherwise` where there are none."""
    if not values:
        return otherwise
    first, last = values
    return int(first), int(last)


def finding_as(found: Finding) -> dict[str, Any]:
    """A finding as JSON values."""
    binding = {} if found.binding is None else {"binding": found.binding}
    return binding | kept(act=found.act, words=list(found.words))


def finding_of(value: Mapping[str, Any]) -> Finding:
    """The finding of such values."""
    return Finding(value.get("binding"), str(value.get("act", "")), tuple(map(str, value.get("words", ()))))


def literal_as(literal: Literal | None) -> dict[str, Any]:
    """Words that must stand there as JSON values; {} for none."""
    if literal is None:
        return {}
    return kept(
        required=[list(group) for group in literal.required],
        excluded=list(literal.excluded),
        part=literal.part,
        only_quoted=literal.only_quoted,
        loose=literal.loose,
        spoken=literal.spoken,
    )


def literal_of(words: Mapping[str, Any]) -> Literal:
    """The words of such values."""
    return Literal(
        tuple(tuple(map(str, group)) for group in words.get("required", ())),
        tuple(map(str, words.get("excluded", ()))),
        str(words.get("part", "")),
        bool(words.get("only_quoted", False)),
        bool(words.get("loose", False)),
        bool(words.get("spoken", False)),
    )


def kept(**values: Any) -> dict[str, Any]:
    """Those of `values` that say anything."""
    return {name: value for name, value in values.items() if value}


def case_as(case: CaseId) -> list[Any]:
    """A case as JSON values."""
    return [case.collection, case.number]


def cases_of(values: Sequence[Sequence[Any]]) -> tuple[CaseId, ...]:
    """The cases of such values."""
    return tuple(CaseId(str(collection), int(number)) for collection, number in values)


def places_of(names: Sequence[str], text: str) -> tuple[Mention, ...]:
    """The mentions of these names, where they stand in `text`."""
    here = {mention.text: mention for mention in find_places(text)} if names else {}
    return tuple(
        mention
        for name in map(str, names)
        for mention in ([here[name]] if name in here else find_places(name)[:1])
    )


def bodies_of(names: Sequence[str], text: str) -> tuple[tuple[str, int, int], ...]:
    """The kinds of these names, each where `text` says it; (name, 0, 0) where it does not."""
    here = {name: (name, start, end) for name, start, end in reversed(find_kinds(text))} if names else {}
    return tuple(here.get(name, (name, 0, 0)) for name in map(str, names))


def levels_of(names: Sequence[str], text: str) -> tuple[tuple[str, int, int], ...]:
    found = []
    for name in map(str, names):
        at = text.find(name)
        found.append((name, at, at + len(name)) if at >= 0 else (name, 0, 0))
    return tuple(found)
