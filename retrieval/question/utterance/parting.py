"""The questions of one message, each by itself."""

from __future__ import annotations

import re

from data.patterns import regex
from retrieval.lexicon.listed import listed, words

LONG = 200
"""Characters from which on a part is not taken apart further."""
_QUESTION_END = regex(r"(?<=[？?])\s*(?=[^\s？?。！!，,）)”’」』》])|\n+")
_ONLY_DOUBTS = listed("only_doubts")
_DOUBTS, _OF_THIS, _WHY_ALONE = listed("doubts"), listed("which_of_this"), listed("why_alone")
_ASKS, _ASKS_DETAIL = listed("asks_anything"), listed("asks_detail")
_IF_NONE, _TURNS_AWAY = listed("if_none"), listed("turns_to_other")
_HOW_MANY, _WHICH = listed("how_many_cases"), listed("which_they_are")
_WHICH_ALONE = listed("which_alone")
_SHORT = 13
"""Characters of 河北呢 and the like, at most."""
_ASIDE = ("另外再", "另外", "顺便问下", "顺便问一下", "顺便问", "再问一下", "再问下", "再问")
_MOST, _WHO = "最", "谁哪个件家位起例案子又是的呢啊呀得给判赔"
"""What says that an end is asked for, and what may stand about it where nothing else is said: 最少的又是哪件."""
_THEMSELVES = ("自己", "本身", "自个儿", "自个", "自己搞", "自己弄", "自己办", "自己研发", "自己来")
_ANOTHER = ("那", "两", "几", "一", "三", "的", "还有")
"""What follows 另外 where it counts others of what was told."""
_ITEM = regex(
    r"(?:^|(?<=[：:；;，,。\n]))\s*(?:[一二三四五六]是|第[一二三四五六][，,、是]|其[一二三四五六][，,、是]?)\s*|"
    r"(?:^|(?<=[：:；;。？?\n]))\s*(?:\d{1,2}\s*[.．、)）](?!\d)|[（(][一二三四五六\d][)）]|[一二三四五六]、)\s*|"
    r"[①②③④⑤⑥]\s*"
)
"""Before each of several questions: 一是…；二是…, or 1. … 2. …"""


def parted(text: str) -> list[str]:
    """The questions of one message, in order: each is answered in the light of those before it."""
    if text.isascii():
        return [text]
    items = list(_ITEM.finditer(text))
    if itemised(text):
        ends = [*(item.start() for item in items[1:]), len(text)]
        pieces = [text[item.end() : end] for item, end in zip(items, ends, strict=True)]
        return [piece.strip("；;，,。？? \n") + "？" for piece in pieces if re.search(r"\w", piece)]
    found: list[str] = []
    waiting = ""
    for piece in _QUESTION_END.split(text):
        part = waiting + piece.strip()
        if not re.search(r"\w", part):
            continue  # ？？一个都没有？？ asks once
        if re.search(r"[？?]\s*$", part) or _ASKS_DETAIL.search(part):
            found += _two(part) if len(part) < LONG else [part]
            waiting = ""
        else:
            waiting = part if part.endswith(("，", "。", ",", ".")) else part + "，"
    if waiting:
        last = waiting.rstrip("，")
        found = (
            [*found[:-1], *_with_last(found[-1], last)]
            if found
            else _two(last)
            if len(last) < LONG
            else [last]
        )
    return _with_doubts([found[0], *map(_without_if_none, found[1:])] if found else []) or [text]


def _with_last(before: str, last: str) -> list[str]:
    """The question `before` and what stands `last`, without a mark: 入选了几个？分别是啥 is told as 入选了几个，分别是啥."""
    lead = next((word for word in _ASIDE if last.startswith(word)), "")
    if lead and not last[len(lead) :].lstrip("，, ").startswith(_ANOTHER):
        return [before, last[len(lead) :].lstrip("，, ") + "？"]  # 顺便问下种业还有别的案例没
    if same_of_another(last) and len(last) > 1 and _ASKS.search(before):
        return [before, last]  # 北京市有哪些案例？大连的呢
    if _which_alone(last):
        return [f"{before.rstrip('？? ')}，{last}"]
    if _ASKS.search(last) and len(last) <= _SHORT and last.startswith(words("each_of_them")):
        return _two(f"{before.rstrip('？? ')}，{last}")
    return [before + last]


def _without_if_none(part: str) -> str:
    """没有的话，数字化的呢: what is asked besides, whether there was any or not."""
    lead = _IF_NONE.match(part)
    return part[lead.end() :].lstrip("，, ") if lead and len(part) > lead.end() + 1 else part


