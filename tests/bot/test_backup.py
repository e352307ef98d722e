"""`backup` and `restore`: the library in one file, and back on this machine or another, whatever became of it."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Anwen = Callable[..., Any]


@pytest.fixture
def home(first_run: tuple[Path, object], tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_run[0], tmp_path / "home"))


def held(anwen: Anwen, home: Path) -> tuple[object, ...]:
    env = {"ANWEN_HOME": str(home)}
    found = json.loads(anwen("doctor", "--json", env=env).out)
    assert found["ok"], found
    return (
        anwen("cases", "--json", env=env).out,
        anwen("history", env=env).out,
        found["index"],
        found["catalog"],
    )


def test_a_backup_brings_everything_back_and_embeds_nothing_anew(
    anwen: Anwen, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env, file = {"ANWEN_HOME": str(home)}, tmp_path / "kept.zip"
    before = held(anwen, home)
    assert anwen("backup", str(file), env=env).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert anwen("backup", str(file), env=env).code == 1  # never over a file unasked
    assert anwen("remove", "ip-power-2", "--yes", env=env).code == 0
    monkeypatch.setattr("vectorstore.embeddings.Embedder.batches", None)
    asked = anwen("restore", str(file), env=env)
    assert (asked.code, "--yes" in asked.err) == (2, True)
    assert anwen("restore", str(file), "--yes", env=env).code == 0
    assert held(anwen, home) == before
    other = tmp_path / "another machine"
    assert anwen("restore", str(file), "--yes", env={"ANWEN_HOME": str(other)}).code == 0
    assert held(anwen, other) == before
    assert not [*tmp_path.glob(".anwen-*"), *home.glob(".anwen-*")]


def test_a_catalog_that_cannot_be_read_is_set_aside_for_the_backup(
    anwen: Anwen, home: Path, tmp_path: Path
) -> None:
    env, file = {"ANWEN_HOME": str(home)}, tmp_path / "kept.zip"
    before = held(anwen, home)
    assert anwen("backup", str(file), env=env).code == 0
    (home / "catalog.sqlite3").write_bytes(b"no database any more" * 500)
    shutil.rmtree(home / "chroma")
    assert anwen("restore", str(file), "--yes", env=env).code == 0
    assert held(anwen, home) == before
    (aside,) = home.glob("catalog.sqlite3.*")
    assert aside.read_bytes().startswith(b"no database any more")


def test_what_is_no_backup_or_a_damaged_one_changes_nothing(anwen: Anwen, home: Path, tmp_path: Path) -> None:
    env, file = {"ANWEN_HOME": str(home)}, tmp_path / "kept.zip"
    assert anwen("backup", str(file), env=env).code == 0
    whole = file.read_bytes()
    bad: dict[str, bytes] = {
        "text": b"not a zip",
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:2000] + bytes([whole[2000] ^ 255]) + whole[2001:],
        "empty": b"",
    }
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    for name in ("index/../../escaped", "/escaped", "index/new"):
        changed = {**manifest, "files": {**manifest["files"], name: {"bytes": 1, "sha256": "0"}}}
        with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
            archive.writestr("manifest.json", json.dumps(changed))
            archive.writestr(name, "x")
        bad[name.replace("/", "_")] = (tmp_path / "made.zip").read_bytes()
    before = held(anwen, home)
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
        ran = anwen("restore", str(tmp_path / name), "--yes", env=env)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1), (name, ran)
    assert held(anwen, home) == before
    assert not list(tmp_path.rglob("escaped"))


def test_where_there_is_nothing_to_keep_no_file_is_written(anwen: Anwen, tmp_path: Path) -> None:
    ran = anwen("backup", str(tmp_path / "kept.zip"), env={"ANWEN_HOME": str(tmp_path / "new")})
    assert (ran.code, ran.err.count("\n")) == (4, 1)
    assert not (tmp_path / "kept.zip").exists()
