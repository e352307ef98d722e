"""One of the cases told, named by somebody in it or by what it does: 王某两样都有啊, 打球的那个, 报刊公司呢，它是凭什么开的人."""

from __future__ import annotations

from dataclasses import replace

from data.patterns import regex
from retrieval.language import terms
from retrieval.language.numbers import find_numbers
from retrieval.language.terms import SURNAMES
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import (
    CORRECTS,
    INSIDE,
    REST_OF_THEM,
    THAT_ONE,
    WITH,
    leans,
    leaves_out,
)
from retrieval.question.dialogue.history import MOST
from retrieval.question.dialogue.pointing.turn import AND_IT, Pointing
from retrieval.question.query import Excluded, Query, Want

_THE_ONE = regex(
    r"^\W*(?:那|还有|另外|再说)*(?P<what>[^，,。？?它他她这那]{2,12}?)的?那一?(?:个|家|位|起|件|条|所|批)(?P<who>[^，,。？?呢的叫是啥谁哪什怎几多]{0,4})(?:的?呢|吧|啊)?(?:[，,：:](?P<rest>.+))?[？?]*$|"
    r"^\W*(?:那|另外)一?(?:个|家|位|起|件|所)(?P<that>[^，,。？?]{2,12}?)的?呢(?:[，,：:](?P<more>.+))?[？?]*$|"
    r"^\W*(?:那|另外)一?(?:个|家|位|起|件|所)(?P<those>[^，,。？?哪什怎谁多几啥吗呢]{2,12}?)的[？?.。]*$"
)
"""A case told by what it does, not by its number: 打球的那个，他们在商标上做了啥; 那个电池的呢，用了多久坏的."""
_ASKS = listed("asks_word")
BESIDE_WHOM = ("跟", "和", "与", "同", "比")
_SURNAMED = len("姓某的")
"""Characters before 那个 where one is told by a surname: 姓郭的那个."""
_OTHER_OF_NAME = ("另一个", "另外一个", "另外那个")
_ALSO_CALLED = ("也叫", "也姓", *_OTHER_OF_NAME)
"""Before the name that another case has, too; of those told already the other, or one more."""
_BESIDES = "另外"
_MORE = (Want.TEXT, Want.COMPARE, Want.BRIEF)
_AHEAD, _OF_IT = 10, ("它", "他", "她")
"""Characters of what is named before 呢 of which it is asked then."""
RATHER = 0.25
"""How surely the one that is described is of those told, where none of them holds the words: 带球赛的那个."""


def of_person(text: str, turn: Pointing) -> Query | None:
    """王某两样都有啊，各多少, after a list with one case of his: of that; None where he is of none of them, or of several."""
    name, told = terms.PERSON.match(text.lstrip("那")), turn.dialogue.answered
    if name is None or told is None or len(told.cited) < 2:
        return None
    titled = tuple(case for case in told.cited if name[0] in turn.held.title(case))
    his = titled or tuple(case for case in told.cited if turn.held.says(case, name[0]))
    query = turn.read(text)
    if len(his) != 1 or query.want not in (Want.FACT, Want.GROUPS) or query.numbers.numbers:
        return None  # by nothing are groups made of one case: 各多少
    return replace(query, want=Want.FACT, within=his, edit="pick")


def described(text: str, turn: Pointing) -> Query | None:
    """打球的那个，做了什么: the one of those told that holds these words, or of all where none does."""
    return _named_ahead(text, turn) or _the_one(text, turn)


def _the_one(text: str, turn: Pointing) -> Query | None:
    match, corrects = _THE_ONE.match(text), CORRECTS.match(text)
    others = leaves_out(text) or REST_OF_THEM.search(text) or find_numbers(text).numbers
    if match is None or others or (corrects and corrects[0].strip()):
        return None  # 不对，我说的是大棚那个
    what = (match["what"] or match["that"] or match["those"]) + (match["who"] or "")
    if (inside := INSIDE.match(what)) and turn.dialogue.listed is not None:
        among = what[inside.end() :].lstrip("有是的")  # 里面有跟亲哥做局的那个: one of those, if none says so
        within = turn.dialogue.listed.cited
        return Query(text=among, want=Want.TEXT, described=among, within=within, edit="pick")
    rest = (match["rest"] or match["more"] or "").strip("？? ")
    if not rest and _ASKS.search(what):
        return None  # 那个业主最后赔了多少呢: a person of the one told, of whom it is asked
    return None if WITH.match(what) else _who_does(what, rest, text, turn)  # not 跟刚才那个放一起


