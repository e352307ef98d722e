"""How answers are worded: the answer first, short names, whole clauses, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data.text import fold
from data.types import SUMMARY, Answer, Quote
from retrieval.answers.leads.figures import of_change, with_those_beside
from retrieval.cases.told import THINGS
from retrieval.cases.typed import Sort, found, sheet
from retrieval.checking.citations.invariants import MARK
from retrieval.checking.citations.lines import quoted_words
from retrieval.quoting.bounds import rounded
from retrieval.quoting.shown import SCRAP, repeats, tidied
from retrieval.wording.emphasis import pieces
from retrieval.wording.lists import FEW
from retrieval.wording.names import actor, short_name
from retrieval.wording.themes import alternatives
from tests.retrieval.homes import case, cited

Ask = Callable[..., Answer]


@pytest.mark.parametrize(
    ("title", "text", "who", "name"),
    [
        (
            "厦门海关多维“画像”，精准打击侵权",
            "厦门海关深入开展画像。",
            "厦门海关",
            "厦门海关多维“画像”，精准打击侵权",
        ),
        (
            "浙江省高级人民法院推广使用“法护知产”在线协同应用",
            "浙江省高级人民法院推广应用。",
            "浙江省高级人民法院",
            "浙江省高级人民法院推广使用“法护知产”在线协同应用",
        ),
        (
            "贵州省台江县塑造“村 BA”品牌，推动乡村产业高质量发展",
            "台江县及时注册。",
            "贵州省台江县",
            "贵州省台江县塑造“村 BA”品牌",
        ),
        ("销售过期食品，是否构成欺诈", "某店销售过期食品。", "", "销售过期食品，是否构成欺诈"),
        ("劳动者订立放弃加班费协议，能否主张", "张某订立协议。", "", "劳动者订立放弃加班费协议"),
        (
            "宁某某诉甘肃省定西市安定区住房和城乡建设局补偿协议案",
            "宁某某起诉。",
            "宁某某",
            "宁某某诉安定区住房和城乡建设局补偿协议案",
        ),
        ("加班费的仲裁时效应当如何认定", "张某申请仲裁。", "", "加班费的仲裁时效应当如何认定"),
    ],
)
def test_a_case_is_called_by_who_acts_and_what_its_title_calls_it(
    title: str, text: str, who: str, name: str
) -> None:
    one = case("a", 1, title, text)
    assert (actor(one), short_name(one)) == (who, name)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        ("证据（含录像", "证据（含录像、照片）"),
        ("照片）均已提交法院并经过质证", "证据（含录像、照片）均已提交法院并经过质证"),
    ],
)
def test_a_quote_has_both_of_a_pair_of_brackets(at: str, shown: str) -> None:
    text = "原告主张全部证据（含录像、照片）均已提交法院并经过质证。"
    start = text.index(at)
    assert tidied(case("a", 1, "甲案", text), [Quote("summary", start, start + len(at), at)])[
        0
    ].text.endswith(shown)


def test_the_words_tested_for_are_written_as_they_were_asked_for() -> None:
    assert alternatives([["地理", "标志"]], "地理标志") == "地理标志"
    assert alternatives([["征收", "补偿"], ["拆迁"]], "拆迁或征收补偿") == "征收补偿”或“拆迁"
    assert alternatives([["企业", "海外"]], "海外的维权和企业") == "海外”和“企业"
    assert alternatives([["传媒", "传媒公司"]], "传媒公司") == "传媒公司"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("且协议约定的开工日期已经过去", "协议约定的开工日期已经过去"),
        ("但是，任意解除权有三个限制条件", "任意解除权有三个限制条件"),
        (
            "但未提交考勤记录和工资支付记录",
            "但未提交考勤记录和工资支付记录",
        ),  # which turns what stands before it
        ("一审法院认为", "一审法院认为，协议有效"),
        ("建议政府在协议终止后", "建议政府在协议终止后，妥善处理补偿"),
        ("故意隐瞒了自己重大的疾病", "故意隐瞒了自己重大的疾病"),
        ("工作时间为早9时至晚9时", "工作时间为早9时至晚9时"),
        ("可参考如下表述", "可参考如下表述：甲串供，从重处分"),
    ],
)
def test_a_quote_reads_by_itself(at: str, told: str) -> None:
    text = (
        "甲主张权利，但未提交考勤记录和工资支付记录，且协议约定的开工日期已经过去。但是，任意解除权有三个限制条件。一审法院认为，协议有效，建议政府在协议终止后，"
        "妥善处理补偿。乙故意隐瞒了自己重大的疾病，工作时间为早9时至晚9时，每周六天。可参考如下表述：甲串供，从重处分。"
    )
    quote = Quote("summary", text.index(at), text.index(at) + len(at), at)
    assert [one.text for one in rounded(case("a", 1, "甲案", text), [quote])] == [told]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("德化上线的网络平台全称是什么？", "“果核知产”知识产权服务网络平台。"),
        ("银川的葡萄酒培育了什么商标？", "“贺兰红”。"),
        ("德化那支上街查假的队伍叫什么名？", "陶瓷行业诚信建设综合执法队。"),
        ("崖州湾的“五合一”合的是哪五样？", "专利、商标、版权、地理标志、植物新品种。"),
        ("广西的海外风险防控分成哪几层？", "总中心、分中心、工作站和观察企业。"),
        ("上海保护商业秘密的“三治”是哪三治？", "“法治”“共治”“智治”。"),
        ("哪个部门在帮企业守住商业秘密？", "上海市市场监管局。"),
        ("“贺兰红”是哪儿的牌子？", "宁夏回族自治区银川市。"),
        ("无锡市局支队的人多长时间来一趟？", "每季。"),
        ("深圳的指引出来以后刑事案件到底少了多少？", "三分之二。"),
    ],
)
def test_a_name_and_the_items_asked_for_stand_first(ask: Ask, question: str, first: str) -> None:
    assert ask(question).text.startswith(first)


def test_how_many_begins_with_the_number_and_says_how_it_was_found(ask: Ask) -> None:
    assert ask("有几个案例跟地理标志有关？").text.startswith("2个，涉及“地理标志”：\n")
    assert ask("哪些案例涉及商业秘密？").text.startswith("1个，涉及“商业秘密”：\n")


def test_a_long_list_gives_names_and_its_words_on_demand(ask: Ask) -> None:
    answer = ask("哪些案例提到“企业”？")
    assert len(answer.citations) > FEW
    assert "：“" not in answer.text
    assert all(quote.text for citation in answer.citations for quote in citation.quotes)
    unfolded = ask("展开", "哪些案例提到“企业”？")
    assert cited(unfolded) == cited(answer)
    assert unfolded.text.count("：“") == len(cited(answer))


def test_a_refusal_is_one_line_and_names_no_foreign_case(ask: Ask) -> None:
    for question in ("今天天气怎么样？", "甘肃有哪些案例？", "量子纠缠是什么？"):
        reason = ask(question).reason
        assert "\n" not in reason
        assert "《知识产权强国建设第二批典型案例》" in reason
        assert not re.search(r"案例\d", reason.rpartition("）。")[2])


def test_a_comparison_marks_each_case_once_and_has_no_empty_cells_between_two(ask: Ask) -> None:
    answer = ask("无锡的前哨和抚州的站点有什么不同？")
    assert sorted(mark[0] for mark in MARK.finditer(answer.text)) == ["[案例10]", "[案例17]"]
    assert all(all(row) for row in answer.table.rows)


def test_what_cases_have_in_common_stands_in_each_of_them(ask: Ask) -> None:
    answer = ask("案例14和案例21有什么共同点？")
    shared = [
        row[0].removeprefix("都写到“").removesuffix("”") for row in answer.table.rows if "都写到" in row[0]
    ]
    assert shared
    for word in shared:
        assert all(word in citation.case.fields[0].text for citation in answer.citations)


def test_a_table_has_the_columns_that_were_named_and_its_words_are_checked(ask: Ask) -> None:
    table = ask("把浙江的案例列个表，列编号、单位、主题").table
    assert table.head == ("编号", "单位", "主题")
    assert table.rows[0][:2] == ("[案例11]", "浙江省知识产权局")
    assert list(quoted_words("[案例9]｜南通“知联侨”｜江苏｜“为企业护航”", False)) == ["为企业护航"]


def test_the_words_that_answer_are_pointed_out_within_the_text(ask: Ask) -> None:
    answer = ask("南通一共在国外铺了多少个点？")
    parts = list(pieces(answer))
    assert "".join(text for text, _ in parts) == answer.text
    assert ("[案例9]", "mark") in parts
    assert any(kind == "answer" and "34家" in text for text, kind in parts)


def test_scraps_and_what_the_title_says_are_not_quoted() -> None:
    one = case("a", 1, "甲市建立专利服务站", "甲市建立专利服务站，优化了环境，为三百家企业提供近距离的服务。")
    opening, scrap = (q for q in _clauses(one)[:2])
    assert repeats(one.title, opening.text)
    assert [q.text for q in tidied(one, _clauses(one))] == ["为三百家企业提供近距离的服务"]
    assert len(tidied(one, [scrap])[0].text) > SCRAP


def _clauses(one):  # type: ignore[no-untyped-def]
    from data.text import clauses
    from retrieval.quoting.clauses import quote_of

    return [quote_of(one, "summary", start, end) for start, end in clauses(one.fields[0].text)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("天津设了几个流动警务站和几个联络点", "16个；120个。"),
        ("民警多久去一次企业的服务前哨", "属地社区民警每周、分局大队民警每月、市局食药环支队民警每季。"),
        ("社区民警多久去一次", "每周。"),
        ("无锡那个多久去一次企业", "属地社区民警每周、分局大队民警每月、市局食药环支队民警每季。"),
        ("天津公安在200个派出所设了联络点吧", "不是，是120个。"),
        ("无锡民警多久去一次企业", "属地社区民警每周、分局大队民警每月、市局食药环支队民警每季。"),
        ("吴兴画像有几个维度", "9个。"),
        ("浙江有几个试点市县", "14个。"),
        ("How many overseas branches did Nantong set up?", "34 — case 9"),
        ("江西抚州建站是不是覆盖了15个县区", "不是，是13个。"),
        ("抚州建了几个站，是20个吧", "不是，是13个。"),
        ("广州仲裁委的机器人是叫小钟吧", "不是，是云小仲。"),
        ("广州仲裁委的机器人叫云小仲吧", "是的。"),
        ("无锡那个叫“知识产权警务站”吗", "不，是知识产权保护服务前哨。"),
        ("大同黄花种了多少亩，怎么做品牌的", "案例没有写明所问的面积。"),
        ("南通的海外服务分中心是34家，对吗", "是的。"),
        ("有没有哪个学校让老师先上台讲一遍成果", "有，"),
    ],
)
def test_each_thing_asked_and_a_number_taken_for_so_is_told_first(
    ask: Ask, question: str, first: str
) -> None:
    assert ask(question).text.startswith(first)


def test_a_figure_is_said_with_its_unit_and_no_surname_takes_it_away() -> None:
    one = case("a", 1, "茶场", "查处假冒茶叶12起，培训茶农300人次。")
    assert [(span.sort, sheet(one).text[span.start : span.end]) for span in sheet(one).typed] == [
        (Sort.NUMBER, "12起"),
        (Sort.NUMBER, "300人"),
    ]
    at = one.fields[0].text.index("300人")
    quote = Quote(SUMMARY, 0, len(one.fields[0].text), one.fields[0].text, (at, at + 4))
    assert with_those_beside(quote).answer == (at, at + 5)


def test_a_day_is_said_with_the_one_told_with_it() -> None:
    text = "分别于2015年7月、2016年10月向宁某某交付两套房屋"
    quote = Quote(SUMMARY, 0, len(text), text, (3, 10))
    assert with_those_beside(quote).answer == (3, 19)


def test_all_that_a_case_does_is_told_whole(ask: Ask) -> None:
    (told,) = ask("德化县做陶瓷的那个都干了啥").citations
    assert "组建陶瓷行业诚信建设综合执法队" in told.quotes[0].text
    assert "上线“果核知产”知识产权服务网络平台" in told.quotes[0].text


def test_what_was_not_sure_enough_to_be_said_first_is_not_pointed_out(ask: Ask) -> None:
    for question in ("内蒙古的教育工作谁牵头", "天津在多少个派出所设了联络点"):
        answer = ask(question)
        pointed = [text for text, kind in pieces(answer) if kind == "answer"]
        assert all(len(text) < 12 or text in answer.text.split("。")[0] for text in pointed)


def test_what_none_of_those_told_before_is_and_others_are_is_said(ask: Ask) -> None:
    answer = ask("里面有没有政法机关的", "哪些案例提到大数据")
    assert answer.text.startswith("前面说的案例里没有。")
    assert len(answer.citations) == 5


def test_the_same_number_asked_of_another_place_is_not_one_of_something_else(ask: Ask) -> None:
    answer = ask("广西呢", "南通那边设了多少个分中心")
    assert cited(answer) == [24]
    assert not answer.text.startswith("四个")
    assert "总中心、分中心" in answer.text


def test_how_much_less_is_not_told_by_from_and_to(ask: Ask) -> None:
    quote = Quote(SUMMARY, 0, 16, "假冒投诉由上年的47起降到9起")
    assert of_change("投诉少了几起", quote)
    assert not of_change("投诉还有几起", quote)


def test_what_another_case_says_in_these_words_is_not_asked_of_the_one_told_before(ask: Ask) -> None:
    assert cited(ask("谁家在养葡萄酿酒", "德阳的案例")) == [30]


def test_two_cases_are_set_side_by_side_in_points_that_both_have_behind_what_they_are_alike_in(
    ask: Ask,
) -> None:
    first, *lines = ask("案例12和案例26有什么不同").text.split("\n")
    assert first == "2个案例都是法院的案例，不同在："
    told = [line[:1] for line in lines[2:]]
    assert told == ["【", "A", "B"] * (len(told) // 3)
    assert "【都写到“品牌”】" in ask("案例20、28、30有什么共同点").text
    assert ask("南通的做法和新加坡的比有什么不同").text.startswith("只找到一个案例")


def test_spans_of_some_sorts_are_those_among_all() -> None:
    for text in map(fold, Path(__file__).with_name("suits.txt").read_text("utf-8").split("\n\n")):
        every = found(text)
        for thing in THINGS.values():
            assert found(text, thing.sorts) == [span for span in every if span.sort in thing.sorts]
