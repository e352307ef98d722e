"""The collections that a question names, in any way people name them: 第二批, 农村电商的那批, 消费者权益保护·案例15."""

from __future__ import annotations

from collections.abc import Iterator

from data.numerals import number_of
from data.patterns import regex
from data.text import fold
from data.types import Collection
from data.values import dataclass
from retrieval.language import dates
from retrieval.lexicon.listed import listed

_BATCH = listed("batch")


@dataclass(frozen=True, slots=True)
class NamedCollections:
    """The collections a text names, each with the span that names it; a batch that there is not."""

    found: tuple[tuple[str, tuple[int, int]], ...] = ()
    unknown: str | None = None


_OF_COLLECTION, _OTHER_BATCH = listed("of_collection"), listed("other_batch")
"""What behind a part of a collection's title makes it the collection's name: 农村电商的那批, 消费者权益保护·案例15."""
_GENERIC = listed("generic_title")


def find_collections(text: str, collections: tuple[Collection, ...]) -> NamedCollections:
    """The collections `text` (folded) names: by batch, label, or a part of a title that tells one apart."""
    batch, unknown = _batch(text, collections)
    if unknown is None and not batch:
        other = _OTHER_BATCH.search(text)
        unknown = other[0] if other else _another_list(text, collections)
    found: list[tuple[str, tuple[int, int]]] = []
    if batch:
        spans = [span for _, span in batches(text)]
        found += [(id_, spans[0]) for id_ in batch]
    if len(collections) > 1:
        for collection in collections:
            span = _titled(text, collection, collections)
            if span and collection.id not in batch:
                found.append((collection.id, span))
    return NamedCollections(tuple(found), unknown if not found else None)


# 劳动争议那批典型案例里, 那份专利侵权十大案件 · not 那批典型案例里, nor 这批
_A_LIST = regex(
    r"(?P<before>[一-鿿]{2,10}?)(?:的)?那[批份套本](?:典型|指导性?|优秀|十大)(?:案例|案件)|"
    r"那[批份套本](?P<behind>[一-鿿]{2,12}?)的?(?:典型|指导性?|优秀|十大)(?:案例|案件)"
)
OWN = 0.5
"""Share of the pairs of characters of what tells a list apart, from which on it is the title of one that is held."""


def _another_list(text: str, collections: tuple[Collection, ...]) -> str | None:
    """The words of `text` that name a published list by a matter that no title or label of `collections` speaks of."""
    match = _A_LIST.search(text)
    if match is None or ((when := dates.asked(text)) and match[0] in text[text.find(when.words) :]):
        return None  # 22年出的那批指导案例: of that year
    matter = (match["before"] or match["behind"]).removesuffix("的")
    pairs = {matter[at : at + 2] for at in range(len(matter) - 1)}
    titles = [fold(one.title + one.label) for one in collections]
    held = max((sum(pair in title for pair in pairs) for title in titles), default=0)
    return match[0] if held < OWN * len(pairs) else None


def _titled(text: str, one: Collection, every: tuple[Collection, ...]) -> tuple[int, int] | None:
    """Where `text` names `one` by its label or by a part of its title that no other collection has."""
    names = {fold(one.label), *(part for part in _GENERIC.split(fold(one.title)) if len(part) > 1)}
    others = [fold(c.title + c.label) for c in every if c.id != one.id]
    told = sorted({part for name in names for part in _parts(name)}, key=lambda part: (-len(part), part))
    for part in told:
        at = text.find(part)
        if at < 0 or any(part in other for other in others):
            continue
        cue = _OF_COLLECTION.match(text, at + len(part))
        if cue:
            return at, cue.end()
    return None


def _parts(name: str) -> Iterator[str]:
    for size in range(len(name), 1, -1):
        for at in range(len(name) - size + 1):
            yield name[at : at + size]


def _batch(text: str, collections: tuple[Collection, ...]) -> tuple[tuple[str, ...], str | None]:
    """The collections a 第N批 names; or the words themselves where no collection is that batch."""
    found: list[str] = []
    for number, (start, end) in batches(text):
        same = [c.id for c in collections if any(number == own for own, _ in batches(c.title))]
        if not same:
            return (), text[start:end]
        found += same
    return tuple(dict.fromkeys(found)), None


def batches(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """The number of each 第二批 and where it stands; 第几批 has none."""
    for match in _BATCH.finditer(text):
        number = number_of(match[0].strip("第头首批 ") or "一")
        if number is not None:
            yield number, match.span()
