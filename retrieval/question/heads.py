"""What a question does, wants, how it relates to the turn before, and in which form: learned, as probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from retrieval.question.features import plain, rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

HEADS = ("act", "kind", "relation", "form")
WEIGHTS = "heads.npz"
"""In retrieval/learned, written by `make learn`: `table` (rows x labels, in steps), `scale` (the step of each label),
`offset` (one a label), `labels` (head:label) and `temperature` (one a head)."""

Probabilities = Mapping[str, float]
"""Label → probability; they add up to one."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How likely each label of each head is. The labels are listed in scripts/learn/data/README.md."""

    act: Probabilities
    kind: Probabilities
    relation: Probabilities
    form: Probabilities


class Heads:
    """Reads one question by its letters alone, in well under 2 ms; loads its weights when first asked."""

    def read(self, text: str, follows: bool) -> Reading:
        """How `text` reads; `follows`: there was a turn before. Where there was none, the relation is `new`."""
        import numpy as np

        weights = self._weights
        found = rows(plain(text), follows)
        # Divided by the root of how many they are, long questions are not read more surely than short ones.
        scores = (
            weights.table[found].sum(axis=0, dtype=np.int64) * weights.scale / len(found) ** 0.5
            + weights.offset
        )
        told = {head: _softmax(scores[start:end], labels) for head, start, end, labels in weights.spans}
        if not follows:
            told["relation"] = {"new": 1.0}
        return Reading(**told)

    @cached_property
    def _weights(self) -> _Weights:
        import numpy as np

        with np.load(BytesIO((files("retrieval") / "learned" / WEIGHTS).read_bytes())) as held:
            table, scale, offset = held["table"], held["scale"], held["offset"]
            names = [str(name) for name in held["labels"]]
            temperature = dict(zip(HEADS, map(float, held["temperature"]), strict=True))
        spans = []
        for head in HEADS:
            own = [at for at, name in enumerate(names) if name.startswith(f"{head}:")]
            start, end = own[0], own[-1] + 1
            spans.append((head, start, end, tuple(names[at].partition(":")[2] for at in own)))
            scale[start:end] /= temperature[head]
            offset[start:end] /= temperature[head]
        return _Weights(table, scale, offset, tuple(spans))


@dataclass(frozen=True, slots=True)
class _Weights:
    table: NDArray[np.int8]
    scale: NDArray[np.float64]
    offset: NDArray[np.float64]
    spans: tuple[tuple[str, int, int, tuple[str, ...]], ...]
    """Each head, its columns, their labels."""


def _softmax(scores: NDArray[np.float64], labels: tuple[str, ...]) -> dict[str, float]:
    import numpy as np

    raised = np.exp(scores - scores.max())
    return dict(zip(labels, (raised / raised.sum()).tolist(), strict=True))
