"""What groups are made by, and which end of them is asked for: by province, the most, the highest sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.patterns import regex
from data.text import clauses, squeeze, without
from retrieval import lexicon
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.counting.group_sizes import sizes
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.query import Query, Want
from retrieval.question.slots.library import Library

_GROUPED = under("grouped")
"""What groups are made by, and how that is called; the first that is named holds."""
_ENDS = under("end")
_MEASURES = under("measure")
"""What figures of cases may be compared by, and how that is called."""
_SUM, _GROUPING, _OF_ENTRIES = listed("sum_of"), listed("grouping"), listed("number_of_entries")
_OF_SUIT = listed("decided_sum")
_STAGES = listed("stage_of_suit")
_CLAIMED, _PAY = listed("sum_claimed"), listed("sum_of_pay")
_ZONES = listed("all_zones")
_OF_STAGES = {"仲裁机构", "法院"}
"""按仲裁了结和法院判决分个类: how far a case went, and not who acts in it."""
_GROUP_WORDS = listed("beside_sizes")
"""法院, 出现: what says which groups there are to be, and chooses no cases."""
_COURT, _BORN = "法院", "出生"
_EXAMPLES = ("比如", "例如", "譬如", "诸如")
_DEEDS = {**under("deed"), **under("most_of")}
_FINE, _OF_CASES = listed("most_of.罚"), listed("which_of_cases")
_PERSONS, _TIMES = listed("asks_persons"), listed("asks_times")
_MONEY = listed("kind_of_money")
_DONE = "得最"
_OF_DEGREE = frozenset("狠重轻久老")
"""With 最 what no number of things is: 处理得最狠的."""
_THING = regex(r"[一-鿿]{2}费(?!者)|赔偿(?!金?额)|违约金|补偿金|罚款")


# 按最后在哪一步了结（仲裁、一审）给我分类, 按处理结果归归类
_CRITERION = regex(
    r"(?:按照?|根据|依照?)(?P<what>[^，,。？?！!；;]{2,24}?)(?:(?:给|帮|替|把|对)(?:我|(?:这批|这些|所有|全部)?(?:案[子例件])?)?|来|去|再|从.到.)*(?:(?<!处)[分归]+(?:一下|个)?[类组堆档]*|统计|汇总|排个?队)"
)


def without_examples(text: str) -> str:
    """`text` without the clauses that only give examples of groups: 按协议类型归归类，比如拆迁的、卖地的."""
    examples = (start for start, end in clauses(text) if text[start:end].strip().startswith(_EXAMPLES))
    return text[: next(examples, len(text))].rstrip("，,；; ")


def grouped(query: Query, library: Library) -> Query:
    """`query` with what its groups are made by, the end that is asked for, and a theme without the words for these."""
    text = query.text
    named = [name for name in library.profiles.columns if len(name) > 1 and squeeze(name) in squeeze(text)]
    end = _end_of(query)
    fined = library.sentenced and _FINE.search(text)  # beside a term of imprisonment
    if end in ("highest", "lowest") and not named and _OF_SUIT.search(text) and library.decided and not fined:
        return replace(query, want=Want.CASES, course=(_extreme_sum(text, end),), theme="")
    if end and query.literal and all(end_named(word) for word in query.literal.words):
        query = replace(query, literal=None)  # 出现最多的: no word that stands there
    by = named[0] if named else _grouped_by(text)
    if by == "court" and {kind for kind, _, _ in query.kinds} <= {_COURT}:
        query = replace(query, kinds=())
    elif by == "court":  # 公安、法院、海关: kinds of body
        by = "organisation"
    if by == "penalty" and not library.penalised:
        by = "result"
    if query.want is Want.EXTREME and not by and (of_figures := _of_figures(query, end)):
        return of_figures
    if query.want is Want.GROUPS:
        query, by = _by_what_is_named(query, by, library)
    if by == "zone" and query.want is Want.GROUPS and _ZONES.search(text):
        query = replace(query, places=())  # 东中西部怎么分布: 中西部 is no place there
    criterion = _CRITERION.search(text) if query.want is Want.GROUPS else None
    if criterion is not None and not library.content(without(text, [criterion.span()])):
        # Nothing else is asked than by what, and that may be nothing that is kept.
        query = replace(query, theme="", unused=(), kinds=() if by != "kinds" else query.kinds)
        by = by or criterion["what"]
    query = _sized(replace(query, by=by or "region", extreme=end), library)
    forms = [form for name, form in _GROUPED.items() if name == by]
    theme = _blank(query.theme, [*forms, _GROUPING, *_ENDS.values()])
    return replace(query, theme=theme)


def _end_of(query: Query) -> str:
    """The end that is asked for; of sums the highest, where the most is."""
    if query.want is not Want.EXTREME:
        return ""
    end = next((name for name, form in _ENDS.items() if form.search(query.text)), "")
    if end in ("most", "least") and _SUM.search(query.text) and not _OF_ENTRIES.search(query.text):
        return "highest" if end == "most" else "lowest"
    return end


def _of_figures(query: Query, end: str) -> Query | None:
    """`query`, which names nothing that groups are made by, for a figure of the cases that is kept, else for a fact; None
    where a group is asked for all the same.
    """
    if sort := _measure(query, end):
        if sort == "age":  # 出生最早的 is the oldest
            end = {"first": "highest", "last": "lowest"}.get(end, end)
        theme = _blank(query.theme, [*filter(None, [_MEASURES.get(sort)]), _GROUPING, *_ENDS.values()])
        return replace(query, by=sort, extreme=end, theme=theme)
    if end == "none":
        return replace(query, want=Want.CASES, extreme="", by="")  # 没验进货的是哪件: a case, and no group
    if not end or end in ("highest", "lowest"):
        return replace(query, want=Want.FACT)  # 处理得最狠的是谁: by no measure that is kept
    if end in ("most", "least") and (_OF_CASES.search(query.text) or _DONE in query.text):
        return replace(query, want=Want.FACT)  # 抽得最多的是谁: no group has most of what is done
    return None


def _sized(query: Query, library: Library) -> Query:
    """`query` with how many cases its groups must have; what is said of the size is no theme: 只有一个案例的省."""
    sized = sizes(query.text)
    if sized is None:
        return query
    said, beside = query.text[slice(*sized.span)], without(query.text, [sized.span])
    theme = "" if query.theme.strip("，的") in said else query.theme.replace(said, "，")
    if not library.content(_GROUP_WORDS.sub("", beside)):
        theme = ""
    literal = query.literal
    if literal and all(word in said for word in literal.words):
        literal = None  # 出现不止一次的: no words that stand there
    return replace(
        query, sizes=(sized.least, sized.most), extreme="", theme=theme, unused=(), literal=literal
    )


def _by_what_is_named(query: Query, by: str, library: Library) -> tuple[Query, str]:
    """By the several places, bodies, collections or stages of a suit that are named; else by `by`."""
    kinds = {kind for kind, _, _ in query.kinds}
    if library.decided and len({match[0] for match in _STAGES.finditer(query.text)}) > 1:
        return replace(query, kinds=(), theme="", unused=()), "stage"  # 仲裁了结的、一审了结的、打到二审的
    if len({m.text for m in query.places}) > 1:
        return query, "places"
    if len(kinds) > 1 and library.decided and kinds <= _OF_STAGES:
        return replace(query, kinds=()), "stage"
    if len(kinds) > 1:
        return query, "kinds"
    return query, "collection" if len(query.collections) > 1 else by


_ASKED_BY = ("哪个", "哪些", "哪几个", "哪一个", "哪", "各个", "各", "每个", "每", "按", "按照")
"""What stands right before that by which is asked: 哪个地方的法院最多."""


def _grouped_by(text: str) -> str:
    """What the groups of `text` are made by; of several named the one that is asked by, else the first of the table."""
    found = [(name, match) for name, form in _GROUPED.items() for match in form.finditer(text)]
    asked = (name for name, match in found if text[: match.start()].endswith(_ASKED_BY))
    return next(asked, found[0][0] if found else "")


def _measure(query: Query, end: str) -> str:
    """Which figures of the cases are set beside each other, where the question asks for the highest of them; '' if none."""
    text = query.text
    if end in ("first", "last"):
        if _BORN in text:
            return "age"
        return "time" if _MEASURES["time"].search(text) else ""
    if end not in ("most", "least", "highest", "lowest") or _OF_ENTRIES.search(text):
        return ""
    named = next((sort for sort, form in _MEASURES.items() if form.search(text) and sort != "time"), "")
    named = named or ("sum" if _MONEY.search(text) else "")
    named = named or ("sum" if any(form.search(text) for form in _DEEDS.values()) else "")
    if named in ("", "sum") and (_PERSONS.search(text) or _TIMES.search(text)):
        return "number"  # 送的人最多, 送钱次数最多
    counted = query.theme and not any(f"最{char}" in text for char in _OF_DEGREE)
    return named or ("number" if counted or "number" in query.tells else "")


def end_named(text: str) -> str:
    """Which end `text` names and nothing else: 最低; '' where it says more, or names none."""
    return next((name for name, form in _ENDS.items() if form.fullmatch(text)), "")


def without_measure(text: str) -> str:
    """`text` (folded) without the words that say what is compared and which end is asked for: 钱数最大的是哪个 has no others."""
    return _blank(text, [*_MEASURES.values(), _GROUPING, *_ENDS.values()])


def thing_measured(query: Query, deed: str) -> str:
    """The words of what is measured (送钱 of 送钱总额最大的), without those of a `deed` that says by itself which sum is meant."""
    if not deed:
        return without_measure(query.text)
    told = cues_of(query.cues.without(Cue.MOST_OF, "，", deed))
    return without_measure(told.without(Cue.OF_PERSON_ALONE, "，"))


def _extreme_sum(text: str, end: str) -> str:
    """The test for the highest or lowest of the sums that are asked about."""
    how = "most" if end == "highest" else "least"
    if _PAY.search(text):
        return f"pay:{how}"
    thing = _THING.search(text)
    what = "claimed" if _CLAIMED.search(text) else "awarded"
    return f"{what}:{how}" + (f"|{thing[0]}" if thing and what == "awarded" else "")


def _blank(text: str, forms: Sequence[re.Pattern[str]]) -> str:
    for form in forms:
        text = form.sub("，", text)
    return text if re.search(r"[一-鿿a-z]{2}", text) and not lexicon.is_scaffolding(text) else ""
