"""Progress on standard error: a bar on a terminal, one line at each end elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType

BAR = 24
REDRAW_SECONDS = 0.1


class Progress:
    """`with Progress("更新索引") as step: step(done, total)`; silent until there is something to wait for."""

    def __init__(self, label: str, announce: bool = False) -> None:
        """`announce` prints the label at once, for work that is known to take a while."""
        self._label, self._announce = label, announce
        self._terminal = sys.stderr.isatty()
        self._drawn = -REDRAW_SECONDS
        self._shown = False

    def __enter__(self) -> Progress:
        if self._announce:
            self._say(f"{self._label} …", end="" if self._terminal else "\n")
        return self

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self._terminal or (done < total and now - self._drawn < REDRAW_SECONDS):
            return
        self._drawn = now
        full = BAR * done // max(total, 1)
        self._say(f"\r{self._label} {'━' * full}{'╌' * (BAR - full)} {done}/{total}", end="")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._terminal and self._shown:
            self._say("\r\x1b[K", end="")

    def _say(self, text: str, end: str) -> None:
        self._shown = True
        sys.stderr.write(text + end)
        sys.stderr.flush()
