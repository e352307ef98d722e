"""OpenAI's chat protocol: the user's messages are the turns, the answer's text is the completion.

`model` is `anwen`, or `anwen/COLLECTION` for one collection. Citations stand in the text as `[案例N]`, as annotations
that point at them, and, whole, in the answer object under `anwen`. What only a model could heed (system messages,
temperature, tools) is taken and changes nothing.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.render.json import answer_object, line
from bot.served import words
from bot.served.asked import UnknownModel
from bot.served.completed import content, pointing
from bot.served.desk import Desk
from bot.served.orders import MODEL, Order, order
from bot.served.replies import INTERNAL, openai_error, reply, told
from bot.served.requests import address, body
from bot.served.service import Service
from data.types import Answer

STILL_HERE = 10.0
"""Seconds of silence after which a stream says that it is still there: proxies close idle ones."""
EVENTS = "text/event-stream"


class Completions:
    """The three paths under /v1."""

    def __init__(self, service: Service, desk: Desk) -> None:
        self._service, self._think, self._say = service, desk.think, service.say

    async def models(self, request: Request) -> Response:
        return reply({"object": "list", "data": await self._think(self._listed)})

    async def model(self, request: Request) -> Response:
        return reply(await self._think(lambda: self._named(request.path_params["name"])))

    async def complete(self, request: Request) -> Response:
        wanted = order(await body(request, self._say), self._say)
        await self._think(lambda: self._named(wanted.model))
        person, base = address(request), str(request.base_url)
        if wanted.stream:
            return StreamingResponse(self._events(wanted, person, base), media_type=EVENTS)
        answer = await self._think(lambda: self._service.ask(wanted.asked, person=person))
        text = content(answer, self._say)
        message = {
            "role": "assistant",
            "content": text,
            "refusal": None,
            "annotations": pointing(answer, text, base),
        }
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        head = _head("chat.completion", wanted.model)
        return reply({**head, "choices": [choice], "usage": _usage(answer), "anwen": answer_object(answer)})

    async def _events(self, wanted: Order, person: str, base: str) -> AsyncIterator[bytes]:
        """The answer as server-sent events; what is sent stays, so an answer that was given up is told anew."""
        head = _head("chat.completion.chunk", wanted.model)
        heard: asyncio.Queue[str | None] = asyncio.Queue()
        loop = asyncio.get_running_loop()

        def show(text: str) -> None:
            loop.call_soon_threadsafe(heard.put_nowait, text)

        def ask() -> Answer:
            return self._service.ask(wanted.asked, show, person)

        yield _event({**head, "choices": [_delta({"role": "assistant", "content": ""})]})
        thinking = asyncio.ensure_future(self._think(ask))
        thinking.add_done_callback(lambda _: heard.put_nowait(None))
        sent = ""
        async for text in _until_none(heard):
            if text is None:
                yield b": \n\n"
            elif text.startswith(sent):
                yield _event({**head, "choices": [_delta({"content": text[len(sent) :]})]})
                sent = text
        try:
            answer = thinking.result()
        except Exception as error:  # it is too late for a status
            yield _event(openai_error(INTERNAL, told(error)))
            yield b"data: [DONE]\n\n"
            return
        whole = content(answer, self._say)
        if not whole.startswith(sent):
            whole = f"{sent}\n\n{whole}"
        yield _event({**head, "choices": [_delta({"content": whole[len(sent) :]})]})
        last = _delta({"annotations": pointing(answer, whole, base)}, "stop")
        yield _event({**head, "choices": [last], "anwen": answer_object(answer)})
        if wanted.with_usage:
            yield _event({**head, "choices": [], "usage": _usage(answer)})
        yield b"data: [DONE]\n\n"

    def _listed(self) -> list[dict[str, object]]:
        held = self._service.records().collections
        names = [MODEL, *(f"{MODEL}/{collection.id}" for collection in held)]
        return [{"id": name, "object": "model", "created": 0, "owned_by": MODEL} for name in names]

    def _named(self, name: str) -> dict[str, object]:
        """The model of that name; UnknownModel."""
        listed = self._listed()
        found = next((model for model in listed if model["id"] == name), None)
        if found is None:
            known = "、".join(str(model["id"]) for model in listed)
            raise UnknownModel(self._say(words.UNKNOWN_MODEL, name=name[:100], known=known))
        return found


async def _until_none(heard: asyncio.Queue[str | None]) -> AsyncIterator[str | None]:
    """What is heard until None comes; None in between where nothing was heard for a while."""
    while True:
        try:
            text = await asyncio.wait_for(heard.get(), STILL_HERE)
        except TimeoutError:
            yield None
            continue
        if text is None:
            return
        yield text


def _head(kind: str, model: str) -> dict[str, object]:
    return {"id": f"chatcmpl-{uuid.uuid4().hex}", "object": kind, "created": int(time.time()), "model": model}


def _delta(delta: dict[str, object], finish: str | None = None) -> dict[str, object]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}


def _event(value: object) -> bytes:
    return f"data: {line(value)}\n\n".encode("utf-8", "backslashreplace")


def _usage(answer: Answer) -> dict[str, int]:
    """What models read and wrote; nothing where none was asked."""
    spent = answer.spent
    read, written = (spent.tokens_in, spent.tokens_out) if spent else (0, 0)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}
