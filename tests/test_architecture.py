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


@cache
def read(path: Path) -> tuple[str | None, tuple[tuple[int, str, int], ...]]:
    """What a file says that it is for, and (line, module, level) of every import, at its top or inside a function."""
    tree = ast.parse(path.read_bytes())
    found: list[tuple[int, str, int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += ((node.lineno, alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.append((node.lineno, node.module or "", node.level))
    return ast.get_docstring(tree), tuple(found)


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
        for line, module, _ in read(path)[1]
        if module.partition(".")[0] in ROOMS[ROOMS.index(room) + 1 :]
    ]
    assert upward == []


def test_no_import_is_relative() -> None:
    relative = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in python_files()
        for line, _, level in read(path)[1]
        if level
    ]
    assert relative == []


def test_every_module_says_what_it_is_for() -> None:
    silent = [str(path.relative_to(ROOT)) for path in python_files() if not read(path)[0]]
    assert silent == []


def test_no_tracked_file_names_a_registry() -> None:
    found = [f"{name}: {match[0]}" for name, text in texts() for match in ADDRESSES.finditer(text)]
    assert found == []


def test_no_tracked_file_names_a_path_of_one_machine() -> None:
    found = [f"{name}: {match[0]}" for name, text in texts() for match in MACHINE_PATHS.finditer(text)]
    assert found == []


LOOKS = frozenset(("search", "findall", "finditer", "match", "fullmatch", "sub"))
ENDS = frozenset(("startswith", "endswith", "partition", "rpartition"))
QUESTIONS = frozenset(("question", "query", "q", "asked"))
READ_ON = frozenset(("extraction/whether.py",))
"""Rooms that look at a question's wording themselves; none may join them, and one that no longer does leaves."""


def _is_wording(node: ast.expr, named: set[str]) -> bool:
    """Whether `node` is the text of a question, or some of it."""
    match node:
        case ast.Name(id=name):
            return name in named
        case ast.Attribute(attr="text", value=ast.Name(id=name)):
            return name in QUESTIONS
        case ast.Attribute(attr="text", value=ast.Attribute(attr="question")):
            return True
        case ast.Subscript(value=whole):
            return _is_wording(whole, named)
        case ast.Call(func=ast.Attribute(value=whole, attr=how)) if how not in LOOKS:
            return _is_wording(whole, named)
    return False


def _named_so(function: ast.FunctionDef) -> set[str]:
    """The names that `function` gives to the text of a question."""
    named: set[str] = set()
    for node in ast.walk(function):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            value = node.value if isinstance(node, ast.Assign) else None
            each = (
                zip(target.elts, value.elts, strict=False)
                if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
                else [(target, value)]
            )
            named |= {
                one.id
                for one, said in each
                if isinstance(one, ast.Name) and said and _is_wording(said, named)
            }
    return named


def _looks_at_wording(path: Path) -> list[int]:
    """The lines in which patterns are run on a question's text, its ends are compared, or it is given to be read again."""
    tree = ast.parse(path.read_bytes())
    readers = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("retrieval.question.closed")
        for alias in node.names
    }
    found = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        named = _named_so(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Compare):
                looked = isinstance(node.left, ast.Constant) and _is_wording(node.comparators[0], named)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                looked = node.func.attr in LOOKS and any(_is_wording(one, named) for one in node.args)
                looked |= node.func.attr in ENDS and _is_wording(node.func.value, named)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                looked = node.func.id in readers and any(_is_wording(one, named) for one in node.args)
            else:
                continue
            if looked:
                found.add(node.lineno)
    return sorted(found)


def test_after_the_reader_nothing_looks_at_the_wording_of_a_question() -> None:
    answers = ROOT / "retrieval" / "answers"
    looked = {str(path.relative_to(answers)): _looks_at_wording(path) for path in answers.rglob("*.py")}
    assert {name for name, lines in looked.items() if lines} == READ_ON, looked
