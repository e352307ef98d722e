"""A model server that misbehaves in every way met so far, each under a path of its own."""

from __future__ import annotations

import json
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BROKEN = (
    "redirect", "loop", "html", "binary", "echo", "deep", "types", "no_choices", "usage", "escapes",
)  # fmt: skip
"""What ends, and is no answer."""
EVENT = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m"}
_BLOCK = b"a" * 65536


class Misbehaving(BaseHTTPRequestHandler):
    """Does what its path says; `asked` are the paths."""

    protocol_version = "HTTP/1.0"
    asked: list[str] = []  # noqa: RUF012

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        type(self).asked.append(self.path)
        with suppress(OSError):  # the other side has gone
            getattr(self, self.path.split("/")[1])()

    def _begin(self, kind: str = "text/event-stream", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def _say(self, text: Any) -> None:
        self._event({**EVENT, "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]})

    def _event(self, body: object) -> None:
        self.wfile.write(b"data: " + json.dumps(body).encode() + b"\n\n")

    def _ever(self, block: bytes, pause: float = 0.0) -> None:
        while True:
            self.wfile.write(block)
            if pause:
                time.sleep(pause)

    def endless(self) -> None:
        self._begin()
        while True:
            self._say("[1] 上海建立制度。\n")

    def oneline(self) -> None:
        self._begin()
        self.wfile.write(b'data: {"choices":[{"delta":{"content":"')
        self._ever(_BLOCK)

    def comments(self) -> None:
        self._begin()
        self._ever(b": ping\n\n" * 1000)

    def drip(self) -> None:
        self._begin()
        self._ever(b"d", 0.2)

    def words(self) -> None:
        self._begin()
        while True:
            self._say("上")
            time.sleep(0.2)

    def nothing(self) -> None:
        self.connection.settimeout(30)
        self.connection.recv(1)

    def redirect(self) -> None:
        self._begin(status=307, location="/html/v1/chat/completions")

    def loop(self) -> None:
        self._begin(status=307, location=self.path)

    def html(self) -> None:
        self._begin("text/html")
        self.wfile.write(b"<html><script>alert(1)</script>" * 10)

    def binary(self) -> None:
        self._begin("application/octet-stream")
        self.wfile.write(bytes(range(256)) * 1000)

    def hugejson(self) -> None:
        self._begin("application/json")
        self.wfile.write(b'{"choices":[')
        self._ever(b'{"a":"' + _BLOCK + b'"},')

    def packed(self) -> None:
        self._begin(content_encoding="gzip")
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        for _ in range(20_000):
            self.wfile.write(packer.compress(_BLOCK * 16))

    def error(self) -> None:
        self._begin("application/json", 500)
        self._ever(_BLOCK)

    def echo(self) -> None:
        self._begin("application/json", 401)
        told = {"error": {"message": f"bad key {self.headers.get('Authorization')}"}}
        self.wfile.write(json.dumps(told).encode())

    def deep(self) -> None:
        self._begin()
        self.wfile.write(b"data: " + b"[" * 200_000 + b"\n\n")

    def types(self) -> None:
        self._begin()
        for value in (None, 5, [], {"a": 1}, True, "x" * 10):
            self._event({"choices": [{"index": 0, "delta": {"content": value}}]})
        self.wfile.write(b"data: [DONE]\n\n")

    def no_choices(self) -> None:
        self._begin()
        self.wfile.write(b'data: {"choices":null}\n\ndata: 7\n\ndata: []\n\n')

    def usage(self) -> None:
        self._begin()
        self._say("[1] 上海建立制度。\n")
        counts = {"prompt_tokens": -(10**30), "completion_tokens": 10**30, "total_tokens": 0}
        self._event({"choices": [], "usage": counts})
        self.wfile.write(b"data: [DONE]\n\n")

    def escapes(self) -> None:
        self._begin()
        self._say("[1] \x1b]0;pwn\x07\x1b[31m<script>alert(1)</script>\n[案例99] 法院判赔一亿元。\n")
        self.wfile.write(b"data: [DONE]\n\n")

    def headers_(self) -> None:
        self.send_response(200)
        self.flush_headers()
        self._ever(b"X-A: " + b"a" * 1000 + b"\r\n")


@contextmanager
def misbehaving() -> Iterator[tuple[str, type[Misbehaving]]]:
    """Its address, to which a way of misbehaving and /v1 are added; and what it was asked."""
    handler = type("Handler", (Misbehaving,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", handler
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
