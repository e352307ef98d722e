"""What stands in the place of an asking word: 派的是什么人 is 知识产权专员, 冒用谁的名义 is 其女儿.

A question says beside 什么, 谁 or 哪些 how what is asked for hangs on the rest: as the object of a verb, behind a preposition,
as whose something is, as what sums an enumeration up. The clause that answers says it in the same relation, and what stands
there is the answer. Where two stretches of words stand so, neither is surely meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.patterns import regex
from data.text import clauses, fold, pairs, quotations
from data.types import Case, Quote
from retrieval.answers.leads.articles import article_told, articles_in
from retrieval.answers.leads.asking_frames import LIGHT, Frame, Token, frame_of, tokens
from retrieval.answers.leads.forms import answer_of
from retrieval.cases.suits.sections import MEANING
from retrieval.language.terms import SOMEBODY
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of

NOVEL, SAID_TOO = 0.6, 0.75
"""Share of its characters that the question may have said already; the second where a form of its own tells it."""
AS_NEAR = 0.7
"""Share of the question's pairs in the clause that has most of them from which on another is looked at too."""
SHORTEST, LONGEST = 2, 30
"""Code points of what is said first."""
NAME, MODIFIED = 20, 4
"""Code points of a name in marks, and of what may stand between it and its noun."""
_SKIPPED = ("了", "过", "到", "出", "着", "的", "有", "起")
_MARKS = "，。；：,;:、"
_HANGS = ("的", "了", "等", "，", "。", "；", "、", ",", ";", "是", "和", "与", "及", "制")
_ARTICLE_ASKED = listed("asks_article")
_PLACE = regex(
    "(?:在|于|至|到)(?P<a>(?![0-9]|一体)[^，。；：、在于]{2,16}?(?:[省市县区乡镇村街]|路(?![径线子])|主产区|基地|朋友圈|地区|园区|现场|超市|商场|医院|酒店|敬老院|卫生间|家中|大队|支队|派出所|窗口|车间))(?=[一-鿿]|[，。；]|$)"
)
_OF_WHOM = ("原因", "过错", "责任")
"""What is said to be somebody's without 的: 系政府方原因造成."""
_ALIKE_NOUNS = {"名字": ("名义",), "名头": ("名义",), "名下": ("名义", "名下")}
"""What is asked whose it is, and the words in which a case tells that."""
_TAKEN_FOR, _TAKEN_AS = ("当成", "当作", "作为", "看作", "当"), ("作为", "当作", "视为", "列为", "当成")
_PERSON_ENDS = ("员", "师", "者", "人才", "手", "专家", "人士", "律师", "法官")
_NO_NAME = ("年份", "时间", "日期", "时候", "地方")
"""What has no name of its own by whose end it is asked for."""
_LACKS, BESIDE = ("缺", "少", "漏", "缺少", "缺失", "漏掉", "没写", "没标", "欠缺"), 8
_BODY_ENDS = (
    "平台",
    "协会",
    "局",
    "院",
    "会",
    "委",
    "府",
    "部",
    "校",
    "所",
    "队",
    "厅",
    "公司",
    "集团",
    "中心",
    "大学",
    "关",
    "行",
    "组",
    "站",
    "企业",
    "机构",
)
_OF_SEVERAL = listed("asks_so_many")
"""So many items are an enumeration, which has a form of its own."""
_CAUSE_ASKED, _CAUSE = listed("cause_asked"), listed("cause_led")
_SENSE_ASKED, _SENSE = listed("asks_sense"), listed("sense_led")
_WHERE, _NOT_THERE = listed("asks_where"), listed("lacking")
_FORMS = ((_WHERE, _PLACE), (_CAUSE_ASKED, _CAUSE), (_SENSE_ASKED, _SENSE))
"""What is asked for in a form of its own, and that form, in order."""
_GENERAL = listed("says_no_thing")
"""What names nothing by itself: 上述单位, 该商品."""


def told_anywhere(text: str, case: Case) -> tuple[str, tuple[Quote, ...]]:
    """What `case` tells in a form of its own that is asked for, a cause, a sense, what is lacking; '' where it tells none or several."""
    frame = frame_of(text)
    if _ARTICLE_ASKED.search(text):
        told = article_told(_clauses_of(case))
        said = answer_of(told[0]) if told else ""
        return (said, told) if said and _may_be(text, said, SAID_TOO) else ("", ())
    if frame is None:
        return "", ()
    of_form = _CAUSE_ASKED.search(text) or _SENSE_ASKED.search(text)
    alike = _ALIKE_NOUNS.get(frame.noun, ()) if frame.after.startswith("的") else ()
    if not (of_form or alike or _lacks(frame)):
        return "", ()
    quotes = _clauses_of(case)
    if alike and not of_form:
        return _of_whom(text, quotes, alike)
    if not _lacks(frame):
        said, told = _sole(frame, quotes) or ("", ())
        return said, tuple(quote for quote in told if quote.answer)
    found = {
        quote.text[a:b]: replace(quote, answer=(quote.start + a, quote.start + b))
        for quote in quotes
        for a, b in _lacking(fold(quote.text))
        if _may_be(text, quote.text[a:b])
    }
    return (min(found), (found[min(found)],)) if len(found) == 1 else ("", ())


