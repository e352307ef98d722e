"""How deep the JSON is that a model's server sends, told from its bytes before anything reads them."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.writing.wire import MOST_DEPTH, Depth, TooMuch

_texts = st.text(st.sampled_from('[]{}"\\\n,:a一'))
_values = st.recursive(_texts, lambda inner: st.lists(inner) | st.dictionaries(_texts, inner), max_leaves=20)


def follow(sent: bytes, cuts: list[int]) -> None:
    depth = Depth()
    for start, end in pairwise([0, *sorted(cut % (len(sent) + 1) for cut in cuts), len(sent)]):
        depth.follow(sent[start:end])


@given(st.lists(_values, min_size=1), st.lists(st.integers(0)), st.booleans())
def test_what_strings_hold_is_no_depth_and_all_that_is_opened_is(
    values: list[object], cuts: list[int], short: bool
) -> None:
    told = "".join(f"data: {json.dumps(value, ensure_ascii=short)}\n\n" for value in values).encode()
    follow(told + b"[" * MOST_DEPTH, cuts)
    with pytest.raises(TooMuch):
        follow(told + b'{"\\"":' * (MOST_DEPTH + 1), cuts)
