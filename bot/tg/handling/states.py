"""The states of collections: listed, and gone back to once that is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from bot.said import library_words
from bot.tg import words
from bot.tg.messages.rendering import Span
from bot.words import Word, Words
from data.errors import AnwenError, UnknownCollection
from data.numerals import number_of
from data.patterns import regex
from data.values import dataclass

if TYPE_CHECKING:
    from bot.app import App
    from data.catalog.database.states import Past

MARK = "undo:"
_WANTED = regex(r"(\S+)(?:\s+(?:状态\s*)?(\S+))?")
_TAPPED = regex(r"(\S+)_([0-9]+)")
"""A collection and a state as a command that a tap sends: /undo_ip_power_2_5."""
_IDENTIFIER = regex(r"[A-Za-z0-9_-]{1,24}")
Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Back:
    """A state that a collection can go back to, and what the button for it says."""

    id: str
    title: str
    state: int
    word: Word


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and the ways back from it."""

    text: str
    backs: tuple[Back, ...] = ()
    of: tuple[str, ...] = ()
    """The collections it was done to."""


class States:
    """What /history and /undo say and do. AnwenError where there is no such collection or state."""

    def __init__(self, app: App) -> None:
        self._app = app

    def listed(self, collection: str, say: Words) -> list[Span]:
        """The states of a collection, or of all: number, when, what was done, how many cases."""
        pasts = self._app.catalog.history(self._id(collection) if collection else None)
        if not pasts:
            return [Span(say(library_words.NO_HISTORY))]
        return list(_listed(pasts, say))

    def planned(self, wanted: str, say: Words) -> tuple[str, int | None, str]:
        """The collection and the state that `/undo COLLECTION [STATE]` means, and the question what that changes; None for
        the state in which there was no such collection yet.
        """
        from data.catalog.database.states import previous

        found = _WANTED.fullmatch(wanted)
        held = self._app.catalog.collections()
        if found is None and len(held) != 1:
            ways = {
                past.collection.id: f"《{past.collection.title}》 {undo_command(past.collection.id)}"
                for past in reversed(self._app.catalog.history())
            }
            raise AnwenError(say(words.WHICH_TO_UNDO, ways="\n".join(ways.values())))
        name, number = (found[1], found[2]) if found else (held[0].id, None)
        if number is None and (tapped := _TAPPED.fullmatch(name)) and not self._known(name):
            name, number = tapped.groups()
        id_ = self._id(name)
        state = number_of(number) if number else None
        pasts = self._app.catalog.history(id_)
        past = previous(pasts) if state is None else _chosen(pasts, state)
        if past is None and number is None and (first := _read_first(pasts)) is not None:
            about = {"title": first.collection.title, "cases": first.cases}
            return id_, None, say(words.CONFIRM_UNDO_FIRST, **about)
        if past is None or (number and state is None):
            title = next((one.collection.title for one in pasts), id_)
            kept = "、".join(str(one.revision) for one in pasts if not one.latest)
            word = words.NO_SUCH_STATE if kept else words.NO_EARLIER_STATE
            raise AnwenError(say(word, title=title, state=number or "", kept=kept))
        catalog = self._app.catalog
        way = catalog.way_back(id_, past.revision) if past.there else ((), None)
        changes = catalog.compared(id_, *way)
        counts = {kind: len(getattr(changes, kind)) for kind in ("added", "changed", "removed")}
        facts = {"cases": changes.cases, **counts}
        about = {"title": past.collection.title, "at": _minute(past.at)}
        return id_, past.revision, say(words.CONFIRM_UNDO, **about, **facts)

    def before(self, id_: str, word: Word) -> tuple[Back, ...]:
        """The way back to the state before what was just done to a collection; empty where there is none."""
        from data.catalog.database.states import previous

        past = previous(self._app.catalog.history(id_))
        return (Back(id_, past.collection.title, past.revision, word),) if past else ()

    def go_back(self, id_: str, revision: int, step: Step, say: Words) -> Done:
        """Go back; what there is to tell."""
        left = next((past.revision for past in self._app.catalog.history(id_)), None)
        past, changes = self._app.library.undo(id_, revision, step)
        counts = {kind: len(getattr(changes, kind)) for kind in ("added", "changed", "removed")}
        facts = {"id": id_, "state": past.revision, "title": past.collection.title, "at": _minute(past.at)}
        done = words.UNDONE if past.there else library_words.UNDONE_AWAY
        onward = () if left is None else (Back(id_, past.collection.title, left, words.ONWARD),)
        return Done(say(done, **facts, cases=changes.cases, **counts), onward, (id_,))

    def _id(self, name: str) -> str:
        """The id of a collection that is there, or was, by its id, label or title."""
        if (id_ := self._known(name)) is None:
            raise UnknownCollection(name, {past.collection.id: past for past in self._app.catalog.history()})
        return id_

    def _known(self, name: str) -> str | None:
        known = {past.collection.id: past.collection for past in reversed(self._app.catalog.history())}
        for id_, one in known.items():
            if name in (id_, id_.replace("-", "_"), one.label, one.title, f"《{one.title}》"):
                return id_
        return None


def undo_command(id_: str, state: int | None = None) -> str:
    """What takes a collection back at a tap, where its id can stand in a command."""
    return tapped_command("undo", id_) + (
        "" if state is None else f"_{state}" if _can_tap(id_) else f" {state}"
    )


def tapped_command(name: str, id_: str) -> str:
    """/remove_ip_power_2, which a tap sends; /remove 甲案 where the id cannot stand in one."""
    return f"/{name}_{id_.replace('-', '_')}" if _can_tap(id_) else f"/{name} {id_}"


def _can_tap(id_: str) -> bool:
    return bool(_IDENTIFIER.fullmatch(id_))


def _minute(at: str) -> str:
    """2026-11-28T20:53:39Z as people write it: 2026-11-28 20:53."""
    return at[:16].replace("T", " ")


def _chosen(pasts: list[Past], state: int) -> Past | None:
    return next((past for past in pasts if past.revision == state and not past.latest), None)


def _read_first(pasts: list[Past]) -> Past | None:
    """The newest of a collection's states, where its cases are those that were read when it was new; None elsewhere."""
    from data.catalog.database.states import INGEST

    now = next((past for past in pasts[:1] if past.there), None)
    read = next((past for past in pasts if now is not None and past.revision == now.content), None)
    return now if read is not None and read.action == INGEST and read.added == read.cases else None


def _listed(pasts: list[Past], say: Words) -> Iterator[Span]:
    for id_ in dict.fromkeys(past.collection.id for past in pasts):
        own = [past for past in pasts if past.collection.id == id_]
        yield Span(f"《{own[0].collection.title}》", "bold")
        yield Span(f" {id_}\n")
        for past in own:
            action = say(library_words.ACTIONS[past.action])
            if past.resumes is not None:
                action = say(library_words.BACK_TO, state=past.resumes)
            counts = {kind: getattr(past, kind) for kind in ("cases", "added", "changed", "removed")}
            now = f" ← {say(library_words.CURRENT)}" if past.latest else ""
            yield Span(f"{past.revision}", "bold")
            yield Span(f" · {_minute(past.at)} · {action} · ")
            yield Span(f"{say(library_words.STATE, **counts)}{now}")
            if not past.latest:
                yield Span(f" {say(words.UNDO_IT)} ")
                yield Span(undo_command(id_, past.revision), "command")
            yield Span("\n")
