"""Values are what the standard library makes of them."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from data import values


def made(by: Callable[..., Any]) -> Any:
    @by(frozen=True, slots=True)
    class Point:
        """A point."""

        x: int
        y: float = 0.5
        names: list[str] = dataclasses.field(default_factory=list, compare=False)
        secret: str = dataclasses.field(default="", repr=False)

        def twice(self) -> Any:
            return dataclasses.replace(self, x=2 * self.x)

    Point.__qualname__ = Point.__name__ = "Point"
    return Point


OURS, THEIRS = made(values.dataclass), made(dataclasses.dataclass)


def test_a_value_is_made_shown_compared_and_hashed_as_the_standard_library_does() -> None:
    for given in (((1,), {}), ((1, 2.0), {"secret": "s"}), ((), {"x": 3, "names": ["a"]})):
        ours, theirs = OURS(*given[0], **given[1]), THEIRS(*given[0], **given[1])
        assert (repr(ours), hash(ours)) == (repr(theirs), hash(theirs))
        assert dataclasses.asdict(ours.twice()) == dataclasses.asdict(theirs.twice())
        assert ours == OURS(*given[0], **given[1])
        assert ours != ours.twice()
        assert ours != theirs
    assert OURS(1, names=["a"]) == OURS(1)
    assert OURS(1).names is not OURS(1).names
    assert OURS.__match_args__ == THEIRS.__match_args__
    assert OURS.__slots__ == THEIRS.__slots__


def test_a_value_stays_as_it_is_and_can_be_copied() -> None:
    point = OURS(1)
    for change in (
        lambda: setattr(point, "x", 2),
        lambda: delattr(point, "x"),
        lambda: setattr(point, "z", 2),
    ):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert copy.deepcopy(point) == point
    with pytest.raises(TypeError):
        OURS()


@values.dataclass(frozen=True, slots=True)
class Sent:
    text: str


@values.dataclass(frozen=True, slots=True)
class Nothing:
    pass


def test_a_value_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Sent("a"))) == Sent("a")
    assert (Sent("a") == Sent("b"), hash(Sent("a")) == hash(Sent("a"))) == (False, True)
    assert Nothing() == Nothing()
