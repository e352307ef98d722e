"""The catalog and its index change together: wholly, once, and only where the text is new."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.catalog.database import schema
from data.catalog.merging import Addition
from data.errors import Busy, CatalogError, IndexUnavailable, UnknownCollection
from data.types import Case, CaseId, Field
from tests.vectorstore.places import Digests, Place, case, cases, collection, open_place
from vectorstore.chunking import chunks

ROOT = Path(__file__).parents[2]
VECTOR = [1.0] * 32


def wanted(place: Place) -> set[str]:
    return {chunk.id for one in place.catalog.records().cases for chunk in chunks(one)}


def found(place: Place) -> list[tuple[str, int]]:
    """(collection, number) of every chunk that a search for everything brings."""
    hits = place.index.search(VECTOR, 9_999, place.catalog.records())
    return sorted((hit.case.collection, hit.case.number) for hit in hits)


def test_ingesting_twice_changes_nothing_and_embeds_nothing(place: Place) -> None:
    first = place.library.replace(collection(), cases(5))
    assert first.added == (1, 2, 3, 4, 5)
    place.model.texts.clear()
    revision, ids = place.catalog.revision(), place.index.ids()
    again = place.library.replace(collection(), cases(5))
    assert (again.added, again.changed, again.removed) == ((), (), ())
    assert again.unchanged == (1, 2, 3, 4, 5)
    assert place.model.texts == []
    assert (place.catalog.revision(), place.index.ids()) == (revision, ids)


def test_only_new_text_is_embedded(place: Place) -> None:
    place.library.replace(collection(), cases(5))
    place.model.texts.clear()
    changed = cases(5)
    changed[2] = case(3, "开头是新的一个分句，长到可以独立成为一段。" + changed[2].fields[0].text)
    assert place.library.replace(collection(), changed).changed == (3,)
    assert sorted(len(text) > 60 for text in place.model.texts) == [
        False,
        True,
    ]  # its one new part, its whole
    assert place.index.ids() == wanted(place)


@pytest.mark.parametrize("name", ["digests:32", "other:32"])
@pytest.mark.parametrize("stops", [True, False])
def test_the_old_index_answers_until_the_new_one_is_whole(place: Place, name: str, stops: bool) -> None:
    place.library.replace(collection(), cases(5))
    before, ids = {one.name for one in place.folder.iterdir()}, place.index.ids()
    other = open_place(place.folder, name)

    def look(done: int, total: int) -> None:
        reader = open_place(place.folder)
        for one in (place, reader):
            assert found(one) == [("c", n) for n in range(1, 6) for _ in range(3)]
        assert reader.library.in_step()
        if stops and done:
            raise KeyboardInterrupt

    if stops:
        with pytest.raises(KeyboardInterrupt):
            other.library.rebuild(look)
        assert {one.name for one in place.folder.iterdir()} == before
        assert open_place(place.folder).index.ids() == ids
        return
    assert other.library.rebuild(look) == 15
    again = open_place(place.folder, name)
    assert again.library.in_step()
    assert found(again) == found(other) == [("c", n) for n in range(1, 6) for _ in range(3)]
    assert {one.name for one in place.folder.glob("chroma*")} == {"chroma.2", "chroma.now"}
    if name == "digests:32":
        place.library.replace(collection(), cases(6))  # its client is of the old folder
    else:
        other.library.replace(collection(), cases(6))
    assert len(found(again)) == len(found(other)) == 18


def test_text_known_from_another_place_is_not_embedded_again(place: Place) -> None:
    place.library.replace(collection("a"), cases(5, "a"))
    place.model.texts.clear()
    place.library.replace(collection("b"), cases(5, "b"))
    renumbered = [Case(CaseId("a", one.number + 10), one.title, one.fields) for one in cases(5, "a")]
    place.library.replace(collection("a"), renumbered)
    assert place.model.texts == []
    assert place.index.ids() == wanted(place)
    assert len(found(place)) == 30


def test_a_change_reads_only_the_cases_that_it_changes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.library.replace(collection(), cases(40))
    read: list[int] = []
    parsed = schema._case

    def noted(row: Any, at: str) -> Case:
        read.append(row.number)
        return parsed(row, at)

    monkeypatch.setattr(schema, "_case", noted)
    new = replace(collection(), source="new.txt", source_sha256="1" * 64)
    one = case(7, "这一案例换了一个说法。")
    other = open_place(place.folder)
    told = other.library.add(Addition(new, (one, case(41, "这是新来的一个案例。")), frozenset({3, 99})))
    assert (told.added, told.changed, told.removed, told.kept) == ((41,), (7,), (3,), 38)
    assert set(read) == {3, 7}
    read.clear()
    whole = [one if c.number == 7 else c for c in cases(40) if c.number != 3] + [case(41, "又改了一次。")]
    told = open_place(place.folder).library.replace(new, whole)
    assert (told.changed, len(told.unchanged), told.kept) == ((41,), 39, 0)
    assert set(read) == {41}
    read.clear()
    _, back = open_place(place.folder).library.undo("c", 1)
    assert (back.added, back.changed, back.removed) == ((3,), (7,), (41,))
    assert set(read) == {7, 41}
    again = open_place(place.folder)
    assert list(again.catalog.cases("c")) == cases(40)
    assert (again.library.in_step(), again.index.ids()) == (True, wanted(again))


def test_one_text_many_times_is_embedded_once(place: Place) -> None:
    same = [
        Case(CaseId("c", n), "同题", (Field("summary", "完全一样的摘要，写了一遍又一遍，没有两样。"),))
        for n in range(1, 9)
    ]
    steps: list[tuple[int, int]] = []
    place.library.replace(collection(), same, lambda done, total: steps.append((done, total)))
    assert len(place.model.texts) == len(set(place.model.texts)) == 2
    assert (steps[0], steps[-1]) == ((0, 2), (2, 2))
    assert len(found(place)) == 16


def test_a_removed_collection_is_removed_everywhere(place: Place) -> None:
    place.library.replace(collection("a"), cases(3, "a"))
    place.library.replace(collection("b"), cases(3, "b"))
    assert place.library.remove("a").removed == (1, 2, 3)
    assert {id_ for id_, _ in found(place)} == {"b"}
    assert place.index.ids() == wanted(place)
    with pytest.raises(UnknownCollection):
        place.library.remove("a")
    assert place.library.in_step()


def test_an_index_in_step_costs_one_comparison(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.library.replace(collection(), cases(3))
    other = open_place(place.folder)

    def never(*_: object) -> None:
        raise AssertionError("should not be needed")

    monkeypatch.setattr(other.index, "ids", never)
    monkeypatch.setattr(other.library, "_writing", never)
    assert other.library.in_step()
    assert other.library.synchronise() == 0


def test_a_lost_or_foreign_index_is_brought_into_step(place: Place) -> None:
    place.library.replace(collection(), cases(6))
    ids = sorted(place.index.ids())
    place.index.delete(ids[:5])
    stray = chunks(case(99, "这一案例不在案例库之中，只在索引里。"))
    place.index.add(stray, [Digests().embed_query(chunk.text) for chunk in stray])  # type: ignore[misc]
    place.index.mark("")
    place.index.forget()
    assert (99 in {number for _, number in found(place)}) is False
    assert not place.library.in_step()
    steps: list[tuple[int, int]] = []
    embedded = place.library.synchronise(lambda done, total: steps.append((done, total)))
    assert 0 < embedded <= 5
    assert steps[-1] == (embedded, embedded)
    assert place.index.ids() == wanted(place)
    assert len(found(place)) == 18


def test_a_reader_that_came_too_early_sees_the_index_once_it_is_whole(place: Place) -> None:
    place.library.replace(collection(), cases(6))
    place.index.delete(sorted(place.index.ids()))
    place.index.mark("")
    reader = open_place(place.folder)
    assert found(reader) == []
    place.library.synchronise()
    assert len(found(reader)) == 18


# Stops


class Stop(BaseException):
    """What a test throws where a process might end."""


def stopping_after(calls: int, error: BaseException) -> Callable[[int, int], None]:
    left = [calls]

    def step(done: int, total: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise error

    return step


@pytest.mark.parametrize("error", [KeyboardInterrupt(), MemoryError()], ids=["ctrl-c", "memory"])
def test_a_stop_while_embedding_leaves_the_old_collection(place: Place, error: BaseException) -> None:
    place.library.replace(collection(), cases(5))
    before = found(place)
    with pytest.raises(type(error)):
        place.library.replace(collection(), cases(200, version="新"), stopping_after(40, error))
    for reader in (place, open_place(place.folder)):
        assert found(reader) == before
    done = len(place.model.texts)
    place.model.texts.clear()
    place.library.replace(collection(), cases(200, version="新"))
    assert len(place.model.texts) < 600  # what was added before the stop was kept
    assert done > 0
    assert place.index.ids() == wanted(place)
    assert len(found(place)) == 600


def test_a_catalog_that_refuses_leaves_the_old_collection(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.library.replace(collection(), cases(5))
    before = found(place)

    def refuse(*_: object) -> None:
        raise CatalogError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(place.catalog, "change", refuse)
        with pytest.raises(CatalogError):
            place.library.replace(collection(), cases(7, version="新"))
    assert found(place) == before
    place.library.synchronise()
    assert place.index.ids() == wanted(place)


def test_an_index_that_fails_after_the_commit_does_not_undo_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.library.replace(collection(), cases(5))

    def fail(*_: object) -> None:
        raise IndexUnavailable("不可用")

    with monkeypatch.context() as patch:
        patch.setattr(place.index, "delete", fail)
        assert place.library.replace(collection(), cases(4, version="新")).removed == (5,)
    assert set(found(place)) == {("c", n) for n in range(1, 5)}
    assert not place.library.in_step()
    place.library.synchronise()
    assert place.index.ids() == wanted(place)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.integers(0, 4),
        st.sampled_from("初改终"),
        st.sampled_from(
            ["replace", "replace", "stop at add", "stop at commit", "stop at delete", "remove", "sync"]
        ),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=6, deadline=None)
@given(STEPS)
def test_after_any_steps_and_stops_hits_are_of_the_catalog_and_a_sweep_makes_it_whole(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for id_, count, version, what in steps:
        place = open_place(folder)
        if what.startswith("stop at"):
            _stop_at(place, what.removeprefix("stop at "))
        try:
            if what == "remove":
                place.library.remove(id_)
            elif what == "sync":
                place.library.synchronise()
            else:
                place.library.replace(collection(id_), cases(count, id_, version))
        except (Stop, UnknownCollection):
            pass
        reader = open_place(folder)
        held = {(one.id.collection, one.number) for one in reader.catalog.records().cases}
        assert set(found(reader)) == held
        assert len(found(reader)) == len(wanted(reader))
    place = open_place(folder)
    place.library.synchronise()
    assert place.index.ids() == wanted(place)
    assert place.library.in_step()


def _stop_at(place: Place, where: str) -> None:
    def stop(*_: object) -> None:
        raise Stop

    if where == "commit":
        place.catalog.replace = stop  # type: ignore[method-assign,assignment]
    else:
        setattr(place.index, where, stop)


CHANGE = """
import sys
from pathlib import Path
from tests.vectorstore.places import cases, collection, open_place
place = open_place(Path(sys.argv[1]))
place.library.replace(collection(), [*cases(3, version="改"), *cases(9)[6:]])
"""


def test_a_running_reader_sees_another_process_change_and_no_removed_case(place: Place) -> None:
    place.library.replace(collection(), cases(6))
    reader = open_place(place.folder)
    assert {number for _, number in found(reader)} == {1, 2, 3, 4, 5, 6}
    subprocess.run([sys.executable, "-c", CHANGE, str(place.folder)], cwd=ROOT, check=True, timeout=60)
    assert {number for _, number in found(reader)} == {1, 2, 3, 7, 8, 9}
    assert len(found(reader)) == len(wanted(reader)) == 18
    changed = next(one for one in reader.catalog.records().cases if one.number == 2)
    for chunk in chunks(changed):
        hit = reader.index.search(reader.model.embed_query(chunk.text), 1, reader.catalog.records())[0]
        assert (hit.case, hit.start, hit.end) == (chunk.case, chunk.start, chunk.end)
        assert hit.score == pytest.approx(1, abs=1e-5)


KILLED = """
import os, random, signal, sys, time
from pathlib import Path
import chromadb, numpy, sqlalchemy  # once, before the forks: no Chroma is opened here
from tests.vectorstore.places import cases, collection, open_place
from vectorstore import generations
generations.LOG = 100  # every ingest of these ends with a new folder
folder, rounds = Path(sys.argv[1]), int(sys.argv[2])

