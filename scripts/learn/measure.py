"""How right the heads are on gold questions they were not trained on: `python -m scripts.learn.measure FILE…`.

Gold questions name a type of their own; only those types count that say one label of a head.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from retrieval.question.learned.heads import Heads

MEANT = {
    "fact": ("kind", "fact"),
    "paraphrase": ("kind", "fact"),
    "crosslingual": ("kind", "fact"),
    "noisy": ("kind", "fact"),
    "list": ("kind", "cases"),
    "region": ("kind", "cases"),
    "number": ("kind", "text"),
    "lookup": ("kind", "text"),
    "text": ("kind", "text"),
    "count": ("kind", "count"),
    "groups": ("kind", "groups"),
    "superlative": ("kind", "extreme"),
    "compare": ("kind", "compare"),
    "briefing": ("kind", "brief"),
    "brief": ("kind", "brief"),
    "chat": ("act", "*"),
    "form": ("relation", "show"),
    "pick": ("relation", "pick"),
    "swap": ("relation", "swap"),
    "correct": ("relation", "correct"),
    "confirm": ("act", "sure"),
}
"""A type of a gold question → the head and the label it says; * is any act but asking."""
SURE = 0.8

Gold = tuple[str, bool, str, str]
"""The question, whether a turn went before, the head, the label."""


def gold(paths: Iterable[Path]) -> Iterator[Gold]:
    """What the gold files say of single heads, in order."""
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            known = MEANT.get(row.get("type") or row.get("kind"))
            if known and (known[0] != "kind" or not row["turns"]):
                yield row["question"], bool(row["turns"]), *known


def measured(heads: Heads, rows: Sequence[Gold]) -> dict[str, tuple[float, int, float, int]]:
    """Head → share right, of how many; share right among those that were sure, of how many."""
    right: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for text, follows, head, label in rows:
        told = getattr(heads.read(text, follows), head)
        best = max(told, key=told.__getitem__)
        right[head].append((best != "ask" if label == "*" else best == label, told[best] >= SURE))
    found = {}
    for head, marks in right.items():
        sure = [ok for ok, is_sure in marks if is_sure]
        share = sum(ok for ok, _ in marks) / len(marks)
        found[head] = (share, len(marks), sum(sure) / max(1, len(sure)), len(sure))
    return found


def main(paths: list[str]) -> int:
    """Prints the measures of each file."""
    heads = Heads()
    for path in paths:
        for head, (share, of, sure, of_sure) in measured(heads, list(gold([Path(path)]))).items():
            print(
                f"{Path(path).name:24s} {head:9s} {share:.3f} of {of:3d}; from {SURE}: {sure:.3f} of {of_sure}"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
