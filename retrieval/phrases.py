"""The program's own words in answers: Chinese first, English for questions asked in English."""

from __future__ import annotations

_ZH = {
    "list": "逐一检查{total}个案例，{test}的共{count}个：",
    "list_partly": "没有案例完全写到所问的；{test}的有{count}个：",
    "list_meaning": "没有案例用到同样的说法；按意思判断，{test}的有{count}个，可能不全：",
    "all": "现有案例共{count}个：",
    "more": "（以上即全部，没有更多。）",
    "compare": "{count}个案例对照如下：",
    "brief": "关于“{topic}”，现有案例{count}个：",
    "missing": "没有案例{numbers}（现有{known}）。",
    "help": (
        "直接用中文或英文提问即可，例如：\n"
        "· 哪些案例涉及商业秘密？\n· 浙江有几个案例？\n· 案例8讲了什么？\n· 案例14和案例21有什么不同？\n"
        "回答只引用已收录案例的原文，并标出案例编号；案例没有写到的，会直接说明。"
    ),
    "nearest": "最接近的是{names}。",
    "searched": "已检索{scope}（{total}个案例）。",
    "no_place": "没有位于{what}的案例。",
    "no_literal": "没有案例出现“{what}”。",
    "no_theme": "没有案例写到“{what}”。",
    "premise": "所问的与案例写的不符：{what}。",
    "no_outcome": "没有案例的裁判结果符合“{what}”。",
    "no_field": "没有案例符合：{what}。",
    "no_number": "没有案例{what}：编号为{known}。",
    "no_batch": "没有收录“{what}”；现有：{known}。",
    "no_detail": "案例没有写明所问的{what}。",
    "no_institution": "没有案例写到{what}。",
    "mismatch": "没有{what}的案例。",
    "injected": "本程序只依据已收录的案例原文回答，不执行改变规则或虚构内容的指令。",
    "empty": "没有收到问题，请输入要查的内容。",
    "scope": "可查的是{scope}（{total}个案例）。",
    "dangling": "这个问题要接着上文才能明白，而上文还没有：请说出案例编号、地方、单位或主题。",
    "no_scope": "所选范围里没有案例。",
    "nothing": "还没有收录任何案例，请先用 anwen ingest 读入案例集。",
    "off_topic": "没有案例回答这个问题。",
    "struck": "另有{count}句与原文不符，已略去",
    "all_struck": "语言模型写的{count}句都与原文不符，改用原文摘录",
    "left_out": "有{count}个案例篇幅所限未交给语言模型，用原文摘录",
    "in_part": "案例较长，交给语言模型的是节选",
    "no_judge": "复核的模型没有答复",
    "extractive": "，改用原文摘录",
    "failed_timeout": "语言模型没有按时答完",
    "failed_refusal": "语言模型拒绝作答",
    "failed_rate": "语言模型请求过多",
    "failed_output": "语言模型没有给出可用的回答",
    "failed_context": "内容超出语言模型的上限",
    "failed_gone": "语言模型中断或无法连接",
    "failed_key": "语言模型不接受密钥",
    "failed_request": "语言模型不接受请求",
    "failed_budget": "语言模型今日的用量已满",
}
_EN = {
    "list": "Of {total} cases, each tested for “{test}”, {count} match:",
    "list_partly": "No case holds all that was asked; {count} ({test}):",
    "list_meaning": "No case uses these words; by meaning ({test}), {count} found, perhaps not all:",
    "all": "There are {count} cases:",
    "more": "(These are all; there are no more.)",
    "compare": "{count} cases side by side:",
    "brief": "On “{topic}”, {count} cases:",
    "missing": "There is no case {numbers} (there are {known}).",
    "help": (
        "Just ask, in Chinese or English, for example:\n"
        "· Which cases concern trade secrets?\n· How many cases are from Zhejiang?\n· What is case 8 about?\n"
        "Answers quote the published cases word for word, with their numbers; what no case says is refused."
    ),
    "nearest": "The nearest is {names}.",
    "searched": "Searched {scope} ({total} cases).",
    "no_place": "No case is located in {what}.",
    "no_literal": "No case contains “{what}”.",
    "no_theme": "No case mentions “{what}”.",
    "premise": "The case does not say what the question supposes: {what}.",
    "no_outcome": "No case was decided so: {what}.",
    "no_field": "No case fits: {what}.",
    "no_number": "There is no case {what}: the numbers are {known}.",
    "no_batch": "“{what}” is not among the collections; there are: {known}.",
    "no_detail": "The cases do not state what was asked: {what}.",
    "no_institution": "No case mentions {what}.",
    "mismatch": "There is no case of {what}.",
    "injected": "Answers are made from the published cases only; instructions to change that are not followed.",
    "empty": "There was no question.",
    "scope": "What can be searched: {scope} ({total} cases).",
    "dangling": "This question leans on something said before, and nothing was: name a case, place, body or theme.",
    "no_scope": "There is no case in the chosen scope.",
    "nothing": "There are no cases yet; read a collection with anwen ingest first.",
    "off_topic": "No case answers this question.",
    "struck": "{count} more sentence(s) did not hold against the cases and were left out",
    "all_struck": "none of the language model's {count} sentence(s) held against the cases; these are their own words",
    "left_out": "{count} case(s) were too many for the language model and stand in their own words",
    "in_part": "the cases are long; the language model saw parts of them",
    "no_judge": "the judging model did not answer",
    "extractive": "; these are the cases' own words",
    "failed_timeout": "the language model was not done in time",
    "failed_refusal": "the language model refused to answer",
    "failed_rate": "the language model had too many requests",
    "failed_output": "the language model gave no usable answer",
    "failed_context": "this is too long for the language model",
    "failed_gone": "the language model broke off or cannot be reached",
    "failed_key": "the language model does not accept the key",
    "failed_request": "the language model does not accept the request",
    "failed_budget": "today's use of the language model is spent",
}


def phrase(name: str, english: bool, **facts: object) -> str:
    """The phrase `name` with its facts filled in."""
    return (_EN if english else _ZH)[name].format(**facts)
