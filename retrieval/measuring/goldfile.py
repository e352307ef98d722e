"""Gold question files: JSON Lines, one question with its labels a line, in either form (tests/gold/README.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from data.errors import SourceError
from retrieval.measuring.evaluation import GoldQuestion

UTF8_BOM = b"\xef\xbb\xbf"


class BadGold(SourceError):
    """A line of a gold file is no question with labels; carries its number."""

    def __init__(self, path: Path | str, line: int, problem: str) -> None:
        super().__init__(path, f"第 {line} 行：{problem} (line {line}, bad gold question)")
        self.line = line


def read(path: Path) -> tuple[GoldQuestion, ...]:
    """The questions of the file, in order.

    SourceError where there is no such file or no question in it, BadGold where a line is wrong.
    """
    try:
        lines = path.read_bytes().removeprefix(UTF8_BOM).split(b"\n")
    except OSError as error:
        raise SourceError(
            path, f"不能读取（{error.strerror or error}）(cannot read the gold questions)"
        ) from None
    found: dict[str, GoldQuestion] = {}
    for at, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        try:
            question = _question(json.loads(raw.decode("utf-8")))
        except json.JSONDecodeError as error:
            raise BadGold(path, at, f"不是 JSON：{error.msg}，第 {error.colno} 列") from None
        except UnicodeDecodeError:
            raise BadGold(path, at, "不是 UTF-8") from None
        except _Wrong as wrong:
            raise BadGold(path, at, str(wrong)) from None
        except (ValueError, RecursionError) as error:  # a number too long, brackets too deep
            raise BadGold(path, at, f"不是 JSON：{error}") from None
        if question.id in found:
            raise BadGold(path, at, f"id 重复：{question.id}")
        found[question.id] = question
    if not found:
        raise SourceError(path, "没有问题 (no gold questions)")
    return tuple(found.values())


class _Wrong(Exception):
    """What is wrong with the line at hand."""


def _question(row: object) -> GoldQuestion:
    if not isinstance(row, dict):
        raise _Wrong("不是 JSON 对象")
    id_ = row.get("id")
    if isinstance(id_, bool) or not isinstance(id_, str | int) or id_ == "":
        _wrong("id", "字符串或整数", id_)
    count, refuse = row.get("count"), row.get("refuse", False)
    if isinstance(count, bool) or not isinstance(count, int | None):
        _wrong("count", "整数或 null", count)
    if not isinstance(refuse, bool):
        _wrong("refuse", "true 或 false", refuse)
    collection = row.get("collection")
    if not isinstance(collection, str | None):
        _wrong("collection", "字符串", collection)
    talk = "cites" in row
    return GoldQuestion(
        id=str(id_),
        type=_text(row, "kind" if talk else "type"),
        question=_text(row, "question"),
        turns=_texts(row, "turns"),
        gold=_numbers(row, "cites" if talk else "gold"),
        acceptable=_numbers(row, "acceptable"),
        points=_texts(row, "points" if talk else "answer_points"),
        count=count,
        refuse=refuse,
        note=str(row.get("note") or ""),
        collection=collection,
        also=_lists(row, "also") + (((),) if row.get("either") else ()),
        also_count=_numbers(row, "also_count"),
        uncited=bool(row.get("anycite")),
        differs_from=str(row["differs_from"]) if row.get("differs_from") else None,
        talk=talk,
    )


def _text(row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        _wrong(name, "非空字符串", value)
    return value


def _texts(row: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = row.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        _wrong(name, "字符串数组", values)
    return tuple(values)


def _numbers(row: Mapping[str, object], name: str) -> tuple[int, ...]:
    """Case numbers; true is an int to Python and no number here."""
    values = row.get(name) or []
    if not isinstance(values, list) or not all(type(value) is int for value in values):
        _wrong(name, "案例编号（整数）的数组", values)
    return tuple(dict.fromkeys(values))


def _lists(row: Mapping[str, object], name: str) -> tuple[tuple[int, ...], ...]:
    values = row.get(name) or []
    if not isinstance(values, list):
        _wrong(name, "案例编号数组的数组", values)
    return tuple(_numbers({name: value}, name) for value in values)


def _wrong(name: str, expected: str, value: object) -> NoReturn:
    shown = "缺少" if value is None else json.dumps(value, ensure_ascii=False)[:60]
    raise _Wrong(f"{name} 应为{expected}（{shown}）")
