"""Markdown → the page that a check reads: a briefing's notes, or an exported conversation's citations."""

from __future__ import annotations

import re

from data.patterns import regex
from data.values import dataclass
from retrieval.cases.statements import QuotedClaim
from retrieval.checking.documents.documents import Page

_NOTE = regex(r"\[\^(\d+)\]:\s?(.*)")
_RECORD = regex(r"<!-- anwen (\{.*?\}) -->\s*")
_REF = regex(r"(?<!\\)\[\^(\d+)\]")
_ESCAPE = regex(r"\\([\\`*_<>#|~(])")
_CITATION = regex(
    r"(?P<at>\d+)\. \*\*(?P<mark>.{1,100}?)\*\* (?P<title>.*) · `(?P<collection>[^`]{1,200})` · SHA-256 `(?P<sha256>\w+)`"
)
_QUOTE = regex(r"\s*> (?P<text>.*) — (?P<field>.{1,200}?) (?P<start>\d+)–(?P<end>\d+)")
_NAMES = {"摘要": "summary", "summary": "summary", "标题": "title", "title": "title"}


@dataclass(frozen=True, slots=True)
class Cited:
    """One answer of a conversation: its text, its marks in order, and what each is said to rest on."""

    text: str
    marks: tuple[str, ...]
    citations: tuple[tuple[QuotedClaim, ...], ...]


def read_brief(text: str) -> Page:
    """The blocks and notes of a briefing; a note may run on over lines, as editors wrap them."""
    notes: list[tuple[int, str]] = []
    blocks: list[str] = []
    records = _RECORD.findall(text)
    text = _RECORD.sub("", text, count=1)
    for part in re.split(r"\n\s*\n|\n(?=\||\[\^\d+\]:|#|[-*+] |\d+\. )", text.replace("\r\n", "\n")):
        block = part.strip()
        note = _NOTE.match(block)
        if note:
            notes.append((int(note[1]), _unescaped(" ".join(block[note.start(2) :].split()))))
        elif block.startswith("|"):
            blocks += [_row(line) for line in block.split("\n")]
        elif block and not block.startswith("#"):
            blocks.append(_plain(block))
        elif block:
            blocks.append(_plain(block.lstrip("# ")))
    return Page(tuple(blocks), tuple(notes), record=records[0] if records else None)


def _row(line: str) -> str:
    cells = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return "\t".join(_plain(cell) for cell in cells)


def _plain(text: str) -> str:
    return _unescaped(_REF.sub(r"⟦\1⟧", " ".join(text.split())))


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(r"\1", text)


def is_conversation(text: str) -> bool:
    """Whether this is what /export writes."""
    cites = any(_CITATION.fullmatch(line.strip()) for line in text.split("\n"))
    return cites and _NOTE.search(text) is None


def read_conversation(text: str) -> list[Cited]:
    """The answers of an exported conversation."""
    found = []
    for part in re.split(r"^## ", text.replace("\r\n", "\n").split("\n---\n")[0], flags=re.MULTILINE)[1:]:
        lines = part.split("\n")[1:]
        body: list[str] = []
        marks: list[str] = []
        citations: list[list[QuotedClaim]] = []
        for line in lines:
            if match := _CITATION.fullmatch(line.strip()):
                marks.append(_unescaped(match["mark"]))
                citations.append([_title(match)])
            elif (match := _QUOTE.fullmatch(line)) and citations:
                citations[-1].append(_quote(match, citations[-1][0]))
            elif not citations:
                body.append(_unescaped(line).rstrip())
        found.append(Cited("\n".join(body).strip(), tuple(marks), tuple(map(tuple, citations))))
    return found


def _title(match: re.Match[str]) -> QuotedClaim:
    number = re.search(r"(\d+)\D*$", match["mark"])
    title = _unescaped(match["title"])
    return QuotedClaim(
        match["collection"],
        "",
        int(number[1]) if number else -1,
        "title",
        0,
        1_000_000,
        title,
        match["sha256"],
    )


def _quote(match: re.Match[str], case: QuotedClaim) -> QuotedClaim:
    name = _unescaped(match["field"])
    return QuotedClaim(
        case.collection,
        "",
        case.number,
        _NAMES.get(name, name),
        int(match["start"]),
        int(match["end"]),
        _unescaped(match["text"]),
        None,
    )
