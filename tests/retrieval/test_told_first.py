"""Cases told in sections: the sum, the yes or no, the tribunal's reason first, and nothing beside it; long lists folded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.types import Conversation, Quote
from retrieval.answering import Answerer
from retrieval.answers.comparison.sharing import of_any_suit
from retrieval.answers.extraction.one_thing import as_bounded
from retrieval.answers.extraction.taken_for_so import acted
from retrieval.answers.leads.enumerating import items_told
from retrieval.answers.leads.forms import answer_of
from retrieval.cases.profiles import Profile
from retrieval.checking.citations.invariants import marks_in
from retrieval.language.terms import weigh
from retrieval.question.closed.who.bodies import find_kinds
from retrieval.question.query import Query
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.deeds import effects
from retrieval.quoting.sentences import whole_sentences
from retrieval.quoting.shown import shown
from retrieval.wording.lists import ROOM
from tests.retrieval.homes import Home, KeptVectors, LetterVectors, case, cited

LIST = """某市法院消费纠纷典型案例

案例一　商家明知茶叶过期仍然销售的，应当承担责任
【王某诉某茶庄买卖合同纠纷案】
【基本案情】
2020年3月5日，王某在某茶庄购买茶叶12盒，其中价值800元的9盒茶叶已过保质期。王某请求判令某茶庄返还货款800元并支付赔偿金8000元。某茶庄辩称，茶叶过期不影响饮用，不同意赔偿。
【裁判结果】
一审法院判决：驳回王某的诉讼请求。王某不服，提起上诉。二审法院改判：某茶庄支付王某赔偿金6500元。
【裁判理由】
市监局对某茶庄没收违法所得，并处罚款2000元。法院认为，因某茶庄未及时清理过期茶叶，应认定其销售明知是不符合食品安全标准的食品，某茶庄应当承担赔偿责任。

