"""Where a case tells a thing of a sort that readers look for: its place, a sum, an age, a court by name, who wrote it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from data import dockets
from data.patterns import regex
from data.places.regions import find_places
from data.types import TITLE
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.typed import WRITER, Sheet, Sort, sheet_with
from retrieval.language.measures import measures
from retrieval.lexicon.listed import listed, words

Place = tuple[str, int, int]
"""A field and the span in it."""
_WRITER = regex(WRITER)
_COURT = "法院"
_MINOR = listed("minor_told")
AGE, OLDEST, ADULT = "age:", 130, 18
"""How a thing is named that is an age between two years; years that nobody lives longer; from which on nobody is a minor
(民法典 §17)."""


def _of_sort(*sorts: Sort) -> Callable[[Sheet], Iterator[tuple[int, int]]]:
    return lambda page: ((span.start, span.end) for span in page.typed if span.sort in sorts)


def _ages(page: Sheet) -> Iterator[tuple[int, int]]:
    return ((told.start, told.end) for told in measures(page.text, "age"))


def _aged(low: int, high: int) -> Callable[[Sheet], Iterator[tuple[int, int]]]:
    """Ages between the two, or, where both are of minors, words that say that somebody is one."""

    def found(page: Sheet) -> Iterator[tuple[int, int]]:
        yield from ((t.start, t.end) for t in measures(page.text, "age") if low <= t.value <= high)
        if high < ADULT:
            yield from (match.span() for match in _MINOR.finditer(page.text))

    return found


def _dated(page: Sheet) -> Iterator[tuple[int, int]]:
    return ((s.start, s.end) for s in page.typed if s.sort is Sort.DATE and page.text[s.start].isdigit())


def _named_courts(page: Sheet) -> Iterator[tuple[int, int]]:
    """Courts by a name that says where they are, and not as the place where somebody works who wrote of the case."""
    writers = list(_writers(page))
    for span in page.typed:
        name = page.text[span.start : span.end]
        wrote = any(start <= span.start < end for start, end in writers)
        of_court = span.sort is Sort.BODY and name.endswith(_COURT) and not wrote
        if of_court and any(mention.end < len(name) for mention in find_places(name)):
            yield span.start, span.end


def _writers(page: Sheet) -> Iterator[tuple[int, int]]:
    return (match.span("a") for match in _WRITER.finditer(page.text))


@dataclass(frozen=True, slots=True)
class Thing:
    """How a sort of thing is called in a test, the signs one of which every text with it has, and where a page tells it."""

    name: str
    signs: tuple[str, ...]
    found: Callable[[Sheet], Iterator[tuple[int, int]]]
    sorts: frozenset[Sort] = frozenset()
    """The sorts of spans by which it is found."""


class _Things(dict[str, Thing]):
    """The things by their names; an age between two years is made when it is asked for (`age:70-79`)."""

    def __missing__(self, name: str) -> Thing:
        if not name.startswith(AGE):
            raise KeyError(name)
        low, _, high = name.removeprefix(AGE).partition("-")
        years = f"{low}岁以上" if int(high) >= OLDEST else f"{low}至{high}岁"
        if int(low) == 0:
            years = "未成年" if int(high) == ADULT - 1 else f"{high}岁以下"
        signs = ("岁", *words("minor_told")) if int(high) < ADULT else ("岁",)
        return Thing(f"{years}的人", signs, _aged(int(low), int(high)))


_NUMBERS = (Sort.NUMBER, Sort.MONEY, Sort.SHARE, Sort.DURATION)
THINGS: Mapping[str, Thing] = _Things({
    "place": Thing("地点", (), _of_sort(Sort.PLACE), frozenset((Sort.PLACE,))),
    "date": Thing("日期", ("年", "月"), _dated, frozenset((Sort.DATE,))),
    "sum": Thing("金额", ("元", "块", "币", "万", "亿"), _of_sort(Sort.MONEY), frozenset((Sort.MONEY,))),
    "person": Thing("姓名", (), _of_sort(Sort.PERSON), frozenset((Sort.PERSON,))),
    "age": Thing("年龄", ("岁",), _ages),
    "court": Thing("法院名称", (_COURT,), _named_courts, frozenset((Sort.BODY,))),
    "writer": Thing("作者", ("文", "作者", "撰", "写", "笔", "稿"), _writers),
    "docket": Thing("案号", ("号",), lambda page: iter(dockets.find(page.text))),
    "number": Thing("数目", (), _of_sort(*_NUMBERS), frozenset(_NUMBERS)),
})  # fmt: skip
"""Sort → what it is; the names are those that a Query carries in `tells`."""


def where(profile: Profile, sort: str, *, alone: bool = False) -> tuple[Place, ...]:
    """The clauses that tell a thing of that sort, outside the title, or the things alone; the place only where it is
    known which."""
    if sort == "place" and not profile.places:
        return ()
    page = sheet_with(profile.case, THINGS[sort].sorts)
    spans = [span if alone else _clause(page, span) for span in THINGS[sort].found(page)]
    return tuple(place for span in spans if (place := _place(page, span))[0] != TITLE)


def tells(profile: Profile, sort: str) -> bool:
    """Whether the case tells a thing of that sort."""
    return bool(profile.places) if sort == "place" else bool(where(profile, sort))


def _clause(page: Sheet, span: tuple[int, int]) -> tuple[int, int]:
    """The clause that holds the span, which says more than 株洲 alone."""
    clause = next(((start, end) for start, end, _ in page.clauses if start <= span[0] < end), span)
    return clause[0], max(clause[1], span[1])


def _place(page: Sheet, span: tuple[int, int]) -> Place:
    field, base = page.where(span[0])
    return field, span[0] - base, span[1] - base
