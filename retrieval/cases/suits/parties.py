"""The parties of a decided case as questions call them: the plaintiff, the worker, the firm, the authority."""

from __future__ import annotations

import re
from collections.abc import Callable

from data.text import split_at
from retrieval.cases.suits.course import FIRM, PUBLIC, Course
from retrieval.language.terms import SOMEBODY, SURNAMES
from retrieval.lexicon.listed import listed, under

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
LONGEST_NAME = 3
"""Characters of a person's name that is told in full."""
_GOVERNMENTS, _ANY_GOVERNMENT = under("government"), "government"
_OFFICE, _OFFICE_ENDS, LONGEST_OFFICE = "办公室", ("局", "委", "厅", "办"), 9


def is_public(name: str, level: str) -> bool:
    """Whether a party is a government of that level itself, not an office of one."""
    sort = _GOVERNMENTS.get("any" if level == _ANY_GOVERNMENT else level)
    return sort is not None and any(not _names_office(name[one.end() :]) for one in sort.finditer(name))


def _names_office(behind: str) -> bool:
    """Whether what stands behind the name of a government makes it the name of one of its offices."""
    part = split_at(behind, "、，和与案")[0]
    whole = behind[len(part) :][:1] != "案"
    return behind.startswith(_OFFICE) or (
        whole and len(part) <= LONGEST_OFFICE and part.endswith(_OFFICE_ENDS)
    )


def is_sort(party: str) -> Callable[[str], bool]:
    """Whether a party's name in a case is of the sort a question calls it."""
    party = SIDES.get(party, party)
    if PERSONS.fullmatch(party):
        return _is_person
    if FIRMS.fullmatch(party):
        return _is_firm
    return lambda name: bool(PUBLIC.search(name)) and not FIRM.search(name)


def _is_firm(name: str) -> bool:
    """某公司, 孟某某和某公司; not 某公司负责人刘某某, who is a person."""
    return any(
        FIRM.search(one) and not SOMEBODY.match(one) and not SOMEBODY.search(one, _last_firm(one))
        for one in split_at(name, "、")
    )


def _last_firm(name: str) -> int:
    return max(found.end() for found in FIRM.finditer(name))


def _is_person(name: str) -> bool:
    """张某等人, 吴小秦; not 某影楼, whose trade alone says what it is."""
    if FIRM.search(name) or PUBLIC.search(name):
        return False
    return any(
        SOMEBODY.match(one) or (1 < len(one) <= LONGEST_NAME and one[0] in SURNAMES)
        for one in split_at(name, "、")
    )


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
