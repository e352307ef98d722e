"""Answers → a Markdown page with numbered citations that a later reader can check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot import words
from bot.render.terminal import quote_place, read_otherwise, reading
from bot.streams import printable
from bot.words import Words
from data.patterns import regex
from data.types import Answer, Citation, Records

_SPECIAL = regex(r"([\\`*_<>#|~]|(?<=\])\()")
"""[案例8] stays readable: brackets are a link only before a parenthesis."""


def conversation_page(answers: Sequence[Answer], records: Records, say: Words) -> str:
    """The whole conversation: each question, its reading, answer and citations; then the collections."""
    lines = [f"# {say(words.EXPORT_TITLE)}", ""]
    for answer in answers:
        lines += [*_answer(answer, say), ""]
    cited = {c.case.id.collection for answer in answers for c in answer.citations}
    lines += ["---", ""]
    for collection in records.collections:
        if collection.id in cited:
            source = f"{escaped(collection.source)} · SHA-256 `{collection.source_sha256}`"
            name = f"{say(words.EXPORT_COLLECTION)} `{collection.id}`"
            lines += [f"{name}：{escaped(collection.title)} · {source}", ""]
    if answers:
        state = answers[-1].index
        lines += [
            say(words.EXPORT_STATE, revision=state.revision, cases=state.cases, updated=state.updated),
            "",
        ]
    page = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return printable(page)


def _answer(answer: Answer, say: Words) -> Iterator[str]:
    yield f"## {say(words.QUESTION)}：{escaped(' '.join(answer.question.split()))}"
    yield ""
    if read_otherwise(answer):
        yield f"*{say(words.UNDERSTOOD, text=escaped(reading(answer)))}*"
        yield ""
    body = (answer.reason or say(words.REFUSED)) if answer.refused else answer.text
    yield re.sub(r"(?<=[^\n])\n(?=[^\n])", "  \n", escaped(body))  # two spaces: the break is meant
    yield ""
    for number, citation in enumerate(answer.citations, start=1):
        yield from _citation(number, citation, answer.marker(citation.case.id), say)


def _citation(number: int, citation: Citation, mark: str, say: Words) -> Iterator[str]:
    case = citation.case
    origin = f"`{case.id.collection}` · SHA-256 `{case.sha256}`"
    yield f"{number}. **{escaped(mark)}** {escaped(case.title)} · {origin}"
    if case.recognised:
        yield f"   {say(words.RECOGNISED)}"
        yield ""
    for quote in citation.quotes:
        yield f"   > {escaped(' '.join(quote.text.split()))} — {quote_place(quote, say)}"
        yield ""


def escaped(text: str) -> str:
    """`text` with the characters that Markdown would read as its own made plain."""
    return _SPECIAL.sub(r"\\\1", text)
