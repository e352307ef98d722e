"""What is said in words that a command says shorter: 写成简报, 导出成表格, 换英文, a bare number. Pure."""

from __future__ import annotations

from data.numerals import number_of
from data.patterns import regex
from data.text import fold
from retrieval.question.dialogue.showing import beside_file, file_of
from retrieval.question.slots.entities import MANNER

_POLITE = (
    r"(?:请|麻烦|你|您|帮我|帮忙|给我|替我|再|也|还|那|就|都|(?!全部的?案例)全部?|直接|顺便|另外|能不能|能否|可否|可以|可不可以|能|我想|我要|想要|想|(?:给|帮|替)(?:领导|老板|上级|大家|我们)"
    r"|(?:就?(?:按照?|用|拿|根据|以|照))(?=它|这|那|上|刚|以)|把?(?:它|它们|这个|这些|这几个|结果|上面的?|刚才的?|以上的?|答案|回答|内容|案例))*"
)
_DONE = r"(?:写|整理|整|做|弄|搞|生成|导出|导|输出|保存|存|转换?|变|汇总|打包)"
_ONE = r"(?:一份|份|一个|个|一张|张)?"
_MADE = rf"(?:{_DONE}(?:成|为|出|到|进|在)?{_ONE}|要{_ONE}|来{_ONE}|出{_ONE}|发(?:给)?(?:我|大家|群里)?{_ONE}|下载(?:成|为)?{_ONE})"
_END = (
    r"(?:给大家|(?:下发|(?:发|转|报|交|送)给?)(?!我|群|大家)[^，。？！\n]{1,6}?"
    r"|发群里|发大家|到群里|的?文件|里面?|中|给我|发我|发给我|看看|一下|可以吗|好吗|行吗|可以|吧|吗|么|呗|谢谢)*"
)
_DOCUMENT = (
    r"(?:简报|报告|[Ww][Oo][Rr][Dd](?:版?的?(?:文档|文件|报告|简报|材料)|版的?)?|docx|文档"
    r"|(?:给(?:领导|老板|上级|大家|我)看的)?(?:汇报|书面|总结|参考)?材料|文稿|通报|综述|情况说明)"
    r"(?:[，,]?(?:要|用|是)?[Ww][Oo][Rr][Dd](?:版|格式)?的?)?"
)
_TABLE = r"(?:表格?|电子表格|[Ee][Xx][Cc][Ee][Ll](?:表格?|版)?|xlsx)"
_BRIEF = regex(rf"{_POLITE}{_MADE}{_DOCUMENT}{_END}|简报|[Ww]ord(?:版|文档|文件)?")
_BRIEF_ON = regex(
    rf"{_POLITE}(?:写|做|出|整理|生成|要|来|给我?(?=一份)|发我?(?=一份))(?:成|出|点|些|一下)?一?[份个]?(?:(?:关于|有关)([^，。？！\n]{{1,40}}?)|([^，。？！\n]{{1,40}}?))"
    rf"(?:方面|主题|专题|相关)?的(?:案例)?(?:(?:[Ww]ord版?的?)?(?:简报|(?:汇报|书面|参考)?材料|报告|通报|综述)|[Ww]ord(?:版?的?(?:文档|文件|报告|简报|材料)|版)?){_END}"
)
"""写一份地理标志的简报: a briefing on a topic of its own, which no earlier answer has to do with."""
_BRIEF_ABOUT = regex(
    rf"{_POLITE}{_MADE}(?:案例)?(?:{_DOCUMENT})[，,：:]?(?:主题|题目|话题|内容|方向)?(?:是|为|就?写|讲|关于|有关|[：:])+(?P<topic>[^，。？！\n]{{2,40}}?)(?:方面的?|的)?{_END}"
)
"""写份简报，主题是食品安全: the topic behind."""
_BRIEF_UPON = regex(
    rf"{_POLITE}(?:就|围绕|针对|以)(?P<topic>[^，。？！\n]{{2,40}}?)(?:为主?题|(?:这个|这一|这方面的?|方面的?|的)?(?:主题|专题|话题|问题))?[，,]?"
    rf"{_POLITE}(?:{_DONE}|拟|起草|撰写|要|来|出)(?:成|为|出|点|些|一下)?{_ONE}(?:案例)?{_DOCUMENT}{_END}"
)
"""就行刑衔接写一份简报: the topic before."""
_TONES = "公文|正式|书面|官方|机关|规范|严谨|严肃|通俗|简洁|简练|平实"
_MANNERS = "口吻|口气|语气|文风|风格|语言|格式|体例|行文|措辞"
_TONED = (
    rf"(?:(?:{_TONES})(?:一?[点些]|的){{0,3}}(?:{_MANNERS})?|(?:{_MANNERS})(?:要|请|用|是|为|得|尽量){{0,3}}(?:{_TONES}))"
    r"(?:一?[点些]|的|来|去|写(?=$)|吧|哈)*"
)
_IN_TONE = regex(
    rf"^(?:请|麻烦|帮我|给我)*(?:用|以|按照?|采用){_TONED}[，,、]?(?=.)|[，,、]?(?:请|要|用|按|以|采用|写得|尽量|稍微?|更|的){{0,4}}{_TONED}$"
)
"""…，公文口吻: how a document is to sound, which changes nothing of what is asked for."""
_ASKED = ("什么", "啥", "哪", "谁", "怎么样", "怎么回事")
_POINTED = regex(r"(?:这|那)(?:些|[一二两三四五六七八九十几\d]*个)|它们?|上面|以上|上述|刚才|前面")
_SHEET = regex(
    rf"{_POLITE}{_MADE}{_TABLE}{_END}|{_POLITE}(?:导出|下载|存下|保存)(?:来|一下|下来|出来|一份)?(?:[这那]张|这份|这个|上面的|刚才的)?(?:表|表格|清单|名单|结果|列表)?{_END}|表格|电子表格|[Ee]xcel|EXCEL"
)
"""导出成表格, 帮我把刚才的导出来: what is to be taken away and is called nothing is a sheet."""
_LANGUAGE = regex(
    r"(?:请|麻烦|能不能|可以|你|再|还是|还|那|就|算了|好了?|行了?|我们|咱们?|继续|，)*(?:换回?成?|改回?成?|用回?|说|讲|切回?|切换回?成?|切换回?到|切回到|改用|换用|(?:帮我|给我|把它|把这个)?(?:翻译|翻|译)(?:成|为))"
    r"(英文|英语|中文|汉语)(?:来?回答|版|界面|模式|我|好吗|吧|吗|谢谢)*"
)
_TONGUE = {"英文": "en", "英语": "en", "english": "en", "中文": "zh", "汉语": "zh", "chinese": "zh"}
"""A language by its name alone, as a whole message."""
_SWITCH = regex(
    r"(?:please |can you |could you )*(?:(?:switch|change) (?:back )?to |(?:speak|answer|reply|respond|talk)(?: to me)?(?: in)? |in |use |"
    r"(?:say|tell|write|give|show|repeat)(?: me)?(?: it| that| this)?(?: again)? in )"
    r"(english|chinese)(?:,? again)?(?:,? please)?",
    2,
)
_WHY = regex(
    r"(?:你|您)?(?:为什么|为啥|凭什么|怎么会?)(?:要|会|只)?(?:选|列|挑|给)(?:出来?)?(?:了|的是?)?[这那](?:\d|[一二两三四五六七八九十几])?(?:个|些|条)?(?:案例)?"
    r"|(?:这|那|它)?(?:个|些|几个)?(?:答案|回答|结论|结果|名单)?是?(?:怎么|如何)(?:得出来?|得来|选出来|查出来|查到|查着|找到|找出来|来)的"
    r"|(?:你|您)的?(?:依据|根据)是(?:什么|啥)|(?:你|您)(?:是|都是)?(?:怎么|如何|咋)(?:知道|找到|查到|得出|得到|选出来?)(?:它们?|这个|这些|的)*"
    r"|(?:你|您)(?:是)?(?:从|在)?(?:哪里?|哪儿|什么地方)(?:知道|看到|找到|查到|得来|听说|来)的|(?:答案|回答|这个|这些)?(?:的)?(?:依据|出处|来源)(?:在哪里?|是哪里?|是什么|呢)"
)
_GONE = r"(?:删除|删掉|清除|清掉|清空|抹掉|忘掉)"
_MINE = (
    r"我们?(?:的|[问说发聊]过?的)?(?:这些|那些|全部|所有|之前|以前|刚才)*的?(?:[问说发]过?的)?"
    r"(?:提问|聊天|历史|问答|问题|对话|话|东西|消息)?(?:的?记录|历史|内容|数据)?(?:都|全部?|也)*"
)
_AFRESH = regex(
    r"(?:清空|全部|全都|都)?重来(?:一遍|一次|吧)*|"
    r"(?:(?:算了|好了?|那|咱们?|我们?|请|都)?[，,]?(?:(?:重新|从头|从新|重头|推倒)(?:再)?(?:来过?|开始|问起?|聊)(?:一遍|一次)?"
    r"|(?:开始|开|来|换)一?个?新(?:的)?(?:对话|话题|问题)|换一?个(?:话题|方向)|清空(?:上文|上下文|对话|记忆)|(?:忘掉|忘了|别管|不管)(?:前面|之前|刚才|上面)(?:的|说的|那些)*)(?:吧|了|好了|好吗)?[，,。！!]?)+"
)
_LEAVES = (
    r"(?:(?:今天|那|好了|好|行|就|先|我|嗯)*(?:到这儿|到这里|到这|这样|这些|再见|拜拜|回见|下次见|聊完|问完|查完|没别的|不问|不聊"
    r"|下班|撤|辛苦|谢谢|多谢|麻烦)(?:吧|啦|了|哈|哦|你|您)*[，,。！!～~；;]*)*"
)
"""A goodbye, behind which it may be said: 今天先到这儿，辛苦，…."""
_TALKED = (
    r"(?:我们?|咱们?|咱俩|我俩|你我|跟你|和你|本次|这次|这段|这些|那些|刚才|之前|以前|今天|上面|前面|全部|所有|的)*"
    r"(?:[问聊说谈讲发]过?(?:的(?:这些|那些|东西|话|内容|问题|都|全)*|[什啥]么?)"
    r"|(?:聊天|对话|提问|会话|谈话|问答)(?:的?(?:记录|历史|内容|痕迹|数据))?|(?:搜索|查询)(?:记录|历史|痕迹)|(?<=[我们咱俩的，。])(?:记录|历史|痕迹|数据)|(?<=[把将，])(?:历史|提问)?记录|(?<=[把将])历史)"
)
"""What was said here, however it is called: 咱们聊的这些, 本次对话, 聊天记录."""
_KEPT = "保留|保存|留存|留底|留着|留下|留|存档|存着|存下|存|记录|记住|记着|记"
_NOT_KEPT = rf"(?:请?(?:别|不要|不用|勿|不许|甭)(?:再|给我)*(?:{_KEPT})(?:着|下|来|了)*)"
_WIPED = rf"(?:{_GONE}|清理|清了|清|删了|删|忘了|忘|抹去|抹了|抹|销毁)"
_AFTER = r"(?:掉|干净|一下|下|吧|吗|么|了|啊|哈|呗|好吗|行吗|可以吗)*"
_FORGET = regex(
    rf"(?:请|麻烦|你|您|帮我|给我|能不能|可以|可不可以|能|我想|我要)*(?:{_GONE}{_MINE}|[把将]{_MINE}(?:给我)?(?:{_GONE}|删了|忘了|清了|删))(?:掉|吧|吗|么|了)*"
    rf"|(?:全部?|都)*(?:{_GONE}|删了|清了|删|清)(?:了|掉|吧)*[，,]?{_MINE}"
    r"|(?:请|帮我|把)*(?:清空|清除|清掉|删除|删掉)(?:全部|所有)?的?(?:聊天|对话|提问|历史)(?:的?记录|历史)?(?:吧|了)?"
    r"|(?!(?:聊天|对话|会话|谈话|搜索|查询)(?:记录|历史|内容|痕迹|数据)?(?:删除|删掉|清除|清空|清理|销毁)$)"  # a thing in a case
    rf"{_LEAVES}(?:请|麻烦|你|您|帮我|给我|替我|能不能|可以|能)*"
    rf"(?:[把将]?{_TALKED}(?:请|你|您|帮我|给我|替我|也|都|全部?|就)*(?:{_WIPED}|{_NOT_KEPT}){_AFTER}|(?:{_WIPED}{_AFTER}|{_NOT_KEPT}){_TALKED}{_AFTER})"
    rf"(?:[，,。！!；;]*(?:{_NOT_KEPT}{_AFTER}|谢谢(?:你|您|啦|了)?|多谢|辛苦(?:了|啦)?|再见|拜拜))*"
    r"|(?:please )?(?:delete|erase|forget|clear) (?:all )?(?:of )?"
    r"(?:my (?:questions|history|data|messages|chat)|(?:our|this) (?:chat|conversation|talk))(?: history)?",
    2,
)
"""咱们聊的这些你给我清了吧，别留着: what was asked here is deleted, as by /forget."""
_REMOVE = regex(
    rf"{_POLITE}(?:[把将](?=[^，。？]+(?:{_GONE}|移除|删了)))?(?:{_GONE}|移除)?(?:案例集)?(?:《([^》]{{1,60}})》(?:这?个?案例集)?|([^，。？！把将删《》]{{1,40}}?案例集)(?:这?个?案例集)?)"
    rf"(?:给我)?(?:{_GONE}|移除|删了)?(?:吧|了|掉)*"
)
"""删除《甲》, 把乙案例集删掉: a collection is to go."""
_REMOVE_BATCH = regex(
    rf"{_POLITE}(?:[把将])?(?:{_GONE}|移除)?(第[一二三四五六七八九十百\d]+[批辑期卷](?:[^，。？！案删清移掉]{{0,12}}案例)?)(?:给我|都|全部?)*(?:{_GONE}|移除|删了)?(?:吧|了|掉)*"
)
"""把第三批案例删掉: the same, by the name that people give it."""
LATELY = "刚才那份"
"""What /remove and /undo are given for the collection that was written, removed or taken back last."""
_LAST_ONE = (
    r"(?:刚刚?才?(?:上传|传|发|读|写|导|加|收录)(?:入|进|上)?(?:去|来|来了)?的?(?:那|这)?一?(?:份|个|批|本|套)?(?:文件|文档|案例集|案例|东西)?"
    r"|(?:刚才|刚刚|刚)?的?[这那]一?(?:份|批|本|套|个(?:文件|文档|案例集))(?:文件|文档|案例集|案例)?)"
)
_REMOVE_LAST = regex(
    rf"{_POLITE}(?:[把将])?{_LAST_ONE}(?:给我|都|全部?)*(?:{_GONE}|移除|删了|撤掉|撤下来?|撤|不要了)(?:吧|了|掉)*"
    rf"|{_POLITE}(?:{_GONE}|移除|撤掉){_LAST_ONE}(?:吧|了)*"
)
"""把刚才那份删掉: the collection that was written last is to go."""
_RESTORE = regex(
    rf"(?:{_POLITE}(?:还是|算了|后悔了|不对|删错了|弄错了|搞错了)?[，,]?)+(?:[把将]?(?:{_LAST_ONE}|刚刚?才?(?:删|移)(?:掉|除|了)?的(?:那份|那个)?(?:文件|案例集|案例)?|它)?(?:都|再|给我)*"
    r"(?:恢复|找回|还原|撤销|加回|撤回)(?:回来|回去|一下|来|去|过来)?(?:刚刚?才?的?(?:删除|写入|改动|操作|上传)?|它|删除|[这那]份)?)(?:吧|了|一下|谢谢)*"
)
"""还是恢复吧, 把删掉的找回来: what was just done to a collection is taken back."""
_LET_IN = regex(r"(?:准许|允许|放行|批准|同意)([1-9][0-9]{3,17})(?:使用|进来)?")
"""准许 5003: a person by the number that the bot told."""
_LET_OUT = regex(
    r"(?:收回|取消|撤销)([1-9][0-9]{0,17})的?(?:使用)?(?:许可|准许|权限|权)"
    r"|(?:收回|不再准许|不准许|禁止)([1-9][0-9]{3,17})(?:再?使用|进来)?"
)
"""收回 5003 的许可: the same, out again."""
_MAY_USE = regex(
    r"(?:那么?|请问|我们?|编号)*(?P<who>[1-9][0-9]{2,17}|[^，,。？?！!\s的\d]{1,4}?)(?:这下子?|现在|如今|那边|这会儿|应该|总该|算是?|是不是|是否|已经|可以|也|就|都|该|[能可]不[能可]以?|[，,])*"
    r"(?:能|可以?|会)?(?:用上?|使用|进来|登录|提问|查询|有(?:没有)?权限|开通|获准)(?:你|您|案问|机器人|权限|了|过|的)*(?:吧|吗|么|没有?|不|呢|了?没)?[？?]?"
)
"""何工这下能用了吧, 5003现在可以使用吗: whether somebody was let in, as administrators ask it."""
_TO_GO = regex(rf"{_GONE}|移除|删了")
_HELP = regex(
    r"(?:(?:请|麻烦|帮我|给我|我想|我要)*(?:看看?|看一下|看一看|列出|列一下|显示|打开|说说|告诉我)?(?:一下)?|怎么用[啊呀呢]?[，,]?(?:给我)?(?:看看)?|(?:有|都有|你有|你都有)(?:哪些|什么|啥))"
    r"(?:全部|所有|可用|能用)?的?(?:命令|指令|菜单|帮助|使用说明|说明书|功能列表)(?:列表|页|有(?:哪些|什么|啥))?(?:吧|吗|呢|呗)?"
    r"|(?:show (?:me )?)?(?:the )?(?:help|commands|menu)(?: please)?",
    2,
)
_CATALOG = regex(
    r"(?:请|麻烦|帮我|给我|我想|我要|把)*(?:看看?|看一下|翻翻?|列出|列一下|显示|打开|发)?(?:一下)?"
    r"(?:(?:全部|所有|完整)?的?(?:案例)?的?(?:总?目录|名录)|(?:全部|所有|完整)?的?案例的?(?:列表|清单))(?:列出来|发我|发给我|给我|看看|吧|呗)*"
    r"|(?:show (?:me )?)?(?:the )?(?:list of (?:all )?cases|case list|catalogue?|table of contents)(?: please)?",
    2,
)
_COLLECTIONS = regex(
    r"(?:(?:你|您)?(?:这里|这儿|这边|现在)?(?:都|一共|总共)?有(?:哪些|哪几个|几个|什么|多少个?)|(?:看看?|列出|显示|查看)(?:一下)?(?:全部|所有)?的?)案例集(?:呢|呀|啊|吗)?|(?:你的|这个|这些)?案例集(?:(?:都)?有(?:哪些|哪几个|几个|什么)|(?:都|分别)?叫(?:什么|啥)(?:名字?)?|的?(?:名称|名字)(?:是(?:什么|啥))?)"
    r"|(?:which|what|list|show)(?: all)?(?: the)?(?: case)? collections(?: (?:are there|do you have))?",
    2,
)
_OPEN = regex(
    r"(?:请|帮我)?(?:打开|点开|点进去|翻开)(?:它|这个|看看|一下|全文)*|全文|open(?: it)?(?: please)?", 2
)
"""打开: the case that was told."""
_PLAIN = (
    (_COLLECTIONS, "collections"),
    (_OPEN, "open"),
    (_SHEET, "table"),
    (_BRIEF, "brief"),
    (_WHY, "why"),
    (_AFRESH, "new"),
    (_FORGET, "forget"),
    (_HELP, "help"),
    (_CATALOG, "cases"),
)
_MAKE = (
    r"(?:please |can you |could you )*(?:(?:export|save|download|send|give|make|write|turn)"
    r"(?: (?:it|this|that|them|these|me))*(?: (?:to|as|into|in))?|as|in|to)(?: (?:an?|the))?"
)
_SAID_IN_ENGLISH = (
    (regex(rf"{_MAKE} (?:excel|spreadsheet|xlsx|sheet|table)(?: (?:file|sheet))?(?: please)?", 2), "table"),
    (
        regex(rf"{_MAKE} (?:word|docx|briefing|brief|report)(?: (?:file|document|doc))?(?: please)?", 2),
        "brief",
    ),
    (regex(r"(?:let's )?(?:start )?(?:over|afresh|(?:a )?new (?:conversation|chat))", 2), "new"),
    (regex(r"why (?:did you (?:choose|pick) )?(?:these|those|this|that)(?: (?:cases?|ones?))?", 2), "why"),
)
"""The same in English, where words stand apart."""
_NO_SUCH_FILE, _OF_KIND = "pdf", {".docx": "brief", ".xlsx": "table"}
"""A kind of file that is not made; the command for each that is."""
_ONE_CASE = regex(
    r"(?:请|帮我|我要|我想|给我)*(?:看看?|打开|查看|显示)?(?:一下)?(?:案例#?(.{1,6}?)号?|第(.{1,6}?)[号个]案例)(?:的?(?:全文|原文|内容))?"
)
"""案例8, 第八号案例, 看看案例8的全文: a case by its number and nothing else."""
_ENDS = " \t\n\u3000。.！!，,～~？?"


