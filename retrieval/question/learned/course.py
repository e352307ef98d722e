"""By which course of a suit a question chooses its cases (告倒政府的, 二审又翻过来的), and the words that say so.

Learned as one probability a label (the tests of retrieval/cases/suits/conditions.py, and whose outcome is meant); persons and sums are
closed classes, read by their grammar.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from zlib import crc32

from data.numerals import CHINESE_NUMBER
from data.patterns import regex
from data.text import clauses, split_at
from data.values import dataclass
from retrieval.language.amounts import value_of
from retrieval.language.terms import SURNAMES
from retrieval.learned.arrays import Array, load
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.suits import imprisonment
from retrieval.question.closed.suits.crimes import crimes
from retrieval.question.closed.suits.endings import endings
from retrieval.question.closed.suits.penalties import handed_over, penalties
from retrieval.question.closed.suits.spouses import spouses
from retrieval.question.closed.who.offices import divided, offices
from retrieval.question.learned.features import LONGEST, masked
from retrieval.question.learned.tagger import Tagger

WEIGHTS, WORDS = "course.npz", "course_words.npz"
"""In retrieval/learned, written by `make learn`: `table` (rows x labels, in steps), `scale` (the step of each label),
`offset` (one a label), `labels`; and the weights of a tagger for the words that say it."""
ROWS = 1 << 13
"""Rows of the table of labels."""
SURE, SURELY = 0.35, 0.45
"""Probability from which on the likeliest test is meant, and any other beside it."""
FAR = 0.6
"""Share of the likeliest test's probability below which another of the same part is not meant."""
SAID, ALONE, PERHAPS, GAP = 0.5, 0.9, 0.3, 2
"""Probability from which on a character surely says one; by itself; beside such a one. Characters between two that do not."""
_WHO = regex(
    rf"(?:原告|被告|当事人|劳动者|员工)?(?:的)?(?:(?:名叫|叫做?|名字(?:是|叫)|(?<=当事人)(?:都?是|为))(?P<name>[{SURNAMES}]某[某甲乙丙丁]?)|姓(?P<surname>[{SURNAMES}])(?![名氏]))(?:的(?:原告|被告|当事人|劳动者|员工|人))?"
)
_SUM = regex(
    rf"(?:(?P<pay>月?工资|月薪|薪水|月收入|薪酬)|(?P<awarded>判|裁|赔|拿到|支付|付|给|(?<![没未不])支持)|(?P<claimed>索要|要|主张|请求|索赔|诉求))[^，,。？?\d]{{0,9}}?"
    rf"(?:(?P<up>上|过)(?=[万千百])|(?:(?P<over>超过?|高于|多于|大于|不止|不少于|不低于)|(?P<under>不到|低于|少于|不足|不超过|小于))?了?(?P<number>\d[\d,.]*|{CHINESE_NUMBER}))"
    rf"(?P<scale>[万千百亿]*)(?:元|块钱?)?(?P<above>以上|出头|往上|多)?(?P<below>以下|以内|以里)?(?:的?(?:赔偿|违约|补偿|抚慰)[金款])?(?:的)?"
)
_N = rf"(?:\d+|{CHINESE_NUMBER})"
# 判了三倍赔偿的, 判赔十倍, 按价款十倍判赔的, 退一赔三的 · not 能不能要三倍, 三倍体
_MULTIPLE = regex(
    rf"(?:判|支持)[^，,。；;？?\d]{{0,7}}?(?P<times>{_N})倍(?:的?(?:惩罚性)?赔偿金?)?(?:的)?|(?:(?:判|退|假)?一赔)(?P<for_one>{_N})(?:的)?|"
    rf"(?:按?(?:价款|货款)?的?)(?P<ahead>{_N})倍(?:来)?(?:判|支持|赔)(?:了|的)?(?:赔?偿?金?)?(?:的)?"
)
_ONE_OF = (
    ("won", "lost"), ("first:won", "first:lost"), ("second:won", "second:lost"), ("lost", "all", "partly"),
    ("arbitration:won", "arbitration:lost"), ("changed", "upheld"), ("at:arbitration", "at:court"), ("appealed", "unappealed", "both"),
    ("final", "notfinal"), ("plaintiff:",), ("defendant:",), ("court:",), ("of:",),
)  # fmt: skip
"""Of those that begin so the likeliest holds."""
_PARTY, _SIDES = listed("party"), under("side")
_WENT_TO_COURT, _NOT_YET, NEGATED = listed("went_to_court"), "没未不无", 3
"""Characters before 闹到法院 within which it is denied: 没再闹到法院."""
ROLES = {"plaintiff": "原告", "defendant": "被告"}
SORTS = ("person", "firm", "public")
_OF_SORTS = frozenset(f"of:{sort}" for sort in SORTS)
_OF_TRADE, _FIRM = listed("firm_of_trade"), len("公司")
_SUED = ("告", "起诉", "诉", "告了", "告过", "告倒", "告赢")
"""What stands before who is sued."""
_APPEAL = "上诉"
"""What a party that is said right before it does: 行政机关自己上诉了."""
_PARTS, _NEAR = "、，,；;", 4
_SORTS_OF_SIDE = tuple(listed(f"side.{sort}") for sort in SORTS)
_LEADS_IN = "也是都又还就"
_OF_PARTIES = ("won", "lost", "all", "partly")
_OR_FURTHER = ("或", "甚至", "乃至", "以上")
"""打到二审甚至再审的: one of them at least."""
_ARBITRATION = ("仲裁", "裁", "法院", "法庭", "没告", "去告", "再告", "诉", "官司", "一审", "上庭", "开庭")
"""Of which whoever asks for what went no further than arbitration says one."""
_NO_FURTHER = ("没", "未", "只", "光", "止", "完", "结", "不用")
"""Of which whoever asks for what went no further says one."""
_ISSUES, _HEARS = ("发", "公布", "收", "出的"), frozenset("审判裁驳改打闹")
"""Of which whoever asks for what a court published says one, and none of what it did as a court."""
_OF_FIRST = ("一审", "一、二审", "一二审", "第一", "头一", "初审")
"""By which of them the first instance is told beside the second: 一审在中院、二审在高院的; not 省一级高院终审的."""
_NO_LAW, _NO_LAW_BEHIND = frozenset("合违非依司执立枉不办方想说做看无用设"), frozenset("院官庭律定人规治理")
"""What stands before or behind 法 where it ends the name of no law."""
_AT_FIRST = (*_OF_FIRST, "先", "头", "起步", "开始", "上来", "直接", "开波", "初")
"""Of which whoever asks for a court that is rarely the first to hear a suit says one."""
_COURTS = frozenset("院庭级高中")
"""Of which whoever asks for a court that heard a suit first says one: not 一审完了."""
_CHANGES = ("改", "翻", "撤", "变", "推", "反转", "逆", "掉", "维持")
"""Of which whoever asks for a ruling that was changed says one."""
_WON_THERE = ("赢", "胜", "支持", "给", "得", "裁了", "裁的", "裁决", "裁定", "成", "认", "拿", "判", "赔")
"""Of which whoever asks for who won before the arbitrators says one."""
_NONE_APPEALED = (
    "没",
    "未",
    "不",
    "服判",
    "息诉",
    "无人",
    "认了",
    "生效",
    "一审就",
    "一审终",
    "接受",
    "放弃",
    "到此为止",
    "打住",
    "止步",
    "认栽",
    "为止",
)
"""Of which whoever asks for suits that nobody appealed says one."""
_BOTH_INSTANCES = ("两审", "一审二审都", "一审、二审都", "一二审都", "二审都")
"""Of which whoever asks for how both instances ended says one."""
_GRANTED_LESS, _WON = listed("granted_less"), listed("said_won")
_REVOKED = "撤"
"""Of which whoever asks for a ruling that was set aside says one, and not only changed."""
_GOVERNMENTS = tuple(listed(f"government.{level}") for level in ("county", "city", "province"))
_APPEALS = (
    "上诉",
    "不服",
    "服气",
    "抗诉",
    "二审",
    "上级",
    "接着打",
    "往上",
    "再审",
    "终审",
    "认账",
    "继续打",
    "再打",
)
"""Of which whoever asks for suits that both sides appealed says one."""
_SUES = ("告", "诉", "官司", "申请", "法庭", "讨", "要账", "法院", "出头", "当事人")
"""Of which whoever asks who sues or is sued says one."""
_GOES_TO_LAW = ("去告", "来告", "告的", "起诉的", "去起诉", "提起诉讼", "自己告", "自己去告")
_OF_FIRMS = ("plaintiff:firm", "defendant:firm")
_OF_ROLES = ("plaintiff:", "defendant:")
_LEFT_OUT = ("不要", "不算", "别算", "除外", "不用", "不看", "不计", "别要", "去掉", "刨掉", "剔除", "扣掉")
_BUT = listed("but_rather")
_DENIED = ("不光是", "不只是", "不仅是", "不是", "而不是", "不算", "并非")
"""原告是个人、不是公司: who sued is said by the other part."""


