"""The figures of the chats → lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.streams import printable
from bot.tg import words
from bot.words import Words
from data.chats.answers import Trace, Usage
from data.types import marker


def trail_lines(traces: Sequence[Trace]) -> list[str]:
    """One line a trace, in universal time."""
    return [
        f"{datetime.fromtimestamp(t.at, UTC):%Y-%m-%dT%H:%M:%SZ} person={t.person} chat={t.chat} {t.action} {_line(t.detail)}".rstrip()
        for t in traces
    ]


def usage_lines(usage: Usage, say: Words) -> list[str]:
    """The figures, and what people did not like."""
    facts = {"questions": usage.questions, "people": usage.people, "refused": usage.refused}
    votes = {"likes": usage.likes, "dislikes": usage.dislikes}
    rows = [say(words.STATS, p50=usage.p50_ms, p95=usage.p95_ms, **facts, **votes)]
    for question, read, cited in usage.disliked:
        marks = "".join(marker(case, {}) for case in cited[:10]) or "—"
        rows.append(say(words.DISLIKED, question=_line(question), read=_line(read), cited=marks))
    return rows


def _line(text: str) -> str:
    """What somebody wrote, as a part of one line: it can neither look like further lines nor steer a terminal."""
    return printable(" ".join(text.split()))
