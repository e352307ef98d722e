"""A small server that speaks OpenAI's chat completions on 127.0.0.1, and fails as real ones do."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class FakeOpenAI:
    """What the server does next: `says` text (or what becomes of the prompt), after `pause` seconds a chunk; or fails.

    `status` answers with that HTTP status and `message`; `cut` drops the connection after so many chunks; `hang`
    never answers; `garbage` answers with no JSON; `refuses` answers with a refusal.
    """

    says: str | Callable[[str], str] = ""
    pause: float = 0.0
    status: int = 200
    message: str = ""
    cut: int = -1
    hang: bool = False
    garbage: bool = False
    refuses: bool = False
    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


def _chunks(text: str, size: int = 6) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


def _said(fake: FakeOpenAI, asked: dict[str, Any]) -> str:
    if isinstance(fake.says, str):
        return fake.says
    return fake.says("\n".join(message["content"] for message in asked["messages"]))


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    fake: FakeOpenAI

    def log_message(self, *args: object) -> None:
        pass

    def do_POST(self) -> None:
        fake = self.fake
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        fake.requests.append(asked)
        with suppress(BrokenPipeError, ConnectionResetError):
            self._answer(fake, asked)

    def _answer(self, fake: FakeOpenAI, asked: dict[str, Any]) -> None:
        if fake.hang:
            fake.ended.wait(30)
            return
        if fake.status != 200:
            self._send(
                fake.status, json.dumps({"error": {"message": fake.message, "type": "x", "code": None}})
            )
        elif fake.garbage:
            self._send(200, "<html>gateway</html>")
        elif asked.get("stream"):
            self._stream(fake, _said(fake, asked))
        else:
            message = {"role": "assistant", "content": _said(fake, asked)}
            choice = {"index": 0, "message": message, "finish_reason": "stop"}
            usage = {"prompt_tokens": 50, "completion_tokens": 9, "total_tokens": 59}
            self._send(200, json.dumps({**_head("chat.completion"), "choices": [choice], "usage": usage}))

    def _stream(self, fake: FakeOpenAI, said: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")  # so that a stream that ends early is seen to
        self.end_headers()
        opening = {"role": "assistant", "content": "", "refusal": None}
        self._event({"choices": [{"index": 0, "delta": opening, "finish_reason": None}]})
        if fake.refuses:
            self._event(
                {"choices": [{"index": 0, "delta": {"refusal": "I cannot help."}, "finish_reason": None}]}
            )
        for at, text in enumerate(_chunks(said)):
            fake.ended.wait(fake.pause) if fake.pause else None
            if at == fake.cut:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                raise ConnectionResetError
            self._event({"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})
        self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self._event(
            {"choices": [], "usage": {"prompt_tokens": 50, "completion_tokens": 9, "total_tokens": 59}}
        )
        self._put(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _event(self, body: dict[str, Any]) -> None:
        line = json.dumps({**_head("chat.completion.chunk"), **body}, ensure_ascii=False)
        self._put(f"data: {line}\n\n".encode())

    def _put(self, raw: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(raw), raw))
        self.wfile.flush()

    def _send(self, status: int, body: str) -> None:
        raw = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


def _head(kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": int(time.time()), "model": "local"}


@contextmanager
def openai_server() -> Iterator[FakeOpenAI]:
    """A server on a free port until the block ends; `url` is what ANWEN_LLM_BASE_URL takes."""
    fake = FakeOpenAI()
    handler = type("Handler", (_Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    try:
        yield fake
    finally:
        fake.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