@dataclass(frozen=True, slots=True)
class AskedCourse:
    """The tests in order, each once, and the spans of the text that say them."""

    tests: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()


class CourseReader:
    """Reads one question by its letters alone; loads its weights when first asked."""

    def __init__(self) -> None:
        self._words = Tagger(WORDS)

    def read(
        self, text: str, sentenced: bool = False, penalised: bool = False, contested: bool = True
    ) -> AskedCourse:
        """What `text` (folded) asks of the course of the cases; nothing for most questions.

        Terms of imprisonment are read where somebody was `sentenced`: else 罚得最重 is of a fine. Penalties of the Party and
        the public service likewise, where somebody was `penalised`; then no party wins or loses. Nor does any where no case
        is `contested` between two.
        """
        if penalised and (received := [*penalties(text), *offices(text), *divided(text), *handed_over(text)]):
            return AskedCourse(
                tuple(dict.fromkeys(test for test, _ in received)),
                tuple(sorted(span for _, span in received)),
            )
        text = _without_denied_side(_without_side_left_out(text))
        served = [*imprisonment.terms(text), *crimes(text)] if sentenced else []
        for _, (start, end) in served:
            text = text[:start] + "，" * (end - start) + text[end:]
        closed = [
            *served,
            *named(text),
            *_sums(text),
            *_multiples(text),
            *endings(text),
            *spouses(text),
            *divided(text),
            *_in_court(text),
        ]
        less = [match.span() for match in _GRANTED_LESS.finditer(text)]
        spans = [_trimmed(text, span) for span in _with_parties(text, runs(self._words.weights(text)))] + less
        meant = [(start, end) for start, end in spans if not text[:start].endswith(_DENIED)]
        # 最后是法院判的，不是到仲裁就完事了的: what is denied beside what is asked is not asked
        odds = self._odds([text[start:end] for start, end in meant or spans])
        said = "".join(text[start:end] for start, end in meant)
        tests = _once(chosen(odds) or _won_by_one(said), odds, said)
        if served:  # 被告人最后要蹲十年以上: who is sent to prison is the accused
            tests = [name for name in tests if not name.startswith(("of:", "defendant:"))]
        if (
            firm := _OF_TRADE.search(text)
        ) is not None:  # 快递公司被告的: those of that trade, looked for in words
            sued = text[: firm.start()].endswith(_SUED)  # 公司告快递公司的
            tests = [name for name in tests if name not in (_OF_FIRMS[1:] if sued else _OF_FIRMS)]
        if not any(word in text for word in _SUES):
            # 判两家公司连带掏钱的, 商家被主管部门罚过的: whoever pays or does so, and not who is sued
            tests = [name for name in tests if not name.startswith(_OF_ROLES)]
        tests = _as_worded(tests, text, said)
        if any(name.startswith("awarded") for name, _ in closed):  # 最后支持的金额超过三万块的: so much was
            tests = [name for name in tests if name != "won"]
        if not contested:
            tests = [
                name for name in tests if not name.endswith(_OF_PARTIES) and not name.startswith("plaintiff:")
            ]
        of_second = "at:second" in tests or any(word in text for word in ("二审", "终审"))
        first = any(word in said for word in _OF_FIRST)
        if of_second and not first:  # 二审是在省高院审的: not where it was heard first
            tests = [name for name in tests if not name.startswith("court:")]
        if all(name.startswith("of:") for name in tests):
            tests = []  # 公司自己定的规矩: whose it is says nothing of how a suit went
        spans = spans if tests else []
        if tests and not any(name.startswith(("of:", "plaintiff:", "defendant:")) for name in tests):
            tests += _side("".join(text[start:end] for start, end in spans))
        return AskedCourse(
            tuple(dict.fromkeys((*tests, *(name for name, _ in closed)))),
            tuple(sorted([*spans, *(span for _, span in closed)])),
        )

    def _odds(self, spans: Sequence[str]) -> dict[str, float]:
        """How likely each test is asked by one of the parts of `spans`: 一审输了、二审赢了 are two."""
        each = [_outstanding(self.probabilities(part)) for part in parts_of(spans)]
        return {name: max(odds[name] for odds in each) for name in each[0]} if each else {}

    def probabilities(self, said: str) -> dict[str, float]:
        """How likely the words `said` ask each test; most do not exclude each other."""
        table, scale, offset, labels = self._weights
        found = said_rows(said)
        sums = table.summed(found)
        root = len(found) ** 0.5
        scores = (held * step / root + own for held, step, own in zip(sums, scale, offset, strict=True))
        return {
            label: 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))
            for label, score in zip(labels, scores, strict=True)
        }

    @cached_property
    def _weights(self) -> tuple[Array, list[float], list[float], tuple[str, ...]]:
        held = load(WEIGHTS)
        scale, offset = (list(map(float, held[name].values)) for name in ("scale", "offset"))
        return held["table"], scale, offset, tuple(map(str, held["labels"].values))


