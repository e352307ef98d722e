"""`anwen serve` for the tests: the whole application on a free port of 127.0.0.1, over a real home."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import uvicorn

from bot.app import App
from bot.served.desk import Desk
from bot.served.guard import Limits
from bot.served.running import Prompt
from bot.served.service import Service
from bot.served.web import application

UNBOUNDED = Limits(rate=1e6, burst=1e6)


@contextmanager
def serving(
    app: App, limits: Limits = UNBOUNDED, protocol: type[Prompt] = Prompt, **how: Any
) -> Iterator[httpx.Client]:
    """A client of the application, which runs meanwhile."""
    made = application(Service(app), Desk(app.say), limits=limits, **how)
    config = uvicorn.Config(
        made, port=0, http=protocol, log_level="critical", log_config=None, ws="none", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    ends = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < ends, "it did not start"
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join(20)
