"""Styled text → messages in Telegram's HTML, cut where reading allows it. Pure.

A text is a sequence of spans. What is sent is escaped leaf by leaf, so no part of a text can act as markup, and
every message is valid by itself: a style that runs over a border is closed before it and opened again after it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from data.patterns import regex
from data.values import dataclass

LIMIT = 4000
"""UTF-16 units of a message with its tags; Telegram's own 4096 is counted after the tags."""
MAX_ENTITIES = 90
"""Telegram drops the entities of a message after the hundredth."""
LONGEST_BLANK = 40
"""White space in a row: Telegram trims what a message begins and ends with, and refuses an empty one."""
TAGS = {
    "": ("", ""),
    "bold": ("<b>", "</b>"),
    "mark": ("<b>", "</b>"),
    "answer": ("<b>", "</b>"),
    "quiet": ("<i>", "</i>"),
    "quoted": ("<u>", "</u>"),
    "code": ("<code>", "</code>"),
    "command": ("", ""),
}
FOLD = ("<blockquote expandable>", "</blockquote>")
HELD = {"mark": "bold", "command": ""}
"""Styles that are never cut, and stay with what they follow; and what they are where they are too long for that."""
_DROPPED = regex("[\x00-\x08\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, and overrides of the direction of writing: Telegram drops them, or the message."""
_JOINED = regex("[\u0300-\u036f\u200d\ufe00-\ufe0f\u20d0-\u20ff\U0001f3fb-\U0001f3ff]")
"""Characters that belong to the one before: accents, joiners, variation selectors, skin tones."""


class Span(NamedTuple):
    """Text in one style, a name in TAGS; `folded` text shows its first lines and the rest at a tap.

    A `mark` is never cut, nor a `command`, which Telegram makes into something to tap.
    """

    text: str
    style: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One message: `html` as it is sent, `text` as it stands in the source, border blanks included."""

    html: str
    text: str


def cleaned(text: str) -> str:
    """`text` without what Telegram would not show."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _DROPPED.sub(lambda found: "\ufffd" if found[0] >= "\ud800" and found[0] <= "\udfff" else "", text)
    return re.sub(rf"\s{{{LONGEST_BLANK + 1},}}", lambda found: found[0][:LONGEST_BLANK], text)


def units(text: str) -> int:
    """The length of `text` as Telegram counts it: UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def as_html(spans: Iterable[Span]) -> str:
    """The spans as markup, every leaf escaped."""
    found = []
    for folded, run in groupby(spans, key=lambda span: span.folded):
        inner = "".join(
            f"{TAGS[one.style][0]}{html.escape(one.text, quote=False)}{TAGS[one.style][1]}" for one in run
        )
        found.append(f"{FOLD[0]}{inner.strip()}{FOLD[1]}" if folded and inner.strip() else inner)
    return "".join(found)


def plain(markup: str) -> str:
    """The text of such markup, for where Telegram cannot read it."""
    return html.unescape(re.sub(r"</?(?:b|i|u|code|blockquote)(?: expandable)?>", "", markup))


def parts(spans: Iterable[Span], limit: int = LIMIT) -> tuple[Part, ...]:
    """The text in messages of at most `limit` units; joined, their `text` is the text of the spans, cleaned.

    None where there is nothing to show.
    """
    text = _Text(spans)
    found: list[Part] = []
    start = 0
    while start < len(text.plain):
        end = text.cut(start, limit)
        found.append(text.part(start, end))
        start = end
    shown = [part for part in found if part.text.strip()]
    return tuple(shown)


class _Text:
    """The text as one string with the style of each character, and what each costs."""

    def __init__(self, spans: Iterable[Span]) -> None:
        kept = _tidy(spans)
        self.plain = "".join(span.text for span in kept)
        self.ends = list(accumulate(len(span.text) for span in kept))
        self.styles = [span.style for span in kept]
        self.folds = [span.folded for span in kept]
        costs = (units(html.escape(char, quote=False)) for char in self.plain)
        self.cost = [0, *accumulate(costs)]

    def spans(self, start: int, end: int) -> Iterator[Span]:
        at = bisect_right(self.ends, start)
        while start < end:
            stop = min(self.ends[at], end)
            yield Span(self.plain[start:stop], self.styles[at], self.folds[at])
            start, at = stop, at + 1

    def part(self, start: int, end: int) -> Part:
        return Part(as_html(self.spans(start, end)).strip(), self.plain[start:end])

    def cut(self, start: int, limit: int) -> int:
        """Where the message that begins at `start` ends."""
        most = self._reach(start, limit)
        if most == len(self.plain):
            return most
        for pattern, least in _BORDERS:
            lowest = start + int((most - start) * least)
            for found in sorted((m.end() for m in pattern.finditer(self.plain, lowest, most)), reverse=True):
                if found > start and self._allowed(found, keep=True):
                    return found
        for keep in (True, False):
            for at in range(most, start, -1):
                if self._allowed(at, keep):
                    return at
        return most

    def _reach(self, start: int, limit: int) -> int:
        """The farthest end that fits, with its tags and within the number of entities."""
        used = entities = 0
        folded = False
        at = bisect_right(self.ends, start)
        while start < len(self.plain):
            tags = TAGS[self.styles[at]]
            opens = self.folds[at] and not folded
            used += len(tags[0]) + len(tags[1]) + opens * len("".join(FOLD))
            entities += bool(tags[0]) + opens + (self.styles[at] == "command")
            folded = self.folds[at]
            if entities > MAX_ENTITIES or used >= limit:
                return start
            stop = self.ends[at]
            if used + self.cost[stop] - self.cost[start] > limit:
                return bisect_right(self.cost, limit - used + self.cost[start]) - 1
            used += self.cost[stop] - self.cost[start]
            start, at = stop, at + 1
        return start

    def _allowed(self, at: int, keep: bool) -> bool:
        """Whether a border may stand here: never within a mark, nor, with `keep`, between it and its statement."""
        if at >= len(self.plain):
            return True
        span = bisect_right(self.ends, at)
        begins = at == (self.ends[span - 1] if span else 0)
        if self.styles[span] in HELD and not begins:
            return False
        joins = (
            self.plain[at - 1] == "\u200d" and self.styles[span] not in HELD
        )  # a mark is joined to nothing
        if self.plain[at].isspace() or _JOINED.match(self.plain[at]) or joins:
            return False
        return not (keep and self.styles[span] in HELD and self.plain[at - 1] != "\n")


_BORDERS = (
    (regex(r"\n\s*\n"), 0.5),
    (regex(r"\n"), 0.5),
    (regex(r"[。！？；!?;…]+[”’」』）)]*\s*|\.\s+"), 0.5),
    (regex(r"[，、：,:\s]+"), 0.7),
)
"""Kinds of border, best first, each with the share of the message that has to be filled for it to do."""


def _tidy(spans: Iterable[Span]) -> Sequence[Span]:
    """The spans cleaned as one text, neighbours of one style joined; marks stay apart from each other.

    A mark longer than anybody reads is no mark: it could fill a message.
    """
    whole: list[Span] = []
    blanks = LONGEST_BLANK  # none at the start of a text
    for span in spans:
        text = cleaned(span.text)
        lead = len(text) - len(text.lstrip())
        text = text[max(lead - (LONGEST_BLANK - blanks), 0) :] if lead else text
        if not text:
            continue
        tail = len(text) - len(text.rstrip())
        blanks = tail if text.strip() else blanks + tail
        style = HELD.get(span.style, span.style) if units(text) > 500 else span.style
        if not text.strip():
            style = ""  # Telegram drops an entity without anything to see
        whole.append(Span(text, style, span.folded))
    joined: list[Span] = []
    for (style, folded), run in groupby(whole, key=lambda span: (span.style, span.folded)):
        members = list(run)
        joined += members if style in HELD else [Span("".join(m.text for m in members), style, folded)]
    return joined