_TAIL = regex(r"(?:顺便|顺手|然后|随后|接着|最后|同时|并且|并|再|也|麻烦|请|帮我|另外)+")
"""What leads on to what is to be made of the answer: …，顺便导出成表格."""


_COURTESY = regex(
    r"(?:(?:好的?|行|嗯+|哦|可以|ok|OK|不错|谢谢(?:你|您|啦|了)?|多谢|辛苦(?:了|啦)?|麻烦(?:你|您)?|那|对了|没事了?|就这样)[吧啊呀哈]?[，,。！!、]?)+(?=.{2})"
)
"""What may be said before an order, and changes nothing of it: 好的谢谢，把我的记录删掉."""


_WHOSE = r"[把将]?(?P<what>(?![把将])[^，。？！：、]{1,30}?)的?(?:案例|案子)(?:清单|名单|列表)?"
_CASES_AS_PAPER = (
    regex(rf"{_POLITE}{_WHOSE}{_POLITE}{_MADE}(?:(?P<sheet>{_TABLE})|{_DOCUMENT}){_END}"),
    regex(
        rf"{_POLITE}(?:导出|下载|打包)(?:一下)?{_WHOSE}(?:全文)?(?:(?:成|为|到|做成)?(?:(?P<sheet>{_TABLE})|{_DOCUMENT}))?{_END}"
    ),
    regex(rf"{_POLITE}(?:{_MADE}|给{_ONE}){_WHOSE}的?(?P<sheet>{_TABLE}){_END}"),
    regex(
        rf"{_POLITE}(?:{_MADE}|给{_ONE})(?:(?P<sheet>{_TABLE})|{_DOCUMENT})[，：:](?:里面)?(?:只?要|列出?|包括|包含|内容是|写)?(?:上|出)?{_WHOSE}的?{_END}"
    ),
)
"""把浙江的案例导出成表格, 导出公安的案例, 给我一张法院案例的表, 发我excel，要所有法院的案例: which cases, and what is made of them."""
_NAMES_DOCUMENT = regex(_DOCUMENT)
_ALL_OF_THEM = ("全部", "所有", "全体")
_ALL_CASES = regex(r"(?:全部|所有|全体)的?案例")


