"""A far end and a bot, each test with a database of its own; the bot runs in this process or in another."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import pytest

from bot.app import App
from bot.settings import Settings
from bot.tg.bot import TelegramBot
from bot.tg.handling.access import Limits
from bot.tg.messages.pacing import Pacer
from data.catalog.difference import Changes
from data.catalog.merging import Addition, goal
from data.errors import AnwenError
from data.types import Case, CaseId, Collection, Field
from tests.bot.tg.fake_bot_api import TOKEN, FakeBotApi, serving
from tests.bot.tg.standing_in import StandIn

ROOT = Path(__file__).parents[3]
ALLOWED, ADMIN, STRANGER = 7, 9, 666
FAST = (10_000.0, 10_000.0)


@pytest.fixture
def api() -> Iterator[FakeBotApi]:
    with serving() as far_end:
        yield far_end


@pytest.fixture
def home(catalog_home: Path, tmp_path: Path) -> Path:
    """A home of this test's own with the bundled cases in its catalog."""
    return Path(shutil.copytree(catalog_home, tmp_path / "home"))


class FarEnd(Protocol):
    """A Bot API server, by its root URL."""

    url: str


class CatalogAlone:
    """Takes cases in without an index: nothing here needs one."""

    def __init__(self, app: App) -> None:
        self._catalog = app.catalog
        self.remove = app.catalog.remove

    def add(self, addition: Addition, progress: object = None) -> Changes:
        wanted = goal(self._catalog, addition)
        return self._catalog.change(wanted.collection, addition.cases, addition.removing)


class Running:
    """A bot on a thread of this process."""

    def __init__(self, home: Path, api: FarEnd, **settings: Any) -> None:
        allowed = frozenset(settings.pop("allowed", {ALLOWED, 8, *range(1000, 1050)}))
        self.failed: BaseException | None = None
        """What ended it, where that was not the test."""
        limits = Limits(settings.pop("per_minute", 6000), settings.pop("whole", 1000.0))
        pace = settings.pop("pace", 0.0)
        self.app = app = App(
            Settings(
                home=home,
                telegram_token=TOKEN,
                telegram_api=settings.pop("telegram_api", api.url),
                telegram_allowed=allowed,
                telegram_admins=frozenset(settings.pop("admins", {ADMIN})),
                **settings,
            )
        )
        self.answers = StandIn(app.catalog.records, pace=pace)
        app.__dict__["answerer"] = self.answers
        self.bot = TelegramBot(app, self.answers, limits, Pacer(FAST, FAST, FAST, FAST))
        self._stop: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        async def main() -> None:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            await self.bot.serve(self._stop)

        try:
            asyncio.run(main())
        except AnwenError as error:
            self.failed = error

    def hold(self, id_: str, label: str, cases: int) -> None:
        """Put a collection of so many cases into the catalog."""
        made = [
            Case(CaseId(id_, n), f"第{n}件事", (Field("summary", f"事由{n}。"),)) for n in range(1, cases + 1)
        ]
        self.app.catalog.replace(Collection(id_, label, f"{label}案例", "x.md", "0" * 64), made)

    def stop(self) -> None:
        if self._loop and self._stop and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(12)
        assert not self._thread.is_alive()


@contextmanager
def running(bot: TelegramBot) -> Iterator[None]:
    """Any bot, on a thread of this process, until the block ends."""
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    ready = threading.Event()

    async def main() -> None:
        started.append((asyncio.get_running_loop(), asyncio.Event()))
        ready.set()
        await bot.serve(started[0][1])

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    ready.wait()
    try:
        yield
    finally:
        started[0][0].call_soon_threadsafe(started[0][1].set)
        thread.join(12)
        assert not thread.is_alive()


@pytest.fixture
def start(home: Path, api: FakeBotApi) -> Iterator[Callable[..., Running]]:
    """Start a bot (again); it is stopped after the test."""
    started: list[Running] = []

    def call(**settings: Any) -> Running:
        started.append(Running(home, api, **settings))
        return started[-1]

    yield call
    for one in started:
        one.stop()


@pytest.fixture
def bot(start: Callable[..., Running]) -> Running:
    return start()


@pytest.fixture
def spawn_bot(home: Path, api: FakeBotApi) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start the bot as a process, its answerer a stand-in that takes `delay` seconds; `heard`: its log is read."""
    started: list[subprocess.Popen[bytes]] = []

    def call(delay: float = 0.0, *more: str, heard: bool = False, **env: str) -> subprocess.Popen[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANWEN_")}
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.tg.standing_in", str(delay), *more],
            cwd=ROOT,
            env={
                **kept,
                "ANWEN_HOME": str(home),
                "ANWEN_TELEGRAM_TOKEN": TOKEN,
                "ANWEN_TELEGRAM_API": api.url,
                "ANWEN_TELEGRAM_ALLOWED": ",".join(map(str, (ALLOWED, *range(1000, 1050)))),
                **env,
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if heard else (home / "log").open("wb"),  # a full pipe would stop the bot
        )
        started.append(process)
        return process

    yield call
    for process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.communicate()
