"""The catalog: revisions, whole transactions, errors a person can act on."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.catalog.catalog import Catalog
from data.catalog.database import schema, states
from data.catalog.difference import Changes
from data.collections import bundled
from data.errors import CatalogError, UnknownCollection
from data.reading.cases import parse
from data.types import Case, CaseId, Collection, Field, Records

ROOT = Path(__file__).parents[2]


def collection(name: str = "list-a", **changes: str) -> Collection:
    facts = {"title": "甲集", "label": "甲", "source": "a.txt", "source_sha256": "0" * 64} | changes
    return Collection(name, **facts)


def case(number: int, text: str = "做法。", name: str = "list-a") -> Case:
    return Case(CaseId(name, number), f"标题{number}", (Field("summary", text), Field("地区", "上海市")))


def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/home/catalog.db"


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(url(tmp_path))


def one_line(error: pytest.ExceptionInfo[CatalogError]) -> str:
    said = str(error.value)
    assert "\n" not in said
    return said


def test_an_unused_catalog_is_empty_and_reading_it_makes_no_file(catalog: Catalog, tmp_path: Path) -> None:
    assert catalog.revision() == 0
    assert catalog.records() == Records(0, "", (), ())
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_read_back_by_another_process_s_catalog(tmp_path: Path) -> None:
    with bundled().path() as path:
        stored, cases, _ = parse(path)
    changes = Catalog(url(tmp_path)).replace(stored, cases)
    assert changes == Changes("ip-power-2", 30, added=tuple(range(1, 31)))
    records = Catalog(url(tmp_path)).records()
    assert (records.revision, records.collections, records.cases) == (1, (stored,), cases)
    assert records.updated.endswith("Z")


def test_replacing_twice_changes_nothing(catalog: Catalog) -> None:
    cases = [case(1), case(2)]
    catalog.replace(collection(), cases)
    before = catalog.records()
    assert catalog.replace(collection(), cases) == Changes("list-a", 2, unchanged=(1, 2))
    assert catalog.replace(collection(source="other-name.txt"), cases[::-1]).unchanged == (1, 2)
    assert catalog.records() is before


def test_a_replacement_says_what_it_added_changed_kept_and_removed(catalog: Catalog) -> None:
    catalog.replace(collection(), [case(1), case(2), case(3)])
    changes = catalog.replace(collection(), [case(2), case(3, "新做法。"), case(4)])
    assert changes == Changes("list-a", 3, added=(4,), changed=(3,), unchanged=(2,), removed=(1,))
    assert catalog.records().cases == (case(2), case(3, "新做法。"), case(4))
    assert catalog.revision() == 2


def test_a_new_title_is_a_change_of_the_collection_alone(catalog: Catalog) -> None:
    catalog.replace(collection(), [case(1)])
    changes = catalog.replace(collection(title="乙集"), [case(1)])
    assert (changes.unchanged, catalog.revision()) == ((1,), 2)
    assert catalog.records().collections[0].title == "乙集"


def test_the_order_of_fields_is_part_of_a_case(catalog: Catalog) -> None:
    catalog.replace(collection(), [case(1)])
    swapped = Case(case(1).id, case(1).title, case(1).fields[::-1])
    assert catalog.replace(collection(), [swapped]).changed == (1,)
    assert catalog.records().cases == (swapped,)


def test_collections_keep_their_order_of_arrival_and_their_own_numbers(catalog: Catalog) -> None:
    for name in ("zzz", "aaa", "mmm"):
        catalog.replace(collection(name), [case(1, name=name), case(2, name=name)])
    catalog.replace(collection("zzz"), [case(2, name="zzz")])
    records = catalog.records()
    assert [stored.id for stored in records.collections] == ["zzz", "aaa", "mmm"]
    assert [found.id for found in records.cases] == [
        CaseId("zzz", 2),
        *(CaseId(name, number) for name in ("aaa", "mmm") for number in (1, 2)),
    ]


def test_removing_a_collection_leaves_the_others(catalog: Catalog) -> None:
    for name in ("aaa", "bbb"):
        catalog.replace(collection(name), [case(1, name=name)])
    assert catalog.remove("aaa") == Changes("aaa", 0, removed=(1,))
    assert [found.id.collection for found in catalog.records().cases] == ["bbb"]
    with pytest.raises(UnknownCollection, match="bbb"):
        catalog.remove("aaa")
    assert catalog.revision() == 3


def test_a_case_of_another_collection_or_a_number_twice_is_a_mistake_of_the_caller(catalog: Catalog) -> None:
    with pytest.raises(ValueError, match="each number once"):
        catalog.replace(collection(), [case(1), case(1)])
    with pytest.raises(ValueError, match="each number once"):
        catalog.replace(collection(), [case(1, name="other")])


def test_a_replacement_that_fails_in_the_middle_leaves_the_old_collection_whole(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog.replace(collection(), [case(1), case(2)])
    before = catalog.records()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(schema, "advance", fail)
        with pytest.raises(KeyboardInterrupt):
            catalog.replace(collection(title="新集"), [case(2, "新。"), case(3)])
    assert catalog.records() is before
    assert catalog.replace(collection(), [case(2, "新。"), case(3)]).added == (3,)


def test_a_writer_killed_in_the_middle_leaves_the_old_collection_whole(tmp_path: Path) -> None:
    Catalog(url(tmp_path)).replace(collection(), [case(1)])
    script = f"""
