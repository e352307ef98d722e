"""The number under which a court keeps a lawsuit: （2021）京0105民初1234号, （2012）江宁开民初字第646号."""

from __future__ import annotations

import re

from data.patterns import regex
from data.text import fold

DOCKET = "案号"
"""The field of a case that holds it."""
_YEAR = r"(?:[（(〔\[［【]\s*(?:19|20)\d\d\s*[）)〕\]］】]|(?<!\d)(?:19|20)\d\d年?(?!\d))"
_COURT = r"[\u4e00-\u9fff]{1,8}?\s*\d{0,5}\s*[\u4e00-\u9fff]{0,8}?"
_KIND = "初|终|再|监|申|提|抗|执|恢|保|破|清|辖|仲|特|督|催|赔|罚|更|复|异|预|诉|裁|决|议|他|调|撤|止|审"
"""What a number of this kind ends its letters with, by the rules of the Supreme People's Court of 2015 and those before."""
_SERIAL = r"第?\s*\d{1,7}(?:\s*[-—–至、]\s*\d{1,7})*\s*号(?:之[一二三四五六七八九十\d]{1,3})?"
_PATTERN = regex(
    rf"{_YEAR}\s*{_COURT}(?:{_KIND})\s*字?\s*{_SERIAL}|"
    rf"[\u4e00-\u9fff]{{1,12}}?(?:{_KIND})\s*字?\s*[（(〔\[［【]\s*(?:19|20)\d\d\s*[）)〕\]］】]\s*{_SERIAL}",
    only_with="号",
)
_LEFT_OUT = regex(r"[\s()\[\]〔〕【】［］字第年]")
_LABEL = r"(?:【?(?:案件|判决|裁判|裁定)?(?:案号|编号|文书号|书号)】?\s*[：:]?\s*)?"
_RUN = rf"(?:(?:(?:一|二|再|原)审|仲裁|执行)?(?:案号)?\s*[：:]?\s*(?:{_PATTERN.pattern})\s*[、；;,，]?\s*)+"
_ONLY = regex(rf"[（(]?{_LABEL}(?P<told>{_RUN})[）)]?。?", only_with="号")
_TAIL = regex(rf"[\s—–\-－：:，,]*[（(【]?{_LABEL}(?P<told>{_RUN})[）)】]?$", only_with="号")
_STOPS = " \u3000、；;,，"


def find(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand in the text."""
    return [match.span() for match in _PATTERN.finditer(text)]


def key(docket: str) -> str:
    """The number without what people write otherwise: brackets, 字, 第, width, spaces."""
    return re.sub(_LEFT_OUT.pattern, "", fold(docket))


def only(text: str) -> str:
    """The numbers of a line that says nothing else, with what tells them apart (一审：…；二审：…); empty for other lines."""
    match = _ONLY.fullmatch(text.strip())
    return match["told"].strip(_STOPS) if match else ""


def trailing(title: str) -> tuple[str, str]:
    """A title without the numbers at its end, and these; the title as it is, and "", where there are none."""
    match = _TAIL.search(title)
    before = title[: match.start()] if match else ""
    return (before, match["told"].strip(_STOPS)) if match and before else (title, "")
