"""Orders to the program that stand in a question: told by what is asked of the program, not by a word that cases are about.

An order has the program for its doer: it opens its clause, or follows 请, 你 or 帮我, and the clause asks nothing about
anybody else. 编造一个谎言的人是谁 asks who did; 编造一个案例 says what to do.
"""

from __future__ import annotations

import re

from data.patterns import regex

_CLAUSES = regex(r"[，,。！!？?；;：:\n]+|\.(?=\s|$)")
_ASKS = regex(
    r"谁|哪|(?<![编造撰构])几[个件起份例]|多少|有没有|是否|[吗么呢]$|怎么|怎样|如何|会被|处罚|处分|"
    r"\b(?:who|whose|which|what|when|where|why|how|is there|are there|any)\b",
    re.I,
)
"""The clause asks about what others did."""
_TELLS = regex(
    r"判|的(?:案例|案子|人|企业|公司|单位|情况|行为|做法)|\bcases? (?:about|of|where|in which)\b", re.I
)
"""The clause names what is looked for by what others did."""
_LEAD = r"(?:^|请|你|您|帮我|给我|替我|为我|帮忙|现在|顺便|然后|接着|并且?|再|先|就|直接|务必|可以|麻烦|来|\b(?:please|and|then|just|now|to|you)\s)\s*"
"""Where the program is the doer."""
_SOME = r"(?:一|两|三|四|五|几|些|个|出|点|\d)"
_OWN = r"(?:你的?|以上|上面|上述|之前|前面|先前|原来|此前|刚才|系统|所有|一切|全部)"
_RULES = r"(?:规则|要求|限制|内容|约束|说明|规定)"
_ALWAYS = regex(
    # Words that only the program itself has, or that are about it.
    r"(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过|绕过)(?:掉|了)?"
    + _OWN
    + r"[^，,。]{0,12}(?:指令|指示|提示|设定)|"
    r"(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过|绕过)(?:掉|了)?你[^，,。]{0,8}" + _RULES + r"|"
    r"\b(?:ignore|disregard|forget|bypass|override)\b[^.]{0,30}\b(?:instructions?|prompts?|(?:your|these|the|all) rules?|everything)\b|"
    r"(?:system|developer) ?prompt|系统提示词?|提示词(?:是|原文|内容)|(?:你的|内部|隐藏)(?:指令|提示词|设定|规则)|"
    r"\brepeat\b[^.]{0,20}\b(?:above|previous|prior)\b|"
    r"角色扮演|role-?play|jailbreak|越狱|DAN模式|开发者模式|developer mode|"
    r"你现在是|从?现在(?:起|开始)[^，,。]{0,3}(?:你|只|都|每)|you are now|from now on you|"
    r"(?:不用|不要|无需|别)(?:管|给|带|附|写|标|引用)*(?:案例)?(?:出处|引用|来源|编号|原文)(?![不未的标证])|"
    r"(?:你的|your )[^，,。.]{0,8}(?:密钥|口令|密码|token|api ?key|secret|password|environment variable)|ANWEN_[A-Z]|"
    r"假案例|(?:不存在|虚构|编造)的案例(?:给我|来)",
    re.I,
)
_UNLESS_ASKED = regex(
    _LEAD + r"(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过|绕过)(?:掉|了)?" + _OWN + r"[^，,。]{0,12}" + _RULES + r"|"
    r"\b(?:ignore|disregard|forget|bypass|override)\b[^.]{0,30}\b(?:rules?|above|previous|prior|earlier)\b|"
    + _LEAD + r"扮演|"
    # Something supposed of the program or of its cases; what is supposed of people is a question.
    + _LEAD + r"(?:假装|假设|假定|就当|当作)[^，,。]{0,8}(?:你|自己|案例|规则|限制|检查|引文|第[\d一二三四五六七八九十百]+[个号])|"
    + _LEAD + r"pretend\b|"
    + _LEAD + r"(?:编造?|杜撰|虚构|捏造|瞎编|伪造)(?:了)?" + _SOME + r"|"
    + _LEAD + r"(?:输出|打印|告诉我|透露|泄露|显示|列出|reveal|print|show)[^，,。]{0,12}"
    r"(?:密钥|口令|密码|token|api ?key|环境变量|配置文件|secret key|password|environment variable)",
    re.I,
)  # fmt: skip
_MADE_UP = regex(
    r"(?:请|你|您|帮我|给我|替我|为我)(?:来|再|先)?(?:编造?|杜撰|虚构|捏造|瞎编|伪造)" + _SOME + r"|"
    + _LEAD + r"(?:编造?|杜撰|虚构|捏造|瞎编)" + _SOME + r"(?:[个条份篇])?(?:关于|案例|引文)|"
    + _LEAD + r"写[^，,。]{0,4}(?:不存在|虚假|虚构|假)的|"
    + _LEAD + r"(?:make up|fabricate|invent) (?:a|an|some|one|the|two|three|\d)\b",
    re.I,
)  # fmt: skip
"""Something to be made up, which may be called 一个关于专利的案例."""


def is_order(text: str) -> bool:
    """Whether `text` (folded) tells the program what to be, to forget, to make up or to give away."""
    if _ALWAYS.search(text):
        return True
    return any(_asked_of_us(clause.strip()) for clause in _CLAUSES.split(text))


def _asked_of_us(clause: str) -> bool:
    if _ASKS.search(clause):
        return False
    return bool(_MADE_UP.search(clause) or (_UNLESS_ASKED.search(clause) and not _TELLS.search(clause)))
