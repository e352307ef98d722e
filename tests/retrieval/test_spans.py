"""What answers in a case: windows are exact slices, the answer lies within one, and the same comes twice."""

from __future__ import annotations

import pytest

from data.types import Case, CaseId, Field
from retrieval.cases.profiles import Profile
from retrieval.judging import marks, span_marks, spans
from retrieval.language.terms import Weighted, content_terms
from retrieval.language.tokens import Tokenizer
from retrieval.question.closed.asked import RULES, Rule, Type, asked

CASE = Case(
    CaseId("x", 1),
    "甲公司诉乙公司买卖合同纠纷案",
    (
        Field(
            "基本案情",
            "2021年3月5日，甲公司与乙公司签订《设备买卖合同》，约定乙公司以36万元的价格购买切割机两台，\n质保期为十八个月。"
            "甲公司因原材料涨价，迟延四十天交货。２０２１年9月，乙公司向临江市人民法院起诉，请求解除合同。",
        ),
        Field("裁判结果", "法院判决甲公司支付违约金1.8万元，驳回乙公司的其他诉讼请求。"),
    ),
)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    return Tokenizer(tmp_path_factory.mktemp("words"))


def _answered(question: str, tokenizer: Tokenizer, case: Case = CASE) -> spans.Spans:
    terms = content_terms(question, tokenizer)
    words = Weighted(terms, (1.0,) * len(terms), (True,) * len(terms))
    found = spans.answer_in(asked(question), words, Profile(case, 0), (), question)
    assert found is not None
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.type}-{RULES.index(rule)}")
def test_each_rule_takes_its_examples_and_leaves_its_counter_examples(rule: Rule) -> None:
    for example in rule.examples:
        assert asked(example).type is rule.type, example
        start, end = asked(example).span
        assert 0 <= start < end <= len(example)
    for counter in rule.counters:
        assert asked(counter).type is not rule.type, counter


def test_a_question_without_asking_words_is_open_and_one_that_counts_has_its_unit_and_noun() -> None:
    assert asked("讲讲那次整改").type is Type.TEXT
    counted = asked("一共查获了多少台设备？")
    assert (counted.type, counted.unit, counted.noun) == (Type.NUMBER, "台", "设备")
    assert asked("签了哪家律所的律师").type is not Type.YESNO
    assert asked("元宇宙仲裁院到现在审了多少件").type is Type.NUMBER
    assert asked("赔了多少个亿").type is Type.AMOUNT


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("合同是什么时候签订的？", "2021年3月5日"),
        ("切割机以多少钱的价格购买？", "36万元"),
        ("质保期是多久？", "十八个月"),
        ("向哪个法院起诉？", "临江市人民法院"),
        ("判决支付多少违约金？", "1.8万元"),
        ("双方签订了什么合同？", "《设备买卖合同》"),
    ],
)
def test_the_words_that_answer_are_found_by_what_is_asked(
    question: str, answer: str, tokenizer: Tokenizer
) -> None:
    assert answer in _answered(question, tokenizer).answer
    assert len(_answered(question, tokenizer).answer) <= len(answer) + 4


def test_a_reason_is_quoted_with_what_it_is_the_reason_of(tokenizer: Tokenizer) -> None:
    quotes = _answered("甲公司为什么迟延交货？", tokenizer).quotes
    assert any("原材料涨价" in quote.text for quote in quotes)


@pytest.mark.parametrize("question", ["什么时候起诉的", "为什么", "讲了什么", "？", "是否解除", "质保期"])
def test_every_window_is_an_exact_slice_of_whole_clauses_and_holds_its_answer(
    question: str, tokenizer: Tokenizer
) -> None:
    found = _answered(question, tokenizer)
    assert 0 < len(found.quotes) <= spans.ROOM.most + 1
    assert list(found.quotes) == sorted(found.quotes)
    assert 0.0 <= found.chance <= 1.0
    for quote in found.quotes:
        text = CASE.text_of(quote.field)
        assert text is not None
        assert text[quote.start : quote.end] == quote.text
        assert quote.start == 0 or text[quote.start - 1] in "，。\n"
        if quote.answer:
            assert quote.start <= quote.answer[0] < quote.answer[1] <= quote.end
    apart = [(a, b) for a in found.quotes for b in found.quotes if a < b and a.field == b.field]
    assert all(a.end <= b.start for a, b in apart)
    assert sum(quote.answer is not None for quote in found.quotes) <= 1
    assert _answered(question, tokenizer) == found


def test_a_window_of_several_clauses_keeps_within_its_width() -> None:
    page = spans.sheet(CASE)
    for first, last in zip(*marks.windows(page), strict=True):
        width = page.clauses[last][1] - page.clauses[first][0]
        assert first == last or width <= marks.WIDEST
        assert page.clauses[first][2] == page.clauses[last][2]


def test_a_case_without_text_has_no_windows(tokenizer: Tokenizer) -> None:
    empty = Profile(Case(CaseId("x", 2), "题", (Field("summary", "。"),)), 0)
    assert spans.answer_in(asked("谁"), Weighted((), (), ()), empty, (), "谁") is None


def test_the_weights_name_the_features_they_were_learned_with() -> None:
    kept = spans.learned(spans.WEIGHTS)
    assert tuple(kept["window_marks"]) == marks.WINDOW_MARKS
    assert tuple(kept["span_marks"]) == span_marks.SPAN_MARKS
    assert tuple(kept["stated_marks"]) == marks.STATED_MARKS
