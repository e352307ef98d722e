"""What type of thing a question asks for (who, when, how much …), by its asking words: a closed class, read by rules."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from data.patterns import regex
from data.text import split_at
from data.values import dataclass
from retrieval.lexicon.listed import listed


class Type(StrEnum):
    """The types of things that may be asked for; TEXT where the asking words leave it open."""

    WHO = "who"
    BODY = "body"
    PLACE = "place"
    DATE = "date"
    DURATION = "duration"
    AMOUNT = "amount"
    NUMBER = "number"
    SHARE = "share"
    NAME = "name"
    DOCUMENT = "document"
    REASON = "reason"
    HOW = "how"
    YESNO = "yesno"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Asked:
    """The type asked for, the unit and noun that are counted, and where in the question the asking words stand."""

    type: Type
    unit: str = ""
    noun: str = ""
    span: tuple[int, int] = (0, 0)
    """Half-open, in code points of the question; empty where it has no asking words."""

    def by_day(self, text: str) -> bool:
        """Whether a term is asked for by the day on which it ends, in `text`: 保质期到哪天."""
        words = text[self.span[0] : self.span[1] + 1]  # 保质期到几 and 号
        return self.type is Type.DURATION and any(word in words for word in _ON_WHICH_DAY)


_ON_WHICH_DAY = ("哪", "什么时候", "啥时候", "何时", "几月", "几号")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the asking words of a type (`unit` and `noun` may be named groups), with what shows them right."""

    type: Type
    words: str
    examples: tuple[str, ...]
    counters: tuple[str, ...]
    """Questions of another type that look alike."""


_WHICH = (
    r"(?:哪(?:[一两二三几些]?(?:个|家|所|间|座|级|方|些)?)|(?<!为)什么(?:样的)?|(?<!为)啥|(?<!如)何种?|哪种)"
)
_UNIT = (
    r"(?:个(?!月|小时|工作日|钟)|名|位|人|件|起|桩|宗|家|所|项|次|份|户|亩|吨|套|部|辆|台|张|条|种|类|批|只|头|棵|株|瓶|箱|包|袋|盒|克|千克|公斤|斤|"
    r"回(?![报扣收购来款])|趟|场(?![地所馆面])|届|公里|千米|米|平方米|平米|公顷|立方米|万|亿|层|级|道|页|本(?!息|金)|支|枚|颗|间|栋|处|股|票|倍|岁|遍|双|桌|笔|单(?![位价据子独])|块(?!钱))"
)
_MONEY = (
    r"(?:钱|元|款项?|金额|费用?|赔偿(?:金|款|额)?(?!案|协|责)|补偿(?:金|款|额)?(?!案|协|责)|保证金|出让金|补助金|定金|订金|押金|奖金|罚金|租金|本金|本息|资金|佣金|违约金|保险金|抚养费|利息|工资|薪水|薪资|[月年底时日]薪|报酬|"
    r"价格|价款|价值|总价|单价|房价|货款|借款|贷款|欠款|债务|收入|利润|损失|赃款|赔款|罚款|存款|尾款|余款|数额|额度|资产|保费|房款|现金|年终奖|注册资本|经营额|合同额|限额|"
    r"产值|营收|营业额|销售额|成交额|预算|经费|拨款|补贴|投资|市值|估值|股价)"
)
_BODY = (
    r"(?:法院|检察院|公安(?:局|机关)?|派出所|公司|企业|机构|单位|部门|银行|医院|学校|大学|高校|院校|机关|政府|协会|组织|厂家?|商家|店铺?|局|委员会|"
    r"研究所|研究院|仲裁委|中心|平台|网站|集团|超市|酒店|媒体|街道办|村委会|合作社|海关|主体)"
)
_ROLE = r"(?:人|法官|律师|代理人|负责人|司机|驾驶员|证人|被害人|受害人|亲属|同伙|当事人|子女|继承人|股东|领导(?!小组)|老师|医生)"

