"""The words of what other programs see, Chinese and English side by side."""

from __future__ import annotations

from bot.words import Word

MCP = Word("MCP 服务器（标准输入输出），供其他程序提问", "the MCP server on stdio, for other programs")

NOT_AN_OBJECT = Word("请求应为 JSON 对象", "the request must be a JSON object")
NOT_TEXTS = Word("{name} 应为字符串数组", "`{name}` must be an array of strings")
TOO_MANY = Word("{name} 至多 {most} 个", "`{name}` takes {most} at most")
NOT_A_NUMBER = Word(
    "{name} 应为 {least} 至 {most} 的整数", "`{name}` must be a whole number from {least} to {most}"
)
NO_TEXT = Word("缺少 text（要核对的文字）", "`text` (what is to be checked) is missing")
UNKNOWN_TOOL = Word("没有工具 {name}", "no tool {name}")
UNKNOWN_RESOURCE = Word(
    "没有资源 {uri}；案例是 case://案例集/编号", "no resource {uri}; a case is case://COLLECTION/NUMBER"
)
BAD_CURSOR = Word("没有这样的 cursor", "no such cursor")
SHOWN_OF = Word(
    "第 {first}–{last} 个，共 {total} 个；offset={next} 接着看",
    "{first}–{last} of {total}; go on with offset={next}",
)

INSTRUCTIONS = Word(
    "案问：就编号案例集提问。回答注明案例编号并逐字引用原文；没有案例能回答时 refused 为 true，reason 说明查过什么，"
    "不要自行补充。引用时保留 [案例N] 标记与原文，写好的文字可用 verify 核对。",
    "Answers over numbered case collections, with case numbers and verbatim quotes. Where `refused` is true no case "
    "answers and `reason` says what was searched: add nothing of your own. Keep the [案例N] marks and the quotes as "
    "they are; `verify` checks what you wrote with them.",
)
T_ASK = Word(
    "向案例集提问（中文为主），得到注明案例编号、逐字引用原文的回答；追问时把此前的提问放在 turns 里",
    "Ask the case collections (best in Chinese): an answer with case numbers and verbatim quotes. For a follow-up give "
    "the person's earlier questions as `turns`.",
)
T_CASE = Word("一个案例的全文", "One case in full.")
T_CASES = Word(
    "列出案例及其全文，可限定案例集，分页", "The cases with their texts, by collection, a page at a time."
)
T_VERIFY = Word(
    "核对任何文字里的引用：引号里的话是否逐字见于所注的 [案例N]、数字与机构是否相符；不用模型",
    "Check any text that cites cases: whether the words quoted stand in the [案例N] named, whether figures and bodies "
    "agree. No model takes part.",
)
P_QUESTION = Word("问题", "the question")
P_TURNS = Word("此前的提问，先问的在前", "the earlier questions, oldest first")
P_COLLECTIONS = Word("限定案例集：编号、简称或名称", "only these collections: id, label or title")
P_COLLECTION = Word(
    "案例集的编号、简称或名称；编号在几个案例集都有时要写",
    "id, label or title; needed where several have that number",
)
P_NUMBER = Word("案例编号", "the case's number")
P_OFFSET = Word("跳过多少个", "how many to skip")
P_LIMIT = Word("至多多少个", "how many at most")
P_TEXT = Word("要核对的文字", "the text to check")
R_CASES = Word("案例", "Cases")
R_CASE = Word("一个案例：编号、名称、各栏全文、SHA-256", "One case: number, title, whole text, SHA-256")

SERVE = Word(
    "HTTP 服务：JSON、OpenAI 协议与一个网页",
    "HTTP: JSON, OpenAI's protocol, and a page for asking and reading",
)
O_LISTEN = Word(
    "监听的地址；本机以外的要有 --token", "address to listen on; any but this machine's own needs --token"
)
O_TOKEN = Word(
    "访问要带的令牌（Authorization: Bearer）；也可用 ANWEN_SERVE_TOKEN",
    "token that callers must bear (Authorization: Bearer); or ANWEN_SERVE_TOKEN",
)
O_HOST = Word(
    "别人用来访问本服务的主机名（如反向代理之后），可重复",
    "a host name by which this is reached (behind a proxy, say); repeatable",
)
SERVING = Word("案问在 {url} （Ctrl-C 停止）", "anwen at {url} (Ctrl-C stops)")
NEEDS_TOKEN = Word(
    "{host} 不是本机地址：任何人都能来问，须设 --token 或 ANWEN_SERVE_TOKEN",
    "{host} is not this machine's own: anybody could ask; give --token or ANWEN_SERVE_TOKEN",
)
CANNOT_LISTEN = Word("不能监听 {host}:{port}：{problem}", "cannot listen on {host}:{port}: {problem}")

INTERNAL = Word("内部错误", "internal error")
WRONG_HOST = Word("不认识的主机名：{host}", "not a name of this server: {host}")
CROSS_SITE = Word("别的网站不能代人提问", "other sites may not ask for people")
WRONG_TOKEN = Word(
    "令牌不对或没有：Authorization: Bearer …", "wrong or missing token: Authorization: Bearer …"
)
TOO_OFTEN = Word("请求太多，请稍后再试", "too many requests; try again later")
TOO_BUSY = Word("正在回答的太多，请稍后再试", "too many are being answered; try again later")
TOO_BIG = Word("请求超过 {most} 字节", "the request is over {most} bytes")
TOO_SLOW = Word("请求迟迟没有传完", "the request did not arrive in time")
NOT_JSON_TYPE = Word("请求应为 Content-Type: application/json", "send Content-Type: application/json")
BAD_JSON = Word("不是 JSON：{problem}", "not JSON: {problem}")
NO_PAGE = Word("没有 {path}", "there is no {path}")
NO_METHOD = Word("{path} 不接受 {method}", "{path} does not take {method}")
UNKNOWN_MODEL = Word("没有模型 {name}；有：{known}", "no model {name}; there are: {known}")
NO_MESSAGES = Word("messages 里要有一条用户的消息", "`messages` must hold a message of the user's")
BAD_MESSAGES = Word(
    "messages 应为对象数组，每个有 role 与 content", "`messages` must be objects with role and content"
)
ONLY_TEXT = Word("消息只能是文字", "messages can be text only")
