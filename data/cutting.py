"""Where the words of a Chinese text are: by rjieba where it has a wheel, else by jieba, and nowhere else is it chosen.

rjieba is jieba's algorithm and dictionary in Rust: ready in 0.15 s instead of 0.75, in 35 MB instead of 84, ten times as
quick. jieba is the reference: what it cuts otherwise is evened out here, and a test holds both to the same words.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

from data.dictionary import Dictionary, dictionary
from data.patterns import regex

if TYPE_CHECKING:
    from types import ModuleType

    import jieba

_WORD = regex(r"[^\W_]")
_APART = regex(r"[-_]|\.(?!\d)")
"""At what jieba ends a Latin word and rjieba does not: big-data, GB-2760, 1.md; both keep 3.5."""


FEW = 4_000
"""Characters that a process cuts by the dictionary in a file: 6 µs each, where rjieba takes 0.09 s to be ready for any."""


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

    `folder`: the user's own, for what was made of its dictionary (jieba's default is a guessable name under /tmp).
    """
    if name != Reference.name:
        held = None if "rjieba" in sys.modules else dictionary(folder)
        if held is not None:
            return Sparing(held)
        try:
            import rjieba
        except ImportError:  # no wheel for this machine
            pass
        else:
            return Quick(rjieba)
    return Reference(folder)


def tagged(text: str) -> list[tuple[str, str]]:
    """The words and marks of `text` (folded) in order, each with its part of speech in ICTCLAS letters: n, v, p …

    Of a word that stands in no dictionary each cutter guesses another part: most are names, so it counts as a noun.
    """
    try:
        import rjieba
    except ImportError:  # no wheel for this machine
        from jieba import posseg

        held = posseg.dt.word_tag_tab
        return [(word, held.get(word) or _guessed(word, held.get)) for word in Reference(None).cut(text)]

    def known(word: str) -> str:
        return rjieba.tag(word)[0][1] if rjieba.has_word(word) else ""

    return [(word, known(word) or _guessed(word, known)) for word in rjieba.cut(text)]


def _guessed(word: str, known: Callable[[str], str | None]) -> str:
    """The part of speech of a word that stands in no dictionary; 某以 of 钱某以其女儿的名义 is a name's end and what follows it."""
    if not _WORD.search(word):
        return "x"
    if word[0] == "某" and known(word[-1]) in ("p", "c"):
        return "p"
    return "n" if not word.isascii() else "m" if word[0].isdigit() else "eng"


class Quick:
    """rjieba."""

    name = "rjieba"

    def __init__(self, module: ModuleType) -> None:
        self._rjieba = module

    def words(self, text: str) -> list[str]:
        return _words(self._rjieba.cut(_APART.sub(" ", text)))

    def search_words(self, text: str) -> list[str]:
        return _with_shorter(self.words(text), self._rjieba.has_word)

    def knows(self, word: str) -> bool:
        return bool(self._rjieba.has_word(word))


class Sparing:
    """What rjieba would cut, by the dictionary in a file as long as it is little; then rjieba itself."""

    name = Quick.name

    def __init__(self, held: Dictionary) -> None:
        self._held = held
        self._left = FEW

    def words(self, text: str) -> list[str]:
        text = _APART.sub(" ", text)
        if "rjieba" in sys.modules or len(text) > self._left or not self._held.cuts(text):
            return self._whole.words(text)
        self._left -= len(text)
        return _words(self._held.cut(text))

    def search_words(self, text: str) -> list[str]:
        return _with_shorter(self.words(text), self.knows)

    def knows(self, word: str) -> bool:
        return self._whole.knows(word) if "rjieba" in sys.modules else self._held.knows(word)

    @cached_property
    def _whole(self) -> Quick:
        import rjieba

        return Quick(rjieba)


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

    def cut(self, text: str) -> list[str]:
        """The words and marks of `text`, nothing left out."""
        return list(self._jieba.cut(text))

    def words(self, text: str) -> list[str]:
        return _words(self.cut(text))

    def search_words(self, text: str) -> list[str]:
        return _words(self._jieba.cut_for_search(text))

    def knows(self, word: str) -> bool:
        return bool(self._jieba.FREQ.get(word, 0))


def _with_shorter(words: list[str], known: Callable[[str], bool]) -> list[str]:
    """`words`, each behind the shorter ones in it, as jieba does; rjieba's own takes 'no' out of 'no.21'."""
    found = []
    for word in words:
        for size in (2, 3):
            if len(word) > size:
                parts = (word[at : at + size] for at in range(len(word) - size + 1))
                found += [part for part in parts if known(part)]
        found.append(word)
    return found


def _words(found: Iterator[str] | list[str]) -> list[str]:
    return [word for word in found if _WORD.search(word)]


@contextmanager
def _folder(own: Path | None) -> Iterator[Path]:
    if own is not None and own.is_dir():
        yield own
    else:
        with tempfile.TemporaryDirectory(prefix="anwen-words.") as name:
            yield Path(name)
