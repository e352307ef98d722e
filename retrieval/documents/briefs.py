"""A record → the document as a value: its lines, its table and its notes, the same ones whenever it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import groupby

from data.numerals import chinese
from data.text import clauses, says_anything, trimmed
from data.types import TITLE, Case, CaseId, Collection, Records
from data.values import dataclass
from retrieval.cases.grouping import fitting, grouped, organisation_of, place_of
from retrieval.cases.statements import plain
from retrieval.cases.suits.course import course_of
from retrieval.cases.suits.sections import RESULT
from retrieval.documents.frames import Frame
from retrieval.documents.names import matter_of, short_name_of, subject_of
from retrieval.documents.record import Place, Record, Told
from retrieval.quoting.courses import decided_in

FLAT = 8
"""Up to so many cases stand one after the other; more are parted into groups."""
NAMED = 12
"""Cases that the lead names; of more it says how many."""
CHARTED = 10
"""From so many cases on a chart shows more than the headings."""
SHOWN, LONGEST_SHOWN = 14, 24
"""Words up to this long stand whole in a note; of longer ones the first clause, or how that begins."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a case, by their place."""

    case: Case
    field: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return (self.case.text_of(self.field) or "")[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Note:
    """What bears a statement out, as a person writes it; `spots` is empty where it says how was searched."""

    number: int
    text: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Words, and the number of the note that bears them out, which stands before `stop`."""

    text: str
    note: int | None = None
    stop: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `style` is title, date, h1, h2 or text; `case` is whose words it is about.

    `given`: what a person wrote (a title, a question), or what the program said of no case: nobody can check it.
    """

    style: str
    statements: tuple[Statement, ...]
    case: CaseId | None = None
    given: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A document that every format renders alike; `listed` heads the table of its cases, `noted` its notes."""

    record: Record
    lines: tuple[Line, ...]
    listed: str
    table: Table
    noted: str
    notes: tuple[Note, ...]
    collections: tuple[Collection, ...]
    used: tuple[Case, ...]
    charts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Grouping → group → number of cases, where looking beats reading."""

    @property
    def title(self) -> str:
        return self.record.title


def compose(record: Record, records: Records) -> Brief:
    """The document; KeyError where the catalog lacks a case or a collection of it, ValueError for places there are not."""
    pen = _Pen(record, records)
    lines = (*pen.opening(), *(pen.conversation() if record.turns else pen.cases()))
    at = sum(line.style == "h1" for line in lines)
    say = pen.say
    return Brief(
        record=record,
        lines=lines,
        listed=_numbered(at, say("list"), record.lang),
        table=pen.table(),
        noted=say("notes"),
        notes=tuple(pen.notes),
        collections=tuple(c for c in records.collections if c.id in {k.id.collection for k in pen.used}),
        used=pen.used,
        charts=_charts(pen.used) if not record.turns else {},
    )


def _charts(cases: tuple[Case, ...]) -> dict[str, dict[str, int]]:
    if len(cases) < CHARTED:
        return {}
    return {
        by: {name: len(group) for name, group in grouped(cases, by).items()} for by in ("region", "theme")
    }


class _Pen:
    """Writes the parts of one document over one state of the catalog, noting what it says of cases."""

    def __init__(self, record: Record, records: Records) -> None:
        self.record, self.say = record, Frame(record.lang)
        self.notes: list[Note] = []
        held = {case.id: case for case in records.cases}
        self._cases = {told.case: held[told.case] for told in record.every()}
        self._collections = {c.id: c for c in records.collections}
        self._total = sum(case.id.collection in record.scope for case in records.cases)
        self.used = tuple(self._cases.values())
        self.several = len({case.id.collection for case in self.used}) > 1

    def opening(self) -> Iterator[Line]:
        """Title, date, and the lead of a briefing."""
        yield Line("title", (Statement(plain(self.record.title)),), given=True)
        yield Line("date", (Statement(self.record.date),))
        if not self.record.turns:
            yield Line("text", tuple(self._lead()))

    def cases(self) -> Iterator[Line]:
        """The cases, in groups where they are many or groups were asked for; those judged by meaning last."""
        record = self.record
        said = [told for told in record.told if told.tier == "said"]
        meant = [told for told in record.told if told.tier != "said"]
        if record.by is None and len(record.told) <= FLAT:
            for at, told in enumerate((*said, *meant)):
                if said and at == len(said):
                    yield Line(
                        "text", (Statement(self.say("meant here", count=len(meant), topic=self._topic)),)
                    )
                yield from self._case(told, "h1", at)
            return
        groups = list(self._groups(said or meant))
        if said and meant:
            groups.append((self.say("meant group", count=len(meant)), meant))
        for at, (name, members) in enumerate(groups):
            yield Line("h1", (Statement(_numbered(at, name, record.lang)),))
            for below, told in enumerate(members):
                yield from self._case(told, "h2", below)

    def conversation(self) -> Iterator[Line]:
        """A section a question, a paragraph a case."""
        for at, turn in enumerate(self.record.turns):
            asked = _numbered(at, plain(turn.question), self.record.lang)
            yield Line("h1", (Statement(asked),), given=True)
            if turn.remark:
                yield Line("text", (Statement(plain(turn.remark)),), given=True)
            for told in turn.told:
                case = self._cases[told.case]
                name = f"《{plain(case.title)}》{self.say('colon') if told.done else ''}"
                first, *rest = self._statements(told, case)
                yield Line("text", (Statement(name + first.text, first.note, first.stop), *rest), told.case)

    def table(self) -> Table:
        """The cases used; places and bodies only where most of the cases have them."""
        say = self.say
        columns = [
            (say("number"), [self._mark(case).replace("案例", "") for case in self.used]),
            (say("name"), [plain(case.title) for case in self.used]),
        ]
        places = [place_of(case) for case in self.used]
        if places.count("—") <= len(places) / 2:
            columns.append((say("place"), places))
        if sum(bool(subject_of(case)) for case in self.used) > len(self.used) / 2:
            columns.append((say("body"), [organisation_of(case) for case in self.used]))
        rows = zip(*(cells for _, cells in columns), strict=True)
        return Table(tuple(name for name, _ in columns), tuple(rows))

    @property
    def _topic(self) -> str:
        return plain(self.record.topic)

    def _groups(self, told: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
        cases = [self._cases[one.case] for one in told]
        of = {one.case: one for one in told}
        for name, members in grouped(cases, self.record.by or fitting(tuple(cases))).items():
            yield (
                self.say("group", name=name, count=len(members)),
                [of[case.id] for case in members],
            )

    def _case(self, told: Told, style: str, at: int) -> Iterator[Line]:
        case = self._cases[told.case]
        name = short_name_of(case)
        heading = f"{name}{self.say('colon')}{matter_of(case)}" if name else case.title
        yield Line(style, (Statement(_numbered(at, plain(heading), self.record.lang, style)),), told.case)
        yield Line("text", tuple(self._statements(told, case)), told.case)

    def _statements(self, told: Told, case: Case) -> Iterator[Statement]:
        label = f"{self._label(case)}·" if self.several else ""
        mark = self.say("mark", label=label, number=case.number)
        parts = [
            (lead, name, tuple(self._spot(case, place) for place in places))
            for part, lead in ((told.done, ""), (told.came, self._led(told, case)))
            for name, places in groupby(part, key=lambda place: place[0])
        ]
        for at, (lead, name, spots) in enumerate(parts):
            words = self.say("pause").join(quotation(spot.text) for spot in spots)
            last = at == len(parts) - 1
            stop = self.say("stop" if last else "and")
            yield Statement(f"{lead}{words}{mark if last else ''}", self._note(case, name, spots), stop)
        if not told.done and not told.came:
            spot = self._spot(case, (TITLE, 0, len(case.title)))
            yield Statement(mark.strip(), self._note(case, TITLE, (spot,)), self.say("stop"))

    def _led(self, told: Told, case: Case) -> str:
        decided = decided_in(case) if len(case.fields) > 1 else None
        ruled = any(RESULT.search(name) for name, *_ in told.came) or decided or course_of(case).rulings
        return self.say("ruled" if ruled else "came")

    def _spot(self, case: Case, place: Place) -> Spot:
        name, start, end = place
        text = case.text_of(name)
        if text is None or not 0 <= start < end <= len(text):
            raise ValueError(f"案例{case.number} {name} {start}–{end}")
        return Spot(case, name, start, end)

    def _note(self, case: Case, name: str, spots: Sequence[Spot]) -> int:
        text = self.say(
            "note",
            collection=f"《{plain(self._collections[case.id.collection].title)}》",
            number=case.number,
            section=self.say(name) if name in ("summary", TITLE) else plain(name),
            words=self.say("comma").join(self._located(plain(spot.text)) for spot in spots),
        )
        text += self.say("recognised") if case.recognised else ""
        self.notes.append(Note(len(self.notes) + 1, text, tuple(spots)))
        return len(self.notes)

    def _located(self, words: str) -> str:
        """Words as a note gives them: whole where they are few, else how they begin."""
        if len(words) <= SHOWN:
            return quotation(words)
        start, end = next((s for s in clauses(words) if says_anything(words, *s)), (0, len(words)))
        start, end = trimmed(words, (start, end))
        if end - start > LONGEST_SHOWN:
            return self.say("from", words=quotation(f"{words[start : _even(words, start + SHOWN)]}……"))
        shown = quotation(words[start:end])
        return shown if end == len(words) else self.say("from", words=shown)

    def _mark(self, case: Case) -> str:
        return f"{self._label(case)}·案例{case.number}" if self.several else f"案例{case.number}"

    def _label(self, case: Case) -> str:
        collection = self._collections[case.id.collection]
        return plain(collection.label or collection.title)

    def _lead(self) -> Iterator[Statement]:
        record, say = self.record, self.say
        titles = [plain(self._collections[id_].title) for id_ in record.scope]
        cases = say("typical" if titles and all("典型案例" in title for title in titles) else "cases")
        said = [self._cases[told.case] for told in record.told if told.tier == "said"]
        meant = [self._cases[told.case] for told in record.told if told.tier != "said"]
        facts = {"total": self._total, "cases": cases, "topic": self._topic}
        first = said or meant
        name = "chosen" if not record.topic else _lead_of(record, bool(said))
        text = say(name, **facts, count=len(first), names=self._names(first))
        if said and meant:
            text += say("meant too", count=len(meant), names=self._names(meant))
        how = say("given" if not record.topic else "every" if record.complete else "by meaning")
        note = say(
            "searched",
            collections="".join(f"《{title}》" for title in titles),
            total=self._total,
            how=how,
            test=_without_blanks(plain(record.test)),
        )
        self.notes.append(Note(len(self.notes) + 1, note))
        yield Statement(text, len(self.notes))

    def _names(self, cases: Sequence[Case]) -> str:
        """What the cases are called, or their numbers where they are not told by who acts."""
        comma, more = self.say("comma"), len(cases) > NAMED
        names = [short_name_of(case) for case in cases]
        if not self.several and names.count("") > len(names) / 2:
            shown = [self._mark(case) for case in cases]  # a line breaks before each, and is not drawn out
        else:
            twice = {name for name in names if names.count(name) > 1}
            pairs = zip(names, cases, strict=True)
            marked = [(name, self._mark(case)) for name, case in pairs]
            shown = [f"{n}（{mark}）" if n and n in twice else n or mark for n, mark in marked]
        told = comma.join(shown[:NAMED])
        return self.say("and more", names=told, count=len(shown)) if more else told


def _lead_of(record: Record, said: bool) -> str:
    """Which sentence leads: a theme is what cases speak of, a place or a body is where they are from."""
    if not said:
        return "meant"
    return (
        "said"
        if re.search(r"写到|提到|意思|主题|相近|涉及", record.test) and "？" not in record.topic
        else "fits"
    )


def quotation(text: str) -> str:
    """Words in quotation marks as they are set: those inside become single (GB/T 15834)."""
    return f"“{_inner(plain(text))}”"


def _inner(text: str) -> str:
    return text.replace("“", "‘").replace("”", "’")


def _even(text: str, at: int) -> int:
    """`at`, or the nearest place before it that is inside no number and no word of Latin letters."""
    while 0 < at < len(text) and text[at].isascii() and text[at].isalnum() and text[at - 1].isascii():
        at -= 1
    return at or len(text) // 2


def _numbered(at: int, heading: str, lang: str, style: str = "h1") -> str:
    """一、heading and （一）heading, as official documents count; 1. and (1) in English."""
    if lang == "en":
        return f"({at + 1}) {heading}" if style == "h2" else f"{at + 1}. {heading}"
    return f"（{chinese(at + 1)}）{heading}" if style == "h2" else f"{chinese(at + 1)}、{heading}"


def _without_blanks(text: str) -> str:
    """`text` without the blanks between Chinese characters."""
    first, *rest = text.split(" ")
    for part in rest:
        between = first[-1:] >= "一" and part[:1] >= "一"
        first += part if between else f" {part}"
    return first
