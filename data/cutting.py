"""Where the words of a Chinese text are: by rjieba where it has a wheel, else by jieba, and nowhere else is it chosen.

rjieba is jieba's algorithm and dictionary in Rust: ready in 0.15 s instead of 0.75, in 35 MB instead of 84, ten times as
quick. jieba is the reference: what it cuts otherwise is evened out here, and a test holds both to the same words.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from data.patterns import regex

if TYPE_CHECKING:
    from types import ModuleType

    import jieba

_WORD = regex(r"[^\W_]")
_APART = regex(r"[-_]|\.(?!\d)")
"""At what jieba ends a Latin word and rjieba does not: big-data, GB-2760, 1.md; both keep 3.5."""


class Cutter(Protocol):
    """Cuts texts that are folded. Safe to share between threads."""

    @property
    def name(self) -> str:
        """Which of the two it is: what one has cut is compared with what the same one cuts."""

    def words(self, text: str) -> list[str]:
        """The words of `text` in order; punctuation and white space left out."""

    def search_words(self, text: str) -> list[str]:
        """As `words`, and with the shorter words inside long ones: what a keyword index holds."""

    def knows(self, word: str) -> bool:
        """Whether `word` stands in the dictionary of ordinary words."""


def cutter(folder: Path | None = None, name: str | None = None) -> Cutter:
    """The best cutter there is here; or the one of that `name`, where it is here.

    `folder`: the user's own, for what jieba made of its dictionary (its default is a guessable name under /tmp).
    """
    if name != Reference.name:
        try:
            import rjieba
        except ImportError:  # no wheel for this machine
            pass
        else:
            return Quick(rjieba)
    return Reference(folder)


class Quick:
    """rjieba."""

    name = "rjieba"

    def __init__(self, module: ModuleType) -> None:
        self._rjieba = module

    def words(self, text: str) -> list[str]:
        return _words(self._rjieba.cut(_APART.sub(" ", text)))

    def search_words(self, text: str) -> list[str]:
        known, found = self._rjieba.has_word, []
        for word in self.words(text):  # as jieba does; rjieba's own takes 'no' out of 'no.21'
            for size in (2, 3):
                if len(word) > size:
                    parts = (word[at : at + size] for at in range(len(word) - size + 1))
                    found += [part for part in parts if known(part)]
            found.append(word)
        return found

    def knows(self, word: str) -> bool:
        return bool(self._rjieba.has_word(word))


class Reference:
    """jieba."""

    name = "jieba"
    loaded: ClassVar[jieba.Tokenizer | None] = None
    """One for all: its dictionary takes 84 MB and most of a second."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @property
    def _jieba(self) -> jieba.Tokenizer:
        if Reference.loaded is None:
            import jieba

            jieba.setLogLevel(logging.WARNING)
            tokenizer = jieba.Tokenizer()
            with _folder(self._folder) as folder:
                tokenizer.tmp_dir = str(folder)
                tokenizer.initialize()
            Reference.loaded = tokenizer
        return Reference.loaded

    def words(self, text: str) -> list[str]:
        return _words(self._jieba.cut(text))

    def search_words(self, text: str) -> list[str]:
        return _words(self._jieba.cut_for_search(text))

    def knows(self, word: str) -> bool:
        return bool(self._jieba.FREQ.get(word, 0))


def _words(found: Iterator[str] | list[str]) -> list[str]:
    return [word for word in found if _WORD.search(word)]


@contextmanager
def _folder(own: Path | None) -> Iterator[Path]:
    if own is not None and own.is_dir():
        yield own
    else:
        with tempfile.TemporaryDirectory(prefix="anwen-words.") as name:
            yield Path(name)
