"""Wordings beside each closed rule, read into the Query by the rules alone: two that it takes, one that it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from data.text import fold
from data.types import Collection
from retrieval.question.dialogue.deixis import (
    leaves_out,
)
from retrieval.question.query import Query
from retrieval.question.slots import entities
from retrieval.question.slots.forms import layout

BATCHES = (
    Collection("first", "某市优化营商环境第一批案例", "第一批", "", ""),
    Collection("second", "某市农村电商第二批案例", "第二批", "", ""),
)


def read(text: str) -> Query:
    return entities.read(fold(text), BATCHES)


@dataclass(frozen=True)
class Rule:
    """A closed rule: what is read by it, two wordings with that reading, and one that looks alike without."""

    name: str
    reading: Callable[[str], object]
    expected: object
    wordings: tuple[str, str]
    alike: str


def _numbers(text: str) -> object:
    return read(text).numbers.numbers


def _places(text: str) -> object:
    return [mention.text for mention in read(text).places]


def _left_out(text: str) -> object:
    query = read(text)
    return [m.text for m in query.other_than.places], [kind for kind, *_ in query.other_than.kinds]


RULES = [
    Rule("batch", lambda t: read(t).collections, ("second",), ("第2批里谁做得好", "第 二 批讲了啥"), "第二次来的人"),
    Rule("title", lambda t: read(t).collections, ("second",), ("农村电商那批有啥", "讲农村电商的案例集"), "农村有啥"),
    Rule("other batch", lambda t: bool(read(t).unknown_batch), True, ("下一批有谁", "前年那批呢"), "前年有谁"),
    Rule("no such batch", lambda t: bool(read(t).unknown_batch), True, ("第九批有谁", "第 12 批呢"), "第九家呢"),
    Rule("bare number", _numbers, (12,), ("那12号呢", "#12"), "12家"),
    Rule("number", _numbers, (7,), ("给我念念案例七", "第7号案例说啥"), "七家企业"),
    Rule("left out before", _left_out, (["山东"], []), ("刨去山东的还有谁", "扣除山东之后剩谁"), "山东还有谁"),
    Rule("left out behind", _left_out, (["山东"], []), ("都列上，山东的不要算", "全列出来，山东除外"), "山东以外贸见长"),
    Rule("left out body", _left_out, ([], ["法院"]), ("不含法院的", "抛开法院的有谁"), "法院不含糊"),
    Rule("place", _places, ["山东"], ("山东那边谁干过", "人在山东的"), "泰山东坡的茶"),
    Rule(
        "alternatives", lambda t: len(entities.alternatives(t)), 2, ("茶叶或者丝绸", "茶叶、丝绸"), "茶叶和丝绸融合"
    ),
    Rule(
        "both", lambda t: len(entities.alternatives(t)), 1, ("茶叶跟丝绸互动", "茶叶与丝绸衔接"), "茶叶与丝绸"
    ),
    Rule("leaves out", leaves_out, True, ("除了茶叶那个呢", "那除开山东的"), "除夕那天呢"),
    Rule("layout", lambda t: layout(fold(t)) is not None, True, ("弄成一张表", "做成表格给我"), "代表有谁"),
    Rule("unrelated", lambda t: read(t).other_than.described, ("茶叶",), ("跟茶叶不沾边的", "与茶叶无关的"), "跟茶叶有关的"),
    Rule(
        "that one", lambda t: read(t).other_than.described, ("种茶",), ("排除种茶那家", "除去种茶的那个案子"), "种茶那家"
    ),
    Rule("time", lambda t: read(t).when is not None, True, ("打2019年起的", "截至2021年3月的"), "2019家企业"),
    Rule("words that stand there", lambda t: read(t).literal is not None, True, ("写有“茶叶”的", "标题里带“茶叶”"), "种茶叶的"),
    Rule("level", lambda t: [n for n, *_ in read(t).levels], ["县"], ("县这一级做的", "县一级牵头的"), "县里的企业"),
    Rule("english", lambda t: read(t).english, True, ("who grows tea there", "tea, which county"), "TCL做了啥"),
]  # fmt: skip
ALL = [(rule, wording) for rule in RULES for wording in rule.wordings]


@pytest.mark.parametrize(("rule", "wording"), ALL, ids=[wording for _, wording in ALL])
def test_a_wording_beside_a_known_one_is_read_by_the_same_rule(rule: Rule, wording: str) -> None:
    assert rule.reading(wording) == rule.expected


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_only_looks_like_it_is_not(rule: Rule) -> None:
    assert rule.reading(rule.alike) != rule.expected
