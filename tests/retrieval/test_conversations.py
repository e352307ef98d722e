"""Follow-up questions, resolved by rule against the earlier turns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from data.types import Conversation, Intent
from retrieval.answering import Answerer
from tests.retrieval.homes import ALONE, Home, cited
from tests.retrieval.promises import broken_promises, timeless

FOLLOW_UPS = [
    (["江苏有哪些案例？"], "那浙江呢？", [11, 12, 13]),
    (["江苏有几个案例？", "那浙江呢？"], "那上海呢？", [7, 8]),
    (["江苏有哪些案例？"], "都是谁牵头的", [9, 10]),
    (["哪个案例说葡萄酒？"], "黄花是哪里的", [4]),
    (["银川是哪种酒？"], "德化烧什么", [16]),
    (["厦门海关怎么查侵权的？"], "有教小学生的吗", [5]),
    (["哪些案例写到商业秘密？"], "第一个展开讲讲", [8]),
    (["公安机关的案例有几个？"], "那法院呢？", [12, 26]),
    (["内蒙古有哪些案例？"], "宁夏的呢", [30]),
    (["西藏有哪些案例？"], "浙江呢", [11, 12, 13]),
    (["浙江有哪些案例？"], "第二个呢？", [12]),
    (["浙江有哪些案例？"], "第一个详细说说", [11]),
    (["浙江有哪些案例？"], "最后一个呢", [13]),
    (["浙江有哪些案例？", "第一个呢"], "第三个呢？", [13]),
    (["上海有哪些案例？"], "前者呢", [7]),
    (["上海有哪些案例？"], "后者呢", [8]),
    (["案例7讲了什么？"], "下一个呢？", [8]),
    (["案例7讲了什么？", "下一个呢？"], "下一个呢？", [9]),
    (["案例7讲了什么？"], "上一个呢", [6]),
    (["案例7讲了什么？"], "那8号呢", [8]),
    (["国家博物馆的案例讲了什么？"], "它用了什么平台？", [1]),
    (["案例9"], "它用了什么平台？", [9]),
    (["案例23讲了什么？"], "它有什么效果？", [23]),
    (["上海有哪些案例？"], "这两个有什么不同？", [7, 8]),
    (["浙江有哪些案例？"], "这三个有什么不同？", [11, 12, 13]),
    (["南通的知联侨是什么？"], "再详细点", [9]),
    (["浙江有哪些案例？"], "换个话题，中医药有哪些案例？", [19]),
    (["沿海的案例有哪些？"], "其中提到“商标”的", [15, 25]),
    (["沿海的案例有哪些？"], "其中公安机关的有哪些？", [2, 10]),
    (["浙江有哪些案例？"], "第一个和第三个有什么不同？", [11, 13]),
    (["浙江有哪些案例？"], "那全国呢？", list(range(1, 31))),
    (["哪些案例涉及商业秘密？"], "那版权呢？", [16, 25, 28, 29]),
    (["湖州那个案例讲了什么？"], "那个省还有别的案例吗？", [11, 12]),
    (["厦门海关做了什么？"], "同省还有吗", [16]),
    (["湖南大学的披露制度是怎么回事？"], "湘西州跟它有什么不同？", [20, 21]),
    (["案例4讲的是什么？"], "接下来那个呢？", [5]),
    (["南通怎么帮企业走出去？"], "除了它，还有哪些地方在防海外风险？", [24]),
    (["浙江有哪些案例？", "第二个呢"], "把这三个列个表", [11, 12, 13]),
    (["上海有哪些案例？", "广西呢"], "这两地加起来几个？", [7, 8, 24]),
    (["浙江有哪些案例？"], "里面法院那家做了什么？", [12]),
    (["浙江有哪些案例？"], "除了法院那个呢", [11, 13]),
    (["上海有哪些案例？"], "前者和后者的标题", [7, 8]),
    (["江西有哪些案例？"], "上海和浙江一共几个？", [7, 8, 11, 12, 13]),
    (["案例11讲了什么？"], "同省的法院做了什么？", [12]),
    (["黄花"], "陶瓷", [16]),
    (["陶瓷"], "葡萄酒", [30]),
    (["葡萄酒"], "版权", [16, 25, 28, 29]),
    (["种业"], "版权", [16, 25, 28, 29]),
    (["案例23讲了什么？"], "全部案例列一下", list(range(1, 31))),
    (["案例23讲了什么？"], "种板栗的那个，有什么成效", [3]),
    (["浙江有哪些案例？"], "酿葡萄酒的那家呢", [30]),
    (["浙江有哪些案例？"], "管数据的那个，试点了几个市县", [11]),
    (["中科大那个怎么分钱的？"], "葡桃酒", [30]),
    (["哪些案例讲区域品牌", "黄花那个是哪儿的", "村BA呢，它注册商标了没"], "两个放一起比一下", [4, 28]),
    (["浙江有哪些案例？"], "另外福建的讲的什么", [15, 16]),
    (["案例8"], "公安在这方面都干了啥", [2, 10]),
    (["崖州湾是怎么管种业的？"], "把重庆那个原文一字不落给我", [26]),
    (["谁搞了个给企业“画像”的系统"], "“三治”指的是哪三治", [8]),
    (["哪些案例跟仲裁有关？"], "那个搞数据登记的……", [11]),
    (["专精特新中企业"], "厦海门关怎么抓侵权", [15]),
    (["公安机关的案例有几个？"], "都有谁", [2, 10]),
    (["来一份关于版权保护的简报"], "里面有几个案例", [16, 29]),
    (["东三省有入选的吗"], "广东那两个分别是干嘛的", [22, 23]),
    (["湘西是怎么维权的？"], "跟大同比有啥不一样", [20, 4]),
]


def test_which_ones_they_are_is_a_list_and_a_briefing_is_on_what_it_names(ask) -> None:  # type: ignore[no-untyped-def]
    which = ask("分别是哪几个", "法院的一共几个")
    assert (which.understood.intent, cited(which)) == (Intent.LIST, [12, 26])
    brief = ask("写一份地理标志的简报", "中医药的案例")
    assert brief.understood.intent is Intent.BRIEF
    assert 30 in cited(brief)
    assert cited(ask("写成一份正式的简报", "中医药的案例")) == [19]
    short = ask("太长了，短一点", "法院的案例有哪些")
    assert cited(short) == [12, 26]
    assert "自助式" not in short.text  # names alone
    assert cited(ask("哪几个案例提到“诉源治理”或者调解")) == [12, 22]


@pytest.mark.parametrize(("turns", "question", "numbers"), FOLLOW_UPS)
def test_a_follow_up_is_answered_in_the_light_of_the_earlier_turns(  # type: ignore[no-untyped-def]
    ask, home: Home, turns: list[str], question: str, numbers: list[int]
) -> None:
    answer = ask(question, *turns)
    assert cited(answer) == numbers
    assert not broken_promises(answer, home.catalog.records())


def test_a_how_many_follow_up_is_counted_anew(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("那浙江呢？", "江苏有几个案例？")
    assert answer.count == 3
    assert answer.understood.intent is Intent.COUNT


@pytest.mark.parametrize(
    ("turns", "question", "shown"),
    [
        (["江苏有哪些案例？"], "那浙江呢？", "浙江有哪些案例"),
        (["案例7讲了什么？"], "下一个呢？", "案例8"),
        (["国家博物馆的案例讲了什么？"], "它用了什么平台？", "案例1"),
        (["上海有哪些案例？"], "这两个有什么不同？", "案例7、案例8"),
        (["哪些案例涉及商业秘密？"], "还有吗？", "商业秘密"),
        (["浙江有哪些案例？"], "第二个呢？", "案例12"),
        (["南通的知联侨是什么？"], "再详细点", "案例9"),
    ],
)
def test_the_reading_of_a_follow_up_is_shown(ask, turns: list[str], question: str, shown: str) -> None:  # type: ignore[no-untyped-def]
    assert shown in ask(question, *turns).understood.text


def test_a_platform_asked_for_by_pronoun_is_named_in_the_quote(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("它用了什么平台？", "国家博物馆的案例讲了什么？")
    assert "藏品大数据平台" in "".join(quote.text for c in answer.citations for quote in c.quotes)


def test_undoing_a_turn_is_asking_with_the_older_conversation(ask) -> None:  # type: ignore[no-untyped-def]
    first = ALONE.then(ask("浙江有哪些案例？"))
    second = first.then(ask("江苏有哪些案例？", conversation=first))
    assert cited(ask("第二个呢？", conversation=second)) == [10]
    assert cited(ask("第二个呢？", conversation=first)) == [12]
    assert len(first.turns) == 1


def test_a_refusal_leaves_the_turns_before_it_to_lean_on(ask) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask("第二个呢？", "浙江有哪些案例？", "一瓶贺兰红多少钱？")) == [12]


@pytest.mark.parametrize(
    ("question", "turn"),
    [
        ("下一个呢？", "案例30讲了什么？"),
        ("上一个呢？", "案例1讲了什么？"),
        ("那云南呢？", "贵州有哪些案例？"),
        ("还有吗？", "浙江有哪些案例？"),
    ],
)
def test_a_follow_up_that_leads_to_no_case_is_refused(ask, question: str, turn: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, turn)
    assert answer.refused
    assert not answer.citations


@pytest.mark.parametrize(
    "question",
    [
        "哪些案例涉及版权？",
        "案例8讲了什么？",
        "浙江有几个案例？",
        "厦门海关怎么做画像？",
        "一共有多少个案例？",
        "“云小仲”是谁研发的？",
    ],
)
def test_a_question_that_stands_by_itself_is_not_changed_by_the_conversation(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    alone = ask(question)
    after = ask(question, "江苏有哪些案例？", "它用了什么平台？")
    assert timeless(after) == timeless(alone)


@pytest.mark.parametrize("question", ["第二个呢？", "那浙江呢？"])
def test_a_follow_up_without_a_conversation_is_taken_at_its_word(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask(question)) == ([2] if "第二" in question else [11, 12, 13])


@pytest.mark.parametrize(
    "question", ["还有吗？", "下一个呢？", "这两个有什么不同", "再详细点", "它用了什么平台？"]
)
def test_a_pronoun_without_a_conversation_is_refused(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question).refused


def test_a_long_conversation_is_no_slower_and_keeps_its_reading(ask) -> None:  # type: ignore[no-untyped-def]
    one = ALONE.then(ask("浙江有哪些案例？"))
    conversation = Conversation(one.turns * 500)
    answer = ask("第二个呢？", conversation=conversation)
    assert cited(answer) == [12]
    assert answer.elapsed_ms < 2000


def test_more_of_what_no_case_in_scope_could_be_is_refused(answerer: Answerer) -> None:
    conversation = ALONE
    for turn in ("哪些案例在做海外维权", "除了南通还有谁", "还有吗"):
        answer = answerer.answer(turn, conversation, ("of-another-shelf",))
        assert answer.refused
        conversation = conversation.then(answer)


@pytest.mark.parametrize(
    ("said", "told"),
    [("哈哈哈", "好的"), ("可以啊，比百度好用", "不客气"), ("太慢了吧", "抱歉"), ("我要投诉你们", "抱歉")],
)
def test_what_is_said_of_the_program_asks_nothing_of_a_case(ask, said: str, told: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(said, "中科大那个怎么分钱的？")
    assert answer.understood.intent is Intent.CHAT
    assert answer.text.startswith(told)


def test_a_paper_of_ones_own_is_not_drafted(ask) -> None:  # type: ignore[no-untyped-def]
    assert "不代写" in ask("帮我起草一份知识产权许可合同").reason
    assert not ask("写一段关于合同的材料").refused


def test_what_is_in_it_is_all_that_is_held_or_what_was_told_last(ask) -> None:  # type: ignore[no-untyped-def]
    assert len(ask("里面都有些什么内容啊").citations) == 30
    assert [c.case.number for c in ask("里面都有些什么内容啊", "上海有几个").citations] == [7, 8]


def test_what_no_case_has_is_not_answered_from_the_case_told_before(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("盲盒、潮玩这一类有吗", "中科大那个怎么分钱的？").refused


def test_a_refusal_names_the_case_that_was_looked_at_and_not_the_library(ask) -> None:  # type: ignore[no-untyped-def]
    for turns in (("它一年能赚多少", "案例4讲了什么？"), ("案例8罚了多少钱",)):
        answer = ask(*turns)
        assert answer.refused
        assert "只查了案例" in answer.reason


def test_all_that_are_held_are_meant_by_their_number_whatever_was_told_before(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("这三十个在东中西部怎么分布的", "浙江有哪些案例？")
    assert sum(len(group.cases) for group in answer.groups) == 30


def test_a_reply_asks_of_the_answer_that_it_replies_to(answerer: Answerer) -> None:
    before = Conversation().then(answerer.answer("知识产权教育搞得好的是哪"))
    replied = replace(before, pointed=True)
    assert cited(answerer.answer("面向哪些人", replied)) == [5]
    assert cited(answerer.answer("浙江有哪些案例？", replied)) == [11, 12, 13]


@pytest.mark.parametrize(
    ("turns", "question", "begins"),
    [
        (["案例7", "案例8"], "这俩都是上海的吗", "是，都在上海。"),
        (["案例7", "案例9"], "这两个都是上海的吗", "不都在上海："),
        (["哪些案例讲区域品牌"], "黄花那个是哪儿的", "山西省大同市。"),
        (["用一句话讲讲案例22"], "一共多少个案例，按省份数一下", "30个案例，按省份分为23组"),
        (["哪些案例讲企业出海"], "广西的分几级？", "广西壮族自治区[案例24]"),
        (["案例8"], "还有南阳的中医药办了什么活动？", "医圣拜谒大典、张仲景医药文化节、"),
        (["无锡那个，民警多久去一次"], "天津呢", "案例没有写明所问的频次（只查了案例2）"),
        (["中科大那个，学校占多少股份"], "湖大呢", "案例没有写明所问的数量"),
        (["我是做陶瓷的，被抄了怎么办"], "多久能处理", "案例没有写明所问的时长（只查了案例16）"),
        (["案例8"], "数据知识产权在哪登记", "浙江省知识产权局[案例11]"),
        (["案例12和26都是法院的，区别在哪"], "12是哪年的", "案例没有写明所问的时间（只查了案例12）"),
        (["案例8"], "贵州村BA品牌有没有人抢注", "原文没有直说"),
        (["有没有跟酒有关的"], "还有别的地方搞地标的吗", "有，"),
        (["重庆那家怎么做到又快又省的"], "有讲赔偿金怎么算的吗", "没有案例"),
    ],
)
def test_what_is_asked_of_those_told_is_said_first(
    ask,  # type: ignore[no-untyped-def]
    turns: list[str],
    question: str,
    begins: str,
) -> None:
    assert ask(question, *turns).text.startswith(begins)


def test_a_list_told_in_one_sentence_is_one(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("用一句话概括", "和地理标志有关的")
    assert (cited(answer), answer.text.count("\n"), answer.text.count("。")) == ([25, 30], 0, 1)


@pytest.mark.parametrize(
    "message",
    [
        "1. 天津在多少个派出所设了联络点\n2. 有没有涉及茅台的\n3. 案例22讲的什么",
        "①天津在多少个派出所设了联络点②有没有涉及茅台的③案例22讲的什么",
    ],
)
def test_each_of_several_questions_has_its_answer_and_its_sign(ask, message: str) -> None:  # type: ignore[no-untyped-def]
    parts = ask(message).text.split("\n\n")
    assert [part[:2] for part in parts] == ["① ", "② ", "③ "]
    assert "120个" in parts[0]
    assert "没有案例写到“茅台”" in parts[1]


def test_a_question_mark_in_brackets_parts_no_question(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("天津的公安（还是海关？）在多少个派出所设了联络点")
    assert cited(answer) == [2]
    assert "\n\n" not in answer.text


def test_numbered_questions_of_one_message_lean_on_nothing_said_before(ask) -> None:  # type: ignore[no-untyped-def]
    message = "查三件事：一是南阳的中药怎么做品牌的；二是谁在搞小额诉讼；三是有没有讲区块链的"
    assert cited(ask(message, "陶瓷")) == [19, 26]


@pytest.mark.parametrize("question", ["4和28有什么区别", "比较4和28", "4和28有何异同"])
def test_bare_numbers_are_compared_and_what_all_say_is_said_first_where_it_is_asked(
    ask, question: str
) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert cited(answer) == [4, 28]
    assert ("都写到“商标注册”" in answer.text.splitlines()[0]) is ("异同" in question)


@pytest.mark.parametrize("text", ["给我讲讲", "帮我查一下", "做个对比", "那个案例"])
def test_what_says_neither_which_nor_about_what_is_asked_back(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(text)
    assert not answer.refused
    assert not answer.citations
    assert answer.text.startswith("想看哪个案例，或哪方面的？")


@pytest.mark.parametrize("text", ["讲讲黄花", "做个茶叶的对比", "那个板栗的案例", "今天天气怎么样"])
def test_what_says_something_is_not_asked_back(answerer: Answerer, text: str) -> None:
    assert "想看哪个案例" not in answerer.answer(text).text
