"""The theme of a question that asks for a set: the words that the tagger weighs, links between them, and those left over."""

from __future__ import annotations

from collections.abc import Sequence

from data.text import clauses
from retrieval import lexicon
from retrieval.language.terms import ARTICLE
from retrieval.lexicon.listed import listed
from retrieval.question.closed.literals import LINK
from retrieval.question.learned.tagger import Tagger
from retrieval.question.query import Layout, Query, Want
from retrieval.question.slots import entities
from retrieval.question.slots.demands import demands
from retrieval.question.slots.library import Library

THEME = (0.4, 0.2, 0.08)
"""Weight of a word from which on it is theme; the next where no word of content has the one before, and nothing exact chooses
the cases: beside a day or a place 劳动者 and 片区 are who and where, and no theme."""
SMALL = 0.5
"""The same for words too small to be looked for."""
GAP = " "
"""Stands in a theme where words of it do not follow each other: they are one theme, and no enumeration."""
UNUSED = 0.15
"""Weight from which on a word of content that entered no condition is named as unused."""
SURE = 0.8
"""Weight from which on a character is theme even where it is no word of content."""
_WORDING = listed("asks_for_words")
"""What asks for the words themselves is no word of theirs."""
_ONLY, _SHORT_THEME = listed("only_those"), 10
_EXAMPLES = listed("of_this_kind")
_BOTH = (
    ("又是", "又是"),
    ("又有", "又有"),
    ("既", "又"),
    ("既", "也"),
    ("既", "还"),
    ("同时", "又"),
    ("也是", "也是"),
)
_EACH_OF_BOTH = listed("each_of_both")
"""专利和商标都写到的: both, and neither by itself."""
_OF_THEM = tuple("哪的那这过")
"""Before 两件 where so many cases are meant: 是哪两件, 违法解除的两件; not 判两家公司."""
_PERSON, _SO_MANY = listed("person_of_case"), listed("so_many_of_them")
_PROCEDURE, _IN_FEW_WORDS = listed("procedure"), listed("in_one_sentence")
_ZONE = listed("zone")
"""Kinds of places that are no level of government and no place by name: they are looked for as words."""


def theme_of_set(query: Query, library: Library, tagger: Tagger) -> tuple[str, tuple[str, ...]]:
    """The words of a set question that are its theme, by the tagger, links between them; and those left over."""
    taken = _taken(query)
    if lexicon.is_scaffolding(
        "".join("，" if held else c for c, held in zip(query.text, taken, strict=True))
    ):
        return "", ()  # told without a dictionary of words
    weights = tagger.weights(query.text)
    kept: list[tuple[str, float]] = []
    at = 0
    cited = {at for one in ARTICLE.finditer(query.text) for at in range(*one.span()) if not taken[at]}
    for word in library.words(query.text):
        start = query.text.find(word, at)
        if gap := query.text[at:start].strip():
            kept.append((gap, 0.0))
        end = start + len(word)
        at = end
        free = [w for i, w in enumerate(weights[start:end], start) if not taken[i]]
        so_many = query.text[max(start - 1, 0) : start] in _OF_THEM and _SO_MANY.fullmatch(word)
        if so_many or _PERSON.fullmatch(word) or (query.course and _PROCEDURE.fullmatch(word)):
            free = []  # 月薪过万的当事人: who is in every suit tells none apart
        if _ZONE.fullmatch(word) or cited.intersection(range(start, end)):
            free = [1.0] * len(word)
        weight = sum(free) / len(free) if len(free) * 2 > len(word) else 0.0
        if UNUSED <= weight < THEME[0] and library.titles_one(word):
            weight = THEME[0]  # 疫情那阵干部糊弄事的: what a case is called by is no furniture
        kept.append((word, weight))
    light = not query.chooses or any(weight and library.singles_out(word) for word, weight in kept)
    for least in THEME if light else THEME[:1]:
        theme = _joined(kept, least)
        if library.content(theme):
            break
    else:
        # 过了期还在卖的: said in small words that find nothing, and a theme all the same.
        sure = (c for c, w, held in zip(query.text, weights, taken, strict=True) if w >= SURE and not held)
        theme, least = _joined(kept, SMALL) or "".join(sure), UNUSED
        theme = "" if set(theme) <= lexicon.stopwords() | {GAP} else theme
    if _correlated(query.text):
        theme = _joined(kept, least, apart=True) or theme
        theme = theme.replace("、", GAP)
    elif examples := _EXAMPLES.search(query.text):
        theme = theme.replace(GAP, "、")  # 茶叶、黄花这类农产品品牌: the kind counts as what it is told by
        behind = query.text[examples.end() :]
        kinds = [part for part in theme.split("、") if part not in behind or _held(part, library)]
        theme = "、".join(kinds) or theme  # but not AI这种新鲜玩意儿
    if not query.narrows and (not theme or query.form.layout is Layout.TABLE):
        theme = _only_those(query.text, library) or theme  # what else is named are columns of the table
    told = "".join((*query.literal.words, *query.literal.excluded)) if query.literal else ""
    left = (
        word
        for word, weight in kept
        if UNUSED <= weight < least
        and word not in told
        and word not in theme
        and not _WORDING.fullmatch(word)
        and library.content(word)
    )
    return theme, tuple(dict.fromkeys(left))