def _cases_as_paper(said: str) -> tuple[str, str]:
    """The question for the cases of which a document is wanted in the same breath, and which; "" for none."""
    for form in _CASES_AS_PAPER:
        found = form.fullmatch(said)
        if found is None or _POINTED.match(found["what"]) or any(word in found["what"] for word in _ASKED):
            continue
        what = found["what"].removesuffix("的")
        kinds = [word for word in _ALL_OF_THEM if what.startswith(word)]
        what = what.removeprefix(max(kinds, key=len, default="")).removeprefix("的")
        if not (what or kinds):
            continue
        kind = "table" if found["sheet"] or not _NAMES_DOCUMENT.search(said) else "brief"
        return (f"{what}的案例有哪些" if what else "全部案例的名称"), kind
    return "", ""


_OF_TOLD = regex(
    r"(?:那么?|就|请|好|用|拿|按照?|根据|以|选|要|是|它们?|[这那](?:些|[一二两三四五六七八九十几\d]*[个条份])(?:案例)?|上面|刚才|以上|的|了|吧|啦|行)+"
)
"""那就用这个，…: what is only pointed at before a document is asked for."""


_RANGE = regex(
    rf"{_POLITE}[把将]?第?(?:案例)?([0-9]{{1,4}})号?(?:到|至|-|—|~|～)第?(?:案例)?([0-9]{{1,4}})号?(?:这几个)?的?(?:案例|全文|原文|都|全部?)*(?:发给?我|发来|发过来|给我|看看|打开|看一下)+(?:看看|吧)*"
)
"""把2到5都发我: cases from one number to another."""
MOST_OF_RANGE = 10


