"""`mcp`: the program for other programs."""

from __future__ import annotations

import typer

from bot.commands.context import session_of


def mcp(ctx: typer.Context) -> None:
    from bot.served.model_context import serve
    from bot.served.service import Service

    session = session_of(ctx)
    serve(Service(session.app), session.debug)
