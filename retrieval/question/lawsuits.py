"""A lawsuit named by the number its court gave it: the cases that tell of it, and the question with their numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from data import dockets
from data.patterns import regex
from data.types import CaseId, Field
from retrieval.cases.profiles import Profiles

_BEFORE = regex(r"(?:案号|案件编号|编号|文书号)?(?:是|为|叫)?[“\"「『]?$")
_AFTER = regex(
    r"[”\"」』]?(?:民事|刑事|行政|执行|仲裁)?(?:判决书?|裁定书?|裁决书?)?(?:一案|的?(?:那个|这个|这起|那起)?(?:案例|案子|案件|官司))?"
)


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
    before = _BEFORE.search(text[:start])
    after = _AFTER.match(text, end)
    assert before is not None
    assert after is not None
    numbers = "和".join(f"案例{case.number}" for case in cases)
    return Lawsuit(text[start:end], cases, f"{text[: before.start()]}{numbers}{text[after.end() :]}")


def _tells(fields: tuple[Field, ...], serial: str, wanted: str) -> bool:
    return any(
        dockets.key(field.text[start:end]) == wanted
        for field in fields
        if serial in field.text
        for start, end in dockets.find(field.text)
    )
