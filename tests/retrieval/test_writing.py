"""A model words the answer; code decides what it cites, what is struck, and what happens when it fails."""

from __future__ import annotations

import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

from bot.documents.reading import check
from bot.render.json import answer_object, page
from bot.words import Words
from data.catalog.database.ledger import Ledger
from data.errors import SettingError
from data.types import Answer, Conversation
from retrieval.answering import Answerer
from retrieval.writing.models import Price, chat_model
from retrieval.writing.prompts import LONGEST
from retrieval.writing.writer import Limits
from tests.retrieval.homes import Home, cited
from tests.retrieval.promises import broken_promises
from tests.retrieval.scripted import Scripted, evidence_in, in_json, marked, writing

SECRETS = "哪些案例涉及商业秘密？"
NUMBER = "天津的派出所联络点一共布到了多少个重点地方？"
TRUE = "天津市公安局在120个重点地区的基层派出所设立了“联络点”"
LISTED = "江苏有哪些案例？"


EVERYDAY = "天津的警察在16个分局一直设着流动警务站"
ITS_WORDS = "天津市公安局在全市16个公安分局环食药大队设立知识产权保护“流动警务站”"


def test_what_cannot_be_held_to_the_letter_is_told_in_the_words_of_its_case(home: Home) -> None:
    answer = told(home, NUMBER, marked((1, TRUE), (1, EVERYDAY)))
    assert [one.text for one in answer.sentences] == [TRUE, f"“{ITS_WORDS}”"]
    assert answer.text == f"{TRUE}。“{ITS_WORDS}”[案例2]。\n（有1句不能逐字核对，已换成原文。）"
    assert not broken_promises(answer, home.catalog.records())


def test_words_too_far_from_the_case_give_way_to_those_that_answer_the_question(home: Home) -> None:
    far = "那边的人常来常往，有苗头早就晓得了"
    other = "天津市公安局健全与企业、行会、商会沟通渠道"
    answer = told(home, NUMBER, marked((1, other), (1, far), (1, far + "，谁也不用愁")))
    assert answer.sentences[0].text == other
    (quoted,) = answer.sentences[1:]
    assert quoted.text.startswith("“在120个重点地区基层派出所设立“联络点”")
    assert not broken_promises(answer, home.catalog.records())


def test_an_answer_in_words_of_its_own_alone_is_the_extractive_one(home: Home, answerer: Answerer) -> None:
    shown: list[str] = []
    answer = writing(home, Scripted(replies=[marked((1, EVERYDAY))])).answer(NUMBER, show=shown.append)
    assert answer.text == f"{answerer.answer(NUMBER).text}\n（语言模型写的1句不能逐字核对，改用原文摘录。）"
    assert not shown


@pytest.mark.parametrize(("judged", "stands"), [("是", True), ("否", False), ("", False)])
def test_a_second_model_may_let_other_words_stand(home: Home, judged: str, stands: bool) -> None:
    answer = told(home, NUMBER, marked((1, TRUE), (1, EVERYDAY)), judge=Scripted(replies=["是", judged]))
    assert (EVERYDAY in answer.text) is stands
    assert (ITS_WORDS in answer.text) is not stands


LISTED_9 = "南通市设立了34家知识产权海外服务分中心"
LISTED_10 = "无锡市公安局组建了多部门参与的知识产权维权联盟"


def told(home: Home, question: str, *replies: object, structured: bool = False, **options: object) -> Answer:
    model = Scripted(replies=list(replies))
    return writing(home, model, structured=structured, **options).answer(question)  # type: ignore[arg-type]


def test_a_true_sentence_is_marked_and_borne_out_by_verbatim_quotes(home: Home) -> None:
    answer = told(home, NUMBER, marked((1, TRUE)))
    assert answer.text == f"{TRUE}[案例2]。"
    assert (answer.mode, answer.model, answer.notice) == ("llm", "scripted:x", None)
    (sentence,) = answer.sentences
    assert "120个重点地区基层派出所设立“联络点”" in sentence.support[0].quotes[0].text
    assert not broken_promises(answer, home.catalog.records())


