"""The bundled collection, byte for byte as published, read as package data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Bundled:
    """A collection that ships with the program."""

    id: str
    title: str
    label: str
    file: str

    def read(self) -> bytes:
        """The published text."""
        return files(__name__).joinpath(self.file).read_bytes()

    def titles_in_english(self) -> dict[str, str]:
        """Each title as published, and what it says in English; a case read in with another title has none."""
        table = files(__name__).joinpath(self.file.replace(".txt", ".en.tsv")).read_text("utf-8")
        rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
        return dict(rows)

    @contextmanager
    def path(self) -> Iterator[Path]:
        """The published text as a file on disk, for as long as the context lasts."""
        with as_file(files(__name__).joinpath(self.file)) as path:
            yield path


IP_POWER_2 = Bundled("ip-power-2", "知识产权强国建设第二批典型案例", "第二批", "ip-power-2.txt")


def bundled() -> Bundled:
    """The collection that is loaded where nothing was ingested."""
    return IP_POWER_2
