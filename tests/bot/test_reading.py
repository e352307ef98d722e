"""`anwen eval` over cases with questions of their own (CJRC's form)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.errors import SourceError
from retrieval.language.tokens import Tokenizer
from retrieval.measuring.reading_gold import is_reading, measure, read

ROW = {
    "number": 1,
    "title": "租赁合同纠纷",
    "summary": "2020年4月1日,郑某与丰宁食品厂签订仓库租赁合同,约定月租金为6500元,后郑某拖欠租金三个月",
    "questions": [
        {"id": "1_1", "question": "合同是何时签订的？", "answers": ["2020年4月1日"], "impossible": False},
        {
            "id": "1_2",
            "question": "月租金是多少？",
            "answers": ["月租金为6500元", "6500元"],
            "impossible": False,
        },
        {"id": "1_3", "question": "郑某是否拖欠租金？", "answers": ["YES"], "impossible": False},
        {"id": "1_4", "question": "仓库的消防负责人是谁？", "answers": [""], "impossible": True},
    ],
}


def test_questions_are_asked_of_their_own_case_and_measured(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(ROW, ensure_ascii=False) + "\n", "utf-8")
    assert is_reading(file)
    found = measure(read(file), Tokenizer(tmp_path))
    assert found.questions == 4
    assert found.held == 1.0
    assert found.typed == 1.0
    assert found.types.keys() == {"amount", "date"}
    assert 0 < found.median <= len(ROW["summary"])  # type: ignore[arg-type]


def test_gold_questions_are_no_cases_and_a_wrong_line_is_named(tmp_path: Path) -> None:
    gold, wrong = tmp_path / "gold.jsonl", tmp_path / "wrong.jsonl"
    gold.write_text('{"id": "a", "type": "fact", "question": "谁"}\n', "utf-8")
    wrong.write_text(json.dumps(ROW) + '\n{"summary": "无"}\n', "utf-8")
    assert not is_reading(gold)
    assert not is_reading(tmp_path / "absent.jsonl")
    with pytest.raises(SourceError, match="第 2 行"):
        read(wrong)