def _as_worded(tests: Sequence[str], text: str, said: str) -> list[str]:
    """`tests` without those of which the question has no word, and those turned round that it words the other way."""
    turned = {
        # 行政协议案里省高院审的: in whichever instance
        "court:high": "court:high" if any(word in text for word in _AT_FIRST) else "at:high",
        # 二审没维持原判的
        "upheld": "changed"
        if any(f"{no}维持" in text for no in ("没", "未", "没有", "不", "没能"))
        else "upheld",
        # 一审判完又有人上诉的
        "unappealed": "unappealed" if any(word in text for word in _NONE_APPEALED) else "appealed",
        # 把县政府区政府市政府告上去的: whichever level, where several are named
        "defendant:county": "defendant:government"
        if sum(bool(row.search(text)) for row in _GOVERNMENTS) > 1
        else "defendant:county",
        # 二审把一审判决撤掉的
        "changed": "revoked" if _REVOKED in said else "changed",
        "all": "lost"
        if any("驳" in part[:_NEAR] for part in text.split("全")[1:])
        else "all",  # 请求全被驳回的
    }
    without = {
        "changed": not any(
            word in text for word in _CHANGES
        ),  # 打到二审甚至更高的 says nothing of what came of it
        "at:retrial": "at:second" in tests
        and any(word in said for word in _OR_FURTHER),  # 打到二审或者再审的
        "both": not any(word in text for word in _APPEALS),  # 双方争的是违约金的
        # 仲裁完了又闹到法院去的 says nothing of who won there
        "arbitration:won": not any(word in said for word in _WON_THERE),
        "at:arbitration": not any(word in text for word in _ARBITRATION)  # 被告全是自然人、没有公司在内的
        # 要多少，仲裁就裁多少的: what was granted there, wherever it went on to
        or ("all" in tests and not any(word in text for word in _NO_FURTHER)),
        "at:supreme": any(word in text for word in _ISSUES) and _HEARS.isdisjoint(text),  # 最高法发的
        "court": _COURTS.isdisjoint(said),  # 一审完了，行政机关那头提起过上诉的
    }
    kept = [name for name in tests if not (without.get(name) or without.get(name.partition(":")[0]))]
    if any(word in text for word in _BOTH_INSTANCES):  # 两审都输了
        ends = {name.removeprefix("first:") for name in kept}.intersection(("won", "lost"))
        kept = [name for name in kept if name not in ends]
        kept += [f"{instance}:{end}" for end in ends for instance in ("first", "second")]
    if _GRANTED_LESS.search(text):  # 要得多、法院给得少的
        kept = ["partly", *(name for name in kept if name not in _OF_PARTIES)]
    named = _side(said)
    if set(named) & _OF_SORTS:  # 打到最后政府一方赢了的: whose outcome it is is said
        kept = [named[0] if name in _OF_SORTS else name for name in kept]
    return [turned.get(name, name) for name in dict.fromkeys(kept)]


