"""What a turn asks that says nothing but how an answer is to be shown: only the numbers, as a file, in English, the first three.

Of the last answer where one was given; of all that is held where the turn says so, or nothing was told before.
"""

from __future__ import annotations

from dataclasses import replace

from data.numerals import number_of, numerals_in
from data.text import clauses, fold
from retrieval import lexicon
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.dialogue.deixis import POINTS_AT_SEVERAL
from retrieval.question.dialogue.history import Dialogue, Past
from retrieval.question.query import Form, Layout, Query, Want
from retrieval.question.slots import forms
from retrieval.question.slots.columns import AS_TABLE, columns_named
from retrieval.question.slots.library import Library

_AS_SHEET, _AS_DOCUMENT = listed("as_sheet"), listed("as_document")
"""导出成excel: what a table of the same cases answers; 弄成word: what a briefing on them does."""
_SHEET, _DOCUMENT = listed("a_sheet"), listed("a_document")
"""The kinds of file by their names alone."""
_IN_ENGLISH, _IN_CHINESE = listed("in_english"), listed("in_chinese")
_FIRST_FEW, _SO_MANY_TOLD = listed("first_few"), listed("so_many_told")
_WHOLE, _EACH = listed("whole_held"), listed("each_case")
"""整个库列一下; 每个案例一句话, where nothing was told before."""
_NO_OTHER_WORDS, _NOTHING_ELSE = listed("no_other_words"), listed("nothing_else")
_OF_EACH = "每各逐"
_FURNITURE = listed("said_of_showing")
_PLACES = ("地方", "省", "城市")
_OF_THE_WHOLE = ("总名称", "总标题", "总题目", "总称")
"""What a collection itself is called: no form of its cases."""
_FORMS = (forms.NUMBERS_ONLY, forms.WITHOUT_QUOTES, _NO_OTHER_WORDS, _IN_ENGLISH)
"""What makes a clause a form whatever stands before or behind it."""
_SO_MANY_CASES = listed("so_many_cases")
"""三十个案例."""
_CASES = ("案例", "案件", "案子", "case")
_BEHIND_COLUMNS = (
    "列出来",
    "列一下",
    "列列",
    "给我",
    "发我",
    "写出来",
    "整理出来",
    "出来",
    "一下",
    "说说",
    "列",
    "都",
    "全",
    "吧",
)
"""What is said of columns behind them."""
_ADDS_COLUMN, _DROPS_COLUMN, _NAMES_COLUMN = (
    listed("adds_column"),
    listed("drops_column"),
    listed("names_column"),
)
_OF_SUITS, _OF_OTHERS = ("案例", "结果"), ("案例", "地方", "做法")
"""The columns of a table for which none were named."""
_LISTS = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME)
"""Wants whose answer is a set of cases, which is listed again."""
EACH_AT_MOST = 60
"""Cases of which a sentence each is told; of more their names are."""


def file_of(text: str) -> str:
    """As which kind of file `text`, as it was typed, wants what was told: .docx or .xlsx; "" where it wants none."""
    text = fold(text)
    for made, named, kind in ((_AS_DOCUMENT, _DOCUMENT, ".docx"), (_AS_SHEET, _SHEET, ".xlsx")):
        if made.search(text) and beside_file(text):
            return kind
        if (made.search(text) or named.search(text)) and lexicon.is_scaffolding(
            without_form(named.sub("", text))
        ):
            return kind
    return ""


def bare(text: str) -> bool:
    """Whether nothing is to stand beside what is asked for: 别的字不要."""
    return any(row.search(text) for row in (_NO_OTHER_WORDS, _NOTHING_ELSE))


def first_few(text: str) -> int | None:
    """How many from the beginning are to be kept: 只要前三个; None where nothing is said of it."""
    few = _FIRST_FEW.search(text)
    return next(filter(None, map(number_of, numerals_in(few[0]))), None) if few else None


