"""One question under way: the cases in its scope, and its words and meaning, worked out when asked for."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from data.types import Basis, BasisKind, Case, CaseId, Citation, Group, Table, marker
from data.values import dataclass
from retrieval.cases.profiles import Profile, Profiles
from retrieval.cases.shelf import Shelf
from retrieval.judging import presence, surely
from retrieval.language.numbers import spoken
from retrieval.language.terms import ARTICLE, Term, Weighted, count, weigh
from retrieval.models.judgement import Judgement
from retrieval.question.closed.asked import Type
from retrieval.question.query import Excluded, Query
from retrieval.question.slots.entities import holds
from retrieval.quoting.clauses import (
    BUDGET,
    FULL_BUDGET,
    FULL_KEEP,
    KEEP,
    asides,
    best_quotes,
    opening_quotes,
    scored_clauses,
    surely_told,
    telling_clauses,
)
from retrieval.quoting.passages import telling_passages
from retrieval.search.clausewise import at_length, shortfalls, told_in_clauses
from retrieval.search.meaning import Ground
from retrieval.search.near import Nearness, behind
from retrieval.search.ranking import Judged, rank
from retrieval.wording.extractive import Entry, Outline
from vectorstore.hits import Hit

MANY = 300
"""From so many cases on only those are judged which dense or keyword search finds: not all can be near."""
CANDIDATES = 100
"""Of so many cases, those whose best chunk is nearest, and of the best by keywords is judged in a large library."""
NEAR_BONUS = 0.08
"""What a follow-up adds to the cases it is surely about (cosine scale); less where it is less sure."""
TOLD_IN_FULL = ("", "others", "swap")
"""Edits after which a question says in full what it asks: of 410 later turns that choose cases 5 were won by the vector learned for
questions in the two last, and none lost."""
TOLD = 0.5
"""Share of a question's weight within one passage at which the words alone decide."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered, before it is checked; refused where `reason` is set.

    `outline` is there where a model may word it; `unsure` tells that the question may only have been put in words
    that no case uses.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    basis: Basis = Basis(BasisKind.SEMANTIC, "", False)
    count: int | None = None
    reason: str | None = None
    outline: Outline | None = None
    unsure: bool = False
    groups: tuple[Group, ...] = ()
    stated: bool | None = None
    table: Table | None = None
    near: tuple[Case, ...] = ()
    """Where none is cited, the cases worth a look, or those that were counted."""
    sure: float = 1.0
    """How probably the cases are meant at all, in [0, 1]: what several readings of a turn are weighed by."""


