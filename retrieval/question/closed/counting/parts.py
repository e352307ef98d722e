"""What a question itself sets beside each other to be counted: 合同的多还是侵权的多, 拆迁、土地还是特许经营的最多, 版权、专利各几个."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import split_at
from data.values import dataclass
from retrieval.language.terms import parties
from retrieval.lexicon.listed import listed, words

_EACH, _WHICH_EACH, _WHICH = listed("each_has"), listed("which_of_each"), listed("which_part")
_MORE, _FEWER = words("has_more"), words("has_fewer")
_CASES, _LEADS, _ENDS = words("part_is_case"), words("leads_to_parts"), listed("ends_parts")
_OUTCOME = listed("wins_or_loses")
_DIVIDES, _DIVIDED = words("divides_into"), listed("divided_so")
_ASKS = frozenset("哪谁几吗么啥（）()各每")
"""What no member holds: a question, or a grouping by something else."""
_LINKS = ("还是", "或者", "以及", "还有", "或", "和", "与", "跟", "及")
_EITHER = ("或者", "或")
"""What is one member of several that are enumerated by marks: 没写倍数或数额的."""
_JOINED = ("和解", "参与", "涉及", "普及", "及时", "和平", "与会", "给予", "跟踪", "和谐", "赋予", "授予")
"""Words that one of these stands in."""
_MARKED = "？?。！!，, ….;；:："
_AROUND = f"{_MARKED}呢啊呀吧哦哈的"
_SO_MANY = (
    "的有几个",
    "的几个",
    "的有几件",
    "的几件",
    "的有多少",
    "的有多少个",
    "的有几起",
    "的多少个",
    "的各有几个",
)
NOT = ("没有", "没", "不", "未")
_FOR_EXAMPLE = ("比如", "例如", "譬如", "像")
"""Before some of the kinds that there are: not they alone are to be counted."""
_BOUNDS, _FIGURES = ("以上", "以下", "以内", "以外"), frozenset("一二两三四五六七八九十百0123456789")
_KINDS, _DISPUTE, _POINTS = frozenset("类种样个批组边头"), "纠纷", ("那几", "这几", "那些", "这些")
_COMMAS = "，,；;：:。"
LONGEST = 14
"""Characters one of them has at most."""
_OF_DEGREE = ("得", "更", "最", "要", "数额", "金额", "人数", "次数")
"""Before 多 of what is measured and not counted: 赔得多, 金额多."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is set beside each other, as it is said; which of them is asked for (most, least, '' for all); what stands before."""

    names: tuple[str, ...]
    end: str = ""
    beside: str = ""
    """A clause of its own, which holds of all of them: 江苏的案子里，专利和商标各几个."""


def parts(text: str) -> Parts | None:
    """What `text` (folded) enumerates in order to have the cases of each counted; None where it does nothing of the sort."""
    bare = _without_which_each(text.strip(_AROUND.removesuffix("的")))
    for form in (_each_asked, _against, _than, _each, _which, _asked_first, _still, _divided):
        said = form(bare)
        if said is None:
            continue
        whole, end, names = said
        beside, names = ("", names) if names else _enumerated(whole)
        names = tuple(name for name in map(_bare, names) if name and not _points_at_them(name))
        names = _whole(tuple(dict.fromkeys(names)))
        if len(names) > 1 and all(map(_may_be, names)):
            return Parts(names, end, beside)
    return None


def _points_at_them(name: str) -> bool:
    """这三类, 这两类纠纷: no member, but what all of them are."""
    name = name.removesuffix("面").removesuffix("里").removesuffix(_DISPUTE)
    return name.startswith(("这", "那")) and name[1:-1] in tuple("二两三四五六几") and name[-1] in _KINDS


def _without_which_each(text: str) -> str:
    """`text` without a last clause that only asks which those of each are: 哪类最多，分别是哪些; all are told anyhow."""
    *before, last = split_at(text, _COMMAS)
    return text[: -len(last)].rstrip(_MARKED) if len(before) > 1 and _WHICH_EACH.fullmatch(last) else text


_Said = tuple[str, str, tuple[str, ...]]
"""The words that hold the enumeration, the end that is asked for, and its members where they are known already."""


def _against(text: str) -> _Said | None:
    """支持的多还是驳回的多."""
    one, against, other = text.partition("还是")
    (first, end), (second, same) = _without_degree(one.rstrip(_COMMAS)), _without_degree(other)
    if not against or not end or end != same or "、" in first:
        return None
    return "", end, (split_at(first, _COMMAS)[-1], second)


def _of_same(first: str, second: str) -> str:
    """Who wins or loses said of the second as of the first: 消费者赢的多还是输的多."""
    ended = [match for match in _OUTCOME.finditer(first) if first[match.end() :] in ("", "的")]
    alone = _OUTCOME.fullmatch(second.strip(_AROUND))
    if first.endswith(_BOUNDS) and second.endswith(_BOUNDS) and second[:1] in _FIGURES:
        verb = first[: next((at for at, char in enumerate(first) if char in _FIGURES), 0)]
        return verb + second  # 判三年以下的多还是三年以上的多
    return first[: ended[0].start()] + second if ended and alone else second


