"""Negation and comparison: whether a sentence says yes where its source says no, more where it says less."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.patterns import regex

_NEGATOR = regex(
    "并未|并非|尚未|从未|未曾|没有|毫无|不曾|不再|不能|不得|不会|不必|无须|无需|未能|不|未|没|无|非|勿"
)
_NO_NEGATION = regex(
    "不断|不仅|不但|不光|不止|不同|不少|不久|不良|不动产|不法|不管|不论|不过|不妨|不正当|不单|不只|不可移动|不错|"
    "未来|未成年|没收|没落|无锡|无形|无偿|无缝|无人|无障碍|无论|无数|无线|无忧|无疑|无限|无私|无为|无棣|无极县|"
    "非遗|非物质|非公|非常|非营利|非诉|非凡|非洲|非羁押|非标|非接触|非法|除非|南非|是非|莫非|若非|"
    "涌现不绝|络绎不绝|层出不穷|与众不同|必不可少|密不可分|源源不断|持续不断|前所未有|无微不至"
)
"""Words that hold the letters of a negation and deny nothing."""
_HINDERS = regex("遏制|防止|制止|禁止|打击|杜绝|避免|阻止|严禁|拦截")
_ADVERBS = regex("^(?:再|能够|能|可以|得以|得|会|曾|必|须|应|有效|完全|真正|充分|直接|及时|是|全部|全面)+")
_UP = regex(
    "提高|提升|增加|增长|上升|扩大|上涨|增多|增强|拓宽|加大|加快|提速|扩张|延长|放宽|上调|多于|高于|超过|增进|增效"
)
_DOWN = regex(
    "降低|减少|下降|缩小|缩短|缩减|压缩|下滑|削减|减轻|减弱|放缓|收紧|下调|少于|低于|不足|压减|降本|削弱|减缓|下跌"
)
_STRICT = tuple(
    regex(group)
    for group in (
        "唯一|独家|仅有|只有|仅(?!仅)",
        "首个|首次|首创|首家|首批|率先|第一个|最早|先行",
        "最(?!近|后|终)|顶尖|之最|第一名|居首|首位",
        "全部|所有|一切|任何|全覆盖|全面|全体|全都|一律|全(?=[国省市区县州])",
        "部分|个别|少数|一部分",
        "大多|多数|大部分|绝大",
        "以上|超过|高于|多于|大于|逾|突破(?=\\d)",
        "以下|不足|低于|少于|小于|以内|不到|近(?=\\d)|将近|约(?=\\d)",
        "至少|起码",
        "至多|最多|不超过",
        "之前|以前|事前|(?<!目|当|空|眼|提)前(?=，)",
        "之后|以后|事后|随后",
        "计划|拟(?!定|合)|打算|预计|有望|即将|将要|将于|尚待|准备(?!金)",
        "可能|也许|或许|大概|据说|疑似",
        "国家级",
        "省级",
        "翻番|翻一番|[倍]",
        "必须|强制|应当|一定要",
        "禁止|严禁|不准|叫停|停止|取消|撤销|废止|关闭|终止|暂停|解散",
        "失败|落空|告吹|流产|拒绝|驳回|反对|放弃",
    )
)
"""Words that say more, or other, than their absence does: one of a group in a sentence wants one in its source."""


def negations(text: str) -> list[tuple[int, str]]:
    """Where `text` denies something, and the up to four characters that say what."""
    harmless = [match.span() for match in _NO_NEGATION.finditer(text)]
    found = []
    for match in _NEGATOR.finditer(text):
        if any(start <= match.start() < end for start, end in harmless):
            continue
        rest = text[match.end() : match.end() + 12]
        found.append((match.start(), _ADVERBS.sub("", rest)[:4]))
    return found


def denied(text: str, word: str) -> tuple[bool, bool]:
    """Whether `text` says `word` at all without denying it, and whether it denies it somewhere."""
    spots = [at for at, _ in negations(text)]
    plain = denies = False
    at = text.find(word)
    while at >= 0:
        before = [spot for spot in spots if 0 < at - spot <= 6 and not re.search("[，。；、]", text[spot:at])]
        denies = denies or bool(before)
        plain = plain or not before
        at = text.find(word, at + 1)
    return plain, denies


def turned(sentence: str, source: str, aligned: Sequence[str]) -> bool:
    """Whether `sentence` denies what `source` says or says what it denies; `aligned` are the clauses it follows."""
    told = "，".join(aligned)
    for _, what in negations(sentence):
        word = what[:2]
        if word[:1] in "让许准" and _HINDERS.search(source):
            continue  # 不让别人抢注: the source hinders it
        plain, denies = denied(source, word) if word else (False, False)
        if plain and not denies:
            return True
        if not plain and not denies and not negations(told):
            return True
    for _, what in negations(source):
        word = what[:2]
        for told in (word, what):  # 与赵某形成 is denied, though 与赵某 stands elsewhere
            if len(told) > 1 and denied(sentence, told)[0] and not denied(source, told)[0]:
                return True
    return False


def reversed_direction(sentence: str, aligned: Sequence[str]) -> bool:
    """Whether `sentence` says more where the clauses it follows say less, or less where they say more."""
    told = "，".join(aligned)
    up, down = bool(_UP.search(sentence)), bool(_DOWN.search(sentence))
    if up and not down:
        return bool(_DOWN.search(told)) and not _UP.search(told)
    return down and not up and bool(_UP.search(told)) and not _DOWN.search(told)


def overstated(sentence: str, source: str) -> bool:
    """Whether `sentence` has a word of rank, extent, doubt or ending that `source` has no like of."""
    return any(group.search(sentence) and not group.search(source) for group in _STRICT)
