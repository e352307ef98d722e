"""A case as a row of JSON: what snapshots, journals and earlier states are written in."""

from __future__ import annotations

from typing import Any

from data.types import Case, CaseId, Field


def row_of(case: Case) -> list[object]:
    """A case as JSON, `true` at its end where it was recognised; `case_of` reads it."""
    fields = [[field.name, field.text] for field in case.fields]
    return [case.id.collection, case.number, case.title, fields, *([True] if case.recognised else [])]


def case_of(row: list[Any]) -> Case:
    """The case of a row; ValueError or TypeError where it is none."""
    collection, number, title, fields, *recognised = row
    told = tuple(Field(name, text) for name, text in fields)
    return Case(CaseId(collection, number), title, told, recognised == [True])
