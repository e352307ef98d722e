"""How a question asks for a thing: the words beside 什么, 谁 or 哪些 that what is asked for hangs on."""

from __future__ import annotations

from data.cutting import tagged
from data.patterns import regex
from data.values import dataclass
from retrieval.lexicon.listed import listed

_ASKING = regex(
    r"(?<!为)(?<!凭)(?:谁|什么(?!时候|时间|样|意思|原因|理由)|啥(?!时候|样|意思)|何人|哪(?:些|几|[一二两三四五六七八九十])?(?:个|样|种|家|级|类|方|项|条|位|套|块|所|名|份|部|款)?(?![里儿]))"
)
_STOPS = "，,；;。？?！!"
_WHERE, _SENSE_ASKED = listed("asks_where"), listed("asks_sense")
_BEHIND_VERB = ("的是", "的都是", "出来的是", "了", "过", "着", "到", "出", "出来", "上", "的")
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset(("给", "为", "向", "对", "面向")),
    frozenset(("通过", "依托", "以", "用", "采用", "利用", "使用", "凭借", "运用", "借助", "靠", "拿")),
    frozenset(("由", "被")),
    frozenset(("与", "和", "同", "跟", "联合", "签给", "卖给", "租给")),
    frozenset(("从", "自")),
    frozenset(("把", "将")),
)
"""Prepositions that say the same relation."""
LIGHT = frozenset("的了吗呢啊是在有和与及着过到出给把被让要会能可来去做弄搞干办开这那些哪什么谁啥叫说用")


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    tag: str
    start: int
    end: int

    @property
    def is_verb(self) -> bool:
        return self.tag in ("v", "vd", "vi", "vq")


@dataclass(frozen=True, slots=True)
class Frame:
    """How a question asks for a thing: the words before and behind its asking word."""

    text: str
    before: str
    after: str
    verb: str
    preposition: frozenset[str]
    noun: str
    who: bool
    deed: str
    """The characters of what is done, beside the asking word."""


def frame_of(text: str) -> Frame | None:
    asks = list(_ASKING.finditer(text)) or list(_WHERE.finditer(text)) or list(_SENSE_ASKED.finditer(text))
    if len(asks) != 1:
        return None
    at, end = asks[0].span()
    first = max(text.rfind(mark, 0, at) for mark in _STOPS) + 1
    last = min((found for mark in _STOPS if (found := text.find(mark, end)) >= 0), default=len(text))
    before, after = text[first:at], text[end:last].rstrip("呢啊呀吗么的了来着")
    lead, rest = tokens(before.rstrip("了")), tokens(after.removeprefix("的"))
    said = lead[-1].text if lead else ""
    alike = next((ones for ones in _ALIKE if said in ones), frozenset())
    if not alike and said[-1:] in ("给", "向"):  # 转给谁
        alike = next(ones for ones in _ALIKE if said[-1:] in ones)
    noun = rest[-1].text if rest and all(token.tag[0] in "nvb" for token in rest) and len(rest) <= 2 else ""
    if after.startswith("的") and rest and rest[0].tag[0] == "n":
        noun = rest[0].text
    who = asks[0][0] in ("谁", "何人", "哪家", "哪位", "哪名") or noun in ("人", "单位", "部门", "公司")
    deed = "".join(token.text for token in (*lead[-1:], *rest) if token.tag[0] == "v")
    return Frame(text, before, after, _verb(before), alike, noun if len(noun) > 1 else "", who, deed)


def _verb(before: str) -> str:
    """The verb that the words before an asking word end with; '' where they end with another."""
    while tail := next((one for one in _BEHIND_VERB if before.endswith(one) and before != one), ""):
        before = before.removesuffix(tail)
    cut = tokens(before)
    return cut[-1].text if cut and cut[-1].tag[0] == "v" and not set(cut[-1].text) <= LIGHT else ""


def tokens(text: str) -> list[Token]:
    """The words and marks of `text` (folded); none where they cannot be laid over it."""
    found: list[Token] = []
    at = 0
    for word, tag in tagged(text):
        start = text.find(word, at)
        if start < 0:
            return []
        found.append(Token(word, tag or "x", start, start + len(word)))
        at = start + len(word)
    return found
