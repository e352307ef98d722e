"""Sentences that are true of the bundled cases, and faults planted in them by program."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.places.regions import case_places, find_places, located
from data.text import clauses, fold
from data.types import Case
from retrieval.language.figures import figures

PARAPHRASES = Path(__file__).parents[1] / "gold" / "paraphrases.tsv"
KINDS = ("figure", "place", "organisation", "negation", "case", "splice", "invention")


@dataclass(frozen=True)
class Told:
    """A sentence and the case it is told of."""

    number: int
    text: str


@dataclass(frozen=True)
class Fault:
    """A sentence that is not true of the case it is given to; `kind` is one of KINDS."""

    kind: str
    number: int
    text: str
    evidence: tuple[int, ...]
    source: int = 0
    """The case that the words come from, where it is the mark that is wrong."""


def paraphrases() -> list[Told]:
    """The sentences written by hand."""
    rows = [
        line.split("\t") for line in PARAPHRASES.read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    return [Told(int(number), text) for number, text in rows]


def subject(case: Case) -> str:
    """Who acts: what the summary begins with and the title too."""
    title, text = fold(case.title), fold(case.fields[0].text)
    text = re.sub(r"^<\w+>\s*", "", text).replace("</b> ", "")
    size = 0
    while size < len(title) and size < len(text) and title[size] == text[size]:
        size += 1
    place = next((m for m in find_places(title) if m.start == 0), None)
    return title[: max(size, place.end if place else 0)]


def retold(cases: Sequence[Case], count: int, rng: random.Random) -> list[Told]:
    """Runs of one to three clauses of the cases' own, joined otherwise than published."""
    made = []
    while len(made) < count:
        case = rng.choice(cases)
        text = re.sub(r"</?\w+>\s*", "", case.fields[0].text)
        spans = clauses(text)
        at, size = rng.randrange(1, len(spans)), rng.randint(1, 3)
        words = [text[s:e].strip("，。； ") for s, e in spans[at : at + size]]
        lead = rng.choice(("该案例中，", "同时，", "此外，", "", "具体做法是：", "当地"))
        made.append(Told(case.number, f"{lead}{rng.choice(('，', '，并', '；')).join(words)}。"))
    return made


def faults(told: Sequence[Told], cases: Sequence[Case], count: int, seed: int = 6) -> list[Fault]:
    """`count` faults, of all kinds alike, each planted in one of `told`."""
    rng = random.Random(seed)
    by_number = {case.number: case for case in cases}
    makers = [_figure, _place, _organisation, _negation, _case, _splice, _invention]
    made: list[Fault] = []
    seen: set[str] = set()
    while len(made) < count:
        maker = makers[len(made) % len(makers)]
        fault = None
        while fault is None or fault.text + str(fault.number) in seen:
            fault = maker(rng.choice(told), told, by_number, rng)
        seen.add(fault.text + str(fault.number))
        made.append(fault)
    return made


def _others(number: int, by_number: dict[int, Case], rng: random.Random, *more: int) -> tuple[int, ...]:
    rest = rng.sample([n for n in by_number if n != number and n not in more], 3)
    return (number, *more, *rest)


