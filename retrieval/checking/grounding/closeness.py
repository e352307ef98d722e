"""How closely a sentence keeps to the words of its case: what a model may say in words of its own is what these still say.

No word here knows what a sentence means. So it stands as it is written only where it is the case's own clauses made
shorter: the same words in the same order, by the same one, with nothing put in and nothing left out that turns them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from data.text import split_at
from data.values import dataclass
from retrieval.checking.aspects.actors import (
    Actors,
    begins_with_verb,
    doing,
    is_any_court,
    is_court,
    is_name,
    same,
)
from retrieval.checking.aspects.named import places_of, without_names
from retrieval.checking.aspects.stages import Stages
from retrieval.checking.grounding import turning
from retrieval.checking.grounding.astray import BARE, figures_astray
from retrieval.checking.grounding.chains import Match, chained
from retrieval.checking.grounding.denied import ENDS, PLAIN_DENIERS, spots_of, turned
from retrieval.checking.grounding.summed import summed_up
from retrieval.language.figures import figures
from retrieval.language.terms import Term
from retrieval.lexicon import first_verb
from retrieval.lexicon.listed import listed, words

ORDER, LETTERS, LETTERS_OF_SUITS = 0.9, 0.6, 0.95
"""Share of a clause's words, by weight, that the case must have in the same order, and of its characters.

Where parties stand against each other nearly all: there, of 286 false sentences that no rule was made for, 21 stand at 0.6,
13 at 0.9, 6 at 0.95; of 100 true ones 80, 71 and 71 (DECISIONS.md).
"""
NEAREST = 0.4
"""Share of a clause's words from which on clauses of the case may stand in its place."""
_LIMITS, _EXTENT = listed("limits"), listed("extent")
_DECIDES, _ASKS = listed("decides_suit"), listed("party_says")
_WANTS, _REASON, _SAYS = listed("wants_in_speech"), "为由", "称"
_HOLDS, _RULING = listed("court_finds"), ("遂", "故", "综上", "据此")
_FRAME = listed("tells_ruling")
"""How a sentence begins that tells what was decided."""
_FACTS, _TRIBUNAL = listed("section.facts"), listed("court_or_ruling")
"""Sections that tell what happened; what stands there where a tribunal speaks."""
_PART, _ALL = listed("part_of_all"), listed("all_of_it")
_HOW = words("tells_how")
SWAPPED, SLOT = 0.7, 8
"""Share of a clause's words from which on a word foreign to the case may have taken another's place; characters of that one."""
NAMING, _STAND_INS = 0.6, frozenset("其他她该")
"""Share of a clause's words from which on its names must be the case's too; what stands for a name there."""
ATTRIBUTE = 5
"""Characters behind a name within which 的 makes it tell of what, and not who."""
_WHEN = frozenset("0123456789年月日在于")
"""Characters of dates, which may stand before or behind whoever acts."""
_LEADS = frozenset("向对给将把以与为")
"""Right before a name: what it has to do with what is done."""
_PARTICLES = frozenset("了的着过，、“”《》()（）")
"""Characters that say nothing by themselves, and may be put in."""
_LINKS = "且并"
"""What joins a clause to the one before, and may be left out in front."""
ASKED_IN = listed("part_of_claims")
GREAT, PERHAPS = "重大", "可能"
"""What limits a thing beside another word of it; what limits none where it stands in front of 的: 可能影响公务的宴请."""
WORTH = 0.79
"""From this on a form stands for a word."""
SIZES = (1, 2, 3)
"""Neighbouring clauses that a clause of a sentence may be made of."""
LOOKED_AT = 8
"""Windows that are looked at closely: those that have most of its words."""
Words = Callable[[str], list[str]]
"""The words of a text that say anything, figures and single characters among them, in order."""
LARGER, OTHER = 0.02, 0.08
"""What each further clause, and another's doing, cost a window among others."""


@dataclass(frozen=True, slots=True)
class Clause:
    """`case.text_of(field)[start:end]`, and it squeezed."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Unit:
    """A clause of a sentence; `body`: without whoever acts, `who` if that is not told by himself; at which instance."""

    text: str
    body: str
    who: Sequence[str]
    stage: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """A window of clauses from `first` on and how the words lie in it."""

    worth: float
    first: int
    text: str
    share: float
    chain: tuple[Match, ...]
    other: bool
    asked: bool
    earlier: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A clause of a sentence beside the clauses of the case that are likest to it."""

    order: float
    """Share of its words, by weight, that these have in the same order."""
    letters: float
    turned: frozenset[str]
    """What makes it say something else, by name: other, denied, limited, asked, instance, every, decided, figure."""
    clauses: tuple[int, ...]
    least: float = LETTERS
    """Share of its characters that they must have in this case."""

    @property
    def close(self) -> bool:
        return not self.turned and self.order >= ORDER and self.letters >= self.least


