"""What the learned readers look at: pieces of a question, with closed classes masked, as rows of a fixed table."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from zlib import crc32

from data.patterns import regex
from data.places.regions import find_institutions, find_places
from data.text import fold
from retrieval.language.numbers import find_numbers
from retrieval.lexicon import furniture
from retrieval.question.closed.who.bodies import find_kinds

ROWS = 1 << 15
"""Rows of the table: with half as many, held-out questions lose about a point to pieces that share a row."""
LONGEST = 4
"""Characters of the longest piece."""
_QUOTED = regex(r"[“\"「『《]([^”\"」』》]{1,30})[”\"」』》]")
_DIGITS = regex(r"\d+(?:\.\d+)?")
_WORD = regex(r"[a-z]+(?:'[a-z]+)?")
OTHER = "*"
"""The sign of letters that are neither of a closed class nor furniture."""
_SIGNS = 0xE000
"""Where the signs of furniture begin: code points for private use, which no question holds."""
_THEMSELVES = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ，,。.？?：:、")
"""What stands for itself: the letters of `masked`, and marks."""
_EDGE = " \t\n？?。.！!，,、；;~～…"
_LENGTHS = (2, 4, 6, 9, 13, 18, 26, 40)


def plain(text: str) -> str:
    """`text` folded, without the marks at its ends: what the heads read."""
    return fold(text).strip(_EDGE)


def masked(text: str) -> str:
    """`text` (folded) with each span of a closed class as one capital letter.

    N case numbers · P places · I institutions · K kinds of organisation · Q what stands in quotation marks · D digits.
    """
    parts: list[str] = []
    at = 0
    for start, end, letter in _closed(text):
        parts += (text[at:start], letter)
        at = end
    return "".join((*parts, text[at:]))


def _closed(text: str) -> list[tuple[int, int, str]]:
    """The spans of closed classes, apart and in order."""
    spans = [(start, end, "N") for start, end in find_numbers(text).spans]
    spans += [(m.start(1), m.end(1), "Q") for m in _QUOTED.finditer(text)]
    spans += [(i.start, i.end, "I") for i in find_institutions(text)]
    spans += [(m.start, m.end, "P") for m in find_places(text) if not m.in_name]
    spans += [(start, end, "K") for _, start, end in find_kinds(text)]
    spans += [(m.start(), m.end(), "D") for m in _DIGITS.finditer(text)]
    kept: list[tuple[int, int, str]] = []
    # Of spans that begin together the first named wins; one that begins inside another is part of it.
    for start, end, letter in sorted(spans, key=lambda span: span[0]):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, letter))
    return kept


def signs(text: str) -> list[str]:
    """For each character of `text` (folded) the sign of its closed class or furniture, + after it within; else OTHER."""
    known, _ = _furniture()
    found = [OTHER] * len(text)

    def put(start: int, end: int, sign: str) -> None:
        found[start:end] = [sign] + [sign + "+"] * (end - start - 1)

    for start, end in _said(text):
        put(start, end, known.get(text[start:end], text[start:end]))
    for start, end, letter in _closed(text):
        put(start, end, letter)
    return found


def skeleton(bare: str) -> str:
    """`bare` (`masked`) with each word of furniture as the sign of its row, and OTHER for each run of other letters."""
    known, _ = _furniture()
    parts: list[str] = []
    at = 0
    for start, end in _said(bare):
        if start > at:
            parts.append(OTHER)
        # A letter of `masked` stands for itself.
        parts.append(known.get(bare[start:end], bare[start:end]))
        at = end
    return "".join(parts) + (OTHER if at < len(bare) else "")


def _said(text: str) -> Iterator[tuple[int, int]]:
    """Where letters of `masked`, marks and words of furniture stand in `text`: the leftmost, the longest of those.

    Letter by letter: a pattern of all the words takes as long to compile as a tenth of a cold question by number.
    """
    _, starting = _furniture()
    at = 0
    while at < len(text):
        first = text[at]
        end = at + 1 if first in _THEMSELVES else 0
        for word in () if end else starting.get(first, ()):
            if text.startswith(word, at) and (not word.isascii() or _is_apart(text, at, at + len(word))):
                end = at + len(word)
                break
        if end:
            yield at, end
        at = end or at + 1


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether a word begins or ends at both ends of `text[start:end]`."""
    return all(_is_letter(text[at - 1 : at]) != _is_letter(text[at : at + 1]) for at in (start, end))


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_"


@cache
def _furniture() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Word → the sign of its row; first letter → the words that begin so, those in Latin letters and the longer first."""
    signs: dict[str, str] = {}
    for at, row in enumerate(furniture().values()):
        signs.update(dict.fromkeys(row, chr(_SIGNS + at)))
    starting: dict[str, list[str]] = {}
    for word in sorted(signs, key=lambda word: (not word.isascii(), -len(word), word)):
        starting.setdefault(word[0], []).append(word)
    return signs, starting


def rows(text: str, follows: bool) -> list[int]:
    """The rows of the table that a question (`plain`) is the sum of, in order, each once."""
    bare = masked(text)
    turn = "F" if follows else "0"
    found = {_row(turn), _row(f"{turn}l{_length(text)}"), _row(f"{turn}={bare}")}
    for kind, form in (("r", text), ("m", bare), ("s", skeleton(bare))):
        framed = f"^{form}$"
        for size in range(1, LONGEST + 1):
            pieces = [kind + framed[at : at + size] for at in range(len(framed) - size + 1)]
            found.update(map(_row, pieces))
            # How a question begins and ends weighs otherwise where there was a turn before.
            found.add(_row(f"{turn}{kind}<{form[:size]}"))
            found.add(_row(f"{turn}{kind}>{form[-size:]}"))
    words = _WORD.findall(text)
    found.update(_row("w" + word) for word in words)
    found.update(_row(f"w{one} {two}") for one, two in pairwise(words))
    return sorted(found)


def _length(text: str) -> int:
    return next((at for at, most in enumerate(_LENGTHS) if len(text) <= most), len(_LENGTHS))


def _row(piece: str) -> int:
    return crc32(piece.encode("utf-8", "surrogatepass")) % ROWS
