"""Case → chunks: the pieces that are embedded, each an exact span of one field of the case."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from data.text import SENTENCE_ENDS, Span, clauses, sentences
from data.types import SUMMARY, TITLE, Case, CaseId, Field
from data.values import dataclass

VERSION = 3
"""Part of the index's state: raised when the same case would be cut otherwise, and old ones are redone."""

DIGEST = 12
"""Hex digits of a text's SHA-256 that tell it from others here."""
WHOLE_LIMIT = 400
"""Characters of a whole chunk. A summary of 180 is one; with a title some 400 fill E5's 512 tokens."""
PART_LEAST = 20
"""Characters a part has at least: single clauses (4-15) are too short to mean anything on their own."""
LONG_FIELD = 600
"""Fields longer than this are parted by sentences: clauses would make a hundred vectors of one section."""
FINE = 3_000
"""Cases of a collection up to which its parts are embedded beside the wholes; of a larger one only the wholes are:
a fifth of the vectors and half the time to embed them (what it costs in quality is in DECISIONS.md)."""
TITLE_LIMIT = 200
"""Characters of the title that go before a whole chunk; published titles have up to 60."""

WHOLE, PART, ASKED = "whole", "part", "asked"
"""Kinds of chunk; an asked one is a question that the case answers, to find it by and never to be quoted."""


@dataclass(frozen=True, slots=True)
class Ref:
    """What a chunk's id says: which span of which case, and the digest of the text that was embedded."""

    case: CaseId
    kind: str
    field: str
    start: int
    end: int
    digest: str

    def __str__(self) -> str:
        name = self.field.replace("%", "%25").replace(":", "%3A")
        span = f"{self.start}-{self.end}"
        return f"{self.case.collection}:{self.case.number}:{self.kind}:{name}:{span}:{self.digest}"

    @classmethod
    def parse(cls, id_: str) -> Ref | None:
        """The parts of an id; None where it is no id of ours."""
        try:
            collection, number, kind, name, span, digest = id_.rsplit(":", 5)
            start, _, end = span.partition("-")
            field = name.replace("%3A", ":").replace("%25", "%")
            return cls(CaseId(collection, int(number)), kind, field, int(start), int(end), digest)
        except ValueError:
            return None

    def fits(self, case: Case) -> bool:
        """Whether `case` still has the very text that was embedded under this id, or that the question was put to."""
        if self.kind == ASKED:
            return self.field == case.sha256[:DIGEST]
        text = case.text_of(self.field)
        if text is None or not 0 <= self.start < self.end <= len(text):
            return False
        return digest_of(_embedded(case, self.kind, text[self.start : self.end])) == self.digest


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a case: `text` is what is embedded, `case.text_of(field)[start:end]` what it stands for."""

    case: CaseId
    kind: str
    field: str
    start: int
    end: int
    text: str

    @property
    def digest(self) -> str:
        return digest_of(self.text)

    @property
    def id(self) -> str:
        """The same for the same text at the same place, so adding twice changes nothing."""
        return str(Ref(self.case, self.kind, self.field, self.start, self.end, self.digest))


def digest_of(text: str) -> str:
    """The first 12 hex digits of the text's SHA-256: one text, one digest, whichever case it is in."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]


def asked_chunks(case: Case, questions: Iterable[str]) -> list[Chunk]:
    """The chunks of questions that `case` answers; in the place of a field they name its digest."""
    told = case.sha256[:DIGEST]
    return [Chunk(case.id, ASKED, told, at, at + 1, text) for at, text in enumerate(dict.fromkeys(questions))]


def large(cases: Iterable[Case]) -> frozenset[str]:
    """The collections that have so many of `cases` that no parts of theirs are embedded."""
    return frozenset(name for name, often in Counter(c.id.collection for c in cases).items() if many(often))


def many(cases: int) -> bool:
    """Whether a collection of so many cases has no parts in the index."""
    return cases > FINE


def chunks(case: Case, parts: bool = True) -> list[Chunk]:
    """The chunks of a case, ids distinct; whole chunks and parts each cover every field from end to end.

    A case without any text is found by its title. Of fields of one name only the first can be cited; one that only
    gives a value (2024年1月, 商标) beside text has none, for by itself it is like everything and nothing.
    """
    found: list[Chunk] = []
    seen = {TITLE}
    told = not all(map(is_value, case.fields))
    for field in case.fields:
        text, known = field.text, field.name in seen
        seen.add(field.name)
        if known or not text.strip() or (told and is_value(field)):
            continue
        found += _made(case, WHOLE, field.name, text, _wholes(text))
        if not parts:
            continue
        units = sentences(text) if len(text) > LONG_FIELD else clauses(text)
        found += _made(case, PART, field.name, text, _at_least(PART_LEAST, _short(text, units)))
    if not found and case.title.strip():
        found += _made(case, WHOLE, TITLE, case.title, [(0, len(case.title))])
    return found


def is_value(field: Field) -> bool:
    """Whether a field beside the summary is a value rather than something told: a few words that are no sentence."""
    return field.name != SUMMARY and len(field.text) < PART_LEAST and SENTENCE_ENDS.isdisjoint(field.text)


def _made(case: Case, kind: str, name: str, text: str, spans: Iterable[Span]) -> list[Chunk]:
    return [
        Chunk(case.id, kind, name, start, end, _embedded(case, kind, text[start:end])) for start, end in spans
    ]


def _wholes(text: str) -> list[Span]:
    if len(text) <= WHOLE_LIMIT:
        return [(0, len(text))]
    return _up_to(WHOLE_LIMIT, _short(text, sentences(text)))


def _embedded(case: Case, kind: str, piece: str) -> str:
    """The text that is embedded for a piece: a part stands alone, a whole chunk follows its title."""
    return piece if kind == PART else f"{case.title[:TITLE_LIMIT]}\n{piece}"


def _short(text: str, spans: Iterable[Span]) -> list[Span]:
    """`spans` with those over WHOLE_LIMIT cut at clauses, and a clause too long itself anywhere."""
    cut: list[Span] = []
    for start, end in spans:
        if end - start <= WHOLE_LIMIT:
            cut.append((start, end))
            continue
        for first, last in clauses(text[start:end]):
            for at in range(start + first, start + last, WHOLE_LIMIT):
                cut.append((at, min(at + WHOLE_LIMIT, start + last)))
    return cut


def _up_to(limit: int, spans: Iterable[Span]) -> list[Span]:
    """Neighbouring spans joined while they stay within `limit` characters."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and end - joined[-1][0] <= limit:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _at_least(least: int, spans: Iterable[Span]) -> list[Span]:
    """Neighbouring spans joined until they have `least` characters; a shorter rest goes with the last."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] - joined[-1][0] < least:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    if len(joined) > 1 and joined[-1][1] - joined[-1][0] < least:
        joined[-2:] = [(joined[-2][0], joined[-1][1])]
    return joined
