"""Records that are carried on by what changed are those that the database holds, in whichever process."""

from __future__ import annotations

import tempfile
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalog.catalog import Catalog
from data.catalog.files import by_key, journal, snapshot
from data.catalog.files.journal import Step
from data.catalog.files.snapshot import State
from data.types import Case, CaseId, Collection, Field, Records

NAMES = ("list-b", "list-a", "list-c")


def collection(name: str, title: str = "甲集") -> Collection:
    return Collection(name, title, title[:1], "a.txt", "0" * 64)


def case(name: str, number: int, text: str = "做法。") -> Case:
    return Case(CaseId(name, number), f"标题{number}", (Field("summary", text), Field("地区", "上海市")))


contents = st.dictionaries(st.integers(1, 6), st.sampled_from(["做法。", "别的做法。", "第三种。"]))
changes = st.lists(
    st.tuples(st.sampled_from(["new", "old", "apart"]), st.sampled_from(NAMES), st.none() | contents),
    min_size=4,
    max_size=7,
)
"""Who changes which collection to what cases (None: takes it out)."""


def changed_by_turns(folder: Path, done: list[tuple[str, str, dict[int, str] | None]]) -> None:
    """Two lasting catalogs that share a cache folder, one that has none, and a new one each time."""
    url, cache = f"sqlite:///{folder}/catalog.db", folder / "cache"
    lasting = {"old": Catalog(url, cache), "reads": Catalog(url, cache), "apart": Catalog(url)}
    for who, name, wanted in done:
        catalog = Catalog(url, cache) if who == "new" else lasting[who]
        if wanted is not None:
            catalog.replace(
                collection(name, f"第{len(wanted)}版"), [case(name, n, text) for n, text in wanted.items()]
            )
        elif any(c.id == name for c in catalog.records().collections):
            catalog.remove(name)
        stored = Catalog(url).records()
        for known in (*lasting.values(), Catalog(url, cache)):
            assert known.records() == stored


@pytest.mark.parametrize(("large", "few"), [(by_key.LARGE, 0), (2, by_key.FEW), (2, 1)])
@settings(max_examples=3, deadline=None, derandomize=True)
@given(changes)
def test_what_is_carried_on_is_what_is_stored(
    large: int, few: int, done: list[tuple[str, str, dict[int, str] | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch.multiple(by_key, LARGE=large, FEW=few):
        changed_by_turns(Path(folder), done)


@pytest.mark.slow
@pytest.mark.parametrize(("large", "few"), [(by_key.LARGE, 0), (2, by_key.FEW), (2, 1)])
@settings(max_examples=60, deadline=None)
@given(changes)
def test_what_is_carried_on_is_what_is_stored_over_many_ways(
    large: int, few: int, done: list[tuple[str, str, dict[int, str] | None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, mock.patch.multiple(by_key, LARGE=large, FEW=few):
        changed_by_turns(Path(folder), done)


def test_cases_that_did_not_change_stay_the_same_objects(tmp_path: Path) -> None:
    """What was derived from them can be kept, also by a process that only reads."""
    url = f"sqlite:///{tmp_path}/catalog.db"
    writer, reader, apart = Catalog(url, tmp_path), Catalog(url, tmp_path), Catalog(url)
    writer.replace(collection("list-a"), [case("list-a", n) for n in range(1, 5)])
    before = [catalog.records() for catalog in (writer, reader, apart)]
    writer.replace(
        collection("list-a"), [case("list-a", n, "新。" if n == 2 else "做法。") for n in range(1, 5)]
    )
    for catalog, old in zip((writer, reader, apart), before, strict=True):
        new = catalog.records()
        assert [a is b for a, b in zip(old.cases, new.cases, strict=True)] == [True, False, True, True]


def test_a_change_is_added_to_the_journal_and_the_snapshot_left_alone(tmp_path: Path) -> None:
    catalog = Catalog(f"sqlite:///{tmp_path}/catalog.db", tmp_path)
    catalog.replace(collection("list-a"), [case("list-a", n) for n in range(1, 5)])
    whole = snapshot.file_in(tmp_path).read_bytes()
    catalog.replace(collection("list-a"), [case("list-a", n, f"做法{n // 4}。") for n in range(1, 5)])
    assert snapshot.file_in(tmp_path).read_bytes() == whole
    assert len(journal.file_in(tmp_path).read_text("utf-8").split()) == 4
    assert journal.load(tmp_path, catalog.state()) == catalog.records()


def test_a_long_journal_ends_in_a_new_snapshot(tmp_path: Path) -> None:
    catalog = Catalog(f"sqlite:///{tmp_path}/catalog.db", tmp_path)
    for turn in range(4):
        catalog.replace(collection("list-a"), [case("list-a", 1, f"{turn}" * journal.LEAST)])
    assert snapshot.load(tmp_path, catalog.state()) == catalog.records()
    assert not journal.file_in(tmp_path).exists()


RECORDS = Records(1, "2026-01-01T00:00:00Z", (collection("list-a"),), (case("list-a", 1), case("list-a", 2)))
FIRST, SECOND = State(1, RECORDS.updated, "a" * 32), State(2, "2026-01-02T00:00:00Z", "b" * 32)
STEP = Step(FIRST, SECOND, "list-a", collection("list-a", "乙集"), (1,), (case("list-a", 3),))


def test_a_journal_with_any_byte_changed_or_cut_off_is_not_believed(tmp_path: Path) -> None:
    snapshot.save(tmp_path, FIRST, RECORDS)
    journal.append(tmp_path, STEP)
    wanted, file = STEP.applied(RECORDS), journal.file_in(tmp_path)
    whole = file.read_bytes()
    assert journal.load(tmp_path, SECOND) == wanted
    for at in range(0, len(whole), 5):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert journal.load(tmp_path, SECOND) in (None, wanted)
        file.write_bytes(whole[:at])
        assert journal.load(tmp_path, SECOND) is None
        journal.append(tmp_path, STEP)  # after what a stop cut off
        assert journal.load(tmp_path, SECOND) == wanted


def test_a_journal_that_does_not_reach_the_state_is_no_journal(tmp_path: Path) -> None:
    journal.append(tmp_path, STEP)
    assert journal.load(tmp_path, SECOND) is None  # from a state that nothing has
    snapshot.save(tmp_path, FIRST, RECORDS)
    assert journal.load(tmp_path, State(3, "", "c" * 32)) is None
    assert journal.load(tmp_path, FIRST) == RECORDS
