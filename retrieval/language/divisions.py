"""The administrative divisions that a name begins with: 甘肃省, 定西市, 安定区 of 安定区住房和城乡建设局 written in full."""

from __future__ import annotations

from data.patterns import regex

_DIVISION = regex(
    r"[一-鿿]{1,9}?(?:省|自治区|特别行政区|自治州|市(?!场)|州(?=$|[^一-鿿])|[县旗盟]|(?<!园)(?<!开发)区)"
)
_PROVINCE, _CITY, _IN_A_CITY = ("省", "自治区"), "市", ("区", "县", "旗")


def parted(name: str) -> tuple[list[str], str]:
    """The divisions that `name` begins with, outermost first, and what follows them."""
    found, at = [], 0
    while match := _DIVISION.match(name, at):
        found.append(match[0])
        at = match.end()
    return found, name[at:]


def narrowest(name: str) -> str:
    """`name` without its province, and without the city of a district: 安定区… of 甘肃省定西市安定区…"""
    divisions, rest = parted(name)
    if divisions and divisions[0].endswith(_PROVINCE):
        divisions = divisions[1:]
    if len(divisions) > 1 and divisions[0].endswith(_CITY) and divisions[1].endswith(_IN_A_CITY):
        divisions = divisions[1:]
    return "".join((*divisions, rest))