def without_form(text: str) -> str:
    """What `text` (folded) says beside how the answer is to be shown and that it is of all there is."""
    text = _without_rows(text)
    for row in (_WHOLE, _EACH, forms.TITLE, _FURNITURE):
        text = row.sub("", text)
    return text


def _without_rows(text: str) -> str:
    """`text` without what says how the answer is to be shown."""
    for row in (
        _AS_DOCUMENT,
        _AS_SHEET,
        _IN_ENGLISH,
        _IN_CHINESE,
        _FIRST_FEW,
        _SO_MANY_TOLD,
        _NO_OTHER_WORDS,
        _NOTHING_ELSE,
        *forms.ROWS,
        forms.IN_SENTENCES,
    ):
        text = row.sub("，", text)
    return text


def shown(text: str, dialogue: Dialogue, library: Library) -> Query | None:
    """The Query of a turn that is nothing but a form; None where it asks more, or the form is read beside what is asked."""
    if (table := _columns_of_all(text, library)) is not None:
        return table
    if (edited := _other_columns(text, dialogue, library)) is not None:
        return edited
    rest = without_form(_SO_MANY_CASES.sub("", text) if _counts_all(text, library) else text)
    form = _form(text)
    base = dialogue.answered
    # Where nothing in it is a form its words need not be told apart.
    asks = not _says_form(text, form) or any(name in text for name in _OF_THE_WHOLE)
    asks = asks or library.content(rest) or not lexicon.is_scaffolding(rest)
    if (asks and not _asks_rulings(text, form, base)) or (base is None and form.limit is not None):
        return None
    if (of_turns := _of_turns(text, form, dialogue)) is not None:
        return of_turns
    file = bool(_AS_SHEET.search(text) or _AS_DOCUMENT.search(text))
    whole = bool(_WHOLE.search(text)) and (base is None or any(word in text for word in _CASES))
    whole = whole or (base is None and (bool(_EACH.search(text)) or _counts_all(text, library)))
    if whole or (base is None and file):
        pointed = base is not None and POINTS_AT_SEVERAL.search(text)
        return None if pointed or form == Form() else _of_all(text, form, library)
    return _of_last(text, form, base) if base is not None else None


def _says_form(text: str, form: Form) -> bool:
    """Whether anything in `text` says how an answer is to be shown."""
    return form != Form() or _without_rows(text) != text or bool(_EACH.search(text))


def beside_file(text: str) -> tuple[str, bool] | None:
    """What `text` asks beside a file that is to be made of the answer, and whether that is a sheet: 浙江的案例导出成excel;
    None where it asks for no file, or for nothing else.
    """
    for row, sheet in ((_AS_DOCUMENT, False), (_AS_SHEET, True)):
        for said in row.finditer(text):
            before, behind = text[: said.start()], text[said.end() :]
            # 下载盗版的, 打印遗嘱: a verb alone is of what is asked
            named = said[0][-1] in "表格档件" or any(map(str.isascii, said[0]))
            if named and _is_furniture(before) is not _is_furniture(behind):
                return (before if _is_furniture(behind) else behind).strip("，,。 "), sheet
    return None


def _is_furniture(text: str) -> bool:
    return lexicon.is_scaffolding(_FURNITURE.sub("", text))


def _other_columns(text: str, dialogue: Dialogue, library: Library) -> Query | None:
    """加一列省份, 去掉做法那列: the table told last with a column more or less; None where no table was, or the column is none of it."""
    base = dialogue.answered
    if base is None or base.query.form.layout is not Layout.TABLE:
        return None
    usual = _OF_SUITS if library.decided else _OF_OTHERS
    columns: tuple[str, ...] = base.query.form.columns or usual
    adds, drops = _ADDS_COLUMN.search(text), _DROPS_COLUMN.search(text)
    if adds:
        more = columns_named(text[adds.end() :].partition(",")[0].strip("：:吧。 "), surely=True)
        columns = (*columns, *(name for name in more if name not in columns))
    elif drops and _NAMES_COLUMN.search(text):
        columns = tuple(name for name in columns if name not in text)
    else:
        return None
    if not columns or columns == (base.query.form.columns or usual):
        return None
    return replace(base.query, form=replace(base.query.form, columns=columns), edit="show")


