"""What is learned from: one turn of a conversation with what it does, wants, relates to and looks like."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.language.tokens import Tokenizer
from retrieval.question.utterance.normalising import Normaliser

DATA = Path(__file__).parent / "data"
GOLD = Path(__file__).parents[2] / "tests" / "gold"
HELD = GOLD / "held"
"""Questions that are measured on, and not learned from."""
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
    "groups": "groups",
    "superlative": "extreme",
    "brief": "brief",
    "lookup": "text",
}
"""Types of gold questions that say what kind of answer is wanted."""
LABELS = {
    "act": (
        "ask", "greet", "thanks", "bye", "who", "help", "ok", "complain", "sure", "foreign", "privacy", "contents",
        "suggest",
    ),
    "kind": (
        "cases", "fact", "count", "groups", "extreme", "compare", "brief", "text", "library", "inherit", "none",
    ),
    "relation": ("new", "narrow", "swap", "pick", "others", "same", "show", "combine", "correct"),
    "form": ("none", "short", "one", "paragraph", "points", "titles", "table", "full", "verbatim"),
    "itself": (
        "none", "method", "trust", "service", "scope", "memory", "price", "opinion", "advice", "who", "share", "complain",
        "privacy",
    ),
}  # fmt: skip
"""The labels of each head; what they mean: data/README.md."""
GIVEN = ("act", "kind", "relation", "form")
"""The heads whose labels stand beside every question, in order."""
_ANSWERED = "案例8讲什么"
"""A turn before, of which the heads look at nothing but that there was one."""


@dataclass(frozen=True, slots=True)
class Example:
    """One turn; `before` is the turn before it, '' where there was none."""

    text: str
    before: str
    act: str
    kind: str
    relation: str
    form: str
    voice: str = ""
    """Who wrote it, as a manner of writing; '' where it comes from the grammar."""
    theme: str = ""
    """Beside each character of `text`, T where it is theme and . where not; '' where that is not known."""
    itself: str = "none"
    """What is asked of the program itself."""

    def label(self, head: str) -> str:
        """The label of the head of that name."""
        return str(getattr(self, head))


def written() -> Iterator[Example]:
    """The questions written by hand, in the order of the file; ValueError names a line that is wrong."""
    path = DATA / "questions.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        for at, row in enumerate(lines, 1):
            if not row or row[0].startswith("#"):
                continue
            if len(row) != 7:
                raise ValueError(f"{path.name}:{at}: {len(row)} columns, not 7")
            voice, before, text, *labels = row
            for head, label in zip(GIVEN, labels, strict=True):
                if label not in LABELS[head]:
                    raise ValueError(f"{path.name}:{at}: no {head} is called {label!r}")
            yield Example(text, before, *labels, voice=voice)


def of_itself() -> Iterator[Example]:
    """What is asked of the program itself and what is like it, by hand: each alone and behind an answer.

    They teach that head alone: whether a turn is a question at all is told without them, by the act.
    """
    path = DATA / "itself.tsv"
    for at, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        voice, text, label = line.split("\t")
        if label not in LABELS["itself"]:
            raise ValueError(f"{path.name}:{at}: nothing is called {label!r}")
        for before in ("", _ANSWERED):
            yield Example(text, before, "", "", "", "", voice=voice, itself=label)


@dataclass(frozen=True, slots=True)
class Tagged:
    """A question and, beside each of its characters, T where it is theme and . where it is furniture."""

    voice: str
    text: str
    theme: str


def tagged() -> Iterator[Tagged]:
    """The questions whose theme was marked by hand, in the order of the file."""
    for line in (DATA / "themes.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        voice, marked = line.split("\t")
        text, theme, inside = "", "", False
        for char in marked:
            if char in "[]":
                inside = char == "["
            else:
                text += char
                theme += "T" if inside else "."
        yield Tagged(voice, text, theme)


def gold() -> Iterator[Example]:
    """The gold questions that stand by themselves and whose type says what is wanted; none that was judged by hand."""
    judged = {example.text for example in written()}
    simplify = Normaliser(Tokenizer(None)).simplify
    for path in sorted(set(GOLD.rglob("*.jsonl")) - set(HELD.iterdir())):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            kind = _KINDS.get(row.get("type") or row.get("kind", ""))
            # Traditional characters come to the heads as simplified ones.
            text = simplify(row["question"])
            if kind and not row.get("turns") and not judged & {text, row["question"]}:
                yield Example(text, "", "ask", kind, "new", "none", voice=path.stem)
