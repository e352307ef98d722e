"""Inquiries over the records that are there now; what was worked out for one state of them is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.text import fold
from data.types import CaseId, Records
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.selection.described import left_out
from retrieval.cases.profiles import Find, Profile, Profiles
from retrieval.language.terms import Term, content_terms
from retrieval.language.tokens import Tokenizer, WordsOf
from retrieval.question.query import Query
from retrieval.question.slots.library import Library
from retrieval.search.meaning import DenseSearch, Ground
from retrieval.search.near import Nearness

if TYPE_CHECKING:
    from retrieval.checking.grounding.grounding import Checker

Search = Callable[[str, Records, Sequence[str]], Mapping[CaseId, Nearness]]
"""How near cases of some collections are to a text."""
KEYWORD_HITS = 50
"""Cases taken from keyword search to be judged beside the nearest in meaning."""
WORD_SETS = 1000
"""Cases whose words are remembered: 10 kB each."""
TEXTS = 256
"""Texts of questions whose words are remembered."""


class Inquiries:
    """Makes them; for one thread at a time."""

    def __init__(
        self,
        records: Callable[[], Records],
        search: DenseSearch,
        tokenizer: Tokenizer,
        find: Find,
        cache_dir: Path | None,
    ) -> None:
        self._records = records
        self._search = search
        self._tokenizer = tokenizer
        self._find_words, self._cache_dir = find, cache_dir
        self.sparing = True
        """Whether nothing is embedded where the words alone decide."""
        self._profiles: Profiles | None = None
        self._termed: tuple[Profiles, Callable[[str], tuple[Term, ...]]] | None = None
        self._checking: tuple[Profiles, Checker] | None = None

        @lru_cache(maxsize=WORD_SETS)
        def word_set(profile: Profile) -> WordsOf:
            return WordsOf(profile.text, tokenizer.search_words)

        self._word_set = word_set

    def present(self) -> Profiles:
        """The profiles of the records that are there now."""
        records = self._records()
        if self._profiles is None or self._profiles.records is not records:
            self._profiles = Profiles.of(records, self._profiles, self._find_words, self._cache_dir)
        return self._profiles

    def library(self, profiles: Profiles, collections: Sequence[str]) -> Library:
        """What the reader has to know of the cases of `collections`, all when empty."""
        terms = self._terms(profiles)
        return Library(profiles, tuple(collections), lambda text: bool(terms(text)), self._tokenizer.words)

    def of(self, query: Query, profiles: Profiles) -> Inquiry:
        """`query` over `profiles`, under way."""
        if query.other_than.described:
            query = left_out(query, lambda told: self.of(told, profiles))
        return Inquiry(
            query,
            profiles,
            self._labels(profiles, query),
            self._terms(profiles),
            self._dense(self._search.search, profiles, query.collections),
            self._dense(self._search.learned, profiles, query.collections),
            self._search.ahead,
            self._ground(profiles),
            self._keywords(profiles),
            self._word_set,
            sparing=self.sparing,
        )

    def content_words(self, text: str) -> list[str]:
        """The content words of a text (folded, simplified) over the cases that were asked last."""
        assert self._profiles is not None
        return [term.text for term in content_terms(text, self._tokenizer, self._profiles.names)]

    def checker(self, profiles: Profiles) -> Checker:
        """What sentences are held against, made once for one state of the catalog."""
        from retrieval.checking.grounding.grounding import Checker
        from retrieval.language.terms import idf

        kept = self._checking
        if kept is None or kept[0] is not profiles:
            texts = [profile.text for profile in profiles.all]

            def weight(word: str) -> float:
                return idf(sum(word in text for text in texts), len(texts))

            def likeness(text: str) -> dict[CaseId, float]:
                return self._search.likeness(text, profiles.records)

            kept = self._checking = (profiles, Checker(self._tokenizer, weight, cache(likeness)))
        return kept[1]

    def _terms(self, profiles: Profiles) -> Callable[[str], tuple[Term, ...]]:
        """The content words of a text; of one question they are asked three times over."""
        kept = self._termed
        if kept is None or kept[0] is not profiles:
            found = lru_cache(maxsize=TEXTS)(
                lambda text: content_terms(text, self._tokenizer, profiles.names)
            )
            kept = self._termed = (profiles, found)
        return kept[1]

    def _dense(
        self, search: Search, profiles: Profiles, collections: Sequence[str]
    ) -> Callable[[str], Mapping[CaseId, Nearness]]:
        """Dense search that asks the index once a text, however often the question is looked at."""
        return cache(lambda text: search(text, profiles.records, collections))

    def _keywords(self, profiles: Profiles) -> Callable[[str], list[CaseId]]:
        """Keyword search over the whole catalog."""

        def search(text: str) -> list[CaseId]:
            words = profiles.words
            return [profiles.all[at].id for at, _ in words.best(words.cut(fold(text)), KEYWORD_HITS)]

        return cache(search)

    def _ground(self, profiles: Profiles) -> Callable[[str], Ground]:
        return lambda collection: self._search.ground(profiles.records, collection)

    def _labels(self, profiles: Profiles, question: Query) -> dict[str, str]:
        """Short labels for the marks, wherever more than one collection can be cited."""
        scope = question.collections or tuple(c.id for c in profiles.records.collections)
        if len(scope) < 2:
            return {}
        chosen = [c for c in profiles.records.collections if c.id in scope]
        often = Counter(c.label for c in chosen)
        return {c.id: c.label if often[c.label] == 1 else f"{c.label} {c.id}" for c in chosen}