def with_language(text: str) -> tuple[str, str]:
    """The language that is asked for before a question, and the question: 讲回中文。广州仲裁那边呢; "" for none."""
    for at, char in enumerate(text):
        if char in "，。,.！!；;\n" and (tongue := _tongue("".join(text[:at].split()), text[:at].strip())):
            rest = text[at + 1 :].strip()
            return (tongue, rest) if len(rest) > 1 else ("", text)
    return "", text


def with_paper(text: str) -> tuple[str, str]:
    """A question and the document to be made of its answer (brief or table), said with it; "" for none."""
    said = text.strip(_ENDS).replace(",", "，")
    if spoken(text):
        return text, ""
    question, paper = _cases_as_paper("".join(said.split()))
    if question:
        return question, paper
    comma = max(said.rfind(mark) for mark in "，。？?；")
    head, tail = (said[: comma + 1].rstrip("，。；"), said[comma + 1 :]) if comma > 0 else ("", "")
    lead = _TAIL.match(tail.strip())
    meant = spoken(tail.strip()[lead.end() :] if lead else tail) if head else None
    named = meant is not None and meant[0] in ("brief", "table") and not meant[1]
    return (head, meant[0]) if named and meant and len(head) > 1 and not spoken(head) else (text, "")


def spoken(text: str) -> tuple[str, str] | None:
    """The command that the whole of `text` means, and its argument; None for a question."""
    whole = text.strip(_ENDS)
    head, comma, tail = whole.replace(",", "，").partition("，")
    if comma and _OF_TOLD.fullmatch("".join(head.split())) and (meant := _said(tail.strip())):
        return meant if meant[0] in ("brief", "table") and not meant[1] else None
    if (courtesy := _COURTESY.match(whole)) and (meant := _said(whole[courtesy.end() :])):
        return meant if meant[0] != "case" else None
    return _said(whole) or _as_file(whole)


