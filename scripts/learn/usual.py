"""The vectors of everyday and of strangers' questions by the built-in embedder: to embed them took a new home 3 s."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from retrieval import lexicon
from retrieval.search.meaning import file_of
from vectorstore.embeddings import embedder


def learn(into: Path) -> Mapping[str, float]:
    """Writes a file for each of the two; gives how many vectors there are of each."""
    model, sizes = embedder(), {}
    for name, texts in (("everyday", lexicon.everyday_questions()), ("strangers", lexicon.strangers())):
        rows = [np.asarray(model.embed_query(text), dtype=np.float32) for text in texts]
        vectors = [row / max(float(np.linalg.norm(row)), 1e-12) for row in rows]  # as DenseSearch makes them
        for old in into.glob(f"{name}-*.npy"):
            old.unlink()
        np.save(into / file_of(name, model.name, texts), np.asarray(vectors, dtype=np.float32))
        sizes[name] = float(len(vectors))
    return sizes
