"""The vectors of the benchmark's texts, the same for all contenders, kept on disk outside the repository.

`Vectors.of` embeds what was never embedded before with the built-in E5. `Vectors.cheap` embeds nothing: a text that
was embedded before has its own vector, any other the vector of a passage that was, picked by the text's digest and
turned by noise to a cosine of NEAR with it. That is enough to time a search, and nothing to measure its quality by.
"""

from __future__ import annotations

import hashlib
import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEAR = 0.95
"""Two cases of the bundled collection have a cosine of 0.87 in the mean, a case and its own question 0.88."""
DIMENSION = 384


class Vectors:
    """Text → vector, in a SQLite file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._kept = sqlite3.connect(path, timeout=60)
        self._kept.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB)")
        self._pool: NDArray[np.float32] | None = None

    def missing(self, texts: Sequence[str]) -> list[str]:
        """Those of `texts` that were never embedded, each once."""
        unique = {digest(text): text for text in texts}
        held = self._held(list(unique))
        return [text for key, text in unique.items() if key not in held]

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of `texts`, one a row."""
        self.embed(self.missing(texts))
        held = self._held([digest(text) for text in texts])
        return np.stack([held[digest(text)] for text in texts])

    def cheap(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As `of`, made up for the texts that were never embedded."""
        held = self._held([digest(text) for text in texts])
        return np.stack([held[key] if (key := digest(text)) in held else self._made(key) for text in texts])

    def embed(self, texts: Sequence[str]) -> None:
        """Embed `texts` and keep their vectors; says how far it is."""
        from vectorstore.embeddings import embedder

        done = 0
        for positions, batch in embedder().batches(texts):
            rows = [(digest(texts[p]), v.tobytes()) for p, v in zip(positions, batch, strict=True)]
            self._kept.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
            self._kept.commit()
            done += len(rows)
            print(f"\r  embedding {done}/{len(texts)}", end="", file=sys.stderr, flush=True)
        if texts:
            print(file=sys.stderr)

    def _held(self, digests: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        found: dict[bytes, NDArray[np.float32]] = {}
        for at in range(0, len(digests), 900):
            part = digests[at : at + 900]
            marks = ",".join("?" * len(part))
            rows = self._kept.execute(
                f"SELECT digest, vector FROM vectors WHERE digest IN ({marks})", tuple(part)
            )
            found |= {key: np.frombuffer(vector, dtype=np.float32) for key, vector in rows}
        return found

    def _made(self, key: bytes) -> NDArray[np.float32]:
        if self._pool is None:
            rows = self._kept.execute("SELECT vector FROM vectors ORDER BY digest LIMIT 20000").fetchall()
            self._pool = np.stack([np.frombuffer(vector, dtype=np.float32) for (vector,) in rows])
        seed = int.from_bytes(key[:8], "big")
        base = self._pool[seed % len(self._pool)]
        noise = np.random.Generator(np.random.SFC64(seed)).standard_normal(DIMENSION, dtype=np.float32)
        noise -= base * (noise @ base) / (base @ base)
        noise *= np.linalg.norm(base) / np.linalg.norm(noise)
        return (NEAR * base + np.sqrt(1 - NEAR**2) * noise).astype(np.float32)


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]
