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
_OPENS = frozenset((
    "等下", "等等", "等一下", "稍等", "等会", "等会儿", "在不", "在吗", "在么", "在不在", "你好", "您好", "哈喽", "嗨", "喂", "hi", "hello",
    "那个", "诶", "哎", "唉", "嗯", "对了", "问个事儿",
))  # fmt: skip
"""With which a burst of messages begins, and which ask nothing."""
TAIL, _OF_WHICH = 8, ("的", "那个", "那边", "那家", "那块", "这块", "那里", "那儿")
_AGREES = ("好", "是", "对", "行", "没", "真", "我", "你", "谢", "可以", "挺", "不", "这", "那")
_AROUND = " ，,。.！!～~？?"


class Pieces:
    """Pieces of questions of private chats, each kept until what goes on with it is handled."""

    def __init__(self, behind: Callable[[Asked], str | None]) -> None:
        """`behind` tells what was written behind a message before it is handled; None where nothing was."""
        self._behind = behind
        self._kept: dict[Place, tuple[str, float]] = {}

    def whole(self, asked: Asked) -> Asked | None:
        """What is asked, with the pieces before it; None where it is one itself, and more was written behind it."""
        if not asked.private or asked.edited or asked.forwarded:
            return asked
        before, date = self._kept.pop(asked.place, ("", 0.0))
        before = before if asked.date - date <= SOON else ""
        text = _joined(before, asked.text)
        behind = None if asked.reply_to else self._behind(asked)
        if behind is not None and (is_piece(asked.text) or (is_tail(behind) and not is_tail(asked.text))):
            if len(self._kept) >= PLACES:
                self._kept.clear()
            self._kept[asked.place] = (before if _opens(asked.text) else text, asked.date)
            return None
        return replace(asked, text=text)


def _joined(before: str, text: str) -> str:
    """A message with the pieces before it; of what is asked before is said ahead: 吴兴的, behind 数据归集了几个部门来着."""
    if not before or not _ASKS.search(before):
        return before + text
    return f"{fold(text).strip(_AROUND)}{before}" if is_tail(text) else f"{before.rstrip(_ENDS)}？{text}"


def _opens(text: str) -> bool:
    """Whether a message says nothing but that more is to come: 等下, 在不."""
    return fold(text).strip(_AROUND) in _OPENS


def is_tail(text: str) -> bool:
    """Whether a message only says of what was asked in the one before it: 吴兴的, 海关那个."""
    bare = fold(text).strip(_AROUND)
    says = 2 < len(bare) <= TAIL and bare.endswith(_OF_WHICH) and not bare.startswith(_AGREES)
    return says and not _ASKS.search(bare)


def is_piece(text: str) -> bool:
    """Whether a message asks nothing by itself, and only leads on or points at what something is to be said of."""
    bare = fold(text).strip()
    if not 0 < len(bare) <= PIECE or bare[-1] in _ENDS or _ASKS.search(bare):
        return False
    return (
        bare.rstrip("，, ") in _LEADS
        or _opens(bare)
        or is_tail(bare)
        or opens_talk(bare)
        or bare.startswith(_THEY)
        or POINTS_AT_ONE.match(bare.removeprefix("就").removeprefix("上面")) is not None
    )
