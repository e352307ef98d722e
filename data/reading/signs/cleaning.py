"""Published text without what only its journey through web pages put into it."""

from __future__ import annotations

import html
import re
import unicodedata

from data.patterns import regex

_INVISIBLE = regex("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\ufeff]")
"""Control characters but the white ones, zero-width space, byte order mark."""
_BLOCK = "p|br|div|li|tr|ul|ol|table|tbody|thead|h[1-6]|hr|center"
_INLINE = "b|i|u|em|strong|span|a|font|sup|sub|small|big|td|th|img|o:p"
# Only known names with proper attributes: a<b and c>d is arithmetic, not markup.
_TAG = regex(
    rf"""</?(?:(?P<block>{_BLOCK})|{_INLINE})"""
    r"""(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*/?>"""
    r"|<!--[^<>]*-->",
    re.IGNORECASE,
)
_ENTITY = regex(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});")
_SEAM = "\0"
"""Stands where a tag was; no text holds it, for control characters are taken out first."""
_GAP = regex(r"[\s\0]+")


def tidy(text: str) -> str:
    """`text` with one kind of line end, no blank lines, and no white space at the ends of lines."""
    lines = (line.strip() for line in re.split(r"\r\n|[\r\n\f\v\x85\u2028\u2029]", text))
    return "\n".join(line for line in lines if line)


def clean(text: str, entities: bool = True) -> str:
    """`tidy` text without HTML tags, entities, control and zero-width characters; all else as published.

    The white space beside a tag goes with it where it parts two Chinese characters, for Chinese is set
    without spaces: <b>福建省</b> 德化县 is 福建省德化县. Block tags become line ends. Spaces that no tag made
    (村 BA) and full-width forms stay; so do entities, where `entities` says that they are text.
    """
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text) if entities else text
    text = text.replace("\xa0", " ")
    text = _INVISIBLE.sub("", text)
    if "<" in text:
        text = _GAP.sub(_close, _TAG.sub(_seam, text))
    return tidy(text)


def has_surrogate(text: str) -> bool:
    """Whether half a character is in `text`, which no file or database can hold."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def _seam(tag: re.Match[str]) -> str:
    return f"{_SEAM}\n" if tag["block"] else _SEAM


def _close(gap: re.Match[str]) -> str:
    """What is left of a run of white space and seams."""
    run = gap[0]
    if _SEAM not in run:
        return run
    if "\n" in run:
        return "\n"
    before, after = gap.string[gap.start() - 1 : gap.start()], gap.string[gap.end() : gap.end() + 1]
    return "" if _is_wide(before) and _is_wide(after) else run.replace(_SEAM, "")


def _is_wide(char: str) -> bool:
    return not char or unicodedata.east_asian_width(char) in "WF"
