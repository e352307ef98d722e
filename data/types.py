"""The vocabulary of the program: frozen values that every room shares."""

from __future__ import annotations

import dataclasses
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from data.values import dataclass

TITLE = "title"
SUMMARY = "summary"
RECOGNISED = "文字识别，引用前请核对原件"
"""What is said of everything that was read from pictures."""


class CaseId(NamedTuple):
    """The identity of a case for ever: the collection's short id and the published number.

    A tuple, since a question looks up thousands: its hash takes a quarter of a frozen dataclass's time.
    """

    collection: str
    number: int


@dataclass(frozen=True, slots=True)
class Field:
    """One named text of a case: `summary`, or a section such as 基本案情."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One numbered entry of a published list; `fields` are in published order."""

    id: CaseId
    title: str
    fields: tuple[Field, ...]
    recognised: bool = False
    """Whether its words were recognised in pictures, and may be wrong."""

    @property
    def number(self) -> int:
        return self.id.number

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of title and fields, length-prefixed so that no two cases share a digest.

        Of a recognised case it is another: words that were published are not words that were recognised.
        """
        digest = hashlib.sha256()
        for part in (self.title, *(p for f in self.fields for p in (f.name, f.text))):
            encoded = part.encode("utf-8")
            digest.update(b"%d:" % len(encoded))
            digest.update(encoded)
        if self.recognised:
            digest.update(b"recognised")
        return digest.hexdigest()

    def text_of(self, name: str) -> str | None:
        """The text of the field `name` (or of `title`); None where the case has no such field."""
        if name == TITLE:
            return self.title
        for (
            one
        ) in self.fields:  # asked of hundreds of cases a question: a generator takes three times as long
            if one.name == name:
                return one.text
        return None

    def as_json(self) -> dict[str, object]:
        """The public form of a case, as `anwen case N --json` prints it."""
        return {
            "collection": self.id.collection,
            "number": self.id.number,
            "title": self.title,
            "fields": {f.name: f.text for f in self.fields},
            "sha256": self.sha256,
            **({"recognised": RECOGNISED} if self.recognised else {}),
        }


@dataclass(frozen=True, slots=True)
class Collection:
    """One published list: stable id, full title, short label (第二批), where it was read from."""

    id: str
    title: str
    label: str
    source: str
    source_sha256: str
    issued: str = ""
    """The day of the notice that published it, YYYY-MM-DD; empty where it does not say."""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A question that people confirmed `case` to answer, as it was then: `sha256`."""

    question: str
    case: CaseId
    sha256: str


