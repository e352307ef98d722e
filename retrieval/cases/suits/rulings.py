"""What each instance ruled in a case that was decided: by whom, to what effect, in which words.

Read from the forms in which judgments and awards are told (一审法院判决…, 驳回上诉，维持原判). Sources of the forms: 民事诉讼法 and
行政诉讼法 (kinds of judgment and appeal), the styles of judgments published by the 最高人民法院 (人民法院民事裁判文书制作规范, 2016).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from data.patterns import regex
from data.text import Span, clauses, sentences, squeeze
from data.types import Case, Field
from data.values import dataclass
from retrieval.cases.suits.sections import MEANING, REASONS, RESULT
from retrieval.lexicon.listed import listed

ARBITRATION, FIRST, SECOND, RETRIAL = "仲裁", "一审", "二审", "再审"
COURTS = (FIRST, SECOND, RETRIAL)
_NAMED = {"一审": FIRST, "原审": FIRST, "二审": SECOND, "终审": SECOND, "再审": RETRIAL}
UPHELD, SET_ASIDE, DISMISSED, GRANTED = "维持", "撤销或改判", "驳回", "支持"
_ACTS = {"upheld": UPHELD, "kept": UPHELD, "changed": SET_ASIDE, "dismissed": DISMISSED, "denied": DISMISSED}

_TRIBUNAL = r"仲裁(?:委员会|委|院|庭)"
DECIDES = listed("ruling")
"""What every ruling holds: looked for first, as the forms below are dear to look for."""
_ACT = r"(?:判决|裁定|裁决|改判|判令|驳回|撤销|维持|支持了?(?=[^，,。]{1,16}(?:诉讼)?请求))"
# 一审法院判决…, 仲裁委员会裁决…; within an instance also 遂判决…, 据此驳回… · not 判决书, 一审判决认定, 裁决生效后
_RULES = regex(
    rf"(?:(?<!不服)(?<!被)(?P<by>一审|原审|二审|终审|再审|{_TRIBUNAL}|法院)(?:认为[^。；;]{{2,40}}?[，,](?=判决)|)(?:人民)?(?:法院)?(?:经审理后?)?(?:于[^，,。]{{4,16}})?(?:依法|遂|故|即|最终|最后|作出[^，,。：]{{0,30}})*"
    rf"(?=(?P<act>{_ACT})(?!已|书|所|认定|确定|结果|生效|后|为|要求|中|时))|"
    rf"(?:^|[，,])(?:遂|故|据此|因此|综上|最终|最后)[，,]?(?:依照[^，,。；;]{{2,30}}[，,])?[^。，,；;认]{{0,6}}(?={_ACT}(?!已|书|所))|"
    rf"^(?=判决(?!已|书|所|认定|确定|结果|生效|后|为|时)[^，,。]{{0,16}}(?:退|赔|付|还|撤|解除))|"
    rf"(?:原告|[某对])[^，,。；;]{{0,10}}(?:请求|要求|主张)[^。；;]{{0,24}}?(?:依法)?(?:应当?)?(?=予以?支持))(?P<what>.+)"
)
_WHOLE_CLAIM = "全部诉讼请求"
"""What only a court rules on, where it is not said who does: 据此，依照…规定，驳回其全部诉讼请求."""
_NUMERALS = "一二三四五六七八九十0123456789"
_OPENS, _ENDS_RULING = listed("ruling_opens"), listed("ruling_ends")
# What a ruling does, by what it rejects, leaves or changes. 驳回上诉, 维持原判 · 驳回其他诉讼请求 leaves what was granted ·
# 驳回诉讼请求, 不予支持 · 撤销一审判决, 改判 · not 撤销处罚决定, which is what was asked for
_EFFECT = regex(
    r"驳回了?(?:(?P<upheld>(?:其|的)?(?:上诉|再审))|(?P<rest>[^，,。]{0,12}其[他余它])|(?P<dismissed>))|"
    r"(?P<kept>维持了?(?:一审|原|二审|仲裁)|与(?:仲裁裁决|一审判决)一致)|(?P<denied>不予支持)|"
    r"(?P<changed>撤销了?(?:[^，,。；;]{0,12})?(?:一审|原审|原|二审|初审)(?:民事|行政)?(?:判|裁)|撤销[^，,。；;]{2,30}法院[^，,。；;]{0,24}(?:判决|裁定)|改判|变更(?:一审|原)判决|(?:提高|降低|调整|减少|增加)[^，,。]{0,4}(?:一审|原))"
)
# 李某不服，提起上诉; 双方均提起上诉; 李某不服一审判决，向某法院提出上诉; 后李某某上诉， · not 未提起上诉
APPEALS = regex(
    r"(?P<who>[^。；;，,]{1,40}?)(?:均|都)?(?:不服(?:[^，,。]{0,8})?[，,]?(?:均|都|分别|向[^，,。]{2,20})?)?(?:(?:提起|提出)(?:了)?上诉|(?<=某)上诉(?=[，,。；;]))"
)
NO_APPEAL = listed("unappealed")
_RETRIAL_ASKED, _NOT_CONTENT = listed("applies_for_retrial"), "不服"
NEAR_RETRIAL = 29
"""Characters before it within which it is said that somebody is not content: 不服二审判决，向某高级人民法院申请再审."""
_NEXT_INSTANCE = regex(
    r"[，,；;](?=[^，,。；;]{1,16}(?:提起|提出)了?上诉|(?:二审|终审|再审)(?:法院)?[^，,。；;]{0,6}(?:判决|裁定|改判|维持|驳回|撤销))"
)
"""Between what one instance ruled and what became of it before the next, in one sentence."""
_COURT = listed("court_of_level")


class Level(Enum):
    """The levels of the people's courts (人民法院组织法 §12-17); UNTOLD where no court is named."""

    UNTOLD = ""
    BASIC = "基层"
    MIDDLE = "中级"
    HIGH = "高级"
    SUPREME = "最高"


