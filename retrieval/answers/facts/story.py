"""What a case tells in so many sentences as were asked for: how it came about, why it was so decided, and what was."""

from __future__ import annotations

from dataclasses import replace

from data.text import clauses, squeeze, trimmed
from data.types import TITLE, Case, Citation, Quote, marker
from retrieval.answers.comparison.comparing import telling_cells
from retrieval.answers.comparison.rows import told_in, told_of_suit
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.cases.profiles import Profile
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout, Want
from retrieval.quoting.clauses import clipped, quote_of, telling_clause
from retrieval.quoting.shown import in_marks, plain, repeats, tidied
from retrieval.wording.extractive import Entry, listing
from retrieval.wording.names import short_name

SENTENCE, WHOLE = 70, 100
"""Code points of a sentence, and of one that is told to its end."""
POINT, PAIR = 20, 2
"""Code points of a point at least; how many make a list of them."""
ONE_LINE = 60
PIECES = 3
"""Code points of a case told in one sentence, and the stretches of its text that these may be."""
ABOUT = 0.3
"""Share of the weight of a text's theme that a sentence on it must hold."""
_OTHER_FORMS = frozenset((Layout.TABLE, Layout.TITLES, Layout.VERBATIM, Layout.FULL))


def in_sentences(inquiry: Inquiry, reply: Reply) -> Reply:
    """`reply` told again in so many sentences as were asked for, where there are as many as cases; else as it is."""
    question, number = inquiry.question, inquiry.question.form.sentences
    cases = [inquiry.profiles.by_id[one.case.id] for one in reply.citations]
    fits = 0 < len(cases) <= number and reply.reason is None and reply.count is None
    if not fits or question.want is Want.COMPARE or question.english or question.form.layout in _OTHER_FORMS:
        return reply
    rest = number % len(cases)
    entries = [
        Entry(
            profile.case,
            (len(cases) > 1 and _of_theme(inquiry, one))
            or (len(cases) == 1 and in_turn(profile.case, number))
            or retold(inquiry, profile, number // len(cases) + (at < rest)),
        )
        for at, (profile, one) in enumerate(zip(cases, reply.citations, strict=True))
    ]
    composed = listing(entries, inquiry.labels)
    if len(entries) == 1 and Cue.LINE_EACH in question.cues:
        composed = replace(composed, text=composed.text.replace("”……“", "”\n“"))
    tiers = {one.case.id: one.tier for one in reply.citations}
    cited = tuple(replace(one, tier=tiers[one.case.id]) for one in composed.citations)
    return replace(reply, text=composed.text, citations=cited, outline=composed.outline, stated=None)


def itemised(inquiry: Inquiry, reply: Reply) -> Reply:
    """`reply` on one case with its words point by point, a numbered line each; as it is where they make no two points."""
    told = [quote for one in reply.citations for quote in one.quotes if quote.field != TITLE]
    if (
        len(reply.citations) != 1
        or reply.reason is not None
        or reply.table
        or len({q.field for q in told}) > 2
    ):
        return reply
    case = reply.citations[0].case
    points = [point for quote in told for point in _points(case, quote)]
    if len(points) < PAIR:
        return reply
    lines = [f"{at}. {in_marks(point)}" for at, point in enumerate(points, 1)]
    head = f"{plain(short_name(case))}{marker(case.id, inquiry.labels)}：\n"
    cited = replace(reply.citations[0], quotes=tuple(points))
    return replace(reply, text=head + "\n".join(lines), citations=(cited,), outline=None, stated=None)


def _points(case: Case, quote: Quote) -> list[Quote]:
    """A quote as it is, or parted between its clauses where it is a long one."""
    if len(quote.text) <= SENTENCE:
        return [quote]
    points, start, text = [], 0, case.text_of(quote.field) or ""
    for _, end in clauses(quote.text):
        left = len(quote.text) - end
        if end - start >= POINT and (left >= POINT or not left):
            span = trimmed(text, (quote.start + start, quote.start + end))
            points.append(quote_of(case, quote.field, *span))
            start = end
    return points or [quote]


def _of_theme(inquiry: Inquiry, told: Citation) -> tuple[Quote, ...]:
    """The sentence that has most of what a text on several cases is about; nothing where none has much of it."""
    words = inquiry.words
    best = max(told.quotes, key=lambda quote: words.coverage(squeeze(quote.text)), default=None)
    if best is None or words.coverage(squeeze(best.text)) < ABOUT:
        return ()
    return tidied(told.case, (clipped(told.case, best, inquiry.question.text, SENTENCE),))


def in_turn(case: Case, number: int) -> tuple[Quote, ...]:
    """So many steps of a case of one text whose clauses begin with the same character, each up to the next: 将人才嵌入…，将业务嵌入…;
    () where there are not as many, or fewer than PIECES are asked for."""
    if len(case.fields) > 1 or number < PIECES:
        return ()
    field = case.fields[0]
    parts = clauses(field.text)
    for first in dict.fromkeys(field.text[start] for start, _ in parts):
        starts = [start for start, _ in parts if field.text[start] == first]
        if len(starts) == number:
            ends = [max(end for _, end in parts if end <= after) for after in (*starts[1:], len(field.text))]
            return tuple(quote_of(case, field.name, *span) for span in zip(starts, ends, strict=True))
    return ()


def retold(inquiry: Inquiry, profile: Profile, number: int) -> tuple[Quote, ...]:
    """At most `number` sentences of a case, in its order."""
    alone = inquiry.asking(replace(inquiry.question, text=profile.title, theme=profile.title))
    long = len(profile.case.fields) > 1
    every = told_of_suit(alone, profile, number) if long else telling_cells(alone, profile)
    kept: list[Quote] = []
    for quote in every:
        short = quote if len(quote.text) <= WHOLE else clipped(profile.case, quote, profile.title, SENTENCE)
        if len(kept) < number and not told_in(kept, short):
            kept.append(short)
    order = [field.name for field in profile.case.fields]
    return tidied(profile.case, sorted(kept, key=lambda quote: (order.index(quote.field), quote.start)))


def in_one_line(inquiry: Inquiry, profile: Profile, room: int = ONE_LINE) -> tuple[Quote, ...]:
    """A case in one sentence, however long its own are: the clause that has most of what the text is on, what it does and
    what came of it, as far as there is room for whole clauses.
    """
    if len(profile.case.fields) > 1:
        return retold(inquiry, profile, 1)
    case, words = profile.case, inquiry.words
    alone = inquiry.asking(replace(inquiry.question, text=profile.title, theme=profile.title))
    on_theme = telling_clause(case, words) if any(words.known) else ()
    kept: list[Quote] = []
    for quote in (*on_theme, *telling_cells(alone, profile)):
        short = quote if kept else clipped(case, quote, inquiry.question.text, room)
        used = sum(len(one.text) for one in kept) if len(kept) < PIECES else room
        new = not (told_in(kept, short) or repeats(case.title, short.text))
        if new and (not kept or used + len(short.text) <= room):
            kept.append(short)
    return tidied(case, sorted(kept, key=lambda quote: quote.start))
