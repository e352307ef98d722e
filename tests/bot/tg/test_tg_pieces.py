"""A question written in several messages, one behind the other, is read as one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.tg.handling.pieces import Pieces, is_piece
from bot.tg.reading import ASK, Asked
from data.chats.answers import Place

FIRST = Asked(ASK, "还有", Place(7, 0, 7), 1, 1_000.0, True)


def test_pieces_are_read_with_what_is_written_behind_them() -> None:
    pieces = Pieces(lambda asked: "是啥意思" if asked.message < 3 else None)
    assert pieces.whole(FIRST) is None
    assert pieces.whole(replace(FIRST, text="他们那个3+N", message=2)) is None
    last = replace(FIRST, text="是啥意思", message=3)
    assert pieces.whole(last) == replace(last, text="还有他们那个3+N是啥意思")
    assert pieces.whole(last) == last


def test_what_nothing_was_written_behind_and_what_asks_by_itself_is_answered_at_once() -> None:
    assert Pieces(lambda _: None).whole(FIRST) == FIRST
    asks = replace(FIRST, text="浙江有哪些")
    assert Pieces(lambda _: "谢谢").whole(asks) == asks
    group = replace(FIRST, private=False)
    assert Pieces(lambda _: "谢谢").whole(group) == group


def test_what_only_opens_is_left_out_and_of_what_it_is_asked_may_stand_behind() -> None:
    pieces = Pieces(lambda asked: "吴兴的" if asked.message < 3 else None)
    assert pieces.whole(replace(FIRST, text="等下")) is None
    assert pieces.whole(replace(FIRST, text="数据归集了几个部门来着", message=2)) is None
    last = pieces.whole(replace(FIRST, text="吴兴的", message=3))
    assert last is not None
    assert last.text == "吴兴的数据归集了几个部门来着"


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("还有", True),
        ("他们那个3+N", True),
        ("问个事", True),
        ("在不", True),
        ("就那个村ba", True),
        ("商业秘密", False),
        ("那个叫什么", False),
        ("谢谢", False),
    ],
)
def test_a_piece_leads_on_or_points_and_asks_nothing(text: str, piece: bool) -> None:
    assert is_piece(text) is piece
