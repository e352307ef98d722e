"""A text with what its words say: read once as it is made, so that nobody who holds it looks at the wording again."""

from __future__ import annotations

from dataclasses import field

from data.values import dataclass
from retrieval.language.terms import PERSON
from retrieval.question.closed.asked import Asked, asked
from retrieval.question.closed.cues import Cue, Cues, cues_of
from retrieval.question.closed.meant import meant
from retrieval.question.closed.particulars import Particulars, particulars


@dataclass(frozen=True, slots=True)
class Worded:
    """`text` (folded, simplified) and its cues. Made with another text it has the cues of that: the two are never out of step."""

    text: str
    cues: Cues = field(init=False, compare=False, repr=False)
    """What the text says by closed classes of words."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cues", cues_of(self.text))

    @property
    def asked(self) -> Asked:
        """The type of thing asked for, by the asking words of the text."""
        return asked(self.text)

    @property
    def meant(self) -> Asked:
        """The same as it is meant: a sum by a bare 多少 behind 赔了."""
        return meant(self.text)

    @property
    def particulars(self) -> Particulars:
        """What in particular a case must state to answer it."""
        return particulars(self.text)

    @property
    def persons(self) -> tuple[str, ...]:
        """The persons whom it names as a case does: 韩某某."""
        return tuple(dict.fromkeys(PERSON.findall(self.text)))

    def without(self, cue: Cue, instead: str = "") -> str:
        """The text without the words of a cue."""
        return self.cues.without(cue, instead)
