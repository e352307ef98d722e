"""`history`, `undo`: the states that collections were in, and the way back to them."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import words
from bot.commands.context import JsonOption, note, print_json, session_of
from bot.said import library_words as say_of
from data.errors import AnwenError, NoSuchState, UnknownCollection


def history(
    ctx: typer.Context,
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help=words.A_ID.both)] = None,
    as_json: JsonOption = False,
) -> None:
    session = session_of(ctx)
    catalog = session.app.catalog
    pasts = catalog.history(id_)
    if id_ is not None and not pasts:
        raise UnknownCollection(id_, (c.id for c in catalog.collections()))
    if as_json:
        print_json([past.as_json() for past in pasts])
        return
    if not pasts:
        note(session.say(say_of.NO_HISTORY))
    from bot.render.history import history_lines

    session.paper.write(history_lines(pasts, session.say))


def undo(
    ctx: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help=words.A_ID.both)],
    to: Annotated[int | None, typer.Option("--to", metavar="N", help=say_of.O_TO.both)] = None,
    as_json: JsonOption = False,
) -> None:
    session = session_of(ctx)
    app, say = session.app, session.say
    left = next((past.revision for past in app.catalog.history(id_)), None)
    try:
        with app.indexing() as progress:
            past, changes = app.library.undo(id_, to, progress)
    except NoSuchState as error:
        if to is not None or all(one.id != id_ for one in app.catalog.collections()):
            raise
        raise AnwenError(say(say_of.REMOVE_INSTEAD, id=id_)) from error
    counts = {kind: len(getattr(changes, kind)) for kind in ("added", "changed", "unchanged", "removed")}
    if as_json:
        print_json(
            {"collection": id_, "state": past.revision, "at": past.at, "cases": changes.cases, **counts}
        )
        return
    facts = {"id": id_, "state": past.revision, "at": past.at, "file": past.collection.source}
    done = say_of.UNDONE if past.there else say_of.UNDONE_AWAY
    print(say(done, **facts, cases=changes.cases, **counts))
    if left is not None:
        note(say(say_of.ONWARD, id=id_, state=left))