slow = lambda done, total: time.sleep(0.003)

def ingest(version):
    open_place(folder, patience=1).library.replace(collection(), cases(60, version=version), slow)

def undo(version):
    open_place(folder, patience=1).library.undo("c", None, slow)

def rebuild(version):
    open_place(folder, patience=1).library.rebuild(slow)

def check(allowed):
    place = open_place(folder, patience=1)
    records = place.catalog.records()
    versions = {one.fields[0].text[0] for one in records.cases}
    hits = place.index.search([1.0] * 32, 9999, records)
    assert len(versions) == 1 and versions <= set(allowed), (versions, allowed)
    assert len(records.cases) == 60 and len(hits) == 180, (len(records.cases), len(hits))
    os.write(write, versions.pop().encode())

def forked(work, *args, kill_after=None):
    pid = os.fork()
    if not pid:
        code = 1
        try:
            work(*args)
            code = 0
        finally:
            os._exit(code) if code == 0 else None
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

read, write = os.pipe()
assert forked(ingest, "初") == 0
now, were, random_, killed = "初", "初", random.Random(int(sys.argv[3])), 0
for round_ in range(rounds):
    new = chr(0x4e00 + round_)
    work = (ingest, rebuild, undo)[round_ % 3]
    killed += forked(work, new, kill_after=random_.uniform(0.02, float(sys.argv[4]))) == -9
    were += new
    assert forked(check, {ingest: now + new, rebuild: now, undo: were}[work]) == 0, round_
    now = os.read(read, 9).decode()
