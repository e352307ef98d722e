"""What somebody writes in several short messages, one behind the other, is read as one question: 还有 / 他们那个3+N / 是啥意思."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.tg.reading import Asked
from data.chats.answers import Place
from data.text import fold
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.acts import opens_talk
from retrieval.question.dialogue.deixis import POINTS_AT_ONE

PIECE = 14
"""Characters up to which a message may be a piece of a question."""
SOON = 60.0
"""Seconds within which the next one goes on with it."""
PLACES = 10_000
"""Chats of which a piece is remembered."""
_LEADS = (
    "还有",
    "另外",
    "然后",
    "那",
    "就是",
    "对了",
    "再问下",
    "再问一下",
    "我想问",
    "想问",
    "那个",
    "请问",
)
_THEY = ("他们", "她们", "它们")
"""Whom a piece may speak of, of those told: 他们那个3+N."""
_ASKS, _ENDS = listed("asks_anything"), "？?。！!"


class Pieces:
    """Pieces of questions of private chats, each kept until what goes on with it is handled."""

    def __init__(self, overtaken: Callable[[Asked], bool]) -> None:
        """`overtaken` tells whether something was written behind a message before it is handled."""
        self._overtaken = overtaken
        self._kept: dict[Place, tuple[str, float]] = {}

    def whole(self, asked: Asked) -> Asked | None:
        """What is asked, with the pieces before it; None where it is one itself, and more was written behind it."""
        if not asked.private or asked.edited or asked.forwarded:
            return asked
        before, date = self._kept.pop(asked.place, ("", 0.0))
        text = before + asked.text if asked.date - date <= SOON else asked.text
        if is_piece(asked.text) and not asked.reply_to and self._overtaken(asked):
            if len(self._kept) >= PLACES:
                self._kept.clear()
            self._kept[asked.place] = (text, asked.date)
            return None
        return replace(asked, text=text)


def is_piece(text: str) -> bool:
    """Whether a message asks nothing by itself, and only leads on or points at what something is to be said of."""
    bare = fold(text).strip()
    if not 0 < len(bare) <= PIECE or bare[-1] in _ENDS or _ASKS.search(bare):
        return False
    return (
        bare.rstrip("，, ") in _LEADS
        or opens_talk(bare)
        or bare.startswith(_THEY)
        or POINTS_AT_ONE.match(bare) is not None
    )
