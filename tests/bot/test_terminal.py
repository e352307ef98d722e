"""`anwen chat` on a real terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

from bot.render.json import page
from bot.streams import TURNING, printable

PROMPT = "问 › \x1b[5D"  # … and the cursor back to where typing starts: the line is ready


def read_until(terminal: int, wanted: str, seconds: float = 30) -> str:
    """What the terminal shows, up to `wanted`."""
    shown = b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # the program has gone, and the terminal with it
                break
        if wanted and wanted in shown.decode(errors="replace"):
            break
    return shown.decode(errors="replace")


def test_a_conversation_at_a_terminal_is_coloured_and_ends_with_ctrl_d(
    catalog_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(catalog_home, home)
    ours, theirs = pty.openpty()
    environ = {name: os.environ[name] for name in os.environ.keys() - {"NO_COLOR", "FORCE_COLOR"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "chat"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**environ, "ANWEN_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "40"},
    )
    os.close(theirs)
    try:
        assert "30 个案例" in read_until(ours, PROMPT)
        os.write(ours, b"/case 8\r")
        shown = read_until(ours, PROMPT)
        assert "\x1b[1;36m案例8" in shown
        os.write(ours, b"half a line\x03")
        read_until(ours, PROMPT)
        os.write(ours, b"\x04")
        assert "再见" in read_until(ours, "再见")
        assert process.wait(10) == 0
    finally:
        process.kill()
        os.close(ours)
    assert "/case 8" in (home / "chat-history").read_text(encoding="utf-8")


def test_marks_that_turn_the_direction_of_words_do_not_reach_a_terminal() -> None:
    assert printable("共\u202e5\u202c个\u2066x\u2069\u200f") == "共\ufffd5\ufffd个\ufffdx\ufffd\ufffd"
    assert printable("村 BA，“四加”") == "村 BA，“四加”"
    written = page({"title": "甲\u202e案"})
    assert (TURNING.isdisjoint(written), json.loads(written)) == (True, {"title": "甲\u202e案"})
    ours, theirs = pty.openpty()
    marks = "import bot.streams as s; s.prepare(); import sys; print('甲\\u202e案'); print('乙\\u2067', file=sys.stderr)"
    with subprocess.Popen([sys.executable, "-c", marks], stdout=theirs, stderr=theirs):
        assert read_until(ours, "乙\ufffd\r\n") == "甲\ufffd案\r\n乙\ufffd\r\n"
