"""What people ask who have not seen the program: whether cases are of one place, several things at once, figures put as so."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.question.closed.sameness import sameness
from tests.retrieval.homes import cited, replay

ASKED = [
    # Whether those told are of one place, and the others of it.
    (["北京和上海有哪些案例"], "它们同省吗", [1, 7, 8], "不是同一个省："),
    (["江苏的案例"], "是不是同一个省", [9, 10], "是同一个：江苏省。"),
    (["江苏的案例"], "它们在同一个市吗", [9, 10], "不是同一个市："),
    ([], "案例9和案例8同省吗", [9, 8], "不是同一个省："),
    (["知识产权和金融有关的案例", "第二个"], "还有跟它同省的吗", [11, 12], "2个，在浙江省"),
    # A figure held against the one told, whatever says first that it is not so.
    (["南通在海外设了多少家分中心"], "不对吧，我记得是50家", [9], "不是，是34家。"),
    # How many, and then what each is.
    ([], "浙江有几个案例，分别是谁做的", [11, 12, 13], "3个，在浙江："),
    ([], "北京和上海各有几个，分别是哪几个", [7, 8, 1], "3个案例，按所问的地方分为2组："),
    # What the cases of a place tell, and not their titles alone.
    ([], "宁夏的案例讲了什么", [30], "《宁夏回族自治区银川市用好地理标志"),
    (["浙江有几个案例"], "那几个讲的都是什么", [11, 12, 13], "1. 浙江省知识产权局"),
    # Who asks is no word to look for; the collection by what it is called in speech.
    ([], "你好，我是研究室的，想查点案子", [], "想看哪个案例"),
    ([], "集子主要是讲什么的", list(range(1, 31)), "30个，全部案例如下"),
    ([], "这本集子里总共收了多少个案例啊", [], "《知识产权强国建设第二批典型案例》共30个"),
    ([], "唉加班到十点半了，眼皮打架……你都不用睡觉的吗", [], "我是程序"),
    # By whom it was taken to be done, and who did it; what ends as a body's name does and tells a deed is none.
    ([], "小额诉讼是北京的法院搞的吧", [26], "不是北京，是重庆两江新区（自贸区）人民法院的"),
    ([], "重大项目配备知识产权专员的是哪个单位", [6], "中国科学院大连化学物理研究所。"),
    ([], "村ba商标谁去注册的呀", [28], "贵州省台江县。"),
    ([], "德化陶瓷那个版权协会是省级的吧？", [16], "不是，是县级"),
    ([], "这批案例是哪年公布的", [], "收录的文本没有写明发布的日期"),
    # What there is here, and from where.
    ([], "有哪些主题", None, "30个案例，按主题分为"),
    (["宁夏的案例讲了什么"], "数据是官方的吗", [], "来源是公开发布的"),
    ([], "今天天气怎么样", [], ""),
    (["浙江的案例"], "你答的第二个没回答", [], "抱歉"),
    (["板栗那个是怎么回事"], "你们加班吗", [], "这件事我帮不上"),
    (["板栗那个是怎么回事"], "顺便帮我查个快递", [], "这件事我帮不上"),
    (["厦门海关做了什么", "怎么画像的"], "短点", [15], "厦门海关[案例15]：“进行多维度分类“画像”，通过"),
    ([], "都有哪几个省的", None, "23个，"),
    ([], "案例12和15同省吗", [12, 15], "不是同一个省："),
    (["浙江那几个讲什么"], "Is that data reliable?", [], "The source is"),
    (["厦门那个"], "跟德化那个同省吧", [15, 16], "是同一个：福建省。"),
    (["版权的有几个"], "哪类最多", [16, 29], "最多的是版权与文化"),
    # How one feels gets a kind line, chatter ahead of a question is none of it, and no case is the best.
    ([], "今儿下雨，腿疼，不想写材料了", [], "辛苦了"),
    ([], "依你看这三十个里头哪个最好？排个前三", [], "案例集没有给案例打分"),
    (["湖南大学周演是什么"], "唉 还是得写。版权的给我拢一拢，每个一句话", [16, 25, 28, 29], "4个"),
    # Whether another does the same is told by what it does, and by what it says nothing of.
    (["无锡公安的前哨是怎么搞的"], "那天津的呢，也是这路子？", [2], "没有写到“知识产权保护服务前哨”"),
    (["中科大怎么转化成果的"], "好吧你赢了哈哈 那湖南大学也这么搞？", [21], "没有写到“赋权+转让+约定收益”"),
    # Things that are counted and not listed; things of the case told, which are no cases; a headline.
    (["案例15和案例13有啥区别"], "九个维度全列出来", [13], "原文没有一一列出"),
    ([], "浙江14个试点市县都是哪些", [11], "原文没有一一列出"),
    (["法院办的有几个", "重庆那个小额诉讼，标的额上限是多少"], "那三个“式”你给我念念", [26], "[案例26]"),
    ([], "给大同黄花那篇起个标题 15个字以内 只要标题别的啥都别写", [4], "做强黄花产业，做优品牌经济[案例4]"),
    (
        ["有没有农村靠品牌致富的", "村BA一年卖了多少文创"],
        "给这个起个标题就行，别的不要",
        [28],
        "塑造“村 BA”品牌[案例28]",
    ),
    ([], "题目里带“画像”俩字的是哪几个", [13, 15], "2个"),
    # Who was had to do it, in which way it went, how many there are, which of an enumeration: against what is taken for so.
    ([], "谁研发的团体标准？检察院自己？", [23], "深圳市电子行业协会。"),
    ([], "深圳的团体标准检察院自己研发的吗", [23], "不，是深圳市电子行业协会。"),
    ([], "深圳检察院搞翻新手机那个，案子是不是翻了三倍？", [23], "不是，是减少三分之二。"),
    ([], "抚州的服务站不是只在市里设了一个吗，老李非说是十几个", [17], "不是，是13个。"),
    ([], "南阳有个啥大典，还有啥节，写新闻要用", [19], "医圣拜谒大典、张仲景医药文化节。"),
    # One of what nearly all are about; what is a kind of what is named; two slips in a word; what was there before.
    ([], "学校里讲知识产权的是哪个", [5], "内蒙古自治区知识产权局"),
    ([], "哪些地方搞了元宇宙、AI这种新鲜玩意儿", [22], "1个，涉及“元宇宙”或“ai”："),
    ([], "商秘保户有没有案列", [8], "有，1个"),
    (["板栗那个讲什么"], "现在还查得到健身房退卡的吗", [], "没有案例写到“健身房退卡”"),
    # So many of something else; a line each; others of a place but it; two that are named are compared, and no third.
    ([], "南通在34个国家设了中心对吧", [9], "不是，是34家海外服务分中心。"),
    ([], "3+N的N是指几家？", [22], "原文没有解释"),
    (["七联是哪七联"], "德阳那个嵌来嵌去的我看晕了，捋成四条，一条一行", [27], "四川省德阳市"),
    (["三治是哪三治"], "三联呢", [8], "“点面”“上下”“内外”。"),
    (["“法护知产”是北京高院推的吧"], "哦，那浙江另外还有哪几个入选？", [11, 13], "2个"),
    (["崖州湾那个五合一是哪五样", "葡萄酒那个，双标认证是哪双标"], "除了它还有谁沾地理标志？", [25], "1个"),
    (["山东那个“麻雀式”是什么"], "还有管家保姆 都配齐了？", [18], "山东省[案例18]"),
    (["深圳翻新那个讲什么"], "中科大跟湖大都搞成果转化，路子差在哪", [14, 21], "2个案例"),
    (["浙江有几个", "七联是哪七联"], "太长，只说前三个", [9], "组织联动、布局联网、信息联通。"),
    (["湖州吴兴的画像怎么搞的"], "那15个部门都是省里的厅局吧？", [13], "原文没有一一列出"),
    ([], "guangzhou zhongcai nage jiqiren jiao shenme", [22], "“云小仲”。"),
    # The same of another, without a mark; in short, of what came of it.
    ([], "有没有涉及人工智能的，农业的呢", [22, 3, 4, 25], "有，1个"),
    (["山东那个是干啥的", "有什么成效"], "就一句话", [18], "山东省[案例18]：“实现“保姆式”服务"),
    ([], "案例9有什么成效", [9], "江苏省南通市[案例9]：“为“走出去”企业保驾护航”"),
    ([], "Which ones are from courts?", [12, 26], "2 cases"),
    (["湖州那个"], "这里面哪几个跟它一个省", [11, 12], "2个，在浙江省"),
    (["案例5讲什么"], "跟7比呢", [5, 7], "2个案例都是知识产权局的案例，对照："),
    ([], "知识产权局牵头的有多少，各是哪里的", [5, 7, 11, 17], "4个，主体是知识产权局："),
    (["Which cases are about agriculture?"], "Compare the first two", [3, 4], "How the 2 cases differ:"),
    ([], "Which provinces are covered?", None, "30 cases in 23 groups"),
    (["上海的案例"], "除了上海呢", None, "28个"),
    (["厦门那个和天津公安那个比一下"], "这俩省份一样吗", [15, 2], "不是同一个省："),
    ([], "有没有人工智能相关的？没有的话数字化的呢？", [22, 1, 6, 7, 9, 13, 29], "有，1个"),
    # An English ordinal is of the list, as a Chinese one is.
    (["How many cases are from Guangdong?"], "What's the second one about?", [23], "Case 23"),
]


@pytest.mark.parametrize(("turns", "question", "numbers", "first"), ASKED)
def test_what_newcomers_ask_is_answered_first_and_of_the_right_cases(
    turns: list[str], question: str, numbers: list[int] | None, first: str, answerer: Answerer
) -> None:
    answer = answerer.answer(question, replay(answerer, turns))
    assert answer.text.startswith(first)
    assert numbers is None or cited(answer) == numbers


def test_what_a_place_tells_is_told_line_by_line(answerer: Answerer) -> None:
    head, *lines = answerer.answer("江苏的两个案例讲了什么").text.splitlines()
    assert head == "2个，在江苏："
    assert len(lines) == 2
    assert all("：“" in line for line in lines)
    assert "：“" not in answerer.answer("江苏有哪些案例").text


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("它们同省吗", "region"),
        ("那两个案子是不是同一个法院判的", "court"),
        ("还有跟它同省的吗", ""),
        ("同省的法院做了什么", ""),
        ("都在一个省", ""),
    ],
)
def test_whether_cases_are_of_one_is_asked_by_a_word_at_the_end(text: str, what: str) -> None:
    assert sameness(text) == what
