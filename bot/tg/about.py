"""What is asked of the bot itself and of no case: how it comes into a group, what it can make, how to stop. Pure."""

from __future__ import annotations

import re
from functools import cache

from bot.tg import about_words as told
from bot.tg import words
from bot.words import Word
from data.patterns import regex
from data.text import fold
from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that is asked of the bot: the words that name it, those that may stand beside them, and what is told.

    A message asks for it where it names it and says nothing else but that: 怎么加到群里 does, 群里卖假货的案例 does not.
    """

    names: str
    beside: str
    told: Word


_AROUND = (
    "怎么 怎样 如何 能 能不能 可以 可不可以 可否 会 会不会 是不是 你 您 你们 我 我们 吗 嘛 么 呢 啊 呀 吧 请 请问 "
    "想 要 用 使用 给 帮 把 这 这个 那 机器人 小助手 bot 的 来 到 进 一下 一个 个 张 份 了 直接 也 还 都 只 里 "
    "how do does i can could you to a an the my your our in is are it be this any please we work use for me of with"
)
"""What stands around anything that is asked."""
MATTERS = (
    Matter(
        "群里 群 群聊 群组 拉群 加群 进群 入群 group groups",
        "加 拉 邀请 在 放 add invite",
        told.HOW_IN_GROUPS,
    ),
    Matter(
        "人工 人工客服 客服 真人 人工服务 管理员 联系你们 开发者 human operator admin administrator person",
        "有 没有 转 找 联系 是谁 谁是 在哪 方式 电话 接 talk contact speak who",
        told.NO_HUMAN,
    ),
    Matter(
        "问几个 问多少个 问几次 问多少次 次数限制 提问次数 几个问题 多少个问题 limit",
        "一次 每天 一天 每次 最多 有 没有 问题 限制 there questions",
        told.HOW_MANY_AT_ONCE,
    ),
    Matter("联网 上网 网上 搜网 互联网 internet online web", "搜 搜索 查 从 search", told.NOT_ONLINE),
    Matter(
        "上传 导入 录入 upload",
        "自己 案例 文件 材料 资料 新 怎么样 case cases file files own",
        told.WHO_ADDS_CASES,
    ),
    Matter(
        "分享 转发 收藏 发给同事 发给别人 发给领导 发到群里 发给朋友 拿给领导 "
        "拿给老板 给领导看 给老板看 给同事看 交给领导 报给领导 share forward bookmark",
        "给 同事 别人 领导 老板 朋友 群里 答案 回答 结果 案例 怎么 这些 拿 看 friend colleague others with answer",
        told.HOW_TO_SHARE,
    ),
    Matter(
        "ppt 幻灯片 图 图表 统计图 柱状图 饼图 画图 思维导图 流程图 地图 chart charts graph slides",
        "做 做成 画 出 生成 有 没有 制作 转成 一张 make draw create",
        told.NO_PICTURES,
    ),
    Matter(
        "翻译 英文怎么说 英语怎么说 怎么翻译 译文 英文版 translate translation",
        "有 没有 案例 原文 全文 it case cases english into",
        told.NO_TRANSLATION,
    ),
    Matter("收费 付费 免费 要钱 花钱 free cost pay price", "是 多少 要不要 much", told.NO_PRICE),
    Matter(
        "网页版 小程序 app 微信版 电脑版 客户端 网页 website",
        "有 没有 手机 微信 in there have",
        told.ONLY_HERE,
    ),
    Matter(
        "同事 别人 朋友 其他人 家人 新人 我们处 我们科 colleague colleagues others",
        "让 也 用上 开通 权限 授权 加 加入 邀请 拉 添加 进来 一起 他们 办 弄 add invite let",
        told.HOW_LET_IN,
    ),
    Matter("设置 偏好设置 settings setting options", "改 在哪 哪里 打开 open change", told.SETTINGS),
    Matter(
        "写入 不写入 确认写入 放弃 放弃写入 确认",
        "先 不 别 暂时 现在 取消 算 就 文件 案例 可以 同意 停 吗",
        told.TAP_TO_WRITE,
    ),
    Matter(
        "停 停止 退出 取消 关闭 结束 停下 别说了 不问了 不用了 stop quit exit cancel end",
        "对话 聊天 机器人 算 conversation chat",
        told.STOPPED,
    ),
    Matter("返回 后退 上一步 回去 back", "上 上一级 主菜单 go previous", told.WAY_BACK),
)

_MINE = (
    r"(?:我(?:刚才?|上面|前面)?(?:给你)?(?:发|传|上传)(?:给你|过来|上来)?的|刚才?(?:发|传)的|我的|我?[这那][个份张段条])"
    r"(?P<mine>文件|文档|附件|[Pp][Dd][Ff]|[Ww]ord|[Ee]xcel|图片?|照片|截图|语音|录音|视频)"
)
_SEEN = r"(?:看|读|收到|打开|识别|听|审|检查|分析|翻译|总结)"
_OF_ONES_OWN = regex(
    rf"(?=.*(?:{_SEEN}|行不行|有问题|怎么样|对不对))[^，。]{{0,8}}{_MINE}[^，。]{{0,10}}"
    rf"|(?:我)?(?:能|可以|可不可以|能不能)?(?:直接|用)?(?:发|传|上传|用)?(?P<sent>语音|录音|图片?|照片|截图|视频|文件|附件|[Pp][Dd][Ff])?(?:能|可以|可不可以|能不能|也能)?(?:发|传|用|行)?(?:吗|么|不)"
    rf"|(?:你|您)?(?:能|会|可以|支持)(?:不能|不会)?(?:直接)?{_SEEN}(?:得|不)?(?:懂|了)?(?P<kind>文件|文档|附件|[Pp][Dd][Ff]|图片?|照片|截图|语音|录音|视频)(?:吗|么|不)?"
)
"""这个文件能看吗, 帮我看看我的文档, 能识别图片吗: what somebody sent or would like to send is no case."""
_HOW_TO_KEEP = regex(
    r"(?:那|请问|你|您|我|这个|这些|案例|原文|答案|结果|内容|的|帮我|给我)*(?:能不能|能|可以|可不可以|怎么|怎样|如何|有没有|有|支持)"
    r"(?:帮我|给我|把|这个|这些|它们?|案例|原文|全文|答案|结果|内容|的|直接|一键)*"
    r"(?:(?:下载|保存|导出|存下来|存|打印)(?:到本地|到手机|到电脑|下来|成|为|出来)?(?:[Pp][Dd][Ff]|文件|案例|原文|全文|的|版)*|[Pp][Dd][Ff](?:版|文件|格式)?(?:的)?)(?:吗|么|呢|呀|啊|不)*"
)
"""怎么保存, 能下载原文PDF吗: how what was told is taken away."""
_NO_FILES = ("图", "图片", "照片", "截图", "语音", "录音", "视频")


def told_of_bot(text: str) -> Word | None:
    """What is told where `text` asks for the bot itself, for files of the asker's own, or for files of ours; None where it
    asks for cases.
    """
    asked = text.strip(" 。？?！!～~呀啊呢")
    if found := _OF_ONES_OWN.fullmatch(asked):
        what = found["mine"] or found["kind"] or found["sent"]
        if what is None:
            return None
        return words.NO_TEXT if what in _NO_FILES else words.ADMINS_READ_FILES
    if _HOW_TO_KEEP.fullmatch(asked):
        return told.HOW_TO_KEEP
    return next((matter.told for matter in MATTERS if _asks_for(asked, matter)), None)


def _asks_for(text: str, matter: Matter) -> bool:
    """Whether `text` is made of what names the matter, at least once, and of what may stand beside it."""
    names, all_words = _vocabulary(matter)
    said = fold(text)
    if said.isascii():
        pieces = re.findall(r"[a-z]+", said)
        return not names.isdisjoint(pieces) and all_words.issuperset(pieces)
    said = re.sub(r"[\W_]+", "", said)
    # By how many characters are read: whether that can be, and whether the matter was named on the way.
    reached: list[set[bool]] = [{False}, *(set[bool]() for _ in said)]
    for at, ways in enumerate(reached[:-1]):
        for word in all_words if ways else ():
            if said.startswith(word, at):
                reached[at + len(word)] |= {True} if word in names else ways
    return True in reached[-1]


@cache
def _vocabulary(matter: Matter) -> tuple[frozenset[str], frozenset[str]]:
    names = frozenset(matter.names.split())
    return names, names | frozenset(matter.beside.split()) | frozenset(_AROUND.split())
