"""Dense search: how near in meaning each case, and each part of it, is to a question."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from heapq import nlargest
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from data.types import CaseId, Records
from data.values import dataclass
from retrieval import lexicon
from retrieval.search.near import Near, Nearest, Nearness, scores_of
from vectorstore.embeddings import BUILT_IN
from vectorstore.hits import state_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vectorstore.chroma import ChromaIndex
    from vectorstore.embeddings import Embedder

    Vector = NDArray[np.float32]

NEAREST = 400
"""Chunks asked of a large index; a small one gives all it has, so that what else it holds changes nothing."""
USUAL = 0.5
"""How much of what all questions have in common is taken out of a question's vector.

Every text has some likeness to any question, and some texts (short, general ones) more than others: they come
first for whatever is asked (hubness; Radovanović, Nanopoulos & Ivanović 2010). Measured on 279 questions over
three collections, with the letters in common (ranking.LETTERS): the right case first 0.866 → 0.903, for far
paraphrases 0.617 → 0.723; between 0.3 and 0.9 it makes little difference.
"""


LAST = 8
"""Texts whose vectors are remembered: those of one question."""
FRIENDS = 0.1
"""Share of the strangers' questions, the nearest, that a collection may after all hold something for."""
LARGE_STEP = 3
"""In a large index only every third stranger is asked: each is a search of its own there."""
GROUNDED = 8
"""Collections whose ground is worked out before anything is asked, the largest: 0.1 s each of 10,000 cases."""
LEVELLED = 0.01
"""A spread of most collections (cosine): 0.008 to 0.012 in the seven that were measured."""
LEAST_SPREAD = 0.005
"""Least spread (cosine): of a collection of a case or two the strangers lie closer together than chance has it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """How near the best case of a collection is to questions of which it holds nothing (cosine): mean and spread.

    Where the cases are all of one matter everything that is asked is far or near alike, so a likeness says little by
    itself: it is measured against what strangers reach (the cohort normalisation of speaker verification; Li & Porter
    1988).
    """

    mean: float
    spread: float

    @classmethod
    def of(cls, reached: Sequence[float]) -> Ground:
        """The ground that strangers' questions make, by what each reached; the nearest may be no strangers."""
        import numpy as np

        some = sorted(reached)[: max(round(len(reached) * (1 - FRIENDS)), 1)]
        return cls(float(np.mean(some)), max(float(np.std(some)), LEAST_SPREAD))

    def levelled(self, score: float) -> float:
        """`score` as it compares with those of other collections (cosine)."""
        return self.above(score) * LEVELLED

    def above(self, score: float) -> float:
        """How many spreads `score` lies above what strangers reach."""
        return (score - self.mean) / self.spread


