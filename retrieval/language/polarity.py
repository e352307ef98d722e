"""Negation and comparison: whether a sentence says yes where its source says no, more where it says less."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from data.text import pairs, split_at
from retrieval.lexicon.listed import listed, under

_DENIAL, _NO_DENIAL = listed("denial"), listed("no_denial")
"""Words that deny; and those that hold the letters of a denial and deny nothing."""
_DENIES, _SMALL = listed("denies_any"), frozenset("的了着过到上下来去再和与在给把被让要有是会能可得起完")
_AFTER, _HINDERS = listed("after_denial"), listed("hinders")
_CHANGES = listed("changes_from")
_UNABLE = ("了", "到", "成")
"""Behind a verb and 不: it cannot be done."""
_UP, _DOWN = listed("up"), listed("down")
REACH = 9
"""Characters within a clause up to which a word is denied: 未按照协议约定按期交付."""
_MARKS = '，。；：、,;:!?！？”“"()（）'
_STRICT = "strict"
"""The rows of words that say more, or other, than their absence does: one of a row in a sentence wants one in its source."""


def negations(text: str) -> list[tuple[int, str]]:
    """Where `text` denies something, and the up to four characters that say what."""
    harmless = [match.span() for match in _NO_DENIAL.finditer(text)]
    found = []
    for match in _DENIAL.finditer(text):
        if any(start <= match.start() < end for start, end in harmless) or _asks(text, match.start()):
            continue
        rest = text[match.end() : match.end() + 12]
        if match[0] == "不" and rest.startswith(_UNABLE):
            rest = text[match.start() - 1 : match.start()]  # 办不了 denies 办
        while adverb := _AFTER.match(rest):
            rest = rest[adverb.end() :]
        found.append((match.start(), split_at(rest, _MARKS)[0][:4]))
    return found


def _asks(text: str, at: int) -> bool:
    """Whether a denial stands between a word and itself: 讲不讲诚信, 值不值得."""
    return text[at - 1 : at] == text[at + 1 : at + 2] != ""


def _denied_alike(source: str, word: str) -> bool:
    """Whether a clause of `source` denies anything and has a character of `word`: 未与其协商 for 没商量."""
    return any(
        (_DENIES.search(clause) is not None) and any(char in clause for char in word if char not in _SMALL)
        for clause in split_at(source, "，。；：")
    )


def _denied_of(source: str, said: str) -> bool:
    """Whether a clause of `source` denies anything of what `said` denies something of: 没拿到加班费, 未支付其加班费."""
    own = pairs(said)
    return any(
        _DENIES.search(clause) is not None and len(own & pairs(clause)) > 1
        for clause in split_at(source, "，。；：")
    )


def denied(text: str, word: str) -> tuple[bool, bool]:
    """Whether `text` says `word` at all without denying it, and whether it denies it somewhere."""
    spots = [at for at, _ in negations(text)]
    plain = denies = False
    at = text.find(word)
    while at >= 0:
        before = [
            spot for spot in spots if 0 < at - spot <= REACH and not re.search("[，。；、,;]", text[spot:at])
        ]
        denies = denies or bool(before)
        plain = plain or not before
        at = text.find(word, at + 1)
    return plain, denies


def turned(
    sentence: str, source: str, aligned: Sequence[str], forms: Callable[[str], Iterable[str]] = lambda _: ()
) -> bool:
    """Whether `sentence` denies what `source` says or says what it denies; `aligned` are the clauses it follows.

    `forms`: other words that may stand for one; what the source denies in one of them is denied.
    """
    told = "，".join(aligned)
    for at, what in negations(sentence):
        word = what[:2]
        if word[:1] in "让许准" and _HINDERS.search(source):
            continue  # 不让别人抢注: the source hinders it
        if sentence.startswith("不再", at) and _CHANGES.search(source):
            continue  # what the source tells as a change is no longer done
        plain, denies = denied(source, word) if word else (False, False)
        if not plain and not denies and any(denied(source, form)[1] for form in forms(word)):
            continue
        if plain and not denies:
            return True
        if plain or denies or negations(told) or _denied_alike(source, word):
            continue
        if not _denied_of(source, split_at(sentence[at:], _MARKS)[0]):
            return True
    for _, what in negations(source):
        word = what[:2]
        for told in (word, what):  # 与赵某形成 is denied, though 与赵某 stands elsewhere
            if len(told) > 1 and denied(sentence, told)[0] and not denied(source, told)[0]:
                return True
    return False


def reversed_direction(sentence: str, aligned: Sequence[str]) -> bool:
    """Whether `sentence` says more where the clauses it follows say less, or less where they say more."""
    told = "，".join(aligned)
    up, down = bool(_UP.search(sentence)), bool(_DOWN.search(sentence))
    if up and not down:
        return bool(_DOWN.search(told)) and not _UP.search(told)
    return down and not up and bool(_UP.search(told)) and not _DOWN.search(told)


def overstated(sentence: str, source: str) -> bool:
    """Whether `sentence` has a word of rank, extent, doubt or ending that `source` has no like of."""
    return any(group.search(sentence) and not group.search(source) for group in under(_STRICT).values())
