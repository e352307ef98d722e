"""The states of collections → lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.render.layout import Line, Piece, line
from bot.said import library_words
from bot.words import Words

if TYPE_CHECKING:
    from data.catalog.database.states import Past


def history_lines(pasts: Sequence[Past], say: Words) -> Iterator[Line]:
    """One line a state, under its collection: number, when, what was done, counts, file; the present one marked."""
    for id_ in dict.fromkeys(past.collection.id for past in pasts):
        own = [past for past in pasts if past.collection.id == id_]
        yield line(Piece(id_, "mark"), "  ", Piece(own[0].collection.title, "title"))
        for past in own:
            action = say(library_words.ACTIONS[past.action])
            if past.resumes is not None:
                action = say(library_words.BACK_TO, state=past.resumes)
            facts = {kind: getattr(past, kind) for kind in ("cases", "added", "changed", "removed")}
            counts = say(library_words.STATE, **facts)
            now = f"  {say(library_words.CURRENT)}" if past.latest else ""
            text = f"{past.revision:>4}  {past.at}  {action}  {counts}  {past.collection.source}"
            yield line("  ", Piece(text), Piece(now, "mark"), hang=8)
