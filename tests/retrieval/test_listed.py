"""The lists of plain words: each row finds its example, and not the text that looks alike."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from retrieval import lexicon
from retrieval.lexicon.listed import Row, listed, rows

TABLE = Path(lexicon.__file__).parent / "listed.tsv"


@pytest.mark.parametrize("row", rows().values(), ids=str)
def test_a_row_is_found_in_its_example_and_not_in_what_looks_alike(row: Row) -> None:
    assert listed(row.name).search(row.example)
    assert not listed(row.name).search(row.counter)


def test_no_row_or_word_of_one_is_there_twice() -> None:
    names = [
        line.split("\t")[0] for line in TABLE.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    assert not [name for name, count in Counter(names).items() if count > 1]
    assert not [row.name for row in rows().values() if len(set(row.words)) < len(row.words)]
