"""Patterns that wait: each compiles, and those that look only at some texts miss nothing in the others."""

from __future__ import annotations

import importlib
import pkgutil
from itertools import chain
from pathlib import Path

import pytest

import bot
import data
import retrieval
from data.collections import bundled
from data.patterns import Later, _OnlyWith, _Regex
from data.reading.cases import parse
from data.text import fold, sentences
from retrieval.measuring.goldfile import read

GOLD = Path(__file__).parents[1] / "gold"


@pytest.fixture(scope="module")
def patterns() -> list[_Regex]:
    for room in (bot, data, retrieval):
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    return [found for found in Later.every if isinstance(found, _Regex)]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Questions of every kind, and the sentences of cases."""
    with bundled().path() as path:
        cases = parse(path, collection_id=bundled().id)[1]
    questions = chain.from_iterable(
        (question.question, *question.turns)
        for file in sorted(GOLD.glob("*.jsonl"))
        for question in read(file)
    )
    told = (f.text[start:end] for case in cases for f in case.fields for start, end in sentences(f.text))
    return [fold(text) for text in chain(questions, told)]


def test_every_pattern_compiles(patterns: list[_Regex]) -> None:
    assert len(patterns) > 80
    for pattern in patterns:
        assert pattern.compiled.pattern == pattern.pattern


def test_no_match_is_without_the_signs_it_must_have(patterns: list[_Regex], texts: list[str]) -> None:
    chosen = [pattern for pattern in patterns if isinstance(pattern, _OnlyWith)]
    assert chosen
    assert len(texts) > 900
    for pattern in chosen:
        missed = [t for t in texts if pattern.signs.isdisjoint(t) and pattern.compiled.search(t)]
        assert not missed, (pattern.pattern, missed)
