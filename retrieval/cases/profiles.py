"""What is known of each case before any question: its folded text, where it is, who acts in it."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan
from pathlib import Path

from data.catalog.files.by_key import KeptCases
from data.catalog.search.words import ReadWords, Words, told
from data.memory import undisturbed
from data.places.regions import Place, places_of
from data.text import squeeze
from data.types import Case, CaseId, Records
from retrieval import lexicon
from retrieval.cases import kept, looking
from retrieval.cases.shelf import ByKey, Part, Shelf, Told
from retrieval.cases.suits.course import Course, course_of
from retrieval.language.holders import FEW, Holders, Texts
from vectorstore.chunking import FINE


class Profile:
    """One case made ready to be judged; whatever is known of it is worked out when first asked for."""

    __slots__ = (
        "_course",
        "_facts",
        "_kinds",
        "_names",
        "_own_text",
        "_places",
        "_text",
        "_title",
        "at",
        "case",
    )

    def __init__(self, case: Case, at: int, facts: Callable[[], kept.Facts | None] = lambda: None) -> None:
        """`facts`: what is at hand of what was found in all of them, in a library that is read by key."""
        self.case = case
        self._facts = facts
        self.at = at
        """Its place among all profiles."""
        self._title: str | None = None
        self._text: str | None = None
        self._own_text: str | None = None
        self._kinds: dict[tuple[str, bool], bool] | None = None
        self._places: tuple[Place, ...] | None = None
        self._names: tuple[str, ...] | None = None
        self._course: Course | None = None

    def moved_to(self, at: int) -> Profile:
        """The same at another place; whoever holds this one goes on seeing it where it was."""
        if at == self.at:
            return self
        other = copy(self)
        other.at = at
        return other

    @property
    def id(self) -> CaseId:
        return self.case.id

    @property
    def title(self) -> str:
        """The title without white space, folded."""
        if self._title is None:
            self._title = squeeze(self.case.title)
        return self._title

    @property
    def text(self) -> str:
        """Title and fields without white space, folded: what words are looked for in."""
        if self._text is None:
            self._text = told(self.case)
        return self._text

    @property
    def own_text(self) -> str:
        """`text` without the words of statutes."""
        if self._own_text is None:
            self._own_text = looking.own_words(self.case) or self.text
        return self._own_text

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the case is, by its subject."""
        if self._places is None:
            facts = self._facts()
            self._places = facts.places_of(self.at) if facts else places_of(self.case)
        return self._places

    @property
    def names(self) -> tuple[str, ...]:
        """What stands in it in quotation marks or 《》, folded."""
        if self._names is None:
            self._names = tuple(looking.quoted(self.case))
        return self._names

    def know(self, found: kept.Found) -> None:
        """Take what was found in this very case before."""
        self._places, self._names = found.places, found.names

    @property
    def course(self) -> Course:
        """What became of it, where it tells of a lawsuit or an arbitration."""
        if self._course is None:
            self._course = course_of(self.case)
        return self._course

    def acts_as(self, kind: str, defends: bool = False) -> bool:
        """Whether the subject of its title is of that kind; in a lawsuit the plaintiff, or the one who `defends`."""
        if self._kinds is None:
            self._kinds = {}
        known = self._kinds.get((kind, defends))
        if known is None:
            title = looking.defendant(self.case.title) if defends else self.case.title
            known = self._kinds[kind, defends] = lexicon.kind(kind).acts_in(title)
        return known

    @property
    def is_suit(self) -> bool:
        """Whether the title says who sued whom: 甲诉乙…案."""
        return looking.is_suit(self.case.title)


Find = Callable[[Records, Sequence[str]], Words]
"""Records and what is told in each of their cases → where their words are looked for."""


def reading(records: Records, texts: Sequence[str]) -> Words:
    """By reading the texts."""
    return ReadWords(texts)


