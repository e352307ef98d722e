"""`doctor`: is everything there, and does it fit together?"""

from __future__ import annotations

import typer

from bot import words
from bot.commands.context import JsonOption, print_json, session_of


def doctor(ctx: typer.Context, as_json: JsonOption = False) -> None:
    from bot.health import examine

    session = session_of(ctx)
    health = examine(session.app)
    if as_json:
        print_json(health.as_json())
    else:
        from bot.render.checkup import health_lines

        session.paper.write(health_lines(health, session.say))
    if health.problems:
        from data.errors import AnwenError

        raise AnwenError(session.say(words.NOT_USABLE, count=len(health.problems), first=health.problems[0]))
