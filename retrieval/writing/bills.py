"""What one answer's calls of models cost: each call settled once, and written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data.types import Spent
from retrieval.writing.deadline import Late
from retrieval.writing.models import Chat

Book = Callable[[str, Chat, Spent], None]
"""Writes down what a call cost a person."""


class Item:
    """One call: settled once, by what the provider counts or, where nobody waits for that, by an estimate."""

    def __init__(self, bill: Bill, chat: Chat, read: int) -> None:
        self._bill, self._chat, self._read = bill, chat, read
        self.written = 0
        self._settled = False

    def settle(self, spent: Spent) -> None:
        if not self._settled:
            self._settled = True
            self._bill.add(self._chat, spent)

    def estimate(self) -> None:
        self.settle(self._chat.priced(self._read, self.written))


class Bill:
    """What one answer costs."""

    def __init__(self, book: Book, person: str) -> None:
        self._book, self.person = book, person
        self.total = Spent()

    def open(self, chat: Chat, read: int) -> Item:
        return Item(self, chat, read)

    def add(self, chat: Chat, spent: Spent) -> None:
        self.total = self.total.and_(spent)
        self._book(self.person, chat, spent)


def billed(output: Iterator[str], item: Item) -> Iterator[str]:
    """`output`, which is on the bill also where nobody waits for its end."""
    try:
        for text in output:
            item.written += len(text)
            yield text
    except (Late, GeneratorExit):  # out of time, or nobody wants the rest
        item.estimate()
        raise
