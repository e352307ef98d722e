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
    if not asks or ASKS_FOR_OTHERS.search(text):
        return ""
    rows = under("same").items()
    return next((what for what, row in rows if any(f.end() == len(said) for f in row.finditer(said))), "")
