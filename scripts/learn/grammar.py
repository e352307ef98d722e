"""The question grammar: templates and slots to labelled questions, by construction."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
THEME = frozenset({"T", "T2", "V", "D", "Q"})
"""Slots whose filling is theme; S and X may be either and teach nothing of it."""
EITHER = frozenset({"S", "S2", "X"})
_CHOICE = re.compile(r"\(([^()]*)\)(\?)?")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One question with its labels; `theme` has one number a character: 1 theme, 0 furniture, -1 unknown."""

    text: str
    act: str
    kind: str
    relation: str
    form: str
    theme: tuple[int, ...] = ()
    before: str = ""
    source: str = "grammar"


def slots() -> dict[str, list[str]]:
    """Slot → what may fill it."""
    found: dict[str, list[str]] = {}
    for line in (DATA / "slots.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, values = line.split("\t")
            found[name] = values.split("、") if name != "N" else [v for v in values.split("、") if v]
    return found


def templates() -> Iterator[tuple[tuple[str, str, str, str], str]]:
    """Each template with its act, kind, relation and form."""
    head: tuple[str, str, str, str] | None = None
    for line in (DATA / "grammar.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("@"):
            act, kind, relation, form = line.split()[1:5]
            head = (act, kind, relation, form)
        elif head:
            yield head, line


def generate(each: int, seed: int) -> list[Labelled]:
    """`each` questions of every template, the same for the same seed; equal ones once."""
    chance = random.Random(seed)
    filling = slots()
    found: dict[tuple[str, ...], Labelled] = {}
    for labels, template in templates():
        for _ in range(each):
            text, theme = _expand(template, filling, chance)
            if text:
                found.setdefault((text, *labels), Labelled(text, *labels, theme))
    return list(found.values())


def _expand(
    template: str, filling: Mapping[str, Sequence[str]], chance: random.Random
) -> tuple[str, tuple[int, ...]]:
    text = template
    while match := _CHOICE.search(text):
        chosen = "" if match[2] and chance.random() < 0.5 else chance.choice(match[1].split("|"))
        text = text[: match.start()] + chosen + text[match.end() :]
    parts: list[tuple[str, int]] = []
    for piece in re.split(r"(\{\w+\}|\[[^\]]*\]|<[^>]*>)", text):
        if piece.startswith("{"):
            parts.append(_filled(piece[1:-1], filling, chance))
        elif piece.startswith("["):
            parts.append((chance.choice(re.sub(r"[()\[\]]", "", piece).split("|")), 1))
        elif piece.startswith("<"):
            parts.append((piece[1:-1], 0))
        else:
            parts.append((piece, 0))
    chars = "".join(piece for piece, _ in parts)
    theme = tuple(label for piece, label in parts for _ in piece)
    return chars, theme


def _filled(name: str, filling: Mapping[str, Sequence[str]], chance: random.Random) -> tuple[str, int]:
    if name == "G":
        name = chance.choice(["T", "T", "T", "D", "V"])
    value = chance.choice(filling[name])
    return value, 1 if name in THEME else -1 if name in EITHER else 0
