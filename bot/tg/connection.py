"""The library's side of the bot: its connections, its menus, its log lines."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from httpx import Limits
from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    LinkPreviewOptions,
)
from telegram.error import TelegramError
from telegram.ext import Defaults
from telegram.request import HTTPXRequest

from bot.tg.pacing import Pacer
from bot.tg.polling import Bot
from bot.tg.reading import menus
from bot.words import Words

_CONNECTIONS = Limits(max_connections=64, max_keepalive_connections=8)
"""The pool looks at every idle connection at each request: with 64 of them that is most of what a message costs."""


def connection(token: str, api: str | None, proxy: str | None, pacer: Pacer) -> Bot:
    """The bot with the timeouts and pools that hold; without a `proxy`, HTTPS_PROXY and its kin are heeded."""
    root = api or "https://api.telegram.org"
    usual: dict[str, Any] = {
        "connect_timeout": 10.0,
        "read_timeout": 20.0,
        "write_timeout": 20.0,
        "pool_timeout": 10.0,
    }
    return Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=HTTPXRequest(
            media_write_timeout=60.0, proxy=proxy, httpx_kwargs={"limits": _CONNECTIONS}, **usual
        ),
        get_updates_request=HTTPXRequest(4, proxy=proxy, **usual),
        defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
        rate_limiter=pacer,
    )


async def set_menus(bot: Bot, admins: frozenset[int]) -> None:
    """The command menus, by scope and language; a refusal changes nothing for the bot."""
    found = menus()
    scopes = [
        (BotCommandScopeAllPrivateChats(), found["private"]),
        (BotCommandScopeAllGroupChats(), found["groups"]),
        *((BotCommandScopeChat(admin), found["admins"]) for admin in admins),
    ]
    for scope, rows in scopes:
        for code, lang in ((None, "zh"), ("zh", "zh"), ("en", "en")):
            say = Words(lang)
            commands = [BotCommand(name, say(help_)[:256]) for name, help_ in rows]
            with suppress(TelegramError):
                await bot.set_my_commands(commands, scope=scope, language_code=code)