def _with_doubts(parts: list[str]) -> list[str]:
    """`parts`, with what only doubts or points at the one before behind it: 你确定？不是三倍？ · …？哪几个是讲这个的

    Why alone asks it of what stands before, and so does which alone: 法院审了没有？为什么 is one question of two things.
    """
    joined: list[str] = []
    for part in parts:
        if joined and (_why_of_it(joined[-1], part) or _which_alone(part)):
            joined[-1] = f"{joined[-1].rstrip('？? ')}，{part}"
            continue
        if joined and _guesses_who(joined[-1], part):
            continue
        doubts = _DOUBTS.match(part) or _OF_THIS.search(part)
        if joined and len(part) <= _SHORT and (doubts or _ONLY_DOUBTS.fullmatch(joined[-1].strip("？?。 "))):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _guesses_who(before: str, part: str) -> bool:
    """Whether `part` only guesses at whom the one `before` asks for: 谁研发的团体标准？检察院自己？"""
    said = part.strip("？?。 是吗吧的么")
    return (
        len(said) <= _SHORT
        and said.endswith(_THEMSELVES)
        and not _ASKS.search(said)
        and _ASKS.search(before) is not None
    )


def _why_of_it(before: str, part: str) -> bool:
    """Whether `part` only asks why, of the one thing that is asked `before` it, and of no list of cases."""
    return why_alone(part) and not (_HOW_MANY.search(before) or _WHICH.search(before))


def _which_alone(part: str) -> bool:
    """Whether `part` only asks which those are that are asked for before it: 自治区有入选的吧？哪几个案例 asks of no others."""
    return bool(
        _WHICH_ALONE.fullmatch(part.strip("？?。 呀啊呢的").removesuffix("案例").removesuffix("案子"))
    )


def why_alone(part: str) -> bool:
    """Whether `part` asks why and names nothing: 凭什么呀."""
    return bool(_WHY_ALONE.fullmatch(part.strip("？?。！!呢啊呀嘛的 ")))


def same_of_another(part: str) -> bool:
    """Whether `part` only asks the same of another: 大连的呢."""
    return len(part) <= _SHORT and part.rstrip("？?。 ").endswith("呢") and not _ASKS.search(part)


def itemised(text: str) -> bool:
    """Whether a message numbers its questions, so that none goes on about the one before: 一是…；二是…"""
    return len(_ITEM.findall(text)) > 1


def _two(part: str) -> list[str]:
    """河南有几个案例，河北呢: a question and the same of another, each by itself."""
    first, comma, second = part.replace("，", ",").rpartition(",")
    second = second.strip()
    said = second.rstrip("？?")
    if comma and (besides := _besides(first, said)):
        return [first + "？", besides + "？"]
    if comma and (end := _other_end(first, said)):
        return [first + "？", f"{end}的呢？"]
    asks = _ASKS.search(first) and not _TURNS_AWAY.fullmatch(first.strip())  # 没有就算了，那天津呢
    same_of_another = said.endswith("呢") and asks
    apart = comma and 1 < len(said) <= _SHORT and (same_of_another or _of_each(first, said))
    return [first + "？", second] if apart else [part]


def _besides(first: str, said: str) -> str:
    """浙江有几个案例，另外福建的讲的什么: what `said` asks besides `first`; "" where it goes on about it (另外那个)."""
    lead = next((word for word in _ASIDE if said.startswith(word)), "")
    rest = said[len(lead) :].lstrip("，, ")
    own = lead and len(rest) > 2 and not rest.startswith(_ANOTHER)
    return rest if own and _ASKS.search(first) and _ASKS.search(rest) else ""


def _other_end(first: str, said: str) -> str:
    """谁月工资最高，谁最低: the end that is asked besides the one before; "" where `said` says more, or asks for no end."""
    at = said.find(_MOST)
    end = said[at : at + len(_MOST) + 1] if at >= 0 and _MOST in first and _ASKS.search(first) else ""
    return end if end and not said.replace(end, "").strip(_WHO) and end not in first else ""


def _of_each(first: str, said: str) -> bool:
    """网购的有几个，分别买了什么: how many there are, and then what each of them is or does; not which they are, 分别是哪几个,
    which the answer to how many tells, but where it is told group by group (各有几个).
    """
    if not (_HOW_MANY.search(first) and said.startswith(words("each_of_them"))):
        return False
    return "各" in first or not _WHICH.search(said)
