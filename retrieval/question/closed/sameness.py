"""Whether cases have something in common that a word names: 它们同省吗, 那两个案子是不是同一个法院."""

from __future__ import annotations

from retrieval.lexicon.listed import listed, under

REGION, CITY, COURT = "region", "city", "court"
_TAIL = "？?。！!，, 的吗么嘛呢吧啊呀判审办管做干都"
"""What may stand behind the word: 同一个法院判的吗."""
ASKS_FOR_OTHERS = listed("asks_for_others")


def sameness(text: str) -> str:
    """What `text` asks to be the same, region, city or court; '' where it asks for nothing of the sort, or for others of it."""
    said = text.rstrip(_TAIL)
    asks = said != text.rstrip("？?。！!，, ") or "是不是" in text or "是否" in text
    return "" if not asks or ASKS_FOR_OTHERS.search(text) else named_last(said)[0]


def others_of_same(text: str) -> tuple[str, str]:
    """Of which same `what` others are asked for, and what is said besides: 这里面哪几个跟它一个省; ('', text) for none."""
    said = text.rstrip(_TAIL)
    what, start = named_last(said)
    return (what, said[:start]) if what and ASKS_FOR_OTHERS.search(text) else ("", text)


def named_last(said: str) -> tuple[str, int]:
    """What `said` ends with the word for, region, city or court, and where that begins; ('', 0) for none."""
    rows = under("same").items()
    found = ((what, f.start()) for what, row in rows for f in row.finditer(said) if f.end() == len(said))
    return next(found, ("", 0))
