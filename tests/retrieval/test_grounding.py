"""What the checker strikes and what it lets pass: by planted faults, by sentences retold by hand, and one by one."""

from __future__ import annotations

import random
import time
from collections import Counter

import pytest

from retrieval.answering import Answerer
from retrieval.cases.profiles import Profile
from retrieval.checking.grounding.grounding import Checker, Finding
from tests.retrieval.faults import Fault, Told, faults, paraphrases, retold
from tests.retrieval.homes import Home

SEED = 20261
COUNT = 1000


@pytest.fixture(scope="module")
def profiles(answerer: Answerer) -> dict[int, Profile]:
    return {profile.case.number: profile for profile in answerer._inquiries.present().all}


@pytest.fixture(scope="module")
def checker(answerer: Answerer) -> Checker:
    return answerer._inquiries.checker(answerer._inquiries.present())


@pytest.fixture(scope="module")
def true(home: Home) -> list[Told]:
    """A thousand true sentences: those by hand, and the cases' own clauses put together otherwise."""
    by_hand = paraphrases()
    assert len(by_hand) >= 200
    return [*by_hand, *retold(home.catalog.records().cases, COUNT - len(by_hand), random.Random(SEED))]


def struck(found: tuple[Finding, ...], fault: Fault) -> bool:
    """Whether the fault is gone: no case bears it out, or (the wrong mark) only the case that it comes from."""
    if fault.kind == "case":
        return not found or found[0].profile.case.number == fault.source
    return not found


def test_of_a_thousand_true_sentences_three_in_a_hundred_at_most_are_struck(
    checker: Checker, profiles: dict[int, Profile], true: list[Told]
) -> None:
    lost = [told for told in true if not checker.judge(told.text, [profiles[told.number]], ())]
    by_hand = [told for told in lost if told in paraphrases()]
    print(
        f"struck {len(lost)} of {len(true)} true sentences, {len(by_hand)} of {len(paraphrases())} written by hand"
    )
    assert len(lost) <= 0.03 * len(true)
    assert len(by_hand) <= 0.03 * len(paraphrases())


def test_of_a_thousand_planted_faults_ninety_nine_in_a_hundred_are_struck(
    checker: Checker, profiles: dict[int, Profile], true: list[Told], home: Home
) -> None:
    planted = faults(true, home.catalog.records().cases, COUNT, SEED)
    assert len(set(Counter(fault.kind for fault in planted).values())) <= 2  # all kinds alike
    missed = [
        fault
        for fault in planted
        if not struck(
            checker.judge(fault.text, [profiles[fault.number]], [profiles[n] for n in fault.evidence]), fault
        )
    ]
    print(f"missed {len(missed)} of {len(planted)}: {Counter(fault.kind for fault in missed)}")
    assert len(missed) <= 0.01 * len(planted), missed


@pytest.mark.parametrize(
    ("number", "sentence", "failing"),
    [
        (2, "天津市公安局在全市15个公安分局设立“流动警务站”", "figure"),
        (2, "天津市公安局在120个公安分局设立“流动警务站”", "figure"),
        (23, "相关刑事案件同比减少四分之三", "figure"),
        (23, "2023年相关刑事案件同比减少三分之二", "figure"),
        (19, "南阳把发展中医药产业作为“二号工程”来抓", "figure|name"),
        (9, "苏州市设立了34家海外服务分中心", "name"),
        (9, "浙江省设立了34家海外服务分中心", "name"),
        (10, "无锡市检察院设立“知识产权保护服务前哨”", "name"),
        (8, "上海市知识产权局聚焦“法治”“共治”“智治”三治融合", "name"),
        (13, "吴兴区推出“知识产权名片”公共服务", "name"),
        (22, "广州仲裁委研发了GPT仲裁秘书", "name"),
        (14, "学校持有转化公司的股份", "negation"),
        (10, "无锡市公安局未设立“知识产权保护服务前哨”", "negation"),
        (23, "相关刑事案件同比增加三分之二", "comparison"),
        (7, "上海知识产权公共服务窗口率先实现全市16个区全覆盖", "comparison"),
        (28, "台江县计划设立知识产权投诉举报快速维权保护中心", "comparison"),
        (3, "河北省农科院还培育出抗寒的苹果新品种", "content"),
        (8, "上海市市场监管局对侵犯商业秘密的企业开出罚单", "content"),
        (8, "综上所述，这些做法值得各地学习", "content|extent"),
        (8, "详见https://example.com", "form"),
        (16, "<b>福建省</b>德化县成立了版权工作领导小组<script>", "form"),
    ],
)
def test_each_kind_of_fault_is_called_by_its_name(
    checker: Checker, profiles: dict[int, Profile], number: int, sentence: str, failing: str
) -> None:
    assert checker.find(sentence, profiles[number]).failing in failing.split("|")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (2, "天津在十六个公安分局设立了“流动警务站”"),
        (9, "江苏的南通设立了34个海外服务分中心"),
        (23, "相关刑事案件同比下降了三分之二"),
        (14, "中科大不持有转化公司的任何股份"),
        (1, "国家博物馆建成了两个平台"),
        (12, "浙江高院推广“法护知产”在线协同应用"),
        (28, "“村BA”品牌赋能乡村发展"),
        (4, "龙头企业带动商标注册和产品研发"),
        (
            5,
            "Inner Mongolia set up a pilot leading group for intellectual property education in primary and secondary schools",
        ),
    ],
)
def test_the_same_in_other_words_passes(
    checker: Checker, profiles: dict[int, Profile], number: int, sentence: str
) -> None:
    found = checker.find(sentence, profiles[number])
    assert found.holds, found


def test_a_finding_quotes_the_very_clauses_it_rests_on(
    checker: Checker, profiles: dict[int, Profile]
) -> None:
    found = checker.find("南通设立了34家海外服务分中心", profiles[9])
    case = profiles[9].case
    assert any("34家海外服务分中心" in quote.text for quote in found.quotes)
    assert all(case.text_of(q.field)[q.start : q.end] == q.text for q in found.quotes)  # type: ignore[index]
    assert sum(len(quote.text) for quote in found.quotes) < 120


def test_a_sentence_costs_less_than_five_milliseconds(
    checker: Checker, profiles: dict[int, Profile], true: list[Told]
) -> None:
    for told in true[:20]:
        checker.find(told.text, profiles[told.number])
    started = time.process_time()
    for told in true:
        checker.find(told.text, profiles[told.number])
    spent = (time.process_time() - started) / len(true) * 1000
    print(f"{spent:.2f} ms a sentence")
    assert spent < 5.0
