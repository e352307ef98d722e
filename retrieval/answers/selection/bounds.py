"""A sum of money by which a set question bounds its cases (罚款1万元以上), put to what each case states of that kind."""

from __future__ import annotations

from data.numerals import CHINESE_NUMBER
from data.patterns import regex
from data.text import fold, split_at
from data.types import Case
from data.values import dataclass
from retrieval.language.amounts import sums, value_of
from retrieval.question.query import Query

_BOUND = regex(
    rf"(?P<of>[一-鿿]{{2}})(?:金额|数额|总额)?[在为是达了的]?(?:(?P<over>超过|高于|多于|大于|不少于|不低于)|(?P<under>低于|少于|不到|不足|不超过|小于))?"
    rf"(?P<number>\d[\d,.]*|{CHINESE_NUMBER}?)(?P<scale>[万千百亿]*)(?:元|块钱?)(?:(?P<above>以上)|(?P<below>以下|以内))?"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """`words` of the question; what the sum is `of`; the least and the most it may be, in yuan."""

    words: str
    of: str
    least: float
    most: float

    def holds(self, case: Case) -> bool:
        """Whether the case states such a sum in a clause that names what it is of."""
        clauses = (fold(part) for field in case.fields for part in split_at(field.text, "，。；;\n"))
        return any(
            self.least <= value <= self.most
            for clause in clauses
            if self.of in clause
            for value in sums(clause[clause.index(self.of) :])
        )


def asked_bound(question: Query) -> Bound | None:
    """The bound that the question names; None where it names none, or what became of a lawsuit is bounded by it."""
    for match in _BOUND.finditer(question.text):
        if any(start < match.end() and match.start() < end for start, end in question.course_at):
            continue
        value = value_of(match["number"], match["scale"]) if match["number"] else None
        if value is None or not (match["over"] or match["under"] or match["above"] or match["below"]):
            continue
        upper = bool(match["under"] or match["below"])
        return Bound(match[0], match["of"], 0.0 if upper else value, value if upper else float("inf"))
    return None
