"""What a turn asks that says nothing but how an answer is to be shown: only the numbers, as a file, in English, the first three.

Of the last answer where one was given; of all that is held where the turn says so, or nothing was told before.
"""

from __future__ import annotations

from dataclasses import replace

from data.numerals import number_of, numerals_in
from retrieval import lexicon
from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.deixis import POINTS_AT_SEVERAL
from retrieval.question.dialogue.history import Dialogue, Past
from retrieval.question.query import Form, Layout, Query, Want
from retrieval.question.slots import forms
from retrieval.question.slots.library import Library

_AS_SHEET, _AS_DOCUMENT = listed("as_sheet"), listed("as_document")
"""导出成excel: what a table of the same cases answers; 弄成word: what a briefing on them does."""
_IN_ENGLISH, _FIRST_FEW = listed("in_english"), listed("first_few")
_WHOLE, _EACH = listed("whole_held"), listed("each_case")
"""整个库列一下; 每个案例一句话, where nothing was told before."""
_NO_OTHER_WORDS, _NOTHING_ELSE = listed("no_other_words"), listed("nothing_else")
_FURNITURE = listed("said_of_showing")
_CASES = ("案例", "案件", "案子")
_LISTS = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME)
"""Wants whose answer is a set of cases, which is listed again."""
EACH_AT_MOST = 60
"""Cases of which a sentence each is told; of more their names are."""


def bare(text: str) -> bool:
    """Whether nothing is to stand beside what is asked for: 别的字不要."""
    return bool(_NO_OTHER_WORDS.search(text)) or bool(_NOTHING_ELSE.search(text))


def first_few(text: str) -> int | None:
    """How many from the beginning are to be kept: 只要前三个; None where nothing is said of it."""
    few = _FIRST_FEW.search(text)
    return next(filter(None, map(number_of, numerals_in(few[0]))), None) if few else None


def without_form(text: str) -> str:
    """What `text` (folded) says beside how the answer is to be shown and that it is of all there is."""
    for row in (
        _AS_SHEET,
        _AS_DOCUMENT,
        _IN_ENGLISH,
        _FIRST_FEW,
        _NO_OTHER_WORDS,
        _NOTHING_ELSE,
        *forms.ROWS,
    ):
        text = row.sub("，", text)
    for row in (_WHOLE, _EACH, forms.TITLE, _FURNITURE):
        text = row.sub("", text)
    return text


def shown(text: str, dialogue: Dialogue, library: Library) -> Query | None:
    """The Query of a turn that is nothing but a form; None where it asks more, or the form is read beside what is asked."""
    rest = without_form(text)
    if library.content(rest) or not lexicon.is_scaffolding(rest):
        return None
    form = _form(text)
    file = bool(_AS_SHEET.search(text) or _AS_DOCUMENT.search(text))
    base = dialogue.answered
    whole = bool(_WHOLE.search(text)) and (base is None or any(word in text for word in _CASES))
    whole = whole or (base is None and bool(_EACH.search(text)))
    if whole or (base is None and file):
        pointed = base is not None and POINTS_AT_SEVERAL.search(text)
        return None if pointed or form == Form() else _of_all(text, form, library)
    return _of_last(text, form, base) if base is not None else None


def _form(text: str) -> Form:
    """The form that is said in words of a closed class."""
    layout = forms.layout(text)
    if layout is None and _AS_SHEET.search(text):
        layout = Layout.TABLE
    if layout is None and _AS_DOCUMENT.search(text):
        layout = Layout.PARAGRAPH
    return Form(layout or Layout.PLAIN, first_few(text), bare=bare(text) and layout is not None)


def _of_all(text: str, form: Form, library: Library) -> Query:
    """All that is held in that form; a sentence of each where they are not too many."""
    every = Query(text=text, want=Want.CASES, collections=library.scope, form=form)
    if form.layout is not Layout.ONE:
        return every
    held = tuple(p.id for p in library.profiles.all if not library.scope or p.id.collection in library.scope)
    short = replace(form, layout=Layout.SHORT)
    if len(held) > EACH_AT_MOST:
        return replace(every, form=short)
    return replace(every, want=Want.TEXT, targets=held, form=short)


def _of_last(text: str, form: Form, base: Past) -> Query | None:
    """The last answer in that form; None for forms that every follow-up may ask for beside other things."""
    again = replace(base.query, edit="show")
    if _IN_ENGLISH.search(text):
        return replace(again, english=True)
    if _AS_DOCUMENT.search(text) and form.layout is Layout.PARAGRAPH:
        return Query(text=text, want=Want.BRIEF, within=base.cited, edit="show")
    several = len(base.cited) > 1
    if form.limit is not None and several:
        kept = form if form.layout is not Layout.PLAIN else base.query.form
        kept = replace(kept, limit=None, order=None)
        return Query(text=text, want=Want.CASES, within=base.cited[: form.limit], form=kept, edit="show")
    if form.layout in (Layout.NUMBERS, Layout.TABLE) or (form.layout is Layout.TITLES and several):
        if form.layout is Layout.TABLE and not _AS_SHEET.search(text):
            return None
        if base.query.want in _LISTS and not (base.query.targets or base.query.by):
            order = base.query.form.order
            return replace(
                again, want=Want.CASES, form=replace(form, order=order, limit=base.query.form.limit)
            )
        return Query(text=text, want=Want.CASES, within=base.cited, form=form, edit="show")
    if form.layout in (Layout.POINTS, Layout.TITLES):
        # of one case its words are the answer: without them nothing is said of it
        layout = Layout.SHORT if form.layout is Layout.TITLES else Layout.POINTS
        return replace(again, form=replace(form, layout=layout))
    return None