import os, signal
from data.catalog.database import schema, states
from data.catalog.catalog import Catalog
from data.types import Case, CaseId, Collection, Field
collection = Collection("list-a", "新集", "新", "b.txt", "1" * 64)
cases = [Case(CaseId("list-a", n), "标题", (Field("summary", "长" * 5000),)) for n in range(1, 400)]
written = schema.write_cases
def kill(connection, *rest):
    connection.exec_driver_sql("PRAGMA cache_size = 1")  # so that pages reach the file before the commit
    written(connection, *rest)
    os.kill(os.getpid(), signal.SIGKILL)
schema.write_cases = kill
Catalog({url(tmp_path)!r}).replace(collection, cases)
"""
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == -9
    assert (tmp_path / "home" / "catalog.db-journal").exists()
    assert Catalog(url(tmp_path)).revision() == 1
    assert Catalog(url(tmp_path)).records().cases == (case(1),)
    assert Catalog(url(tmp_path)).replace(collection(), [case(1), case(2)]).added == (2,)


def test_two_first_writers_at_once_both_succeed_and_take_turns(tmp_path: Path) -> None:
    names = [f"list-{number}" for number in range(6)]
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            Catalog(url(tmp_path)).replace(collection(name), [case(n, name=name) for n in range(1, 20)])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    records = Catalog(url(tmp_path)).records()
    assert (records.revision, len(records.cases)) == (6, 6 * 19)
    assert {stored.id for stored in records.collections} == set(names)


def test_a_reader_sees_the_change_of_another_catalog_at_once(tmp_path: Path) -> None:
    reader, writer = Catalog(url(tmp_path)), Catalog(url(tmp_path))
    for number in range(1, 4):
        writer.replace(collection(), [case(number)])
        assert reader.revision() == number
        assert reader.records().cases == (case(number),)
    assert reader.records() is reader.records()


def test_a_catalog_put_back_from_a_copy_is_not_mistaken_for_what_it_became(tmp_path: Path) -> None:
    file = tmp_path / "home" / "catalog.db"
    catalog = Catalog(url(tmp_path), cache_dir=tmp_path / "cache")
    catalog.replace(collection(), [case(1)])
    copy = file.read_bytes()
    catalog.replace(collection(), [case(2)])
    assert catalog.records().cases == (case(2),)
    file.write_bytes(copy)
    assert Catalog(url(tmp_path)).replace(collection(), [case(3)]).added == (3,)
    assert catalog.revision() == 2
    assert catalog.records().cases == (case(3),)


def test_a_file_that_is_no_database_is_told_in_one_line(catalog: Catalog, tmp_path: Path) -> None:
    file = tmp_path / "home" / "catalog.db"
    file.parent.mkdir()
    file.write_bytes(b"not a database at all, and long enough to be looked at" * 20)
    for act in (catalog.revision, catalog.records, lambda: catalog.replace(collection(), [case(1)])):
        with pytest.raises(CatalogError, match="corrupt") as caught:
            act()
        assert str(file) in one_line(caught)


def test_a_damaged_database_never_gives_a_case_that_was_not_written(tmp_path: Path) -> None:
    Catalog(url(tmp_path)).replace(collection(), [case(1)])
    file = tmp_path / "home" / "catalog.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE cases SET fields = replace(fields, '做法', '假话')")
    with pytest.raises(CatalogError, match="corrupt"):
        Catalog(url(tmp_path)).records()
    damaged = file.read_bytes()
    file.write_bytes(damaged[: len(damaged) // 2])
    with pytest.raises(CatalogError, match="corrupt"):
        Catalog(url(tmp_path)).records()


def test_a_catalog_of_another_version_is_refused(catalog: Catalog, tmp_path: Path) -> None:
    catalog.replace(collection(), [case(1)])
    with closing(sqlite3.connect(tmp_path / "home" / "catalog.db")) as connection, connection:
        connection.execute("UPDATE catalog SET layout = 99")
    for act in (catalog.revision, lambda: catalog.replace(collection(), [case(2)])):
        with pytest.raises(CatalogError, match="another version"):
            act()


def test_a_folder_that_cannot_be_made_or_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where the folder should be")
    catalog = Catalog(url(tmp_path))
    with pytest.raises(CatalogError, match="cannot be opened or written") as caught:
        catalog.replace(collection(), [case(1)])
    assert "ANWEN_HOME" in one_line(caught)


def test_a_database_that_may_only_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    with refusing("PRAGMA query_only = ON"), pytest.raises(CatalogError, match="cannot be opened or written"):
        Catalog(url(tmp_path)).replace(collection(), [case(1)])


def test_a_full_disk_is_told_in_one_line_and_nothing_has_changed(tmp_path: Path) -> None:
    catalog = Catalog(url(tmp_path))
    catalog.replace(collection(), [case(1)])
    with refusing("PRAGMA max_page_count = 12"), pytest.raises(CatalogError, match="disk full") as caught:
        Catalog(url(tmp_path)).replace(collection(), [case(n, "长" * 5000) for n in range(1, 50)])
    one_line(caught)
    assert Catalog(url(tmp_path)).records().cases == (case(1),)
    assert catalog.replace(collection(), [case(1), case(2)]).added == (2,)


@contextmanager
def refusing(pragma: str) -> Iterator[None]:
    """Every connection made meanwhile is SQLite's own, under this restriction."""

    def restrict(connection: Any, _: object) -> None:
        connection.execute(pragma)

    sa.event.listen(sa.Engine, "connect", restrict)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, "connect", restrict)


