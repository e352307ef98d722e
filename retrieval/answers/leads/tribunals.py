"""Which court ruled, and on which day: of the instance that is asked for, by its number, its level or as the last one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import clauses, sentences
from data.types import Quote
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import COURTS
from retrieval.cases.suits.sections import MEANING
from retrieval.cases.typed import Sort, Typed, sheet
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Asked, Type
from retrieval.quoting.clauses import asides, quote_of

_INSTANCES, _LAST, _LEVELS = under("instance_asked"), listed("last_ruling"), under("level_asked")
_COURT_ASKED, _RULES, _RULED = listed("court_asked"), listed("court_rules"), listed("when_ruled")
_TURNS = ("撤", "改", "翻", "推", "发回", "维持")
"""What a court does to the ruling of another instance, which is named beside it."""
NAMED = 5
"""Characters of the shortest court that has a name: 一审法院 has none."""
BEHIND = 16
"""Code points behind a court's name within which it is said that it hears or rules."""
NEAR = 40
"""Code points from a court's name within which stands the day on which it ruled."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A court that `case` names as one that heard it: of which instance, and where in `field` its name stands."""

    instance: str
    name: str
    field: str
    start: int
    end: int


def of_tribunal(profile: Profile, kind: Asked, text: str) -> Quote | None:
    """The court, or the day, of the ruling that `text` (folded) asks for; None where neither is asked, or none is told."""
    asks_court = bool(_COURT_ASKED.search(text)) and kind.type in (Type.BODY, Type.PLACE, Type.TEXT, Type.WHO)
    asks_day = kind.type is Type.DATE and bool(_RULED.search(text))
    if not (asks_court or asks_day):
        return None
    benches = [b for b in _benches(profile) if asks_court or _day_beside(profile, b)]
    bench = _meant(benches, text)
    if bench is None:
        return None
    day = None if asks_court else _day_beside(profile, bench)
    answer = day or (bench.start, bench.end)
    whole = profile.case.text_of(bench.field) or ""
    first, last = min(answer[0], bench.start), max(answer[1], bench.end)
    held = [(a, b) for a, b in clauses(whole) if a < last and first < b]
    quote = quote_of(profile.case, bench.field, held[0][0], held[-1][1])
    return replace(quote, answer=answer)


def untold_court(profile: Profile, kind: Asked, text: str) -> str:
    """The instance of whose court `text` (folded) asks the name, where the case names that of another and not its, as a refusal
    calls it; '' else."""
    if kind.type is not Type.BODY or not _COURT_ASKED.search(text) or any(word in text for word in _TURNS):
        return ""  # 第一次的判决是哪个法院撤掉的: of the next one
    instance = next((name for name, words in _INSTANCES.items() if words.search(text)), "")
    named = {bench.instance for bench in _benches(profile)} - {""}
    untold = instance and named and instance not in named and profile.course.at(instance)
    return f"法院（{instance}）" if untold else ""


def _meant(benches: Sequence[Bench], text: str) -> Bench | None:
    """The court that is asked for by its level, its instance or as the last; None where it is asked by none of them."""
    level = next((name for name, words in _LEVELS.items() if words.search(text)), "")
    if level:
        return next((one for one in reversed(benches) if f"{level}人民法院" in one.name), None)
    instance = next((name for name, words in _INSTANCES.items() if words.search(text)), "")
    if not instance and _LAST.search(text):
        instance = next((name for name in reversed(COURTS) if any(b.instance == name for b in benches)), "")
    return next((one for one in benches if instance and one.instance == instance), None)


def _benches(profile: Profile) -> Iterator[Bench]:
    """The courts that the case names as hearing it or ruling, in order."""
    case, page = profile.case, sheet(profile.case)
    beside = asides(case)
    bases = {name: base for name, base in page.fields if name not in beside and not MEANING.search(name)}
    for span in page.typed:
        name, base = page.where(span.start)
        told = page.text[span.start : span.end]
        if span.sort is not Sort.BODY or name not in bases or not told.endswith("法院") or len(told) < NAMED:
            continue
        behind = page.text[span.end : span.end + BEHIND]
        if _RULES.search(behind):
            start, end = span.start - base, span.end - base
            yield Bench(_instance(profile, name, start, behind), told, name, start, end)


def _instance(profile: Profile, field: str, at: int, behind: str) -> str:
    """The instance of the court that is named at `at`: by what is said behind it, else by the ruling that it stands in."""
    said = next((one for one in COURTS if behind.startswith(one)), "")
    rulings = profile.course.rulings
    return said or next((r.instance for r in rulings if r.field == field and r.start <= at < r.end), "")


def _day_beside(profile: Profile, bench: Bench) -> tuple[int, int] | None:
    """The date in the sentence of a court's name that stands nearest to it."""
    page = sheet(profile.case)
    base = dict(page.fields)[bench.field]
    whole = profile.case.text_of(bench.field) or ""
    start, end = next((a, b) for a, b in sentences(whole) if a <= bench.start < b)
    dates = [one for one in page.inside(bench.field, start, end) if one.sort is Sort.DATE]

    def gap(one: Typed) -> int:
        return max(one.start - base - bench.end, bench.start - (one.end - base))

    near = min((one for one in dates if gap(one) <= NEAR), key=gap, default=None)
    return (near.start - base, near.end - base) if near is not None else None
