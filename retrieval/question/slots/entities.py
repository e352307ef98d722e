"""The closed classes of a question: case numbers, places, kinds of body, collections, quoted words, what is excluded.

By grammar and gazetteer; what is wanted, and in which form, is learned (heads.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from data.numerals import number_of
from data.patterns import regex
from data.places.regions import InstitutionMention, Mention, Place, find_institutions, find_places, located
from data.text import clauses, split_at
from data.types import Collection
from retrieval.language import dates
from retrieval.language.numbers import Numbers, find_numbers
from retrieval.lexicon.listed import listed
from retrieval.question.closed import tells
from retrieval.question.closed.cues import counting_too
from retrieval.question.closed.literals import LINK, PART_WORDS, find_literal
from retrieval.question.closed.who.bodies import find_kinds
from retrieval.question.closed.who.levels import find_levels
from retrieval.question.query import Excluded, Query
from retrieval.question.slots import left_out
from retrieval.question.slots.named_collections import batches, find_collections

_SUMS_UP, _FEWEST = listed("sums_those_up"), 2
"""Between kinds of bodies where the last only says what those before are; kinds, more than which are enumerated."""
_BOTH, _CONTEXT, _SETTING = listed("both_asked"), listed("joined"), listed("in_a_setting")
"""土特产、又带着旅游: both are asked for, and neither by itself; 融合: what is told of is that they go together."""
# What turns words into a question about cases, and says nothing of what they should be about.
_SCAFFOLD = listed("scaffold")


def alternatives(theme: str) -> tuple[str, ...]:
    """The members of a theme that lists several (金融、保险或融资), else the theme alone."""
    if _CONTEXT.search(theme):
        return (theme,)
    theme = _BOTH.sub(" ", theme)
    parts = tuple(part.strip() for part in LINK.split(theme) if len(part.strip()) > 1)
    where = _SETTING.search(parts[0]) if len(parts) > 1 else None
    if where is not None and not any(_SETTING.search(part) for part in parts[1:]):
        there = where[0].removeprefix("在")  # 企业在海外防风险、维权: both of them there
        parts = (parts[0], *(there + part for part in parts[1:]))
    return parts or ((theme,) if theme.strip() else ())


def read(
    text: str, collections: tuple[Collection, ...], scope: tuple[str, ...] = (), parts: Sequence[str] = ()
) -> Query:
    """What the closed classes say of `text` (folded, simplified).

    `scope`: collections chosen by hand; `parts`: the names of parts that cases have. On its way to an answer a question
    is read so some four times.
    """
    return _read(text, collections, scope, tuple(parts))


def _enumerated(text: str, kinds: tuple[tuple[str, int, int], ...]) -> tuple[tuple[str, int, int], ...]:
    """`kinds` without the one that only sums up those enumerated before: 公安、海关、检察院这几类执法司法机关."""
    if len(kinds) <= _FEWEST:
        return kinds
    between = text[kinds[-2][2] : kinds[-1][1]]
    if not _SUMS_UP.search(between):
        return kinds
    name, start, _ = kinds[-2]
    return (*kinds[:-2], (name, start, kinds[-1][2]))  # whose words are no theme either


_GUESS, _IS_ASKED = ("吧", "是吧", "对吧", "对不对", "吗", "是吗", "没错吧"), ("谁", "哪", "啥", "什么")


def _guessed(text: str, mention: Mention) -> bool:
    """Whether a place is only a guess at what is asked: 那个系统是谁建的，重庆吧."""
    before, behind = text[: mention.start].rstrip(), text[mention.end :].strip("的 ?？。")
    return behind in _GUESS and before.endswith((",", "，")) and any(word in before for word in _IS_ASKED)


@lru_cache(maxsize=64)
def _read(
    text: str, collections: tuple[Collection, ...], scope: tuple[str, ...], parts: tuple[str, ...]
) -> Query:
    named = find_collections(text, collections)
    spans = [span for _, span in named.found]
    numbers = _bare_number(text) or find_numbers(_blanked(text, spans))
    found = find_institutions(text)
    no_institutions = tuple(one for one in found if left_out.before(text[: one.start]))
    institutions = tuple(one for one in found if one not in no_institutions)
    asking = _asking(text)
    mentions = [
        m for m in find_places(_apart(text)) if not m.in_name and not _within((m.start, m.end), spans)
    ]
    mentions = [
        m for m in mentions if asking[m.start].strip() or not m.places[0].level.endswith("group")
    ]  # 直辖市也算
    mentions = [m for m in mentions if not _guessed(text, m)]
    places, no_places = left_out.parted(text, mentions, lambda m: (m.start, m.end))
    bodies = [kind for kind in _outside(find_kinds(text), found) if not _within(kind[1:], spans)]
    if places:  # 福建那边的，海关也算: which of them are asked for is said already
        bodies = [kind for kind in bodies if asking[kind[1]].strip()]
    kinds, no_kinds = left_out.parted(text, bodies, lambda kind: kind[1:])
    literal = find_literal(text, () if numbers.numbers else parts)
    told = tuple(tells.told(text))
    if (
        literal
        and not literal.only_quoted
        and _meets((*literal.words, *literal.excluded), text, [s for _, s in told])
    ):
        literal = None  # 写明是哪家法院的: what is told, no words that stand there
    if literal and not literal.only_quoted:
        words = "".join((*literal.words, *literal.excluded, literal.part))
        kinds = tuple(kind for kind in kinds if text[kind[1] : kind[2]] not in words)
        no_kinds = tuple(kind for kind in no_kinds if text[kind[1] : kind[2]] not in words)
        places = tuple(mention for mention in places if mention.text not in words)
    kinds = _enumerated(text, kinds)
    kinds = tuple(kind for kind in kinds if kind not in _objects(text, kinds))
    spans_told = [span for _, span in told]
    kinds = tuple(kind for kind in kinds if not _within(kind[1:], spans_told))
    return Query(
        text=text,
        english=is_english(text),
        numbers=numbers,
        places=places,
        institutions=institutions,
        kinds=kinds,
        levels=()
        if literal and not literal.only_quoted
        else left_out.parted(text, find_levels(asking, mentions), lambda level: level[1:])[0],
        other_than=Excluded(
            no_places,
            no_kinds,
            described=(
                *(one.text for one in no_institutions),  # 除了湖大还有别的高校吗
                *left_out.described(text, (*no_places, *no_institutions, *numbers.spans)),
            ),
        ),
        literal=literal,
        when=dates.asked(text),
        tells=tuple(dict.fromkeys(sort for sort, _ in told)),
        tells_at=tuple(spans_told),
        collections=scope or tuple(dict.fromkeys(id_ for id_, _ in named.found)),
        unknown_batch=named.unknown,
    )


def _apart(text: str) -> str:
    """`text` with 其中 by itself, so that it joins no name: 其中南方的 asks for no 中南."""
    return text.replace("其中", "其，")


_TO = frozenset("到进往给帮为替让对")


def _objects(text: str, kinds: Sequence[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Those of `kinds` that something is done to: 蹲到企业、园区边上, 帮企业走出国门."""
    found: list[tuple[str, int, int]] = []
    for kind in sorted(kinds, key=lambda kind: kind[1]):
        before = text[: kind[1]].rstrip("各家些")
        beside = bool(found) and text[found[-1][2] : kind[1]] in left_out.AND
        if before[-1:] in _TO or beside:
            found.append(kind)
    return found


