"""What every test may rely on."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

# A shell without job control starts background commands with Ctrl-C ignored, and their children inherit that: the
# tests of Ctrl-C would fail in a pipeline that was started so.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Which tests stay with one worker: those of a file, and those of retrieval, which share what is dear to make."""
    here = Path(__file__).parent
    for item in items:
        path = item.path.relative_to(here)
        group = path.parts[0] if path.parts[0] == "retrieval" else str(path)
        item.add_marker(pytest.mark.xdist_group(group))
