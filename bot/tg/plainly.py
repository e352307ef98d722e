"""What the program says at a console, as it is said in a chat: no commands of a terminal, no second language. Pure."""

from __future__ import annotations

from bot.failures import explain
from bot.said.failure_words import without_commands
from data.errors import AnwenError
from data.patterns import regex

_ENGLISH = regex(r"\s*[(（][\x20-\x27\x2a-\x7e]*[a-z]{2,}[\x20-\x27\x2a-\x7e]*[)）](?=\s*(?:$|[\n。；，]))")
_SAID = (
    (regex(r"用 anwen cases 查看全部"), "/cases 查看全部"),
    (regex(r"用 anwen history 查看"), "/history 查看"),
    (regex(r"(?:请先)?用 anwen ingest (?:文件 )?读入案例集"), "请管理员把案例文件发给我"),
    (regex(r"[：，]?(?:改回原设置，或|再)?运行 anwen reindex[^，。；\n]*"), "，请管理员在服务器上重建索引"),
    (
        regex(r"可用 --columns 名称=…,内容=… 指明各列，没有编号列时加 --number-rows"),
        "可再发一次，并在文件的说明里写 名称=…,内容=… 指明各列，没有编号列时另写“按行编号”",
    ),
    (regex(r"请加 --number-rows 依次编号"), "请再发一次，并在文件的说明里写“按行编号”"),
    (regex(r"，?(?:用 --json 查看|--debug 显示详情)"), ""),
    (regex(r"设置 --columns="), "文件的说明 "),
    (
        regex(r"(?:Read some with|read a collection with) anwen ingest(?: FILE)?(?: first)?"),
        "send me a file of cases",
    ),
)


def plainly(text: str, lang: str = "zh") -> str:
    """`text` for a chat; English stays where that is the language spoken."""
    for pattern, instead in _SAID:
        text = pattern.sub(instead, text)
    return text if lang == "en" else _ENGLISH.sub("", text)


def complaint(error: AnwenError, lang: str) -> str:
    """What is told of an error."""
    return without_commands(plainly(explain(error, lang), lang))
