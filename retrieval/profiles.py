"""What is known of each case before any question: its folded text, where it is, who acts in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from data.regions import Place, case_places
from data.text import squeeze
from data.types import Case, CaseId, Records
from retrieval import lexicon


class Profile:
    """One case made ready to be judged; places and kinds are worked out when first asked for."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._kinds: dict[str, bool] = {}
        self.title = squeeze(case.title)
        self.text = "\n".join([self.title, *(squeeze(field.text) for field in case.fields)])
        """Title and fields without white space, folded: what words are looked for in."""

    @property
    def id(self) -> CaseId:
        return self.case.id

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Where the case is, by its subject."""
        return case_places(self.case.title, self.case.fields[0].text if self.case.fields else "")

    def acts_as(self, kind: str) -> bool:
        """Whether the subject of its title is an organisation of that kind."""
        known = self._kinds.get(kind)
        if known is None:
            known = self._kinds[kind] = lexicon.kind(kind).acts_in(self.case.title)
        return known


@dataclass(frozen=True)
class Profiles:
    """The profiles of all cases of one revision, in the records' order."""

    records: Records
    all: tuple[Profile, ...]

    @classmethod
    def of(cls, records: Records) -> Profiles:
        return cls(records, tuple(Profile(case) for case in records.cases))

    @cached_property
    def by_id(self) -> dict[CaseId, Profile]:
        return {profile.id: profile for profile in self.all}

    @cached_property
    def names(self) -> frozenset[str]:
        """The names the cases give to things: what stands in quotation marks or 《》, folded."""
        quoted = re.compile(r"[“《]([^”》]{2,20})[”》]")
        return frozenset(
            name for profile in self.all for name in quoted.findall(profile.text) if 2 <= len(name) <= 12
        )
