"""`anwen serve` on its socket until it is told to stop. The only import of uvicorn."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.app import App
from bot.served import words
from bot.served.desk import Desk
from bot.served.guard import LOOPBACK
from bot.served.service import Service
from bot.served.web import application
from data.errors import AnwenError

CONNECTIONS = 256
"""Open at once; one more is told 503."""
HEAD = 15.0
"""Seconds from the first byte of a request, or from the connection, to the end of its headers."""
STOPPING = 5
"""Seconds that answers on their way have after the order to stop."""


class Prompt(H11Protocol):
    """Closes a connection on which the headers of a request do not arrive in time: such a one costs its place."""

    patience = HEAD

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._late: asyncio.TimerHandle | None = None
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._waiting:
            self._await_head()
        elif self._late is not None:
            self._late.cancel()
            self._late = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._late is not None:
            self._late.cancel()
        super().connection_lost(exc)

    @property
    def _waiting(self) -> bool:
        """Whether no request is being answered: there is none before the first, whatever the type says."""
        return self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]

    def _await_head(self) -> None:
        if self._late is None:
            self._late = self.loop.call_later(self.patience, self._give_up)

    def _give_up(self) -> None:
        if self._waiting and not self.transport.is_closing():
            self.transport.close()


class CannotServe(AnwenError):
    """The address cannot be listened on, or may not be."""


def serve(app: App, hosts: Sequence[str] = ()) -> None:
    """Serve until SIGINT or SIGTERM. CannotServe for an address that is taken, or open to others without a token."""
    (host, port), token = app.settings.serve_listen, app.settings.serve_token
    at_home = bool(LOOPBACK.fullmatch(host))
    if not at_home and token is None:
        raise CannotServe(app.say(words.NEEDS_TOKEN, host=host))
    app.ensure_loaded()
    _ = app.writer, app.answerer  # a model that cannot be asked is said now, not at every question
    service, desk = Service(app), Desk(app.say)
    names = frozenset(name.lower() for name in (host, *hosts)) if at_home or hosts else None
    made = application(service, desk, token=token, hosts=names)
    with _listening(app, host, port) as sock:
        shown = f"[{host}]" if ":" in host else host
        print(
            app.say(words.SERVING, url=f"http://{shown}:{sock.getsockname()[1]}/"),
            file=sys.stderr,
            flush=True,
        )
        threading.Thread(target=_warm, args=(service,), daemon=True).start()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)  # uvicorn, having stopped, raises them once more
        config = uvicorn.Config(
            made,
            log_config=None,
            log_level="critical",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            http=Prompt,
            ws="none",
            lifespan="off",
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=STOPPING,
        )
        uvicorn.Server(config).run(sockets=[sock])
    if desk.close():  # threads cannot be ended, and Python would wait for them
        sys.stderr.flush()
        os._exit(0)


def _listening(app: App, host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    except OSError as error:
        problem = error.strerror or str(error)
        raise CannotServe(app.say(words.CANNOT_LISTEN, host=host, port=port, problem=problem)) from error


def _warm(service: Service) -> None:
    with suppress(Exception):  # whoever asks is told
        service.warm()
