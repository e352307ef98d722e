"""What a text calls a case in a word: 江苏南通, 浙江高院, 中科院大连化物所; and what the case is, without who acts."""

from __future__ import annotations

from functools import lru_cache

from data.patterns import regex
from data.places.placenames import short_name
from data.places.regions import find_institutions
from data.types import Case
from retrieval import lexicon

LONGEST = 20
"""Characters of a subject: what is longer is a sentence."""
LONG_INSTITUTION = 10
"""From this length on an institution goes by its short name."""
_DIVISION = regex(
    r"[一-鿿]{1,9}?(?:省|自治区|特别行政区|自治州|市(?!场)|州(?=$|[^一-鿿])|[县旗盟]|(?<!园)(?<!开发)区)"
)
_BODIES = (
    *("局", "院", "庭", "委", "委员会", "厅", "部", "协会", "商会", "公司", "海关", "大学", "学院", "中心"),
    *("馆", "所", "社", "厂", "机关", "城", "区", "集团", "银行", "学校"),
)
_COURTS = (("高级人民法院", "高院"), ("中级人民法院", "中院"), ("人民法院", "法院"), ("人民检察院", "检察院"))


@lru_cache(maxsize=20_000)
def subject_of(case: Case) -> str:
    """Who acts in the title, as it says; '' where the title has no such subject."""
    verb = lexicon.first_verb(case.title)
    if verb is None or not 1 < verb <= LONGEST or case.title[verb] == "诉":
        return ""
    subject = case.title[:verb]
    acts = subject.endswith(_BODIES) or _divisions(subject)[0] or _institution_in(subject)
    return subject if acts else ""


@lru_cache(maxsize=20_000)
def short_name_of(case: Case) -> str:
    """The place or body that acts, as people say it; '' where the title has no such subject."""
    subject = subject_of(case)
    if not subject:
        return ""
    if _institution_in(subject):
        return _institution(subject)
    divisions, rest = _divisions(subject)
    if not divisions:
        return subject
    if not rest:
        return "".join(map(short_name, divisions))
    return _body(divisions, rest)


@lru_cache(maxsize=20_000)
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


def _divisions(subject: str) -> tuple[list[str], str]:
    """The divisions that a subject begins with, outermost first, and what follows them."""
    found, at = [], 0
    while match := _DIVISION.match(subject, at):
        found.append(match[0])
        at = match.end()
    return found, subject[at:]


def _body(divisions: list[str], rest: str) -> str:
    for full, short in _COURTS:
        if rest.endswith(full):
            inner = rest.removesuffix(full)
            return f"{short_name(divisions[-1])}{inner}{short}"
    return divisions[-1] + rest
