"""Values: `dataclass` writes a class's methods when the first value is made, and they are those of `dataclasses`."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest

from data.values import dataclass as later


class _Plain:
    @dataclass(frozen=True, slots=True)
    class Base:
        name: str
        every: ClassVar[list[int]] = [1]
        held: list[int] = field(default_factory=list, compare=False)

    @dataclass(frozen=True, slots=True)
    class Of(Base):
        more: int = 3

        def __repr__(self) -> str:
            return f"<{self.name} {self.more}>"


class Later:
    @later(frozen=True, slots=True)
    class Base:
        name: str
        every: ClassVar[list[int]] = [1]
        held: list[int] = field(default_factory=list, compare=False)

    @later(frozen=True, slots=True)
    class Of(Base):
        more: int = 3

        def __repr__(self) -> str:
            return f"<{self.name} {self.more}>"


@later(frozen=True, slots=True)
class Unmade:
    x: int


def _seen(kind: Any) -> list[object]:
    one, other = kind.Of("a", [1]), kind.Of("a", more=3)
    return [
        [(f.name, f.type, f.compare) for f in fields(kind.Of)],
        kind.Of.__match_args__,
        one == other,
        hash(one) == hash(other),
        repr(replace(one, more=4)),
        one == kind.Base("a"),
        kind.Base.every,
        hasattr(one, "__dict__"),
        kind.Of.__qualname__.split(".")[-1],
    ]


def test_values_are_those_of_dataclasses() -> None:
    assert _seen(Later) == _seen(_Plain)


def test_a_value_cannot_be_changed_and_takes_what_its_fields_are() -> None:
    with pytest.raises(FrozenInstanceError):
        Later.Of("a").name = "b"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Later.Of()  # type: ignore[call-arg]


def test_what_a_class_says_of_its_fields_may_be_asked_before_any_value_is_made() -> None:
    assert [one.name for one in fields(Unmade)] == ["x"]


def test_a_value_is_unpickled_by_a_class_that_was_not_written_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = pickle.dumps(Unmade(3))
    fresh: Any = later(frozen=True, slots=True)(type("Unmade", (), {"__annotations__": {"x": "int"}}))
    fresh.__module__ = __name__
    monkeypatch.setitem(globals(), "Unmade", fresh)
    assert pickle.loads(kept).x == 3
