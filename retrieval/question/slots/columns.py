"""The columns that a table is to have, by the names people give them: 列个表，要公司、月工资、赔了多少; 单位一列，做法一列."""

from __future__ import annotations

from data.places.regions import find_places
from data.text import clauses
from data.values import dataclass
from retrieval.lexicon.listed import listed
from retrieval.question.closed.literals import LINK
from retrieval.question.closed.who.bodies import find_kinds

AS_TABLE = _TABLE = listed("as_table")
_LEADS, _ENDS, _KNOWN = listed("column_leads"), listed("column_ends"), listed("columns_asked")
_CHOOSES = listed("chooses_cases")
LONGEST = 8
"""Characters of a column's name."""
SURE = 3
"""Members of an enumeration that is taken for columns though nothing says so; two where one is known as a column."""
_MARKS = "，,：:；;。！!？? "
_ONLY = "就只光"
"""Before the first of them: 就编号跟案名两栏."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The names in order, and the text without the clauses that name them."""

    names: tuple[str, ...]
    rest: str


def columns(text: str) -> Columns | None:
    """The columns that `text` (folded) names for a table; None where it asks for no table or names none."""
    if not _TABLE.search(text):
        return None
    names: list[str] = []
    kept, behind = [], False
    for start, end in _parts(text):
        clause = text[start:end]
        found = () if _whole(clause) else _named(clause, behind=behind)
        behind = bool(_TABLE.search(clause) or found)
        names += found
        framed = bool(names) and not _without_ends(clause.strip(_MARKS))  # 两列就行
        kept.append("" if found or framed else clause)
    rest = "".join(kept).strip(_MARKS)
    return Columns(tuple(dict.fromkeys(names)), rest) if names and rest else None


def columns_named(said: str, *, surely: bool = False) -> tuple[str, ...]:
    """The columns that an enumeration by itself names, one of them known as a column: 编号、单位、做法; () where it names none.
    `surely`: whether it is said that they are columns."""
    parts = (part.strip("的 ") for part in LINK.split(said))
    names = tuple(part.removesuffix("名称").removesuffix("名字") or part for part in parts if part)
    names = tuple("名称" if name == "名字" else name for name in names)  # of a case, and of no person
    known = [name for name in names if _KNOWN.fullmatch(name)]
    return names if (known or surely) and all(len(name) <= LONGEST for name in names) else ()


def beside_table(text: str) -> str:
    """What `text` says beside that a table is to be made."""
    return _TABLE.sub("", text)


def _parts(text: str) -> list[tuple[int, int]]:
    """The clauses of `text`; a colon parts what it leads to as well."""
    parts = []
    for start, end in clauses(text):
        at = text.find(":", start, end)
        parts += [(start, end)] if at < 0 else [(start, at + 1), (at + 1, end)]
    return parts


def _whole(clause: str) -> bool:
    """Whether a clause says by itself which cases are meant, or that a table is: its enumeration is not of columns."""
    return bool(_TABLE.search(clause) or _CHOOSES.search(clause))


def _named(clause: str, *, behind: bool) -> tuple[str, ...]:
    """The columns of one clause, without what leads to them and what ends it; () where they are none.

    `behind`: whether it stands right behind the words that ask for a table: 列个表吧，谁告谁、结果怎样.
    """
    bare = clause.strip(_MARKS)
    led = _LEADS.match(bare)
    bare = bare[led.end() :] if led else bare
    ends = _without_ends(bare) != bare
    bare = _without_ends(bare).strip(_MARKS + "的")
    names = tuple(part.strip().lstrip(_ONLY) for part in LINK.split(bare) if part.strip())
    described = sum(name.endswith("的") for name in names) > 1  # 串通招标的、偷挖砂石的这仨: cases
    if not names or described or any(len(name) > LONGEST for name in names) or all(map(_chosen_by, names)):
        return ()
    known = any(_KNOWN.fullmatch(name) for name in names)
    told = (led is not None or ends) and (len(names) > 1 or ends or known)
    enumerated = len(names) > 1 and (known or behind or len(names) >= SURE)
    return names if told or enumerated else ()


def _without_ends(clause: str) -> str:
    """A clause without what only says that columns were named: 单位一列, 两列就行."""
    while ends := next((one for one in _ENDS.finditer(clause) if one.end() == len(clause)), None):
        clause = clause[: ends.start()].rstrip(_MARKS)
    return clause


def _chosen_by(name: str) -> bool:
    """Whether cases are rather chosen by a member of an enumeration: 列个表，江苏、浙江、上海."""
    return bool(find_places(name)) or any(end - start == len(name) for _, start, end in find_kinds(name))
