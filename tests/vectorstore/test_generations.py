"""The folder of the index is replaced by one with its graph: whole, and nobody who reads notices."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.vectorstore.places import Place, cases, collection, open_place
from vectorstore.chunking import chunks
from vectorstore.generations import Generations

ROOT = Path(__file__).parents[2]
VECTOR = [1.0] * 32


@pytest.fixture(autouse=True)
def short_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vectorstore.generations.LOG", 50)


def folders(place: Place) -> list[str]:
    return sorted(one.name for one in place.folder.iterdir() if one.name.startswith("chroma"))


def found(place: Place) -> set[tuple[str, int]]:
    hits = place.index.search(VECTOR, 9_999, place.catalog.records())
    assert len(hits) == sum(len(chunks(one)) for one in place.catalog.records().cases)
    return {(hit.case.collection, hit.case.number) for hit in hits}


@pytest.mark.slow
def test_a_long_log_is_replaced_by_the_graph_and_a_short_one_is_not(place: Place) -> None:
    place.library.replace(collection("a"), cases(5, "a"))
    assert folders(place) == ["chroma"]
    place.library.replace(collection("b"), cases(40, "b"))
    assert folders(place) == ["chroma.2", "chroma.now"]
    graph = list((place.folder / "chroma.2").glob("*/index_metadata.pickle"))
    assert [file.stat().st_size > 1000 for file in graph] == [True]
    place.library.replace(collection("a"), cases(6, "a"))
    assert folders(place) == ["chroma.2", "chroma.now"]
    place.library.replace(collection("c"), cases(40, "c"))
    assert folders(place) == ["chroma.3", "chroma.now"]
    for reader in (place, open_place(place.folder)):
        assert len(found(reader)) == 86
    place.library.remove("b")
    assert len(found(place)) == len(found(open_place(place.folder))) == 46


def test_who_reads_reads_on_while_the_folder_is_replaced(place: Place) -> None:
    place.library.replace(collection("a"), cases(10, "a"))
    reader = open_place(place.folder)
    idle = open_place(place.folder)
    assert idle.index.state()
    records = reader.catalog.records()
    assert len(reader.index.search(VECTOR, 99, records)) == 30
    place.library.replace(collection("b"), cases(40, "b"))
    assert folders(place) == ["chroma.2", "chroma.now"]
    assert len(reader.index.search(VECTOR, 99, records)) == 30  # still of the records it has
    assert len(found(reader)) == len(found(idle)) == 50


def test_a_replacement_that_fails_leaves_the_folder_and_is_made_up_for(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("vectorstore.client._write_graph", fail)
        broken = open_place(place.folder)
        assert len(broken.library.replace(collection("a"), cases(40, "a")).added) == 40
    assert folders(place) == ["chroma"]
    assert len(found(place)) == 40
    (place.folder / "chroma.7").mkdir()  # what a kill left
    place.library.replace(collection("b"), cases(1, "b"))
    assert folders(place) == ["chroma.2", "chroma.now"]
    assert len(found(open_place(place.folder))) == 41


@pytest.mark.parametrize("written", ["", "../elsewhere", "chroma.x", "other.2", "\0"])
def test_a_foreign_pointer_leads_nowhere(tmp_path: Path, written: str) -> None:
    (tmp_path / "chroma.now").write_text(written, encoding="utf-8")
    assert Generations(tmp_path / "chroma").current() == tmp_path / "chroma"


FULL = """
import os, sys
import os
import shutil
import subprocess
import sys
from pathlib import Path
from data.errors import AnwenError
from tests.vectorstore.places import cases, collection, open_place
from vectorstore import generations
generations.LOG = 100
folder = Path(sys.argv[1])
open_place(folder).library.replace(collection(), cases(60, version="初"))
now, were, refused, filler = "初", {"初"}, 0, folder / "filler"
rooms = [(new, room) for new, room in zip("甲乙丙丁", (1200, 500, 150, 10))]
for action, new, room in [(action, *pair) for pair in rooms for action in ("replace", "rebuild", "undo")]:
    disk = os.statvfs(folder)
    filler.write_bytes(bytes(max(disk.f_bavail * disk.f_frsize - room * 1024, 0)))
    library = open_place(folder).library
    try:
        if action == "replace":
            library.replace(collection(), cases(60, version=new))
        else:
            library.rebuild() if action == "rebuild" else library.undo("c")
    except AnwenError:
        refused += 1
    filler.unlink()
    place = open_place(folder)
    records = place.catalog.records()
    versions = {one.fields[0].text[0] for one in records.cases}
    were |= {new}
    allowed = {"replace": {now, new}, "rebuild": {now}, "undo": were}[action]
    assert len(versions) == 1 and versions <= allowed, (action, room, versions, allowed)
    assert len(place.index.search([1.0] * 32, 9999, records)) == 180, (action, room)
    now = versions.pop()
place.library.replace(collection(), cases(61, version="终"))
assert len(place.index.search([1.0] * 32, 9999, place.catalog.records())) == 183
print("refused", refused)
"""


@pytest.mark.slow
def test_a_disk_that_fills_up_leaves_the_old_collection_or_the_new(tmp_path: Path) -> None:
    """Reading in, full reindexes and going back on a file system of 6 MB with ever less room on it."""
    script = 'mount -t tmpfs -o size=6m tmpfs "$1" && exec "$2" -c "$3" "$1"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    if shutil.which("unshare") is None or subprocess.run([*command[:-4], "true"], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    done = subprocess.run(
        [*command, str(tmp_path), sys.executable, FULL],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 0
