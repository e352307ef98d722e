"""Updates as Telegram brings them: each written down before it is told that it arrived. The only import of tornado."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import structlog
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from data.errors import CatalogError

LOG = structlog.get_logger("anwen.telegram")
LARGEST = 1024 * 1024
"""Bytes of an update; Telegram's are far smaller."""
SLOWEST, IDLE = 30.0, 300.0
"""Seconds for the body of one, and for a connection without any."""
HEADER = "X-Telegram-Bot-Api-Secret-Token"
HEALTH = "/healthz"
Receive = Callable[[Sequence[Any]], Awaitable[None]]


class _Updates(RequestHandler):
    def initialize(self, receive: Receive, secret: str) -> None:
        self._receive, self._secret = receive, secret

    async def post(self) -> None:
        given = self.request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            LOG.warning("webhook call without the secret", address=self.request.remote_ip)
            self.set_status(403)
            return
        try:
            update = json.loads(self.request.body)
        except ValueError:
            self.set_status(400)
            return
        try:
            await self._receive([update])
        except CatalogError as error:  # Telegram brings it again
            LOG.error("not written down", reason=str(error))
            self.set_status(503)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """No page: whoever calls without being asked learns nothing."""
        self.finish()


class _Health(RequestHandler):
    def initialize(self, check: Callable[[], Awaitable[object]]) -> None:
        self._check = check

    async def get(self) -> None:
        try:
            await self._check()
        except CatalogError as error:
            LOG.error("unhealthy", reason=str(error))
            self.set_status(503)
        self.set_header("Content-Type", "text/plain")
        self.write("ok\n" if self.get_status() == 200 else "unhealthy\n")

    async def head(self) -> None:
        await self.get()


@asynccontextmanager
async def listening(
    address: tuple[str, int], url: str, secret: str, receive: Receive, check: Callable[[], Awaitable[object]]
) -> AsyncIterator[None]:
    """Take updates at the path of `url`, and questions after our health at /healthz. OSError where it cannot listen."""
    path = urlsplit(url).path or "/"
    handlers: list[Any] = [
        (HEALTH, _Health, {"check": check}),
        (re.escape(path), _Updates, {"receive": receive, "secret": secret}),
    ]
    app = Application(handlers, log_function=lambda _: None)
    server = HTTPServer(app, max_body_size=LARGEST, body_timeout=SLOWEST, idle_connection_timeout=IDLE)
    server.listen(address[1], address[0])
    try:
        yield
    finally:
        server.stop()
        await server.close_all_connections()
