"""A briefing → a file, whole or not at all. WRITERS has a row a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.render.briefing.markdown import markdown
from bot.render.briefing.word_styles import LOOKS
from bot.render.putting import put, require_place
from bot.said import document_words as words
from bot.words import Words
from data.errors import AnwenError
from retrieval.documents.briefs import Brief

TEMPLATES = tuple(LOOKS)


def _md(brief: Brief, template: str) -> bytes:
    return markdown(brief).encode("utf-8")


def _html(brief: Brief, template: str) -> bytes:
    from bot.render.briefing.page import html

    return html(brief).encode("utf-8")


def _docx(brief: Brief, template: str) -> bytes:
    from bot.render.briefing.word import docx

    return docx(brief, template)


WRITERS: dict[str, Callable[[Brief, str], bytes]] = {".docx": _docx, ".html": _html, ".md": _md}


def check_target(path: Path, template: str, say: Words) -> None:
    """AnwenError where no document can come of this: before any work is done."""
    if path.suffix.lower() not in WRITERS:
        raise AnwenError(say(words.UNKNOWN_SUFFIX, path=path, known=" ".join(WRITERS)))
    own = path.suffix.lower() == ".docx" and template.lower().endswith(".docx") and Path(template).is_file()
    if template not in TEMPLATES and not own:
        raise AnwenError(say(words.UNKNOWN_TEMPLATE, name=template, known=" ".join(TEMPLATES)))
    require_place(path, say)


def write(brief: Brief, path: Path, template: str, say: Words, force: bool = False) -> None:
    """Put the document at `path`; an existing file is replaced only by `force`, and never left half written."""
    put(WRITERS[path.suffix.lower()](brief, template), path, say, force)
