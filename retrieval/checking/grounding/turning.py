"""What turns a clause though all its words stand in its case in order: who stands before whom, may for must, after for before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from data.text import split_at
from retrieval.checking.aspects.actors import Named, same
from retrieval.checking.grounding.chains import Match
from retrieval.checking.grounding.denied import ENDS, PLAIN_DENIERS, spots_of
from retrieval.language.figures import figures
from retrieval.lexicon.listed import listed, words

_DENIES, _RULES = listed("denies_any"), listed("only_courts_rule")
_MODALS = words("must_or_may")
_PASSIVE, _BESIDE = ("被", "由", "受", "遭"), frozenset("与和同跟及、")
_NOT_FOUND, _DUTY, _NEEDS = listed("finds_not"), listed("is_to_be_done"), listed("says_to_be_done")
_SENTENCE_ENDS, _BUT = "。；;", frozenset("但却")
_BEFORE_AFTER = ("前", "后")
_EACH, _TOTAL, SUMMED_UP = ("每", "各", "均"), listed("in_sum"), 8
"""What is told of each; what sums up, and how many characters before its figure that stands."""
_CLOSES = frozenset("的等、及")
"""What ends what a denial before it governs."""
_ARBITRATION = "仲裁"
_EACH_ITS_OWN, LAST = "分别", 3
"""What gives each its own; characters by which one of several is known: 11月."""
Find = Callable[[str], Sequence[Named]]


def exchanged(unit: str, text: str, chain: Sequence[Match], named: Find) -> bool:
    """Whether two stand in `unit` in the other order than in `text`, of which the words are the same.

    A clause that names both decides, of those that hold a word of `chain`; else the whole of `text`.
    """
    if any((word in unit) != (word in text) for word in _PASSIVE):
        return False
    told = named(text)
    clauses = [
        [one for one in told if start <= one.start < end] for start, end, _ in _clauses_of(text, chain)
    ]
    for one, other in combinations(named(unit), 2):
        if _is_same_or_beside(unit, one, other):
            continue
        orders = [found for names in clauses if (found := _order(one.text, other.text, names))]
        found = max(orders) if orders else _order(one.text, other.text, told)
        if found < 0:
            return True
    return False


def _is_same_or_beside(unit: str, one: Named, other: Named) -> bool:
    between = unit[one.end : other.start]
    same_one = one.text in other.text or other.text in one.text
    return same_one or not between.strip("".join(_BESIDE)) or between[-1:] in _BESIDE


def _order(one: str, other: str, told: Sequence[Named]) -> int:
    """1 where `one` stands before `other` somewhere in a text, -1 where only behind it, 0 where one of them does not stand."""
    ones, others = _places(one, told, other), _places(other, told, one)
    if not ones or not others:
        return 0
    return -1 if max(others) < min(ones) else 1


def _places(name: str, told: Sequence[Named], other: str) -> list[int]:
    """Where `name` stands in a text: as it is written, else as who may be called so and `other` may not."""
    written = [one.start for one in told if name in one.text or one.text in name]
    return written or [one.start for one in told if same(one.text, name) and not same(one.text, other)]


def _clauses_of(text: str, chain: Sequence[Match]) -> Iterator[tuple[int, int, list[Match]]]:
    """The clauses of `text` that hold words of `chain`: where they begin and end, and these words."""
    start = 0
    for clause in split_at(text, ENDS):
        end = start + len(clause)
        if own := [one for one in chain if start <= one.start < end]:
            yield start, end, own
        start = end + 1


def denials(unit: str, text: str, chain: Sequence[Match], named: Find) -> int:
    """How much oftener `text`, of each clause from whoever acts to its last word in `chain`, denies than `unit` does.

    What stands before the first word and denies it counts where `unit` denies nothing: 没有通过集体讨论, but not
    不真实等虚假宣传.
    """
    said, own_denials = 0, len(_DENIES.findall(unit))
    for start, _, own in _clauses_of(text, chain):
        head = text[start : own[0].start]
        begin = min((name.end for name in named(head)), default=len(head))
        said += len(_DENIES.findall(text[start + begin : own[-1].end]))
        said += (not own_denials and _governed(head[:begin])) or bool(_NOT_FOUND.search(head))
    return said - own_denials


def _governed(head: str) -> bool:
    """Whether what follows `head` is denied in it."""
    behind = max((head.rfind(word) + len(word) for word in PLAIN_DENIERS if word in head), default=0)
    return behind > 0 and not _CLOSES.intersection(head[behind:])


def told_of_another(unit: str, text: str) -> bool:
    """Whether a figure is given to another of several than it has where each has its own: 分别为319小时、293小时."""
    before, sign, behind = text.partition(_EACH_ITS_OWN)
    if not sign:
        return False
    things, values = (split_at(part, "、") for part in (split_at(before, "。；;")[-1], behind))
    values = [*values[:-1], split_at(values[-1], ENDS)[0]]
    if len(things) != len(values) or len(things) < 2:
        return False
    things[-1] = split_at(things[-1], ENDS)[0]
    told = {figure.value for figure in figures(unit)}
    said = [at for at, value in enumerate(values) if (own := figures(value)) and own[-1].value in told]
    own_things = [at for at, thing in enumerate(things) if thing[-LAST:] in unit]
    return len(said) == 1 and len(own_things) == 1 and said != own_things


def patched(text: str, chain: Sequence[Match]) -> bool:
    """Whether the words of a clause are put together out of several sentences."""
    return any(sign in text[chain[0].start : chain[-1].end] for sign in _SENTENCE_ENDS)


def other_modal(unit: str, text: str, chain: Sequence[Match], before: str) -> bool:
    """Whether `unit` says 可以 where `text` says 应当, or any such word for another, or as done what is to be done.

    `before`: what stands before `text` in its sentence.
    """
    own, told = ({word for word in _MODALS if word in one} for one in (unit, text))
    if own:
        return bool(told) and not own & told
    if _NEEDS.search(unit):
        return False
    led = bool(_DUTY.search(before)) and not _BUT.intersection(text[: chain[0].start])
    return led or any(
        _DUTY.search(text, start, own_words[-1].end) for start, _, own_words in _clauses_of(text, chain)
    )


def figure_of_another(unit: str, text: str, named: Find) -> bool:
    """Whether a figure that `text` gives to one, 74岁的宋先生, is told of another: 周先生74岁."""
    told = [(value, name) for value, name in _owners(text, named)]
    return any(
        name != its and any(value == held for held, _ in told) and (value, name) not in told
        for value, name in _owners(unit, named)
        for _, its in told
    )


def _owners(text: str, named: Find) -> Iterator[tuple[Fraction, str]]:
    """The figures that stand right behind a name, or before one with 的."""
    for figure in figures(text):
        for one in named(text):
            behind = text[figure.end : one.start].removeprefix(figure.unit)
            if one.end == figure.start or (one.start > figure.end and behind == "的"):
                yield figure.value, one.text


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


def rules_as_a_court(frame: str, body: str, who: Sequence[str], is_court: Callable[[str], bool]) -> bool:
    """Whether one that is no court does what only courts do; `frame`: which tribunal it is told of, if it says so first."""
    if _ARBITRATION in frame and _RULES.search(frame):
        return True  # 仲裁委员会判决: it gives awards
    found = _RULES.match(body)
    return bool(found) and bool(who) and not any(is_court(name) for name in who)
