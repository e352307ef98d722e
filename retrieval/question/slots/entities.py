"""The closed classes of a question: case numbers, places, kinds of body, collections, quoted words, what is excluded.

By grammar and gazetteer; what is wanted, and in which form, is learned (heads.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeVar

from data.numerals import number_of
from data.patterns import regex
from data.places.regions import InstitutionMention, Mention, Place, find_institutions, find_places, located
from data.text import clauses, fold, split_at
from data.types import Collection
from data.values import dataclass
from retrieval.language import dates
from retrieval.language.numbers import Numbers, find_numbers
from retrieval.lexicon.listed import listed, words
from retrieval.question.closed import tells
from retrieval.question.closed.bodies import find_kinds
from retrieval.question.closed.levels import find_levels
from retrieval.question.closed.literals import LINK, PART_WORDS, find_literal
from retrieval.question.query import Excluded, Query

T = TypeVar("T")
COUNTS_TOO = listed("counts_too")
_BATCH = listed("batch")
_BOTH, _CONTEXT = listed("both_asked"), listed("joined")
"""土特产、又带着旅游: both are asked for, and neither by itself; 融合: what is told of is that they go together."""
# What turns words into a question about cases, and says nothing of what they should be about.
_SCAFFOLD = listed("scaffold")


def alternatives(theme: str) -> tuple[str, ...]:
    """The members of a theme that lists several (金融、保险或融资), else the theme alone."""
    if _CONTEXT.search(theme):
        return (theme,)
    theme = _BOTH.sub(" ", theme)
    parts = tuple(part.strip() for part in LINK.split(theme) if len(part.strip()) > 1)
    return parts or ((theme,) if theme.strip() else ())


def read(
    text: str, collections: tuple[Collection, ...], scope: tuple[str, ...] = (), parts: Sequence[str] = ()
) -> Query:
    """What the closed classes say of `text` (folded, simplified).

    `scope`: collections chosen by hand; `parts`: the names of parts that cases have. On its way to an answer a question
    is read so some four times.
    """
    return _read(text, collections, scope, tuple(parts))


@lru_cache(maxsize=64)
def _read(
    text: str, collections: tuple[Collection, ...], scope: tuple[str, ...], parts: tuple[str, ...]
) -> Query:
    named = find_collections(text, collections)
    spans = [span for _, span in named.found]
    numbers = _bare_number(text) or find_numbers(_blanked(text, spans))
    institutions = find_institutions(text)
    asking = _asking(text)
    mentions = [
        m for m in find_places(_apart(text)) if not m.in_name and not _within((m.start, m.end), spans)
    ]
    mentions = [
        m for m in mentions if asking[m.start].strip() or not m.places[0].level.endswith("group")
    ]  # 直辖市也算
    places, no_places = _parted(text, mentions, lambda m: (m.start, m.end))
    bodies = [kind for kind in _outside(find_kinds(text), institutions) if not _within(kind[1:], spans)]
    kinds, no_kinds = _parted(text, bodies, lambda kind: kind[1:])
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
        levels=() if literal and not literal.only_quoted else find_levels(asking, mentions),
        other_than=Excluded(no_places, no_kinds, described=_described(text, (*no_places, *numbers.spans))),
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
        beside = bool(found) and text[found[-1][2] : kind[1]] in _AND
        if before[-1:] in _TO or beside:
            found.append(kind)
    return found


def _meets(said: Sequence[str], text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether any of the words `said` stands in `text` where `spans` are, or right behind one."""
    places = [(at, at + len(word)) for word in said if (at := text.find(word)) >= 0]
    return any(start < e and s <= end for s, e in places for start, end in spans)


def _asking(text: str) -> str:
    """`text` with the clauses blanked that only say what counts too: 省级市级都算."""
    told = [(start, end) for start, end in clauses(text) if COUNTS_TOO.search(text[start:end])]
    return _blanked(text, told)


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


@dataclass(frozen=True, slots=True)
class NamedCollections:
    """The collections a text names, each with the span that names it; a batch that there is not."""

    found: tuple[tuple[str, tuple[int, int]], ...] = ()
    unknown: str | None = None


_OF_COLLECTION, _OTHER_BATCH = listed("of_collection"), listed("other_batch")
"""What behind a part of a collection's title makes it the collection's name: 农村电商的那批, 消费者权益保护·案例15."""
_GENERIC = listed("generic_title")


