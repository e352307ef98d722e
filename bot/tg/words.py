"""All words the Telegram bot says, Chinese and English side by side."""

from __future__ import annotations

from bot.words import Word

DESCRIPTION = Word(
    "向案例集提问，回答注明案例编号与原文，一点即看。\n\n"
    "可以问：哪些案例写到某事、某地有哪些案例、案例8讲了什么、两个案例有什么不同；可以追问，可以要简报和表格。\n\n"
    "案例里没有的，直说没有。",
    "Ask a collection of cases in plain Chinese: answers cite the case numbers and their very words, a tap away.\n\n"
    "Ask which cases tell of something, what a place has, what case 8 is about, how two differ; follow up; have a "
    "briefing or a sheet.\n\nWhat is in no case is said to be in none.",
)
SHORT_DESCRIPTION = Word(
    "向案例集提问：回答注明案例编号与原文，没有的直说没有。",
    "Ask case collections: answers cite case numbers and their very words.",
)
START = Word(
    "我回答关于{titles}的问题，每句话注明案例编号，点编号看原文。\n\n"
    "直接发问，可以追问；也可以点下面的例子。/help 查看全部命令。",
    "I answer questions about {titles} and cite the cases, which a tap opens.\n\n"
    "Just ask, and follow up; or tap an example. /help lists the commands.",
)
E_PLACE = Word("{place}有哪些案例？", "Which cases are from {place}?")
E_ONE = Word("{case}讲了什么？", "What is {case} about?")
E_SPREAD = Word("按省份统计", "How many cases are there per province?")
E_HOW_MANY = Word("一共有多少个案例？", "How many cases are there?")
E_ALL = Word("全部案例的名称", "List all cases")
E_THEMES = Word("按主题统计", "How many cases are there per theme?")
E_ABOUT = Word("你能做什么？", "What can you do?")
START_EMPTY = Word(
    "我回答关于案例的问题，现在还没有案例：请管理员把案例文件发给我。",
    "I answer questions about cases; there are none yet: an administrator sends me the file.",
)
HELP_HEAD = Word(
    "直接发问即可，可以追问；修改问题会重新回答。", "Just ask; follow up; edit a question to ask it anew."
)
OTHER_WAYS = Word(
    "不打字也可以：点答案下的编号看全文，📄 简报、📊 表格直接成文件。发一个编号（8）就给那个案例，/cases 翻目录；"
    "回复我的一条答案，就接着那一条问；在别的聊天里输入 @{bot} 加关键词，也能查。/help 有全部命令。",
    "Without asking: tap a number under an answer for the whole case, 📄 or 📊 for a file. Send a number (8) for that case, "
    "/cases for the list; reply to an answer of mine to go on from it; in other chats type @{bot} and a word. /help lists all.",
)
HELP_GROUP = Word("在群里：用 /ask、回复我或提到我。", "In groups: use /ask, reply to me, or mention me.")
C_ASK = Word("提问", "ask a question")
C_CASE = Word("查看案例全文：/case 8", "show a case: /case 8")
C_CASES = Word("列出案例", "list the cases")
C_COLLECTIONS = Word("列出案例集", "list the collections")
C_WHY = Word("上一个回答是怎么来的", "how the last answer came about")
NOT_ASKED_YET = Word("还没有回答。", "There is no answer yet.")
C_BRIEF = Word("写简报：/brief 主题；不写主题则按上一个回答", "a briefing: on a topic, or of the last answer")
C_TABLE = Word("把上一个回答的案例导出成表格", "the last answer's cases as a sheet")
C_HISTORY = Word("案例集的各个状态（管理员）", "the states of collections (admins)")
C_UNDO = Word("把案例集退回先前的状态（管理员）", "take a collection back (admins)")
C_NEW = Word("开始新的对话", "start a new conversation")
C_FORGET = Word("删除我的提问记录", "delete what I asked")
FORGOTTEN = Word(
    "已删除您的 {count} 条提问记录，先前的对话我不再记得；使用许可不变。",
    "Deleted what you asked: {count}. What was told before is forgotten; you stay let in.",
)
NOTHING_TO_FORGET = Word(
    "您还没有提问记录，没有可删除的。", "You have asked nothing yet; there is nothing to delete."
)
PRIVACY = Word(
    "隐私：提问与回答最多留存 {days} 天，供追问与按钮之用；别的用户看不到您私下问的，管理员看得到点了 👎 的问题；"
    "/forget 随时删除自己的。",
    "Privacy: questions and answers are kept for {days} days at most, for follow-ups and buttons; other users do not see "
    "what you ask in private, administrators see what got a 👎; /forget deletes yours.",
)
C_HELP = Word("显示命令", "show the commands")
C_LANG = Word("用语：/lang zh 或 /lang en", "language: /lang zh or /lang en")
C_START = Word("开始", "start")
C_INGEST = Word("读入案例文件（管理员）", "read a file of cases (admins)")
C_REMOVE = Word("删除案例集（管理员）", "remove a collection (admins)")
C_ALLOW = Word(
    "准许某人（/allow 加编号）或本群，或得到邀请链接（管理员）",
    "let a person (/allow and their number) or this group in, or invite (admins)",
)
C_STATS = Word("使用情况（管理员）", "usage (admins)")
UNKNOWN = Word("没有这个命令。/help 查看全部", "There is no such command. /help lists them")
MISSPELT = Word(
    "没有这个命令，您是不是要 {meant}？/help 查看全部",
    "There is no such command; did you mean {meant}? /help lists them",
)
NEW = Word("已开始新的对话。", "A new conversation.")
LANG = Word(
    "已改为中文。",
    "English it is: a question in English is answered in English. The cases are in Chinese and are quoted as they stand, "
    "with a few English words beside each title.",
)
NOT_ALLOWED = Word(
    "您还没有获准使用。请把您的编号 {id} 告诉管理员，或向管理员要邀请链接。",
    "You are not let in yet. Give your number {id} to the administrator, or ask for an invitation.",
)
ASKED_FOR = Word(
    "您还没有获准使用，已转告管理员（您的编号 {id}）；准许后我会告诉您。",
    "You are not let in yet. The administrators know (your number is {id}); I shall tell you when you are.",
)
ASKED_BEFORE = Word(
    "您还没有获准使用，管理员已收到过您的申请（您的编号 {id}），没有准许或尚未处理。有急事请直接联系管理员。",
    "You are not let in. The administrators had your request (your number is {id}) and refused it or have not decided "
    "yet; where it is urgent, please write to them.",
)
WOULD_LIKE_IN = Word("{name}（{id}）想使用", "{name} ({id}) would like to use the bot")
LET = Word("✅ 准许", "✅ Let in")
MAY_USE = Word(
    "能用了：编号 {id} 已获准，私聊我直接提问就行。",
    "Yes: number {id} is let in and can ask me in a private chat.",
)
MAY_NOT_USE = Word(
    "还不能用：编号 {id} 没有获准，发 /allow {id} 即可准许。",
    "Not yet: number {id} is not let in; /allow {id} does it.",
)
LET_NOT = Word("✖", "✖")
LET_OUT = Word("↩ 收回", "↩ Take back")
LET_IN_BY = Word("✅ 已准许 {who}。", "✅ {who} is let in.")
NOT_LET_IN = Word("✖ 未准许 {who}。", "✖ {who} is not let in.")
DECIDED = Word("这个申请已经处理过了", "This request has been settled")
INVALID_CODE = Word("邀请码无效或已过期。", "This invitation is not valid any more.")
LET_IN = Word("已获准使用。", "You are in.")
ADMINS_ONLY = Word("只有管理员可以这样做。", "Only administrators can do this.")
FORWARDED = Word("转发来的命令不予执行。", "Forwarded commands are not carried out.")
GROUP_ALLOWED = Word(
    "本群已可使用；仍只回答获准的人。", "This group can use the bot; people still need to be let in."
)
SHUT_OUT = Word(
    "↩ 已收回 {who}的许可（设置里写明的人不受影响）。",
    "↩ {who} is let out again (people named in the settings stay).",
)
HOW_TO_LET_IN = Word(
    "准许某人：/allow 加对方的编号；收回：点“已准许”那条下面的按钮，或者说“收回 7 的许可”；只写 /allow 得到一个邀请链接。",
    "To let somebody in: /allow and their number; to take it back: the button under the line that says so. /allow alone "
    "gives a link to invite with.",
)
GROUP_SHUT_OUT = Word("本群不再可用。", "This group cannot use the bot any more.")
ADMINS_READ_FILES = Word(
    "抱歉，文件我不看也不收：案例文件由管理员读入，要加案例请交给管理员。要查什么，请直接打字问我。",
    "Sorry, I neither read nor keep your files: administrators have cases read in, so please give yours to one of them. "
    "To ask something, please type it.",
)
IN_PRIVATE = Word("请在与我的私聊中这样做。", "Please do this in a private chat with me.")
INVITED = Word(
    "邀请链接，一人可用，24 小时内有效：\n{link}", "An invitation for one person, good for 24 hours:\n{link}"
)
TOO_MANY = Word(
    "排队的问题已有 {depth} 个，放不下了：标了 {sign} 的这些没有收下，请稍后再发。",
    "{depth} of your questions wait already: those marked {sign} are not taken, please send them again later.",
)
TOO_MANY_HERE = Word(
    "从这个问题起没有收下：您排队的已有 {depth} 个，没有得到回答的请稍后再发。",
    "From this question on none is taken: {depth} of yours wait already. Please send what is not answered again later.",
)
QUEUED = Word(
    "排队中，约 {seconds:.0f} 秒后回答。", "In the queue; the answer comes in about {seconds:.0f} s."
)
NOTHING_TO_MAKE = Word(
    "先问一个问题，再把回答写成简报或表格；或者直接给主题：/brief 海外维权",
    "Ask something first, then have the answer as a briefing or a sheet; or name a topic: /brief 海外维权",
)
NO_CASES_HERE = Word(
    "还没有案例：请管理员把案例文件发给我。", "There are no cases yet: an administrator sends me a file."
)
FAILED = Word(
    "出错了（编号 {id}），请稍后再试或告诉管理员。",
    "Something went wrong (number {id}). Try again later, or tell the administrator.",
)
STALE = Word("按钮已失效，请重新提问", "This button no longer works; please ask again")
NOT_YOURS = Word("只有提问的人可以使用这些按钮", "Only who asked can use these buttons")
CHANGED = Word("这个案例已不在案例库中", "This case is no longer in the catalog")
HELD = Word("{cases} 个案例", "cases: {cases}")
CALLED = Word("简称 {label}，编号 {id}", "short {label}, id {id}")
ONE_CASE = Word("案例{number}", "Case {number}")
ALL_CASES = Word("全部{count}个案例", "all {count} cases")
SO_MANY_CASES = Word("{count}个案例", "{count} cases")
WHOSE_CASES = Word("{who}等{count}个案例", "{count} cases")
QUOTES = Word("📋 引文", "📋 Quotes")
A_BRIEF = Word("📄 简报", "📄 Briefing")
A_TABLE = Word("📊 表格", "📊 Sheet")
NO_QUOTES = Word("这个回答没有引文。", "There are no quotes in this answer.")
IN_THE_MAKING = Word("正在写，稍候", "On its way")
BRIEF_CAPTION = Word(
    "简报：{cases} 个案例，{notes} 条注。核对：每条注写明案例编号与原文，发编号给我（如 {example}）看全文。",
    "A briefing (cases: {cases}, notes: {notes}). To check: each note names the case and its words; send me the number "
    "(as {example}) for the full text.",
)
TABLE_CAPTION = Word(
    "表格：{cases} 个案例，各栏全文与引文。", "A sheet (cases: {cases}): all fields and quotes."
)
BY_MEANING = Word(
    "其中 {count} 个按意思选出，没有逐个核对，可能不全。",
    " {count} of them were chosen by meaning, not checked one by one; perhaps not all.",
)
BACK = Word("↩ 返回回答", "↩ Back to the answer")
THANKS = Word("谢谢，已记下", "Thank you, noted")
SORRY = Word(
    "抱歉没答好，已记下。请说要的是哪个案例、地方或主题，我重新查",
    "Sorry; noted. Name the case, place or theme you mean and I look again",
)
RETOLD = Word("上一个回答的案例：", "The cases of the last answer:")
NO_TEXT = Word(
    "我只读文字：图片、语音、贴纸和位置都看不懂。请把问题打成文字。",
    "I read text only, no pictures, voice, stickers or places. Please type the question.",
)
SMILED = Word("🙂 还想查什么，接着问就行。", "🙂 Just ask whatever you would like to look up.")
CALLED_ALONE = Word(
    "我在。要问什么，请和 @{bot} 写在同一条里，或写在 /ask 后面，例如：/ask 哪些案例写到商业秘密",
    "Here I am. Please put the question beside @{bot}, or behind /ask, as: /ask 哪些案例写到商业秘密",
)
ASK_WHAT = Word(
    "请直接打出要问的，例如：哪些案例写到商业秘密？浙江有几个？案例8讲了什么？",
    "Just type what you would like to know, as: which cases concern trade secrets?",
)
START_GROUP = Word(
    "在群里这样问：/ask 加问题，或提到 @{bot}，或回复我的答案。例如：/ask 哪些案例写到商业秘密",
    "In a group: /ask and a question, or mention @{bot}, or reply to an answer of mine. For example: /ask 哪些案例写到商业秘密",
)
ALSO_IN = Word("其他案例集的案例{number}：", "Case {number} of other collections:")
NOT_SEEN = Word(
    "图片、语音这些我看不懂，下面只按您写的文字回答。",
    "I see no pictures and hear no voice; this answers your words alone.",
)
POINTED_UNSEEN = Word(
    "图片、语音这些我看不懂，不知道您指的是哪个案例。请把里面的字打给我，或写出编号、地方、单位或主题，例如：案例8讲什么。",
    "I see no pictures and hear no voice, so I cannot tell which case you mean. Please type the words in it, or name its "
    "number, place or theme.",
)
NOT_LET_IN_HERE = Word(
    "您还没有获准使用：请私聊我发 /start 申请。",
    "You are not let in yet: write /start to me in private to ask for it.",
)
GROUP_NOT_IN = Word(
    "「{group}」还没有启用，我在那里不作声。请管理员在群里发 /allow；您也可以直接在这里问我。",
    "“{group}” has not been let in, so I keep silent there. An administrator can write /allow in it; or ask me here.",
)
ASK_FIRST = Word("在这里输入问题，例如：商业秘密", "Type a question, for example: 商业秘密")
ASK_FOR_ACCESS = Word("还没有获准使用，点此申请", "Not let in yet: tap to ask")
ONLY_CASES = Word(
    "这里只查案例，帮不上这个；点此看能问什么", "Cases only, not this: tap to see what can be asked"
)
NOTHING_FOUND = Word("案例中没有写到，点此看能问什么", "In no case: tap to see what can be asked")
NOT_NOW = Word("这会儿答不了，请稍后再试", "Not possible just now, try again later")
WHICH_TO_OPEN = Word("打开哪一个？{ways}", "Which one? {ways}")
NOTHING_TO_OPEN = Word(
    "打开哪个案例？发编号给我，例如：8；/cases 翻目录。",
    "Which case? Send me its number, as: 8; /cases lists them.",
)
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
DISCARDED = Word("已放弃，什么都没有改。", "Discarded; nothing was changed.")
INGESTED = Word("已写入，现在即可提问。", "Written; you can ask about it now.")
CONFIRM_UNDO = Word(
    "把《{title}》退回 {at} 的样子？退回后 {cases} 个案例：恢复 {added}，改回 {changed}，移除 {removed}。",
    "Take {title} back to how it was at {at}? It will have {cases} cases: {added} back, {changed} as they "
    "were, {removed} removed.",
)
CONFIRM_UNDO_FIRST = Word(
    "《{title}》在这次读入之前还没有：退回就是移除它的 {cases} 个案例，之后还能找回来。退回吗？",
    "There was no {title} before this reading: to go back is to remove its {cases} cases, which can be brought back. Go back?",
)
NO_EARLIER_STATE = Word(
    "《{title}》没有更早的状态可以退回。/history 查看，/remove 删除案例集",
    "{title} has no earlier state to go back to. /history shows the states, /remove takes a collection out",
)
NO_SUCH_STATE = Word(
    "《{title}》没有状态 {state}，可以退回的是：{kept}。/history 查看",
    "{title} has no state {state}; there are: {kept}. /history shows them",
)
UNDO_IT = Word("↩ 退回", "↩ Go back")
WHICH_TO_UNDO = Word("要退回哪个案例集？\n{ways}", "Which collection is to go back?\n{ways}")
ONWARD = Word("↩ 改回来", "↩ Forward again")
BRING_BACK = Word("↩ 找回来", "↩ Bring it back")
UNDONE = Word(
    "《{title}》已退回 {at} 的样子，现有 {cases} 个案例（新增 {added}，修改 {changed}，移除 {removed}）",
    "{title} is as it was at {at}: {cases} cases ({added} added, {changed} changed, {removed} removed)",
)
TAKE_BACK = Word("↩ 退回改动前", "↩ Back to how it was")
BACK_OF = Word("{what}：《{title}》", "{what}: {title}")
READING_FILE = Word("正在读文件", "Reading the file")
WRITING = Word("正在写入并建立索引", "Writing and indexing")
WILL_WRITE = Word("《{title}》写入后共 {cases} 个案例", "{title} will have {cases} cases")
WILL_ADD = Word("➕ 新增 {count} 个（案例 {numbers}）", "➕ new: {count} (case {numbers})")
WILL_CHANGE = Word("✏️ 修改 {count} 个（案例 {numbers}）", "✏️ changed: {count} (case {numbers})")
WILL_STAY = Word("＝ 未变 {count} 个", "＝ unchanged: {count}")
WILL_KEEP = Word(
    "📎 文件里没有而保留 {count} 个（案例 {numbers}）；要移除，按 🗑",
    "📎 not in the file, kept: {count} (case {numbers}); 🗑 removes them",
)
HOW_READ = Word("：{done}", ": {done}")
HEADERS_DROPPED = Word("表头 {count} 行不算案例", "header rows, which are no cases: {count}")
ROWS_JOINED = Word("接上断开的行 {count} 处", "broken rows joined: {count}")
CELLS_CLEANED = Word("清理多余的空白 {count} 格", "cells cleaned: {count}")
LEFT_OUT_COUNT = Word("没有收录 {count} 处，如下", "left out: {count}, see below")
NOTHING_LEFT_OUT = Word("文字全部收录", "all its words are taken in")
LEFT_OUT_MORE = Word("还有 {count} 处", "and {count} more")
FIRST_READ = Word("第一个案例读成：", "The first case reads:")
LAST_READ = Word("最后一个案例读成：", "The last case reads:")
ONLY_READ = Word("读成：", "It reads:")
NOW_HELD = Word("《{title}》现有 {cases} 个案例", "{title} has {cases} cases now")
NOW_NEW = Word("新增 {count} 个", "new: {count}")
NOW_CHANGED = Word("修改 {count} 个", "changed: {count}")
NOW_KEPT = Word("文件里没有而保留 {count} 个", "kept though not in the file: {count}")
NOW_REMOVED = Word("移除 {count} 个", "removed: {count}")
NO_SUCH = Word("没有案例集“{name}”。", "There is no collection “{name}”.")
WHICH_TO_REMOVE = Word("要删除哪个案例集？\n{ways}", "Which collection is to be removed?\n{ways}")
CONFIRM_REMOVE = Word("删除《{title}》的 {cases} 个案例？", "Remove {title} with {cases} cases?")
REMOVE_IT = Word("🗑 删除", "🗑 Remove")
REMOVED = Word("已删除《{title}》。", "{title} is removed.")
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
