"""The grammar of questions: templates with slots become labelled questions by construction, follow-ups in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from random import Random
from zlib import crc32

from scripts.learn.examples import DATA, GIVEN, LABELS, Example

THEME = frozenset(("T", "T2", "V", "D", "G", "Q", "S", "S2"))
"""Slots that say what a question is about; the others are places, bodies, numbers and furniture."""
EACH = 12
"""Questions of one template: five times as many were measured to add nothing."""
_TOKEN = re.compile(
    r"\{(?P<slot>\w+)\}|\[(?P<theme>[^\]]*)\]|(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<text>[^{\[()|]+)"
)
FOLLOWING = 0.2
"""Share of the questions that stand alone which are said after another turn."""
_SHORT = 5
"""Characters up to which a question that stands alone would, after another, be taken for a follow-up."""
_OPENINGS = (
    "请问", "你好，", "您好，", "那个，", "麻烦问下，", "我想问一下，", "嗯，", "老师，", "请教一下，", "帮忙看下，", "想问问", "问一下，",
    "劳驾，", "急，", "哎，", "谢谢，再问一下，", "好的，那", "对了，", "我再问个，", "ok，",
)  # fmt: skip
_CLOSINGS = (
    "啊",
    "呀",
    "呢",
    "，谢谢",
    "，急",
    "？？",
    "，麻烦了",
    "谢谢！",
    "哈",
    "来着",
    "，在线等",
    "，劳驾",
)
_POLITE = 0.12
"""Share of questions that are given an opening or a closing."""


@dataclass(frozen=True, slots=True)
class Template:
    """One line of the grammar under its header."""

    act: str
    kind: str
    relation: str
    form: str
    text: str


@cache
def templates() -> tuple[Template, ...]:
    """The templates, in the order of the file; ValueError names a header that is wrong."""
    found: list[Template] = []
    header: tuple[str, ...] = ()
    for at, line in enumerate((DATA / "grammar.txt").read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@ "):
            header = tuple(line[2:].split())
            if len(header) != 4 or any(
                label not in LABELS[head] for head, label in zip(GIVEN, header, strict=True)
            ):
                raise ValueError(f"grammar.txt:{at}: {line!r} is no header")
            continue
        found.append(Template(*header, line))
    return tuple(found)


@cache
def slots() -> dict[str, tuple[str, ...]]:
    """Slot → what may fill it; clauses of the bundled cases join V."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in (DATA / "slots.txt").read_text("utf-8").splitlines():
        if line.startswith("@ "):
            name = line[2:].strip()
        elif not line.startswith("#"):
            found.setdefault(name, []).extend(line.split())
    bundled = (files("data.collections") / "ip-power-2.txt").read_text("utf-8")
    found["V"] += [part for part in re.split(r"[，、；。\s]", bundled) if 4 <= len(part) <= 12]
    return {name: tuple(dict.fromkeys(values)) for name, values in found.items()}


def generated(each: int = EACH) -> Iterator[Example]:
    """`each` questions of every template, the same each time; a template's do not depend on the others."""
    for template in templates():
        random = Random(crc32(template.text.encode()))
        seen: set[str] = set()
        for _ in range(each):
            made = _filled(template.text, random)
            text, theme = _dressed(*made, template, random)
            if text in seen or not text.strip():
                continue
            seen.add(text)
            before = _before(template, text, random)
            yield Example(
                text, before, template.act, template.kind, template.relation, template.form, theme=theme
            )


def _before(template: Template, text: str, random: Random) -> str:
    """A turn that may have gone before: always for a follow-up, now and then for a question that stands alone."""
    alone = template.relation == "new"
    if alone and (random.random() >= FOLLOWING or (template.act == "ask" and len(text) <= _SHORT)):
        return ""
    openers = _openers()
    return _filled(openers[random.randrange(len(openers))].text, random)[0]


@cache
def _openers() -> tuple[Template, ...]:
    return tuple(t for t in templates() if t.act == "ask" and t.relation == "new")


def _dressed(text: str, theme: str, template: Template, random: Random) -> tuple[str, str]:
    if template.act != "ask" or random.random() > _POLITE:
        return text, theme
    if random.random() < 0.6:
        opening = random.choice(_OPENINGS)
        return opening + text, "." * len(opening) + theme
    closing = random.choice(_CLOSINGS)
    return text + closing, theme + "." * len(closing)


def _filled(text: str, random: Random) -> tuple[str, str]:
    """A question of the template, and beside each of its characters whether it is theme."""
    pieces: list[tuple[str, bool]] = []
    tokens = list(_TOKEN.finditer(text.replace("<", "").replace(">", "")))

    def walk(at: int) -> int:
        """Writes from token `at` to the end of its choice (one alternative of it); the token after."""
        starts, depth, end = [at], 0, at
        while end < len(tokens):
            kind = tokens[end].lastgroup
            if depth == 0 and kind == "close":
                break
            if depth == 0 and kind == "bar":
                starts.append(end + 1)
            depth += (kind == "open") - (kind == "close")
            end += 1
        bounds = [*starts, end + 1]
        chosen = random.randrange(len(starts))
        first, last = list(pairwise(bounds))[chosen]
        here = first
        while here < last - 1:
            token = tokens[here]
            if token.lastgroup == "open":
                here = walk(here + 1)
                continue
            if token.lastgroup == "slot":
                pieces.extend(_slot(token["slot"], random))
            elif token.lastgroup == "theme":
                pieces.append((token["theme"], True))
            else:
                pieces.append((token[0], False))
            here += 1
        return end + 1

    walk(0)
    return "".join(p for p, _ in pieces), "".join(("T" if theme else ".") * len(p) for p, theme in pieces)


def _slot(name: str, random: Random) -> list[tuple[str, bool]]:
    known = slots()

    def one(kind: str) -> str:
        return random.choice(known[kind])

    plain = name.rstrip("2")
    if plain == "G":
        plain = random.choices("TVD", (6, 2, 2))[0]
    if plain == "Q":
        return [(random.choice(("“{}”", "{}", "「{}」", '"{}"')).format(one("T")), True)]
    if plain == "X":
        plain = random.choice("PKT")
    if plain == "S":
        kind = random.choice(("PK", "P", "K", "party", "T", "party"))
        if kind == "PK":
            return [(one("P"), False), (one("K"), False)]
        return [(one(kind), kind == "T")]
    return [(one(plain), plain in THEME)]