def find_collections(text: str, collections: tuple[Collection, ...]) -> NamedCollections:
    """The collections `text` (folded) names: by batch, label, or a part of a title that tells one apart."""
    batch, unknown = _batch(text, collections)
    if unknown is None and not batch:
        other = _OTHER_BATCH.search(text)
        unknown = other[0] if other else _another_list(text, collections)
    found: list[tuple[str, tuple[int, int]]] = []
    if batch:
        spans = [span for _, span in _batches(text)]
        found += [(id_, spans[0]) for id_ in batch]
    if len(collections) > 1:
        for collection in collections:
            span = _titled(text, collection, collections)
            if span and collection.id not in batch:
                found.append((collection.id, span))
    return NamedCollections(tuple(found), unknown if not found else None)


# 劳动争议那批典型案例里, 那份专利侵权十大案件 · not 那批典型案例里, nor 这批
_A_LIST = regex(
    r"(?P<before>[一-鿿]{2,10}?)(?:的)?那[批份套本](?:典型|指导性?|优秀|十大)(?:案例|案件)|"
    r"那[批份套本](?P<behind>[一-鿿]{2,12}?)的?(?:典型|指导性?|优秀|十大)(?:案例|案件)"
)
OWN = 0.5
"""Share of the pairs of characters of what tells a list apart, from which on it is the title of one that is held."""


def _another_list(text: str, collections: tuple[Collection, ...]) -> str | None:
    """The words of `text` that name a published list by a matter that no title or label of `collections` speaks of."""
    match = _A_LIST.search(text)
    if match is None:
        return None
    matter = (match["before"] or match["behind"]).removesuffix("的")
    pairs = {matter[at : at + 2] for at in range(len(matter) - 1)}
    titles = [fold(one.title + one.label) for one in collections]
    held = max((sum(pair in title for pair in pairs) for title in titles), default=0)
    return match[0] if held < OWN * len(pairs) else None


def _titled(text: str, one: Collection, every: tuple[Collection, ...]) -> tuple[int, int] | None:
    """Where `text` names `one` by its label or by a part of its title that no other collection has."""
    names = {fold(one.label), *(part for part in _GENERIC.split(fold(one.title)) if len(part) > 1)}
    others = [fold(c.title + c.label) for c in every if c.id != one.id]
    told = sorted({part for name in names for part in _parts(name)}, key=lambda part: (-len(part), part))
    for part in told:
        at = text.find(part)
        if at < 0 or any(part in other for other in others):
            continue
        cue = _OF_COLLECTION.match(text, at + len(part))
        if cue:
            return at, cue.end()
    return None


def _parts(name: str) -> Iterator[str]:
    for size in range(len(name), 1, -1):
        for at in range(len(name) - size + 1):
            yield name[at : at + size]


def holds(mention: Mention, place: Place) -> bool:
    """Whether `place` lies in what `mention` names (南通 in 长三角)."""
    return any(located(place, named) for named in mention.places)


_NOT_BEFORE, _NOT_AFTER = words("left_out_before"), listed("left_out_behind")
NEAR = 6
"""Characters behind a name within which it is left out: 江苏的案例别算."""
_AND = ("、", "和", "与", "跟", "及", "以及", "还有")


def _parted(
    text: str, found: Sequence[T], span: Callable[[T], tuple[int, int]]
) -> tuple[tuple[T, ...], tuple[T, ...]]:
    """Those of `found` that are asked for, and those that are excluded (除了北京, 大学别算)."""
    before = [one for one in found if _left_out_before(text[: span(one)[0]].rstrip())]
    after = [one for one in found if _left_out_behind(text[span(one)[1] :])]
    ordered = sorted(found, key=span)
    for left, right in pairwise(ordered):  # 除了法院和公安
        if left in before and text[span(left)[1] : span(right)[0]].strip() in _AND:
            before.append(right)
    for left, right in pairwise(ordered[::-1]):  # 浙江和上海除外
        if left in after and text[span(right)[1] : span(left)[0]].strip() in _AND:
            after.append(right)
    excluded = [*before, *after]
    return tuple(one for one in found if one not in excluded), tuple(excluded)


def _left_out_before(head: str) -> bool:
    """Whether what follows `head` is left out: 除了…, 不要…; not 解除 or 要不要, which ask."""
    word = max((word for word in _NOT_BEFORE if head.endswith(word)), key=len, default="")
    stem = head.removesuffix(word)[-1:]
    return bool(word) and not (stem and (stem in word[1:2] or (word == "除" and stem in _REMOVES)))


_REMOVES = "解开删清免消废切"
"""Before 除: 解除协议, 开除党籍."""


