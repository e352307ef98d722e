"""Orders to the program that stand in a question: told by what is asked of the program, not by a word that cases are about."""

from __future__ import annotations

import re

from data.patterns import regex

_ORDER = regex(
    r"(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过|绕过)(?:掉)?(?:你|以上|之前|前面|上面|所有|一切|全部|先前|原来|此前|系统)[^，,。]{0,12}(?:指令|指示|规则|要求|提示|设定|限制|内容|约束|说明)|"
    r"(?:ignore|disregard|forget|bypass|override)\b[^.]{0,30}\b(?:instruction|prompt|rule|above|previous|prior|earlier|everything)|"
    r"(?:system|developer) ?prompt|系统提示词?|提示词(?:是|原文|内容)|(?:你的|内部|隐藏)(?:指令|提示词|设定|规则)|"
    r"(?:^|[.!?,;]\s*|please )pretend|(?:^|[，,。！!；;]|请|你)(?:假装|假设|假定|就当|当作)(?=你|自己|我|这|那|有|存在|是|案例|不|没|第)[^，,。]{0,16}(?:案例|存在|有|是)|扮演|角色扮演|role-?play|jailbreak|越狱|DAN模式|开发者模式|developer mode|"
    r"(?:^|[，,。！!；;]|请|你|帮我|给我|替我)(?:来)?(?:编造?|杜撰|虚构|捏造|瞎编|伪造)(?:一|个|几|出|点)|\b(?:make up|fabricate|invent) (?:a|an|some|one|the)\b|(?:不用|不要|无需|别)(?:管|给|带|附|写|标|引用)*(?:出处|引用|来源|编号|原文)|你现在是|you are now|from now on you|"
    r"(?:输出|打印|告诉我|透露|泄露|显示|reveal|print|show)[^，,。]{0,12}(?:密钥|口令|密码|token|api ?key|环境变量|配置文件|secret key|password)",
    re.I,
)


def is_order(text: str) -> bool:
    """Whether `text` (folded) tells the program what to be, to forget, to make up or to give away."""
    return bool(_ORDER.search(text))