THREE = (TRUE, "天津市公安局健全与企业、行会、商会沟通渠道", "天津市公安局构建知识产权外部保护网络")


def test_a_run_of_sentences_about_one_case_has_one_mark_and_quotes_that_do_not_overlap(home: Home) -> None:
    question = "天津公安局是怎么做的？"
    shown: list[str] = []
    model = Scripted(replies=[marked(*((1, text) for text in THREE))])
    answer = writing(home, model).answer(question, show=shown.append)
    assert answer.text == f"{THREE[0]}。{THREE[1]}。{THREE[2]}[案例2]。"
    for before, after in zip(shown, [*shown[1:], answer.text], strict=True):
        assert after.startswith(before)
    (citation,) = answer.citations
    ends = [(quote.field, quote.start, quote.end) for quote in citation.quotes]
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(ends))
    assert not broken_promises(answer, home.catalog.records())


@pytest.mark.parametrize(("asked", "sentences"), [("一句话说说", 1), ("说说", 3)])
def test_an_answer_is_as_long_as_was_asked_for(home: Home, asked: str, sentences: int) -> None:
    model = Scripted(replies=[marked(*((1, text) for text in THREE))])
    answer = writing(home, model).answer(f"{asked}天津公安局是怎么做的")
    assert len(answer.sentences) == sentences
    assert answer.notice is None
    assert ("写一句" in model.asked[-1]) is (sentences == 1)


def test_json_is_read_as_marked_text_is_and_the_schema_allows_only_the_given_numbers(home: Home) -> None:
    model = Scripted(replies=[in_json((1, TRUE))])
    answer = writing(home, model, structured=True).answer(NUMBER)
    assert answer.text == f"{TRUE}[案例2]。"
    items = model.bound[0]["schema"]["properties"]["sentences"]
    assert items["items"]["properties"]["case"]["enum"] == [1]
    assert items["maxItems"] == 4
    assert items["items"]["properties"]["text"]["maxLength"] > 0


def test_single_quotation_marks_that_stand_for_double_ones_become_these(home: Home) -> None:
    answer = told(home, NUMBER, marked((1, TRUE.replace("“", "‘").replace("”", "’"))))
    assert answer.text == f"{TRUE}[案例2]。"


def test_a_text_that_the_schema_cut_off_loses_its_last_clause(home: Home) -> None:
    longest = LONGEST[False]
    cut = (TRUE + "，" + "全市" * longest)[:longest]
    answer = writing(home, Scripted(replies=[in_json((1, cut))]), structured=True).answer(NUMBER)
    assert answer.text == f"{TRUE}[案例2]。"


def test_what_the_case_does_not_say_is_struck_and_the_answer_says_so(home: Home) -> None:
    false = "天津市公安局在130个重点地区设立了“联络点”"
    answer = told(home, NUMBER, marked((1, TRUE), (1, false)))
    assert answer.sentences[0].text == TRUE
    assert len(answer.sentences) == 1
    assert "130" not in answer.text
    assert answer.notice == "（另有1句与原文不符，已略去。）"
    assert answer.text.endswith(answer.notice)


def test_an_answer_with_nothing_left_is_the_extractive_one(home: Home, answerer: Answerer) -> None:
    answer = told(home, NUMBER, marked((1, "天津市公安局没有设立“联络点”")))
    plain = answerer.answer(NUMBER)
    assert (answer.mode, answer.model, answer.citations) == ("extractive", None, plain.citations)
    assert answer.text == f"{plain.text}\n（语言模型写的1句都与原文不符，改用原文摘录。）"


