"""Model servers that send without end, packed, a byte at a time, or counts that are none: bounded, and let go of in time."""

from __future__ import annotations

import json
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from data.types import Spent
from retrieval.writing.deadline import Late, until
from retrieval.writing.models import Chat, ModelFailed, chat_model
from retrieval.writing.wire import MOST_BYTES

SECONDS = 2.0
EVENT = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}


class _Hostile(BaseHTTPRequestHandler):
    """Misbehaves as its path says; `sent` and `gone` tell what came of it."""

    protocol_version = "HTTP/1.0"
    sent = 0
    gone = threading.Event()
    asked: list[str] = []  # noqa: RUF012

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        kind = type(self)
        kind.asked.append(self.path)
        self.rfile.read(int(self.headers["Content-Length"]))
        try:
            getattr(self, self.path.split("/")[1])()
        except OSError:
            kind.gone.set()

    def _begin(self, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/event-stream")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _put(self, raw: bytes) -> None:
        self.wfile.write(raw)
        self.wfile.flush()
        type(self).sent += len(raw)

    def _event(self, **body: Any) -> None:
        self._put(b"data: " + json.dumps({**EVENT, **body}).encode() + b"\n\n")

    def line(self) -> None:
        self._begin()
        while True:
            self._put(b"a" * 65536)

    def error(self) -> None:
        self._begin(500)
        while True:
            self._put(b"x" * 65536)

    def packed(self) -> None:
        self._begin(Content_Encoding="gzip")
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(2000):
            self._put(packer.compress(b"a" * (1 << 20)))

    def drip(self) -> None:
        self._begin()
        while True:
            self._put(b"d")
            time.sleep(0.2)

    def never(self) -> None:
        self.connection.settimeout(20)
        if not self.connection.recv(1):  # nothing comes until the other side has gone
            type(self).gone.set()

    def away(self) -> None:
        self._begin(307, Location="/line/v1/chat/completions")

    def counts(self) -> None:
        self._begin()
        self._event(
            choices=[{"index": 0, "delta": {"role": "assistant", "content": "好"}, "finish_reason": None}]
        )
        usage = {"prompt_tokens": -(10**30), "completion_tokens": 10**30, "total_tokens": 0}
        self._event(choices=[], usage=usage)
        self._put(b"data: [DONE]\n\n")


@pytest.fixture
def server() -> Iterator[tuple[str, type[_Hostile]]]:
    handler = type("Handler", (_Hostile,), {"sent": 0, "gone": threading.Event(), "asked": []})
    made = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{made.server_address[1]}", handler
    made.shutdown()
    made.server_close()


def chat_at(url: str, mode: str) -> Chat:
    chat = chat_model("openai:m", base_url=f"{url}/{mode}/v1", timeout=SECONDS)
    chat.load()  # the library is imported before the clock runs
    return chat


@pytest.mark.parametrize("mode", ["line", "error", "packed", "drip", "never", "away"])
def test_what_a_server_sends_is_bounded_and_its_connection_closed_in_time(
    server: tuple[str, type[_Hostile]], mode: str
) -> None:
    url, handler = server
    chat = chat_at(url, mode)
    started = time.monotonic()
    with pytest.raises((ModelFailed, Late)):
        list(until(started + SECONDS, lambda: chat.stream([("human", "x")], None, lambda _: None)))
    assert time.monotonic() - started < SECONDS + 1
    if mode == "away":
        assert handler.asked == ["/away/v1/chat/completions"]  # the key is not taken to another address
    else:
        assert handler.gone.wait(3)
        assert handler.sent < MOST_BYTES + 8_000_000  # what was on its way when it was closed
    waited = time.monotonic() + 3
    while any(t.name == "model" for t in threading.enumerate()) and time.monotonic() < waited:
        time.sleep(0.05)
    assert not any(t.name == "model" for t in threading.enumerate())


def test_counts_that_can_be_none_are_not_booked(server: tuple[str, type[_Hostile]]) -> None:
    spent: list[Spent] = []
    assert "".join(chat_at(server[0], "counts").stream([("human", "一二三")], None, spent.append)) == "好"
    assert (spent[0].tokens_in, spent[0].tokens_out) == (3, 1)
