"""The parties of a decided case as questions call them: the plaintiff, the worker, the firm, the authority."""

from __future__ import annotations

import re
from collections.abc import Callable

from retrieval.suits.course import FIRM, PUBLIC, Course

PLAINTIFF = r"原告|起诉(?:的|方|人)?|告状(?:的|人)?|申请人"
DEFENDANT = r"被告|被诉(?:方|人)?|被申请人"
PERSONS = r"劳动者|员工|职工|工人|打工(?:的|人|者|仔)?|个人|自然人|老百姓|百姓|农民|村民|拆迁户|被征收人|业主"
FIRMS = r"公司|企业|用人单位|用工单位|单位|老板|商家"
PUBLICS = r"政府|行政机关|官方|机关|公家|行政部门|主管部门"
PARTY = rf"(?P<party>{PLAINTIFF}|{DEFENDANT}|{PERSONS}|{FIRMS}|{PUBLICS})"
LOST = r"(?:(?<![运传灌进出])输(?![入出送])|败诉|败了|没赢|没告赢|没打赢|白告|白打|(?:诉求|请求|诉讼请求)?(?:被|给|全)?驳回|没(?:有)?(?:得到|获得?|被)?支持|未(?:获|得到)支持|没要到)"
WON = r"(?:赢|胜诉|胜了|得到(?:了)?支持|获(?:得)?(?:了)?支持|被支持)"
CHANGES = r"撤|改判|推翻|翻盘|翻案|翻过来|翻转|扭转|逆转|反转|改了|改掉|变了|纠正|否(?:定|掉)|不一样|相反"
UPHOLDS = r"维持|驳回上诉|没改|没变|照旧|不改|一样(?!的)"
"""How a question says that a party lost or won, that a ruling was changed or stood."""


def result_for(party: str, course: Course, instance: str = "") -> str:
    """`won`, `partly` or `lost` for a party as the question calls it; '' where that is not told."""
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


def is_sort(party: str) -> Callable[[str], bool]:
    """Whether a party's name in a case is of the sort a question calls it."""
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