def _as_file(whole: str) -> tuple[str, str] | None:
    """The document that a message asks for which names its kind and nothing else: 再来一份excel的吧，就这个."""
    no_such = _NO_SUCH_FILE in whole.lower()  # what is said of it is of its own
    kind = "" if no_such or _ALL_CASES.search(whole) or beside_file(fold(whole)) else file_of(whole)
    return (_OF_KIND[kind], "") if kind else None


def _said(whole: str) -> tuple[str, str] | None:
    """As `spoken`, without a courtesy before it."""
    said = "".join(whole.split())
    if _NAMES_DOCUMENT.search(said):
        said = _IN_TONE.sub("", said)
    command, topic = _plainly(said, whole), _topic_of(said)
    if command or topic is not None:
        return command or "brief", "" if command else topic or ""
    if changed := _change(said):
        return changed
    if tongue := _tongue(said, whole):
        return "lang", tongue
    number = said.lstrip("#＃")
    if person := _admitted(said):
        return "allow", person
    if number and number_of(number) is not None:
        return "case", _numbers_apart(whole) or number
    return ("case", numbers) if (numbers := _span_of(said)) else None


def _numbers_apart(whole: str) -> str:
    """Several numbers of cases, and nothing else: 8 9 10, 8、9."""
    pieces = [piece.strip("#＃") for piece in regex(r"[\s，,、]+").split(whole) if piece]
    return " ".join(pieces) if len(pieces) > 1 and all(number_of(piece) for piece in pieces) else ""


