"""The measures of `anwen eval`: worked out by hand on a small example, and by the scorer of the questions."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.render.json import answer_object, line
from data.collections import bundled
from data.reading.cases import parse
from data.types import (
    Answer,
    Basis,
    BasisKind,
    Case,
    CaseId,
    Citation,
    Field,
    IndexState,
    Intent,
    Quote,
    Understood,
)
from retrieval.measuring.evaluation import MEASURES, Fault, GoldQuestion, faults, score
from retrieval.measuring.goldfile import read

ROOT = Path(__file__).parents[2]
DEV = ROOT / "tests" / "gold" / "dev.jsonl"
SHARED = ROOT.parent / "shared" / "gold"
CASES = {
    n: Case(CaseId("a", n), f"标题{n}", (Field("summary", f"正文{n}，金额 {n}00 万元。"),))
    for n in (1, 2, 3, 4)
}


def answered(
    cited: Sequence[Case] = (),
    text: str = "",
    count: int | None = None,
    refused: bool = False,
    quote: str | None = None,
) -> Answer:
    citations = tuple(
        Citation(case, (Quote("summary", 0, 3, case.fields[0].text[:3] if quote is None else quote),))
        for case in cited
    )
    return Answer(
        "问",
        Understood("问", Intent.FACT),
        text,
        citations,
        Basis(BasisKind.SEMANTIC, "", False),
        IndexState(1, 4, ""),
        refused=refused,
        count=count,
    )


def test_the_measures_are_those_worked_out_by_hand() -> None:
    gold = [
        GoldQuestion("a", "fact", "?", gold=(1,), points=("金额 100万元", "没有的话")),
        GoldQuestion("b", "list", "?", gold=(1, 2), acceptable=(3,), count=2),
        GoldQuestion("c", "list", "?", gold=(2,), count=1),
        GoldQuestion("d", "refuse", "?", refuse=True),
        GoldQuestion("e", "refuse", "?", refuse=True),
        GoldQuestion("f", "count", "?", acceptable=(1, 2, 3, 4), count=4),
    ]
    answers = {
        "a": answered([CASES[1]], text="ａ" * 593 + "金额１００万 元"),  # 600 once white space is gone
        "b": answered([CASES[1], CASES[3], CASES[4]], count=2),  # p = 2/3, r = 1/2
        "c": answered(refused=True),
        "d": answered(refused=True),
        "e": answered([CASES[4]], quote="不是原文"),
        "f": answered(count=4),
    }
    outcomes, table = score(gold, answers, CASES.values())
    f1 = 2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2)
    assert table.overall.questions == 6
    assert table.overall.values == pytest.approx(
        {
            "cite_p": (1 + 2 / 3 + 0) / 3,
            "cite_r": (1 + 1 / 2 + 0) / 3,
            "cite_f1": (1 + f1 + 0) / 3,
            "exact": 1 / 3,
            "answer_r": 3 / 4,
            "refuse_r": 1 / 2,
            "points": 1 / 2,
            "focused": 1 / 2 * 300 / 600,
            "count": 2 / 3,
            "verbatim": 4 / 5,
            "right": 3 / 6,
        }
    )
    assert list(table.types) == ["fact", "list", "refuse", "count"]
    assert table.types["refuse"].values == pytest.approx({"refuse_r": 0.5, "verbatim": 0, "right": 0.5})
    assert table.types["count"].values == {"answer_r": 1, "count": 1, "right": 1}
    assert [faults(outcome) for outcome in outcomes] == [
        ((Fault.POINTS, ("没有的话",)),),
        ((Fault.MISSING, ("2",)), (Fault.EXTRA, ("4",))),
        ((Fault.REFUSED, ()),),
        (),
        ((Fault.ANSWERED, ()),),
        (),
    ]


def test_a_question_without_an_answer_counts_as_refused() -> None:
    gold = [GoldQuestion("a", "fact", "?", gold=(1,)), GoldQuestion("b", "refuse", "?", refuse=True)]
    _, table = score(gold, {}, CASES.values())
    assert table.overall.values == {
        "cite_p": 0, "cite_r": 0, "cite_f1": 0, "exact": 0, "answer_r": 0, "refuse_r": 1, "right": 0.5,
    }  # fmt: skip


def test_the_same_number_of_another_collection_is_another_case() -> None:
    other = Case(CaseId("b", 1), "别的", CASES[1].fields)
    question = GoldQuestion("a", "fact", "?", gold=(1,), collection="a")
    outcomes, table = score([question], {"a": answered([CASES[1], other])}, [*CASES.values(), other])
    assert (table.overall.values["cite_p"], table.overall.values["cite_r"]) == (0.5, 1)
    assert faults(outcomes[0]) == ((Fault.EXTRA, ("b:1",)),)


def test_a_quote_is_looked_up_in_the_case_that_is_cited_as_the_catalog_has_it() -> None:
    forged = Case(CASES[1].id, "标题1", (Field("summary", "改过的正文"),))
    outcomes, table = score(
        [GoldQuestion("a", "fact", "?", gold=(1,))], {"a": answered([forged])}, CASES.values()
    )
    assert table.overall.values["verbatim"] == 0
    assert faults(outcomes[0]) == ((Fault.QUOTES, ("1/1",)),)


def made_up(gold: GoldQuestion, cases: Sequence[Case], chance: random.Random) -> Answer | None:
    """An answer that is right in some ways and wrong in others."""
    if chance.random() < 0.05:
        return None
    if chance.random() < (0.7 if gold.refuse else 0.1):
        return answered(refused=True, text="没有")
    numbers = {n for n in (*gold.gold, *gold.acceptable) if chance.random() < 0.8}
    numbers |= {c.number for c in cases if chance.random() < 0.03}
    text = (
        "。".join(point for point in gold.points if chance.random() < 0.7)
        + "　"
        + "凑 字" * chance.randrange(200)
    )
    cited = [case for case in cases if case.number in numbers]
    return answered(
        cited, text, chance.choice((gold.count, 3, None)), quote=chance.choice((None, None, "没有此句"))
    )


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the scorer of the questions is not here")
@pytest.mark.parametrize("seed", [1, 2])
def test_the_measures_are_those_of_the_scorer_of_the_questions(seed: int, tmp_path: Path) -> None:
    with bundled().path() as path:
        _, cases, _ = parse(path, bundled().id)
    gold, chance = read(DEV), random.Random(seed)
    answers = {q.id: answer for q in gold if (answer := made_up(q, cases, chance))}
    predictions = tmp_path / "predictions.jsonl"
    objects = (line(answer_object(answer, {"id": id_})) for id_, answer in answers.items())
    predictions.write_text("\n".join(objects), encoding="utf-8")
    ours = score(gold, answers, cases)[1]
    rows = DEV.read_text(encoding="utf-8").splitlines()
    for kind, measures in {"": ours.overall, **ours.types}.items():
        part = tmp_path / f"gold-{kind}.jsonl"
        part.write_text("\n".join(r for r in rows if kind in ("", json.loads(r)["type"])), encoding="utf-8")
        command = [SHARED / "score.py", part, predictions, "--cases", SHARED / "cases.json", "--json"]
        ran = subprocess.run(
            [sys.executable, *map(str, command)], capture_output=True, check=True, timeout=60
        )
        theirs = {k: v for k, v in json.loads(ran.stdout).items() if v is not None}
        assert {k: round(v, 4) for k, v in measures.values.items() if k not in ("verbatim", "right")} == {
            k: v for k, v in theirs.items() if k != "verbatim"
        }
        assert measures.values.get("verbatim") == pytest.approx(theirs.get("verbatim"))
    assert set(ours.overall.values) == set(MEASURES)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "gold").glob("*.jsonl")), ids=lambda path: path.stem
)
def test_the_gold_files_of_the_project_can_be_read(path: Path) -> None:
    rows = [json.loads(row) for row in path.read_text(encoding="utf-8").splitlines()]
    questions = read(path)
    assert [q.id for q in questions] == [row["id"] for row in rows]
    assert [q.gold for q in questions] == [tuple(row["gold"]) for row in rows]
    assert not [q.id for q in questions if q.refuse and q.gold]


def test_a_perfect_reader_of_the_development_questions_gets_ones() -> None:
    with bundled().path() as path:
        _, cases, _ = parse(path, bundled().id)
    by_number = {case.number: case for case in cases}
    gold = read(DEV)
    answers = {
        q.id: answered(
            [by_number[n] for n in q.gold],
            text="，".join(q.points),
            count=q.count,
            refused=q.refuse,
        )
        for q in gold
    }
    outcomes, table = score(gold, answers, cases)
    assert table.overall.values == dict.fromkeys(MEASURES, 1.0)
    assert not [outcome for outcome in outcomes if faults(outcome)]
