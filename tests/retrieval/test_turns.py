"""Whose turn it is: one works, few are under way, and who waits for another machine keeps nobody waiting."""

from __future__ import annotations

import threading
import time

from retrieval.turns import Turn

ASKERS = 6


def most_at_once(turn: Turn, far: bool) -> tuple[int, int]:
    """Of ASKERS threads how many held the lock at once, and how many were aside."""
    holding, away, most = [0], [0], [0, 0]
    guard = threading.Lock()

    def count(which: list[int], by: int, place: int) -> None:
        with guard:
            which[0] += by
            most[place] = max(most[place], which[0])

    def ask() -> None:
        with turn:
            count(holding, 1, 0)
            count(holding, -1, 0)
            with turn.aside(far):
                count(away, 1, 1)
                time.sleep(0.05)
                count(away, -1, 1)
            count(holding, 1, 0)
            count(holding, -1, 0)

    threads = [threading.Thread(target=ask) for _ in range(ASKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    return most[0], most[1]


def test_one_works_at_a_time_and_no_more_than_so_many_are_under_way() -> None:
    working, aside = most_at_once(Turn(3), far=False)
    assert (working, aside) == (1, 3)


def test_who_waits_for_another_machine_leaves_room() -> None:
    assert most_at_once(Turn(3), far=True) == (1, ASKERS)


def test_who_does_not_hold_the_turn_lays_nothing_down() -> None:
    turn = Turn(1)
    with turn.aside():
        pass
    with turn, turn.aside(far=True):
        pass
    with turn:
        pass


def test_who_waits_comes_before_who_asks_again_and_again() -> None:
    turn, came = Turn(1), list[str]()

    def wait() -> None:
        with turn:
            came.append("waited")

    with turn:
        others = [threading.Thread(target=wait) for _ in range(3)]
        for other in others:
            other.start()
        time.sleep(0.05)
    for _ in range(3):
        with turn:
            came.append("again")
    for other in others:
        other.join(10)
    assert came == ["waited"] * 3 + ["again"] * 3
