"""An answer shown as it is written: each sentence when it has been checked, then what belongs under the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from bot.render.layout import Grid, Line
from bot.render.terminal import answer_lines, body_lines, reading_lines, under_lines
from bot.streams import printable
from bot.words import Words
from data.types import Answer

POLL = 0.1
"""Seconds between two looks at what has come."""


class Unfolding:
    """One answer. Behind a pipe nothing is written before it is whole."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._latest = self._written = ""

    def show(self, text: str) -> None:
        """The checked answer so far, from whichever thread."""
        self._latest = text

    def show_now(self, text: str) -> None:
        """The same from the thread that writes."""
        self.show(text)
        self.write()

    @property
    def begun(self) -> bool:
        """Whether there is something to write, at a terminal."""
        return bool(self._latest) and sys.stdout.isatty()

    def write(self) -> None:
        """Write what is new."""
        latest = self._latest
        if self.begun and latest.startswith(self._written):
            self._put(latest[len(self._written) :])
            self._written = latest

    def follow(self, settle: Callable[[float], bool]) -> None:
        """Write what comes until `settle`, which waits so many seconds, says that it is all."""
        while not settle(POLL):
            self.write()

    def lines(self, answer: Answer) -> Iterator[Line | Grid]:
        """The rest of the answer; all of it where it is not what was written."""
        if not self._written:
            yield from answer_lines(answer, self._say)
            return
        if answer.text.startswith(self._written):
            rest = answer.text[len(self._written) :]
            self._put(rest + "\n")
        else:
            self._put("\n\n")
            yield from body_lines(answer)
        yield from reading_lines(answer, self._say)
        yield from under_lines(answer, self._say)

    def _put(self, text: str) -> None:
        sys.stdout.write("\n".join(map(printable, text.split("\n"))))
        sys.stdout.flush()
