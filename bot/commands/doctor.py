"""`doctor`: is everything there, and does it fit together?"""

from __future__ import annotations

from typing import Annotated

import typer

from bot import words
from bot.commands.context import JsonOption, note, print_json, session_of
from bot.said import library_words


def doctor(
    ctx: typer.Context,
    as_json: JsonOption = False,
    fix: Annotated[bool, typer.Option("--fix", help=library_words.O_FIX.both)] = False,
) -> None:
    from bot.running.health import examine
    from bot.running.mending import mend, mends

    session = session_of(ctx)
    app = session.app
    fixed = mend(app, note) if fix else []
    app.renew()
    health = examine(app)
    fixable = [one.what for one in mends(app)]
    if as_json:
        print_json({**health.as_json(), "fixable": fixable, "fixed": fixed})
    else:
        from bot.render.checkup import health_lines

        session.paper.write(health_lines(health, session.say))
        for what in fixable:
            print(session.say(library_words.FIXABLE, what=what))
    if health.problems:
        from data.errors import AnwenError

        raise AnwenError(session.say(words.NOT_USABLE, count=len(health.problems), first=health.problems[0]))
