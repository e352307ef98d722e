"""The four invariants, and how long answers are, over gold questions of all three collections: every third, or all."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from bot.documents.reading import check
from bot.render.json import answer_object, line
from bot.words import Words
from data.types import TITLE
from retrieval.quoting.shown import SCRAP, repeats
from retrieval.wording.lists import FEW
from tests.retrieval.conftest import GoldAnswers
from tests.retrieval.homes import Home
from tests.retrieval.promises import broken_promises, timeless
from tests.retrieval.scoring import answer_to, below, measures

ONLY = ("ip-power-2", "dev", "everyday")


def test_every_answer_to_every_gold_question_holds_the_invariants(
    gold_answers: GoldAnswers, every: int, home: Home
) -> None:
    records = home.catalog.records()
    answers = [answer for of_file in gold_answers.values() for _, answer in of_file]
    assert len(answers) > 840 / every
    wrong = {answer.question: broken for answer in answers if (broken := broken_promises(answer, records))}
    assert not wrong


def test_every_answer_holds_when_it_is_checked_as_a_file_that_says_nothing_beside_its_parts(
    gold_answers: GoldAnswers, every: int, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "answers.jsonl"
    answers = [answer_object(answer) for of_file in gold_answers.values() for _, answer in of_file]
    file.write_text("\n".join(map(line, answers)), "utf-8")
    report = check(file, home.catalog.records(), Words("zh"))
    assert report.checked > 1000 / every
    assert report.problems == []
    assert report.uncited == []


def test_the_same_question_gives_the_same_answer_again_and_from_another_answerer(
    gold_answers: GoldAnswers, home: Home
) -> None:
    other = home.answerer()
    pairs = [pair for of_file in gold_answers.values() for pair in of_file]
    # Backwards, so that what was asked before is never what it was.
    differing = [
        row["id"] for row, was in reversed(pairs[::8]) if timeless(answer_to(other, row)) != timeless(was)
    ]
    assert not differing


def test_every_refusal_says_what_was_searched(gold_answers: GoldAnswers, every: int) -> None:
    refusals = [answer for of_file in gold_answers.values() for _, answer in of_file if answer.refused]
    assert len(refusals) > 50 / every  # the other collections' questions are not answered by this one
    searched = (
        "知识产权强国建设第二批典型案例",
        "案例原文",
        "只查了",  # the cases that were spoken of
        "published cases",
    )  # an instruction is not searched for
    unsaid = [
        (a.question, a.reason) for a in refusals if not any(words in (a.reason or "") for words in searched)
    ]
    assert not unsaid


def test_every_answer_tells_the_state_of_the_index_it_was_made_from(
    gold_answers: GoldAnswers, home: Home
) -> None:
    records = home.catalog.records()
    answers = [answer for of_file in gold_answers.values() for _, answer in of_file]
    states = {(a.index.revision, a.index.cases, a.index.updated) for a in answers}
    assert states == {(records.revision, len(records.cases), records.updated)}
    assert all(a.mode == "extractive" and a.model is None for a in answers)


def test_over_all_gold_questions_answers_are_as_short_as_they_should_be(gold_answers: GoldAnswers) -> None:
    answers = [a for name in ONLY for _, a in gold_answers[name] if not a.refused]
    lists = [a for a in answers if a.basis.rule == "selection" and 1 < len(a.citations) <= FEW]
    items = [
        len(line) for a in lists for line in a.text.split("\n") if line[:1].isdigit() and ". " in line[:4]
    ]
    assert median(items) <= 62
    told = [
        (c.case.title, q.text)
        for a in answers
        if a.basis.rule in ("fact", "selection", "comparison")
        for c in a.citations
        for q in c.quotes
        if q.field != TITLE and not q.answer
    ]
    assert sum(len(text) <= SCRAP or repeats(title, text) for title, text in told) <= 0.01 * len(told)
    for answer in answers:
        assert len(answer.text) <= 1200 or answer.basis.rule not in ("fact", "comparison")


FLOORS: dict[str, dict[int, dict[str, float]]] = {
    "dev": {
        # Measured: exact 0.976, cite_f1 0.976, refuse 1, answer 1, count 1; of every third all 1.
        1: {"exact": 0.96, "cite_f1": 0.96, "refuse": 0.97, "answer": 0.98, "count": 1.0},
        3: {"exact": 0.97, "cite_f1": 0.97, "refuse": 1.0, "answer": 1.0, "count": 1.0},
    },
    "ip-power-2": {
        # Measured: exact 0.881, cite_f1 0.898, refuse 0.967, answer 0.980, count 1; two thirds of the misses are
        # paraphrases with not a word of the case's own. Of every third 0.940, 0.940, 0.9, 1, 1.
        1: {"exact": 0.86, "cite_f1": 0.88, "refuse": 0.9, "answer": 0.96, "count": 1.0},
        3: {"exact": 0.92, "cite_f1": 0.92, "refuse": 0.9, "answer": 0.98, "count": 1.0},
    },
    "everyday": {
        # Measured: exact 0.955, cite_f1 0.967, refuse 0.944, answer 0.996, count 1; of every third 0.943, 0.956,
        # 0.833, 1, 1.
        1: {"exact": 0.94, "cite_f1": 0.95, "refuse": 0.93, "answer": 0.98, "count": 1.0},
        3: {"exact": 0.93, "cite_f1": 0.94, "refuse": 0.83, "answer": 0.98, "count": 1.0},
    },
}
"""By gold file, and by of how many questions one is asked (`test_quality.py` says what a floor is)."""


@pytest.mark.parametrize("name", FLOORS)
def test_the_bundled_collection_is_answered_no_worse_than_it_was(
    gold_answers: GoldAnswers, every: int, name: str
) -> None:
    rows, answers = zip(*gold_answers[name], strict=True)
    assert not below(measures(rows, answers), FLOORS[name][every])
