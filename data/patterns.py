"""Regular expressions that are compiled when first needed: a question needs few of them, and each costs start-up time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, AnyStr, cast


class _Later:
    """Stands for a `re.Pattern` until something of it is asked for; what was asked for stays at hand."""

    def __init__(self, source: Any, flags: int) -> None:
        self.pattern, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[Any]:
        return re.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self.compiled, name)
        setattr(self, name, value)
        return value


class _OnlyWith(_Later):
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
    later = _OnlyWith(str(source), flags, only_with) if only_with else _Later(source, flags)
    return cast("re.Pattern[AnyStr]", later)
