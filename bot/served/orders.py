"""A request of OpenAI's chat protocol → the question, the turns before it, and how the answer is wanted."""

from __future__ import annotations

from bot.served import words
from bot.served.asked import Asked, BadRequest, mapping, turns
from bot.streams import well_formed
from bot.words import Words
from data.values import dataclass

MODEL = "anwen"


@dataclass(frozen=True, slots=True)
class Order:
    """What a client wants: the question with its turns, from which model, as a stream or whole."""

    asked: Asked
    model: str
    stream: bool
    with_usage: bool


def order(value: object, say: Words) -> Order:
    """A request as OpenAI's clients send it; BadRequest."""
    given = mapping(value, say)
    model = given.get("model") or MODEL
    messages = given.get("messages")
    if not isinstance(messages, list) or not isinstance(model, str):
        raise BadRequest(say(words.BAD_MESSAGES))
    said = [text for message in messages if (text := _said(message, say)) is not None]
    if not said or not said[-1].strip():
        raise BadRequest(say(words.NO_MESSAGES))
    scope = (model.removeprefix(f"{MODEL}/"),) if model != MODEL else ()
    options = given.get("stream_options")
    with_usage = isinstance(options, dict) and options.get("include_usage") is True
    asked = Asked(said[-1], turns(tuple(said[:-1])), scope)
    return Order(asked, model, given.get("stream") is True, with_usage)


def _said(message: object, say: Words) -> str | None:
    """What the user says in a message; None for what anybody else says."""
    if not isinstance(message, dict) or not isinstance(message.get("role"), str):
        raise BadRequest(say(words.BAD_MESSAGES))
    if message["role"] != "user":
        return None
    content = message.get("content")
    if isinstance(content, str):
        return well_formed(content)
    if not isinstance(content, list):
        raise BadRequest(say(words.BAD_MESSAGES))
    texts = [part.get("text") if isinstance(part, dict) else None for part in content]
    if not all(isinstance(text, str) for text in texts):
        raise BadRequest(say(words.ONLY_TEXT))
    return well_formed("\n".join(map(str, texts)))
