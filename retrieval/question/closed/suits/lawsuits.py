"""A lawsuit named by the number its court gave it: the cases that tell of it, and the question with their numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from data import dockets
from data.types import CaseId, Field
from retrieval.cases.profiles import Profiles
from retrieval.lexicon.listed import listed, words

_BEFORE, _AFTER = words("before_docket"), ("docket_sort", "docket_text", "docket_case")
_MARKS = '“”"「」『』'


class Lawsuit(NamedTuple):
    """The number as asked for, the cases that tell of it, and the question that names these instead."""

    docket: str
    cases: tuple[CaseId, ...]
    text: str


def named(text: str, profiles: Profiles, scope: tuple[str, ...] = ()) -> Lawsuit | None:
    """The lawsuit that `text` (folded) names, among the cases of the collections in `scope`; None where it names none."""
    spans = dockets.find(text)
    if not spans:
        return None
    start, end = spans[0]
    wanted = dockets.key(text[start:end])
    serial = re.findall(r"\d+", wanted)[-1]
    cases = tuple(
        profile.id
        for profile in map(profiles.all.__getitem__, profiles.holding(serial))
        if (not scope or profile.id.collection in scope) and _tells(profile.case.fields, serial, wanted)
    )
    before, after = text[:start].rstrip(_MARKS), text[end:].lstrip(_MARKS)
    before = before.removesuffix(next(filter(before.endswith, _BEFORE), ""))
    for part in _AFTER:  # 民事 判决书 的案子
        said = listed(part).match(after)
        after = after[said.end() :] if said else after
    numbers = "和".join(f"案例{case.number}" for case in cases)
    return Lawsuit(text[start:end], cases, f"{before}{numbers}{after}")


def _tells(fields: tuple[Field, ...], serial: str, wanted: str) -> bool:
    return any(
        dockets.key(field.text[start:end]) == wanted
        for field in fields
        if serial in field.text
        for start, end in dockets.find(field.text)
    )
