"""What the console says of collections that change, Chinese and English side by side."""

from __future__ import annotations

from bot.words import Word

HISTORY = Word("列出案例集的各个状态", "list the states of collections")
UNDO = Word("把案例集退回上一个状态", "take a collection back to the state before")
O_TO = Word("退回到这个状态（编号见 history）", "back to this state (numbers: history)")
O_COLUMNS = Word("各列是什么，如 名称=获奖人,内容=主要成就", "which column is which")
O_NUMBER_ROWS = Word(
    "没有编号列的表格、各部分各自编号的清单，按次序编号",
    "number the rows of a table without numbers, or lists that count anew, in their order",
)
BACKUP = Word("把案例库备份成一个文件", "write the library into one file")
RESTORE = Word("用备份取代现有的案例库", "put a backup in the library's place")
A_BACKUP = Word("备份文件，如 anwen.zip", "the file, e.g. anwen.zip")
A_RESTORE = Word("anwen backup 写的文件", "what anwen backup wrote")
NOTHING_TO_KEEP = Word("还没有案例，没有可备份的", "There are no cases yet, nothing to keep")
BACKED_UP = Word(
    "已备份到 {path}：{collections} 个案例集，{cases} 个案例",
    "{path} written: {collections} collections, {cases} cases",
)
NO_BACKUP = Word("{path} 不是 anwen backup 写的文件", "{path} is no file that anwen backup wrote")
DAMAGED_BACKUP = Word("{path} 已损坏，未作任何改动", "{path} is damaged; nothing was changed")
LATER_BACKUP = Word(
    "{path} 由另一个版本的程序写成：请升级本程序", "{path} is of another version: upgrade the program"
)
CONFIRM_RESTORE = Word(
    "用 {made} 的备份（{collections} 个案例集，{cases} 个案例）取代现有的一切，问答记录也在内？",
    "Put the backup of {made} ({collections} collections, {cases} cases) in the place of everything there is, the "
    "conversations too?",
)
SAY_YES = Word("没有终端可以确认：加 --yes", "No terminal to confirm on: add --yes")
RESTORED = Word(
    "已恢复到 {made} 的备份：{collections} 个案例集，{cases} 个案例",
    "Back at the backup of {made}: {collections} collections, {cases} cases",
)
O_FIX = Word("修好可以放心修的", "mend what can be mended without loss")
FIXABLE = Word("anwen doctor --fix 可以：{what}", "anwen doctor --fix can: {what}")
MENDING = Word("正在{what} …", "Mending: {what} …")
M_LOST = Word(
    "从缓存找回 {cases} 个案例，读不出的案例目录移到一旁（各次改动与问答记录找不回来）",
    "find {cases} cases again in the cache, and set a catalog aside that cannot be read (its states and conversations "
    "are lost)",
)
M_LEFT = Word("清除遗留的 {count} 个临时文件（{size} MB）", "remove {count} left-over files ({size} MB)")
M_BEHIND = Word("把数据库的表前移到这个版本", "move the tables of the database forward to this version")
M_INDEX = Word("补齐索引", "add what the index lacks")
M_INDEX_ANEW = Word("重建索引", "make the index anew")
LOST = Word(
    "案例目录 {path} 不见了，这不是第一次使用：有备份就运行 anwen restore 文件，否则 anwen doctor --fix 从缓存找回 "
    "{cases} 个案例",
    "the catalog {path} is gone, and this is no first start: run anwen restore FILE, or, without a backup, anwen doctor "
    "--fix, which finds {cases} cases again in the cache",
)
LOST_WHOLLY = Word(
    "案例目录 {path} 不见了，这不是第一次使用：有备份就运行 anwen restore 文件",
    "the catalog {path} is gone, and this is no first start: where there is a backup, run anwen restore FILE",
)
O_TAKE_OVER = Word(
    "接管另一个案例目录在 Chroma 服务器上的索引，重新建立",
    "take over another catalog's index on the Chroma server, and make it anew",
)
O_LABEL = Word(
    "案例集简称，引用时写作 [简称·案例8]；不得与别的案例集相同",
    "short label, cited as [label·案例8]; unlike any other collection's",
)
O_REPLACE = Word(
    "文件中没有的案例从案例集移除（先说明数目并询问）",
    "remove what the files do not have (says how many, and asks)",
)
CONFIRM_REPLACE = Word(
    "将从 {id} 移除文件中没有的 {count} 个案例（{numbers}），仍要写入？",
    "{count} cases that the file does not have will be removed from {id} ({numbers}). Write it?",
)
CONFIRM_DOUBTFUL = Word("文件像是没有复制完，仍要写入？", "The file looks half copied. Write it?")
NOT_WRITTEN = Word("未写入，已有数据不变", "Nothing was written; what was there is unchanged")
UNREAD = Word("未读入：{problem}", "Not read: {problem}")
SOME_UNREAD = Word("{unread} 个文件未读入；已读入：{read}", "{unread} files were not read; read were: {read}")
NO_HISTORY = Word("还没有任何状态", "No states yet")
ACTIONS = {
    "ingest": Word("读入", "read"),
    "remove": Word("删除", "removed"),
    "undo": Word("退回", "back"),
    "earlier": Word("此前", "earlier"),
}
BACK_TO = Word("退回到状态 {state}", "back to state {state}")
CURRENT = Word("当前", "now")
STATE = Word(
    "{cases} 个案例（新增 {added}，修改 {changed}，移除 {removed}）",
    "{cases} cases ({added} added, {changed} changed, {removed} removed)",
)
UNDONE = Word(
    "{id} 已退回状态 {state}（{at}，{file}）：{cases} 个案例；新增 {added}，修改 {changed}，移除 {removed}",
    "{id} is back at state {state} ({at}, {file}): {cases} cases; {added} added, {changed} changed, {removed} removed",
)
UNDONE_AWAY = Word(
    "{id} 已退回状态 {state}（{at}）：当时没有这个案例集",
    "{id} is back at state {state} ({at}): there was none then",
)
REMOVE_INSTEAD = Word(
    "案例集 {id} 没有更早的状态。要移除它：anwen remove {id}（之后可用 anwen undo {id} 找回）",
    "{id} has no earlier state. To take it out: anwen remove {id} (anwen undo {id} brings it back)",
)
ONWARD = Word("改回来：anwen undo {id} --to {state}", "Forward again: anwen undo {id} --to {state}")
MISSING_CHUNKS = Word(
    "索引缺 {count} 段：运行 anwen reindex", "{count} chunks are missing from the index: run anwen reindex"
)
BRING_BACK = Word("找回来：anwen undo {id}", "To bring it back: anwen undo {id}")
FORMER = Word(
    "索引仍是 {stored} 建立的，先按它回答；运行 anwen reindex 换用 {wanted}",
    "the index is still of {stored}, by which it answers; anwen reindex makes one with {wanted}",
)
