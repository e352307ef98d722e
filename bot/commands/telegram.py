"""`telegram`, `stats`: the bot, and what it was asked."""

from __future__ import annotations

import typer

from bot.commands.context import JsonOption, print_json, session_of
from bot.words import Word

TELEGRAM = Word("运行 Telegram 机器人", "run the Telegram bot")
STATS = Word("Telegram 机器人的使用情况", "what the Telegram bot was asked")


def telegram(ctx: typer.Context) -> None:
    from bot.telegram_bot import TelegramBot

    TelegramBot(session_of(ctx).app).run()


def stats(ctx: typer.Context, as_json: JsonOption = False) -> None:
    from dataclasses import asdict

    from bot.tg.usage import usage_lines
    from data.chats import Chats
    from data.chatstore import ChatStore

    app = session_of(ctx).app
    app.home.prepare(app.say)
    usage = Chats(ChatStore(app.settings.database_url or f"sqlite:///{app.home.catalog}")).usage()
    if as_json:
        print_json(asdict(usage))
        return
    for row in usage_lines(usage, app.say):
        print(row)
