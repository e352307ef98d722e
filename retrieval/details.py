"""Details a question may ask for which a case must state, or else the question is not answered.

A case near the topic is no answer to 多少钱 when it names no sum: the test is whether the words that
would be quoted have the form of what was asked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.patterns import regex

_NUM = r"(?:\d[\d,.]*|[零〇一二两三四五六七八九十百千万亿廿]+|[数多几]+)"


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind of detail: how it is asked for, and the form of words that states it (folded text)."""

    name: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]


OFF_TOPIC = "与案例无关的事"
"""The weather, recipes, poems, code: wanted of any assistant, and held by no case."""
_NEVER = r"(?!)"
_ROLE = (
    r"(?:馆长|局长|院长|校长|主任|所长|市长|县长|省长|书记|处长|科长|厅长|行长|会长|秘书长|负责人|联系人|领导|创始人|"
    r"发起人|带头人|法官|审判长|书记员|检察官|检察长|律师|代理人|仲裁员|发明人|作者|记者|专家|教授|老板|董事长|经理|director|president|head)"
)
_COUNTRY = r"(?:国家|国|countries|country)"

DETAILS = (
    Detail(
        "金额",
        regex(
            r"多少钱|多少元|几块钱|价格|售价|单价|卖价|要价|报价|什么价|多少(?:万|亿)元?|花了多少|花费|投入了?多少|投资了?多少|"
            r"经费|预算|拨款|奖金|奖励(?:了)?多少|补贴(?:了)?多少|罚(?:了|款)?多少|罚金|赔(?:偿|了)*多少|赔偿(?:金)?额|"
            r"金额|涉案(?:金)?额|成交额|融资(?:了)?多少|贷(?:款|了)*多少|收费|费用(?:是|为)?多少|产值|营收|营业额|销售额|利润|"
            r"收入(?:是)?多少|增收|工资(?:是)?多少|年薪|股价|市值|估值|多少股(?:价)|how much (?:money|does it cost|is it|funding)|price|"
            r"cost|revenue|budget"
        ),
        regex(rf"{_NUM}\s*(?:余|多)?(?:万|亿|千|百)?(?:元|块|美元|人民币|港元|欧元)"),
    ),
    Detail(
        "时间",
        regex(
            r"什么时候|什么时间|何时|哪一?年|哪一?天|哪个月|几月|几号(?=[^案]*(?:成立|发布|启动|开始|举办|上线|公布))|几几年|"
            r"哪年哪月|多会儿|啥时候|when (?:did|was|were|is|will)|what (?:year|date)|在几点|几点"
        ),
        regex(r"\d{4}年|\d{1,2}月|\d{1,2}日|(?:19|20)\d\d|[一二三四五六七八九十]月"),
    ),
    Detail(
        "时长",
        regex(
            r"多久|多长时间|用了几年|几年(?:时间)?(?=[^\w]*$|完成|建成)|多少(?:天|年|个?月|个?工作日|小时)|耗时|how long"
        ),
        regex(
            rf"{_NUM}\s*(?:多|余)?(?:年|个月|月|天|日|小时|周|个工作日|分钟|季)|每[周月季年天日]|多年|长期"
        ),
    ),
    Detail(
        "姓名",
        regex(
            rf"{_ROLE}(?:们)?(?:的名字|的姓名)?(?:是|叫|为|姓)?(?:谁|什么名|啥名|哪位|哪个人|什么名字|何人|哪几位)|"
            rf"谁(?:是|当|担任|任)[^，,。？?]{{0,12}}{_ROLE}|哪(?:位|名|个){_ROLE}|{_ROLE}[^，,。？?]{{0,4}}(?:是谁|叫什么|叫啥|姓什么|姓甚名谁)|"
            rf"who (?:is|was) the|姓名"
        ),
        regex(_NEVER),
    ),
    Detail(
        "联系方式",
        regex(
            r"电话|热线|联系方式|怎么联系|邮箱|网址|官网|网站地址|公众号|微信号|地址(?:是|在)|具体地址|门牌|phone|e-?mail|address of"
        ),
        regex(r"\d{7,}|\d{3,4}-\d{7,8}|12\d{3}|https?:|www\.|@"),
    ),
    Detail(
        "比例",
        regex(
            r"百分之(?:几|多少)|占比|比例(?:是)?多少|增长(?:率|了多少|多少)|提高了?多少|提升了?多少|降(?:低|了)?多少|下降了?多少|"
            r"减少了?多少|上升了?多少|增加了?多少|翻了?几(?:番|倍)|几倍|成功率|满意度|胜诉率|by how much|what percent"
        ),
        regex(rf"\d\s*%|百分之|分之|{_NUM}倍|翻{_NUM}番|{_NUM}成(?!立|果|效|为|员)"),
    ),
    Detail(
        "排名",
        regex(r"排名|排第几|第几名|位居|位列|名次|rank"),
        regex(rf"第{_NUM}(?:名|位)|首位|位居|位列|排名|首个|第一"),
    ),
    Detail(
        "国家名单",
        regex(
            rf"哪(?:些|几个|几|\d+个?)个?{_COUNTRY}|{_COUNTRY}(?:都)?(?:有哪些|名单|分别是)|which countries"
        ),
        regex(
            r"美国|日本|韩国|德国|法国|英国|俄罗斯|印度|巴西|新加坡|泰国|越南|马来西亚|印度尼西亚|意大利|西班牙|澳大利亚|加拿大"
        ),
    ),
    Detail(
        "年龄",
        regex(r"多大(?:年纪|岁数|年龄)|几岁|多少岁|年龄|岁数|how old"),
        regex(r"\d+\s*(?:周)?岁"),
    ),
    Detail(
        "面积",
        regex(r"面积(?:有|是)?多[大少]|多少平(?:方|米)?|几平(?:方)?米|多少亩|几亩|占地多[大少]|how large"),
        regex(r"平方米|平米|公顷|亩|㎡"),
    ),
    Detail(
        "参观与办理",
        regex(
            r"开门|门票|预约|营业(?:时间|吗|到)|开放时间|几点(?:开|关|上班|下班)|怎么(?:坐车|走|去|过去)|坐什么车|停车场|导航到|订(?:票|房|餐)|物流|单号|快递到哪"
        ),
        regex(_NEVER),
    ),
    Detail(
        OFF_TOPIC,
        regex(
            r"天气|气温|下雨|彩票|股票|星座|菜谱|食谱|怎么(?:炒|煮|炖|剥|洗|腌|做菜)|炒肉|比分|谁赢了|决赛|翻译(?:一|成|这|下|首)|写(?:一?首|个)?(?:诗|歌词|情书|作文|小说|代码|脚本|公式|程序)|"
            r"(?:python|java|excel|sql|c\+\+|javascript)|快速排序|算法|讲个?笑话|唱(?:首|个)歌|weather|recipe|translate|poem|joke|stock price|football"
        ),
        regex(_NEVER),
    ),
    Detail(
        "好坏",
        regex(
            r"你(?:觉得|认为|怎么看|咋看|建议|推荐|喜欢)|哪(?:个|家|种)(?:[^，,。？?]{0,8})(?:最好|更好|好吃|好喝|好玩|好用|性价比|靠谱|值得)|"
            r"性价比|值不值得|靠谱吗|怎么做好吃|好吃吗|好不好(?:吃|喝|用|看)|推荐(?:一下|[几一]?[个种家款道本首部样])|给(?:我|点|个|些)*建议|该不该|要不要(?:去|买|申请|做)|哪个最(?:好|厉害|强|有用)|最厉害|排个?(?:名次|队|名)|what do you think|your opinion|should i"
        ),
        regex(_NEVER),
    ),
)

