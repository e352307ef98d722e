"""Compiled patterns that are kept are those that `re` makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data import programs

SOURCES = (
    ("案例(?P<number>\\d+)(?=号)", 0),
    ("(?i:[a-z]+)|(一|二)\\1?", re.IGNORECASE),
    (b"[\\x00-\\x1f]{2,}", 0),
    ("(?<![a-z])x*?$", re.MULTILINE),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(programs._Kept, "folder", Path("/nowhere"))
    for known in ("held", "used"):  # other tests of this process made theirs
        monkeypatch.setattr(programs._Kept, known, {})
    programs.keep_in(tmp_path)
    yield tmp_path
    monkeypatch.undo()


def test_a_pattern_of_the_file_is_the_one_that_was_compiled(folder: Path) -> None:
    first = [programs.pattern(source, flags) for source, flags in SOURCES]
    programs.save()
    programs._Kept.folder = Path("/nowhere")
    programs.keep_in(folder)
    assert len(programs._Kept.held) == len(SOURCES)
    again = [programs.pattern(source, flags) for source, flags in SOURCES]
    assert again == first == [re.compile(source, flags) for source, flags in SOURCES]
    assert [one.groupindex for one in again] == [one.groupindex for one in first]
    assert again[0].search("见案例12号")["number"] == "12"


def test_a_damaged_file_is_none(folder: Path) -> None:
    programs.pattern("x", 0)
    programs.save()
    file = folder / programs.NAME
    whole = file.read_bytes()
    for bad in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"", b"'3.10' 0\n" + whole):
        file.write_bytes(bad)
        programs._Kept.folder = Path("/nowhere")
        programs.keep_in(folder)
        assert programs._Kept.held == {}
        assert programs.pattern("x", 0).search("x")


def test_a_wrong_source_is_told_as_ever(folder: Path) -> None:
    with pytest.raises(re.error):
        programs.pattern("(", 0)


def test_where_re_is_made_otherwise_patterns_are_compiled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "import_module", lambda name: object())
    assert programs.pattern("案例", 0) == re.compile("案例")