@dataclass(frozen=True, slots=True)
class Records:
    """Everything the catalog holds at one revision: what an answer may be made from.

    `cases` are ordered by collection (order of arrival), then number; `updated` is UTC ISO 8601.
    """

    revision: int
    updated: str
    collections: tuple[Collection, ...]
    cases: Sequence[Case]
    stamp: str = field(default="", compare=False)
    """Drawn at random at the change that led here: no two contents share one, whatever their revision."""

    @property
    def state(self) -> str:
        """The name of this content."""
        return f"{self.revision} {self.updated} {self.stamp}"

    def of(self, collection: str) -> Iterator[Case]:
        kept = getattr(self.cases, "of", None)  # of a large catalog, whose cases are read one by one
        return kept(collection) if kept else (c for c in self.cases if c.id.collection == collection)

    def case(self, id_: CaseId) -> Case | None:
        """The case of that identity; None where there is none."""
        kept = getattr(self.cases, "get", None)
        return kept(id_) if kept else next((case for case in self.cases if case.id == id_), None)

    def sizes(self) -> dict[str, int]:
        """How many cases each collection has that has any."""
        kept: dict[str, int] | None = getattr(self.cases, "sizes", None)
        return dict(Counter(case.id.collection for case in self.cases)) if kept is None else kept


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A verbatim span: `text == case.text_of(field)[start:end]`, in Unicode code points, half-open.

    `answer` is the span within the field (code points) that is the answer asked for, where one was found.
    """

    field: str
    start: int
    end: int
    text: str
    answer: tuple[int, int] | None = dataclasses.field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Citation:
    """A case plus the quotes that bear a statement out.

    `tier`: `said` where words or fields of the case pass the test, `meant` where it was judged by meaning.
    """

    case: Case
    quotes: tuple[Quote, ...]
    tier: str = "said"


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that have something in common: `key` says what, `cases` are in the catalog's order."""

    key: str
    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A part of an answer that may also be shown as a table: the heads of its columns, and its rows cell by cell."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that a model wrote and that the quotes of `support` bear out; `score` in [0, 1] says how far."""

    text: str
    support: tuple[Citation, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Spent:
    """What asking models cost: calls, tokens read and written, and money where a price is set."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float | None = None

    def and_(self, other: Spent) -> Spent:
        cost = None if self.cost is None and other.cost is None else (self.cost or 0.0) + (other.cost or 0.0)
        return Spent(
            self.calls + other.calls,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            cost,
        )


class Intent(StrEnum):
    """What kind of answer is asked for."""

    FACT = "fact"
    LIST = "list"
    COUNT = "count"
    GROUPS = "groups"
    COMPARE = "compare"
    LOOKUP = "lookup"
    BRIEF = "brief"
    CHAT = "chat"
    HELP = "help"


class BasisKind(StrEnum):
    """How the cited cases were chosen."""

    LOOKUP = "lookup"
    FIELD = "field"
    KEYWORD = "keyword"
    SEMANTIC = "semantic"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Basis:
    """The test the cited cases passed; `complete` when every case in scope was put to it.

    `rule` is the name of the way that answered.
    """

    kind: BasisKind
    test: str
    complete: bool
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as searched, with follow-ups resolved: shown to the person, and undoable."""

    text: str
    intent: Intent
    collections: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()
    query: str = ""
    """The Query as it was executed, one line of JSON (retrieval.question.query)."""
    unused: tuple[str, ...] = ()
    """Content words of the question that entered no condition."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """Which state of the catalog an answer was made from."""

    revision: int
    cases: int
    updated: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. `text` carries [案例N] markers, one at least for each of `citations`.

    A refusal has `refused` set, a `reason` for a person, and no citations. Where a model wrote, `mode` is llm and
    `sentences` are its sentences; `notice`, the last line of `text` then, says what was left out or why none is.
    After it `remark`, where cited words were recognised in pictures.
    """

    question: str
    understood: Understood
    text: str
    citations: tuple[Citation, ...]
    basis: Basis
    index: IndexState
    refused: bool = False
    reason: str | None = None
    count: int | None = None
    groups: tuple[Group, ...] = ()
    stated: bool | None = None
    """False where the case is meant but does not say what is asked in so many words; None where not told."""
    sure: float | None = None
    """How probably anything here is meant at all; None where words, places or numbers decided and none was told."""
    mode: str = "extractive"
    model: str | None = None
    elapsed_ms: float = 0.0
    labels: dict[str, str] = field(default_factory=dict)
    """Collection id → short label, for citations when several collections are in play; else empty."""
    sentences: tuple[Sentence, ...] = ()
    notice: str | None = None
    remark: str | None = None
    spent: Spent | None = None
    """What models cost; None where none was asked."""
    table: Table | None = None
    """What `text` says line by line, as a table, where it is one."""
    near: tuple[Case, ...] = ()
    """Cases worth a look though none is cited: of a refusal the few that it looked at, or the nearest where one is really near;
    of a total what was counted."""

    def marker(self, case: CaseId) -> str:
        """The citation mark of a case: [案例8], or [第二批·案例8] among several collections."""
        return marker(case, self.labels)


def marker(case: CaseId, labels: Mapping[str, str]) -> str:
    """Write the citation mark of `case`; `labels` is empty while one collection is in play."""
    label = labels.get(case.collection)
    return f"[{label}·案例{case.number}]" if label else f"[案例{case.number}]"


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange: what was asked, how it was read, and which cases the answer cited, in order."""

    question: str
    understood: Understood
    cited: tuple[CaseId, ...]
    refused: bool = False
    near: tuple[CaseId, ...] = ()
    """Where none is cited, the cases that are worth a look, or were counted."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The earlier turns, oldest first; a value, so undoing a turn is keeping the older one."""

    turns: tuple[Turn, ...] = ()
    pointed: bool = False
    """Whether the newest turn is the one that is replied to, and not only the one before."""
    unseen: int = 0
    """How many of the newest turns were not answered yet when the next question was sent: it can hardly go on about them."""

    def then(self, answer: Answer) -> Conversation:
        """This conversation with `answer` as its newest turn."""
        turn = Turn(
            question=answer.question,
            understood=answer.understood,
            cited=tuple(c.case.id for c in answer.citations),
            refused=answer.refused,
            near=tuple(case.id for case in answer.near),
        )
        return Conversation((*self.turns, turn))
