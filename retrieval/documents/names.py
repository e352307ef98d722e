"""What a text calls a case in a word: 江苏南通, 浙江高院, 中科院大连化物所; and what the case is, without who acts."""

from __future__ import annotations

from functools import lru_cache

from data.places.placenames import short_name
from data.places.regions import find_institutions
from data.types import Case
from retrieval import lexicon
from retrieval.language import divisions

LONGEST = 20
"""Characters of a subject: what is longer is a sentence."""
LONG_INSTITUTION = 10
"""From this length on an institution goes by its short name."""
_BODIES = (
    *("局", "院", "庭", "委", "委员会", "厅", "部", "协会", "商会", "公司", "海关", "大学", "学院", "中心"),
    *("馆", "所", "社", "厂", "机关", "城", "区", "集团", "银行", "学校"),
)
_COURTS = (("高级人民法院", "高院"), ("中级人民法院", "中院"), ("人民法院", "法院"), ("人民检察院", "检察院"))


@lru_cache(maxsize=5_000)
def subject_of(case: Case) -> str:
    """Who acts in the title, as it says; '' where the title has no such subject."""
    verb = lexicon.first_verb(case.title)
    if verb is None or not 1 < verb <= LONGEST or case.title[verb] == "诉":
        return ""
    subject = case.title[:verb]
    acts = subject.endswith(_BODIES) or divisions.parted(subject)[0] or _institution_in(subject)
    return subject if acts else ""


@lru_cache(maxsize=5_000)
def short_name_of(case: Case) -> str:
    """The place or body that acts, as people say it; '' where the title has no such subject."""
    subject = subject_of(case)
    if not subject:
        return ""
    if _institution_in(subject):
        return _institution(subject)
    around, rest = divisions.parted(subject)
    if not around:
        return subject
    if not rest:
        return "".join(map(short_name, around))
    return _body(around, rest)


@lru_cache(maxsize=5_000)
def matter_of(case: Case) -> str:
    """What the case is: its title without who acts."""
    return case.title[len(subject_of(case)) :].strip("，,：: ") or case.title


def _institution_in(subject: str) -> bool:
    """Whether the subject is an institution by its full name."""
    return any(m.start == 0 and m.end == len(subject) for m in find_institutions(subject))


def _institution(name: str) -> str:
    from data.places.institutions import short_names

    short = next(iter(short_names(name)), "") if len(name) >= LONG_INSTITUTION else ""
    if short and name.startswith("中国科学院") and "院" not in short:
        return f"中科院{short}"
    return short or name


def _body(around: list[str], rest: str) -> str:
    for full, short in _COURTS:
        if rest.endswith(full):
            inner = rest.removesuffix(full)
            return f"{short_name(around[-1])}{inner}{short}"
    return around[-1] + rest
