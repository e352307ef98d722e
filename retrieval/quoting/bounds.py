"""Where a quote begins and ends: without the word that links it to what is not quoted, and with what it announces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from data.text import clauses, sentences, trimmed
from data.types import TITLE, Case, Quote
from retrieval.lexicon.listed import listed, words
from retrieval.quoting.shown import SCRAP, widened

_LINKS, _TURNS, _WHEN = listed("links_back"), listed("turns_back"), words("when_so")
_AMID, _WITHIN = ("在", "但考虑到", "考虑到", "当", "从", "自"), ("中", "上", "下", "内", "里", "前", "起")
"""How a clause begins and ends that only says amid what the next one is: 在前期建设中."""
LONGEST = 110
"""Code points up to which a quote that breaks off is told to the clause that ends it; a longer one leaves its last clause."""
_ANNOUNCES, ANNOUNCED, _STOPS = listed("announces"), 200, ("。", "。”", '。"', "！", "？")
"""What says that something follows, and code points of the sentence that does, at most."""
_GOES_ON, SHORT = "，,：:", 16
"""Marks behind which a sentence goes on; code points of a clause that only leads on to what stands behind a colon."""


def rounded(case: Case, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """`quotes`, each of which reads by itself: 判令返还价款 of 故判令返还价款, 驳回诉讼请求 with 一审认为 before it.

    What answers stays in; a title is what it is.
    """
    whole = (q if q.field == TITLE else _without_link(case, _to_an_end(case, q)) for q in quotes)
    return tuple(widened(case, q) if len(q.text) <= SCRAP and not q.answer else q for q in whole)


def _without_link(case: Case, quote: Quote) -> Quote:
    """`quote` without words that say how it hangs on what stands before it; 但 within a sentence turns what follows."""
    text = case.text_of(quote.field) or ""
    turns = _TURNS.match(quote.text) if text[quote.start - 1 : quote.start] in ("。", "\n", "") else None
    at = turns.end() if turns else 0
    at += quote.text[at : at + 1] in _GOES_ON if at else 0
    while (link := _LINKS.match(quote.text, at)) is not None:
        at = link.end()
        at += quote.text[at : at + 1] in _GOES_ON
    first = quote.answer[0] if quote.answer else quote.end
    if not at or len(quote.text) - at <= SCRAP or quote.start + at > first:
        return quote
    return replace(quote, start=quote.start + at, text=quote.text[at:])


def _to_an_end(case: Case, quote: Quote) -> Quote:
    """`quote` to the end of what its last clause begins, or without that clause where it would be too long."""
    text = case.text_of(quote.field) or ""
    if quote.answer is None and (told := _with_announced(text, quote)) is not None:
        return told
    if quote.answer is not None or not _breaks_off(text, quote.start, quote.end):
        return quote  # what answers is said first, and needs nothing behind it
    ends = [
        end for _, end in clauses(text[: quote.end + LONGEST].partition("\n\n")[0]) if end > quote.end + 1
    ]
    for end in ends:
        start, last = trimmed(text, (quote.start, end))
        if last - start > LONGEST or "\n" in text[quote.end : last]:
            break
        if not _breaks_off(text, start, last):
            return replace(quote, start=start, end=last, text=text[start:last])
    begun = [start for start, _ in clauses(quote.text)][-1:]
    start, last = trimmed(text, (quote.start, quote.start + begun[0] if begun else quote.end))
    if last - start <= SCRAP or _breaks_off(text, start, last):
        return quote
    return replace(quote, end=last, text=text[start:last])


def _with_announced(text: str, quote: Quote) -> Quote | None:
    """`quote` with the sentence that its last clause says follows: 可参考如下表述：…; None where it says none, or one too long."""
    told = quote.text[max(map(quote.text.rfind, "，,。；;")) + 1 :]
    if text[quote.end : quote.end + 1] not in ("：", ":") or not _ANNOUNCES.search(told) or "意见" in told:
        return None
    behind = text[quote.end + 1 : quote.end + 1 + ANNOUNCED]
    end = next((end for _, end in sentences(behind) if behind[:end].rstrip().endswith(_STOPS)), 0)
    start, last = trimmed(text, (quote.start, quote.end + 1 + end))
    return replace(quote, end=last, text=text[start:last]) if end else None


def _breaks_off(text: str, start: int, end: int) -> bool:
    """Whether what stands there goes on behind it, as it only says when, on what condition, or that somebody says something."""
    behind, told = text[end : end + 1], text[start:end]
    announces = behind in ("：", ":") and end - max(map(told.rfind, "，。；")) - 1 - start <= SHORT
    last = told[max(map(told.rfind, "，,。；;：:")) + 1 :]
    within = last.endswith(_WITHIN) and last.startswith(_AMID)
    only_when = within or (told.endswith(_WHEN) and not told[-2:-1].isdigit())
    return announces or (bool(behind) and behind in _GOES_ON and only_when)
