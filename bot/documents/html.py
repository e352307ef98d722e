"""A briefing's HTML → the page that a check reads: what people see, and the cases behind the notes."""

from __future__ import annotations

from html.parser import HTMLParser

from data.types import Case, CaseId, Field
from retrieval.cases.statements import field_name
from retrieval.checking.documents.documents import Page

_BLOCKS = frozenset(
    ("p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dt", "dd", "div", "section")
)
_CELLS = frozenset(("td", "th"))
_SKIPPED = frozenset(("script", "style", "title", "template", "dialog"))


def read_page(text: str) -> Page:
    """The blocks, notes and cases of a page; ValueError where the page cuts a case short."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.flush()
    blocks, notes = tuple(reader.blocks), tuple(reader.notes)
    return Page(blocks, notes, tuple(reader.cases), tuple(reader.charts), reader.record)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.notes: list[tuple[int, str]] = []
        self.cases: list[Case] = []
        self.charts: list[tuple[str, ...]] = []
        self.record: str | None = None
        self._is_record = False
        self._figure: list[str] | None = None
        self._text: list[str] = []
        self._skipped = 0
        self._note: int | None = None
        self._in_ref = False
        self._case: tuple[str, int] | None = None
        self._part: str | None = None
        self._title = ""
        self._fields: list[Field] = []
        self._recognised = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        if tag in _SKIPPED:
            self._skipped += 1
            self._is_record = tag == "script" and values.get("type") == "application/json"
        elif self._skipped:
            return
        elif tag == "figure":
            self.flush()
            self._figure = []
        elif tag == "article" and "case" in classes:
            self.flush()
            self._case = (values.get("data-collection", ""), int(values.get("data-number", "")))
            self._title, self._fields, self._recognised = "", [], False
        elif self._case is not None:
            self._open_part(classes, values)
        elif tag == "a" and "ref" in classes:
            self._text.append(f"⟦{int(values.get('href', '').removeprefix('#n'))}⟧")
            self._in_ref = True
        elif tag in _BLOCKS and self._figure is None:
            self.flush()
            if tag == "li" and values.get("id", "").startswith("n"):
                self._note = int(values["id"][1:])
        elif tag in _CELLS and self._text:
            self._text.append("\t")
        elif tag == "br":
            self._text.append("\n")

    def _open_part(self, classes: list[str], values: dict[str, str]) -> None:
        if "number" in classes or "title" in classes or "data-field" in values:
            self._text = []
            self._part = values.get("data-field", classes[0] if classes else "")
        elif "recognised" in classes:
            self._recognised = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._is_record = False
            self._skipped = max(self._skipped - 1, 0)
        elif self._skipped:
            return
        elif tag == "figure" and self._figure is not None:
            self.charts.append(tuple(self._figure))
            self._figure = None
        elif self._case is not None:
            self._close_part(tag)
        elif tag == "a":
            self._in_ref = False
        elif tag in _BLOCKS:
            self.flush()

    def _close_part(self, tag: str) -> None:
        if tag == "article" and self._case is not None:
            fields = tuple(self._fields)
            self.cases.append(Case(CaseId(*self._case), self._title, fields, self._recognised))
            self._case, self._text = None, []
        elif tag in ("p", "span") and self._part is not None:
            text, (collection, number) = "".join(self._text), self._case or ("", 0)
            if tag == "p":
                self._fields.append(Field(field_name(self._part), text))
            elif self._part == "title":
                self._title = text
            elif text != f"案例{number}":  # the number shown is the one that counts
                self._case = (collection, int(text.removeprefix("案例")))
            self._part, self._text = None, []

    def handle_data(self, data: str) -> None:
        if self._is_record:
            self.record = (self.record or "") + data
        if self._skipped or self._in_ref:
            return
        if self._figure is not None:
            self._figure += [data.strip()] if data.strip() else []
        elif self._case is None or self._part is not None:
            self._text.append(data)

    def flush(self) -> None:
        """End the block under way."""
        text = "".join(self._text)
        self._text = []
        if self._note is not None and text.strip():
            self.notes.append((self._note, text))
            self._note = None
        elif text.strip():
            self.blocks.append(text)
