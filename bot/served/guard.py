"""Who may ask over HTTP, how much and how often: checked before anything of a request is read.

A page of another site can make a browser send requests here. It cannot name this server in the Host header (DNS
rebinding), hide that it is another site (Origin, Sec-Fetch-Site), or send JSON without being asked about it first; and
nothing here is done by a cookie.
"""

from __future__ import annotations

import asyncio
import hmac
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.served import words
from bot.words import Word, Words
from data.patterns import regex
from data.values import dataclass

LOOPBACK = regex(r"localhost|127(?:\.\d{1,3}){3}|\[?::1\]?", re.I)
FOREIGN = ("cross-site", "same-site")
"""What browsers call requests of other origins (Fetch Metadata); 5173 and 8765 of one host are the same site."""
ADDRESSES = 10_000
"""Addresses whose requests are counted; the one unseen longest is forgotten."""
MINUTE = 60.0
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for everybody, and for one address."""

    body: int = 1_000_000
    """Bytes: a text to verify of 300,000 characters; a question is read to its 2,000th."""
    body_seconds: float = 15.0
    rate: float = 50.0
    """Requests a second; without a model an answer takes some 10 ms of a processor."""
    burst: float = 200.0
    wrong_tokens: float = 10.0
    """A minute."""


class Refused(Exception):
    """A request that goes no further; `after` so many seconds it may be sent again."""

    def __init__(self, status: int, word: Word, after: int | None = None, **facts: object) -> None:
        super().__init__(status)
        self.status, self.word, self.after, self.facts = status, word, after, facts


class Pace:
    """So many at once, then so many a second, for each name (a token bucket)."""

    def __init__(self, burst: float, rate: float) -> None:
        self._burst, self._rate = burst, rate
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, name: str, amount: float = 1.0) -> bool:
        """Whether there is that much left; taken from it then."""
        now = time.monotonic()
        left, at = self._left.pop(name, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        allowed = left >= 1.0
        self._left[name] = (left - amount if allowed else left, now)
        if len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return allowed


class Guard:
    """ASGI middleware. `refuse` sends what a refused request gets; `open_paths` need no token, as they hold no data."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        say: Words,
        refuse: Callable[[Scope, int, str], ASGIApp],
        hosts: frozenset[str] | None,
        token: str | None,
        limits: Limits,
        open_paths: frozenset[str] = frozenset({"/"}),
    ) -> None:
        """`hosts`: the names besides loopback's by which this may be called; None where any is right."""
        self._app, self._say, self._refuse = app, say, refuse
        self._hosts, self._token, self._limits, self._open = hosts, token, limits, open_paths
        self._pace = Pace(limits.burst, limits.rate)
        self._wrong = Pace(limits.wrong_tokens, limits.wrong_tokens / MINUTE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        sending = _with_headers(send)
        try:
            self._check(scope, Headers(scope=scope))
            body = await self._body(scope, receive) if scope["method"] == "POST" else b""
        except Refused as no:
            refusal = self._refuse(scope, no.status, self._say(no.word, **no.facts))
            await refusal(scope, receive, _with_headers(send, no.after))
            return
        await self._app(scope, _again(body, receive), sending)

    def _check(self, scope: Scope, headers: Headers) -> None:
        address = scope["client"][0] if scope.get("client") else ""
        named = headers.getlist("host")
        host = _name(named[0]) if len(named) == 1 else ""
        if not self._known(host):
            raise Refused(403, words.WRONG_HOST, host=host[:100])
        self._same_site(scope, headers, named[0])
        if not self._pace.spend(address):
            raise Refused(429, words.TOO_OFTEN, after=1)
        if self._token is not None and scope["path"] not in self._open:
            self._bears(headers, address)
        if scope["method"] == "POST" and _media_type(headers) != "application/json":
            raise Refused(415, words.NOT_JSON_TYPE)

    def _known(self, host: str) -> bool:
        if self._hosts is None:
            return bool(host)
        return bool(LOOPBACK.fullmatch(host)) or host.lower() in self._hosts

    def _same_site(self, scope: Scope, headers: Headers, host: str) -> None:
        """Refused where a page of another site asks; whoever follows a link of one to the page may."""
        following = scope["path"] in self._open and headers.get("sec-fetch-mode") == "navigate"
        if headers.get("sec-fetch-site") in FOREIGN and not following:
            raise Refused(403, words.CROSS_SITE)
        origin = headers.get("origin")
        if origin is not None:
            netloc = _netloc(origin)
            if netloc != host.lower() and (self._hosts is None or _name(netloc) not in self._hosts):
                raise Refused(403, words.CROSS_SITE)

    def _bears(self, headers: Headers, address: str) -> None:
        assert self._token is not None
        if not self._wrong.spend(address, 0.0):  # before the comparison, so that guessing is slow
            raise Refused(429, words.TOO_OFTEN, after=int(MINUTE / self._limits.wrong_tokens))
        kind, _, given = headers.get("authorization", "").partition(" ")
        given = given.strip()
        if kind.lower() != "bearer" or not hmac.compare_digest(given.encode(), self._token.encode()):
            self._wrong.spend(address, 1.0 if given else 0.0)
            raise Refused(401, words.WRONG_TOKEN)

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        most = self._limits.body
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or len(declared) > 15 or int(declared) > most:
            raise Refused(413, words.TOO_BIG, most=most)
        try:
            return await asyncio.wait_for(_whole(receive, most), self._limits.body_seconds)
        except TimeoutError:
            raise Refused(408, words.TOO_SLOW) from None


async def _whole(receive: Receive, most: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            raise Refused(413, words.TOO_BIG, most=most)
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    """A `receive` that has the body at once, and after it what the connection says."""
    waiting = [body]

    async def read() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return read


def _with_headers(send: Send, after: int | None = None) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            if after is not None:
                headers["Retry-After"] = str(after)
        await send(message)

    return sending


def _name(host: str) -> str:
    """A Host header's name, without its port; empty where it is none."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::\d{1,5})?", host)
    return found[1].lower() if found else ""


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _media_type(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()
