"""The commands as they are spoken: help in the language of the person, not in both."""

from __future__ import annotations

from functools import partial
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.said.usage_words import METAVARS, help_page
from bot.words import Word, Words
from data.errors import AnwenError

_OWN = {
    "help": Word("显示这一页", "show this page"),
    "install_completion": Word("为当前的 shell 装上补全", "install completion for the current shell"),
    "show_completion": Word(
        "显示补全脚本，可自行安装", "show the script of the completion, to install it by hand"
    ),
}
"""The parser's own options."""


_INSTALLED = Word(
    "已为 {shell} 装上补全（{path}），重新打开终端后生效",
    "completion for {shell} installed ({path}); it works in new terminals",
)
_NO_SHELL = Word("不认识当前的 shell；用 --show-completion 自行安装", "unknown shell; see --show-completion")


class _Spoken:
    lang = "zh"

    def get_help(self, ctx: Any) -> str:
        return help_page(super().get_help(ctx), self.lang)  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _said(_OWN["help"].both, self.lang)
        return option


class SpokenCommand(_Spoken, TyperCommand):
    """A command whose help is in one language."""


class SpokenGroup(_Spoken, TyperGroup):
    """The program, whose help is in one language."""


def speak(command: Any, lang: str) -> None:
    """Have `command`, and all below it, speak `lang`."""
    command.lang = lang
    command.help = _said(command.help, lang)
    command.short_help = _said(command.short_help, lang)
    for parameter in command.params:
        own = _OWN.get(parameter.name or "")
        parameter.help = _said(own.both if own else getattr(parameter, "help", None), lang)
        if lang != "en" and parameter.metavar:
            parameter.metavar = METAVARS.get(parameter.metavar, parameter.metavar)
        if parameter.name == "install_completion":
            parameter.callback = partial(_install, Words(lang))
    for below in getattr(command, "commands", {}).values():
        speak(below, lang)


def _install(say: Words, context: Any, parameter: Any, value: Any) -> None:
    """Install the completion of the shell that this runs in, and say where."""
    if not value or context.resilient_parsing:
        return
    from typer._completion_shared import install

    try:
        shell, path = install(prog_name="anwen")
    except typer.Exit:
        raise AnwenError(say(_NO_SHELL)) from None
    print(say(_INSTALLED, shell=shell, path=path))
    raise typer.Exit


def _said(both: str | None, lang: str) -> str | None:
    """The half of `Word.both` that is in the language."""
    zh, parted, en = (both or "").partition(" · ")
    if not parted:
        return both
    return en if lang == "en" else zh
