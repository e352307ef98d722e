"""`dataclass` for values, frozen and in slots: its methods are written when the first one is made, not when it is read.

`dataclasses` compiles six methods of every class while its module is imported: 0.38 ms each, 48 of the 180 ms that a
question by number took of the processor, for 125 classes of which it made values of 51. The methods are its own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls: type | None = None, /, **how: bool) -> Any:
        """As `dataclasses.dataclass`."""
        if cls is None:
            return lambda cls: dataclass(cls, **how)
        return _later(cls) if how == _LATER else dataclasses.dataclass(cls, **how)


__all__ = ["dataclass", "ready"]
_LATER = {"frozen": True, "slots": True}
_TOLD = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
_WRITTEN = (
    "__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__getstate__", "__setstate__",
    "__replace__", *_TOLD,
)  # fmt: skip
_UNWRITTEN: list[Callable[[], type]] = []
_LOCK = RLock()
"""One for all classes: to write one may write the one that it is made of."""


class _Told:
    """What a class says of its fields: asked for it, the class is written first."""

    def __init__(self, name: str, write: Callable[[], type]) -> None:
        self._name, self._write = name, write

    def __get__(self, instance: object, owner: type) -> Any:
        return getattr(self._write(), self._name)


def _later(cls: type) -> type:
    own = vars(cls)
    fields = [
        name for name, hint in own.get("__annotations__", {}).items() if not hint.startswith("ClassVar")
    ]
    held = {name for base in cls.__mro__[1:] for name in getattr(base, "__slots__", ())}
    inside: dict[str, Any] = {
        name: value for name, value in own.items() if name not in (*fields, "__dict__", "__weakref__")
    }
    inside["__slots__"] = tuple(name for name in fields if name not in held)
    written = False

    def write() -> type:
        nonlocal written
        with _LOCK:
            if not written:
                whole = vars(dataclasses.dataclass(frozen=True, slots=True)(cls))
                for name in _WRITTEN:
                    if name in whole and name not in mine:
                        setattr(made, name, whole[name])
                written = True
        return made

    def __init__(self: Any, *given: Any, **named: Any) -> None:
        write().__init__(self, *given, **named)  # type: ignore[misc]

    def __setstate__(self: Any, state: Any) -> None:
        write().__setstate__(self, state)  # type: ignore[attr-defined]

    mine = frozenset(inside)
    first = {
        "__init__": __init__,
        "__setstate__": __setstate__,
        **{name: _Told(name, write) for name in _TOLD},
    }
    made = type(cls)(cls.__name__, cls.__bases__, {**first, **inside})
    made.__qualname__ = cls.__qualname__
    _UNWRITTEN.append(write)
    return made


def ready() -> None:
    """Write all classes there are, for a process that many are put to: none is left for one of their questions."""
    while _UNWRITTEN:
        _UNWRITTEN.pop()()
