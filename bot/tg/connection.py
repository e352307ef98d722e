"""The library's side of the bot: its connections, its menus, its log lines."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from httpx import Limits
from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    LinkPreviewOptions,
)
from telegram.error import TelegramError
from telegram.ext import Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.tg import words
from bot.tg.messages.pacing import Pacer, Rate
from bot.tg.reading import menus
from bot.tg.updates.polling import Bot
from bot.words import Word, Words

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


async def set_menus(bot: ExtBot[Rate], admins: frozenset[int], lang: str) -> None:
    """The command menus, by scope and language, in `lang` for whoever has neither."""
    found = menus()
    await _set_menu(bot, BotCommandScopeAllPrivateChats(), found["private"], lang)
    await _set_menu(bot, BotCommandScopeAllGroupChats(), found["groups"], lang)
    for admin in admins:
        await set_menu_of(bot, admin, lang)


async def set_menu_of(bot: ExtBot[Rate], admin: int, lang: str) -> None:
    """An administrator's menu, which Telegram takes only once they have written to the bot."""
    await _set_menu(bot, BotCommandScopeChat(admin), menus()["admins"], lang)


async def set_profile(bot: ExtBot[Rate], lang: str) -> None:
    """What Telegram shows before somebody presses START, and in the profile; set where it is not so already."""
    for code, spoken in ((None, lang), ("zh", "zh"), ("en", "en")):
        say = Words(spoken)
        long, short = say(words.DESCRIPTION), say(words.SHORT_DESCRIPTION)
        with suppress(TelegramError):  # it may be set a few times a day only
            if (await bot.get_my_description(language_code=code)).description != long:
                await bot.set_my_description(long, language_code=code)
            if (await bot.get_my_short_description(language_code=code)).short_description != short:
                await bot.set_my_short_description(short, language_code=code)


async def _set_menu(
    bot: ExtBot[Rate], scope: BotCommandScope, rows: Sequence[tuple[str, Word]], lang: str
) -> None:
    """A refusal changes nothing for the bot."""
    for code, spoken in ((None, lang), ("zh", "zh"), ("en", "en")):
        say = Words(spoken)
        commands = [BotCommand(name, say(help_)[:256]) for name, help_ in rows]
        with suppress(TelegramError):
            await bot.set_my_commands(commands, scope=scope, language_code=code)
