"""A model reads cases and says which are meant; code holds each clause it gives against the case, and counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from data.types import Case, CaseId, Quote
from data.values import dataclass
from retrieval.cases.looking import RULES
from retrieval.models import Matter, prompts
from retrieval.models.asking import Asker, Call
from retrieval.models.judgement import Judgement, held
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.cues import Cue, cues_of

PROMPTS = 6
"""So many prompts may one question take to read all cases in scope."""
NEAREST = 30
"""Of more cases than these hold, the nearest."""
_SUMS = frozenset({Type.AMOUNT, Type.SHARE})
_SAID = frozenset("0123456789０１２３４５６７８９一二三四五六七八九十百千万两半几不无未没免全")
"""A sum is said in figures, or that there is none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A case and what of it is given to read; `whole` unless parts were left out."""

    case: Case
    text: str
    whole: bool = True


class ModelJudge:
    """Judges with one model."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker

    @property
    def most(self) -> int:
        """Code points of cases that one question may have read."""
        return PROMPTS * self._asker.room

    def judge(self, matter: Matter, pieces: Sequence[Piece], call: Call) -> Judgement | None:
        """Who of `pieces` is meant; None where the model failed on any of them: half a reading is none.

        A case without a clause that holds is not meant, and neither is one whose clause says no sum where one is
        asked for.
        """
        members: dict[CaseId, tuple[Quote, ...]] = {}
        for batch in _batches(pieces, self._asker.room):
            shown = [piece.text for piece in batch]
            said = self._asker.ask(
                prompts.judging(matter.question, matter.asked, matter.before, shown, matter.single),
                prompts.judging_schema(len(batch), matter.single),
                call,
            )
            if said is None or not isinstance(said.get("cases"), list):
                return None
            members |= _members(batch, said["cases"], matter)
        return Judgement(members, len(pieces), all(piece.whole for piece in pieces))

    def states(self, question: str, quotes: Sequence[Quote], call: Call) -> bool:
        """Whether the model, asked once more with nothing but the quotes, says that these state what is asked."""
        asked = prompts.stating(question, [q.text for q in quotes])
        said = self._asker.ask(asked, prompts.yes_or_no("states"), call)
        return said is not None and said.get("states") is True

    def denies(self, question: str, quotes: Sequence[Quote], call: Call) -> bool:
        """Whether the model says that these do not state it, and says so too when it is asked the other way round.

        A small one says no to both, which is no judgement.
        """
        told = [q.text for q in quotes]
        states = self._asker.ask(prompts.stating(question, told), prompts.yes_or_no("states"), call)
        if states is None or states.get("states") is not False:
            return False
        missing = self._asker.ask(prompts.lacking(question, told), prompts.yes_or_no("missing"), call)
        return missing is not None and missing.get("missing") is True


def whole(case: Case, question: str) -> str:
    """A case as it is read for `question`: its title, and its fields by name where it has several.

    Fields that only give articles of a law are left out, which tell nothing of the case, unless law is asked for.
    """
    own = [field for field in case.fields if not RULES.search(field.name)]
    fields = own if own and Cue.ASKS_FOR_LAW not in cues_of(question) else case.fields
    told = [f.text if len(fields) == 1 else f"【{f.name}】{f.text}" for f in fields]
    return "\n".join([case.title, *told])


def _batches(pieces: Sequence[Piece], room: int) -> Iterator[list[Piece]]:
    """`pieces` in order, as many at a time as there is room for."""
    batch: list[Piece] = []
    used = 0
    for piece in pieces:
        if batch and used + len(piece.text) > room:
            yield batch
            batch, used = [], 0
        batch.append(piece)
        used += len(piece.text)
    if batch:
        yield batch


def _members(
    batch: Sequence[Piece], said: Sequence[Any], matter: Matter
) -> Mapping[CaseId, tuple[Quote, ...]]:
    found: dict[CaseId, tuple[Quote, ...]] = {}
    sum_asked = matter.single and asked(matter.question).type in _SUMS
    for one in said:
        at = one.get("case") if isinstance(one, dict) else None
        if not isinstance(at, int) or isinstance(at, bool) or not 1 <= at <= len(batch):
            continue
        case = batch[at - 1].case
        quotes = held(case, str(one.get("clause", "")))
        if quotes and not (sum_asked and all(_SAID.isdisjoint(quote.text) for quote in quotes)):
            found.setdefault(case.id, quotes)
    return found
