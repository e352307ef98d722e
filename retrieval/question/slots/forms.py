"""The form an answer is asked to have, where it is said in words of a closed class; and the order of a list."""

from __future__ import annotations

from dataclasses import replace

from data.numerals import number_of
from data.patterns import regex
from retrieval.lexicon.listed import listed, under
from retrieval.question.query import Layout, Order

TITLE, NUMBER, WITHOUT_QUOTES = listed("title"), listed("number_of_case"), listed("without_quotes")
_LAYOUTS = (
    (Layout.NUMBERS, listed("numbers_only")),
    (Layout.TITLES, WITHOUT_QUOTES),
    (Layout.ONE, listed("in_one_sentence")),
    (Layout.TITLES, listed("titles_only")),
    (Layout.SHORT, listed("in_short")),
    (Layout.TABLE, listed("as_table")),
    (Layout.POINTS, listed("itemised")),
    (Layout.PARAGRAPH, listed("as_paragraph")),
)
"""What is said of the layout; the first that is said holds."""
NUMBERS_ONLY, IN_SENTENCES = listed("numbers_only"), listed("in_sentences")
_SURE = (Layout.NUMBERS, Layout.POINTS)
"""Layouts that none of the learned ones is: where one is said in words, it holds."""
ROWS = tuple(words for _, words in _LAYOUTS)
"""What says a layout, for who asks what is said beside it."""
_BY = r"(?:按照?|依照?|照|根据|以)"
_ENDS = "最?[高低大小多少早晚新旧近远先后长短轻重前贵便]"
_DIRECTED = rf"从(?P<from>{_ENDS})(?:往|到|至)(?P<to>{_ENDS})"
_SORT = r"(?:排(?:列|序|个序|一排|一下)?|为序|列出来|列|排下来|来(?![算计定赔判付补收扣处]))"
_ORDER = regex(
    rf"(?:请|再|都|全部|把它们|给我)?(?:{_BY}(?P<key>[一-鿿]{{1,8}}?)(?:的)?(?:先后|顺序|大小|高低|多少|早晚)?(?:顺序|次序)?)?"
    rf"(?:{_DIRECTED})(?:的?(?:顺序|次序))?(?:{_SORT})?(?:出来|一下|一遍)?|"
    rf"(?:请|再|都|全部|把它们|给我)?{_BY}(?P<named>[一-鿿]{{1,8}}?)(?:的)?(?P<how>先后|高低|大小|多少|早晚|倒|反|逆|升|降)?(?:着|过来)?(?:顺序|次序|序)?{_SORT}(?:出来|一下|一遍)?|"
    r"(?P<back>(?:倒着|反着|倒过来|反过来)(?:(?:排|列|来)(?:一下|一遍|出来)?|一遍|(?=\W*$))|(?:逆序|倒序|降序)(?:排|列|来)?(?:一下|一遍|出来)?)"
)
_KEYS, _GOES_DOWN, _GOES_UP = under("order_by"), listed("goes_down"), listed("goes_up")
_DOWN = frozenset("高大多晚近新后降")
"""With what a direction begins that goes down: 从高到低, 从新到旧."""
_SAYS_ORDER = "按照依排列序倒反逆"
"""One of which every order has: 从早到晚都要加班 has none."""
_SENTENCES, _OF_EACH = listed("in_sentences"), ("每", "各", "逐")
FEW, MOST = 3, 9
"""几句话; more sentences than that are no short text."""
_SUGGESTS, _BARE = listed("suggests_some"), len("挑个")
_FROM_NOW_ON, _ANSWERS = listed("from_now_on"), listed("answers_given")
_PREFERRED = under("preferred")
_OF_DATE, _IN_TIME = frozenset("早晚新旧近远先后"), ("先后", "早晚")


_HEADLINE, _OF_WHICH = (
    listed("makes_title"),
    ("请你", "请", "麻烦", "帮我", "帮忙", "给", "为", "替", "把", "就", "按", "用"),
)


