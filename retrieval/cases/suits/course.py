"""What became of a case that was decided: who asked what of whom, what each instance ruled, what was granted.

Read from the forms in which judgments and awards are told (一审法院判决…, 驳回上诉，维持原判, 不服，提起上诉), not from any
case's own words. Sources of the forms: 民事诉讼法 and 行政诉讼法 (kinds of judgment and appeal), 劳动争议调解仲裁法 §47 (终局裁决),
the styles of judgments published by the 最高人民法院 (人民法院民事裁判文书制作规范, 2016).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field
from enum import Enum

from data.patterns import regex
from data.text import Span, sentences, squeeze
from data.types import Case, Field
from data.values import dataclass
from retrieval.cases.suits import imprisonment, penalties
from retrieval.cases.suits.crimes import convicted
from retrieval.cases.suits.endings import ended_by_suit, ended_in
from retrieval.cases.suits.naming import accused, parties
from retrieval.cases.suits.spouses import spouses
from retrieval.language.amounts import measures, sums
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed

RESULT, CLAIMS = listed("section.result"), listed("section.claims")
"""Names of sections that tell the rulings, and of those that tell what was asked, why, and what it means."""
FACTS = listed("section.facts")
"""Names of sections that tell what happened."""
REASONS, MEANING = listed("section.reasons"), listed("section.meaning")

ARBITRATION, FIRST, SECOND, RETRIAL = "仲裁", "一审", "二审", "再审"
COURTS = (FIRST, SECOND, RETRIAL)
_NAMED = {"一审": FIRST, "原审": FIRST, "二审": SECOND, "终审": SECOND, "再审": RETRIAL}
UPHELD, SET_ASIDE, DISMISSED, GRANTED = "维持", "撤销或改判", "驳回", "支持"
_ACTS = {"upheld": UPHELD, "kept": UPHELD, "changed": SET_ASIDE, "dismissed": DISMISSED, "denied": DISMISSED}

_TRIBUNAL = r"仲裁(?:委员会|委|院|庭)"
_DECIDES, _PENALTY = listed("ruling"), "处分"
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
_APPEALS = regex(
    r"(?P<who>[^。；;，,]{1,40}?)(?:均|都)?(?:不服(?:[^，,。]{0,8})?[，,]?(?:均|都|分别|向[^，,。]{2,20})?)?(?:(?:提起|提出)(?:了)?上诉|(?<=某)上诉(?=[，,。；;]))"
)
_RETRIAL_ASKED, _NOT_CONTENT = listed("applies_for_retrial"), "不服"
NEAR_RETRIAL = 29
"""Characters before it within which it is said that somebody is not content: 不服二审判决，向某高级人民法院申请再审."""
_NO_APPEAL = listed("unappealed")
_NEXT_INSTANCE = regex(
    r"[，,；;](?=[^，,。；;]{1,16}(?:提起|提出)了?上诉|(?:二审|终审|再审)(?:法院)?[^，,。；;]{0,6}(?:判决|裁定|改判|维持|驳回|撤销))"
)
"""Between what one instance ruled and what became of it before the next, in one sentence."""
_TO_COURT = regex(
    r"(?P<who>[^。；;，,]{1,30}?)不服(?:仲裁)?裁决[^。]{0,6}?(?:诉至|起诉|提起诉讼|向[^。]{2,20}法院)|诉至[^，,。]{0,12}法院|提起(?:行政|民事)?诉讼"
)
PAY = regex(r"(?:月工资|月薪|工资标准|月基本工资)(?:收入)?(?:为|是|约|约定为)?(?P<sum>\d[\d,.]*万?元)")
_ASKS = listed("asks_for")
PUBLIC, FIRM = listed("public_body"), listed("firm")


class Level(Enum):
    """The levels of the people's courts (人民法院组织法 §12-17); UNTOLD where no court is named."""

    UNTOLD = ""
    BASIC = "基层"
    MIDDLE = "中级"
    HIGH = "高级"
    SUPREME = "最高"