def _admitted(said: str) -> str:
    """Who is to be let in, or with `off` out again, as /allow takes it; "" for nobody."""
    if person := _LET_IN.fullmatch(said):
        return person[1]
    person = _LET_OUT.fullmatch(said)
    return f"off {person[1] or person[2]}" if person else ""


_NOBODY = (
    "我",
    "你",
    "您",
    "谁",
    "什么",
    "怎么",
    "哪",
    "这个",
    "那个",
    "案例",
    "大家",
    "可以",
    "能",
    "还",
    "都",
)


def access_asked(text: str) -> str:
    """Of whom an administrator asks whether they may use the bot: a number or a name; "" where nothing of the sort is asked."""
    asked = _MAY_USE.fullmatch("".join(text.split()).strip("。！! "))
    return "" if asked is None or asked["who"].startswith(_NOBODY) else asked["who"]


def _to_go(said: str) -> str:
    """The collection that is to be removed; "" for none."""
    if not _TO_GO.search(said):
        return ""
    if found := _REMOVE.fullmatch(said):
        return found[1] or found[2].removesuffix("这个案例集").removesuffix("那个案例集")
    batch = _REMOVE_BATCH.fullmatch(said)
    return batch[1] if batch else ""


def _change(said: str) -> tuple[str, str] | None:
    """What is to become of a collection: removed, or taken back as it was; None for neither."""
    if collection := _to_go(said) or (LATELY if _REMOVE_LAST.fullmatch(said) else ""):
        return "remove", collection
    return ("undo", LATELY) if _RESTORE.fullmatch(said) else None


