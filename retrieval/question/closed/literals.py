"""Words that must, or must not, stand in a case as they are: 提到“平台”但没提“数据”, 标题里有“品牌”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.patterns import regex
from data.text import clauses, fold
from data.values import dataclass
from retrieval import lexicon
from retrieval.lexicon.listed import listed

_NOT = r"(?:(?<!有)并?没有?|并?未|不)"
_VERB = (
    r"名叫|叫(?=[一-鿿]某)|提到|提及|提过(?!上诉|申诉|异议|意见|申请|要求|出)|出现(?!在哪|了?过?[一两二三四五几多]+[次回处遍])|写到|写着|写了|写明|含有|(?<!打)包含|带有|(?<![一二两三四五六七八九十几\d])点到(?=[^，,。？?]{2}|[“\"])|讲明|用到|"
    r"mention(?:s|ing|ed)?\b|contain(?:s|ing)?\b"
)
_BARE_VERB = r"提|写|含|带|有|用|出现"
"""Verbs that ask for words only where it is clear that words are meant: after 没, and of a title."""
_OBJECT = r"(?:了|过|到|有(?!人)|着)*\s*(?:有人)?"
_QUOTES = r"[“\"「『]([^”\"」』]{1,24})[”\"」』]"
_RUN = rf"{_QUOTES}(?:\s*[、,，/或者是以及还和与跟]{{0,2}}\s*{_QUOTES})*"
_NAMED_SO = r"(?:这(?:个|几个|两个|三个|四个)?|[一两二俩三四五]个?)(?:词|字|说法|字眼|名词|概念)(?:儿)?|字样|一词|这(?:回|码|件)事"
_END = (
    rf"{_NAMED_SO}|的(?=\s*(?:典型)?(?:案|都|有|是|一共|总共|共|全|几|哪|多少|单位|地方|例子|做法|省|市|县|[，。；;？?！!,]|给|留|挑|找|列|呢|没|么|吗|不(?!是)|$))|都是|有哪|有几|有多少|一共|总共|案例|吗|么|$|[。；;？?！!]|"
    r"[，,、]?\s*(?:但|却|而|又|且|并且|同时|也|还|没有?提|未提|[，,])"
)
_MENTION = regex(
    rf"(?:(?P<no>{_NOT})(?:{_VERB}|(?:{_BARE_VERB})(?=\s*[“\"「『])|提)|(?:{_VERB})){_OBJECT}(?:(?P<run>{_RUN})|(?P<what>[^，,。；;？?！!()（）]{{1,24}}?)(?={_END}|[)）]))",
    only_with="叫提出写含带点明用有mc",
)
_TITLE = (
    r"(?:标题|题目|名称|案例名|案名|题名|名字)(?:里头|里面|里边|里|中|上|内)?"
    r"(?:[(（][^()（）]{1,8}[)）])?[，,]?(?:都|也|有没有|就|明确)*"
)
_IN_TITLE = regex(
    rf"{_TITLE}(?P<no>{_NOT})?(?:{_VERB}|{_BARE_VERB}){_OBJECT}(?:(?P<run>{_RUN})|(?P<what>[^，,。；;？?！!]{{1,16}}?)(?={_END}))|"
    r"\btitles?\b[^.?]*?\b(?:contain(?:s|ing)?|mention(?:s|ing)?|with|have|has)\b\s*(?P<what_en>[^.?!]{2,24})",
    only_with="题名t",
)
_BEFORE = regex(
    rf"(?P<run>{_RUN})\s*(?:{_NAMED_SO})?[^，,。；;？?！!“”]{{0,6}}?(?:{_VERB}|都有|都在|用了|用过)(?!.*{_QUOTES})",
    only_with='“"「『',
)
"""“乡村”和“品牌”两个词都出现的: the words before the verb."""
_TOGETHER, _COUNTS_TOO, _ALSO_TEXT = listed("all_of_them"), listed("counts_too"), listed("text_as_well")
"""摘要和标题里出现: not of the title alone."""
LINK = listed("link")
"""What links the members of an enumeration."""
_OR_ELSE = regex(r"\s*(?:或者|或是|或)\s*(?!提|写|讲|出现)(\w{1,8}?)(?:的|吗)?(?=$|[，,。；;？?！!])")
"""What stands behind words in quotation marks as another choice: 提到“诉源治理”或者调解."""
_OF_ANSWER = listed("asked_of_answer")
"""What an answer is to give (写明编号), not what cases are to hold; in quotation marks it is words all the same."""
_ASKED, _LEFT_OPEN = listed("asks_word_itself"), listed("left_open")
_QUOTED = regex(_QUOTES)


@dataclass(frozen=True, slots=True)
class Literal:
    """What words a case must hold: one of each group of `required`, none of `excluded`."""

    required: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    part: str = ""
    """Where they must stand: TITLE, or the name of a part that cases have (裁判要旨); anywhere where it is ''.

    Without words it asks for the cases that have such a part."""
    only_quoted: bool = False
    """Put in quotation marks, with no 提到 or 出现: perhaps only a name for a theme."""
    loose: bool = False
    """Whether a theme may be meant where no case holds the words: 提到中小企业的融资难题, 写明被告人是女性的."""
    spoken: bool = False
    """Said with no quotation marks, so that a case may hold it in other words: 写明是终局裁决的, 裁决为终局裁决."""

    @property
    def of_part(self) -> bool:
        """Whether it is about a part that cases have beside their title."""
        return self.part not in ("", TITLE)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for group in self.required for word in group)

    def holds(self, text: str) -> bool:
        """Whether `text` (squeezed), of the part it is about, passes."""
        return all(any(_bare(w) in text for w in group) for group in self.required) and not any(
            _bare(w) in text for w in self.excluded
        )

    def __str__(self) -> str:
        """The test in words: 含“平台”且含“数据”且不含“智库”."""
        parts = ["含" + "或".join(f"“{word}”" for word in group) for group in self.required]
        parts += [f"不含“{word}”" for word in self.excluded]
        return "且".join(parts)


TITLE = "案例名称"
_WRITTEN = ("简报", "提纲", "稿子", "材料", "报告", "通报")
"""What is written under a title and stands in none: 就这个题目写一份小简报."""
LONG_WORD, SENTENCE = 6, 4
"""Characters of a word from which on it may be said in other words, where it is not in quotation marks; the same where it
holds one of what makes a sentence of words: 加班要审批."""
_MAKES_SENTENCES = frozenset("是要到去被把让能会得给")
STORY, CLAUSE = 1, 4
"""Clauses beside those that ask for words from which on somebody tells what happened, and the characters of one at least."""
_HOLDS = ("带", "标", "写", "含", "打")
"""What a part does with a word: 关键词带八项规定的."""
_PART_CUES = (
    "那一栏",
    "这一栏",
    "一栏",
    "那栏",
    "栏",
    "部分",
    "那部分",
    "这部分",
    "小节",
    "一节",
    "那节",
    "那一块",
    "那块",
    "里",
    "中",
    *_HOLDS,
)
PART_WORDS = ("栏目", "栏", "部分", "分项", "小节", "小标题", "板块")


def part_named(text: str, parts: Sequence[str]) -> tuple[str, int, int] | None:
    """The part of cases that `text` (folded) names as such, and where: 关键词里, 采用“法官解读”这种栏目."""
    for name in sorted(parts, key=lambda name: (-len(name), name)):
        at = text.find(name)
        if at < 0:
            continue
        end = at + len(name)
        quoted = text[at - 1 : at] in tuple('“"「『') and text[end : end + 1] in tuple('”"」』')
        after = text[end + quoted :].lstrip("这那种个的一")
        if after.startswith(_PART_CUES) or (quoted and any(word in text for word in PART_WORDS)):
            return name, at - quoted, end + quoted
    return None


def find_literal(text: str, parts: Sequence[str] = ()) -> Literal | None:
    """The words that `text` (folded) asks for as they are; None where it asks for none.

    `parts`: the names of parts that cases have beside their title.
    """
    named = part_named(text, parts)
    if named is not None:
        name, start, end = named
        behind = text[end:]
        if behind.startswith(_HOLDS):  # 关键词带八项规定的
            behind = "写到" + behind[1:].lstrip("有着了到的")
        inner = find_literal(text[:start] + "，" + behind) or Literal()
        return replace(inner, part=name, only_quoted=False, spoken=False)
    told = [(start, end) for start, end in clauses(text) if _COUNTS_TOO.search(text[start:end])]
    for start, end in reversed(told):  # 写成版权的也算
        text = text[:start] + text[end:]
    in_title = bool(_IN_TITLE.search(text)) and not _ALSO_TEXT.search(text)
    found = [
        (no, words)
        for no, words in _mentions(text, in_title)
        if not (in_title and all(word.endswith(_WRITTEN) for word in words))
    ]
    if found:
        together = bool(_TOGETHER.search(text))
        wanted = [words for no, words in found if not no]
        # 提到A或提到B: several mentions are one choice where they are linked so.
        if len(wanted) > 1 and re.search(rf"或者?(?:是)?\s*(?:{_VERB})", text):
            wanted = [tuple(word for words in wanted for word in words)]
        required = [(word,) for words in wanted for word in words] if together else wanted
        forms = tuple(tuple(f for word in group for f in _in_chinese(word)) for group in required)
        excluded = tuple(word for no, words in found if no for word in words)
        open_to = any(_may_be_reworded(word) for group in forms for word in group) or _tells_a_story(text)
        marked = bool(_QUOTED.search(text))
        spoken = not (marked or in_title or excluded)
        return Literal(
            forms, excluded, TITLE if in_title else "", loose=open_to and not marked, spoken=spoken
        )
    quoted = tuple(word.strip() for word in _QUOTED.findall(text) if word.strip())
    return Literal((quoted,), only_quoted=True, loose=True) if quoted else None


def _may_be_reworded(word: str) -> bool:
    """Whether cases may say `word`, which is more than a name, in words of their own: 融资的难题, 闹到法院去."""
    makes_one = len(word) >= SENTENCE and not _MAKES_SENTENCES.isdisjoint(word[1:])
    return "的" in word or len(word) >= LONG_WORD or makes_one


def _tells_a_story(text: str) -> bool:
    """Whether somebody tells what happened (不签字不让走，单子上写着钱两清了，其实没给够), and asks for no words as they are."""
    asking = [match.span() for match in _MENTION.finditer(text)]
    beside = [
        text[start:end]
        for start, end in clauses(text)
        if not any(at < end and start < to for at, to in asking)
    ]
    return sum(len(c.strip()) > CLAUSE and not lexicon.is_scaffolding(c) for c in beside) >= STORY


def _mentions(text: str, in_title: bool) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Each mention: whether it is excluded, and its words."""
    before = None if in_title else _BEFORE.search(text)
    if before and _QUOTED.search(before["run"]):
        yield False, tuple(_QUOTED.findall(before["run"]))
        return
    found = False
    for match in (_IN_TITLE if in_title else _MENTION).finditer(text):
        groups = match.groupdict()
        words = _words(groups.get("run") or groups.get("what") or groups.get("what_en") or "")
        if words:
            other = _OR_ELSE.match(text, match.end()) if groups.get("run") else None
            yield bool(groups.get("no")), (*words, other[1]) if other else words
            found = True
    if in_title and found:  # 标题带“品牌”但不带“产业”的
        for match in re.finditer(rf"{_NOT}(?:{_VERB}|{_BARE_VERB}){_OBJECT}(?P<run>{_RUN})", text):
            if not re.search(_TITLE + "$", text[: match.start()]):
                yield True, _words(match["run"])


