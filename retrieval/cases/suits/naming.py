"""Who sued whom, as a case names its parties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.patterns import regex
from data.text import Span, split_at, squeeze
from data.types import Case
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed

# 张某向劳动人事争议仲裁委员会申请仲裁; 某公司诉至法院; 李某，遂提起诉讼 · not 不服裁决, which tells who lost
_BRINGS = regex(
    r"(?P<who>[^，,。；;]{1,30}?)(?:向[^。]{0,40}申请(?:劳动)?仲裁|[，,]?诉至|[，,]?遂?提起诉讼|起诉)"
)
_ACCUSED, LONGEST_ACCUSED = listed("accused"), 24
_AGAINST, _SUIT_NAME, _CLAIMS, _FIRM = (
    listed("against"),
    listed("section.suit"),
    listed("section.claims"),
    listed("firm"),
)
_CAUSE = listed("cause_of_suit")
"""What a suit is about, behind the name of who is sued (民事案件案由规定)."""
_OF_FIRM, LONGEST_FIRM = listed("ends_as_firm"), 14
_SUED_ENDS, _BEHIND_SUED = listed("ends_as_sued"), listed("behind_the_sued")
_SUIT, _BRACKETS = "案", "（）()"


def parties(case: Case, told: list[tuple[str, Span, str]]) -> tuple[str, str]:
    """Claimant and opponent: by a title or a name 甲诉乙…案, else by who applied for arbitration or went to court."""
    named_by = [text for name, _, text in told if _SUIT_NAME.search(name)][:1]
    for title in (squeeze(case.title), *named_by):
        suit = _two_sides(title, bare=title in named_by)
        if suit:
            claimant, rest = suit
            return claimant, _before_cause(rest) or rest if title in named_by else _sued(rest)
    asks = next((text for name, _, text in told if _CLAIMS.search(name)), "")
    for *_, text in told:
        match = _BRINGS.search(text)
        who = re.split(r"不服", match["who"])[0] if match else ""
        if match and not (PERSON.search(who) or _FIRM.search(who)):  # 林某提出解除合同，并向…申请仲裁
            who = next(iter(PERSON.findall(text[: match.end("who")])), "")
        if PERSON.search(who) or _FIRM.search(who):
            several = re.split("[、和与]", who)
            who = next((name for name in several if len(several) > 1 and asks.startswith(name)), who)
            who = who if _FIRM.search(who) or not (person := PERSON.search(who)) else person[0]
            named = re.findall(r"某[一-鿿]{0,8}?公司", "".join(t for *_, t in told))
            firms = [f"某{name.rpartition('某')[2]}" for name in named]  # 肖某与某科技公司
            return who, next((firm for firm in firms if firm not in who), "")
    return "", ""


def accused(told: list[tuple[str, Span, str]]) -> str:
    """Who is prosecuted, joined by 、; '' where nobody is."""
    return "、".join(dict.fromkeys(who for *_, text in told for who in _accused_in(text)))


def _accused_in(text: str) -> Iterator[str]:
    """The names behind 被告人 and 被告单位, which a comma or a bracket ends: 被告人李某某，男; not 被告人认罪认罚。"""
    for match in _ACCUSED.finditer(text):
        behind = text[match.end() :][: LONGEST_ACCUSED + 1]
        name = split_at(behind, "，,（(。；;、")[0]
        if len(name) > 1 and behind[len(name) :].startswith(("，", ",", "（", "(")):
            yield name


def _two_sides(title: str, bare: bool) -> tuple[str, str] | None:
    """Who sues, and what stands behind 诉; in the `bare` name of a suit also behind 与: 吴某与某公司买卖合同纠纷案."""
    found = _AGAINST.search(title)
    if found:
        return title[: found.start()], title[found.end() :]
    claimant, between, rest = title.rpartition("与")
    named = bare and between and len(rest) > len(_SUIT) and rest.endswith(_SUIT)
    return (claimant, rest) if named and len(claimant) > 1 and _is_chinese(claimant[-2:]) else None


def _before_cause(rest: str) -> str:
    """`rest` up to what the suit is about, which no name of a firm begins with: 某公司 of 某公司买卖合同纠纷案."""
    starts = (at for at in range(len(rest)) if _CAUSE.match(rest, at) and not _names_firm(rest[at:]))
    return rest[: next(starts, len(rest))]


def _names_firm(text: str) -> bool:
    ends = (found.start() for found in _OF_FIRM.finditer(text[: LONGEST_FIRM + 2]))
    return any(at > 1 and _is_chinese(text[:at]) for at in ends)


def _sued(rest: str) -> str:
    """`rest` up to where the name of who is sued ends; all of it where that cannot be told."""
    for at in range(len(rest)):
        found = _SUED_ENDS.match(rest, at)
        if found is None or (at == 0 and found[0] == "某"):
            continue
        if found.end() == len(rest) or _BEHIND_SUED.match(rest, found.end()):
            return rest[: found.end()]
    return rest


def _is_chinese(text: str) -> bool:
    return all("一" <= char <= "鿿" or char in _BRACKETS for char in text)