def _whole(names: tuple[str, ...]) -> tuple[str, ...]:
    """`names`, with what is denied or said of the second as of the first said whole: 支持加班费的和没支持的."""
    if len(names) != 2:
        return names
    first, second = names[0], _of_same(*names)
    no = next((word for word in NOT if second.startswith(word) and len(second) > len(word)), "")
    verb = second.removeprefix(no)
    return (first, no + first) if no and first.startswith(verb) else (first, second)


def _than(text: str) -> _Said | None:
    """合同的案子比侵权的多吗, 是不是比侵权的多."""
    asked = text.removesuffix("吗").removesuffix("么")
    before, than, behind = asked.partition("比")
    other, end = _without_degree(behind)
    one = before.removesuffix("是不是").removesuffix("是否")
    if not than or not end or (asked == text and one == before):
        return None
    return "", end, (split_at(one, _COMMAS)[-1], other)


def _each_asked(text: str) -> _Said | None:
    """退一赔三的有几个，退一赔十的有几个."""
    each = [part.strip(_AROUND) for part in split_at(text, _COMMAS)]
    ends = [next((word for word in _SO_MANY if part.endswith(word)), "") for part in each]
    if len(each) < 2 or not all(ends):
        return None
    return "", "", tuple(part.removesuffix(end) for part, end in zip(each, ends, strict=True))


def _each(text: str) -> _Said | None:
    """版权、专利各几个."""
    said = _without_cases(text)
    found = [m for m in _EACH.finditer(said) if m.end() >= len(said.rstrip("个件起例家"))]
    if not found:  # 拆迁的、卖地的各是哪些; not 三个平台和四个中心分别是哪些
        found = [m for m in _WHICH_EACH.finditer(said) if m.end() == len(said)]
        told = split_at(said[: found[-1].start()].rstrip(_MARKED), _COMMAS)[-1] if found else ""
        found = found if all(name.endswith("的") for name in told.split("、")) else []
    return (said[: found[-1].start()], "", ()) if found else None


def _which(text: str) -> _Said | None:
    """合同、婚姻、侵权，哪一类最多."""
    for match in list(_WHICH.finditer(text))[::-1]:
        degree = text[match.end() :]
        for word in _CASES:
            degree = degree.removeprefix(word)
        end = _end_of(degree)
        if end:
            return text[: match.start()], end, ()
        if not degree:  # 最少的是哪一类
            rest, end = _without_degree(text[: match.start()].removesuffix("是").removesuffix("的"))
            return (rest, end, ()) if end else None
    return None


def _asked_first(text: str) -> _Said | None:
    """哪个多一点，讲打假的还是讲品牌的; 哪类纠纷最多？拆迁、卖地、特许经营."""
    asks, *rest = split_at(text, f"{_COMMAS}？?")
    which = next((match for match in _WHICH.finditer(asks)), None)
    if which is None or not rest or asks[: which.start()].strip(_MARKED) not in ("", *_LEADS):
        return None
    degree = asks[which.end() :]
    for word in (*_CASES, _DISPUTE):
        degree = degree.removeprefix(word)
    end = _end_of(degree)
    return ("，".join(rest), end, ()) if end else None


def _still(text: str) -> _Said | None:
    """拆迁、土地还是特许经营的最多."""
    rest, end = _without_degree(text)
    return (rest, end, ()) if end and "还是" in rest and text.endswith(("最多", "最少", "多", "少")) else None


def _divided(text: str) -> _Said | None:
    """按食品、服务、汽车分一分; 把这些案子分成合同、侵权两类."""
    starts = [(text.find(word), word) for word in _DIVIDES if word in text]
    if not starts or "、" not in text:
        return None
    start, word = min(starts)
    inside = split_at(text[start + len(word) :], _COMMAS)[0]
    ends = [match.start() for match in _DIVIDED.finditer(inside) if match.end() == len(inside)]
    if not ends and word in ("按", "按照"):
        return None
    behind = text[start + len(word) + len(inside) :].lstrip(_MARKED + _COMMAS)
    if behind.startswith(_FOR_EXAMPLE):
        return None
    if "、" not in inside:  # 把吃的按毛病分分类：过期的、标签的
        return f"{_said_of_all(text[:start])}，{behind}", "", ()
    return inside[: min(ends, default=len(inside))], "", ()


def _said_of_all(before: str) -> str:
    """What is to be divided, without what only points at it: 食品 of 把食品那几件."""
    said = before.strip(_MARKED).removeprefix("把")
    at = min((found for word in _POINTS if (found := said.find(word)) >= 0), default=len(said))
    return "" if said in _LEADS else said[:at]


