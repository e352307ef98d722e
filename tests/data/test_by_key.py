"""Of a large catalog each case is read when it is asked for: the same ones, and never another's words."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from data.catalog.catalog import Catalog
from data.catalog.files import by_key, snapshot
from data.catalog.files.by_key import KeptCases
from data.catalog.files.snapshot import State
from data.errors import CatalogError
from data.types import Case, CaseId, Collection, Field, Records

STATE = State(3, "2026-01-01T00:00:00Z", "stamp")
COLLECTIONS = tuple(Collection(id_, f"{id_}集", id_, "a.txt", "0" * 64) for id_ in ("b", "a"))
CASES = tuple(
    Case(
        CaseId(id_, number),
        f"标题{number}",
        (Field("summary", f"做法{number}。"), Field("地区", "上海市")),
        number == 2,
    )
    for id_, numbers in (("b", (1, 2, 5)), ("a", (2, 30)))
    for number in numbers
)
RECORDS = Records(3, "2026-01-01T00:00:00Z", COLLECTIONS, CASES)


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any catalog is a large one."""
    monkeypatch.setattr(by_key, "LARGE", 1)


def kept(folder: Path) -> KeptCases:
    records = snapshot.load(folder, STATE)
    assert records is not None
    assert isinstance(records.cases, KeptCases)
    return records.cases


def test_a_large_catalog_is_the_same_read_case_by_case(tmp_path: Path) -> None:
    snapshot.save(tmp_path, STATE, RECORDS)
    cases = kept(tmp_path)
    assert snapshot.load(tmp_path, STATE) == RECORDS
    assert [cases.get(case.id) for case in CASES] == list(CASES)
    assert [cases.get(CaseId(*id_)) for id_ in (("a", 1), ("b", 6), ("c", 1))] == [None] * 3
    assert (cases[-1], cases[1:3]) == (CASES[-1], CASES[1:3])
    assert cases.titles() == [case.title for case in CASES]
    assert cases.sizes == {"b": 3, "a": 2}


def test_what_was_opened_stays_what_it_was(tmp_path: Path) -> None:
    snapshot.save(tmp_path, STATE, RECORDS)
    before = kept(tmp_path)
    other = State(4, STATE.updated, "other")
    snapshot.save(tmp_path, other, Records(4, STATE.updated, COLLECTIONS, CASES[1:]))
    assert snapshot.load(tmp_path, STATE) is None
    assert before == CASES


def test_a_file_with_any_byte_changed_gives_no_other_words(tmp_path: Path) -> None:
    snapshot.save(tmp_path, STATE, RECORDS)
    file = snapshot.file_in(tmp_path)
    whole = file.read_bytes()
    for at in range(0, len(whole), 3):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        records = snapshot.load(tmp_path, STATE)
        if records is not None and records.collections == COLLECTIONS:
            with suppress(CatalogError):
                assert list(records.cases) == list(CASES)
        file.write_bytes(whole[:at])
        assert snapshot.load(tmp_path, STATE) is None


def test_a_process_reads_a_large_catalog_once_and_then_by_key(tmp_path: Path) -> None:
    url, cache = f"sqlite:///{tmp_path / 'c.sqlite3'}", tmp_path / "cache"
    Catalog(url).replace(COLLECTIONS[0], CASES[:3])
    Catalog(url).replace(COLLECTIONS[1], CASES[3:])
    for _ in range(2):
        records = Catalog(url, cache).records()
        assert isinstance(records.cases, KeptCases)
        assert records == Catalog(url).records()
    writer = Catalog(url, cache)
    writer.records()
    writer.replace(COLLECTIONS[1], [Case(CASES[3].id, "别的", CASES[3].fields)])
    assert writer.records() == Catalog(url, cache).records() == Catalog(url).records()
    assert writer.records().case(CASES[3].id).title == "别的"  # type: ignore[union-attr]
