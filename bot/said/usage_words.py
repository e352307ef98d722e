"""What the command line's parser says, in Chinese; its own words are English."""

from __future__ import annotations

import re

from data.patterns import regex

METAVARS = {
    "QUESTION": "问题",
    "FILE": "文件",
    "FILE…": "文件…",
    "PATH...": "文件...",
    "[FILE]": "[文件]",
    "[TOPIC]": "[主题]",
    "[WHAT]": "[问题或案例集]",
    "ID": "编号",
    "[ID]": "[编号]",
    "C": "案例集",
    "T": "文字",
    "NAME": "名称",
    "G": "分组",
    "L": "简称",
    "N,N": "N,N",
    "TEXT": "文字",
    "INTEGER": "数字",
    "PATH": "路径",
    "HOST:PORT": "主机:端口",
}
"""What stands for a value in help pages."""
_PAGE = (
    (regex(r"(?m)^Usage: "), "用法："),
    (regex(r"\[OPTIONS\]"), "[选项]"),
    (regex(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]..."),
    (regex(r"(?m)^Arguments:$"), "参数："),
    (regex(r"(?m)^Options:$"), "选项："),
    (regex(r"(?m)^Commands:$"), "命令："),
    (regex(r"\[required\]"), "［必填］"),
    (regex(r"\[default: ([^\]]+)\]"), r"［缺省：\1］"),
)
_BRACED = regex(r"(?<= )\{([^{}\s]+)\}")
"""A value that must be given, as the parser shows it."""
_ERRORS = (
    (regex(r"Missing option '(.+?)'(?: / '(.+)')?\.?.*"), r"缺少选项 \1"),
    (regex(r"Missing argument '(.+?)'\.?.*"), r"缺少参数：\1"),
    (regex(r"Missing (?:command|parameter).*"), "缺少命令"),
    (regex(r"No such option: (\S+?)\.? Did you mean (.+)\?"), r"没有选项 \1；是不是 \2？"),
    (regex(r"No such option: (\S+) \(Possible options: (.+)\)"), r"没有选项 \1；可用：\2"),
    (regex(r"No such option:? (\S+?)\.?"), r"没有选项 \1"),
    (regex(r"No such command '(.*?)'\.? Did you mean (.+)\?"), r"没有命令 \1；是不是 \2？"),
    (regex(r"No such command '(.*?)'\.?"), r"没有命令 \1"),
    (regex(r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)"), r"多余的参数：\1"),
    (regex(r"Option '?(\S+?)'? requires (?:an argument|\d+ arguments)\."), r"选项 \1 要带一个值"),
    (regex(r"Option '?(\S+?)'? does not take a value\."), r"选项 \1 不带值"),
    (regex(r"Invalid value for (.+?): '?(.+?)'? is not a valid (?:integer|int|float|int range|path)\.?"), r"\1 应为数字：\2"),
    (regex(r"Invalid value for (.+?): (.+?) is not in the range (.+?)\.?"), r"\1 应在 \3 之内：\2"),
    (regex(r"Invalid value for (.+?): (.+)"), r"\1 的值不对：\2"),
    (regex(r"Invalid value: (.+)"), r"\1"),
)  # fmt: skip


def help_page(text: str, lang: str) -> str:
    """A help page as the parser made it, its frame in the language."""
    text = _BRACED.sub(r"\1", text)
    if lang != "en":
        for pattern, said in _PAGE:
            text = pattern.sub(said, text)
    return text


def usage_error(message: str, lang: str) -> str:
    """What was wrong with a command line."""
    message = re.sub(r"\s+", " ", message).strip()
    if lang == "en":
        return message.removeprefix("Invalid value: ")
    for pattern, said in _ERRORS:
        found = pattern.fullmatch(message)
        if found:
            return found.expand(said)
    return message
