"""What was told held against what one takes for so: 35家吧, 不是35家吗 after how many there are; 不对吧，我记得是检察院."""

from __future__ import annotations

from dataclasses import replace

from data.numerals import number_of
from data.places.regions import find_places
from data.text import split_at
from retrieval.language.figures import SHARES, figures, halved
from retrieval.lexicon.listed import listed, words
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.question.closed.who.bodies import find_kinds
from retrieval.question.dialogue.history import Dialogue, Past
from retrieval.question.dialogue.pointing.turn import Pointing
from retrieval.question.query import Query, Want

_FIGURES = frozenset("0123456789.零〇一二两三四五六七八九十百千万亿")
_AROUND = " ？?。.！!，,"
_SOME_OTHER = ("有个", "有一个", "有家", "有一家", "还有", "另一")
"""With what another case is remembered than the one told."""
SAYING = 16
"""Characters of a turn that only holds a share against what was told, at most."""
_DENIES, _CHANGED, _ASKS_AMOUNT = listed("denies"), listed("changes"), listed("asks_word")
_ASKS_AGAIN, _REMEMBERS = listed("how_many_then"), listed("remembers")
_SURE_OF, _NOT_IT = listed("sure_of"), ("不是说", "不是")
_AS_TOLD = ("这样", "这么", "这些", "这点", "这么点", "这么多", "这么少", "这几个")
"""How one ends who only marvels at what was told: 吃了十来回就这样."""
_AGREED = ("对吧", "是吧", "没错吧", "对不对", "是不是", "对吗", "是吗", "吧")
_IS_IN = ("是", "在", "属于", "归")
_ASKS_SO = ("吗", "嘛", "么", "吧")
MIN_NOUN, NOUN = 3, 6
"""Characters of what is counted that may stand behind the figure."""
_HOW_MANY_CASES, _SAID = listed("so_many_of_them"), "的吧啊呢呀来着案例子件"


def doubted(text: str, turn: Pointing) -> Query | None:
    """The question of before with that figure in the place of what it asked for; None where `text` is nothing of the sort."""
    if (shared := _share_of(text, turn)) is not None:
        return shared
    figure = _figure(text.strip(_AROUND))
    if (listed_before := _doubts_how_many(text, turn.dialogue)) is not None:
        return replace(listed_before.query, edit="sure")
    if _ASKS_AGAIN.fullmatch(text.strip(_AROUND)) and (base := _counted(turn.dialogue)):
        return replace(base.query, within=base.cited, near=(), edit="same")  # 那到底几个
    base = _counted(turn.dialogue) if figure is not None else None
    if base is None or figure is None:
        return _placed(text.strip(_AROUND), turn) or _believed(text.strip(_AROUND), turn)
    asked, (start, end) = base.query.asked, base.query.asked.span
    number, rest = figure
    noun = rest.removeprefix(asked.unit)
    if noun and (len(noun) > NOUN or noun not in base.query.text):
        return None
    told = base.query.text
    said = f"{told[:start]}{number}{asked.unit}{asked.noun}{told[end:].rstrip(_AROUND)}吧"
    return replace(turn.read(said), want=Want.FACT, within=base.cited, near=(), edit="same")


def of_another_matter(text: str, turn: Pointing) -> Query | None:
    """What one takes for so of the one case told, where that is no answer to what was asked last: 你确定一分钱都没判赔, after why.

    None where a figure or a name was asked, which one holds another against (我怎么记得是九月), or nothing is said of the case.
    """
    last = turn.dialogue.answered
    if last is None or last is not turn.dialogue.asked or len(last.cited) != 1:
        return None
    if last.query.english or last.query.want is not Want.FACT or last.query.asked.type in ONE_FACT:
        return None
    lead = _SURE_OF.match(text)
    behind = text[lead.end() :] if lead else ""
    parts = [part.strip(_AROUND) for part in split_at(behind, "，,？?") if part.strip(_AROUND)]
    held = [part for part in parts if not _REMEMBERS.match(part)] or parts
    said = held[0] if held else ""
    if remembered := _REMEMBERS.match(said):
        said = said[remembered.end() :].lstrip("是，的")
    said = next((said.removeprefix(word) for word in _NOT_IT if said.startswith(word)), said)
    figure = said[:1] in _FIGURES and len(said.lstrip("".join(_FIGURES))) <= MIN_NOUN
    if figure or said.endswith(_AS_TOLD) or not turn.content(said) or turn.held.elsewhere(last.cited, said):
        return None
    asked = f"{said.rstrip('啊呀呢吧吗嘛么')}吗"
    return replace(turn.read(asked), want=Want.FACT, within=last.cited, near=(), edit="same")


