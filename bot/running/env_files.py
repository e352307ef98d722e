"""Settings in `.env` files: which are read, and what of them counts."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from data.errors import SettingError
from data.values import dataclass

NAME = ".env"


@dataclass(frozen=True, slots=True)
class EnvFiles:
    """The values of all files, the files that gave any, and the addresses that were left out."""

    values: dict[str, str]
    used: tuple[Path, ...]
    left_out: tuple[str, ...]


def gather(home: Path, here: Path | None, chosen: Path | None, addresses: Collection[str]) -> EnvFiles:
    """`home`'s file, then that of the folder one is in (`here`), then the `chosen` one; the later hold.

    One may be in a folder that somebody else made: an address in its file could have a key sent to it that came from
    elsewhere. So of it all but `addresses` counts, unless it is the home's own or was chosen.
    """
    values: dict[str, str] = {}
    used: list[Path] = []
    left_out: list[str] = []
    own = home / NAME
    files = [own, *([here] if here and not _same(here, own) and not (chosen and _same(here, chosen)) else [])]
    for path in files:
        found = read(path)
        if path is here:
            left_out += [name for name in addresses if found.get(name, "").strip()]
            found = {name: value for name, value in found.items() if name not in addresses}
        values |= found
        used += [path] if found else []
    if chosen is not None:
        if not chosen.is_file():
            raise SettingError("--env", str(chosen), "一个已有的文件")
        values |= read(chosen)
        used.append(chosen)
    return EnvFiles(values, tuple(path.absolute() for path in used), tuple(left_out))


def read(path: Path) -> dict[str, str]:
    """The variables of one file; none where it is not there. SettingError where it is no text."""
    try:
        if not path.is_file():
            return {}
        from dotenv import dotenv_values

        pairs = dotenv_values(path, interpolate=False, encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise SettingError(NAME, str(path), " UTF-8 文本文件") from None
    return {name: value for name, value in pairs.items() if value is not None}


def _same(one: Path, other: Path) -> bool:
    return one.absolute() == other.absolute() or (one.exists() and other.exists() and one.samefile(other))
