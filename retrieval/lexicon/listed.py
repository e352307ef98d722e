"""Lists of plain words by what they say, each found in a text by one pattern made of its row of `listed.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class Row:
    """One list: its words as written in the table, a text in which one stands, and one that looks alike and has none."""

    name: str
    words: tuple[str, ...]
    example: str
    counter: str


@cache
def rows() -> dict[str, Row]:
    """All lists by name, in the order of the table; words stand there as in a folded text, marks in both widths."""
    text = (files("retrieval.lexicon") / "listed.tsv").read_text(encoding="utf-8")
    cells = (line.split("\t") for line in text.splitlines() if line.strip() and line[0] != "#")
    return {
        name: Row(name, tuple(words.split()), example, counter) for name, words, example, counter in cells
    }


class _Listed:
    """Stands for the `re.Pattern` of a row until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        words = [word.split("|") for word in rows()[self.name].words]
        longest_first = sorted(words, key=lambda parts: -len(parts[0]))
        return re.compile("|".join(_form(word, rest) for word, *rest in longest_first))

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


def _form(word: str, rest: list[str]) -> str:
    said = re.escape(word.replace("#", " "))
    return f"{said}(?!{'|'.join(map(re.escape, rest))})" if rest else said


@cache
def listed(name: str) -> re.Pattern[str]:
    """What finds the words of that row in a folded text; KeyError at the first use where there is no such row."""
    return cast("re.Pattern[str]", _Listed(name))


@cache
def under(head: str) -> dict[str, re.Pattern[str]]:
    """The rows named `head.…`, by the rest of their names, in the order of the table."""
    return {name.removeprefix(f"{head}."): listed(name) for name in rows() if name.startswith(f"{head}.")}
