"""JSON Lines: one case a line, with `number`, `title`, and `summary` or an object `fields`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.errors import MalformedCase
from data.numerals import MAX_NUMBER, case_number
from data.reading.document import Document, Dropped, Entry, Source
from data.reading.formats.encoding import decode
from data.reading.signs.roles import NUMBER, role
from data.types import TITLE

MAX_LINE = 2_000_000
"""Characters; a case has some 20,000."""
_OURS = frozenset({"collection", "sha256"})
"""What `anwen cases --json` writes besides the case itself: worked out anew, not read."""


def read(source: Source) -> Document:
    """The cases of a JSON Lines file; MalformedCase names the line that is none."""
    text, encoding, warnings = decode(source)
    entries: list[Entry] = []
    dropped: list[Dropped] = []
    for line, written in enumerate(text.split("\n"), 1):
        if written.strip():
            entries.append(_entry(source.path, line, written, dropped))
    return Document(source, "jsonl", encoding, len(text), (), tuple(entries), tuple(dropped), warnings)


def _entry(path: Path, line: int, written: str, dropped: list[Dropped]) -> Entry:
    number: int | None = None
    title: str | None = None
    fields: list[tuple[str, str]] = []
    for key, value in _items(path, line, written):
        kind = role(key)
        if kind == NUMBER and number is None:
            number = _number(value)
        elif kind == TITLE and title is None and isinstance(value, str):
            title = value
        elif key == "fields" and isinstance(value, dict):
            fields.extend(_texts(line, value.items(), dropped))
        elif key not in _OURS:
            fields.extend(_texts(line, [(kind or key, value)], dropped))
    if number is None:
        raise MalformedCase(path, line, f"number 应为 1 到 {MAX_NUMBER} 的整数 (number must be an integer)")
    if title is None:
        raise MalformedCase(path, line, "缺少 title，或不是文字 (title must be a string)")
    return Entry(line, number, title, tuple(fields), exact=True)


def _items(path: Path, line: int, written: str) -> Iterable[tuple[str, object]]:
    if len(written) > MAX_LINE:
        raise MalformedCase(path, line, f"一行超过 {MAX_LINE} 字 (line too long)")
    try:
        value = json.loads(written)
    except (ValueError, RecursionError) as error:
        cut = "，这一行可能没有复制完" if "Unterminated" in str(error) else ""
        raise MalformedCase(path, line, f"不是有效的 JSON{cut} (invalid JSON)：{error}") from error
    if not isinstance(value, dict):
        raise MalformedCase(path, line, "应为一个 JSON 对象 (expected a JSON object)")
    return value.items()


def _number(value: object) -> int | None:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return case_number(str(value))
    return None


def _texts(
    line: int, items: Iterable[tuple[str, object]], dropped: list[Dropped]
) -> Iterator[tuple[str, str]]:
    for name, value in items:
        if isinstance(value, str):
            yield name, value
        elif value is not None:
            shown = f"{name}: {json.dumps(value, ensure_ascii=False)}"
            dropped.append(Dropped(line, shown, "不是文字 (not text)"))
