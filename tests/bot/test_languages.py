"""Chinese users meet no English of the program's, English users no Chinese but what is quoted."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.cli import cli
from bot.commands.context import confirmed
from bot.console.chat import Console
from bot.failures import explain
from bot.render.briefing.paper import Paper
from bot.said.document_words import OVERWRITE
from bot.words import Words
from data.errors import Busy, EmbedderMismatch, NoSuchState, UnknownCase, UnknownCollection

Anwen = Callable[..., Any]
COMMANDS = sorted(get_command(cli).commands)  # type: ignore[attr-defined]
NAMES = re.compile(
    r"anwen [a-z]+|--?[a-z][a-z-]*|\.[a-z]+|\b(?:JSON|Lines|Telegram|HTML|MCP|SVG|PNG|OpenAI|HTTP|Markdown|Excel|zh|en|shell"
    r"|Authorization|Bearer|ANWEN_[A-Z_]+|gongwen|report|region|organisation|theme|history|label|N|id|anwen|question|turns|LibreOffice|Prometheus|Chroma|PostgreSQL)\b"
)
"""What is called so in both languages: commands, options, file names, products, values to type."""


def english(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}(?: [A-Za-z]+)*", NAMES.sub(" ", text))


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_help_page_is_in_one_language(command: str, anwen: Anwen) -> None:
    argv = [command] if command else []
    listed = r"(?m)^  [a-z]+ +(?=\S)"  # the names of the commands
    zh = re.sub(listed, "", anwen(*argv, "--help").out)
    assert english(zh) == []
    en = anwen("--lang", "en", *argv, "--help")
    assert en.code == 0
    assert re.findall(r"[一-鿿]+", re.sub(r"\[label·案例8\]|名称=\S+", "", en.out)) == []


@pytest.mark.parametrize(
    "argv",
    [
        ("brief",), ("asky",), ("ask", "--foo"), ("ask",), ("case", "x"), ("case", "99"), ("cases", "9", "9"),
        ("ask", "--json=3", "x"), ("brief", "-o"), ("remove", "none"), ("verify", "none.md"), ("undo", "none"),
        ("brief", "x", "-o", "/none/a.md"), ("brief", "x", "-o", "a.xyz"), ("ingest", "none.txt"),
        ("stats", "--trail", "x"), ("cases", "--by", "x"), ("export", "x", "-o", "a.zip"), ("collections", "x"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_went_wrong_is_said_in_one_line_and_one_language(argv: tuple[str, ...], anwen: Anwen) -> None:
    for lang in ("zh", "en"):
        ran = anwen("--lang", lang, *argv)
        assert ran.code in (1, 2)
        assert ran.err.count("\n") == 1
        said = re.sub(
            "none|'x'|'ask'|ip-power-2|asky|foo|a\\.xyz|xlsx|trail|a\\.zip|FILE|output", "", ran.err
        )
        if lang == "zh":
            assert english(said) == []
        else:
            assert re.findall(r"[一-鿿]+", said) == []


def test_errors_of_the_lower_rooms_are_said_in_one_language() -> None:
    for error in (
        UnknownCase(9, "1–4"), UnknownCollection("x", ["a"]), NoSuchState("x", 3, [1]), Busy("7"),
        EmbedderMismatch("e5", "bge"), OSError(2, "No such file or directory"), PermissionError(13, "no", "/x"),
    ):  # fmt: skip
        assert english(re.sub("bge|anwen reindex", "", explain(error))) == []
        assert re.findall(r"[一-鿿]+", explain(error, "en")) == []


def test_a_conversation_names_no_commands_to_type_into_a_shell(
    app: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    Console(app, Paper(coloured=False)).handle_all(["/case 99", "/case 8", "/nothing", "量子纠缠", "/help"])
    out, err = capsys.readouterr()
    assert "没有案例99" in err
    assert "anwen " not in out + err
    for error in (UnknownCase(9, "1–4"), NoSuchState("x", 3, [1]), EmbedderMismatch("e5", "bge")):
        for lang in ("zh", "en"):
            assert not re.search(r"anwen [a-z]|--[a-z]", explain(error, lang, shell=False))


@pytest.mark.parametrize(
    ("lang", "typed", "agreed"),
    [
        ("zh", "是\n", True),
        ("zh", "y\n", True),
        ("zh", "\n", False),
        ("zh", "不\n", False),
        ("en", "yes\n", True),
    ],
)
def test_a_question_is_asked_in_ones_own_language_and_only_a_yes_is_one(
    lang: str, typed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    say = Words(lang)
    assert confirmed(say(OVERWRITE, path="a.md"), say) == agreed
    asked = capsys.readouterr().err
    assert (re.findall(r"[A-Za-z]{2,}|\[", asked) == ["md"]) == (lang == "zh")


def test_shells_complete_the_commands(anwen: Anwen) -> None:
    asked = {"_ANWEN_COMPLETE": "complete_bash", "COMP_WORDS": "anwen ver", "COMP_CWORD": "1"}
    assert anwen(env=asked).out.split() == ["verify"]


@pytest.mark.parametrize("path", sorted(Path("bot").rglob("*words.py")), ids=str)
def test_a_line_for_users_is_written_once_under_its_name(path: Path) -> None:
    named = re.findall(r"^([A-Z][A-Z_]+) = ", path.read_text("utf-8"), re.M)
    assert len(named) == len(set(named))
