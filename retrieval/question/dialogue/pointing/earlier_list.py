"""A turn that goes back to a list given before others: 2020年那批只留标题, 回到最开头那个单子，第一个是干什么的.

What it says of that list is asked as if nothing had been told since.
"""

from __future__ import annotations

from retrieval.lexicon.listed import listed
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.dialogue.pointing.turn import Pointing

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
"""With what a turn begins that puts something in the place of what was asked by."""
_THOSE = "那些"
"""What stands for the list that is gone back to."""


def to_earlier_list(text: str, turn: Pointing) -> tuple[str, Dialogue]:
    """`text` with 那些 for a list given before the newest turn, and the turns up to it; both as they are where it goes back to none."""
    dialogue = turn.dialogue
    if (at := _of_other_time(text, turn)) is not None:
        return text, Dialogue(dialogue.turns[: at + 1])
    that = _THAT_LIST.search(text)
    if that is None:
        return text, dialogue
    said = text[: that.start()]
    lead = _LEADS_BACK.match(said)
    called = said[lead.end() if lead else 0 :].strip(_AROUND)
    at = _meant(called, turn) if len(called) <= _CALLED else None
    if at is None or at == len(dialogue.turns) - 1:
        return text, dialogue
    return _THOSE + text[that.end() :].lstrip(_AROUND), Dialogue(dialogue.turns[: at + 1])


def _lists(dialogue: Dialogue) -> list[int]:
    """Which turns gave several cases, oldest first."""
    return [at for at, past in enumerate(dialogue.turns) if len(past.cited) > 1 and not past.refused]


def _of_other_time(text: str, turn: Pointing) -> int | None:
    """The newest list that was chosen by a time, where another is put in its place: 换成2021年的; None where none is."""
    if not text.lstrip("那再").startswith(_IN_ITS_PLACE) or turn.read(text).when is None:
        return None
    turns = turn.dialogue.turns
    return next((at for at in reversed(_lists(turn.dialogue)) if turns[at].query.when is not None), None)


def _meant(called: str, turn: Pointing) -> int | None:
    """Which turn gave the list that is so `called`: the first of all, or the newest that was chosen by these words."""
    lists, turns = _lists(turn.dialogue), turn.dialogue.turns
    if _FIRST_OF_ALL.fullmatch(called):
        return lists[0] if lists else None
    places = {mention.text for mention in turn.read(called).places} if called else set()
    if not (places or turn.content(called) or any(c.isdigit() for c in called)):
        return None
    in_words = next((at for at in reversed(lists) if called in turns[at].query.text), None)
    return turn.dialogue.chosen_in(places) if in_words is None else in_words
