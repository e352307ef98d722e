"""The thesaurus written by hand: well-formed, and a word of everyday speech finds the official one."""

from __future__ import annotations

from collections import Counter
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from data.text import fold
from retrieval import lexicon
from retrieval.answering import Answerer
from retrieval.language.terms import make_term, rejoined
from tests.retrieval.homes import Home, KeptVectors, case, cited, collection

FOLDER = Path(lexicon.__file__).parent
MOST_FORMS = 120
"""A word that stands for more than this is no word but a chapter."""


def _rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _phrases() -> list[str]:
    return [phrase for row in _rows("related.tsv") for phrase in row[0].split(",")]


def _repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(map(fold, words)).items() if count > 1]


@pytest.mark.parametrize("name", ["synonyms.tsv", "narrower.tsv", "related.tsv"])
def test_each_row_of_the_thesaurus_has_two_words_or_more_and_none_twice(name: str) -> None:
    for row in _rows(name):
        assert len(row) > 1, row
        assert not _repeated(row), row


@pytest.mark.parametrize("name", ["synonyms.tsv", "narrower.tsv", "related.tsv"])
def test_the_words_of_the_thesaurus_are_simplified_and_without_white_space_or_wide_letters(name: str) -> None:
    odd = [
        word for row in _rows(name) for word in row if fold(word) != word.lower() or word.split() != [word]
    ]
    assert not odd


def test_no_form_of_a_word_is_one_character_which_would_match_inside_other_words() -> None:
    broad = [word for row in _rows("narrower.tsv") for word in row[1:]]
    every = [word for row in _rows("synonyms.tsv") for word in row] + broad + _phrases()
    assert not [word for word in every if len(word) < 2]


def test_a_word_is_in_one_group_of_synonyms_and_heads_one_row() -> None:
    assert not _repeated([word for row in _rows("synonyms.tsv") for word in row])
    assert not _repeated([row[0] for row in _rows("narrower.tsv")])
    assert not _repeated(_phrases())


def test_nothing_is_narrower_than_itself_by_whatever_way_its_synonyms_lead() -> None:
    group = {word: min(word, *others) for word, others in lexicon.synonyms().items()}
    below: dict[str, set[str]] = {}
    for broad, words in lexicon.narrower().items():
        head = group.get(broad, broad)
        below.setdefault(head, set()).update(group.get(word, word) for word in words)
        below[head].discard(head)  # 大学 beside 高校: a synonym repeated is no circle
    TopologicalSorter(below).prepare()  # raises CycleError, with the words of the circle


def test_no_word_stands_for_everything() -> None:
    words = {*lexicon.synonyms(), *lexicon.narrower()}
    assert not [word for word in words if len(make_term(word).forms) > MOST_FORMS]


TOLD = {
    1: ("某家政公司案", "张某与丈夫李某因夫妻感情破裂起诉离婚，法院判决准予离婚。"),
    2: ("某建筑公司案", "包工头拖欠农民工工资，人社局责令其限期支付。"),
    3: ("某商城案", "消费者收货后申请退货，商家拒绝，市场监管局调解后退款。"),
    4: ("某河道案", "化工厂私设暗管向河道偷排废水，检察院提起公益诉讼。"),
    5: ("某合作社案", "合作社种植板栗，带动村民增收。"),
    6: ("某派出所案", "派出所破获电动自行车盗窃案，追回失窃车辆。"),
    7: ("某医院案", "患者在手术后死亡，经鉴定医院存在误诊。"),
    8: ("某镇政府案", "镇干部收受礼品礼金，受到党纪处分。"),
    9: ("某卖家案", "买家在网络店铺下单后，卖家迟迟不发货。"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    home = Home.open(tmp_path_factory.mktemp("everyday") / "home", vectors)
    cases = [case("everyday", number, *texts) for number, texts in TOLD.items()]
    home.library.replace(collection("everyday", "日常案例", "日常"), cases)
    return home.answerer()


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("两口子的案例有哪些？", [1]),
        ("跟老公有关的案例有哪些？", [1]),
        ("讨薪的案例有哪些？", [2]),
        ("退换货的案例有哪些？", [3]),
        ("跟农业有关的案例有哪些？", [5]),
        ("涉及警察的案例有哪些？", [6]),
        ("电瓶车的案例有哪些？", [6]),
        ("过世的案例有哪些？", [7]),
        ("开刀的案例有哪些？", [7]),
        ("收红包的案例有哪些？", [8]),
        ("收礼的案例有哪些？", [8]),
        ("跟病有关的案例有哪些？", [7]),
        ("老弱病残的案例有哪些？", [7]),
        ("线上交易的案例有哪些？", [9]),
    ],
)
def test_a_word_of_everyday_speech_lists_the_cases_that_say_it_officially(
    told: Answerer, question: str, numbers: list[int]
) -> None:
    answer = told.answer(question)
    assert cited(answer) == numbers
    assert {citation.tier for citation in answer.citations} == {"said"}
    by_words = "写到" in answer.basis.test  # and not by who acts
    assert by_words is not answer.basis.complete  # what a thesaurus finds is never called all there is


@pytest.mark.parametrize("phrase", ["血汗钱", "河水臭", "家产怎么分", "送购物卡"])
def test_a_case_is_no_member_of_a_list_by_a_word_that_is_only_related(told: Answerer, phrase: str) -> None:
    assert lexicon.related()[phrase]
    answer = told.answer(f"{phrase}的案例有哪些？")
    assert answer.refused or not answer.basis.complete


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("净身出户合理吗", 1),
        ("白干一年拿不到血汗钱", 2),
        ("腰包鼓起来的故事", 5),
    ],
)
def test_a_phrase_that_is_only_related_brings_the_case_of_that_matter_to_the_front(
    told: Answerer, question: str, number: int
) -> None:
    """By meaning alone another case comes first, each time."""
    assert told.rank(question)[0][0].number == number


def test_readings_are_those_of_pypinyin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    for char in map(chr, range(ord("一"), ord("鿿"), 7)):
        theirs = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
        assert lexicon.readings().get(char, (char,)) == tuple(dict.fromkeys(theirs))


@pytest.mark.parametrize(
    ("said", "joined"),
    [
        ("员工被炒了鱿鱼", "员工被炒鱿鱼"),
        ("离过婚的", "离婚的"),
        ("说了算", "说了算"),
        ("我了解个人情况", "我了解个人情况"),
    ],
)
def test_a_verb_and_its_object_said_apart_are_one_word(said: str, joined: str) -> None:
    assert rejoined(said) == joined
