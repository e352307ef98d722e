"""`anwen verify`: what is true holds, what was forged does not, and why."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.documents.html import read_page
from bot.documents.markdown import read_brief
from bot.documents.reading import check
from bot.render.briefing.markdown import markdown
from bot.render.briefing.page import html
from bot.words import Words
from data.types import CaseId, Records
from retrieval.verifying import Checker, Why
from tests.bot import forgery

SAY = Words("zh")


@pytest.fixture
def records(app: App) -> Records:
    return app.records()


def test_999_forgeries_in_1000_are_caught_and_1000_true_quotes_raise_no_alarm(records: Records) -> None:
    checker = Checker(records)
    texts = [markdown(forgery.document(records, seed)) for seed in range(60)]
    true = [checker.page(read_brief(text)) for text in texts]
    assert sum(report.checked for report in true) >= 1000
    assert [p for report in true for p in report.problems] == []
    made = forgery.forgeries(texts, 1000)
    missed = Counter(kind for kind, text in made if checker.page(read_brief(text)).holds)
    assert sum(missed.values()) <= 5, missed


@cache
def pages(records: Records) -> list[str]:
    return [html(forgery.document(records, seed)) for seed in range(12)]


@pytest.mark.parametrize("kind", forgery.KINDS, ids=lambda kind: kind.__name__)
def test_a_forged_page_is_caught_whatever_part_of_it_was_forged(kind: Any, records: Records) -> None:
    checker = Checker(records)
    texts = pages(records)
    assert all(checker.page(read_page(text)).holds for text in texts)
    made = [(text, kind(text, random.Random(at))) for at, text in enumerate(texts * 3)]
    forged = [text for true, text in made if text and text != true]
    assert forged
    assert [text for text in forged if _holds(checker, text)] == []


def _holds(checker: Checker, text: str) -> bool:
    return checker.page(read_page(text)).holds


def test_forged_answer_objects_are_caught_and_true_ones_hold(
    records: Records, app: App, tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    file = tmp_path / "answer.json"
    good = json.loads(anwen("ask", "--json", "商业秘密").out)
    for change, why in (
        (lambda a: None, None),
        (lambda a: a["citations"][0].update(number=9), Why.IN_ANOTHER),
        (lambda a: a["citations"][0].update(number=99), Why.NO_CASE),
        (lambda a: a["citations"][0].update(collection="other"), Why.NO_COLLECTION),
        (lambda a: a["citations"][0].update(sha256="0" * 64), Why.CHANGED),
        (lambda a: a["citations"][0]["quotes"][0].update(text="商业不秘密"), Why.NOT_IN_IT),
        (lambda a: a["citations"][0]["quotes"][0].update(start=0), Why.ELSEWHERE),
        (lambda a: a.update(answer=a["answer"] + "[案例3]"), Why.NO_NOTE),
        (lambda a: a.update(answer=a["answer"] + "\n案例8的被告赔偿了一亿元。"), Why.FIGURE),
        (lambda a: a.update(answer=a["answer"] + "\n海关查处了9876件。"), Why.FIGURE),
    ):
        answer = json.loads(json.dumps(good))
        change(answer)
        file.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
        found = {problem.why for problem in check(file, records, SAY).problems}
        assert (why in found) if why else not found


def test_each_failure_says_why_and_ends_with_status_3(
    records: Records, tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    text = markdown(forgery.document(records, 1))
    file = tmp_path / "a.md"
    file.write_text(text, "utf-8")
    assert anwen("verify", str(file)).code == 0
    file.write_text(text.replace("，", "，不"), "utf-8")
    ran = anwen("verify", str(file))
    assert ran.code == 3
    assert "案例中没有这些字句" in ran.out


def test_a_case_that_changed_since_is_said_to_have_changed(records: Records) -> None:
    brief = forgery.document(records, 2)
    page = read_brief(markdown(brief))
    now = forgery.changed_case(records, brief.used[0].number)
    assert {p.why for p in Checker(now).page(page).problems} == {Why.CHANGED}


def test_a_catalog_without_the_case_or_the_collection_is_told_apart(records: Records) -> None:
    brief = forgery.document(records, 3)
    page = read_brief(markdown(brief))
    gone = forgery.without(records, brief.used[0].id)
    assert Why.NO_CASE in {p.why for p in Checker(gone).page(page).problems}
    empty = replace(records, cases=(), collections=())
    assert Why.NO_COLLECTION in {p.why for p in Checker(empty).page(page).problems}


def test_a_document_edited_by_hand_holds_where_only_words_without_a_note_were_added(
    records: Records,
) -> None:
    text = markdown(forgery.document(records, 4))
    checker = Checker(records)
    added = text.replace("\n## 二、", "\n\n本节由编者补充说明。\n\n## 二、")
    assert checker.page(read_brief(added)).holds
    wrapped = text.replace("检查标准：", "检查标准：\n")
    assert checker.page(read_brief(wrapped)).problems == []
    unnoted = text.replace("\n## 二、", "\n\n编者说「知识产权强国」已建成。\n\n## 二、")
    assert {p.why for p in checker.page(read_brief(unnoted)).problems} == {Why.NO_NOTE}
    lost = text.replace("」[^8]", "」", 1)
    assert not checker.page(read_brief(lost)).holds


def test_a_file_that_cannot_be_checked_fails_in_one_line(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    for name, content in (("a.json", "{"), ("b.json", "[1]"), ("c.xml", "x"), ("d.jsonl", '{"a": 1}')):
        (tmp_path / name).write_text(content)
        ran = anwen("verify", str(tmp_path / name))
        assert ran.code == 1
        assert ran.err.count("\n") == 1
    assert anwen("verify", str(tmp_path / "none.md")).code == 1


def test_every_case_id_of_a_note_is_read_back(records: Records) -> None:
    from retrieval.statements import Counted, Note, note_text, read_note

    fact = Counted("总数", (CaseId("ip-power-2", 8), CaseId("x-y", 3)))
    assert read_note(note_text(Note(1, fact), records.collections)) == fact


def test_documents_over_two_collections_hold_whatever_the_order_of_their_cases(records: Records) -> None:
    twin = replace(records.collections[0], id="zz-other", title="另一批", label="第三批")
    copies = tuple(replace(c, id=CaseId("zz-other", c.number)) for c in records.cases)
    both = replace(records, collections=(twin, *records.collections), cases=(*copies, *records.cases))
    checker = Checker(both)
    for seed in range(8):
        made = forgery.document(both, seed)
        assert checker.page(read_brief(markdown(made))).problems == []
        assert checker.page(read_page(html(made))).problems == []
