"""What every test may rely on."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.processes import start

# A shell without job control starts background commands with Ctrl-C ignored, and their children inherit that: the
# tests of Ctrl-C would fail in a pipeline that was started so.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, str, str]]]:
    """A home that two first runs loaded at once, and what each said. Tests may not change it."""
    home = tmp_path_factory.mktemp("first") / "home"
    both = [start(home, "ask", "--json", "哪些案例涉及商业秘密？") for _ in range(2)]
    said = [(process, *process.communicate(timeout=110)) for process in both]
    return home, [(process.returncode, out, err) for process, out, err in said]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the collections beside the project is slow: embedding their long cases takes minutes the first time."""
    for item in items:
        if not {"full_home", "long_suits"}.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(900))
