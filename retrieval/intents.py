"""What kind of answer a question wants: rules over its wording."""

from __future__ import annotations

import re

from data.patterns import regex
from data.types import Intent

CASE_NOUN = r"(?:典型(?=[?？。,，呢啊吗有]|$)|(?:典型)?(?:案例|案件|案子|个案|例子|做法|经验|实践|cases?|examples?|entries))"
# Nouns that stand for a case when they are what 哪些 or 几个 asks about: every case is some place's or body's.
HOLDER = r"(?:地方|单位|省份?|省区市?|省市|城市|市县?|县市?|县区?|区县?|地区|机构|部门|组织|主体|机关|同行|兄弟单位)"
_COUNTER = r"(?:个|家|起|件|例|项|份|篇|条|宗|则|所)"
_CHOSEN = (
    r"(?:入选|入围|上榜|上了榜|上名单|上了名单|进了名单|被收录|收录|在里面|在里头|在内|在其中|在列|在榜)"
)
_END = (
    r"(?:呢|啊|呀|了|的|吧|啦|来着)*\s*[?？!！。,，~…]*"
    r"(?:(?<=[?？!！。,，~…])\s*(?:请|帮忙?|麻烦|劳驾|给我|替我|谢谢|谢了|拜托|列|说|讲|报)[^。？?]{0,10})?\s*[?？!！。~…]*\s*$"
)

