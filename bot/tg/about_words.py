"""What the bot tells of itself, where that is asked in a chat."""

from __future__ import annotations

from bot.words import Word

HOW_IN_GROUPS = Word(
    "把 @{bot} 加进群，请管理员在群里发 /allow 启用；之后在群里用 /ask 加问题、提到 @{bot} 或回复我的答案来问，平常的聊天我不插话。"
    "每个人仍要先获准使用。",
    "Add @{bot} to the group and have an administrator write /allow there. Then use /ask, mention @{bot} or reply to my "
    "answers; I keep silent otherwise. People still need to be let in.",
)
NO_HUMAN = Word(
    "这里没有人工客服，我是查案例的程序。使用权限、案例的增补和程序的问题请找部署我的管理员；查案例直接问我。",
    "There is no person here; I am a program that looks up cases. For access, new cases and faults ask the administrator "
    "who runs me; for cases, just ask me.",
)
HOW_MANY_AT_ONCE = Word(
    "一条消息里可以问几个问题，我逐个回答；接连发多条也行，太快时排队，最多排 20 个，一个都不丢。",
    "Several questions in one message get several answers. Many messages wait in a queue of 20; none is lost.",
)
NOT_ONLINE = Word(
    "我不上网，只查已收录的案例：每句话都有案例编号和原文，案例里没有的就说没有。/collections 看收录了什么。",
    "I do not look anything up on the internet, only in the cases that are held. /collections lists them.",
)
WHO_ADDS_CASES = Word(
    "案例由管理员读入：管理员把文件（Word、PDF、Excel 等）发给我，看过报告再确认写入。您有案例要加，请把文件交给管理员。",
    "Administrators add cases: they send me the file and confirm what is read from it. Please give yours to one of them.",
)
HOW_TO_SHARE = Word(
    "点答案下的 📋 复制引文，📄、📊 得到可以转发的文件；在别的聊天里输入 @{bot} 加问题，点一条就贴到那里。答案也可以直接转发。",
    "Under an answer 📋 copies the quotes, 📄 and 📊 make files to pass on; in another chat type @{bot} and a question, and "
    "tap a result to paste it there. Answers can be forwarded, too.",
)
NO_PICTURES = Word(
    "我不画图，也不做 PPT：能给的是 Word 简报（📄）和 Excel 表格（📊），统计可以说“按省份统计”，再导出成表格去作图。",
    "I draw no charts and make no slides: there are Word briefings (📄) and Excel sheets (📊); ask for counts per province "
    "and take the sheet for a chart.",
)
NO_TRANSLATION = Word(
    "案例只有中文原文，我不翻译。说“换英文”，界面改用英文，案例旁边有英文的题目。",
    "The cases are in Chinese and I do not translate them; beside each stands in English what it is about.",
)
NO_PRICE = Word("我这里不收费，获准后直接问就行。", "Nothing is charged here: once you are let in, just ask.")
ONLY_HERE = Word(
    "您在这个聊天里直接用就行，手机和电脑的 Telegram 都可以；有没有网页等别的入口，请问部署我的管理员。",
    "This chat is all you need, on a phone or a computer; whether there are other ways in, ask the administrator.",
)
HOW_LET_IN = Word(
    "请对方给 @{bot} 发 /start：管理员会收到申请，点 ✅ 准许就能用；管理员也可以发 /allow，得到一人可用的邀请链接转给对方。",
    "Let them write /start to @{bot}: an administrator gets the request and taps ✅. An administrator may also send /allow for a "
    "link that lets in one person.",
)
SETTINGS = Word(
    "没有什么要设置的：/lang 换语言，/new 开始新的对话，/forget 删除自己的提问记录，/help 看全部命令。",
    "There is little to set: /lang for the language, /new for a new conversation, /forget to delete what you asked, /help.",
)
TAP_TO_WRITE = Word(
    "读入文件时，由管理员点报告下的 ✅ 写入 或 ✖ 放弃；在那之前什么都没有改。",
    "For a file that is being read in, an administrator taps ✅ or ✖ under the report; until then nothing is changed.",
)
STOPPED = Word(
    "好的，我等着，不会主动打扰您。想查时接着问；/new 开始新的对话。",
    "All right, I wait and send nothing by myself. Ask whenever you like; /new starts a new conversation.",
)
WAY_BACK = Word(
    "打开案例后，点它下面的“↩ 返回回答”回到答案；也可以直接问下一个问题，/cases 翻目录。",
    "Under a case that was opened, “↩ Back to the answer” goes back; or just ask on. /cases lists the cases.",
)
HOW_TO_KEEP = Word(
    "点答案下的 📄 得到 Word 简报，📊 得到 Excel 表格，📋 复制引文；发案例编号给我看全文。没有 PDF。",
    "Under an answer 📄 makes a Word file of it, 📊 an Excel sheet, 📋 copies the quotes; send me a number for the whole "
    "case. There is no PDF.",
)