def test_every_member_of_a_list_stays_listed_whatever_the_model_leaves_out(
    home: Home, answerer: Answerer
) -> None:
    plain = answerer.answer(LISTED)
    answer = told(home, LISTED, marked((1, LISTED_9)))
    assert cited(answer) == cited(plain) == [9, 10]
    assert answer.text.splitlines()[0] == plain.text.splitlines()[0]
    assert answer.text.splitlines()[1].endswith(f"：{LISTED_9}[案例9]。")
    assert answer.text.splitlines()[2] == plain.text.splitlines()[2]


def test_a_count_is_computed_and_not_the_models(home: Home, answerer: Answerer) -> None:
    asked = "江苏有几个案例？"
    answer = told(home, asked, marked((1, "江苏共有5个案例"), (2, LISTED_10)))
    assert answer.count == answerer.answer(asked).count == 2
    assert "5个案例" not in answer.text
    assert answer.mode == "llm"


def test_a_sentence_given_to_the_wrong_case_goes_to_its_own(home: Home) -> None:
    answer = told(home, LISTED, marked((2, LISTED_9), (1, LISTED_10)))
    first, second = answer.text.splitlines()[1:3]
    assert first.endswith(f"{LISTED_9}[案例9]。")
    assert second.endswith(f"{LISTED_10}[案例10]。")


@pytest.mark.parametrize("mark", ["[案例31]", "[31]", "（案例31）", "【案例31】"])
def test_a_number_the_evidence_has_not_is_no_citation(home: Home, mark: str) -> None:
    answer = told(home, LISTED, f"{LISTED_9}{mark}")
    assert "31" not in answer.text
    assert cited(answer) == [9, 10]


def test_sentences_are_shown_one_by_one_and_what_was_shown_stays(home: Home) -> None:
    shown: list[str] = []
    model = Scripted(replies=[marked((1, LISTED_9), (2, "无锡没有民警"), (2, LISTED_10))])
    answer = writing(home, model).answer(LISTED, show=shown.append)
    assert len(shown) == 2
    assert shown[0].endswith(LISTED_9)
    assert "[案例9]" in shown[1]
    assert LISTED_10 not in shown[0]
    for before, after in zip(shown, [*shown[1:], answer.text], strict=True):
        assert after.startswith(before)


def test_a_sentence_is_shown_before_the_model_has_finished(home: Home) -> None:
    seen: list[float] = []
    model = Scripted(replies=[marked((1, LISTED_9), (2, LISTED_10))], pause=0.2)
    writing(home, model).answer(LISTED, show=lambda _: seen.append(time.monotonic()))
    assert seen[1] - seen[0] > 0.3  # the second was still being written


@pytest.mark.parametrize(
    ("question", "lead"),
    [("案例14和案例21有什么不同？", "A. 《"), ("写一份江苏案例的简报", "1. 《")],
)
def test_comparisons_and_briefings_keep_a_line_for_each_case(home: Home, question: str, lead: str) -> None:
    answer = told(home, question, marked((1, "综上所述，两者都很好")), marked((1, "综上所述")))
    assert answer.mode == "extractive"
    numbers = cited(answer)
    words = {14: "中国科学技术大学提出“赋权+转让+约定收益”模式", 9: LISTED_9}
    answer = told(home, question, marked((1, words[numbers[0]])))
    assert answer.mode == "llm"
    assert cited(answer) == numbers
    assert f"{lead}" in answer.text


@pytest.mark.parametrize(
    "question",
    ["案例8讲了什么？", "怎么用？", "今天天气怎么样？", "江苏的海关有几个案例？", "西藏有几个案例？"],
)
def test_the_model_is_not_asked_for_whole_texts_help_and_refusals(home: Home, question: str) -> None:
    model = Scripted(replies=[marked((1, TRUE))])
    writing(home, model).answer(question)
    assert not [prompt for prompt in model.asked if "资料" in prompt]


