"""What python-docx has no words for: footnotes that Word numbers itself, what the document rests on, fields, rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CUSTOM = f"{OFFICE}/customXml"
RELATED = f"{OFFICE}/relationships"
RECORD = "urn:anwen:record"
"""The namespace of the part that holds what a document rests on; no reader sees it."""
STORE = "{8C0A7B52-1F3D-4E57-9B61-2D5A0E6F4C11}"
"""The identity of that part within a document, as the format asks for one; any would do."""
_EMPTY = (
    f'<w:footnotes xmlns:w="{WORD}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote></w:footnotes>"
)
_AFTER = (
    "endnotePr",
    "compat",
    "docVars",
    "rsids",
    "mathPr",
    "attachedSchema",
    "themeFontLang",
    "clrSchemeMapping",
)
"""Settings that stand after those of footnotes (ECMA-376, CT_Settings), so far as documents have them."""


class Footnotes:
    """The footnotes of one document; those of a template stay."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text, self._mark = (_style_id(document, f"footnote {name}") for name in ("text", "reference"))
        kind = f"{RELATED}/footnotes"
        held = next((rel.target_part for rel in document.part.rels.values() if rel.reltype == kind), None)
        self._root = _element(held.blob.decode("utf-8") if held is not None else _EMPTY)
        self._part = held if held is not None else _new_part(document, "footnotes", self._root)
        self._next = max(int(note.get(f"{{{WORD}}}id")) for note in self._root) + 1

    def add(self, paragraph: Any, text: str) -> None:
        """Mark a new footnote at the end of `paragraph`."""
        number, self._next = self._next, self._next + 1
        run = paragraph.add_run()
        run._r.append(_element(f'<w:footnoteReference {{}} w:id="{number}"/>'))
        run._r.get_or_add_rPr().append(_element(f'<w:rStyle {{}} w:val="{self._mark}"/>'))
        self._root.append(
            _element(
                f'<w:footnote {{}} w:id="{number}"><w:p><w:pPr><w:pStyle w:val="{self._text}"/></w:pPr>'
                f'<w:r><w:rPr><w:rStyle w:val="{self._mark}"/></w:rPr><w:footnoteRef/></w:r>'
                f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
            )
        )

    def close(self) -> None:
        """Put what was added into the document."""
        self._part._blob = _bytes(self._root)


def _style_id(document: Document, name: str) -> str:
    """The style's id in the document; the style is made where there is none."""
    from docx.enum.style import WD_STYLE_TYPE as TYPE

    held = next((style for style in document.styles if style.name == name), None)
    if held is None:
        character = name.endswith("reference")
        held = document.styles.add_style(name, TYPE.CHARACTER if character else TYPE.PARAGRAPH)
        if character:
            held.font.superscript = True
    return str(held.style_id)


def _new_part(document: Document, name: str, root: Any) -> Any:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    main = document.part
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
    part = Part(PackURI(f"/word/{name}.xml"), content, _bytes(root), main.package)
    main.relate_to(part, f"{RELATED}/{name}")
    settings = document.settings.element
    told = _element('<w:footnotePr {}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>')
    later = next((child for child in settings if child.tag.rpartition("}")[2] in _AFTER), None)
    if later is None:
        settings.append(told)
    else:
        later.addprevious(told)
    return part


def keep_record(document: Document, text: str) -> None:
    """Put what the document rests on into a part of its own."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    main = document.part
    taken = {str(part.partname) for part in main.package.iter_parts()}
    number = next(n for n in range(1, 1000) if f"/customXml/item{n}.xml" not in taken)
    body = f'<?xml version="1.0" encoding="UTF-8"?><record xmlns="{RECORD}">{escape(text)}</record>'
    item = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", body.encode(), main.package)
    about = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<ds:datastoreItem ds:itemID="{STORE}" xmlns:ds="{CUSTOM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{RECORD}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    props = Part(PackURI(f"/customXml/itemProps{number}.xml"), kind, about.encode(), main.package)
    item.relate_to(props, f"{RELATED}/customXmlProps")
    main.relate_to(item, f"{RELATED}/customXml")


def field(paragraph: Any, code: str, shown: str) -> list[Any]:
    """A field with what it shows until it is worked out again; its runs."""
    parts = (
        '<w:fldChar {} w:fldCharType="begin"/>',
        f'<w:instrText {{}} xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar {} w:fldCharType="separate"/>',
        f"<w:t {{}}>{shown}</w:t>",
        '<w:fldChar {} w:fldCharType="end"/>',
    )
    runs = []
    for part in parts:
        run = paragraph.add_run()
        run._r.append(_element(part))
        runs.append(run)
    return runs


def chinese(run: Any) -> None:
    """Marks that Latin and Chinese share (“”, ……) are set as Chinese ones."""
    run._r.get_or_add_rPr().get_or_add_rFonts().set(f"{{{WORD}}}hint", "eastAsia")


def repeat(row: Any) -> None:
    """The row is a head: it stands on every page of its table."""
    row._tr.get_or_add_trPr().append(_element("<w:tblHeader {}/>"))


def keep_whole(row: Any) -> None:
    """The row is not broken between pages."""
    row._tr.get_or_add_trPr().append(_element("<w:cantSplit {}/>"))


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Columns as wide as said, in centimetres."""
    from docx.shared import Cm

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _element(text: str) -> Any:
    from docx.oxml.parser import parse_xml

    return parse_xml(text.replace("{}", f'xmlns:w="{WORD}"', 1).encode())


def _bytes(element: Any) -> bytes:
    from docx.opc.oxml import serialize_part_xml

    return bytes(serialize_part_xml(element))
