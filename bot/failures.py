"""From an exception to one line on standard error and an exit status: no traceback reaches a user."""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Callable

import typer

from bot import words
from bot.streams import abandon, printable
from data.errors import AnwenError

DONE, FAILED, WRONG_USAGE, UNHELD, NOTHING = 0, 1, 2, 3, 4
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def guarded(action: Callable[[], object], debug: bool = False) -> int:
    """Run `action`; the exit status, after saying in one line what went wrong, if anything did."""
    try:
        action()
        sys.stdout.flush()
        return DONE
    except typer.Exit as leaving:
        return _flushed(leaving.exit_code)
    except BrokenPipeError:
        abandon(sys.stdout)
        return DONE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FAILED
    except BaseException as error:  # the last line of defence; Rust panics are no Exception
        if debug:
            traceback.print_exc()
        _flushed(FAILED)
        _complain(explain(error))
        return _status(error)


def explain(error: BaseException) -> str:
    """One line for a person: what happened, and how to mend it."""
    if isinstance(error, AnwenError):
        text = str(error)
    elif (usage := _usage(error)) is not None:
        command = getattr(getattr(error, "ctx", None), "command_path", "anwen")
        text = words.WRONG_USAGE.zh.format(message=usage, command=command)
    elif isinstance(error, KeyboardInterrupt | typer.Abort):
        text = words.INTERRUPTED.both
    elif isinstance(error, MemoryError):
        text = words.OUT_OF_MEMORY.both
    elif isinstance(error, OSError):
        text = _explain_os(error)
    else:
        text = words.UNEXPECTED.zh.format(problem=f"{type(error).__name__}: {error}")
    return " ".join(printable(text).split())


def _explain_os(error: OSError) -> str:
    path = error.filename or ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{words.DISK_FULL.zh.format(path=path or '（标准输出）')} ({words.DISK_FULL.en})"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{words.NO_PERMISSION.zh.format(path=path)} ({words.NO_PERMISSION.en})"
    problem = f"{error.strerror or error}{f'：{path}' if path else ''}"
    return f"{words.OS_FAILURE.zh.format(problem=problem)} ({words.OS_FAILURE.en})"


def _usage(error: BaseException) -> str | None:
    """What was wrong with the command line, if that was it: told by its method, as typer moves its class."""
    describe = getattr(error, "format_message", None)
    return str(describe()) if callable(describe) else None


def _status(error: BaseException) -> int:
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return INTERRUPTED
    return FAILED if _usage(error) is None else WRONG_USAGE


def _flushed(status: int) -> int:
    """Write out what is waiting; a reader that has gone changes nothing any more, a full disk does."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        abandon(sys.stdout)
        _complain(explain(error))
        return FAILED
    return status


def _complain(line: str) -> None:
    try:
        print(f"anwen: {line}", file=sys.stderr, flush=True)
    except OSError:
        abandon(sys.stderr)


def leave(status: int) -> None:
    """End the process with `status`, with nothing left to flush that could complain."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            abandon(stream)
    sys.exit(status)
