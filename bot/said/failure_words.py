"""Errors in one language: those of the lower rooms carry their facts and both."""

from __future__ import annotations

import errno
from collections.abc import Callable
from typing import Any

from bot import words
from bot.words import Words
from data.errors import (
    AnwenError,
    Busy,
    ClaimLost,
    EmbedderMismatch,
    ForeignIndex,
    MalformedCase,
    NoSuchState,
    SettingError,
    SourceError,
    UnknownCase,
    UnknownCollection,
)
from data.patterns import regex

_ENGLISH = regex(r"\s*\(([a-z][A-Za-z' ,.\-]*)\)")
"""What the lower rooms add in English, in parentheses."""
_TYPED = regex(
    r"[。；，：:;,.]?\s*(?:或?(?:请先|请)?(?:用|运行|加)|use|run|or run|add|read some with:?)\s*(?:anwen [a-z]+|--[a-z]+)[^。；;，,（(]*",
)
"""Advice to type something into a shell."""


def in_language(error: AnwenError, lang: str) -> str:
    """What `error` says, in the language alone."""
    text = str(error)
    return _english(error, text) if lang == "en" else _ENGLISH.sub("", text)


def os_problem(error: OSError, say: Words) -> str:
    """What the system says, in the language where the program knows it."""
    known = words.OS_PROBLEMS.get(errno.errorcode.get(error.errno or 0, ""))
    return say(known) if known else error.strerror or str(error)


def without_commands(text: str) -> str:
    """`text` without the advice to type something into a shell."""
    return _TYPED.sub("", text).strip("，；：, ") or text


def _english(error: AnwenError, text: str) -> str:
    told = next((say(error) for kind, say in _FACTS if isinstance(error, kind)), None)
    found = _ENGLISH.search(text)
    if told is not None or found is None:
        return told or text
    after = text[found.end() :].lstrip("：: ")
    told = found[1] + (f": {after}" if after and after.isascii() else "")
    if isinstance(error, MalformedCase):
        told = f"line {error.line}: {told}"
    return f"{error.path}: {told}" if isinstance(error, SourceError) else told


def _no_state(error: NoSuchState) -> str:
    which = "no earlier state" if error.revision is None else f"no state {error.revision}"
    return f"collection {error.collection!r} has {which}; kept are: {_listed(error.known)}"


def _expected(error: SettingError) -> str:
    """What was expected, where it can be said without Chinese."""
    return f": expected {error.expected.strip()}" if error.expected.isascii() else ""


def _listed(known: tuple[object, ...]) -> str:
    return ", ".join(map(str, known)) or "none"


_FACTS: tuple[tuple[type[AnwenError], Callable[[Any], str]], ...] = (
    (UnknownCase, lambda e: f"there is no case {e.number}: {e.known}; run anwen cases"),
    (
        UnknownCollection,
        lambda e: f"there is no collection {e.collection!r}; there are: {_listed(e.known)}",
    ),
    (NoSuchState, _no_state),
    (SettingError, lambda e: f"setting {e.name}={e.value!r} makes no sense{_expected(e)}"),
    (EmbedderMismatch, lambda e: f"the index is of {e.stored}, the setting is {e.wanted}; run anwen reindex"),
    (
        ForeignIndex,
        lambda e: (
            f"the index on {e.place} is another catalog's, nothing was changed: share one ANWEN_DATABASE_URL, "
            "or give each its own ANWEN_CHROMA_URL; if that catalog is no longer used, run anwen reindex --take-over"
        ),
    ),
    (ClaimLost, lambda _: "the connection was lost and another machine has written: nothing was changed"),
    (Busy, lambda e: f"another process is writing ({e.holder}); try again later"),
)
"""What errors with facts say in English; the narrower first."""
