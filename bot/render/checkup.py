"""What `doctor` found → lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot import words
from bot.render.layout import Line, Piece, cells, line, padded
from bot.running.health import ROOM, Health
from bot.words import Word, Words


def health_lines(health: Health, say: Words) -> Iterator[Line]:
    """One line a part: a mark, its name, what was found; then the problems."""
    rows = list(_rows(health.findings, say))
    width = max(cells(say(name)) for name, _, _ in rows)
    for name, good, text in rows:
        mark = Piece("✓", "good") if good else Piece("·", "quiet") if good is None else Piece("✗", "bad")
        yield line(mark, " ", padded(say(name), width), "  ", text, hang=width + 4)
    for problem in health.problems:
        yield line(Piece("! ", "bad"), Piece(problem, "bad"), hang=2)


def _rows(found: Mapping[str, Any], say: Words) -> Iterator[tuple[Word, bool | None, str]]:
    yield words.D_PROGRAM, True, f"anwen {found['version']} · Python {found['python']}"
    packages = found["packages"]
    shown = "  ".join(f"{name} {version or '?'}" for name, version in packages.items())
    yield words.D_PACKAGES, all(packages.values()), shown
    yield words.D_SETTINGS, None, "  ".join(found["settings"]["files"]) or say(words.D_ENVIRONMENT)
    home = found["home"]
    state = say(words.WRITABLE if home["writable"] else words.NOT_WRITABLE)
    free = say(words.D_FREE, megabytes=home["free"] // 2**20)
    yield words.D_HOME, home["writable"] and home["free"] >= ROOM, f"{home['path']} · {state} · {free}"
    if "catalog" in found:
        yield words.D_CATALOG, "error" not in found["catalog"], _catalog(found["catalog"], say)
        yield words.D_INDEX, found["index"].get("in_step", False), _index(found["index"], say)
    yield words.D_LLM, *_llm(found["llm"], say)
    telegram = found["telegram"]["configured"]
    yield words.D_TELEGRAM, telegram or None, say(words.CONFIGURED if telegram else words.NOT_CONFIGURED)


def _llm(found: Mapping[str, Any], say: Words) -> tuple[bool | None, str]:
    if "error" in found:
        return False, "—"
    if not found["configured"]:
        return None, say(words.NOT_CONFIGURED)
    return True, say(words.D_ANSWERED, **found)


def _catalog(found: Mapping[str, Any], say: Words) -> str:
    if "error" in found:
        return "—"
    if not found["revision"]:
        return say(words.NOT_LOADED)
    return say(words.D_CATALOG_LINE, **{**found, "collections": len(found["collections"])})


def _index(found: Mapping[str, Any], say: Words) -> str:
    if "error" in found or found["embedder"] is None:
        return "—"
    return say(words.D_INDEX_LINE, **found)
