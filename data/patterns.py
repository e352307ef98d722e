"""Regular expressions that are compiled when first needed: a question needs few of them, and each costs start-up time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, AnyStr, ClassVar, cast

from data import programs


class Later:
    """Stands for a `re.Pattern` until something of it is asked for; what was asked for stays at hand."""

    every: ClassVar[list[Later]] = []
    """All there are: they are made as modules are imported, and stay."""

    def __init__(self) -> None:
        self.every.append(self)

    @cached_property
    def compiled(self) -> re.Pattern[Any]:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


class _Regex(Later):
    """One by its source."""

    def __init__(self, source: Any, flags: int) -> None:
        super().__init__()
        self.pattern, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[Any]:
        return programs.pattern(self.pattern, self._flags)


class _OnlyWith(_Regex):
    """One that looks at no text without any of `signs`."""

    def __init__(self, source: str, flags: int, signs: str) -> None:
        super().__init__(source, flags)
        self.signs = frozenset(signs)

    def search(self, text: str) -> re.Match[str] | None:
        return None if self.signs.isdisjoint(text) else self.compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return iter(()) if self.signs.isdisjoint(text) else self.compiled.finditer(text)


def regex(source: AnyStr, flags: int = 0, *, only_with: str = "") -> re.Pattern[AnyStr]:
    """As `re.compile`, at the first use; a wrong `source` raises `re.error` then.

    `only_with`: characters one of which every match holds; a text without them is not searched at all.
    """
    later = _OnlyWith(str(source), flags, only_with) if only_with else _Regex(source, flags)
    return cast("re.Pattern[AnyStr]", later)


def ready() -> None:
    """Compile all that were made so far: for a process that is to answer many questions, none of which shall wait."""
    for later in Later.every:
        later.compiled  # noqa: B018
    programs.save()
