"""What the pointing words of a turn say, of its text alone: 那个X, 这两个, 两件, 只看, 不对我说的是; pointed.py resolves them.

They are a closed class and stand here; that a turn leaves something out, or leans on what was said, too.
"""

from __future__ import annotations

from data.patterns import regex
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed

POINTS_AT_ONE, POINTS_AT_SEVERAL = listed("points_at_one"), listed("points_at_several")
OF_LIBRARY, THAT_ONE = listed("these_cases"), listed("that_one")
WITH, ONLY = listed("with"), listed("only_those")
REST_OF_THEM = listed("rest_of_them")
INSIDE, _OF_EACH = listed("inside_told"), listed("of_each")
COUNTED = regex(
    r"^\W*(?:把|将|给我|回到|刚才|上面|前面|之前|最?(?:开始|开头|先)|一开始|的|所以|[那这好行嗯，,])*(?P<n>俩|仨|[两二三四五六七八九十]|\d{1,2})(?:个(?=[省市地]))?(?P<what>[个家起件条所地省市份样处位篇则块案例]|(?<=[俩仨]))"
)
"""三个列个表, 这三地: how many of what was told before."""
CORRECTS = regex(
    r"^\W*(?:不对|不是|错了|搞错了|弄错了|说错了|你?理解错了|不|no)*[，,。！!\s]*(?:啊|吧|呀|哦|了)*[，,。！!\s]*(?:我|咱)*(?:刚才|刚刚|本来|其实)?(?:的意思|想)?(?:是)?(?:说|问|指|要|找|看|想问|想知道|想看)?(?:的)?(?:是)?[，,：:\s]*"
)
"""How a turn begins that corrects the one before; matches any text, with nothing where it does not."""
_SOMEBODY = frozenset("他她")
_UNITS_OF_CASES = ("件", "起", "案", "例", "条", "篇")
_ONE = "一个"
_TWO = ("两", "俩", "二", "2")
_MANY = {"俩": 2, "仨": 3, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}


def many(pointing: str) -> int:
    """How many cases `pointing` (这三样, 它们) points at, at least."""
    return next((number for word, number in _MANY.items() if word in pointing), 2)


def said_so_many(text: str) -> tuple[int, str]:
    """How many cases told `text` says that it means, 2 of 这两个 and 另外两个, and what stands behind; 0 where it says no number."""
    rows = (POINTS_AT_SEVERAL, REST_OF_THEM, COUNTED)
    said = next((found for row in rows if (found := row.search(text)) and found[0].strip()), None)
    number = next((number for word, number in _MANY.items() if word in said[0]), 0) if said else 0
    return number, text[said.end() :] if said else ""


def counts_told(text: str) -> bool:
    """Whether `text` begins with how many of what was told are meant: 两家打法有什么两样."""
    return bool(COUNTED.match(text))


def of_one_and_other(text: str) -> bool:
    """Whether `text` speaks of two that were told, the one and the other: 一个那么重一个那么轻，差在哪."""
    return text.count(_ONE) > 1


def counts_cases(text: str) -> bool:
    """Whether `text` begins with how many cases are meant: 两件国土局都没捞着好; not 两个人各多大."""
    counted = COUNTED.match(text)
    unit = counted["what"] if counted else ""
    return bool(unit) and (unit in _UNITS_OF_CASES or text.startswith("案", counted.end()))  # type: ignore[union-attr]


def points_at_two(text: str) -> bool:
    """Whether `text` points at two cases told: 这两个, 它俩, 二者."""
    pointed = POINTS_AT_SEVERAL.search(text)
    said = text[pointed.start() : pointed.end() + 1] if pointed else ""  # 他们两家
    return any(two in said for two in _TWO)


def leaves_out(text: str) -> bool:
    """Whether `text` begins by leaving something out: 除了陶瓷那个呢, 那除开北京的."""
    return text.lstrip("那么 ，,").startswith(("除了", "除开", "除去", "除掉", "除它"))


def leads_on(text: str) -> bool:
    """Whether `text` begins as what goes on about the last thing said: 那总共几家总写了吧; not 那浙江呢."""
    return text.lstrip().startswith("那") and not text.rstrip("？?。 ").endswith("呢")


def leans(text: str) -> bool:
    """Whether `text` means nothing without what was said before it."""
    head = text.lstrip("那么请问 ")
    if OF_LIBRARY.match(head):
        return False
    head = head.removeprefix("除了").removeprefix("除")
    return bool(POINTS_AT_ONE.match(head) or POINTS_AT_SEVERAL.match(head))


def of_this_one(text: str) -> bool:
    """Whether `text` asks of this one, or of somebody in it: 这楼盘在哪个城市, 钱是从他哪张卡上划的."""
    return text.lstrip("那 ").startswith("这") or not _SOMEBODY.isdisjoint(text.replace("其他", ""))


def points_back(part: str) -> bool:
    """Whether one of several questions of a message goes on about those before it: 贵州呢, 其中哪个最早, 只看福建的, 第二个讲什么."""
    bare = part.rstrip("？?。！!，, ")
    rows = (POINTS_AT_ONE, POINTS_AT_SEVERAL, INSIDE, _OF_EACH)
    leads = bare.endswith("呢") or bare.startswith("那") or bool(ONLY.match(bare))
    return leads or find_numbers(bare).ordinal or any(row.search(bare) for row in rows)


def that_one_at_end(text: str) -> int | None:
    """Where 那个 begins with which `text` ends: 就要交警那个; None where it does not."""
    bare = text.rstrip("？?。！!，, 呢吧啊").removesuffix("案例").removesuffix("案子")
    return next((one.start() for one in THAT_ONE.finditer(bare) if one.end() == len(bare)), None)


def without_that_one(text: str) -> str:
    """`text` without 的那个案例呢 at its end."""
    rest = text.rstrip("？?。！!，, 呢吧啊").removesuffix("案例").removesuffix("案子")
    ends = that_one_at_end(text)
    if ends is None and not rest.endswith("的"):
        return text
    return rest[:ends].removesuffix("的")
