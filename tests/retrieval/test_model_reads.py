"""A model reads questions and judges cases: what it says holds where the cases hold it, else the offline way stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from data.catalog.database.ledger import Ledger
from data.types import Answer, BasisKind
from retrieval.answering import Answerer
from retrieval.answers.finishing import joined
from retrieval.models import Reads
from retrieval.models.judge import whole
from retrieval.models.judgement import held
from retrieval.writing.writer import Limits
from tests.retrieval.homes import ADMIN, ALONE, OVERTIME, Home, KeptVectors, case, cited
from tests.retrieval.promises import broken_promises
from tests.retrieval.recordings import recorded
from tests.retrieval.scripted import Scripted, writing

FAR = "谁把警察派到厂子里定期坐班啊"
BRANDS = "靠打响牌子带动农产品的都有谁"
LIVE = "有没有讲直播带货打假的"
SCHOOL = "老师先把研究讲给投资人听一遍，再决定要不要申请，哪所学校这么干的"
BOARD = "陕西每年评的那个榜叫什么"
SOLD = "大同黄花一年能卖多少钱"
ONLINE = "在两江新区法院交换证据要跑腿吗"


def model_of(home: Home, name: str = "questions") -> Scripted:
    return Scripted(replies=[recorded(name, home.catalog.records().cases)])


def asked(
    home: Home, question: str, *turns: str, name: str = "questions", reads: Reads = Reads.AUTO
) -> Answer:
    answerer = writing(home, model_of(home, name), reads=reads)
    conversation = ALONE
    for turn in turns:
        conversation = conversation.then(answerer.answer(turn, conversation))
    answer = answerer.answer(question, conversation)
    assert not broken_promises(answer, home.catalog.records())
    return answer


@pytest.mark.parametrize(
    ("question", "number"),
    [
        (FAR, 10),
        (SCHOOL, 21),
        ("一票一票查太慢，改成按风险特征成类地抓，是哪个单位", 15),
        (BOARD, 29),
    ],
)
def test_what_is_described_from_afar_is_answered_by_the_clause_that_the_model_found(
    home: Home, question: str, number: int
) -> None:
    assert cited(asked(home, question)) == [number]


@pytest.mark.parametrize(
    ("collection", "question", "numbers"),
    [
        (ADMIN, "高速公路那份协议特许多少年", [6]),
        (ADMIN, "合同上写的开工日子比签字那天还早，地荒着不是开发商的错，最后散伙了吗", [1]),
        (OVERTIME, "人是派过去干活的有哪几个案子", [3, 5]),
        (ADMIN, "讲租金的案例有哪些", [3]),  # by its words 2, too, which mentions it in passing
        (OVERTIME, "写着一裁终局的有哪几件", [4, 6, 7, 9]),  # 裁决为终局裁决: refused by its words
    ],
)
def test_long_cases_are_read_in_full_before_no_is_said_and_sets_by_one_word_of_many_are_judged(
    full_home: Home, collection: str, question: str, numbers: list[int]
) -> None:
    own = [case for case in full_home.catalog.records().cases if case.id.collection == collection]
    model = Scripted(replies=[recorded("sections", own)])
    answer = writing(full_home, model, reads=Reads.AUTO).answer(question, ALONE, (collection,))
    assert cited(answer) == numbers
    assert not answer.notice
    assert len(model.asked[-1]) < 2000 * len(
        numbers
    )  # what was read in full is written from the clauses that show it


def test_what_two_questions_of_one_message_are_both_answered_by_is_told_once(home: Home) -> None:
    answer = asked(home, FAR)
    assert joined(FAR + BOARD, [answer, answer]).text == answer.text
    other = asked(home, BOARD)
    assert joined(FAR + BOARD, [answer, other]).text == f"{answer.text}\n\n{other.text}"


def test_words_in_quotation_marks_that_no_case_holds_are_refused_without_asking(full_home: Home) -> None:
    model = Scripted(replies=["{}"])
    answerer = writing(full_home, model, reads=Reads.AUTO)
    assert answerer.answer("写着“一裁终局”的有哪几件", ALONE, (OVERTIME,)).refused
    assert not model.asked


def test_a_text_that_is_asked_for_holds_the_clauses_by_which_its_cases_were_chosen(full_home: Home) -> None:
    own = [one for one in full_home.catalog.records().cases if one.id.collection == ADMIN]
    model = Scripted(replies=[recorded("sections", own)])
    question = "给领导写份材料，机关什么情形下可以自己把协议解除"
    answer = writing(full_home, model, reads=Reads.AUTO).answer(question, ALONE, (ADMIN,))
    assert cited(answer) == [5, 6]
    assert "行政机关据此单方解除行政协议，符合法律规定" in answer.text
    assert "行使单方解除权的条件成就" in answer.text


def test_articles_of_a_law_are_read_only_where_law_is_asked_for() -> None:
    told = case(
        "a", 1, "某案", {"基本案情": "王某请人吃饭。", "相关条款": "第九十二条 接受宴请的，给予警告。"}
    )
    assert "第九十二条" not in whole(told, "谁请人吃饭")
    assert "第九十二条" in whole(told, "依据哪条处分的")


def looks(model: Scripted) -> list[list[str]]:
    """The cases that the model was given to judge, prompt by prompt, each by its first line."""
    judging = [prompt for prompt in model.asked if '"clause"' in prompt]
    return [[text.split("\n", 1)[0] for text in re.split(r"<<<\w+ \d+\n", prompt)[1:]] for prompt in judging]


def test_the_first_look_is_at_six_cases_by_title_and_at_the_question_as_it_was_asked(home: Home) -> None:
    model = model_of(home)
    writing(home, model, reads=Reads.AUTO).answer(FAR)
    titles = {one.title for one in home.catalog.records().cases}
    (first, *_) = looks(model)
    assert len(first) == 6
    assert set(first) <= titles
    (prompt, *_) = (one for one in model.asked if '"clause"' in one)
    assert f"问题：{FAR}" in prompt


def test_what_a_model_puts_in_other_words_is_looked_for_by_them_too(home: Home) -> None:
    """The words are only found by: the question that is judged, and shown, stays as it was asked."""

    def first_look(search: str) -> list[str]:
        read = {"act": "ask", "want": "fact", "question": FAR, "search": search, "layout": "none"}
        said = json.dumps(read, ensure_ascii=False)
        model = Scripted(replies=[lambda prompt: said if "读成一个查询" in prompt else '{"cases": []}'])
        answer = writing(home, model, reads=Reads.ALWAYS).answer(FAR)
        assert search not in answer.text or not search
        assert not any(search in prompt for prompt in model.asked if search)
        return looks(model)[0]

    title = next(one.title for one in home.catalog.records().cases if one.number == 30)
    assert title not in first_look("")
    assert title in first_look("葡萄酒产区的地理标志怎么保护")


def test_a_model_may_strike_from_a_list_and_sees_what_was_left_out_of_it(
    home: Home, answerer: Answerer
) -> None:
    question = "涉及海外的案例有哪些"
    assert cited(answerer.answer(question)) == [6, 9, 22, 24]
    clauses = {
        "江苏省南通市创新": "创设“知联侨”知识产权海外服务中心",
        "广西壮族自治区完善": "建设海外知识产权风险防控总中心",
    }

    def two(prompt: str) -> str:
        pieces = re.findall(r"<<<\w+ (\d+)\n([^\n]*)\n", prompt)
        meant = [(at, said) for at, title in pieces for head, said in clauses.items() if head in title]
        told = [{"case": int(at), "clause": said} for at, said in meant]
        return json.dumps({"cases": told}, ensure_ascii=False)

    read = {"act": "ask", "want": "cases", "question": question, "theme": "海外", "layout": "none"}
    said = json.dumps(read, ensure_ascii=False)
    model = Scripted(replies=[lambda prompt: said if "读成一个查询" in prompt else two(prompt)])
    answer = writing(home, model, reads=Reads.ALWAYS).answer(question)
    assert cited(answer) == [9, 24]
    assert len({title for look in looks(model) for title in look}) == 30


@pytest.mark.parametrize(
    ("question", "most"),
    [(FAR, 3000), (SCHOOL, 3000), (BOARD, 3000), (BRANDS, 10_000), (LIVE, 10_000)],
    ids=["fact", "fact of words far off", "name", "set", "set that is empty"],
)
def test_what_a_model_is_given_to_read_is_little(home: Home, question: str, most: int) -> None:
    """One case of six is found in half of what was asked for; thirty cases read one by one are all they are."""
    model = model_of(home)
    writing(home, model, reads=Reads.AUTO).answer(question)
    assert 0 < sum(map(len, model.asked)) <= most


def test_a_set_is_every_case_that_the_model_meant_and_says_how_it_was_judged(home: Home) -> None:
    answer = asked(home, BRANDS)
    assert cited(answer) == [4, 20, 28, 30]
    assert "30个案例逐个读过（模型判断），依据见引文" in answer.text
    assert (answer.basis.kind, answer.basis.complete) == (BasisKind.MODEL, False)
    assert {citation.tier for citation in answer.citations} == {"meant"}
    assert cited(asked(home, "打官司、仲裁这类断案的有哪几个")) == [12, 22, 26]


def test_the_model_may_say_no_and_the_refusal_says_what_was_read(home: Home, answerer: Answerer) -> None:
    answer = asked(home, SOLD, reads=Reads.ALWAYS)
    assert answer.refused
    live = asked(home, LIVE)
    assert live.refused
    assert live.reason == answerer.answer(LIVE).reason  # the words say no, too, and say why
    talk = asked(home, "他们一年产多少瓶", "宁夏葡萄酒的案例讲了什么", name="conversation")
    assert talk.refused
    assert "瓶" in str(talk.reason)  # both say no, and the words say why


def test_a_follow_up_is_read_in_the_light_of_what_was_answered(home: Home) -> None:
    answer = asked(home, "讲保密的那个是谁牵头的", "上海有哪些案例", name="conversation")
    assert cited(answer) == [8]
    answer = asked(home, "那另一所高校呢", "湖南大学是怎么做的", name="conversation")
    assert cited(answer) == [14]


def test_a_refusal_becomes_an_answer_only_where_the_model_confirms_it_by_the_quote(
    home: Home, answerer: Answerer
) -> None:
    assert answerer.answer(SCHOOL).refused
    sure = model_of(home).replies[0]
    unsure = Scripted(replies=[lambda prompt: '{"states": false}' if "states" in prompt else sure(prompt)])
    answer = writing(home, unsure, reads=Reads.AUTO).answer(SCHOOL)
    assert (answer.refused, answer.reason) == (True, answerer.answer(SCHOOL).reason)


@pytest.mark.parametrize(
    ("states", "missing", "stands"),
    [(True, False, True), (False, True, False), (False, False, True), (False, None, True)],
    ids=["it says yes", "it says no twice", "it says no to both", "it says no and then nothing"],
)
def test_an_answer_becomes_a_refusal_only_where_the_model_says_no_to_its_very_quote_both_ways_round(
    home: Home, answerer: Answerer, states: bool, missing: bool | None, stands: bool
) -> None:
    """Small models find nothing in what they are given to read, and say no to whatever they are asked of it."""

    def no(prompt: str) -> str:
        said = {"states": states} if "states" in prompt else {"missing": missing}
        return json.dumps(said) if "states" in prompt or "missing" in prompt else '{"cases": []}'

    plain = answerer.answer(ONLINE)
    assert cited(plain) == [26]
    answer = writing(home, Scripted(replies=[no]), reads=Reads.ALWAYS).answer(ONLINE)
    assert (cited(answer) == [26]) is stands
    assert answer.refused is not stands


def test_a_model_that_means_many_cases_where_one_is_asked_for_has_not_judged(
    home: Home, answerer: Answerer
) -> None:
    def every(prompt: str) -> str:
        pieces = re.findall(r"<<<\w+ (\d+)\n[^\n]*\n([^，]*)，", prompt)
        return json.dumps(
            {"cases": [{"case": int(at), "clause": told} for at, told in pieces]}, ensure_ascii=False
        )

    model = Scripted(replies=[lambda prompt: every(prompt) if '"clause"' in prompt else "无"])
    answer = writing(home, model, reads=Reads.ALWAYS).answer(ONLINE)
    assert cited(answer) == cited(answerer.answer(ONLINE))


@pytest.mark.parametrize(
    "said",
    [
        '{"cases": [{"case": 1, "clause": "派民警每天坐班，抓获三百余人"}]}',
        '{"cases": [{"case": 99, "clause": "无锡"}]}',
        '{"cases": [{"case": true, "clause": 5}, 7, null]}',
    ],
)
def test_a_case_without_a_clause_that_its_text_holds_is_not_cited(
    home: Home, answerer: Answerer, said: str
) -> None:
    no = '{"states": false, "missing": true}'
    model = Scripted(replies=[lambda prompt: said if '"clause"' in prompt else no])
    answer = writing(home, model, reads=Reads.AUTO).answer(FAR)
    assert answer.refused
    assert not answer.citations
    garbled = Scripted(replies=[lambda prompt: said if '"clause"' in prompt else "无"])
    kept = writing(home, garbled, reads=Reads.AUTO).answer(FAR)
    assert cited(kept) == cited(answerer.answer(FAR))  # who says nothing that can be read has not said no


@pytest.mark.parametrize("said", ["", "[]", "{", "我觉得是案例10", '{"cases": 3}', ConnectionError("x")])
def test_whatever_a_reading_model_fails_with_the_offline_answer_stands(
    home: Home, answerer: Answerer, said: Any
) -> None:
    plain = answerer.answer(FAR)
    answer = writing(home, Scripted(replies=[said]), reads=Reads.ALWAYS).answer(FAR)
    assert answer.citations == plain.citations
    assert answer.basis == plain.basis


def test_a_model_that_means_nearly_every_case_has_not_judged(home: Home, answerer: Answerer) -> None:
    def every(prompt: str) -> str:
        pieces = re.findall(r"<<<\w+ (\d+)\n[^\n]*\n([^，]*)，", prompt)
        return json.dumps(
            {"cases": [{"case": int(at), "clause": told} for at, told in pieces]}, ensure_ascii=False
        )

    model = Scripted(replies=[lambda prompt: every(prompt) if '"clause"' in prompt else "无"])
    assert (
        writing(home, model, reads=Reads.AUTO).answer(BRANDS).citations == answerer.answer(BRANDS).citations
    )


def test_what_a_model_reads_into_a_question_and_does_not_exist_is_struck(home: Home) -> None:
    made_up = {
        "act": "ask", "want": "groups", "question": "案例7和第九批里上海的案例按省份统计", "search": "", "theme": "",
        "among": [3], "except": [], "by": "颜色", "extreme": "", "layout": "none",
    }  # fmt: skip
    model = Scripted(
        replies=[lambda prompt: json.dumps(made_up, ensure_ascii=False) if "读成" in prompt else "无"]
    )
    answer = writing(home, model, reads=Reads.ALWAYS).answer("上海的案例有哪些类型")
    query = json.loads(answer.understood.query)
    assert "among" not in query or not query["among"]
    assert query.get("by") != "颜色"


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Home:
    """A list of three labour disputes."""
    made = Home.open(tmp_path_factory.mktemp("suits"), vectors)
    made.add(Path(__file__).with_name("suits.txt"), "suits")
    return made


def reads(home: Home, question: str, **said: object) -> tuple[Answer, Scripted]:
    """The answer to `question` as a model read it, which judges nothing."""
    told = {"act": "ask", "want": "cases", "question": question, "search": "", "theme": "", "among": [], "except": [],
            "by": "", "extreme": "", "layout": "none", **said}  # fmt: skip
    model = Scripted(
        replies=[lambda prompt: json.dumps(told, ensure_ascii=False) if "读成" in prompt else "无"]
    )
    return writing(home, model, reads=Reads.ALWAYS).answer(question), model


@pytest.mark.parametrize(
    ("question", "course", "read", "numbers"),
    [
        ("老板不认输又往上闹的是哪些案子", ["appealed", "of:firm"], ["appealed", "of:firm"], [2]),
        ("公司上诉的案例有哪些", [], ["appealed", "of:firm"], [2]),
        ("公司上诉的案例有哪些", ["dragged", "of:firm"], ["appealed", "of:firm"], [2]),
        ("月工资一万以上、对方又上诉的有哪些", ["appealed"], ["appealed", "pay>=10000"], [2]),
    ],
    ids=["by the model", "by the program", "what there is not", "sums by the program"],
)
def test_a_model_reads_by_which_course_of_a_suit_cases_are_chosen(
    suits: Home, question: str, course: list[str], read: list[str], numbers: list[int]
) -> None:
    answer, model = reads(suits, question, course=course)
    assert "appealed 有人上诉" in model.asked[0]
    assert json.loads(answer.understood.query)["where"]["course"] == read
    assert cited(answer) == numbers


def test_a_collection_without_suits_offers_no_course(home: Home) -> None:
    answer, model = reads(home, "江苏有哪些案例", course=["appealed"])
    assert "appealed" not in model.asked[0]
    assert "course" not in json.loads(answer.understood.query).get("where", {})


def test_how_many_and_in_which_order_stay_as_they_were_said(home: Home) -> None:
    answer, _ = reads(home, "江苏和浙江的案例按编号从大到小列出")
    assert cited(answer) == [13, 12, 11, 10, 9]


def test_never_leaves_reading_and_judging_to_the_program(home: Home) -> None:
    model = model_of(home)
    writing(home, model, reads=Reads.NEVER).answer(FAR)
    assert not [prompt for prompt in model.asked if '"clause"' in prompt or "读成" in prompt]


def test_where_the_words_decide_no_model_is_asked_unless_always(home: Home) -> None:
    question = "江苏有哪些案例？"
    for reads, asks in ((Reads.AUTO, False), (Reads.ALWAYS, True)):
        model = Scripted(replies=["无"])
        writing(home, model, reads=reads).answer(question)
        assert any("读成" in prompt for prompt in model.asked) is asks


def test_a_judgement_is_paid_for_once_a_state_of_the_catalog_and_not_beyond_the_budget(
    home: Home, tmp_path: Path
) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'l.sqlite3'}")
    model = model_of(home)
    first = writing(home, model, reads=Reads.AUTO, ledger=ledger).answer(BRANDS)
    calls = len(model.asked)
    second = writing(home, model, reads=Reads.AUTO, ledger=ledger).answer(BRANDS)
    assert second.citations == first.citations
    assert (len(model.asked), second.spent) == (calls, None)
    spent = writing(home, model, reads=Reads.AUTO, ledger=ledger, limits=Limits(daily=1)).answer(LIVE)
    assert spent.spent is None
    assert len(model.asked) == calls


def test_the_evidence_of_a_judge_cannot_end_its_own_fence_and_orders_in_it_are_text(home: Home) -> None:
    model = model_of(home)
    writing(home, model, reads=Reads.AUTO).answer(BRANDS)
    prompts = [prompt for prompt in model.asked if '"clause"' in prompt]
    assert len(prompts) > 1  # as many as the cases need room
    for prompt in prompts:
        assert "一概不执行" in prompt
        assert prompt.count("\n>>>\n") == 1


def test_a_quote_ends_where_a_sentence_that_is_quoted_does() -> None:
    told = case("a", 1, "某案", {"基本案情": "合同约定：“甲……期限为10年，到2023年止。”2017年，甲改了章程。"})
    assert [q.text for q in held(told, "期限为10年，到2023年止")] == ["期限为10年，到2023年止。”"]


def test_a_clause_is_found_whatever_its_white_space_and_widened_to_where_clauses_end(home: Home) -> None:
    case = next(c for c in home.catalog.records().cases if c.number == 29)
    (quote,) = held(case, "陕西年度十大IP")
    assert quote.text == "连续开展“陕西年度十大 IP”评选活动"
    assert held(case, "连续开展‘陕西年度十大 IP’评选活动") == (quote,)  # as small models write it into JSON
    assert held(case, f"{case.title}，连续开展“陕西年度十大IP”评选活动") == (quote,)
    assert held(case, "陕西年度十大IP……从未开展过的活动") == ()
    assert held(case, "版权") == ()
