"""Which field of a case a question asks for and nothing besides: 案例3的日期, 案例3属于哪个地区, 案例3的裁判结果."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from data.text import squeeze
from data.types import Case
from retrieval import lexicon
from retrieval.cases.statements import field_label
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Type, asked

_BESIDE = listed("beside_column")
_TYPES = {"date": Type.DATE, "place": Type.PLACE, "body": Type.BODY}
"""The type of thing that asks for a kind of column without its name: 案例3在哪里."""


def asked_columns(
    rest: str, cases: Sequence[Case], columns: Sequence[str], content: Callable[[str], Sequence[object]]
) -> tuple[str, ...]:
    """The fields of `cases` or of `columns` (short ones, of the same collections) that `rest` asks for, in order.

    `rest` is the question (folded) without the numbers of the cases. Empty where it names none or asks for more;
    `content` gives the content words of a text.
    """
    told = dict.fromkeys(field.name for case in cases for field in case.fields)
    known = [*told, *(name for name in columns if name not in told)]
    if len(known) < 2:
        return ()
    text = squeeze(rest)
    named: list[tuple[int, str]] = []
    for name in sorted(known, key=lambda name: (-len(name), name)):
        shown = squeeze(field_label(name))
        if shown and (at := text.find(shown)) >= 0:
            named.append((at, name))
            text = text[:at] + "，" * len(shown) + text[at + len(shown) :]
    wanted = asked(text)
    for kind, called in under("column").items():
        of_kind = [name for name in known if name in columns and called.search(name)]
        match = called.search(text)
        span = wanted.span if wanted.type is _TYPES.get(kind) else match.span() if match else None
        if span and of_kind:
            named += [(span[0], name) for name in of_kind]
            text = text[: span[0]] + "，" * (span[1] - span[0]) + text[span[1] :]
    left = re.sub(r"[\W_]+", "", _BESIDE.sub("", text))
    if not named or (left and not lexicon.is_scaffolding(left)) or content(left):
        return ()
    return tuple(dict.fromkeys(name for _, name in sorted(named)))
