"""All words the Telegram bot says, Chinese and English side by side."""

from __future__ import annotations

from bot.words import Word

START = Word(
    "我回答关于案例集的问题，每句话注明案例编号，可以点开原文。\n\n直接发问，例如：哪些案例涉及商业秘密？\n/help 查看全部命令。",
    "I answer questions about the case collections and cite the cases, which a tap opens.\n\n"
    "Just ask, for example: 哪些案例涉及商业秘密？\n/help lists the commands.",
)
HELP_HEAD = Word(
    "直接发问即可，可以追问；修改问题会重新回答。", "Just ask; follow up; edit a question to ask it anew."
)
HELP_GROUP = Word("在群里：用 /ask、回复我或提到我。", "In groups: use /ask, reply to me, or mention me.")
C_ASK = Word("提问", "ask a question")
C_CASE = Word("查看案例全文：/case 8", "show a case: /case 8")
C_CASES = Word("列出案例", "list the cases")
C_COLLECTIONS = Word("列出案例集", "list the collections")
C_BRIEF = Word("按主题写简报", "a briefing on a topic")
C_WHY = Word("上一个回答是怎么来的", "how the last answer came about")
NOT_ASKED_YET = Word("还没有回答。", "There is no answer yet.")
C_NEW = Word("开始新的对话", "start a new conversation")
C_FORGET = Word("删除我的提问记录", "delete what I asked")
FORGOTTEN = Word("已删除您的 {count} 条提问记录。", "Deleted what you asked: {count}.")
PRIVACY = Word(
    "隐私：提问与回答留存一段时间，供追问与按钮之用；/forget 随时删除自己的。",
    "Privacy: questions and answers are kept for a time, for follow-ups and buttons; /forget deletes yours.",
)
C_HELP = Word("显示命令", "show the commands")
C_LANG = Word("用语：/lang zh 或 /lang en", "language: /lang zh or /lang en")
C_START = Word("开始", "start")
C_INGEST = Word("读入案例文件（管理员）", "read a file of cases (admins)")
C_REMOVE = Word("删除案例集（管理员）", "remove a collection (admins)")
C_ALLOW = Word(
    "准许某人或本群，或生成邀请码；off 收回（管理员）",
    "let a person or this group in, or invite; off: out again (admins)",
)
C_STATS = Word("使用情况（管理员）", "usage (admins)")
USAGE = Word("用法：{usage}", "Usage: {usage}")
UNKNOWN = Word("没有这个命令。/help 查看全部", "There is no such command. /help lists them")
NEW = Word("已开始新的对话。", "A new conversation.")
LANG = Word("已改为中文。", "English it is.")
NOT_ALLOWED = Word(
    "您还没有获准使用。请把您的编号 {id} 告诉管理员，或向管理员要邀请链接。",
    "You are not let in yet. Give your number {id} to the administrator, or ask for an invitation.",
)
INVALID_CODE = Word("邀请码无效或已过期。", "This invitation is not valid any more.")
LET_IN = Word("已获准使用。", "You are in.")
ADMINS_ONLY = Word("只有管理员可以这样做。", "Only administrators can do this.")
FORWARDED = Word("转发来的命令不予执行。", "Forwarded commands are not carried out.")
ALLOWED = Word("已准许 {id}。", "{id} is let in.")
GROUP_ALLOWED = Word(
    "本群已可使用；仍只回答获准的人。", "This group can use the bot; people still need to be let in."
)
SHUT_OUT = Word(
    "已收回 {id} 的许可（设置里写明的人不受影响）。",
    "{id} is let out again (people named in the settings stay).",
)
GROUP_SHUT_OUT = Word("本群不再可用。", "This group cannot use the bot any more.")
IN_PRIVATE = Word("请在与我的私聊中这样做。", "Please do this in a private chat with me.")
INVITED = Word(
    "邀请链接，一人可用，24 小时内有效：\n{link}", "An invitation for one person, good for 24 hours:\n{link}"
)
TOO_MANY = Word(
    "提问太快了，请 {seconds:.0f} 秒后再试。", "Too many questions; please try again in {seconds:.0f} s."
)
FAILED = Word(
    "出错了（编号 {id}），请稍后再试或告诉管理员。",
    "Something went wrong (number {id}). Try again later, or tell the administrator.",
)
STALE = Word("按钮已失效，请重新提问", "This button no longer works; please ask again")
NOT_YOURS = Word("只有提问的人可以使用这些按钮", "Only who asked can use these buttons")
CHANGED = Word("这个案例已不在案例库中", "This case is no longer in the catalog")
BACK = Word("↩ 返回回答", "↩ Back to the answer")
THANKS = Word("谢谢，已记下", "Thank you, noted")
NO_TEXT = Word(
    "我只读文字：图片、语音、贴纸和位置都看不懂。请把问题打成文字。",
    "I read text only, no pictures, voice, stickers or places. Please type the question.",
)
ASK_FIRST = Word("在这里输入问题，例如：商业秘密", "Type a question, for example: 商业秘密")
ASK_FOR_ACCESS = Word("还没有获准使用，点此申请", "Not let in yet: tap to ask")
NOTHING_FOUND = Word("案例中没有：点此换个问法", "Nothing in the cases: tap to ask otherwise")
SEND_FILE = Word(
    "请把案例文件作为文件发给我（不超过 20 MB）。先给您看读入报告，确认后才写入。",
    "Send me the file (20 MB at most). You will see a report first; nothing is written until you confirm.",
)
TOO_LARGE = Word(
    "文件超过 20 MB，Telegram 不允许下载。请拆分，或请部署的人在服务器上读入。",
    "The file is over 20 MB, more than Telegram lets me fetch. Split it, or have it read in on the server.",
)
FILE_GONE = Word(
    "文件已不在或与报告时不同，未写入。请重新发送。",
    "The file is gone, or not the one of the report; nothing was written. Please send it again.",
)
SEVERAL = Word(
    "案例{number}在几个案例集中都有，请选一个：\n{choices}",
    "Case {number} is in several collections; choose one:\n{choices}",
)
CONFIRM = Word("✅ 写入", "✅ Write")
REPLACE = Word("🗑 {count} 个：写入，并移除文件中没有的", "🗑 {count}: write, and remove what the file has not")
OTHER_NUMBER = Word(
    "案例集在此期间有了改动，要移除的数目与所说不同，未写入。请重新发送文件。",
    "The collection has changed since; the number to remove is another one. Nothing was written: send the file again.",
)
DISCARD = Word("✖ 放弃", "✖ Discard")
DISCARDED = Word("已放弃，未写入。", "Discarded; nothing was written.")
INGESTED = Word("已写入，现在即可提问。", "Written; you can ask about it now.")
CONFIRM_REMOVE = Word("删除 {id}《{title}》的 {cases} 个案例？", "Remove {id} {title} with {cases} cases?")
REMOVE_IT = Word("🗑 删除", "🗑 Remove")
REMOVED = Word("已删除 {id}。", "{id} is removed.")
STATS = Word(
    "提问 {questions}（{people} 人），拒答 {refused}，耗时中位 {p50:.0f} 毫秒、95% {p95:.0f} 毫秒，👍 {likes} 👎 {dislikes}",
    "{questions} questions ({people} people), {refused} refused, median {p50:.0f} ms, 95% {p95:.0f} ms, "
    "👍 {likes} 👎 {dislikes}",
)
DISLIKED = Word("👎 {question} → {read}（{cited}）", "👎 {question} → {read} ({cited})")
PASTE_ANSWER = Word("回答：{question}", "Answer: {question}")
RUNNING = Word("@{name} 已启动。Ctrl-C 停止", "@{name} is running. Ctrl-C stops it")
UNREACHABLE = Word(
    "连不上 Telegram（{problem}），{seconds:.0f} 秒后重试",
    "Telegram cannot be reached ({problem}); trying again in {seconds:.0f} s",
)
CONFLICT = Word(
    "另一个进程也在用这个令牌取消息：请停掉其中一个",
    "another process polls with this token: stop one of the two",
)
NOBODY = Word(
    "没有人获准使用：设置 ANWEN_TELEGRAM_ALLOWED 或 ANWEN_TELEGRAM_ADMINS",
    "nobody may ask: set ANWEN_TELEGRAM_ALLOWED or ANWEN_TELEGRAM_ADMINS",
)
