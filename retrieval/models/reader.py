"""A model reads a question in the light of what was said: the same Query, of which nothing that does not exist stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from data.text import fold, squeeze
from data.types import CaseId
from data.values import dataclass
from retrieval.cases.suits.conditions import OF, stated
from retrieval.lexicon.listed import listed
from retrieval.models import prompts
from retrieval.models.asking import Asker, Call
from retrieval.models.keeping import kept
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.query import Act, Excluded, Layout, Query, Want
from retrieval.question.reader import Reader
from retrieval.question.slots import entities
from retrieval.question.slots.library import Library

LISTED = 30
"""Cases of the last answer that a model is told of."""
GROUPED = ("region", "city", "zone", "organisation", "theme", "collection", "year", "month")
_SETS = (Want.CASES, Want.COUNT, Want.GROUPS, Want.EXTREME, Want.BRIEF)
_SUIT = listed("of_a_suit")
"""What stands in a question that picks cases by their course; without it the tests of one are not told, which take half a prompt."""
_ACTS = tuple(act.value for act in Act if act not in (Act.ORDER, Act.UNCLEAR, Act.EMPTY))


@dataclass(frozen=True, slots=True)
class Reading:
    """The Query, and the same question in the words that cases use (to find by, never to be shown)."""

    query: Query
    search: str


class ModelReader:
    """Reads with one model; the closed classes of what it writes are read by grammar all the same."""

    def __init__(self, asker: Asker, offline: Reader, simplify: Callable[[str], str]) -> None:
        self._asker, self._offline, self._simplify = asker, offline, simplify

    def read(
        self, text: str, dialogue: Dialogue, before: Sequence[str], library: Library, call: Call
    ) -> Reading | None:
        """How the model reads `text`; None where it failed or wrote no Query."""
        last = dialogue.answered
        listed = last.cited[:LISTED] if last else ()
        known = library.profiles.by_id
        names = [f"《{known[id_].case.title}》" for id_ in listed if id_ in known]
        spoken = any(_SUIT.search(turn) for turn in (text, *before[-prompts.TURNS :]))
        courses = stated() if library.decided and spoken else {}
        asked = prompts.reading(text, before, names, _held(library), courses)
        schema = prompts.reading_schema(
            _ACTS, [w.value for w in Want], [form.value for form in Layout], len(listed), tuple(courses)
        )
        said = self._asker.ask(asked, schema, call)
        if said is None:
            return None
        try:
            return self._query(said, text, dialogue, listed, library)
        except (ValueError, KeyError, TypeError):
            return None

    def _query(
        self,
        said: dict[str, Any],
        text: str,
        dialogue: Dialogue,
        listed: Sequence[CaseId],
        library: Library,
    ) -> Reading:
        act, want = Act(said["act"]), Want(said["want"])
        if act is not Act.ASK:
            return Reading(Query(text=text, act=act), "")
        whole = fold(self._simplify(str(said.get("question") or text)))
        if not kept(squeeze(text), squeeze(whole)):
            raise ValueError(whole)
        base = self._offline.without_want(whole, library)
        base = replace(base, numbers=_told(base, text, dialogue))
        base = _with_course(base, said.get("course"), library)
        if want is Want.GROUPS and base.places:
            raise ValueError(want)  # 广西那个分几个层级: what is at one place is not told by places
        query = self._offline.wanting(base, want, library)
        theme = fold(self._simplify(str(said.get("theme") or "")))
        if want in _SETS and theme and library.content(theme):
            query = replace(query, theme=theme, unused=())
        by, extreme = str(said.get("by") or ""), str(said.get("extreme") or "")
        if want in (Want.GROUPS, Want.EXTREME) and (by in GROUPED or by in library.profiles.columns):
            query = replace(query, by=by)
        if want is Want.EXTREME and extreme:
            query = replace(query, extreme=extreme)
        layout = Layout(said.get("layout") or "none")
        if layout is not Layout.PLAIN:
            query = replace(query, form=replace(query.form, layout=layout))
        return Reading(self._among(query, said, listed), fold(self._simplify(str(said.get("search") or ""))))

    def _among(self, query: Query, said: dict[str, Any], listed: Sequence[CaseId]) -> Query:
        """`query` within, or without, cases of the last answer."""
        among, out = _cases(said.get("among"), listed), _cases(said.get("except"), listed)
        among = tuple(case for case in among if case not in out)
        if among and query.want is Want.TEXT:
            return replace(query, targets=among, edit="pick")
        if among:
            query = replace(query, within=among, edit="narrow" if query.want in _SETS else "pick")
        if out and not among:
            left = query.other_than
            excluded = Excluded(
                left.places, left.kinds, tuple(dict.fromkeys((*left.cases, *out))), left.described
            )
            query = replace(query, other_than=excluded, edit="others", again=query.want is Want.CASES)
        return query


def _with_course(base: Query, said: Any, library: Library) -> Query:
    """`base` with the tests of a suit's course that the model chose, of those there are; its own where that chose none.

    Persons and sums are closed classes, read by their grammar whatever the model says.
    """
    known = stated() if library.decided and isinstance(said, list) else {}
    tests = tuple(dict.fromkeys(name for name in said or () if name in known))
    if all(name.startswith(OF) for name in tests):
        return base
    return replace(base, course=(*tests, *(name for name in base.course if name not in known)))


def _told(base: Query, text: str, dialogue: Dialogue) -> Any:
    """The numbers of cases that were spoken of: one that a model made up is struck."""
    spoken = set(entities.read(text, ()).numbers.numbers)
    for turn in dialogue.turns:
        spoken |= {*turn.query.numbers.numbers, *(case.number for case in turn.cited)}
    numbers = base.numbers
    return numbers if set(numbers.numbers) <= spoken else type(numbers)((), ())


def _cases(ordinals: Any, listed: Sequence[CaseId]) -> tuple[CaseId, ...]:
    found = ordinals if isinstance(ordinals, list) else []
    return tuple(
        dict.fromkeys(
            listed[at - 1]
            for at in found
            if isinstance(at, int) and not isinstance(at, bool) and 1 <= at <= len(listed)
        )
    )


def _held(library: Library) -> list[str]:
    """What there is: collections with how many cases, and the columns of values."""
    sizes: dict[str, int] = {}
    for profile in library.profiles.all:
        sizes[profile.id.collection] = sizes.get(profile.id.collection, 0) + 1
    titles = [
        f"《{c.title}》{sizes.get(c.id, 0)}个案例"
        for c in library.collections
        if not library.scope or c.id in library.scope
    ]
    columns = list(library.profiles.columns)[:20]
    return [*titles, f"栏目：{'、'.join(columns)}"] if columns else titles
