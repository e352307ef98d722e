"""A Query in a person's words: 哪些案例｜地点 浙江省｜不含 大学｜主题 商业秘密."""

from __future__ import annotations

from retrieval.cases.suits.conditions import stated_as
from retrieval.cases.told import THINGS
from retrieval.language.numbers import spoken
from retrieval.question.query import ANY, FIRST, Act, Form, Layout, Query, Want
from retrieval.wording.frames import known, phrase


def said(query: Query, english: bool = False) -> str:
    """What `query` asks, and each of its conditions by name."""
    parts = [_WANTS[query.want][english] if query.act is Act.ASK else _ACTS[query.act][english]]
    for name, value in _conditions(query, english):
        parts.append(f"{_NAMES[name][english]} {value}")
    return " | ".join(parts) if english else "｜".join(parts)


def _conditions(query: Query, english: bool) -> list[tuple[str, str]]:
    things = (
        (query.tells, ()) if english else ((), tuple(THINGS[t.removeprefix("-")].name for t in query.tells))
    )
    found = [
        ("collections", "、".join(query.collections)),
        ("numbers", spoken([n for n in query.numbers.numbers if n > 0]) if query.numbers.numbers else ""),
        ("cases", "、".join(str(c.number) for c in query.targets or query.within)),
        ("near", "、".join(str(c.number) for c in query.near)),
        ("described", query.described),
        ("places", "或".join(dict.fromkeys(m.text for m in query.places))),
        ("kinds", "或".join(dict.fromkeys(name for name, _, _ in query.kinds))),
        ("levels", "或".join(dict.fromkeys(name for name, _, _ in query.levels))),
        ("institutions", "或".join(dict.fromkeys(i.text for i in query.institutions))),
        ("when", query.when.words if query.when else ""),
        ("sum", str(query.amount) if query.amount else ""),
        ("words", "" if query.literal is None else str(query.literal)),
        ("course", "、".join(query.course if english else stated_as(query.course))),
        ("tells", "、".join((*things[0], *things[1]))),
        ("not", _excluded(query)),
        ("theme", query.theme),
        ("by", _by(query.by, english)),
        ("extreme", _EXTREMES.get(query.extreme, (query.extreme,) * 2)[english]),
        ("rank", _rank(query.rank, english)),
        ("sizes", _sizes(query.sizes, english)),
        ("parts", "、".join(part.name for part in query.parts)),
        ("form", _form(query.form, english)),
        ("edit", _EDITS.get(query.edit, (query.edit,) * 2)[english]),
    ]
    return [(name, value) for name, value in found if value]


def _excluded(query: Query) -> str:
    out = query.other_than
    names = [*(m.text for m in out.places), *(k for k, _, _ in out.kinds), *out.described]
    return "、".join([*names, *(f"案例{c.number}" for c in out.cases)])


def _by(by: str, english: bool) -> str:
    return phrase(f"by_{by}", english) if known(f"by_{by}") and by not in _OPEN else by


def _rank(rank: tuple[int, int], english: bool) -> str:
    """The places from the end that is taken; nothing for the one at it."""
    first, last = rank
    if rank == FIRST:
        return ""
    if first == last:
        return f"place {first}" if english else f"第{first}"
    return f"places {first} to {last}" if english else f"第{first}到第{last}"


def _sizes(sizes: tuple[int, int], english: bool) -> str:
    """How many cases a group must have; nothing where any will do."""
    least, most = sizes
    if sizes == ANY:
        return ""
    if least == most:
        return f"{least}" if english else f"{least}个"
    told = (f"at least {least}", f"at most {most}") if english else (f"至少{least}个", f"至多{most}个")
    return (", " if english else "、").join([told[0]] * (least > 1) + [told[1]] * (most > 0))


def _form(form: Form, english: bool) -> str:
    parts = [_LAYOUTS[form.layout][english]] if form.layout is not Layout.PLAIN else []
    parts += [_FIRST[english].format(form.limit)] if form.limit is not None else []
    parts += [_SENTENCES[english].format(form.sentences)] if form.sentences else []
    if form.order:
        key = form.order.key
        told = phrase(f"key_{key}", english) if known(f"key_{key}") else key
        way = f"way_{key}_{'down' if form.order.down else 'up'}"
        parts.append(_SORTED[english].format(told, phrase(way, english) if known(way) else "").strip())
    return ("; " if english else "、").join([*parts, *form.columns])


