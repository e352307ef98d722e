"""From the JSON that another program sends to what it asks; whatever it sends, the worst is a BadRequest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from bot import words as common
from bot.served import words
from bot.streams import well_formed
from bot.words import Words
from data.errors import AnwenError
from data.values import dataclass
from retrieval.answering import LONGEST_QUESTION

TURNS = 50
"""Earlier questions that are taken into account: those before the last fifty tell nothing of this one."""
MOST_COLLECTIONS = 100
AT_ONCE = range(1, 1001)
"""Cases in one reply."""
PLACES = range(10**9)
"""Numbers of cases, and places in a list of them."""


class BadRequest(AnwenError):
    """What was sent is no question, no text or no number."""


class UnknownModel(AnwenError):
    """None of the models that stand for the collections."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the questions before it, of which collections (all when empty), and what is echoed."""

    question: str
    turns: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    echo: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the cases: those of the collections (all when empty), from `offset` on, `limit` at most."""

    collections: tuple[str, ...] = ()
    offset: int = 0
    limit: int = AT_ONCE[-1]


def asked(value: object, say: Words) -> Asked:
    """A line of `batch` that may also name `collections`."""
    given = mapping(value, say)
    question = given.get("question")
    if not isinstance(question, str):
        raise BadRequest(say(common.NO_QUESTION))
    if not question.strip():
        raise BadRequest(say(common.EMPTY_QUESTION))
    echo = {"id": given["id"]} if "id" in given else {}
    return Asked(well_formed(question), turns(texts(given, "turns", say)), _collections(given, say), echo)


def turns(earlier: tuple[str, ...]) -> tuple[str, ...]:
    """The earlier questions that count, as far as they are read."""
    return tuple(text[:LONGEST_QUESTION] for text in earlier if text.strip())[-TURNS:]


def wanted(value: object, say: Words, limit: int) -> Wanted:
    """Which cases are asked for; `limit` is how many come where nothing is said."""
    given = mapping(value, say)
    return Wanted(
        _collections(given, say),
        whole(given, "offset", PLACES, say, 0),
        whole(given, "limit", AT_ONCE, say, limit),
    )


def text_to_check(value: object, say: Words) -> str:
    """The text of `{"text": …}`."""
    text = mapping(value, say).get("text")
    if not isinstance(text, str) or not text.strip():
        raise BadRequest(say(words.NO_TEXT))
    return well_formed(text)


def mapping(value: object, say: Words) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise BadRequest(say(words.NOT_AN_OBJECT))
    return value


def texts(given: Mapping[str, object], name: str, say: Words, most: int | None = None) -> tuple[str, ...]:
    """The strings of an array that may be absent."""
    value = given.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise BadRequest(say(words.NOT_TEXTS, name=name))
    if most is not None and len(value) > most:
        raise BadRequest(say(words.TOO_MANY, name=name, most=most))
    return tuple(well_formed(text) for text in value)


def whole(
    given: Mapping[str, object], name: str, within: range, say: Words, default: int | None = None
) -> int:
    """A whole number `within` its bounds; `default` where it is absent, if it may be."""
    value = given.get(name)
    if value is None and default is not None:
        return default
    if isinstance(value, bool) or not isinstance(value, int) or value not in within:
        raise BadRequest(say(words.NOT_A_NUMBER, name=name, least=within[0], most=within[-1]))
    return value


def _collections(given: Mapping[str, object], say: Words) -> tuple[str, ...]:
    one = given.get("collection")
    if isinstance(one, str) and one.strip():
        return (well_formed(one),)
    return texts(given, "collections", say, MOST_COLLECTIONS)
