"""What is said in words that a command says shorter: 写成简报, 换英文, a bare number. Pure."""

from __future__ import annotations

from data.numerals import number_of
from data.patterns import regex

_POLITE = r"(?:请|麻烦|帮我|给我|替我|把(?:它|这个|这些|结果|上面的?|答案))*"
_BRIEF = regex(
    _POLITE + r"(?:(?:写|整理|做|弄|生成|导出)(?:成|为|一份|份)?|要一?份|发我一?份?|发给我一?份?|存成)"
    r"(?:个)?(?:简报|报告|[Ww]ord(?:文档|文件|版)?|docx)(?:给我|吧|谢谢)*"
)
_LANGUAGE = regex(
    r"(?:请|麻烦)?(?:换成?|改成?|用|说|切换成?|切换到|改用|换用)(英文|英语|中文|汉语)(?:回答|吧|谢谢)*"
)
_SWITCH = regex(r"(?:please )?(?:switch to |speak |in )(english|chinese)(?: please)?", 2)
_ENDS = " \t\n\u3000。.！!，,～~"


def spoken(text: str) -> tuple[str, str] | None:
    """The command that the whole of `text` means, and its argument; None for a question."""
    said = text.strip(_ENDS)
    if _BRIEF.fullmatch(said):
        return "brief", ""
    if found := _LANGUAGE.fullmatch(said) or _SWITCH.fullmatch(said):
        return "lang", "en" if found[1].lower() in {"英文", "英语", "english"} else "zh"
    if said and said.lstrip("#＃") and number_of(said.lstrip("#＃")) is not None:
        return "case", said.lstrip("#＃")
    return None
