"""What people say of an answer: a question that a case was found to answer is remembered, or no longer."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import App
from bot.render.terminal import same_words
from data.types import CaseId, Intent, Understood


def confirmable(question: str, understood: Understood, cited: Sequence[CaseId], refused: bool) -> bool:
    """Whether the question stands for itself and one case answers it: lists come from the cases as they are."""
    alone = same_words(question, understood.text) and not understood.numbers
    return not refused and len(cited) == 1 and understood.intent is Intent.FACT and alone


def confirm(app: App, question: str, case: CaseId, holds: bool = True) -> bool:
    """Remember that `case` answers the question, or (`holds` False) no longer; whether that changed anything."""
    found = app.catalog.records().case(case)
    return found is not None and app.library.confirm(question, found, holds)