def _columns_of_all(text: str, library: Library) -> Query | None:
    """所有案例的单位名称列出来, 全部案例的编号、单位、做法做成表: a table of all cases with the columns that stand before what is made
    of them; None where the text names none, or other than all.
    """
    whole = _WHOLE.search(text)
    case = next((word for word in _CASES if whole and text.startswith(word, whole.end())), "")
    if whole is None or not case or not lexicon.is_scaffolding(text[: whole.start()]):
        return None
    rest = text[whole.end() + len(case) :].removeprefix("的").partition(",")[0]
    makes = AS_TABLE.search(rest)
    said = rest[: makes.start()] if makes else rest
    while said and (end := next((w for w in _BEHIND_COLUMNS if said.endswith(w)), "")):
        said = said.removesuffix(end)
    names = columns_named(said)
    only_form = len(names) == 1 and (forms.TITLE.fullmatch(names[0]) or forms.NUMBER.fullmatch(names[0]))
    if not names or only_form:
        return None
    form = Form(Layout.TABLE, columns=names)
    return Query(text=text, want=Want.CASES, collections=library.scope, form=form)


def _counts_all(text: str, library: Library) -> bool:
    """把三十个案例排成一张表: whether so many cases are meant as there are."""
    said = _SO_MANY_CASES.search(text)
    number = next(filter(None, map(number_of, numerals_in(said[0]))), None) if said else None
    return number == len(library.profiles.all)


def form_beside(text: str) -> tuple[str, str] | None:
    """`text` without the clauses at its beginning and end that say nothing but a form, and these: 板栗是哪个，只说编号; None where
    there are none, or nothing else."""
    head, colon, tail = text.partition(":")
    lead = [head + colon] if colon and _is_form(head) else []
    parts = [*lead, *((tail if lead else text)[start:end] for start, end in clauses(tail if lead else text))]
    first, last = 0, len(parts)
    while first < last and _is_form(parts[last - 1]):
        last -= 1
    while first < last and _is_form(parts[first]):
        first += 1
    rest = "".join(parts[first:last]).strip("，,。:： ")
    said = "，".join((*parts[:first], *parts[last:]))
    return (rest, said) if rest and any(row.search(said) for row in _FORMS) else None


def _is_form(clause: str) -> bool:
    """Whether a clause is a form that is told by its words alone, and nothing else."""
    if not _FURNITURE.sub("", clause).strip("，,。?？!！ "):
        return True  # 直接说, 谢谢
    return any(row.search(clause) for row in _FORMS) and lexicon.is_scaffolding(without_form(clause))


def in_form(query: Query, said: str) -> Query:
    """`query` in the form that such clauses say."""
    form = query.form
    if forms.NUMBERS_ONLY.search(said):
        form = replace(form, layout=Layout.NUMBERS)
    elif forms.WITHOUT_QUOTES.search(said):
        asks = query.asked.type is not Type.TEXT  # its words are the answer, as few as can be
        form = replace(form, layout=Layout.SHORT if asks else Layout.TITLES)
    only = form.layout is not Layout.PLAIN and bare(said)
    english = query.english or bool(_IN_ENGLISH.search(said))
    return replace(query, form=replace(form, bare=form.bare or only), english=english)


def _asks_rulings(text: str, form: Form, base: Past | None) -> bool:
    """每个案子一句话说判了什么: whether what is asked of each is what is told of a suit in one sentence, whatever is asked."""
    each = _EACH.search(text)
    if each is None or base is not None or form.layout is not Layout.ONE:
        return False
    return lexicon.is_scaffolding(text[: each.start()]) and Cue.OUTCOME_ASKED in cues_of(text)


