"""Questions that people confirmed are part of the index: asked again, or nearly so, that case answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import App
from bot.console.dialogue import Dialogue
from bot.settings import Settings
from data.errors import AnwenError
from data.types import Answer, CaseId

WANTED = CaseId("ip-power-2", 26)


@pytest.fixture
def app(first_run: tuple[Path, object], tmp_path: Path) -> App:
    import shutil

    return App(Settings(home=Path(shutil.copytree(first_run[0], tmp_path / "home"))))


def cited(answer: Answer) -> list[int]:
    return [citation.case.number for citation in answer.citations]


def test_a_confirmed_question_moves_the_revision_and_is_answered_by_that_case_however_it_is_put(
    app: App,
) -> None:
    asked = "怎么才能让打官司省钱又省时间？"
    answerer = app.answerer
    before = answerer.answer(asked)
    revision = app.catalog.revision()
    case = next(case for case in app.catalog.records().cases if case.id == WANTED)
    assert app.library.confirm(asked, case)
    assert not app.library.confirm(asked, case)
    assert app.catalog.revision() == revision + 1
    assert app.library.in_step()
    for question in (asked, "如何才能让打官司省钱又省时间", "打官司怎样才能让它省钱又省时间呢？"):
        answer = answerer.answer(question)
        assert cited(answer) == [26], (question, answer.text, answer.reason)
        assert not answer.basis.complete
    others = ("谁才能让打官司省钱又省时间？", "怎么才能不让打官司省钱又省时间？")
    assert [answerer.answer(o).basis.rule for o in others].count("confirmed") == 0
    assert app.library.confirm(asked, case, holds=False)
    assert not app.library.confirm(asked, case, holds=False)
    after = answerer.answer(asked)
    assert (after.text, after.reason) == (before.text, before.reason)


def test_what_was_confirmed_of_a_case_that_has_changed_since_is_held_against_nobody(app: App) -> None:
    from dataclasses import replace

    from data.types import Field

    asked = "怎么才能让打官司省钱又省时间？"
    records = app.catalog.records()
    case = next(case for case in records.cases if case.id == WANTED)
    app.library.confirm(asked, case)
    other = replace(case, fields=(Field("summary", "完全另一件事。"),))
    cases = [other if one.id == WANTED else one for one in records.of("ip-power-2")]
    app.catalog.replace(records.collections[0], cases)
    assert app.answerer.answer(asked).basis.rule != "confirmed"


def test_good_at_the_console_confirms_what_one_case_answers_and_nothing_else(app: App) -> None:
    dialogue = Dialogue(app)
    with pytest.raises(AnwenError):
        list(dialogue.command("/good"))
    dialogue.take(dialogue.ask("哪些案例涉及商业秘密？"))
    with pytest.raises(AnwenError):
        list(dialogue.command("/good"))
    dialogue.take(dialogue.ask("流动警务站设在哪里？"))
    (line,) = dialogue.command("/good")
    assert "案例2" in line.text
    assert [one.question for one in app.catalog.confirmed()] == ["流动警务站设在哪里？"]
