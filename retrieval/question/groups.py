"""What groups are made by, and which end of them is asked for: by province, the most, the highest sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.patterns import regex
from data.text import squeeze
from retrieval import lexicon
from retrieval.lexicon.listed import listed
from retrieval.question.library import Library
from retrieval.question.query import Query, Want

_GROUPED = (
    ("collection", regex(r"案例集|各批|每批|哪批|哪一批|第几批|几批|各集")),
    ("zone", regex(r"东部|中部|西部|东北|大区|片区|东中西|南方|北方")),
    ("year", regex(r"年份|按年|各年|每年|哪一?年|年度")),
    ("month", regex(r"月份|按月|各月|每月|哪个?月")),
    ("organisation", regex(r"单位|机构|主体|部门|机关|组织|谁做的|身份|系统|法院(?!级)")),
    ("city", regex(r"城市|各市|每个市|哪个市|地级市")),
    ("region", regex(r"省|地区|地域|地方|区域|各地|哪里|在哪|分布")),
    ("theme", regex(r"主题|领域|类别|类型|方面|题材|内容")),
)
"""What groups are made by, and how that is called; the first that is named holds."""
_ENDS = (
    ("none", regex(r"(?:没有|没|零|无|一个也没|空白|缺席|没上榜|没入选|不在)")),
    ("first", regex(r"最早|最先|最初|第一个(?:发布|判|成立)|头一个|率先|earliest|first")),
    ("last", regex(r"最晚|最新|最近|最后(?=发布|判|成立|公布)|latest|newest")),
    ("least", regex(r"(?:数量|案例|个数|入选|上榜)?(?:的)?(?:最少|垫底|倒数)|fewest|least")),
    ("most", regex(r"(?:数量|案例|个数|入选|上榜)?(?:的)?(?:最多|第一|冠军|居首|领先|大头)|most")),
    ("lowest", regex(r"最低|最小|最轻|最便宜|lowest")),
    ("highest", regex(r"最高|最大|最重|最贵|highest|largest")),
)
_SUM = regex(r"钱|金额|赔|罚|判|款|费|额|工资|补偿|违约金|价|标的|元")
_GROUPING = regex(
    r"省区市|省市区|上了?榜|入选|入围|上名单|拢一?拢|归拢|归归类|麻烦|几[条席家起件篇例]|占了?|[席条]|按|按照|统计|分布|分组|分别|分类|各个?|每个?|归类|汇总|一下|案例数?|数量|个数|多少|几个|哪个|哪些|有|是|的|最|各占|占"
)
_OF_SUIT = listed("decided_sum")
_CLAIMED, _PAY = regex(r"请求|索赔|诉求|开口|主张|要得|要的"), regex(r"工资|月薪|薪")
_THING = regex(r"[一-鿿]{2}费|赔偿(?!金?额)|违约金|补偿金|罚款")


def grouped(query: Query, library: Library) -> Query:
    """`query` with what its groups are made by, the end that is asked for, and a theme without the words for these."""
    text = query.text
    columns = library.profiles.columns
    named = [name for name in columns if len(name) > 1 and squeeze(name) in squeeze(text)]
    end = next((name for name, form in _ENDS if form.search(text)), "") if query.want is Want.EXTREME else ""
    if end in ("most", "least") and _SUM.search(text) and not re.search(r"案例(?:数|最)|入选|上榜", text):
        end = "highest" if end == "most" else "lowest"
    if end in ("highest", "lowest") and not named and _OF_SUIT.search(text) and library.decided:
        return replace(query, want=Want.CASES, course=(_extreme_sum(text, end),), theme="")
    by = named[0] if named else next((name for name, form in _GROUPED if form.search(text)), "")
    if query.want is Want.GROUPS and len({m.text for m in query.places}) > 1:
        by = "places"
    elif query.want is Want.GROUPS and len({kind for kind, _, _ in query.kinds}) > 1:
        by = "kinds"
    elif query.want is Want.GROUPS and len(query.collections) > 1:
        by = "collection"
    query = replace(query, by=by or "region", extreme=end)
    theme = _blank(
        query.theme, [form for name, form in _GROUPED if name == by] + [_GROUPING, *(f for _, f in _ENDS)]
    )
    return replace(query, theme=theme)


def _extreme_sum(text: str, end: str) -> str:
    """The test for the highest or lowest of the sums that are asked about."""
    how = "most" if end == "highest" else "least"
    if _PAY.search(text):
        return f"pay:{how}"
    thing = _THING.search(text)
    what = "claimed" if _CLAIMED.search(text) else "awarded"
    return f"{what}:{how}" + (f"|{thing[0]}" if thing and what == "awarded" else "")


def _blank(text: str, forms: Sequence[re.Pattern[str]]) -> str:
    for form in forms:
        text = form.sub("，", text)
    return text if re.search(r"[一-鿿a-z]{2}", text) and not lexicon.is_scaffolding(text) else ""
