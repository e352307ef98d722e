"""What the READMEs show is what the program does."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import run
from bot.render.layout import cells
from scripts import docs

ROOT = Path(__file__).parents[1]
MEND = "run `make docs` and look at what changed"


@pytest.fixture(scope="module")
def home(first_run: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled collection, as a first question makes it."""
    return Path(shutil.copytree(first_run[0], tmp_path_factory.mktemp("readme") / "home"))


def readme(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", docs.READMES)
def test_the_transcript_is_what_the_program_answers(name: str, home: Path) -> None:
    assert docs.with_transcript(readme(name), home) == readme(name), MEND


@pytest.mark.parametrize("name", docs.READMES)
def test_the_conversation_in_telegram_is_what_the_bot_holds(name: str, home: Path) -> None:
    assert docs.with_talk(readme(name), home, docs.LANGUAGES[name]) == readme(name), MEND


def test_the_picture_is_what_the_console_shows(home: Path) -> None:
    assert docs.console_picture(home) == docs.PICTURE.read_text("utf-8"), MEND


def test_the_picture_fetches_nothing_and_gives_wide_characters_two_cells() -> None:
    picture = docs.PICTURE.read_text("utf-8")
    assert not re.search(r"url\((?!#)|@import|<image|<script", picture)
    (run,) = set(re.findall(r'textLength="([\d.]+)"[^>]*>哪些案例涉及商业秘密？<', picture))
    assert float(run) == pytest.approx(12.2 * cells("哪些案例涉及商业秘密？"))


@pytest.mark.parametrize("name", docs.READMES)
def test_the_first_screen_gives_the_two_commands(name: str) -> None:
    screen = readme(name).partition("<!-- transcript -->")[0]
    commands = re.findall(r"^make .*?(?=\s+#|$)", screen, re.MULTILINE)
    assert commands == ['make ask Q="哪些案例涉及商业秘密？"', "make test"]
    assert len(screen.splitlines()) <= 24


@pytest.mark.parametrize("name", docs.READMES)
def test_what_a_readme_links_to_is_there(name: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", readme(name)):
        assert (ROOT / target).is_file(), target


def test_the_example_for_langchain_runs_as_it_is_written(home: Path) -> None:
    written = {
        re.findall(r"<!-- langchain -->\n```python\n(.*?)```", readme(name), re.DOTALL)[0]
        for name in docs.READMES
    }
    assert len(written) == 1
    ran = subprocess.run(
        [sys.executable, "-c", *written],
        env={**os.environ, "ANWEN_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        cwd=home,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=True,
    )
    assert ran.stdout.startswith("8 探索建立商业秘密保护示范区")
    assert "[案例9]" in ran.stdout


@pytest.mark.parametrize("name", docs.READMES)
def test_a_draft_is_checked_as_the_readme_shows(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], home: Path
) -> None:
    found = re.search(r"\$ cat (\S+)\n(.*)\n\$ anwen verify \S+\n([\s\S]*?)```", readme(name))
    assert found
    (tmp_path / found[1]).write_text(found[2], "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANWEN_HOME", str(home))
    assert run(["--lang", docs.LANGUAGES[name], "verify", found[1]]) == 3
    assert capsys.readouterr().out == found[3]


def named(text: str) -> set[tuple[str, ...]]:
    return set(re.findall(r"`anwen ([a-z]+)|`(ANWEN_[A-Z_]+)`|`(/[a-z]+)", text))


def test_both_name_the_same_commands_and_settings() -> None:
    assert named(readme("README.md")) == named(readme("README.en.md"))
