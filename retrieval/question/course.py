"""By which course of a suit a question chooses its cases (告倒政府的, 二审又翻过来的), and the words that say so.

Learned as one probability a label (the tests of retrieval/suits/tests.py, and whose outcome is meant); persons and sums are
closed classes, read by their grammar.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

from data.numerals import CHINESE_NUMBER
from data.patterns import regex
from retrieval.amounts import value_of
from retrieval.learned.arrays import Array, load
from retrieval.question.features import LONGEST, masked
from retrieval.question.tagger import Tagger
from retrieval.terms import SURNAMES

WEIGHTS, WORDS = "course.npz", "course_words.npz"
"""In retrieval/learned, written by `make learn`: `table` (rows x labels, in steps), `scale` (the step of each label),
`offset` (one a label), `labels`; and the weights of a tagger for the words that say it."""
ROWS = 1 << 13
"""Rows of the table of labels."""
SURE, SAID = 0.4, 0.4
"""Probability from which on a label is meant, and a character says one."""
_WHO = regex(
    rf"(?:原告|被告|当事人|劳动者|员工)?(?:的)?(?:(?:名叫|叫做?|名字(?:是|叫))(?P<name>[{SURNAMES}]某[某甲乙丙丁]?)|姓(?P<surname>[{SURNAMES}])(?![名氏]))(?:的(?:原告|被告|当事人|劳动者|员工|人))?"
)
_SUM = regex(
    rf"(?:(?P<pay>月?工资|月薪|薪水|月收入|薪酬)|(?P<awarded>判|裁|赔|拿到|支付|付)|(?P<claimed>索要|要|主张|请求|索赔|诉求))[^，,。？?\d]{{0,9}}?"
    rf"(?:(?P<up>上|过)(?=[万千百])|(?:(?P<over>超过?|高于|多于|大于|不止|不少于|不低于)|(?P<under>不到|低于|少于|不足|不超过|小于))?了?(?P<number>\d[\d,.]*|{CHINESE_NUMBER})?)"
    rf"(?P<scale>[万千百亿]*)(?:元|块钱?)?(?P<above>以上|出头|往上|多)?(?P<below>以下|以内|以里)?(?:的)?"
)
_EXCLUDE = (
    ("won", "lost"),
    ("changed", "upheld"),
    ("appealed", "unappealed"),
    ("final", "notfinal"),
    ("all", "partly"),
)
"""Of two of these the likelier holds."""


@dataclass(frozen=True, slots=True)
class AskedCourse:
    """The tests in order, each once, and the spans of the text that say them."""

    tests: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class CourseReader:
    """Reads one question by its letters alone; loads its weights when first asked."""

    def __init__(self) -> None:
        self._words = Tagger(WORDS)

    def read(self, text: str) -> AskedCourse:
        """What `text` (folded) asks of the course of the cases; nothing for most questions."""
        closed = [*_persons(text), *_sums(text)]
        spans = list(_runs([weight >= SAID for weight in self._words.weights(text)]))
        odds = self.probabilities("，".join(text[start:end] for start, end in spans)) if spans else {}
        tests = [name for name, p in odds.items() if p >= SURE]
        for one, other in _EXCLUDE:
            if one in tests and other in tests:
                tests.remove(min(one, other, key=lambda name: odds[name]))
        if all(name.startswith("of:") for name in tests):
            tests, spans = [], []
        return AskedCourse(
            (*tests, *(name for name, _ in closed)), tuple(sorted([*spans, *(span for _, span in closed)]))
        )

    def probabilities(self, said: str) -> dict[str, float]:
        """How likely the words `said` ask each test; most do not exclude each other."""
        table, scale, offset, labels = self._weights
        found = said_rows(said)
        sums = [sum(column) for column in zip(*map(table.row, found), strict=True)]
        root = len(found) ** 0.5
        scores = (held * step / root + own for held, step, own in zip(sums, scale, offset, strict=True))
        return {
            label: 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))
            for label, score in zip(labels, scores, strict=True)
        }

    @cached_property
    def _weights(self) -> tuple[Array, list[float], list[float], tuple[str, ...]]:
        held = load(WEIGHTS)
        scale, offset = (list(map(float, held[name].values)) for name in ("scale", "offset"))
        return held["table"], scale, offset, tuple(map(str, held["labels"].values))


def said_rows(said: str) -> list[int]:
    """The rows of the table that the words which say a course (folded) are the sum of, in order, each once."""
    found: set[int] = set()
    for kind, form in (("r", said), ("m", masked(said))):
        framed = f"^{form}$"
        for size in range(1, LONGEST + 1):
            found.update(
                crc32((kind + framed[at : at + size]).encode("utf-8", "surrogatepass")) % ROWS
                for at in range(len(framed) - size + 1)
            )
    return sorted(found)


def _runs(held: list[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, here in enumerate([*held, False]):
        if here and start is None:
            start = at
        elif not here and start is not None:
            yield start, at
            start = None


def _persons(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _WHO.finditer(text):
        name = f"named:{match['name']}" if match["name"] else f"surname:{match['surname']}"
        yield name, match.span()


def _sums(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """月工资上万的, 判了五万以上的."""
    for match in _SUM.finditer(text):
        of_money = match["scale"] or "元" in match[0] or "块" in match[0]  # not 判了五年以上
        if not of_money or not (match["number"] or match["up"]):
            continue
        value = value_of(match["number"] or "1", match["scale"])
        how = ">=" if match["up"] or match["over"] or match["above"] else "<="
        if value is None or not (how == ">=" or match["under"] or match["below"]):
            continue
        what = next(name for name in ("pay", "awarded", "claimed") if match[name])
        yield f"{what}{how}{value:.12g}", match.span()
