"""All words the console says, Chinese and English side by side; answers themselves come from retrieval."""

from __future__ import annotations

from data.types import RECOGNISED as OF_PICTURES
from data.values import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """One thing to say; `{name}` is filled in by `Words`."""

    zh: str
    en: str

    @property
    def both(self) -> str:
        """For help pages and for errors before the language is known."""
        return f"{self.zh} · {self.en}"


class Words:
    """Says a word in the language of the settings."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, word: Word, **facts: object) -> str:
        text = word.en if self.lang == "en" else word.zh
        return text.format(**facts) if facts else text


# Help pages
APP = Word(
    "案问：就编号案例集提问，回答注明案例编号与原文", "ask numbered case collections; answers cite the cases"
)
ASK = Word("提问一次", "ask once")
CHAT = Word("对话：可追问、可撤回、可导出", "a conversation with follow-ups, undo and export")
BATCH = Word("批量提问：JSON Lines 进，JSON Lines 出", "many questions: JSON Lines in, JSON Lines out")
CASES = Word("列出案例", "list the cases")
CASE = Word("查看一个案例的全文", "show one case in full")
INGEST = Word("把文件读入案例集", "read files into a collection")
COLLECTIONS = Word("列出案例集", "list the collections")
REMOVE = Word("删除一个案例集", "remove a collection")
REINDEX = Word("按案例库更新或修复向量索引", "bring the index in step, or mend it")
DOCTOR = Word("检查安装、设置、案例库与索引", "check installation, settings, catalog and index")
EVAL = Word("用带标注的问题评测", "run gold questions and print the measures")
O_QUESTION = Word("问题；- 表示从标准输入读取", "the question; - reads standard input")
O_JSON = Word("以 JSON 输出", "print JSON")
O_COLLECTION = Word(
    "限定案例集（编号、简称或名称），可重复", "only this collection (id, label or title); repeatable"
)
O_COLLECTION_ID = Word(
    "案例集编号；多个文件并入同一案例集", "collection id; several files become one collection"
)
O_TITLE = Word("案例集名称", "title of the collection")
O_DRY_RUN = Word("只检查，不写入", "check only, write nothing")
O_YES = Word("不再询问", "ask nothing")
O_FULL = Word("全部重建", "rebuild all of it")
O_EXPAND = Word(
    "由语言模型写出各案例能回答的问题，作为检索用的向量（不作引文）",
    "have the language model write questions that each case answers, as further vectors (never quoted)",
)
O_USAGE = Word("说明语言模型的用量与费用", "say what the language model cost")
O_WHOLE = Word("展开：每个案例多引几句原文", "unfold: more of each case's words")
O_EXPLAIN = Word(
    "说明怎么理解问题、怎么选出案例（写到标准错误）",
    "say how the question was read and the cases were chosen (on standard error)",
)
O_DEBUG = Word("出错时显示完整信息", "show tracebacks")
O_LANG = Word("程序用语：zh 或 en", "language of the program's words")
O_ENV = Word(
    "从这个文件读设置，网址也算（缺省：ANWEN_HOME 的 .env，及当前文件夹的 .env 中除网址以外的）",
    "read settings from FILE, addresses too (default: .env of ANWEN_HOME, and of this folder but for addresses)",
)
ENV_LEFT_OUT = Word(
    "当前文件夹的 .env 里的 {names} 是网址，没有采用；确实要用，加 --env .env",
    "{names} in this folder's .env: addresses, not taken; if you mean them, add --env .env",
)
D_SETTINGS = Word("设置", "settings")
D_ENVIRONMENT = Word("环境变量", "environment")
O_VERSION = Word("显示版本", "show the version")
O_MISSES = Word("列出答得不对的问题与原因", "list what was not answered right, and why")
O_CHART = Word("把指标画成图（.svg 或 .png）", "draw the measures (.svg or .png)")
O_OF = Word(
    "标注中的编号所属的案例集；引用别的案例集算错",
    "the collection whose numbers the labels give; citing another one is wrong",
)
A_GOLD = Word("标注问题文件（JSON Lines）", "gold questions (JSON Lines)")
A_NUMBER = Word("案例编号", "case number")
A_BATCH = Word("JSON Lines 文件，缺省为标准输入", "JSON Lines file, default standard input")
A_PATHS = Word("要读入的文件", "files to read")
A_ID = Word("案例集编号", "collection id")

# Loading and progress
LOADING = Word("首次使用，载入《{title}》", "First use: loading {title}")
LOADED = Word("已载入 {cases} 个案例，用时 {seconds:.1f} 秒", "{cases} cases loaded in {seconds:.1f} s")
EXPANDING = Word("写问题", "Writing questions")
EXPANDED = Word("为 {count} 个案例写了问题", "questions written for {count} cases")
NOT_EXPANDED = Word(
    "{why}；已为 {done} 个案例写了问题，余 {left} 个，再次运行同一命令接着写",
    "{why}; questions written for {done} cases, {left} left: run the same command again",
)
INDEXING = Word("更新索引", "Indexing")
THINKING = Word("查找中", "Searching")
BATCHING = Word("批量提问", "Asking")
BATCHED = Word("{done} 行，{bad} 行有误，用时 {seconds:.1f} 秒", "{done} lines, {bad} bad, {seconds:.1f} s")
READING_STDIN = Word("从标准输入读取（Ctrl-D 结束）", "Reading standard input (Ctrl-D ends)")

# Answers
UNDERSTOOD = Word("理解为：{text}", "Read as: {text}")
SOURCES = Word("引用", "Citations")
NOTHING_SPENT = Word("没有动用语言模型", "no language model was asked")
COST = Word("，费用 {cost:.4f}", ", cost {cost:.4f}")
REFUSED = Word("没有可以回答的案例。", "No case answers this.")
CASE_MARK = Word("案例{number}", "Case {number}")
QUESTION = Word("问", "Q")
EXPORT_TITLE = Word("案问记录", "Answers from the cases")
EXPORT_STATE = Word(
    "案例库版本 {revision}，{cases} 个案例，更新于 {updated}",
    "catalog revision {revision}, {cases} cases, updated {updated}",
)
EXPORT_COLLECTION = Word("案例集", "Collection")
RECOGNISED = Word(
    f"{OF_PICTURES}。",
    f"Recognised in pictures: check the original before you quote. {OF_PICTURES}",
)
SUMMARY = Word("摘要", "summary")
TITLE_FIELD = Word("标题", "title")

# Collections
NO_CASES = Word("没有案例。用 anwen ingest 文件 读入案例集", "No cases. Read some with: anwen ingest FILE")
CASE_COUNT = Word("{cases} 个案例", "{cases} cases")
AMBIGUOUS = Word(
    "案例{number}在 {count} 个案例集中都有：{names}。请加 --collection 编号",
    "Case {number} is in {count} collections: {names}. Add --collection ID",
)
NO_NUMBER = Word("{text!r} 不是案例编号", "{text!r} is no case number")
NO_SUCH_CASE = Word("编号为 {ranges}", "numbers are {ranges}")
CHANGES = Word(
    "{id}《{title}》：{cases} 个案例；新增 {added}，修改 {changed}，未变 {unchanged}，保留 {kept}，移除 {removed}",
    "{id} {title}: {cases} cases; {added} added, {changed} changed, {unchanged} unchanged, {kept} kept, "
    "{removed} removed",
)
REPORT = Word(
    "{format}（{encoding}），{tables} 个表格，{rows} 个案例，去除表头 {header_rows} 行，接续 {joined} 行，清理 {cells} 格，"
    "{characters_in} 字读入，{characters_out} 字收录，未收录 {left} 处",
    "{format} ({encoding}), {tables} tables, {rows} cases, {header_rows} header rows dropped, "
    "{joined} rows joined, {cells} cells cleaned, {characters_in} characters in, {characters_out} out, "
    "{left} places left out",
)
LEFT_OUT = Word("第 {line} 行未收录：{text} —— {reason}", "Line {line} left out: {text} — {reason}")
LEFT_OUT_MORE = Word("还有 {count} 处未收录，用 --json 查看", "{count} more left out, see --json")
FIRST_CASE = Word("第一个案例", "The first case")
LAST_CASE = Word("最后一个案例", "The last case")
DRY_RUN = Word("只作检查，未写入", "dry run: nothing was written")
WARNING = Word("注意：{text}", "Note: {text}")
REMOVED = Word("已删除 {id}《{title}》，{cases} 个案例", "Removed {id} {title}, {cases} cases")
CONFIRM = Word("删除 {id}《{title}》的 {cases} 个案例？", "Remove {id} {title} with {cases} cases?")
NEEDS_YES = Word("没有终端可以确认：加 --yes 才会删除", "No terminal to confirm on: add --yes to remove")
KEPT = Word("未删除", "Nothing was removed")
REINDEXED = Word(
    "索引已与案例库一致（新嵌入 {chunks} 段）", "The index is in step ({chunks} chunks embedded)"
)
EMPTY_QUESTION = Word("问题是空的", "the question is empty")

# Chat
WELCOME = Word(
    "{cases} 个案例 · /help 查看命令 · Ctrl-D 离开",
    "{cases} cases · /help lists the commands · Ctrl-D leaves",
)
PROMPT = Word("问 › ", "ask › ")
CANCELLED = Word("已取消", "Cancelled")
STILL_BUSY = Word("上一个问题仍在收尾，请稍候…", "The previous question is still finishing…")
BYE = Word("再见", "Bye")
NEW = Word("已开始新的对话", "A new conversation")
UNDONE = Word("已撤回：{question}", "Undone: {question}")
CONFIRMED = Word("已记住：{question} → 案例{number}", "Remembered: {question} → case {number}")
NOT_CONFIRMABLE = Word(
    "只有问一件事、由一个案例回答的，才能记住", "only a question that one case answers can be remembered"
)
H_GOOD = Word(
    "上一个回答是对的：记住由这个案例回答", "the last answer is right: remember that this case answers it"
)
NOTHING_TO_UNDO = Word("没有可撤回的提问", "Nothing to undo")
NO_ANSWER_YET = Word("还没有回答", "No answer yet")
NO_SOURCES = Word("还没有引用", "No citations yet")
NOTHING_TO_EXPORT = Word("还没有可导出的回答", "Nothing to export yet")
EXPORTED = Word("已导出 {count} 个回答到 {path}", "{count} answers exported to {path}")
AS_FILE = Word("要存成文件，请键入：/export {name}", "To save it as a file, type: /export {name}")
FILE_NAME = Word("案例", "cases")
EXISTS = Word(
    "{path} 已存在，未覆盖；请换一个文件名", "{path} exists and was not overwritten; choose another name"
)
CANNOT_EXPORT = Word("不能写入 {path}：{problem}", "Cannot write {path}: {problem}")
NEEDS_ARGUMENT = Word("用法：{usage}", "Usage: {usage}")
UNKNOWN_COMMAND = Word("没有命令 {name}；/help 查看全部", "No command {name}; /help lists them")
H_HELP = Word("显示这些命令", "show these commands")
H_CASES = Word("列出案例", "list the cases")
H_CASE = Word("查看案例 N 的全文", "show case N in full")
H_SOURCES = Word("上一个回答的引用与出处", "the citations of the last answer")
H_WHY = Word("上一个回答是怎么来的", "how the last answer came about")
H_NEW = Word("开始新的对话", "start a new conversation")
H_UNDO = Word("撤回上一个提问", "take the last question back")
H_EXPORT = Word(
    "把对话存为 .md .docx .html；把上一个回答的案例存为 .xlsx .csv .jsonl",
    "save the conversation (.md .docx .html), or the cases of the last answer (.xlsx .csv .jsonl)",
)
H_QUIT = Word("离开（也可按 Ctrl-D）", "leave (also Ctrl-D)")
H_KEYS = Word(
    "Enter 发送 · Alt-Enter 换行 · Tab 补全 · Ctrl-C 取消提问 · Ctrl-D 离开",
    "Enter sends · Alt-Enter new line · Tab completes · Ctrl-C cancels · Ctrl-D leaves",
)
ARG_FILE = Word("文件", "FILE")
ARG_NUMBER = Word("N", "N")

# Doctor
NOT_LOADED = Word(
    "尚未载入；首次提问时自动载入", "nothing loaded yet; the first question loads the bundled collection"
)
CONFIGURED = Word("已设置", "configured")
NOT_CONFIGURED = Word("未设置", "not configured")
WRITABLE = Word("可写", "writable")
NOT_WRITABLE = Word("不可写", "not writable")
NO_ROOM = Word(
    "磁盘已满：可以提问，不能读入，请腾出空间",
    "the disk is full: questions are answered, nothing can be read in",
)
D_FREE = Word("剩余 {megabytes:,} MB", "{megabytes:,} MB free")
OUT_OF_STEP = Word("索引与案例库不一致：运行 anwen reindex", "the index is out of step: run anwen reindex")
NO_ANSWER = Word(
    "{model}：{why}。检查 ANWEN_LLM、ANWEN_LLM_BASE_URL 与 ANWEN_LLM_API_KEY",
    "{model}: {why}. Check ANWEN_LLM, ANWEN_LLM_BASE_URL and ANWEN_LLM_API_KEY",
)
D_ANSWERED = Word("{model} · 答复用时 {seconds:.1f} 秒", "{model} · answered in {seconds:.1f} s")
BILL = Word(
    "语言模型 {model}：{calls} 次，读 {read}、写 {written} 词元",
    "language model {model}: {calls} calls, {read} tokens read, {written} written",
)
MISSING_PACKAGE = Word("缺少 {name}", "{name} is missing")
NOT_USABLE = Word("发现 {count} 个问题：{first}", "{count} problems: {first}")
D_PROGRAM = Word("程序", "program")
D_PACKAGES = Word("程序库", "packages")
D_HOME = Word("数据目录", "home")
D_CATALOG = Word("案例库", "catalog")
D_INDEX = Word("索引", "index")
D_LLM = Word("语言模型", "language model")
D_TELEGRAM = Word("Telegram", "Telegram")
D_INDEX_LINE = Word(
    "{embedder} · {dimension} 维 · {chunks} 段", "{embedder} · {dimension} dimensions · {chunks} chunks"
)
D_CATALOG_LINE = Word(
    "{collections} 个案例集 · {cases} 个案例 · 版本 {revision}",
    "{collections} collections · {cases} cases · revision {revision}",
)

# Evaluation
EVALUATING = Word("评测", "Evaluating")
EVALUATED = Word("{questions} 个问题，用时 {seconds:.1f} 秒", "{questions} questions in {seconds:.1f} s")
OF_TYPE = Word("类型", "type")
ALL_TYPES = Word("全部", "all")
BY_ANSWERS = Word("答案", "Answers")
BY_RETRIEVAL = Word("检索（不经规则的案例排序）", "Retrieval (the ranking of cases, before any rule)")
BY_TURN = Word("按第几轮问", "By turn of the conversation")
BY_TIER = Word(
    "写到的（said）：{said_right}/{said} 对；意思相近的（meant）：{meant_right}/{meant} 对",
    "Cited as said: {said_right} of {said} right; as meant: {meant_right} of {meant}",
)
CURVE = Word("把握（所说的概率，与实际对的）", "Calibration (the probability told, and the share that held)")
CURVE_HEAD = Word("概率        题   所说   实际", "told         n   mean   held")
NO_CURVE = Word("没有回答说到概率", "no answer told a probability")
WHOLE = Word(
    "称为完整的 {complete} 个，其中 {wrong} 个不完整",
    "Called complete: {complete}; not complete: {wrong}",
)
SPARED = Word(
    "不必嵌入就答的：{questions} 个中 {spared} 个；若也用向量，其中 {otherwise} 个回答有别，{worse} 个因此较差",
    "Answered without embedding: {spared} of {questions}; with vectors {otherwise} of them would differ, {worse} are the worse",
)
MISSES = Word("答得不对的 {count} 个", "{count} not right")
EXPECTED = Word("应为：", "expected: ")
GOT = Word("得到：", "got: ")
WHY = Word("原因：", "why: ")
A_REFUSAL = Word("拒答", "refusal")
MAY_CITE = Word("（可引 {numbers}）", " (may cite {numbers})")
CITES = Word("案例 {numbers}", "cases {numbers}")
COUNT_IS = Word("计数 {count}", "count {count}")
NOTHING_CITED = Word("无引用", "nothing cited")
F_ANSWERED = Word("应拒答而作答", "answered what should be refused")
F_REFUSED = Word("应作答而拒答", "refused what can be answered")
F_MISSING = Word("漏引 {what}", "misses {what}")
F_EXTRA = Word("多引 {what}", "cites {what} beyond")
F_COUNT = Word("计数应为 {what}", "the count is {what}")
F_POINTS = Word("答案缺“{what}”", "the answer lacks “{what}”")
F_SAME = Word("与 {what} 所引的相同", "cites the same cases as {what}")
F_CHATTY = Word("寒暄应一两句、不引案例", "small talk gets a line or two and cites nothing")
F_QUOTES = Word("引文不是原文（{what}）", "quotes that do not hold ({what})")
NO_RANKING = Word(
    "未计检索指标：缺少 ir-measures。安装附加依赖 eval（pip install '.[eval]'；arm64 Linux 上没有）",
    "No retrieval measures: ir-measures is missing. Install the extra eval (pip install '.[eval]'; not to be had "
    "on arm64 Linux)",
)
NO_CHART = Word(
    "画图缺少 matplotlib：安装附加依赖 eval（pip install '.[eval]'）",
    "--chart needs matplotlib: install the extra eval (pip install '.[eval]')",
)
CHART_SUFFIX = Word("--chart 应为 .svg 或 .png 文件：{path}", "--chart takes a .svg or .png file: {path}")
NO_FOLDER = Word("没有文件夹 {path}", "there is no folder {path}")
CHARTED = Word("图已存入 {path}", "chart written to {path}")

# Failures
WRONG_USAGE = Word(
    "用法不对：{message}（{command} --help 查看用法）", "wrong usage: {message} (see {command} --help)"
)
INTERRUPTED = Word("已取消，已有数据不变", "cancelled; what was there is unchanged")
OUT_OF_MEMORY = Word("内存不足", "out of memory")
STANDARD_OUTPUT = Word("标准输出", "standard output")
DISK_FULL = Word("磁盘已满：{path}。腾出空间后重试", "disk full: {path}; make room and try again")
NO_PERMISSION = Word("没有权限：{path}", "permission denied: {path}")
OS_FAILURE = Word("系统错误：{problem}", "system error: {problem}")
OS_PROBLEMS = {
    "ENOENT": Word("文件不存在", "no such file"),
    "EISDIR": Word("这是文件夹", "is a folder"),
    "ENOTDIR": Word("不是文件夹", "not a folder"),
    "EEXIST": Word("文件已存在", "exists already"),
    "ENAMETOOLONG": Word("文件名太长", "the name is too long"),
    "ENOSPC": Word("磁盘已满", "the disk is full"),
    "EDQUOT": Word("磁盘已满", "the disk is full"),
    "EROFS": Word("只能读，不能写", "may only be read"),
    "EACCES": Word("没有权限", "no permission"),
    "EIO": Word("读写失败", "input or output failed"),
    "EMFILE": Word("打开的文件太多", "too many open files"),
    "ECONNREFUSED": Word("连接被拒绝", "connection refused"),
    "EADDRINUSE": Word("端口已被占用", "the port is taken"),
}
"""By the system's name of the error."""
UNEXPECTED = Word(
    "内部错误：{problem}（加 --debug 查看详情）", "internal error: {problem} (--debug shows more)"
)
CONFIRMING = Word("输入“是”或 y 确认，回车取消：", "y confirms, Enter cancels: ")
CONFIRMS = Word("是 是的 好 确认 y yes", "y yes")
HOME_EXPECTED = Word("可写的文件夹（{problem}）", "a writable folder")
BAD_LINE = Word("不是 JSON 对象：{problem}", "not a JSON object")
NO_QUESTION = Word("缺少 question（字符串）", "`question` (a string) is missing")
BAD_TURNS = Word("turns 应为字符串数组", "`turns` must be an array of strings")
