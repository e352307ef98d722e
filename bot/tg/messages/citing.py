"""Citations as one writes them into a text of one's own: 「…」（《collection》案例8）. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.tg.messages.rendering import Span, units
from data.chats.answers import Cited
from data.types import RECOGNISED, TITLE, Records

COPIED = 256
"""Characters that a button copies at most (core.telegram.org/bots/api, CopyTextButton)."""


def citation(cited: Cited, records: Records) -> str:
    """One case with its quoted words, with its title where nothing else of it is quoted; "" where it is gone."""
    quotes = [quote.text for quote in cited.quotes if quote.field != TITLE and quote.text]
    title = next((c.title for c in records.collections if c.id == cited.case.collection), None)
    case = records.case(cited.case)
    if title is None or not (quotes or case):
        return ""
    told = "……".join(f"「{text}」" for text in quotes) or f"《{case.title if case else ''}》"
    remark = f"，{RECOGNISED}" if case is not None and case.recognised else ""
    return f"{told}（《{title}》案例{cited.case.number}{remark}）"


def copied(all_cited: Sequence[Cited], records: Records) -> str:
    """The citations of an answer, one a line; "" where a button cannot hold them all."""
    text = "\n".join(filter(None, (citation(cited, records) for cited in all_cited)))
    return text if units(text) <= COPIED else ""


def citation_spans(all_cited: Sequence[Cited], records: Records) -> Sequence[Span]:
    """The citations as a message: each is copied by a tap on it."""
    spans: list[Span] = []
    for text in filter(None, (citation(cited, records) for cited in all_cited)):
        spans += [Span(text, "code"), Span("\n\n")]
    return spans
