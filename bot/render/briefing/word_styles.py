"""The looks of Word documents: styles, page, page numbers. LOOKS has a row a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from data.values import dataclass

if TYPE_CHECKING:
    from docx.document import Document

LATIN = "Times New Roman"
FALLBACKS = {
    "仿宋": "FangSong,仿宋_GB2312,FangSong_GB2312,STFangsong,Noto Serif CJK SC",
    "黑体": "SimHei,STHeiti,Noto Sans CJK SC,WenQuanYi Zen Hei",
    "楷体": "KaiTi,楷体_GB2312,KaiTi_GB2312,STKaiti,Noto Serif CJK SC",
    "宋体": "SimSun,STSong,Noto Serif CJK SC",
    "方正小标宋简体": "FZXiaoBiaoSong-B05S,黑体,SimHei,Noto Serif CJK SC",
}
"""Where a machine lacks a font, these stand in for it."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points, margins (top, bottom, left, right) in centimetres, line spacing in points."""

    title_font: str
    title: float
    heading_font: str
    body_font: str
    body: float
    table: float
    spacing: float
    margins: tuple[float, float, float, float]
    note: float = 9


LOOKS = {
    # GB/T 9704-2012 (格式 of Party and government documents): margins 37/35/28/26 mm, 小标宋 22 pt, 仿宋 16 pt on 28 pt.
    "gongwen": Look("方正小标宋简体", 22, "黑体", "仿宋", 16, 10.5, 28, (3.7, 3.5, 2.8, 2.6)),
    "report": Look("黑体", 20, "黑体", "宋体", 12, 10, 20, (2.54, 2.54, 2.8, 2.8)),
}


def dress(document: Document, look: Look) -> None:
    """Give `document` the page, the styles and the page numbers of `look`."""
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    top, bottom, left, right = look.margins
    section.top_margin, section.bottom_margin = Cm(top), Cm(bottom)
    section.left_margin, section.right_margin = Cm(left), Cm(right)
    section.footer_distance = Cm(2.5 if bottom > 3 else 1.5)
    _styles(document, look)
    _page_number(section)
    _fonts(document)
    for id_, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):  # the library's; it would contradict our styles
            document.part.drop_rel(id_)
            document.part.rels.pop(id_, None)


def _styles(document: Document, look: Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

    body, space = look.body, look.spacing
    _style(document, "Normal", look.body_font, body)
    _style(document, "Title", look.title_font, look.title, align=ALIGN.CENTER, spacing=look.title * 1.6)
    _style(document, "Subtitle", look.body_font, body, align=ALIGN.CENTER, spacing=space, after=space / 2)
    _style(document, "Heading 1", look.heading_font, body, spacing=space, indent=2 * body, keep=True)
    _style(document, "Heading 2", "楷体", body, spacing=space, indent=2 * body, keep=True)
    _style(document, "Body Text", look.body_font, body, align=ALIGN.JUSTIFY, spacing=space, indent=2 * body)
    _style(document, "Caption", look.body_font, look.table + 1, align=ALIGN.CENTER, after=8)
    _style(document, "Figure", look.body_font, body, align=ALIGN.CENTER, before=8, keep=True)
    _style(document, "Table Head", look.heading_font, look.table, align=ALIGN.CENTER, before=2, after=2)
    _style(document, "Table Text", look.body_font, look.table, before=2, after=2)
    _style(document, "footnote text", look.body_font, look.note, spacing=look.note * 1.4)


def _named(document: Document, name: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE

    if name not in {style.name for style in document.styles}:
        return document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return document.styles[name]


def _style(
    document: Document,
    name: str,
    font: str,
    size: float,
    *,
    align: Any = None,
    spacing: float | None = None,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    keep: bool = False,
) -> None:
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = _named(document, name)
    style.font.name, style.font.size = LATIN, Pt(size)
    style.font.bold = style.font.italic = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    form = style.paragraph_format
    form.alignment, form.first_line_indent = align, Pt(indent)
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.keep_with_next, form.widow_control = keep, True
    if spacing is not None:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:  # the library's own Title is underlined
        style.element.pPr.remove(borders)


def _page_number(section: Any) -> None:
    """— 1 — in the middle of the foot, 宋体 14 pt."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    from bot.render.briefing.word_notes import field

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in ("— ", None, " —"):
        runs = [paragraph.add_run(part)] if part else field(paragraph, "PAGE", "1")
        for run in runs:
            run.font.name, run.font.size = "宋体", Pt(14)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")


def _fonts(document: Document) -> None:
    """Tell the word processor which font to take where ours is missing."""
    held = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/><w:family w:val="auto"/>'
        f'<w:pitch w:val="variable"/></w:font>'
        for name, others in FALLBACKS.items()
    )
    held._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{fonts}</w:fonts>"
    ).encode()
