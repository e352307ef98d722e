"""A library in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.vectorstore.places import Place, open_place

MEMORY, ROOM = Path("/dev/shm"), 2**30


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is room: an index that is made again and again would wait for the disk most of the time."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        with TemporaryDirectory(dir=MEMORY, prefix="anwen-") as folder:
            yield Path(folder)
    else:
        yield tmp_path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return open_place(tmp_path)
