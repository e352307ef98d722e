"""A document → whether what it says of cases holds. READERS has a row a format; any other text is a draft."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.documents.markdown import Cited, is_conversation, read_brief, read_conversation
from bot.said import document_words as words
from bot.words import Words
from data.errors import AnwenError
from data.patterns import regex
from data.reading.document import Document, Source
from data.reading.formats import FORMATS, MAX_BYTES, load
from data.reading.formats.encoding import decode
from data.types import CaseId, Records
from retrieval.cases.statements import QuotedClaim
from retrieval.checking.citations.verifying import Checker, Problem, Report
from retrieval.checking.citations.why import Why
from retrieval.checking.documents.answers import loose, without_refusals
from retrieval.checking.documents.documents import Page, check_document, given, rewritten
from retrieval.checking.documents.drafts import DraftChecker

if TYPE_CHECKING:
    from retrieval.checking.citations.verifying import Versions

_MIDST = regex(r"[一-鿿，、]$")
STDIN = "-"
WRAPPED = 20
"""Characters of the shortest line that somebody breaks by hand."""


class NotADocument(AnwenError):
    """The file is none that can be checked."""


def check(path: Path, records: Records, say: Words, versions: Versions | None = None) -> Report:
    """Check every citation of the file (of standard input for `-`), those of cases that changed by `versions`.

    AnwenError where it cannot be read.
    """
    source = _piped(say) if str(path) == STDIN else None
    suffix = _kind(source) if source else path.suffix.lower()
    if suffix not in READERS:
        raise NotADocument(say(words.UNKNOWN_DOCUMENT, path=path, known=" ".join(READERS)))
    return _read(source or load(path), suffix, records, say, versions)


def check_text(text: str, records: Records, say: Words, versions: Versions | None = None) -> Report:
    """The same of a text that somebody sends: a draft, or a page, an export or an answer of ours."""
    source = Source(Path(STDIN), text.encode("utf-8", "replace"))
    kind = _kind(source)
    return _read(source, kind if kind in (".json", ".html") else ".md", records, say, versions)


def _read(source: Source, suffix: str, records: Records, say: Words, versions: Versions | None) -> Report:
    try:
        return READERS[suffix](source, Checker(records, versions))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise NotADocument(say(words.UNREADABLE_DOCUMENT, path=source.path, problem=problem)) from error


def _piped(say: Words) -> Source:
    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise NotADocument(say(words.TOO_LARGE, path=STDIN))
    if not data.strip():
        raise NotADocument(say(words.NOTHING_PIPED))
    return Source(Path(STDIN), data)


def _kind(source: Source) -> str:
    """The format of what was piped in, by how it begins."""
    head = source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if head.startswith((b"<!doctype html", b"<html")):
        return ".html"
    if source.data.startswith(b"PK\x03\x04"):
        return ".docx"
    return ".json" if head.startswith(b"{") or re.match(rb"\[\s*\{", head) else ".md"


def _draft(source: Source, suffix: str, checker: Checker) -> Report:
    """Anybody's text: read as `ingest` reads it, within the same bounds."""
    document = FORMATS[suffix](source)
    return DraftChecker(checker.records).check(_paragraphs(document))


def _paragraphs(document: Document) -> Iterator[str]:
    """The lines of the text, those that somebody broke by hand joined; then what stands beside it (notes, heads)."""
    typed = document.format in ("txt", "md")
    waiting = ""
    for line in document.lines:
        if waiting and typed and not line.is_row and line.text and _runs_on(waiting):
            waiting += line.text
        else:
            yield waiting
            waiting = _row(line.cells) if line.is_row else line.text
    yield waiting
    yield from (line.text for line in document.dropped)


def _row(cells: tuple[str, ...]) -> str:
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _runs_on(text: str) -> bool:
    """Whether a line was broken inside a quotation: it ends on the next."""
    if len(text) < WRAPPED or not _MIDST.search(text):
        return False
    return any(text.count(opened) > text.count(closed) for opened, closed in ("“”", "「」", "『』"))


def _text_of(source: Source) -> str:
    return decode(source)[0]


def _json(source: Source, checker: Checker) -> Report:
    """An answer, an array of them, or one a line."""
    text = source.data.decode("utf-8-sig")
    try:
        value = json.loads(text)
    except ValueError:
        value = [json.loads(line) for line in text.splitlines() if line.strip()]
    whole = Report()
    for answer in value if isinstance(value, list) else [value]:
        if not isinstance(answer, dict) or not ("citations" in answer or "error" in answer):
            raise ValueError("no answer object")
        for cited in _answers(answer, checker):
            whole.add(_checked(cited, checker))
            whole.add(_beside(answer, cited, checker))
    return whole