def _held(part: str, library: Library) -> bool:
    """Whether some case has a word of content of `part`."""
    return any(library.content(word) and library.profiles.holding(word) for word in library.words(part))


def _taken(query: Query) -> list[bool]:
    """For each character of the text whether it can be no theme: what is named otherwise, and what a briefing is to have."""
    taken = entities.taken(query)
    for said in _IN_FEW_WORDS.finditer(query.text):  # 用不超过三十个字介绍就好
        taken[slice(*said.span())] = [True] * len(said[0])
    for start, end in demands(query.text) if query.want is Want.BRIEF else ():
        taken[start:end] = [True] * (end - start)
    return taken


def _only_those(text: str, library: Library) -> str:
    """What cases are to be of, said in a clause of its own: 列个表：单位、成果，只要涉外的; "" where none says it."""
    for start, end in clauses(text):
        clause = text[start:end].strip("，,。；; ")
        found = _ONLY.match(clause)
        what = clause[found.end() :] if found and clause.endswith("的") else ""
        if 1 < len(what) <= _SHORT_THEME and library.content(what):
            return what.removesuffix("的")
    return ""


def _correlated(text: str) -> bool:
    """Whether what is enumerated is asked for at once: 又是吃的、又是网上买的."""
    both = any(second in text.partition(first)[2] for first, second in _BOTH)
    return both or any(LINK.search(text[: one.start()]) for one in _EACH_OF_BOTH.finditer(text))


def _joined(words: Sequence[tuple[str, float]], least: float, *, apart: bool = False) -> str:
    """The words that weigh `least`, or half of it beside one that does, with what links two; others leave a gap.

    `apart`: what links two leaves a gap as well, as both are asked for.
    """
    kept = [weight >= least for _, weight in words]
    for at, (word, weight) in enumerate(words):
        beside = any(0 <= other < len(words) and words[other][1] >= least for other in (at - 1, at + 1))
        kept[at] = kept[at] or (weight >= least / 2 and len(word) > 1 and beside)
    parts: list[str] = []
    for at, (word, _) in enumerate(words):
        if apart and LINK.fullmatch(word):
            kept[at] = False
        linked = at + 1 < len(words) and LINK.fullmatch(words[at + 1][0])
        if word == "的" and linked and not apart and not kept[at] and parts and parts[-1] != GAP:
            continue  # 讲AI的、区块链的: the one or the other
        after = at + 1 < len(words) and kept[at + 1]
        if kept[at] or (parts and parts[-1] != GAP and after and not apart and LINK.fullmatch(word)):
            parts.append(word)
        elif parts and parts[-1] != GAP:
            parts.append(GAP)
    return "".join(parts).strip(GAP)
