"""Follow-up questions resolved by rule against the earlier turns: the reading is shown and can be undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.patterns import regex
from data.places.regions import InstitutionMention, Mention, Place, find_institutions, find_places
from data.text import fold
from data.types import CaseId, Conversation, Intent, Turn
from retrieval import intents
from retrieval.numbers import find_numbers
from retrieval.questions import find_kinds

_NEW_TOPIC = regex(
    r"^\s*(?:好的?|行|嗯|ok)?[，,。\s]*(?:我们|咱们?|现在|那)?(?:换(?:个|一个)?(?:话题|问题|主题|方向)|另外(?:一个问题|问一?下|想问)?|换一?个问|新问题|不聊这个了?|"
    r"(?:再)?问(?:个|一个)?别的|说点别的|new topic|different question|change of topic)[，,。：:；;\s]*(?:吧|了)?[，,。：:\s]*",
    re.I,
)
_MORE_DETAIL = regex(
    r"^\W*(?:请|能|可以|能不能|可不可以|麻烦)?(?:再|更|说|讲|给我)*(?:详细|具体|细致|仔细|展开|深入|完整)(?:一?点|一?些|地)?(?:说|讲|介绍|描述|谈|聊)?(?:说|讲|一下|下|它|这个|一点|点)*"
    r"(?:吗|吧|呢|好吗|行吗)?\W*$|^\W*(?:原文|全文|完整内容|more details?|tell me more|in full|elaborate)(?:呢|是什么|给我看看|看看)?\W*$",
    re.I,
)
_MORE = regex(
    r"^\W*(?:那|那么)?(?:还有|除此之外|除了(?:这个|这些|它|他们|这几个)(?:之外|以外)?|别的|其他的?|其它的?|anything else|any (?:more|others?)|what else)"
    r"(?:还有)?(?:没有|有没有|有|没|更多|别的|其他的?|其它的?|哪些|什么|呢|吗|案例|了|的)*\W*$",
    re.I,
)
_STEP = regex(
    r"^\W*(?:那|再|往|看|看看|说说|讲讲|来|给我)*(?P<back>上|前|previous)?(?P<on>接下来|紧接着|往下|下|后|next)?(?:面)?(?:的|那)?(?:一|1)?(?:个|例|条|号|case|one)(?:案例)?(?:呢|是什么|讲什么|讲了什么|讲的什么|说什么|说的什么|是啥|讲啥)*\W*$",
    re.I,
)
_BOTH = regex(
    r"这(?:两|二|三|四|五|几|\d)(?:个|家|起|条|者|地|种|省|市|件|份)|(?:两|三|二)者|上述|以上(?:这)?(?:几|两|三)?(?:个|些)|它们|他们|她们|这些|那些|那(?:两|几|三)(?:个|家)|"
    r"\b(?:they|them|these|those|both|the two)\b",
    re.I,
)
_AMONG = regex(
    r"^(?:那)?(?:只(?:要|看|留|算|说)|其中|(?:这|那)?(?:里面|里边|里头|当中)|(?:这|那)(?:些|几个|两个|三个)?(?:里面?|中间?|当中|之中))|其中|(?:这些|这几个|上面这些|它们|他们)(?:里面?|中|当中|之中)|of (?:these|those|them)",
    re.I,
)
_IT = regex(
    r"它|他(?!们|人)|她(?!们)|其(?=[^他中实余它次])|该(?:案|单位|机构|院|局|校|法院|地|市|省|县|平台|模式|项目|机制|案例|大学|公司|中心|政府|制度|做法)|"
    r"这(?:个|家|起|一|种|里|边|座|所|项|套|儿|款)|此(?:案|举|项|事|模式)|那(?:个|家|起|里|边|儿|所|座|套)(?!省|市)|人家|前面那|刚才那?|上面(?:那|这)|\b(?:it|its|this|that|there|the case)\b",
    re.I,
)
_REST = regex(
    r"(?:剩下|余下|其余|其他|另外|另|别的)(?:的)?(?:那|一|几)*(?:个|家|起|例|所|条|些)?(?:法院|公安|单位|地方|大学|高校|案例|机构|省|市)?"
)
_SWAP_LENGTH = 16
_SWAP_CUE = regex(r"呢|^\W*(?:那|and|what about|how about)|怎么样|如何", re.I)
_SWAP_FILLER = regex(r"(?:那|边|的|那边|那里|省|市|和|跟|、|\s|地区|and|what|about|how)*", re.I)
_SAME_PLACE = regex(
    r"^\W*(?:那|那么)?(?:这|那|该|同一?|本)?(?:个)?(?P<what>省份?|市|自治区|直辖市|城市|地方|当地|那边|那里|那儿)(?:里|内|上|头)?(?:的)?(?:也|都)?"
    r"(?:还|另外)?(?:有|有没有)?(?:没有)?(?:哪些|什么|几个)?(?:别的|其他的?|其它的?|另外的|更多的?)?(?:案例|单位|做法|例子)?(?:入选)?(?:有哪些|吗|么|呢|没有|没|有几个)?\W*$"
)
_BESIDES = regex(
    r"^\W*(?:那|那么)?除了?(?:它们?|他们|这(?:个|家|些|几个|两个)?|那个|上面(?:的|这些)?|以上(?:这些)?|刚才(?:那个|说的)?)(?:之外|以外)?[，,\s]*"
)
_OTHERS = regex(
    r"(?:还|也|又)?(?:有没有|有)?(?:哪些|什么|几个)?(?:别的|其他的?|其它的?|另外的?)?(?:地方|单位|案例|省市?|城市|机构|部门)?(?:还)?(?:在|也)?(?:专门)?"
)
_PRONOUN = regex(
    r"它|他(?!们)|这(?:个|家|里|边|儿)?(?:案例)?(?=有|的|相比|比|$)|前者|前面(?:那个|那家)|刚才(?:那个|那家)|上(?:一|面那)个|\b(?:it|this one|that one)\b"
)
_EVERYWHERE = regex(r"全国|全部|所有地方|各地|全国各地|整个(?:案例集)?|everywhere|all")
_NOUN = regex(r"(?!.*(?:怎么|如何|什么|为什么|多少|几|哪|谁|第))[一-鿿]{2,8}")
_FORMER = regex(r"前者|第一个|头一个|former")
_LATTER = regex(r"后者|最后(?:那|一)?(?:一)?个|latter")
_SWAP = regex(
    r"^\W*(?:那|那么|然后|and|what about|how about|还有)?[\s,，]*(?P<what>.{1,16}?)(?:的|那边|那里|那个|这边|方面)?(?:的)?(?:呢|怎么样|如何|咋样|有吗|有没有)?\W*$",
    re.I,
)
_ELLIPTIC = regex(
    r"^\W*(?:那|还|能|会|有(?!哪些|没有[^，,。]*案例)|几|多少|怎么|咋|为什么|为啥|什么时候|每|谁(?!在|家)|在哪|具体|效果|结果|后来|主要|又|也|都|是不是|是否|可以|叫|名字|and\b|so\b|what about|how)|(?:呢|么|吗)\W*$",
    re.I,
)
_ABOUT = regex(r"^（接上文[^）]*）")
_ELLIPTIC_LENGTH = 14
"""A question without any name of its own and no longer than this leans on what was said before."""
_LISTING = {Intent.LIST, Intent.COUNT, Intent.COMPARE, Intent.BRIEF}


@dataclass(frozen=True, slots=True)
class Resolved:
    """A follow-up made to stand by itself: its text, and the cases it is surely or probably about."""

    text: str
    within: tuple[CaseId, ...] = ()
    near: tuple[CaseId, ...] = ()
    numbers: tuple[CaseId, ...] = ()
    """Cases to be shown whole (下一个呢, 再详细点)."""
    besides: tuple[CaseId, ...] = ()
    """Cases that were told already, where others like them are asked for."""
    again: bool = False
    """Whether more was asked for than the last answer gave (还有吗)."""
    dangling: bool = False
    """Whether it leans on something said before, and nothing was."""


def resolve(
    text: str, conversation: Conversation, places: Callable[[CaseId], Sequence[Place]] = lambda _: ()
) -> Resolved:
    """Resolve `text` (folded, simplified) against the earlier turns; unchanged where it needs none.

    `places` tells where a case is.
    """
    changed, new_topic = _NEW_TOPIC.subn("", text)
    last = _last_answered(conversation)
    if new_topic or last is None:
        return Resolved(changed, dangling=last is None and _leans(changed))
    listed = _last_list(conversation)
    if listed:
        for of_list in (_ordinal, _rest):
            resolved = of_list(text, listed, last)
            if resolved is not None:
                return resolved
    others = _same_place(text, last, places) or _others(text, last)
    if others is not None:
        return others
    for rule in (_detail, _against, _more, _step, _both, _among, _swap, _named, _it):
        resolved = rule(text, last)
        if resolved is not None:
            return resolved
    if (
        not _has_anchor(text)
        and (len(text) <= _ELLIPTIC_LENGTH or _ELLIPTIC.search(text))
        and intents.lists(text) != "cases"
    ):
        return Resolved(text, near=last.cited)
    return Resolved(text)


def _leans(text: str) -> bool:
    """Whether `text` means nothing without what was said before it."""
    if _MORE.match(text) or _MORE_DETAIL.match(text) or _STEP.match(text):
        return True
    points = _IT.match(text.lstrip("那么请问 ")) or (_BOTH.search(text) and intents.wants_comparison(text))
    return bool(points) and not (_has_anchor(text) or intents.lists(text) == "cases" or intents.counts(text))


def _last_answered(conversation: Conversation) -> Turn | None:
    return next((turn for turn in reversed(conversation.turns) if not turn.refused and turn.cited), None)


def _last_list(conversation: Conversation) -> Turn | None:
    """The newest answer that gave several cases: what 第二个 and 剩下那个 count in."""
    return next(
        (turn for turn in reversed(conversation.turns) if not turn.refused and len(turn.cited) > 1), None
    )


def _has_anchor(text: str) -> bool:
    return bool(find_places(text) or find_institutions(text) or find_numbers(text).numbers)


def _detail(text: str, last: Turn) -> Resolved | None:
    return Resolved(text, numbers=last.cited[:5]) if _MORE_DETAIL.match(text) else None


def _more(text: str, last: Turn) -> Resolved | None:
    if not _MORE.match(text):
        return None
    if last.understood.intent in _LISTING:
        return Resolved(_ABOUT.sub("", last.understood.text), again=True)
    return Resolved(text, numbers=last.cited[:5])


def _same_place(text: str, last: Turn, places: Callable[[CaseId], Sequence[Place]]) -> Resolved | None:
    """那个省还有别的吗: the other cases of the place where the last one is."""
    match = _SAME_PLACE.match(text)
    here = next(iter(places(last.cited[0])), None) if match else None
    if match is None or here is None:
        return None
    name = here.name if match["what"] in ("市", "城市") else here.province or here.name
    return Resolved(f"{name}还有哪些案例", besides=last.cited)


def _others(text: str, last: Turn) -> Resolved | None:
    """除了它还有哪些地方防海外风险: the question for the rest, the cases told already left out."""
    match = _BESIDES.match(text)
    rest = text[match.end() :] if match else ""
    if not re.search(r"[一-鿿]{4}", _OTHERS.sub("", rest)):
        return None  # 除了这个还有吗 asks the earlier question once more
    asked = (
        rest if intents.lists(rest) == "cases" else f"哪些案例{_OTHERS.sub('', rest).strip('？?。吗么呢 ')}"
    )
    return Resolved(asked, besides=last.cited)


def _against(text: str, last: Turn) -> Resolved | None:
    """湖大跟它有什么不同: the case spoken of beside the one that is named."""
    pronoun = _PRONOUN.search(text)
    if not pronoun or len(last.cited) != 1 or not intents.wants_comparison(text):
        return None
    if not (_has_anchor(text) or find_kinds(text)):
        return None
    return Resolved(f"{text[: pronoun.start()]}案例{last.cited[0].number}{text[pronoun.end() :]}")


def _step(text: str, last: Turn) -> Resolved | None:
    match = _STEP.match(text)
    if not match or bool(match["back"]) == bool(match["on"]):
        return None
    here = last.cited[-1] if match["on"] else last.cited[0]
    number = here.number + (1 if match["on"] else -1)
    return Resolved(f"案例{number}", numbers=(CaseId(here.collection, number),))


def _ordinal(text: str, listed: Turn, last: Turn) -> Resolved | None:
    """第二个呢, 前者: a member of the newest list, when it had that many."""
    numbers = find_numbers(text)
    if _FORMER.search(text) and "第一个" not in text:
        return _about(text, listed.cited[0])
    if _LATTER.search(text) and not re.search(r"案例", text):
        return _about(text, listed.cited[-1])
    if not numbers.ordinal or not all(0 < n <= len(listed.cited) for n in numbers.numbers):
        return None
    meant = tuple(listed.cited[n - 1] for n in numbers.numbers)
    if len(meant) == 1:
        return _about(text, meant[0], numbers.spans[0])
    return Resolved(_without(text, list(numbers.spans)), within=meant)


def _rest(text: str, listed: Turn, last: Turn) -> Resolved | None:
    """剩下那个, 另一家法院: what of the newest list has not been spoken of since."""
    match = _REST.search(text)
    if not match or last is listed:
        return None
    left = tuple(case for case in listed.cited if case not in last.cited)
    return (
        _about(_REST.sub("", text, count=1), left[0])
        if len(left) == 1
        else Resolved(text, within=left or listed.cited)
    )


def _about(text: str, case: CaseId, span: tuple[int, int] | None = None) -> Resolved:
    rest = text if span is None else text[: span[0]] + text[span[1] :]
    rest = _FORMER.sub("", _LATTER.sub("", rest))
    bare = re.fullmatch(
        r"\W*(?:那|讲|说|是|看|再|介绍|具体|了|的|什么|啥|内容|呢|吧|怎么样|如何|一下|说说|讲讲|案例)*\W*",
        rest,
    )
    return Resolved(text, numbers=(case,)) if bare else Resolved(rest, within=(case,))


def _both(text: str, last: Turn) -> Resolved | None:
    if not _BOTH.search(text) or _AMONG.search(text) or _has_anchor(text):
        return None
    return Resolved(text, within=last.cited)


def _among(text: str, last: Turn) -> Resolved | None:
    match = _AMONG.search(text)
    if not match:
        return None
    if len(last.cited) == 1 and not (intents.lists(text) or intents.counts(text)):
        return Resolved(text, within=last.cited)  # 里头说的双标是哪两标: inside the one case
    rest = _AMONG.sub("", text, count=1)
    return Resolved(
        rest if intents.lists(rest) or intents.counts(rest) else f"{rest.rstrip('？?。 ')}有哪些案例",
        within=last.cited,
    )


def _swap(text: str, last: Turn) -> Resolved | None:
    """那浙江呢: the earlier question with its place, organisation or theme exchanged."""
    match = _SWAP.match(text)
    asks = len(text) <= _SWAP_LENGTH and _SWAP_CUE.search(text)
    numbers = find_numbers(text)
    if not match or not asks or (numbers.numbers and not numbers.ordinal):
        return None
    what, earlier = match["what"], _ABOUT.sub("", last.understood.text)
    if _EVERYWHERE.fullmatch(what):
        return Resolved(_without(earlier, _spans(find_places(earlier))))
    named = [*_spans(find_places(what)), *_spans(find_institutions(what))]
    kinds = [(start, end) for _, start, end in find_kinds(what)]
    if not named and not kinds:
        return _other_theme(what, last)
    if not _SWAP_FILLER.fullmatch(_without(what, [*named, *kinds])):
        return None
    return _exchanged(what, earlier, bool(named), bool(kinds))


def _exchanged(what: str, earlier: str, named: bool, kinds: bool) -> Resolved | None:
    """`earlier` with `what` in the place of the names, or kinds of organisation, that it holds."""
    old = [*_spans(find_places(earlier)), *_spans(find_institutions(earlier))] if named else []
    old += [(start, end) for _, start, end in find_kinds(earlier)] if kinds else []
    old = [span for span in old if not any(o != span and o[0] <= span[0] and span[1] <= o[1] for o in old)]
    if not old:
        return Resolved(f"{what}{_strip_names(earlier)}") if named else None
    start = min(at for at, _ in old)
    new = _without(earlier, old)
    return Resolved(new[:start] + what + new[start:])


def _other_theme(what: str, last: Turn) -> Resolved | None:
    """那版权呢, after a question for a set: the set of that theme."""
    if (
        last.understood.intent not in (Intent.LIST, Intent.COUNT)
        or _IT.search(what)
        or not _NOUN.fullmatch(what)
    ):
        return None
    asked = "有几个" if last.understood.intent is Intent.COUNT else "有哪些"
    return Resolved(f"{what}的案例{asked}")


def _spans(mentions: Sequence[Mention] | Sequence[InstitutionMention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]


def _strip_names(text: str) -> str:
    return re.sub(r"案例\d+的?", "", text)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + text[end:]
    return text


def _named(text: str, last: Turn) -> Resolved | None:
    """河北那个具体怎么推广: a member of the last list named by its place; the place decides later."""
    if (
        len(last.cited) > 1
        and _has_anchor(text)
        and intents.lists(text) != "cases"
        and re.search(r"那(?:个|家|边|里|起)|的那|这(?:个|家)", text)
    ):
        return Resolved(text, near=last.cited)
    return None


def _it(text: str, last: Turn) -> Resolved | None:
    if not _IT.search(text) or find_places(text) or find_numbers(text).numbers:
        return None
    if last.understood.intent in _LISTING and len(last.cited) > 3:
        return Resolved(text, near=last.cited)
    return Resolved(text, within=last.cited)


def shown(text: str, resolved: Resolved) -> str:
    """The reading for a person: the resolved text, with the cases it is taken to be about."""
    about = resolved.within or resolved.near or resolved.numbers
    same = fold(resolved.text) == fold(text)
    if not about or not same:
        return text if same else resolved.text
    names = "、".join(f"案例{case.number}" for case in about[:6]) + ("等" if len(about) > 6 else "")
    return f"（接上文{names}）{text}"