def _of_turns(text: str, form: Form, dialogue: Dialogue) -> Query | None:
    """刚才说的三个地方写成一小段: the cases of so many answers, the newest, where the last alone told of another number."""
    said = _SO_MANY_TOLD.search(text)
    size = next(filter(None, map(number_of, numerals_in(said[0]))), 0) if said else 0
    told = [turn for turn in dialogue.turns if turn.cited and not turn.refused][-size:] if size > 1 else []
    cases = tuple(dict.fromkeys(case for turn in told for case in turn.cited))
    alone = bool(told) and len(told[-1].cited) == size and not any(word in text for word in _PLACES)
    if len(told) < max(size, 2) or alone or len(cases) > EACH_AT_MOST:
        return None
    return Query(text=text, want=Want.CASES, within=cases, form=form, edit="show")


def _form(text: str) -> Form:
    """The form that is said in words of a closed class."""
    layout = forms.layout(text)
    if layout is None:
        rows = ((_AS_DOCUMENT, Layout.FULL), (_AS_SHEET, Layout.TABLE), (forms.TITLE, Layout.TITLES))
        layout = next((form for row, form in rows if row.search(text)), None)
    return Form(layout or Layout.PLAIN, first_few(text), bare=bare(text) and layout is not None)


def _of_all(text: str, form: Form, library: Library) -> Query:
    """All that is held in that form; a sentence of each where they are not too many."""
    english = text.isascii()
    every = Query(text=text, want=Want.CASES, collections=library.scope, form=form, english=english)
    if form.layout is not Layout.ONE:
        return every
    held = tuple(p.id for p in library.profiles.all if not library.scope or p.id.collection in library.scope)
    if len(held) > EACH_AT_MOST:
        return replace(every, form=replace(form, layout=Layout.SHORT))
    return replace(every, want=Want.TEXT, targets=held)


def _of_last(text: str, form: Form, base: Past) -> Query | None:
    """The last answer in that form; None for forms that every follow-up may ask for beside other things."""
    again = replace(base.query, edit="show")
    if _IN_ENGLISH.search(text) or _IN_CHINESE.search(text):
        return replace(again, english=not _IN_CHINESE.search(text))
    if _AS_DOCUMENT.search(text) and form.layout is Layout.FULL:
        return Query(text=text, want=Want.BRIEF, within=base.cited, edit="show")
    several = len(base.cited) > 1
    if several and any(char in text for char in _OF_EACH) and forms.IN_SENTENCES.search(text):  # 各说两句
        short = Form(Layout.SHORT)
        return Query(text=text, want=Want.TEXT, targets=base.cited, form=short, edit="show")
    listed_again = form.layout in (Layout.NUMBERS, Layout.TITLES) or bool(_AS_SHEET.search(text))
    if (several and (form.limit is not None or listed_again)) or form.layout is Layout.NUMBERS:
        return _listed_again(text, form, base)
    if form.layout is Layout.TITLES and forms.WITHOUT_QUOTES.search(text):
        # of one case its words are the answer: without them nothing is said of it
        return replace(again, form=replace(form, layout=Layout.SHORT))
    return replace(again, form=form) if form.layout is Layout.POINTS else None


def _listed_again(text: str, form: Form, base: Past) -> Query:
    """The cases told last, or the first of them, in that form; all by what they were chosen by, where they were chosen."""
    if form.limit is not None:
        first = base.cited[: form.limit]
        kept = form if form.layout is not Layout.PLAIN else base.query.form
        kept = replace(kept, limit=None, order=None)
        return Query(text=text, want=Want.CASES, within=first, form=kept, edit="show")
    if base.query.want in _LISTS and not (base.query.targets or base.query.by):
        form = replace(form, order=base.query.form.order, limit=base.query.form.limit)
        return replace(base.query, want=Want.CASES, form=form, edit="show")
    return Query(text=text, want=Want.TEXT, targets=base.cited, form=form, edit="show")
