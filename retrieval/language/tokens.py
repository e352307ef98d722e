"""Words of a Chinese text, folded first: how they are cut is `data.cutting`'s matter, and is loaded when first needed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path

from data import dictionary
from data.cutting import Cutter, cutter
from data.text import fold, split_at
from retrieval.language import cuts

_BETWEEN = "，。、；：？！“”《》（）,;:?!()\n"
"""Marks at which both cutters end a word, and look no further: what stands between them is cut by itself."""


class Tokenizer:
    """The words of texts as they are written."""

    def __init__(self, cache_dir: Path | None, cutter_name: str | None = None) -> None:
        """`cutter_name`: which one is to cut, where not the best there is."""
        self._cache_dir = cache_dir
        self._name = cutter_name

    @cached_property
    def _cutter(self) -> Cutter:
        return cutter(self._cache_dir, self._name)

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, folded; punctuation and white space left out."""
        return self._cutter.words(fold(text))

    def search_words(self, text: str) -> list[str]:
        """As `words`, and with the shorter words inside long ones: what the keyword index holds."""
        return self._cutter.search_words(fold(text))

    def recalled(self, texts: Mapping[str, object]) -> dict[str, str]:
        """The words, parted by blanks, of those of `texts` that a process before this one has cut."""
        found = cuts.load(self._cache_dir, self._cutter.name, texts)
        if found and self._cache_dir:
            dictionary.keep(self._cache_dir)  # for a home that is asked more than once
        return found

    def remember(self, parted: Mapping[str, str]) -> None:
        """Keep these texts' words for processes after this one."""
        cuts.save(self._cache_dir, self._cutter.name, parted)

    def knows(self, word: str) -> bool:
        """Whether `word` stands in the dictionary of ordinary words."""
        return self._cutter.knows(word)


class WordsOf(Collection[str]):
    """The words of one text (folded), long and short; asked for one, it cuts only where that stands in the text."""

    def __init__(self, text: str, cut: Callable[[str], list[str]]) -> None:
        self._text = text
        self._cut = cut
        self._pieces: dict[str, frozenset[str]] | None = None
        """What stands between two marks, with its words; none yet where they were not asked for."""

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str) or word not in self._text:
            return False
        return any(word in self._words(piece) for piece in self._parted if word in piece)

    def __iter__(self) -> Iterator[str]:
        return iter({word for piece in self._parted for word in self._words(piece)})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def _parted(self) -> list[str]:
        if self._pieces is None:
            self._pieces = dict.fromkeys(split_at(self._text, _BETWEEN), _UNCUT)
        return list(self._pieces)

    def _words(self, piece: str) -> frozenset[str]:
        assert self._pieces is not None
        words = self._pieces[piece]
        if words is _UNCUT:
            words = self._pieces[piece] = frozenset(self._cut(piece))
        return words


_UNCUT: frozenset[str] = frozenset({""})
"""Stands for the words of what was not cut: no text has this one."""
