"""What in a page of ours the program did not write: elements, attributes, scripts, styles, and text nobody checks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from importlib.resources import files

from bot.render.briefing.page import POLICY, where
from data.types import RECOGNISED, Records
from retrieval.cases.statements import plain
from retrieval.documents.briefs import Brief

_ANY, _NONE = r".*", r""
_OWN: dict[str, dict[str, str]] = {
    "html": {"lang": "zh-CN"},
    "meta": {
        "charset": "utf-8", "http-equiv": "Content-Security-Policy", "name": "viewport|referrer",
        "content": f"{re.escape(POLICY)}|width=device-width, initial-scale=1|no-referrer",
    },
    "p": {"class": "date|origin|recognised", "data-field": _ANY},
    "section": {"hidden": _NONE},
    "a": {"class": "ref", "href": r"#n\d+", "aria-label": r"注\d+"},
    "div": {"class": "wide"},
    "ol": {"class": "notes"},
    "li": {"id": r"n\d+", "value": r"\d+", "data-collection": _ANY, "data-number": r"\d+", "data-field": _ANY, "data-at": _ANY},
    "script": {"type": "application/json"},
    "article": {"class": "case", "data-collection": _ANY, "data-number": r"\d+"},
    "span": {"class": "number|title"},
    "dialog": {"aria-label": "案例全文"},
    "button": {"class": "close", "type": "button", "aria-label": "关闭"},
}  # fmt: skip
_BARE = frozenset(
    (
        "head", "title", "style", "body", "h1", "h2", "h3", "h4", "br", "table", "thead", "tbody", "tr",
        "th", "td", "figure", "figcaption",
    )
)  # fmt: skip
_DRAWN = frozenset(("svg", "defs", "g", "path", "text", "tspan", "clippath", "rect", "use", "line"))
_DRAWING = re.compile(
    r"id|d|style|x|y|x1|x2|y1|y2|width|height|transform|clip-path|viewbox|version|role|aria-label|xmlns(:xlink)?|xlink:href"
)
_REACHES_OUT = re.compile(r"url\((?!#)|https?://(?!www\.w3\.org/)|javascript:", re.IGNORECASE)


def foreign(text: str, records: Records, brief: Brief | None = None) -> list[str]:
    """Each part of the page that the program did not write, as a person finds it again; [] where it wrote all.

    `brief` is what the page should be; None where it is a case in full.
    """
    parts = _Parts(records, {where(note).strip() for note in brief.notes} if brief else set())
    parts.feed(text)
    parts.close()
    return list(dict.fromkeys([*parts.found, *parts.unlike()]))


class _Parts(HTMLParser):
    def __init__(self, records: Records, marked: set[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._marked = marked
        self._type = ""
        self.found: list[str] = []
        self._titles = {plain(c.title) for c in records.collections}
        self._inside: list[str] = []
        self._held: dict[str, list[str]] = {}
        self._note = ""
        self._label = ""
        self._class = ""
        self._part = False
        self._names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if not (
            self._is_drawn(tag, values)
            if "figure" in self._inside and tag in _DRAWN
            else _is_own(tag, values)
        ):
            self.found.append(self.get_starttag_text() or f"<{tag}>")
        if tag in ("br", "meta"):
            return
        self._inside.append(tag)
        self._held[tag] = []
        self._class = values.get("class", "") if tag == "p" else self._class
        if tag == "a":
            self._note = values.get("href", "").removeprefix("#n")
        elif tag == "script":
            self._type = values.get("type", "")
        elif tag == "li" and (
            values.get("id") != f"n{values.get('value')}" or _marks(values) not in self._marked
        ):
            self.found.append(self.get_starttag_text() or "<li>")
        elif "article" in self._inside and (tag == "span" or "data-field" in values):
            self._part = True
            if tag == "p" and values["data-field"] != self._label:
                self.found.append(f"<h4>{self._label}</h4>")

    def _is_drawn(self, tag: str, values: dict[str, str]) -> bool:
        return all(
            _DRAWING.fullmatch(name) and not _REACHES_OUT.search(value) for name, value in values.items()
        )

    def handle_endtag(self, tag: str) -> None:
        said = plain("".join(self._held.get(tag, ())))
        if tag == "a" and said != self._note:
            self.found.append(f"<a>{said[:40]}</a>")
        elif tag == "h4":
            self._label = said
        elif tag in ("title", "h1"):
            self._names.append(said)
        elif tag == "dialog" and said != "×":
            self.found.append(f"<dialog>{said[:40]}")
        elif tag in ("style", "script") and not (tag == "script" and self._type):
            own = (files("bot.render.briefing") / f"page.{'css' if tag == 'style' else 'js'}").read_text(
                "utf-8"
            )
            if said != plain(own):
                self.found.append(f"<{tag}>")
        if tag in ("span", "p"):
            self._part = False
        while tag in self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in self._inside:
            self._held[tag].append(data)
        if not self._inside and data.strip():
            self.found.append(plain(data)[:40])
        loose = "article" in self._inside and not self._part and self._inside[-1] != "h4" and plain(data)
        own = {plain(RECOGNISED)} if self._class == "recognised" else self._titles
        if loose and not (self._inside[-1] == "p" and loose in own):
            self.found.append(loose[:40])

    def handle_pi(self, data: str) -> None:
        self.found.append(f"<?{data[:40]}")

    def unlike(self) -> Iterator[str]:
        """The name in the window's title, where the page is headed otherwise."""
        if len(self._names) > 1 and self._names[0] != self._names[1]:
            yield f"<title>{self._names[0][:40]}</title>"


def _marks(values: dict[str, str]) -> str:
    """The words that a click on the note marks, as the program writes where they are."""
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items() if name.startswith("data-"))


def _is_own(tag: str, values: dict[str, str]) -> bool:
    allowed = _OWN.get(tag)
    if allowed is None:
        return tag in _BARE and not values
    return all(
        name in allowed and re.fullmatch(allowed[name], value, re.DOTALL) for name, value in values.items()
    )