def _beside(answer: Mapping[str, object], cited: Cited, checker: Checker) -> Report:
    """What the answer's text says beside its quotes: its question, its test and a model's sentences are its own."""
    named = {CaseId(claims[0].collection, claims[0].number) for claims in cited.citations}
    cases = [case for case in checker.records.cases if case.id in named]
    if not cases:
        return Report()
    parts = [
        answer.get(name) for name in ("question", "understood", "basis", "notice", "sentences", "groups")
    ]
    basis = answer.get("basis")
    test = str(basis.get("test") or "") if isinstance(basis, dict) else ""
    return loose(cited.text, cases, json.dumps(parts, ensure_ascii=False), test)


def _answers(answer: Mapping[str, object], checker: Checker) -> Iterator[Cited]:
    citations = answer.get("citations", [])
    if not isinstance(citations, list):
        raise ValueError("citations is no array")
    text = "" if answer.get("refused") else str(answer.get("answer") or "")
    text = without_refusals(text, checker.records.cases) if citations else text
    claims = tuple(tuple(_claims(citation)) for citation in citations)
    yield Cited(text, tuple(_marks(claims, text)), claims)


def _claims(citation: Mapping[str, object]) -> Iterator[QuotedClaim]:
    collection, number = str(citation["collection"]), int(str(citation["number"]))
    title, sha256 = str(citation["title"]), str(citation["sha256"])
    yield QuotedClaim(collection, "", number, "title", 0, 1_000_000, title, sha256, exact=True)
    quotes = citation["quotes"]
    if not isinstance(quotes, list):
        raise ValueError("quotes is no array")
    for quote in quotes:
        place = (str(quote["field"]), int(quote["start"]), int(quote["end"]))
        yield QuotedClaim(collection, "", number, *place, str(quote["text"]), sha256, exact=True)


def _marks(citations: tuple[tuple[QuotedClaim, ...], ...], text: str) -> Iterator[str]:
    """The mark of each citation as `text` has it: by number, and by label where there are several."""
    written = list(dict.fromkeys(re.findall(r"\[(?:[^\[\]·]{1,40}·)?案例\d+\]", text)))
    for claims in citations:
        mine = [
            mark
            for mark in written
            if mark.endswith((f"[案例{claims[0].number}]", f"·案例{claims[0].number}]"))
        ]
        found = mine[0] if mine else f"[案例{claims[0].number}]"
        if found in written:
            written.remove(found)
        yield found


def _text(source: Source, checker: Checker) -> Report:
    return _draft(source, ".txt", checker)


def _markdown(source: Source, checker: Checker) -> Report:
    text = _text_of(source)
    if is_conversation(text):
        whole = Report()
        for cited in read_conversation(text):
            whole.add(_checked(cited, checker))
        return whole
    page = read_brief(text)
    return _own(page, checker) if page.is_ours else _draft(source, ".md", checker)


def _html(source: Source, checker: Checker) -> Report:
    from bot.documents.html import read_page
    from bot.documents.html_parts import foreign

    text = _text_of(source)
    page = read_page(text)
    if not page.is_ours:
        return _draft(source, ".html", checker)
    return _own(page, checker, foreign(text, checker.records, rewritten(page, checker)))


def _docx(source: Source, checker: Checker) -> Report:
    from bot.documents import docx_parts
    from bot.documents.docx import body_of, read_body

    package, main, body = body_of(source)
    page = read_body(package, main, body)
    if not page.is_ours:
        return _draft(source, ".docx", checker)
    report = _own(page, checker, docx_parts.foreign(package, main, body))
    report.uncited += [*docx_parts.beside(package, main), *docx_parts.pictures(body)]
    return report


def _own(page: Page, checker: Checker, foreign: Iterable[str] = ()) -> Report:
    """A document of ours: held against its record; titles and questions are listed as a person's own words."""
    report = check_document(page, checker)
    report.problems += [Problem(part[:60], Why.FOREIGN) for part in foreign]
    report.uncited += given(page)
    return report


def _checked(cited: Cited, checker: Checker) -> Report:
    return checker.answer(cited.citations, cited.text, cited.marks)


READERS: dict[str, Callable[[Source, Checker], Report]] = {
    ".json": _json,
    ".jsonl": _json,
    ".md": _markdown,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
    ".txt": _text,
}
