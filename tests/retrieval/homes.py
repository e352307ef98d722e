"""Homes with real cases in a real catalog and a real index, vectors by the built-in model.

A model's vectors of a text never change, so those of long collections are kept between runs (`KeptVectors`).
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from data.catalog.catalog import Catalog
from data.collections import bundled
from data.reading.cases import parse
from data.types import Answer, Case, CaseId, Collection, Conversation, Field, Records
from retrieval.answering import Answerer
from vectorstore.chroma import ChromaIndex, embedded
from vectorstore.chunking import DIGEST, Ref, digest_of
from vectorstore.embeddings import Embedder, embedder
from vectorstore.indexing import Library

BUNDLED = "ip-power-2"
CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
"""Real collections of another kind, told in sections; they are not part of the project."""
ADMIN, OVERTIME = "admin-agreement-cases", "overtime-pay-cases"
ALONE = Conversation()
DIMENSION = 384
"""Of the built-in model's vectors."""


class KeptVectors:
    """The built-in model, with the vectors of passages kept in `folder`, by the text's own digest."""

    def __init__(self, folder: Path) -> None:
        self._model = embedder()
        self._file = folder / f"{hashlib.sha256(self._model.name.encode()).hexdigest()[:12]}.npz"
        self._kept = self._read()

    def _read(self) -> dict[str, Any]:
        if not self._file.is_file():
            return {}
        with np.load(self._file) as kept:
            # There are files yet whose digests are whole.
            return dict(zip((digest[:DIGEST] for digest in kept["digests"]), kept["vectors"], strict=True))

    @property
    def name(self) -> str:
        return self._model.name

    def embed_query(self, text: str) -> list[float]:
        return self._model.embed_query(text)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        digests = [digest_of(text) for text in texts]
        new = {d: text for d, text in zip(digests, texts, strict=True) if d not in self._kept}
        vectors = self._model.embed_documents(list(new.values()))
        self._kept |= {d: np.asarray(v, dtype=np.float32) for d, v in zip(new, vectors, strict=True)}
        return [[float(x) for x in self._kept[digest]] for digest in digests]

    def knows(self, texts: Iterable[str]) -> bool:
        """Whether the vectors of all of `texts` are there already."""
        return all(digest_of(text) in self._kept for text in texts)

    def take_from(self, home: Path) -> None:
        """Know what is in the index of `home`, which the same model made."""
        index = ChromaIndex(embedded(home / "chroma"), Embedder(self.name, lambda: self._model, DIMENSION))
        digests = {ref.digest for id_ in index.ids() if (ref := Ref.parse(id_))}
        self._kept |= {d: np.asarray(v, dtype=np.float32) for d, v in index.vectors_of(digests).items()}

    def save(self) -> None:
        """Keep what is known for the next run, with what another worker has kept meanwhile."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            kept = self._read() | self._kept
            whole = self._file.with_suffix(".new")
            with whole.open("wb") as file:
                np.savez(file, digests=np.array(list(kept)), vectors=np.array(list(kept.values())))
            whole.replace(self._file)


class LetterVectors:
    """In the model's place where a test turns on nothing that is alike: which letters a text has, and how often."""

    name = "letters"

    def embed_query(self, text: str) -> list[float]:
        letters = np.bincount([ord(letter) % DIMENSION for letter in text or " "], minlength=DIMENSION)
        return [float(count) for count in letters / np.linalg.norm(letters)]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


@dataclass
class Home:
    """One folder with a catalog and an index, and an answerer over them."""

    folder: Path
    catalog: Catalog
    index: ChromaIndex
    embedder: Embedder
    library: Library

    @classmethod
    def open(cls, folder: Path, model: KeptVectors | LetterVectors) -> Home:
        """Open the home in `folder`, as a new process would."""
        (folder / "cache").mkdir(parents=True, exist_ok=True)
        catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}", cache_dir=folder / "cache")
        made = Embedder(model.name, lambda: model, DIMENSION)
        index = ChromaIndex(embedded(folder / "chroma"), made)
        return cls(folder, catalog, index, made, Library(catalog, index, folder / "write.lock"))

    def add(self, path: Path, collection_id: str | None = None) -> None:
        """Read a file into the home."""
        collection, cases, _ = parse(path, collection_id)
        self.library.replace(collection, cases)

    def add_bundled(self) -> None:
        with bundled().path() as path:
            self.add(path, bundled().id)

    @cached_property
    def ready(self) -> Answerer:
        """One answerer for all who want no other: loading the words takes a second or two."""
        return self.answerer()

    def answerer(self, records: Callable[[], Records] | None = None) -> Answerer:
        """An answerer over the home's catalog; or, with its index, over other `records`."""
        return Answerer(
            records=records or self.catalog.records,
            index=lambda: self.index,
            embedder=lambda: self.embedder,
            cache_dir=self.folder / "cache",
            find=self.catalog.words,
            confirmed=self.catalog.confirmed,
        )


def collection(id_: str, title: str, label: str) -> Collection:
    return Collection(id_, title, label, f"{id_}.txt", "0" * 64)


def case(id_: str, number: int, title: str, text: str | dict[str, str]) -> Case:
    """A case of one summary, or of sections by name."""
    fields = text if isinstance(text, dict) else {"summary": text}
    return Case(CaseId(id_, number), title, tuple(Field(name, told) for name, told in fields.items()))


def replay(answerer: Answerer, turns: Sequence[str], collections: Sequence[str] = ()) -> Conversation:
    """The conversation after `turns`."""
    conversation = ALONE
    for turn in turns:
        conversation = conversation.then(answerer.answer(turn, conversation, collections))
    return conversation


def cited(answer: Answer) -> list[int]:
    """The numbers of the cited cases, in the order cited."""
    return [citation.case.number for citation in answer.citations]


def cited_ids(answer: Answer) -> set[tuple[str, int]]:
    """The cited cases as (collection, number)."""
    return {(c.case.id.collection, c.case.number) for c in answer.citations}
