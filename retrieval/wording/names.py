"""What a case is called in an answer: the place or body that acts, and what it is, in the words of its title."""

from __future__ import annotations

from functools import lru_cache

from data.patterns import regex
from data.places.regions import find_institutions, find_places
from data.text import clauses, quotations, split_at, trimmed
from data.types import Case
from retrieval.language.divisions import narrowest
from retrieval.lexicon.listed import listed

LONGEST = 36
"""Code points up to which the first clause of a title is a name by itself: who does what, and with what."""
WHOLE = 26
"""Code points up to which a title of several clauses is a name, as far as it does not end by asking."""
LONGEST_WHOLE = 44
"""The same of one whose first clause only leads on to the next."""
_ADVERBS = ("为", "因", "如", "若", "当", "经")
ENOUGH = 9
"""Code points below which the first clause of a title says too little by itself: 处理加班费争议."""
_OFFICE = regex(
    r"(?:[（(][^（）()]{1,8}[）)])?[一-鿿]{0,10}?(?:检察院|法院|委员会|机关|海关|大学|学院|研究所|科技城|局|院|所|馆|厅|署|部)"
)
"""What makes an office of the place before it: 天津市 + 公安局."""
_AGAINST, _ASKS = listed("against"), listed("asks_if")
_LEADS_ON = ("的", "时", "后", "而", "若", "如")
"""How a clause of a title ends that is no name by itself."""
_CASE = "案"
SHORT = 20
"""Code points of the longest name in quotation marks that stands for a case."""


@lru_cache(maxsize=5_000)
def actor(case: Case) -> str:
    """The place or body that a title begins with: 江苏省南通市, 厦门海关; of a suit who brings it; else ''."""
    title = case.title
    suit = _AGAINST.search(title)
    if suit is not None and 2 <= suit.start() <= 30 and len(split_at(title[: suit.start()], "，。：“")) == 1:
        return title[: suit.start()]
    body = next((found for found in find_institutions(title) if found.start == 0), None)
    if body is not None:
        return title[: body.end]
    place = next((found for found in find_places(title) if found.start == 0), None)
    if place is None or title.endswith(_CASE):
        return ""  # 山东薛某某行贿案: who acts is no province
    office = _OFFICE.match(title, place.end)
    # What the text begins with as well is a name; what only looks like one may hold a verb.
    if office is not None and any(field.text.startswith(title[: office.end()]) for field in case.fields):
        return title[: office.end()]
    return title[: place.end]


def is_suit(title: str) -> bool:
    """Whether a title names who sues whom."""
    return bool(_AGAINST.search(title))


@lru_cache(maxsize=5_000)
def short_name(case: Case) -> str:
    """The title if it is short, else its first clause; of a suit who sues whom for what, without the provinces.

    A clause that leads on to the next (…构成欺诈的，应当…) goes with it; where a first clause is long, who acts and what
    the title calls it in quotation marks.
    """
    title = case.title
    spans = clauses(title) or [(0, 0)]
    start, end = trimmed(title, spans[0])
    first = title[start:end]
    if len(spans) > 1 and len(title) <= WHOLE and not (_asks(title[end:]) and len(first) >= ENOUGH):
        return title.rstrip("。")
    if len(spans) > 1 and first.startswith(_ADVERBS) and len(title) <= LONGEST_WHOLE:
        return title.rstrip("。")  # 为家庭生活消费需要购买汽车，…: half a sentence is no name
    if first.endswith("的") and SHORT < len(first) <= LONGEST:
        return first[:-1]  # …构成欺诈的，应当…: what happened is name enough
    if first.endswith(_LEADS_ON) and len(spans) > 1:
        return title[slice(*trimmed(title, (spans[0][0], spans[1][1])))]
    suit = _AGAINST.search(first)
    if suit is not None and len(first) > SHORT and actor(case) == title[: suit.start()]:
        return _suit(first, suit.end())
    return first if len(first) <= LONGEST else _called(first, actor(case))


def _called(title: str, who: str) -> str:
    """Who acts, and what a long title calls it in quotation marks."""
    named = (title[a - 1 : b + 1] for a, b in quotations(title, "“") if a > len(who) and b - a <= SHORT)
    return who + next(named, "") if who else title


def _asks(text: str) -> bool:
    return bool(_ASKS.search(text))


def _suit(title: str, start: int) -> str:
    """宁某某诉安定区住房和城乡建设局房屋征收补偿安置协议案: who sues, and whom without its province and city."""
    return title[:start] + narrowest(title[start:])
