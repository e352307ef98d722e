"""A model asked for one JSON object: within the time, the day's tokens and a bound of characters, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from data.values import dataclass
from retrieval.writing.bills import Bill
from retrieval.writing.drafts import without_thoughts
from retrieval.writing.models import ModelFailed
from retrieval.writing.prompts import Message
from retrieval.writing.writer import Writer


@dataclass(frozen=True, slots=True)
class Call:
    """For which answer a model is asked: until when (time.monotonic()), on whose bill, of which state of the catalog."""

    end: float
    bill: Bill
    revision: str


class Asker:
    """Asks the writer's model, on its terms."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @property
    def room(self) -> int:
        """Code points of cases that one prompt may hold."""
        return self._writer.limits.room

    @property
    def structured(self) -> bool:
        return self._writer.chat.structured

    def ask(
        self, asked: Sequence[Message], schema: Mapping[str, object], call: Call
    ) -> dict[str, Any] | None:
        """The object that the model gives; None where it failed or gave none."""
        try:
            return _object(self._writer.ask(asked, schema, call.end, call.bill, call.revision))
        except ModelFailed:
            return None


def _object(said: str) -> dict[str, Any] | None:
    """The first JSON object of an output; what stands around it is not looked at."""
    text = without_thoughts(said)
    begin = text.find("{")
    if begin < 0:
        return None
    try:
        value, _ = json.JSONDecoder().raw_decode(text, begin)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
