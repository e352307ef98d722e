"""Cases → the rows of a sheet: collection, number, name, place, body, fields, and the quotes where there are any."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.said import document_words as words
from bot.words import Words
from data.types import RECOGNISED, Case, Quote, Records
from data.values import dataclass
from retrieval.cases.grouping import organisation_of, place_of
from retrieval.cases.statements import field_label

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for a formula at the head of a cell, the full-width forms too (OWASP, CSV injection)."""
NOWHERE = "—"
"""How a table in a document says that a case does not tell its place."""


@dataclass(frozen=True, slots=True)
class Told:
    """A case to be exported; `quotes` are None where nothing was asked, `group` where nothing was grouped."""

    case: Case
    quotes: tuple[Quote, ...] | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A head, and cells under it: numbers as numbers, everything else as text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


def sheet(told: Sequence[Told], records: Records, say: Words) -> Sheet:
    """The sheet of the cases, a column for each field that any of them has, in order of appearance."""
    titles = {c.id: c.title for c in records.collections}
    names = list(dict.fromkeys(field.name for one in told for field in one.case.fields))
    grouped = any(one.group is not None for one in told)
    quoted = any(one.quotes is not None for one in told)
    remarked = any(one.case.recognised for one in told)
    fixed = [words.C_COLLECTION, words.C_NUMBER, words.C_TITLE, words.C_PLACE, words.C_BODY]
    head = [
        *([say(words.C_GROUP)] if grouped else []),
        *map(say, fixed),
        *map(field_label, names),
        *([say(words.C_QUOTES)] if quoted else []),
        *([say(words.C_REMARK)] if remarked else []),
    ]
    rows: list[tuple[str | int, ...]] = [
        (
            *([one.group or ""] if grouped else []),
            titles[one.case.id.collection],
            one.case.number,
            one.case.title,
            place(one.case),
            body(one.case),
            *(one.case.text_of(name) or "" for name in names),
            *(["\n".join(q.text for q in one.quotes or ())] if quoted else []),
            *([RECOGNISED if one.case.recognised else ""] if remarked else []),
        )
        for one in told
    ]
    return Sheet(_apart(head), tuple(rows))


def place(case: Case) -> str:
    """江苏省南通市; empty where the case does not say."""
    told = place_of(case)
    return "" if told == NOWHERE else told


def body(case: Case) -> str:
    """The kind of body that acts in the case: 公安机关."""
    return organisation_of(case)


def defused(text: str) -> str:
    """`text` so that no spreadsheet works it out: an apostrophe before what would begin a formula."""
    return (
        f"'{text}"
        if text.lstrip(" \u3000\n").startswith(BEGINS_A_FORMULA) or text.startswith(BEGINS_A_FORMULA)
        else text
    )


def _apart(head: Iterable[str]) -> tuple[str, ...]:
    """The head, a name that comes twice counted: columns are known by their names."""
    seen: dict[str, int] = {}
    found = []
    for name in head:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name}（{seen[name]}）")
    return tuple(found)
