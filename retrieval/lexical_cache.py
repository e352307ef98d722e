"""The keyword index on disk: read where it is of the wanted revision, and of an earlier one what still holds.

Its arrays are mapped, not read: of an index of 100,000 cases a question needs some kilobytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.postings import Layer, Layers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Digests = NDArray[np.uint8]

FORMAT = 2
ABANDONED = 3600
"""Seconds after which an index that is not yet whole will not be: writing one takes one."""
_DIGEST = 12
_ARRAYS = ("keys", "starts", "rows", "at", "often")
_STAMP = "stamp.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is on disk: the index of texts with these digests, with the number of words of each."""

    layers: Layers
    lengths: NDArray[np.int32]
    digests: Digests
    stamp: dict[str, Any]

    def moved(self, texts: Sequence[str]) -> list[int]:
        """Where each text of the index is among `texts`; -1 where it is not."""
        places: dict[bytes, list[int]] = {}
        for at, digest in reversed(list(enumerate(digests_of(texts)))):
            places.setdefault(digest.tobytes(), []).append(at)
        held = (places.get(digest.tobytes()) for digest in self.digests)
        return [where.pop() if where else -1 for where in held]


def digests_of(texts: Sequence[str]) -> Digests:
    """A digest of each text, one a row."""
    joined = b"".join(
        hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest() for text in texts
    )
    return np.frombuffer(joined, dtype=np.uint8).reshape(-1, _DIGEST)


def load(folder: Path) -> Kept | None:
    """What is kept in `folder`; None where it is nothing, or cannot be read."""
    try:
        head = json.loads((folder / _STAMP).read_text(encoding="utf-8"))
        if head["format"] != FORMAT:
            return None
        layers = [
            Layer(*(_mapped(folder / f"{n}.{name}") for name in _ARRAYS)) for n in range(head["layers"])
        ]
        lengths, digests = _mapped(folder / "lengths"), _mapped(folder / "digests")
        if not len(lengths) == len(digests) == sum(layer.left for layer in layers) == head["texts"]:
            return None
        return Kept(Layers(layers, len(lengths)), lengths, digests, head["stamp"])
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return None  # a cache: whatever is wrong with it, it is made anew


def save(folder: Path, kept: Kept) -> None:
    """Keep the index in the place of what was there. Without room for it, it is made again: no reason not to answer."""
    with suppress(OSError):
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in folder.parent.glob(f"{folder.name}-*"):  # by a process that was killed
            if time.time() - left.stat().st_mtime > ABANDONED:
                shutil.rmtree(left, ignore_errors=True)
        whole = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
        try:
            for n, layer in enumerate(kept.layers):
                for name in _ARRAYS:
                    np.save(whole / f"{n}.{name}.npy", getattr(layer, name), allow_pickle=False)
            np.save(whole / "lengths.npy", kept.lengths, allow_pickle=False)
            np.save(whole / "digests.npy", kept.digests, allow_pickle=False)
            head = {
                "format": FORMAT,
                "layers": len(kept.layers.all),
                "texts": len(kept.lengths),
                "stamp": kept.stamp,
            }
            (whole / _STAMP).write_text(json.dumps(head), encoding="utf-8")
            shutil.rmtree(folder, ignore_errors=True)
            whole.rename(folder)
        finally:
            shutil.rmtree(whole, ignore_errors=True)


def _mapped(path: Path) -> Any:
    # As a plain array: slicing one that is known to be mapped takes ten times as long.
    return np.asarray(np.load(path.with_name(f"{path.name}.npy"), mmap_mode="r", allow_pickle=False))
