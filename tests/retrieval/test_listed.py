"""The lists of plain words: each row finds its example, and not the text that looks alike."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import pytest

from retrieval import lexicon
from retrieval.lexicon.listed import Row, _Listed, any_of, listed, rows

TABLE = Path(lexicon.__file__).parent / "listed.tsv"
RETRIEVAL = TABLE.parents[1]
APART = "\0。\0"
SHARED = "Rows that several others are put together from"


@pytest.mark.parametrize("row", rows().values(), ids=str)
def test_a_row_is_found_in_its_example_and_not_in_what_looks_alike(row: Row) -> None:
    assert listed(row.name).search(row.example)
    assert not listed(row.name).search(row.counter)


def test_a_look_for_the_parts_of_a_row_s_words_passes_over_no_text_that_holds_one() -> None:
    texts = [text for row in rows().values() for text in (row.example, row.counter)]
    # First in all at once, between marks that no gap reaches over: a thousand times fewer looks.
    told = APART.join(texts)
    assert not [text for text in texts if APART in text]
    at = [0, *accumulate(len(text) + len(APART) for text in texts)]
    for row in rows().values():
        pattern, look = any_of(row.words), _Listed(row.name)
        found = [match.span() for match in pattern.finditer(told)]
        assert found == [match.span() for match in look.finditer(told)], row.name
        held = {texts[bisect_right(at, start) - 1] for start, _ in found}
        assert row.example in held
        for text in held:
            spans = [match.span() for match in pattern.finditer(text)]
            assert spans == [match.span() for match in look.finditer(text)], (row.name, text)


def test_no_row_or_word_of_one_is_there_twice() -> None:
    names = [
        line.split("\t")[0] for line in TABLE.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    assert not [name for name, count in Counter(names).items() if count > 1]
    assert not [row.name for row in rows().values() if len(set(row.words)) < len(row.words)]


def _heads() -> Iterator[tuple[str, str]]:
    """Each row's name with the head that it stands under: the module that reads it."""
    head = ""
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("# ") and line.endswith((".py", SHARED)):
            head = line.removeprefix("# ")
        elif line[:1] not in ("", "#"):
            yield line.split("\t")[0], head


def test_a_row_stands_under_a_module_that_reads_it_or_one_put_together_from_it() -> None:
    under = dict(_heads())
    made_of: dict[str, set[str]] = {}
    for row in rows().values():
        for name in re.findall(r"<([^>]+)>", " ".join(row.words)):
            made_of.setdefault(name, set()).add(under[row.name])
    for name, head in under.items():
        if head == SHARED:
            assert len(made_of[name]) > 1, name
            continue
        module = (RETRIEVAL / head).read_text("utf-8")
        read = any(f'"{said}"' in module for said in (name, name.partition(".")[0]))
        assert read or head in made_of.get(name, ()), f"{name} is not read by {head}"
