"""Who published a list and when: what its notice says of itself, which is no case's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from data.numerals import number_of
from data.patterns import regex
from data.text import fold, squeeze

REASON = "通知自己的标题、发布单位或日期 (of the notice itself)"
_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
_DATE = rf"(?P<year>{_DIGIT}{{4}})\s*[-./年]\s*(?P<month>{_DIGIT}{{1,3}})\s*[-./月]\s*(?P<day>{_DIGIT}{{1,3}})\s*日?"
_BODY = (
    r"[\u4e00-\u9fff（）()、·\s]{1,60}?(?:"
    r"法院|检察院|监察委|监委|纪委|部|局|委|委员会|办公室|办公厅|厅|署|会|政府|中心|研究院|集团|大学)"
)
_LABELLED_BY = regex(
    r"(?:发布|发文|印发|制发|公布|编印)(?:单位|机关|机构|部门|者)\s*[：:]\s*([^\s：:；;，,|｜]{2,60})"
    r"|(?:^|\s)来源\s*[：:]\s*([^\s：:；;，,|｜]{2,60})"
)
_LABELLED_ON = regex(rf"(?:(?:发布|公布|印发|成文|发文)(?:时间|日期)|^\s*(?:时间|日期))\s*[：:]\s*{_DATE}")
_LINE_BY = regex(rf"[（(]?\s*({_BODY})\s*(?:{_DATE})?\s*(?:联合)?(?:发布|公布|印发|编)\s*[）)]?")
_LINE_ON = regex(
    rf"[（(]?\s*(?P<by>{_BODY})?\s*{_DATE}\s*(?:联合)?(?:发布|公布|印发)?\s*(?:[0-9]{{1,2}}:[0-9:]{{2,5}})?\s*[）)]?"
)
_DAY_IN = regex(rf"(?<![0-9]){_DATE}")
_TIMED = regex(rf"\S{{2,20}}\s+{_DATE}\s*[0-9]{{1,2}}:[0-9]{{2}}.{{0,20}}")
"""某院 2023-05-01 08:00 发表于浙江: the head of a page of news."""
_CREDIT = regex(
    r"[—–\-~=*·\s]*(?:END|完|全文完)[—–\-~=*·\s]*"
    r"|(?:(?:图文|文字|内容|稿件|图片|素材|本文)?(?:来源|供稿|编辑|责编|责任编辑|审核|校对|初审|复审|终审|编审|监制|排版|制作|作者|投稿|总编|主编|值班编委)\s*[：:|｜丨/].{0,60})"
    r"|(?:(?:点击|长按|扫码|扫描|识别|欢迎|喜欢|觉得).{0,20})?(?:关注(?:我们|本?公众号|.{0,12}公众号)|分享|点赞|在看|收藏|阅读原文|转发|二维码)(?:[、，\s]*(?:分享|点赞|在看|收藏|转发|一键三连))*[!！~]*"
    r"|往期(?:推荐|回顾|精彩).{0,30}",
    re.IGNORECASE,
)
"""What stands under an article on a page of news: who wrote it, and what readers should press."""
_TITLE_BY = regex(rf"({_BODY})(?:联合)?(?:发布|公布|关于(?:印发|发布|公布))")
_LINE_BODY = regex(_BODY)
_ANNEX = regex(
    r"附\s*[件表录]\s*(?:[2-9二三四五六七八九十]|1\d|十[一二三四五六七八九])\s*[：:]?.{0,30}"
    r"|附\s*[件表]\s*\d{0,2}\s*[：:].{1,30}(?:表|名单|目录|清单)"
)
ANNEX = "另一附件，不是案例 (another annex)"
_LONGEST = 120
"""Characters of a line that says who and when; longer ones are text."""


class Notice(NamedTuple):
    """The issuer as written, and the day as YYYY-MM-DD; each empty where it is not said."""

    issuer: str = ""
    issued: str = ""


def said(text: str) -> Notice:
    """What a line that says nothing else says of the notice; two empty texts for any other line."""
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return Notice()
    by = _LABELLED_BY.search(text)
    on = _LABELLED_ON.search(text) or _LINE_ON.fullmatch(text) or _TIMED.fullmatch(text)
    on = on or (_DAY_IN.search(text) if by else None)
    issuer = next(filter(None, by.groups()), "") if by else ""
    if not issuer and (line := _LINE_BY.fullmatch(text)):
        issuer, on = line[1], on or (line if line["year"] else None)
    if not issuer and on and (whole := _LINE_ON.fullmatch(text)):
        issuer = whole["by"] or ""
    return Notice("".join(issuer.split()), _day(on) if on else "")


def read(lines: Iterable[str], title: str) -> Notice:
    """Who issued the list of that title, and when, by the lines that stand outside its cases; the first said counts."""
    issuer = issued = above = ""
    for line in lines:
        found = said(line)
        signs = _LINE_ON.fullmatch(line.strip()) and not found.issuer and _LINE_BODY.fullmatch(above)
        issuer, issued = issuer or (above if signs else found.issuer), issued or found.issued
        above = line.strip()
    if not issuer and (titled := _TITLE_BY.match(title)):
        issuer = titled[1]
    return Notice(issuer, issued)


def repeated(body: Sequence[str], titles: frozenset[str]) -> list[int]:
    """The lines of a case's body that are the notice's title come again, with the issuer and date under it."""
    found: list[int] = []
    for at, text in enumerate(body):
        if squeeze(text) in titles or (found and found[-1] == at - 1 and any(said(text))):
            found.append(at)
    return found


def signature(body: Sequence[str]) -> int:
    """How many of the last lines sign the notice: an institution, and under it a day."""
    if len(body) > 2 and _LINE_ON.fullmatch(body[-1].strip()) and said(body[-1]).issued:
        return 1 + bool(len(body) > 3 and len(body[-2]) < 40 and _LINE_BODY.fullmatch(body[-2].strip()))
    return 0


def credits(body: Sequence[str]) -> int:
    """How many of the last lines are no text but what a page of news has under it."""
    last = len(body)
    while last > 1 and _CREDIT.fullmatch(body[last - 1].strip()):
        last -= 1
    return len(body) - last


def annex(body: Sequence[str]) -> int:
    """How many of the last lines are another annex of the notice: 附件2, a form to be filled in."""
    at = next((n for n, text in enumerate(body) if n and _ANNEX.fullmatch(text.strip())), len(body))
    return len(body) - at


def _day(match: re.Match[str]) -> str:
    year, month, day = (
        number_of(fold(match[part]).replace("○", "〇")) or 0 for part in ("year", "month", "day")
    )
    real = 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31
    return f"{year:04}-{month:02}-{day:02}" if real else ""