def _figure(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault | None:
    text = fold(one.text)
    found = [f for f in figures(text) if re.search("[0-9二三四五六七八九十]", text[f.start : f.end])]
    if not found:
        return None
    figure = rng.choice(found)
    written = text[figure.start : figure.end]
    at = rng.choice([i for i, char in enumerate(written) if char.isdigit() or char in "二三四五六七八九十"])
    pool = "123456789" if written[at].isdigit() else "二三四五六七八九"
    new = rng.choice([char for char in pool if char != written[at]])
    changed = text[: figure.start + at] + new + text[figure.start + at + 1 :]
    return Fault("figure", one.number, changed, _others(one.number, by, rng))


def _place(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault | None:
    text = fold(one.text)
    found = [m for m in find_places(text) if not m.in_name and len(m.text) > 1]
    if not found:
        return None
    mention = rng.choice(found)
    own = case_places(by[one.number].title, by[one.number].fields[0].text)
    names = (
        "江苏省苏州市",
        "浙江省",
        "深圳市",
        "厦门",
        "湖南省",
        "成都市",
        "武汉市",
        "山东省",
        "甘肃",
        "青岛市",
        "杭州市",
        "云南省昆明市",
    )
    wider = [n for n in names for m in find_places(n) for p in m.places if any(located(o, p) for o in own)]
    new = rng.choice([n for n in names if n not in text and mention.text not in n and n not in wider])
    if "市" + text[mention.end : mention.end + 1] == "市县":
        return None
    return Fault(
        "place", one.number, text[: mention.start] + new + text[mention.end :], _others(one.number, by, rng)
    )


_BODIES = (
    "公安局",
    "检察机关",
    "人民法院",
    "知识产权局",
    "市场监管局",
    "海关",
    "仲裁委员会",
    "大学",
    "农科院",
    "博物馆",
    "宣传部",
    "司法局",
    "税务局",
    "科技局",
)
_SWAPPED = re.compile(
    "公安局|检察机关|人民法院|法院|知识产权局|市场监管局|海关|仲裁委员会|仲裁委|农科院|博物馆|宣传部|协会|研究所|警方"
)


def _organisation(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault | None:
    found = list(_SWAPPED.finditer(one.text))
    if not found:
        return None
    match = rng.choice(found)
    new = rng.choice([body for body in _BODIES if body not in match[0] and match[0] not in body])
    if new in by[one.number].fields[0].text + by[one.number].title:
        return None
    changed = one.text[: match.start()] + new + one.text[match.end() :]
    return Fault("organisation", one.number, changed, _others(one.number, by, rng))


_VERBS = re.compile(
    "建立|设立|成立|建成|推行|推广|实施|制定|打造|组建|搭建|开展|实现|形成|构建|聚焦|提升|提高|发挥|整合|开发|上线|举办|培育|嵌入|归集|推送|采用|出台|发布|确定|配备|印发|创设|归集|突破|进行|加强|强化"
)


def _negation(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault | None:
    if "不持有" in one.text and rng.random() < 0.5:
        return Fault(
            "negation",
            one.number,
            one.text.replace("并不持有", "持有").replace("不持有", "持有"),
            _others(one.number, by, rng),
        )
    found = list(_VERBS.finditer(one.text))
    if not found:
        return None
    match = rng.choice(found)
    changed = one.text[: match.start()] + rng.choice(("不", "未")) + one.text[match.start() :]
    return Fault("negation", one.number, changed, _others(one.number, by, rng))


def _case(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault:
    wrong = rng.choice([n for n in by if n != one.number])
    return Fault("case", wrong, one.text, _others(wrong, by, rng, one.number), source=one.number)


def _splice(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault | None:
    other = rng.choice([t for t in told if t.number != one.number])
    head = re.split("[，；：]", one.text)[0].rstrip("。")
    tail = re.split("[，；]", other.text)[-1]
    if len(head) < 6 or len(tail) < 10:
        return None
    own = by[one.number].title + by[one.number].fields[0].text
    if tail.rstrip("。") in own:
        return None
    return Fault(
        "splice", one.number, f"{head}，{tail}", _others(one.number, by, rng, other.number), other.number
    )


_INVENTIONS = (
    "全年查处侵权案件{n}起", "罚款金额达{n}万元", "获得国家级表彰", "带动就业{n}人", "产值突破{n}亿元", "被列为全国试点",
    "得到世界知识产权组织的肯定", "吸引了外国代表团前来考察", "并计划在明年推广到全省", "居民满意度达到{n}%", "开通了24小时热线电话",
    "与{p}签署了合作备忘录", "由{p}专家负责验收", "编印了双语宣传手册", "拍摄了专题纪录片", "向贫困户发放了补贴", "建起了一座展览馆",
    "推出了手机应用程序", "聘请退休教师担任顾问", "为残疾人提供免费法律援助", "投入了大量无人机巡查", "与当地医院共建实验室",
    "设置了举报奖金", "引入了区块链存证技术", "开设了夜校课程", "修建了高速公路", "在{y}年被评为先进单位", "负责人在电视台接受了采访",
    "免除了全部登记费用", "每年节约经费{n}万元", "学生家长普遍表示欢迎", "出口额同比增长{n}%", "聘用了{n}名调解员", "已有{n}家企业受益",
    "并对拒不整改的商户吊销执照", "法院判决被告赔偿损失", "双方当庭达成和解", "劳动者据此拿到了加班费", "用人单位须支付经济补偿",
    "有关经验写入了省政府工作报告",
)  # fmt: skip


def _invention(one: Told, told: Sequence[Told], by: dict[int, Case], rng: random.Random) -> Fault:
    fact = rng.choice(_INVENTIONS).format(
        n=rng.choice((3, 10, 27, 86, 150, 2300)),
        p=rng.choice(("新加坡", "德国", "甘肃省")),
        y=rng.randint(2015, 2024),
    )
    parts = re.split("(?<=[，；])", one.text.rstrip("。"))
    head = rng.choice((one.text.rstrip("。"), parts[0].rstrip("，；：")))
    return Fault("invention", one.number, f"{head}，{fact}。", _others(one.number, by, rng))


def borne(check, fault: Fault) -> Iterator[int]:  # type: ignore[no-untyped-def]
    """The evidence cases that the checker `check(text, number)` lets bear the sentence out."""
    return (number for number in fault.evidence if check(fault.text, number))