def _won_by_one(said: str) -> list[str]:
    """Who won, where nothing surer is said of a suit than that one side did: 两审下来都是政府赢的."""
    side = _side(said) if _WON.search(said) else []
    return ["won", *side] if side else []


def _outstanding(odds: Mapping[str, float]) -> dict[str, float]:
    """The odds of one part, none for tests far less likely than its likeliest: 一审就生效 tells nothing of who won."""
    best = max((p for name, p in odds.items() if not name.startswith("of:")), default=0.0)
    return {name: p if p >= FAR * best or name.startswith("of:") else 0.0 for name, p in odds.items()}


def said_rows(said: str) -> list[int]:
    """The rows of the table that the words which say a course (folded) are the sum of, in order, each once."""
    found: set[int] = set()
    for kind, form in (("r", said), ("m", masked(said))):
        framed = f"^{form}$"
        for size in range(1, LONGEST + 1):
            found.update(
                crc32((kind + framed[at : at + size]).encode("utf-8", "surrogatepass")) % ROWS
                for at in range(len(framed) - size + 1)
            )
    return sorted(found)


def parts_of(spans: Sequence[str]) -> list[str]:
    """The parts of spans that say a course, each read by itself."""
    parts = (part for said in spans for part in split_at(said, _PARTS))
    return [part for part in parts if _PARTY.sub("", part) and not part.startswith(_DENIED)]


