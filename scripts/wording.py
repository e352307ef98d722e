"""How answers are worded, measured: `anwen batch QUESTIONS | python -m scripts.wording -` (or files of answers).

Per way of answering: how many, the median and the longest in characters. Then the figures that answers are held to:
characters of an answer to a one-fact question and of an item of a list of up to eight, how many answers are longer than
1,200, quotes that are scraps and quotes that say what the title says.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from data.text import fold
from retrieval.question.closed.asked import asked
from retrieval.question.closed.wanted import ONE_FACT
from retrieval.quoting.shown import SCRAP, repeats

LONG = 1200
ITEM = re.compile(r"^\d+\. .*", re.MULTILINE)


def read(names: list[str]) -> Iterator[dict[str, Any]]:
    for name in names:
        text = sys.stdin.read() if name == "-" else Path(name).read_text("utf-8")
        yield from (row for line in text.splitlines() if "error" not in (row := json.loads(line)))


def is_one_fact(row: Mapping[str, Any]) -> bool:
    return row["understood"]["intent"] == "fact" and asked(fold(row["question"])).type in ONE_FACT


def main(names: list[str]) -> None:
    rows = [row for row in read(names or ["-"]) if not row["refused"]]
    ways: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        ways[row["basis"]["rule"]].append(len(row["answer"]))
    for way, sizes in sorted(ways.items()):
        print(f"{way:18s} n={len(sizes):4d}  median {median(sizes):6.0f}  longest {max(sizes)}")
    facts = [len(row["answer"]) for row in rows if is_one_fact(row)]
    items = [
        len(item)
        for row in rows
        if row["basis"]["rule"] == "selection" and 1 < len(row["citations"]) <= 8
        for item in ITEM.findall(row["answer"])
    ]
    quotes = [
        (citation["title"], quote["text"])
        for row in rows
        for citation in row["citations"]
        for quote in citation["quotes"]
        if quote["field"] != "title"
    ]
    print(f"one fact: n={len(facts)}, median {median(facts or [0])} characters")
    print(f"item of a list of up to 8: n={len(items)}, median {median(items or [0])} characters")
    print(f"answers over {LONG}: {sum(len(row['answer']) > LONG for row in rows)} of {len(rows)}")
    print(f"quotes: {len(quotes)}, scraps {sum(len(text) <= SCRAP for _, text in quotes)}", end=", ")
    print(f"repeating the title {sum(repeats(title, text) for title, text in quotes)}")


if __name__ == "__main__":
    main(sys.argv[1:])
