"""A copy of an index that may only be read: Chroma writes as it opens a folder, whatever it is opened for."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_PREFIX = "anwen-index."
_PLACES = (None, Path("/dev/shm"))
"""Where copies are put: the folder for temporary files, else memory, where the system shows it so."""
_SPARE = 2
"""Times its size that must be free: a copy is to fill nothing."""


def lend(folder: Path) -> tempfile.TemporaryDirectory[str] | None:
    """A copy of `folder` for as long as the process runs; None where there is nothing to copy, or nowhere to put it."""
    try:
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    except OSError:
        return None
    for place in _PLACES if size else ():
        with suppress(OSError):
            within = Path(place or tempfile.gettempdir())
            _sweep(within)
            if shutil.disk_usage(within).free < _SPARE * size:
                continue
            made = tempfile.TemporaryDirectory(
                prefix=f"{_PREFIX}{os.getpid()}-", dir=within, ignore_cleanup_errors=True
            )
            shutil.copytree(folder, made.name, dirs_exist_ok=True)
            for one in (Path(made.name), *Path(made.name).rglob("*")):
                one.chmod(0o700 if one.is_dir() else 0o600)
            return made
    return None


def _sweep(within: Path) -> None:
    """Remove the copies of processes that were killed."""
    for left in within.glob(f"{_PREFIX}*-*"):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdecimal() and not Path(f"/proc/{number}").exists() and Path("/proc/self").exists():
            with suppress(OSError):
                if left.lstat().st_uid == os.geteuid():
                    shutil.rmtree(left, ignore_errors=True)
