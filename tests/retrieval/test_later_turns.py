"""Later turns of conversations: what is kept of those before, which case is meant, and what is asked of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.answering import Answerer
from retrieval.cases.grouping import theme_of
from tests.retrieval.conftest import Ask
from tests.retrieval.homes import Home, KeptVectors, cited, replay

OVER_BUNDLED = [
    # One more is added to those told, by place, by what it does, by name.
    (["板栗那个是怎么回事"], "把德化那件也加进来比", [3, 16]),
    (["上海那两个案例有什么不同"], "再把湖南大学的也放进来一起对比", [7, 8, 21]),
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "跟湖州那个放一起比比", [15, 13]),
    (["板栗那个是怎么回事", "把德化那件也加进来比"], "短点", [3, 16]),
    # A number of what the one case that was opened tells of, and what begins with 都, are of that case; another matter is not.
    (["案例5讲了什么？"], "覆盖了多少学校", []),
    (["案例9讲了什么？"], "都在哪些国家", []),
    (["案例9讲了什么？"], "商业秘密的有几个", [8]),
    (["案例8讲了什么？"], "葡萄酒怎么做品牌", [30]),
    # Two questions in one message, the second besides the first, or of what the first found.
    ([], "浙江有几个案例，另外福建的有哪些？", [11, 12, 13, 15, 16]),
    ([], "海外设了几家分中心？都在哪些国家？", [9]),
    # Schools for children are no universities.
    ([], "中小学的知识产权教育是哪个地方搞的", [5]),
    # A number beside this one, another that is named ahead, which of those told, a briefing on that one, both lists.
    (["案例8讲了什么？"], "案例12也是线上的，跟这个有啥不同", [8, 12]),
    (["案例3讲了什么？"], "黄花那个呢，它是哪里的", [4]),
    (["浙江有哪些案例？"], "里面哪个用了线上协同应用", [12]),
    ([], "就板栗那个案例写个简报", [3]),
    (["上海有哪些案例？", "浙江的呢？"], "两个省的合成一张表", [7, 8, 11, 12, 13]),
    (
        ["浙江有哪些案例？", "第二个讲讲", "江苏呢", "两个省加起来几个"],
        "都列出来，只要标题",
        [9, 10, 11, 12, 13],
    ),
    # So many as were told are asked of each; back is to one of a list, to the first told, and to one told by a word of it.
    (["浙江有哪些案例？", "里面法院那家做了什么？"], "另外两个是哪个单位牵头的", [11, 13]),
    (["浙江有哪些案例？", "里面法院的是哪个"], "回到刚才那三个，第一个讲什么", [11]),
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "回头说第一个，它画像看几个方面", [13]),
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "再说吴兴的，给企业推些什么", [13]),
    (["重庆有案例吗", "三亚那个的保险保什么"], "没有就算了，那天津呢", [2]),
    (["村BA的商标办了没", "那十八洞村呢"], "再加上大同黄花，三个列个表", [28, 20, 4]),
    # What the turn names itself is set side by side, here is there where the case told is, and back is to one told before.
    (["村BA的商标办了没", "那十八洞村呢"], "那就村BA和十八洞村，做个对照表吧", [28, 20]),
    (["村BA的商标办了没"], "维权找谁，当地设了什么机构", [28]),
    (["重庆的案例讲什么", "湖州那个讲什么"], "还是回到重庆这件，写三四句话", [26]),
    (["厦门海关做了什么", "板栗那个讲讲", "黄花那个讲讲"], "三个里哪个是海关", [15]),
    # What is left out is named, and not what a school does not want; what counts among it is said behind.
    ([], "不上法院、走仲裁的有没有？", [22]),
    (["中科大的老师拿自己的发明开公司，学校怎么个章程"], "学校一点股份都不要，那它图什么", [14]),
    ([], "福建有哪几个？海关的也算", [15, 16]),
    # Back is to a list given before others, by what it was chosen by or as the first, and to one in the place that it was chosen by.
    (["浙江有哪些案例？", "福建的呢"], "浙江那批只要标题", [11, 12, 13]),
    (["浙江有哪些案例？", "福建的呢", "重庆的案例讲什么"], "回到一开始那份清单，第二个案子是谁办的", [12]),
    (["浙江有哪些案例？", "那云南呢"], "回到浙江，跟银行牵线的那家归集了几个部门的数据", [13]),
    # What follows on a list counts in it, whoever is spoken of.
    (["浙江有哪些案例？"], "第二个家家户户都能用吗", [12]),
    # The case is asked for behind the question that it answers.
    ([], "侵权的货在口岸是怎么被挑出来的？找个讲这个的案例", [15]),
    # One of those told is supposed to be so, in words that none of them has; what else the one told did is of it.
    (["农业方面的案例有哪些"], "里头跟打球有关的是哪个", [28]),
    (["广州仲裁那边的机器人叫啥名"], "除了这个还搞了什么新花样", [22]),
    # Back is to the first case that was talked of; what is held against the one told is of it.
    (["板栗那个是怎么回事", "那天津呢", "浙江有哪些案例？"], "最开始问的那个，后来推广到哪了", [3]),
    (["板栗那个是怎么回事", "那天津呢"], "一开始聊的那件是哪个省的", [3]),
    (["广州仲裁委的庭审模式叫几加几"], "你确定？我怎么记得是5+N", [22]),
    # Several stand out where a fact seems to be asked; what a system can do is asked of one.
    ([], "组过智库班子的，是哪几家", [8, 9]),
    # Another number is meant, a region's cases are all there are, and what is held elsewhere is not of the case told.
    (["案例12讲啥"], "不好意思按反了，是21", [21]),
    (["新疆、西藏、青海有无单位入选？"], "那么西部省区市总共入选了哪些？", [5, 24, 26, 27, 28, 29, 30]),
    (["重庆的案例讲讲"], "“法护知产”是北京高院推的吧？", [12]),
    # What is left of a list after some of it.
    (["浙江有哪些案例？", "里面法院那家做了什么？"], "剩下那两个呢", [11, 13]),
    # Others are not those told.
    (["讲陶瓷的是哪个"], "还有别的做陶瓷的没", []),
    (["种业的案例有哪些"], "还有其他搞种业的吗", []),
    # A correction asks of the case told, or in another form.
    (["案例23讲了什么？"], "不对，我要的是原文，别概括", [23]),
    (["南通的知联侨是什么？"], "不是，我是问一共设了几家", [9]),
    (["那小额诉讼是哪里的"], "不是问做法，我问哪家法院", [26]),
    (["上海有哪些案例？"], "那第二个呢，哪家做的", [8]),
    # A table is of what was told, whatever its columns are.
    (["上海有哪些案例？"], "列个表吧，谁做的、结果怎样", [7, 8]),
    (["浙江有哪些案例？", "第一个呢"], "做个表，单位和做法", [11, 12, 13]),
    # Each of several.
    (["上海有哪些案例？"], "结果都怎样", [7, 8]),
    (["浙江有哪些案例？"], "每个一句话", [11, 12, 13]),
    # Both, and not either; another figure of the case told.
    ([], "专利和商标都写到的有哪些", [25]),
    ([], "列个表：单位、成果，只要版权的", [16, 25, 28, 29]),
    # What goes on about cases that were suggested suggests none anew.
    (["推荐几个看看"], "只要浙江的", [11, 12, 13]),
    (["推荐几个看看"], "帮我查下明天去南京的高铁", []),
    (["天津那边设了几个流动警务站"], "联络点呢", [2]),
    (["浙江有哪些案例？"], "各自怎么做的", [11, 12, 13]),
    (["把全部案例的题目列一遍"], "第三个讲什么", [3]),
    # Of two told one after the other; of a place, whether that is all.
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "后面这个里头，用了什么系统", [15]),
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "前面那个是哪年的", []),
    (["宁夏的案例有吗"], "宁夏就这一个？", [30]),
    (["办事窗口全市通办的有谁"], "上海铺到几个区了", [7]),
    (["法院的案例有几个", "第一个那个应用叫什么"], "都能干些什么", [12]),
    # Of all that is held, and of others.
    (["板栗那个是怎么回事"], "你这儿总共收了几个案例", []),
    (["板栗那个是怎么回事"], "你们库里都收了哪方面的东西", list(range(1, 31))),
    (["板栗那个是怎么回事"], "里面都写了什么", [3]),
    # The cases of a place, whatever was asked of another; of all there are by place, after those of one.
    (["内蒙古中小学搞的那个教育模式叫啥"], "广东的案例", [22, 23]),
    # Others of a theme elsewhere; the whole province; the rest of a list; the one that some word tells, among those told.
    (["哪些案例涉及商业秘密？"], "除了上海别处还有吗", []),
    (["湖州那个案例讲了什么？", "同一个省还有别的没"], "这个省加起来是几个", [11, 12, 13]),
    (["浙江有哪些案例？", "第一个呢"], "另外俩呢", [12, 13]),
    (["宁夏和贵州各有什么案例"], "打篮球的那个，都注册了点啥", [28]),
    # Where the cases told are; one place more; the cases of a place, however they are asked for.
    (["板栗那个是怎么回事"], "哪里的案例", [3]),
    (["上海有哪些案例？"], "哪个省的", [7, 8]),
    (["浙江有哪些案例？", "再加上江苏"], "再加上上海一共几个", [7, 8, 9, 10, 11, 12, 13]),
    (["福建有哪些案例？"], "福建那两个讲了啥", [15, 16]),
    (["浙江有哪些案例？", "上海的呢"], "浙江的里面有几个是法院的", [12]),
    (["浙江有哪些案例？"], "不对吧，我怎么记得有五个", [11, 12, 13]),
    (["湖州那个案例讲了什么？"], "培育板栗的是哪家", [3]),
    # Who asks which case that is means another; a place that is only guessed at chooses none.
    (["小额诉讼怎么审得快"], "不想上法院，走仲裁的呢", [22]),
    (["平均多少天结案的那个小额诉讼是哪的"], "那仲裁方面呢", [22]),
    (["板栗那个是怎么回事"], "知联侨是谁搞的，福建吧", [9]),
    # An ordinal beyond a list of one is of the list before; two that were spoken of one by one.
    (["跟打假、执法有关的案例都有谁", "只看公安的"], "第二个", [12]),
    (["跟打假、执法有关的案例都有谁", "只看公安的", "第二个多久去一次企业"], "刚才那两个一起比一比", [2, 12]),
    # What was told last is none of an older list: that is not narrowed. Of a refusal the case that was named is meant.
    (["哪些有服务平台的", "厦门海关做了什么"], "公安的有几个", [2, 10]),
    (["法护知产花了多少钱"], "它有什么功能", [12]),
    (["跟打假、执法有关的案例都有谁", "只看公安的"], "福建的案例", [15, 16]),
    (["厦门海关做了什么"], "广东那两个是谁", [22, 23]),
    (["厦门海关做了什么"], "有没有跟陶瓷有关的", [16]),
    # A word that is all that is said is looked for; bare numbers are cases.
    ([], "板栗", [3]),
    ([], "12和26讲讲", [12, 26]),
    # In English, a question of its own is carried on only where it points at what was told.
    (["What does the Tianjin police case do?"], "How many overseas service branches were set up?", [9]),
    (["讲陶瓷的是哪个"], "讲葡萄酒的还有没", [30]),
    (["板栗那个是怎么回事"], "葡萄酒的又是哪个案例", [30]),
    (["板栗那个是怎么回事"], "黄花那件是哪里的", [4]),
    # Two that are named are compared, whatever was told before.
    (["浙江有哪些案例？"], "葡萄酒那个和黄花那个放一起比一比", [30, 4]),
    (["浙江有哪些案例？"], "法院的不要", [11, 13]),
    (["讲陶瓷的是哪个"], "我记错了，要的是板栗不是陶瓷", [3]),
    # A term of art that no case has is not there; what is put together of words that cases hold may be.
    ([], "有没有讲集成电路布图设计登记的", []),
    ([], "有没有讲标准必要专利许可费的", []),
    # Another of a theme is none of those told; the one before and this one; those of both of two lists.
    (["讲陶瓷的是哪个"], "再来一个跟葡萄酒有关的，别跟刚才的重", [30]),
    (["板栗那个是怎么回事"], "再来一个跟板栗有关的", []),
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "前一个和这个有什么不同", [13, 15]),
    (["浙江有哪些案例？", "法院的案例有哪些"], "两样都占的是哪个", [12]),
    (["讲陶瓷的是哪个"], "这里面提到版权，别的案例里陶瓷也出现过没", []),
    (["浙江有哪些案例？"], "去掉法院的", [11, 13]),
    (["浙江有哪些案例？", "上海的呢"], "两样加一块儿几个", [7, 8, 11, 12, 13]),
    ([], "浙江那几个只要标题", [11, 12, 13]),
    ([], "整个库里一共多少条", []),
    (["海外服务分中心南通设了几家"], "诶不对吧，我同事说是43家", [9]),
    # Another named ahead by its words, of a list that was told; where the first lies says nothing of the other.
    (["国家博物馆和湖南大学各做了什么", "周演是什么"], "那办数字藏品的呢，他们开发了什么", [1]),
    (["跟植物新品种有关的有哪些", "河北那个培育的是什么"], "另外一个呢", [25]),
    # A place that is held for so is put right.
    (["板栗那个是怎么回事"], "是山东的吧", [3]),
    (["浙江有哪些案例？", "里面法院的是哪个"], "刚才三个里的第一个，具体怎么做的？", [11]),
    (["小额诉讼的是哪个"], "不对，我问的是要素式审判模式", [26]),
    (["板栗那个是怎么回事"], "第一个展开讲讲", [3]),
    # One more to compare, the rest as it was, a place that is remembered, what is asked besides, which they are.
    (["帮我对比下中科大和湖大搞成果转化的路子"], "再加上大连化物所", [14, 21, 6]),
    (["浙江有哪些案例？"], "湖州那个不要，其余照旧", [11, 12]),
    ([], "村BA的品牌是咋保护的，我记得好像是贵州台江", [28]),
    ([], "育种材料存证与惠益分享平台在什么地方？顺便问下种业还有别的案例没", [25, 3]),
    ([], "浙江省总共入选了几个？分别是啥", [11, 12, 13]),
    # A thing in the case told and when it was made are of that case; two told one after the other are both; all of a place.
    (["哪里完善了海外知识产权风险防控体系", "广西具体是怎么弄的"], "发的那个文叫什么", [24]),
    (["广西具体是怎么弄的"], "哪天发的", []),
    (["广西具体是怎么弄的", "那南通呢，七联是哪七联"], "他们两家是不是都配了专家", [24, 9]),
    (["湖州那个案例讲了什么？", "浙江还有别的吗"], "浙江的全放一起，只要题目", [11, 12, 13]),
    (["湖大的办法叫什么"], "除了湖大还有别的高校吗", [14]),
    # The same is asked of the next of a list; two told one after the other; what one of them only is like is no more of it.
    (["浙江有哪些案例？", "第二个是哪家做的"], "第一个呢", [11]),
    (["村BA那个是怎么回事", "十八洞村呢"], "这两个里面，哪个做了版权登记", [28]),
    (["上海有哪些案例？", "浙江有哪些案例？"], "那江苏跟浙江谁多", [11, 12, 13]),
    (["商业秘密的案例有哪些"], "还有别的商业秘密案吗", []),
    # A body of the case told; who is not meant in a correction is told by the deed; a thing of a case is no case.
    (["德阳怎么监管执法的"], "执法人员在这案子里嵌到哪儿了", [27]),
    (["哪所大学在做职务科技成果披露？"], "不对，我说的是学校不占股的那个", [14]),
    (["德阳的监管执法怎么嵌入的"], "第三个嵌入是嵌到什么里", [27]),
    (["黄花菜做成牌子的是哪个地方？"], "都有哪几方一起参与打造的", [4]),
    # All that say so, after those besides some; what only takes note or gives examples says nothing.
    (["除了德化和陕西，还有别的案例提到版权没有"], "那提到版权的总共是几个", [16, 25, 28, 29]),
    (["入选的大学有哪几所？"], "那科研院所呢，农科院、中科院这种", [3, 6]),
    (["讲陶瓷的是哪个"], "哦。那板栗呢，它是哪里的", [3]),
    (["浙江有哪些案例？"], "只要题目，别的不要", [11, 12, 13]),
    # Which do so are several; kinds that are summed up are those; what is asked of each of several.
    ([], "区域公用品牌是哪几个地方在做", [4, 20]),
    ([], "有两家都提到了“中试”，是谁跟谁？", [3, 21]),
    ([], "公安、海关、检察院这几类执法司法机关当主角的有哪些案例", [2, 10, 15, 23]),
    ([], "商业秘密在哪几个案例里写到过", [8]),
    # Whether there is such a thing is not answered by what is only a little like it.
    ([], "有没有点外卖吃坏肚子的案例", []),
    # The reverse of what was told is none of it; another that is turned to is told by its own words.
    (["案例26讲了什么？"], "反过来，不上法庭、走仲裁的是哪个", [22]),
    (["厦门海关做了什么"], "倒过来，给企业画像推送政策的呢", [13]),
    (["村BA的商标办了没"], "另外那个村呢，老有人抢注它名字的", [20]),
    (["德阳的监管执法怎么嵌入的"], "黄花菜先放一边，那个种板栗的是哪家", [3]),
    (["三亚那个的保险保的是啥"], "那个做陶瓷的也讲讲，平台叫什么", [16]),
    (["南通的知联侨是什么？"], "再说种葡萄的，商标有几种", [30]),
    (["厦门海关做了什么"], "好，换一个。种板栗的那家，新品种有什么优点", [3]),
    # A name or a figure is asked of the case told, whether it states it or not.
    (["德化的平台叫啥"], "法庭有多大", [16]),
    (["三亚那个的保险保的是啥"], "那家保险公司的全名叫啥", [25]),
    (["福建有哪些案例？"], "里面哪个后来管起了瓷器的版权", [16]),
    # What one corrects or remembers, and names no other, is of the case told.
    (["黄花菜那个讲讲"], "我要问的是钱上给了哪些支持，不是种了多少亩", [4]),
    (["湖州那个案例讲了什么？"], "我记得是从12个维度画的吧", [13]),
    # Two told one after the other, or listed, are both meant by what sets them side by side.
    (["上海有哪些案例？", "第一个呢", "第二个呢"], "哪个铺的区更多", [7, 8]),
    (["湖州那个案例讲了什么？", "厦门海关做了什么？"], "一个画企业一个画侵权，差在哪", [13, 15]),
    (["湖州那个案例讲了什么？"], "跟厦门海关的画像是一码事吗", [13, 15]),
    (["村BA的商标办了没", "那十八洞村呢"], "都压一压，一案一句", [28, 20]),
    # A table is of the list, not of the one that was taken from it; a list told before is called by how it was chosen.
    (["浙江有哪些案例？", "湖州那个呢"], "把最开始那三个列个表", [11, 12, 13]),
    (["浙江有哪些案例？", "里面法院的是哪个"], "做个表，单位和做法", [11, 12, 13]),
    # Words that only ask are none that stand in a case, and sentences no cases.
    (["南通的知联侨是什么？"], "它的全名叫什么", [9]),
    (["案例23讲了什么？"], "整个案子两句话讲讲", [23]),
]


@pytest.mark.parametrize(("turns", "question", "numbers"), OVER_BUNDLED)
def test_a_later_turn_is_of_the_cases_that_are_meant(
    turns: list[str], question: str, numbers: list[int], ask: Ask
) -> None:
    assert cited(ask(question, *turns)) == numbers


@pytest.mark.parametrize(
    ("turns", "said", "told"),
    [
        ([], "嗨", "您好"),
        ([], "hi", "Hello"),
        (["湖大和科大有啥差别"], "怎么这么慢", "抱歉"),
        (["板栗那个是怎么回事"], "你再查查", "抱歉"),
        (["板栗那个是怎么回事"], "你是ChatGPT吗", "我是案问"),
        ([], "Hello! what is this bot?", "I am anwen"),
        ([], "我们聊的内容别人看得见不", "留存多久"),
        ([], "我问过的你们存多久，能删吗", "留存多久"),
        ([], "帮我润色一下这段话：我局成效显著", "不代写"),
        (["厦门海关做了什么"], "给我写个年终总结", "不代写"),
        ([], "这个是干嘛用的", "例如"),
        ([], "Hi there, what can I ask?", "for example"),
        ([], "您好，同事推荐我来的，这里头都能查些什么呀", "例如"),
        (["板栗那个是怎么回事"], "问个事", "想看哪个案例"),
        ([], "你是不是大模型啊，会不会瞎编", "我是案问"),
        (["板栗那个是怎么回事"], "这套资料靠谱不", "共收录30个案例"),
        (["板栗那个是怎么回事"], "数据哪来的", "读自文件"),
        (["上海有哪些案例？"], "这些案例是从哪儿来的", "读自文件"),
        ([], "where does your data come from?", "read from the file"),
    ],
)
def test_what_is_said_of_the_program_is_no_question_about_the_cases(
    turns: list[str], said: str, told: str, ask: Ask
) -> None:
    answer = ask(said, *turns)
    assert told in answer.text
    assert not answer.citations


@pytest.mark.parametrize(
    ("turns", "question", "count"),
    [
        ([], "随便推荐一个有意思的", 1),
        ([], "随便看看", 3),
        ([], "我是新来的，先看哪几个好", 3),
        ([], "挑三个最值得学的给我", 3),
        (["厦门海关做了什么"], "推荐几个最值得看的", 3),
        (["浙江有哪些案例？"], "推荐一个", 1),
        ([], "随便给我讲个案子吧，闲着呢", 1),
        (["随便给我讲个案子吧"], "换一个", 1),
    ],
)
def test_who_has_no_question_yet_is_suggested_cases_and_none_is_called_the_best(
    turns: list[str], question: str, count: int, ask: Ask
) -> None:
    answer = ask(question, *turns)
    assert "不评判" in answer.text
    assert len(answer.citations) == count
    assert len({theme_of(one.case) for one in answer.citations}) == count or turns[:1] == ["浙江有哪些案例？"]


MOST = [11, 12, 13, 7, 8, 9, 10, 15, 16, 20, 21, 22, 23]


@pytest.mark.parametrize(
    ("turns", "question"),
    [
        ([], "案例最多的前三个省是哪几个"),
        ([], "哪三个省案例最多"),
        (["葡萄酒的是哪个"], "排名前三的省份有哪些"),
        (["福建有哪些案例"], "案例数排前三的省"),
    ],
)
def test_of_groups_so_many_are_told_as_are_asked_for_and_those_that_tie_with_the_last(
    turns: list[str], question: str, ask: Ask
) -> None:
    answer = ask(question, *turns)
    assert cited(answer) == MOST
    assert "6" in answer.text.partition("\n")[0]


@pytest.mark.parametrize(
    ("turns", "question", "said"),
    [
        # None of several things that are asked is told: each is named.
        ([], "海关查假货查了多少批次，占全国的多少", "数量（多少批）、比例"),
        ([], "湘西遏制了多少抢注商标？花了多少钱？", "金额（只查了案例20）"),
        (["上海有哪些案例？"], "它们各自花了多少钱", "所问的金额（只查了案例7、案例8）"),
        # Fewer than were asked for; what they do, where that is asked.
        ([], "法院这块有什么好做法，挑三个给我", "只有2个"),
        ([], "公安有什么做法", "流动警务站"),
        # Cases are quoted and not retold.
        (["商业秘密怎么保护"], "换成大白话讲讲", "不改写"),
    ],
)
def test_an_answer_says_what_it_leaves_out(turns: list[str], question: str, said: str, ask: Ask) -> None:
    assert said in ask(question, *turns).text


@pytest.mark.parametrize(
    ("turns", "question", "told"),
    [
        ([], "德化的平台叫啥", "“果核知产”。"),
        ([], "陕西那个评选活动叫什么", "“陕西年度十大 IP”。"),
        (["浙江有哪些案例？"], "分别是哪个单位搞的", "\n2. 浙江省高级人民法院"),
        (["法院的案例有哪些"], "哪个更省事儿", "[案例"),
        (["南通设立了几家海外服务分中心"], "35家吧", "不是，是34家。"),
        (["南通设立了几家海外服务分中心"], "50家？", "不是，是34家。"),
        (["南通设立了几家海外服务分中心", "35家吧"], "应该是34家吧", "是的。"),
        ([], "湖州的画像有9个维度吧", "是的。"),
        ([], "上海那个公共服务窗口是铺到12个区对吧", "不是，是16个。"),
        (["检察院的案例"], "减少了三分之一吧", "不是，是三分之二。"),
        (["江西那个站点建了几个县区", "是15个吧"], "那到底几个", "13个。"),
        ([], "How many sub-bureaus have police stations in Tianjin?", "16"),
    ],
)
def test_what_is_asked_is_told_first(turns: list[str], question: str, told: str, ask: Ask) -> None:
    answer = ask(question, *turns)
    assert told in answer.text
    assert not answer.groups


@pytest.mark.parametrize(
    ("before", "question", "numbers"),
    [
        ("内蒙古中小学搞的那个教育模式叫啥", "谁有画像", [13, 15]),
        ("内蒙古中小学搞的那个教育模式叫啥", "山东的行动", [18]),
        ("福建有哪些案例", "第二个讲什么", [16]),
        ("哪些案例涉及品牌", "只看贵州的", [28]),
    ],
)
def test_a_question_sent_before_the_last_answer_was_there_goes_on_about_it_only_where_it_says_so(
    before: str, question: str, numbers: list[int], answerer: Answerer
) -> None:
    conversation = replace(replay(answerer, [before]), unseen=1)
    assert cited(answerer.answer(question, conversation)) == numbers


@pytest.fixture(scope="module")
def suits(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    home = Home.open(tmp_path_factory.mktemp("suits-told"), vectors)
    home.add(Path(__file__).with_name("suits.txt"), "suits")
    return home.ready


OVER_SUITS = [
    (["食品厂那个，一审怎么判的"], "二审呢", [2], "维持"),
    (["物流公司那个，张某要多少"], "一审呢", [3], "二万元"),
    (["王某请求多少加班费"], "一审二审各是哪个法院", [], ""),
    (["食品厂那个，一审怎么判的"], "他后来呢", [2], ""),
    (["面点师那个，约定了多少违约金"], "那家厂后来怎样", [2], ""),
    (["物流公司那个，张某要多少"], "哪个法院判的", [], ""),
    (["物流公司那个，张某要多少"], "赔了多少来着", [3], "二万元"),
    (["物流公司那个，张某要多少"], "不对吧，我怎么记得是八万", [3], "四万元"),
    (["物流公司那个，张某要多少"], "判了多少来着，三万？", [3], "二万元"),
    (["食品厂那个讲讲"], "不是，我问的是最后谁上的诉", [2], ""),
    # Of one case told there is no choice: of all; of one's own matter cases are no advice.
    (["物流公司那个，张某要多少"], "哪些是公司输了的", [1, 2, 3], ""),
    ([], "我们公司不给加班费，能要回来吗", [1], "不是法律意见"),
    (["加班费的案子有哪些", "食品厂那个讲讲"], "把物流公司那件也算上，比一下", [2, 3], ""),
    (["物流公司那个，张某要多少"], "那有没有要多少给多少的", [], ""),
    (["物流公司那个，张某要多少"], "公司上诉了的是谁", [2], ""),
]


@pytest.mark.parametrize(("turns", "question", "numbers", "said"), OVER_SUITS)
def test_a_later_turn_over_suits_stays_with_the_suit_that_was_told(
    turns: list[str], question: str, numbers: list[int], said: str, suits: Answerer
) -> None:
    answer = suits.answer(question, replay(suits, turns))
    assert cited(answer) == numbers
    assert said in answer.text


@pytest.mark.parametrize(
    "question", ["板栗那个和德化那个有什么不同", "江苏的侨胞那个是怎么帮企业的", "介绍一下上海那俩"]
)
def test_what_is_to_be_short_is_shorter_and_shorter_still_when_it_is_asked_again(
    question: str, ask: Ask
) -> None:
    told, short = ask(question), ask("短点", question)
    one, least = ask("一句话", question, "短点"), ask("再短点", question, "短点", "一句话")
    assert cited(told) == cited(short) == cited(one) == cited(least)
    assert len(told.text) > len(short.text) >= len(one.text) >= len(least.text)


@pytest.mark.parametrize("doubt", ["？？一个都没有？？", "真的一个都没有吗", "你确定？", "不可能吧"])
def test_a_doubt_of_a_refusal_hears_it_again_and_nothing_told_before_it(ask: Ask, doubt: str) -> None:
    before = ("电商平台那边十八洞村是怎么弄的", "有没有讲芯片的")
    refused, again = ask(before[1], before[0]), ask(doubt, *before)
    assert again.refused
    assert again.text == f"是的，{refused.text}"


def test_marks_of_questions_around_one_are_no_question(ask: Ask) -> None:
    assert ask("？？浙江有几个？？").text == ask("浙江有几个").text
