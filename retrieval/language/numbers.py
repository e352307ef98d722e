"""Case numbers as people write them: 第12号, 案例１９, 第廿六个, 3到5, 倒数第二个, case 7."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from data.numerals import number_of, numerals_in
from data.patterns import regex
from data.values import dataclass
from retrieval.lexicon.listed import listed

_CHINESE = "零〇一二两三四五六七八九十百千廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟"
_N = rf"(?:\d{{1,9}}+|[{_CHINESE}]{{1,7}}+)"  # possessive: 第十七条 must not be read as 第十 + 七条
_JOIN = r"(?:\s*(?:、|,|，|和|与|跟|及|以及|and|&|\+)\s*)"
_RANGE = r"\s*(?:到|至|-|~|—|–|～|to|through)\s*"
# What follows 第N or N号 and makes it something other than a case: 第3季度, 第二批, 一号工程, 第十七条.
_OTHER = (
    r"(?!\s*(?:时间|书记|者|责任|作者|名|页|段|张|章|节|行|公里|大(?![概致体约])|手|线|性|道|季|批|届|次|年|月|日|条|款|项|层|级|期|轮|产业|方|人民|中级|代|版|回|审|遍|趟|天|周|课|单元|类|种|步|"
    r"线|(?<!个)(?:家|件|位|颗|座)|工程|文件|楼|院|公报|令|通知|机床|店|馆|库|文|公告|批次|(?:的|[那这][套间栋幢处座])?(?:房|商铺|宅|别墅)))"
)
_ITEM = r"(?:个|号|例|则|起|篇|条案例|件案例|[家件位](?=$|[，,。？?！!、；;\s是的在呢叫怎咋讲说干做赔判有告和跟与]|什么|具体|简单|简要|详细|大概|大致|主要|展开|后来|[一二再终]审|仲裁|最后|为什么|为啥))?"
_CASE = r"(?:典型|指导性?|参考)?(?:案例|案件|案子|个案|(?<![每各])案|序号|编号)"
_COUNTS_ELSE = r"(?!\s*[句行段页张字话遍样下点]|[一-鿿]{0,1}句)"
# 3号到5号, 第3个和第7个, 17、18号 · not 第3个和两句话
_SERIES = rf"{_N}(?:\s*{_ITEM}(?:{_RANGE}第?\s*{_N}|{_JOIN}(?:第|no\.?\s*)?{_N}{_COUNTS_ELSE}))*"
_AS_PUBLISHED = r"(?:检例|总|(?<![一-鿿])[〔\[(（]\d{4}[〕\])）]\s*|(?<![〕\])）\d月哪几]))"
"""What stands before the number where it was published: 检例第61号, 总第5号, 〔2023〕第5号."""
_PATTERNS = [
    regex(
        rf"(?:cases?|no\.?s?|numbers?|#)\s*(?:no\.?\s*|number\s*)?[#\[]?({_N}(?:{_RANGE}{_N}|{_JOIN}(?:case\s*)?{_N})*)",
        re.I,
    ),
    regex(
        rf"(?:\d{{4}}年(?=指导|参考))?{_CASE}\s*[（(【\[]?第?({_N}(?:{_RANGE}第?{_N}|{_JOIN}第?{_N}{_COUNTS_ELSE})*)(?!\s*[个起下般共样些直定并览带审大句字段页行])\s*号?"
    ),
    # 案例四二审法院怎么说: the fourth, at second instance
    regex(rf"{_CASE}\s*第?([{_CHINESE}]{{1,6}}?)(?=[一二]审)"),
    regex(
        rf"(?<!全[国省市县区])(?<!国内)(?<!世界){_AS_PUBLISHED}(?:第\s*({_SERIES}){_ITEM}|({_SERIES})\s*号){_OTHER}{_CASE}?"
    ),
]
_BARE = regex(rf"(?<![\d.年月])\d{{1,3}}(?:{_JOIN}\d{{1,3}})+")
"""Bare numbers, which are those of cases where they are compared, or to be told: 14和21有什么不同, 比较14和21, 12和26讲讲; not 14和21万元."""
_COMPARES = ("比较", "对比", "比一比", "比比", "一下")
_COMPARED, _TOLD = listed("compared_numbers"), listed("told_numbers")
_MARKS, _OF_VALUES, LITTLE = "，,。？?！!；;", frozenset("万元年月日号岁"), 6
"""What may stand behind them; what makes them no numbers of cases; characters that may follow what asks for them."""
_SIGNS = frozenset(_CHINESE + "最末压")
"""Without one of these, a digit or a letter no number is named."""
_MOST = 100_000
"""Numbers of one range: as many as a collection may have."""
_STANDS = r"(?=$|[，,。？?！!、；;和与跟及]|是|讲|说|呢|的(?!时候)|叫|写|标题|题目|原文|全文|详细|展开|给我|吧|啊|呀|里(?=面|头|$)|怎|有(?:什么|啥)|跟)"
"""What follows an end of the list that is a case's: 最后一个讲什么, but not 最后一个山沟, 前头两个字."""
_LAST = regex(
    rf"倒数第\s*({_N})\s*(?:个|号|例|条|篇|则)?(?:{_CASE})?|(最后|最末|末尾|压轴|末了)(?:最末|的|那)?(?:(?:一|1)?(?:个|号|例|条|篇|则)(?:{_CASE}|{_STANDS})|{_CASE}|(?=是(?:哪|什么|谁)))|\blast case\b"
)
# 前三个案例, 头一个讲什么, 打头那一个 · not 全国头一个, which says how new a thing is, nor 前三个县, nor 馒头两个案子
_HEAD = regex(
    rf"(?<!全[国省市县])(?<!国内)(?<!是不是)(?<!是否)(?:(前|(?<![馒芋骨罐锄镜码木砖枕拳龙巨箭舌])头|开头|打头|first)|(后|末|最后|last))(?:的|那)?\s*({_N})\s*(?:个|号|例|条|cases?)(?!\w*[省市县区])(?:{_CASE}|{_STANDS})",
    re.I,
)


