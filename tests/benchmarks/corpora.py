"""The corpora of the benchmark: the bundled cases, passages of public reading sets, and generated ones.

A folder of reading sets holds JSON files in the shape of SQuAD, as CMRC 2018 (github.com/ymcui/cmrc2018,
squad-style-data/) and DRCD (github.com/DRCKnowledgeTeam/DRCD) publish them; both are CC BY-SA and stay out of this
repository. Each paragraph is cut at sentences into cases of PASSAGE characters at most, under its article's title,
DRCD's in simplified characters; a question of the set asks for the case that holds its answer.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.text import sentences
from data.types import SUMMARY, Case, CaseId, Collection, Field

PASSAGE = 180
"""Characters of a case at most: the summaries of the bundled collection have 180 in the mean."""
GOLD = Path(__file__).parents[1] / "gold" / "dev.jsonl"
SEED = 20180914
"""Of the order in which cases are taken, so that a corpus of 1,000 is the beginning of that of 10,000."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the number of the one case that answers it."""

    question: str
    number: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Cases of one collection, and questions about them."""

    name: str
    source: str
    cases: tuple[Case, ...]
    asked: tuple[Asked, ...]

    @property
    def collection(self) -> Collection:
        return Collection(self.name, self.source, self.name, self.source, "0" * 64)


def bundled_corpus() -> Corpus:
    """The bundled cases, and those development questions that one case answers."""
    from data.collections import bundled
    from data.reading.cases import parse

    with bundled().path() as path:
        collection, cases, _ = parse(path, collection_id=bundled().id)
    rows: list[dict[str, Any]] = [json.loads(row) for row in GOLD.read_text("utf-8").splitlines() if row]
    asked = tuple(
        Asked(row["question"], row["gold"][0])
        for row in rows
        if row["type"] in ("fact", "paraphrase") and not row["turns"] and len(row["gold"]) == 1
    )
    return Corpus(collection.id, "bundled", tuple(cases), asked)


def corpus(size: int, folder: Path | None) -> Corpus:
    """`size` cases: of the reading sets in `folder` as far as they go, and generated ones after them."""
    passages = read_sets(folder) if folder else grown_passages()
    source = "reading sets" if folder else "generated"
    name = f"bench-{size}"
    chosen = [*passages[:size]]
    if size > len(chosen):
        source += f" ({len(chosen)}), the rest recombined"
        chosen += recombined(passages, size - len(chosen))
    cases, asked = [], []
    for number, (title, text, questions) in enumerate(chosen, 1):
        cases.append(Case(CaseId(name, number), title, (Field(SUMMARY, text),)))
        asked += [Asked(question, number) for question in questions]
    random.Random(SEED).shuffle(asked)
    return Corpus(name, source, tuple(cases), tuple(asked))


Passage = tuple[str, str, tuple[str, ...]]
"""Title, text, questions that the text answers."""


@cache
def read_sets(folder: Path) -> list[Passage]:
    """All passages of the reading sets, in an order drawn once."""
    found = [passage for path in sorted(folder.rglob("*.json")) for passage in _passages(path)]
    unique = list({text: (title, text, questions) for title, text, questions in found}.values())
    if not unique:
        raise SystemExit(f"{folder}: no reading set in the shape of SQuAD")
    random.Random(SEED).shuffle(unique)
    return unique


def _passages(path: Path) -> Iterator[Passage]:
    from opencc import OpenCC

    simplify = OpenCC("t2s").convert
    articles = json.loads(path.read_text("utf-8")).get("data", [])
    for article in articles:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            starts = [
                (qa["answers"][0]["answer_start"], qa["question"]) for qa in paragraph["qas"] if qa["answers"]
            ]
            for start, end in _cut(context):
                questions = tuple(simplify(q) for at, q in starts if start <= at < end)
                yield simplify(article["title"]), simplify(context[start:end].strip()), questions


def _cut(text: str) -> Iterator[tuple[int, int]]:
    start = end = 0
    for first, last in sentences(text):
        if end > start and last - start > PASSAGE:
            yield start, end
            start = first
        end = last
    if text[start:end].strip():
        yield start, end


@cache
def grown_passages() -> list[Passage]:
    """Without a folder: the bundled cases, each under each other's title. They answer no questions of their own."""
    real = bundled_corpus()
    mixed = [
        (a.title, b.fields[0].text, ())
        for shift in range(len(real.cases))
        for a, b in zip(real.cases, real.cases[shift:] + real.cases[:shift], strict=True)
    ]
    questions: dict[int, list[str]] = {}
    for asked in real.asked:
        questions.setdefault(asked.number, []).append(asked.question)
    own = [(c.title, c.fields[0].text, tuple(questions.get(c.number, ()))) for c in real.cases]
    return own + mixed[len(own) :]


def recombined(passages: list[Passage], size: int) -> Iterator[Passage]:
    """New texts of old halves: the beginning of one passage, the end of another, the title of a third."""
    draw = random.Random(SEED)
    for at in range(size):
        (_, first, _), (_, second, _), (title, _, _) = draw.choices(passages, k=3)
        yield title, f"{first[: len(first) // 2]}，{second[len(second) // 2 :]}第{at + 1}次记录。", ()