class Closeness:
    """One case made ready to be compared with; worked out once."""

    def __init__(
        self,
        actors: Actors,
        clauses: Sequence[Clause],
        term: Callable[[str], Term],
        aside: Collection[str] = (),
        lessons: Collection[str] = (),
    ) -> None:
        """`aside`: the fields that tell nothing of what happened, such as the articles of a law; `lessons`: no tribunal's."""
        self._aside, self._lessons = aside, lessons
        self.actors, self._clauses, self._term = actors, clauses, term
        self._owner = actors.owner
        self._texts = [clause.text for clause in clauses]
        self._named = [actors.named(text) for text in self._texts]
        self._firsts = [actors.first(text) for text in self._texts]
        self.stages = Stages(self._texts, [clause.field for clause in clauses], actors.named)

    def told(self, units: Sequence[str], words: Words, weight: Callable[[str], float]) -> list[Told]:
        """Each clause of a sentence (squeezed) that says anything, beside what the case says."""
        found, lead, stage = [], list[str](), ""
        for unit in units:
            stage = self.stages.told(unit, stage)
            framed = _FRAME.match(unit)
            bare = unit[framed.end() :] if framed else unit
            first = self.actors.first(bare)
            who = [first.text] if first else lead if begins_with_verb(bare) else []
            behind = bare[first.end : first.end + ATTRIBUTE] if first else ""
            if "的" in behind[1:] and behind[:1] not in _LEADS:
                who = []  # 李某购买的馒头: something else is told of
            body = bare[first.end :] if first else bare
            if (
                said := [word for word in words(body) if word not in self._owner]
                or words(body)
                or words(unit)
            ):
                one = _Unit(unit, body.removeprefix(self._owner) or unit, who, stage)
                found.append(self._of(one, said, weight))
            placed = first is None and any(place.start == 0 for place in places_of(bare))
            lead = [] if placed else [named.text for named in self.actors.named(unit)] or lead
        return found

    def verbatim(self, sentence: str) -> bool:
        """Whether a sentence (squeezed) is whole clauses of the case in a row that nothing before them turns."""
        wanted = sentence.strip(ENDS)
        for first, text in enumerate(self._texts):
            run = text if wanted.startswith(text.rstrip(ENDS)) else text.lstrip(_LINKS)
            if not wanted.startswith(run.rstrip(ENDS)):
                continue
            last = first + 1
            while len(run.strip(ENDS)) < len(wanted) and self._same_field(first, last):
                run += self._texts[last]
                last += 1
            if run.strip(ENDS) == wanted and not self._led(first, wanted):
                return True
        return False

    def _same_field(self, one: int, other: int) -> bool:
        return other < len(self._clauses) and self._clauses[one].field == self._clauses[other].field

    def _led(self, first: int, told: str) -> bool:
        """Whether what stands before a clause in its sentence makes it something asked, conditional or partial."""
        before = self._before(first)
        if _ASKS.search(told):
            return False
        asked = _ASKS.search(before) and not _HOLDS.search(before)
        return bool(asked or ASKED_IN.search(self._clauses[first].field) or _LIMITS.search(before))

    def _before(self, first: int) -> str:
        """What stands before a clause in its sentence."""
        at, before = first, ""
        while at and self._same_field(first, at - 1) and self._texts[at - 1][-1:] not in "。；;":
            at -= 1
            before = self._texts[at] + before
        return before

    def _of(self, unit: _Unit, words: Sequence[str], weight: Callable[[str], float]) -> Told:
        """`unit` beside its likest clauses."""
        weights = [weight(word) for word in words]
        forms = [[form for form, worth in self._forms(word) if worth >= WORTH] for word in words]
        fits = list(self._fits(unit, forms, weights))
        fit = max(fits, key=lambda one: one.worth, default=None)
        if fit is None or not fit.chain:
            return Told(0.0, 0.0, frozenset(), ())
        body = "".join(char for char in unit.body if char not in _PARTICLES) or unit.body
        letters = LCSseq.similarity(body, fit.text) / len(body)
        clauses = self._clauses_of(fit.first, fit.chain)
        signs = self._signs(unit, words, fit)
        same = (one for one in fits if one.share >= ORDER and not one.asked)
        alone = (one for one in same if len(self._clauses_of(one.first, one.chain)) == 1)
        if any(self._denials(unit.text, one) > 0 for one in alone):
            signs |= {"denied"}  # another clause says just this, and that it was not so
        least = LETTERS if self._owner else LETTERS_OF_SUITS
        return Told(fit.share, letters, signs, clauses, least)

    def _denials(self, unit: str, fit: _Fit) -> int:
        return turning.denials(unit, fit.text, fit.chain, self.actors.named)

    def _signs(self, said: _Unit, words: Sequence[str], fit: _Fit) -> frozenset[str]:
        """What makes a clause say something else than these of the case."""
        unit, text, chain = said.text, fit.text, fit.chain
        before = split_at(text[: chain[0].start], ENDS)[-1]
        through = text[chain[0].start : chain[-1].end]
        between = "".join(text[one.end : next_.start] for one, next_ in pairwise(chain))
        signs = {
            "other": fit.other or self._given_to_another(unit, text) or self._names_another(unit, fit),
            "denied": turned(unit, words, text, chain) or self._denials(unit, fit) != 0,
            "exchanged": turning.exchanged(unit, text, chain, self.actors.named),
            "modal": turning.other_modal(unit, text, chain, self._before(fit.first)),
            "patched": turning.patched(text, chain),
            "time": turning.other_side_of_time(unit, words, text, chain),
            "ruler": turning.rules_as_a_court(said.body, said.who, is_court),
            "limited": any(
                match[0] not in unit
                and not (match[0] == GREAT and GREAT[1] in without_names(unit))
                and not (match[0] == PERHAPS and "的" in (before + through)[match.end() :])
                for match in _LIMITS.finditer(before + through)
            ),
            "asked": fit.asked,
            "instance": fit.earlier or (bool(_FRAME.match(unit)) and self._holds_nothing(fit)),
            "every": any(
                word not in text for word in _EXTENT.findall(unit) if not summed_up(word, unit, self._texts)
            )
            or (bool(_ALL.search(text)) and any(word not in text for word in _PART.findall(unit))),
            "decided": any(word not in text for word in _DECIDES.findall(unit)),
            "figure": figures_astray(unit, self._touched(fit), between)
            or turning.sum_for_each(unit, text)
            or turning.told_of_another(unit, text)
            or turning.figure_of_another(unit, text, self.actors.named),
            "swapped": fit.share >= SWAPPED and self._is_swapped(unit, words, fit),
        }
        return frozenset(name for name, holds in signs.items() if holds)

    def _touched(self, fit: _Fit) -> str:
        """The clauses of a window that words of the sentence lie in, and those between them."""
        at = self._clauses_of(fit.first, fit.chain)
        return "".join(self._texts[at[0] : at[-1] + 1])

    def _holds_nothing(self, fit: _Fit) -> bool:
        """Whether it is no tribunal that says so: where a case is told, or what it teaches."""
        field = self._clauses[fit.first].field
        told = self._before(fit.first) + fit.text
        return field in self._lessons or (bool(_FACTS.search(field)) and not _TRIBUNAL.search(told))

    def _is_swapped(self, unit: str, words: Sequence[str], fit: _Fit) -> bool:
        """Whether a word that the case nowhere has stands where clauses that say the same but for it have another."""
        spots = spots_of(unit, words)
        for one, then in pairwise(fit.chain):
            gap = [at for at in range(one.word + 1, then.word) if self._is_foreign_thing(words[at])]
            own = unit[spots[one.word] + len(words[one.word]) : spots[then.word]]
            told = split_at(fit.text[one.end : then.start], ENDS)[-1]
            if gap and 1 < len(told) <= SLOT and not set(told) & set(own):
                return True
        return False

    def _is_foreign_thing(self, word: str) -> bool:
        """Whether a word is no verb or adverb and the case has nothing of it."""
        if len(word) < 2 or first_verb(word) == 0 or word.startswith(_HOW) or word in PLAIN_DENIERS:
            return False
        return not any(form in text for form, _ in self._forms(word) for text in self._texts)

    def _names_another(self, unit: str, fit: _Fit) -> bool:
        """Whether one is named behind whoever acts whom clauses that say nearly the same do not name."""
        told = [one.text for one in self.actors.named(fit.text)]
        if fit.share < NAMING or not told or not _STAND_INS.isdisjoint(fit.text):
            return False
        return any(
            is_name(one.text) and not any(same(one.text, other) for other in told)
            for one in self.actors.named(unit)[1:]
        )

    def _given_to_another(self, unit: str, text: str) -> bool:
        """Whether what stands behind 向, 以, 将 and the like is another than all that stand behind it in the case."""
        own, told = self._behind(unit), self._behind(text)
        return any(
            not any(same(name, other) for name in names for other in told[word])
            for word, names in own.items()
            if word in told
        )

    def _behind(self, text: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in self.actors.named(text):
            if (word := text[one.start - 1 : one.start]) in _LEADS:
                found.setdefault(word, []).append(one.text)
        return found

    def _forms(self, word: str) -> Sequence[tuple[str, float]]:
        if word in PLAIN_DENIERS:
            return [(form, 1.0) for form in PLAIN_DENIERS]
        return self._term(word).forms if len(word) > 1 else ((word, 1.0),)

    def _is_asked(self, first: int, chain: Sequence[Match]) -> bool:
        """Whether the words, from whoever the case names before them on, are what a party says."""
        if not chain or ASKED_IN.search(self._clauses[first].field):
            return bool(chain)
        at, place = self._where(first, chain[0].end - 1)
        told = self._texts[at][: place + 1]
        here = at
        while self._firsts[at] is None and at and self._texts[at - 1][-1:] != "。":  # claims go on behind ；
            at -= 1
            told = self._texts[at] + told
        last, _ = self._where(first, chain[-1].end - 1)
        asked = (
            _ASKS.search(told)
            or any(text.startswith(_SAYS) for text in self._texts[at : here + 1])
            or any(_REASON in text for text in self._texts[at : last + 1])
        )
        return bool(asked) and not (_HOLDS.search(told) or told.startswith(_RULING))

    def _fits(self, said: _Unit, forms: Sequence[Sequence[str]], weights: Sequence[float]) -> Iterator[_Fit]:
        unit, who = said.text, said.who
        asks = bool(_ASKS.search(unit) or _WANTS.search(unit))
        unsaid = not who or any(map(is_court, who))
        total = sum(weights) or 1.0
        own = [figure for figure in figures(without_names(unit)) if figure.unit not in BARE]
        held = [
            [weight * any(form in text for form in found) for text in self._texts]
            for found, weight in zip(forms, weights, strict=True)
        ]
        windows = []
        for size in SIZES:
            for first in range(len(self._texts) - size + 1):
                field = self._clauses[first].field
                if field == self._clauses[first + size - 1].field and field not in self._aside:
                    share = sum(max(column[first : first + size]) for column in held) / total
                    windows.append((LARGER * size - share, size, first))
        for _, size, first in sorted(windows)[:LOOKED_AT]:
            text = "".join(self._texts[first : first + size])
            worth, chain = chained(forms, weights, text)
            ruled = _DECIDES.search(unit) and _DECIDES.search(text) and all(map(is_any_court, who))
            other = bool(who) and not ruled and self._is_another(first, chain, who)
            # what a party claims is no fact, and what the court holds is no claim of one: 住建局认为违约金过高
            asked = self._is_asked(first, chain) != asks and not (asks and unsaid)
            lacks = any(all(not figure.says(held.value) for held in figures(text)) for figure in own)
            earlier = self.stages.wrong(unit, said.stage, self._clauses_of(first, chain))
            cost = LARGER * size + OTHER * (other + asked + lacks + earlier)
            yield _Fit(worth / total - cost, first, text, worth / total, chain, other, asked, earlier)

    def _clauses_of(self, first: int, chain: Sequence[Match]) -> tuple[int, ...]:
        """The clauses that words of a window from `first` on lie in."""
        return tuple(dict.fromkeys(self._where(first, match.start)[0] for match in chain))

    def _where(self, first: int, place: int) -> tuple[int, int]:
        """The clause in which `place` of the window from `first` on lies, and where in it."""
        while place >= len(self._texts[first]):
            place -= len(self._texts[first])
            first += 1
        return first, place

    def _is_another(self, first: int, chain: Sequence[Match], who: Sequence[str]) -> bool:
        """Whether the first word is somebody else's doing than that of all of `who`."""
        if not chain:
            return False
        text = "".join(self._texts[first : first + max(SIZES)])
        starts = (one.start for one in chain if not _WHEN.issuperset(text[one.start : one.end]))
        at, place = self._where(first, next(starts, chain[0].start))
        told = doing(self._texts, self._named, self._firsts, at, place)
        if not told and self._owner:
            told = [self._owner]  # nobody is named: it is the doing of whose case it is
        return bool(told) and not any(same(name, one) for name in who for one in told)
