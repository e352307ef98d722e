"""What language models cost → lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import words
from bot.words import Words
from data.catalog.database.ledger import Bill
from data.types import Answer, Spent


def bill_lines(bills: Sequence[Bill], say: Words) -> Iterator[str]:
    """One line a model."""
    return (_line(bill.model, bill.spent, say) for bill in bills)


def spent_line(answer: Answer, model: str | None, say: Words) -> str:
    """What one answer cost; `model` is the one that was set."""
    if answer.spent is None:
        return say(words.NOTHING_SPENT)
    return _line(model or "", answer.spent, say)


def _line(model: str, spent: Spent, say: Words) -> str:
    told = say(words.BILL, model=model, calls=spent.calls, read=spent.tokens_in, written=spent.tokens_out)
    return told if spent.cost is None else told + say(words.COST, cost=spent.cost)
