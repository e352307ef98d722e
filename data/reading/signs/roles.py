"""What the columns of a list of cases are for, by the names they go by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import field

from data.errors import SettingError
from data.patterns import regex
from data.text import squeeze
from data.types import SUMMARY, TITLE
from data.values import dataclass

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


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of the tables: which column is which (role → its name), and that rows are to be counted."""

    columns: Mapping[str, str] = field(default_factory=dict)
    number_rows: bool = False


_NOTHING = Told()
_TOLD: ContextVar[Told] = ContextVar("told", default=_NOTHING)


@contextmanager
def told(what: Told) -> Iterator[None]:
    """Read tables as a person says, for as long as this lasts."""
    token = _TOLD.set(what)
    try:
        yield
    finally:
        _TOLD.reset(token)


def rows_are_counted() -> bool:
    """Whether a person asked for rows to be numbered in their order where no column does."""
    return _TOLD.get().number_rows


def told_columns(written: str) -> dict[str, str]:
    """名称=获奖人,内容=主要成就 as role → name of the column; SettingError where it is no such list."""
    found: dict[str, str] = {}
    for part in re.split("[,，;；]", written):
        wanted, _, name = part.replace("＝", "=").partition("=")
        known = _ROLES.get(_plain(wanted))
        if known is None or not name.strip() or known in found:
            raise SettingError(
                "--columns", written, "“名称=获奖人,内容=主要成就”，等号左边是 编号、名称 或 内容"
            )
        found[known] = _plain(name)
    return found


def role(name: str) -> str | None:
    """NUMBER, TITLE or SUMMARY when `name` is one of their names; None for a column of another meaning."""
    plain = _plain(name)
    if columns := _TOLD.get().columns:
        said = next((known for known, column in columns.items() if column == plain), None)
        known = _ROLES.get(plain)
        return said or (None if known in columns else known)
    return _ROLES.get(plain)


def loose_role(name: str) -> str | None:
    """TITLE for a name that only sounds like one (项目名称, 做法题目): for tables in which no column is named better."""
    return TITLE if _LIKE_TITLE.fullmatch(_plain(name)) else None


def bare_role(name: str) -> str | None:
    """TITLE for what a list that is not called 案例 is a list of: 获奖人, 企业, 条款; where no column is named better."""
    return TITLE if _LIKE_LIST.fullmatch(_plain(name)) else None


def like_number(name: str) -> bool:
    """Whether the name sounds like that of numbers: 项目编号, 案件编号; for tables in which no column is named better."""
    return _LIKE_NUMBER.fullmatch(_plain(name)) is not None


_LIKE_NUMBER = regex(
    "(?:案例|案件|项目|入库|条目|条款|典型|做法|经验|成果|作品|产品|企业|单位|获奖|推荐|文件)(?:编号|序号|号码|号)"
)
_NOTE = regex(r"\([^()]*\)|\[[^\[\]]*\]|[:*]+$")
_LIKE_TITLE = regex(
    "(?:典型|优秀|示范|推荐|创新)?(?:案例|案件|项目|事例|成果|做法|经验|事项|典型|企业|单位|机构|获奖(?:人|者|单位|项目)|条款|产品|品牌|人物)(?:名称|标题|题目|题名|姓名)"
)
_LIKE_LIST = regex(
    "(?:典型|优秀|示范|推荐|创新|先进|申报|获评|入选|实施|承办|牵头|报送)?(?:项目|做法|典型|经验|事例|成果|事项|获奖(?:人|者|单位|项目|作品)|企业|单位|条款"
    "|人物|个人|集体|机构|产品|品牌|姓名)"
)
_TRADITIONAL = str.maketrans(
    "號編稱內標題簡單項經驗獎條實點類業機構產優範創進領況據術學",
    "号编称内标题简单项经验奖条实点类业机构产优范创进领况据术学",
)


def _plain(name: str) -> str:
    """The name without a note for those who fill it in: 案例摘要（200字以内）."""
    squeezed = squeeze(name).translate(_TRADITIONAL)
    return _NOTE.sub("", squeezed) or squeezed
