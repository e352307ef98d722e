"""What a text is asked to be like, and on what: who it is for, when and how long, and what it is to have are no theme of
its cases."""

from __future__ import annotations

from data.text import Span, clauses, without
from retrieval import lexicon
from retrieval.lexicon.listed import listed

_LEADS, _HAD, _ABOUT = listed("brief_demand"), listed("brief_has"), listed("brief_about")
_FOR_LAW, _COURTS_SAY = listed("asks_for_law"), listed("courts_say")
_POINTING = (listed("points_at_one"), listed("points_at_several"), listed("that_one"))
_MARKS = "，,。；;：:！!？?、 "
_LINKS = "、和及与跟以"
"""Between two things that a text is to have."""
ENUMERATED = 2
"""So many of them make a demand by themselves: …的案情、处理结果和意义."""


def demands(text: str) -> list[Span]:
    """The clauses of `text` (folded) that only say what the text asked for is to have."""
    return [(start, end) for start, end in clauses(text) if _demands(text[start:end].strip(_MARKS))]


def subject(text: str) -> str:
    """`text` (folded), which asks for a text on cases, without the clauses that say nothing of which: who it is for, by when,
    how long it is to be, what it is to tell of each (领导下午要用，…，三四百字，案情、结果都要有). As it is where nothing else is said.

    What asks for the law of a case stays.
    """
    text = _without_courts(text)
    spans = [span for span in _parts(text) if _of_the_paper(text[slice(*span)])]
    rest = without(text, spans)
    rest = without(rest, [told for span in _parts(rest) if (told := _had_of_each(rest, *span))])
    rest = rest.strip(_MARKS)
    return rest if rest and not lexicon.is_scaffolding(rest) else text


def _without_courts(text: str) -> str:
    """`text` without what only says that courts speak in what is to be told: 法院怎么看政府收回特许经营 is on that, and not on courts."""
    rest = _COURTS_SAY.sub("", text).strip(_MARKS)
    return rest if rest and not lexicon.is_scaffolding(rest) else text


def _parts(text: str) -> list[Span]:
    """Its clauses; a colon, which leads to what the text is to be on, ends one."""
    return clauses(text.replace(":", "："))


def _demands(clause: str) -> bool:
    """Whether a clause says what is to stand in a text, and nothing of which cases."""
    lead = _LEADS.match(clause)
    if lead is None or _HAD.search(clause, lead.end()) is None:
        return False
    rest = _HAD.sub("", clause[lead.end() :])
    return not rest or lexicon.is_scaffolding(rest)


def _of_the_paper(clause: str) -> bool:
    """Whether a clause tells of the text that is asked for, and nothing of its cases."""
    if any(row.search(clause) for row in _POINTING):
        return False
    had = _HAD.findall(clause)
    rest = _ABOUT.sub("", _HAD.sub("", clause)).strip(_MARKS)
    if had and _FOR_LAW.search(_ABOUT.sub("", clause)):
        return False
    other = len([char for char in rest if char.isalnum()])
    mostly = len(had) >= ENUMERATED and other <= sum(map(len, had)) / 2
    return not rest or mostly or lexicon.is_scaffolding(rest)


def _had_of_each(text: str, start: int, end: int) -> Span | None:
    """Where a clause ends in an enumeration of what is to be told of the case that it names; None where it does not."""
    clause = text[start:end].rstrip(_MARKS)
    if _FOR_LAW.search(clause):
        return None
    found = list(_HAD.finditer(clause))
    at = len(clause)
    kept = 0
    for one in reversed(found):
        if clause[one.end() : at].strip(_LINKS):
            break
        at, kept = one.start(), kept + 1
    at -= clause[:at].endswith("的")
    return (start + at, start + len(clause)) if kept >= ENUMERATED else None
