"""Cases whose words were recognised in pictures say so wherever they are told."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.documents.reading import check, check_text
from bot.jobs.briefing import Order, brief
from bot.render.briefing.markdown import markdown
from bot.render.briefing.page import case_page, html
from bot.render.json import answer_object, line
from bot.render.layout import Grid
from bot.render.markdown import conversation_page
from bot.render.sheets.rows import Told
from bot.render.sheets.writers import WRITERS
from bot.render.terminal import answer_lines, case_lines
from bot.served.completed import content
from bot.settings import Settings
from bot.tg.messages.citing import citation
from bot.tg.messages.pages import answer_parts, case_parts
from bot.words import Words
from data.catalog.catalog import Catalog
from data.chats.answers import Cited
from data.types import RECOGNISED, Answer

SAY = Words("zh")
DOUBTFUL = (8, 13)


@pytest.fixture(scope="module")
def app(first_run: tuple[Path, object], tmp_path_factory: pytest.TempPathFactory) -> App:
    """The bundled collection, two of its cases from pictures."""
    app = App(Settings(home=Path(shutil.copytree(first_run[0], tmp_path_factory.mktemp("scan") / "home"))))
    records = app.catalog.records()
    cases = [replace(case, recognised=case.number in DOUBTFUL) for case in records.cases]
    changes = app.library.replace(records.collections[0], cases)
    assert changes.changed == DOUBTFUL  # the same words, but not as they were published
    return app


def shown(answer: Answer, app: App) -> dict[str, str]:
    """The answer in every face."""
    lines = list(answer_lines(answer, SAY))
    return {
        "text": answer.text,
        "terminal": "\n".join(
            "".join(p.text for p in one.pieces) for one in lines if not isinstance(one, Grid)
        ),
        "json": line(answer_object(answer)),
        "markdown": conversation_page([answer], app.records(), SAY),
        "telegram": "".join(part.html for part in answer_parts(answer, SAY)),
        "completion": content(answer, SAY),
    }


@pytest.mark.parametrize(
    "question", ["案例8讲了什么？", "哪些案例涉及商业秘密？", "案例8和案例9有什么不同？"]
)
def test_every_answer_that_cites_one_says_so_in_every_face(question: str, app: App) -> None:
    answer = app.answerer.answer(question)
    assert 8 in [one.case.number for one in answer.citations]
    for face, text in shown(answer, app).items():
        assert RECOGNISED in text, face
    named = "[案例8]" in (answer.remark or "")
    assert named == (len(answer.citations) > 1)
    told = json.loads(line(answer_object(answer)))["citations"]
    assert [one["number"] for one in told if "recognised" in one] == [8]
    report = check_text(line(answer_object(answer)), app.records(), SAY)
    assert (report.problems, report.checked > 0) == ([], True)


def test_an_answer_that_cites_none_does_not(app: App) -> None:
    answer = app.answerer.answer("案例9讲了什么？")
    for face, text in shown(answer, app).items():
        assert RECOGNISED not in text, face


def test_notes_pages_rows_and_copied_words_of_such_a_case_say_so(app: App, tmp_path: Path) -> None:
    records = app.records()
    case = next(one for one in records.cases if one.number == 8)
    other = next(one for one in records.cases if one.number == 9)
    made = brief(app, Order("", cases=(8, 9)))
    for note in made.notes[1:]:
        assert (RECOGNISED in note.text) == (note.spots[0].case.number == 8)
    (tmp_path / "a.md").write_text(markdown(made), "utf-8")
    assert check(tmp_path / "a.md", records, SAY).problems == []
    remark = f'<p class="recognised">{RECOGNISED}</p>'
    for page in (html(made), case_page(case, records.collections[0])):
        assert page.count(remark) == 1
        for text, holds in (
            (page, True),
            (page.replace(remark, ""), False),
            (page.replace(remark, remark.replace("核对", "不必核对")), False),
        ):
            (tmp_path / "a.html").write_text(text, "utf-8")
            assert (check(tmp_path / "a.html", records, SAY).problems == []) == holds
    assert RECOGNISED not in case_page(other, records.collections[0])
    for make in WRITERS.values():
        rows = make([Told(case), Told(other)], records, SAY)
        alone = make([Told(other)], records, SAY)
        assert rows != alone
        if make is not WRITERS[".xlsx"]:
            assert (rows.decode().count(RECOGNISED), alone.decode().count(RECOGNISED)) == (1, 0)
    pages = "".join(part.html for part in case_parts(case, records.collections[0], SAY))
    lines = "".join(p.text for one in case_lines(case, records.collections[0], SAY) for p in one.pieces)
    quotes = app.answerer.answer("案例8讲了什么？").citations[0].quotes
    copied = citation(Cited(case.id, quotes), records)
    assert all(RECOGNISED in text for text in (pages, lines, copied, line(case.as_json())))


def test_a_case_of_which_nothing_but_its_title_is_quoted_is_cited_by_its_title(app: App) -> None:
    records = app.catalog.records()
    case = records.cases[0]
    assert citation(Cited(case.id, ()), records).startswith(f"《{case.title}》（《")


def test_it_is_remembered_by_the_catalog_and_its_copies_and_gone_back_on(app: App, tmp_path: Path) -> None:
    home = Path(shutil.copytree(app.settings.home, tmp_path / "home"))
    for cache in (home / "cache", None):
        fresh = Catalog(f"sqlite:///{home / 'catalog.sqlite3'}", cache)
        assert tuple(case.number for case in fresh.records().cases if case.recognised) == DOUBTFUL
    again = App(Settings(home=home))
    assert again.library.undo("ip-power-2")[1].changed == DOUBTFUL
    assert not any(case.recognised for case in again.catalog.records().cases)
    assert again.library.undo("ip-power-2", 2)[1].changed == DOUBTFUL
    assert sum(case.recognised for case in again.catalog.records().cases) == len(DOUBTFUL)
