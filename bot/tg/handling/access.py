"""Who may ask, and how often. Deny by default; by person, in groups that were let in."""

from __future__ import annotations

import math
from collections.abc import Collection

from bot.tg.messages.pacing import Bucket
from data.chats.members import Members

PER_MINUTE = 20
"""Questions of one person; somebody reading the answers asks fewer."""
AT_ONCE = 8
WHOLE_PER_SECOND = 50.0


class Access:
    """The people and groups that settings, administrators and invitations let in."""

    def __init__(self, members: Members, allowed: Collection[int], admins: Collection[int]) -> None:
        self._members, self._allowed, self._admins = members, frozenset(allowed), frozenset(admins)

    def admin(self, person: int) -> bool:
        return person in self._admins

    def person(self, person: int) -> bool:
        return person in self._allowed or self.admin(person) or self._members.person(person)[0]

    def place(self, person: int, chat: int, private: bool) -> bool:
        """Whether a person may ask here."""
        return self.person(person) and (private or self._members.group(chat))


class Limits:
    """Rates of questions, per person and for the whole bot; kept in memory, forgotten when full again."""

    def __init__(self, per_minute: float = PER_MINUTE, whole: float = WHOLE_PER_SECOND) -> None:
        self._per_minute = per_minute
        self._people: dict[int, Bucket] = {}
        self._whole = Bucket(whole, whole * 2)

    def wait(self, person: int) -> float:
        """Seconds until this person may ask; 0 where they may now, which is counted."""
        for one in (self._bucket(person), self._whole):
            if (delay := one.try_take()) > 0:
                return math.ceil(delay)
        return 0

    def turn(self, person: int, depth: int) -> float | None:
        """Seconds until this person's turn, which is theirs from now on; None where `depth` of theirs wait already.

        Of the whole bot's rate it takes nothing: who is not let in has turns too.
        """
        bucket = self._bucket(person)
        delay = bucket.delay()
        if delay * bucket.rate > depth:
            bucket.give_back()
            return None
        return delay

    def all(self) -> float:
        """Seconds until the turn of one more question of all people, which is taken."""
        return self._whole.delay()

    def _bucket(self, person: int) -> Bucket:
        if len(self._people) > 1000:
            self._people = {key: bucket for key, bucket in self._people.items() if not bucket.full}
        most = max(min(self._per_minute, AT_ONCE), 1)
        return self._people.setdefault(person, Bucket(self._per_minute / 60, most))
