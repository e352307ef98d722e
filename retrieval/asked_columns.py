"""Which field of a case a question asks for and nothing besides: 案例3的日期, 案例3属于哪个地区, 案例3的裁判结果."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from data.patterns import regex
from data.text import squeeze
from data.types import Case
from retrieval import lexicon
from retrieval.statements import field_label

_KINDS = (
    (
        regex(r"(?:是)?(?:什么时候|什么时间|何时|几几年|哪一?年|哪一?天|哪个月|几月份?|几号|什么日期)|日期|时间"),
        regex(r"日期|时间|年份|年度|年月"),
    ),
    (
        regex(r"(?:在|是|属于)?(?:哪里|哪儿|什么地方|哪一?个?(?:省份?|市|县|区|地区|地方|城市|地域)|啥地方)|地区|地点|地方|省份"),
        regex(r"地区|地点|地方|省份|省市|地域|所在地|辖区"),
    ),
    (
        regex(r"哪一?(?:个|家)(?:单位|部门|机构|企业|公司|法院|机关)|什么(?:单位|部门|机构)|单位|部门"),
        regex(r"单位|部门|机构|主体|法院|企业|机关"),
    ),
    (
        regex(r"(?:属于)?(?:哪一?个?(?:类别|类型|种类|领域|类|种)|什么(?:类型|类别|种类|类|领域))|类别|类型|领域"),
        regex(r"类别|类型|种类|分类|领域|专题|板块"),
    ),
)  # fmt: skip
"""How a kind of column is asked for, and what columns of that kind are called."""
_AROUND = regex(
    r"请问|它们?|这(?:个|几个|些)?案例|那个案例|该案|这个|那个|告诉我|是|的|属于|属|在|写|为|有|呢|和|与|及|以及|各自|分别|都|、|一栏|栏目?|部分|内容|多少|什么|哪一?个?|怎么样?|如何|吗|了|啊"
)
"""What may stand beside the name of a field and asks for nothing more."""


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
    for asked, called in _KINDS:
        kind = [name for name in known if name in columns and called.search(name)]
        match = asked.search(text)
        if match and kind:
            named += [(match.start(), name) for name in kind]
            text = text[: match.start()] + "，" * len(match[0]) + text[match.end() :]
    left = re.sub(r"[\W_]+", "", _AROUND.sub("，", text))
    if not named or (left and not lexicon.is_scaffolding(left)) or content(left):
        return ()
    return tuple(dict.fromkeys(name for _, name in sorted(named)))
