"""Questions as people type them: other scripts and languages, slips, and input that is no question."""

from __future__ import annotations

import pytest

from tests.retrieval.homes import Home, cited
from tests.retrieval.promises import broken_promises

SAME = [
    ("哪些案例涉及商業秘密？", [8]),
    ("浙江有哪些案例？", [11, 12, 13]),
    ("浙江有哪些案例?", [11, 12, 13]),
    ("　浙江 有哪些 案例？　", [11, 12, 13]),
    ("廣東有幾個案例？", [22, 23]),
    ("臺江縣的「村BA」怎麼做的？", [28]),
    ("湖南大學的「周演」是什麼", [21]),
    ("哪些案例涉及商业密秘？", [8]),
    ("知识产全画像是什么？", [13]),
    ("云小钟是什么？", [22]),
    ("夏门海关怎么做画像", [15]),
    ("村ＢＡ是哪里的", [28]),
    ("ＣＡＳＥ　７", [7]),
    ("🤖云小仲🤖是谁家的", [22]),
    ("🍇🍷双标认证", [30]),
    ("𝟖号案例", [8]),
    ("Which cases are from Zhejiang?", [11, 12, 13]),
    ("which cases are from SHANGHAI", [7, 8]),
    ("Which cases are about trade secrets?", [8]),
    ("Which cases mention trade secrets?", [8]),
    ("Which cases concern trade secrets?", [8]),
    ("Who built a metaverse arbitration tribunal?", [22]),
    ("云小仲", [22]),
    # A character that looks like the one meant, in a word that the cases have, and none has as it stands.
    ("板粟那个是哪里的", [3]),
    ("知识产杈画像是什么", [13]),
    ("淘瓷的案例有哪些", [16]),
    ("企业出海的知识产权服务有哪些做法", [9, 24]),  # one in the words of the question, one in others
    ("板利", [3]),  # sounds like what one title says
    ("十八洞村的牌子被枪注了怎么办", [20]),
    ("真有元宇宙的？", [22]),  # 真有 is no 具有
]


@pytest.mark.parametrize(("question", "numbers"), SAME)
def test_a_question_is_understood_however_it_is_written(ask, question: str, numbers: list[int]) -> None:  # type: ignore[no-untyped-def]
    assert cited(ask(question)) == numbers


