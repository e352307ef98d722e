"""Each rule of a question's reading decides something: switched off, its example comes out otherwise."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.patterns import _Later
from retrieval.lexicon.listed import _Listed

Waiting = _Later | _Listed
MODULES = ("closed", "dialogue", "reader", "wants", "groups", "course")
TABLE = Path(__file__).with_name("patterns.tsv")
EXAMPLES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
UNPROVEN = frozenset({"course._SUM", "course._WHO", "groups._THING"})
"""Patterns of which no example over the bundled cases is known: those of suits need other cases. May only shrink."""


def patterns(sort: type[_Later] | type[_Listed] = _Later) -> dict[str, Waiting]:
    """Each compiled pattern once, by the module that has it, the name, and its key within a table."""
    found: dict[str, Waiting] = {}
    for module in MODULES:
        home = importlib.import_module(f"retrieval.question.{module}")
        for name, value in vars(home).items():
            found |= {f"{module}.{name}{key}": one for key, one in _held(value, sort)}

    first: dict[int, str] = {}
    for name, one in found.items():
        first.setdefault(id(one), name)
    return {name: found[name] for name in first.values()}


def _held(value: object, sort: type[_Later] | type[_Listed]) -> Iterator[tuple[str, Waiting]]:
    if isinstance(value, sort):
        yield "", value
    rows = value.items() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    for row in rows:
        if isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], sort):
            yield f".{row[0]}", row[1]


@contextmanager
def without(pattern: Waiting) -> Iterator[None]:
    """`pattern` finds nothing meanwhile."""
    kept = vars(pattern).copy()
    vars(pattern).clear()
    vars(pattern).update({k: kept[k] for k in ("pattern", "_flags", "signs", "name") if k in kept})
    vars(pattern)["compiled"] = re.compile("(?!)")
    try:
        yield
    finally:
        vars(pattern).clear()
        vars(pattern).update(kept)


def test_every_pattern_has_an_example_or_is_known_to_have_none() -> None:
    shown = {name for name, *_ in EXAMPLES}
    assert not shown & UNPROVEN
    rows = set(
        patterns(_Listed)
    )  # rows of words have an example beside them; here those that decide an answer
    assert shown <= set(patterns()) | rows
    assert set(patterns()) == (shown | UNPROVEN) - rows


@pytest.mark.slow
@pytest.mark.parametrize(("name", "turns", "question", "alike"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_a_pattern_decides_its_example_and_not_what_looks_alike(  # type: ignore[no-untyped-def]
    ask, name: str, turns: str, question: str, alike: str
) -> None:
    def told(text: str) -> tuple[str, ...]:
        answer = ask(text, *filter(None, turns.split(" › ")))
        return answer.understood.query, answer.text, str(answer.reason)

    before = told(question), told(alike)
    with without((patterns() | patterns(_Listed))[name]):
        after = told(question), told(alike)
    assert after[0] != before[0]
    assert after[1] == before[1]
