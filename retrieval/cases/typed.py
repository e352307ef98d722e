"""What a case states that a question may ask for: its typed spans (sums, dates, bodies, persons …), found once a case."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from data.patterns import regex
from data.places.regions import find_institutions, find_places
from data.text import clauses, fold, says_anything, trimmed
from data.types import Case
from data.values import dataclass
from retrieval.language.terms import SURNAMES


class Sort(StrEnum):
    """The sorts of typed spans."""

    MONEY = "money"
    DATE = "date"
    DURATION = "duration"
    SHARE = "share"
    NUMBER = "number"
    PLACE = "place"
    BODY = "body"
    PERSON = "person"
    NAMED = "named"
    DOCUMENT = "document"
    REASON = "reason"
    MEANS = "means"
    DECIDES = "decides"


SORTS = tuple(Sort)

_N = r"\d[\d,，.]*(?:余|多)?|[零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟]+(?:余|多)?"
_SCALE = r"(?:万|亿|千|百|余|多|仟|佰)*"
WRITER = r"(?:^|\n)\s*(?:文|作者|撰稿人?|撰写人?|编写人?|执笔人?|供稿人?)\s*[/／|｜:：]\s*(?P<a>[^\n]{2,40})"
"""The line that says who wrote of a case: 文/某法院 法官 某某."""
_PATTERNS: tuple[tuple[Sort, str], ...] = (
    (Sort.MONEY, rf"(?:人民币|港币|美元)?(?:{_N}){_SCALE}(?:余|多)?(?:元|块钱|美元|港元|欧元|人民币)(?:整)?(?:[/每](?:月|年|天|日|人|亩|吨|平方米|㎡))?|(?:人民币)(?:{_N}){_SCALE}|(?:{_N})(?:万|亿)(?:某|余元)?"),
    (Sort.DATE, r"(?:自|从)?(?:\d{4}|[一二][〇零九○o0][〇零一二三四五六七八九○o0]{2}|同|当|次|去|今)年(?:\s*\d{1,2}月(?:份|初|底|中旬|上旬|下旬)?(?:\s*\d{1,2}[日号])?)?(?:凌晨|早上|上午|中午|下午|傍晚|晚上?|深夜)?(?:\d{1,2}(?:时|点)(?:\d{1,2}分|半)?)?(?:许|左右)?|\d{1,2}月(?:\d{1,2}[日号]|份|初|底)(?:凌晨|早上|上午|中午|下午|傍晚|晚上?|深夜)?(?:\d{1,2}(?:时|点)(?:\d{1,2}分|半)?)?(?:许|左右)?|(?:同日|当日|次日|当天|×{2,4}年(?:×{1,2}月)?(?:×{1,2}日)?)"),
    (Sort.DURATION, rf"(?:{_N}|半)(?:个(?:多)?)?(?:年|月|天|日|小时|周|分钟|工作日|学期|星期|钟头)(?!份|度|[\d一二三四五六七八九十]+[月日])(?:零?(?:{_N})个?(?:月|天|日))?(?:以上|以下|以内)?"),
    (Sort.DURATION, r"(?:自|从)?\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:起)?(?:至|到|-|—|~|－)(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?(?:止)?"),
    (Sort.SHARE, rf"(?:{_N})\s*[%‰％]|(?:百|千|{_N})分之(?:{_N})|(?:{_N})(?:成(?![立果效为员])|倍|个百分点)"),
    (Sort.NUMBER, rf"(?:{_N}){_SCALE}(?:平方米|平方公里|立方米|公里|千米|厘米|公斤|千克|毫克|公顷|mg/100ml|mg|km/h|㎡|克|[个名位人件起宗家所项次份户亩吨套部辆台张条种类批只头棵株瓶箱包袋盒斤米层级道页本支枚颗间栋处股票岁遍双块届期轮辈代粒把根])(?:左右|以上)?|\d[\d,.]*"),
    (Sort.DOCUMENT, r"(?:[一-鿿]{2,12}〔\d{4}〕\d+号)?《[^》\n]{2,60}》(?:第[一二三四五六七八九十百零\d]+条(?:第[一二三四五六七八九十\d]+[款项])*)?|第[一二三四五六七八九十百零\d]+条(?:第[一二三四五六七八九十\d]+[款项])*|[(（\[]\d{4}[)）\]][一-鿿\w]{2,14}号"),
    (Sort.NAMED, r"[“\"‘「][^”\"’」\n]{1,30}[”\"’」]"),
    (Sort.PERSON, rf"[一-鿿](?:\d{{1,2}})?(?:某{{1,2}}|[x×*]{{1,2}}(?:\d{{1,2}})?)[甲乙丙丁戊己庚]?(?:\d(?![\d年月日元]))?(?!公司|村|镇|市|县|区|小区)|[{SURNAMES}]\d{{1,2}}(?![\d.,%年月日元个人次万起名位宗所项份批种类头棵株页盒包袋箱瓶罐件只台套部辆张条斤吨亩户家间本支枚颗倍岁小])"),
    (Sort.PERSON, rf"(?:原告|被告人?|第三人|被害人|法定代表人|取名|名叫|丈夫|妻子|司机|儿子|女儿|父亲|母亲|与|和|由|、)(?P<a>[{SURNAMES}][一-鿿]{{1,2}})(?=[，,。、于在与和的向因系驾自将到])"),
    (Sort.PERSON, r"(?:第三人|被告人|被告|原告|上诉人|申请人|被申请人|甲方|乙方|双方)"),
    (Sort.PERSON, WRITER),
    (Sort.BODY, r"[一-鿿\w×（）()]{2,24}?(?:人民法院|人民检察院|法院|检察院|仲裁委员会|委员会|公安局|公安分局|派出所|交警大队|支队|大队|公司|集团|银行|信用社|合作社|支行|分行|医院|学校|中学|小学|大学|学院|幼儿园|鉴定所|鉴定中心|中心|事务所|研究所|研究院|协会|管理局|监督局|民政局|规划局|财政局|税务局|局|政府|厂|公证处|经营部|批发部|商店|超市|酒店|宾馆|村委会|居委会|办事处|办公室|管委会|博物馆|图书馆|平台|海关|站|店|处|所)(?![一-鿿]{0,1}(?:长|员))"),
    (Sort.REASON, r"(?:因为|由于|因|鉴于|为了|出于|以)(?P<a>[^，,。；;\n]{2,40}?)(?:为由|而|，|,|。|；|;|\n|$|的原因|的理由)"),
    (Sort.MEANS, r"(?:通过|采用|采取|利用|以|用|使用|经|凭借|依托|运用|驾驶)(?P<a>[^，,。；;\n]{2,40}?)(?:的(?:方式|方法|手段|形式|名义|途径|办法)|等方式|，|,|。|；|;|\n|$)"),
    (Sort.DECIDES, r"(?:不予?支持|予以支持|驳回|维持|撤销|不成立|成立|无效|有效|不合法|合法|违法|不构成|构成|不属于|属于|不应|应当|应|不能|可以|未|没有|不|均|已)"),
)  # fmt: skip
_COMPILED = tuple((sort, regex(words)) for sort, words in _PATTERNS)
_HOLDERS = frozenset((Sort.MONEY, Sort.DATE, Sort.DURATION, Sort.SHARE, Sort.PERSON, Sort.DOCUMENT))
"""Sorts whose digits are no numbers of their own."""
_BESIDE = {Sort.NUMBER: _HOLDERS, Sort.DURATION: frozenset((Sort.DATE,))}
"""Sort → those by which it is told that a span is none of it."""
_CUT = frozenset("在向与和及由被将对从至到经为是系该将让同以因于把给的告")
_PLACE_TAIL = regex(
    r"[一-鿿\w]{0,30}?(?:[省市县区乡镇村街路巷号室楼店场院厂处屋内园城里组幢栋段站附近口旁边桥]|门口|附近)+(?![一-鿿]{0,2}法院)"
)


@dataclass(frozen=True, slots=True)
class Typed:
    """`text[start:end]` of a sheet is a span of that sort."""

    sort: Sort
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case laid out for looking: its fields as one folded text, its clauses, its typed spans."""

    text: str
    """All fields, each followed by a line feed; folded, offsets kept."""
    fields: tuple[tuple[str, int], ...]
    """Name and start of each field in `text`."""
    clauses: tuple[tuple[int, int, int], ...]
    """Start, end, and which field; those that say nothing are left out."""
    typed: tuple[Typed, ...]

    def inside(self, field: str, start: int, end: int) -> list[Typed]:
        """The typed spans that meet `field[start:end]`, by start; offsets are the sheet's."""
        base = dict(self.fields)[field]
        last = bisect_left(self.typed, base + end, key=lambda span: span.start)
        return [span for span in self.typed[:last] if span.end > base + start]

    def where(self, at: int) -> tuple[str, int]:
        """The field that holds offset `at`, and where it starts."""
        return next(field for field in reversed(self.fields) if field[1] <= at)