_COURT = listed("court_of_level")


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

    @property
    def leaves_rest(self) -> bool:
        """Whether it rejects what else was asked for, and so grants a part."""
        return any(act.lastgroup == "rest" for act in _EFFECT.finditer(self.text))


@dataclass(frozen=True, slots=True)
class Course:
    """The course of one case; empty where nothing was decided in it."""

    rulings: tuple[Ruling, ...] = ()
    claimant: str = ""
    """Who first asked for something: the plaintiff, or who applied for arbitration."""
    opponent: str = ""
    plaintiff: str = ""
    """Who went to court, where that was another than the claimant."""
    appellants: tuple[str, ...] = ()
    nobody_appealed: bool = False
    final_award: bool = False
    in_court: bool = False
    persons: frozenset[str] = frozenset()
    claimed: float | None = None
    awarded: float | None = None
    """Sums of money (yuan) asked for, and granted in the end."""
    pay: tuple[float, ...] = ()
    """Monthly wages (yuan) it tells."""
    times: tuple[float, ...] = ()
    """Multiples of a price or loss that were granted: what the ruling names, else what was asked for and granted."""
    terms: tuple[float, ...] = ()
    """Terms of imprisonment (months) that were ruled; what has no end is more than any."""
    penalties: tuple[str, ...] = ()
    """The penalties of the Party and the public service that somebody in it received."""
    spouses: bool = False
    """Whether the parties are husband and wife."""
    crimes: tuple[str, ...] = ()
    """Of what somebody was convicted; SEVERAL where of several at once, SUSPENDED where the term was."""
    ended: frozenset[str] = frozenset()
    """The sorts of party that put an end to a contract in it."""
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict, hash=False, compare=False)
    """Where it is told that somebody appealed, what was claimed, what was paid a month, who the person is."""

    @property
    def decided(self) -> bool:
        """Whether a court or tribunal ruled anything in it."""
        return bool(self.rulings or self.terms)

    def at(self, instance: str) -> Ruling | None:
        return next((ruling for ruling in self.rulings if ruling.instance == instance), None)

    @property
    def unappealed(self) -> bool:
        """Whether a court ruled and nobody appealed."""
        return self.in_court and not self.appellants and self.at(SECOND) is None

    @property
    def operative(self) -> Ruling | None:
        """The ruling that stands in the end: the last that does not only uphold an earlier one."""
        for ruling in reversed(self.rulings):
            if ruling.effects != {UPHELD}:
                return ruling
        return None

    @property
    def result(self) -> str:
        """`won`, `partly` or `lost` for the claimant; '' where the case does not tell."""
        ruling = self.operative
        if ruling is None:
            return ""
        if DISMISSED in ruling.effects:
            return "lost"
        less = self.claimed is not None and self.awarded is not None and self.awarded < self.claimed
        return "partly" if less or ruling.leaves_rest else "won"

    def result_of(self, instance: str) -> str:
        """`won` or `lost` for the claimant at one instance; '' where it did not rule."""
        ruling = self.at(instance)
        if ruling is None:
            return ""
        if ruling.effects == {UPHELD}:
            before = self.rulings[: self.rulings.index(ruling)]
            ruling = next((r for r in reversed(before) if r.effects != {UPHELD}), ruling)
        return "lost" if DISMISSED in ruling.effects else "won"

    @property
    def reversed(self) -> bool:
        """Whether a later instance set aside or changed what an earlier one had ruled."""
        return any(SET_ASIDE in ruling.effects for ruling in self.rulings if ruling.instance != FIRST)

    @property
    def upheld(self) -> bool:
        """Whether the second instance left the first one's ruling as it was."""
        ruling = self.at(SECOND)
        return ruling is not None and UPHELD in ruling.effects and SET_ASIDE not in ruling.effects


