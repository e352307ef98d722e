"""What the readings of a document (as tables, as a narrative) have in common."""

from __future__ import annotations

from dataclasses import dataclass

from data.formats.document import Dropped, Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries found in a document's lines, and what was passed over to find them."""

    entries: tuple[Entry, ...]
    dropped: tuple[Dropped, ...]
    tables: int = 0
    header_rows: int = 0
    joined: tuple[int, ...] = ()
    """The lines of the rows that were joined to the row before or after them."""
    structure: tuple[str, ...] = ()
    """What says which text is what and is in no case itself: the cells of header rows, 案例名称： before a title."""
