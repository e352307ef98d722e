"""What the pointing words of a turn decide by themselves: 第二个, 前者, 下一个, 剩下那个, 它们同省吗, 跟7比呢, 吃的不要."""

from __future__ import annotations

from dataclasses import replace

from data.numerals import number_of
from data.places.regions import find_places
from data.text import without
from data.types import CaseId
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.closed.sameness import ASKS_FOR_OTHERS, CITY, REGION, others_of_same, sameness
from retrieval.question.dialogue.deixis import (
    ONLY,
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
    REST_OF_THEM,
    counts_told,
)
from retrieval.question.dialogue.history import MOST, Past
from retrieval.question.dialogue.pointing.counted_off import (
    FORMER,
    end_of_order,
    first_items,
    in_list,
    step,
    thing_counted,
)
from retrieval.question.dialogue.pointing.told_by import (
    BESIDE_WHOM,
    besides,
    described,
    namesake,
    of_person,
    surnamed,
)
from retrieval.question.dialogue.pointing.turn import SAME_PLACE, UNITS, Pointing
from retrieval.question.query import ALL_THERE, Excluded, Query, Want

_WITH_THIS, _LEFT_OUT = listed("with_this_one"), listed("left_out_behind")
_TAKES_OUT = ("去掉", "刨去", "刨掉", "刨开", "扣掉", "扣除", "剔除", "排除", "除掉", "撇开")
_LEVELS = {"市": CITY, "县": CITY, "城": CITY}
_COMPARES = ("比一比", "比比", "对比", "比较", "相比", "比一下", "比")


def pointed(text: str, turn: Pointing) -> Query | None:
    """What `text` points at, and asks of it; None where its pointing words do not decide that by themselves."""
    last, listed_last = turn.dialogue.answered, turn.dialogue.listed
    if last is None:
        return None
    return (
        thing_counted(text, last, turn)
        or first_items(text, last, turn)
        or of_person(text, turn)
        or end_of_order(text, turn)
        or _whether_one(text, last, turn)
        or _former_beside_this(text, last, turn)
        or _of_same_place(text, last, turn)
        or _beside_number(text, last, turn)
        # 往前一个 after one was opened: the number before, not the first of the list
        or (step(text, turn) if last is not listed_last else None)
        or in_list(text, last, turn)
        or (_without(text, listed_last, turn) if listed_last is not None else None)
        or namesake(text, turn)
        or surnamed(text, turn)
        or described(text, turn)
        or _rest(text, last, turn)
        or step(text, turn)
        or besides(text, turn)
    )


def _rest(text: str, last: Past, turn: Pointing) -> Query | None:
    """剩下那个, 另外两个是哪家法院驳的: those of the list that were not told since; others of the place or body that is named."""
    match, d = REST_OF_THEM.search(text), turn.dialogue
    if match is None:
        return None
    rest = text[: match.start()] + text[match.end() :]
    if d.listed is not None and last is not d.listed:
        left = tuple(case for case in d.listed.cited if case not in last.cited)
        return turn.about(rest, left or d.listed.cited)
    if left := d.left_of_list:  # 剩下那两个, after a few of six were picked out
        return turn.about(rest, left)
    query = turn.read(rest)
    told = [case for case in d.told if case not in last.cited]
    told = [case for case in told if turn.held.answers_to(case, query)] if query.narrows else []
    if told:
        return turn.about(rest, tuple(told))
    of_others = query.want is not Want.FACT or Cue.ASKS_WORD not in query.cues
    if of_others and (query.places or query.kinds):  # 福建另外那个: not what was told
        return replace(query, want=Want.CASES, other_than=Excluded(cases=d.told), edit="others")
    return None


def _whether_one(text: str, last: Past, turn: Pointing) -> Query | None:
    """它们同省吗, 那两个案子是不是同一个法院: whether those told are of one; None where the turn names cases itself."""
    there = _asks_whether_there(text, turn)
    if (not there and (not sameness(text) or find_places(text))) or find_numbers(text).numbers:
        return None
    told = turn.pointed_at(text, last)
    told = told if len(told) > 1 else turn.dialogue.several()
    edit = ALL_THERE if there else "combine"
    query = replace(turn.read(text), want=Want.COMPARE, theme="", kinds=(), targets=told, edit=edit)
    return query if 1 < len(told) <= MOST else None


def _asks_whether_there(text: str, turn: Pointing) -> bool:
    """这俩都是上海的吗: whether it asks of several told if they are in a place, and nothing else."""
    if not (POINTS_AT_SEVERAL.search(text) or counts_told(text)) or Cue.IS_IT_SO not in cues_of(text):
        return False
    rest = POINTS_AT_SEVERAL.sub("", without(text, [(p.start, p.end) for p in find_places(text)]))
    return len(find_places(text)) == 1 and not turn.content(rest)


