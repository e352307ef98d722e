"""What speaks for a clause of a case told in sections being the one that answers, as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from data.text import squeeze
from data.values import dataclass
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import FACTS, REASONS, RESULT, gives_reasons
from retrieval.cases.typed import Sheet, Typed
from retrieval.judging.marks import Floats, Found
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.wanted import FIGURES, counts, in_form
from retrieval.quoting.clauses import asides
from retrieval.quoting.passages import Statement, asks_decision, asks_tribunal, by_tribunal

SIGNS = (
    "tree", "tree_alone", "tree_behind",  # log-odds of the best window that has it, of it alone, of the next alone
    "statement",  # how well the statement that it is of fits, against the best one
    "near",  # nearness in meaning of the chunks that it is of, against the nearest
    "unit",  # a number in the unit, or of the noun, that is asked for
    "untold",  # no figure of the form asked for, where one is asked for
    "name", "thing",  # something of the form asked for, where that is a name; where it is anything else
    "side",  # tells the side asked for, claimed or decided
    "facts", "facts_why", "result", "result_why", "reasons", "reasons_why",  # its section, where a thing is asked or why
    "tribunal",  # a tribunal's own words, where it is asked how something is to be seen
    "because",  # gives a reason, where one is asked
    "aside",  # key words, articles, the document's own number
    "heading", "brief",  # a line without a full stop; hardly longer than a name
    "dated", "digits",  # begins with a year; has a number where none is asked for
    "place",  # how far behind in the case
)  # fmt: skip
"""What is known of a clause, in order."""
BRIEF = 8
"""Code points up to which a clause is hardly longer than a name."""
FLOOR = -8.0
"""Log-odds below which it does not matter how much less likely a window is."""
_BECAUSE = listed("because")
_WHY = frozenset((Type.REASON, Type.YESNO))
_NAMED = frozenset((Type.WHO, Type.BODY, Type.PLACE, Type.NAME, Type.DOCUMENT))


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of each clause from what it is part of."""

    windows: Floats
    """Log-odds of the best window of clauses that has it."""
    alone: Floats
    """Log-odds of it alone."""
    fits: Floats
    """How well the statement that it is of fits the question, against the best one."""
    near: Floats
    """How near in meaning the chunks that it is of are, from 0 to 1."""
    sides: Floats
    """1 where it tells the side that is asked for, -1 where only the other."""


def signs(one: Found, profile: Profile, held: Beside) -> Floats:
    """One row of SIGNS for each clause of the sheet that the question `one` is held against."""
    page, kind = one.sheet, one.asked.type
    why, named, figure = kind in _WHY, kind in _NAMED, kind in FIGURES
    told = [page.text[start:end].strip() for start, end, _ in page.clauses]
    facts, result, reasons = (_of_sections(page, of) for of in (FACTS.search, RESULT.search, REASONS.search))
    form, unit = _formed(one)
    beside = asides(profile.case)
    if kind is Type.REASON and asks_decision(one.question):
        decided = _of_sections(page, lambda name: gives_reasons(profile.case, name))
    else:
        decided = result
    because = np.array([kind is Type.REASON and bool(_BECAUSE.search(part)) for part in told], np.float32)
    aside = _of_sections(page, beside.__contains__)
    digits = np.array([any(char.isdigit() for char in part) for part in told])
    alone = np.maximum(held.alone, FLOOR)
    columns = [
        np.maximum(held.windows, FLOOR), alone, np.append(alone[1:], alone[-1:]),
        held.fits, held.near,
        unit, figure * (1 - form), named * form, (not (named or figure or why)) * form,
        np.maximum(held.sides, 0),
        facts * (not why), facts * why, result * (not why), decided * why,
        reasons * (not why), reasons * why,
        _by_tribunal(page, told) * (why and asks_tribunal(one.question)),
        because,
        aside, (1 - aside) * _headings(page, told),
        [len(squeeze(part).strip("，。；、")) <= BRIEF for part in told],
        [part[:4].isdigit() for part in told], digits * (not figure),
        np.arange(len(told)) / len(told),
    ]  # fmt: skip
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)


def _of_sections(page: Sheet, test: Callable[[str], object]) -> Floats:
    held = [bool(test(name)) for name, _ in page.fields]
    return np.array([held[field] for _, _, field in page.clauses], np.float32)


def _by_tribunal(page: Sheet, told: Sequence[str]) -> Floats:
    names = [page.fields[field][0] for _, _, field in page.clauses]
    return np.array(
        [by_tribunal(Statement(name, 0, 0, squeeze(part))) for name, part in zip(names, told, strict=True)],
        np.float32,
    )


def _formed(one: Found) -> tuple[Floats, Floats]:
    """Whether each clause has something of the form asked for; and a number of what is asked for."""
    asked, page = one.asked, one.sheet
    inside: list[list[Typed]] = [[] for _ in page.clauses]
    for span in page.typed:
        at = int(np.searchsorted(one.starts, span.start, "right")) - 1
        if at >= 0 and span.end <= one.ends[at]:
            inside[at].append(span)
    form = [in_form(asked, page.text, spans) for spans in inside]
    unit = [asked.type is Type.NUMBER and counts(asked, page.text, spans) for spans in inside]
    return np.array(form, np.float32), np.array(unit, np.float32)


def _headings(page: Sheet, told: Sequence[str]) -> Floats:
    """Whether each clause is a line of its own without a full stop."""
    return np.array(
        [
            page.text[start - 1 : start] in ("", "\n")
            and "\n" in page.text[end - 1 : end + 1]
            and not part.endswith(("。", "；", "，", "：", "”"))
            for (start, end, _), part in zip(page.clauses, told, strict=True)
        ],
        np.float32,
    )
