"""What other programs may ask, whatever protocol they speak: answers, cases, collections, and checks of texts."""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from bot.app import App
from bot.commands.reading import find_case
from bot.served.asked import Asked, Wanted
from data.types import Answer, Case, Conversation, Records
from data.values import dataclass
from retrieval.answering import LONGEST_QUESTION

if TYPE_CHECKING:
    from retrieval.checking.citations.verifying import Report

MOST_TEXT = 2_000_000
"""Characters of the cases of one reply, whatever their number."""
KEPT = 256
"""Conversations that are remembered, so that a follow-up need not answer all before it once more."""
AT_ONCE, LATER = "案例1", "知识产权保护"
"""Questions that load what all questions need, and what those by meaning do."""
SETTLING = 1.0
"""Seconds before the latter, which takes two: a first question that does not need it is not held up."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """Some of the cases, of how many, and where they go on; None at the end."""

    cases: tuple[Case, ...]
    offset: int
    total: int

    @property
    def next(self) -> int | None:
        end = self.offset + len(self.cases)
        return end if self.cases and end < self.total else None


class Service:
    """Called from several threads at once. AnwenError where something cannot be given; it writes nothing."""

    def __init__(self, app: App) -> None:
        self._app, self.say = app, app.say
        self._conversations: OrderedDict[str, Conversation] = OrderedDict()
        self._turn = threading.Lock()

    def warm(self) -> None:
        """Load what the first question would otherwise wait for."""
        self._app.ensure_loaded()
        self._app.answerer.plain(AT_ONCE)
        time.sleep(SETTLING)
        self._app.answerer.rank(LATER)
        self._app.answerer.warm()

    def records(self) -> Records:
        return self._app.records()

    def ask(self, asked: Asked, show: Callable[[str], None] | None = None, person: str = "") -> Answer:
        """The answer, the earlier questions having been answered first; `show` follows it while it is written."""
        records = self._app.records()
        scope = self._app.resolve(asked.collections)
        state = f"{records.state} {scope}"
        conversation = self._conversation(asked.turns, scope, state, person)
        answer = self._app.answerer.answer(asked.question, conversation, scope, show, person)
        if len(asked.question) <= LONGEST_QUESTION:
            self._keep(_key(state, (*asked.turns, asked.question)), conversation.then(answer))
        return answer

    def case(self, number: int, collection: str | None = None) -> Case:
        """UnknownCase, UnknownCollection, or AmbiguousCase, which names the collections to choose from."""
        scope = self._app.resolve((collection,)) if collection else ()
        return find_case(self._app.records(), number, scope, self.say)

    def cases(self, wanted: Wanted) -> Shelf:
        records = self._app.records()
        scope = self._app.resolve(wanted.collections)
        members = [case for case in records.cases if not scope or case.id.collection in scope]
        chosen = members[wanted.offset : wanted.offset + wanted.limit]
        return Shelf(tuple(_within(chosen, MOST_TEXT)), wanted.offset, len(members))

    def verify(self, text: str) -> Report:
        """Every citation of the text against the catalog."""
        from bot.documents.reading import check_text

        return check_text(text, self._app.records(), self.say, self._app.catalog.versions)

    def _conversation(
        self, turns: tuple[str, ...], scope: tuple[str, ...], state: str, person: str
    ) -> Conversation:
        """The earlier turns, answered again from the first that is not remembered."""
        known, done = Conversation(), 0
        for length in range(len(turns), 0, -1):
            if (kept := self._kept(_key(state, turns[:length]))) is not None:
                known, done = kept, length
                break
        for length in range(done + 1, len(turns) + 1):
            known = known.then(self._app.answerer.answer(turns[length - 1], known, scope, person=person))
            self._keep(_key(state, turns[:length]), known)
        return known

    def _kept(self, key: str) -> Conversation | None:
        with self._turn:
            if key in self._conversations:
                self._conversations.move_to_end(key)
            return self._conversations.get(key)

    def _keep(self, key: str, conversation: Conversation) -> None:
        with self._turn:
            self._conversations[key] = conversation
            self._conversations.move_to_end(key)
            while len(self._conversations) > KEPT:
                self._conversations.popitem(last=False)


def _within(cases: Iterable[Case], room: int) -> Iterator[Case]:
    """The first cases, one at least, whose texts have room."""
    for nth, case in enumerate(cases):
        room -= len(case.title) + sum(len(field.text) for field in case.fields)
        if nth and room < 0:
            return
        yield case


def _key(state: str, turns: tuple[str, ...]) -> str:
    """Names a conversation: the same questions on the same state of the catalog give the same."""
    digest = hashlib.sha256(state.encode())
    for text in turns:
        part = text.encode()
        digest.update(b"%d:" % len(part) + part)
    return digest.hexdigest()
