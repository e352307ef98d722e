"""What the columns of a list of cases are for, by the names they go by."""

from __future__ import annotations

from data.patterns import regex
from data.text import squeeze
from data.types import SUMMARY, TITLE

NUMBER = "number"

COLUMNS: dict[str, frozenset[str]] = {
    NUMBER: frozenset({"序号", "编号", "案例编号", "案例序号", "案例号", "no", "no.", "№", "id", "number"}),
    TITLE: frozenset(
        {"案例名称", "案例标题", "标题", "题目", "名称", "案例", "案例题目", "案件名称", "案件标题", "title"}
    ),
    SUMMARY: frozenset(
        {"案例摘要", "摘要", "主要做法", "简介", "案例简介", "内容", "案例内容", "主要内容", "summary"}
    ),
}
"""What a column is for → the names it goes by, squeezed."""

_ROLES = {name: role for role, names in COLUMNS.items() for name in names}


def role(name: str) -> str | None:
    """NUMBER, TITLE or SUMMARY when `name` is one of their names; None for a column of another meaning."""
    return _ROLES.get(_plain(name))


def loose_role(name: str) -> str | None:
    """TITLE for a name that only sounds like one (项目名称, 做法题目): for tables in which no column is named better."""
    return TITLE if _LIKE_TITLE.fullmatch(_plain(name)) else None


_NOTE = regex(r"\([^()]*\)|\[[^\[\]]*\]|[:*]+$")
_LIKE_TITLE = regex(
    "(?:典型|优秀|示范|推荐|创新)?(?:案例|案件|项目|事例|成果|做法|经验|事项)(?:名称|标题|题目|题名)"
)


def _plain(name: str) -> str:
    """The name without a note for those who fill it in: 案例摘要（200字以内）."""
    squeezed = squeeze(name)
    return _NOTE.sub("", squeezed) or squeezed
