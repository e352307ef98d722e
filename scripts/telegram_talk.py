"""A conversation with the Telegram bot as the READMEs show it: the bot itself, before the tests' Bot API server."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.app import App
from bot.settings import Settings
from bot.tg.bot import TelegramBot
from tests.bot.tg.conftest import running
from tests.bot.tg.fake_bot_api import TOKEN, Call, FakeBotApi, serving

PERSON = 7
SECONDS = 120.0
"""The first answer loads the index."""
SAYS = {"zh": ("您", "案问", "点按"), "en": ("You", "anwen", "tap")}
TALK = ("哪些案例涉及商业秘密？", "{first}", "它是怎么做的？", "案例31讲了什么？", "/brief 海外维权")
"""What is said in turn; {first} is a tap on the first button under the answer before."""


def talk(home: Path, lang: str) -> str:
    """The conversation in Markdown; `home` itself keeps nothing of it."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(shutil.copytree(home, Path(folder) / "home"))
        with serving() as api, _running(own, lang, api):
            return "\n\n".join(_turns(api, lang))


@contextmanager
def _running(home: Path, lang: str, api: FakeBotApi) -> Iterator[None]:
    """The bot, quiet."""
    allowed = frozenset({PERSON})
    settings = Settings(
        home=home, lang=lang, telegram_token=TOKEN, telegram_api=api.url, telegram_allowed=allowed
    )
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        running(TelegramBot(App(settings))),
    ):
        yield


def _turns(api: FakeBotApi, lang: str) -> Iterator[str]:
    you, bot, tap = SAYS[lang]
    sent, shown = 0, Call("", {}, 0)
    for said in TALK:
        if said == "{first}":
            button = shown.buttons[0]
            api.tap(shown, button["callback_data"], PERSON)
            yield f"**{you}**　{tap} `{button['text']}`"
            shown = api.wait(1, "editMessageText", seconds=SECONDS)
        elif said.startswith("/brief"):
            api.say(said, PERSON)
            yield f"**{you}**　{said}"
            data = api.wait(1, "sendDocument", seconds=SECONDS).data
            yield f"**{bot}**\n\n> 📎 `{data['document'].filename}`<br>\n> {data['caption']}"
            continue
        else:
            api.say(said, PERSON)
            yield f"**{you}**　{said}　👀"
            sent += 1
            shown = api.wait(sent, seconds=SECONDS)
        yield f"**{bot}**\n\n{_quoted(shown)}"


def _quoted(message: Call) -> str:
    """A message and the buttons under it as a block of Markdown."""
    text = re.sub(r"<(/?)u>", r"<\1ins>", message.text)  # what GitHub underlines
    text = re.sub(r"(\n+)(</\w+>)", r"\2\1", re.sub(r"(<\w+>)(\n+)", r"\2\1", text))
    rows = [f"{line}<br>" if line else "" for line in text.splitlines()]
    buttons = " ".join(f"`{button['text']}`" for button in message.buttons)
    return "\n".join(f"> {row}".rstrip() for row in [*rows, "", buttons])