RULES = (
    Rule(
        Type.YESNO,
        r"是否|能否|可否|应否|有无|是不是|能不能|可不可以|要不要|该不该|算不算|有没有|会不会|行不行|对不对|合不合|成不成立|属不属于|\b(?:is|are|was|were|does|did|can) (?:it|there|the)\b",
        ("加班费的约定是否有效", "这份协议算不算行政协议", "公司有没有交社保"),
        ("公司交了多少社保", "协议是什么时候签的"),
    ),
    Rule(
        Type.REASON,
        r"为什么|为何|为啥|因何|因为?(?:什么|啥)|何故|缘何|缘由|(?:什么|何种?|啥)(?:原因|理由|缘故|目的|动机)|以(?:什么|何|啥)(?:为由|理由)|原因|理由|动机|凭(?:什么|啥)(?!材料|证据|证件|手续)|图(?:个)?(?:什么|啥)|怎么会|\bwhy\b",
        ("公司为什么被罚", "双方因何解除合同", "拒赔的理由是什么", "凭什么不给加班费"),
        ("凭什么材料认定加过班", "公司被罚了多少"),
    ),
    Rule(
        Type.SHARE,
        r"百分之(?:几|多少)|(?:几|多少)倍|多少(?:%|个?百分点)|几成(?!立|为|员|功)|(?:比例|占比|利率|费率|税率|股份|比率|成功率|满意度|增长率)[^，,。；;]{0,6}(?:多少|几|多大|多高|是[?？]?$|为[?？]?$|如何)|多[少大高](?:的)?(?:比例|份额|利率)|占[^，,。；;?？了]{1,8}(?:多少|几成|多大)(?=[?？，,]|$)|(?:什么|何种)(?:比例|利率)|(?:比例|占比|利率|费率)[?？]?$|what percent",
        ("月利率是多少", "次要责任承担多大比例", "效率提高了百分之几", "占比多少", "占全国的多少"),
        ("利息是多少", "成立了几个部门", "占地多少亩"),
    ),
    Rule(
        Type.AMOUNT,
        rf"多少(?:人民币|万|亿|千)?(?P<unit>元|块|钱)|(?:多少|几)个?[万亿](?=[?？，,。了]|$)|(?<![许很太最更这那好])多钱|(?<!十)几个?(?:千|万|百|亿)?(?P<few>块|元|亿)(?!钱?的)钱?|多少(?!人|名|位|个人|家)(?P<noun>[^，,。；;?？的是]{{0,8}}{_MONEY})|{_MONEY}(?!的?(?:去向|用途|来源))[^，,。；;?？]{{0,10}}(?:多少|几何|多大|是[?？]?$|为[?？]?$)|(?:什么|何|啥)(?:样的)?(?:价格|价钱|价)|(?:金额|数额|价格|价款|单价|总价|房价|款额)[?？]?$|(?:赔|罚|补|欠|借|花|卖|付|赚|挣|拿|领|交|判赔|退)(?:偿|款|了|给|还|出|到|走)*多少(?:[呢啊呀]?(?:[?？，,]|$)|钱)|(?<!by )how much (?:money|did|was|does)",
        (
            "公司要赔多少钱",
            "最后判了多少加班费",
            "违约金是多少",
            "出让金一共多少",
            "以什么价格卖出",
            "罚了多少",
            "那个业主赔了多少呢",
            "能卖多少个亿",
            "花了几万块钱",
        ),
        ("罚款通知是什么时候送到的", "一共有多少人领到工资", "比例是多少", "几万块的官司怎么打", "赃款去向为？"),
    ),
    Rule(
        Type.DURATION,
        r"多久|多长(?:的)?(?:时间|时期|期限)|期(?:是|有|为)?多长|(?:几(?!月|日)|多少)(?:个)?(?P<unit>年|月|天|日|小时|工作日|钟头|钟|分钟|周|星期|学期)(?![月日号份几])|(?:期限|刑期|时长|时限|工期|保质期|年限|任期|有效期限?|试用期)[^，,。；;?？]{0,6}(?:多少|多长|多久|几|是|为|如何|[?？]?$)|how long",
        ("加班了多久", "合同期限是多长", "判了几年", "审了多少天", "试用期几个月", "特许期有多长"),
        ("哪年签的合同", "是几月几日判的", "一共几个人"),
    ),
    Rule(
        Type.DATE,
        r"什么时候|什么时间|啥时候?|何时|何(?:年|月|日)|哪(?:一)?(?:年|天|月|日|个月|几年|几天)|几(?:月|号|点|时)(?![文房楼线])|几几年|多会儿|哪个时间|(?:时间|日期|年月|时刻|生日|时间点)(?:(?:是|为|在)(?:什么|何时|哪天|多少|几点)?|(?<=的..)|(?<=的...))[?？]?$|从何时|\bwhen\b|what (?:year|date|time)",
        ("合同是什么时候签的", "公司哪一年成立", "判决作出的时间", "几月几号开庭"),
        ("合同签了多长时间", "几个月没发工资", "怎么才能省时间", "从几号房掉下来"),
    ),
    Rule(
        Type.PLACE,
        r"哪里(?:的)?|哪儿|哪块儿?|(?<!如)何(?:处(?!理)|地)|(?:在|到|去|往|于|至)哪(?![个家所些几种位条部类款名项年天月日一两二三四五])|(?:什么|啥|哪个)(?:地方|地点|位置|地区|城市|场所|路段|小区)|哪(?:一)?(?:个|条|座|片)?(?:省|市|县|区|乡|镇|村|街道|路|地(?!位)|国家|州|一带|一片)(?!.{0,6}(?:法院|检察院|公安|政府|海关|公司))|(?:地点|地址|住址|住所|住处|位置|户籍地|所在地|籍贯|出生地|住所地)(?:是|在|为|位于)?(?:哪里|哪儿|什么|何处)?[?？]?$|位于[?？]?$|\bwhere\b",
        ("事故发生在哪里", "房子在哪个区", "公司住所地是", "案发地点在什么地方"),
        ("哪个区的法院判的", "哪个部门签的字"),
    ),
    Rule(
        Type.BODY,
        rf"{_WHICH}[^，,。；;?？是的]{{0,6}}?(?P<noun>{_BODY})(?!代码|名称?的?(?:人|商品)|类型|性质)|(?:是|由|被|向|跟|和|与)哪(?:一)?[家所](?![庭]|[^，,。；;?？是的]{{0,6}}?{_BODY})|(?:工作|任职|投保|承保|施工|用人)(?:的)?(?:单位|公司)(?:是|为)?[?？]?$|which (?:court|company|agency|bank|bureau)",
        ("哪个法院审的", "是哪家公司中标", "由什么部门牵头", "哪所高校", "被告的任职单位是"),
        ("公司叫什么名字", "哪个人签的字"),
    ),
    Rule(
        Type.WHO,
        rf"谁|何人|(?:什么|啥|哪些|哪个|哪几个|哪几位|哪一个|哪两个|何|哪名){_ROLE}(?!数|民币|事)|哪(?:几|些|两|三)?[位名](?!字)|姓(?:什么|啥|甚)|(?:姓名|[方告人子女儿](?:的)?名字)(?:是|叫)?(?:什么)?|(?:被告人?|原告|第三人|被害人|负责人|法定代表人|代理人|同伙|驾驶员)(?:是|为|有)(?:哪些?)?[?？]?$|\bwho(?:m|se)?\b",
        ("合同是谁签的", "何人提起诉讼", "同伙有哪些人", "法定代表人是", "原告的姓名"),
        ("哪名字号更早", "什么人民政府作的决定", "一共多少人"),
    ),
    Rule(
        Type.DOCUMENT,
        r"(?:哪(?:一)?(?:部|条|款|份|个|些|几条|几部|项)?|什么|啥|(?<!如)何)(?P<noun>法律|法规|法条|规定|条款|条文|条|条例|文件|合同|协议书?|证书|证件|文书|通知书?|判决书?|裁定书?|决定书?|借条|欠条|凭证|材料|标准|意见|司法解释)|第几条|几号文|根据(?:什么|哪)|依据(?:是)?(?:什么|哪|何)|法律依据|which (?:law|article|document)",
        ("依据哪部法律判的", "双方签订了什么合同", "凭什么材料认定", "哪一条规定的", "法律依据是什么"),
        ("合同是谁签的", "依据合同赔了多少"),
    ),
    Rule(
        Type.NAME,
        r"(?:叫|名为|称为|起名)(?:做|作)?(?:什么|啥|何)|(?:什么|何|啥)(?:名字|名称|名号|罪名?|品牌|牌子|商标|字号|型号|代号|车型|车牌号?|号码?)|(?:编号|号码|车牌号?|证号|案号|文号|字号|登记号)(?:是|为)?多少|(?:名称|全称|全名|名字|罪名|品牌|型号|车牌号|案由)(?:是|叫|为)?(?:什么|啥|何)?[?？]?$|哪(?:一)?(?:个|种)?(?:罪名?|品牌|牌子|商标)",
        ("那个平台叫什么", "犯了什么罪", "文件的全称是什么", "是哪个品牌", "车牌号是"),
        ("为什么叫这个名字", "谁起的名"),
    ),
    Rule(
        Type.NUMBER,
        rf"(?<![好十])(?:多少|几(?!十))(?P<unit>{_UNIT})?(?P<noun>[^，,。；;?？！!的了呢吗啊呀、是]{{0,8}})|多[大高重宽远深快](?=$|[?？的，,])|(?:面积|重量|数量|人数|次数|件数|含量|浓度|速度|吨位|车速|高度|距离|总数|规模|年龄|净重)(?:是|为|有)?(?:多少|多大|几何|如何)?[?？]?$|how many|by how much",
        ("一共多少人", "查获了几辆车", "车速是多少", "房屋面积多大", "毒品的净重"),
        ("几月几号开庭", "多少钱", "几个月没发工资", "好几个人在等什么"),
    ),
    Rule(
        Type.HOW,
        r"如何(?![?？]?$)|怎么(?!样|会|回事)|怎样(?!的)|咋(?!样)|(?:通过|以|用|靠|采取|采用|利用|凭借)(?:了)?(?:什么|何种?|啥|哪些|哪种)(?:样的)?|(?:什么|何种|哪些|哪种|啥)(?:样的)?(?:方式|方法|手段|途径|办法|措施|形式|渠道|名义|手法|做法)|(?:方式|手段|途径|方法|手法|作案过程)(?:是|为|有)?(?:什么|哪些|如何)?[?？]?$|\bhow\b",
        ("公司是怎么解决的", "通过什么途径销售", "用什么办法提高效率", "如何认定加班", "作案手段是"),
        ("效果怎么样", "为什么这么做", "态度如何"),
    ),
    Rule(
        Type.YESNO,
        r"(?:吗|(?<![什怎多那这])么)(?=[?？。！!]|$)|(?<![出埋沉淹吞隐还])没有?(?=[?？]|$)|([一-鿿])[不没]\1",
        ("公司违法吗", "加班费给了没有", "他愿不愿意", "官司打赢没", "钱给没给"),
        ("谁愿意干", "这是什么"),
    ),
)  # fmt: skip
"""In the order in which they are tried; the first whose words stand in the question decides."""