def _clauses_of(case: Case) -> tuple[Quote, ...]:
    """Each clause of what happened and was decided, by itself."""
    return tuple(
        quote_of(case, field.name, start, end)
        for field in case.fields
        if not MEANING.search(field.name)
        for start, end in clauses(field.text)
    )


def _of_whom(text: str, quotes: Sequence[Quote], nouns: Sequence[str]) -> tuple[str, tuple[Quote, ...]]:
    """Whose that is, by words that say the same: 挂的谁的名字 is 以其女儿的名义; '' where several are told of."""
    found = {
        quote.text[a:b]: replace(quote, answer=(quote.start + a, quote.start + b))
        for quote in quotes
        for noun in nouns
        for a, b in _whose(noun, quote.text, tokens(fold(quote.text)) if f"的{noun}" in quote.text else ())
        if _may_be(text, quote.text[a:b])
    }
    return (min(found), (found[min(found)],)) if len(found) == 1 else ("", ())


def _lacks(frame: Frame) -> bool:
    return frame.before.rstrip("了的是").endswith(_LACKS)


def thing_told(text: str, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]]:
    """The words of `quotes` that stand where `text` (folded) asks, pointed out; '' where none surely do."""
    frame = frame_of(text)
    if frame is None or _OF_SEVERAL.search(text):
        return "", quotes
    if (sole := _sole(frame, quotes)) is not None:
        return sole
    asked = pairs(text)
    parts = [(at, a, b) for at, quote in enumerate(quotes) for a, b in clauses(quote.text)]
    shares = [len(asked & pairs(fold(quotes[at].text[a:b]))) for at, a, b in parts]
    found: dict[str, tuple[int, int, int]] = {}
    for (at, a, b), share in zip(parts, shares, strict=True):
        near = share >= AS_NEAR * max(shares)
        for start, end in _stand_so(frame, fold(quotes[at].text[a:b]), near):
            said = quotes[at].text[a + start : a + end]
            if _may_be(text, said):
                found.setdefault(said, (at, a + start, a + end))
    if len(found) != 1:
        return "", quotes
    said, place = next(iter(found.items()))
    return _pointed(said, place, quotes)


def _sole(frame: Frame, quotes: tuple[Quote, ...]) -> tuple[str, tuple[Quote, ...]] | None:
    """The only thing of a form of its own in `quotes`, where that is asked for: an article, a name in marks before its noun."""
    articles = bool(_ARTICLE_ASKED.search(frame.text))
    form = next((form for asked, form in _FORMS if asked.search(frame.text)), None)
    if not (articles or form or frame.noun):
        return None
    found: dict[str, tuple[int, int, int]] = {}
    for at, quote in enumerate(quotes):
        of_form = _told_by(form, quote.text) if form else _names_before(frame.noun[-2:], quote.text)
        spans = articles_in(quote.text) if articles else of_form
        found |= {quote.text[start:end]: (at, start, end) for start, end in spans}
    if articles and len(found) == 2 and len({at for at, *_ in found.values()}) == 1:
        (at, start, _), (_, second, end) = sorted(found.values())
        said = quotes[at].text[start:end]
        found = {said: (at, start, end)} if second - start - len(min(found)) <= LONGEST else found
    if len(found) != 1:
        return None
    said, place = next(iter(found.items()))
    return _pointed(said, place, quotes) if _may_be(frame.text, said, SAID_TOO) else None


def _names_before(noun: str, text: str) -> Iterator[tuple[int, int]]:
    """The names in quotation marks with the `noun` that they are names of, right behind them."""
    for start, end in quotations(text, "“"):
        at = text.find(noun, end + 1, end + 1 + MODIFIED + len(noun))
        if at >= 0 and end - start <= NAME and (at == end + 1 or text[end + 1 : at].isalpha()):
            yield start - 1, at + len(noun)


