"""A turn that goes on about groups which were told: 合同的是哪几个, 只有一个的呢."""

from __future__ import annotations

from dataclasses import replace

from retrieval.lexicon.listed import listed
from retrieval.question.closed.counting.group_sizes import sizes_alone
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.query import FIRST, Query, Want

_ASKED_OF, _MARKS = listed("asked_of_part"), "？?。！!，, "


def on_groups(text: str, dialogue: Dialogue) -> Query | None:
    """The cases of the one group that `text` names of those set beside each other before, or the groups of another size;
    None where it does neither.
    """
    base = dialogue.answered
    if base is None or base.query.want not in (Want.GROUPS, Want.EXTREME):
        return None
    query = base.query
    if query.parts:
        said = _ASKED_OF.sub("", text.strip(_MARKS)).strip(f"{_MARKS}的那呢")
        named = [part for part in query.parts if said and not part.rest and part.name.endswith(said)]
        if len(named) == 1:
            one = named[0].query
            return replace(
                one, text=f"{named[0].name}的案例有哪些", within=query.within, collections=query.collections
            )
        return None
    sized = sizes_alone(text)
    if sized is None or query.by in ("", "sum", "age", "duration", "time", "number"):
        return None
    bounds = (sized.least, sized.most)
    return replace(query, want=Want.GROUPS, extreme="", rank=FIRST, sizes=bounds, edit="show")
