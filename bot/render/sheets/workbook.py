"""A sheet → an Excel workbook: every cell a number or text, the head kept in sight, nothing worked out."""

from __future__ import annotations

import io
from datetime import UTC, datetime

from bot.render.sheets.rows import BEGINS_A_FORMULA, Sheet
from bot.streams import printable

LONGEST = 32_767
"""Characters that a cell holds (Excel specifications and limits); what is longer goes on in a column of its own."""
MOST_ROWS = 1_048_575
"""Rows under the head (the same)."""
_NARROW, _WIDE, _WIDEST = 8, 24, 60


class TooManyRows(ValueError):
    """More cases than a sheet has rows."""


def workbook(sheet: Sheet, name: str, updated: str) -> bytes:
    """The workbook, one sheet called `name`; `updated` (ISO 8601) is when its cases last changed."""
    import xlsxwriter

    if len(sheet.rows) > MOST_ROWS:
        raise TooManyRows(f"{len(sheet.rows)} > {MOST_ROWS}")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    day = (
        datetime.fromisoformat(updated.replace("Z", "+00:00"))
        if updated
        else datetime(2000, 1, 1, tzinfo=UTC)
    )
    book.set_properties({"author": "案问 anwen", "created": day.astimezone(UTC).replace(tzinfo=None)})
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    literal = book.add_format({"valign": "top", "text_wrap": True, "quote_prefix": True})
    parts = [_parts_of(sheet, at) for at in range(len(sheet.head))]
    starts = [sum(parts[:at]) for at in range(len(parts))]
    for at, name_of in enumerate(sheet.head):
        for part in range(parts[at]):
            page.write_string(
                0, starts[at] + part, printable(name_of if not part else f"{name_of}（续{part}）"), bold
            )
        page.set_column(starts[at], starts[at] + parts[at] - 1, _width(sheet, at))
    for row, cells in enumerate(sheet.rows, 1):
        for at, cell in enumerate(cells):
            if isinstance(cell, int):
                page.write_number(row, starts[at], cell, plain)
                continue
            text = printable(cell)
            for part in range(max(1, -(-len(text) // LONGEST))):
                piece = text[part * LONGEST : (part + 1) * LONGEST]
                form = literal if piece.startswith(BEGINS_A_FORMULA) else plain
                if piece:
                    page.write_string(row, starts[at] + part, piece, form)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(sheet.rows), sum(parts) - 1)
    book.close()
    return out.getvalue()


def _parts_of(sheet: Sheet, at: int) -> int:
    """Columns that the longest cell under this head needs."""
    longest = max((len(cell) for row in sheet.rows if isinstance(cell := row[at], str)), default=0)
    return max(1, -(-longest // LONGEST))


def _width(sheet: Sheet, at: int) -> int:
    longest = max((len(str(row[at])) for row in sheet.rows[:200]), default=0)
    return _NARROW if longest <= 4 else _WIDE if longest <= 40 else _WIDEST
