"""What `ingest --dry-run` shows of a reading, so that a person can judge it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Anwen = Callable[..., Any]
FILES = Path(__file__).parents[1] / "data" / "files"


def test_a_dry_run_shows_the_first_and_last_case_and_what_was_left_out(anwen: Anwen, tmp_path: Path) -> None:
    home = {"ANWEN_HOME": str(tmp_path / "home")}
    ran = anwen("ingest", str(FILES / "old-page.htm"), "--dry-run", env=home)
    assert ran.code == 0, ran.err
    for said in ("去除表头 10 行", "未收录", "栏目1", "案例1 ", "案例30 ", "国家博物馆", "银川市"):
        assert said in ran.out
    found = json.loads(anwen("ingest", str(FILES / "old-page.htm"), "--dry-run", "--json", env=home).out)
    assert (found["first"]["number"], found["last"]["number"]) == (1, 30)
    assert {"tables", "rows", "header_rows", "continuations", "gaps", "dropped"} <= set(found["files"][0])


def test_a_gap_and_a_doubtful_reading_are_on_the_screen(anwen: Anwen, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("序号,案例名称,案例摘要\n1,甲,甲事。\n4,丁,丁事。\n".encode("gb18030"))
    ran = anwen("ingest", str(path), "--dry-run", env={"ANWEN_HOME": str(tmp_path / "home")})
    assert "注意：编号不连续，缺 2–3" in ran.out
    assert "GB18030" in ran.out
