"""A briefing → one HTML file that opens offline: a click on a note shows the case with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from bot.render.briefing.charts import inline_svg
from bot.streams import printable
from data.types import RECOGNISED, Case, Collection
from retrieval.cases.statements import chart_title, field_label
from retrieval.documents.briefs import Brief, Line, Note, Statement, Table
from retrieval.documents.record import written

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
"""The page may fetch nothing, whatever it is made to hold."""
_CLASSES = {"date": ' class="date"'}


def html(brief: Brief) -> str:
    """The whole document as a page."""
    return page(brief.title, _body(brief), script=True)


def case_page(case: Case, collection: Collection) -> str:
    """One case in full as a page."""
    return page(f"案例{case.number} {case.title}", article(case, collection))


def page(title: str, body: Iterable[str], script: bool = False) -> str:
    """A page that stands alone; its script, where it has one, is the program's own."""
    own = files("bot.render.briefing")
    head = [
        "<!doctype html>",
        '<html lang="zh-CN">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(title)}</title>",
        f"<style>\n{(own / 'page.css').read_text('utf-8')}</style></head>",
        "<body>",
    ]
    tail = [f"<script>\n{(own / 'page.js').read_text('utf-8')}</script>"] if script else []
    return printable("\n".join([*head, *body, *tail, "</body></html>"]) + "\n")


def _body(brief: Brief) -> Iterator[str]:
    first, *_ = brief.lines
    yield f"<h1>{_statements(first)}</h1>"
    for line in brief.lines[1:]:
        tag = {"h1": "h2", "h2": "h3"}.get(line.style, "p")
        yield f"<{tag}{_CLASSES.get(line.style, '')}>{_statements(line)}</{tag}>"
        if line.style == "text" and brief.charts and line is brief.lines[2]:
            yield from _charts(brief)
    if brief.table.rows:
        yield f"<h2>{_text(brief.listed)}</h2>"
        yield from _table(brief.table)
    if brief.notes:
        yield f'<h2>{_text(brief.noted)}</h2><ol class="notes">'
        for note in brief.notes:
            yield f'<li id="n{note.number}" value="{note.number}"{where(note)}>{_text(note.text)}</li>'
        yield "</ol>"
    yield "<section hidden>"
    for case in brief.used:
        yield from article(case)
    yield "</section>"
    yield f'<script type="application/json">{written(brief.record)}</script>'
    yield '<dialog aria-label="案例全文"><button class="close" type="button" aria-label="关闭">×</button><div></div></dialog>'


def where(note: Note) -> str:
    """The attributes of a note that say which words a click on it marks; '' where it rests on none."""
    if not note.spots:
        return ""
    first = note.spots[0]
    places = " ".join(f"{spot.start}-{spot.end}" for spot in note.spots)
    case = f' data-collection="{_text(first.case.id.collection)}" data-number="{first.case.number}"'
    return f'{case} data-field="{_text(field_label(first.field))}" data-at="{places}"'


def article(case: Case, collection: Collection | None = None) -> Iterator[str]:
    """One case in full, every character as it is kept."""
    yield f'<article class="case" data-collection="{_text(case.id.collection)}" data-number="{case.number}">'
    yield f'<h3><span class="number">案例{case.number}</span> <span class="title">{_text(case.title)}</span></h3>'
    if case.recognised:
        yield f'<p class="recognised">{RECOGNISED}</p>'
    if collection is not None:
        yield f'<p class="origin">{_text(collection.title)}</p>'
    for part in case.fields:
        label = _text(field_label(part.name))
        yield f'<h4>{label}</h4><p data-field="{label}">{_text(part.text)}</p>'
    yield "</article>"


def _statements(line: Line) -> str:
    return "".join(_marked(statement) for statement in line.statements)


def _marked(statement: Statement) -> str:
    note = statement.note
    mark = f'<a class="ref" href="#n{note}" aria-label="注{note}">{note}</a>' if note is not None else ""
    return _text(statement.text).replace("\n", "<br>") + mark + statement.stop


def _table(table: Table) -> Iterator[str]:
    yield '<div class="wide"><table><thead><tr>'
    yield "".join(f"<th>{_text(name)}</th>" for name in table.head) + "</tr></thead><tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
    yield "</tbody></table></div>"


def _charts(brief: Brief) -> Iterator[str]:
    for by, counts in brief.charts.items():
        drawn = inline_svg(counts, chart_title(by))
        if drawn:
            yield f"<figure>{drawn}<figcaption>{chart_title(by)}</figcaption></figure>"


def _text(text: str) -> str:
    return escape(text, quote=True)
