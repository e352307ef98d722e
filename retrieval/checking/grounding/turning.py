"""What turns a clause though all its words stand in its case in order: who stands before whom, may for must, after for before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from data.text import split_at
from retrieval.checking.aspects.actors import Named, same
from retrieval.checking.grounding.chains import Match
from retrieval.checking.grounding.denied import ENDS, spots_of
from retrieval.language.figures import figures
from retrieval.lexicon.listed import listed, words

_DENIES, _RULES = listed("denies_any"), listed("only_courts_rule")
_MODALS = words("must_or_may")
_PASSIVE, _BESIDE = ("被", "由", "受", "遭"), frozenset("与和同跟及、")
_BEFORE_AFTER = ("前", "后")
_EACH, _TOTAL, SUMMED_UP = ("每", "各", "均"), listed("in_sum"), 8
"""What is told of each; what sums up, and how many characters before its figure that stands."""
Find = Callable[[str], Sequence[Named]]


def exchanged(unit: str, text: str, named: Find) -> bool:
    """Whether two stand in `unit` in the other order than in `text`, of which the words are the same."""
    own, told = named(unit), named(text)
    if any((word in unit) != (word in text) for word in _PASSIVE):
        return False
    for one, other in combinations(own, 2):
        between = unit[one.end : other.start]
        if (
            one.text in other.text
            or other.text in one.text
            or not between.strip("与和同跟及、")
            or between[-1:] in _BESIDE
        ):
            continue
        ones, others = (
            _places(it.text, told, not_of) for it, not_of in ((one, other.text), (other, one.text))
        )
        if ones and others and max(others) < min(ones):
            return True
    return False


def _places(name: str, told: Sequence[Named], other: str) -> list[int]:
    """Where `name` stands in a text: as it is written, else as who may be called so and `other` may not."""
    written = [one.start for one in told if name in one.text or one.text in name]
    return written or [one.start for one in told if same(one.text, name) and not same(one.text, other)]


def denials(unit: str, text: str, chain: Sequence[Match], named: Find) -> int:
    """How much oftener `text`, of each clause from whoever acts to its last word in `chain`, denies than `unit` does."""
    said, start = 0, 0
    for clause in split_at(text, ENDS):
        own = [one for one in chain if start <= one.start < start + len(clause)]
        if own:
            first, last = own[0].start - start, own[-1].end - start
            first = min([first, *(name.end for name in named(clause[:first]))])
            said += len(_DENIES.findall(clause[first:last]))
        start += len(clause) + 1
    return said - len(_DENIES.findall(unit))


def other_modal(unit: str, text: str) -> bool:
    """Whether `unit` says 可以 where `text` says 应当, or any such word for another."""
    own, told = ({word for word in _MODALS if word in one} for one in (unit, text))
    return bool(own) and bool(told) and not own & told


def other_side_of_time(unit: str, words_: Sequence[str], text: str, chain: Sequence[Match]) -> bool:
    """Whether what was before a thing is told as after it."""
    spots = spots_of(unit, words_)
    for one in chain:
        end = spots[one.word] + len(words_[one.word])
        sides = tuple(rest[:2].lstrip("之以")[:1] for rest in (unit[end:], text[one.end :]))
        if sides in (_BEFORE_AFTER, _BEFORE_AFTER[::-1]):
            return True
    return False


def sum_for_each(unit: str, text: str) -> bool:
    """Whether what `text` gives as the sum of several is told of each of them: 每次支出 of 共计支出."""
    own = figures(unit)
    if not own or not any(word in unit[: own[-1].start] for word in _EACH):
        return False
    return any(
        held.value == own[-1].value
        and _TOTAL.search(text[max(held.start - SUMMED_UP, 0) : held.start])
        and not _TOTAL.search(unit)
        for held in figures(text)
    )


def rules_as_a_court(body: str, who: Sequence[str], is_court: Callable[[str], bool]) -> bool:
    """Whether one that is no court does what only courts do."""
    found = _RULES.match(body)
    return bool(found) and bool(who) and not any(is_court(name) for name in who)
