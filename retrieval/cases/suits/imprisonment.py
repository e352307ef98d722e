"""How long a court sends somebody to prison, as judgments tell it: 判处有期徒刑十年六个月, 数罪并罚决定执行…, 死刑，缓期二年执行.

Source of the kinds of punishment and their order: 刑法 §33 (管制, 拘役, 有期徒刑, 无期徒刑, 死刑) and §48 (死刑缓期执行).
"""

from __future__ import annotations

from collections.abc import Iterator

from data.numerals import CHINESE_NUMBER, number_of
from data.patterns import regex

LIFE, REPRIEVED, DEATH = 1_000.0, 2_000.0, 3_000.0
"""What stands for a punishment without an end, in months: more than any term, in the order of the law."""
YEAR = 12
"""Months."""
_NUMBER = rf"(?:\d{{1,2}}|{CHINESE_NUMBER})"
# 有期徒刑十年六个月, 拘役六个月, 无期徒刑, 死刑，缓期二年执行 · not 三年以上有期徒刑 of a statute
_TERM = regex(
    rf"(?P<life>无期徒刑)|(?P<reprieved>死刑[，,（(]?缓(?:期|刑)(?:[二两]年)?(?:执行)?|死缓)|(?P<death>死刑)|"
    rf"(?:有期徒刑|拘役|管制)(?:(?P<years>{_NUMBER})年)?(?:零|又|另)?(?:(?P<months>{_NUMBER})个月)?(?P<bound>以[上下])?"
)
_SENTENCES = ("判处", "决定执行", "判了", "被判", "获刑", "判刑")
_IN_ALL = "决定执行"
_NOT_YET = ("量刑建议", "建议判处", "提出判处", "可能判处", "应当判处", "应判处", "可以判处")
"""What is proposed, or said of what might be, is no judgment."""


def terms(text: str) -> tuple[float, ...]:
    """The terms (months) to which a sentence (squeezed) of a case says that somebody was sent; () where it says none.

    Of several crimes of one person only what is to be served in all counts.
    """
    return tuple(months for months, *_ in told(text))


def told(text: str) -> tuple[tuple[float, int, int], ...]:
    """The same terms, each with where in `text` it stands."""
    if not any(word in text for word in _SENTENCES) or any(word in text for word in _NOT_YET):
        return ()
    start = text.find(_IN_ALL) if _IN_ALL in text else max(text.find(_SENTENCES[0]), 0)
    return tuple(_months(text, start))


def _months(text: str, start: int) -> Iterator[tuple[float, int, int]]:
    for match in _TERM.finditer(text, start):
        if match["life"]:
            yield LIFE, *match.span()
        elif match["reprieved"]:
            yield REPRIEVED, *match.span()
        elif match["death"]:
            yield DEATH, *match.span()
        elif not match["bound"] and (match["years"] or match["months"]):
            months = YEAR * (number_of(match["years"] or "") or 0) + (number_of(match["months"] or "") or 0)
            yield months, *match.span()


def spoken(months: float) -> str:
    """A term as people say it: 10年6个月."""
    years, rest = divmod(int(months), YEAR)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest or not years else "")
