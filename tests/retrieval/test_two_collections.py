"""Several collections in play: marks carry labels, and equal numbers are never confused."""

from __future__ import annotations

import re
import shutil

import pytest

from data.reading.naming import label_for
from retrieval.answering import Answerer
from tests.retrieval.homes import BUNDLED, Home, KeptVectors, case, cited, cited_ids, collection, replay
from tests.retrieval.promises import broken_promises

OTHER = "rural-1"
RURAL = tuple(
    case(OTHER, number, title, text)
    for number, title, text in [
        (1, "浙江省绍兴市推广黄酒非遗技艺", "浙江省绍兴市设立黄酒大师工作室，带徒传艺，年接待游客十万人次。"),
        (2, "湖北省武汉市建设社区食堂", "湖北省武汉市建设社区食堂一百二十家，为老年人供应低价午餐。"),
        (3, "云南省大理白族自治州保护洱海", "云南省大理白族自治州拆除临湖客栈，截污治污，洱海水质稳定向好。"),
        (8, "甘肃省酒泉市开展风电检修培训", "甘肃省酒泉市与职业学院合办风电检修班，培训技工四百名。"),
    ]
)
MARK = re.compile(r"\[[^\[\]]*案例\d+\]")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, home: Home, vectors: KeptVectors) -> Home:
    folder = tmp_path_factory.mktemp("two") / "home"
    shutil.copytree(home.folder, folder)
    made = Home.open(folder, vectors)
    made.library.replace(collection(OTHER, "乡村振兴第一批典型案例", "第一批"), RURAL)
    return made


@pytest.fixture(scope="module")
def both(two: Home) -> Answerer:
    return two.answerer()


@pytest.mark.parametrize("question", ["案例3讲了什么？", "第三个案例", "case 3", "３号案例"])
def test_a_number_that_two_collections_have_gives_both_told_apart(
    both: Answerer, two: Home, question: str
) -> None:
    answer = both.answer(question)
    assert cited_ids(answer) == {(BUNDLED, 3), (OTHER, 3)}
    assert set(MARK.findall(answer.text)) == {"[第二批·案例3]", "[第一批·案例3]"}
    assert not broken_promises(answer, two.catalog.records())


@pytest.mark.parametrize(
    ("question", "collections", "expected"),
    [
        ("案例3讲了什么？", (OTHER,), {(OTHER, 3)}),
        ("案例3讲了什么？", (BUNDLED,), {(BUNDLED, 3)}),
        ("第二批里第3个案例讲了什么？", (), {(BUNDLED, 3)}),
        ("第二批案例8", (), {(BUNDLED, 8)}),
        ("第一批案例8讲了什么？", (), {(OTHER, 8)}),
        ("[第一批·案例8]讲了什么？", (), {(OTHER, 8)}),
        ("[第二批·案例8]讲了什么？", (), {(BUNDLED, 8)}),
        ("第一批里最后一个案例", (), {(OTHER, 8)}),
        ("案例12讲了什么？", (), {(BUNDLED, 12)}),
    ],
)
def test_naming_or_choosing_a_collection_settles_which_case_is_meant(
    both: Answerer, question: str, collections: tuple[str, ...], expected: set[tuple[str, int]]
) -> None:
    answer = both.answer(question, collections=collections)
    assert cited_ids(answer) == expected


def test_marks_are_plain_where_one_collection_was_chosen_and_labelled_where_several_are(
    both: Answerer,
) -> None:
    assert "[案例8]" in both.answer("哪些案例涉及商业秘密？", collections=(BUNDLED,)).text
    assert "[第二批·案例8]" in both.answer("哪些案例涉及商业秘密？").text


def test_a_set_is_drawn_from_all_collections_or_from_the_one_named(both: Answerer) -> None:
    assert cited_ids(both.answer("浙江有哪些案例？")) == {
        (BUNDLED, 11),
        (BUNDLED, 12),
        (BUNDLED, 13),
        (OTHER, 1),
    }
    assert both.answer("浙江有几个案例？").count == 4
    assert both.answer("一共有几个案例？").count == 34
    assert both.answer("一共有几个案例？", collections=(OTHER,)).count == 4
    assert both.answer("第一批里浙江有几个案例？").count == 1
    assert cited(both.answer("第二批里浙江有哪些案例？")) == [11, 12, 13]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("第二批里一共有几个案例？", 30),
        ("第二批有几个案例？", 30),
        ("第一批一共几个案例？", 4),
        ("第2批有几个案例", 30),
    ],
)
def test_the_cases_of_a_named_batch_are_counted(both: Answerer, question: str, count: int) -> None:
    assert both.answer(question).count == count


