"""Why a citation does not hold: apart from the checking, so that a face can name it without loading that."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why a citation does not hold."""

    NO_COLLECTION = "no_collection"
    NO_CASE = "no_case"
    NOT_IN_IT = "not_in_it"
    IN_ANOTHER = "in_another"
    ELSEWHERE = "elsewhere"
    CHANGED = "changed"
    NO_DIGEST = "no_digest"
    TITLE = "title"
    STATEMENT = "statement"
    FACT = "fact"
    NO_NOTE = "no_note"
    UNUSED = "unused"
    TWICE = "twice"
    UNREADABLE = "unreadable"
    FIGURE = "figure"
    BODY = "body"
    REVERSED = "reversed"
    FOREIGN = "foreign"
