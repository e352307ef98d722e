"""Writes what the two READMEs show of the program: the transcripts, the conversation in Telegram, the picture, the figures.

    python scripts/docs.py        the transcripts of README.md and README.en.md, and docs/console.svg
    python scripts/docs.py eval   the measured figures as well (half a minute more)

The questions stand in the READMEs themselves: every line `$ make ask Q="…"` between the marks of the transcript is
asked again, and what lies under it is replaced by the answer as a terminal shows it, without colours.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bot import words  # noqa: E402
from bot.app import App  # noqa: E402
from bot.cli import run  # noqa: E402
from bot.console.dialogue import Dialogue  # noqa: E402
from bot.render.briefing.paper import picture  # noqa: E402
from bot.render.layout import Line, Piece, line  # noqa: E402
from bot.render.terminal import answer_lines  # noqa: E402
from bot.settings import Settings  # noqa: E402
from scripts.telegram_talk import talk  # noqa: E402

READMES = ("README.md", "README.en.md")
LANGUAGES = {"README.md": "zh", "README.en.md": "en"}
PICTURE = ROOT / "docs" / "console.svg"
PICTURED = ("哪些案例涉及商业秘密？", "它是怎么做的？", "江苏有几个案例？", "案例31讲了什么？")
COLUMNS = 88
GOLD = ("dev.jsonl", "everyday.jsonl", "ip-power-2.jsonl")
"""Question files of tests/gold that the figures are of."""
MEASURES = ("cite_f1", "exact", "answer_r", "refuse_r", "count", "points", "verbatim")


class Terminal(io.StringIO):
    """Standard output that takes itself for a terminal: the lines are broken to its width."""

    def isatty(self) -> bool:
        return True


def said(*argv: str, home: Path) -> str:
    """What `anwen ARGV` prints at a terminal of COLUMNS columns with a loaded home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANWEN_")}
    screen = Terminal()
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(kept, ANWEN_HOME=str(home), NO_COLOR="1", COLUMNS=str(COLUMNS), LINES="50")
    try:
        with contextlib.redirect_stdout(screen), contextlib.redirect_stderr(io.StringIO()) as errors:
            status = run(argv)
    finally:
        os.environ.clear()
        os.environ.update(before)
    if status:
        raise RuntimeError(f"anwen {shlex.join(argv)}: {errors.getvalue()}")
    return screen.getvalue().rstrip("\n")


def with_transcript(readme: str, home: Path) -> str:
    """`readme` with the answers to the questions of its transcript as the program gives them now."""

    def answered(block: re.Match[str]) -> str:
        return "\n\n".join(
            _asked(command, home) for command in re.findall(r"^\$ .*$", block[0], re.MULTILINE)
        )

    return _replaced(readme, "transcript", lambda block: f"```console\n{answered(block)}\n```")


def _asked(command: str, home: Path) -> str:
    given = dict(word.partition("=")[::2] for word in shlex.split(command)[3:])
    return f"{command}\n{said('ask', *shlex.split(given.get('ARGS', '')), '--', given['Q'], home=home)}"


def with_figures(readme: str, home: Path) -> str:
    """`readme` with the measures of the gold questions as `anwen eval` gives them now."""
    heads = ("", "n", *MEASURES)

    def rows() -> Iterator[tuple[str, ...]]:
        yield heads
        yield ("---",) + ("--:",) * (len(heads) - 1)
        for name in GOLD:
            found = json.loads(said("eval", f"tests/gold/{name}", "--json", home=home))["answers"]["overall"]
            figures = (f"{found[measure]:.3f}" for measure in MEASURES)
            yield f"`anwen eval tests/gold/{name}`", str(found["questions"]), *figures

    return _replaced(
        readme, "figures", lambda _: "\n".join(f"| {' | '.join(row)} |".replace("  ", " ") for row in rows())
    )


def with_talk(readme: str, home: Path, lang: str) -> str:
    """`readme` with the conversation in Telegram as the bot holds it now."""
    return _replaced(readme, "telegram", lambda _: talk(home, lang))


def _replaced(readme: str, name: str, made: Callable[[re.Match[str]], str]) -> str:
    pattern = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=\n<!-- /{name} -->)", re.DOTALL)
    if not pattern.search(readme):
        raise ValueError(f"no <!-- {name} --> … <!-- /{name} --> in the README")
    return pattern.sub(made, readme)


def console_picture(home: Path) -> str:
    """A conversation at the console, as the program itself draws it."""
    return picture(_conversation(home), "anwen chat", COLUMNS + 1)


def _conversation(home: Path) -> Iterator[Line]:
    app = App(Settings(home=home))
    dialogue = Dialogue(app)
    yield line(Piece(app.say(words.WELCOME, cases=len(app.records().cases)), "quiet"))
    for question in PICTURED:
        yield line()
        yield line(Piece(app.say(words.PROMPT), "mark"), Piece(question, "title"))
        answer = dialogue.ask(question)
        dialogue.take(answer)
        yield from answer_lines(answer, app.say)


def main(figures: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        App(Settings(home=home)).ensure_loaded()
        for name in READMES:
            path = ROOT / name
            text = with_transcript(path.read_text("utf-8"), home)
            text = with_talk(text, home, LANGUAGES[name])
            path.write_text(with_figures(text, home) if figures else text, encoding="utf-8")
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_text(console_picture(home), encoding="utf-8")


if __name__ == "__main__":
    main("eval" in sys.argv[1:])
