"""Which column is which, by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from data.errors import MalformedCase
from data.numerals import case_number
from data.reading.document import Dropped, Line
from data.reading.signs.joining import glue
from data.reading.signs.roles import NUMBER, bare_role, like_number, loose_role, role, rows_are_counted
from data.reading.signs.sections import section
from data.types import SUMMARY, TITLE
from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of a table is: NUMBER, TITLE, or the name of a field.

    A header cell merged over two columns gives both the same role; a column without a name has role "".
    """

    roles: tuple[str, ...]

    @property
    def number_at(self) -> int | None:
        """Where the numbers stand; None in a table whose rows are counted."""
        return self.roles.index(NUMBER) if NUMBER in self.roles else None

    def cells(self, path: Path, line: Line, dropped: list[Dropped]) -> dict[str, str]:
        """Role → text of a row, in order; MalformedCase where the row does not fit the header."""
        cells = without_empty_tail(line.cells, len(self.roles))
        if len(cells) != len(self.roles):
            problem = f"应有 {len(self.roles)} 列，却有 {len(cells)} 列 (wrong number of columns)"
            raise MalformedCase(path, line.number, problem)
        texts: dict[str, str] = {}
        for name, cell in zip(self.roles, cells, strict=True):
            if name:
                texts[name] = glue(texts[name], cell) if name in texts else cell
            elif cell.strip():
                dropped.append(Dropped(line.number, cell.strip(), "所在列没有表头 (column without a name)"))
        return texts

    def merged(self, line: Line) -> frozenset[str]:
        """The roles whose cell in this row is the one of the row above."""
        return frozenset(self.roles[at] for at in line.above if at < len(self.roles))

    def fits(self, line: Line) -> bool:
        """Whether the row could stand under this header."""
        cells = without_empty_tail(line.cells, len(self.roles))
        at = self.number_at
        return at is not None and len(cells) == len(self.roles) and case_number(cells[at]) is not None


def columns_of(line: Line) -> Columns | None:
    """The columns a header row names; None where the row is no header.

    A header names a number, a title and at least one column more. The first column of a role takes it; every
    other column is a field under its own name.
    """
    if not line.is_row or len(line.cells) > MAX_COLUMNS:
        return None
    cells = without_empty_tail(line.cells, 0)
    names = [" ".join(cell.split()) for cell in cells]
    known_as = _naming(names)
    roles: list[str] = []
    for at, name in enumerate(names):
        known = known_as(name)
        if not name and at in line.left and roles:
            roles.append(roles[-1])
        elif known and known not in roles:
            roles.append(known)
        elif name in roles and name:
            return None
        else:
            roles.append(name)
    if any(case_number(name) for name in roles):  # 编号 | 1 | 名称 | 甲 is a row of a form
        return None
    named = {name for name in roles if name}
    if TITLE in named and ((NUMBER in named and len(named) > 2) or (rows_are_counted() and len(named) > 1)):
        return Columns(tuple(roles))
    return None


def _naming(names: Sequence[str]) -> Callable[[str], str | None]:
    """By what columns are known: their names, or where none is named so, names that sound like the title's."""
    numbers = _numbered_as(names)
    exact = any(role(name) == TITLE for name in names)
    looser = loose_role if any(map(loose_role, names)) else bare_role

    def known_as(name: str) -> str | None:
        return role(name) or (NUMBER if name and name == numbers else None if exact else looser(name))

    return known_as


def _numbered_as(names: Sequence[str]) -> str:
    """The column that numbers the rows where none is named so: 项目编号, 案件编号; empty where several might."""
    like = [name for name in names if like_number(name)]
    return like[0] if len(like) == 1 and not any(role(name) == NUMBER for name in names) else ""


def counts(cells: Sequence[str]) -> bool:
    """Whether a hidden row belongs to a list: it has the number of a case, or is a header; a row that is a template has neither."""
    return any(case_number(cell) is not None for cell in cells[:MAX_COLUMNS]) or bool(
        columns_of(Line(0, tuple(cells)))
    )


def hidden_rows(numbers: Sequence[int]) -> str:
    """The warning that rows were read which nobody sees; empty where there are none."""
    shown = "、".join(map(str, numbers[:5])) + (" 等" if len(numbers) > 5 else "")
    return f"隐藏的第 {shown} 行也已读入 (hidden rows were read too)" if numbers else ""


HIDDEN_TEMPLATE = "隐藏的行，没有编号 (hidden row without a number)"


def forms(lines: Sequence[Line]) -> list[list[tuple[str, str]]]:
    """The cases of a table that is a form, names on the left and texts beside them: (role or name, text) in order.

    Empty where it is none. A row holds one pair or two; a case begins with its number, or where there are none and
    rows are counted, with its name.
    """
    counted = rows_are_counted() and not any(role(cell) == NUMBER for line in lines for cell in line.cells)
    opening = TITLE if counted else NUMBER
    found: list[list[tuple[str, str]]] = []
    for line in lines:
        cells = [cell.strip() for at, cell in enumerate(line.cells) if at not in line.left]
        cells = list(without_empty_tail(cells, 2))
        if len(cells) not in (2, 4) or not all(cells[::2]) or any(map(_is_text, cells[::2])):
            return []
        for name, text in zip(cells[::2], cells[1::2], strict=True):
            known = role(name) or " ".join(name.split())
            if known == opening:
                found.append([])
            if not found or known in dict(found[-1]):
                return []
            found[-1].append((known, text))
    if counted:
        # 名称 | 内容 over 甲案 | 甲情。 is a header: in a form a text stands beside the name, and under it other names
        told = all(role(case[0][1]) is None and any(map(_names_text, dict(case))) for case in found)
        return found if told else []
    whole = all({NUMBER, TITLE} < dict(case).keys() and case_number(dict(case)[NUMBER]) for case in found)
    return found if whole else []


def _names_text(name: str) -> bool:
    return name == SUMMARY or section(name) is not None


def turned(lines: Sequence[Line]) -> list[Line]:
    """The lines of a table whose columns are the cases, as rows: 编号 | 1 | 2 over 案例名称 | 甲 | 乙. Else empty."""
    width = len(lines[0].cells)
    if width < 3 or len(lines) > _MOST_TURNED or any(len(line.cells) != width for line in lines):
        return []
    first, *rows = (
        Line(lines[0].number, tuple(cells)) for cells in zip(*(line.cells for line in lines), strict=True)
    )
    columns = columns_of(first)
    at = columns.number_at if columns else None
    numbered = at is not None and all(case_number(row.cells[at]) is not None for row in rows)
    return [first, *rows] if numbered else []


def _is_text(name: str) -> bool:
    return len(name) > _MAX_NAME or name.endswith("。") or case_number(name) is not None


MAX_COLUMNS = 100
"""A published list has some ten columns; spreadsheets declare 16,384."""
_MAX_NAME = 20
_MOST_TURNED = 100
"""Columns, which a turned table has one below the other."""


def without_empty_tail(cells: Sequence[str], keep: int) -> Sequence[str]:
    """`cells` without the empty ones at the end, down to `keep` cells."""
    count = len(cells)
    while count > keep and not cells[count - 1].strip():
        count -= 1
    return cells[:count]