def course_of(case: Case) -> Course:
    """Read the course of `case`; a case that tells no ruling has an empty one."""
    if not any(_DECIDES.search(f.text) or _PENALTY in f.text for f in case.fields):
        return Course()
    told = [
        (f.name, span, squeeze(f.text[span[0] : span[1]]))
        for f in case.fields
        if not MEANING.search(f.name)
        for span in sentences(f.text)
    ]
    spans: dict[str, tuple[str, int, int]] = {}
    terms = _terms(told, spans)
    received = _of_facts(told, penalties.received, "penalty", spans)
    guilty = _of_facts(told, convicted, "crime", spans)
    rulings = tuple(_rulings(case))
    claimant, opponent = ("", accused(told)) if terms else parties(case, told)
    married = _spouses(told, claimant, opponent, spans)
    if not rulings:
        return Course(
            claimant=claimant,
            opponent=opponent,
            plaintiff=claimant,
            terms=terms,
            penalties=received,
            spouses=married,
            crimes=guilty,
            spans=spans,
        )
    appellants, nobody, court, plaintiff, final = _procedure(told, spans)
    pay = _pay(told, spans)
    ruled = Course(rulings)
    operative = ruled.operative
    return Course(
        rulings,
        claimant,
        opponent,
        plaintiff or claimant,
        appellants,
        nobody and not appellants,
        final,
        court or any(ruling.instance in COURTS for ruling in rulings),
        frozenset(PERSON.findall("\n".join([squeeze(case.title), *(text for *_, text in told)]))),
        _claimed(case, told, claimant, spans),
        _total(operative.text) if operative else None,
        pay,
        ()
        if operative is None or ruled.result == "lost"
        else _times(operative.text) or _times_asked(told, spans),
        terms,
        received,
        married,
        guilty,
        _ended(case, told, spans),
        spans,
    )


def _times(text: str) -> tuple[float, ...]:
    return tuple(value for value, unit in measures(text) if unit == "倍")


def _times_asked(
    told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]
) -> tuple[float, ...]:
    """What the claimant asked for, by the first sentence of the facts that names a multiple; told where the tribunal says so."""
    for name, span, text in told:
        found = _times(text) if FACTS.search(name) or CLAIMS.search(name) else ()
        if found and _ASKS.search(text):
            held = ((n, *s) for n, s, t in told if RESULT.search(n) and set(_times(t)) & set(found))
            spans["times"] = next(held, (name, *span))
            return found
    return ()


def _rulings(case: Case) -> list[Ruling]:
    """By the sections of the result, else by what is told, else by the reasons."""
    result = [f for f in case.fields if RESULT.search(f.name)]
    told = [f for f in case.fields if not MEANING.search(f.name) and not REASONS.search(f.name)]
    found = list(_rulings_in(result or told, bool(result)))
    if not found:  # some tell the ruling at the end of its reasons
        found = list(_rulings_in([f for f in case.fields if REASONS.search(f.name)], True))
    return found


def _rulings_in(sections: Sequence[Field], of_result: bool) -> Iterator[Ruling]:
    """The rulings that `sections` tell; in a section `of_result` nobody need be named who ruled."""
    for section in sections:
        now, level = "", Level.UNTOLD
        spans = [part for span in sentences(section.text) for part in _instances(section.text, span)]
        texts = [squeeze(section.text[start:end]) for start, end in spans]
        for at, text in enumerate(texts):
            match = None
            if _DECIDES.search(text):
                match = _RULES.search(text)
                whole = match is not None and _WHOLE_CLAIM in match["what"]
                match = match if match and (now or match["by"] or of_result or whole) else None
            before, now = now, _instance(text, now, match)
            told = _COURT.search(text)
            level = (
                _level_of(told[0].removesuffix("法院").removesuffix("人民"))
                if told
                else level
                if now == before
                else Level.UNTOLD
            )
            if not match:
                continue
            last = at
            while last + 1 < len(texts) and _goes_on(texts[last + 1], text):
                last += 1
            what = match["what"] + "".join(texts[at + 1 : last + 1])
            yield Ruling(now, _effects(what), what, section.name, spans[at][0], spans[last][1], level)


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
    if "上诉" in text and _APPEALS.search(text) and not _NO_APPEAL.search(text):
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