def test_the_answer_to_traditional_characters_quotes_the_case_as_published(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("哪些案例涉及商業秘密？")
    assert "商业秘密" in "".join(quote.text for c in answer.citations for quote in c.quotes)
    assert answer.question == "哪些案例涉及商業秘密？"


def test_a_question_in_english_is_answered_with_english_words_around_the_quotes(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("How many cases are from Zhejiang?")
    assert "cases" in answer.text
    assert "逐案检查" not in answer.text
    assert "cases" in ask("Which cases are from Tibet?").reason
    secrets = ask("Which cases are about trade secrets?")
    assert secrets.text.startswith("1 case mentioning “")
    assert "写到" not in secrets.text


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "\n\t\r\n",
        "　",
        "\0",
        "\0\0",
        "😀🎉",
        "👨‍👩‍👧",
        "\ud800",
        "\udfff\ud800",
        "\u202e\u200b",
        "\x1b\x07",
    ],
)
def test_what_holds_no_words_is_refused_as_no_question(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer.refused
    assert "没有收到问题" in answer.reason


@pytest.mark.parametrize(
    "question",
    ["案例\0008", "案例8\0讲了什么", "案例8\udc00讲了什么", "\ud83d案例8", "\u202e案例8", "案例8\x1b[31m"],
)
def test_control_characters_and_lone_surrogates_are_passed_over(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert cited(answer) == [8]
    answer.text.encode("utf-8")
    answer.understood.text.encode("utf-8")


LONG = [
    "商业秘密" * 25_000,
    "第一百" * 33_000,
    "(" * 100_000,
    "浙江和" * 33_000,
    "有没有" * 33_000,
    "那" * 100_000 + "浙江呢",
    "\ud800" * 100_000,
]


@pytest.mark.timeout(30)  # no pattern may take quadratic time
@pytest.mark.parametrize("question", LONG, ids=lambda q: repr(q[:6]))
def test_a_hundred_thousand_characters_are_answered_or_refused_within_the_invariants(
    ask, home: Home, question: str
) -> None:  # type: ignore[no-untyped-def]
    assert not broken_promises(ask(question), home.catalog.records())


@pytest.mark.timeout(30)
def test_a_hundred_thousand_characters_after_a_conversation_are_read_as_well(ask, home: Home) -> None:  # type: ignore[no-untyped-def]
    answer = ask("那" * 50_000 + "浙江呢" * 20_000, "江苏有哪些案例？")
    assert not broken_promises(answer, home.catalog.records())


@pytest.mark.parametrize(
    "question",
    [
        "量子纠缠是什么？",
        "今天天气怎么样？",
        "贺兰红一瓶多少钱？",
        "大同黄花的产值是多少？",
        "天津市公安局局长是谁？",
        "深圳海关做了什么？",
        "用Python写一个快速排序",
        "？？？",
        "a",
        "asdfghjkl",
        "{0}{foo}%s",
        "。",
        "的",
        "'; DROP TABLE cases;--",
        "<script>alert(1)</script>",
    ],
)
def test_what_no_case_answers_is_refused(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer.refused
    assert not answer.citations
    assert answer.reason


@pytest.mark.parametrize(
    "question",
    [
        "第一批有哪些案例？",
        "第一批案例8讲了什么？",
        "第三批",
        "第一批典型案例里有上海的吗？",
        "第 １ 批有几个案例",
    ],
)
def test_a_batch_that_was_not_read_in_is_refused_and_the_one_there_is_named(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer.refused
    assert "知识产权强国建设第二批典型案例" in answer.reason


@pytest.mark.parametrize("question", ["help", "怎么用？", "你能做什么"])
def test_who_asks_for_help_is_told_what_can_be_asked(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert not answer.refused
    assert not answer.citations
    assert "案例8讲了什么" in answer.text or "What is case 8 about" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "你好",
        "谢谢",
        "好的，再见",
        "你是谁",
        "知道了",
        "太好了，多谢",
        "换个话题",
        "嗯嗯，清楚了，拜拜",
        "不用了谢谢",
        "没别的了",
    ],
)
def test_small_talk_gets_one_courteous_line_and_no_case(ask, said: str) -> None:  # type: ignore[no-untyped-def]
    for answer in (ask(said), ask(said, "哪些案例涉及版权？")):
        assert answer.understood.intent == "chat"
        assert not answer.refused
        assert not answer.citations
        assert 0 < len(answer.text) <= 300


@pytest.mark.parametrize(
    "question",
    [
        "哪些案例涉及商业秘密？",
        "浙江有几个案例？",
        "案例8讲了什么？",
        "案例14和案例21有什么不同？",
        "Which cases are about trade secrets?",
    ],
)
def test_the_examples_the_program_gives_are_answered(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert not ask(question).refused


@pytest.mark.parametrize("asked", ["把江苏的案例列成一张表", "把江苏的案例做成表格，附编号"])
def test_a_table_that_is_asked_for_has_a_row_for_each_case(ask, asked: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(asked)
    assert cited(answer) == [9, 10]
    assert [row[0] for row in answer.table.rows] == ["[案例9]", "[案例10]"]
    assert "|" not in answer.text


@pytest.mark.parametrize("asked", ["写一份江苏案例的简报"])
def test_a_briefing_of_a_place_says_so_and_not_how_it_was_asked_for(ask, asked: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(asked).text.startswith("关于“江苏”，现有案例2个")


def test_a_list_that_a_question_is_about_is_no_form_it_asks_for(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("《潮汐邮局》为什么没有列入官方邮局列表？").refused


def test_how_an_answer_came_about_is_told_briefly_without_the_program_s_own_terms(home: Home) -> None:
    told = "\n".join(home.ready.explain("哪些案例涉及商业秘密？").briefly())
    assert "挑出涉及“商业秘密”的" in told
    assert "[案例8] 写到了：“" in told
    assert not any(word in told for word in ("{", "keyword", "selection", "said"))
