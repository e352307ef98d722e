"""Each rule of a question's reading decides something: switched off, its example comes out otherwise."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from data.patterns import _Regex
from data.types import Answer
from retrieval.lexicon.listed import _Listed
from tests.retrieval.homes import ALONE, Home, KeptVectors

Waiting = _Regex | _Listed
MODULES = (
    *(
        "slots.entities",
        "slots.named_collections",
        "slots.left_out",
        "dialogue.deixis",
        "dialogue.pointing.turn",
        "dialogue.pointing.counted_off",
        "dialogue.pointing.told_by",
        "dialogue.swapping",
        "dialogue.editing",
        "dialogue.halves",
    ),
    *("utterance.parting", "dialogue.acts", "dialogue.relations", "reader", "slots.wants", "slots.groups"),
    *("learned.course", "closed.literals", "slots.forms", "closed.who.levels", "slots.english"),
    *("utterance.guard", "utterance.normalising", "utterance.framing"),
    *("closed.counting.sums", "dialogue.about_library"),
)
TABLE = Path(__file__).with_name("patterns.tsv")
EXAMPLES = [line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
OF_SUITS = "@"
"""In the place of the turns: asked of suits.txt, a list of three labour disputes, and not of the bundled cases."""


def patterns(sort: type[_Regex] | type[_Listed] = _Regex) -> dict[str, Waiting]:
    """Each compiled pattern once, by the module that has it, the name, and its key within a table."""
    found: dict[str, Waiting] = {}
    for module in MODULES:
        home = importlib.import_module(f"retrieval.question.{module}")
        short = module.rpartition(".")[2]
        for name, value in vars(home).items():
            found |= {f"{short}.{name}{key}": one for key, one in _held(value, sort)}

    first: dict[int, str] = {}
    for name, one in found.items():
        first.setdefault(id(one), name)
    return {name: found[name] for name in first.values()}


def _held(value: object, sort: type[_Regex] | type[_Listed]) -> Iterator[tuple[str, Waiting]]:
    if isinstance(value, sort):
        yield "", value
    rows = value.items() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    for row in rows:
        if isinstance(row, tuple) and len(row) == 2 and isinstance(row[1], sort):
            yield f".{row[0]}", row[1]


@contextmanager
def without(pattern: Waiting) -> Iterator[None]:
    """`pattern` finds nothing meanwhile, and what was read with it is read again."""
    _forget()
    kept = vars(pattern).copy()
    vars(pattern).clear()
    vars(pattern).update({k: kept[k] for k in ("pattern", "_flags", "signs", "name") if k in kept})
    vars(pattern)["compiled"] = re.compile("(?!)")
    try:
        yield
    finally:
        vars(pattern).clear()
        vars(pattern).update(kept)
        _forget()


def _forget() -> None:
    for module in MODULES:
        for value in vars(importlib.import_module(f"retrieval.question.{module}")).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


@pytest.fixture(scope="module")
def of_suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Callable[[str], Answer]:
    home = Home.open(tmp_path_factory.mktemp("suits"), vectors)
    home.add(TABLE.with_name("suits.txt"), "suits")
    return lambda text: home.ready.answer(text, ALONE, ())


def test_every_pattern_has_an_example() -> None:
    shown = {name for name, *_ in EXAMPLES}
    rows = set(
        patterns(_Listed)
    )  # rows of words have an example beside them; here those that decide an answer
    assert shown <= set(patterns()) | rows
    assert set(patterns()) == shown - rows


@pytest.mark.slow
@pytest.mark.parametrize("row", EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_a_pattern_decides_its_example_and_not_what_looks_alike(  # type: ignore[no-untyped-def]
    ask, of_suits, row: list[str]
) -> None:
    name, turns, question, alike = row

    def told(text: str) -> tuple[str, ...]:
        answer = of_suits(text) if turns == OF_SUITS else ask(text, *filter(None, turns.split(" › ")))
        return answer.understood.query, answer.text, str(answer.reason)

    before = told(question), told(alike)
    with without((patterns() | patterns(_Listed))[name]):
        after = told(question), told(alike)
    assert after[0] != before[0]
    assert after[1] == before[1]