案例二　健身房擅自转让会员卡的约定无效
【李某诉某健身公司服务合同纠纷案】
【基本案情】
李某在某健身公司办理会员卡，支付3600元。某健身公司以场地到期为由拒绝退款。
【裁判结果】
法院判决某健身公司退还李某剩余费用2100元。宣判后，双方当事人均未上诉。
【裁判理由】
法院认为，会员卡不得退款的约定免除了经营者的责任，应认定无效。某健身公司未及时清理过期会员，李某有权解除合同。
"""


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("told")
    (folder / "list.txt").write_text(LIST, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(folder / "list.txt", "told")
    return home.ready


@pytest.mark.parametrize(
    ("question", "begins", "says"),
    [
        ("王某要求赔多少钱？", "8000元。", "支付赔偿金8000元"),
        ("某茶庄最后赔了多少钱？", "6500元。", "某茶庄支付王某赔偿金6500元"),
        ("王某上诉了吗？", "是的。", "提起上诉"),
        ("某健身公司上诉了吗？", "没有。", "双方当事人均未上诉"),
        ("王某的案子二审改判了吗？", "是的。", "二审法院改判"),
        ("一审法院支持王某的请求了吗？", "没有。", "驳回王某的诉讼请求"),
        ("王某要求赔多少钱，最后判了多少？", "8000元；6500元。", "支付王某赔偿金6500元"),
        ("李某办卡花了多少钱，退了多少？", "3600元；2100元。", "退还李某剩余费用2100元"),
        ("茶庄要赔吗？", "要。", "某茶庄应当承担赔偿责任"),
        ("会员卡的退款约定算不算数？", "不算。", "应认定无效"),
        ("会员卡的退款约定有效吗？", "无效。", "应认定无效"),
        ("会员卡不得退款的约定有效还是无效？", "无效。", "应认定无效"),
        ("市监部门是怎么罚那家茶庄的？", "", "没收违法所得，并处罚款2000元”"),
        ("王某购买了几盒茶叶？", "12盒。", "购买茶叶12盒"),
        ("茶叶那个案子原告是谁？", "王某。", "王某诉某茶庄"),
        ("会员卡那个被告是谁？", "某健身公司。", "李某诉某健身公司"),
        ("茶叶和会员卡两个案子判得有什么不同？", "2个案例的不同：", "支付王某赔偿金6500元"),
    ],
)
def test_what_is_asked_comes_first_and_its_words_behind_it(
    suits: Answerer, question: str, begins: str, says: str
) -> None:
    answer = suits.answer(question)
    assert answer.text.startswith(begins), answer.text
    assert says in answer.text


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("王某为打官司付了多少律师费？", "律师费"),
        ("王某的精神损失费拿到了吧，多少？", "精神损失"),
        ("健身公司一个月的房租是多少？", "房租"),
        ("王某是什么时候离职的？", "离职"),
        ("某茶庄是哪年成立的？", "成立"),
        ("某茶庄在哪个城市？", "地点"),
        ("茶叶是什么牌子的？", "品牌"),
        ("王某喝茶以后去了哪家医院？", "医院"),
        ("某茶庄的老板判了几年？", "时长"),
        ("某健身公司一共有多少员工？", "多少员工"),
        ("王某买的茶叶一盒多少钱？", "单价"),
        ("会员卡的租期有多长？", "租期"),
        ("某茶庄的店门是什么颜色？", "颜色"),
        ("王某的老婆叫什么？", "亲属"),
        ("那家健身公司全名叫什么？", "名称"),
        ("健身房转让会员卡的案子是哪家法院判的？", "法院"),
    ],
)
def test_another_figure_of_the_case_is_no_answer_to_what_it_does_not_state(
    suits: Answerer, question: str, missing: str
) -> None:
    answer = suits.answer(question)
    assert answer.refused
    assert missing in answer.text


@pytest.mark.parametrize(
    ("question", "begins"),
    [("王某付的货款是多少？", "800元。"), ("王某是什么时候买的茶叶？", "2020年3月5日。")],
)
def test_of_several_figures_the_one_of_the_matter_asked_of_is_said(
    suits: Answerer, question: str, begins: str
) -> None:
    assert suits.answer(question).text.startswith(begins)


def test_a_reason_is_the_tribunals_and_no_partys(suits: Answerer) -> None:
    text = suits.answer("茶庄为什么要赔偿？").text
    assert "因某茶庄未及时清理过期茶叶" in text
    assert "不影响饮用" not in text


@pytest.mark.parametrize("question", ["茶庄要不要赔，为什么？", "茶庄要赔吗？凭什么呀"])
def test_whether_and_why_are_one_answer_which_the_reason_shows(suits: Answerer, question: str) -> None:
    text = suits.answer(question).text
    assert text.startswith("要。“")
    assert "因某茶庄未及时清理过期茶叶" in text
    assert text.count("“") == 1


def test_one_statement_answers_and_the_case_is_named_behind_it_unless_it_was_spoken_of(
    suits: Answerer,
) -> None:
    name, question = "商家明知茶叶过期仍然销售的，应当承担责任", "茶庄为什么要赔偿？"
    answer = suits.answer(question)
    assert answer.text.startswith("“")
    assert answer.text.endswith(f"”（{name}[案例1]）")
    assert answer.text.count("“") == 1
    talk = Conversation().then(suits.answer("案例1讲了什么？"))
    assert suits.answer("为什么要赔偿？", talk).text.startswith("[案例1]：“")


def test_a_case_that_is_described_is_named_with_what_happened_and_how_it_ended(suits: Answerer) -> None:
    text = suits.answer("办了会员卡、健身房到期不给退的那个").text
    assert text.startswith("《健身房擅自转让会员卡的约定无效》[案例2]：“")
    assert text.endswith("法院判决某健身公司退还李某剩余费用2100元”")


def test_cases_told_in_sections_are_compared_by_what_is_asked_of_them(suits: Answerer) -> None:
    points = [row[0] for row in suits.answer("案例1和案例2有什么不同？").table.rows]  # type: ignore[union-attr]
    assert points == ["案情", "结果", "理由"]
    points = [row[0] for row in suits.answer("案例1和案例2赔钱的理由有什么不同？").table.rows]  # type: ignore[union-attr]
    assert points[0] == "理由"
    assert "案情" not in points


def test_a_case_shown_by_its_sections_is_marked_once(suits: Answerer) -> None:
    text = suits.answer("案例1讲了什么？").text
    assert text.count("【") > 1
    assert text.count("[案例1]") == 1


def test_the_same_fact_of_several_cases_is_a_line_each(suits: Answerer) -> None:
    lines = suits.answer("案例1和案例2分别判了多少钱？").text.split("\n")
    assert [line[:8] for line in lines] == ["1. 6500元", "2. 2100元"]


def test_what_cases_share_stands_in_two_of_them_or_is_refused_in_a_line(suits: Answerer) -> None:
    answer = suits.answer("案例1和案例2有什么共同点？")
    assert "都写到“未及时清理过期”" in answer.text
    assert "\n" not in suits.answer("量子纠缠的案例有什么共同点？").text


@pytest.mark.parametrize(
    ("alike", "empty"),
    [
        ("级人民法院二审认", True),
        ("诉讼请求", True),
        ("有针对性地", True),
        ("制发检察建议", False),
        ("补偿安置协议", False),
    ],
)
def test_the_words_of_every_suit_are_nothing_in_common(alike: str, empty: bool) -> None:
    assert of_any_suit(alike) is empty


def test_a_list_over_hundreds_of_cases_is_folded_and_every_case_marked(tmp_path: Path) -> None:
    rows = [f"| {n} | 甲市第{n}区推广种茶 | 甲市第{n}区推广种茶，农户增收。 |" for n in range(1, 301)]
    (tmp_path / "many.md").write_text(
        "\n".join(["| 序号 | 案例名称 | 案例摘要 |", "|---|---|---|", *rows]), "utf-8"
    )
    home = Home.open(tmp_path / "home", LetterVectors())
    home.add(tmp_path / "many.md", "many")
    answer = home.ready.answer("哪些案例提到“种茶”？")
    assert len(cited(answer)) == 300
    assert len(answer.text) <= ROOM
    assert marks_in(answer.text) == {f"[案例{n}]" for n in range(1, 301)}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("有哪些功能", "信息协查、侵权预警、判后监管"),
        ("给了什么支持", "资金保障、奖励扶助、金融保险"),
        ("办了哪些会", ""),
        ("有哪些案例", ""),
    ],
)
def test_the_items_that_are_summed_up_by_the_sort_asked_for_are_all_that_is_said(
    question: str, said: str
) -> None:
    text = "实现信息协查、侵权预警、判后监管等功能，强化资金保障、奖励扶助、金融保险等支持举措，做强案例。"
    found = items_told(case("items", 1, "某地做法", text), question)
    assert (answer_of(found) if found else "") == said


def test_what_came_of_something_is_told_as_its_clause_begins_or_in_a_figure() -> None:
    text = "获得全部知识产权作价入股，简化了管理程序，有效吸引社会资本，相关案件同比减少三分之二，建立制度。"
    told = effects(Profile(case("came", 1, "某校做法", text), 0), weigh((), ()), (), "有什么好处")
    assert shown(told) == "“简化了管理程序，有效吸引社会资本，相关案件同比减少三分之二”"


def test_a_quote_goes_on_to_what_its_sentence_comes_to_and_no_quote_stands_within_another() -> None:
    first = "《预签约协议》属于附生效条件的协议，虽然协议中没有约定预签约比例，但是征求意见稿明确了比例应达到七成，"
    last = "在规定的时间内签约的只有四分之一，因该条件未成就，该协议未生效。"
    other = "某办公室多次与各户商谈，并在规定的时间内张贴了公告，各户也先后到场查看，双方又另行约定了下一次商谈的时间和地点，其后再未见面。"
    told = case(
        "ends", 1, "韩某诉某办公室案", {"基本案情": "双方订立协议。", "裁判结果": first + last + other}
    )
    within = len(first) + 4
    quotes = tuple(
        quote_of(told, "裁判结果", a, b)
        for a, b in ((0, len(first)), (within, within + 9), (len(first + last), len(first + last) + 20))
    )
    whole = whole_sentences(told, quotes, 60, 170)
    assert whole[0].text == (first + last).rstrip("。")
    assert len(whole) == 2
    assert len(whole[1].text) < len(other) - 1


def test_a_figure_that_is_only_nearly_so_is_said_with_the_word_that_says_it() -> None:
    text = "保险公司赔偿各项损失近6万元"
    quote = Quote("裁判结果", 0, len(text), text, (len(text) - 3, len(text)))
    assert as_bounded(quote) == "近6万元"
    assert as_bounded(replace(quote, text=text.replace("近", "共"))) == "6万元"


@pytest.mark.parametrize(
    ("question", "so"),
    [
        ("前哨是法院设的吧", False),
        ("前哨是公安局设的吗", True),
        ("前哨是法院设的吧,派了几个人", None),
        ("前哨是法院旁边那条街上的店铺自己的吗", None),
    ],
)
def test_a_body_taken_for_who_acts_is_set_right_by_who_does(question: str, so: bool | None) -> None:
    text = "江苏省无锡市公安局设立服务前哨，第一时间帮助企业。"
    told = Profile(case("acts", 1, "江苏省无锡市公安局设立服务前哨", text), 0)
    found = acted(Query(question, kinds=tuple(find_kinds(question))), told)
    assert (found[0] if found else None) is so
    assert found is None or answer_of(found[1]) == "江苏省无锡市公安局"
