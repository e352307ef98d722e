"""What groups are made by, and which end of them is asked for: by province, the most, the highest sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.numerals import number_of
from data.patterns import regex
from data.text import clauses, squeeze, without
from retrieval import lexicon
from retrieval.lexicon.listed import listed, under
from retrieval.question.query import Query, Want
from retrieval.question.slots.library import Library
from retrieval.question.slots.wants import EACH_SEVERAL

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
_SEVERAL_ENDS, _RANKS_ANYHOW, _BESIDE_NOUN = listed("several_ends"), listed("ranks_anyhow"), "的名个大 "
_NO_RANKS = ("year", "month", "stage")
"""Groups that are told in order of themselves: 前三个月."""
_ENGLISH = {"three": 3, "five": 5}
_EXAMPLES = ("比如", "例如", "譬如", "诸如")
_DEEDS = under("deed")
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
    columns = library.profiles.columns
    named = [name for name in columns if len(name) > 1 and squeeze(name) in squeeze(text)]
    end = (
        next((name for name, form in _ENDS.items() if form.search(text)), "")
        if query.want is Want.EXTREME
        else ""
    )
    if ends := several_ends(text):
        query, end = _of_several(query, ends, library), end or "most"
    if end in ("most", "least") and _SUM.search(text) and not _OF_ENTRIES.search(text):
        end = "highest" if end == "most" else "lowest"
    if end in ("highest", "lowest") and not named and _OF_SUIT.search(text) and library.decided:
        return replace(query, want=Want.CASES, course=(_extreme_sum(text, end),), theme="")
    by = named[0] if named else _grouped_by(text)
    if by == "penalty" and not library.penalised:
        by = "result"
    if query.want is Want.EXTREME and not named and not by and (sort := _measure(query, end)):
        theme = _blank(query.theme, [*filter(None, [_MEASURES.get(sort)]), _GROUPING, *_ENDS.values()])
        return replace(query, by=sort, extreme=end, theme=theme)
    if query.want is Want.EXTREME and not by and (not end or end in ("highest", "lowest")):
        return replace(query, want=Want.FACT)  # 处理得最狠的是谁: by no measure that is kept
    if query.want is Want.GROUPS:
        query, by = _by_what_is_named(query, by, library)
    if by == "zone" and query.want is Want.GROUPS and _ZONES.search(text):
        query = replace(query, places=())  # 东中西部怎么分布: 中西部 is no place there
    criterion = _CRITERION.search(text) if query.want is Want.GROUPS else None
    if criterion is not None and not library.content(without(text, [criterion.span()])):
        # Nothing else is asked than by what, and that may be nothing that is kept.
        query = replace(query, theme="", unused=(), kinds=() if by != "kinds" else query.kinds)
        by = by or criterion["what"]
    query = replace(query, by=by or "region", extreme=end)
    forms = [form for name, form in _GROUPED.items() if name == by]
    several = EACH_SEVERAL.search(text)
    if several is not None and query.theme in several[0]:
        query = replace(query, theme="", unused=())
    theme = _blank(query.theme, [*forms, _GROUPING, EACH_SEVERAL, *_ENDS.values()])
    return replace(query, theme=theme)


def _of_several(query: Query, several: tuple[int, tuple[int, int]], library: Library) -> Query:
    """`query` with how many groups are asked for, and no theme where nothing else is said."""
    count, span = several
    rest = _blank(without(query.text, [span]), [*_GROUPED.values(), _GROUPING, _OF_ENTRIES, *_ENDS.values()])
    form = replace(query.form, limit=count)
    return (
        replace(query, form=form) if library.content(rest) else replace(query, form=form, theme="", unused=())
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


def several_ends(text: str) -> tuple[int, tuple[int, int]] | None:
    """How many of the groups are asked for from one end on, and where that is said: 案例最多的前三个省, 哪三个省最多."""
    end = any(_ENDS[name].search(text) for name in ("most", "least"))
    for found in _SEVERAL_ENDS.finditer(text):
        rest = text[found.end() :].lstrip(_BESIDE_NOUN)
        beside = any(form.match(rest) for name, form in _GROUPED.items() if name not in _NO_RANKS)
        ranked = _RANKS_ANYHOW.match(found[0]) is not None and bool(_grouped_by(text))
        count = _number_in(found[0])
        if count > 1 and (ranked or (beside and (end or found[0][0] != "哪"))):
            return count, found.span()
    return None


def _number_in(said: str) -> int:
    digits = "".join(char for char in said if number_of(char) is not None)
    return (number_of(digits) if digits else 0) or next(
        (n for word, n in _ENGLISH.items() if said.endswith(word)), 0
    )


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
        return "time" if _MEASURES["time"].search(text) else ""
    if end not in ("most", "least", "highest", "lowest") or _OF_ENTRIES.search(text):
        return ""
    named = next((sort for sort, form in _MEASURES.items() if form.search(text) and sort != "time"), "")
    named = named or ("sum" if any(form.search(text) for form in _DEEDS.values()) else "")
    return named or ("number" if query.theme or "number" in query.tells else "")


def end_named(text: str) -> str:
    """Which end `text` names and nothing else: 最低; '' where it says more, or names none."""
    return next((name for name, form in _ENDS.items() if form.fullmatch(text)), "")


def without_measure(text: str) -> str:
    """`text` (folded) without the words that say what is compared and which end is asked for: 钱数最大的是哪个 has no others."""
    return _blank(text, [*_MEASURES.values(), _GROUPING, *_ENDS.values()])


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