def _placed(bare: str, turn: Pointing) -> Query | None:
    """Where the one case told is, where one holds that it is somewhere: 是海淀的吧, 一审是青羊区法院对吧, 是不是在甘肃."""
    told = bare.lstrip("那它")
    bare = told.removeprefix("是不是")
    asks, ends = bare != told, next((word for word in _AGREED if bare.endswith(word)), "")
    last, places = turn.dialogue.answered, find_places(bare)
    if last is None or len(last.cited) != 1 or len(places) != 1 or not (ends or asks):
        return None
    start, end = places[0].start, places[0].end
    if not (bare[:start].endswith(_IS_IN) or (asks and not start)):
        return None  # 无锡的民警是每月去一趟吧: of another case
    if turn.held.elsewhere(last.cited, bare[:start], least=1):
        return None  # “法护知产”是北京高院推的吧, after a case that says nothing of it
    of_body = any(at == end for _, at, _ in find_kinds(bare))
    alone = turn.read(told)
    if not of_body and _is_only_placed(alone):
        return replace(alone, want=Want.FACT, within=last.cited, edit="same")
    where = f"{bare[:start]}{'哪个' if of_body else '哪里'}{bare[end : len(bare) - len(ends)]}"
    return replace(turn.read(where), want=Want.FACT, within=last.cited, edit="same")


def _share_of(text: str, turn: Pointing) -> Query | None:
    """Whether the case told tells of so much less, or more, as one holds it does: 案件少了一半？, 不是说少了三成吗."""
    last, bare = turn.dialogue.answered, text.strip(_AROUND)
    ends = next((word for word in (*_AGREED, "吗") if bare.endswith(word)), "")
    put = ends or "是不是" in bare or text.rstrip().endswith(("？", "?"))
    if (
        not put
        or last is None
        or last is not turn.dialogue.asked
        or len(last.cited) != 1
        or len(bare) > SAYING
    ):
        return None
    shares = [one for one in figures(halved(bare)) if one.unit in SHARES]
    if len(shares) != 1 or _ASKS_AMOUNT.search(bare) or not _CHANGED.search(bare):
        return None
    told = bare.removesuffix(ends).replace("是不是", "").rstrip("的了")
    asked = turn.read(f"{told}吧")
    if asked.places or asked.institutions or asked.numbers.numbers:
        return None
    return replace(asked, want=Want.FACT, within=last.cited, near=(), edit="same")


def _is_only_placed(query: Query) -> bool:
    """Whether all that is said is where the case told is taken to be: 是海淀的吧."""
    taken = query.cues.first(Cue.PLACE_TAKEN)
    return taken is not None and taken.start == 0