_WORDS = tuple((rule.type, regex(rule.words)) for rule in RULES)
_ANY_TIME = listed("indefinite")
_ASKS_SO_MANY, _ASKED_ELSE = (
    ("是", "有", "共", "了", "过"),
    ("什么", "谁", "哪", "多少", "几", "吗", "呢", "怎么"),
)
_OPEN = regex(
    r"什么(?P<noun>[一-鿿]{0,5})|哪(?:些|几|[一两二三四五六])?(?:个|种|类|样|方面|项)?(?P<other>[一-鿿]{0,5})|啥|何种?|如何|怎么样|怎样|\b(?:what|which)\b"
)


@lru_cache(maxsize=512)
def asked(text: str) -> Asked:
    """What `text` (folded, simplified) asks for; TEXT where no rule's words stand in it."""
    found = asked_all(text)
    if found:
        return found[0]
    match = _OPEN.search(text)
    if match is None:
        return Asked(Type.TEXT, span=(len(text), len(text)))
    return Asked(Type.TEXT, noun=match["noun"] or match["other"] or "", span=match.span())


_ROUND = frozenset("十百千万")
"""Behind 几 in a round number: 几千块."""


def _indefinite(text: str, start: int) -> bool:
    """Whether asking words at `start` ask nothing: 老怕哪天被抓, 不管什么时候, 连着好几年, 虚写几亩林子，落进自己口袋; 看清是啥没, by
    没 alone."""
    if text.startswith("没", start) and _OPEN.search(split_at(text[:start], "，,。；;？?")[-1]):
        return True
    if any(start - match.end() <= 1 for match in _ANY_TIME.finditer(text, 0, start)):
        return True
    if text.startswith("多少", start) and text[:start].endswith("没") and len(text) > start + 2:
        return True  # 十倍也没多少，为什么…
    if not text.startswith("几", start):
        return False
    before, behind = text[:start], text[start + 1 :]
    if behind[1:2] in ("也", "都"):
        return True  # 催了几次也不动
    told_on = "?" not in split_at(behind, "，,")[0] and any(mark in behind for mark in "，,")
    later = split_at(behind, "，,")[1:]  # 添几台机器几张桌子，也要背处分: neither is asked for
    roughly = behind[:1] in _ROUND  # 标的就几千块，哪里有法子: so much, and where is asked
    asked = before.endswith(_ASKS_SO_MANY) or (
        not roughly and any(word in part for part in later for word in _ASKED_ELSE)
    )
    return before.endswith("好") or (told_on and not asked)


