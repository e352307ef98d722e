"""What is said in words that a command says shorter: 写成简报, 导出成表格, 换英文, a bare number. Pure."""

from __future__ import annotations

from data.numerals import number_of
from data.patterns import regex

_POLITE = (
    r"(?:请|麻烦|帮我|给我|替我|能不能|可以|把?(?:它|它们|这个|这些|这几个|结果|上面的?|刚才的?|答案|案例))*"
)
_MADE = r"(?:(?:写|整理|做|弄|生成|导出|输出|保存|存|转)(?:成|为|一份|份|一个)?|要一?[份个]?|来一?[份个]|发我一?[份个]?|发给我一?[份个]?)"
_END = r"(?:给我|发我|发给我|文件|吧|吗|谢谢)*"
_BRIEF = regex(rf"{_POLITE}{_MADE}(?:个)?(?:简报|报告|[Ww][Oo][Rr][Dd](?:文档|版)?|docx|文档){_END}")
_SHEET = regex(
    rf"{_POLITE}(?:(?:导出|输出|保存|存|转|整理|生成|做)(?:成|为)?|发我一?[份个]?|发给我一?[份个]?|要一?[份个])(?:个)?"
    rf"(?:表格|电子表格|[Ee][Xx][Cc][Ee][Ll](?:表格?|版)?|xlsx){_END}"
)
_LANGUAGE = regex(
    r"(?:请|麻烦)?(?:换成?|改成?|用|说|切换成?|切换到|改用|换用)(英文|英语|中文|汉语)(?:回答|界面|吧|谢谢)*"
)
_SWITCH = regex(r"(?:please )?(?:switch to |speak |in )(english|chinese)(?: please)?", 2)
_ENDS = " \t\n\u3000。.！!，,～~？?"


def spoken(text: str) -> tuple[str, str] | None:
    """The command that the whole of `text` means, and its argument; None for a question."""
    said = text.strip(_ENDS)
    if _SHEET.fullmatch(said):
        return "table", ""
    if _BRIEF.fullmatch(said):
        return "brief", ""
    if found := _LANGUAGE.fullmatch(said) or _SWITCH.fullmatch(said):
        return "lang", "en" if found[1].lower() in {"英文", "英语", "english"} else "zh"
    if said and said.lstrip("#＃") and number_of(said.lstrip("#＃")) is not None:
        return "case", said.lstrip("#＃")
    return None