def chosen(odds: Mapping[str, float]) -> list[str]:
    """The tests that are meant; none where it is only said whose outcome."""
    told = [name for name in odds if not name.startswith("of:")]
    first = max(told, key=lambda name: odds[name], default="")
    tests = [name for name, p in odds.items() if p >= (SURE if name == first else SURELY)]
    for group in _ONE_OF:
        found = sorted((name for name in tests if name.startswith(group)), key=lambda name: -odds[name])
        tests = [name for name in tests if name not in found[1:]]
    return tests if any(not name.startswith("of:") for name in tests) else []


def runs(weights: Sequence[float]) -> list[tuple[int, int]]:
    """The spans of characters that say a course: each with one that surely does, what is between two near ones with them."""
    found: list[tuple[int, int]] = []
    for at, weight in enumerate(weights):
        if weight >= PERHAPS:
            if found and at - found[-1][1] <= GAP:
                found[-1] = (found[-1][0], at + 1)
            else:
                found.append((at, at + 1))
    return [(s, e) for s, e in found if max(weights[s:e]) >= (SAID if e - s > 1 else ALONE)]


def _side(said: str) -> list[str]:
    """Whose outcome is said, where one side is named: 行政机关自己提起上诉; not who is sued: 告政府没告赢."""
    parties = (match[0] for match in _PARTY.finditer(said) if not said[: match.start()].endswith(_SUED))
    sides = {side for party in parties for side, names in _SIDES.items() if names.fullmatch(party)}
    return [f"of:{side}" for side in sides] if len(sides) == 1 else []


def _without_side_left_out(text: str) -> str:
    """`text` with a clause that leaves out a side blanked: 企业去告的，个人告的不要."""
    for start, end in clauses(text):
        said = text[start:end].rstrip("，,。；;？?！! ")
        if said.endswith(_LEFT_OUT) and any(row.search(said) for row in _SORTS_OF_SIDE):
            text = text[:start] + "，" * (end - start) + text[end:]
    return text


def _without_denied_side(text: str) -> str:
    """`text` with who is not meant blanked: 被告是个人卖家，不是公司的; as it is where no other side is named before."""
    for denies in _DENIED:
        at = text.find(denies)
        if (
            at > 0
            and (but := _BUT.search(text, at + len(denies)))
            and not any(row.search(text[:at]) for row in _SORTS_OF_SIDE)
        ):
            said = next((m for row in _SORTS_OF_SIDE if (m := row.match(text, at + len(denies)))), None)
            if said is not None and said.end() <= but.start():  # 被告不是公司而是个人的
                return text[:at] + "是" + text[but.end() :]
        said = (
            next((m for row in _SORTS_OF_SIDE if (m := row.match(text, at + len(denies)))), None)
            if at > 0
            else None
        )
        if said and any(row.search(text[:at]) for row in _SORTS_OF_SIDE):
            return text[:at] + "，" * (said.end() - at) + text[said.end() :]
    return text


