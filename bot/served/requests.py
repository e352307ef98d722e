"""What came over HTTP: its JSON, and who sent it."""

from __future__ import annotations

import json
from typing import NoReturn

from starlette.requests import Request

from bot.served import words
from bot.served.asked import BadRequest
from bot.words import Words


async def body(request: Request, say: Words) -> object:
    """The JSON that was sent; BadRequest where it is none."""
    raw = await request.body()
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise BadRequest(say(words.BAD_JSON, problem=str(error)[:200])) from None


def address(request: Request) -> str:
    """Who asks, as far as budgets go."""
    return f"http:{request.client.host}" if request.client else "http"


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
