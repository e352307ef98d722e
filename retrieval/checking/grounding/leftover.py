"""What is left over when a clause of a sentence is laid beside its case's own words: on either side it must say nothing.

Rules that know what a fault looks like find those they were shown. Here nothing is known of faults: whatever the sentence
has that its case has not at that place may be one, and whatever was passed over of the case between its words, unless it
is of a kind that turns nothing when it goes: a part of a list, whom it was given, a few characters.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from rapidfuzz.distance import LCSseq

from data.text import split_at
from data.values import dataclass
from retrieval.checking.aspects.actors import Named, is_court, same
from retrieval.checking.grounding.astray import BARE
from retrieval.checking.grounding.chains import Match
from retrieval.checking.grounding.denied import ENDS, spots_of
from retrieval.language.figures import figures
from retrieval.lexicon.listed import listed, words

_SAYS_NOTHING = frozenset('了的着过，,、“”"‘’《》()（）。；;:：.')
"""Characters that say nothing by themselves, on either side."""
_PUT_IN, _LEADS = words("may_be_put_in"), listed("leads_in")
"""What a sentence may put between its case's words; what may stand before them in their clause."""
_JOINS, _NEXT_NAME = ("、", "和", "及", "与"), "”“"
"""Beside a part of a list; so do names in quotation marks one behind the other."""
_BEHIND = (*_JOINS, "或", "并", "且", "而", "(", "（", "》", "”")
"""How what follows begins, where a sentence ends before its case's clause does."""
_GIVEN_TO, _GIVES = ("向", "给", "对"), words("gives_him")
_DENIES = listed("denies_any")
_OF = "的"
_DATES = frozenset("0123456789年月日时分至")
_WHERE = ("在", "于")
SHORT, TAIL, TOPIC = 4, 2, 3
"""Characters that may be passed over in a clause, and behind the last word of it; of a word that says what all is about."""
Find = Callable[[str], Sequence[Named]]


@dataclass(frozen=True, slots=True)
class _Passed:
    """What was passed over of a case, and the words that stand before it there."""

    before: str
    text: str


class LeftOver:
    """One clause of a sentence beside a text of its case."""

    def __init__(
        self, lead: str, body: str, words_: Sequence[str], text: str, chain: Sequence[Match]
    ) -> None:
        """`lead` and `body`: whoever acts, and what stands behind that; `chain`: where `text` has which of `words_`."""
        spots = spots_of(body, words_)
        ends = [0, *(spots[one.word] + len(words_[one.word]) for one in chain)]
        starts = [*(spots[one.word] for one in chain), len(body)]
        own = [body[end:start] for end, start in zip(ends, starts, strict=True)]
        told_ends, told_starts = (
            [0, *(one.end for one in chain)],
            [*(one.start for one in chain), len(text)],
        )
        told = [text[end:start] for end, start in zip(told_ends, told_starts, strict=True)]
        told[0] = split_at(told[0], ENDS)[-1]
        self._added = [run[max(len(lead) - at, 0) :] for at, run in _only(lead + own[0], told[0])]
        self._head = "".join(run for _, run in _only(told[0], lead + own[0]))
        self._passed = [
            _Passed(text[:end] + its[:at], run)
            for end, its, mine in zip(told_ends[1:-1], told[1:-1], own[1:-1], strict=True)
            for at, run in _only(its, mine)
        ]
        last = list(_only(told[-1], own[-1]))
        self._behind = last.pop()[1] if last and last[-1][0] + len(last[-1][1]) == len(told[-1]) else ""
        self._passed += [_Passed(text[: told_ends[-1]] + told[-1][:at], run) for at, run in last]
        self._added += [
            run for mine, its in zip(own[1:], told[1:], strict=True) for _, run in _only(mine, its)
        ]

    def signs(self, everybody: Collection[str], named: Find, topic: str = "") -> Iterator[str]:
        """What is left over that may say something; `everybody`: whom the whole sentence names.

        `topic`: the title of a case in which nobody stands against another: what all of it is about may be named again,
        and where somebody does something may be left out.
        """
        if not all(_says_nothing(run) or (len(run) >= TOPIC and run in topic) for run in self._added):
            yield "added"
        head = self._head
        placed = _bare(head).startswith(_WHERE) and all(one.unit in BARE for one in figures(head))
        if topic and (placed or topic.startswith(_bare(head))):
            head = ""
        if _leads(head, everybody, named):
            yield "led"
        if any(_turns(run, everybody, named) for run in self._passed):
            yield "passed"
        if _cuts(self._behind):
            yield "cut"


def _only(one: str, other: str) -> Iterator[tuple[int, str]]:
    """The runs of `one`, and where they begin, that `other` has not in that order."""
    for step in LCSseq.opcodes(one, other):
        if step.tag != "equal" and step.src_end > step.src_start:
            yield step.src_start, one[step.src_start : step.src_end]


def _bare(text: str) -> str:
    return "".join(char for char in text if char not in _SAYS_NOTHING)


def _says_nothing(run: str) -> bool:
    bare = _bare(run)
    while bare and (word := next(filter(bare.startswith, _PUT_IN), "")):
        bare = bare.removeprefix(word)
    return not bare


def _leads(head: str, everybody: Collection[str], named: Find) -> bool:
    """Whether what stands in the clause before its first word says more than who acts and that it goes on."""
    for one in reversed(named(head)):
        before = head[: one.start]
        if before.endswith(_GIVEN_TO):
            head = before[:-1] + head[one.end :]
        elif is_court(one.text) or any(same(one.text, other) for other in everybody):
            head = before + head[one.end :]
    return any(char not in _DATES for char in _bare(_LEADS.sub("", head)))


def _turns(passed: _Passed, everybody: Collection[str], named: Find) -> bool:
    """Whether what was passed over between two words may have been what turns them."""
    run = passed.text
    bare = _bare(run)
    if not bare:
        return False
    given = ((passed.before + run[: one.start]).endswith((*_GIVEN_TO, *_GIVES)) for one in named(run))
    strange = [
        one
        for one, is_given in zip(named(run), given, strict=True)
        if not is_given and not any(same(one.text, it) for it in everybody)
    ]
    if any(sign in run for sign in ENDS):
        return bool(strange) or not (run[0] in ENDS or run[-1] in ENDS)
    if run.startswith(_JOINS) or run.endswith(_JOINS) or _NEXT_NAME in run:
        return False
    counts = any(figure.unit not in BARE for figure in figures(run))
    return bool(strange) or counts or len("".join(char for char in bare if char not in _DATES)) > SHORT


def _cuts(behind: str) -> bool:
    """Whether a sentence ends in the midst of what its case says."""
    rest = split_at(behind, ENDS)[0]
    if _DENIES.search(rest):
        return True
    return not rest.startswith(_BEHIND) and (rest.startswith(_OF) or len(_bare(rest)) > TAIL)
