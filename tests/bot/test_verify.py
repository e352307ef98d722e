"""`anwen verify`: what is true holds, what was forged does not, and why."""

from __future__ import annotations

import json
import random
import re
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
from retrieval.checking.citations.verifying import Checker
from retrieval.checking.citations.why import Why
from retrieval.checking.documents.documents import check_document
from retrieval.documents.record import read_record, written
from tests.bot import forgery

SAY = Words("zh")


@pytest.fixture
def records(app: App) -> Records:
    return app.records()


def test_of_1000_forgeries_of_our_documents_995_are_caught_and_the_true_ones_raise_no_alarm(
    records: Records,
) -> None:
    checker = Checker(records)
    texts = [markdown(forgery.document(records, seed)) for seed in range(60)]
    true = [check_document(read_brief(text), checker) for text in texts]
    assert sum(report.checked for report in true) >= 200
    assert [p for report in true for p in report.problems] == []
    made = forgery.forgeries(texts, 1000)
    missed = Counter(kind for kind, text in made if check_document(read_brief(text), checker).holds)
    assert sum(missed.values()) <= 5, missed


@cache
def pages(records: Records) -> list[str]:
    return [html(forgery.document(records, seed)) for seed in range(12)]


@pytest.mark.parametrize("kind", forgery.KINDS, ids=lambda kind: kind.__name__)
def test_a_forged_page_is_caught_whatever_part_of_it_was_forged(kind: Any, records: Records) -> None:
    checker = Checker(records)
    texts = pages(records)
    assert all(check_document(read_page(text), checker).holds for text in texts)
    made = [(text, kind(text, random.Random(at))) for at, text in enumerate(texts * 3)]
    forged = [text for true, text in made if text and text != true]
    assert forged
    assert [text for text in forged if _holds(checker, text)] == []


def _holds(checker: Checker, text: str) -> bool:
    return check_document(read_page(text), checker).holds


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
        (lambda a: a.update(answer=a["answer"] + "\n这个做法值得推广。"), Why.STATEMENT),
        (lambda a: a.update(answer="这个做法全国第一。" + a["answer"]), Why.STATEMENT),
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
    assert "写成后被改动" in ran.out
    assert ran.out.count("\n  ") >= 3


def test_a_case_that_changed_since_is_said_to_have_changed(records: Records) -> None:
    brief = forgery.document(records, 2)
    page = read_brief(markdown(brief))
    now = forgery.changed_case(records, brief.used[0].number)
    assert {p.why for p in check_document(page, Checker(now)).problems} == {Why.CHANGED}


def test_a_catalog_without_the_case_or_the_collection_is_told_apart(records: Records) -> None:
    brief = forgery.document(records, 3)
    page = read_brief(markdown(brief))
    gone = forgery.without(records, brief.used[0].id)
    assert Why.NO_CASE in {p.why for p in check_document(page, Checker(gone)).problems}
    empty = replace(records, cases=(), collections=())
    assert Why.NO_COLLECTION in {p.why for p in check_document(page, Checker(empty)).problems}


def test_a_document_edited_by_hand_holds_where_only_words_without_a_note_were_added(
    records: Records,
) -> None:
    text = markdown(forgery.document(records, 4))
    checker = Checker(records)

    def problems(changed: str) -> set[Why]:
        assert changed != text
        return {p.why for p in check_document(read_brief(changed), checker).problems}

    assert problems(text.replace("\n## 二、", "\n\n本节由编者补充说明。\n\n## 二、")) == set()
    assert problems(text.replace("个典型案例中，", "个典型案例中，\n")) == set()
    assert problems(re.sub(r"\n(## 二、.*?)(?=\n## 三、)", "", text, flags=re.DOTALL)) == {Why.UNUSED}
    assert problems(text.replace("\n## 二、", "\n\n编者说『知识产权强国已建成』（案例8）。\n\n## 二、")) == {
        Why.NOT_IN_IT
    }
    assert problems(text.replace("[^3]", "", 1)) >= {Why.NO_NOTE}
    assert problems(re.sub(r"讲主题4：", "讲主题4：北京、", text)) == {Why.STATEMENT}


def test_a_paragraph_may_be_moved_and_the_words_of_one_case_not_under_another_ones_heading(
    records: Records,
) -> None:
    text = markdown(forgery.document(records, 6))
    checker = Checker(records)
    parts = re.split(r"(?m)^(?=## )", text)
    whole = "".join([parts[0], parts[2], parts[1], *parts[3:]])
    assert check_document(read_brief(whole), checker).problems == []
    heads = [part.split("\n", 1) for part in parts]
    heads[1][0], heads[2][0] = heads[2][0], heads[1][0]
    swapped = "".join("\n".join(part) for part in heads)
    assert {p.why for p in check_document(read_brief(swapped), checker).problems} == {Why.STATEMENT}


def test_a_file_that_cannot_be_checked_fails_in_one_line(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    for name, content in (("a.json", "{"), ("b.json", "[1]"), ("c.xml", "x"), ("d.jsonl", '{"a": 1}')):
        (tmp_path / name).write_text(content)
        ran = anwen("verify", str(tmp_path / name))
        assert ran.code == 1
        assert ran.err.count("\n") == 1
    assert anwen("verify", str(tmp_path / "none.md")).code == 1


def test_what_a_document_rests_on_is_read_back_as_it_was_written(records: Records) -> None:
    record = replace(forgery.document(records, 5).record, title="甲--><!-- 乙 ]]> <b>&", by="region")
    assert read_record(written(record)) == record
    assert not re.search(r"--|[<>]", written(record))


def test_documents_over_two_collections_hold_whatever_the_order_of_their_cases(records: Records) -> None:
    twin = replace(records.collections[0], id="zz-other", title="另一批", label="第三批")
    copies = tuple(replace(c, id=CaseId("zz-other", c.number)) for c in records.cases)
    both = replace(records, collections=(twin, *records.collections), cases=(*copies, *records.cases))
    checker = Checker(both)
    for seed in range(8):
        made = forgery.document(both, seed)
        assert check_document(read_brief(markdown(made)), checker).problems == []
        assert check_document(read_page(html(made)), checker).problems == []
