"""The snapshot spares a reader the database library and is never believed when it is not the catalog's."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from data.catalog.catalog import Catalog
from data.catalog.files import snapshot
from data.catalog.files.snapshot import State
from data.types import Case, CaseId, Collection, Field, Records

ROOT = Path(__file__).parents[2]
COLLECTION = Collection("list-a", "甲集", "甲", "a.txt", "0" * 64)
CASE = Case(CaseId("list-a", 1), "标题", (Field("summary", "做法。"), Field("地区", "上海市")))
RECORDS = Records(3, "2026-01-01T00:00:00Z", (COLLECTION,), (CASE,))
STATE = State(3, "2026-01-01T00:00:00Z", "stamp")


def test_a_snapshot_gives_the_records_back(tmp_path: Path) -> None:
    snapshot.save(tmp_path / "new", STATE, RECORDS)
    assert snapshot.load(tmp_path / "new", STATE) == RECORDS
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["catalog.json"]


def test_a_snapshot_of_another_state_is_ignored(tmp_path: Path) -> None:
    snapshot.save(tmp_path, STATE, RECORDS)
    assert snapshot.load(tmp_path, State(3, STATE.updated, "other")) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"[]\n[]", b"\xff\xfe", b"null\nnull", b"[" * 100_000])
def test_a_foreign_file_in_its_place_is_ignored(tmp_path: Path, content: bytes) -> None:
    snapshot.file_in(tmp_path).write_bytes(content)
    assert snapshot.load(tmp_path, STATE) is None


def test_a_snapshot_with_any_byte_changed_or_cut_off_is_ignored(tmp_path: Path) -> None:
    snapshot.save(tmp_path, STATE, RECORDS)
    file = snapshot.file_in(tmp_path)
    whole = file.read_bytes()
    for at in range(0, len(whole), 7):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert snapshot.load(tmp_path, STATE) in (None, RECORDS)
        file.write_bytes(whole[:at])
        assert snapshot.load(tmp_path, STATE) is None


def test_a_snapshot_of_another_format_is_ignored(tmp_path: Path) -> None:
    snapshot.save(tmp_path, STATE, RECORDS)
    head, _, body = snapshot.file_in(tmp_path).read_bytes().partition(b"\n")
    other = json.dumps(json.loads(head) | {"format": snapshot.FORMAT + 1}).encode()
    snapshot.file_in(tmp_path).write_bytes(other + b"\n" + body)
    assert snapshot.load(tmp_path, STATE) is None


def test_a_cache_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    catalog = Catalog(f"sqlite:///{tmp_path}/catalog.db", cache_dir=tmp_path / "cache")
    catalog.replace(COLLECTION, [CASE])
    assert catalog.records().cases == (CASE,)


def test_a_damaged_snapshot_is_remade(tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path}/catalog.db"
    Catalog(place, tmp_path).replace(COLLECTION, [CASE])
    Catalog(place, tmp_path).records()
    whole = snapshot.file_in(tmp_path).read_bytes()
    snapshot.file_in(tmp_path).write_bytes(whole[:-9])
    assert Catalog(place, tmp_path).records().cases == (CASE,)
    assert snapshot.file_in(tmp_path).read_bytes() == whole


def test_a_reader_with_a_snapshot_imports_no_database_library(tmp_path: Path) -> None:
    place = f"sqlite:///{tmp_path}/catalog.db"
    writer = Catalog(place, tmp_path)
    writer.replace(COLLECTION, [CASE])
    writer.records()
    script = f"""
import sys
from pathlib import Path
from data.catalog.catalog import Catalog
catalog = Catalog({place!r}, Path({str(tmp_path)!r}))
print(len(catalog.records().cases), catalog.revision(), "sqlalchemy" in sys.modules)
"""
    printed = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert printed.stdout.split() == ["1", "1", "False"]
