"""The day on which something was done, or a figure of one instance, by the words that stand with it: 哪天退的休 is 2018年10月退休.

A case tells many days; the one that is asked for is told with the deed that the question has beside its asking words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.text import clauses, fold, pairs, sentences, split_at
from data.types import Quote
from data.values import dataclass
from retrieval.answers.leads.dated import is_bare, part_of
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import COURTS
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import Sort, sheet
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Asked, Type
from retrieval.question.closed.wanted import FIGURES, WANTED
from retrieval.quoting.clauses import asides, quote_of

_RULE = listed("section.rules")
_LIGHT = frozenset(
    "的了吗呢啊呀是在有和与及着过到出给把被让要会能可来去做弄搞这那些它他她我你就才都又还下上来着个一家人"
)
AROUND = 40
"""Code points behind a day, up to the next one, within which stands what was done on it."""
NEAR, _NOT_ALONE = 10, "判裁改期定"
"""The same where one character is all that tells it, which may be of another word; those that tell nothing alone, or a
court's deed, whose day is told otherwise."""
_BY_WHEN = ("最晚", "最迟", "限到", "限什么", "限哪")
"""What asks by when something is to be done, and not when it was."""
LONGEST = 4
"""Code points of the longest deed, read from its end: 上报给组织."""
_OPEN = frozenset({Sort.MONEY, Sort.SHARE})


@dataclass(frozen=True, slots=True)
class _Told:
    """A span of the sort asked for at `field[start:end]`, and what is told with it."""

    field: str
    start: int
    end: int
    said: str
    around: str


def day_of_deed(profile: Profile, kind: Asked, text: str, found: Quote | None) -> Quote | None:
    """The one day with which the case tells the deed that `text` (folded) asks of, `found` where it is one; None where none
    is, or several are."""
    if kind.type is not Type.DATE or len(profile.case.fields) == 1:
        return None
    deed, behind = _deed(kind, text)
    if not deed or asks_by_when(text):
        return None
    told = list(_days(profile))
    own = [one for one in told if deed in one.around]
    if not own and len(deed) > 1 and behind:
        deed = deed[-1:]  # 进厂修的
        own = [one for one in told if deed in one.around]
    if len(deed) == 1:
        own = [one for one in own if deed in one.around[:NEAR] and deed not in _NOT_ALONE]
    if found is not None and found.answer is not None:
        start, end = found.answer
        for one in own:
            if one.field == found.field and one.start < end and start < one.end:
                return _quote(profile, one)  # told so already
    if len(deed) == 1 and len({one.said for one in own}) != 1:
        return None  # one character stands in words of many senses
    asked = pairs(text)
    best: dict[str, tuple[int, _Told]] = {}
    for one in own:
        held = len(asked & pairs(one.around))
        if one.said not in best or held > best[one.said][0]:
            best[one.said] = held, one
    ranked = sorted(best.values(), key=lambda pair: -pair[0])
    if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
        return None
    return _quote(profile, ranked[0][1])


def asks_by_when(text: str) -> bool:
    """Whether it is asked by when something is due: 最晚啥时候交."""
    return any(word in text for word in _BY_WHEN)


def _deed(kind: Asked, text: str) -> tuple[str, bool]:
    """The characters of what was done, behind the asking words (True), else before them: 退休 of 啥时候退的休."""
    first, last = kind.span
    behind = split_at(text[last:], "，,。？?！!；;")[0]
    before = split_at(text[:first], "，,。？?！!；;")[-1]
    for words in (behind, before):
        told = "".join(char for char in words if char not in _LIGHT and "一" <= char <= "鿿")
        if told:
            return (told[-LONGEST:] if len(told) <= LONGEST or words is before else ""), words is behind
    return "", False


def _days(profile: Profile) -> Iterator[_Told]:
    """The days of what happened, with what is told of them in their clause and behind, up to the next one."""
    page = sheet(profile.case)
    for name, base, text in own_fields(profile):
        for first, last in sentences(text):
            dates = [
                s
                for s in page.inside(name, first, last)
                if s.sort is Sort.DATE and base + first <= s.start and s.end <= base + last
            ]
            parts = [(first + a, first + b) for a, b in clauses(text[first:last])]
            for at, span in enumerate(dates):
                start, end = span.start - base, span.end - base
                begin = max((a for a, _ in parts if a <= start), default=first)
                begin = max(begin, dates[at - 1].end - base if at else begin)
                stop = dates[at + 1].start - base if at + 1 < len(dates) else last
                stop = (
                    max((a for a, _ in parts if end <= a <= stop), default=stop)
                    if at + 1 < len(dates)
                    else stop
                )
                said = text[start:end]
                if not is_bare(
                    said
                ):  # 该车保险期限至2021年4月1日: what leads to a day is of it, and not of the one before
                    around = text[end : min(stop, end + AROUND)] + text[begin:start]
                    yield _Told(name, start, end, said, fold(around))


def figure_at(profile: Profile, kind: Asked, text: str, found: Quote | None) -> Quote | None:
    """The one figure that a sentence tells of the instance that `text` names: 一审分到多少, 仅分得24%的份额.

    None where no instance is named, `found` stands in such a sentence, or they tell several.
    """
    instance = next((name for name in COURTS if name in text), "")
    open_ = kind.type is Type.NUMBER and not (kind.unit or kind.noun)
    if not instance or kind.type not in FIGURES or kind.type is Type.DATE or len(profile.case.fields) == 1:
        return None
    page = sheet(profile.case)
    sorts = _OPEN if open_ else frozenset(WANTED[kind.type][:1])
    told: dict[str, _Told] = {}
    for name, base, field in own_fields(profile):
        for first, last in sentences(field):
            named = [one for one in COURTS if one in field[first:last]]
            if named[:1] != [instance]:
                continue
            if found is not None and found.answer and found.field == name and first <= found.answer[0] < last:
                return None
            for span in page.inside(name, first, last):
                inside = base + first <= span.start and span.end <= base + last
                if (
                    inside
                    and span.sort in sorts
                    and not any(part_of(span, o) for o in page.typed if o.sort is Sort.DATE)
                ):
                    start, end = span.start - base, span.end - base
                    told.setdefault(field[start:end], _Told(name, start, end, field[start:end], ""))
    return _quote(profile, next(iter(told.values()))) if len(told) == 1 else None


def own_fields(profile: Profile) -> Iterator[tuple[str, int, str]]:
    """The fields that tell what happened and was decided: name, base on the sheet, text."""
    beside, page = asides(profile.case), sheet(profile.case)
    for name, base in page.fields:
        if name not in beside and not MEANING.search(name) and not _RULE.search(name):
            yield name, base, profile.case.text_of(name) or ""


def _quote(profile: Profile, one: _Told) -> Quote:
    """The clauses that hold it, and the one behind where a day is all that its clause says."""
    text = profile.case.text_of(one.field) or ""
    parts = [(a, b) for a, b in clauses(text) if a < one.end + 1 and one.start < b]
    start, end = parts[0][0], parts[-1][1]
    return replace(quote_of(profile.case, one.field, start, end), answer=(one.start, one.end))