def _former_beside_this(text: str, last: Past, turn: Pointing) -> Query | None:
    """前一个和这个有啥一样的: the one case told last beside the one told before it."""
    if not (FORMER.search(text) and _WITH_THIS.search(text) and len(last.cited) == 1):
        return None
    query, told = turn.read(text), turn.dialogue.several()
    two = query.want is Want.COMPARE and len(told) == 2
    return replace(query, theme="", kinds=(), targets=told, edit="combine") if two else None


def _of_same_place(text: str, last: Past, turn: Pointing) -> Query | None:
    """还有跟它同省的吗, 这里面哪几个跟它一个省: others in the place of the one case told, whatever it was found by."""
    match = SAME_PLACE.search(text)
    what, rest = others_of_same(text)
    if match is not None and match["same"] and match["what"] in UNITS:
        what, rest = _LEVELS.get(match["what"], REGION), text[: match.start()] + text[match.end() :]
    if what not in (REGION, CITY) or len(last.cited) != 1:
        return None
    name = turn.place(last, "市" if what == CITY else "省")
    if not name or turn.content(rest) or not ASKS_FOR_OTHERS.search(text):
        return None
    query = turn.read(f"{name}的案例")
    out = Excluded(cases=last.cited)
    return replace(query, want=Want.CASES, other_than=out, again=True, edit="others")


def _beside_number(text: str, last: Past, turn: Pointing) -> Query | None:
    """跟7比呢: the one told beside the case of that number."""
    bare = text.strip(" ？?。.！!，,呢吧啊那再")
    ends = next((word for word in _COMPARES if bare.endswith(word)), "")
    numbers = find_numbers(text).numbers
    if (
        len(numbers) == 1 == len(last.cited)
        and POINTS_AT_ONE.search(text)
        and numbers[0] != last.cited[0].number
    ):
        read = turn.read(text)  # 案例3也是签了字的，跟这个有啥不同
        other = CaseId(last.cited[0].collection, numbers[0])
        two = replace(
            read, numbers=type(read.numbers)((), ()), targets=(last.cited[0], other), edit="combine"
        )
        return two if read.want is Want.COMPARE else None
    if not ends or not bare.startswith(BESIDE_WHOM) or len(last.cited) != 1:
        return None
    number = number_of(bare[1 : len(bare) - len(ends)].strip("第号个那案例"))
    if not number:
        return None
    beside = CaseId(last.cited[0].collection, number)
    return Query(text=text, want=Want.COMPARE, targets=(last.cited[0], beside), edit="combine")


def _without(text: str, listed: Past, turn: Pointing) -> Query | None:
    """吃的不要, 去掉卖吃的: the list without those that a word tells."""
    bare = _kept_first(text.rstrip("？?。！!，, 了吧啊"))
    match = next((one for one in _LEFT_OUT.finditer(bare) if one.end() == len(bare)), None)
    takes = next((word for word in _TAKES_OUT if bare.lstrip("把那再 ").startswith(word)), "")
    what = bare[: match.start()].strip("，, 的都也把") if match else ""
    kept, _, last = what.replace(",", "，").rpartition("，")
    if kept and turn.content(kept):  # 只留争加班费的，赔偿金的不要
        rest = turn.as_set(ONLY.sub("", kept))
        out = Excluded(described=(last,))
        none = rest.kinds and not any(turn.held.answers_to(case, rest) for case in listed.cited)
        within = () if none else listed.cited  # 法院办的有几个？仲裁不算, after those of the police: of all
        return replace(rest, want=Want.CASES, other_than=out, within=within, edit="narrow")
    what = what or (bare.lstrip("把那再 ").removeprefix(takes).strip("，, 的") if takes else "")
    read = turn.read(what) if what else None
    if read is None or read.narrows or read.numbers.numbers or not turn.content(f"{what}的"):
        return None
    out = Excluded(described=(what,))
    return Query(text=text, want=Want.CASES, other_than=out, within=listed.cited, edit="narrow")


def _kept_first(text: str) -> str:
    """要赔偿金的去掉，只留加班费的 as 只留加班费的，要赔偿金的去掉; any other `text` as it is."""
    first, comma, rest = text.replace("，", ",").partition(",")
    leaves = any(one.end() == len(first) for one in _LEFT_OUT.finditer(first))
    return f"{rest.strip()},{first}" if comma and leaves and ONLY.match(rest.strip()) else text
