"""Cases → the bytes of a file. WRITERS has a row a format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot import words as common
from bot.render.json import line
from bot.render.markdown import escaped
from bot.render.putting import put, require_place
from bot.render.sheets.rows import Told, body, defused, place, sheet
from bot.said import document_words as words
from bot.streams import printable
from bot.words import Words
from data.errors import AnwenError
from data.types import Records
from retrieval.cases.statements import field_label, plain


def _xlsx(told: Sequence[Told], records: Records, say: Words) -> bytes:
    from bot.render.sheets.workbook import workbook

    return workbook(sheet(told, records, say), say(words.SHEET), records.updated)


def _csv(told: Sequence[Told], records: Records, say: Words) -> bytes:
    """With a byte order mark: without one Excel takes it for the system's own encoding."""
    made = sheet(told, records, say)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(defused, made.head))
    for row in made.rows:
        writer.writerow(cell if isinstance(cell, int) else defused(printable(cell)) for cell in row)
    return out.getvalue().encode("utf-8-sig")


def _jsonl(told: Sequence[Told], records: Records, say: Words) -> bytes:
    return "".join(f"{line(_object(one))}\n" for one in told).encode()


def _object(one: Told) -> dict[str, object]:
    quotes = [{"text": q.text, "field": q.field, "start": q.start, "end": q.end} for q in one.quotes or ()]
    return {
        **({"group": one.group} if one.group is not None else {}),
        **one.case.as_json(),
        "place": place(one.case),
        "body": body(one.case),
        **({"quotes": quotes} if one.quotes is not None else {}),
    }


def _md(told: Sequence[Told], records: Records, say: Words) -> bytes:
    return printable("\n".join(_lines(told, records, say)) + "\n").encode()


def _lines(told: Sequence[Told], records: Records, say: Words) -> Iterator[str]:
    """A heading a case, its place and body, the quotes of the question, then its text."""
    labels = {c.id: c.label for c in records.collections}
    several = len({one.case.id.collection for one in told}) > 1
    yield f"# {say(words.SHEET)}\n"
    group = None
    for one in told:
        if one.group != group and one.group is not None:
            yield f"## {escaped(one.group)}\n"
        group = one.group
        label = labels.get(one.case.id.collection, "") if several else ""
        mark = f"{label}·案例{one.case.number}" if label else f"案例{one.case.number}"
        yield f"### {escaped(mark)} {escaped(plain(one.case.title))}\n"
        yield " · ".join(filter(None, (escaped(place(one.case)), escaped(body(one.case))))) + "\n"
        if one.case.recognised:
            yield f"*{say(common.RECOGNISED)}*\n"
        yield from (f"> “{escaped(plain(quote.text))}”[{escaped(mark)}]\n" for quote in one.quotes or ())
        for field in one.case.fields:
            yield f"**{escaped(field_label(field.name))}**　{escaped(field.text)}\n"


WRITERS: dict[str, Callable[[Sequence[Told], Records, Words], bytes]] = {
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".jsonl": _jsonl,
    ".md": _md,
}


def check_target(path: Path, say: Words) -> None:
    """AnwenError where no sheet can come of this: before any work is done."""
    if path.suffix.lower() not in WRITERS:
        raise AnwenError(say(words.UNKNOWN_SUFFIX, path=path, known=" ".join(WRITERS)))
    require_place(path, say)


def write(told: Sequence[Told], path: Path, records: Records, say: Words, force: bool = False) -> None:
    """Put the cases at `path`; AnwenError where that cannot be done."""
    try:
        content = WRITERS[path.suffix.lower()](told, records, say)
    except ValueError as error:
        raise AnwenError(say(words.CANNOT_WRITE, path=path, problem=str(error))) from error
    put(content, path, say, force)
