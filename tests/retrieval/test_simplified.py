"""What is told to be in simplified characters is what OpenCC leaves as it is."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from opencc import OpenCC

from data.collections import bundled
from data.reading.cases import parse
from retrieval.measuring.goldfile import read
from retrieval.question.utterance.normalising import _EITHER, _is_simplified

GOLD = Path(__file__).parents[1] / "gold"


def test_opencc_turns_nothing_of_what_is_told_to_be_simplified() -> None:
    convert = OpenCC("t2s").convert
    rows = (bytes(pair).decode("gb2312", "ignore") for pair in product(range(0xB0, 0xF8), range(0xA1, 0xFF)))
    every = "".join(char for char in rows if char not in _EITHER)
    assert len(every) > 6_700
    with bundled().path() as path:
        cases = parse(path, collection_id=bundled().id)[1]
    texts = [
        every,
        *(field.text for case in cases for field in case.fields),
        *(question.question for file in GOLD.glob("*.jsonl") for question in read(file)),
    ]
    simplified = [text for text in texts if _is_simplified(text)]
    assert len(simplified) > 500
    assert [text for text in simplified if convert(text) != text] == []
    assert not any(map(_is_simplified, ("專案", "深沈", "乾坤", "镕")))
