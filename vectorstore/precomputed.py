"""Vectors of the bundled collection, made beforehand: a first start then embeds nothing, and takes one second, not a dozen.

They are what the built-in model gives, to the bit (`scripts/precompute.py` writes them, a test holds them against
the model); another model, or another text, is asked for its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

FILE = "precomputed.npz"
"""`model`: the name of what made them; `digests`: those of the texts (`chunking.digest_of`); `vectors`: float32, a row each."""


def vectors_of(digests: Iterable[str], embedder: str) -> dict[str, Vector]:
    """Those vectors of the texts with these digests that are here, as the embedder of that name makes them."""
    import numpy as np

    with (files(__package__) / FILE).open("rb") as file, np.load(file) as made:
        if str(made["model"]) != embedder:
            return {}
        held = dict(zip(made["digests"].tolist(), made["vectors"], strict=True))
    return {digest: held[digest] for digest in digests if digest in held}
