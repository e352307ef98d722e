"""A chat model that says what it is told to, through langchain's own interface; and writers made with it."""

from __future__ import annotations

import copy
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from data.catalog.database.ledger import Ledger
from retrieval.answering import Answerer
from retrieval.models import Reads
from retrieval.writing.models import Chat, Price
from retrieval.writing.writer import Limits, Writer
from tests.retrieval.homes import Home

Reply = str | Exception | Callable[[str], str]
"""What it says: words, an error it breaks off with, or what becomes of the prompt."""


class Scripted(BaseChatModel):
    """Gives its replies one after the other, the last one ever after; notes what it was asked."""

    replies: list[Any]
    chunk: int = 7
    pause: float = 0.0
    """Seconds before each chunk."""
    broken_after: int = -1
    """Chunks after which it breaks off with ConnectionError; -1 for never."""
    counts: bool = True
    """Whether it reports its tokens."""
    _asked: list[str] = PrivateAttr(default_factory=list)
    _bound: list[dict[str, Any]] = PrivateAttr(default_factory=list)

    @property
    def asked(self) -> list[str]:
        """The prompts so far, system and human message together."""
        return self._asked

    @property
    def bound(self) -> list[dict[str, Any]]:
        """What it was bound to, call by call."""
        return self._bound

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _say(self, messages: Sequence[BaseMessage], given: dict[str, Any]) -> str:
        prompt = "\n".join(str(message.text) for message in messages)
        reply = self.replies[min(len(self._asked), len(self.replies) - 1)]
        self._asked.append(prompt)
        self._bound.append(given)
        if isinstance(reply, Exception):
            raise reply
        return reply(prompt) if callable(reply) else reply

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self._say(messages, kwargs)))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        said = self._say(messages, kwargs)
        for at in range(0, len(said), self.chunk):
            if self.pause:
                time.sleep(self.pause)
            if 0 <= self.broken_after <= at // self.chunk:
                raise ConnectionError("peer closed connection")
            yield ChatGenerationChunk(message=AIMessageChunk(said[at : at + self.chunk]))
        if self.counts:
            usage = {"input_tokens": 100, "output_tokens": 20, "total_tokens": 120}
            yield ChatGenerationChunk(message=AIMessageChunk("", usage_metadata=usage))  # type: ignore[arg-type]


def marked(*sentences: tuple[int, str]) -> str:
    """Output in marked text."""
    return "\n".join(f"[{at}] {text}" for at, text in sentences)


def in_json(*sentences: tuple[int, str]) -> str:
    """Output as the schema wants it."""
    return json.dumps(
        {"sentences": [{"case": at, "text": text} for at, text in sentences]}, ensure_ascii=False
    )


def evidence_in(prompt: str) -> list[str]:
    """The pieces of evidence of a prompt, in order."""
    return [m[2].strip() for m in re.finditer(r"<<<((?:资料|PIECE)\w+) \d+\n(.*?)\n\1>>>", prompt, re.S)]


def chat(model: Scripted, structured: bool = False, price: Price | None = None) -> Chat:
    return Chat(
        "scripted:x", lambda: model, (lambda schema: {"schema": dict(schema)}) if structured else None, price
    )


def writing(
    home: Home,
    model: Scripted,
    *,
    structured: bool = False,
    limits: Limits | None = None,
    ledger: Ledger | None = None,
    judge: Scripted | None = None,
    price: Price | None = None,
    reads: Reads = Reads.NEVER,
) -> Answerer:
    """An answerer over `home` whose answers `model` words; by `reads`, it also reads questions and judges cases."""
    writer = Writer(
        chat(model, structured, price),
        limits or Limits(timeout=20),
        (lambda: ledger) if ledger else None,
        chat(judge) if judge else None,
    )
    return with_writer(home, writer, reads)


def with_writer(home: Home, writer: Writer, reads: Reads = Reads.NEVER) -> Answerer:
    """The home's one answerer, its answers worded by `writer`."""
    made = copy.copy(home.ready)
    made._writer = writer
    made._adviser = made._advising(writer, reads)
    return made
