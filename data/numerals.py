"""Case numbers as they are written: 8, ０８, 8., 案例8, 案例八, 十二."""

from __future__ import annotations

import re
import unicodedata

from data.patterns import regex
from data.text import fold

ENCLOSED = "①-⑳⑴-⒇⒈-⒛❶-❿⓫-⓴㉑-㉟㊱-㊿㈠-㈩㊀-㊉"
"""Ranges of the characters that are a whole number with what is around it; ⑩ is no 1 and 0."""
NUMERAL = rf"[0-9０-９]{{1,5}}|[〇○零一二两三四五六七八九十百千]{{1,9}}|[{ENCLOSED}]"
"""Pattern of a number in digits or Chinese numerals."""

_ENCLOSED = regex(f"[{ENCLOSED}]")
MAX_NUMBER = 99_999
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= {char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_UNITS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_TWENTIES = {"廿": 20, "卅": 30, "卌": 40}
_CELL = regex(
    rf"[（(【\[]?(?:案例|第|编号|no\.?|ｎｏ[.．]?|№)?\s*({NUMERAL})\s*(?:[.．]0{{1,6}}|[.、．号]|案例)?[）)】\]]?",
    re.IGNORECASE,
)
"""Spreadsheets write 8 as 8.0 where the column holds an empty cell too."""


def number_of(written: str) -> int | None:
    """The value of a number in digits or Chinese numerals; None where it is neither."""
    text = fold(written).strip()
    if len(text) == 1 and _ENCLOSED.fullmatch(text):
        return int(unicodedata.numeric(text))
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    if not text or any(char not in _DIGITS | _UNITS | _TWENTIES for char in text):
        return None
    if not any(char in _UNITS | _TWENTIES for char in text):  # 二〇二四: a numeral a digit
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _UNITS:
            total += (digit or (1 if char in "十拾" else 0)) * _UNITS[char]
            digit = 0
        elif char in _TWENTIES:
            total += _TWENTIES[char]
        else:
            digit = _DIGITS[char]
    return total + digit


def case_number(cell: str) -> int | None:
    """The number of a case in a cell of its own, from 1 to MAX_NUMBER; None for anything else."""
    match = _CELL.fullmatch(cell.strip())
    number = number_of(match[1]) if match else None
    return number if number is not None and 1 <= number <= MAX_NUMBER else None


def chinese(value: int) -> str:
    """`value` in Chinese numerals as lists are numbered: 十二, 一百零五; digits from 1,000 on."""
    if not 0 < value < 1000:
        return str(value)
    digits = "零一二三四五六七八九"
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    written = f"{digits[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else digits[tens]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (digits[ones] if ones else "")
