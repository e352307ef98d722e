"""Questions about the library itself: which collections, how many cases, who published them, when they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from data.types import Basis, BasisKind, Collection
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.refusing import refuse
from retrieval.answers.sets import groups
from retrieval.question.closed.asked import Type
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Query, Want
from retrieval.wording.frames import phrase


def answer(inquiry: Inquiry) -> Reply | None:
    """What is held, in one paragraph; what the question asks first."""
    if inquiry.question.within:  # of all that is held, whatever was told before
        inquiry = inquiry.asking(replace(inquiry.question, within=()))
    records, english = inquiry.profiles.records, inquiry.question.english
    scope = inquiry.question.collections
    held = [c for c in records.collections if not scope or c.id in scope]
    cues = inquiry.question.cues
    published = Cue.LIBRARY_PUBLISHED in cues or Cue.SOURCE_OR_TRUTH in cues
    lines = [phrase("library", english, total=len(inquiry.pool), collections=_listed(inquiry, held))]
    if Cue.LIBRARY_UPDATED in cues:
        lines.insert(0, phrase("library_updated", english, when=records.updated[:10]))
    if published:
        told = [(getattr(c, "issuer", ""), getattr(c, "issued", "")) for c in held]
        if any(what.type is Type.DATE for what in inquiry.question.particulars.asked) and not any(
            issued for _, issued in told
        ):
            by_year = groups.answer(inquiry.asking(_by_year(inquiry)))
            return refuse(inquiry, "no_issue") if by_year is None or by_year.reason else by_year
        lines = [
            phrase("library_published", english, sources=_sources(held, english)),
            *(
                []
                if Cue.LIBRARY_UPDATED in cues
                else [phrase("library_read", english, when=records.updated[:10])]
            ),
            *lines,
            phrase("library_check", english),
        ]
    return Reply(
        "\n".join(lines),
        basis=Basis(BasisKind.LOOKUP, phrase("library_test", english), True),
        count=len(inquiry.pool)
        if any(what.type is Type.NUMBER for what in inquiry.question.particulars.asked)
        else None,
    )


def _by_year(inquiry: Inquiry) -> Query:
    """How many cases are of which year, where a column of theirs tells it: 都是哪几年发布的."""
    return replace(inquiry.question, want=Want.GROUPS, by="year", theme="", unused=())


def _listed(inquiry: Inquiry, held: Sequence[Collection]) -> str:
    whole = inquiry.pool is inquiry.profiles.all
    counted = (
        inquiry.profiles.records.sizes if whole else lambda: Counter(p.id.collection for p in inquiry.pool)
    )
    sizes: Mapping[str, int] = counted()
    return "；".join(f"《{c.title}》{sizes.get(c.id, 0)}个" for c in held)


def _sources(held: Sequence[Collection], english: bool) -> str:
    """Each collection with who issued it and when, and the file it was read from, as far as that is known."""
    return ("; " if english else "；").join(
        f"《{one.title}》" + phrase("library_source", english, told=_told(one, english)) for one in held
    )


def _told(one: Collection, english: bool) -> str:
    """Who published a collection and when, or that its file does not say; and what file that is."""
    issuer, issued, file = getattr(one, "issuer", ""), getattr(one, "issued", ""), PurePath(one.source).name
    by = (phrase("library_by", english, issuer=issuer) if issuer else "") if issuer or issued else ""
    parts = [by or ("" if issued else phrase("library_unsaid", english)), issued]
    parts.append(phrase("library_file", english, file=file) if file else "")
    return (", " if english else "，").join(filter(None, parts))
