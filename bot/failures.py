"""From an exception to one line on standard error and an exit status: no traceback reaches a user."""

from __future__ import annotations

import atexit
import errno
import os
import sys
import threading
import traceback
from collections.abc import Callable

import typer

from bot import words
from bot.said.failure_words import in_language, os_problem, without_commands
from bot.said.usage_words import usage_error
from bot.streams import abandon, printable
from bot.words import Words
from data.errors import AnwenError

DONE, FAILED, WRONG_USAGE, UNHELD, NOTHING = 0, 1, 2, 3, 4
INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def guarded(
    action: Callable[[], object],
    debug: bool = False,
    lang: str = "zh",
    failed: Callable[[BaseException], object] = lambda _: None,
) -> int:
    """Run `action`; the exit status, after saying in one line what went wrong, if anything did, and telling `failed`."""
    try:
        action()
        sys.stdout.flush()
        return DONE
    except typer.Exit as leaving:
        return _flushed(leaving.exit_code, lang)
    except BrokenPipeError:
        abandon(sys.stdout)
        return DONE
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else FAILED
    except BaseException as error:  # the last line of defence; Rust panics are no Exception
        failed(error)
        if debug:
            traceback.print_exc()
        _flushed(FAILED, lang)
        _complain(explain(error, lang))
        return _status(error)


def explain(error: BaseException, lang: str = "zh", shell: bool = True) -> str:
    """One line for a person: what happened, and how to mend it; without `shell`, no commands to type there."""
    say = Words(lang)
    if isinstance(error, AnwenError):
        text = in_language(error, lang)
    elif (usage := _usage(error)) is not None:
        command = getattr(getattr(error, "ctx", None), "command_path", "anwen")
        text = say(words.WRONG_USAGE, message=usage_error(usage, lang), command=command)
    elif isinstance(error, KeyboardInterrupt | typer.Abort):
        text = say(words.INTERRUPTED)
    elif isinstance(error, MemoryError):
        text = say(words.OUT_OF_MEMORY)
    elif isinstance(error, OSError):
        text = _explain_os(error, say)
    else:
        text = say(words.UNEXPECTED, problem=f"{type(error).__name__}: {error}")
    return " ".join(printable(text if shell else without_commands(text)).split())


def _explain_os(error: OSError, say: Words) -> str:
    path = error.filename or ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return say(words.DISK_FULL, path=path or say(words.STANDARD_OUTPUT))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return say(words.NO_PERMISSION, path=path)
    return say(words.OS_FAILURE, problem=f"{os_problem(error, say)}{f' {path}' if path else ''}")


def _usage(error: BaseException) -> str | None:
    """What was wrong with the command line, if that was it: told by its method, as typer moves its class."""
    describe = getattr(error, "format_message", None)
    return str(describe()) if callable(describe) else None


def _status(error: BaseException) -> int:
    if isinstance(error, KeyboardInterrupt | typer.Abort):
        return INTERRUPTED
    return FAILED if _usage(error) is None else WRONG_USAGE


def _flushed(status: int, lang: str) -> int:
    """Write out what is waiting; a reader that has gone changes nothing any more, a full disk does."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        abandon(sys.stdout)
    except OSError as error:
        abandon(sys.stdout)
        _complain(explain(error, lang))
        return FAILED
    return status


def _complain(line: str) -> None:
    try:
        print(f"anwen: {line}", file=sys.stderr, flush=True)
    except OSError:
        abandon(sys.stderr)


def leave(status: int, at_once: bool = False) -> None:
    """End the process with `status`, with nothing left to flush that could complain.

    `at_once`: without taking everything apart first, which takes a twentieth of a cold question; what was to be done at
    the end is done.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            abandon(stream)
    if any(thread.name == "model" for thread in threading.enumerate()):
        os._exit(
            status
        )  # it may be in the middle of an import or of compiled code, and a shutdown would abort there
    if at_once and all(one.daemon for one in threading.enumerate() if one is not threading.current_thread()):
        atexit._run_exitfuncs()
        os._exit(status)
    sys.exit(status)
