"""One running server for these tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.app import App
from bot.settings import Settings
from tests.bot.served.serving import serving


@pytest.fixture(scope="session")
def loaded(first_run: tuple[Path, object]) -> App:
    """The program over the bundled collection."""
    return App(Settings(home=first_run[0]))


@pytest.fixture(scope="session")
def http(loaded: App) -> Iterator[httpx.Client]:
    with serving(loaded) as client:
        yield client
