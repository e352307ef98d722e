"""Plain text: a line with tabs is a table row, any other a paragraph."""

from __future__ import annotations

from data.errors import SourceError
from data.patterns import regex
from data.reading.document import Document, Line, Source
from data.reading.formats.encoding import MAX_LINES, decode
from data.reading.formats.wrapping import joined, wrapped_at
from data.reading.grid import MAX_CELLS

# Not str.splitlines: it also breaks at U+2028 and control characters, and editors count lines otherwise.
_LINE_END = regex(r"\r\n|\r|\n|\f")


def read(source: Source) -> Document:
    """The lines of a text file; SourceError where it is no text."""
    text, encoding, warnings = decode(source)
    if text.count("\t") > MAX_CELLS or text.count("\f") > MAX_LINES:
        raise SourceError(source.path, f"超过 {MAX_CELLS} 格，不像案例集 (too many cells)")
    written = _LINE_END.split(text)
    if "\t" not in text and (width := wrapped_at(written)):
        lines = joined(written, width)
        warnings = (
            *warnings,
            f"每行 {width} 格折断的行已接成段落，请核对 (lines broken at a fixed width were joined)",
        )
    else:
        lines = [Line(number, tuple(line.split("\t"))) for number, line in enumerate(written, 1)]
    return Document(source, "txt", encoding, len(text), lines=tuple(lines), warnings=warnings)
