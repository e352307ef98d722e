"""What `anwen mcp` leaves out when it loads the SDK: what packages import for others, and validators nobody asked for."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.served.lean import bare, built_when_used, hollow


def test_a_part_is_had_without_what_its_package_imports_which_is_whole_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "many_parts"
    package.mkdir()
    (package / "__init__.py").write_text("from many_parts.heavy import LOADED")
    (package / "heavy.py").write_text("LOADED = True")
    (package / "light.py").write_text("from many_parts.shared import NAME")
    (package / "shared.py").write_text("NAME = 'light'")
    monkeypatch.syspath_prepend(tmp_path)
    with bare("many_parts"):
        assert importlib.import_module("many_parts.light").NAME == "light"
    assert "many_parts.heavy" not in sys.modules
    assert importlib.import_module("many_parts").LOADED


def test_a_module_of_which_nothing_is_called_is_not_loaded_and_whole_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "web_of_it.py").write_text("class Server: port = 80")
    (tmp_path / "uses_web.py").write_text("from web_of_it import Server")
    monkeypatch.syspath_prepend(tmp_path)
    with hollow("web_of_it"):
        assert importlib.import_module("uses_web").Server is object
    assert importlib.import_module("web_of_it").Server.port == 80


def test_a_model_of_which_nothing_is_asked_has_no_validator_yet_and_works_when_it_is() -> None:
    with built_when_used():

        class Later(BaseModel):
            number: int

    class Now(BaseModel):
        number: int

    assert not Later.__pydantic_complete__
    assert Now.__pydantic_complete__
    assert Later(number="3").number == 3
    assert Later.__pydantic_complete__
