"""A library in a folder of its own: real catalog, real Chroma, and an embedder that takes no time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.catalog.catalog import Catalog
from data.types import Case, CaseId, Collection, Field
from vectorstore.chroma import ChromaIndex, embedded
from vectorstore.embeddings import Embedder
from vectorstore.indexing import Library

DIMENSION = 32


class Digests:
    """A model whose vectors follow from the text alone; `texts` are those that it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.texts += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        vector = np.random.default_rng(seed).normal(size=DIMENSION) + 1
        return [float(x) for x in vector / np.linalg.norm(vector)]


@dataclass
class Place:
    """What one process has of a library in `folder`."""

    folder: Path
    model: Digests
    embedder: Embedder
    catalog: Catalog
    index: ChromaIndex
    library: Library


def open_place(folder: Path, name: str = "digests:32", patience: float = 5) -> Place:
    """Open the library in `folder`, each time as another process would."""
    model = Digests()
    embedder = Embedder(name, lambda: model, DIMENSION)
    catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}")
    index = ChromaIndex(embedded(folder / "chroma"), embedder)
    library = Library(catalog, index, folder / "write.lock", patience)
    return Place(folder, model, embedder, catalog, index, library)


def collection(id_: str = "c") -> Collection:
    return Collection(id_, f"{id_}案例集", id_, f"{id_}.txt", "0" * 64)


def case(number: int, text: str, collection_id: str = "c") -> Case:
    return Case(CaseId(collection_id, number), f"案例之{number}", (Field("summary", text),))


def cases(count: int, collection_id: str = "c", version: str = "初") -> list[Case]:
    """Each of one whole chunk and two parts."""
    text = "{0}版第{1}号案例：某市人民法院审理商业秘密纠纷，判令被告停止侵害；某企业第{1}次完善{0}制度，提升知识产权水平。"
    return [case(n, text.format(version, n), collection_id) for n in range(1, count + 1)]