_COUNTED, _COUNTED_AS = tuple("件起宗名位人家次"), ("案", "官司")
"""Units of what is no sum, and nouns that are counted without one."""
_NO_THING = frozenset("钱费款金元万亿资薪月年天日时百")
"""What a noun behind another unit has that is paid or measured, and is no thing: 多少个月工资."""


@lru_cache(maxsize=512)
def asked_all(text: str) -> tuple[Asked, ...]:
    """Every type whose words stand in `text`, in the order of the rules: 什么时候、花了多少钱 asks for two."""
    found = []
    for kind, words in _WORDS:
        match = next((m for m in words.finditer(text) if not _indefinite(text, m.start())), None)
        if match:
            named = match.groupdict()
            unit = named.get("unit") or named.get("few") or ""
            found.append(Asked(kind, unit, named.get("noun") or "", match.span()))
    return tuple(one for one in found if not (one.type is Type.AMOUNT and _counts_things(one, found)))


def _counts_things(sum_: Asked, found: list[Asked]) -> bool:
    """Whether the words that seem to ask for a sum ask how many of something there are: 元宇宙仲裁院审了多少件."""
    return not sum_.unit and any(
        one.type is Type.NUMBER
        and (
            one.unit in _COUNTED
            or one.noun.startswith(_COUNTED_AS)
            or (one.unit and len(one.noun) > 1 and _NO_THING.isdisjoint(one.noun))  # 拿了多少个道路工程
        )
        and one.span[0] < sum_.span[1] < one.span[1]
        for one in found
    )
