"""The words of a case that come nearest to what somebody wrote, shown where the two part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from data.types import Case
from data.values import dataclass

NEAR = 60.0
"""Per cent of characters in common from which on words are shown as meant for others."""
AROUND = 8
"""Characters shown on each side of where they part."""
LONGEST = 400
"""Characters of a quotation that are looked for: alignment costs the product of both lengths."""
_QUOTES = frozenset("“”‘’「」『』\"'＂")
_FULL = str.maketrans(",;:()!?", "，；：（）！？")


@dataclass(frozen=True, slots=True)
class Nearest:
    """What was written, what stands in `case`, and how alike they are (0-100)."""

    case: Case
    score: float
    written: str
    original: str


def dense(text: str) -> str:
    """`text` without white space and quotation marks, half-width punctuation as full: what typing changes."""
    return "".join(c for c in text if c not in _QUOTES and not c.isspace()).translate(_FULL)


@lru_cache(maxsize=5_000)
def texts_of(case: Case) -> tuple[str, ...]:
    """The title and every field of a case as `dense` has them."""
    return tuple(dense(text) for text in (case.title, *(field.text for field in case.fields)))


def holds(case: Case, parts: Sequence[str]) -> bool:
    """Whether the parts, dense, stand one after the other in one text of the case."""
    return any(_in_order(text, parts) for text in texts_of(case))


def _in_order(text: str, parts: Sequence[str]) -> bool:
    at = 0
    for part in parts:
        at = text.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def nearest(words: str, cases: Iterable[Case]) -> Nearest | None:
    """The nearest words of `cases` to dense `words`; None where nothing is near."""
    best: tuple[float, Case, str] | None = None
    words = words[:LONGEST]
    for case in cases:
        for text in texts_of(case):
            if not text or not words:
                continue
            found = fuzz.partial_ratio_alignment(words, text, score_cutoff=best[0] if best else NEAR)
            if found is not None and found.score >= NEAR and (best is None or found.score > best[0]):
                best = found.score, case, text[found.dest_start : found.dest_end]
    if best is None:
        return None
    return Nearest(best[1], best[0], *parting(words, best[2]))


def parting(written: str, original: str) -> tuple[str, str]:
    """Both around the first place where they part: …35家海外… and …34家海外…."""
    edits = [op for op in Indel.opcodes(written, original) if op.tag != "equal"]
    if not edits:
        return _cut(written, 0, len(written)), _cut(original, 0, len(original))
    inner = [op for op in edits if op.src_start > 0 or op.src_end < len(written)] or edits
    first, last = inner[0], inner[0]
    for op in inner[1:]:
        if op.src_start - last.src_end <= 2 and op.src_end - first.src_start <= 2 * AROUND:
            last = op
    return (
        _cut(written, first.src_start, last.src_end),
        _cut(original, first.dest_start, last.dest_end),
    )


def changes(written: str, original: str) -> list[tuple[str, str]]:
    """What was put for what, in order; one of the two is empty where words were added or left out."""
    found: list[tuple[str, str]] = []
    pending = ("", "")
    for op in Indel.opcodes(written, original):
        if op.tag == "equal":
            if any(pending):
                found.append(pending)
            pending = ("", "")
        else:
            pending = (
                pending[0] + written[op.src_start : op.src_end],
                pending[1] + original[op.dest_start : op.dest_end],
            )
    return [*found, pending] if any(pending) else found


def _cut(text: str, start: int, end: int) -> str:
    left, right = max(0, start - AROUND), min(len(text), end + AROUND)
    while left > 0 and re.match(r"[0-9.]", text[left]) and re.match(r"[0-9.]", text[left - 1]):
        left -= 1
    while right < len(text) and re.match(r"[0-9.]", text[right]) and re.match(r"[0-9.]", text[right - 1]):
        right += 1
    if right - left > 5 * AROUND:
        right = left + 5 * AROUND
    return f"{'…' if left else ''}{text[left:right]}{'…' if right < len(text) else ''}"
