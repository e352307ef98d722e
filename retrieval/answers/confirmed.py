"""Questions of which people confirmed that a case answers them: asked again, or nearly so, it is that case's to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache

from data.types import CaseId, Confirmed, Records
from retrieval.language.figures import figures
from retrieval.question.closed.asked import asked
from retrieval.question.query import Act, Query, Want

_NOT = frozenset("不没无未非否别勿")
Key = tuple[frozenset[str], frozenset[tuple[str, int]]]
Words = Callable[[str], Sequence[str]]


class Confirmations:
    """What is confirmed at present; looked up by what a question says, not by how it says it."""

    def __init__(self, held: Callable[[], tuple[Confirmed, ...]], words: Words) -> None:
        """`words`: the content words of a text, folded and simplified first."""
        self._held, self._words = held, words
        self._made: tuple[tuple[Confirmed, ...], dict[Key, Confirmed]] = ((), {})

        @lru_cache(maxsize=4096)
        def key(text: str) -> Key:
            marks = Counter([*(str(one.value) for one in figures(text)), *(c for c in text if c in _NOT)])
            what = asked(text)
            marks[what.type] += 1
            text = f"{text[: what.span[0]]}，{text[what.span[1] :]}"
            return frozenset(self._words(text)), frozenset(marks.items())

        self._key = key

    def case_of(self, query: Query, records: Records) -> CaseId | None:
        """The case that is known to answer the query; None where none is, or it was changed since.

        Nearly the same question: the same content words, numbers and negations, and the same asked for.
        """
        held = self._held()
        alone = query.act is Act.ASK and query.want is Want.FACT and not (query.edit or query.within)
        if not held or not alone:
            return None
        if self._made[0] is not held:
            self._made = held, self._by_key(held)
        words, marks = self._key(query.text)
        found = self._made[1].get((words, marks)) if words else None
        if found is None or (query.collections and found.case.collection not in query.collections):
            return None
        case = records.case(found.case)
        return found.case if case is not None and case.sha256 == found.sha256 else None

    def _by_key(self, held: Sequence[Confirmed]) -> dict[Key, Confirmed]:
        return {self._key(one.question): one for one in held}
