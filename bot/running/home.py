"""The folder that holds everything the program keeps."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.words import HOME_EXPECTED, Words
from data.errors import SettingError
from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Home:
    """Where each kept thing lies under `ANWEN_HOME`."""

    root: Path

    @property
    def catalog(self) -> Path:
        return self.root / "catalog.sqlite3"

    @property
    def chroma(self) -> Path:
        return self.root / "chroma"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    @property
    def own_cache(self) -> Path | None:
        """The folder of what was worked out before, believed as it is: none where others could have written it."""
        try:
            found = self.cache.stat()
            trusted = found.st_uid in (os.geteuid(), self.root.stat().st_uid)
        except FileNotFoundError:
            return self.cache
        except OSError:
            return None
        return self.cache if trusted and not found.st_mode & 0o022 else None

    @property
    def history(self) -> Path:
        return self.root / "chat-history"

    @property
    def lock(self) -> Path:
        return self.root / "write.lock"

    @property
    def writable(self) -> bool:
        """Whether files can be made here, or the folder itself can."""
        place = self._there
        return place.is_dir() and os.access(place, os.W_OK | os.X_OK)

    @property
    def free(self) -> int:
        """Bytes that are left on the disk."""
        return shutil.disk_usage(self._there).free

    @property
    def _there(self) -> Path:
        """The folder, or the one in which it would be made."""
        place = self.root
        while not place.exists() and place != place.parent:
            place = place.parent
        return place

    @staticmethod
    def set_aside(file: Path) -> None:
        """Move a catalog that cannot be read out of the way: what is left of it may be wanted still."""
        if file.exists():
            file.replace(file.with_name(f"{file.name}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}"))
        # Of that file: what it would undo in a new one was never done there.
        file.with_name(f"{file.name}-journal").unlink(missing_ok=True)

    def prepare(self, say: Words) -> None:
        """Make the folder, for this user's eyes only; SettingError if there can be none.

        In a folder that was there, what is kept in it is for this user's eyes, whatever the folder allows; and a cache that
        others could have written is made anew, for it is believed as it is.
        """
        with suppress(OSError):
            if self.cache.is_dir() and self.cache.stat().st_mode & 0o022:
                shutil.rmtree(self.cache)
        for kept in (self.cache, self.root / "uploads", *self.root.glob("chroma*")):
            with suppress(OSError):
                if kept.is_dir() and kept.stat().st_mode & 0o077:
                    kept.chmod(0o700)
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            expected = say(HOME_EXPECTED, problem=error.strerror or error)
            raise SettingError("ANWEN_HOME", str(self.root), expected) from error