_FIRST, _SORTED = ("先列{}个", "the first {}"), ("按{}{}排", "by {}{}")
_SENTENCES = ("{}句话", "{} sentences")
_OPEN = ("measure",)
"""Groupings whose frame leaves something open that the Query does not say."""
_EXTREMES = {
    "most": ("最多的", "the most"),
    "least": ("最少的", "the least"),
    "none": ("没有案例的", "those without a case"),
    "first": ("最早的", "the earliest"),
    "last": ("最晚的", "the latest"),
    "highest": ("最高的", "the highest"),
    "lowest": ("最低的", "the lowest"),
}
_LAYOUTS = {
    Layout.PLAIN: ("", ""),
    Layout.SHORT: ("简短", "short"),
    Layout.ONE: ("一句话", "one sentence"),
    Layout.LEAST: ("最短", "as short as can be"),
    Layout.PARAGRAPH: ("一段话", "a paragraph"),
    Layout.POINTS: ("分点", "points"),
    Layout.TITLES: ("只要名称", "titles only"),
    Layout.NUMBERS: ("只要编号", "numbers only"),
    Layout.HEADLINE: ("一个标题", "a headline"),
    Layout.TABLE: ("表格", "a table"),
    Layout.FULL: ("详细", "in full"),
    Layout.VERBATIM: ("原话", "word for word"),
}
_EDITS = {
    "same": ("问的还是前面说的", "of the same cases"),
    "narrow": ("在前面的里面再找", "among those told"),
    "swap": ("换一个条件", "another condition"),
    "pick": ("前面说的其中一个", "one of those told"),
    "beyond": ("上面没有这么多", "more than were told"),
    "earlier": ("更前面一份清单里的一个", "one of an earlier list"),
    "others": ("前面没有说的", "others than those told"),
    "alike": ("与前面说的相近的", "like those told"),
    "combine": ("和前面的放在一起", "together with those told"),
    "show": ("前面的换个形式", "the same in another form"),
    "sure": ("再确认一次", "asked again"),
    "correct": ("更正前面的", "a correction"),
}
_WANTS = {
    Want.FACT: ("事实", "a fact"),
    Want.CASES: ("哪些案例", "which cases"),
    Want.COUNT: ("几个案例", "how many cases"),
    Want.GROUPS: ("分组统计", "groups"),
    Want.EXTREME: ("最值", "the most or least"),
    Want.COMPARE: ("比较", "a comparison"),
    Want.BRIEF: ("简报", "a briefing"),
    Want.TEXT: ("案例原文", "the text of cases"),
    Want.LIBRARY: ("案例集本身", "the library itself"),
}
_ACTS = {
    Act.ASK: ("提问", "a question"),
    Act.GREET: ("问候", "a greeting"),
    Act.THANKS: ("致谢", "thanks"),
    Act.BYE: ("告别", "goodbye"),
    Act.WHO: ("问你是谁", "who are you"),
    Act.HELP: ("问用法", "what can you do"),
    Act.OK: ("应答", "an acknowledgement"),
    Act.LATER: ("说自己的事，稍后再聊", "an aside of oneself"),
    Act.COMPLAIN: ("说不对", "a complaint"),
    Act.SURE: ("问是否确定", "are you sure"),
    Act.PREFER: ("说以后怎么答", "how answers are to be"),
    Act.AS_PERSON: ("问程序自己", "asks the program of itself"),
    Act.MOOD: ("说自己的心情", "how one feels"),
    Act.PRIVACY: ("问提问的隐私", "what is kept of one's questions"),
    Act.METHOD: ("问怎么查、怎么答", "how it finds its answers"),
    Act.TRUST: ("问可不可信", "whether it can be relied on"),
    Act.SERVICE: ("请做查案例以外的事", "a service other than looking up cases"),
    Act.SCOPE: ("问知不知道别的", "what else it knows"),
    Act.MEMORY: ("问以前问过的", "what was asked before"),
    Act.PRICE: ("问收不收费", "what it costs"),
    Act.SHARE: ("问别人能不能用", "whether others may use it"),
    Act.OPINION: ("请它评价", "its opinion"),
    Act.ADVICE: ("问自己的事怎么办", "advice on one's own matter"),
    Act.CONTENTS: ("问收录了什么", "what there is here"),
    Act.SUGGEST: ("请推荐一个", "asks for a suggestion"),
    Act.RANK: ("请排名次", "asks for a ranking"),
    Act.FOREIGN: ("与案例无关", "nothing about cases"),
    Act.ORDER: ("对程序的指令", "an order to the program"),
    Act.EMPTY: ("没有字句", "no words"),
    Act.UNCLEAR: ("不明确", "unclear"),
}
_NAMES = {
    "collections": ("案例集", "collection"),
    "numbers": ("编号", "number"),
    "cases": ("限于案例", "among cases"),
    "near": ("可能指案例", "perhaps case"),
    "described": ("说的是", "told as"),
    "places": ("地点", "place"),
    "kinds": ("主体", "body"),
    "levels": ("层级", "level"),
    "institutions": ("机构", "institution"),
    "when": ("时间", "time"),
    "sum": ("金额", "sum"),
    "words": ("字词", "words"),
    "course": ("案件经过", "course of the suit"),
    "tells": ("写明", "tells"),
    "not": ("不含", "not"),
    "theme": ("主题", "theme"),
    "by": ("分组", "groups"),
    "extreme": ("取", "take"),
    "rank": ("名次", "rank"),
    "sizes": ("每组", "size"),
    "parts": ("并列", "kinds"),
    "form": ("形式", "form"),
    "edit": ("接上文", "goes on"),
}
