"""How closely a sentence keeps to the words of its case: what a model may say in words of its own is what these still say.

No word here knows what a sentence means. So it stands as it is written only where it is the case's own clauses made
shorter: the same words in the same order, by the same one, with nothing put in and nothing left out that turns them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from data.text import split_at
from data.types import TITLE
from data.values import dataclass
from retrieval.checking.aspects.actors import (
    Actors,
    begins_with_verb,
    doing,
    is_any_court,
    is_called,
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
from retrieval.checking.grounding.leftover import LeftOver
from retrieval.checking.grounding.summed import summed_up
from retrieval.checking.grounding.surroundings import ASKS, LIMITS, Surroundings, first_in
from retrieval.language.figures import figures
from retrieval.language.terms import Term
from retrieval.lexicon import first_verb
from retrieval.lexicon.listed import listed, rows_under, words
from retrieval.quoting.sentences import quoted_ends

ORDER = 0.9
"""Share of a clause's words, by weight, that the case must have in the same order; what is left over is looked at by itself."""
NEAREST = 0.4
"""Share of a clause's words from which on clauses of the case may stand in its place."""
_EXTENT = listed("extent")
_DECIDES = listed("decides_suit")
_WANTS = listed("wants_in_speech")
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
_LINKS = "且并"
"""What joins a clause to the one before, and may be left out in front."""
_MARKS = frozenset(f"{ENDS}、：:“”‘’\"'「」")
"""What a sentence may write otherwise than its case, or leave out, and is still word for word the same."""
GREAT, PERHAPS = "重大", "可能"
"""What limits a thing beside another word of it; what limits none where it stands in front of 的: 可能影响公务的宴请."""
WORTH, ITSELF = 0.79, 1.0
"""From this on a form stands for a word; in a sentence that is to stand itself alone: 父亲 is no 父母."""
_SAME = {word: row.words for row in rows_under("same_doing") for word in row.words}
"""What official prose says as well for what is done."""
NEXT = 2
"""Clauses on at most in which what a sentence says next must stand."""
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
    turned: frozenset[str]
    """What makes it say something else, by name: other, denied, limited, asked, instance, every, decided, figure."""
    clauses: tuple[int, ...]

    @property
    def close(self) -> bool:
        return not self.turned and self.order >= ORDER


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
        self._topic = (
            "".join(clause.text for clause in clauses if clause.field == TITLE) if self._owner else ""
        )
        self._named = [actors.named(text) for text in self._texts]
        self._firsts = [first_in(text, actors.first) for text in self._texts]
        self._pieces = [
            (at, start, _dense(text[start:end]))
            for at, text in enumerate(self._texts)
            for start, end in _sentences_in(text)
        ]
        self._around = Surroundings(self._texts, [clause.field for clause in clauses], self._firsts)
        self.stages = Stages(self._texts, [clause.field for clause in clauses], actors.named)

    def told(
        self, units: Sequence[str], words: Words, weight: Callable[[str], float], worth: float = ITSELF
    ) -> list[Told]:
        """Each clause of a sentence (squeezed) that says anything, beside what the case says.

        `worth`: from which on a form stands for a word.
        """
        found, lead, stage = [], list[str](), ""
        everybody = [one.text for unit in units for one in self.actors.named(unit)]
        everybody += [self._owner] if self._owner else []
        opens = self.actors.first(units[0]) if units else None
        mine = [self._owner] if self._owner and (not opens or is_called(opens.text, self._owner)) else []
        for unit in units:
            stage = self.stages.told(unit, stage)
            framed = _FRAME.match(unit)
            bare = unit[framed.end() :] if framed else unit
            first = self.actors.first(bare)
            who = [first.text] if first else [*lead, *mine] if lead and begins_with_verb(bare) else []
            behind = bare[first.end : first.end + ATTRIBUTE] if first else ""
            if "的" in behind[1:] and behind[:1] not in _LEADS:
                who = []  # 李某购买的馒头: something else is told of
            placed = next((place for place in places_of(bare) if place.start == 0 and not first), None)
            whose = (
                self._owner if bare.startswith(self._owner) else placed.text if placed and self._owner else ""
            )
            body = bare[first.end :] if first else bare[len(whose) :]
            if not words(body):
                body = unit
            if said := [word for word in words(body) if word not in self._owner] or words(body):
                one = _Unit(unit, body.removeprefix(self._owner) or unit, who, stage)
                forms = [[form for form, known in self._forms(word) if known >= worth] for word in said]
                found.append(self._of(one, said, forms, [weight(word) for word in said], everybody))
            lead = [] if placed else [named.text for named in self.actors.named(unit)] or lead
        return [
            one if self._goes_on(before, one) else replace(one, turned=one.turned | {"apart"})
            for before, one in zip([None, *found], found, strict=False)
        ]

    def _goes_on(self, before: Told | None, one: Told) -> bool:
        """Whether what a sentence says next stands next in the case, or farther on in one body's doings: not of something else."""
        if before is None or not (before.clauses and one.clauses):
            return True
        last, first = before.clauses[-1], one.clauses[0]
        near = first <= last + NEXT or bool(self._topic)
        titled = self._clauses[last].field == TITLE
        return last <= first and near and (titled or self._around.of_one_field(last, first))

    def whole(self, clauses: Sequence[int]) -> list[int]:
        """`clauses` in order, with those by which what they say is only what somebody maintains."""
        speakers = (self._around.speaker(at) for at in clauses)
        return sorted({*clauses, *(at for at in speakers if at is not None)})

    def verbatim(self, sentence: str) -> bool:
        """Whether a sentence (squeezed) is whole clauses of the case in a row that nothing before them turns, its marks aside."""
        wanted = _dense(sentence)
        for place, (first, start, piece) in enumerate(self._pieces):
            run = piece if wanted.startswith(piece) else piece.lstrip(_LINKS)
            if not run or not wanted.startswith(run):
                continue
            for at, _, further in self._pieces[place + 1 :]:
                if len(run) >= len(wanted) or not self._around.of_one_field(first, at):
                    break
                run += further
            if run == wanted and not self._around.led(first, sentence, start):
                return True
        return False

    def _of(
        self,
        unit: _Unit,
        words: Sequence[str],
        forms: Sequence[Sequence[str]],
        weights: Sequence[float],
        everybody: Collection[str],
    ) -> Told:
        """`unit` beside its likest clauses."""
        fits = list(self._fits(unit, forms, weights))
        fit = max(fits, key=lambda one: one.worth, default=None)
        if fit is None or not fit.chain:
            return Told(0.0, frozenset(), ())
        clauses = self._clauses_of(fit.first, fit.chain)
        signs = self._signs(unit, words, fit)
        same = (one for one in fits if one.share >= ORDER and not one.asked)
        alone = (one for one in same if len(self._clauses_of(one.first, one.chain)) == 1)
        if any(self._denials(unit.text, one) > 0 for one in alone):
            signs |= {"denied"}  # another clause says just this, and that it was not so
        lead = unit.text[: max(unit.text.find(unit.body), 0)]
        over = LeftOver(lead, unit.body, words, fit.text, fit.chain)
        signs |= frozenset(over.signs(everybody, self.actors.named, self._topic))
        return Told(fit.share, signs, clauses)

    def _denials(self, unit: str, fit: _Fit) -> int:
        return turning.denials(unit, fit.text, fit.chain, self.actors.named)

    def _signs(self, said: _Unit, words: Sequence[str], fit: _Fit) -> frozenset[str]:
        """What makes a clause say something else than these of the case."""
        unit, text, chain = said.text, fit.text, fit.chain
        framed = _FRAME.match(unit)
        before = split_at(text[: chain[0].start], ENDS)[-1]
        through = text[chain[0].start : chain[-1].end]
        between = "".join(text[one.end : next_.start] for one, next_ in pairwise(chain))
        signs = {
            "other": fit.other or self._given_to_another(unit, text) or self._names_another(unit, fit),
            "denied": turned(unit, words, text, chain) or self._denials(unit, fit) != 0,
            "exchanged": turning.exchanged(unit, text, chain, self.actors.named),
            "modal": turning.other_modal(unit, text, chain, self._around.before(fit.first)),
            "patched": turning.patched(text, chain),
            "time": turning.other_side_of_time(unit, words, text, chain),
            "ruler": turning.rules_as_a_court(framed[0] if framed else "", said.body, said.who, is_court),
            "limited": any(
                match[0] not in unit
                and not (match[0] == GREAT and GREAT[1] in without_names(unit))
                and not (match[0] == PERHAPS and "的" in (before + through)[match.end() :])
                for match in LIMITS.finditer(before + through)
            ),
            "asked": fit.asked,
            "instance": fit.earlier or (bool(framed) and self._holds_nothing(fit)),
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
        told = self._around.before(fit.first) + fit.text
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
        forms = self._term(word).forms if len(word) > 1 else ((word, 1.0),)
        return (*forms, *((other, ITSELF) for other in _SAME.get(word, ()) if other != word))

    def _fits(self, said: _Unit, forms: Sequence[Sequence[str]], weights: Sequence[float]) -> Iterator[_Fit]:
        unit, who = said.text, said.who
        asks = bool(ASKS.search(unit) or _WANTS.search(unit))
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
            asked = self._around.asked(first, chain) != asks and not (asks and unsaid)
            lacks = any(all(not figure.says(held.value) for held in figures(text)) for figure in own)
            earlier = self.stages.wrong(
                unit, said.stage, self._clauses_of(first, chain), any(map(is_court, who))
            )
            cost = LARGER * size + OTHER * (other + asked + lacks + earlier)
            yield _Fit(worth / total - cost, first, text, worth / total, chain, other, asked, earlier)

    def _clauses_of(self, first: int, chain: Sequence[Match]) -> tuple[int, ...]:
        """The clauses that words of a window from `first` on lie in."""
        return tuple(dict.fromkeys(self._around.where(first, match.start)[0] for match in chain))

    def _is_another(self, first: int, chain: Sequence[Match], who: Sequence[str]) -> bool:
        """Whether the first word is somebody else's doing than that of all of `who`."""
        if not chain:
            return False
        text = "".join(self._texts[first : first + max(SIZES)])
        starts = (one.start for one in chain if not _WHEN.issuperset(text[one.start : one.end]))
        at, place = self._around.where(first, next(starts, chain[0].start))
        told = doing(self._texts, self._named, self._firsts, at, place)
        if not told and self._owner:
            told = [self._owner]  # nobody is named: it is the doing of whose case it is
        return not any(self._may_be(name, one) for name in who for one in told)

    def _may_be(self, name: str, one: str) -> bool:
        """Whether `one` may be who a sentence calls `name`; whose case it is may go on behind whomever he acts with."""
        return is_called(name, one) or (
            bool(self._owner) and is_called(name, self._owner) and same(name, one)
        )


def _sentences_in(clause: str) -> Iterator[tuple[int, int]]:
    """Spans of a clause: a sentence that is quoted and ends in it, and what stands behind that."""
    ends = {0, len(clause), *quoted_ends(clause)}
    yield from pairwise(sorted(ends))


def _dense(text: str) -> str:
    return "".join(char for char in text if char not in _MARKS)