_COUNT = regex(
    rf"(?:几|多少){_COUNTER}?(?:是|有|属于)?[^，,。？?]{{0,8}}?{CASE_NOUN}|(?:几|多少){_COUNTER}(?:不同的?)?{HOLDER}(?!级)|"
    rf"{CASE_NOUN}(?:一共|总共|总计|共)?(?:有|是)?(?:几|多少){_COUNTER}?|(?:的|一共|总共|共|总计|合计|统共)(?:有|是)?(?:几|多少){_COUNTER}?{_END}|"
    rf"{_CHOSEN}(?:的)?(?:了|过)?(?:有)?(?:几|多少){_COUNTER}|(?:几|多少){_COUNTER}[^，,。？?]{{0,6}}?{_CHOSEN}|数一数|how many (?:\w+ ){{0,3}}?(?:cases?|examples?|entries)|number of cases|(?:案例|案件)(?:的)?(?:总数|数量|个数|数(?=是|有|多少|几))|数一?下",
    re.I,
    only_with="几多数mM",
)
_COUNT_END = regex(rf"(?:有|共|是|占)?(?:几|多少){_COUNTER}{_END}")
_LISTS = (
    regex(
        rf"哪(?:些|几{_COUNTER}|几)(?:个|家)?[^，,。？?]{{0,6}}?(?:{CASE_NOUN}|{HOLDER})",
        re.I,
        only_with="哪",
    ),
    regex(
        rf"(?:{CASE_NOUN}|的|{HOLDER})(?:[^，,。？?]{{0,6}}?)?(?:都)?(?:有|是|包括)(?:哪(?:些|几{_COUNTER})|谁|什么){_END}",
        re.I,
        only_with="哪谁什",
    ),
    regex(
        rf"(?:都|还)?有(?:哪些|哪几{_COUNTER}|什么){_END}|(?:都有|都是|分别是|会是)谁{_END}",
        re.I,
        only_with="有是",
    ),
    regex(
        rf"(?:有|有没有|有无|是否有|可有)(?:什么|哪些|啥)?(?:[^，,。？?]{{0,20}}?)(?:{CASE_NOUN}|的)(?:吗|么|没有|没)?{_END}",
        re.I,
        only_with="有",
    ),
    regex(
        rf"(?:列|罗列|列举|列出|盘点|找出|挑出|筛选?|数出|汇总|查一?下|给我)(?:[^，,。？?]{{0,24}}?){CASE_NOUN}|{CASE_NOUN}[^，,。？?]{{0,8}}?(?:列|清单|名单|汇总|罗列)",
        re.I,
        only_with="列盘找挑筛数汇查给清名",
    ),
    regex(
        rf"有(?:[^，,。？?]{{0,10}}?)(?:单位|机构|地方|法院|公安|高校|大学|部门)?(?:被)?{_CHOSEN}(?:的)?(?:吗|么|没有|没)?{_END}",
        re.I,
        only_with="有",
    ),
    regex(
        rf"(?:有什么|有哪些|哪些)(?:[^，,。？?]{{0,8}}?)(?:做法|经验|{CASE_NOUN})(?:[^，,。？?]{{0,4}}?)(?:入选)?{_END}",
        re.I,
        only_with="有哪",
    ),
    regex(
        rf"(?:which|what|any|list|all|show me)\b[^.?!]{{0,24}}?\bcases?\b|which\b[^.?!]{{0,40}}?\b(?:are|is|were|was) (?:featured|included|listed|selected|represented)|cases? (?:about|on|from|in|involving|that|mention)|^(?:全部|所有)(?:的)?{CASE_NOUN}",
        re.I,
        only_with="cC全所",
    ),
    regex(
        rf"{_CHOSEN}(?:了|过)?(?:的)?(?:有|是)?(?:哪|谁|什么)|(?:谁|哪些|哪几{_COUNTER}?|哪{_COUNTER}?)[^，,。？?]{{0,10}}?{_CHOSEN}",
        re.I,
        only_with="哪谁什",
    ),
    regex(
        r"(?:都|全部?|一个别|一个不)(?:给我|帮我|替我)?(?:列|找|捞|挑|数|摆|漏)|(?:列|罗列|捞|挑|找|数)(?:一下|出来|一遍|全|齐)|^(?:凡是|所有|全部)|一个(?:都)?(?:别|不)漏",
        re.I,
        only_with="都全个列罗捞挑找数凡所",
    ),
    regex(rf"的(?:典型)?案例\s*(?:[，,][^，,。？?]{{0,10}})?{_END}", re.I, only_with="案"),
    regex(
        rf"只要[^，,。？?]{{1,10}}的{_END}|^(?:那)?[^，,。？?]{{0,12}}(?:提到|提及|出现|写到)[^，,。？?]{{1,16}}的{_END}",
        re.I,
        only_with="要提出写",
    ),
)
"""Each compiled when those before it did not match."""
# How many lawsuits a court closed is a figure inside a case, not a number of cases of the collection.
_WITHIN_CASE = regex(
    r"(?:铺|覆盖|布局|辐射|归集|联动|遍及|推广|扩展)(?:到|至|了|在)?(?:了)?(?:几|多少)(?:个|家|所)|"
    r"(?:在|从|对|向|把|为|覆盖|涉及|分布)(?:了)?(?:几|多少)(?:个)?(?:\w{0,2})(?:县区|市县|区县|部门|单位|地区|机构|省份?|城市)\w*(?:建|设|开|归|收|推|试|办|搞|服务)"
)
"""在多少个县区建立了工作站: a number that one case states."""
_CASELOAD = regex(
    r"(?:审结|办结|办理|受理|查处|查办|处理|破获|侦破|侦办|审理|立案|起诉|接到|收到|处置|查获|调解|结案|裁决)(?:了|过|的)?[^，,。？?]{0,6}(?:多少|几)"
)
_LOOSE_LIST = regex(r"哪些|哪几|都有什么|有什么|which", re.I)
_COMPARE = regex(
    r"不同|两样|区别|差别|差异|异同|比较|对比|对照|相比|比起来|比一比|比一下|共同点|共通|相同|相似|一样(?:吗|么|不)|各自|差在|是一回事|一回事吗|各(?:干|做|是|用|怎么|有|讲|说|解决|搞|办|靠|走|出|强)|侧重|谁更|哪个更|怎么比|"
    r"各有(?:什么|啥|何)|(?:[两二三]|几)(?:个|家|起|地|省|市|所)[^。；;？?]{0,24}(?:分别|各自)|有何异|\bvs\.?\b|versus|compare|comparison|differ|in common|similarit",
    re.I,
)
_BRIEF = regex(
    r"写(?:一|个|段|篇|份|成|几句|点)|综述|简报|小结|总结(?:一下|成|出|一份|一段)?|报告|(?:经验|汇报|发言|宣传)材料|讲话稿|新闻稿|"
    r"(?:出|做|搞|弄|来|要|准备|拟)(?:一|1)?(?:个|份|篇|段|页)[^，,。？?]{0,30}(?:汇总|材料|情况|清单|简介|介绍|文字|稿子?)|(?:归纳|概括|汇总)(?:一下|成|出)?|一页纸|(?<!电子)表格|概述|归纳|梳理(?:一下|成|出)|整理(?:一下|成|出|一份|一段)|"
    r"用一?(?:段|句|两句)话(?:介绍|概括|说|讲)|带(?:出处|引用|编号)|附(?:出处|编号|案例号|引用)|\bbrief(?:ing)?\b|write|summar(?:y|ise|ize) (?:of|on|the)|"
    r"overview|a paragraph",
    re.I,
)
_TABLE = regex(r"[做列]个?(?:一?张)?表(?!示|明|达|现)")
_ASKS_WHY = regex(r"为什么|为何|何以|怎么会|是否|是不是|\bwhy\b")
"""A list that such a question names is one it asks about: 为什么没有列入官方列表."""
_HELP = regex(
    r"^\W*(?:你(?:好|是谁|叫什么|能做什么|会什么|能干(?:什么|啥|嘛)|会干(?:什么|啥))|您好|hello|hi|hey|help|帮助|怎么用(?:你|这个)?|使用说明|使用帮助|用法|"
    r"(?:这个)?(?:程序|工具|机器人|系统)(?:怎么用|是做什么的|能做什么)|who are you|what can you do)\W*$",
    re.I,
)
INJECTION = regex(
    r"(?:忽略|无视|忘掉|忘记|不要管|别管|抛开|跳过|绕过)(?:掉)?(?:你|以上|之前|前面|上面|所有|一切|全部|先前|原来|此前|系统)[^，,。]{0,12}(?:指令|指示|规则|要求|提示|设定|限制|内容|约束|说明)|"
    r"(?:ignore|disregard|forget|bypass|override)\b[^.]{0,30}\b(?:instruction|prompt|rule|above|previous|prior|earlier|everything)|"
    r"(?:system|developer) ?prompt|系统提示词?|提示词(?:是|原文|内容)|(?:你的|内部|隐藏)(?:指令|提示词|设定|规则)|"
    r"(?:^|[.!?,;]\s*|please )pretend|(?:^|[，,。！!；;]|请|你)(?:假装|假设|假定|就当|当作)[^，,。]{0,16}(?:案例|存在|有|是)|扮演|角色扮演|role-?play|jailbreak|越狱|DAN模式|开发者模式|developer mode|"
    r"(?:^|[，,。！!；;]|请|你|帮我|给我|替我)(?:来)?(?:编造?|杜撰|虚构|捏造|瞎编|伪造)(?:一|个|几|出|点)|\b(?:make up|fabricate|invent) (?:a|an|some|one|the)\b|(?:不用|不要|无需|别)(?:管|给|带|附|写|标|引用)*(?:出处|引用|来源|编号|原文)|你现在是|you are now|from now on you|"
    r"(?:输出|打印|告诉我|透露|泄露|显示|reveal|print|show)[^，,。]{0,12}(?:密钥|口令|密码|token|api ?key|环境变量|配置文件|secret key|password)",
    re.I,
)


