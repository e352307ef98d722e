"""Recorded answers of a careful reader in the place of a strong model: which cases it meant, and by which words.

They are kept by case number and clause, so that they hold whatever the prompts are worded like: the cases that a prompt
does not hold are not answered with.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from data.text import squeeze
from data.types import Case

FOLDER = Path(__file__).parent / "recorded"
_SAME = {"among": [], "except": []}


def recorded(name: str, cases: Sequence[Case]) -> Callable[[str], str]:
    """What the recorded model says to a prompt, whatever it is asked for."""
    rows = [json.loads(line) for line in (FOLDER / f"{name}.jsonl").read_text("utf-8").splitlines()]
    known = {squeeze(row["question"]): row for row in rows}

    def say(prompt: str) -> str:
        question = squeeze(re.findall(r"问题：(.*)", prompt)[-1])
        row = known[question]
        if "写成一个查询" in prompt or "读成一个查询" in prompt:
            return json.dumps({**_SAME, "question": row["question"], **row["read"]}, ensure_ascii=False)
        if "states" in prompt or "missing" in prompt:
            told = any(squeeze(clause) in squeeze(prompt) for clause in row["cases"].values())
            return json.dumps({"states": told} if "states" in prompt else {"missing": not told})
        return _told(prompt, row["cases"], cases)

    return say


def _told(prompt: str, meant: Mapping[str, str], cases: Sequence[Case]) -> str:
    """The clauses of the meant cases that the prompt holds, with the numbers it gives them."""
    pieces = re.split(r"<<<\w+ (\d+)\n", prompt)
    found: list[tuple[int, str]] = []
    for at, text in zip(pieces[1::2], pieces[2::2], strict=True):
        number = _whose(text, cases)
        clause = meant.get(str(number))
        if clause and squeeze(clause) in squeeze(text):
            found.append((int(at), clause))
    if '"clause"' in prompt:
        judged: list[dict[str, Any]] = [{"case": at, "clause": clause} for at, clause in found]
        return json.dumps({"cases": judged}, ensure_ascii=False)
    return "\n".join(f"[{at}] {clause}" for at, clause in found) or "无"


def _whose(text: str, cases: Sequence[Case]) -> int:
    told = squeeze(text)
    for case in cases:
        if told.startswith(squeeze(case.title)) or squeeze(case.fields[0].text[:40]) in told:
            return case.number
    raise LookupError(text[:40])
