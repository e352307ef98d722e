"""The house rules: rooms, the direction of imports, and what no tracked file may hold."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("data", "vectorstore", "retrieval", "bot")
"""In the order of the imports: a room may use those before it."""

# Spelt in pieces, so that this file keeps the rule it states.
ADDRESSES = re.compile(
    "|".join(
        (
            r"py" + r"pi\.(?:org|python|tuna|doubanio)",
            r"python" + r"hosted",
            r"/simp" + r"le/?(?:$|\s)",
            r"(?<!no-emit-)index-" + r"url",
            r"find-" + r"links",
            r"registry\." + r"npmjs",
            r"mirrors?\.(?:aliyun|tuna|ustc|cloud)",
        )
    ),
    re.MULTILINE,
)
MACHINE_PATHS = re.compile(r"(?<![\w.~$}/-])/(?:ro" + r"ot|wo" + r"rk\b|home/\w|Users/\w|mnt/\w)")


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git tracks and that is there; the test is skipped where there is no git tree."""
    try:
        listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git tree: {error}")
    names = listing.stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py"]


def room_of(path: Path) -> str | None:
    top = path.relative_to(ROOT).parts[0]
    return top if top in ROOMS else None


def imports(path: Path) -> Iterator[tuple[int, str, int]]:
    """(line, module, level) of every import of the file, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "", node.level


def texts() -> Iterator[tuple[str, str]]:
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            yield str(path.relative_to(ROOT)), content.decode("utf-8", "replace")


def test_there_are_four_rooms_and_no_other_package() -> None:
    packages = {path.relative_to(ROOT).parts[0] for path in tracked() if path.name == "__init__.py"}
    assert packages == set(ROOMS)


def test_imports_run_one_way() -> None:
    upward = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in python_files()
        if (room := room_of(path))
        for line, module, _ in imports(path)
        if module.partition(".")[0] in ROOMS[ROOMS.index(room) + 1 :]
    ]
    assert upward == []


def test_no_import_is_relative() -> None:
    relative = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in python_files()
        for line, _, level in imports(path)
        if level
    ]
    assert relative == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert silent == []


def test_no_tracked_file_names_a_registry() -> None:
    found = [f"{name}: {match[0]}" for name, text in texts() for match in ADDRESSES.finditer(text)]
    assert found == []


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    found = [f"{name}: {match[0]}" for name, text in texts() for match in MACHINE_PATHS.finditer(text)]
    assert found == []
