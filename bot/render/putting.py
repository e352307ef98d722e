"""Bytes → a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from bot.said import document_words as words
from bot.said.failure_words import os_problem
from bot.words import Words
from data.errors import AnwenError


def require_place(path: Path, say: Words) -> None:
    """AnwenError where no file can come to be: before any work is done."""
    if path.is_dir() or not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        problem = words.IS_FOLDER if path.is_dir() else words.NO_PLACE
        raise AnwenError(say(words.CANNOT_WRITE, path=path, problem=say(problem)))


def put(content: bytes, path: Path, say: Words, force: bool = False) -> None:
    """Put `content` at `path`; an existing file is replaced only by `force`, and never left half written."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".anwen-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(name).chmod(0o644)
            if force:
                Path(name).replace(path)
            else:
                os.link(name, path)  # fails where the file has come to be meanwhile
        finally:
            Path(name).unlink(missing_ok=True)
    except FileExistsError:
        raise AnwenError(say(words.NOT_OVERWRITTEN, path=path)) from None
    except OSError as error:
        problem = os_problem(error, say)
        raise AnwenError(say(words.CANNOT_WRITE, path=path, problem=problem)) from error