def test_an_english_question_is_answered_in_english_and_checked(home: Home) -> None:
    true = "Nantong set up 34 overseas service sub-centers for intellectual property"
    false = "Nantong set up 35 overseas service sub-centers for intellectual property"
    elsewhere = "Wuxi set up 34 overseas service sub-centers for intellectual property"
    answer = told(
        home,
        "How many overseas service centers did Nantong set up?",
        marked((1, true), (1, false), (1, elsewhere)),
    )
    assert answer.text.splitlines()[0] == f"{true} [案例9]."
    assert len(answer.sentences) == 1
    assert answer.notice == "(2 more sentence(s) did not hold against the cases and were left out.)"


def test_an_answer_in_another_language_is_asked_for_once_more(home: Home) -> None:
    english = "Nantong set up 34 overseas service sub-centers for intellectual property"
    asked = "How many overseas service centers did Nantong set up?"
    model = Scripted(replies=[marked((1, LISTED_9)), marked((1, english))])
    answer = writing(home, model).answer(asked)
    assert answer.text.splitlines()[0] == f"{english} [案例9]."
    assert "Write in English" in model.asked[-1]
    answer = writing(home, Scripted(replies=[marked((1, LISTED_9))])).answer(asked)
    assert answer.mode == "extractive"
    assert answer.notice


def test_a_follow_up_is_worded_from_the_case_it_is_about(home: Home) -> None:
    model = Scripted(replies=[marked((1, LISTED_9))])
    answerer = writing(home, model)
    first = answerer.answer("案例9讲了什么？")
    answer = answerer.answer("它设立了多少家分中心？", Conversation().then(first))
    assert answer.text == f"{LISTED_9}[案例9]。"


def test_a_second_model_may_strike_what_the_checker_let_pass(home: Home) -> None:
    said = {"是": "llm", "否": "extractive", "": "llm"}
    for word, mode in said.items():
        judge = Scripted(replies=[word])
        answer = told(home, NUMBER, marked((1, TRUE)), judge=judge)
        assert answer.mode == mode
        assert TRUE in judge.asked[0]
        assert (answer.notice == "（复核的模型没有答复。）") is (word == "")


# -- Saved


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        (NUMBER, ((1, TRUE),)),
        (LISTED, ((1, LISTED_9), (2, "无锡市公安局出台工作职责清单和负面操作清单"))),
        (
            "案例24和案例26有什么不同？",
            ((1, "广西多部门联合印发《关于加强海外知识产权风险防控体系建设的通知》"),),
        ),
    ],
)
def test_a_saved_answer_verifies_and_says_which_words_bear_out_which_sentence(
    home: Home, tmp_path: Path, question: str, sentences: tuple[tuple[int, str], ...]
) -> None:
    answer = told(home, question, marked(*sentences))
    assert answer.mode == "llm"
    saved = answer_object(answer)
    file = tmp_path / "answer.json"
    file.write_text(page(saved), encoding="utf-8")
    records = home.catalog.records()
    assert check(file, records, Words("zh")).holds
    cases = {(c.id.collection, c.number): c for c in records.cases}
    for sentence in saved["sentences"]:  # type: ignore[attr-defined]
        assert sentence["text"] in saved["answer"]  # type: ignore[operator]
        for place in sentence["support"]:
            text = cases[place["collection"], place["number"]].text_of(place["field"])
            assert text is not None
            assert text[place["start"] : place["end"]].strip()
    file.write_text(
        page(saved)
        .replace("34家海外服务分中心", "43家海外服务分中心")
        .replace("120个", "130个")
        .replace("联合印发", "联合取消")
    )
    assert not check(file, records, Words("zh")).holds


def test_without_a_model_an_answer_has_no_new_keys(answerer: Answerer) -> None:
    assert list(answer_object(answerer.answer(NUMBER))) == [
        "question", "understood", "refused", "reason", "answer", "citations", "count", "basis", "mode", "model",
        "index", "elapsed_ms",
    ]  # fmt: skip


# -- Failures


class RateLimitError(Exception):
    status_code = 429


class BadRequestError(Exception):
    status_code = 400


