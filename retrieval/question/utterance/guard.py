"""Orders to the program that stand in a question: told by what is asked of the program, not by a word that cases are about.

What may be asked of it is to look up cases. Five things may not: to make something up, to give away what only the
program has, to set its rules aside, to be somebody else, to leave out what it rests on. An order has the program for
its doer: it opens its clause, or follows 请, 你 or 帮我, and the clause asks nothing about anybody else.
编造一个谎言的人是谁 asks who did; 编造一个案例 says what to do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.patterns import regex
from data.text import split_at
from retrieval.lexicon.listed import listed

_MARKS = "，,。！!？?；;：:\n"
_ASKS, _ASKS_AT_END = listed("asks_of_others"), ("吗", "么", "呢", "处罚", "处分")
"""The clause asks about what others did."""
_TO_US, _MAKES = ("请", "你", "您", "帮我", "给我", "替我", "为我"), ("编", "造", "虚构", "伪造", "捏造")
_SOON = 4
"""Characters of a clause within which somebody makes something up: 回来编个来客."""
_OF_OTHERS = ("那种", "这种", "有人")
"""With what a story about somebody begins."""
_TO_AN_END, _TEXTS = "把", listed("made_up_texts")
"""With what somebody's story goes on who makes something up: 编个由头把窟窿填上; and what would be made up for an asker."""
_TELLS, _RULED, _RULING = listed("told_by_doing"), "判", "判决"
"""The clause names what is looked for by what others did."""
_LEAD = (
    r"(?:^|请|你|您|帮我|给我|替我|为我|帮忙|现在|顺便|然后|接着|并且?|再|先|就|那|直接|务必|可以|麻烦|自己|来|"
    r"\b(?:please|and|then|just|now|to|you)\s)\s*"
)
"""Where the program is the doer."""
_SOME = r"(?:一|两|三|四|五|几|些|个|出|点|段|份|篇|条|\d)"
_ANY = r"[^，,。.]{0,12}"
_FALSE = (
    r"(?:(?:不存在|虚[假构]|假|编造|made.?up|fake|fictional|imaginary)的?\s?"
    r"(?:案|判|裁|决定|文书|通知|证|引文|新闻|报道|东西|内容|故事|cases?|rulings?|judge?ments?|citations?)"
    r"|没有的内容|没发生过|看起来像|像真|凑数)"
)
"""What is to be written is not so; 虚假诉讼的简报 is about what is not."""
_UNREAL = r"(?:[瞎胡乱]|随便)?(?:编造?|杜撰|虚构|捏造|伪造|造(?=[^，,。]{0,4}假))了?"
_MADE = (
    r"(?:请|你|您|帮我|给我|替我|为我)(?:来|再|先)?" + _UNREAL + _SOME,
    _LEAD + r"(?:写|编|补|加|添|整|生成|拟|想|做|来)[^，,。]{0,12}" + _FALSE,
    r"\b(?:write|give|create|draft)\b[^.]{0,20}\b" + _FALSE,
    r"\b(?:make up|fabricate|invent) (?:a|an|some|one|the|two|three|\d)\b",
)
"""Something to be made up, which may be called 一个关于专利的案例."""
_MAKES_UP = (_LEAD + _UNREAL + _SOME, _LEAD + r"(?:瞎|胡|乱|随便)(?:写|想|编|凑|答)")
_OF_ITS_OWN = r"(?:system|developer) ?prompt|(?:系统|你的|原始|初始)?提示词(?:是|原文|内容|$)|系统提示词|(?:前面|上面|你)的系统提示|开发者模式|developer mode|jailbreak|越狱|ANWEN_[A-Z]"
_HAS = (
    r"(?:密钥|口令|密码|令牌|token|api ?key|secret|password|environment variables?|环境变量|配置文件|连接字符串|"
    r"(?:内部|隐藏|初始|底层|原始)的?(?:指令|设定|设置|规则|信息|消息))"
)
_GIVES_AWAY = (
    r"(?:你的|机器人的?|数据库的?|your |you use )" + _ANY + _HAS + r"|" + _HAS + r"[^，,。.]{0,4}you use",
    _LEAD + r"(?:输出|打印|告诉我|透露|泄露|显示|列出|读取|翻译|reveal|print|show|tell me)" + _ANY + _HAS,
    r"\b(?:repeat|print)\b[^.]{0,20}\b(?:above|previous|prior)\b",
)
_LETS_GO = r"(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过|绕过|作废|推翻|取消)(?:掉|了)?"
_OWN = r"(?:你的?|以上|上面|上述|之前|前面|先前|原来|此前|刚才|系统|所有|一切|全部)"
_RULES = r"(?:规则|要求|限制|内容|约束|说明|规定|指令|指示|提示|设定)"
_SETS_ASIDE = (
    _LEAD + _LETS_GO + _OWN + _ANY + _RULES,
    r"^(?:以上|上面|之前|前面)(?:说|讲|写)?的?(?:话|内容)?(?:都|全部|一律)(?:作废|不算)",
    r"\b(?:ignore|disregard|forget|bypass|override)\b[^.]{0,30}\b(?:instructions?|prompts?|rules?|everything|above|previous|prior|earlier)\b",
)
_AS_ANOTHER = (
    r"角色扮演|role-?play|DAN模式|you are now|from (?:now|here) on,? (?:you|answer|act|speak)|\bact as (?:if|a|an|though)\b",
    _LEAD + r"扮演",
    r"^你现在是|从?现在(?:起|开始)[^，,。]{0,3}(?:你|只|都|每)|你(?:现在|从今)?是一[名位个](?!.*案例)",
    r"^(?:以后|今后)你?的?(?:回答|答案)?都?(?:用|以|要)",
    # Something supposed of the program or of its cases; what is supposed of people is a question.
    _LEAD
    + r"(?:要|得)?(?:(?:假装|假设|假定|假如|就当|当作|装作)[^，,。]{0,8}(?:你|自己(?=是|就是|能|没|不是)|案例|规则|限制|检查|引文|第[\d一二三四五六七八九十百]+[个号])|pretend\b)",
)
_UNFOUNDED = (
    r"(?:不用|不要|无需|不必|别|停止)(?:管|给|带|附|写|标|引用|依据)*(?:案例)?(?:出处|引用|来源|编号|原文|案例)(?![不未的标证里中涉是有])",
    r"\b(?:stop|without) citi(?:ng|ations?)\b",
)


