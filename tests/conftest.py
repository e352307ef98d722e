"""What every test may rely on."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import ssl
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from data.catalog.files import sqlite_file
from tests.processes import start

# A shell without job control starts background commands with Ctrl-C ignored, and their children inherit that: the
# tests of Ctrl-C would fail in a pipeline that was started so.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _unsynced() -> Iterator[None]:
    """What this process commits may wait for the disk as the system likes: no test cuts the power."""
    connect = sqlite_file.connect

    def unsynced(path: Path, patience: float, create: bool = False) -> sqlite3.Connection:
        connection = connect(path, patience, create)
        if create:
            with suppress(sqlite3.Error):  # of a damaged file, or of a locked one: then it is as it was
                connection.execute("PRAGMA busy_timeout = 0")
                connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA busy_timeout = {round(patience * 1000)}")
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite_file, "connect", unsynced)
        yield


@pytest.fixture(scope="session", autouse=True)
def _authorities_read_once() -> Iterator[None]:
    """Each of a thousand clients would read the machine's certificates anew, for servers that need none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, str, str]]]:
    """A home that two first runs loaded at once, and what each said. Tests may not change it.

    They run once for all workers, for to embed the cases takes twenty seconds; each worker has a copy of the home.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "first-run"
    shared.mkdir(exist_ok=True)
    heard = shared / "said.json"
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not heard.exists():
            both = [start(shared / "home", "ask", "--json", "哪些案例涉及商业秘密？") for _ in range(2)]
            said = [(process, *process.communicate(timeout=110)) for process in both]
            heard.write_text(
                json.dumps([(process.returncode, out, err) for process, out, err in said]), "utf-8"
            )
    home = Path(shutil.copytree(shared / "home", tmp_path_factory.mktemp("first") / "home"))
    return home, [(code, out, err) for code, out, err in json.loads(heard.read_text("utf-8"))]


LOADED = {"first_run", "bundled_vectors"}
"""Fixtures that may need the first run."""
FIRST = "tests/bot/test_library.py"
"""What makes the first run, while another worker has files that need none: with `make test` files keep this order."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the collections beside the project is slow: embedding their long cases takes minutes the first time."""
    for item in items:
        if not {"full_home", "long_suits"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(900))
    waiting = {item.path for item in items if not LOADED.isdisjoint(getattr(item, "fixturenames", ()))}
    items.sort(key=lambda item: (not item.nodeid.startswith(FIRST), item.path in waiting))