def _span_of(said: str) -> str:
    """The numbers of the cases from one to another; "" where no such are asked for."""
    found = _RANGE.fullmatch(said)
    first, last = (int(found[1]), int(found[2])) if found else (0, 0)
    return " ".join(map(str, range(first, min(last, first + MOST_OF_RANGE - 1) + 1))) if first < last else ""


def _tongue(said: str, whole: str) -> str:
    """The language that is asked for: 换英文, speak Chinese, 中文; "" for none."""
    found = _LANGUAGE.fullmatch(said) or _SWITCH.fullmatch(whole)
    return _TONGUE.get((found[1] if found else said).lower(), "")


def one_case(text: str) -> str:
    """The number of the one case that is all that `text` names; "" where it says more, or something else."""
    found = _ONE_CASE.fullmatch("".join(text.strip(_ENDS).split()))
    number = (found[1] or found[2]) if found else ""
    return number if number and number_of(number) is not None else ""


def chosen_by(text: str) -> str:
    """What a message names that chooses one of some: 行政协议 of 要行政协议那个."""
    named = text.strip(_ENDS + "《》[]“”")
    for before in ("我要", "我说的是", "我是说", "就是", "要", "选", "看", "是"):
        named = named.removeprefix(before)
    for behind in ("的那个", "那个", "里的", "这个", "的", "案例集", "典型案例"):
        named = named.removesuffix(behind)
    return named.strip("《》[]“” ")


