"""The parties of a decided case as questions call them: the plaintiff, the worker, the firm, the authority."""

from __future__ import annotations

import re
from collections.abc import Callable

from data.patterns import regex
from retrieval.cases.suits.course import FIRM, PUBLIC, Course

PLAINTIFF = r"原告|起诉(?:的|方|人)?|告状(?:的|人)?|申请人"
DEFENDANT = r"被告|被诉(?:方|人)?|被申请人"
PERSONS = r"劳动者|员工|职工|工人|打工(?:的|人|者|仔)?|个人|自然人|老百姓|百姓|农民|村民|拆迁户|被征收人|业主"
FIRMS = r"公司|企业|用人单位|用工单位|单位|老板|商家"
PUBLICS = r"政府|行政机关|官方|机关|公家|行政部门|主管部门"
PARTY = rf"(?P<party>{PLAINTIFF}|{DEFENDANT}|{PERSONS}|{FIRMS}|{PUBLICS})"
LOST = r"(?:(?<![运传灌进出])输(?![入出送])|败诉|败了|没赢|没告赢|没打赢|白告|白打|(?:诉求|请求|诉讼请求)?(?:被|给|全)?驳回|没(?:有)?(?:得到|获得?|被)?支持|未(?:获|得到)支持|没要到)"
WON = r"(?:赢|胜诉|胜了|得到(?:了)?支持|获(?:得)?(?:了)?支持|被支持)"
"""How a question supposes that a party lost or won."""


def result_for(party: str, course: Course, instance: str = "") -> str:
    """`won`, `partly` or `lost` for a party as the question calls it; '' where that is not told."""
    party = SIDES.get(party, party)
    result = course.result_of(instance) if instance else course.result
    if not result:
        return ""
    other = {"won": "lost", "partly": "lost", "lost": "won"}[result]
    if re.fullmatch(PLAINTIFF, party or "原告") and party != "申请人":
        return result if course.claimant in course.plaintiff else other
    if re.fullmatch(DEFENDANT, party):
        return other if course.claimant in course.plaintiff else result
    is_one = is_sort(party)
    return result if is_one(course.claimant) else other if is_one(course.opponent) else ""


SIDES = {"plaintiff": "原告", "defendant": "被告", "person": "个人", "firm": "公司", "public": "政府"}
"""How a test calls a side → how that is stated."""
_ITSELF = r"(?!办公室|[^、，和与案]{0,8}[局委厅办](?:[、，和与]|$))"
"""Behind the name of a government: it is not the name of one of its offices."""
_LEVELS = {
    "government": regex(rf"人民政府{_ITSELF}"),
    "township": regex(rf"街道办|[镇乡](?:人民)?政府{_ITSELF}"),
    "county": regex(rf"[县区旗](?:人民)?政府{_ITSELF}"),
    "city": regex(rf"市(?:人民)?政府{_ITSELF}"),
    "province": regex(rf"(?:省|自治区)(?:人民)?政府{_ITSELF}"),
}


def is_public(name: str, level: str) -> bool:
    """Whether a party is a government of that level itself, not an office of one."""
    return bool(_LEVELS[level].search(name))


def is_sort(party: str) -> Callable[[str], bool]:
    """Whether a party's name in a case is of the sort a question calls it."""
    party = SIDES.get(party, party)
    if re.fullmatch(PERSONS, party):
        return lambda name: "某" in name and not FIRM.search(name) and not PUBLIC.search(name)
    if re.fullmatch(FIRMS, party):
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
    if re.fullmatch(PLAINTIFF, party):
        return any(_same_sort(name, course.plaintiff) for name in names)
    if re.fullmatch(DEFENDANT, party):
        return any(_same_sort(name, course.opponent) for name in names)
    return any(map(is_sort(party), names))


def _same_sort(one: str, other: str) -> bool:
    return any(is_sort(sort)(one) and is_sort(sort)(other) for sort in ("个人", "公司", "政府"))
