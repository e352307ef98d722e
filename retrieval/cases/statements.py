"""What documents call the parts of a case, and what is said of one before it is believed."""

from __future__ import annotations

from collections.abc import Iterable

from data.types import SUMMARY, TITLE, Case
from data.values import dataclass
from retrieval.cases.grouping import GROUPINGS, charted, grouped

_FIELDS = {SUMMARY: "摘要", TITLE: "标题"}
BY = {"地区": "region", "实施主体": "organisation", "主题": "theme"}
"""What documents call the groupings."""


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """What an answer says of a case, before it is believed."""

    collection: str
    title: str
    number: int
    field: str
    start: int
    end: int
    text: str
    sha256: str | None
    exact: bool = False
    """Whether white space counts too: a data file keeps it, a document sets it anew."""


def field_label(name: str) -> str:
    """What documents call a field."""
    return _FIELDS.get(name, plain(name))


def field_name(label: str) -> str:
    """The field that documents call so."""
    return next((name for name, shown in _FIELDS.items() if shown == label), label)


def plain(text: str) -> str:
    """`text` with every run of white space as one space: how a document shows it."""
    return " ".join(text.split())


def chart_title(by: str) -> str:
    """What stands under the chart of a grouping."""
    return f"案例数，按{next(word for word, grouping in BY.items() if grouping == by)}"


def chart_texts(title: str, cases: Iterable[Case]) -> list[str] | None:
    """All that is written on the chart of that title over `cases`; None where there is no such chart."""
    by = next((by for by in GROUPINGS if chart_title(by) == title), None)
    if by is None:
        return None
    names, values = charted({name: len(group) for name, group in grouped(cases, by).items()})
    return [*names, *map(str, values), title]