def _believed(bare: str, turn: Pointing) -> Query | None:
    """Whether that is so which one holds against the case told last: 不对吧，我记得是检察院搞的; None where none is doubted."""
    parted = bare.replace(",", "，").replace("?", "，").replace("？", "，")  # 你确定？我怎么记得是4+N
    denied, comma, rest = parted.partition("，" if "，" in parted else " ")
    last = turn.dialogue.answered
    if last is None or last is not turn.dialogue.asked or len(last.cited) != 1:
        return None
    if not comma and _REMEMBERS.match(bare):
        return _remembered(bare, last, turn)
    lead = _REMEMBERS.match(rest.lstrip()) if comma and _DENIES.fullmatch(denied) else None
    said = rest.lstrip()[lead.end() :].lstrip("是，的") if lead else ""
    if not said and comma and _DENIES.fullmatch(denied) and "不是" in rest and rest.endswith(_ASKS_SO):
        said = rest.lstrip()  # 不对吧，合同里不是写一天一千嘛
    if not said or turn.held.elsewhere(last.cited, said):
        return None
    guess = said.rpartition("是")[2].strip("的了" + _AROUND)
    if guess and guess[0] in _FIGURES and len(guess.lstrip("".join(_FIGURES))) <= NOUN:
        return replace(last.query, within=last.cited, near=(), edit="sure")  # 不对吧，我怎么记得是两万
    taken = turn.read(f"{said if set(said) & set('是在') else '是' + said}".rstrip("啊呀呢吧吗嘛么") + "吗")
    if Cue.PLACE_TAKEN in taken.cues:  # 不对吧，我记得法护知产是江苏的
        return replace(taken, want=Want.FACT, within=last.cited, near=(), edit="same")
    asked = f"{last.query.text.rstrip(_AROUND)}，{'' if '是' in said else '是'}{said.rstrip('啊呀呢的吧吗嘛么')}吗"
    return replace(turn.read(asked), want=Want.FACT, within=last.cited, near=(), edit="same")


def _remembered(bare: str, last: Past, turn: Pointing) -> Query | None:
    """Whether it is so what one takes for it of the one case told: 我记得是从12个维度画的吧; not 我记得有个是贵州的."""
    if any(word in bare for word in _SOME_OTHER):
        return None
    placed, lead = turn.read(bare), _REMEMBERS.match(bare)
    if Cue.PLACE_TAKEN in placed.cues:
        return replace(placed, want=Want.FACT, edit="same")
    said = bare[lead.end() :].lstrip("是，的") if lead else ""
    if not said.endswith(_ASKS_SO) or not turn.held.tells_of(said, last.cited):
        return None
    asked = turn.read(said)
    named = asked.narrows or asked.numbers.numbers or turn.held.elsewhere(last.cited, said)
    return None if named else replace(asked, want=Want.FACT, within=last.cited, near=(), edit="same")


def _doubts_how_many(text: str, dialogue: Dialogue) -> Past | None:
    """The list or the count told last where another number of cases is held against it: 不对吧，我怎么记得有五个; None where none is."""
    last = dialogue.answered
    if last is None or last is not dialogue.asked or last.query.want not in (Want.CASES, Want.COUNT):
        return None
    parts = text.strip(_AROUND).replace(",", "，").replace(" ", "，").split("，")
    doubts = _DENIES.fullmatch(parts[0]) or _REMEMBERS.match(parts[-1])
    number = _HOW_MANY_CASES.search(parts[-1])
    return last if doubts and number and number.end() == len(parts[-1].rstrip(_SAID)) else None


def _counted(dialogue: Dialogue) -> Past | None:
    """The newest turn that asked how many there are of something in the case told last."""
    last = dialogue.answered
    if last is None or last is not dialogue.asked or len(last.cited) != 1:
        return None
    for turn in reversed(dialogue.turns):
        if turn.cited != last.cited:
            return None
        start, end = turn.query.asked.span
        if turn.query.want is Want.FACT and turn.query.asked.type is Type.NUMBER and start < end:
            return turn
    return None


def _figure(bare: str) -> tuple[str, str] | None:
    """The figure that `bare` takes for so and what stands behind it; None where it says more, or asks."""
    denied, comma, rest = bare.replace(",", "，").rpartition("，")  # 不对吧，我记得是50家
    bare = rest.lstrip() if comma and _DENIES.fullmatch(denied) else bare
    lead = next((word for word in words("holds_that") if bare.startswith(word)), "")
    tail = next((word for word in words("is_it_so") if bare.endswith(word)), "")
    said = bare[len(lead) : len(bare) - len(tail)]
    number = said[: next((at for at, char in enumerate(said) if char not in _FIGURES), len(said))]
    if not (lead or tail) or not number or number_of(number) is None:
        return None
    return number, said[len(number) :]