class DenseSearch:
    """The vector index with the embedder that made it."""

    def __init__(
        self,
        index: Callable[[], ChromaIndex],
        embedder: Callable[[], Embedder],
        cache_dir: Path | None,
        aside: Callable[[bool], AbstractContextManager[None]] = lambda far: nullcontext(),
    ) -> None:
        """`aside`: within it a question is embedded and looked up, so that nobody has to wait for that; told whether the
        model is on another machine."""
        self._index = index
        self._embedder = embedder
        self._cache_dir = cache_dir
        self._aside = aside
        self.asked = 0
        """How many questions were embedded so far."""
        self._last: dict[tuple[str, str], Vector] = {}
        """The vectors of the texts asked last."""
        self._usuals: dict[str, Vector] = {}
        self._grounds: dict[str, Ground] = {}
        self._grounded = ""
        """The state that these are of."""

    def ground(self, records: Records, collection: str) -> Ground:
        """How near questions that have nothing to do with it come to `collection`: worked out once a state of it."""
        state = state_of(records)
        if state != self._grounded:  # of an earlier state nothing is asked any more
            self._grounds, self._grounded = {}, state
        if collection in self._grounds:
            return self._grounds[collection]
        ground = Ground.of(self._reached(records, collection))
        if self._index().state() == state:  # one that is being made gives another ground
            self._grounds[collection] = ground
        return ground

    def _reached(self, records: Records, collection: str) -> list[float]:
        """The likeness of the best case of `collection` to each stranger's question."""
        import numpy as np

        vectors = self._kept("strangers", lexicon.strangers()) - self.usual
        products = self._index().products(vectors, records, collection)
        if products is None:
            few = vectors[::LARGE_STEP]
            return [_best(_near(self._index(), vector, records, (collection,))) for vector in few]
        levels: dict[str, dict[CaseId, Vector]] = {"whole": {}, "part": {}}
        for ref, row in zip(*products, strict=True):
            if (of_level := levels.get(ref.kind)) is not None:
                of_level[ref.case] = np.maximum(of_level.get(ref.case, row), row)
        wholes, parts = levels["whole"], levels["part"]
        scores = [(whole + parts.get(case, whole)) / 2 for case, whole in wholes.items()]  # as Nearness.score
        return [float(best) for best in np.max(scores, axis=0)] if scores else [0.0]

    def search(
        self, text: str, records: Records, collections: Sequence[str] = ()
    ) -> Mapping[CaseId, Nearness]:
        """The cases among the nearest chunks to `text`; a level not found counts as the farthest found.

        Of a collection so large that it has no parts in the index, the whole stands for both.
        """
        embedder, index, usual = self._embedder(), self._index(), self.usual
        with self._aside(embedder.far):
            return _near(index, self._asked_of(embedder, text) - usual, records, collections)

    def learned(
        self, text: str, records: Records, collections: Sequence[str] = ()
    ) -> Mapping[CaseId, Nearness]:
        """The same by the vector that was learned for questions (`question_encoder`); nothing where the index was made by
        another model than it was learned with.
        """
        from retrieval.search.question_encoder import question_encoder

        encoder = question_encoder() if self._embedder().name == BUILT_IN else None
        if encoder is None:
            return {}
        return _near(self._index(), encoder.vector(text) - self.usual, records, collections)

    def warm(self, records: Records) -> None:
        """Have ready what the first question that is embedded would wait for; IndexUnavailable."""
        self.ahead(lexicon.everyday_questions()[:2])  # with the threads that two texts are parted among
        self.learned(lexicon.everyday_questions()[0], records)  # with its layers read
        self._index().warm(records)
        sizes = records.sizes()
        for collection in nlargest(GROUNDED, sizes, key=sizes.__getitem__):
            self.ground(records, collection)

    def ahead(self, texts: Sequence[str]) -> None:
        """Embed `texts`, which are to be searched next, at once: the model is gone through for all of them together."""
        embedder = self._embedder()
        new = [one for one in dict.fromkeys(texts) if (embedder.name, one) not in self._last]
        if len(new) > 1:
            with self._aside(embedder.far):
                vectors = embedder.embed_queries(new)
            self._remember({(embedder.name, text): _unit(v) for text, v in zip(new, vectors, strict=True)})

    def _remember(self, vectors: Mapping[tuple[str, str], Vector]) -> None:
        self.asked += len(vectors)
        if len(self._last) + len(vectors) > LAST:
            self._last = {}  # another thread may add to the old ones: it has its vector at hand
        self._last |= vectors

    def _asked_of(self, embedder: Embedder, text: str) -> Vector:
        """The vector of a question; the readings of one are often of the same words."""
        vector = self._last.get((embedder.name, text))
        if vector is None:
            vector = _unit(embedder.embed_query(text))
            self._remember({(embedder.name, text): vector})
        return vector

    def likeness(self, text: str, records: Records) -> dict[CaseId, float]:
        """How near each case is to a statement (cosine, of its nearest chunk): nothing is taken out of that."""
        found: dict[CaseId, float] = {}
        embedder, index = self._embedder(), self._index()
        with self._aside(embedder.far):
            hits = index.search(embedder.embed_query(text), NEAREST, records)
        for hit in hits:
            if hit.kind == "asked":
                continue  # what a model wrote bears nothing out
            found[hit.case] = max(found.get(hit.case, 0.0), hit.score)
        return found

    @property
    def usual(self) -> Vector:
        """What is taken out of every question; another embedder's is another."""
        import numpy as np

        embedder = self._embedder()
        if embedder.name not in self._usuals:
            mean = self._kept("everyday", lexicon.everyday_questions()).mean(axis=0, dtype=np.float32)
            self._usuals[embedder.name] = _part(mean)
        return self._usuals[embedder.name]

    def _kept(self, name: str, texts: Sequence[str]) -> Vector:
        """The vectors of `texts`: of the built-in embedder they come with the program, of others they are kept beside
        the index, by embedder and wording."""
        import numpy as np

        embedder = self._embedder()
        file = file_of(name, embedder.name, texts)
        with as_file(files("retrieval.learned") / file) as shipped, suppress(OSError, ValueError, EOFError):
            found: Vector = np.load(shipped, allow_pickle=False)
            if found.shape == (len(texts), embedder.dimension):
                return found
        if self._cache_dir is None:
            return self._made(texts)
        kept = self._cache_dir / file
        with suppress(OSError, ValueError, EOFError):
            vectors: Vector = np.load(kept, allow_pickle=False)
            if vectors.shape == (len(texts), embedder.dimension):
                return vectors
        vectors = self._made(texts)
        with suppress(OSError):  # a cache: without room for it, it is made again
            self._cache_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            whole = kept.with_suffix(f".{os.getpid()}.npy")
            try:
                np.save(whole, vectors, allow_pickle=False)
                whole.replace(kept)
            finally:
                whole.unlink(missing_ok=True)
            for old in self._cache_dir.glob(f"{name}-*.npy"):  # of another embedder or wording, or cut off
                if old != kept:
                    old.unlink()
        return vectors

    def _made(self, texts: Sequence[str]) -> Vector:
        import numpy as np

        embedder = self._embedder()
        return np.asarray([_unit(embedder.embed_query(text)) for text in texts], dtype=np.float32)


def file_of(name: str, embedder: str, texts: Sequence[str]) -> str:
    """What the file with the vectors of `texts` is called: another embedder's, or of other words, another."""
    return f"{name}-{hashlib.sha256(chr(10).join((embedder, *texts)).encode()).hexdigest()[:16]}.npy"


def _near(
    index: ChromaIndex, vector: Vector, records: Records, collections: Sequence[str]
) -> Mapping[CaseId, Nearness]:
    import numpy as np

    length = float(np.linalg.norm(vector))
    scored = index.scored([float(x) for x in vector], records, collections)
    if scored is not None:
        return Near(scored, length)
    return Nearest(index.nearest([float(x) for x in vector], NEAREST, records, collections), length)


def _best(near: Mapping[CaseId, Nearness]) -> float:
    return max((score for _, score in scores_of(near)), default=0.0)


def _part(mean: Vector) -> Vector:
    import numpy as np

    return np.multiply(mean, USUAL, dtype=np.float32)


def _unit(vector: Sequence[float]) -> Vector:
    import numpy as np

    array = np.asarray(vector, dtype=np.float32)
    return array / max(float(np.linalg.norm(array)), 1e-12)