@dataclass(frozen=True, slots=True)
class Ruling:
    """What one instance ruled; `text` (squeezed) is the operative part, `field[start:end]` where it stands."""

    instance: str
    effects: frozenset[str]
    text: str
    field: str
    start: int
    end: int
    level: Level = Level.UNTOLD
    """Of the court that ruled."""
    court: Span = (0, 0)
    """Where `field` names that court; (0, 0) where it does not."""

    @property
    def leaves_rest(self) -> bool:
        """Whether it rejects what else was asked for, and so grants a part."""
        return any(act.lastgroup == "rest" for act in _EFFECT.finditer(self.text))


def rulings_of(case: Case) -> list[Ruling]:
    """The rulings that `case` tells: by the sections of the result, else by what is told, else by the reasons."""
    result = [f for f in case.fields if RESULT.search(f.name)]
    told = [f for f in case.fields if not MEANING.search(f.name) and not REASONS.search(f.name)]
    found = list(_rulings_in(result or told, bool(result)))
    if not found:  # some tell the ruling at the end of its reasons
        found = list(_rulings_in([f for f in case.fields if REASONS.search(f.name)], True))
    return found


def _rulings_in(sections: Sequence[Field], of_result: bool) -> Iterator[Ruling]:
    """The rulings that `sections` tell; in a section `of_result` nobody need be named who ruled."""
    for section in sections:
        now, level, court = "", Level.UNTOLD, (0, 0)
        spans = [part for span in sentences(section.text) for part in _instances(section.text, span)]
        texts = [squeeze(section.text[start:end]) for start, end in spans]
        for at, text in enumerate(texts):
            match = None
            if DECIDES.search(text):
                match = _RULES.search(text)
                whole = match is not None and _WHOLE_CLAIM in match["what"]
                match = match if match and (now or match["by"] or of_result or whole) else None
            before, now = now, _instance(text, now, match)
            told = _COURT.search(text)
            if told:
                level = _level_of(told[0].removesuffix("法院").removesuffix("人民"))
                court = _naming_court(section.text, spans[at])
            elif now != before:
                level, court = Level.UNTOLD, (0, 0)
            if not match:
                continue
            last = at
            while last + 1 < len(texts) and _goes_on(texts[last + 1], text):
                last += 1
            what = match["what"] + "".join(texts[at + 1 : last + 1])
            yield Ruling(now, _effects(what), what, section.name, spans[at][0], spans[last][1], level, court)


def _naming_court(text: str, sentence: Span) -> Span:
    """The clause of a sentence that names its court."""
    start, stop = sentence
    parts = [(start + s, start + e) for s, e in clauses(text[start:stop])]
    return next((span for span in parts if _COURT.search(squeeze(text[slice(*span)]))), sentence)


def _level_of(told: str) -> Level:
    of_special = {"海事": Level.MIDDLE, "知识产权": Level.MIDDLE, "金融": Level.MIDDLE}
    return of_special.get(told) or next((level for level in Level if level.value == told), Level.BASIC)


def _instances(text: str, span: Span) -> Iterator[Span]:
    """A sentence in parts, one for each instance that it tells of: …判决赔偿24万元，被告提起上诉，二审维持原判。"""
    start, stop = span
    for match in _NEXT_INSTANCE.finditer(text, start, stop):
        yield start, match.end()
        start = match.end()
    yield start, stop


def _instance(text: str, now: str, match: re.Match[str] | None) -> str:
    """The instance a sentence speaks of: named in it, or the next one after an appeal."""
    by = match.groupdict().get("by") if match else None
    if by and re.fullmatch(_TRIBUNAL, by):
        return ARBITRATION
    if _asks_retrial(text):
        return RETRIAL
    named = re.findall(r"(?<!撤销)(?<!维持)(?:一审|二审|终审|再审)", text)
    word = by if by and by != "法院" else next(iter(named), "")
    if word in _NAMED:
        return _NAMED[word]
    if "上诉" in text and APPEALS.search(text) and not NO_APPEAL.search(text):
        return SECOND
    return now or (FIRST if match else "")


def _goes_on(following: str, first: str) -> bool:
    """Whether the sentence after a ruling still belongs to it: its further items, or the sum it comes to."""
    if _ENDS_RULING.search(following) or _RULES.search(following):
        return False
    return _is_item(following) or bool(_OPENS.search(first))


def _is_item(text: str) -> bool:
    """二、驳回其他请求; （二）…; 2.…"""
    bare = text.lstrip("（(")
    return bare[:1] in tuple(_NUMERALS) and bare.lstrip(_NUMERALS).startswith(("、", ")", "）", "."))


def _effects(text: str) -> frozenset[str]:
    acts = (_ACTS.get(act.lastgroup or "") for act in _EFFECT.finditer(text))
    found = {act for act in acts if act}
    return frozenset(found if found & {UPHELD, DISMISSED} else found | {GRANTED})


def _asks_retrial(text: str) -> bool:
    before = (text[: found.start()][-NEAR_RETRIAL:] for found in _RETRIAL_ASKED.finditer(text))
    return any(_NOT_CONTENT in one.rpartition("。")[2] for one in before)
