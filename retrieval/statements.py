"""What a briefing says, each statement with what bears it out; written and checked by the same functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from data.patterns import regex
from data.types import SUMMARY, TITLE, Case, CaseId, Collection, Quote, Records
from retrieval.grouping import GROUPINGS, charted, grouped, organisation_of, place_of

_FIELDS = {SUMMARY: "摘要", TITLE: "标题"}
BY = {"地区": "region", "实施主体": "organisation", "主题": "theme"}
"""What documents call the groupings."""
_QUOTED = regex(
    r"案例集 (?P<collection>\S+?)《(?P<title>.*?)》·案例(?P<number>\d+)·(?P<field>.+?) (?P<start>\d+)–(?P<end>\d+)"
    r"·「(?P<text>.*)」(?:·SHA-256 (?P<sha256>\w+))?",
    re.DOTALL,
)
_COUNTED = regex(r"统计·(?P<kind>\w+)·(?P<cases>[^·]*)(?:·(?P<detail>.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of a case."""

    case: Case
    quote: Quote


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact computed from cases: `kind` is 总数, 范围, 分组 or a key of BY; `detail` is what it is computed by."""

    kind: str
    cases: tuple[CaseId, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What bears a statement out, by the number that the statement carries."""

    number: int
    source: Quoted | Counted


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """What a note of a document says of a case, before it is believed."""

    collection: str
    title: str
    number: int
    field: str
    start: int
    end: int
    text: str
    sha256: str | None
    exact: bool = False
    """Whether white space counts too: a data file keeps it, a document sets it anew."""


def field_label(name: str) -> str:
    """What documents call a field."""
    return _FIELDS.get(name, plain(name))


def field_name(label: str) -> str:
    """The field that documents call so."""
    return next((name for name, shown in _FIELDS.items() if shown == label), label)


def plain(text: str) -> str:
    """`text` with every run of white space as one space: how a document shows it."""
    return " ".join(text.split())


def note_text(note: Note, collections: Iterable[Collection]) -> str:
    """The note as every format prints it; the note of a title carries the digest of the case."""
    source = note.source
    if isinstance(source, Counted):
        return "·".join(part for part in ("统计", source.kind, _ids(source.cases), source.detail) if part)
    case, quote = source.case, source.quote
    title = next(c.title for c in collections if c.id == case.id.collection)
    digest = f"·SHA-256 {case.sha256}" if quote.field == TITLE else ""
    place = f"{field_label(quote.field)} {quote.start}–{quote.end}"
    return f"案例集 {case.id.collection}《{plain(title)}》·案例{case.number}·{place}·「{plain(quote.text)}」{digest}"


def read_note(text: str) -> QuotedClaim | Counted | None:
    """What a printed note says; None where it is no note of ours."""
    text = plain(text)
    if match := _QUOTED.fullmatch(text):
        return QuotedClaim(
            match["collection"],
            match["title"],
            int(match["number"]),
            field_name(match["field"]),
            int(match["start"]),
            int(match["end"]),
            match["text"],
            match["sha256"],
        )
    if match := _COUNTED.fullmatch(text):
        ids = _read_ids(match["cases"])
        return None if ids is None else Counted(match["kind"], ids, match["detail"] or "")
    return None


def _ids(cases: Iterable[CaseId]) -> str:
    numbers: dict[str, list[str]] = {}
    for case in cases:
        numbers.setdefault(case.collection, []).append(str(case.number))
    return "；".join(f"{collection} 案例{'、'.join(held)}" for collection, held in numbers.items()) or "—"


def _read_ids(text: str) -> tuple[CaseId, ...] | None:
    found = []
    for part in text.split("；") if text != "—" else ():
        collection, slash, numbers = part.rpartition(" 案例")
        if not slash or not all(n.isascii() and n.isdigit() for n in numbers.split("、")):
            return None
        found += [CaseId(collection, int(number)) for number in numbers.split("、")]
    return tuple(found)


def chart_title(by: str) -> str:
    """What stands under the chart of a grouping."""
    return f"案例数，按{next(word for word, grouping in BY.items() if grouping == by)}"


def chart_texts(title: str, cases: Iterable[Case]) -> list[str] | None:
    """All that is written on the chart of that title over `cases`; None where there is no such chart."""
    by = next((by for by in GROUPINGS if chart_title(by) == title), None)
    if by is None:
        return None
    names, values = charted({name: len(group) for name, group in grouped(cases, by).items()})
    return [*names, *map(str, values), title]


def mark(case: Case, records: Records, several: bool) -> str:
    """案例8, or 第二批·案例8 among several collections."""
    label = next((c.label for c in records.collections if c.id == case.id.collection), "")
    return f"{plain(label)}·案例{case.number}" if several and label else f"案例{case.number}"


def named(case: Case, records: Records, several: bool) -> str:
    """案例8《…》."""
    return f"{mark(case, records, several)}《{plain(case.title)}》"


def row(case: Case, records: Records, several: bool) -> tuple[str, str, str, str]:
    """The case in the table of the cases used: number, name, place, organisation."""
    number = mark(case, records, several).replace("案例", "")
    return number, plain(case.title), place_of(case), organisation_of(case)


def quotation(quote: Quote) -> str:
    """The words as a statement gives them."""
    return f"「{plain(quote.text)}」"


def counted(fact: Counted, records: Records) -> str | None:
    """The sentence that `fact` comes to over `records`; None where it names what is not there."""
    held = {case.id: case for case in records.cases}
    if not held.keys() >= set(fact.cases) or len(set(fact.cases)) != len(fact.cases):
        return None
    cases = [held[id_] for id_ in fact.cases]
    if fact.kind in BY:
        shares = "、".join(f"{name}{len(group)}个" for name, group in grouped(cases, BY[fact.kind]).items())
        return f"按{fact.kind}：{shares}"
    if fact.kind == "分组":
        return _group(fact, cases)
    if fact.kind == "范围":
        return _scope(fact.detail, records)
    return f"符合标准的案例共{len(cases)}个" if fact.kind == "总数" else None


def _group(fact: Counted, cases: Iterable[Case]) -> str | None:
    by, _, name = fact.detail.partition("：")
    if by not in BY or any(GROUPINGS[BY[by]](case) != name for case in cases):
        return None
    several = len({id_.collection for id_ in fact.cases}) > 1
    members = _ids(fact.cases) if several else "案例" + "、".join(str(id_.number) for id_ in fact.cases)
    return f"{by}为“{name}”的案例共{len(fact.cases)}个：{members}"


def scope_detail(collections: Iterable[str], complete: bool, test: str) -> str:
    return f"{'、'.join(collections)}|{'逐案检查' if complete else '按意义判断，可能不全'}|{plain(test)}"


def _scope(detail: str, records: Records) -> str | None:
    names, _, rest = detail.partition("|")
    how, _, test = rest.partition("|")
    titles = {c.id: c.title for c in records.collections}
    ids = names.split("、")
    if any(id_ not in titles for id_ in ids):
        return None
    total = sum(case.id.collection in ids for case in records.cases)
    shown = "".join(f"《{plain(titles[id_])}》" for id_ in ids)
    return f"检查范围为{shown}共{total}个案例；检查标准：{test}（{how}）"


def wordings(source: Quoted, records: Records) -> Iterator[str]:
    """Every text that a document may rest on these words."""
    case = source.case
    for several in (False, True):
        if source.quote.field == TITLE:
            yield mark(case, records, several)
            yield named(case, records, several)
            yield "\t".join(row(case, records, several))
        yield f"{named(case, records, several)}：{quotation(source.quote)}"
    yield quotation(source.quote)
