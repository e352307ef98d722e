"""Writes vectorstore/precomputed.npz anew: `make vectors`, after the bundled text, its cutting or the model has changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from data.collections import bundled
from data.reading.cases import parse
from vectorstore import precomputed
from vectorstore.chunking import chunks
from vectorstore.embeddings import embedder


def main() -> None:
    """Embed what the bundled collection is cut into; each text alone, so that no batch leaves a trace in it."""
    with bundled().path() as path:
        _, cases, _ = parse(path, bundled().id)
    texts = {chunk.digest: chunk.text for case in cases for chunk in chunks(case)}
    model = embedder()
    vectors = np.asarray([model.embed_documents([text])[0] for text in texts.values()], np.float32)
    np.savez(
        Path(precomputed.__file__).parent / precomputed.FILE,
        model=model.name,
        digests=list(texts),
        vectors=vectors,
    )
    print(f"{len(texts)} × {vectors.shape[1]}")


if __name__ == "__main__":
    main()
