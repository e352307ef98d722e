"""`telegram`, `stats`: the bot, and what it was asked."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.commands.context import JsonOption, print_json, session_of
from bot.words import Word

TELEGRAM = Word("运行 Telegram 机器人", "run the Telegram bot")
STATS = Word("Telegram 机器人的使用情况", "what the Telegram bot was asked")


def telegram(ctx: typer.Context) -> None:
    from bot.tg.bot import TelegramBot

    TelegramBot(session_of(ctx).app).run()


TRAIL = Word("最近几条操作记录", "the newest lines of the audit trail")
TrailOption = Annotated[int | None, typer.Option("--trail", min=1, metavar="N", help=TRAIL.both)]


def stats(ctx: typer.Context, as_json: JsonOption = False, trail: TrailOption = None) -> None:
    from dataclasses import asdict

    from bot.render.bills import bill_lines
    from bot.tg.handling.usage import trail_lines, usage_lines
    from data.chats.answers import Chats
    from data.chats.database import ChatStore

    app = session_of(ctx).app
    app.home.prepare(app.say)
    chats = Chats(ChatStore(app.database))
    if trail:
        traces = chats.trail(trail)
        shown, rows = [asdict(trace) for trace in traces], trail_lines(traces)
        print_json(shown) if as_json else print(*rows, sep="\n")
        return
    usage, bills = chats.usage(), app.ledger.bills()
    if as_json:
        print_json({**asdict(usage), "models": [{"model": b.model, **asdict(b.spent)} for b in bills]})
    else:
        print(*usage_lines(usage, app.say), *bill_lines(bills, app.say), sep="\n")
