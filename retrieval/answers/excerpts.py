"""What of a long case a model is given to read: the statements that speak for an answer to the question, not its openings."""

from __future__ import annotations

from data.text import sentences
from data.types import Case
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Profile
from retrieval.quoting.passages import Statement, scored_statements

LEAD = 80
"""Code points of its first sentence, by which a case is known: who it is about."""
GAP = "……"


def excerpt(inquiry: Inquiry, profile: Profile, room: int) -> str:
    """The title of the case, how it begins, and the statements likeliest to answer in their order, within `room`."""
    case = profile.case
    scored = scored_statements(profile, inquiry.words, inquiry.parts_near(profile), inquiry.question.text)
    lead = _lead(case)
    chosen = [lead] if lead else []
    left = room - len(case.title) - (lead.end - lead.start if lead else 0)
    for one, _ in sorted(scored, key=lambda pair: -pair[1]):
        size = one.end - one.start
        if size <= left and not (lead and _within(one, lead)):
            chosen.append(one)
            left -= size
    return f"{case.title}\n{_told(case, chosen)}"


def _lead(case: Case) -> Statement | None:
    first = case.fields[0]
    end = next((end for _, end in sentences(first.text)), 0)
    return Statement(first.name, 0, min(end, LEAD), "") if end else None


def _within(one: Statement, lead: Statement) -> bool:
    return one.field == lead.field and one.end <= lead.end


def _told(case: Case, chosen: list[Statement]) -> str:
    """The chosen statements in the order of the case, under the names of its sections where it has several."""
    told: list[str] = []
    for field in case.fields:
        own = sorted((one.start, one.end) for one in chosen if one.field == field.name)
        if not own:
            continue
        text, last = (f"【{field.name}】" if len(case.fields) > 1 else ""), own[0][0]
        for start, end in own:
            begin = max(start, last)  # the statement whose beginning was given goes on where that stopped
            text += (GAP if begin > last else "") + field.text[begin:end].strip()
            last = max(end, last)
        told.append(text)
    return "\n".join(told)