def _procedure(
    told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]
) -> tuple[tuple[str, ...], bool, bool, str, bool]:
    """Who appealed, whether it is said that nobody did, whether it went to court, by whom, 终局裁决."""
    appellants: list[str] = []
    nobody = court = final = False
    plaintiff = ""
    for name, span, text in told:
        if "上诉" not in text:
            pass
        elif _NO_APPEAL.search(text):
            nobody = True
            spans.setdefault("appeal", (name, *span))
        else:
            for appeal in _APPEALS.finditer(text):
                appellants.append(appeal["who"])
                spans.setdefault("appeal", (name, *span))
        if ("法院" in text or "诉" in text) and (match := _TO_COURT.search(text)):
            court = True
            plaintiff = plaintiff or (match["who"] or "")
            spans.setdefault("court", (name, *span))
        if "终局裁决" in text and RESULT.search(name):
            final = True
            spans.setdefault("final", (name, *span))
    return tuple(appellants), nobody, court, plaintiff, final


def _claimed(
    case: Case, told: list[tuple[str, Span, str]], claimant: str, spans: dict[str, tuple[str, int, int]]
) -> float | None:
    """The sum the claimant asked for, by the section of claims, else by the sentence that says 请求."""
    sections = {f.name for f in case.fields if CLAIMS.search(f.name)}
    for name, span, text in told:
        asks = name in sections or (not sections and re.search(r"请求(?!权)|诉请", text))
        total = _total(text) if asks and not RESULT.search(name) else None
        if total is not None:
            spans.setdefault("claimed", (name, *span))
            return total
    return None


def _total(text: str) -> float | None:
    """The sum a claim or ruling comes to: what is 共计 or 合计, else the largest it names."""
    text = re.sub(r"(?:每(?:逾期)?一?[日天月年周]|按)[^，,。]{0,12}?元", "", text)  # a rate is no sum
    whole = re.search(r"(?:共计|合计|总计|一共)(?:为|人民币)?[^，,。]{0,4}?(?=\d)", text)
    found = sums(text[whole.end() :]) if whole else sums(text)
    return found[0] if found and whole else max(found, default=None)


def _terms(told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]) -> tuple[float, ...]:
    found: list[float] = []
    for name, span, text in told:
        of_one = imprisonment.terms(text)
        if of_one and (not found or max(of_one) > max(found)):
            spans["term"] = (name, *span)
        found += of_one
    return tuple(dict.fromkeys(found))


def _ended(
    case: Case, told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]
) -> frozenset[str]:
    """Who ended a contract, by the name of the suit and the sections of the facts."""
    found = ended_by_suit(squeeze(case.title))
    for name, span, text in told:
        by = ended_in(text) if FACTS.search(name) else frozenset()
        if by:
            spans.setdefault("ended", (name, *span))
        found |= by
    return found


def _spouses(
    told: list[tuple[str, Span, str]], claimant: str, opponent: str, spans: dict[str, tuple[str, int, int]]
) -> bool:
    facts = [(name, span, text) for name, span, text in told if FACTS.search(name)]
    at = spouses([text for *_, text in facts], claimant, opponent)
    if at is not None:
        spans["spouses"] = (facts[at][0], *facts[at][1])
    return at is not None


def _of_facts(
    told: list[tuple[str, Span, str]],
    read: Callable[[str], tuple[str, ...]],
    key: str,
    spans: dict[str, tuple[str, int, int]],
) -> tuple[str, ...]:
    """What `read` finds in the sentences of the facts and the result, each once and where it is first told under `key` and
    its name: other sections argue, and quote the rules."""
    found: list[str] = []
    for name, span, text in told:
        if FACTS.search(name) or RESULT.search(name):
            found += (of_one := read(text))
            for one in of_one:
                spans.setdefault(f"{key} {one}", (name, *span))
    return tuple(dict.fromkeys(found))


def _pay(told: list[tuple[str, Span, str]], spans: dict[str, tuple[str, int, int]]) -> tuple[float, ...]:
    found = []
    for name, span, text in told:
        for match in PAY.finditer(text):
            found += sums(match["sum"])
            spans.setdefault("pay", (name, *span))
    return tuple(dict.fromkeys(found))
