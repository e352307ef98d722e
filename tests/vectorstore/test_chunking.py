"""Chunks are exact spans of a case, and their ids say so."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from data.text import clauses
from data.types import Case, CaseId, Field
from vectorstore.chunking import PART, PART_LEAST, WHOLE, WHOLE_LIMIT, Ref, chunks, is_value

PROSE = st.text(st.sampled_from("甲乙丙丁知识产权，。；：！？“”（）《》、 \n,.:%1A\U00020000"), max_size=900)
NAMES = st.sampled_from(["summary", "基本案情", "要点:一", "50%", "%3A", "title", "a-b"])
CASES = st.builds(
    lambda collection, number, title, fields: Case(
        CaseId(collection, number), title, tuple(Field(name, text) for name, text in fields)
    ),
    st.sampled_from(["ip-power-2", "a:b", "第二批"]),
    st.integers(1, 10**9),
    st.text(max_size=30),
    st.lists(st.tuples(NAMES, PROSE), max_size=3),
)


@settings(max_examples=80, deadline=None)
@given(CASES)
def test_chunks_of_each_kind_cover_every_field_from_end_to_end_but_for_values(case: Case) -> None:
    made = chunks(case)
    told = not all(map(is_value, case.fields))
    for field in {field.name: field for field in reversed(case.fields) if field.name != "title"}.values():
        text = field.text
        for kind in (WHOLE, PART):
            spans = [(c.start, c.end) for c in made if c.field == field.name and c.kind == kind]
            if not text.strip() or (told and is_value(field)):
                assert not spans
                continue
            assert [0, *(end for _, end in spans)] == [*(start for start, _ in spans), len(text)]
            assert all(end - start < 2 * WHOLE_LIMIT for start, end in spans)


@settings(max_examples=80, deadline=None)
@given(CASES)
def test_an_id_parses_back_to_its_chunk_and_fits_only_its_text(case: Case) -> None:
    made = chunks(case)
    assert len({chunk.id for chunk in made}) == len(made)
    for chunk in made:
        ref = Ref.parse(chunk.id)
        assert ref == Ref(chunk.case, chunk.kind, chunk.field, chunk.start, chunk.end, chunk.digest)
        assert ref is not None
        assert ref.fits(case)
        changed = tuple(Field(f.name, "改" + f.text) for f in case.fields)
        assert not ref.fits(Case(case.id, case.title + "改", changed))


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("甲乙丙，。；“”"), min_size=1, max_size=500))
def test_a_part_of_a_short_field_ends_where_a_clause_ends(text: str) -> None:
    case = Case(CaseId("c", 1), "题", (Field("summary", text),))
    parts = [chunk for chunk in chunks(case) if chunk.kind == PART]
    ends = {end for _, end in clauses(text)}
    long = any(end - start > WHOLE_LIMIT for start, end in clauses(text))
    assert long or all(part.end in ends for part in parts)
    assert len(parts) == 1 or all(part.end - part.start >= PART_LEAST for part in parts)


def test_a_summary_is_one_whole_chunk_behind_its_title() -> None:
    text = "江苏省昆山市开展巡回审判。" * 12
    case = Case(CaseId("c", 8), "昆山法院", (Field("summary", text),))
    (whole,) = [chunk for chunk in chunks(case) if chunk.kind == WHOLE]
    assert whole.text == f"昆山法院\n{text}"
    assert (whole.start, whole.end) == (0, len(text))


def test_a_section_of_twenty_thousand_characters_is_cut_at_sentences() -> None:
    text = "法院经审理认为，被告的行为构成侵权，应当承担责任。" * 800
    case = Case(CaseId("c", 1), "题", (Field("裁判结果", text),))
    made = chunks(case)
    assert all(text[chunk.end - 1] == "。" for chunk in made)
    assert all(chunk.end - chunk.start <= WHOLE_LIMIT for chunk in made)


def test_text_without_any_mark_is_cut_all_the_same() -> None:
    case = Case(CaseId("c", 1), "题", (Field("summary", "字" * 100_000),))
    assert max(len(chunk.text) for chunk in chunks(case)) <= WHOLE_LIMIT + len("题\n")


def test_a_case_without_text_is_found_by_its_title() -> None:
    (only,) = chunks(Case(CaseId("c", 1), "只有题目", (Field("summary", " \n"),)))
    assert (only.kind, only.field, only.start, only.end) == (WHOLE, "title", 0, 4)
    assert chunks(Case(CaseId("c", 2), "", ())) == []


def test_columns_that_only_give_a_value_have_no_chunk_beside_text() -> None:
    values = (Field("地区", "江苏省"), Field("日期", "2024年1月"), Field("结果", "驳回上诉。"))
    case = Case(CaseId("c", 1), "题", (Field("summary", "江苏省昆山市开展巡回审判，效果良好。"), *values))
    assert {(chunk.field, chunk.kind) for chunk in chunks(case)} == {
        (name, kind) for name in ("summary", "结果") for kind in (WHOLE, PART)
    }
    only = Case(CaseId("c", 2), "题", values[:2])
    assert {chunk.field for chunk in chunks(only)} == {"地区", "日期"}


def test_of_two_fields_of_one_name_only_the_citable_one_is_indexed() -> None:
    case = Case(CaseId("c", 1), "题", (Field("意义", "第一段。"), Field("意义", "第二段，更长一些。")))
    assert all("第二段" not in chunk.text for chunk in chunks(case))


def test_a_foreign_id_is_no_reference() -> None:
    for foreign in ("", "12_0", "a:b:c:d:e:f", "c:1:part:summary:0:abc", "c:x:part:summary:0-1:abc"):
        assert Ref.parse(foreign) is None
