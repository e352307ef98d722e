"""What a model that read cases says of them: which are meant, each with the clause that shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from data.text import clauses, fold, split_at, trimmed
from data.types import TITLE, Case, CaseId, Quote
from data.values import dataclass
from retrieval.quoting.sentences import quoted_ends

LEAST = 4
"""Characters of the shortest clause that shows anything."""
_GAPS, _MARKS, _QUOTES = "…⋯", "，。；：、,;:!?！？.", frozenset("“”‘’\"'「」『』")
_EDGES = " \t\n“”‘’\"'「」『』"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The cases that are meant, in the order they were given, with their quotes; `read` cases were looked at.

    `whole`: these were all cases in scope, in full.
    """

    members: Mapping[CaseId, tuple[Quote, ...]]
    read: int
    whole: bool


def held(case: Case, told: str) -> tuple[Quote, ...]:
    """The quotes of `case` that `told` repeats word for word (white space and width apart), each of whole clauses.

    Empty where any part of it is not there: then nothing is shown.
    """
    parts = [
        part for part in (p.strip(_EDGES + ".") for p in split_at(told.replace("...", "…"), _GAPS)) if part
    ]
    found = [_found(case, part) for part in parts]
    quotes = [quote for quote in found if quote is not None]
    if not quotes or len(quotes) < len(found):
        return ()
    return tuple(sorted(_apart(quotes), key=lambda q: (q.field, q.start)))


def _apart(quotes: Sequence[Quote]) -> Iterator[Quote]:
    """Without those that overlap an earlier one."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(o.field == quote.field and o.start < quote.end and quote.start < o.end for o in kept):
            kept.append(quote)
            yield quote


def _found(case: Case, part: str) -> Quote | None:
    wanted, title = (_dense(text)[0].strip(_MARKS) for text in (part, case.title))
    if len(wanted) > len(title) and wanted.startswith(title):
        wanted = wanted.removeprefix(title).strip(
            _MARKS
        )  # what stands above a case, and then its first words
    if len(wanted) < LEAST:
        return None
    for name, text in [*((f.name, f.text) for f in case.fields), (TITLE, case.title)]:
        dense, at = _dense(text)
        start = dense.find(wanted)
        if start >= 0:
            return _widened(name, text, at[start], at[start + len(wanted) - 1] + 1)
    return None


def _widened(name: str, text: str, start: int, end: int) -> Quote:
    """The clauses that `text[start:end]` lies in, without marks at their ends.

    A sentence that is quoted ends within a clause: what stands beyond that is left out.
    """
    around = [(s, e) for s, e in clauses(text) if s < end and start < e]
    if around:
        first = max((at for at in quoted_ends(text, around[0][0], start)), default=around[0][0])
        last = min((at for at in quoted_ends(text, end - 1, around[-1][1])), default=around[-1][1])
        start, end = trimmed(text, (first, last))
    return Quote(name, start, end, text[start:end])


def _dense(text: str) -> tuple[str, list[int]]:
    """`text` without white space and quotation marks, folded, and where each of its characters stood.

    Models write ‘麻雀式’ for “麻雀式” where they write JSON.
    """
    at = [place for place, char in enumerate(text) if not char.isspace() and char not in _QUOTES]
    return "".join(fold(text[place]) for place in at), at