@dataclass(frozen=True)
class Inquiry:
    """A question, the profiles of all cases, and the searchers, joined for one answer."""

    question: Query
    profiles: Profiles
    labels: Mapping[str, str]
    """Collection id → short label, where marks carry one."""
    terms: Callable[[str], tuple[Term, ...]]
    """The content words of a text."""
    nearness: Callable[[str], Mapping[CaseId, Nearness]]
    """How near each case is to a text in meaning."""
    learned: Callable[[str], Mapping[CaseId, Nearness]]
    """The same as it was learned for questions; nothing where it was not."""
    ahead: Callable[[Sequence[str]], None]
    """Told which texts that will be asked of next, all of which it then embeds at once."""
    ground: Callable[[str], Ground]
    """How near questions of which a collection holds nothing come to it."""
    keywords: Callable[[str], Collection[CaseId]]
    """The cases that BM25 puts first for a text."""
    word_set: Callable[[Profile], Collection[str]]
    """The words of a case, long and short."""
    judgement: Judgement | None = None
    """What a model that read the cases says of them; None where none was asked."""
    by_words: bool = False
    """Whether meaning is not asked."""
    sparing: bool = True
    """Whether it need not be asked where the words alone decide."""

    @cached_property
    def pool(self) -> Sequence[Profile]:
        """The cases in scope: of the collections asked for, and of the earlier answer a follow-up is about."""
        question = self.question
        within, collections, out = set(question.within), set(question.collections), question.other_than
        filters = (within, out.cases, out.places, out.kinds)
        if not any(filters) and (not collections or collections >= self.profiles.collections):
            return self.profiles.all
        every = self._within(within, collections)
        if not any(filters[1:]):
            return every
        if isinstance(self.profiles.all, Shelf):
            return self._but(every, out)
        return tuple(
            p
            for p in every
            if p.id not in out.cases
            and not any(holds(mention, place) for mention in out.places for place in p.places)
            and not any(p.acts_as(kind) for kind, _, _ in out.kinds)
        )

    def _but(self, every: Sequence[Profile], out: Excluded) -> Sequence[Profile]:
        """The same of a library that is read by key: of `every` those that are not `out`, none read for it."""
        profiles = self.profiles
        gone = {profiles.by_id[id_].at for id_ in out.cases if id_ in profiles.by_id}
        gone |= set(profiles.lying(lambda place: any(holds(mention, place) for mention in out.places)))
        gone |= set(profiles.acting_at({kind for kind, _, _ in out.kinds}))
        return profiles.at(array("q", (at for at in profiles.positions(every) if at not in gone)))

    def _within(self, within: set[CaseId], collections: set[str]) -> Sequence[Profile]:
        """The cases `within`, or all, as far as they are of `collections`; of any where these are empty."""
        known = self.profiles.by_id
        if within:
            some = (
                id_ for id_ in within if id_ in known and (not collections or id_.collection in collections)
            )
            return sorted((known[id_] for id_ in some), key=lambda p: p.at)
        return self.profiles.of_collections(collections) if collections else self.profiles.all

    @cached_property
    def texts(self) -> Sequence[str]:
        """The texts of the cases in scope, folded."""
        return self.profiles.texts(self.pool)

    @property
    def dense(self) -> Mapping[CaseId, Nearness]:
        """How near each case is in meaning. `nearness` remembers it: a `cached_property` of Python 3.11 locks out the
        threads that ask another question meanwhile."""
        return self.nearness(self.question.text)

    @property
    def learned_near(self) -> Mapping[CaseId, Nearness]:
        """How near each case is by the vector learned for questions; nothing where meaning is not asked, or the question leans on what
        was told before and is not told in full all the same: then it says too little by itself, and was not learned from."""
        question = self.question
        leaning = question.near or question.edit not in TOLD_IN_FULL
        return {} if leaning or self.by_words else self.learned(self.question.text)

    def parts_near(self, profile: Profile) -> Sequence[Hit]:
        """What is known of the nearness of the case's parts; nothing is asked where none are embedded."""
        if not (self.by_words or self.profiles.parted(profile.id.collection)):
            return ()
        near = self.dense.get(profile.id)
        return near.parts if near else ()

    def weigh(self, text: str, pool: Sequence[Profile] | None = None) -> Weighted:
        """The content words of `text`, weighed over the whole scope."""
        return weigh(self.terms(text), self.texts if pool is None else self.profiles.texts(pool))

    def telling(self, terms: Sequence[Term], share: float = 1 / 2) -> tuple[Term, ...]:
        """`terms` without those that more than a `share` of the cases in scope hold: they tell none apart."""
        return tuple(t for t in terms if count(t, self.texts) <= max(share * len(self.texts), 1))

    def by_name(self, terms: tuple[Term, ...]) -> tuple[Term, ...]:
        """Only the names among `terms`, where there are any, and articles of a law: 村BA这块招牌 asks for 村BA."""
        if not any(term.text in self.profiles.names for term in terms):
            return terms
        return tuple(t for t in terms if t.text in self.profiles.names or ARTICLE.fullmatch(t.text))

    @cached_property
    def words(self) -> Weighted:
        """The question's own words, places and kinds left out, weighed over the scope."""
        return self.weigh(self.question.theme)

    def ranked(self, pool: Sequence[Profile], words: Weighted | None = None) -> list[Judged]:
        """`pool` by nearness, best first.

        Each collection is judged by itself, less its own likeness: in which order its cases come does not hang
        on what other collections there are.
        """
        weighed = self.words if words is None else words
        known = self._ranked.get((id(pool), id(weighed)))
        if known is None:
            known = self._ranked[id(pool), id(weighed)] = (pool, weighed, self._rank(pool, weighed))
        return list(known[2])

    @cached_property
    def _ranked(self) -> dict[tuple[int, int], tuple[Sequence[Profile], Weighted, list[Judged]]]:
        """What was ranked by which words, with the order that came of it; they are kept, so that no other has their id."""
        return {}

    def _rank(self, pool: Sequence[Profile], weighed: Weighted) -> list[Judged]:
        if len(pool) > MANY:
            nearest = islice(self.dense, CANDIDATES)  # in the order of their best chunks
            found = {*nearest, *self.keywords(self.question.text)}
            known = self.profiles.by_id
            near = [one for id_ in found if (one := known.get(id_)) is not None]
            if len(pool) < len(self.profiles.all):
                within_pool = set(self.profiles.positions(pool))
                near = [p for p in near if p.at in within_pool]
            pool = sorted(near, key=lambda p: p.at) or pool
        text = self.question.text
        if self.by_words:
            return rank(pool, weighed, surely.unasked(pool), text, texts=self.profiles.texts(pool))
        parts: dict[str, list[Profile]] = {}
        for profile in pool:
            parts.setdefault(profile.id.collection, []).append(profile)
        if len(parts) < 2:
            return self._rank_together(pool, weighed, None)
        judged = [
            one
            for collection, members in parts.items()
            for one in self._rank_together(
                members, self._weighed_within(collection, weighed), self.ground(collection)
            )
        ]
        return sorted(judged, key=lambda one: -one.score)

    def _rank_together(
        self, members: Sequence[Profile], weighed: Weighted, ground: Ground | None
    ) -> list[Judged]:
        """`members`, of one collection or of all, by nearness, also as it was learned; those told at length clause by clause
        as well."""
        text, texts = self.question.text, self.profiles.texts(members)
        several, ids = len(members) > 1, [p.id for p in members]
        told = told_in_clauses(text) if several and at_length(texts) else []
        self.ahead([text, *told])
        below = shortfalls(told, ids, self.nearness) if told else None
        learned = behind(self.learned_near, ids) if several else None
        return rank(
            members, weighed, self.dense, text, ground, texts=texts, shortfalls=below, learned=learned
        )

    def _weighed_within(self, collection: str, words: Weighted) -> Weighted:
        """`words` as they weigh in that collection, whatever others there are beside it."""
        members = self.profiles.among(collection, self.pool)
        return weigh(words.terms, self.profiles.texts(members))

    def entry(
        self,
        profile: Profile,
        words: Weighted | None = None,
        budget: int | None = None,
        keep: float = KEEP,
        meaning: bool = True,
    ) -> Entry:
        """`profile` with the clauses that bear on the question; `meaning` also asks the vector index."""
        parts = self.parts_near(profile) if meaning else ()
        if meaning and (budget is None or budget >= BUDGET) and len(profile.case.fields) > 1:
            chosen = self.words if words is None else words
            quotes = telling_passages(profile, chosen, parts, self.question.text)
            return Entry(profile.case, quotes)
        scored = scored_clauses(
            profile,
            self.words if words is None else words,
            parts,
            self.question.text,
        )
        beside = asides(profile.case) if len(profile.case.fields) > 1 else frozenset()
        scored = [clause for clause in scored if clause.field not in beside] or scored
        if budget is None:
            sure = surely_told(scored) and self.question.asked.type is not Type.HOW
            budget, keep = (BUDGET, KEEP) if sure else (FULL_BUDGET, FULL_KEEP)
        return Entry(profile.case, best_quotes(profile.case, scored, budget, keep))

    def member(self, profile: Profile, words: Weighted, budget: int) -> Entry:
        """`profile` with the clauses that show why it belongs to a set; its opening where nothing does."""
        if not words.terms:
            return Entry(profile.case, opening_quotes(profile, budget))
        return Entry(profile.case, best_quotes(profile.case, telling_clauses(profile, words), budget, 0.9))

    def names(self, profiles: Sequence[Profile]) -> str:
        """Cases by number and title, without marks: for reasons."""
        return "、".join(f"{marker(p.id, self.labels)[1:-1]}《{p.case.title}》" for p in profiles)

    def numbered(self, number: int) -> list[Profile]:
        """The cases of that number in scope, one a collection at most."""
        if self.pool is not self.profiles.all:
            return [p for p in self.pool if p.id.number == number]
        ids = (CaseId(collection.id, number) for collection in self.profiles.records.collections)
        return [case for id_ in ids if (case := self.profiles.by_id.get(id_))]

    def holding(self, words: Sequence[str], pool: Sequence[Profile]) -> Sequence[Profile]:
        """The cases of `pool` whose text holds any of `words` (folded, no white space), in order."""
        return self.profiles.standing({at for word in words for at in self.profiles.holding(word)}, pool)

    def holds_text(self, text: str) -> bool:
        """Whether some case in scope has `text` (folded) word for word."""
        if isinstance(self.profiles.all, Shelf):
            return self.held_by(text) > 0
        return any(text in one for one in self.texts)

    def held_by(self, word: str) -> int:
        """How many cases in scope have `word` (folded, no white space) word for word."""
        known = self.profiles.holding(word)
        if self.pool is self.profiles.all:
            return len(known)
        here = set(self.profiles.positions(self.pool))
        return sum(at in here for at in known)

    @property
    def known_numbers(self) -> str:
        """The numbers in scope, as 1–30."""
        return spoken([id_.number for id_ in self.profiles.ids(self.pool)]) or "0"

    def speaks_of(self, words: Weighted) -> bool:
        """Whether `words` are a theme of their own, beside the place or organisation that is asked for."""
        return any(words.known)

    def says_something(self) -> bool:
        """Whether the question names anything at all, or has a word of content."""
        question = self.question
        named = question.numbers.numbers or question.places or question.institutions or question.kinds
        if named or question.literal or question.targets or question.within or question.near:
            return True
        if question.english:
            return not question.is_bare or any(self.words.known)
        return bool(self.terms(question.theme)) or not question.is_bare

    def narrows(self) -> bool:
        """Whether the question names a place, an organisation, words or a theme by which cases differ."""
        question = self.question
        named = bool(question.places or question.kinds or question.literal or question.institutions)
        return named or bool(
            question.levels or question.course or question.when or self.terms(question.theme)
        )

    def by_collection(self) -> list[Inquiry]:
        """The same inquiry within each collection in scope."""
        if self.pool is self.profiles.all and len(self.profiles.collections) == 1:
            return [self]
        within = dict.fromkeys(id_.collection for id_ in self.profiles.ids(self.pool))
        return [self.asking(replace(self.question, collections=(collection,))) for collection in within]

    def in_words(self, order: surely.Order = surely.Order.LIKE) -> Inquiry:
        """The same inquiry without meaning: nothing is embedded, and what is near in a case is supposed."""
        near = surely.Supposed(self.profiles.by_id, self.words, self.question.text, order)
        made = replace(self, nearness=lambda _: near, ahead=lambda _: None, by_words=True)
        known = vars(self)
        vars(made).update({name: known[name] for name in ("pool", "texts", "words") if name in known})
        return made

    def asking(self, question: Query) -> Inquiry:
        """The same inquiry with its question read otherwise."""
        return replace(self, question=question)

    def confident(self, ranked: Sequence[Judged]) -> bool:
        """Whether the best of `ranked` is meant, rather than the least far of what is held."""
        if self.by_words:
            return surely.decided(ranked, self.words)
        return bool(ranked) and self.presence(ranked[0]) >= presence.least()

    def ahead_of_all(self, best: Judged) -> float:
        """How far `best` lies ahead of the next case of its collection by the vector learned for questions (cosine); 0 where that
        is not known."""
        ahead = presence.ahead(best.id, self.learned(self.question.text))
        return ahead[0] / 100 if ahead else 0.0

    def presence(self, best: Judged, words: Weighted | None = None) -> float:
        """How likely the best case is meant at all; a question in another language is far from every case."""
        if self.question.english:
            return 1.0
        weighed = self.words if words is None else words
        whole = len(self.dense) >= len(self.pool)
        # What is asked within cases told before leans on them: the vector was not learned from such questions.
        learned = {} if self.question.within else self.learned(self.question.text)
        ground = self.ground(best.id.collection)
        row = presence.features(best, weighed, self.dense, ground, learned=learned, whole=whole)
        return presence.probability(row)
