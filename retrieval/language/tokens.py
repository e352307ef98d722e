"""Words of a Chinese text, folded first: how they are cut is `data.cutting`'s matter, and is loaded when first needed."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from data.cutting import Cutter, cutter
from data.text import fold


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

    def knows(self, word: str) -> bool:
        """Whether `word` stands in the dictionary of ordinary words."""
        return self._cutter.knows(word)
