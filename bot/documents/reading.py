"""Any document the program writes → whether it holds. READERS has a row a format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot import document_words as words
from bot.documents.markdown import Cited, is_conversation, read_brief, read_conversation
from bot.words import Words
from data.errors import AnwenError
from data.types import Records
from retrieval.statements import QuotedClaim
from retrieval.verifying import Checker, Report

if TYPE_CHECKING:
    from retrieval.verifying import Versions

LARGEST = 200 * 2**20
"""Bytes of a file that is looked at."""


class NotADocument(AnwenError):
    """The file is none that the program writes."""


def check(path: Path, records: Records, say: Words, versions: Versions | None = None) -> Report:
    """Check every citation of the file, those of cases that changed by their earlier `versions`.

    NotADocument or OSError where it cannot be read.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise NotADocument(say(words.UNKNOWN_DOCUMENT, path=path, known=" ".join(READERS)))
    if path.stat().st_size > LARGEST:
        raise NotADocument(say(words.TOO_LARGE, path=path))
    try:
        report = reader(path, Checker(records, versions))
    except (ValueError, KeyError, TypeError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise NotADocument(say(words.UNREADABLE_DOCUMENT, path=path, problem=problem)) from error
    return report


def _json(path: Path, checker: Checker) -> Report:
    """An answer, an array of them, or one a line."""
    text = path.read_text("utf-8-sig")
    try:
        value = json.loads(text)
    except ValueError:
        value = [json.loads(line) for line in text.splitlines() if line.strip()]
    whole = Report()
    for answer in value if isinstance(value, list) else [value]:
        if not isinstance(answer, dict) or not ("citations" in answer or "error" in answer):
            raise ValueError("no answer object")
        for cited in _answers(answer):
            _add(whole, _checked(cited, checker))
    return whole


def _answers(answer: Mapping[str, object]) -> Iterator[Cited]:
    citations = answer.get("citations", [])
    if not isinstance(citations, list):
        raise ValueError("citations is no array")
    text = "" if answer.get("refused") else str(answer.get("answer") or "")
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


def _markdown(path: Path, checker: Checker) -> Report:
    text = path.read_text("utf-8-sig")
    if not is_conversation(text):
        return checker.page(read_brief(text))
    whole = Report()
    for cited in read_conversation(text):
        _add(whole, _checked(cited, checker))
    return whole


def _html(path: Path, checker: Checker) -> Report:
    from bot.documents.html import read_page

    return checker.page(read_page(path.read_text("utf-8-sig")))


def _docx(path: Path, checker: Checker) -> Report:
    from bot.documents.docx import read_docx

    return checker.page(read_docx(path))


def _checked(cited: Cited, checker: Checker) -> Report:
    return checker.answer(cited.citations, cited.text, cited.marks)


def _add(whole: Report, part: Report) -> None:
    whole.checked += part.checked
    whole.problems += part.problems
    whole.earlier += [then for then in part.earlier if then not in whole.earlier]


READERS: dict[str, Callable[[Path, Checker], Report]] = {
    ".json": _json,
    ".jsonl": _json,
    ".md": _markdown,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
}
