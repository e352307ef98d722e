"""What was found in the cases of a large library is kept for the next process, and never taken for another case's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.types import Case, Field, Records
from retrieval.cases import kept, looking, profiles
from retrieval.cases.profiles import Profile, Profiles
from tests.retrieval.homes import Home


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any library is a large one."""
    monkeypatch.setattr(kept, "LARGE", 1)


@pytest.fixture
def records(home: Home) -> Records:
    return home.catalog.records()


def _told(of: Profiles) -> list[tuple[object, object]]:
    assert of.names
    return [(profile.places, profile.names) for profile in of.all]


def _read(records: Records, folder: Path) -> Profiles:
    """The profiles as a new process has them."""
    return Profiles.of(records, cache_dir=folder)


@pytest.mark.usefixtures("large")
def test_the_next_process_finds_nothing_anew(
    records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = _told(_read(records, tmp_path))
    assert found == [(Profile(case, 0).places, Profile(case, 0).names) for case in records.cases]
    monkeypatch.setattr(profiles, "places_of", None)
    monkeypatch.setattr(looking, "quoted", None)
    assert _told(_read(records, tmp_path)) == found


@pytest.mark.usefixtures("large")
def test_of_another_state_only_what_is_the_same_is_known(records: Records, tmp_path: Path) -> None:
    _told(_read(records, tmp_path))
    first, second, *rest = records.cases
    new = Case(second.id, "福建省厦门市推出“鹭岛护航”", (Field("summary", "全文。"),))
    changed = replace(records, cases=(first, new, *rest[1:]), stamp="another")
    found = _told(_read(changed, tmp_path))
    assert found == [(Profile(case, 0).places, Profile(case, 0).names) for case in changed.cases]
    assert found[1][1] == ("鹭岛护航",)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("at", [2, 120, 900, -1])
def test_a_damaged_file_is_not_read(records: Records, tmp_path: Path, at: int) -> None:
    found = _told(_read(records, tmp_path))
    file = tmp_path / kept.NAME
    body = bytearray(file.read_bytes())
    body[at] ^= 1
    file.write_bytes(body)
    assert kept.load(tmp_path, records) is None
    assert kept.known(tmp_path, records) == [None] * len(records.cases)
    assert _told(_read(records, tmp_path)) == found


def test_a_small_library_keeps_nothing(records: Records, tmp_path: Path) -> None:
    _told(_read(records, tmp_path))
    assert not [*tmp_path.iterdir()]