def _enumerated(said: str) -> tuple[str, tuple[str, ...]]:
    """What stands in a clause before the enumeration, and the members of that; () where nothing is enumerated."""
    told = [part.strip() for part in split_at(said, _COMMAS)]
    alike = all(part.endswith("的") for part in told if part)  # 婚姻的，合同的，受伤赔钱的
    clauses = [_undivided(part) for part in told if (bare := part.strip(_AROUND)) and bare not in _LEADS]
    several = [part for part in clauses if len(_members(part)) > 1]
    if len(several) == 1:
        before = [part for part in map(_unframed, clauses[: clauses.index(several[0])]) if part]
        behind = clauses[clauses.index(several[0]) + 1 :]
        joined = tuple(name for part in behind for name in _members(part))  # 合同、婚姻，还有侵权
        return "，".join(before), (*_members(several[0]), *joined)
    return ("", tuple(clauses)) if not several and alike and len(clauses) > 1 else ("", ())


def _undivided(part: str) -> str:
    """A clause that is to be divided so without what only says that: 按合同和侵权分."""
    into = next(
        (word for word in _DIVIDES if word in part and not part.startswith(word) and len(word) > 1), ""
    )
    part = part.partition(into)[2] if into else part  # 把案例归成创造、运用
    ends = (match.start() for match in _DIVIDED.finditer(part) if match.end() == len(part))
    end = next(ends, 0) if part.startswith(_DIVIDES) else 0
    return part[:end] if "、" in part[:end] or len(_members(part[:end])) > 1 else part


def _unframed(part: str) -> str:
    """A clause that holds of all, without what only says that there are groups: 按大类分; 食品 of 把食品那几件按毛病分一下."""
    starts = [at for word in _DIVIDES if (at := part.find(word)) >= 0 and _DIVIDED.search(part, at)]
    return _said_of_all(part[: min(starts)]) if starts else part


def _members(part: str) -> tuple[str, ...]:
    links = [link for link in _LINKS if "、" not in part or link not in _EITHER]
    cuts = sorted(
        (at, at + len(link))
        for link in ("、", *links)
        for at in range(len(part))
        if part.startswith(link, at) and not _in_word(part, at, at + len(link))
    )
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(part)]
    names = (part[start:end].strip(_MARKED) for start, end in zip(starts, ends, strict=True))
    return tuple(filter(None, names))


def _in_word(part: str, start: int, end: int) -> bool:
    """Whether a link is part of a word: 和 in 和解."""
    return any(word in part[max(start - 1, 0) : end + 1] for word in _JOINED)


def _bare(name: str) -> str:
    """A member without what leads to it and what it is called besides: 有解除协议的, 侵权三类."""
    said = name.strip(_AROUND + "。")
    lead = next((word for word in _LEADS if said.startswith(word) and len(said) > len(word) + 1), "")
    while lead:
        said = said.removeprefix(lead).strip("的")
        lead = next((word for word in _LEADS if said.startswith(word) and len(said) > len(word) + 1), "")
    while end := next((m for m in _ENDS.finditer(said) if m.end() == len(said) and m.start() > 1), None):
        said = said[: end.start()]
    bare = _without_cases(said).strip("的，, ") if len(said) > 1 else said
    bare = bare.removesuffix("了") if len(bare) > len("赢了") else bare
    return bare if len(bare) > 1 or not name.endswith("的") else f"{bare}的"  # 吃的


def _may_be(name: str) -> bool:
    asks = any(char in _ASKS for char in name)
    long_enough = len(name) > 1 or bool(_OUTCOME.fullmatch(name))
    return long_enough and len(name) <= LONGEST and not asks and not parties(name)


def _without_cases(text: str) -> str:
    word = next((word for word in _CASES if text.endswith(word) and len(text) > len(word) + 1), "")
    return text.removesuffix(word)


def _end_of(degree: str) -> str:
    degree = degree.strip(_AROUND)
    return "most" if degree in _MORE else "least" if degree in _FEWER else ""


def _without_degree(text: str) -> tuple[str, str]:
    """`text` without 多 or 最少 at its end, and the end that is asked for so; '' where it has none, or is of a measure."""
    said = text.strip(_AROUND)
    ends: Sequence[tuple[str, str]] = [
        (word, end) for end, degrees in (("most", _MORE), ("least", _FEWER)) for word in degrees
    ]
    word, end = next(
        ((w, end) for w, end in sorted(ends, key=lambda one: -len(one[0])) if said.endswith(w)), ("", "")
    )
    rest = said.removesuffix(word)
    if rest.endswith("得") and _ends_in_outcome(rest[:-1]):  # 商家赢得多
        rest = rest[:-1]
    return (rest, end) if word and rest and not rest.endswith(_OF_DEGREE) else (said, "")


def _ends_in_outcome(text: str) -> bool:
    return any(match.end() == len(text) for match in _OUTCOME.finditer(text))
