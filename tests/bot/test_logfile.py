"""ANWEN_LOG: every command leaves its line in a file that programs read, and no question and no secret in it."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.running import logfile

Anwen = Callable[..., Any]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def unlogged() -> Iterator[None]:
    yield
    for handler in logfile.handlers():
        logging.root.removeHandler(handler)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def test_each_command_leaves_a_line_without_the_question_or_a_secret(anwen: Anwen, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    env = {"ANWEN_LOG": str(file), "ANWEN_TELEGRAM_TOKEN": "123456:hush-token-hush-token-hush-token-12345"}
    assert anwen("ask", "商业秘密", env=env).code == 0
    assert anwen("case", "31", env=env).code == 1
    assert anwen("case", env=env).code == 2
    told = lines(file)
    assert [(line["event"], line.get("command"), line.get("status")) for line in told[:3]] == [
        ("answer", None, None),
        ("command", "ask", 0),
        ("command", "case", 1),
    ]
    assert told[0]["cited"] == 1
    assert told[2]["error"] == "UnknownCase"
    assert all({"timestamp", "level", "pid"} <= set(line) for line in told)
    logging.getLogger("library").warning("it said %s", env["ANWEN_TELEGRAM_TOKEN"])
    assert lines(file)[-1]["event"] == "it said ***"
    assert "商业秘密" not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600


def test_what_nobody_foresaw_is_there_with_its_place_and_not_its_words(
    anwen: Anwen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ValueError("".join(("商业", "秘密")))

    monkeypatch.setattr("bot.app.App.ensure_loaded", fail)
    file = tmp_path / "log.jsonl"
    assert anwen("cases", env={"ANWEN_LOG": str(file)}).code == 1
    (line,) = lines(file)
    assert (line["error"], "test_logfile.py" in line["stack"]) == ("ValueError", True)
    assert "商业秘密" not in file.read_text("utf-8")


@pytest.mark.parametrize("place", ["nowhere/log.jsonl", "."])
def test_a_log_that_cannot_be_written_stops_the_program_with_one_line(
    anwen: Anwen, tmp_path: Path, place: str
) -> None:
    ran = anwen("cases", env={"ANWEN_LOG": str(tmp_path / place)})
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "ANWEN_LOG" in ran.err


WRITER = """
import sys
from pathlib import Path
from bot.running import logfile
logfile.LONGEST = 4000
logfile.KEPT = 500
logfile.log_to(Path(sys.argv[1]), [])
for n in range(300):
    logfile.note("event", who=sys.argv[2], n=n)
"""


def test_several_processes_turn_the_file_over_and_no_line_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), str(who)], cwd=ROOT) for who in range(3)
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    found = [line for path in tmp_path.glob("log.jsonl*") for line in lines(path)]
    assert {(line["who"], line["n"]) for line in found} == {(f"{w}", n) for w in range(3) for n in range(300)}
    assert len(found) == 900
    assert max(path.stat().st_size for path in tmp_path.iterdir()) < 5000


BOT = """
import sys
from pathlib import Path
import structlog
from bot.running import logfile
from bot.tg.logs import begin, log_to_stderr
logfile.log_to(Path(sys.argv[1]), ["hush"])
log_to_stderr(["hush"])
begin(update=5)
structlog.get_logger("anwen.telegram").info("answered", chat=7, said="hush")
"""


def test_the_bots_events_are_there_with_the_facts_of_their_update_beside_those_on_standard_error(
    tmp_path: Path,
) -> None:
    file = tmp_path / "log.jsonl"
    ran = subprocess.run(
        [sys.executable, "-c", BOT, str(file)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    (line,) = lines(file)
    assert (line["event"], line["update"], line["chat"], line["said"]) == ("answered", 5, 7, "***")
    assert "event=answered update=5 chat=7" in ran.stderr


def test_the_oldest_goes_and_a_full_disk_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logfile, "LONGEST", 500)
    file = tmp_path / "log.jsonl"
    logfile.log_to(file, [])
    for n in range(100):
        logfile.note("event", n=n)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "log.jsonl",
        *(f"log.jsonl.{n}" for n in range(1, logfile.KEPT + 1)),
    ]
    assert lines(file)[-1]["n"] == 99
    if Path("/dev/full").exists():
        logfile.log_to(Path("/dev/full"), [])
        logfile.note("event")
