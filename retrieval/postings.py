"""Which texts hold which key, and how often: sorted arrays, in layers that are carried on as texts come and go.

A key is a number: a pair of characters, a word's digest. A layer holds the texts it was made of by row, and where each
of them stands now; texts that changed are gone from it, and stand in a new layer. Small layers are joined as they
grow many, so what a change costs does not hang on how many texts there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from data.memory import give_back

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.int32]
    Array = NDArray[Any]

ROWS = 20_000
"""Texts of a layer at most: some 4 million pairs, which take 100 MB to sort; a row fits in 16 bits."""
YOUNG = 16
"""Layers beside the full ones at most: each is looked into for each word."""


@dataclass(frozen=True, eq=False)
class Layer:
    """The postings of some texts: those of `keys[n]` are `rows[starts[n]:starts[n + 1]]`, in order."""

    keys: Array
    """In order, each once."""
    starts: NDArray[np.uint32]
    rows: NDArray[np.uint16]
    at: Positions
    """Where each text of the layer is among all texts now; -1 where it is gone."""
    often: NDArray[np.uint16] | None = None
    """How often the text of each row holds the key, where that was counted."""

    @classmethod
    def of(cls, keys: Array, rows: Array, at: Sequence[int] | Positions, counted: bool = False) -> Layer:
        """The layer of one key (48 bits at most) and row for each occurrence, for texts that stand `at`."""
        joined = keys.astype(np.uint64) << 16 | rows.astype(np.uint64)
        joined.sort()  # one number is sorted far more quickly than by two
        first = np.flatnonzero(_differs(joined))
        often = np.minimum(np.diff(first, append=len(joined)), 0xFFFF) if counted else None
        return cls._of_sorted(joined[first], keys.dtype, often, np.asarray(at, dtype=np.int32))

    @classmethod
    def _of_sorted(cls, joined: Array, of: np.dtype[Any], often: Array | None, at: Positions) -> Layer:
        keys = (joined >> 16).astype(of)
        begins = np.flatnonzero(_differs(keys))
        starts = np.append(begins, len(keys)).astype(np.uint32)
        rows = (joined & 0xFFFF).astype(np.uint16)
        return cls(keys[begins], starts, rows, at, None if often is None else often.astype(np.uint16))

    @classmethod
    def joined(cls, layers: Sequence[Layer]) -> Layer:
        """One layer of the texts of `layers` that are not gone."""
        at = np.sort(np.concatenate([layer.at[layer.at >= 0] for layer in layers]))
        found, often = [], []
        for layer in layers:
            kept = layer.at[layer.rows] >= 0
            keys = np.repeat(layer.keys, layer.starts[1:] - layer.starts[:-1])[kept].astype(np.uint64)
            found.append(keys << 16 | np.searchsorted(at, layer.at[layer.rows[kept]]).astype(np.uint64))
            often.append(None if layer.often is None else layer.often[kept])
        joined = np.concatenate(found)
        order = np.argsort(joined)
        counts = [counted for counted in often if counted is not None]
        counted = np.concatenate(counts)[order] if counts else None
        return cls._of_sorted(joined[order], layers[0].keys.dtype, counted, at)

    @property
    def left(self) -> int:
        """How many of its texts are not gone."""
        return int((self.at >= 0).sum())

    def slice_of(self, key: Any) -> slice:
        """Where the postings of `key` are."""
        at = int(self.keys.searchsorted(self.keys.dtype.type(key)))
        if at == len(self.keys) or self.keys[at] != key:
            return slice(0, 0)
        return slice(int(self.starts[at]), int(self.starts[at + 1]))


def _differs(array: Array) -> NDArray[np.bool_]:
    """Which elements are not as the one before; the first is not."""
    return np.concatenate(([True], array[1:] != array[:-1]))[: len(array)]


Make = Callable[[Sequence[int]], Layer]
"""Positions of texts, ROWS at most → their layer."""


class Layers:
    """The postings of `count` texts."""

    def __init__(self, layers: Sequence[Layer], count: int) -> None:
        self.all = tuple(layers)
        self.count = count

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.all)

    @classmethod
    def over(cls, count: int, make: Make) -> Layers:
        """Those of `count` texts, made anew."""
        layers = []
        for at in range(0, count, ROWS):
            layers.append(make(range(at, min(at + ROWS, count))))
            give_back()
        return cls(layers, count)

    def carried(self, moved: Sequence[int] | Positions, count: int, make: Make) -> Layers:
        """The same for `count` texts, where the one that was at n is at `moved[n]` (-1: gone) and the rest are new."""
        layers = []
        held = np.zeros(count, dtype=bool)
        place = np.append(
            np.asarray(moved, dtype=np.int32), np.int32(-1)
        )  # its last: of what was gone before
        for layer in self.all:
            at = place[layer.at]
            held[at[at >= 0]] = True
            layers.append(replace(layer, at=at))
        new = np.flatnonzero(~held).tolist()
        layers += [make(new[at : at + ROWS]) for at in range(0, len(new), ROWS)]
        return Layers(_joined_up(layers), count)


def _joined_up(layers: Sequence[Layer]) -> list[Layer]:
    """`layers` with the small ones joined where they are many, and without those of which most is gone."""
    full: list[Layer] = []
    young: list[Layer] = []
    for layer in layers:
        fit = 2 * layer.left >= ROWS and 2 * layer.left >= len(layer.at)
        (full if fit else young).append(layer)
    young = sorted((layer for layer in young if layer.left), key=lambda layer: layer.left)
    while len(young) > YOUNG:
        first, second, *rest = young
        young = sorted([Layer.joined([first, second]), *rest], key=lambda layer: layer.left)
    return full + young
