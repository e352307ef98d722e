"""How many cases the groups must have that are asked for: 不止一个案例的省, 两个以上的, 只有一个的, 出现了两次的法院."""

from __future__ import annotations

from collections.abc import Iterator

from data.numerals import number_of, numerals_in
from data.values import dataclass
from retrieval.lexicon.listed import listed, under, words

_BOUNDS = under("group_size")
"""more (of what is said), least, exactly, most."""
_GROUP, _LEADS, _BEHIND = listed("group_noun"), words("leads_to_group"), words("behind_size")
_BESIDE = listed("beside_rank")
_MORE = ("以上", "及以上", "或以上", "往上", "或更多", "以下", "以内", "及以下")
_MARKS = "？?。！!，, "
ANY = 0
"""The upper bound of what has none."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """At least and at most so many (ANY: no bound); the span of the text that says it."""

    least: int
    most: int
    span: tuple[int, int]


def sizes(text: str) -> Sizes | None:
    """The sizes of groups that `text` (folded) asks for; None where it bounds none, or no groups are spoken of."""
    if not any(_is_asked(text, noun.start(), noun.end()) for noun in _GROUP.finditer(text)):
        return None
    found = sorted(_bounds(text), key=lambda one: (one.span[0], -one.span[1]))
    return next((one for one in found if _of_cases(text, one.span)), None)


def sizes_alone(text: str) -> Sizes | None:
    """The sizes that `text` says and nothing else: 只有一个的呢, after groups were told."""
    found = sorted(_bounds(text), key=lambda one: (one.span[0], -one.span[1]))
    return next((one for one in found if _says_no_more(text, one.span)), None)


def _says_no_more(text: str, span: tuple[int, int]) -> bool:
    rest = f"{text[: span[0]]}{text[span[1] :]}".strip(_MARKS)
    return not _BESIDE.sub("", rest).strip("的那呢啊呀")


def _is_asked(text: str, start: int, end: int) -> bool:
    """Whether a noun is of the groups that are asked for (哪些省, 同一家法院, …的省), and no condition of cases."""
    behind = text[end:].lstrip("份市")
    ends = not behind.strip(_MARKS) or behind.startswith(("有", "是", "，", ",", "都", "里"))
    return text[:start].endswith(_LEADS) or (ends and text[:start].endswith("的")) or (start == 0 and ends)


def _bounds(text: str) -> Iterator[Sizes]:
    for how, form in _BOUNDS.items():
        for match in form.finditer(text):
            number = next(map(number_of, numerals_in(match[0])), None)
            if number is None or (how == "exactly" and text[match.end() :].startswith(_MORE)):
                continue  # 上了两个及以上的
            if how == "more" or (how == "least" and number == 1):  # 一个以上: more than one
                yield Sizes(number + 1, ANY, match.span())
            elif how == "least":
                yield Sizes(number, ANY, match.span())
            else:
                yield Sizes(number if how == "exactly" else 1, number, match.span())


def _of_cases(text: str, span: tuple[int, int]) -> bool:
    """Whether what is counted is cases, as far as anything is said of it: 两个以上案例的省, but not 两个以上基地的省."""
    rest = text[span[1] :].strip(" ")
    return not rest.strip(_MARKS) or rest.startswith(_BEHIND)
