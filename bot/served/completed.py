"""An answer → the text of a chat completion, and the annotations that point from it at the cases."""

from __future__ import annotations

import re

from bot import words as common
from bot.render.terminal import read_otherwise, reading
from bot.words import Words
from data.types import Answer
from retrieval.wording.names import actor, short_name


def content(answer: Answer, say: Words) -> str:
    """The answer's text, or why there is none; then the titles of cases it does not name, how it was read."""
    parts = [answer.reason or say(common.REFUSED) if answer.refused else answer.text]
    unnamed = [c for c in answer.citations if (actor(c.case) or short_name(c.case)) not in answer.text]
    parts.append("\n".join(f"{answer.marker(c.case.id)} {c.case.title}" for c in unnamed))
    if read_otherwise(answer):
        parts.append(say(common.UNDERSTOOD, text=reading(answer)))
    return "\n\n".join(part for part in parts if part)


def pointing(answer: Answer, text: str, base: str) -> list[dict[str, object]]:
    """One for each mark in `text`: where it stands, and the case it names as a place of the page at `base`."""
    cited = {answer.marker(c.case.id): c.case for c in answer.citations}
    if not cited:
        return []
    found: list[dict[str, object]] = []
    for mark in re.finditer("|".join(map(re.escape, cited)), text):
        case = cited[mark[0]]
        place = {
            "start_index": mark.start(),
            "end_index": mark.end(),
            "title": f"案例{case.number} {case.title}",
            "url": f"{base}#/{case.id.collection}/{case.number}",
        }
        found.append({"type": "url_citation", "url_citation": place})
    return found