def headline(text: str) -> str | None:
    """Of which case a headline of its own is to be made, in the words of `text` (folded), "" where none names it: 给大同黄花那篇起个标题;
    None where none is asked for.
    """
    made = _HEADLINE.search(text)
    if made is None:
        return None
    of, _, last = text[: made.start()].rstrip("，, ").rpartition("，")
    said = (last if last.strip() else of).strip()
    for lead in _OF_WHICH:
        said = said.removeprefix(lead)
    return said.strip("我咱一下再，, ")


def preferred(text: str) -> Layout | None:
    """The layout that `text` (folded) asks all later answers to have: 以后都答得短一点; None where it asks for none."""
    if not _FROM_NOW_ON.search(text) or not _ANSWERS.search(text):
        return None
    return next((Layout(name) for name, words in _PREFERRED.items() if words.search(text)), None)


def layout(text: str) -> Layout | None:
    """The layout that `text` (folded) names; None where it names none."""
    return next((form for form, words in _LAYOUTS if words.search(text)), None)


def surely(text: str) -> Layout | None:
    """The layout that `text` (folded) names and no learned reading can overrule; None where it names none."""
    return found if (found := layout(text)) in _SURE else None


def sentences(text: str) -> int:
    """In how many sentences, more than one, `text` (folded) asks to be told; 0 where it says nothing of it, or asks for so
    many of each case."""
    match = _SENTENCES.search(text)
    if match is None or any(word in text for word in _OF_EACH):
        return 0
    number = number_of(match[0].rstrip("以内里话句行条点就")[-1:]) or FEW
    return number if 1 < number <= MOST else 0


def how_many(text: str) -> int | None:
    """How many cases are to be suggested: 挑三个, 推荐一个; None where it is left open, 推荐几个."""
    some = _SUGGESTS.search(text)
    said = "".join(char for char in some[0] if number_of(char) is not None) if some else ""
    return (
        number_of(said)
        if said
        else (
            1
            if some and (some[0].endswith("个") and (len(some[0]) == _BARE or some[0].startswith("随便")))
            else None
        )
    )


def order(text: str, columns: tuple[str, ...] = ()) -> tuple[Order, str] | None:
    """The order that `text` (folded) asks for, and the text without those words; None where it asks for none.

    `columns`: the names of columns that cases have, by which they may be sorted as well.
    """
    for match in _ORDER.finditer(text):
        found = _read(match.groupdict(), columns)
        if found is not None and any(char in match[0] for char in _SAYS_ORDER):
            rest = (text[: match.start()] + "，" + text[match.end() :]).strip("，, ")
            for way, down in ((_GOES_DOWN, True), (_GOES_UP, False)):
                if said := way.search(rest):  # 按金额排一下，从多到少
                    found = replace(found, down=down)
                    rest = (rest[: said.start()] + rest[said.end() :]).strip("，, ")
            return found, rest
    return None


def _read(said: dict[str, str | None], columns: tuple[str, ...]) -> Order | None:
    if said["back"]:
        return Order("", down=True)
    named = said["key"] or said["named"] or ""
    way, toward = (said["from"] or "").removeprefix("最"), (said["to"] or "").removeprefix("最")
    key = next((name for name, words in _KEYS.items() if named and words.search(named)), "")
    if not key:
        key = next((column for column in columns if column and column == named), "")
    if not key and said["how"] in _IN_TIME:
        key = "date"  # 按事情发生的先后排一排
    if not key and way and not named:
        key = (
            "date"
            if way[0] in _OF_DATE and toward[:1] in _OF_DATE
            else "sum"
            if way[0] in "高低大小多少"
            else ""
        )
    if not key:
        return None
    down = (bool(way) and way[0] in _DOWN) or said["how"] in ("降", "倒", "反", "逆", "高低", "大小", "多少")
    return Order(key, down)