def _left_out_behind(rest: str) -> bool:
    match = _NOT_AFTER.search(rest)
    if match is not None and rest[: match.start()].endswith(match[0][1:2] or "\n"):
        return False  # 学校要不要占股
    if (
        match is not None
        and rest[: match.start()].endswith(_TOLD)
        and not rest[: match.start()].startswith("的")
    ):
        return False  # 让员工签字说不要加班费的: what somebody says, and not who is left out
    return match is not None and match.start() <= NEAR and not set(rest[: match.start()]) & set(_ENDS)


_TOLD = ("说", "表示", "写", "写明", "声明", "称", "承诺", "同意", "签字")
_ENDS = "，,。？?！!、（("
_DESCRIBED = regex(
    r"(?:跟|和|与|同)(?P<what>[^，,。？?！!]{2,14}?)(?:都|毫)?(?:没有?(?:什么|啥)?关系|无关|不相干|不沾边)|"
    r"(?<!有)(?:不|没有?|未)(?:涉及|牵涉|关系到)(?:到|及|过)?(?P<other>[^，,。？?！!、]{2,10}?)的|"
    r"(?<=[，,、（(])(?P<left>[^，,。？?！!、（()）]{2,10}?)(?:都)?(?:不算|别算|除外|不计)(?=[，,。？?！!)）]|$)|"
    r"(?:^|[，,、（(；;]|里头|里面|里|其中)(?:但|而|却|又|并|可)?(?:不是|不要|别要|不含|不包括|不属于)(?P<not>[^，,。？?！!、不]{1,10}?)(?:的|那种|那类|那些)"
    r"(?=[，,。？?！!）)（(]|有[哪几多]|呢|案|是哪|$)|"
    r"(?:除去|除开|除了?|不算|不含|不包括|排除|去掉)(?P<one>[^，,。？?！!、]{2,12}?)的?[那这]一?(?:个|家|起|条|例)(?:案例|案子|案件)?"
)
"""跟拆迁没关系的, 自治州不算, 不是在网上买的, 除了陶瓷那个: cases of that theme are left out, or the one that is described."""


def _described(text: str, told: Sequence[object]) -> tuple[str, ...]:
    """The words by which cases are excluded (除了陶瓷那个), where no place or number says which."""
    found = list(_DESCRIBED.finditer(text))
    themes = [
        match["what"] or match["other"] or match["left"] or match["not"]
        for match in found
        if not match["one"]
    ]
    ones = [] if told else [match["one"] for match in found if match["one"]]
    return (
        *(words for words in themes if not find_places(words) and not find_kinds(words)),
        *(words for words in ones if not find_kinds(words)),
    )


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


def _batch(text: str, collections: tuple[Collection, ...]) -> tuple[tuple[str, ...], str | None]:
    """The collections a 第N批 names; or the words themselves where no collection is that batch."""
    found: list[str] = []
    for number, (start, end) in _batches(text):
        same = [c.id for c in collections if any(number == own for own, _ in _batches(c.title))]
        if not same:
            return (), text[start:end]
        found += same
    return tuple(dict.fromkeys(found)), None


def _batches(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """The number of each 第二批 and where it stands; 第几批 has none."""
    for match in _BATCH.finditer(text):
        number = number_of(match[0].strip("第批 "))
        if number is not None:
            yield number, match.span()


MANNER = listed("manner")
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
        *(span for _, span in _batches(query.text) if query.collections),
        *(m.span() for m in _DESCRIBED.finditer(query.text) if excluded.described or not m["one"]),
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
        *(span for _, span in _batches(query.text) if query.collections),
        *((m.start, m.end) for m in excluded.places),
        *((s, e) for _, s, e in excluded.kinds),
        *query.numbers.spans,
        *query.course_at,
        *query.tells_at,
        *((m.start, m.end) for m in query.places),
        *((i.start, i.end) for i in query.institutions),
        *((s, e) for _, s, e in (*query.kinds, *query.levels)),
        *(match.span() for match in _DESCRIBED.finditer(query.text) if excluded.described and match["one"]),
    ]
    rest = _blanked(query.text, spans)
    before = (split_at(rest[: these.start()], _CLAUSE_ENDS)[-1] for these in _THESE.finditer(rest))
    if enumerated := next((named for named in before if "、" in named), ""):
        rest = re.sub(r"^\W*(?:围绕|关于|就|把|拿|用|以|请|将)+", "", enumerated)
    rest = _SCAFFOLD.sub("，", re.sub(r"[（(][^（）()]*[）)]", "", rest))
    kept = [part for part in re.split(r"[。？?！!\n]", rest) if part.strip()]
    return re.sub(r"\s+", " ", "，".join(kept)).strip(" ，")
