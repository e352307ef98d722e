"""Whether a number, a share or a name that a question takes for so is the one that a case tells."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from data.numerals import number_of
from data.patterns import regex
from data.text import clauses, quotations
from data.types import Case, Quote
from retrieval.cases.profiles import Profile
from retrieval.language.figures import SHARES, Figure, figures, halved
from retrieval.question.closed.cues import Cue
from retrieval.question.dialogue.deixis import POINTS_AT_ONE
from retrieval.question.query import Query
from retrieval.quoting.clauses import quote_of
from retrieval.wording.names import actor

_COUNTED = regex(r"(?P<number>\d+|[一二两三四五六七八九十百千]+)(?P<unit>[个家处名户件种项次人起所])")
_CALLED_SO = regex(
    r"(?:是不是|是|不是|就是|应该|应该是|是否)?(?:就)?(?:名字)?(?:叫做|叫作|名叫|名为|取名|起名|叫)(?P<name>“[^”]{1,16}”|[^，,。？?“”什啥谁么哪]{2,12}?)(?:吧|吗|么|对吗|对吧|对不对|是吧|是吗|啊)?[？?]?$"
)
_TAGGED = regex(
    r"[，,]\s*(?:应该)?(?:就|都)?(?:是|有)?(?:不是)?(?P<number>\d+|[一二两三四五六七八九十百千]+)(?P<unit>[个家处名户件种项次人起所])?(?:站|县区)?(?:吧|吗|对吧|对吗|是吧|是吗)[？?]?$"
)
_RISES = ("翻了", "翻倍", "翻番", "增加", "增长", "增多", "上升", "上涨", "涨", "多了", "变多")
_FALLS = ("减少", "减了", "下降", "降低", "降了", "少了", "变少", "下滑")
_WAYS = "少降减增涨升"
"""What says in which way something changed."""
BESIDE_NAME = 14
"""Code points beside a name in quotation marks within which stands what is called so: 智能机器人“云小仲”."""
LEVELS = ("国家级", "省级", "市级", "县级", "区级", "乡级", "镇级", "村级", "部级")
LONGEST_NOUN = 6
"""Code points of the end of what is said to be of a level, at most."""
LONGEST_DEED = 6
"""Code points behind the name of who is taken for who acts: 设的吧, 牵头搞的吗."""
_NO_NOUN = "吗吧么呀啊？?，,"
BEFORE_NOUN = 2
"""Code points before a noun that a case says besides."""
FEW = 4
"""Numbers below which many things are counted."""
SAME = 2
"""Pairs of the question's characters that a clause must have for its number to count what the question does."""


def counted(text: str, case: Case) -> tuple[bool, Quote] | None:
    """Whether a case of one text counts as `text` says, and the clause: 200个派出所, of which it has 120; 是不是40家, of 34.

    None where it counts no such thing, or `text` says of several things how many they are.
    """
    text = halved(text)
    said = list(_COUNTED.finditer(text))
    if len(case.fields) == 1 and (parts := [one for one in figures(text) if one.unit in SHARES]):
        return _share(text, parts[0], case) if len(parts) == 1 else None
    if len(case.fields) != 1 or len(said) != 1:
        return None
    own, number = case.fields[0].text, number_of(said[0]["number"])
    pairs = set(pairwise(text[: said[0].start()])) | set(pairwise(text[said[0].end() :]))
    best: tuple[int, bool, Quote] | None = None
    for start, end in clauses(own):
        shared = len(pairs & set(pairwise(own[start:end])))
        for one in _COUNTED.finditer(own, start, end):
            noun = text[said[0].end() :][:2]
            near = own[one.end() : one.end() + BEFORE_NOUN + len(noun)]  # 16个公安分局, asked of as 120个分局
            same_noun = int(len(noun) == 2 and noun.isalpha() and noun in near)
            same_noun = SAME if same_noun and not near.startswith(noun) else same_noun
            alone = number == 1 and not noun[:1].strip(_NO_NOUN) and "只" in text
            same_noun = SAME if _only_so_counted(own, one, "" if alone else noun[:1]) else same_noun
            if one["unit"] != said[0]["unit"] or shared + same_noun < SAME:
                continue
            quote = quote_of(case, case.fields[0].name, start, end)
            same = number_of(one["number"]) == number
            if best is None or (shared, same) > best[:2]:
                best = shared, same, replace(quote, answer=(one.start(), one.end()))
    return best[1:] if best else _of_something_else(text[said[0].end() :][:2], number, case)


def _of_something_else(noun: str, number: int | None, case: Case) -> tuple[bool, Quote] | None:
    """That so many are something else than `noun`: 34个国家, of a case with 34家海外服务分中心; None where no one number is the same."""
    own, name = case.fields[0].text, case.fields[0].name
    told = [one for one in _COUNTED.finditer(own) if number_of(one["number"]) == number]
    if len(told) != 1 or (number or 0) < FEW or not (len(noun) == 2 and noun.isalpha()):
        return None
    start, end = next(span for span in clauses(own) if span[0] <= told[0].start() < span[1])
    end -= own[end - 1] in "，。；"
    if noun in own[told[0].end() : end]:
        return None
    return False, replace(quote_of(case, name, start, end), answer=(told[0].start(), end))