assert forked(ingest, "终") == 0
assert forked(check, "终") == 0
print("killed", killed)
"""


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [6, pytest.param(36, marks=pytest.mark.slow)])
def test_kill_9_at_any_moment_leaves_the_old_or_the_new_collection(tmp_path: Path, rounds: int) -> None:
    """Of reading in, going back, and making the index anew."""
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(rounds), "7", "0.8"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    assert done.returncode == 0, done.stderr
    assert "killed" in done.stdout
    place = open_place(tmp_path)
    place.library.synchronise()
    assert place.index.ids() == wanted(place)


def test_of_two_writers_one_waits(place: Place) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def pause(done: int, total: int) -> None:
        inside.set()
        go_on.wait(10)

    first = threading.Thread(target=place.library.replace, args=(collection("a"), cases(2, "a"), pause))
    first.start()
    inside.wait(10)
    with pytest.raises(Busy, match=str(os.getpid())):
        open_place(place.folder, patience=0.2).library.replace(collection("b"), cases(2, "b"))
    threading.Timer(0.3, go_on.set).start()
    other = open_place(place.folder, patience=20)
    other.library.replace(collection("b"), cases(2, "b"))
    first.join()
    assert {id_ for id_, _ in found(other)} == {"a", "b"}
    assert other.index.ids() == wanted(other)
    assert not (place.folder / "write.lock.holder").exists()


def test_two_first_runs_at_once_embed_once(place: Place) -> None:
    other = open_place(place.folder, patience=30)
    runs = [
        threading.Thread(target=one.library.replace, args=(collection(), cases(40))) for one in (place, other)
    ]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
    assert len(place.model.texts) + len(other.model.texts) == 120
    assert place.catalog.revision() == 1


def test_the_file_of_the_lock_and_the_index_are_this_users_alone(tmp_path: Path) -> None:
    place = open_place(tmp_path / "home")
    place.library.replace(collection(), cases(1))
    for folder in (tmp_path / "home", tmp_path / "home" / "chroma"):
        assert folder.stat().st_mode & 0o077 == 0


def test_questions_while_another_thread_ingests_are_answered_from_one_state(place: Place) -> None:
    place.library.replace(collection(), cases(20))
    errors: list[BaseException] = []
    over = threading.Event()

    def ask() -> None:
        while not over.is_set():
            try:
                records = place.catalog.records()
                known = {one.id for one in records.cases}
                assert all(h.case in known for h in place.index.search(VECTOR, 60, records))
            except BaseException as error:
                errors.append(error)
                return

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    for version in "甲乙丙":
        place.library.replace(collection(), cases(20, version=version))
    over.set()
    for asker in askers:
        asker.join()
    assert not errors
    assert len(found(place)) == 60
