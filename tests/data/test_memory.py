"""What lives as long as the program is looked through by one full garbage collection, not by each."""

from __future__ import annotations

import gc
import time
import weakref
from collections.abc import Iterator

import pytest

from data import memory


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    if memory._keep in gc.callbacks:
        gc.callbacks.remove(memory._keep)
    gc.unfreeze()


class Node:
    def __init__(self) -> None:
        self.itself = self


def test_what_a_full_collection_left_costs_the_next_one_nothing_and_garbage_still_goes() -> None:
    memory.look_once()
    memory.look_once()
    assert gc.callbacks.count(memory._keep) == 1
    gc.disable()  # or the collector looks at them, and keeps them, before it is timed
    kept = [[number] for number in range(300_000)]
    gc.enable()
    started = time.process_time()
    gc.collect()
    first = time.process_time() - started
    assert gc.get_freeze_count() >= len(kept)
    node = Node()
    gone = weakref.ref(node)
    del node
    started = time.process_time()
    gc.collect()
    assert time.process_time() - started < first / 3
    assert gone() is None
