"""Requirements that do not hold yet: each says why, and fails the run as soon as it holds (take the mark off then)."""

from __future__ import annotations

from typing import Any

import pytest


def broken(*values: object, why: str) -> Any:
    """A row of a parametrised test that is known to fail."""
    return pytest.param(*values, marks=pytest.mark.xfail(reason=why))


def broken_test(why: str) -> Any:
    """A whole test that is known to fail."""
    return pytest.mark.xfail(reason=why)