def test_a_locked_database_is_waited_for_and_then_told_in_one_line(tmp_path: Path) -> None:
    Catalog(url(tmp_path)).replace(collection(), [case(1)])
    catalog = Catalog(url(tmp_path), patience=0.05)
    with closing(sqlite3.connect(tmp_path / "home" / "catalog.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert catalog.records().cases == (case(1),)  # a writer at work keeps no reader out
        with pytest.raises(CatalogError, match="in use") as caught:
            catalog.replace(collection(), [case(2)])
        one_line(caught)
        other.execute("ROLLBACK")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CatalogError, match="in use"):
            catalog.revision()
    assert catalog.replace(collection(), [case(2)]).added == (2,)


@pytest.mark.parametrize("bad", ["nonsense", "nosuchdatabase://user:secret@host/db", ""])
def test_a_url_that_names_no_database_is_told_without_its_password(bad: str) -> None:
    with pytest.raises(CatalogError, match="ANWEN_DATABASE_URL") as caught:
        Catalog(bad).revision()
    assert "secret" not in one_line(caught)


def test_the_same_class_works_over_a_url_that_sqlalchemy_alone_knows() -> None:
    catalog = Catalog("sqlite://")
    assert catalog.records() == Records(0, "", (), ())
    catalog.replace(collection(), [case(1)])
    catalog.replace(collection(), [case(1), case(2)])
    assert (catalog.revision(), catalog.records().cases) == (2, (case(1), case(2)))


def test_issuer_and_day_of_a_notice_are_kept_and_what_says_nothing_of_them_takes_nothing_away(
    tmp_path: Path,
) -> None:
    said = replace(collection(), issued="2023-03-15", issuer="某省高级人民法院")
    catalog = Catalog(url(tmp_path))
    catalog.replace(said, [case(1)])
    catalog.replace(collection(), [case(1), case(2)])
    assert catalog.collections() == Catalog(url(tmp_path)).records().collections == (said,)
    assert catalog.replace(said, [case(1), case(2)]).unchanged == (1, 2)
    assert catalog.revision() == 2


def test_going_back_to_a_state_goes_back_to_its_notice(tmp_path: Path) -> None:
    catalog = Catalog(url(tmp_path))

    def back(revision: int) -> Collection:
        past = next(past for past in catalog.history("list-a") if past.revision == revision)
        catalog.replace(past.collection, catalog.past("list-a", revision), past)
        return catalog.collections()[0]

    silent = collection()
    first = replace(silent, issued="2023-03-15", issuer="某省高级人民法院")
    second = replace(silent, issued="2024-04-26", issuer="某市中级人民法院")
    for step in (silent, first, second):
        catalog.replace(step, [case(1)])
    assert [(past.collection, past.noticed) for past in catalog.history()] == [
        (second, True), (first, True), (silent, True)
    ]  # fmt: skip
    assert [back(revision) for revision in (2, 1, 3)] == [first, silent, second]
    catalog.remove("list-a")
    catalog.replace(silent, [case(1)])
    assert catalog.collections() == (silent,)  # what was taken out says nothing of what comes in
    assert back(6) == second


def test_a_folder_with_odd_characters_in_its_name_holds_a_catalog(tmp_path: Path) -> None:
    folder = tmp_path / "案 例?mode=ro#%20&x"
    Catalog(f"sqlite:///{folder}/catalog.db").replace(collection(), [case(1)])
    assert (folder / "catalog.db").exists()
    assert Catalog(f"sqlite:///{folder}/catalog.db").records().cases == (case(1),)


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
sets_of_cases = st.dictionaries(st.integers(1, 50), st.tuples(texts, texts), max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
@given(st.lists(sets_of_cases, min_size=1, max_size=3))
def test_any_cases_are_kept_to_the_letter_and_again_is_nothing(
    tmp_path_factory: pytest.TempPathFactory, contents: list[dict[int, tuple[str, str]]]
) -> None:
    place = url(tmp_path_factory.mktemp("any"))
    catalog = Catalog(place)
    for content in contents:
        cases = [
            Case(CaseId("list-a", number), title, (Field("summary", text),))
            for number, (title, text) in sorted(content.items())
        ]
        first = catalog.replace(collection(), cases)
        revision = catalog.revision()
        again = catalog.replace(collection(), cases)
        assert (first.cases, again.unchanged) == (len(cases), tuple(sorted(content)))
        assert catalog.revision() == revision
        assert list(Catalog(place).records().cases) == cases


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.integers(1, 9), st.sampled_from("甲乙丙"), max_size=6), min_size=2, max_size=13
    )
)
def test_each_of_the_last_ten_states_can_be_gone_back_to_whole(turns: list[dict[int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        catalog = Catalog(f"sqlite:///{folder}/catalog.db")
        were: dict[int, tuple[Case, ...]] = {}
        for turn in turns:
            before = catalog.revision()
            catalog.replace(collection(), [case(n, text) for n, text in turn.items()])
            if catalog.revision() > before:
                were[catalog.revision()] = catalog.cases("list-a")
        pasts = catalog.history("list-a")
        assert [past.revision for past in pasts] == sorted(were, reverse=True)[: states.KEPT + 1]
        for past in pasts:
            assert catalog.past("list-a", past.revision) == were[past.revision]
            assert past.cases == len(were[past.revision])
        assert [past.latest for past in pasts] == [True] + [False] * (len(pasts) - 1)
