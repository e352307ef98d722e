"""The words of briefings and their checks, Chinese and English side by side."""

from __future__ import annotations

from bot.words import Word
from retrieval.checking.citations.why import Why

BRIEF = Word("写一份每条陈述都有注的简报", "write a briefing whose every statement is noted")
VERIFY = Word(
    "核对文件中的每一处引用：本程序的，或任何人写的稿子",
    "check every citation of a file, ours or anybody's draft",
)
EXPORT = Word("把案例写成表格或清单", "write cases as a sheet or a list")
A_WHAT = Word("问题，或案例集；不写则为全部", "a question, or a collection; all without")
SHEET = Word("案例", "Cases")
SHEET_WRITTEN = Word("已写入 {path}：{cases} 个案例", "{path} written: {cases} cases")
C_GROUP = Word("分组", "Group")
C_COLLECTION = Word("案例集", "Collection")
C_NUMBER = Word("编号", "No.")
C_TITLE = Word("案例名称", "Title")
C_PLACE = Word("地区", "Place")
C_BODY = Word("实施主体", "Body")
C_QUOTES = Word("引文", "Quotes")
C_REMARK = Word("备注", "Remark")
A_TOPIC = Word("主题", "the topic")
A_DOCUMENT = Word(
    ".docx .md .html .txt .json .jsonl 文件；- 为标准输入",
    ".docx, .md, .html, .txt, .json or .jsonl files; - for standard input",
)
O_OUTPUT = Word("写入的文件（{known}）", "the file to write")
O_CASES = Word("只用这些案例，如 8,9,24", "these cases only, as 8,9,24")
O_HEADING = Word("文档标题", "title of the document")
O_TEMPLATE = Word("版式：gongwen、report，或一个 .docx 文件", "gongwen, report, or a .docx file")
O_FORCE = Word("覆盖已有文件", "overwrite an existing file")
O_BY = Word(
    "按 region（地区）、organisation（实施主体）或 theme（主题）分组",
    "group by region, organisation or theme",
)
O_HTML = Word("输出单个 HTML 页面", "print a single HTML page")

UNKNOWN_BY = Word("--by 应为 {known}", "--by takes {known}")
UNKNOWN_SUFFIX = Word("{path}：文件名应以 {known} 结尾", "{path}: the name must end in {known}")
UNKNOWN_TEMPLATE = Word("没有版式 {name}；可用：{known}", "no template {name}; there are: {known}")
BAD_CASES = Word("--cases 应为案例编号，如 8,9,24：{text}", "--cases takes case numbers, as 8,9,24: {text}")
EMPTY_TOPIC = Word("主题是空的", "the topic is empty")
NOTHING_WRITTEN = Word("未写入文件", "Nothing was written")
OVERWRITE = Word("{path} 已存在，覆盖吗？", "{path} exists. Overwrite it?")
NOT_OVERWRITTEN = Word(
    "{path} 已存在，未覆盖；换一个文件名，或加 --force", "{path} exists; choose another name, or --force"
)
CANNOT_WRITE = Word("不能写入 {path}：{problem}", "cannot write {path}: {problem}")
IS_FOLDER = Word("这是文件夹", "is a folder")
NO_PLACE = Word("没有这个文件夹，或没有权限", "no such folder, or no permission")
WRITTEN = Word("已写入 {path}：{cases} 个案例，{notes} 条注", "{path} written: {cases} cases, {notes} notes")
UNKNOWN_DOCUMENT = Word("{path}：不能核对这种文件；可核对 {known}", "{path}: can check {known} only")
UNREADABLE_DOCUMENT = Word(
    "{path}：不能读，或已损坏（{problem}）", "{path}: cannot be read, or damaged ({problem})"
)
NOTHING_PIPED = Word("标准输入是空的", "standard input is empty")
TOO_LARGE = Word("{path}：文件太大", "{path}: too large")
NO_CITATIONS = Word("{path}：没有找到引用，无从核对", "{path}: no citation found, nothing to check")
HOLDS = Word("{path}：{checked} 处引用全部属实", "{path}: all {checked} citations hold")
HOLDS_UNQUOTED = Word("{path}：有案例编号，没有引文可核对", "{path}: case numbers, but no quotation to check")
UNQUOTED = Word(
    "另有 {count} 处只有案例编号、没有引文：只查了编号、数字、地方和机构",
    "{count} more case numbers without a quotation: only number, figures, places and bodies were checked",
)
UNCITED = Word("{count} 句没有引用，未核对：", "{count} without a citation, not checked:")
AND_MORE = Word("……另有 {count} 句（--json 列出全部）", "… and {count} more (--json has all)")
FAILS = Word("{path}：{checked} 处引用，{count} 处不属实", "{path}: {checked} citations, {count} problems")

ARG_TOPIC = Word("主题 [文件]", "TOPIC [FILE]")
H_BRIEF = Word(
    "写一份简报（.docx .md .html，缺省 .docx）", "write a briefing (.docx .md .html; .docx by default)"
)

IN_THE_CASE = Word("原文「", "the case has 「")
WAS = Word("原为「", "it was 「")
NOTE = Word("注", "note ")

WHY = {
    Why.NO_COLLECTION: Word("案例库没有这个案例集", "no such collection in the catalog"),
    Why.NO_CASE: Word("没有这个案例", "no such case"),
    Why.NOT_IN_IT: Word("案例中没有这些字句", "words not in the case"),
    Why.IN_ANOTHER: Word("字句出自另一个案例", "words of another case"),
    Why.ELSEWHERE: Word("字句不在所注的位置", "words not at the place noted"),
    Why.CHANGED: Word("案例已变更，与写作时不同", "the case has changed since"),
    Why.NO_DIGEST: Word("没有案例的 SHA-256", "the digest of the case is missing"),
    Why.TITLE: Word("名称不符", "the title is another"),
    Why.STATEMENT: Word("写成后被改动", "changed since it was written"),
    Why.FACT: Word("统计与案例库不符", "the count does not come out"),
    Why.NO_NOTE: Word("没有注", "there is no note"),
    Why.UNUSED: Word("正文没有用到", "nothing in the text refers to it"),
    Why.TWICE: Word("编号重复", "the number is used twice"),
    Why.UNREADABLE: Word("不能辨认的注", "a note that cannot be read"),
    Why.FIGURE: Word("案例中没有这个数字", "figure not in the case"),
    Why.BODY: Word("案例没有写到这个地方或机构", "place or body not in the case"),
    Why.REVERSED: Word("与案例的说法相反", "the opposite of what the case says"),
    Why.FOREIGN: Word("不是本程序写的部分", "a part that this program did not write"),
}
EARLIER = Word(
    "{collection}·案例{number}此后已变更：按写作时的状态 {state}（{at}）核对",
    "{collection} case {number} has changed since: checked against state {state} ({at})",
)
