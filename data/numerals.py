"""Case numbers as they are written: 8, ０８, 8., 案例8, 案例八, 十二."""

from __future__ import annotations

import re
import unicodedata

from data.patterns import regex
from data.text import fold

ENCLOSED = "①-⑳⑴-⒇⒈-⒛❶-❿⓫-⓴㉑-㉟㊱-㊿㈠-㈩㊀-㊉Ⅰ-Ⅻ"
"""Ranges of the characters that are a whole number with what is around it; ⑩ is no 1 and 0."""
NUMERAL = rf"[0-9０-９]{{1,5}}|[〇○零一二两三四五六七八九十百千]{{1,9}}|[{ENCLOSED}]"
"""Pattern of a number in digits or Chinese numerals."""

CHINESE_NUMBER = (
    "[〇○零一二两三四五六七八九十廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾]"
    "[〇○零一二两三四五六七八九十百千万亿廿卅卌壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億]*"
)
"""Pattern of a whole number in Chinese numerals, of people and of banks: 三万六千, 叁拾壹万, 二○二二."""
_ENCLOSED = regex(f"[{ENCLOSED}]")
MAX_NUMBER = 99_999
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)} | {"貳": 2, "參": 3, "陸": 6}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_TWENTIES = {"廿": 20, "卅": 30, "卌": 40}
_KNOWN = frozenset(_DIGITS | _UNITS | _MYRIADS | _TWENTIES)
_CELL = regex(
    rf"[（(【\[]?(?:案例|第|编号|no\.?|ｎｏ[.．]?|№)?\s*({NUMERAL})\s*(?:[.．]0{{1,6}}|[.、．号]|案例)?[）)】\]]?",
    re.IGNORECASE,
)
"""Spreadsheets write 8 as 8.0 where the column holds an empty cell too."""


_FIGURES = frozenset("0123456789零一二两俩三四五六七八九十百千")


def numerals_in(text: str) -> list[str]:
    """The runs of digits and Chinese numerals in `text`, in order: 前三名 has 三."""
    return "".join(char if char in _FIGURES else " " for char in text).replace("俩", "两").split()


def number_of(written: str) -> int | None:
    """The value of a number in digits or Chinese numerals; None where it is neither."""
    if _ENCLOSED.fullmatch(written.strip()):
        return int(unicodedata.numeric(written.strip()))
    text = fold(written).strip()
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    if not text or any(char not in _KNOWN for char in text):
        return None
    if not any(char in _UNITS | _TWENTIES | _MYRIADS for char in text):  # 二〇二四: a numeral a digit
        return int("".join(str(_DIGITS[char]) for char in text))
    return _counted(text)


def _counted(text: str) -> int:
    """The value of numerals with units: 三万六千 is 36,000, and so is 三万六, whose last unit goes unsaid."""
    total = part = digit = 0
    last = 1
    for char in text:
        if char in _UNITS:
            last = _UNITS[char]
            part += (digit or (1 if char in "十拾" else 0)) * last
            digit = 0
        elif char in _MYRIADS:
            last = _MYRIADS[char]
            total = (total + part + digit) * last if last > 10_000 else total + (part + digit) * last
            part = digit = 0
        elif char in _TWENTIES:
            part, last = part + _TWENTIES[char], 1
        else:
            digit = _DIGITS[char]
            if not digit:
                last = 1
    unsaid = last // 10 if last >= 100 and len(text) > 2 and text[-1] in _DIGITS else 1
    return total + part + digit * unsaid


def case_number(cell: str) -> int | None:
    """The number of a case in a cell of its own, from 1 to MAX_NUMBER; None for anything else."""
    match = _CELL.fullmatch(cell.strip())
    number = number_of(match[1]) if match else None
    return number if number is not None and 1 <= number <= MAX_NUMBER else None


def chinese(value: int) -> str:
    """`value` in Chinese numerals, as lists and articles of statutes are numbered: 十二, 一百零五, 一千零一十.

    From 1 to 9,999, as CSS counters have it (CSS Counter Styles 3, 6.1: simp-chinese-informal); digits beyond.
    """
    if not 0 < value < 10_000:
        return str(value)
    written = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            written += f"{'零一二三四五六七八九'[digit]}{unit}"
        elif written and value % place:
            written = f"{written.rstrip('零')}零"
    return written[1:] if 10 <= value < 20 else written
