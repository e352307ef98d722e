"""The line in English before what a case says in Chinese: the figure asked for, which case, and that these are its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.types import Citation
from retrieval.quoting.shown import plain
from retrieval.wording.frames import phrase

FEW = 6
"""Numbers of cases that the line names, at most."""
_COUNTED = frozenset("个家处名户件种项次人起所岁页条份倍")
"""Units that say nothing in English which the question has not said."""


def led_in(text: str, citations: Sequence[Citation], figure: str) -> str:
    """`text` behind that line; `text` as it is where it begins in English already. `figure`: the answer that is said first."""
    if re.search(r"[A-Za-z]{2}", text.partition("\n")[0].partition("[")[0]):
        return text
    numbers = [str(one.case.id.number) for one in citations[:FEW]]
    told = ", ".join(numbers) + (" …" if len(citations) > FEW else "")
    name = "lead_case" if len(citations) == 1 else "lead_cases"
    named = "" if text.startswith("《") else f", 《{plain(citations[0].case.title)}》"
    line = phrase(name, True, cases=told, named=named)
    number = figure[:-1] if figure[-1:] in _COUNTED else figure
    if number[:1].isdigit():
        line = f"{number} — {line[:1].lower()}{line[1:]}"
    return f"{line}\n{text}"
