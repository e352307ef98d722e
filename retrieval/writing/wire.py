"""What a model's server may send: bounded in bytes, depth and time, whatever it does; the connection is closed at the end.

A server of one's own may be broken, or another's: one line without an end, a packed answer that unpacks to gigabytes,
a byte now and then for ever.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from retrieval.writing.deadline import ends

MOST_BYTES = 4_000_000
"""Of one response: the longest answer of ours is 1,200 tokens, each some 300 bytes of events."""
MOST_DEPTH = 100
"""Brackets that may be open at once, those inside strings apart; a chunk of an answer has six.

The reader of JSON would stop by itself at the interpreter's depth, but whatever is finalized down there breaks off too.
"""
_MARKS = b'[]{}"\n'
_ELSE = bytes(set(range(256)) - set(_MARKS))


class TooMuch(OSError):
    """A server sent more, or took longer, than any answer needs."""


def bounded_client(seconds: float) -> Any:
    """A client for openai's library: no redirects (they would take the key along), nothing packed, bounded responses.

    A request ends after `seconds`, or when who waits for it in this thread stops waiting.
    """
    from openai import DefaultHttpxClient

    class Bounded(DefaultHttpxClient):  # type: ignore[misc, unused-ignore]
        """Their client, whose every response is bounded."""

        def send(self, request: Any, *, stream: bool = False, **options: Any) -> Any:
            line = _Line(seconds)
            request.headers["accept-encoding"] = "identity"
            request.headers["connection"] = "close"
            request.extensions = {**request.extensions, "trace": line.follow}
            line.watch()
            try:
                response = super().send(request, stream=True, **options)
                if response.headers.get("content-encoding", "identity").lower() != "identity":
                    response.close()
                    raise TooMuch("packed, which was not asked for")
                response.stream = _bounded(response, line)
                if not stream:
                    response.read()
            except BaseException:
                line.done()
                raise
            return response

    return Bounded(timeout=seconds, follow_redirects=False)


class _Line:
    """The connection of one request, shut when its time is up: whoever reads from it stops reading."""

    def __init__(self, seconds: float) -> None:
        end = ends()
        own = time.monotonic() + seconds
        self.end = own if end is None else min(own, end)
        self._network: Any = None
        self._timer: threading.Timer | None = None

    def follow(self, event: str, facts: dict[str, Any]) -> None:
        """Called by the transport: keeps the newest connection, plain or secured."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._network = facts.get("return_value")
            if time.monotonic() >= self.end:
                self._shut()

    def watch(self) -> None:
        self._timer = threading.Timer(max(self.end - time.monotonic(), 0.0), self._shut)
        self._timer.daemon = True
        self._timer.start()

    def done(self) -> None:
        if self._timer is not None:
            self._timer.cancel()

    def _shut(self) -> None:
        network = self._network
        if network is not None:
            with suppress(Exception):
                network.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


def _bounded(response: Any, line: _Line) -> Any:
    """The body of `response`, which ends with TooMuch where it is too long or too late."""
    library = sys.modules[type(response).__module__.partition(".")[0]]
    inner = response.stream

    class Body(library.SyncByteStream):  # type: ignore[misc, name-defined]
        """Counts what it hands on."""

        def __iter__(self) -> Iterator[bytes]:
            return _counted(inner, line)

        def close(self) -> None:
            line.done()
            inner.close()

    return Body()


class Depth:
    """How many brackets of the JSON values that are sent are open."""

    def __init__(self) -> None:
        self._open = 0
        self._in_string = False
        self._escape = b""
        """A backslash whose character is still to come."""

    def follow(self, part: bytes) -> None:
        """TooMuch where more than MOST_DEPTH are."""
        plain = (self._escape + part).replace(rb"\\", b"")
        self._escape = plain[-1:] if plain.endswith(b"\\") else b""
        for mark in plain.replace(rb"\"", b"").translate(None, _ELSE).decode("ascii"):
            if mark == "\n":
                self._in_string = False  # none goes on over a line
            elif mark == '"':
                self._in_string = not self._in_string
            elif self._in_string:
                continue
            elif mark in "[{":
                self._open += 1
                if self._open > MOST_DEPTH:
                    raise TooMuch(f"more than {MOST_DEPTH} brackets open")
            else:
                self._open = max(self._open - 1, 0)


def _counted(body: Any, line: _Line, most: int = MOST_BYTES) -> Iterator[bytes]:
    read, depth = 0, Depth()
    for part in body:
        read += len(part)
        if read > most:
            raise TooMuch(f"more than {most} bytes")
        depth.follow(part)
        if time.monotonic() > line.end:
            raise TooMuch("timed out")
        yield part


Wire = Callable[[float], dict[str, Any]]
"""Seconds → what makes a provider's client read no more than this allows."""


def openai_wire(seconds: float) -> dict[str, Any]:
    """For the libraries that are built on openai's."""
    return {"http_client": bounded_client(seconds)}