FAILURES = [
    (TimeoutError("x"), "没有按时答完"),
    (RateLimitError("slow down"), "请求过多"),
    (ConnectionError("refused"), "中断或无法连接"),
    (BadRequestError("This model's maximum context length is 4096"), "超出语言模型的上限"),
    (BadRequestError("unknown field"), "不接受请求"),
    ("", "没有给出可用的回答"),
    ("抱歉，我无法回答。", "都与原文不符"),
    ('{"sentences": [{"case": 1, "text": ', "没有给出可用的回答|都与原文不符"),
]


@pytest.mark.parametrize("structured", [False, True])
@pytest.mark.parametrize(("failure", "why"), FAILURES, ids=lambda value: str(value)[:20])
def test_whatever_fails_the_answer_is_the_extractive_one_with_one_line(
    home: Home, answerer: Answerer, failure: object, why: str, structured: bool
) -> None:
    answer = told(home, NUMBER, failure, structured=structured)
    plain = answerer.answer(NUMBER)
    assert (answer.mode, answer.citations, answer.refused) == ("extractive", plain.citations, False)
    head, _, last = answer.text.rpartition("\n")
    assert head == plain.text
    assert last == answer.notice
    assert any(part in last for part in why.split("|"))


def test_a_model_that_breaks_off_leaves_no_half_an_answer(home: Home, answerer: Answerer) -> None:
    model = Scripted(replies=[marked((1, LISTED_9), (2, LISTED_10))], broken_after=6)
    shown: list[str] = []
    answer = writing(home, model).answer(LISTED, show=shown.append)
    assert shown
    assert answer.mode == "extractive"
    assert answer.text.startswith(answerer.answer(LISTED).text)
    assert len(model.asked) == 1  # what was shown cannot be taken back by a second try


def test_one_failure_is_mended_by_a_second_try_and_no_more_are_made(home: Home) -> None:
    model = Scripted(replies=["没有找到", marked((1, TRUE))])
    model.replies[0] = ""
    assert writing(home, model).answer(NUMBER).mode == "llm"
    assert len(model.asked) == 2
    failing = Scripted(replies=[ConnectionError("x")])
    writing(home, failing).answer(NUMBER)
    assert len(failing.asked) == 2


def test_a_model_that_takes_no_schema_is_asked_for_marked_text_from_then_on(home: Home) -> None:
    model = Scripted(replies=[BadRequestError("response_format is not supported"), marked((1, TRUE))])
    answerer = writing(home, model, structured=True)
    assert answerer.answer(NUMBER).mode == "llm"
    assert [bool(given) for given in model.bound] == [True, False]
    answerer.answer(NUMBER)
    assert len(model.asked) == 3


def test_a_slow_model_is_not_waited_for_longer_than_the_time_out(home: Home) -> None:
    model = Scripted(replies=[marked((1, TRUE))], pause=5.0)
    answerer = writing(home, model, limits=Limits(timeout=1.0))
    answerer.answer("案例8讲了什么？")
    started = time.monotonic()
    answer = answerer.answer(NUMBER)
    assert time.monotonic() - started < 2.0
    assert "没有按时答完" in (answer.notice or "")
    assert answer.spent is not None  # the call is paid for all the same
    assert answer.spent.tokens_in > 100


def test_a_model_that_goes_on_for_ever_is_cut_off(home: Home) -> None:
    model = Scripted(replies=["绕" * 100_000], pause=0.01)
    started = time.monotonic()
    answer = writing(home, model, limits=Limits(timeout=1.0)).answer(NUMBER)
    assert time.monotonic() - started < 2.0
    assert answer.mode == "extractive"


# -- Money, memory


def test_tokens_are_booked_by_day_person_and_model(home: Home, tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'l.sqlite3'}")
    model = Scripted(replies=[marked((1, TRUE))])
    answerer = writing(home, model, ledger=ledger, price=Price(1.0, 4.0))
    spent = answerer.answer(NUMBER, person="7").spent
    assert spent is not None
    assert (spent.calls, spent.tokens_in, spent.tokens_out) == (1, 100, 20)
    assert spent.cost == pytest.approx(180 / 1_000_000)
    (bill,) = ledger.bills()
    assert (bill.model, bill.spent) == ("scripted:x", spent)


