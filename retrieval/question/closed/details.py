"""Details a question may ask for which a case must state, or else the question is not answered.

A case near the topic is no answer to 多少钱 when it names no sum: the test is whether the case holds
anything of the type, or any of the words, that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from data.text import CLAUSE_ENDS, clauses
from data.types import Case
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.told import THINGS
from retrieval.cases.typed import Sort, sheet
from retrieval.language import dates
from retrieval.language.amounts import sums
from retrieval.lexicon.listed import listed, under, words
from retrieval.question.closed.asked import Type, asked_all
from retrieval.question.closed.who.called import names_body
from retrieval.question.closed.who.persons import kin_before, person_in, tells_job, tells_name, told_beside

OFF_TOPIC = "与案例无关的事"
"""The weather, recipes, poems, code: wanted of any assistant, and held by no case."""
BEYOND = "代写文书与法律意见"
"""A contract or a claim to be drafted, whether one's own suit is won: asked of a lawyer, and told by no case."""
OWN_PAPER = "代写与修改自己的文稿"
"""A speech to be written, a paragraph of one's own to be polished: asked of an assistant, and held by no case."""
NAMES = "姓名"
"""Who holds an office: told by a name beside it, or by the line of who wrote of the case."""
_Test = Callable[[Case, str, str], bool]
"""Whether a case, whose folded text follows, states what was asked for by the word that comes last."""
HELD_BY = {"老板": words("owner"), "法官": words("bench"), "审判长": words("bench")}
"""Offices by which also the holders of others are asked for: the heading of a judgment calls its judges 审判人员."""
"""Who owns a business, which is told by what he does as well: 开发商张某."""
PLACE = "地点"
"""Where somebody is from, or in which city something was: told by a place, be it by a letter (A省B市)."""
COURT = "法院"
"""Which court it was, which is told by its name: 二审法院 is none."""
KIN_NAME = "亲属的姓名"
"""What a wife or son is called, which is told by a name behind that word."""
JOB, TERM = "职业", "刑期"
_OF_A_PERSON = frozenset((JOB, TERM, "年龄", "民族", "学历", "岗位"))
"""Details of a person, which are told beside who it is."""
_TYPED = {Type.AMOUNT: "金额", Type.DATE: "时间", Type.DURATION: "时长", Type.SHARE: "比例"}
"""Types of things of which a case must state one to answer, and what they are called in a refusal."""
OFTEN = "频次"
"""How often something is done: told by every so often, or by words that say it is done again and again."""
_AGAIN = ("每", "定期", "常态", "经常", "日常", "轮流", "随时", "不间断")
_OFTEN, _ROLE = listed("often"), listed("role")
_UNNAMED = listed("place_unnamed")
_TIMES, _ASKER = listed("relative_time"), listed("asker")
_ASKING = frozenset("什何哪几多啥")
"""Characters by one of which a kind of thing is asked for, beside being named."""
_IS = "为是系:： "
"""What may stand between an office and who holds it: 法定代表人为石某."""
_BETWEEN, _UNTIL = 5, frozenset("至到")
"""Code points between two dates that begin and end a stretch of time, and what stands there."""
_LEVELS = "省市县"
"""By which of them a place is asked for: 哪个省的."""
_BESIDE = 6
"""Code points beside who is asked for, within which stands an office: 馆长是谁, 谁当馆长."""


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind of detail that was asked for."""

    name: str
    asked: str = ""
    """The word by which it was asked for, where what no case states is called by it: 停车场."""
    question: str = ""
    """Of a detail of a person, the question, which may name whose it is."""

    def stated_in(self, case: Case, text: str) -> bool:
        """Whether `case`, whose folded text is `text`, states anything of the kind."""
        if self.name in _NAMED:
            return names_body(self.name, case)
        if self.name in _TESTS:
            return _TESTS[self.name](case, text, self.asked)
        if self.asked and self.asked in text:
            return True  # 停车场, where a case is about one
        if self.name in _OF_A_PERSON:
            return self._told_of_whom(case, text)
        stated = under("stated").get(self.name)
        return stated is not None and bool(stated.search(text))

    def _told_of_whom(self, case: Case, text: str) -> bool:
        """Whether a detail of a person is told beside the one whom the question names; of anybody, where it names none."""
        who = person_in(self.question, case)
        if self.name == JOB:
            return not who or tells_job(who, sheet(case))
        # of whom the case is, the sentence with the term need not say it by name
        of_all = not who or (self.name == TERM and any(name in case.title for name in who))
        return told_beside(under("stated")[self.name], () if of_all else who, case)


def asked_details(text: str) -> tuple[Detail, ...]:
    """The kinds of detail that `text` (folded) asks for."""
    return tuple(
        Detail(name, asked, text if name in _OF_A_PERSON else "")
        for name, asked in dict(_asked(text)).items()
    )


def _asked(text: str) -> Iterator[tuple[str, str]]:
    found = asked_all(text)
    told_how = any(what.type in (Type.HOW, Type.REASON) for what in found)
    why = [what.span for what in found if what.type is Type.REASON]
    for what in found:
        if what.type is Type.BODY and any(start < what.span[1] and what.span[0] < end for start, end in why):
            continue  # 凭什么赔——法院认吗: why, and no court
        # 怎么缩短审查的时间: a noun beside 怎么 asks for none of its kind.
        named_only = told_how and not _ASKING.intersection(text[slice(*what.span)])
        often = any(one in text[what.span[1] : what.span[1] + _BESIDE] for one in _HOW_OFTEN)
        if what.type in _TYPED and not (named_only or often):
            yield _TYPED[Type.DATE if what.by_day(text) else what.type], ""
        if what.type is Type.DURATION and often:
            yield OFTEN, ""
        if what.type is Type.BODY and what.noun == COURT:
            yield COURT, ""
        if what.type is Type.BODY and what.noun in _NAMED and not told_how:
            yield what.noun, ""
        if what.type is Type.NAME and (kin := kin_before(text, what.span[0])):
            yield KIN_NAME, kin
        if what.type in (Type.WHO, Type.NAME) and (office := _office(text, *what.span)):
            yield NAMES, office
    for name, forms in under("detail").items():
        if match := forms.search(text):
            yield name, match[0] if name == PLACE else ""
    asking = (
        clauses(text)[-1][0] if text else 0
    )  # 听一听值不值得申请，是哪家的办法: what a clause tells is not asked
    found_in = (
        (name, words.search(text, asking if _WORTH in text else 0))
        for name, words in under("no_case").items()
    )
    yield from ((name, match[0]) for name, match in found_in if match)


_WORTH = "值不值得"
_ANY_OFFICE = frozenset(("领导", "负责人"))
"""What anybody in office is called: 是哪位领导 is told by whoever it was."""
_HOW_OFTEN = ("一次", "一趟", "一回")
"""Behind 多久 how often is asked, which is told in other words than how long: 每月晾晒."""


def _office(text: str, start: int, end: int) -> str:
    """The office of whom is asked for at `start` to `end`: its name ends there, or follows; '' where none is named."""
    before = text[max(0, start - _BESIDE) : start].rstrip("的名字姓们是叫为")
    behind = _ROLE.search(text[start : end + _BESIDE])
    held = next((role for role in _ROLE.findall(before) if before.endswith(role)), "")
    office = held or (behind[0] if behind else "")
    return "" if office in _ANY_OFFICE else office


def _names_office(office: str, case: Case) -> bool:
    """Whether `case` names who holds that office: beside it, or in the line that says who wrote of the case."""
    page = sheet(case)
    held = (*lexicon.alike(office), *HELD_BY.get(office, ()))
    wrote = (page.text[start:end] for start, end in THINGS["writer"].found(page))
    persons = [span for span in page.typed if span.sort is Sort.PERSON]
    beside = (
        page.text[: span.start].rstrip(_IS).endswith(held) or page.text.startswith(held, span.end)
        for span in persons
    )
    headed = (f"{word}:" in page.text for word in held)  # 审判人员:甲、乙
    return any(word in line for line in wrote for word in held) or any(beside) or any(headed)


def _tells(sort: Sort) -> _Test:
    return lambda case, text, asked: any(span.sort is sort for span in sheet(case).typed)


def _tells_masked_sum(case: Case) -> bool:
    """Whether a sum is told whose end was cut when the case was made anonymous: 126万某."""
    page = sheet(case)
    return any(
        span.sort is Sort.MONEY and "某" in page.text[span.end - 1 : span.end + 2] for span in page.typed
    )


def _lies_in_masked(text: str, asked: str) -> bool:
    """Whether places are told by letters (A省B市), of the level that is asked for among them: of 某乡 no province is known."""
    level = next((level for level in _LEVELS if level in asked), "")
    return any(level in match[0] for match in _UNNAMED.finditer(text))


def _tells_stretch(case: Case) -> bool:
    """Whether something is told to last from one date to another: 2014年4月2日零时起至2015年4月1日."""
    page = sheet(case)
    told = [span for span in page.typed if span.sort is Sort.DATE]
    between = (page.text[one.end : other.start] for one, other in pairwise(told))
    return any(len(part) <= _BETWEEN and not _UNTIL.isdisjoint(part) for part in between)


def _names_court(case: Case, text: str, asked: str) -> bool:
    return COURT in case.title or any(True for _ in THINGS["court"].found(sheet(case)))


_NAMED = ("医院", "酒店", "宾馆", "大学", "超市")
"""Bodies that are asked for by name, which a case often leaves out."""
_TESTS: Mapping[str, _Test] = {
    "金额": lambda case, text, asked: bool(sums(text)) or _tells_masked_sum(case),
    "时间": _tells(Sort.DATE),
    "时长": lambda case, text, asked: (
        _tells(Sort.DURATION)(case, text, asked) or bool(_OFTEN.search(text)) or _tells_stretch(case)
    ),
    OFTEN: lambda case, text, asked: any(word in text for word in _AGAIN),
    "比例": _tells(Sort.SHARE),
    PLACE: lambda case, text, asked: _tells(Sort.PLACE)(case, text, asked) or _lies_in_masked(text, asked),
    COURT: _names_court,
    KIN_NAME: lambda case, text, asked: tells_name(asked, sheet(case)),
    NAMES: lambda case, text, asked: _names_office(asked, case),
}
"""How a case states what is told by no words of its own; what is left is told by the words of `stated.…`."""


def asked_times(text: str) -> Iterator[str]:
    """The years and relative times a question names (2023, 去年, 明天), which a case must state.

    One of the asker's own is none of the case's (我昨天开会听人讲), nor is a relative one of a clause that only tells:
    写着去年就该开工，这种约定能作废吗.
    """
    told = [(str(date.year), text.find(str(date.year))) for date in dates.stated(text)]
    for time, start in [*told, *((match[0], match.start()) for match in _TIMES.finditer(text))]:
        clause = max((text.rfind(mark, 0, max(start, 0)) for mark in CLAUSE_ENDS), default=-1)
        behind = min(
            (at for mark in CLAUSE_ENDS if (at := text.find(mark, max(start, 0))) >= 0), default=len(text)
        )
        tells = behind - clause - 1 - len(time) > TIME_ALONE and any(
            c not in "？?。！! " for c in text[behind + 1 :]
        )
        if not _ASKER.search(text[clause + 1 : max(start, 0)]) and (time.isdigit() or not tells):
            yield time


TIME_ALONE = 3
"""Characters beside a time up to which a clause only names it: 就在去年，一共查扣了多少."""
