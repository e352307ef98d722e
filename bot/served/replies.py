"""What goes back over HTTP: JSON, and an error's status by its type."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from starlette.responses import Response
from starlette.types import Scope

from bot.documents.reading import NotADocument
from bot.failures import explain
from bot.render.json import line
from bot.served import words
from bot.served.asked import BadRequest, UnknownModel
from bot.served.desk import TooBusy
from data.errors import (
    AmbiguousCase,
    AnwenError,
    Busy,
    CatalogError,
    IndexUnavailable,
    SourceError,
    UnknownCase,
    UnknownCollection,
)

STATUS: dict[type[BaseException], int] = {
    BadRequest: 400,
    NotADocument: 422,
    SourceError: 422,
    UnknownCase: 404,
    UnknownModel: 404,
    UnknownCollection: 404,
    AmbiguousCase: 409,
    Busy: 503,
    CatalogError: 503,
    IndexUnavailable: 503,
    TooBusy: 503,
}
INTERNAL = 500
OPENAI = "/v1/"
"""Under this path, errors are in OpenAI's form."""


def reply(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """`value` as JSON; a lone surrogate travels as the escape that JSON has for it."""
    body = line(value).encode("utf-8", "backslashreplace")
    return Response(body, status, dict(headers or {}), "application/json")


def failure(scope: Scope, error: Exception) -> Response:
    """What a request that failed gets."""
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), INTERNAL)
    return refusal(scope, status, told(error))


def told(error: Exception) -> str:
    """What whoever asked is told; of what nobody foresaw, only whoever runs the server learns more."""
    if isinstance(error, AnwenError):
        return explain(error)
    print(f"anwen: {explain(error)}", file=sys.stderr, flush=True)
    return words.INTERNAL.both


def refusal(scope: Scope, status: int, message: str) -> Response:
    """An error in the form of the protocol that was spoken."""
    if not scope["path"].startswith(OPENAI):
        return reply({"error": message}, status)
    return reply(openai_error(status, message), status)


def openai_error(status: int, message: str) -> dict[str, object]:
    """The error object that OpenAI's clients read."""
    kinds = {401: "authentication_error", 404: "not_found_error", 429: "rate_limit_error"}
    kind = kinds.get(status, "server_error" if status >= INTERNAL else "invalid_request_error")
    return {"error": {"message": message, "type": kind, "param": None, "code": None}}
