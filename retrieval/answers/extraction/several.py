"""How many things a question asks, one after another."""

from __future__ import annotations

from data.patterns import regex
from data.text import split_at
from retrieval import lexicon
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked
from retrieval.question.utterance.parting import why_alone

_CLAUSE = regex(
    "[，,；;]|(?<=[一-鿿]) +(?=[一-鿿])|(?:、|和|以及|还有|跟|与)(?=(?:有|设了?|建了?)?(?:几|多少))|"
    "、(?=为什么|为啥|什么时候|哪天|哪年|哪个月|几时|何时)"
)
_INSTANCES, _AND, _EACH = (
    (("一审", "二审", "再审"), ("一审", "二审"), ("仲裁", "一审"), ("二审", "再审")),
    ("", "和", "、", "与", "跟"),
    ("各自", "各", "分别", "都"),
)
_AROUND_THING, THING = "什么啥样的了吗呢？? ", 4
"""Around a thing that is asked for, and its characters at most: 处分 of 啥处分了."""
_SETTLED = listed("settled_then")
_ASKS, _ONE_DAY, _RHETORICAL = listed("asks_word"), listed("one_day"), listed("rhetorical")


def asked_in_turn(text: str, *, of_one_text: bool = False) -> tuple[str, ...]:
    """The parts of `text` each of which asks something: 叫什么，有多少人; none where one does. `of_one_text`: it is asked of a
    case told in one, whose words for each part are few, and a mark parts as well: 增收了多少？品种叫啥名字.

    A clause that asks nothing is of the next one that does, 打遗产官司那个，谁赢了; at the end, of the one before.
    """
    if each := _each_instance(text):
        return each
    before, mark, last = text.rstrip("？?").replace("？", "?").rpartition("?")
    if mark and why_alone(last):  # 审了没有？为什么
        text = f"{before}，{last}"
    if of_one_text:
        text = "，".join(split_at(text.rstrip("？?！!"), "？?！!"))
    found: list[str] = []
    waiting = ""
    for part in filter(None, (part.strip() for part in _CLAUSE.split(text))):
        if part.startswith("还是"):
            return ()  # 罚款了没有，还是怎么处理的
        asks = _ASKS.search(part) or asked(part).type is Type.YESNO
        if asks and not _RHETORICAL.search(part):
            found.append(waiting + (_of_same_thing(found[-1], part) if found and not waiting else part))
            waiting = ""
        else:
            waiting += part + "，"
    if any(part.rstrip("？?").endswith("呢") for part in found[:-1]):
        return ()  # 其他几个人呢，咋处理的
    return tuple(found) if len(found) > 1 else ()


def _of_same_thing(before: str, part: str) -> str:
    """`part` with the thing that the part before it asks for, where it names none itself: 给的啥处分，哪天定下来的."""
    when = asked(part)
    rest = _SETTLED.sub("", part[: when.span[0]] + part[when.span[1] :])
    small = when.type is Type.DATE and lexicon.is_scaffolding(rest)
    last = split_at(before, "，,")[-1]
    thing = last[asked(last).span[0] :].strip(_AROUND_THING) if small else ""
    return f"{thing}{part}" if 1 < len(thing) <= THING and lexicon.knows(thing) else part


def _each_instance(text: str) -> tuple[str, ...]:
    """The question put to each of two instances: 一审二审各判多少."""
    for instances in _INSTANCES:
        for said in (f"{link.join(instances)}{each}" for link in _AND for each in _EACH):
            if said in text:
                return tuple(text.replace(said, instance) for instance in instances)
    return ()


def asks_several(text: str) -> bool:
    """Whether several things are asked: 哪年哪月 asks for one day."""
    return len(_ASKS.findall(_ONE_DAY.sub("哪天", text))) > 1