def test_a_number_outside_the_chosen_collection_is_refused_though_another_has_it(both: Answerer) -> None:
    answer = both.answer("案例12讲了什么？", collections=(OTHER,))
    assert answer.refused
    assert "12" in answer.reason


@pytest.mark.parametrize("question", ["第三批有哪些案例？", "第七批案例3讲了什么？", "第三批里有浙江的吗？"])
def test_an_unknown_batch_is_refused_and_the_known_ones_are_named(both: Answerer, question: str) -> None:
    answer = both.answer(question)
    assert answer.refused
    assert "知识产权强国建设第二批典型案例" in answer.reason
    assert "乡村振兴第一批典型案例" in answer.reason


def test_a_follow_up_stays_in_the_collection_that_was_spoken_of(both: Answerer) -> None:
    conversation = replay(both, ["第一批案例2讲了什么？"])
    assert cited_ids(both.answer("下一个呢？", conversation)) == {(OTHER, 3)}
    conversation = replay(both, ["第二批案例2讲了什么？"])
    assert cited_ids(both.answer("下一个呢？", conversation)) == {(BUNDLED, 3)}
    conversation = replay(both, ["浙江有哪些案例？"])
    assert len(cited_ids(both.answer("第四个呢？", conversation))) == 1


def test_cases_of_the_same_number_can_be_compared(both: Answerer, two: Home) -> None:
    conversation = replay(both, ["案例3讲了什么？"])
    answer = both.answer("这两个有什么不同？", conversation)
    assert cited_ids(answer) == {(BUNDLED, 3), (OTHER, 3)}
    assert not broken_promises(answer, two.catalog.records())
    # Every line that speaks of a case says of which collection.
    assert not re.search(r"案例3：(?!.*·案例3\])", answer.text.replace("：—", ""))


def test_a_fact_is_found_in_the_collection_that_has_it(both: Answerer) -> None:
    assert cited_ids(both.answer("社区食堂建了多少家？")) == {(OTHER, 2)}
    assert cited_ids(both.answer("“云小仲”是谁研发的？")) == {(BUNDLED, 22)}


def test_two_second_batches_are_told_apart(
    tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors
) -> None:
    made = Home.open(tmp_path_factory.mktemp("labels"), vectors)
    for id_, title in ((OTHER, "乡村振兴第二批典型案例"), ("police-2", "公安行政执法第二批典型案例")):
        cases = [case(id_, c.number, c.title, c.fields[0].text) for c in RURAL[:3]]
        made.library.replace(collection(id_, title, label_for(title)), cases)
    answer = made.answerer().answer("案例3讲了什么？")
    assert len(answer.citations) == 2
    assert len({answer.marker(citation.case.id) for citation in answer.citations}) == 2


def test_what_is_like_a_case_is_looked_for_in_the_collection_named_and_nowhere_else(both: Answerer) -> None:
    told = replay(both, ["武汉的社区食堂讲了什么"])
    answer = both.answer("知识产权那一本里有类似的吗", told)
    assert answer.refused
    assert (
        "没有与《湖北省武汉市建设社区食堂》相近的案例（查了《知识产权强国建设第二批典型案例》，共30个"
        in answer.text
    )


@pytest.mark.parametrize(
    "turn",
    [
        "黄酒那件，还查得着吗",
        "不对，我说的是食堂那件",
        "第二个呢",
        "它们有什么不同",
        "还有吗",
        "你确定？",
        "列个表",
        "后面那个说细点",
    ],
)
def test_what_was_told_of_a_collection_that_is_gone_since_is_told_no_more(
    both: Answerer, answerer: Answerer, turn: str
) -> None:
    told = replay(both, ["乡村振兴那批里浙江和湖北的案例"])
    assert {case.collection for one in told.turns for case in one.cited} >= {OTHER}
    answer = answerer.answer(turn, told)
    assert OTHER not in {one.case.id.collection for one in answer.citations}
