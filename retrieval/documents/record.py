"""What a document rests on, whole and small: it travels inside the document, and the document is written anew by it.

The record holds places, never words: whatever the document says of a case is cut from the catalog when it is written,
and again when it is checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from data.types import CaseId
from data.values import dataclass

VERSION = 1
Place = tuple[str, int, int]
"""Field, start and end (code points) in a case."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a document tells of one case: what was done, and what came of it.

    `sha256` is of the case when it was written; `tier` is as in a citation.
    """

    case: CaseId
    sha256: str
    done: tuple[Place, ...] = ()
    came: tuple[Place, ...] = ()
    tier: str = "said"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, what was told of each case, and what the program said where it was none."""

    question: str
    told: tuple[Told, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A document by what it rests on. A briefing has `told`, a conversation `turns`.

    `topic` is empty where the cases were chosen by number; `test` says how they were found, `complete` whether every
    case of `scope` was put to it. `by` is the grouping that was asked for.
    """

    title: str
    date: str
    topic: str = ""
    scope: tuple[str, ...] = ()
    test: str = ""
    complete: bool = False
    told: tuple[Told, ...] = ()
    by: str | None = None
    lang: str = "zh"
    turns: tuple[Turn, ...] = field(default=())

    def every(self) -> Iterator[Told]:
        """All that is told, of each case as often as it is."""
        yield from self.told
        for turn in self.turns:
            yield from turn.told


def written(record: Record) -> str:
    """The record as one line of JSON that holds no `--`, `<` or `]]>`: it fits into a comment of any format."""
    value = {
        "v": VERSION,
        "title": record.title,
        "date": record.date,
        "topic": record.topic,
        "scope": record.scope,
        "test": record.test,
        "complete": record.complete,
        "by": record.by,
        "lang": record.lang,
        "told": [_told(told) for told in record.told],
        "turns": [
            {"question": turn.question, "remark": turn.remark, "told": [_told(told) for told in turn.told]}
            for turn in record.turns
        ],
    }
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")


def _told(told: Told) -> dict[str, object]:
    return {
        "collection": told.case.collection,
        "number": told.case.number,
        "sha256": told.sha256,
        "tier": told.tier,
        "done": told.done,
        "came": told.came,
    }


def read_record(text: str) -> Record:
    """The record that `written` wrote; ValueError where it is none."""
    try:
        value = json.loads(text)
        if value["v"] != VERSION:
            raise ValueError(f"version {value['v']}")
        return Record(
            title=str(value["title"]),
            date=str(value["date"]),
            topic=str(value["topic"]),
            scope=tuple(map(str, value["scope"])),
            test=str(value["test"]),
            complete=value["complete"] is True,
            told=tuple(map(_read_told, value["told"])),
            by=None if value["by"] is None else str(value["by"]),
            lang=str(value["lang"]),
            turns=tuple(
                Turn(str(turn["question"]), tuple(map(_read_told, turn["told"])), str(turn["remark"]))
                for turn in value["turns"]
            ),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no record: {error}") from error


def _read_told(value: Mapping[str, Any]) -> Told:
    return Told(
        CaseId(str(value["collection"]), int(value["number"])),
        str(value["sha256"]),
        tuple(map(_read_place, value["done"])),
        tuple(map(_read_place, value["came"])),
        "meant" if value["tier"] == "meant" else "said",
    )


def _read_place(value: Any) -> Place:
    name, start, end = value
    return str(name), int(start), int(end)