def _told_by(form: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """What `form` finds in `text`, or where it only leads to it, what stands behind it up to a mark."""
    for match in form.finditer(text):
        yield match.span("a") if "a" in match.groupdict() else (match.end(), _stop(text, match.end()))


def _stop(text: str, start: int) -> int:
    """Where the words that begin at `start` come to a mark."""
    return min((found for mark in "，。；：" if (found := text.find(mark, start)) >= 0), default=len(text))


def _pointed(
    said: str, place: tuple[int, int, int], quotes: tuple[Quote, ...]
) -> tuple[str, tuple[Quote, ...]]:
    at, start, end = place
    quote = replace(quotes[at], answer=(quotes[at].start + start, quotes[at].start + end))
    return said, (*quotes[:at], quote, *quotes[at + 1 :])


def _stand_so(frame: Frame, clause: str, near: bool) -> Iterator[tuple[int, int]]:
    """What stands in `clause` in the relation in which it is asked for: the surest relation that there is.

    A clause that is not `near` tells it only behind the same preposition, or as whose it is.
    """
    cut = tokens(clause)
    if frame.after.startswith("的") and frame.noun:
        yield from _whose(frame.noun, clause, cut)
        return
    if frame.preposition and (led := list(_behind_preposition(frame, cut))):
        yield from (_person_in(clause, span) for span in led) if frame.who else led
        return
    if not near:
        return
    if frame.before.endswith(_TAKEN_FOR):
        yield from _taken_for(cut)
        return
    if frame.after.startswith("人"):
        yield from _persons(clause, cut)
        return
    leads = frame.before.endswith(("是", "由", "被")) and not frame.before.endswith("的是")
    if frame.who and not frame.after.startswith("被") and (leads or not frame.before.strip("都最后，")):
        yield from _doer(frame, clause, cut)
        return
    if frame.noun and (summed := list(_summed_up(frame.noun, clause, cut))):
        yield from summed
        return
    if frame.noun and not frame.who and (named := list(_called_by(frame.after, frame.text, clause, cut))):
        yield from named
        return
    if _lacks(frame):
        yield from _lacking(clause)
        return
    if frame.verb:
        told = list(_object(frame, cut))
        yield from told or _named_by(frame.verb, clause)


def _taken_for(cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """What something is taken for: 作为“一号工程”来抓."""
    for at, token in enumerate(cut[:-1]):
        if token.text in _TAKEN_AS:
            last = _until_verb(cut, at + 1)
            if last > at + 1:
                yield cut[at + 1].start, cut[last - 1].end


def _persons(clause: str, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """What sort of people: 知识产权专员."""
    for at, token in enumerate(cut):
        if token.tag[0] in "nz" and token.text.endswith(_PERSON_ENDS):
            first = at
            while first > 0 and (cut[first - 1].tag[0] in "nb" or cut[first - 1].tag == "vn"):
                first -= 1
            yield cut[first].start, token.end


def _lacking(clause: str) -> Iterator[tuple[int, int]]:
    """What is not there: 未标明该商品的生产者名称、地址等信息."""
    for match in _NOT_THERE.finditer(clause):
        start, end = match.end(), len(clause.rstrip("，。；：,;:"))
        of = clause.find("的", start, start + BESIDE)
        yield (of + 1 if clause[start] in "该其" and of > 0 else start), end


def _named_by(verb: str, clause: str) -> Iterator[tuple[int, int]]:
    """The one name in marks beside a word that holds the verb: “陕西年度十大 IP”评选活动."""
    names = list(re.finditer("“[^“”]{2,20}”", clause))
    if len(names) == 1 and any(
        char in clause[names[0].end() : names[0].end() + BESIDE] for char in set(verb) - LIGHT
    ):
        yield names[0].span()


def _whose(noun: str, clause: str, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    at = clause.find("的" + noun)
    at = clause.find(noun) if at < 0 and noun in _OF_WHOM else at
    start = at
    for token in reversed([token for token in cut if token.end <= at]):
        if token.is_verb or token.tag[0] in "pxdc":
            break
        start = token.start
    if 0 <= start < at:
        yield start, at


def _behind_preposition(frame: Frame, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Behind a preposition of the same relation, up to a verb that shares a character with the question's."""
    wanted = (set(frame.after) | set(frame.deed)) - LIGHT
    wanted |= set("订立约") if "签" in wanted else set()
    for at, token in enumerate(cut):
        if token.text in frame.preposition:
            last = _until_verb(cut, at + 1)
            rest = "".join(one.text for one in cut[last:])
            if last > at + 1 and wanted & set(rest):
                yield cut[at + 1].start, cut[last - 1].end


def _person_in(clause: str, span: tuple[int, int]) -> tuple[int, int]:
    """The last person named in a noun phrase, 赵某 of 店铺客服赵某微信; else all of it, where it is a body; else nothing."""
    told = [match.span() for match in SOMEBODY.finditer(clause, *span)]
    if told:
        return told[-1]
    return span if clause[slice(*span)].endswith(_BODY_ENDS) else (0, 0)


def _doer(frame: Frame, clause: str, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Who does what is asked of: the one person or body that is named before the verb."""
    letters = (set(frame.deed) | set(frame.after)) - LIGHT
    at = next((t.start for t in cut if t.tag[0] in "vj" and letters & set(t.text)), 0)
    yield from (match.span() for match in SOMEBODY.finditer(clause, 0, at))
    for last, token in enumerate(cut):
        if token.end <= at and token.tag[0] in "nj" and token.text.endswith(_BODY_ENDS):
            first = last
            while first > 0 and cut[first - 1].tag[0] in "njb":
                first -= 1
            if last + 1 == len(cut) or cut[last + 1].tag[0] not in "nj":
                yield cut[first].start, token.end


def _summed_up(noun: str, clause: str, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The items of an enumeration that the noun sums up: 预警、政策匹配、产学研等信息."""
    for at, token in enumerate(cut):
        if not token.text.endswith(noun[-2:]) or at < 2:
            continue
        last = at
        while last > 0 and (cut[last - 1].text in ("等", "的", "各", "各类") or cut[last - 1].tag[0] in "mb"):
            last -= 1
        first = last
        while first > 0 and not (
            cut[first - 1].is_verb or cut[first - 1].tag[0] == "p" or cut[first - 1].text in "，。；：,;:"
        ):
            first -= 1
        if _may_be_of_name(cut, first - 1):
            continue  # 举办医圣拜谒大典、…: where the first item begins is not clear
        while first < last and (cut[first].tag[0] in "ud" or cut[first].text in _HANGS):
            first += 1
        if last - first > 2 and "、" in clause[cut[first].start : cut[last - 1].end]:
            yield cut[first].start, cut[last - 1].end


def _called_by(what: str, asked: str, clause: str, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The whole name of a thing that is asked for by the end of it: 洁净能源知识产权运营中心, asked for as 什么运营中心."""
    at = -1 if what in _NO_NAME else clause.find(what)
    while at >= 0:
        before: list[Token] = []
        for token in reversed([token for token in cut if token.end <= at]):
            if token.tag == "nr" or (token.tag[0] not in "nbjlz" and token.tag != "vn"):
                break
            before.insert(0, token)
        while before and (before[0].tag == "vn" or before[0].text[:SHORTEST] in asked):
            del before[
                0
            ]  # 发展中医药产业, 小阎负…责任: what is done with it, and by whom, is none of its name
        if before and any(token.tag[0] == "n" for token in cut if token.end == at + len(what)):
            yield before[0].start, at + len(what)
        at = clause.find(what, at + len(what))


def _may_be_of_name(cut: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` may belong to a name: nothing but nouns stand between it and the verb before."""
    first = at
    while first > 0 and cut[first - 1].tag[0] == "n":
        first -= 1
    return 0 < first < at and cut[at].is_verb and cut[first - 1].is_verb


def _object(frame: Frame, cut: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Behind the question's own verb, or one that holds its characters; of the sort that the noun says, if there is one."""
    letters = set(frame.verb) - LIGHT
    for at, token in enumerate(cut[:-1]):
        if token.tag[0] != "v" or not (token.text == frame.verb or letters & set(token.text)):
            continue
        first = at + 1
        while first < len(cut) - 1 and cut[first].text in _SKIPPED:
            first += 1
        last = _until_verb(cut, first)
        if last == first or not (cut[last - 1].tag[0] in "nxjl" or cut[last - 1].tag == "vn"):
            continue
        said = "".join(one.text for one in cut[first:last])
        if not frame.noun or said.rstrip("”》")[-1] == frame.noun[-1] or said[-1] in "”》":
            yield cut[first].start, cut[last - 1].end


def _until_verb(cut: Sequence[Token], first: int) -> int:
    """Where a noun phrase that begins at `first` ends: before a verb, a preposition or a mark of the clause."""
    at, depth = first, 0
    while at < len(cut):
        token = cut[at]
        depth += (token.text in "“《（") - (token.text in "”》）")
        if (
            depth <= 0
            and at > first
            and (token.is_verb or token.tag[0] in "pd" or token.text in "，。；：,;:")
        ):
            break
        at += 1
    while at > first and cut[at - 1].text in _HANGS:
        at -= 1
    return at


def _may_be(question: str, said: str, most: float = NOVEL) -> bool:
    bare = said.strip("“”《》")
    if not SHORTEST <= len(said) <= LONGEST or said[0] in _MARKS + "和与及或的了" or _GENERAL.search(said):
        return False
    if any(said.count(a) != said.count(b) for a, b in ("“”", "《》", "（）")):
        return False
    return sum(char in question for char in fold(bare)) <= most * len(bare)
