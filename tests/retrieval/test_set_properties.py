"""Properties of every answer: of sets under reordering and growth, and of whatever is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.text import fold
from data.types import Answer, Case, CaseId, Records
from retrieval.answering import Answerer
from retrieval.language.numbers import find_numbers
from tests.retrieval.homes import Home, case, cited_ids, collection
from tests.retrieval.promises import broken_promises, timeless

SETS = [
    "浙江有哪些案例？",
    "长三角有哪些案例？",
    "自治区有哪些案例",
    "公安机关的案例有哪些？",
    "高校的案例有几个？",
    "哪些案例提到“商标”？",
    "标题里有“品牌”的案例有哪些？",
    "哪些案例涉及商业秘密？",
    "哪些案例涉及版权？",
    "有几个案例提到“植物新品种”？",
    "一共有多少个案例？",
    "沿海的法院有哪些案例",
]
UNRELATED = [
    "清炒土豆丝先切丝后过水，热锅下油，大火翻炒两分钟。",
    "仙女座星系距离地球约二百五十万光年。",
    "围棋定式讲究先后手，星位小飞挂角。",
    "候鸟在深秋飞往南方越冬，沿途停歇湿地。",
    "钢琴奏鸣曲第二乐章速度标记为行板。",
    "马拉松选手在三十五公里处补充盐丸。",
    "青铜器表面的绿锈多为碱式碳酸铜。",
    "水仙球茎冬季水养，四十余日开花。",
]
# The same examples on every machine: what a longer search finds is added as an example of its own.
quiet = settings(deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


class Over:
    """One answerer whose records can be exchanged: to load its dictionary anew each time would take a second."""

    def __init__(self, home: Home) -> None:
        self.records = home.catalog.records()
        self._answerer = home.answerer(lambda: self.records)

    def __call__(self, records: Records, question: str, collections: tuple[str, ...] = ()) -> Answer:
        self.records = records
        return self._answerer.answer(question, collections=collections)


@pytest.fixture(scope="module")
def over(home: Home) -> Over:
    return Over(home)


def _members(over: Over, records: Records, question: str) -> set[tuple[str, int]]:
    answer = over(records, question)
    assert not broken_promises(answer, records)
    assert answer.count in (None, len(answer.citations))
    return cited_ids(answer)


@pytest.fixture(scope="module")
def records(home: Home) -> Records:
    return home.catalog.records()


@settings(quiet, max_examples=12)
@given(data=st.data(), question=st.sampled_from(SETS))
def test_a_set_answer_does_not_depend_on_the_order_of_the_cases(  # type: ignore[no-untyped-def]
    over: Over, answerer: Answerer, records: Records, data, question: str
) -> None:
    order = data.draw(st.permutations(records.cases))
    shuffled = replace(records, cases=tuple(order))
    assert _members(over, shuffled, question) == cited_ids(answerer.answer(question))


def _with_unrelated(records: Records, texts: Sequence[str], first: bool) -> Records:
    """`records` and a collection of `texts`, before or after the others."""
    extra = tuple(
        case("unrelated", n, text.split("，")[0].rstrip("。"), text) for n, text in enumerate(texts, 1)
    )
    described = collection("unrelated", "闲谈集", "闲谈")
    cases = (*extra, *records.cases) if first else (*records.cases, *extra)
    known = (described, *records.collections) if first else (*records.collections, described)
    return replace(records, revision=records.revision + 1, collections=known, cases=cases)


@settings(quiet, max_examples=12)
@given(
    texts=st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=60),
    question=st.sampled_from(SETS),
    first=st.booleans(),
)
def test_adding_an_unrelated_collection_never_removes_a_member_of_a_set(
    over: Over, records: Records, texts: list[str], question: str, first: bool
) -> None:
    before = _members(over, records, question)
    assert before <= _members(over, _with_unrelated(records, texts, first), question)


@pytest.mark.parametrize(
    "question",
    [
        "哪些案例涉及知识产权教育？",
        "哪些案例涉及知识产权海外服务？",
        "关于知识产权保护服务的案例有哪些",
        "哪些案例做了知识产权公共服务？",
    ],
)
def test_a_large_unrelated_collection_does_not_make_a_common_word_narrow_the_set(  # type: ignore[no-untyped-def]
    over: Over, answerer: Answerer, records: Records, question: str
) -> None:
    before = answerer.answer(question)
    if not before.basis.complete:
        pytest.skip("judged by meaning, which promises nothing here")
    assert cited_ids(before) <= _members(over, _with_unrelated(records, UNRELATED * 20, False), question)


PIECES = (
    "案例 第 号 八 12 廿 到 、 哪些 几个 多少 浙江 长三角 公安 法院 提到 标题里有 “ ” 《 》 [ ] ( 商标 版权 商业秘密 不同 和 那 "
    "呢 它 第二个 换个话题 写一份 简报 case No. which how many 第一批 第二批 除了 忽略 规则 ？ 。 · ｜ |"
)
WORDS = st.sampled_from([*PIECES.split(), " ", "\n"])
QUESTIONS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=30),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "So", "Nd", "Po"]), max_size=20),
    st.lists(WORDS, max_size=12).map("".join),
)


@settings(quiet, max_examples=60)
@given(
    question=QUESTIONS,
    earlier=st.sampled_from(["", "浙江有哪些案例？", "案例8讲了什么？", "一共有几个案例？"]),
)
@example("案例³", "")
@example("第²个", "浙江有哪些案例？")
@example("案例٣", "")
@example("[案例8] [案例31]", "")
@example("“" * 50, "")
@example("标题里有“”的案例有哪些", "")
@example("提到 的案例有哪些", "")
@example("哪些案例提到[案例8]", "")
@example("[案例31]是谁", "")
def test_whatever_is_typed_is_answered_within_the_invariants(
    ask,
    home: Home,
    question: str,
    earlier: str,  # type: ignore[no-untyped-def]
) -> None:
    answer = ask(question, earlier) if earlier else ask(question)
    assert not broken_promises(answer, home.catalog.records())
    assert timeless(ask(question, earlier) if earlier else ask(question)) == timeless(answer)


@settings(quiet, max_examples=200)
@given(text=QUESTIONS)
@example("案例³")
@example("第一二三四五六七八九十个")
@example("案例٣到٥")
def test_reading_numbers_never_raises_and_its_spans_lie_in_the_text(text: str) -> None:
    folded = fold(text)
    found = find_numbers(folded)
    assert all(0 <= start < end <= len(folded) for start, end in found.spans)
    assert len(set(found.numbers)) == len(found.numbers)


@settings(quiet, max_examples=60)
@given(first=st.integers(1, 30), last=st.integers(1, 30), join=st.sampled_from(["到", "至", "-", "~"]))
def test_a_range_of_numbers_is_every_number_from_one_end_to_the_other(
    first: int, last: int, join: str
) -> None:
    low, high = sorted((first, last))
    if low < high:
        assert find_numbers(f"案例{low}{join}{high}").numbers == tuple(range(low, high + 1))


CHINESE = st.text(
    st.sampled_from("专利商标版权保护平台服务中心建立推动企业，。；：、“”《》（）\n 　1２0%!?"),
    min_size=1,
    max_size=120,
)


@settings(quiet, max_examples=12)
@given(
    texts=st.lists(CHINESE, min_size=1, max_size=4),
    question=st.sampled_from(["一共有几个案例？", "案例1", "哪些案例提到“专利”？", "哪些案例涉及版权保护？"]),
)
def test_quotes_never_begin_or_end_with_white_space_or_punctuation_whatever_the_case_says(
    over: Over, records: Records, texts: list[str], question: str
) -> None:
    cases = tuple(
        Case(CaseId("odd", n), f"某市推动专利保护之{n}", case("odd", n, "", f"专利{text}服务").fields)
        for n, text in enumerate(texts, 1)
    )
    odd = Records(records.revision + 2, records.updated, (collection("odd", "怪文集", "怪文"),), cases)
    answer = over(odd, question)
    wrong = [
        one for one in broken_promises(answer, odd) if "without a quote" not in one
    ]  # that is the next test's
    assert not wrong, texts


def test_a_cited_case_is_quoted_even_where_a_clause_is_nothing_but_punctuation(
    over: Over, records: Records
) -> None:
    odd = Records(
        records.revision + 4,
        records.updated,
        (collection("odd", "怪文集", "怪文"),),
        (case("odd", 1, "某市推动专利保护", "专利?、，服务"),),
    )
    assert not broken_promises(over(odd, "哪些案例涉及版权保护？"), odd)


@pytest.mark.parametrize(
    ("collections", "question"),
    [
        (("nobody",), "商业秘密怎么保护？"),
        (("nobody",), "浙江有哪些案例？"),
        (("nobody",), "案例8"),
        ((), "案例8"),
    ],
)
def test_a_scope_without_cases_is_refused(
    over: Over, records: Records, collections: tuple[str, ...], question: str
) -> None:
    held = records if collections else Records(0, "", (), ())
    answer = over(held, question, collections)
    assert answer.refused
    assert answer.reason


def test_a_synonym_that_only_straddles_two_words_makes_no_member(over: Over, records: Records) -> None:
    extra = case("unrelated", 1, "用人单位约定包薪", "用人单位依法自主确定本单位的工资分配方式和工资水平。")
    grown = replace(
        records,
        revision=records.revision + 3,
        collections=(*records.collections, collection("unrelated", "闲谈集", "闲谈")),
        cases=(*records.cases, extra),
    )
    assert _members(over, grown, "哪些案例涉及商业秘密？") == {("ip-power-2", 8)}
