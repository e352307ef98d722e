"""`mcp`, `serve`: the program for other programs, and for a browser."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.context import session_of
from bot.served import words

_WEB = (
    *(
        "starlette.applications",
        "starlette.middleware",
        "starlette.middleware.authentication",
        "starlette.routing",
    ),
    *(
        "mcp.server.auth.middleware.auth_context",
        "mcp.server.auth.middleware.bearer_auth",
        "mcp.server.auth.provider",
    ),
    *("mcp.server.auth.routes", "mcp.server.auth.settings", "mcp.server.streamable_http"),
    *("mcp.server.streamable_http_manager", "mcp.server.transport_security"),
)
"""What the SDK serves over the web with, which nobody asks for on standard input."""


def mcp(ctx: typer.Context) -> None:
    from bot.served.lean import bare, built_when_used, hollow
    from bot.served.service import Service

    with (
        bare("mcp", "mcp.server"),
        hollow(*_WEB),
        built_when_used(),
    ):  # clients, web servers and old versions take a third of a start
        from bot.served.model_context import serve

    session = session_of(ctx)
    serve(Service(session.app), session.debug)


def serve(
    ctx: typer.Context,
    listen: Annotated[str, typer.Option("--listen", metavar="HOST:PORT", help=words.O_LISTEN.both)] = "",
    token: Annotated[str, typer.Option("--token", metavar="T", help=words.O_TOKEN.both)] = "",
    host: Annotated[list[str] | None, typer.Option("--host", metavar="NAME", help=words.O_HOST.both)] = None,
) -> None:
    from bot.served.running import serve as run

    session = session_of(ctx)
    given = {"ANWEN_SERVE_LISTEN": listen, "ANWEN_SERVE_TOKEN": token}
    session.flags.update({name: value for name, value in given.items() if value})
    run(session.app, host or ())
