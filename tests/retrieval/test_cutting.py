"""Either cutter finds the same words, so what is answered does not hang on the machine."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from data.cutting import Quick, Reference, Sparing, cutter, tagged
from data.dictionary import dictionary, keep
from data.text import fold
from retrieval.language.tokens import WordsOf
from tests.retrieval.conftest import GoldAnswers
from tests.retrieval.homes import Home
from tests.retrieval.scoring import GOLD, answer_to


def test_both_cutters_find_the_same_words_in_every_gold_question_and_in_every_case(
    home: Home, every: int, tmp_path: Path
) -> None:
    quick, reference = cutter(tmp_path), cutter(tmp_path, Reference.name)
    assert isinstance(quick, Quick)
    found: set[str] = set()
    for text in _texts(home, every):
        words, searched = quick.words(text), quick.search_words(text)
        assert words == reference.words(text)
        assert searched == reference.search_words(text)
        # Nor does it matter whether a text is cut piece by piece, as it is asked for.
        for one in (quick, reference):
            assert set(WordsOf(text, one.search_words)) == set(searched)
        found.update(words)
    assert {word for word in found if quick.knows(word)} == {word for word in found if reference.knows(word)}


def test_the_dictionary_in_a_file_cuts_as_the_quick_one_does_and_nothing_is_loaded(
    home: Home, every: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = cutter(tmp_path)
    keep(tmp_path)
    held = dictionary(tmp_path)
    monkeypatch.delitem(sys.modules, "rjieba")
    sparing = cutter(tmp_path)
    assert held is not None
    assert isinstance(sparing, Sparing)
    assert sparing.name == quick.name
    monkeypatch.setattr(sparing, "_left", 1_000_000)
    texts = [text for text in _texts(home, every) if held.cuts(text) and not re.search(r"[-_.]", text)]
    assert len(texts) > 1_500
    for text in texts:
        assert sparing.search_words(text) == quick.search_words(text)
    assert "rjieba" not in sys.modules
    assert sparing.words("app里的2个账号") == quick.words(
        "app里的2个账号"
    )  # letters are left to the quick one


def test_a_dictionary_of_another_version_or_damaged_is_not_taken(tmp_path: Path) -> None:
    assert dictionary(tmp_path) is None
    keep(tmp_path)
    file = tmp_path / "words.bin"
    whole = file.read_bytes()
    for other in (b"", b"anwen words 0" + whole[13:], whole[:1000]):
        file.write_bytes(other)
        assert dictionary(tmp_path) is None


def _texts(home: Home, every: int) -> list[str]:
    """Gold questions, one of so many, and every case, folded."""
    rows = [
        json.loads(line)
        for file in sorted(GOLD.rglob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
    ]
    asked = dict.fromkeys(fold(text) for row in rows for text in (row["question"], *row["turns"]))
    told = [fold(field.text) for case in home.catalog.records().cases for field in case.fields]
    texts = [*list(asked)[::every], *told]
    assert len(texts) > 10_000 / every
    return texts


@pytest.mark.parametrize(
    "text", ["big-data 与no.21", "gb-2760、3.5%的a_b", "说明.md 第2022-03-15批", "t恤v1.2.x"]
)
def test_latin_words_end_at_the_same_marks(text: str, tmp_path: Path) -> None:
    assert cutter().search_words(text) == cutter(tmp_path, Reference.name).search_words(text)


def test_where_the_quick_one_has_no_wheel_the_reference_cuts_and_leaves_nothing_under_tmp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    monkeypatch.setattr(Reference, "loaded", None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = cutter()
    assert (found.name, found.words("企业的商业秘密")) == ("jieba", ["企业", "的", "商业秘密"])
    assert not list(tmp_path.iterdir())


def test_a_word_that_stands_in_no_dictionary_is_a_noun_to_either_cutter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = ("山冬那个嗯麻雀是坡析啥的帮小微企业", "智慧国博的app有3.5万人,赋能文博")
    quick = [tagged(text) for text in texts]
    assert {("坡析", "n"), ("是", "v"), ("3.5", "m"), ("app", "eng"), (",", "x")} <= {*quick[0], *quick[1]}
    monkeypatch.setitem(sys.modules, "rjieba", None)
    assert [tagged(text) for text in texts] == quick


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("every", [1], indirect=True)
def test_every_gold_question_is_answered_the_same_with_either_cutter(
    home: Home, gold_answers: GoldAnswers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rjieba", None)
    answerer = home.answerer()
    for of_file in gold_answers.values():
        for row, answer in of_file:
            other = answer_to(answerer, row)
            assert replace(other, elapsed_ms=0.0) == replace(answer, elapsed_ms=0.0)
    assert "jieba" in sys.modules
