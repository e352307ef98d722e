"""Arrays of plain numbers out of a .npz file without numpy, whose import costs more than a question by number."""

from __future__ import annotations

import ast
import struct
import sys
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from io import BytesIO

from data.values import dataclass

_MAGIC = b"\x93NUMPY"
_CODES = {"|i1": "b", "<i2": "h", "<i4": "i", "<i8": "q", "<f4": "f", "<f8": "d", "|u1": "B"}
"""numpy's names of number types → those of `memoryview.cast` (little-endian machines)."""


@dataclass(frozen=True, slots=True)
class Array:
    """Numbers in row-major order with their shape, or texts."""

    shape: tuple[int, ...]
    values: Sequence[float] | Sequence[str]

    def row(self, at: int) -> Sequence[float]:
        """Row `at` of a table."""
        width = self.shape[1]
        return self.values[at * width : (at + 1) * width]  # type: ignore[return-value]

    def summed(self, rows: Sequence[int]) -> list[int]:
        """The sum of those rows of a table of whole numbers, column by column."""
        if "numpy" in sys.modules:  # whoever has it at hand anyway is 20 times as fast with it
            import numpy as np

            table = np.asarray(self.values).reshape(self.shape)
            return table.take(rows, axis=0).sum(axis=0, dtype=np.int64).tolist()  # type: ignore[no-any-return]
        return [int(sum(column)) for column in zip(*map(self.row, rows), strict=True)]


def load(name: str) -> dict[str, Array]:
    """The arrays of retrieval/learned/`name`, by name; ValueError where one is of another kind."""
    data = (files("retrieval.learned") / name).read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {entry.removesuffix(".npy"): _array(archive.read(entry)) for entry in archive.namelist()}


def _array(data: bytes) -> Array:
    """One .npy file (numpy's NEP 1, versions 1 and 2)."""
    if not data.startswith(_MAGIC):
        raise ValueError("no .npy file")
    wide = data[6] > 1
    size, start = (
        (struct.unpack_from("<I", data, 8)[0], 12) if wide else (struct.unpack_from("<H", data, 8)[0], 10)
    )
    header = ast.literal_eval(data[start : start + size].decode("latin-1"))
    kind, shape, body = header["descr"], tuple(header["shape"]), memoryview(data)[start + size :]
    if kind.startswith("<U"):
        width = 4 * int(kind[2:])
        texts = [
            bytes(body[at : at + width]).decode("utf-32-le").rstrip("\0") for at in range(0, len(body), width)
        ]
        return Array(shape, texts)
    if kind not in _CODES or header["fortran_order"]:
        raise ValueError(f"no table of plain numbers: {kind}")
    return Array(shape, body.cast(_CODES[kind]))  # type: ignore[call-overload]
