"""Values: `dataclass` as the standard library's, in a fifth of its time for what most values are.

The standard library writes the source of six methods for each class and has it compiled, which for the classes of one
question takes a seventh of a cold start. Here frozen values share what refuses a change, and the other methods are
compiled when they are first called: most classes are never compared. To a type checker it is the standard library's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

_MADE = object()
"""Stands for what a factory is to make."""

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - given on
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, **options):
        """As `dataclasses.dataclass`; frozen values with slots and nothing else chosen are made here."""
        if not (frozen and slots) or options:
            return dataclasses.dataclass(cls, frozen=frozen, slots=slots, **options)
        return _value if cls is None else _value(cls)


def _value(cls: type) -> type:
    """`cls` as a frozen value with slots: equal where all its fields are, hashed and shown by them."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # else the standard library works out the signature for it
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    fields, own = dataclasses.fields(made), vars(made)
    methods = {
        "__init__": _at_first(made, "__init__", _init),
        "__repr__": _repr([field.name for field in fields if field.repr]),
        "__eq__": _at_first(made, "__eq__", _equal),
        "__hash__": _at_first(made, "__hash__", _hash),
        "__setattr__": _refuse_set,
        "__delattr__": _refuse_delete,
        "__getstate__": _state,
        "__setstate__": _restore,
    }
    for name, method in methods.items():
        if own.get(name) is None:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _at_first(cls: Any, name: str, write: Callable[[Any, dict[str, Any]], str]) -> Callable[..., Any]:
    """The method of that name, which is compiled of what `write` gives when it is first called, and stands then."""

    def first(*given: Any, **named: Any) -> Any:
        names: dict[str, Any] = {"__name__": cls.__module__}
        exec(write(cls, names), names)
        method = names[name]
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)
        return method(*given, **named)

    return first


def _init(cls: Any, names: dict[str, Any]) -> str:
    """`__init__` with the fields in order; a factory is asked for what is not given. `names`: what else it needs."""
    names |= {"_set": object.__setattr__, "_MADE": _MADE}
    parameters, lines = ["self"], []
    for field in dataclasses.fields(cls):
        name = value = field.name
        if field.default_factory is not dataclasses.MISSING:
            names[f"_{name}"] = field.default_factory
            parameters.append(f"{name}=_MADE")
            value = f"_{name}() if {name} is _MADE else {name}"
        elif field.default is not dataclasses.MISSING:
            names[f"_{name}"] = field.default
            parameters.append(f"{name}=_{name}")
        else:
            parameters.append(name)
        lines.append(f" _set(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    return f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"])


def _equal(cls: Any, names: dict[str, Any]) -> str:
    return (
        "def __eq__(self, other):\n"
        " if other.__class__ is self.__class__:\n"
        f"  return {_all_of(cls, 'self')} == {_all_of(cls, 'other')}\n"
        " return NotImplemented"
    )


def _hash(cls: Any, names: dict[str, Any]) -> str:
    return f"def __hash__(self):\n return hash({_all_of(cls, 'self')})"


def _all_of(cls: Any, whose: str) -> str:
    """A tuple of the fields that are compared."""
    told = "".join(f"{whose}.{field.name}, " for field in dataclasses.fields(cls) if field.compare)
    return f"({told})"


def _repr(names: Sequence[str]) -> Callable[[Any], str]:
    def shown(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    return shown


def _refuse_set(self: object, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: object, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: Sequence[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