@pytest.mark.parametrize("limits", [Limits(daily=100), Limits(daily_person=100)])
def test_when_the_days_tokens_are_spent_the_model_is_not_asked(
    home: Home, tmp_path: Path, limits: Limits
) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'l.sqlite3'}")
    model = Scripted(replies=[marked((1, TRUE))])
    answerer = writing(home, model, ledger=ledger, limits=limits)
    assert answerer.answer(NUMBER, person="7").mode == "llm"
    answer = answerer.answer(LISTED, person="7")
    assert "今日的用量已满" in (answer.notice or "")
    assert len(model.asked) == 1
    answerer.answer(LISTED, person="8")
    assert len(model.asked) == (1 if limits.daily else 2)


def test_the_same_question_of_the_same_state_is_not_paid_for_twice(home: Home, tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'l.sqlite3'}")
    model = Scripted(replies=[marked((1, TRUE), (1, "不是真的"))])
    first = writing(home, model, ledger=ledger).answer(NUMBER)
    second = writing(home, model, ledger=ledger).answer(NUMBER)
    assert (first.text, first.citations, first.sentences) == (second.text, second.citations, second.sentences)
    assert len(model.asked) == 1
    assert second.spent is None


def test_a_kept_answer_is_checked_anew(home: Home, tmp_path: Path) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'l.sqlite3'}")
    model = Scripted(replies=[marked((1, TRUE))])
    writing(home, model, ledger=ledger).answer(NUMBER)
    import sqlite3

    with sqlite3.connect(tmp_path / "l.sqlite3") as connection:
        connection.execute("UPDATE llm_answers SET body = replace(body, '120', '130')")
    answer = writing(home, model, ledger=ledger).answer(NUMBER)
    assert "130" not in answer.text
    assert len(model.asked) == 2


def test_several_people_are_answered_at_once(home: Home) -> None:
    model = Scripted(replies=[marked((1, TRUE))], pause=0.25)
    answerer = writing(home, model)
    answerer.answer(NUMBER)
    started = time.monotonic()
    threads = [threading.Thread(target=answerer.answer, args=(NUMBER,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - started < 4 * 0.25 * 6  # one after the other it would be four times six pauses


# -- Which model, how much


def test_long_lists_give_the_model_what_fits_and_say_what_was_left_out(home: Home) -> None:
    model = Scripted(replies=[marked((1, "国家博物馆出台多项内部管理制度"))])
    answer = writing(home, model, limits=Limits(room=1000)).answer("有哪些案例？")
    assert len(evidence_in(model.asked[0])) == 8
    assert len(cited(answer)) == 30
    assert "22个案例" in (answer.notice or "")


@pytest.mark.parametrize("structured", [False, True])
def test_a_model_that_finds_no_answer_there_is_not_asked_again_and_nothing_is_called_struck(
    home: Home, answerer: Answerer, structured: bool
) -> None:
    for said in ('{"sentences": []}' if structured else "无", "资料没有写明具体的数目。"):
        no = in_json((1, said)) if structured and not said.startswith("{") else said
        model = Scripted(replies=[no])
        answer = writing(home, model, structured=structured).answer(NUMBER)
        assert (
            answer.text
            == f"{answerer.answer(NUMBER).text}\n（语言模型读后认为原文没有写明所问的，请核对引文。）"
        )
        assert len(model.asked) == 1


def test_a_missing_package_is_an_error_that_names_the_extra() -> None:
    with pytest.raises(SettingError, match=r"\.\[mistral\]"):
        chat_model("mistral:small")
    with pytest.raises(SettingError, match="openai、"):
        chat_model("nobody:x")
