"""What the texts of few cases were cut into, kept for the next process, which then has its question alone to cut.

A cache in the user's own folder, by the digest of each text and the cutter that cut it.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

NAME = "cuts.json"
_FORMAT = 1
"""Number of this file's layout, and of what is made of a text before it is cut and of its words after."""
_DAMAGED = (OSError, ValueError, KeyError, TypeError)


def load(folder: Path | None, by: str, texts: Mapping[str, object]) -> dict[str, str]:
    """Text → its words, parted by blanks, of those of `texts` that the cutter of that name has cut before."""
    if folder is None:
        return {}
    with suppress(*_DAMAGED):
        kept = (folder / NAME).read_bytes()
        body = kept[len(_head(by, b"")) :]
        if kept.startswith(_head(by, body)):
            cuts: dict[str, str] = json.loads(body)
            return {text: found for text in texts if (found := cuts.get(_digest(text))) is not None}
    return {}


def save(folder: Path | None, by: str, cuts: Mapping[str, str]) -> None:
    """Write the file whole or not at all. A cache that cannot be written is no error."""
    if folder is None or not os.access(folder, os.W_OK):
        return
    body = json.dumps({_digest(text): words for text, words in cuts.items()}, ensure_ascii=False).encode()
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=f"{NAME}-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(by, body) + body)
            Path(name).replace(folder / NAME)
        except BaseException:
            Path(name).unlink()
            raise


def _head(by: str, body: bytes) -> bytes:
    return f"{_FORMAT} {by} {zlib.crc32(body):08x}\n".encode()


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
