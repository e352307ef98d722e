"""Numbers as people, courts and banks write them; a converter of others is the judge."""

from __future__ import annotations

import re

import cn2an
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.numerals import CHINESE_NUMBER, chinese, number_of
from retrieval.language.terms import numbered


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三万六千", 36_000), ("叁拾壹万", 310_000), ("叁拾壹万伍仟", 315_000), ("九千六百", 9_600), ("三百二十万", 3_200_000),
        ("一亿二千万", 120_000_000), ("十", 10), ("一百零五", 105), ("一千零五十", 1_050), ("两万零三", 20_003), ("三万六", 36_000),
        ("一百二", 120), ("二十二", 22), ("廿三", 23), ("二○二二", 2022), ("二〇二二", 2022), ("１２８０００", 128_000), ("⑩", 10),
        ("㈩", 10), ("⒓", 12), ("貳萬", 20_000), ("三十一万", 310_000),
    ],
)  # fmt: skip
def test_a_number_is_read_in_every_way_it_is_written(written: str, value: int) -> None:
    assert number_of(written) == value


@settings(max_examples=300, deadline=None)
@given(st.integers(1, 99_999_999), st.sampled_from(["low", "up"]))
def test_every_number_written_out_is_read_back(value: int, kind: str) -> None:
    written = cn2an.an2cn(value, kind)
    assert number_of(written) == value
    assert re.fullmatch(CHINESE_NUMBER, written)


@given(st.integers(1, 9_999))
def test_lists_are_numbered_as_a_converter_of_others_writes_it(value: int) -> None:
    assert chinese(value) == cn2an.an2cn(value).removeprefix("一" if 10 <= value < 20 else "\0")
    assert number_of(chinese(value)) == value


@pytest.mark.parametrize("article", ["第148条", "第一百四十八条", "第1010条", "第一千一百八十八条"])
def test_an_article_is_looked_for_in_both_numerals(article: str) -> None:
    shown = numbered(article)
    assert shown[0] == article
    assert len(shown) == 2
    assert numbered(shown[1]) == (shown[1], article)
