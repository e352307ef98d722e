"""A sentence in another language against a Chinese case: figures, names, denial, known words, and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from data.patterns import regex
from data.places.regions import find_places, located
from data.text import quotations
from data.types import CaseId
from retrieval import lexicon
from retrieval.checking.grounding.grounds import Ground
from retrieval.language import polarity
from retrieval.language.figures import figures

HELD = 0.6
"""Share of the words the glossary knows whose Chinese the case has."""
LEAST = 2
"""Known words that a sentence must have to be told anything by them."""
_CAPITAL = regex(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+(?:-[a-z]+)*\b")
_DENIES = frozenset(
    [
        "not",
        "no",
        "never",
        "without",
        "neither",
        "nor",
        "cannot",
        "failed",
        "fails",
        "lack",
        "lacks",
        "refused",
    ]
)
_AFTER_NOT = frozenset(("only", "just"))


def foreign_failing(
    folded: str, sentence: str, ground: Ground, near: Mapping[CaseId, float]
) -> tuple[float, str, list[int]]:
    """The score of `sentence`, what does not hold (empty where all does), and the clauses that bear it out."""
    if any(not ground.states_value(figure) for figure in figures(_ascii(folded))):
        return 0.0, "figure", []
    if _unknown_places(sentence, ground) or _unknown_names(sentence, ground):
        return 0.0, "name", []
    if _denies(folded) and not polarity.negations(ground.text):
        return 0.0, "negation", []
    pattern, table = lexicon.english()
    known = [table[match[1]] for match in pattern.finditer(folded)]
    held = [words for words in known if any(word in ground.text for word in words)]
    score = round(len(held) / len(known), 3) if known else 0.0
    best = max(near, key=lambda id_: near[id_]) if near else ground.profile.id
    if len(known) < LEAST or score < HELD:
        return score, "content", []
    if best != ground.profile.id:
        return score, "case", []
    aligned = [
        at
        for at, clause in enumerate(ground.clauses)
        if sum(any(word in clause.text for word in words) for words in held) >= min(2, len(held))
    ]
    return score, "", aligned[:4] or [0]


def _denies(sentence: str) -> bool:
    """Whether an English sentence denies anything: it was not sold; but not only, and no. 3 deny nothing."""
    words = sentence.replace("n't", " not").split()
    return any(
        word.strip(",;:!?()") in _DENIES and following.strip(",") not in _AFTER_NOT
        for word, following in zip(words, [*words[1:], ""], strict=True)
    )


def _ascii(text: str) -> str:
    return "".join(c if c.isascii() else " " for c in text)


def _unknown_places(sentence: str, ground: Ground) -> bool:
    held = [p for m in find_places(ground.text) for p in m.places] + list(ground.profile.places)
    return any(
        not any(located(place, named) for named in mention.places for place in held)
        for mention in find_places(sentence)
        if not mention.in_name
    )


def _unknown_names(sentence: str, ground: Ground) -> bool:
    quoted = [sentence[start:end] for start, end in quotations(sentence)]
    if any("".join(name.split()) not in ground.text for name in quoted if not name.isascii()):
        return True
    places = " ".join(mention.text for mention in find_places(sentence)).lower()
    _, table = lexicon.english()
    general = lexicon.words_of_bodies()
    known = {word for phrase in table for word in phrase.split()}
    for word in map(str.lower, _CAPITAL.findall(sentence)):
        parts = word.split("-")
        if all(p in general or p in known or p.rstrip("s") in known or p in places for p in parts):
            continue
        if word.replace("-", "") not in _sounds(ground.text) and word not in ground.text:
            return True
    return False


@cache
def _sounds(text: str) -> str:
    """A Chinese text by its sounds, without tones or spaces: what its names are in Latin letters."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(text))
