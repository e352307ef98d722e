"""The log in a file, where one is set: a JSON object a line, rotated, shared by processes; no secret, no question."""

from __future__ import annotations

import fcntl
import json
import logging
import os
import traceback
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

LONGEST = 5 * 1024 * 1024
"""Bytes of a file before the next is begun."""
KEPT = 5
"""Earlier files: FILE.1 is the newest."""
HIDDEN = "***"
LOG = logging.getLogger("anwen.command")


class LogFile(logging.Handler):
    """Appends each record as one line, whole. A disk that is full, or a folder that is gone, stops nothing."""

    def __init__(self, path: Path, secrets: Collection[str]) -> None:
        """OSError where the file cannot be written now."""
        super().__init__()
        self._path = path
        self._secrets = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        os.close(self._open())

    def emit(self, record: logging.LogRecord) -> None:
        line = json.dumps(_facts(record), ensure_ascii=False, default=str) + "\n"
        for secret in self._secrets:
            line = line.replace(secret, HIDDEN)
        with suppress(OSError):
            file = self._open()
            try:
                fcntl.flock(file, fcntl.LOCK_EX)
                if os.fstat(file).st_size >= LONGEST and self._current(file):
                    self._turn()
                    os.close(file)
                    file = self._open()
                os.write(file, line.encode("utf-8", "backslashreplace"))
            finally:
                os.close(file)

    def _open(self) -> int:
        return os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _current(self, file: int) -> bool:
        """Whether it still is the file of that name: another process may have begun the next."""
        with suppress(FileNotFoundError):
            return os.path.samestat(os.fstat(file), self._path.stat())
        return False

    def _turn(self) -> None:
        names = [self._path, *(self._path.with_name(f"{self._path.name}.{n}") for n in range(1, KEPT + 1))]
        for older, newer in reversed([*zip(names[1:], names, strict=False)]):
            with suppress(FileNotFoundError):
                newer.replace(older)


def log_to(path: Path, secrets: Collection[str]) -> None:
    """From now on events, and what libraries warn of, go into the file. OSError where it cannot be written."""
    handler = LogFile(path, secrets)
    for old in handlers():
        logging.root.removeHandler(old)
    logging.root.addHandler(handler)
    LOG.setLevel(logging.INFO)


def handlers() -> list[LogFile]:
    """The files that are being logged to."""
    return [handler for handler in logging.root.handlers if isinstance(handler, LogFile)]


def note(event: str, **facts: object) -> None:
    """An event with its facts; nothing where no file is set."""
    if handlers():
        LOG.info(event, extra={"facts": facts})


def failed(error: BaseException) -> Mapping[str, object]:
    """What to log of an error: its kind, and where it arose where nobody foresaw it. It may quote what was asked."""
    from data.errors import AnwenError

    known = isinstance(error, AnwenError | OSError | KeyboardInterrupt) or hasattr(error, "format_message")
    where = {} if known else {"stack": "".join(traceback.format_tb(error.__traceback__))}
    return {"error": type(error).__name__, **where}


def _facts(record: logging.LogRecord) -> dict[str, object]:
    if isinstance(record.msg, dict):  # structlog's, facts and all
        told = {name: value for name, value in record.msg.items() if not name.startswith("_")}
    else:
        told = {"event": record.getMessage(), **getattr(record, "facts", {})}
        if record.exc_info:
            told["stack"] = "".join(traceback.format_tb(record.exc_info[2]))
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    head = {"timestamp": at, "level": record.levelname.lower(), "logger": record.name, "pid": record.process}
    return {**head, **{name: value for name, value in told.items() if name not in head}}