def _once(tests: Sequence[str], odds: Mapping[str, float], said: str) -> list[str]:
    """`tests`; where one sort of party is named, it sues or is sued, as it is said or likelier: 原告是老百姓个人."""
    named = {sort for match in _PARTY.finditer(said) for sort in SORTS if _SIDES[sort].fullmatch(match[0])}
    parties = [name for name in tests if name.partition(":")[2] in SORTS and name.partition(":")[0] in ROLES]
    if not named:
        # 告物业的: who is named by a trade is looked for in words, not as any firm
        tests = [name for name in tests if name not in _OF_FIRMS]
        return tests if any(not name.startswith("of:") for name in tests) else []
    ends = {match.end() for match in _PARTY.finditer(said)}
    apart = sum(match.start() not in ends for match in _PARTY.finditer(said))  # 老百姓个人 is one
    told = [role for role, name in ROLES.items() if name in said]
    if not told and any(said.startswith(_GOES_TO_LAW, match.end()) for match in _PARTY.finditer(said)):
        told = ["plaintiff"]  # 个人去告的: who stands before it sues
    if len(named) != 1 or not parties or apart > 1 + bool(told):
        return list(tests)
    role = told[0] if len(told) == 1 else max(parties, key=lambda name: odds[name]).partition(":")[0]
    return [*(name for name in tests if name not in parties), f"{role}:{named.pop()}"]


def _with_parties(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans, each with the whole of a party's name that it begins or ends in, or follows."""
    parties = [match.span() for match in _PARTY.finditer(text)]
    found = []
    for start, end in spans:
        reached = [(s, e) for s, e in parties if s < end and start - 1 <= e]
        first, last = (
            min([start, *(s for s, _ in reached if s >= start - LONGEST)]),
            max([end, *(e for _, e in reached)]),
        )
        found.append((first, last + len(_APPEAL) * text.startswith(_APPEAL, last)))
    return found


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """`span` without what only leads in, a law by which it went so with it, the trade of a firm: 也是政府赢的, 反垄断法打赢的."""
    start, end = span
    law = text.rfind("法", start, end - 1)
    if law > 0 and text[law - 1] not in _NO_LAW and text[law + 1] not in _NO_LAW_BEHIND:
        start = law + 1
    firm = next((one for one in _OF_TRADE.finditer(text) if one.start() <= start < one.end()), None)
    if firm is not None:  # 网络公司输了的: its trade stays a word to look for
        start = max(start, min(firm.end() - _FIRM, end - 1))
    while start + 1 < end and text[start] in _LEADS_IN:
        start += 1
    return start, end


def _in_court(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _WENT_TO_COURT.finditer(text):
        if not any(char in _NOT_YET for char in text[max(0, match.start() - NEGATED) : match.start()]):
            yield "at:court", match.span()


def named(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The tests of who a party is by name, with their spans of `text` (folded): 叫张某的, 姓林的."""
    for match in _WHO.finditer(text):
        name = f"named:{match['name']}" if match["name"] else f"surname:{match['surname']}"
        yield name, match.span()


def _sums(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """月工资上万的, 判了五万以上的."""
    for match in _SUM.finditer(text):
        if not any(unit in match[0] for unit in "万千亿元块"):
            continue  # 判了五年以上
        value = value_of(match["number"] or "1", match["scale"])
        what = next(name for name in ("pay", "awarded", "claimed") if match[name])
        how = ">=" if match["up"] or match["over"] or match["above"] else "<="
        if how == "<=" and not (match["under"] or match["below"]):
            how = "=" if what == "awarded" and match[0].endswith("的") else ""  # 最后赔了一千块的
        if value is None or not how:
            continue
        yield f"{what}{how}{value:.12g}", match.span()


def _multiples(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """判了三倍赔偿的, 退一赔三的."""
    for match in _MULTIPLE.finditer(text):
        value = value_of(match["times"] or match["for_one"] or match["ahead"])
        if value is not None:
            yield f"times={value:g}", match.span()
