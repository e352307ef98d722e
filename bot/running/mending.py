"""What `doctor --fix` may do by itself: each thing loses nothing, and is said before it is done."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.app import App
from bot.running.loss import find_again, in_cache
from bot.said import library_words as words
from data.errors import AnwenError, CatalogError, EmbedderMismatch, ForeignIndex, IndexUnavailable
from data.values import dataclass

ABANDONED = 3600.0
"""Seconds after which nobody works in a temporary folder any more: the largest backup takes minutes."""


@dataclass(frozen=True, slots=True)
class Mend:
    """Something that can be mended: what it is, in a line, and how."""

    what: str
    do: Callable[[], object]


def mends(app: App) -> Iterator[Mend]:
    """What there is to mend, in the order in which it is to be done. Nothing is changed by asking."""
    if app.home.writable:
        yield from _lost(app)
        yield from _left_over(app)
        yield from _database(app)
        yield from _index(app)


def _lost(app: App) -> Iterator[Mend]:
    """A catalog in a file that is gone or cannot be read, while its cases are in the cache still."""
    kept = in_cache(app)
    if app.settings.database_url is not None or kept is None:
        return
    try:
        if app.catalog.state().stamp:
            return
    except CatalogError:
        pass
    yield Mend(app.say(words.M_LOST, cases=len(kept.cases)), lambda: find_again(app))


def _left_over(app: App) -> Iterator[Mend]:
    """What was left by processes that were killed."""
    home, cache = app.home.root, app.home.cache
    old = time.time() - ABANDONED
    found = [*home.glob(".anwen-*"), *cache.glob("*.tmp"), *cache.glob("*.*.npy"), cache / "bm25"]
    found = [path for path in found if path.exists() and path.stat().st_mtime < old]
    found += _unused(app)
    if found:
        size = sum(map(_size, found)) / 1e6
        yield Mend(app.say(words.M_LEFT, count=len(found), size=f"{size:.1f}"), lambda: _remove(app, found))


def _unused(app: App) -> list[Path]:
    """Folders of the index that another has taken the place of."""
    folder = app.index_folder
    if folder is None:
        return []
    places = [app.home.chroma, *app.home.root.glob(f"{app.home.chroma.name}.*")]
    return [place for place in places if place.is_dir() and place != folder]


def _database(app: App) -> Iterator[Mend]:
    try:
        if app.catalog.state().stamp and app.catalog.behind():
            yield Mend(app.say(words.M_BEHIND), app.catalog.move_forward)
    except CatalogError:
        return


def _index(app: App) -> Iterator[Mend]:
    """An index that lacks something, or cannot be used: one of another catalog or embedder is a person's affair."""
    try:
        if not app.catalog.state().stamp:
            return
        if app.library.in_step() and not app.library.gaps().missing:
            return
    except (EmbedderMismatch, ForeignIndex, CatalogError):
        return
    except IndexUnavailable:
        if app.index_folder is None:
            return  # a server that is down
        yield Mend(app.say(words.M_INDEX_ANEW), app.library.rebuild)
        return
    yield Mend(app.say(words.M_INDEX), app.library.mend)


def mend(app: App, say: Callable[[str], object]) -> list[dict[str, object]]:
    """Do all of it; what was done, in the public form of `doctor --json`."""
    done: list[dict[str, object]] = []
    seen: set[str] = set()
    while one := next((one for one in mends(app) if one.what not in seen), None):
        seen.add(one.what)
        say(app.say(words.MENDING, what=one.what))
        try:
            one.do()
            done.append({"what": one.what, "done": True})
        except (AnwenError, OSError) as error:
            done.append({"what": one.what, "done": False, "error": str(error)})
    return done


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.lstat().st_size for file in files if file.is_file())


def _remove(app: App, found: list[Path]) -> None:
    with app.library.held():
        for path in found:
            if path != app.index_folder:  # it may have come into use since it was looked at
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
