"""A turn that goes back to a list given before others: 2020年那批只留标题, 回到最开头那个单子，第一个是干什么的.

What it says of that list is asked as if nothing had been told since.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.history import Dialogue, Past
from retrieval.question.query import Query

_THAT_LIST, _LEADS_BACK, _FIRST_OF_ALL = (
    listed("that_list"),
    listed("leads_back_to"),
    listed("first_of_lists"),
)
"""那批, 那个单子: a list that was given; what leads back to it; what it is called that was given first."""
_CALLED = 12
"""Characters of what a list is called by, at most: 2020年, 网上买的."""
_AROUND = "那的里把将给我，, "
_IN_ITS_PLACE = ("换成", "改成", "换到", "换")
_THOSE = "那些"
"""What stands for the list that is gone back to."""


def to_earlier_list(
    text: str, dialogue: Dialogue, read: Callable[[str], Query], content: Callable[[str], bool]
) -> tuple[str, Dialogue]:
    """`text` with 那些 for a list given before the newest one, and the turns up to it; both as they are where it goes back to none.

    `read` reads a text by itself, `content` tells whether it has a word of content.
    """
    lists = [at for at, turn in enumerate(dialogue.turns) if len(turn.cited) > 1 and not turn.refused]
    if (anew := _of_other_time(text, lists, dialogue, read)) is not None:
        return text, anew
    that = _THAT_LIST.search(text)
    if that is None or not lists:
        return text, dialogue
    said = text[: that.start()]
    lead = _LEADS_BACK.match(said)
    called = said[lead.end() if lead else 0 :].strip(_AROUND)
    at = _meant(called, lists, dialogue.turns, read, content) if len(called) <= _CALLED else None
    if at is None or at == len(dialogue.turns) - 1:
        return text, dialogue
    return _THOSE + text[that.end() :].lstrip(_AROUND), Dialogue(dialogue.turns[: at + 1])


def _of_other_time(
    text: str, lists: Sequence[int], dialogue: Dialogue, read: Callable[[str], Query]
) -> Dialogue | None:
    """The turns up to the newest list that was chosen by a time, where another is put in its place: 换成2021年的; None where none is."""
    if not text.lstrip("那再").startswith(_IN_ITS_PLACE) or read(text).when is None:
        return None
    at = next((at for at in reversed(lists) if dialogue.turns[at].query.when is not None), None)
    return Dialogue(dialogue.turns[: at + 1]) if at is not None else None


def _meant(
    called: str,
    lists: Sequence[int],
    turns: Sequence[Past],
    read: Callable[[str], Query],
    content: Callable[[str], bool],
) -> int | None:
    """Which turn gave the list that is so `called`: the first of all, or the newest that was chosen by these words."""
    if _FIRST_OF_ALL.fullmatch(called):
        return lists[0]
    named = read(called) if called else Query("")
    if not (named.places or content(called) or any(c.isdigit() for c in called)):
        return None
    places = {mention.text for mention in named.places}
    return next(
        (
            at
            for at in reversed(lists)
            if called in turns[at].query.text
            or (places and places <= {m.text for m in turns[at].query.places})
        ),
        None,
    )
