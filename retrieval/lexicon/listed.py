"""Lists of plain words by what they say, each found in a text by one pattern made of its row of `listed.tsv`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, cast

from data import programs
from data.patterns import Later
from data.values import dataclass


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


class _Listed(Later):
    """Stands for the `re.Pattern` of a row until a text may hold one of its words.

    A question holds words of a few rows only, and to compile those of all takes a tenth of a cold start.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        made = any_of(rows()[self.name].words)
        for way in ("search", "match", "fullmatch", "finditer", "findall", "sub"):
            setattr(self, way, getattr(made, way))
        return made

    @cached_property
    def _told_by(self) -> tuple[str, ...]:
        """What of each word stands in every text that holds it: the longest part without a slot."""
        return tuple(max(_literals(word), key=len) for word in rows()[self.name].words)

    def _may_be_in(self, text: str) -> bool:
        return any(part in text for part in self._told_by)

    def search(self, text: str, *ends: int) -> re.Match[str] | None:
        return self.compiled.search(text, *ends) if self._may_be_in(text) else None

    def match(self, text: str, *ends: int) -> re.Match[str] | None:
        return self.compiled.match(text, *ends) if self._may_be_in(text) else None

    def fullmatch(self, text: str, *ends: int) -> re.Match[str] | None:
        return self.compiled.fullmatch(text, *ends) if self._may_be_in(text) else None

    def finditer(self, text: str, *ends: int) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text, *ends) if self._may_be_in(text) else iter(())

    def findall(self, text: str, *ends: int) -> list[Any]:
        return self.compiled.findall(text, *ends) if self._may_be_in(text) else []

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self.compiled.sub(new, text, count=count) if self._may_be_in(text) else text


def _literals(word: str) -> list[str]:
    """The parts of a word, written as in the table, that stand in a text as they are."""
    told = word.partition("|")[0].rpartition("}")[2].replace("#", " ")
    return told.replace(">", "<").split("<")[::2]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """What finds any of `words`, written as in the table, the longer before the shorter."""
    return programs.pattern(_source(words) or "(?!)")


def _source(words: Iterable[str]) -> str:
    parts = sorted((word.split("|") for word in words), key=lambda word: -len(word[0]))
    return "|".join(_form(word, behind) for word, *behind in parts)


NUMBER = r"(?:[零〇一二两俩三四五六七八九十百千几]+|\d+)"
"""What `<n>` stands for: a number, 几 among them."""
GAP = "[^，,。？?]{{0,{}}}"
"""What `<8>` stands for: up to so many characters of a clause."""


def _form(word: str, behind: list[str]) -> str:
    before, _, word = word.rpartition("}")
    said = ""
    head, slot, rest = word.partition("<")
    while slot:
        name, _, rest = rest.partition(">")
        said += re.escape(head.replace("#", " ")) + _slot(name)
        head, slot, rest = rest.partition("<")
    said += re.escape(head.replace("#", " "))
    if word[0].isascii() and word[0].isalpha():
        said = rf"(?<![a-z]){said}"
    if word[-1].isascii() and word[-1].isalpha():
        said = rf"{said}s?(?![a-z])"
    said = f"(?<![{before.lstrip('{')}]){said}" if before else said
    return f"{said}(?!{'|'.join(map(re.escape, behind))})" if behind else said


def _slot(name: str) -> str:
    if name.isdecimal():
        return GAP.format(name)
    return NUMBER if name == "n" else f"(?:{_source(rows()[name].words)})"


@cache
def listed(name: str) -> re.Pattern[str]:
    """What finds the words of that row in a folded text; KeyError at the first use where there is no such row."""
    return cast("re.Pattern[str]", _Listed(name))


def words(name: str) -> tuple[str, ...]:
    """The words of that row, for a text's beginning or end; KeyError where there is no such row."""
    return rows()[name].words


def rows_under(head: str) -> tuple[Row, ...]:
    """The rows named `head.…`, in the order of the table, for what is put together of their words."""
    return tuple(row for name, row in rows().items() if name.startswith(f"{head}."))


@cache
def under(head: str) -> dict[str, re.Pattern[str]]:
    """The rows named `head.…`, by the rest of their names, in the order of the table."""
    return {name.removeprefix(f"{head}."): listed(name) for name in rows() if name.startswith(f"{head}.")}
