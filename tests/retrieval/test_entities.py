"""Closed classes of a question, each with examples and with what only looks like one."""

from __future__ import annotations

import pytest

from data.places.regions import find_places
from data.types import Collection
from retrieval.language import dates
from retrieval.question.closed.who.bodies import find_kinds
from retrieval.question.closed.who.levels import find_levels
from retrieval.question.dialogue.halves import halves
from retrieval.question.query import Want
from retrieval.question.slots import english, entities

DATES = ("2019-12-31", "2020年3月", "2020-06-01", "2021年", "2022年5月8日")


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("2020年的案例", (1, 2)),
        ("2020年以后发布的", (1, 2, 3, 4)),
        ("2020年之后的有哪些", (3, 4)),
        ("2020年3月以后发布的", (2, 3, 4)),
        ("2020年3月起发布的", (1, 2, 3, 4)),
        ("2020年6月1日以前判的", (0, 1)),
        ("不晚于2020年的有几个", (0, 1, 2)),
        ("晚于2020年的", (3, 4)),
        ("早于2020年6月的", (0, 1)),
        ("截至2021年的", (0, 1, 2, 3)),
        ("2020年3月到2021年之间的", (1, 2, 3)),
        ("2021年至2022年的", (3, 4)),
        ("自2021年以来的", (3, 4)),
    ],
)
def test_a_time_is_asked_with_its_side(asked: str, held: tuple[int, ...]) -> None:
    when = dates.asked(asked)
    assert when is not None
    stated = [next(dates.stated(date)) for date in DATES]
    assert tuple(at for at, date in enumerate(stated) if when.holds(date)) == held


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县一级自己做的有哪些", ("县",)),
        ("以一个县为主角的案例", ("县",)),
        ("县里的企业怎么办", ()),
        ("福建省德化县怎么做的", ()),
        ("区县一级的做法", ("县区",)),
        ("地级市的案例有几个", ("地级市",)),
        ("南通市的案例", ()),
        ("广西壮族自治区做了什么", ()),
        ("宁夏回族自治区银川市的葡萄酒", ()),
        ("省级单位的有哪些", ("省级",)),
        ("哪个省最多", ()),
        ("县或者市辖区当主体的", ("县", "市辖区")),
    ],
)
def test_a_level_of_government_is_none_where_it_is_part_of_a_name(text: str, names: tuple[str, ...]) -> None:
    assert tuple(name for name, _, _ in find_levels(text, find_places(text))) == names


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("which cases are about trade secrets", Want.CASES),
        ("how many cases mention customs", Want.COUNT),
        ("write a briefing on brand protection", Want.BRIEF),
        ("compare case 3 and case 4", Want.COMPARE),
        ("where is the chestnut bred", Want.FACT),
        ("copyright in Fujian", Want.CASES),
        ("more details", Want.FACT),
    ],
)
def test_english_questions_say_what_they_want(text: str, want: Want) -> None:
    assert english.wanted(text) is want


@pytest.mark.parametrize(
    ("asked", "pair"),
    [
        ("馒头跟香肠比，哪个赔得多", ("馒头", "香肠比")),
        ("帮我对比一下挂历和台历这两案", ("一下挂历", "台历这两案")),
        ("租车的合同和租船的合同有什么不同", ("租车的合同", "租船的合同有什么不同")),
        ("县城那家赢了，镇上那家输了，为什么", ("县城那家赢了", "镇上那家输了")),
    ],
)
def test_two_things_are_set_side_by_side_as_they_are_worded(asked: str, pair: tuple[str, str]) -> None:
    assert pair in list(halves(asked))


@pytest.mark.parametrize("asked", ["合同无效怎么办", "双方和解了吗", "他参与经营了吗", "法院跟进了吗"])
def test_a_word_that_holds_and_joins_no_two_things(asked: str) -> None:
    assert list(halves(asked)) == []


@pytest.mark.parametrize(
    "asked",
    [
        "行政协议纠纷有哪些",
        "引用司法解释的",
        "发过检察建议的",
        "大学生创业的",
        "银行卡被盗刷的",
        "每人大概交了多少的",
    ],
)
def test_a_kind_of_body_that_a_longer_word_begins_or_holds_is_none(asked: str) -> None:
    assert find_kinds(asked) == ()


@pytest.mark.parametrize(
    ("asked", "kind"), [("民营企业的案例", "企业"), ("大学办的案例", "高校"), ("区政协办的", "人大政协")]
)
def test_a_kind_of_body_is_one_with_words_before_it(asked: str, kind: str) -> None:
    assert [name for name, _, _ in find_kinds(asked)] == [kind]


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        ("食品类里头，不是在网上买的有哪些", ("在网上买",)),
        ("网购的官司，不要吃的，有哪些？", ("吃",)),
        ("地理标志的，不是茶叶那类", ("茶叶",)),
        ("不是说好三天的吗", ()),
        ("为什么不是全额赔的", ()),
        ("是不是经营者故意的", ()),
    ],
)
def test_what_is_not_wanted_is_left_out(asked: str, left_out: tuple[str, ...]) -> None:
    assert entities.read(asked, ()).other_than.described == left_out


OWN = (Collection("own", "消费者权益保护典型案例", "消费者权益保护", "list.txt", ""),)


@pytest.mark.parametrize(
    ("asked", "unknown"),
    [
        ("劳动争议那批典型案例里，加班费怎么判的", "劳动争议那批典型案例"),
        ("那份专利侵权十大案件里排第一的是啥", "那份专利侵权十大案件"),
        ("消费者那批典型案例里排第一的是啥", None),
        ("那批典型案例里排第一的是啥", None),
        ("这批典型案例里有没有劳动争议的", None),
    ],
)
def test_another_list_is_known_by_the_matter_that_it_is_called_by(asked: str, unknown: str | None) -> None:
    assert entities.read(asked, OWN).unknown_batch == unknown


@pytest.mark.parametrize(
    ("asked", "places"),
    [("其中南方的呢", ["南方"]), ("中南地区的案例", ["中南地区"]), ("哪个省(直辖市也算)入选最多", [])],
)
def test_a_place_is_none_that_two_words_make_or_that_only_counts_too(asked: str, places: list[str]) -> None:
    assert [mention.text for mention in entities.read(asked, ()).places] == places


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [("派人蹲到企业、园区边上设点", []), ("帮企业走出国门的", []), ("企业和园区做了什么", ["企业", "园区"])],
)
def test_a_body_that_something_is_done_to_does_nothing(asked: str, kinds: list[str]) -> None:
    assert [kind for kind, _, _ in entities.read(asked, ()).kinds] == kinds


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        ("案例四二审法院怎么说", (4,)),
        ("第二回怎么又输了", ()),
        ("第二个怎么又输了", (2,)),
        ("案例四十二", (42,)),
    ],
)
def test_what_stands_behind_a_number_says_whether_it_is_a_case(asked: str, numbers: tuple[int, ...]) -> None:
    assert entities.read(asked, ()).numbers.numbers == numbers


def test_a_year_of_two_digits_is_one_of_this_century_and_no_length_of_time() -> None:
    year = dates.asked("21年的有几个")
    assert (year and year.dates.year, dates.asked("21年的租约")) == (2021, None)


def test_what_was_seen_is_left_out() -> None:
    assert [k for k, _, _ in entities.read("浙江的,法院那个我看过了,剩下的呢", ()).other_than.kinds] == [
        "法院"
    ]
    assert not entities.read("法院那个我知道了", ()).other_than.kinds
