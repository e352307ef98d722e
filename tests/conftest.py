"""What every test may rely on."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.processes import start

# A shell without job control starts background commands with Ctrl-C ignored, and their children inherit that: the
# tests of Ctrl-C would fail in a pipeline that was started so.
signal.signal(signal.SIGINT, signal.default_int_handler)

_SHARING = {
    "test_readme.py": "loaded",
    "bot/test_backup.py": "loaded",
    "bot/test_disk.py": "loaded",
    "bot/test_doctor.py": "loaded",
    "bot/test_library.py": "loaded",
    "bot/test_recognised.py": "loaded",
    "bot/tg/test_tg_newcomers.py": "loaded",
    **{f"bot/served/test_{name}.py": "loaded" for name in ("fuzz", "http", "mcp", "openai_protocol", "page")},
}
"""Files that share what is dear to make."""


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[tuple[int, str, str]]]:
    """A home that two first runs loaded at once, and what each said. Tests may not change it."""
    home = tmp_path_factory.mktemp("first") / "home"
    both = [start(home, "ask", "--json", "哪些案例涉及商业秘密？") for _ in range(2)]
    said = [(process, *process.communicate(timeout=110)) for process in both]
    return home, [(process.returncode, out, err) for process, out, err in said]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Which tests stay with one worker: those of a file, of retrieval, and of files that share what is dear to make.

    What needs the collections beside the project is slow: embedding their long cases takes minutes the first time.
    """
    here = Path(__file__).parent
    for item in items:
        path = item.path.relative_to(here)
        group = (
            "retrieval" if path.parts[0] == "retrieval" else _SHARING.get(path.as_posix(), path.as_posix())
        )
        item.add_marker(pytest.mark.xdist_group(group))
        if "full_home" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.timeout(900))
