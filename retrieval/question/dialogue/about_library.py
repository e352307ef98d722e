"""What a turn asks of the program and of what it holds: where it comes from, who published it, what there is."""

from __future__ import annotations

from dataclasses import replace

from data.patterns import regex
from data.text import without
from retrieval import lexicon
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type, asked
from retrieval.question.dialogue.deixis import OF_LIBRARY
from retrieval.question.dialogue.history import MOST, Dialogue
from retrieval.question.query import SUGGESTED, Act, Form, Layout, Query, Want
from retrieval.question.slots import entities, forms
from retrieval.question.slots.library import Library
from retrieval.question.utterance import guard

_DATED = listed("column.date")
_LIST = r"(?:(?:请问|这|那|本|该|此|整|一)*(?:批|份|些|本|个|套)?(?:典型|指导性?|优秀)?(?:案例集?|清单|名单|材料|汇编|列表)?)"
_SENT_OUT = r"(?:联合|一起|正式)?(?:发布|公布|印发|发文|编印|发|评选|评|选)(?:出来)?"
_OF_NOTICE = regex(
    rf"{_LIST}(?:都|是|由|在|到底|究竟)*(?:谁|什么(?:单位|部门|机关|机构|时候|时间)|哪(?:些|几)?[个家一]?(?:单位|部门|机关|机构)?|何时|哪[天年月]|几号)"
    rf"(?:给|来)?{_SENT_OUT}的?\W*|{_LIST}的?(?:发布|发文|公布|印发)(?:单位|机关|机构|部门|者|方|人|时间|日期)(?:都|分别)?(?:是|为|有|在)?(?:谁|哪.{{0,6}}|什么.{{0,3}}|何时|几号)\W*"
)
"""Who published the list and when is told by its notice, not by its cases: 这批是谁发布的, 发布单位是哪几家."""
_OF_LIST = listed("of_the_list")
_WHO = listed("who_are_you")
_OF_PROGRAM, _SOURCE = listed("of_the_program"), listed("source_asked")
_THINGS_HELD, _SOURCE_OR_TRUTH, _SORTS = (
    listed("held_things"),
    listed("source_or_truth"),
    listed("sorts_asked"),
)
_GREETS = listed("greets")
_CONTENTS, _ABOUT_HELD = listed("contents_asked"), listed("held_here_words")

_ONE_OF_ANY = ("讲个", "说个", "来个", "给个")


def of_library(text: str, dialogue: Dialogue, library: Library) -> Query | None:
    """The Query of a turn that asks where what is held comes from, or who published it and when; None for any other."""
    if _WHO.search(text):
        return None  # 你是不是大模型，会不会瞎编: who answers, and not where it comes from
    of_program = bool(_OF_PROGRAM.search(text) and _SOURCE.search(text)) and not guard.is_order(text)
    if of_program or _of_source(text, dialogue, library) or _of_notice(text, dialogue, library):
        return replace(entities.read(text, library.collections, library.scope), want=Want.LIBRARY)
    return None


def _of_notice(text: str, dialogue: Dialogue, library: Library) -> bool:
    """Whether the list's notice tells it: no column of its cases does; 哪天发的, after one case was told, is asked of that."""
    told = dialogue.answered
    of_list = (
        bool(dialogue.turns) and dialogue.turns[-1].query.want is Want.LIBRARY
    )  # 由哪个部门评选, after its year
    if told is not None and len(told.cited) == 1 and not (of_list or _OF_LIST.search(text)):
        return False
    whom = asked(text).type in (Type.WHO, Type.BODY)
    return bool(_OF_NOTICE.fullmatch(text.strip())) and not any(
        "发布" in name and not (whom and _DATED.search(name)) for name in library.profiles.columns
    )


def of_act(text: str, act: Act, dialogue: Dialogue, library: Library) -> Query:
    """A turn that asks nothing of the cases; but whether one is sure is asked of what was told, and what there is here
    is all the cases.
    """
    if act is Act.PREFER:
        return Query(text=text, act=act, form=Form(forms.preferred(text) or Layout.SHORT))
    if act is Act.SURE and dialogue.doubtful is not None:
        return replace(dialogue.doubtful.query, edit="sure")
    english = any("a" <= char <= "z" for char in text) and not any("一" <= char <= "鿿" for char in text)
    if act is Act.CONTENTS and _SORTS.search(text):  # 都是啥类型的案例
        return Query(text=text, want=Want.GROUPS, by="theme", collections=library.scope, english=english)
    if act is Act.CONTENTS:
        return Query(text=text, want=Want.CASES, collections=library.scope, english=english)
    if act is Act.SUGGEST:
        told = dialogue.told_last
        one = 1 if any(word in text for word in _ONE_OF_ANY) else None
        form = Form(limit=forms.how_many(text) or one)
        within = told if len(told) > (form.limit or 1) else ()
        return Query(
            text=text,
            want=Want.CASES,
            by=SUGGESTED,
            form=form,
            within=within,
            collections=library.scope,
            english=english,
        )
    return Query(text=text, act=act, english=english)


def _of_source(text: str, dialogue: Dialogue, library: Library) -> bool:
    """数据哪来的, 这些案例可靠吗: where what is held comes from, and nothing else; but not the data of which the case told
    last speaks.
    """
    thing = _THINGS_HELD.search(text)
    if thing is None or not _SOURCE_OR_TRUTH.search(text):
        return False
    rest = _THINGS_HELD.sub("", _SOURCE_OR_TRUTH.sub("", text))
    if library.content(rest) or not (lexicon.is_scaffolding(rest) or rest.isascii()):
        return False
    told = dialogue.answered
    return told is None or not any(library.says(case, thing[0]) for case in told.cited)


def contents(text: str, dialogue: Dialogue, library: Library) -> Query | None:
    """里面都有些什么内容: the cases told last, in short where they are several; all that is held where none was told."""
    asked = _CONTENTS.search(text)
    rest = _ABOUT_HELD.sub("", without(text, [asked.span()])) if asked else ""
    if not asked or not lexicon.is_scaffolding(rest) or library.content(rest) or find_numbers(text).numbers:
        return None
    told = dialogue.answered
    if dialogue.asked is None and _GREETS.match(text.strip(" ，,。！!~～")):
        return Query(
            text=text, act=Act.GREET
        )  # 哈喽，你这边手上都有些啥呀: who says hello is no reader of a list yet
    if _SORTS.search(text) and (told is None or OF_LIBRARY.match(text.lstrip("那么请问 "))):
        return Query(text=text, want=Want.GROUPS, by="theme", collections=library.scope)
    if told is None or OF_LIBRARY.match(text.lstrip("那么请问 ")) or len(told.cited) > MOST:
        return Query(text=text, want=Want.CASES, collections=library.scope)
    form = Form(Layout.SHORT if len(told.cited) > 1 else Layout.PLAIN)
    return Query(text=text, want=Want.TEXT, targets=told.cited, form=form, edit="same")