def _who_does(what: str, rest: str, text: str, turn: Pointing) -> Query | None:
    """What `rest` asks of the one told that holds `what`, else of the nearest to it; None where several hold it."""
    read, told = turn.read(what), turn.dialogue.told
    if read.numbers.numbers or read.narrows or not turn.content(what) or what.startswith("姓"):
        return None
    holding = tuple(case for case in told if turn.held.holds(case, what))
    if len(holding) == 1:
        return turn.about(rest or text[len(text.rstrip(AND_IT)) :], holding)
    if holding or len(told) > MOST:
        return None
    asked = turn.read(rest) if turn.content(rest) else Query(what, want=Want.TEXT, theme=read.theme)
    want = asked.want if asked.want is Want.TEXT else Want.FACT
    return replace(asked, want=want, near=told, lean=RATHER, described=what, edit="pick")


def namesake(text: str, turn: Pointing) -> Query | None:
    """还有个辅警也叫王某某，他收了多少, after a case of one of that name: another case, told by the rest; None where it is not so said."""
    also = next(
        (one for one in terms.PERSON.finditer(text) if text[: one.start()].endswith(_ALSO_CALLED)), None
    )
    last = turn.dialogue.answered
    if also is None or last is None or not any(turn.held.says(case, also[0]) for case in last.cited):
        return None
    other = text[: also.start()].endswith(_OTHER_OF_NAME)  # 另一个郑某, after two of that name
    told = [c for c in turn.dialogue.every if c not in last.cited and turn.held.says(c, also[0])]
    if other and len(told) == 1:
        return turn.about(text[also.end() :].lstrip("，, "), tuple(told))
    said = next(word for word in _ALSO_CALLED if text[: also.start()].endswith(word))
    query = turn.read(text[: also.start() - len(said)] + text[also.end() :])
    return replace(query, want=Want.FACT, other_than=Excluded(cases=last.cited))


def besides(text: str, turn: Pointing) -> Query | None:
    """另外那个村子呢，名字老被人抢着注册的, after one case: asked of another; None where that is a thing of the one told."""
    bare, last = text.lstrip("那还再，, "), turn.dialogue.answered
    if not bare.startswith(_BESIDES) or last is None or len(last.cited) != 1 or not THAT_ONE.search(bare):
        return None
    what = bare.removeprefix(_BESIDES).lstrip("的，, ")
    read = turn.read(what)
    if read.numbers.numbers or not turn.content(what) or turn.held.holds(last.cited[0], what):
        return None
    return replace(read, want=Want.FACT, other_than=Excluded(cases=last.cited))


def surnamed(text: str, turn: Pointing) -> Query | None:
    """姓郭的那个，国家损失了多少: the one of those told of somebody of that name; None where no one is."""
    bare = text.lstrip("那 ")
    one = THAT_ONE.match(bare, _SURNAMED) if bare[:1] == "姓" and bare[2:3] == "的" else None
    if one is None or bare[1] not in SURNAMES:
        return None
    told = [case for case in turn.dialogue.told if turn.held.says(case, f"{bare[1]}某")]
    titled = [case for case in told if f"{bare[1]}某" in turn.held.title(case)] or told
    return turn.about(bare[one.end() :].lstrip("，, 案子呢"), tuple(titled)) if len(titled) == 1 else None


def _named_ahead(text: str, turn: Pointing) -> Query | None:
    """报刊公司呢，它是凭什么开的人: another than those told, by a word that none of them has; the one that has it of several."""
    head, mark, rest = text.replace("，", ",").partition("呢,")
    what = head.lstrip("那 ")
    of_it = THAT_ONE.search(what) or any(word in rest for word in _OF_IT)
    if not mark or not 1 < len(what) <= _AHEAD or what.startswith(BESIDE_WHOM) or leans(what):
        return None
    read, told = turn.read(what), turn.dialogue.told
    if read.numbers.numbers or read.places:
        return None
    asked = turn.read(rest)
    want = asked.want if asked.want is Want.TEXT else Want.FACT
    holding = tuple(case for case in told if turn.held.says(case, what))
    if of_it and not holding:  # 那卖耳机的呢，他一共卖了多少: by its words
        holding = tuple(case for case in told if turn.held.holds(case, what))
    last = turn.dialogue.answered
    if len(holding) == 1 and last is not None and holding != last.cited and asked.want not in _MORE:
        return replace(
            asked, want=Want.FACT, within=holding, edit="pick"
        )  # 那副乡长呢，收上来多少: of those told
    if not of_it or not turn.held.elsewhere(told, what, least=1):
        return None
    return replace(asked, want=want, near=turn.dialogue.told, lean=RATHER, described=what, edit="pick")