_YEAR = regex(
    r"(?:19|20)\d\d(?=年|\b)|去年|今年|前年|明年|上个?月|这个?月|下个?月|昨天|明天|今天|后天|本周|上周|下周|last year|this year|yesterday|tomorrow|today"
)
_UNITS = {
    "件": "件起宗", "起": "起件宗", "宗": "宗起件", "人": "人名位", "名": "名人位", "位": "位人名", "家": "家个", "所": "所个", "个": "个家项种条名所处位",
    "项": "项个", "次": "次", "份": "份", "户": "户", "亩": "亩", "吨": "吨", "天": "天日", "年": "年", "小时": "小时", "套": "套", "万": "万", "亿": "亿", "部": "部",
}  # fmt: skip
"""Units by which people ask, and those by which a case may state the same."""
_QUANTITY = regex(
    rf"(?<![哪好前后每第数十几])(?:多少(?P<unit>{'|'.join(_UNITS)})?|几(?P<few>[件起宗人名次所家户亩吨]))(?P<noun>[^，,。？?！!的了呢吗啊呀、]{{0,8}})"
)
_COUNTED = regex(rf"{_NUM}|全部|所有|任何|全覆盖")


_ENGLISH_QUANTITY = regex(r"(?:how|by how) (?:many|much)")


def asked_details(text: str) -> tuple[Detail, ...]:
    """The kinds of detail that `text` (folded) asks for."""
    return tuple(detail for detail in DETAILS if detail.asked.search(text))


_ASIDE = regex(
    r"(?:我们?|咱们?|领导|同事|有人|朋友)[^，,。；;？?！!]{0,8}(?:天|周|月|年)[^，,。；;？?！!]{0,4}(?:听|开会|看|问|说|讲|聊|学|路过|参加)"
)
"""我昨天开会听人讲: a time of the asker's, not of the case."""


def asked_time(text: str) -> tuple[str, ...]:
    """The years and relative times a question names (2023年, 去年, 明天): a case must state them."""
    told = _ASIDE.sub("", text)
    return tuple(match[0] for match in _YEAR.finditer(told))


def asked_quantity(text: str) -> tuple[str, str] | None:
    """Unit and noun of 多少件小额诉讼案件, either may be empty; None where no quantity is asked for."""
    match = _QUANTITY.search(text)
    if match:
        return match["unit"] or match["few"] or "", match["noun"]
    return ("", "") if _ENGLISH_QUANTITY.search(text) else None


def states_quantity(unit: str, noun: str, text: str) -> bool:
    """Whether `text` (folded) states a number of what was asked for: with its unit, or before its noun."""
    if unit and re.search(rf"{_NUM}\s*(?:多|余)?[{_UNITS[unit]}]", text):
        return True
    tail = noun[-2:]
    if tail and re.search(rf"(?:{_COUNTED.pattern})[^，,。；;]{{0,8}}{re.escape(tail)}", text):
        return True
    return not unit and bool(re.search(rf"\d|分之|{_NUM}[个家项条]", text))