ARTICLE = regex(r"第[\d零〇一二三四五六七八九十百千]+条")
"""第五十七条 of a statute; of a text that has no statute before it, it may be 第二条街."""
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
_WORDS = {word: at for words in (_CARDINALS, _ORDINALS) for at, word in enumerate(words.split(), 1)}
_ENGLISH = regex(
    rf"\bcases?\s+(?:number\s+)?(?P<after>{'|'.join(_WORDS)}|\d+(?:st|nd|rd|th))\b|"
    rf"\b(?P<before>{'|'.join(w for w in _WORDS if w[-2:] in ('st', 'nd', 'rd', 'th'))}|\d+(?:st|nd|rd|th))\s+(?:case|one)\b|"
    r"\bfirst\s+(?P<few>two|three|four|five)\b(?:\s+(?:cases|ones))?"
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The case numbers a text names, in the order named, and where in the text they stood.

    `numbers` may lie outside any collection; negative ones count from the end (-1 is the last).
    `ordinal` tells that the only form used was 第N个, which after a list means its N-th member.
    """

    numbers: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    ordinal: bool = False


def find_numbers(text: str) -> Numbers:
    """The case numbers named in `text` (folded, simplified); bare quantities (16个区) are not case numbers."""
    if not any(c in _SIGNS or c.isdigit() or (c.isascii() and c.isalpha()) for c in text):
        return Numbers((), ())
    found: list[tuple[int, int, list[int]]] = []
    taken = [False] * len(text)

    def take(start: int, end: int, numbers: list[int]) -> None:
        if numbers and not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            found.append((start, end, numbers))

    for match in _LAST.finditer(text):
        back = number_of(match[1]) if match[1] else 1
        if match[0] not in ("最后", "末尾") and back and not text.startswith("公里", match.end()):
            take(match.start(), match.end(), [-back])
    for match in _HEAD.finditer(text):
        size = number_of(match[3])
        if size and size <= 100 and _has_item(match[0]):
            numbers = list(range(1, size + 1)) if match[1] else list(range(-size, 0))
            take(match.start(), match.end(), numbers)
    for match in _ENGLISH.finditer(text):
        word = match["after"] or match["before"] or match["few"]
        number = _WORDS.get(word) or int(word[:-2])
        take(match.start(), match.end(), list(range(1, number + 1)) if match["few"] else [number])
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            take(match.start(), match.end(), _numbers_of([g for g in match.groups() if g]))
    for match in _BARE.finditer(text):
        if _of_cases(text, *match.span()):
            take(match.start(), match.end(), _numbers_of([match[0]]))
    found.sort()
    named = tuple(dict.fromkeys(n for _, _, group in found for n in group))
    ordinal = bool(found) and all(_is_ordinal(text[start:end]) for start, end, _ in found)
    return Numbers(named, tuple((start, end) for start, end, _ in found), ordinal)


def _of_cases(text: str, start: int, end: int) -> bool:
    """Whether the bare numbers at `start` are compared, or are all that a text begins with and asks to be told."""
    before, rest = text[:start].rstrip(), text[end:].lstrip()
    if _COMPARED.match(rest) or (before.endswith(_COMPARES) and not rest[:1].strip(_MARKS)):
        return True
    verb = _TOLD.match(rest)
    little = (
        verb is not None and len(rest) - verb.end() <= LITTLE and _OF_VALUES.isdisjoint(rest[verb.end() :])
    )
    return not before and (rest.startswith(("号", "呢")) or not rest.strip(_MARKS) or little)


def _is_ordinal(text: str) -> bool:
    """Whether each number is said as 第二个, 第三条, 第一个案子, second one; 第一个案例 is one of the collection."""
    if text.isascii() and (text.endswith((" one", " case")) or text.startswith("first ")):
        return True
    parts = [part.removesuffix("案子") for part in re.split(_JOIN, text) if part]
    return all(part.startswith("第") and part[-1] in "个家条起件位篇" for part in parts)


def _has_item(text: str) -> bool:
    return bool(re.search(rf"{_CASE}|cases?|[个例号条]$", text, re.I))


def _numbers_of(groups: list[str]) -> list[int]:
    """Numbers of `3`, `3到5`, `17、18`, or of the two ends of a range."""
    if len(groups) == 2:
        return _span(groups[0], groups[1])
    numbers: list[int] = []
    for part in re.split(_JOIN, groups[0]):
        ends = re.split(_RANGE, part)
        if len(ends) == 2:
            numbers += _span(*ends)
        else:
            value = number_of(re.sub(rf"[^\d{_CHINESE}]", "", part))
            numbers += [value] if value is not None else []
    return numbers


def _span(first: str, last: str) -> list[int]:
    """The numbers from one end to the other, whichever is named first; at most _MOST of them."""
    low, high = (number_of(re.sub(rf"[^\d{_CHINESE}]", "", end)) for end in (first, last))
    if low is None or high is None:
        return []
    low, high = min(low, high), max(low, high)
    return list(range(low, min(high, low + _MOST) + 1))


def spoken(numbers: Iterable[int], most: int | None = None) -> str:
    """Numbers for reading, runs as ranges: 3–5、31; of more than `most` runs the first, and that there are others."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:most]]
    return "、".join(shown) + ("…" if len(shown) < len(runs) else "")


_UNITS_OF_THINGS = "个项种类样大条方层级"


def counted_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Of each number in `text` (folded): how many, where it begins, and what follows, its unit left out: (14, 2, 试点市县都是哪些)."""
    end = 0
    for written in numerals_in(text.replace("俩", "两")):
        at = text.replace("俩", "两").index(written, end)
        end = at + len(written)
        number = number_of(written)
        if number is not None:
            yield number, at, text[end:].lstrip(_UNITS_OF_THINGS)