@lru_cache(maxsize=4_000)
def sheet(case: Case) -> Sheet:
    """The sheet of `case`; made once for as long as it is among the last 4,000 looked at."""
    return _sheet(case, None)


@lru_cache(maxsize=1_000)
def sheet_with(case: Case, sorts: frozenset[Sort]) -> Sheet:
    """The same with spans of these sorts alone, which are found several times as quickly: to see whether there is any."""
    return _sheet(case, sorts)


def _sheet(case: Case, sorts: frozenset[Sort] | None) -> Sheet:
    parts: list[str] = []
    names: list[tuple[str, int]] = []
    bounds: list[tuple[int, int, int]] = []
    at = 0
    for index, field in enumerate(case.fields):
        names.append((field.name, at))
        for start, end in clauses(field.text):
            if says_anything(field.text, start, end):
                bounds.append((at + start, at + end, index))
        parts.append(fold(field.text))
        at += len(field.text) + 1
    text = "\n".join(parts) + "\n"
    return Sheet(text, tuple(names), tuple(bounds), tuple(found(text, sorts)))


def found(text: str, sorts: frozenset[Sort] | None = None) -> list[Typed]:
    """The typed spans of `text` (folded), each once, by start; those of some `sorts` alone, where these are given."""
    wanted = sorts and sorts.union(*(_BESIDE.get(sort, ()) for sort in sorts))
    spans = {(sort, start, end): None for sort, start, end in _found(text, wanted) if end > start}
    held = [(start, end) for sort, start, end in spans if sort in _HOLDERS]
    inner = {at for start, end in held for at in range(start, end)}
    for span in [span for span in spans if span[0] is Sort.NUMBER and span[1] in inner]:
        del spans[span]
    days = {at for sort, start, end in spans if sort is Sort.DATE for at in range(start + 1, end)}
    for span in [
        span for span in spans if span[0] is Sort.DURATION and span[1] in days and span[2] - 1 in days
    ]:
        del spans[span]  # the 1日 of 2019年2月1日
    if sorts is not None:
        spans = {span: None for span in spans if span[0] in sorts}
    return [Typed(*span) for span in sorted(spans, key=lambda s: (s[1], s[2], SORTS.index(s[0])))]


def _found(text: str, wanted: frozenset[Sort] | None) -> Iterator[tuple[Sort, int, int]]:
    for sort, words in _COMPILED:
        if wanted is not None and sort not in wanted:
            continue
        for match in words.finditer(text):
            start, end = trimmed(text, match.span("a") if "a" in words.groupindex else match.span())
            if sort is Sort.BODY:
                yield from ((sort, cut, end) for cut in _starts(text, start, end))
                continue
            yield sort, start, end
            if "a" in words.groupindex:
                yield sort, match.start(), max(end, match.end("a"))
    for mention in find_places(text) if wanted is None or Sort.PLACE in wanted else ():
        yield Sort.PLACE, mention.start, mention.end
        tail = _PLACE_TAIL.match(text, mention.end)
        if tail:
            yield Sort.PLACE, mention.start, tail.end()
    for body in find_institutions(text) if wanted is None or Sort.BODY in wanted else ():
        yield Sort.BODY, body.start, body.end


def _starts(text: str, start: int, end: int) -> list[int]:
    """Where the name of a body that ends at `end` may begin: after the last small word, or two."""
    cuts = [at + 1 for at in range(start, end - 3) if text[at] in _CUT]
    return [*(cuts[-2:] or [start])]
