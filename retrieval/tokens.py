"""Words of a Chinese text: the only import of jieba, whose dictionary takes most of a second to load."""

from __future__ import annotations

import logging
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from data.patterns import regex
from data.text import fold

if TYPE_CHECKING:
    import jieba

_WORD = regex(r"\w")


class Tokenizer:
    """jieba with its cache in a folder of the user's own (its default is a guessable name under /tmp)."""

    def __init__(self, cache_dir: Path) -> None:
        self._cache_dir = cache_dir

    @cached_property
    def _jieba(self) -> jieba.Tokenizer:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        if self._cache_dir.is_dir():
            tokenizer.tmp_dir = str(self._cache_dir)
        tokenizer.initialize()
        return tokenizer

    def words(self, text: str) -> list[str]:
        """The words of `text` in order, folded; punctuation and white space left out."""
        return [word for word in self._jieba.cut(fold(text)) if _WORD.search(word)]

    def search_words(self, text: str) -> list[str]:
        """As `words`, and with the shorter words inside long ones: what the keyword index holds."""
        return [word for word in self._jieba.cut_for_search(fold(text)) if _WORD.search(word)]

    def knows(self, word: str) -> bool:
        """Whether `word` stands in the dictionary of ordinary words."""
        return bool(self._jieba.FREQ.get(word, 0))
