"""A disk that is full, or may only be read: one line where something cannot be done, and questions are answered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BY_MEANING = "有个地方把企业的数据也能拿去登个记，是哪个省？"
MOUNTED = """
set -e
mount -t tmpfs -o size=8m tmpfs "$1"
cp -r "$2" "$1/home"
rm -rf "$1/home/cache"
mkdir "$1/temporary"
"""
FULL = MOUNTED + """dd if=/dev/zero of="$1/filler" bs=1k 2>/dev/null || true\n"""
READ_ONLY = MOUNTED + """mount -o remount,ro "$1"\n"""
RUN = """
export ANWEN_HOME="$1/home" TMPDIR="$1/temporary" PYTHONDONTWRITEBYTECODE=1
shift 2
set +e
"$@"
"""


def within(script: str, tmp_path: Path, home: Path, *command: str, stdin: str = "") -> tuple[int, str, str]:
    """`command` on a file system of its own, which `script` makes."""
    place = tmp_path / "disk"
    place.mkdir(exist_ok=True)
    apart = ["unshare", "--user", "--map-root-user", "--mount"]
    if shutil.which("unshare") is None or subprocess.run([*apart, "true"], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    done = subprocess.run(
        [*apart, "bash", "-c", script + RUN, "bash", str(place), str(home), *command],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("ANWEN_")},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "script", [pytest.param(FULL, marks=pytest.mark.slow), READ_ONLY], ids=["full", "read-only"]
)
def test_questions_are_answered_by_words_and_by_meaning_and_nothing_is_written(
    first_run: tuple[Path, object], tmp_path: Path, script: str
) -> None:
    questions = [BY_MEANING, "哪些案例涉及商业秘密？", "案例8"]
    lines = "".join(json.dumps({"question": question}) + "\n" for question in questions)
    code, out, err = within(
        script, tmp_path, first_run[0], sys.executable, "-m", "bot", "batch", "-", stdin=lines
    )
    assert (code, err.count("\n"), "0 行有误" in err) == (0, 1, True), err
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["citations"][0]["number"] for answer in answers] == [11, 8, 8]


def test_a_library_that_may_only_be_read_is_backed_up(first_run: tuple[Path, object], tmp_path: Path) -> None:
    kept = tmp_path / "kept.zip"
    command = (sys.executable, "-m", "bot", "backup", str(kept))
    code, _, err = within(READ_ONLY, tmp_path, first_run[0], *command)
    assert code == 0, err
    with zipfile.ZipFile(kept) as archive:
        assert archive.testzip() is None
        assert {"manifest.json", "catalog.sqlite3"} < set(archive.namelist())


CHANGES = """
for command in "ingest $3" "remove ip-power-2 --yes" "reindex --full" "backup $1/kept.zip" \
    "brief 海外维权 -o $1/x.docx" "export -o $1/x.xlsx" "restore $4 --yes"; do
    "$2" -m bot $command >/dev/null 2>"$5"
    printf '%s|%s|%s\\n' "$command" "$?" "$(cat "$5")"
done
"$2" -m bot doctor 2>"$5" >/dev/null; printf 'doctor|%s|%s\\n' "$?" "$(cat "$5")"
rm -f "$1/filler"
"$2" -m bot doctor >/dev/null && echo "sound|0|"
"""


@pytest.mark.slow
@pytest.mark.timeout(290)
@pytest.mark.parametrize("script", [FULL, READ_ONLY], ids=["full", "read-only"])
def test_whatever_would_write_says_so_in_one_line_and_leaves_all_as_it_was(
    first_run: tuple[Path, object], tmp_path: Path, script: str
) -> None:
    new, kept = tmp_path / "new.jsonl", tmp_path / "kept.zip"
    row = {"number": 1, "title": "甲市推进保护", "summary": "甲市建立机制，开展保护工作。"}
    new.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    home = Path(shutil.copytree(first_run[0], tmp_path / "home"))
    env = {**os.environ, "ANWEN_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "bot", "backup", str(kept)], cwd=ROOT, env=env, check=True)
    told = [sys.executable, str(new), str(kept), str(tmp_path / "said")]
    disk = str(tmp_path / "disk")
    code, out, err = within(script, tmp_path, home, "bash", "-c", CHANGES, "bash", disk, *told)
    assert err.count("Traceback") == 0
    lines = [line.split("|") for line in out.splitlines()]
    for command, status, said in lines[:8]:
        assert status == "1", (command, said)
        assert said.startswith("anwen: "), (command, said)
    assert ("磁盘已满" if script == FULL else "不可写") in lines[7][2]
    assert len(lines) == (9 if script == FULL else 8), out
    assert code == 0 or script == READ_ONLY