@dataclass(frozen=True)
class Profiles:
    """The profiles of all cases of one revision, in the records' order."""

    records: Records
    all: Sequence[Profile]
    find: Find = reading
    cache_dir: Path | None = None

    @classmethod
    def of(
        cls,
        records: Records,
        earlier: Profiles | None = None,
        find: Find = reading,
        cache_dir: Path | None = None,
    ) -> Profiles:
        """Those of `records`; what `earlier` ones worked out is kept for the cases that are the same objects.

        `find`: where words are looked for, in a large library; `cache_dir`: where what was found in its cases is kept
        for other processes.
        """
        if isinstance(records.cases, KeptCases):
            made: Profiles
            at_hand = lambda: made._at_hand  # noqa: E731
            shelf = Shelf(records.cases, lambda case, at: Profile(case, at, at_hand))
            made = cls(records, shelf, find, cache_dir)
            return made
        if earlier is None or isinstance(earlier.all, Shelf):
            every = tuple(Profile(case, at) for at, case in enumerate(records.cases))
            return cls(records, every, find, cache_dir)
        moved = moved_to(earlier.records.cases, records.cases)
        known = {to: profile for to, profile in zip(moved, earlier.all, strict=True) if to >= 0}
        some = (
            known[at].moved_to(at) if at in known else Profile(case, at)
            for at, case in enumerate(records.cases)
        )
        return cls(records, tuple(some), find)

    @cached_property
    def words(self) -> Words:
        """Which cases hold a word, and which speak most of several."""
        return self.find(self.records, Told(self.all))

    @cached_property
    def holders(self) -> Holders:
        """Which cases hold a word, remembered."""
        return Holders(Told(self.all), self.words)

    def texts(self, pool: Sequence[Profile]) -> Sequence[str]:
        """The texts of `pool`; of a large library such as know which of them hold a word."""
        if len(self.all) <= FEW:
            return [profile.text for profile in pool]
        if len(pool) == len(self.all):
            return Texts(self.holders)
        return Texts(self.holders, self.positions(pool))

    def positions(self, pool: Sequence[Profile]) -> Sequence[int]:
        """Where the cases of `pool` stand."""
        if pool is self.all:
            return range(len(pool))
        return pool.positions if isinstance(pool, Part) else [profile.at for profile in pool]

    def standing(self, positions: Collection[int], pool: Sequence[Profile]) -> Sequence[Profile]:
        """The cases of `pool` that stand at one of `positions`, in order; of a library that is read by key none is read
        for it."""
        if pool is self.all:
            return self.at(sorted(positions))
        if isinstance(pool, Part):
            return self.at([at for at in pool.positions if at in positions])
        return [profile for profile in pool if profile.at in positions]

    def at(self, positions: Sequence[int]) -> Sequence[Profile]:
        """The cases that stand at `positions`; of a library that is read by key each is read when it is asked for."""
        return (
            Part(self.all, positions) if isinstance(self.all, Shelf) else [self.all[at] for at in positions]
        )

    def without(self, pool: Sequence[Profile], some: Collection[Profile]) -> Sequence[Profile]:
        """`pool` but for `some`, in order; of a library that is read by key none is read for it."""
        out = {profile.at for profile in some}
        if isinstance(self.all, Shelf):
            return Part(self.all, array("q", (at for at in self.positions(pool) if at not in out)))
        return [profile for profile in pool if profile.at not in out]

    def ids(self, pool: Sequence[Profile]) -> Iterable[CaseId]:
        """The identities of the cases of `pool`, in order."""
        if pool is self.all:
            return iter(self.by_id)
        if isinstance(pool, Part) and isinstance(self.all, Shelf):
            return map(self.all.cases.id_at, pool.positions)
        return (profile.id for profile in pool)

    def among(self, collection: str, pool: Sequence[Profile]) -> Sequence[Profile]:
        """The cases of `pool` that are of `collection`, in order."""
        if pool is self.all:
            return self.of_collections([collection])
        return [profile for profile in pool if profile.id.collection == collection]

    def of_collections(self, collections: Collection[str]) -> Sequence[Profile]:
        """The cases of those collections, in order."""
        if isinstance(self.all, Shelf):
            return self.all.of(collections)
        return tuple(profile for profile in self.all if profile.id.collection in collections)

    def said(self, word: str) -> bool:
        """Whether any case's text holds `word` (folded, no white space)."""
        if len(self.all) <= FEW:
            return any(word in profile.text for profile in self.all)
        return bool(len(self.holders.of(word)))

    def holding(self, word: str) -> Sequence[int]:
        """Where the cases stand whose text holds `word` (folded, no white space), in order."""
        if len(self.all) <= FEW:
            return [profile.at for profile in self.all if word in profile.text]
        found: list[int] = self.holders.of(word).tolist()
        return found

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """The columns that some table has beside number, title and text, with their values, folded."""
        return self._facts.columns if isinstance(self.all, Shelf) else looking.columns(self.records.cases)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The names of what cases are told in beside title and summary (裁判要旨, 关键词), of two characters or more."""
        return self._facts.parts if isinstance(self.all, Shelf) else looking.parts(self.records.cases)

    @cached_property
    def collections(self) -> frozenset[str]:
        """The ids of the collections that have cases."""
        return frozenset(self.records.sizes())

    @cached_property
    def decided(self) -> frozenset[str]:
        """The ids of the collections that have a case which a court or tribunal decided."""
        return self._with(looking.DECIDED, lambda course: course.decided)

    @cached_property
    def sentenced(self) -> frozenset[str]:
        """The ids of the collections that have a case in which somebody was sent to prison."""
        return self._with(looking.SENTENCED, lambda course: bool(course.terms))

    @cached_property
    def penalised(self) -> frozenset[str]:
        """The ids of the collections that have a case in which somebody received a penalty of the Party or the service."""
        return self._with(looking.PENALISED, lambda course: bool(course.penalties))

    @cached_property
    def contested(self) -> frozenset[str]:
        """The ids of the collections that have a case which one party brings against another; all of a library read by key."""
        if isinstance(self.all, Shelf):
            return self.collections
        return self._with(looking.SUIT, lambda course: bool(course.claimant))

    def _with(self, label: str, holds: Callable[[Course], bool]) -> frozenset[str]:
        """The ids of the collections that have a case whose course passes, or that has the label which says so."""
        if isinstance(self.all, Shelf):
            labelled, start, found = self._labelled.labelled(label), 0, []
            for id_, size in self.records.sizes().items():
                if any(start <= at < start + size for at in labelled[bisect_left(labelled, start) :][:1]):
                    found.append(id_)
                start += size
            return frozenset(found)
        told = set[str]()
        for profile in self.all:
            if profile.id.collection not in told and holds(profile.course):
                told.add(profile.id.collection)
        return frozenset(told)

    def ruled(self, pool: Sequence[Profile]) -> Sequence[Profile]:
        """Those of `pool` that a court or tribunal decided."""
        if isinstance(self.all, Shelf):
            return self.standing(set(self._labelled.labelled(looking.DECIDED)), pool)
        return [profile for profile in pool if profile.course.decided]

    def names_article(self, article: str, pool: Sequence[Profile]) -> bool:
        """Whether any of `pool` names that article of a statute (第十条), in whichever numerals."""
        label = looking.naming(article)
        if isinstance(self.all, Shelf):
            here = self.positions(pool)
            within = here if isinstance(here, range) else set(here)
            return any(at in within for at in self._labelled.labelled(label))
        return any(label == looking.naming(one) for profile in pool for one in looking.articles(profile.text))

    def by_sum(self, pool: Sequence[Profile], highest: bool) -> list[Profile]:
        """Those of `pool` that state the highest or the lowest of all sums of money in them."""
        if isinstance(self.all, Shelf):
            told = self._labelled.sums[int(highest) :: 2]
            valued = [(told[at], at) for at in self.positions(pool) if not isnan(told[at])]
        else:
            if len(self.all) > FEW:
                pool = self.standing({at for mark in looking.MONEY for at in self.holding(mark)}, pool)
            ends = ((looking.least_and_most_of(profile.own_text), profile.at) for profile in pool)
            valued = [(found[highest], at) for found, at in ends if found]
        best = (max if highest else min)((value for value, _ in valued), default=None)
        return [self.all[one] for value, one in valued if value == best]

    def within_sums(
        self, pool: Sequence[Profile], holds: Callable[[float, float], bool]
    ) -> Sequence[Profile]:
        """Those of `pool` that state sums of money of which the least and the most are so that it `holds`."""
        if isinstance(self.all, Shelf):
            least, most = self._labelled.sums[::2], self._labelled.sums[1::2]
            here = self.positions(pool)
            return self.at(
                array("q", (at for at in here if not isnan(most[at]) and holds(least[at], most[at])))
            )
        ends = ((p, looking.least_and_most_of(p.own_text)) for p in pool)
        return [p for p, found in ends if found and holds(*found)]

    def acting(
        self, kinds: Collection[str], pool: Sequence[Profile], defends: bool = False
    ) -> Sequence[Profile]:
        """Those of `pool` in which a body of one of `kinds` acts; or `defends`, where any of them is a lawsuit."""
        if isinstance(self.all, Shelf):
            defends = defends and bool(self.standing(set(self._labelled.labelled(looking.SUIT)), pool))
            return self.standing(set(self.acting_at(kinds, defends)), pool)
        defends = defends and any(profile.is_suit for profile in pool)
        if 2 * len(pool) < len(self.all):
            return [profile for profile in pool if any(profile.acts_as(kind, defends) for kind in kinds)]
        return self.standing({at for kind in kinds for at in self._acting(kind, defends)}, pool)

    def acting_at(self, kinds: Collection[str], defends: bool = False) -> Iterator[int]:
        """Where the cases stand, of a library that is read by key, in which a body of one of `kinds` acts or `defends`."""
        return (at for kind in kinds for at in self._labelled.labelled(looking.acting(kind, defends)))

    def lying(self, within: Callable[[Place], bool]) -> Iterator[int]:
        """Where the cases stand that lie in any place that is `within`, some more than once."""
        by_place = self.by_place
        return (at for place in by_place if within(place) for at in by_place[place])

    def _acting(self, kind: str, defends: bool) -> frozenset[int]:
        """Where the cases stand in which such a body acts, or defends: looked for once."""
        known = self._acted.get((kind, defends))
        if known is None:
            acts_in = lexicon.kind(kind).acts_in
            titles = (p.case.title for p in self.all)
            acting = map(acts_in, map(looking.defendant, titles) if defends else titles)
            known = self._acted[kind, defends] = frozenset(at for at, acts in enumerate(acting) if acts)
        return known

    @cached_property
    def _acted(self) -> dict[tuple[str, bool], frozenset[int]]:
        return {}

    def parted(self, collection: str) -> bool:
        """Whether parts of the cases of that collection are embedded, beside the wholes."""
        return collection not in self._large

    @cached_property
    def _large(self) -> frozenset[str]:
        return frozenset(id_ for id_, size in self.records.sizes().items() if size > FINE)

    @cached_property
    def by_id(self) -> Mapping[CaseId, Profile]:
        if isinstance(self.all, Shelf):
            return ByKey(self.all)
        return {profile.id: profile for profile in self.all}

    def places_at(self, at: int) -> tuple[Place, ...]:
        """Where the case is that stands there; of a library that is read by key it is not read for it."""
        return self._facts.places_of(at) if isinstance(self.all, Shelf) else self.all[at].places

    def places_of(self, case: CaseId) -> tuple[Place, ...]:
        """Where the case is; () for one that is not there."""
        return self.by_id[case].places if case in self.by_id else ()

    @cached_property
    def by_place(self) -> Mapping[Place, Sequence[int]]:
        """Each place with where the cases stand that lie in it."""
        if isinstance(self.all, Shelf):
            return self._facts.by_place
        found: dict[Place, list[int]] = {}
        for profile in self._looked_up:
            for place in profile.places:
                found.setdefault(place, []).append(profile.at)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The names the cases give to things: what stands in quotation marks or 《》, folded."""
        if isinstance(self.all, Shelf):
            return self._facts.names
        return frozenset(name for profile in self._looked_up for name in profile.names)

    def titles(self) -> Iterable[str]:
        """The titles without white space, folded."""
        if isinstance(self.all, Shelf):
            return map(squeeze, dict.fromkeys(self.all.cases.titles()))
        return (profile.title for profile in self.all)

    @cached_property
    def _looked_up(self) -> Sequence[Profile]:
        """All of them; where those of a large library are and what they name is found once for all processes."""
        if self.cache_dir is None or len(self.all) < kept.LARGE:
            return self.all
        with undisturbed():
            facts = kept.load(self.cache_dir, self.records)
            known = facts.each() if facts else kept.known(self.cache_dir, self.records)
            for profile, found in zip(self.all, known, strict=True):
                if found is not None:
                    profile.know(found)
            if facts is None:
                every = [kept.Found(profile.places, profile.names) for profile in self.all]
                kept.save(self.cache_dir, self.records, every, self.columns, self.parts)
        return self.all

    @cached_property
    def _facts(self) -> kept.Facts:
        """What was found in the cases of a library that is not held."""
        return self._on_disk or self._found(labels=False)

    @cached_property
    def _labelled(self) -> kept.Facts:
        """The same with labels."""
        facts = self._at_hand
        return facts if facts and facts.has_labels else self._found(labels=True)

    @property
    def _at_hand(self) -> kept.Facts | None:
        """What needs not be found first."""
        found = vars(self)
        return found.get("_labelled") or found.get("_facts") or self._on_disk

    @cached_property
    def _on_disk(self) -> kept.Facts | None:
        return kept.load(self.cache_dir, self.records) if self.cache_dir else None

    def _found(self, labels: bool) -> kept.Facts:
        """Look at every case that is not known from another state, and keep what was found."""
        folder, cases = self.cache_dir, self.records.cases
        with undisturbed():
            known = kept.known(folder, self.records) if folder else [None] * len(cases)
            labels = labels or any(one is not None and one.labels is not None for one in known)
            every = []
            for case, one in zip(cases, known, strict=True):
                found = one or kept.Found(places_of(case), tuple(looking.quoted(case)))
                if labels and found.labels is None:
                    found = replace(found, labels=looking.labels(case), sums=looking.least_and_most(case))
                every.append(found)
            told = looking.columns(cases), looking.parts(cases)
            if folder:
                kept.save(folder, self.records, every, *told)
        return (kept.load(folder, self.records) if folder else None) or kept.facts(every, *told)

    def prepare(self) -> None:
        """Find in every case of a library that is read by key what it may be asked for, for all processes."""
        if isinstance(self.all, Shelf):
            self._labelled  # noqa: B018

    def fold(self) -> None:
        """Have the texts of a library that is held at hand as words are looked for in them."""
        if not isinstance(self.all, Shelf):
            for profile in self.all:
                profile.text  # noqa: B018


def moved_to(earlier: Sequence[Case], cases: Sequence[Case]) -> list[int]:
    """Where each of the `earlier` cases is among `cases`, the very same object; -1 where it is gone."""
    if len(earlier) == len(cases):
        apart = sum(a is not b for a, b in zip(earlier, cases, strict=True))
        if apart <= 1:  # as a rule one case was changed
            return [at if a is b else -1 for at, (a, b) in enumerate(zip(earlier, cases, strict=True))]
    place = {id(case): at for at, case in enumerate(cases)}
    return [place.get(id(case), -1) for case in earlier]