def _words(what: str) -> tuple[str, ...]:
    quoted = _QUOTED.findall(what)
    words = quoted or [
        word
        for word in LINK.split(what)
        if not (_OF_ANSWER.fullmatch(word.rstrip("吧哦啊")) or _is_asked(word))
    ]
    bare = (word.strip(' “”"‘’「」()的了过').removeprefix("是") for word in words)
    bare = (_without_deed(word) for word in bare if word not in _OF_CASES)
    return tuple(w for w in bare if w and not _SAYS_NOTHING.issuperset(w) and not w.startswith(_ANY_NAME))


_SAYS_NOTHING = frozenset("吧吗呢啊呀哦嘛么的了")
"""写了吧: nothing that must stand there."""
_ANY_NAME = ("某某", "xx", "××")
"""名字里带某某县: whichever it is."""


_OF_CASES, _DEEDS = (
    ("案件", "案例", "案子"),
    ("干的", "做的", "搞的", "办的", "弄的", "干", "做", "搞", "办", "弄"),
)
"""案件 of 出现过的案件: no word that stands there; 知识产权局干的: who did it stands there, and not that it did."""


def _without_deed(word: str) -> str:
    ends = next((deed for deed in _DEEDS if word.endswith(deed)), "")
    return word.removesuffix(ends) if len(word) - len(ends) >= LONG_WORD - 1 else word


def _is_asked(word: str) -> bool:
    """Whether `word` is what is asked, and no word that stands anywhere: 全名叫什么, 名字写了没有, 提到过几个城市."""
    return bool(_ASKED.match(word) or _LEFT_OPEN.fullmatch(word))


def _bare(word: str) -> str:
    return "".join(word.split())


def _in_chinese(word: str) -> tuple[str, ...]:
    """`word`, and what an English phrase is called in Chinese."""
    match = lexicon.english()[0].fullmatch(word) if word.isascii() else None
    return (word, *map(fold, lexicon.english()[1][match[1]])) if match else (word,)
