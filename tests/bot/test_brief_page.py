"""The page in a real browser: a click shows the marked words, the dark and the narrow screen, no request."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.jobs.briefing import Order, brief
from bot.render.briefing.page import html
from retrieval.documents.briefs import Brief

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--virtual-time-budget=4000",
)
PROBE = """<script>
const seen = {};
const done = () => { document.body.dataset.probe = JSON.stringify(seen); };
addEventListener("load", () => {
  const dialog = document.querySelector("dialog");
  seen.closed = !dialog.open;
  const style = getComputedStyle(document.body);
  seen.dark = matchMedia("(prefers-color-scheme: dark)").matches;
  seen.paper = style.backgroundColor; seen.ink = style.color;
  seen.width = innerWidth; seen.content = document.documentElement.scrollWidth;
  seen.marks = {};
  for (const link of document.querySelectorAll("a.ref")) {
    link.click();
    if (dialog.open) seen.marks[link.textContent] = [
      dialog.querySelector(".number").textContent, [...dialog.querySelectorAll("mark")].map((mark) => mark.textContent)];
    dialog.close();
  }
  document.querySelector("a.ref[href='#n7']").click();
  seen.open = dialog.open;
  seen.dialog = dialog.getBoundingClientRect().width;
  dialog.querySelector(".close").click();
  seen.again = !dialog.open;
  seen.resources = performance.getEntriesByType("resource").map((entry) => entry.name);
  seen.blocked = true;
  fetch("https://example.com/").then(() => { seen.blocked = false; }, () => {}).finally(done);
});
</script>"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@pytest.fixture
def made(app: App) -> Brief:
    return brief(app, Order("", cases=tuple(range(1, 13))))


def look(page: str, folder: Path, *flags: str) -> dict[str, Any]:
    """What the page's own script comes to in a browser of its own."""
    file = folder / "page.html"
    file.write_text(page.replace("</body>", f"{PROBE}</body>"), "utf-8")
    assert CHROMIUM
    log = folder / "net.json"
    ran = subprocess.run(
        [
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={log}",
            *flags,
            "--dump-dom",
            file.as_uri(),
        ],
        capture_output=True,
        timeout=90,
        check=False,
    )
    found = re.search(r'data-probe="([^"]*)"', ran.stdout.decode("utf-8", "replace"))
    assert found, ran.stderr.decode("utf-8", "replace")[-2000:]
    seen: dict[str, Any] = json.loads(unescape(found[1]))
    seen["net"] = log.read_text("utf-8", "replace") if log.is_file() else ""
    return seen


def test_a_click_on_a_note_shows_the_case_with_exactly_the_noted_words_marked(
    made: Brief, tmp_path: Path
) -> None:
    seen = look(html(made), tmp_path, "--window-size=1280,900")
    assert seen["closed"]
    assert seen["marks"] == {
        str(note.number): [f"案例{note.spots[0].case.number}", [spot.text for spot in note.spots]]
        for note in made.notes
        if note.spots
    }
    assert seen["open"]
    assert seen["again"]


def test_no_request_leaves_the_file(made: Brief, tmp_path: Path) -> None:
    text = html(made)
    assert not re.search(r"""(?:src|href)=["'](?!#|data:)""", text)
    assert "url(" not in text.replace("url(#", "")
    assert "@import" not in text
    seen = look(text, tmp_path)
    assert seen["blocked"], "the page's policy must stop even its own script from fetching"
    assert seen["resources"] == []
    assert "example.com" not in seen["net"]


def test_it_fits_a_narrow_screen(made: Brief, tmp_path: Path) -> None:
    framed = look(html(made), tmp_path, "--window-size=500,900")
    assert framed["width"] <= 500
    assert framed["content"] <= framed["width"]
    assert framed["dialog"] <= framed["width"]


def test_it_is_dark_where_the_person_wants_it_dark(made: Brief, tmp_path: Path) -> None:
    def light(colour: str) -> float:
        return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3

    day = look(html(made), tmp_path / _made(tmp_path, "day"), "--blink-settings=preferredColorScheme=1")
    night = look(html(made), tmp_path / _made(tmp_path, "night"), "--blink-settings=preferredColorScheme=0")
    assert night["dark"]
    assert not day["dark"]
    assert light(night["ink"]) - light(night["paper"]) > 150
    assert light(day["paper"]) - light(day["ink"]) > 150


def _made(folder: Path, name: str) -> str:
    (folder / name).mkdir()
    return name