def _meets(said: Sequence[str], text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the words `said` stands in `text` where `spans` are, or right behind one."""
    places = [(at, at + len(word)) for word in said if (at := text.find(word)) >= 0]
    return any(start < e and s <= end for s, e in places for start, end in spans)


def _asking(text: str) -> str:
    """`text` with the clauses blanked that only say what counts too: 省级市级都算."""
    return _blanked(text, counting_too(text))


def _counted_places(query: Query) -> list[tuple[int, int]]:
    """The clauses that only say which places count too: 包括北京法官写的."""
    mentions = [(m.start, m.end) for m in query.places]
    return [span for span in counting_too(query.text) if any(_within(one, [span]) for one in mentions)]


def _bare_number(text: str) -> Numbers | None:
    """A number by itself is a case's: 17, 十二, 8号."""
    said = "".join(filter(str.isalnum, text))
    said = said.removeprefix("那").removesuffix("呢").removesuffix("咧").removesuffix("号")
    digits = said.isdecimal() and len(said) <= _DIGITS
    chinese = 0 < len(said) <= _DIGITS + 1 and set(said) <= set("一二三四五六七八九十百")
    number, at = number_of(said) if digits or chinese else None, text.find(said)
    return None if number is None or at < 0 else Numbers((number,), ((at, at + len(said)),))


_DIGITS = 4
"""Digits of the longest number that is a case's by itself."""


def _within(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """`text` with `spans` blanked; offsets are kept."""
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


def holds(mention: Mention, place: Place) -> bool:
    """Whether `place` lies in what `mention` names (南通 in 长三角)."""
    return any(located(place, named) for named in mention.places)


def _outside(
    kinds: Sequence[tuple[str, int, int]], institutions: Sequence[InstitutionMention]
) -> list[tuple[str, int, int]]:
    """Without the 大学 of 湖南大学: the name is asked for, not the kind."""
    return [k for k in kinds if not any(i.start <= k[1] and k[2] <= i.end for i in institutions)]


def narrowest(mentions: Sequence[Mention]) -> list[Mention]:
    """Without a wider place that another one named lies in: 从福建到广东这一带沿海 means those two."""
    return [
        wide
        for wide in mentions
        if not any(
            other is not wide
            and other.places != wide.places
            and all(holds(wide, place) for place in other.places)
            for other in mentions
        )
    ]


def is_english(text: str) -> bool:
    """Whether `text` is written in Latin letters, but for a name or two."""
    latin = sum(c.isascii() and c.isalpha() for c in text)
    chinese = sum("一" <= c <= "鿿" for c in text)
    return latin > 3 * max(chinese, 1)


MANNER = listed("manner")
_COUNTED_TOO = listed("counts_too")
"""How a text is to be, which is nothing that it is on: 一份正式的简报."""
_ASPECT = listed("asks_how")
"""公安和海关是怎么打击侵权的: what is to be told of the cases, which the organisations already name."""
_THESE = listed("so_many_named")
"""大同黄花、十八洞村、村BA这三块招牌…: what is enumerated is asked for, the rest says what of it."""


_CLAUSE_ENDS = "，,。？?！!：:"
_AFTER_QUOTE = regex(r"[”\"」]([一-鿿]{2})(?=的|有|吗|呢|案例|[，,。？?！!]|$)")


def taken(query: Query) -> list[bool]:
    """For each character of the text whether it names a place, a body, a number, a collection or what is left out."""
    excluded = query.other_than
    spans = [
        *((m.start, m.end) for m in (*excluded.places, *query.places)),
        *((i.start, i.end) for i in query.institutions),
        *((s, e) for _, s, e in (*excluded.kinds, *query.kinds, *query.levels)),
        *query.numbers.spans,
        *query.course_at,
        *query.tells_at,
        *query.amount_at,
        *_counted_places(query),
        *(span for _, span in batches(query.text) if query.collections),
        *(m.span() for m in left_out.DESCRIBED.finditer(query.text) if excluded.described or not m["one"]),
        *_doubled_verbs(query.text),
    ]
    of_part = (query.literal.part, *PART_WORDS) if query.literal and query.literal.of_part else ()
    if query.literal:  # “一站式”服务: one name
        spans += [match.span(1) for match in _AFTER_QUOTE.finditer(query.text)]
    for said in (query.when.words if query.when else "", *of_part):
        at = query.text.find(said) if said else -1
        spans += [(at, at + len(said))] if at >= 0 else []
    held = [False] * len(query.text)
    for start, end in spans:
        stop = min(end, len(held))
        held[start:stop] = [True] * max(stop - start, 0)
    return held


def _doubled_verbs(text: str) -> list[tuple[int, int]]:
    """拢一拢, 归一归, 数一数: a verb doubled so asks something of who is spoken to, and is no theme."""
    return [
        (at, at + 3)
        for at in range(len(text) - 2)
        if text[at + 1] == "一" and text[at] == text[at + 2] and "一" < text[at] <= "鿿"
    ]


def without_exceptions(query: Query) -> str:
    """The text with what it leaves out blanked: 跟吃的没关系的 says of no suit how it ended."""
    spans = [span for span in clauses(query.text) if _counted_besides(query.text[slice(*span)])]
    if query.other_than.described:
        spans += [match.span() for match in left_out.DESCRIBED.finditer(query.text)]
    return _blanked(query.text, spans) if spans else query.text


def _counted_besides(clause: str) -> bool:
    """Whether all of a clause says what counts as well: 矿业公司的都算."""
    bare = clause.strip("，,。；;？?！! ")
    if bare.startswith("哪怕"):
        return True
    return any(one.end() == len(bare) for one in _COUNTED_TOO.finditer(bare))


def without_aspect(query: Query, theme: str) -> str:
    """`theme` unless all of it says what is to be told of the cases that the places and bodies name already."""
    aspect = _ASPECT.search(query.text)
    named = [m.start for m in query.places] + [start for _, start, _ in query.kinds]
    if aspect is None or not any(start < aspect.start() for start in named):
        return theme
    first = next((part for part in theme.split("，") if part), "")
    return "" if first and query.text.find(first) >= aspect.start() else theme


def theme_of(query: Query) -> str:
    """The question without numbers, places and kinds."""
    excluded = query.other_than
    spans = [
        *(span for _, span in batches(query.text) if query.collections),
        *((m.start, m.end) for m in excluded.places),
        *((s, e) for _, s, e in excluded.kinds),
        *query.numbers.spans,
        *query.course_at,
        *query.tells_at,
        *query.amount_at,
        *_counted_places(query),
        *((m.start, m.end) for m in query.places),
        *((i.start, i.end) for i in query.institutions),
        *((s, e) for _, s, e in (*query.kinds, *query.levels)),
        *(
            match.span()
            for match in left_out.DESCRIBED.finditer(query.text)
            if excluded.described and match["one"]
        ),
    ]
    rest = _blanked(query.text, spans)
    before = (split_at(rest[: these.start()], _CLAUSE_ENDS)[-1] for these in _THESE.finditer(rest))
    if enumerated := next((named for named in before if "、" in named), ""):
        rest = re.sub(r"^\W*(?:围绕|关于|就|把|拿|用|以|请|将)+", "", enumerated)
    rest = _SCAFFOLD.sub("，", re.sub(r"[（(][^（）()]*[）)]", "", rest))
    kept = [part for part in re.split(r"[。？?！!\n]", rest) if part.strip()]
    return re.sub(r"\s+", " ", "，".join(kept)).strip(" ，")
