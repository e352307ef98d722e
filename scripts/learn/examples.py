"""What the reader learns from: questions of the grammar, questions written by hand, the gold questions of the tests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from scripts.learn.grammar import DATA, Labelled, generate

GOLD = Path(__file__).parents[2] / "tests" / "gold"
EACH = 14
"""Questions made of each template."""
SEED = 1
WRITTEN = 3.0
"""What a question that somebody wrote weighs against one that was made."""
_KINDS = {
    "fact": "fact",
    "paraphrase": "fact",
    "crosslingual": "fact",
    "noisy": "fact",
    "list": "cases",
    "region": "cases",
    "count": "count",
    "compare": "compare",
    "briefing": "brief",
    "number": "text",
}


def everything() -> tuple[list[Labelled], list[float]]:
    """All examples with their weights."""
    made = generate(EACH, SEED)
    told = [*written(), *gold()]
    return [*made, *told], [1.0] * len(made) + [WRITTEN] * len(told)


def written() -> Iterator[Labelled]:
    """Questions written by hand: questions.tsv, one a line: act, kind, relation, form, turn before, text."""
    path = DATA / "questions.tsv"
    if not path.exists():
        return
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            act, kind, relation, form, before, text = line.split("\t")
            yield Labelled(text, act, kind, relation, form, before=before, source="written")


def gold() -> Iterator[Labelled]:
    """The gold questions of the tests that stand by themselves."""
    for path in sorted(GOLD.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            kind = _KINDS.get(row.get("type", ""))
            if kind and not row.get("turns"):
                yield Labelled(row["question"], "ask", kind, "new", "none", source=path.stem)
