"""What the columns of a list of cases are for, by the names they go by."""

from __future__ import annotations

from data.text import squeeze
from data.types import SUMMARY, TITLE

NUMBER = "number"

COLUMNS: dict[str, frozenset[str]] = {
    NUMBER: frozenset({"序号", "编号", "案例编号", "案例序号", "no", "no.", "number"}),
    TITLE: frozenset({"案例名称", "案例标题", "标题", "题目", "名称", "案例", "案例题目", "title"}),
    SUMMARY: frozenset(
        {"案例摘要", "摘要", "主要做法", "简介", "案例简介", "内容", "案例内容", "主要内容", "summary"}
    ),
}
"""What a column is for → the names it goes by, squeezed."""

_ROLES = {name: role for role, names in COLUMNS.items() for name in names}


def role(name: str) -> str | None:
    """NUMBER, TITLE or SUMMARY when `name` is one of their names; None for a column of another meaning."""
    return _ROLES.get(squeeze(name))
