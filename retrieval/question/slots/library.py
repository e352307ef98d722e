"""What the reader of questions has to know of what is held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.places.regions import Place
from data.text import quotations
from data.types import CaseId, Collection
from retrieval.cases.profiles import Profiles
from retrieval.cases.suits.conditions import conditions
from retrieval.language.terms import names_in
from retrieval.lexicon.listed import listed
from retrieval.question.closed.asked import Type
from retrieval.question.query import Query
from retrieval.question.slots import entities
from retrieval.question.slots.wants import CASES

LONG_NAME = 3
"""Characters of a word that names a case by standing in it alone."""
LOOKED_AT = 2_000
"""Cases that are looked through for one that is named, the first of a large library."""
NAMES = 50
"""Cases that hold a word which names one of them, at most."""
_FIGURES = frozenset("0123456789两二三四五六七八九十百千")
COUNTED = 2
"""Characters of what is counted in a case: 几个维度."""
_PLACES, _OF_EVERY_SUIT = listed("counted_as_cases"), listed("of_every_suit")


@dataclass(frozen=True)
class Library:
    """The cases in scope, and what counts as a word of content."""

    profiles: Profiles
    scope: tuple[str, ...]
    content: Callable[[str], bool]
    """Whether a text has a word of content."""
    words: Callable[[str], Sequence[str]]
    """A text cut into words, nothing left out."""

    @property
    def collections(self) -> tuple[Collection, ...]:
        return self.profiles.records.collections

    @property
    def decided(self) -> bool:
        """Whether any case in scope was decided by a court or tribunal."""
        decided = self.profiles.decided
        return not decided.isdisjoint(self.scope) if self.scope else bool(decided)

    @property
    def sentenced(self) -> bool:
        """Whether in any case in scope somebody was sent to prison."""
        sentenced = self.profiles.sentenced
        return not sentenced.isdisjoint(self.scope) if self.scope else bool(sentenced)

    @property
    def penalised(self) -> bool:
        """Whether in any case in scope somebody received a penalty of the Party or the public service."""
        penalised = self.profiles.penalised
        return not penalised.isdisjoint(self.scope) if self.scope else bool(penalised)

    @property
    def contested(self) -> bool:
        """Whether in any case in scope somebody goes to court, or to arbitration, against another."""
        contested = self.profiles.contested
        return not contested.isdisjoint(self.scope) if self.scope else bool(contested)

    def places(self, case: CaseId) -> Sequence[Place]:
        """Where `case` is."""
        return self.profiles.places_of(case)

    def title(self, case: CaseId) -> str:
        """The title of `case`; '' where there is no such case."""
        return self.profiles.by_id[case].case.title if case in self.profiles.by_id else ""

    def answers_to(self, case: CaseId, query: Query) -> bool:
        """Whether `case` is in a place and by a body that `query` names."""
        if case not in self.profiles.by_id:
            return False
        profile = self.profiles.by_id[case]
        there = any(entities.holds(mention, place) for mention in query.places for place in profile.places)
        acts = any(profile.acts_as(kind) for kind, _, _ in query.kinds)
        names = [name for found in query.institutions for name in (found.institution.name, found.text)]
        named = any(name in profile.text or name in profile.title for name in names)
        return (there or not query.places) and (acts or not query.kinds) and (named or not names)

    def named_elsewhere(self, query: Query, told: Sequence[CaseId]) -> bool:
        """Whether the place or body that `query` names is that of another case, and of none of those `told`."""
        if not told or not (query.kinds or query.places or query.institutions):
            return False
        if any(self.answers_to(case, query) for case in told):
            return False
        return any(self.answers_to(profile.id, query) for profile in self.profiles.all[:LOOKED_AT])

    def acted_by(self, query: Query) -> bool:
        """Whether in any case, on either side, a body of a kind that `query` names acts."""
        kinds = {kind for kind, _, _ in query.kinds}
        return any(self.profiles.acting(kinds, self.profiles.all, defends) for defends in (False, True))

    def passes(self, case: CaseId, tests: Sequence[str]) -> bool:
        """Whether `case` passes every one of `tests` of the course of a suit."""
        found = conditions(tests, [self.profiles.by_id[case]]) if case in self.profiles.by_id else ()
        return bool(found) and all(case in one.chosen for one in found)

    def holds(self, case: CaseId, text: str) -> bool:
        """Whether every word of content of `text`, one at least, stands in `case`."""
        if case not in self.profiles.by_id:
            return False
        words = [word for word in self.words(text) if self.content(word)]
        return bool(words) and all(word in self.profiles.by_id[case].text for word in words)

    def says(self, case: CaseId, text: str) -> bool:
        """Whether `text` stands in `case` as it is."""
        return case in self.profiles.by_id and text in self.profiles.by_id[case].text

    def elsewhere(self, told: Sequence[CaseId], text: str, least: int = 2) -> bool:
        """Whether `text` speaks of what no case of `told` says a word of and another says in every word.

        `least` words of content, or what stands in quotation marks: one word may come about by accident.
        """
        quoted = [text[start:end] for start, end in quotations(text)]
        words = quoted or [word for word in self.words(text) if self._tells_apart(word)]
        if not words or (len(words) < least and not quoted):
            return False
        texts = [self.profiles.by_id[case].text for case in told if case in self.profiles.by_id]
        if any(word in held for word in words for held in texts):
            return False
        return bool(set.intersection(*(set(self.profiles.holding(word)) for word in words)))

    def of_no_other(self, case: CaseId, text: str) -> bool:
        """Whether `text` says no word that may tell a case from another and stands in one, but not in `case`; and at most
        one that stands nowhere: then nothing in it speaks for another.
        """
        words = [
            w for w in dict.fromkeys(self.words(text)) if self._tells_apart(w) and not self.says(case, w)
        ]
        return len(words) <= 1 and not any(self.profiles.holding(word) for word in words)

    def tells_of(self, text: str, cases: Sequence[CaseId]) -> int:
        """How many of the words of `text` that may tell a case from another stand in one of `cases`."""
        held = "\n".join(self.profiles.by_id[case].text for case in cases)
        return sum(word in held for word in set(self.words(text)) if self._tells_apart(word))

    def named_by(self, text: str, case: CaseId, told: Sequence[CaseId]) -> bool:
        """Whether `text` has a word that the title of `case` alone has, and of which no case of `told` says anything."""
        title = self.profiles.by_id[case].title
        texts = [self.profiles.by_id[one].text for one in told]
        words = (
            word for word in self.words(text) if word in title and not any(word in held for held in texts)
        )
        return any(self.titles_one(word) for word in words)

    def tells_apart(self, text: str) -> bool:
        """Whether `text` has a word that stands in some case and may tell it from another."""
        return any(self._tells_apart(word) and self.profiles.holding(word) for word in self.words(text))

    def _tells_apart(self, word: str) -> bool:
        """Whether `word` may tell a case from another: 一审二审各是哪个法院 is asked of any suit."""
        return len(word) > 1 and self.content(word) and not _OF_EVERY_SUIT.fullmatch(word)

    def titled(self, told: Sequence[CaseId], text: str) -> bool:
        """Whether `text` says a word that the title of one other case alone has, and none that a case of `told` says.

        Or a word that no other case has at all.
        """
        words = [word for word in self.words(text) if len(word) > 1 and self.content(word)]
        texts = [self.profiles.by_id[case].text for case in told if case in self.profiles.by_id]
        others = [word for word in words if not any(word in held for held in texts)]
        named = [word for word in others if self._titles_with(word) == 1] if told else []
        names = (one for one in names_in(text, self.profiles.names) if not any(one in held for held in texts))
        # 孩子们 is no name.
        long = [word for word in (*others, *names) if len(word) >= LONG_NAME and not word.endswith("们")]
        if told and any(len(self.profiles.holding(word)) == 1 for word in long):
            return True  # 元宇宙那玩意儿谁建的, after a case that says nothing of it
        return bool(named) and (others == words or any(len(self.profiles.holding(one)) == 1 for one in named))

    def titles_one(self, word: str) -> bool:
        """Whether the title of one case alone has `word`."""
        return self._tells_apart(word) and self._titles_with(word) == 1

    def _titles_with(self, word: str) -> int:
        """How many cases are called by `word`; 0 where so many hold it that it names none."""
        held = self.profiles.holding(word)
        return sum(word in self.profiles.all[at].title for at in held) if len(held) <= NAMES else 0

    def singles_out(self, word: str) -> bool:
        """Whether of several collections in scope some are called by `word` and others are not: 山东的行贿案."""
        titles = [one.title for one in self.collections if not self.scope or one.id in self.scope]
        return 0 < sum(word in title for title in titles) < len(titles)

    def is_called(self, query: Query) -> bool:
        """Whether all that `query` asks for is what the collections in scope are called: 最高法发的行政协议典型案例一共几件."""
        titles = [
            one.title + one.issuer for one in self.collections if not self.scope or one.id in self.scope
        ]
        if not (query.theme or query.institutions):
            return False
        words = [word for word in self.words(query.theme) if self.content(word)] if query.theme else []
        names = [{found.institution.name, found.text} for found in query.institutions]
        whole = _THIS_COLLECTION.search(query.text)
        letters = [char for char in query.theme if char.isalnum()]
        return bool(words or names) and any(
            (whole or all(word in title for word in words) or _is_nearly(letters, title))
            and all(any(name in title for name in named) for named in names)
            for title in titles
        )

    def counts(self, query: Query) -> bool:
        """Whether it is asked how many there are of what the cases meant themselves count, and not of cases: those of a
        place or a body, or else those that hold the other words, too.
        """
        noun = query.asked.noun.removesuffix("来着")
        taken = query.kinds or query.levels or query.literal or query.when or CASES.search(query.text)
        if query.asked.type is not Type.NUMBER or len(noun) < COUNTED or taken:
            return False
        short = len(noun) == COUNTED and not _PLACES.search(noun)
        if not (query.places or query.institutions):
            held = [self.profiles.all[at] for at in self.profiles.holding(noun)[:NAMES]]
            others = query.text.replace(noun, "", 1)
            return any(_counted(noun, query.asked.unit, p.text) and self.holds(p.id, others) for p in held)
        profiles = self.profiles
        here = set(profiles.lying(lambda place: any(entities.holds(m, place) for m in query.places)))
        names = {name for found in query.institutions for name in (found.institution.name, found.text)}
        here |= {at for name in names for at in profiles.holding(name)}
        texts = (profiles.all[at].text for at in sorted(here))
        return any((short and noun in text) or _counted(noun, query.asked.unit, text) for text in texts)


_THIS_COLLECTION = listed("this_collection")
NEARLY = 0.7
"""Share of the letters of a theme that stand in a title from which on it is a looser name of that: 消费维权的典型案例."""


def _is_nearly(letters: Sequence[str], title: str) -> bool:
    return sum(char in title for char in letters) >= NEARLY * len(letters) > 0


def _counted(noun: str, unit: str, text: str) -> bool:
    """Whether `text` says a figure of `noun`: 14个试点市县."""
    pieces = text.split(noun)[:-1]
    return any(piece.removesuffix(unit)[-1:] in _FIGURES for piece in pieces)
