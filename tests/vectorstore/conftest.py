"""A library in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.vectorstore.places import Place, open_place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return open_place(tmp_path)