def _any_of(*forms: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of the forms; what leads to several stands in it once, for it takes longest to compile."""
    every = [form for family in forms for form in family]
    led = "|".join(form.removeprefix(_LEAD) for form in every if form.startswith(_LEAD))
    other = [form for form in every if not form.startswith(_LEAD)]
    return regex("|".join([*other, *([f"{_LEAD}(?:{led})"] if led else [])]), re.I)


_ALWAYS = _any_of((_OF_ITS_OWN,), _GIVES_AWAY[:1], _UNFOUNDED)
"""What nobody but the program is told, in whatever clause."""
_MAKING = _any_of(_MADE)
_ORDERS = _any_of(_MAKES_UP, _GIVES_AWAY, _SETS_ASIDE, _AS_ANOTHER)


def is_order(text: str) -> bool:
    """Whether `text` (folded) tells the program what to be, to forget, to make up or to give away."""
    if _ALWAYS.search(text):
        return True
    clauses = [clause.strip() for clause in _clauses(text)]
    asks = any(_ASKS.search(clause) for clause in clauses)
    done = any(clause.startswith(_TO_AN_END) and clause.endswith("了") for clause in clauses)
    tells = asks or done or any(word in clause for clause in clauses for word in _OF_OTHERS)
    return any(
        _asked_of_us(clause) and not (tells and _tells_on(at, clause, clauses))
        for at, clause in enumerate(clauses)
    )


def _tells_on(at: int, clause: str, clauses: Sequence[str]) -> bool:
    """Whether a clause says how the cases are that are asked for: 编个假名目报销的，有哪些案例; or goes on with what somebody did:
    要来盖章的空白纸，编几拨客人，说的是谁."""
    goes_on = at > 0 and not clause.startswith(_TO_US) and bool(_ASKS.search(clauses[-1]))
    of_others = at > 0 and any(word in clauses[0] for word in _OF_OTHERS)  # 有没有那种，回来编个名目报销的
    ours = clause.startswith(_TO_US) or any(word in clause for word in _TO_US[1:])  # not 请 of 请客
    goes_on = goes_on and any(word in clause[:_SOON] for word in _MAKES)
    end = clause[_SOON:] + "".join(clauses[at + 1 : at + 2])
    for_an_end = at > 0 and not ours and _TO_AN_END in end and not _TEXTS.search(clause)
    if for_an_end:
        return True  # 编个由头把窟窿填上
    return not clause.startswith(_TO_US) and (clause.endswith("的") or goes_on or (of_others and not ours))


def _clauses(text: str) -> list[str]:
    """The clauses of a text in Chinese or English; the dot in made.up ends none."""
    return split_at(text.removesuffix(".").replace(". ", "。"), _MARKS)


def _asked_of_us(clause: str) -> bool:
    if _ASKS.search(clause) or clause.endswith(_ASKS_AT_END):
        return False
    return bool(_MAKING.search(clause) or (_ORDERS.search(clause) and not _tells(clause)))


def _tells(clause: str) -> bool:
    return bool(_TELLS.search(clause)) or _RULED in clause.removesuffix(_RULING)
