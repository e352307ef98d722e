"""`anwen eval`: gold questions in; tables, JSON, misses and a chart out."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.cli import run
from bot.render.layout import cells
from bot.render.measures import table_lines
from bot.words import Words
from data.types import (
    Answer,
    Basis,
    BasisKind,
    CaseId,
    Citation,
    Conversation,
    IndexState,
    Intent,
    Quote,
    Records,
    Understood,
)
from retrieval.measuring.evaluation import MEASURES, GoldQuestion, score

ALONE = Conversation()
GOLD: list[dict[str, Any]] = [
    {"id": "q1", "type": "list", "question": "引用 8 9", "gold": [8, 9], "acceptable": [], "refuse": False},
    {"id": "q2", "type": "list", "question": "引用 3 5", "gold": [3], "acceptable": [4], "refuse": False},
    {"id": 3, "type": "refuse", "question": "拒答", "gold": [], "refuse": True},
    {
        "id": "q4",
        "type": "followup",
        "turns": ["引用 7"],
        "question": "再引一次",
        "gold": [7],
        "refuse": False,
    },
    {"id": "q5", "type": "count", "question": "引用 1 2 计数 2", "gold": [1, 2], "count": 3, "refuse": False},
]


class Obedient:
    """Cites the numbers that the question names, and ranks those cases first, in the order of the question."""

    def __init__(self, records: Callable[[], Records]) -> None:
        self.records = records
        self.sparing = True
        self.embedded = 0

    def answer(
        self, question: str, conversation: Conversation = ALONE, collections: Sequence[str] = ()
    ) -> Answer:
        records = self.records()
        numbers = self._numbers(question, conversation)
        self.embedded += not self.sparing or "嵌入" in question
        if self.sparing and "意思" in question:
            numbers = numbers[1:]
        cases = [c for c in records.cases if c.number in numbers]
        body = "".join(f"{c.title} [案例{c.number}]\n" for c in cases)
        counted = re.search(r"计数 (\d+)", question)
        return Answer(
            question,
            Understood(question, Intent.LIST),
            body,
            tuple(Citation(c, (Quote("title", 0, len(c.title), c.title),)) for c in cases),
            Basis(BasisKind.KEYWORD, "", True),
            IndexState(records.revision, len(records.cases), records.updated),
            refused=not cases,
            reason=None if cases else "查了 30 个案例，没有。",
            count=int(counted[1]) if counted else None,
            sure=float(told[1]) if (told := re.search(r"把握 ([\d.]+)", question)) else None,
        )

    def rank(
        self, question: str, conversation: Conversation = ALONE, collections: Sequence[str] = ()
    ) -> list[tuple[CaseId, float]]:
        named = self._numbers(question, conversation)
        rest = [c.number for c in self.records().cases if c.number not in named]
        return [(CaseId("ip-power-2", n), 0.5) for n in (*named, *rest)]

    def _numbers(self, question: str, conversation: Conversation) -> list[int]:
        if question == "再引一次":
            return [case.number for case in conversation.turns[-1].cited]
        return [int(n) for n in re.findall(r"\d+", re.split("计数|把握", question)[0])]


Evaluate = Callable[..., tuple[int, str, str]]


@pytest.fixture
def evaluate(
    catalog_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Evaluate:
    """Run `anwen eval` in this process, with answers that are known beforehand."""
    for name in [name for name in os.environ if name.startswith("ANWEN_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ANWEN_HOME", str(catalog_home))
    made: dict[App, Obedient] = {}
    monkeypatch.setattr(
        App, "answerer", property(lambda app: made.setdefault(app, Obedient(app.catalog.records)))
    )

    def call(*argv: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["eval", *map(str, argv)])
        return code, *capfd.readouterr()

    return call


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    rows = "\n".join(json.dumps(row, ensure_ascii=False) for row in GOLD)
    path.write_text("\ufeff" + rows + "\n\n", encoding="utf-8")
    return path


def test_the_measures_are_printed_by_type_and_over_all(evaluate: Evaluate, gold: Path) -> None:
    code, out, err = evaluate(gold)
    assert code == 0
    table = out.split("\n\n")[0].splitlines()
    assert [name for name in MEASURES if name not in table[1].split()] == []
    assert [row.split()[:2] for row in table[2:]] == [
        ["list", "2"], ["refuse", "1"], ["followup", "1"], ["count", "1"], ["全部", "5"],
    ]  # fmt: skip
    assert table[2].split()[2:6] == ["0.750", "1.000", "0.833", "0.500"]
    assert table[3].split()[7] == "1.000"
    assert "5 个问题" in err


def test_a_narrow_terminal_gets_the_same_figures_in_blocks() -> None:
    gold = [GoldQuestion("a", "crosslingual", "?", gold=(1,)), GoldQuestion("b", "refuse", "?", refuse=True)]
    _, table = score(gold, {}, ())
    for width in (20, 60, 80, 96):
        rows = [row.text for row in table_lines(table, MEASURES, Words("zh"), width)]
        assert max(map(cells, rows)) <= max(width, 26)
        assert [word for row in rows for word in row.split() if word in MEASURES] == list(MEASURES)


def test_the_json_holds_the_same_measures(evaluate: Evaluate, gold: Path) -> None:
    code, out, _ = evaluate(gold, "--json")
    found = json.loads(out)
    assert (code, found["file"], found["questions"]) == (0, "gold.jsonl", 5)
    assert found["answers"]["overall"] == {
        "questions": 5, "cite_p": 0.875, "cite_r": 1.0, "cite_f1": pytest.approx(0.916667), "exact": 0.75,
        "answer_r": 1.0, "refuse_r": 1.0, "count": 0.0, "verbatim": 1.0,
        "right": 0.6,
    }  # fmt: skip
    assert found["answers"]["types"]["followup"]["exact"] == 1.0
    assert "misses" not in found


def test_what_was_not_embedded_is_asked_again_with_meaning(evaluate: Evaluate, gold: Path) -> None:
    rows = [
        {"id": "a", "type": "fact", "question": "引用 3", "gold": [3]},
        {"id": "b", "type": "fact", "question": "按意思引用 5 3", "gold": [5]},  # by words it cites 3 only
        {"id": "c", "type": "fact", "question": "按意思引用 5 3", "gold": [3]},
        {"id": "d", "type": "fact", "question": "嵌入引用 3", "gold": [3]},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = json.loads(evaluate(gold, "--json")[1])
    assert found["not_embedded"] == {"questions": 3, "otherwise": ["b", "c"], "worse": ["b"]}
    assert "4 个中 3 个；若也用向量，其中 2 个回答有别，1 个因此较差 (b)" in evaluate(gold)[1]


def test_the_answers_own_word_on_themselves_is_held_against_the_labels(
    evaluate: Evaluate, gold: Path
) -> None:
    rows = [
        {"id": "a", "type": "fact", "question": "引用 3 把握 0.97", "gold": [3]},
        {"id": "b", "type": "fact", "question": "引用 5 把握 0.95", "gold": [6]},
        {"id": "c", "type": "refuse", "question": "拒答 把握 0.2", "refuse": True},
        {"id": "d", "type": "list", "question": "引用 8 9", "gold": [8, 9]},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = json.loads(evaluate(gold, "--json")[1])
    assert found["calibration"] == [
        {"from": 0.2, "to": 0.3, "answers": 1, "told": 0.2, "held": 0.0},
        {"from": 0.9, "to": 1.0, "answers": 2, "told": 0.96, "held": 0.5},
    ]
    assert found["tiers"] == {"said": {"cited": 4, "right": 3}, "meant": {"cited": 0, "right": 0}}
    assert found["complete"] == {"answers": 4, "not": ["b"]}
    assert found["by_words"] == 1
    out = evaluate(gold)[1]
    for said in ("0.9-1.0       2  0.960  0.500", "3/4 对", "称为完整的 4 个，其中 1 个不完整 (b)"):
        assert said in out


TALK: dict[str, Any] = {"turns": [], "refuse": False, "kind": "list", "points": [], "count": None, "also": []}


def test_conversations_are_read_in_their_own_form_and_told_by_turn(evaluate: Evaluate, gold: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "c1.1", "question": "引用 3", "cites": [3]},
        {"id": "c1.2", "question": "引用 3", "cites": [4], "also": [[3]], "turns": ["引用 3"]},
        {
            "id": "c1.3",
            "question": "引用 3",
            "cites": [3],
            "differs_from": "c1.1",
            "turns": ["引用 3", "引用 3"],
        },
        {"id": "none", "question": "拒答", "cites": [3], "also": [[]]},
        {"id": "any", "question": "引用 1 2", "cites": [], "anycite": True, "kind": "meta"},
        {
            "id": "lacks",
            "question": "引用 1",
            "cites": [],
            "anycite": True,
            "kind": "meta",
            "points": ["没有的话"],
        },
        {"id": "chat", "question": "引用 1", "cites": [], "kind": "chat"},
        {"id": "beyond", "question": "引用 1", "cites": [], "refuse": True, "kind": "refuse"},
        {"id": "either", "question": "引用 1", "cites": [], "refuse": True, "also": [[1]], "kind": "refuse"},
        {
            "id": "count",
            "question": "引用 1 计数 2",
            "cites": [1],
            "count": 1,
            "also_count": [2],
            "kind": "count",
        },
    ]
    gold.write_text("\n".join(json.dumps(TALK | row) for row in rows), encoding="utf-8")
    found = json.loads(evaluate(gold, "--json", "--misses")[1])
    assert {miss["id"]: miss["why"][0]["fault"] for miss in found["misses"]} == {
        "c1.3": "same", "lacks": "points", "chat": "chatty", "beyond": "answered",
    }  # fmt: skip
    assert found["answers"]["overall"]["right"] == 0.6
    assert {turn: row["right"] for turn, row in found["turns"].items()} == {
        "1": pytest.approx(0.625), "2": 1.0, "3": 0.0,
    }  # fmt: skip
    assert "按第几轮问" in evaluate(gold)[1]


def test_the_ranking_is_measured_apart_from_the_answers(evaluate: Evaluate, gold: Path) -> None:
    pytest.importorskip("ir_measures")
    rows = [
        {"id": "a", "type": "fact", "question": "引用 5 3", "gold": [3]},  # second
        {
            "id": "b",
            "type": "fact",
            "question": "引用 4 8 9",
            "gold": [8, 9],
            "acceptable": [4],
        },  # passed over
        {"id": "c", "type": "refuse", "question": "拒答", "refuse": True},  # has nothing to rank
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = json.loads(evaluate(gold, "--json")[1])["retrieval"]
    assert found["types"]["fact"] == {
        "questions": 2, "recall@1": 0.25, "recall@3": 1.0, "recall@5": 1.0, "recall@10": 1.0, "MRR": 0.75,
        "nDCG@10": pytest.approx((1 + 0.63093) / 2, abs=1e-5),
    }  # fmt: skip
    assert found["types"]["refuse"] == {"questions": 1}


def test_misses_say_what_was_expected_what_came_and_why(evaluate: Evaluate, gold: Path) -> None:
    _, out, _ = evaluate(gold, "--misses")
    misses = out[out.index("答得不对的 2 个") :]
    for text in ("q2 list  引用 3 5", "案例 3（可引 4）", "案例 3、5", "多引 5", "计数应为 3", "计数 2"):
        assert text in misses
    assert "q1" not in misses
    found = json.loads(evaluate(gold, "--misses", "--json")[1])["misses"]
    assert [(miss["id"], miss["why"]) for miss in found] == [
        ("q2", [{"fault": "extra", "what": ["5"]}]),
        ("q5", [{"fault": "count", "what": ["3"]}]),
    ]
    assert found[0]["expected"]["cite"] == [3]
    assert found[0]["got"]["cite"] == [3, 5]


def test_numbers_of_another_collection_than_the_one_named_are_wrong(evaluate: Evaluate, gold: Path) -> None:
    same = json.loads(evaluate(gold, "--of", "第二批", "--json")[1])
    assert same["answers"]["overall"]["exact"] == 0.75
    rows = [{**GOLD[0], "collection": "another"}]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    other = json.loads(evaluate(gold, "--of", "第二批", "--json", "--misses")[1])
    assert other["answers"]["overall"]["exact"] == 0
    assert other["misses"][0]["got"]["cite"] == ["ip-power-2:8", "ip-power-2:9"]
    assert evaluate(gold, "--of", "nosuch")[0] == evaluate(gold, "-c", "nosuch")[0] == 1


@pytest.mark.slow
def test_a_chart_has_a_bar_for_every_type(evaluate: Evaluate, gold: Path, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    for name in ("chart.svg", "again.svg", "chart.png"):
        code, _, err = evaluate(gold, "--chart", tmp_path / name)
        assert (code, "图已存入" in err) == (0, True)
    picture = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    for word in ("followup", "refuse", "ALL", "cite_f1", "verbatim", "gold.jsonl · 5 questions"):
        assert f">{word}<" in picture or f"{word}<" in picture
    assert (tmp_path / "again.svg").read_text(encoding="utf-8") == picture
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_a_chart_that_cannot_be_drawn_is_refused_before_anything_is_asked(
    evaluate: Evaluate, gold: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Obedient, "answer", None)
    code, out, err = evaluate(gold, "--chart", "chart.gif")
    assert (code, out, err.count("\n"), ".svg" in err) == (2, "", 1, True)
    code, out, err = evaluate(gold, "--chart", tmp_path / "nowhere" / "chart.svg")
    assert (code, out, err.count("\n"), "nowhere" in err) == (1, "", 1, True)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    code, out, err = evaluate(gold, "--chart", tmp_path / "chart.svg")
    assert (code, out, err.count("\n"), "eval" in err and "matplotlib" in err) == (1, "", 1, True)


def test_without_ir_measures_the_answers_are_measured_and_one_line_names_the_extra(
    evaluate: Evaluate, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    code, out, err = evaluate(gold, "--json")
    found = json.loads(out)
    assert (code, found["retrieval"], found["answers"]["overall"]["exact"]) == (0, None, 0.75)
    (note,) = [row for row in err.splitlines() if "ir-measures" in row]
    assert "eval" in note


GOOD = '{"id": "a", "type": "fact", "question": "问", "gold": [1]}'


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("{", "JSON"),
        ("[1]", "JSON"),
        ("[" * 100_000, "JSON"),
        (GOOD, "id"),
        ('{"type": "fact", "question": "问"}', "id"),
        ('{"id": [1], "type": "fact", "question": "问"}', "id"),
        ('{"id": "b", "type": "fact", "question": " "}', "question"),
        ('{"id": "b", "question": "问"}', "type"),
        ('{"id": "b", "type": "fact", "question": "问", "gold": ["1"]}', "gold"),
        ('{"id": "b", "type": "fact", "question": "问", "gold": [true]}', "gold"),
        ('{"id": "b", "type": "fact", "question": "问", "acceptable": 3}', "acceptable"),
        ('{"id": "b", "type": "fact", "question": "问", "turns": "前"}', "turns"),
        ('{"id": "b", "type": "fact", "question": "问", "count": "3"}', "count"),
        ('{"id": "b", "type": "fact", "question": "问", "refuse": 1}', "refuse"),
        ('{"id": "b", "type": "fact", "question": "\udcff"}', "UTF-8"),
    ],
)
def test_a_bad_line_of_the_gold_file_is_named(evaluate: Evaluate, gold: Path, second: str, said: str) -> None:
    gold.write_bytes(f"{GOOD}\n\n{second}\n".encode(errors="surrogateescape"))
    code, out, err = evaluate(gold)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "第 3 行" in err
    assert said in err


def test_a_gold_file_that_is_not_there_or_empty_is_one_line(evaluate: Evaluate, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("\n")
    for name in ("missing.jsonl", "empty.jsonl", "."):
        code, out, err = evaluate(tmp_path / name)
        assert (code, out, err.count("\n")) == (1, "", 1)
        assert name.strip(".") in err


@pytest.mark.slow
def test_a_real_library_is_evaluated(spawn: Callable[..., Any], tmp_path: Path) -> None:
    cases = [
        (1, "福州市建立商业秘密保护站", "福州市在企业设立商业秘密保护站，提供体检服务。"),
        (2, "成都市推进专利转化", "成都市组织高校专利开放许可，促成转化合同三百件。"),
        (3, "兰州市查办侵权农资", "兰州市公安机关查办假冒种子案件，守护春耕。"),
    ]
    source, gold, home = tmp_path / "three.jsonl", tmp_path / "gold.jsonl", tmp_path / "home"
    rows = [{"number": n, "title": title, "summary": text} for n, title, text in cases]
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    questions = [
        {
            "id": "a",
            "type": "fact",
            "question": "商业秘密保护站设在哪里？",
            "gold": [1],
            "answer_points": ["企业"],
        },
        {"id": "b", "type": "list", "question": "哪些案例提到专利？", "gold": [2]},
        {
            "id": "c",
            "type": "followup",
            "turns": ["第1个案例讲了什么？"],
            "question": "那第3个呢？",
            "gold": [3],
        },
    ]
    gold.write_text("\n".join(json.dumps(row) for row in questions), encoding="utf-8")
    assert spawn("ingest", str(source), home=home).returncode == 0
    ran = spawn("eval", str(gold), "--json", "--misses", home=home)
    assert ran.returncode == 0, ran.stderr.decode()
    found = json.loads(ran.stdout)
    assert found["answers"]["overall"]["exact"] == 1, found["misses"]
    assert found["answers"]["overall"]["verbatim"] == 1
    if found["retrieval"]:
        assert found["retrieval"]["types"]["fact"]["recall@1"] == 1
