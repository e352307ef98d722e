"""`anwen brief`: the document, and what it does where there is none to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.briefing import Order, brief
from bot.documents.markdown import read_brief
from bot.render.briefing.markdown import markdown
from retrieval.verifying import Checker


@pytest.fixture(autouse=True)
def _by_topic(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in looks for the topic itself, not for the question that is made of it."""
    kind: Any = type(app.answerer)
    answer = kind.answer

    def by_topic(self: Any, question: str, *rest: Any, **options: Any) -> Any:
        topic = re.sub(r"^(?:哪些案例涉及|写一份关于)|(?:的简报|？)$", "", question)
        return answer(self, topic, *rest, **options)

    monkeypatch.setattr(kind, "answer", by_topic)


def test_every_statement_carries_a_note_and_every_note_holds(app: App) -> None:
    made = brief(app, Order("商业秘密"))
    told = [s for section in made.sections for p in section.paragraphs for s in p] + list(made.overview)
    assert told
    assert all(statement.note is not None for statement in told)
    assert Checker(app.records()).page(read_brief(markdown(made))).problems == []


def test_the_cases_named_are_the_cases_used(app: App) -> None:
    made = brief(app, Order("", cases=(8, 24, 9)))
    assert [case.number for case in made.used] == [8, 24, 9]
    assert "检查标准：案例编号为8、24、9" in "".join(s.text for s in made.overview)


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_a_briefing_is_written_and_verified(suffix: str, tmp_path: Path, anwen: Callable[..., Any]) -> None:
    file = tmp_path / f"a{suffix}"
    ran = anwen("brief", "商业秘密", "-o", str(file))
    assert ran.code == 0, ran.err
    assert anwen("verify", str(file)).code == 0


def test_a_topic_no_case_answers_is_said_and_nothing_is_written(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    ran = anwen("brief", "量子纠缠", "-o", str(tmp_path / "a.md"))
    assert ran.code == 4
    assert ran.out.strip()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said_in_one_line_and_leaves_what_was_there(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    there = tmp_path / "a.md"
    there.write_text("mine")
    for arguments, said in (
        (["-o", str(there)], "--force"),
        (["-o", str(tmp_path / "no" / "a.md")], "不能写入"),
        (["-o", str(tmp_path / "a.xyz")], ".md"),
        (["-o", str(tmp_path / "b.md"), "--template", "nope"], "gongwen"),
        (["-o", str(tmp_path / "b.md"), "--cases", "8,x"], "--cases"),
        (["-o", str(tmp_path / "b.md"), "--cases", "99"], "没有案例99"),
        (["-o", str(tmp_path / "b.md"), "--collection", "nope"], "nope"),
    ):
        ran = anwen("brief", "商业秘密", *arguments)
        assert ran.code == 1
        assert said in ran.err
        assert ran.err.count("\n") == 1
    assert there.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    assert anwen("brief", "商业秘密", "-o", str(there), "--force").code == 0
    assert "商业秘密" in there.read_text("utf-8")
