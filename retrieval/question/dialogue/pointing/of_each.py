"""What is asked of each of several cases told: 结果都怎样, 另外两个是哪家中院驳的, 这两个案子里服务费各退了多少."""

from __future__ import annotations

from dataclasses import replace

from data.text import clauses
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.dialogue.deixis import INSIDE, said_so_many
from retrieval.question.dialogue.history import MOST
from retrieval.question.query import Layout, Query, Want

_AMONG, _SUBJECT = ("里", "中"), ("谁", "哪")
"""What stands behind those of which some are chosen, 剩下四件里谁没告成; with what a clause begins that asks which."""


def of_each(text: str, query: Query) -> Query:
    """`query`, as which `text` was read beside the turns before it, of each of its cases where it is asked of each."""
    if query.want is not Want.FACT or not 1 < len(query.within or query.near) <= MOST:
        return query
    cues, plain = cues_of(text), query.form.layout is Layout.PLAIN
    first = Cue.OF_EACH_FIRST in cues and plain and query.edit == "same"  # 都是谁牵头的
    said = query.within and (Cue.OF_EACH in cues or _of_all_counted(text, query))
    return replace(query, each=True) if first or said else query


def _of_all_counted(text: str, query: Query) -> bool:
    """Whether `text` counts as many as `query` is about, and chooses none of them: not 这两家里头哪家被敲打了."""
    size, rest = said_so_many(text)
    if size != len(query.within) or INSIDE.search(text) or rest.startswith(_AMONG):
        return False
    cues = cues_of(text)
    which = Cue.ONE_CASE in cues and query.asked.type is not Type.BODY  # not 是哪家中院驳的
    asks_which = any(text[start:end].lstrip().startswith(_SUBJECT) for start, end in clauses(text))
    return not (which or asks_which or Cue.WHICH_OF_TWO in cues)
