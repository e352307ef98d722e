"""Memory that large work took and no longer needs, given back; what stays, looked through once only; how many processors."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def give_back() -> None:
    """Have glibc return what is free: it keeps pieces of up to 32 MB, 130 MB after an index of 100,000 texts.

    Nothing elsewhere: other C libraries give back by themselves.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


YOUNG = 5_000
"""Objects, more than went, from which on Python looks for garbage among the newest; its own number is 700. Of 200 questions
over 10,000 cases the slowest took 29 ms beside the embedding with that, and 24 with this (p99 of processor time)."""


def look_once() -> None:
    """From now on what a full garbage collection finds in use is not looked through by the next one; and looks are fewer.

    Ten thousand cases and what is known of them live as long as the program, and to look through them takes 0.15 s of
    whatever question is being answered. Whatever is no longer referred to goes at once all the same.
    """
    if _keep not in gc.callbacks:
        gc.callbacks.append(_keep)
        gc.set_threshold(YOUNG, *gc.get_threshold()[1:])


@contextmanager
def undisturbed() -> Iterator[None]:
    """Within, no garbage is looked for: where much is read of which nothing is, that takes as long as the reading."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _keep(phase: str, told: dict[str, int]) -> None:
    if phase == "stop" and told["generation"] == 2:
        gc.freeze()


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