def is_help(text: str) -> bool:
    """Whether `text` only greets or asks how to use the program."""
    return bool(_HELP.match(text))


def wants_comparison(text: str) -> bool:
    return bool(_COMPARE.search(text))


def wants_brief(text: str) -> bool:
    return bool(_BRIEF.search(text) or (_TABLE.search(text) and not _ASKS_WHY.search(text)))


def counts(text: str) -> str:
    """`cases` where a number of cases is clearly asked for, `maybe` where the noun is left out, else ''."""
    if _CASELOAD.search(text) or _WITHIN_CASE.search(text):
        return ""
    if _COUNT.search(text):
        return "cases"
    return "maybe" if _COUNT_END.search(text) else ""


def lists(text: str) -> str:
    """`cases` where a set of cases is clearly asked for, `maybe` for another 哪些 (哪些活动), else ''."""
    if any(form.search(text) for form in _LISTS):
        return "cases"
    return "maybe" if _LOOSE_LIST.search(text) else ""


def default_intent(text: str) -> Intent:
    """The intent by wording alone, before it is known what the cases hold."""
    if is_help(text):
        return Intent.HELP
    if wants_brief(text):
        return Intent.BRIEF
    if counts(text) == "cases":
        return Intent.COUNT
    if lists(text) == "cases":
        return Intent.LIST
    return Intent.FACT
