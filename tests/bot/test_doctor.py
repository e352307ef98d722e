"""`doctor --fix`: says what it can mend, mends what loses nothing, and a lost catalog is never a first start."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.settings import Settings

Anwen = Callable[..., Any]


@pytest.fixture
def home(first_run: tuple[Path, object], tmp_path: Path) -> Path:
    return Path(shutil.copytree(first_run[0], tmp_path / "home"))


@pytest.fixture
def at_home(anwen: Anwen, home: Path) -> Anwen:
    def call(*argv: str, **more: Any) -> Any:
        return anwen(*argv, env={"ANWEN_HOME": str(home)}, **more)

    return call


def found(at_home: Anwen, *argv: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(at_home("doctor", "--json", *argv).out)
    return told


def read_in(at_home: Anwen, folder: Path) -> None:
    rows = [{"number": n, "title": f"第{n}茶场保护", "summary": "茶场建立机制。"} for n in (1, 2)]
    file = folder / "tea.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    assert at_home("ingest", str(file)).code == 0


def test_what_killed_processes_left_is_named_and_goes_and_nothing_else_does(
    at_home: Anwen, home: Path
) -> None:
    cache = home / "cache"
    left = [home / ".anwen-abc", home / "chroma.9", cache / "catalog-x.tmp", cache / "everyday-1.77.npy"]
    for path in left:
        path.mkdir() if path.suffix in ("", ".9") else path.write_bytes(b"x" * 9)
        os.utime(path, (time.time() - 7200,) * 2)
    at_work = home / ".anwen-now"
    at_work.mkdir()
    (home / "notes.txt").write_text("mine")
    told = found(at_home)
    assert len(told["fixable"]) == 1
    assert all(path.exists() for path in left)
    assert "doctor --fix" in at_home("doctor").out
    told = found(at_home, "--fix")
    assert ([one["done"] for one in told["fixed"]], told["fixable"], told["ok"]) == ([True], [], True)
    assert not any(path.exists() for path in left)
    assert at_work.exists()
    assert (home / "notes.txt").exists()
    assert found(at_home)["index"]["in_step"] is True


def test_an_index_that_lacks_something_is_mended(at_home: Anwen, home: Path) -> None:
    index = App(Settings(home=home)).index
    index.delete(sorted(index.ids())[:3])
    told = found(at_home)
    assert (told["ok"], told["index"]["missing"], len(told["fixable"])) == (False, 3, 1)
    told = found(at_home, "--fix")
    assert (told["ok"], [one["done"] for one in told["fixed"]]) == (True, [True])


def test_a_lost_catalog_is_no_first_start_and_its_cases_are_found_again(
    at_home: Anwen, home: Path, tmp_path: Path
) -> None:
    read_in(at_home, tmp_path)
    before = at_home("cases", "--json").out
    (home / "catalog.sqlite3").unlink()
    for argv in (("cases",), ("ask", "x"), ("ingest", str(tmp_path / "tea.jsonl")), ("doctor",)):
        ran = at_home(*argv)
        assert (ran.code, ran.err.count("\n")) == (1, 1), ran
        assert "不见了" in ran.err
    assert not (home / "catalog.sqlite3").exists()
    told = found(at_home, "--fix")
    assert (told["ok"], told["catalog"]["cases"], told["index"]["missing"]) == (True, 32, 0)
    assert at_home("cases", "--json").out == before
    (home / "catalog.sqlite3").write_bytes(b"no database any more" * 500)
    assert found(at_home, "--fix")["ok"]
    assert at_home("cases", "--json").out == before
    assert [file.read_bytes()[:11] for file in home.glob("catalog.sqlite3.*")] == [b"no database"]


def test_where_only_the_bundled_cases_are_lost_they_are_loaded_with_a_word(
    at_home: Anwen, home: Path
) -> None:
    (home / "catalog.sqlite3").unlink()
    ran = at_home("cases", "--json")
    assert (ran.code, len(json.loads(ran.out))) == (0, 30)
    assert "不见了" in ran.err


def test_it_names_the_files_that_settings_come_from_and_what_was_not_taken_of_them(
    at_home: Anwen, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (home / ".env").write_text("ANWEN_LANG=zh\n", "utf-8")
    (here / ".env").write_text("ANWEN_LLM_BASE_URL=http://elsewhere:1/v1\nANWEN_LLM_TIMEOUT=9\n", "utf-8")
    monkeypatch.chdir(here)
    told = found(at_home)["settings"]
    assert [Path(file).resolve() for file in told["files"]] == [home / ".env", here / ".env"]
    assert told["left_out"] == ["ANWEN_LLM_BASE_URL"]
    assert ".env" in at_home("doctor").out
