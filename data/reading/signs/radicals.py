"""Radicals that PDF files, and texts copied from them, hold in place of the characters they look like: ⼀ for 一, ⻓ for 长."""

from __future__ import annotations

import unicodedata

# The simplified forms of the block CJK Radicals Supplement, which Unicode does not decompose
# (Unicode Character Database, EquivalentUnifiedIdeograph.txt).
_SUPPLEMENT = dict(
    zip(
        "⺟⺠⺫⺮⺼⻁⻄⻅⻆⻉⻋⻌⻓⻔⻖⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民罒竹月虎西见角贝车辶长门阝青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
_KANGXI = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_UNIFIED = str.maketrans(_SUPPLEMENT | _KANGXI)

_RADICALS = frozenset(_SUPPLEMENT | _KANGXI)


def unified(text: str) -> str:
    """`text` with characters in place of radicals; everything else as it is."""
    return text.translate(_UNIFIED)


def has_radicals(text: str) -> bool:
    """Whether `unified` would change the text."""
    return not _RADICALS.isdisjoint(text)
