"""What a model is given to write from: the judged cases, numbered 1 to n, as much of each as fits."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from data.text import sentences
from data.types import Quote
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.wording.extractive import Entry

LEAST = 120
"""Code points of a case below which it is not worth giving: cases that would get less are left to their quotes."""
_FENCES = [one + other for marks in ("<＜", ">＞") for one in marks for other in marks]


@dataclass(frozen=True, slots=True)
class Piece:
    """One case as it is given; `whole` unless parts of it were left out."""

    profile: Profile
    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The pieces in the order of their numbers, and how many cases of the answer are not among them."""

    pieces: tuple[Piece, ...]
    left_out: int

    @property
    def digest(self) -> str:
        """The first 16 hex digits of the SHA-256 of all that is given."""
        told = "\0".join(f"{p.profile.id}\0{p.profile.case.title}\0{p.text}" for p in self.pieces)
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def shown(self, fence: str) -> str:
        """The pieces as the model reads them; no text of a case can end its own fence.

        A title goes only with parts of a case, which need it: small models repeat titles and nothing else.
        """
        told = [p.text if p.whole else f"{p.profile.case.title}\n{p.text}" for p in self.pieces]
        return "\n".join(f"<<<{fence} {at}\n{harmless(text)}\n{fence}>>>" for at, text in enumerate(told, 1))


def gather(entries: Sequence[Entry], profiles: Sequence[Profile], room: int) -> Evidence:
    """The cases of `entries` (their `profiles` alongside) within `room` code points, shared out alike."""
    count = min(len(entries), max(room // LEAST, 1))
    share = room // count
    pieces = []
    for entry, profile in list(zip(entries, profiles, strict=True))[:count]:
        text = _whole(entry)
        if len(text) <= share:
            pieces.append(Piece(profile, text, True))
        else:
            pieces.append(Piece(profile, parts(entry, share), False))
    return Evidence(tuple(pieces), len(entries) - count)


def harmless(text: str) -> str:
    """`text` without what would look like a fence."""
    for fence in _FENCES:
        text = text.replace(fence, "〈")
    return text


def _whole(entry: Entry) -> str:
    fields = entry.case.fields
    return "\n".join(f.text if len(fields) == 1 else f"【{f.name}】{f.text}" for f in fields)


def parts(entry: Entry, share: int) -> str:
    """Of a long case the sentences that its quotes stand in, then its openings, as far as there is room."""
    told: list[tuple[int, int, int]] = []
    used = 0
    fields = entry.case.fields
    wanted = [
        *(_sentence_of(entry, q) for q in entry.quotes),
        *((at, 0, _opening(f.text)) for at, f in enumerate(fields)),
    ]
    for at, start, end in wanted:
        size = min(end - start, share - used)
        if size > 0 and not any(a == at and s < end and start < e for a, s, e in told):
            told.append((at, start, start + size))
            used += size
    return "\n……\n".join(
        (f"【{fields[at].name}】" if len(fields) > 1 else "") + fields[at].text[start:end]
        for at, start, end in sorted(told)
    )


def _sentence_of(entry: Entry, quote: Quote) -> tuple[int, int, int]:
    for at, field in enumerate(entry.case.fields):
        if field.name == quote.field:
            around = [span for span in sentences(field.text) if span[0] < quote.end and quote.start < span[1]]
            return at, around[0][0] if around else quote.start, around[-1][1] if around else quote.end
    return 0, 0, 0


def _opening(text: str) -> int:
    return next((end for _, end in sentences(text)), 0)
