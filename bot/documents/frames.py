"""What stands in a document of ours without a note because the program writes it as its frame."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.briefing.markdown import HEADINGS
from data.patterns import regex
from retrieval.statements import Counted, plain, read_note
from retrieval.verifying import REF, Page

_NUMBERED = regex(r"[一二三四五六七八九十百]{1,5}、(.+)")
_DATE = regex(r"\d{4}年\d{1,2}月\d{1,2}日")
_TITLE = regex(r"(?:关于“.{1,200}”的)?案例简报|案问记录|Briefing(?: on .{1,200})?|Answers from the cases")
_HEADS = frozenset(("编号", "案例名称", "地方", "实施主体", "注", "案例", "案例号"))
_RULE = regex(r"[\s:\-\t]*")


def unnoted(page: Page) -> Iterator[str]:
    """The blocks that no note bears out and no frame of the program is."""
    groups = {
        plain(claim.detail.partition("：")[2])
        for _, text in page.notes
        if isinstance(claim := read_note(text), Counted) and claim.kind == "分组"
    }
    captions = {texts[-1] for texts in page.charts if texts}
    for at, block in enumerate(page.blocks):
        text = plain(block)
        if REF.search(block) or text in HEADINGS.values() or _DATE.fullmatch(text) or _RULE.fullmatch(text):
            continue
        heading = _NUMBERED.fullmatch(text)
        if heading and (heading[1] in HEADINGS.values() or heading[1] in groups):
            continue
        if (at == 0 and _TITLE.fullmatch(text)) or text in captions or text.startswith("案例数，按"):
            continue
        if "\t" in block and block.strip().split("\t")[0].strip() in _HEADS:
            continue
        yield text
