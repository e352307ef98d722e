"""A briefing → one HTML file that opens offline: a click on a note shows the case with the words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from bot.render.briefing.charts import inline_svg
from bot.render.briefing.markdown import HEADINGS, joints, numbered
from bot.streams import printable
from data.types import Case, Collection
from retrieval.briefs import Brief, Paragraph, Table
from retrieval.statements import chart_title, field_label, note_text

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
"""The page may fetch nothing, whatever it is made to hold."""


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
    yield f'<h1>{_text(brief.title)}</h1>\n<p class="date">{_text(brief.date)}</p>'
    at = 0
    if brief.overview:
        yield f"<section><h2>{numbered(at := at + 1, HEADINGS['overview'])}</h2>"
        yield f"{_paragraph(brief.overview)}"
        yield from _charts(brief)
        yield "</section>"
    for section in brief.sections:
        yield f"<section><h2>{_text(numbered(at := at + 1, section.heading))}</h2>"
        yield from (_paragraph(paragraph) for paragraph in section.paragraphs)
        yield "</section>"
    for name, table in (("comparison", brief.comparison), ("cases", brief.cases)):
        if table is not None and table.rows:
            yield f"<section><h2>{numbered(at := at + 1, HEADINGS[name])}</h2>"
            yield from _table(table)
            yield "</section>"
    yield f'<section><h2>{HEADINGS["notes"]}</h2><ol class="notes">'
    for note in brief.notes:
        yield f'<li id="n{note.number}" value="{note.number}">{_text(note_text(note, brief.collections))}</li>'
    yield "</ol></section>"
    yield "<section hidden>"
    for case in brief.used:
        yield from article(case)
    yield '</section>\n<dialog aria-label="案例全文"><button class="close" type="button" aria-label="关闭">×</button><div></div></dialog>'


def article(case: Case, collection: Collection | None = None) -> Iterator[str]:
    """One case in full, every character as it is kept."""
    yield f'<article class="case" data-collection="{_text(case.id.collection)}" data-number="{case.number}">'
    yield f'<h3><span class="number">案例{case.number}</span> <span class="title">{_text(case.title)}</span></h3>'
    if collection is not None:
        yield f'<p class="origin">{_text(collection.title)}</p>'
    for part in case.fields:
        label = _text(field_label(part.name))
        yield f'<h4>{label}</h4><p data-field="{label}">{_text(part.text)}</p>'
    yield "</article>"


def _paragraph(paragraph: Paragraph) -> str:
    return f"<p>{''.join(_marked(s.text, s.note) + joint for s, joint in joints(paragraph))}</p>"


def _marked(text: str, note: int | None) -> str:
    mark = f'<a class="ref" href="#n{note}" aria-label="注{note}">{note}</a>' if note is not None else ""
    return _text(text).replace("\n", "<br>") + mark


def _table(table: Table) -> Iterator[str]:
    yield '<div class="wide"><table><thead><tr>'
    yield "".join(f"<th>{_text(name)}</th>" for name in table.head) + "</tr></thead><tbody>"
    for row in table.rows:
        cells = ("".join(_marked(s.text, s.note) for s in cell) for cell in row)
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield "</tbody></table></div>"


def _charts(brief: Brief) -> Iterator[str]:
    for by, counts in brief.charts.items():
        drawn = inline_svg(counts, chart_title(by))
        if drawn:
            yield f"<figure>{drawn}<figcaption>{chart_title(by)}</figcaption></figure>"


def _text(text: str) -> str:
    return escape(text, quote=True)
