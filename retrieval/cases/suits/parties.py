"""The parties of a decided case as questions call them: the plaintiff, the worker, the firm, the authority."""

from __future__ import annotations

import re
from collections.abc import Callable

from data.patterns import regex
from retrieval.cases.suits.course import FIRM, PUBLIC, Course
from retrieval.lexicon.listed import listed

PLAINTIFF, DEFENDANT = listed("side.plaintiff"), listed("side.defendant")
PERSONS, FIRMS = listed("side.person"), listed("side.firm")
LOST, WON = listed("said_lost"), listed("said_won")
"""How a question supposes that a party lost or won."""


def result_for(party: str, course: Course, instance: str = "") -> str:
    """`won`, `partly` or `lost` for a party as the question calls it; '' where that is not told."""
    party = SIDES.get(party, party)
    result = course.result_of(instance) if instance else course.result
    if not result:
        return ""
    other = {"won": "lost", "partly": "lost", "lost": "won"}[result]
    if PLAINTIFF.fullmatch(party or "原告") and party != "申请人":
        return result if course.claimant in course.plaintiff else other
    if DEFENDANT.fullmatch(party):
        return other if course.claimant in course.plaintiff else result
    is_one = is_sort(party)
    return result if is_one(course.claimant) else other if is_one(course.opponent) else ""


SIDES = {"plaintiff": "原告", "defendant": "被告", "person": "个人", "firm": "公司", "public": "政府"}
"""How a test calls a side → how that is stated."""
_ITSELF = r"(?!办公室|[^、，和与案]{0,8}[局委厅办](?:[、，和与]|$))"
"""Behind the name of a government: it is not the name of one of its offices."""
_GOVERNMENT = regex(
    r"(?:(?P<township>街道办(?:事处)?|[镇乡](?:人民)?政府)|(?P<province>(?:省|自治区)(?:人民)?政府)|(?P<county>[县区旗](?:人民)?政府)|"
    rf"(?P<city>市(?:人民)?政府)|(?P<government>人民政府)){_ITSELF}"
)


def is_public(name: str, level: str) -> bool:
    """Whether a party is a government of that level itself, not an office of one."""
    found = [(match.lastgroup, match[0]) for match in _GOVERNMENT.finditer(name)]
    return any(sort == level or (level == "government" and "人民" in said) for sort, said in found)


def is_sort(party: str) -> Callable[[str], bool]:
    """Whether a party's name in a case is of the sort a question calls it."""
    party = SIDES.get(party, party)
    if PERSONS.fullmatch(party):
        return lambda name: "某" in name and not FIRM.search(name) and not PUBLIC.search(name)
    if FIRMS.fullmatch(party):
        return lambda name: bool(FIRM.search(name))
    return lambda name: bool(PUBLIC.search(name)) and not FIRM.search(name)


def both_appealed(course: Course) -> bool:
    who = "、".join(course.appellants)
    return "双方" in who or len(course.appellants) > 1 or (bool(re.search("[与和、]", who)) and _mixed(who))


def _mixed(names: str) -> bool:
    parts = re.split("[与和、]", names)
    return len({(bool(FIRM.search(n)), bool(PUBLIC.search(n)) and not FIRM.search(n)) for n in parts}) > 1


def has_appealed(party: str, course: Course) -> bool:
    """Whether that side appealed; any side where none is named."""
    if not party:
        return bool(course.appellants)
    party = SIDES.get(party, party)
    names = [name for who in course.appellants for name in re.split("[与和、]", who)]
    if any("双方" in name for name in names):
        return True
    if PLAINTIFF.fullmatch(party):
        return any(_same_sort(name, course.plaintiff) for name in names)
    if DEFENDANT.fullmatch(party):
        if course.terms:  # who is prosecuted; the prosecution does not appeal but 抗诉
            return bool(names)
        return any(_same_sort(name, course.opponent) for name in names)
    return any(map(is_sort(party), names))


def _same_sort(one: str, other: str) -> bool:
    return any(is_sort(sort)(one) and is_sort(sort)(other) for sort in ("个人", "公司", "政府"))
