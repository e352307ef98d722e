"""Keyword search: BM25 over jieba's words (bm25s), cached on disk by the catalog's revision."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.types import CaseId
from retrieval.profiles import Profiles
from retrieval.tokens import Tokenizer

if TYPE_CHECKING:
    import bm25s
    import numpy as np
    from numpy.typing import NDArray

_FORMAT = 1
_WORDS = "words.tsv"


class LexicalIndex:
    """BM25 scores of all cases for a question's words."""

    def __init__(self, ids: Sequence[CaseId], model: bm25s.BM25 | None) -> None:
        self._ids = ids
        self._model = model

    def search(self, words: Sequence[str], limit: int) -> list[tuple[CaseId, float]]:
        """The best `limit` cases with a score above zero, best first, ties by position in the catalog."""
        known = [] if self._model is None else [w for w in words if w in self._model.vocab_dict]
        if self._model is None or not known:
            return []
        scores = self._model.get_scores(known)
        order = sorted(_highest(scores, limit), key=lambda at: (-scores[at], at))
        return [(self._ids[at], float(scores[at])) for at in order if scores[at] > 0]


def _highest(scores: NDArray[np.float32], limit: int) -> list[int]:
    """The positions of the highest `limit` scores, those of equal ones that come last; without sorting them all."""
    import numpy as np

    if limit < len(scores):
        least = np.partition(scores, -limit)[-limit]
        among = np.flatnonzero(scores >= least)
    else:
        among = np.arange(len(scores))
    ordered: list[int] = among[scores[among].argsort(kind="stable")[::-1][:limit]].tolist()
    return ordered


def lexical_index(profiles: Profiles, tokenizer: Tokenizer, cache_dir: Path) -> LexicalIndex:
    """The index of these cases: read from `cache_dir` where it is of this revision, else made and kept."""
    ids = [profile.id for profile in profiles.all]
    folder = cache_dir / "bm25"
    stamp = _stamp(profiles)
    model = _load(folder, stamp)
    if model is None and ids:
        said = _words(profiles, tokenizer, folder)
        model = _build([words.split(" ") for words in said.values()])
        _save(model, folder, stamp, said)
    return LexicalIndex(ids, model)


def _words(profiles: Profiles, tokenizer: Tokenizer, folder: Path) -> dict[tuple[int, str], str]:
    """(place, digest of its text) → the words of each case, parted by blanks; only what is new is cut into words.

    Cutting takes 1 ms a case, ten times as long as everything else here.
    """
    kept: dict[str, str] = {}
    with suppress(OSError, ValueError), (folder / _WORDS).open(encoding="utf-8") as lines:
        if next(lines, "") == f"{_FORMAT}\n":
            kept = dict(line.rstrip("\n").split("\t", 1) for line in lines)
    said: dict[tuple[int, str], str] = {}
    for at, profile in enumerate(profiles.all):
        digest = hashlib.blake2b(profile.text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        words = kept.get(digest)
        said[at, digest] = " ".join(tokenizer.search_words(profile.text)) if words is None else words
    return said


def _stamp(profiles: Profiles) -> dict[str, Any]:
    records = profiles.records
    return {
        "format": _FORMAT,
        "revision": records.revision,
        "updated": records.updated,
        "cases": len(records.cases),
    }


def _build(corpus: list[list[str]]) -> bm25s.BM25:
    import bm25s

    model = bm25s.BM25()
    model.index(corpus, show_progress=False)
    return model


def _load(folder: Path, stamp: dict[str, Any]) -> bm25s.BM25 | None:
    try:
        if json.loads((folder / "stamp.json").read_text(encoding="utf-8")) != stamp:
            return None
        import bm25s

        return bm25s.BM25.load(str(folder), load_corpus=False)
    except (OSError, ValueError, KeyError):
        return None  # a cache: whatever is wrong with it, it is made anew


def _save(model: bm25s.BM25, folder: Path, stamp: dict[str, Any], said: dict[tuple[int, str], str]) -> None:
    """Keep the index; the stamp is written last, so that half an index is never taken for a whole."""
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        model.save(str(folder), show_progress=False)
        lines = "".join(f"{digest}\t{words}\n" for (_, digest), words in said.items())
        (folder / _WORDS).write_text(f"{_FORMAT}\n{lines}", encoding="utf-8", errors="surrogatepass")
        (folder / "stamp.json").write_text(json.dumps(stamp), encoding="utf-8")
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)  # no room for a cache is no reason not to answer
