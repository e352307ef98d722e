"""A library without those of its parts that are not needed here, though its packages import them for others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType

from pydantic import BaseModel, ConfigDict


@contextmanager
def built_when_used() -> Iterator[None]:
    """What models of pydantic are defined meanwhile make their validators when they are first used."""
    own, BaseModel.model_config = BaseModel.model_config, ConfigDict(defer_build=True)
    try:
        yield
    finally:
        BaseModel.model_config = own


@contextmanager
def bare(*packages: str) -> Iterator[None]:
    """What is imported from `packages`, outer ones first, is imported without what they themselves import at the start.

    After it they are as they ever were: whoever imports one then gets it whole.
    """
    made = [name for name in packages if name not in sys.modules]
    for name in made:
        spec = find_spec(name)
        package = ModuleType(name)
        package.__path__ = list((spec and spec.submodule_search_locations) or ())
        package.__spec__ = spec
        sys.modules[name] = package
    try:
        yield
    finally:
        for name in made:
            del sys.modules[name]


@contextmanager
def hollow(*modules: str) -> Iterator[None]:
    """What is imported from `modules` meanwhile is a name that stands for nothing: what is never called here.

    After it they are as they ever were: whoever imports one then gets it whole.
    """
    made = [name for name in modules if name not in sys.modules]
    sys.modules.update({name: _Hollow(name) for name in made})
    try:
        yield
    finally:
        for name in made:
            del sys.modules[name]


class _Hollow(ModuleType):
    """A module that has any public name."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("_"):
            raise AttributeError(name)
        return object
