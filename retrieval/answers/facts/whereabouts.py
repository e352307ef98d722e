"""Where the cases told are, where nothing but that is asked of them: 哪个省的, 它在哪儿, 这俩是哪里的案例."""

from __future__ import annotations

from data.types import Basis, BasisKind, marker
from retrieval.answers.facts.shown import gist
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.grouping import NOWHERE, place_of
from retrieval.question.closed.cues import Cue
from retrieval.question.dialogue.history import MOST
from retrieval.question.query import Query, Want
from retrieval.quoting.shown import plain
from retrieval.wording.extractive import Composed, Entry, cited_of, listing, told
from retrieval.wording.names import short_name

SHORT = 40
"""Code points of what is told of each case beside its place."""


def asks(query: Query) -> bool:
    """Whether it is asked where the cases of an earlier answer are, and nothing else."""
    cases = query.within or query.near
    of_these = query.want is Want.FACT and bool(query.edit) and not query.english and 0 < len(cases) <= MOST
    return of_these and Cue.WHERE_ALONE in query.cues


def answer(inquiry: Inquiry) -> Reply | None:
    """The place of each; None where one of them is nowhere."""
    question = inquiry.question
    profiles = [inquiry.profiles.by_id[id_] for id_ in question.within or question.near]
    places = [place_of(p.case) for p in profiles]
    if NOWHERE in places:
        return None
    entries = [Entry(p.case, gist(inquiry, p, SHORT)[:1]) for p in profiles]  # and not how it ended
    if len(entries) == 1:
        composed = told(entries[0], inquiry.labels, places[0], "", known=True)
    elif len(set(places)) == 1:
        composed = listing(entries, inquiry.labels, f"都在{places[0]}：")
    else:  # a line each, the place first
        lines = [
            f"{at}. {place}：{plain(short_name(p.case))}{marker(p.id, inquiry.labels)}"
            for at, (p, place) in enumerate(zip(profiles, places, strict=True), 1)
        ]
        composed = Composed("\n".join(lines), cited_of(entries), None)
    said = "、".join(f"案例{p.case.number}" for p in profiles)
    basis = Basis(BasisKind.FIELD, f"{said}的所在地", True)
    return Reply(composed.text, composed.citations, basis, outline=composed.outline)