def _topic_of(said: str) -> str | None:
    """The topic of a briefing that is asked for, before or behind that word; "" where what was told is meant, None for no briefing."""
    if (found := _BRIEF_ON.fullmatch(said)) and len(topic := found[1] or found[2]) > 1:
        for_whom = topic.startswith("给") and topic.endswith("看")
        return "" if for_whom or _POINTED.match(topic) or MANNER.fullmatch(topic) else topic
    said = said.replace(",", "，")
    found = _BRIEF_UPON.fullmatch(said) or _BRIEF_ABOUT.fullmatch(said)
    topic = found["topic"] if found else ""
    if (
        found is None
        or any(word in topic for word in _ASKED)
        or topic.startswith("怎么")
        or topic.endswith("怎么")
    ):
        return None  # but 讲区域品牌怎么带动乡村的
    return "" if _POINTED.match(found["topic"]) else found["topic"]


def _plainly(said: str, whole: str) -> str:
    """The command that is said without an argument; "" for none."""
    for pattern, command in _PLAIN:
        if command in ("table", "brief") and _ALL_CASES.search(said):
            continue  # of all there are, not of those that were told
        if pattern.fullmatch(said) or (whole.isascii() and pattern.fullmatch(whole)):
            return command
    in_english = _SAID_IN_ENGLISH if whole.isascii() else ()
    return next((command for pattern, command in in_english if pattern.fullmatch(whole)), "")
