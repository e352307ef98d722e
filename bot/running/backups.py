"""A backup: one zip file with all that the database keeps, the index where it is this machine's own, and a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from bot.app import App
from bot.running.health import own_version
from bot.said import library_words as words
from data.errors import AnwenError, CatalogError, ForeignIndex, IndexUnavailable
from data.values import dataclass

FORMAT = 1
"""Number of the file's layout."""
MANIFEST, DATABASE, INDEX = "manifest.json", "catalog.sqlite3", "index"
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Told:
    """What the manifest of a backup says."""

    made: str
    revision: int
    collections: dict[str, int]
    sizes: dict[str, int]
    digests: dict[str, str]

    @property
    def cases(self) -> int:
        return sum(self.collections.values())


def write(app: App, target: Path) -> Told:
    """Write `target`, whole or not at all; nobody writes to the library meanwhile, nor can where it may only be read."""
    from data import backup

    alone = not app.home.writable and app.settings.database_url is None
    with _workshop(target.parent) as room, nullcontext() if alone else app.library.held():
        database = room / DATABASE
        backup.save(app.database, database)
        files = {DATABASE: database}
        if (index := app.index.folder) is not None and app.library.in_step():
            found = (file for file in sorted(index.rglob("*")) if file.is_file())
            files |= {f"{INDEX}/{file.relative_to(index).as_posix()}": file for file in found}
        told = _describe(app, files)
        whole = room / "backup.zip"
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT, **told}, ensure_ascii=False, indent=1))
            for name, file in files.items():
                archive.write(file, name)
        whole.chmod(0o600)  # people's questions are in it
        whole.replace(target)
    return read(app, target)


def _describe(app: App, files: dict[str, Path]) -> dict[str, Any]:
    records = app.catalog.records()
    return {
        "anwen": own_version(),
        "made": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "identity": app.catalog.identity(),
        "revision": records.revision,
        "collections": {one.id: sum(1 for _ in records.of(one.id)) for one in records.collections},
        "files": {
            name: {"bytes": file.stat().st_size, "sha256": _digest(file)} for name, file in files.items()
        },
    }


def read(app: App, source: Path) -> Told:
    """What the backup says of itself; AnwenError where it is none."""
    try:
        with zipfile.ZipFile(source) as archive:
            value = json.loads(archive.read(MANIFEST))
            if value["format"] != FORMAT:
                raise AnwenError(app.say(words.LATER_BACKUP, path=source))
            files = value["files"]
            return Told(
                str(value["made"]),
                int(value["revision"]),
                {str(id_): int(count) for id_, count in value["collections"].items()},
                {str(name): int(row["bytes"]) for name, row in files.items()},
                {str(name): str(row["sha256"]) for name, row in files.items()},
            )
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, AttributeError, EOFError) as error:
        raise AnwenError(app.say(words.NO_BACKUP, path=source)) from error


def restore(app: App, source: Path) -> Told:
    """Have the library hold what the backup does, and nothing else. Whatever fails before, all is as it was."""
    from data import backup

    told = read(app, source)
    app.home.prepare(app.say)
    with _workshop(app.home.root) as room:
        _unpack(app, source, told, room)
        _set_aside(app)
        ours = _ours(app)
        with app.library.held():
            backup.restore(room / DATABASE, app.database)
            if (room / INDEX).is_dir():
                app.index.put(room / INDEX)
        app.renew()
        if ours and not _ours(app):
            app.library.take_over()
    with app.indexing() as progress:
        app.library.synchronise(progress)
    return told


def _ours(app: App) -> bool:
    try:
        app.library.in_step()
    except ForeignIndex:
        return False
    except IndexUnavailable:
        return True
    return True


def _set_aside(app: App) -> None:
    """Move a catalog that cannot be read out of the way: what is left of it may be wanted still."""
    file = app.home.catalog
    try:
        app.catalog.state()
        app.catalog.identity()
    except CatalogError:
        if app.settings.database_url is not None or not file.exists():
            raise
        app.home.set_aside(file)


def _unpack(app: App, source: Path, told: Told, room: Path) -> None:
    """The files into `room`: just those that the manifest tells of, each of its size and digest."""
    damaged = AnwenError(app.say(words.DAMAGED_BACKUP, path=source))
    if DATABASE not in told.sizes:
        raise damaged
    try:
        with zipfile.ZipFile(source) as archive:
            for name, size in told.sizes.items():
                parts = PurePosixPath(name).parts
                if name != DATABASE and (parts[0] != INDEX or ".." in parts or len(parts) < 2):
                    raise damaged
                target = room.joinpath(*parts)
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                with archive.open(name) as packed, target.open("wb") as file:
                    _copy(packed, file, size)
                if target.stat().st_size != size or _digest(target) != told.digests[name]:
                    raise damaged
    except (zipfile.BadZipFile, KeyError, EOFError, ValueError) as error:
        raise damaged from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise damaged from error
        raise


def _copy(packed: Any, file: Any, size: int) -> None:
    """At most `size` bytes and a little: what a manifest does not tell of fills no disk."""
    while size >= 0 and (piece := packed.read(PIECE)):
        file.write(piece)
        size -= len(piece)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _workshop(beside: Path) -> Iterator[Path]:
    """A folder of this process's own, on the same disk."""
    room = Path(tempfile.mkdtemp(prefix=".anwen-", dir=beside))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
