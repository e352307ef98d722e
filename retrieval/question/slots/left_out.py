"""What a question leaves out: a place or a kind of body (除了北京, 大学别算), cases of a theme (跟拆迁没关系的), the one it describes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from data.patterns import regex
from data.places.regions import find_places
from retrieval import lexicon
from retrieval.lexicon.listed import listed, words
from retrieval.question.closed.who.bodies import find_kinds

T = TypeVar("T")
_NOT_BEFORE, _NOT_AFTER = words("left_out_before"), listed("left_out_behind")
NEAR = 6
"""Characters behind a name within which it is left out: 江苏的案例别算."""
AND = ("", "、", "和", "与", "跟", "及", "以及", "还有")


def parted(
    text: str, found: Sequence[T], span: Callable[[T], tuple[int, int]]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Those of `found` that are asked for, and those that are excluded (除了北京, 大学别算)."""
    ahead = [one for one in found if before(text[: span(one)[0]].rstrip())]
    after = [one for one in found if _left_out_behind(text[span(one)[1] :])]
    ordered = sorted(found, key=span)
    for left, right in pairwise(ordered):  # 除了法院和公安
        if left in ahead and text[span(left)[1] : span(right)[0]].strip() in AND:
            ahead.append(right)
    for left, right in pairwise(ordered[::-1]):  # 浙江和上海除外
        if left in after and text[span(right)[1] : span(left)[0]].strip() in AND:
            after.append(right)
    excluded = [*ahead, *after]
    return tuple(one for one in found if one not in excluded), tuple(excluded)


def before(head: str) -> bool:
    """Whether what follows `head` is left out: 除了…, 不要…; not 解除 or 要不要, which ask."""
    word = max((word for word in _NOT_BEFORE if head.endswith(word)), key=len, default="")
    stem = head.removesuffix(word)[-1:]
    return bool(word) and not (stem and (stem in word[1:2] or (word == "除" and stem in _REMOVES)))


_REMOVES = "解开删清免消废切"
"""Before 除: 解除协议, 开除党籍."""


def _left_out_behind(rest: str) -> bool:
    match = _NOT_AFTER.search(rest)
    if match is not None and rest[: match.start()].endswith(match[0][1:2] or "\n"):
        return False  # 学校要不要占股
    if (
        match is not None
        and rest[: match.start()].endswith(_TOLD)
        and not rest[: match.start()].startswith("的")
    ):
        return False  # 让员工签字说不要加班费的: what somebody says, and not who is left out
    between = rest[: match.start()] if match is not None else ""
    if match is None or len(between) > NEAR or set(between) & set(_ENDS):
        return False
    # 学校一点股份都不要 tells what a school does not want; 北京那个国博不算 leaves it out
    return not match[0].endswith("要") or lexicon.is_scaffolding(between)


_TOLD = ("说", "表示", "写", "写明", "声明", "称", "承诺", "同意", "签字")
_ENDS = "，,。？?！!、（("
DESCRIBED = regex(
    r"(?:跟|和|与|同)(?P<what>[^，,。？?！!]{2,14}?)(?:都|毫|完全|根本|压根|丝毫)?(?:没有?(?:什么|啥)?关系|无关|不相干|不沾边|不搭界|不挨边)|"
    r"(?<!有)(?:不|没有?|未)(?:涉及|牵涉|关系到)(?:到|及|过)?(?P<other>[^，,。？?！!、]{2,10}?)的|"
    r"(?<=[，,、（(？?])(?P<left>[^，,。？?！!、（()）]{2,10}?)(?:都)?(?:不算|别算|除外|不计)(?=[，,。？?！!)）]|$)|"
    r"(?:^|[，,、（(；;]|里头|里面|里|其中)(?:但|而|却|又|并|可)?(?:不是|不要|别要|不含|不包括|不属于)(?P<not>[^，,。？?！!、不]{1,10}?)(?:的|那种|那类|那些)"
    r"(?=[，,。？?！!）)（(]|有[哪几多]|呢|案|是哪|那[几些]|$)|"
    r"(?:除去|除开|除了?|不算|不含|不包括|排除|去掉)(?P<one>[^，,。？?！!、]{2,12}?)的?[那这]一?(?:个|家|起|条|例)(?:案例|案子|案件)?"
)
"""跟拆迁没关系的, 自治州不算, 不是在网上买的, 除了陶瓷那个: cases of that theme are left out, or the one that is described."""


_TELLS = ("讲", "说", "关于", "有关", "涉及", "写", "谈")


def _without_lead(words: str) -> str:
    """What is left out in 不是讲海外风险的: 海外风险."""
    lead = next((lead for lead in _TELLS if words.startswith(lead) and len(words) - len(lead) > 1), "")
    return words.removeprefix(lead)


def described(text: str, told: Sequence[object]) -> tuple[str, ...]:
    """The words by which cases are excluded (除了陶瓷那个), where no place or number says which."""
    found = list(DESCRIBED.finditer(text))
    themes = [
        match["what"] or match["other"] or match["left"] or _without_lead(match["not"])
        for match in found
        if not match["one"]
    ]
    ones = [] if told else [match["one"] for match in found if match["one"]]
    return (
        *(words for words in themes if not find_places(words) and not find_kinds(words)),
        *(words for words in ones if not find_kinds(words)),
    )