def turned(text: str, case: Case) -> tuple[bool, Quote] | None:
    """Whether something rose or fell as `text` says, and the clause: 案子是不是翻了三倍, of one that tells 同比减少三分之二.

    None where it says neither, a share of its own in the same way, or the case tells no one such change.
    """
    asked = _way(text)
    if len(case.fields) > 1 or asked is None:
        return None
    own, name = case.fields[0].text, case.fields[0].name
    told = [
        (a, b)
        for a, b in clauses(own)
        if any(one.unit in SHARES for one in figures(own[a:b])) or "同比" in own[a:b]
    ]
    told = [(a, b) for a, b in told if _way(own[a:b]) is not None]
    if len(told) != 1:
        return None
    start, end = told[0]
    same = asked == _way(own[start:end])
    of_it = set(pairwise(text)) & set(pairwise(own[start:end])) or ("案" in text and "案" in own[start:end])
    if not of_it or (same and any(one.unit in SHARES for one in figures(halved(text)))):
        return None
    at = min(own.find(word, start, end) for word in (*_RISES, *_FALLS) if word in own[start:end])
    return same, replace(quote_of(case, name, start, end), answer=(at, end))


def _way(text: str) -> bool | None:
    """Whether `text` tells of a rise (True) or of a fall; None where of neither, or both."""
    rises, falls = (any(word in text for word in words) for words in (_RISES, _FALLS))
    return None if rises == falls else rises


def _only_so_counted(own: str, one: re.Match[str], noun: str) -> bool:
    """Whether `one` is the only number of things of that kind in a case: 16个区, asked of as 12个区."""
    alike = [m for m in _COUNTED.finditer(own) if m["unit"] == one["unit"] and own.startswith(noun, m.end())]
    return (noun.isalpha() or not noun) and len(alike) == 1 and alike[0].start() == one.start()


def _share(text: str, said: Figure, case: Case) -> tuple[bool, Quote] | None:
    """Whether a share is as `text` says, and the clause: 减少了三分之一吧, of one that says 减少三分之二."""
    pairs = set(pairwise(text[: said.start])) | set(pairwise(text[said.end :]))
    own, name = case.fields[0].text, case.fields[0].name
    told = [
        (start, end, [one for one in figures(own[start:end]) if one.unit in SHARES])
        for start, end in clauses(own)
    ]
    told = [one for one in told if one[2]]
    ways = {way for way in _WAYS if way in text}
    for start, end, found in told:
        same_way = len(told) == 1 and any(way in own[start:end] for way in ways)  # the only share there is
        if len(found) == 1 and (same_way or pairs & set(pairwise(own[start:end]))):
            at = (start + found[0].start, start + found[0].end)
            return found[0].says(said.value), replace(quote_of(case, name, start, end), answer=at)
    return None


def called(text: str, case: Case) -> tuple[bool, Quote] | None:
    """Whether something is called as `text` says, and the clause: 机器人是不是叫小钟, of one that is called 云小仲.

    None where it says of nothing how it is called, or the case calls no such thing by a name.
    """
    said = _CALLED_SO.search(text)
    if said is None or len(case.fields) != 1:
        return None
    name, own = said["name"].strip("“”"), case.fields[0].text
    what = text[: said.start()].rstrip("的")[-2:]
    in_title = [case.title[start:end] for start, end in quotations(case.title)]
    found: list[tuple[bool, int, Quote]] = []
    for start, end in clauses(own):
        for first, last in quotations(own[start:end]):
            at, stop = start + first, start + last
            beside = own[max(start, at - BESIDE_NAME) : min(end, stop + BESIDE_NAME)]
            if what in beside or (POINTS_AT_ONE.search(what) and in_title == [own[at:stop]]):
                quote = replace(quote_of(case, case.fields[0].name, start, end), answer=(at, stop))
                found.append((own[at:stop] == name, -at, quote))
    if not found:
        return None
    same, _, quote = max(found, key=lambda one: one[:2])
    return same, quote


def of_level(text: str, case: Case) -> tuple[bool, Quote] | None:
    """Whether something is of the level that `text` says, and the clause: 版权协会是省级的吧, of 县级版权协会; None where the case
    gives it none.
    """
    level = next((one for one in LEVELS if f"是{one}" in text), "")
    noun = text[: text.find(f"是{level}")].removesuffix("是不") if level else ""
    for size in range(min(LONGEST_NOUN, len(noun)), 1, -1):
        for field in case.fields:
            for other in LEVELS:
                at = field.text.find(other + noun[-size:])
                if at >= 0:
                    start, end = next(span for span in clauses(field.text) if span[0] <= at < span[1])
                    quote = quote_of(case, field.name, start, end)
                    return other == level, replace(quote, answer=(at, at + len(other)))
    return None


def tagged(text: str, answer: str) -> bool | None:
    """Whether `answer` is the number that `text` ends with as taken for so: 建了几个站，是20个吧; None where it ends with none."""
    said = _TAGGED.search(text)
    told = _COUNTED.match(answer)
    if said is None or told is None or (said["unit"] or told["unit"]) != told["unit"]:
        return None
    return number_of(said["number"]) == number_of(told["number"])


def acted(question: Query, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether the sort of body that a question takes for who acts does, and who does: 无锡的“前哨”是法院设的吧; None where it takes
    nobody for that."""
    case, taken = profile.case, question.cues.first(Cue.ACTOR_TAKEN)
    who, field = actor(case), case.fields[0]
    if taken is None or len(case.fields) > 1 or not who or not field.text.startswith(who):
        return None
    for kind, start, end in question.kinds:
        if start == taken.start and taken.end - end <= LONGEST_DEED:
            quote = quote_of(case, field.name, *clauses(field.text)[0])
            return profile.acts_as(kind), replace(quote, answer=(0, len(who)))
    return None
