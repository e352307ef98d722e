"""Every sentence against the words of a case: what the words do not bear out is struck.

No model decides here. A sentence is held to one case whole: its figures with what they count, its names, whether it
denies or turns round what the case says, and how much of its content the case has, clause by clause. Where the words
leave it open, likeness of meaning decides, against all other cases.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache

from data.text import clauses, fold, split_at, squeeze
from data.types import CaseId, Quote
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.holdings import holdings
from retrieval.cases.profiles import Profile
from retrieval.checking.aspects import (
    contraries,
    extents,
    frequencies,
    instances,
    reasons,
    relations,
    roles,
    sequence,
    sides,
    suits,
)
from retrieval.checking.aspects.named import without_names
from retrieval.checking.aspects.relations import PARTY
from retrieval.checking.grounding.closeness import ITSELF, NEAREST, WORTH, Told
from retrieval.checking.grounding.foreign import foreign_failing
from retrieval.checking.grounding.grounds import Ground
from retrieval.checking.grounding.retelling import Share
from retrieval.language import polarity
from retrieval.language.figures import MEASURES, figures
from retrieval.language.terms import SYNONYM, Term, make_term
from retrieval.language.tokens import Tokenizer
from retrieval.lexicon.listed import listed

# Calibrated on sentences retold by hand and by program, and on faults planted in them (DECISIONS.md).
HELD = 0.7
"""Share of a clause's content, by weight, that its case must have."""
OPEN = 0.45
"""From this share on likeness of meaning may decide for a clause."""
DOUBTFUL = 0.85
"""Up to this share it may decide against."""
MEANT, AHEAD = 0.915, 0.01
"""Likeness (cosine of E5) to the case, and how far before any other case, that decide for."""
BEHIND = 0.03
"""How far another case may be nearer before that decides against."""
TOLD, RETOLD = 0.45, 0.9
"""Share of its weakest clause, and likeness to the case, from which on a whole sentence may be the case's by meaning."""
FOREIGN = 1
"""Words of such a sentence that the case may have nothing of: people say 合适, what is invented says 抗寒 and 苹果."""
ANOTHER = 0.85
"""Share that a case must have to be given a sentence that was told of another one."""
Likeness = Callable[[str], Mapping[CaseId, float]]
"""How near a text is in meaning to each case (cosine)."""

_MEANINGLESS = ("http:", "https:", "www.", "</", "<!", "```", "\\u0", '{"', '{ "')
"""What no sentence of prose holds: addresses, markup, objects; unless the case itself has it."""

_CAUSE, LONGEST_CAUSE = listed("gives_cause"), 16
_OFTEN = tuple(f"每{period}" for period in "日天周月季年")
"""A period, which is looked at by itself."""
_SPOKEN = frozenset(
    ("出现", "发生", "起来", "想办法", "做到", "开始", "这样", "下来", "一起", "自己", "双方", "各方")
)
"""Words of speech that add nothing a case could hold."""
_PARTICLES = frozenset(
    "的了在是和与及并等其该而于以对向为把将被由给从到也都就还但且又之地得着过让使所这那个一上中下里后前时"
) | {"进行", "开展", "通过"}
"""Words that a sentence may put in or leave out."""
LEAST = 0.5
"""The weight of a word at least."""
_NUMERALS = frozenset("0123456789.零〇一二两三四五六七八九十百千万亿")
_UNITS = "".join(MEASURES) + "多余几点元块天日周月年"


@dataclass(frozen=True, slots=True)
class Finding:
    """How far one case bears a sentence out: `failing` is empty where it does, else names what does not hold."""

    profile: Profile
    score: float
    failing: str
    quotes: tuple[Quote, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.failing and bool(self.quotes)


class Checker:
    """Holds sentences against cases."""

    def __init__(
        self, tokenizer: Tokenizer, weight: Callable[[str], float], likeness: Likeness | None = None
    ) -> None:
        """`weight`: how much a word tells, the rarer the more; `likeness`: None where meaning is not to be asked."""
        self._tokenizer, self._weight, self._likeness = tokenizer, cache(weight), likeness
        self._term = cache(_retold)
        self._grounds: dict[CaseId, Ground] = {}

    def prepare(self) -> None:
        """Load what the first sentence would otherwise wait for."""
        self._words("预备")

    def judge(
        self, sentence: str, named: Sequence[Profile], others: Sequence[Profile]
    ) -> tuple[Finding, ...]:
        """The cases that bear `sentence` out: those of `named` that do, else the one of `others` that surely does.

        Empty where none does: the sentence is to be struck.
        """
        told = [self.find(sentence, profile) for profile in named]
        kept = tuple(finding for finding in told if finding.holds)
        if kept:
            return kept
        again = [self.find(sentence, profile) for profile in others if profile not in named]
        sure = [finding for finding in again if finding.holds and finding.score >= ANOTHER]
        return (max(sure, key=lambda finding: finding.score),) if sure else ()

    def find(self, sentence: str, profile: Profile) -> Finding:
        """How far `profile` bears `sentence` out."""
        ground = self._ground(profile)
        if _has_markup(sentence.lower()) and squeeze(sentence) not in ground.text:
            return Finding(profile, 0.0, "form")
        if foreign(sentence):
            score, failing, aligned = foreign_failing(fold(sentence), sentence, ground, self._near(sentence))
            return Finding(profile, score, failing, ground.quotes(aligned))
        text = frequencies.official(squeeze(sentence))
        units = [(unit, words) for unit in _units(without_names(text)) if (words := self._words(unit))]
        held = [(*self._held(unit, words, ground), unit) for unit, words in units]
        aligned = sorted({at for _, chosen, _ in held for at in chosen})
        score = min((share for share, *_ in held), default=0.0)
        failing = self._failing(text, ground, aligned)
        if not failing and (failing := self._unheld(held, ground)):
            missing = [word for _, words in units for word in words if not any(ground.strengths(word))]
            told = score >= TOLD and len(missing) <= FOREIGN and self._told(sentence, ground)
            failing = "" if told or self._share(sentence, ground).borne else failing
        return Finding(profile, round(score, 3), failing, ground.quotes(aligned))

    def close(self, sentence: str, finding: Finding) -> bool:
        """Whether `sentence` keeps so near to the words of its case that nothing can have been turned on the way.

        Of a sentence in another language that cannot be told: it is left to what else was found.
        """
        if foreign(sentence) or self._ground(finding.profile).closeness.verbatim(squeeze(sentence)):
            return True
        if not all(one.close for one in self._told_beside(sentence, finding.profile)):
            return False  # told again in words of its own it may be true: of new ones one in eight that stood was not
        ground = self._ground(finding.profile)
        text, clauses = squeeze(sentence), [clause.text for clause in ground.clauses[1:]]
        actors = ground.closeness.actors
        return not (
            reasons.turned_round(text, clauses)
            or sides.turned_round(text, clauses, actors.named)
            or sides.takes_for_gives(text, clauses, actors)
        )

    def instead(self, sentence: str, profile: Profile) -> Finding | None:
        """The case's own clauses that are likest to `sentence`, None where none are."""
        near = [told for told in self._told_beside(sentence, profile, WORTH) if told.order >= NEAREST]
        ground = self._ground(profile)
        aligned = ground.closeness.whole([at for told in near for at in told.clauses])
        quotes = ground.quotes(aligned) if aligned and not foreign(sentence) else ()
        return Finding(profile, 1.0, "", quotes) if quotes else None

    def _told_beside(self, sentence: str, profile: Profile, worth: float = ITSELF) -> list[Told]:
        text = frequencies.official(squeeze(sentence))
        units = [unit.strip("，。；,;") for unit in _units(text)]
        return self._ground(profile).closeness.told(units, self._all_words, self._telling, worth)

    def _share(self, sentence: str, ground: Ground) -> Share:
        """How much of what `sentence` says, its names and figures aside, the case tells in whatever words."""
        text = PARTY.sub(
            "　",
            ground.closeness.actors.without_persons(without_names(frequencies.official(squeeze(sentence)))),
        )
        skipped = _SPOKEN | _PARTICLES | lexicon.empty_words() | lexicon.leading_words()
        told = [
            [
                word
                for word in self._tokenizer.words(unit)
                if word not in skipped and word[:2] not in _OFTEN and not _counts(word)
            ]
            for unit in _units(text)
        ]
        return ground.retelling.share(told, bool(figures(text)))

    def _all_words(self, text: str) -> list[str]:
        return [
            word
            for word in self._tokenizer.words(text)
            if word not in _PARTICLES and (word.isascii() or not _counts(word))
        ]

    def _telling(self, word: str) -> float:
        return max(self._weight(word), LEAST) * (1.0 if len(word) > 1 else 0.5)

    def _ground(self, profile: Profile) -> Ground:
        known = self._grounds.get(profile.id)
        if known is None or known.profile is not profile:
            known = self._grounds[profile.id] = Ground(profile, self._term)
        return known

    def _words(self, text: str) -> list[str]:
        skipped = _SPOKEN | lexicon.empty_words() | lexicon.leading_words()
        words = dict.fromkeys(self._tokenizer.words(text))
        return [
            word
            for word in words
            if word not in skipped and len(word) > 1 and not _is_figure(word) and not word.startswith(_OFTEN)
        ]

    def _held(self, unit: str, words: Sequence[str], ground: Ground) -> tuple[float, list[int]]:
        return ground.hold(unit, words, [self._weight(word) for word in words])

    def _failing(self, text: str, ground: Ground, aligned: Iterable[int]) -> str:
        told = [ground.clauses[at].text for at in aligned]
        if any(not ground.states(figure, text) for figure in figures(text)):
            return "figure"
        if ground.names.unknown(text):
            return "name"
        if polarity.turned(text, ground.text, told, self._forms):
            return "negation"
        if polarity.reversed_direction(text, told) or polarity.overstated(text, ground.text):
            return "comparison"
        return self._otherwise(text, ground)

    def _forms(self, word: str) -> list[str]:
        return [form for form, _ in self._term(word).forms if len(form) > 1]

    def _otherwise(self, text: str, ground: Ground) -> str:
        """What the case says otherwise of the same words: how often, of how many, who to whom."""
        if text.strip("，。；,; ") in ground.text:
            return ""
        told = [clause.text for clause in ground.clauses]
        title = squeeze(ground.profile.case.title)
        tests: tuple[tuple[str, Callable[[], bool]], ...] = (
            ("often", lambda: frequencies.otherwise(text, ground.text)),
            ("extent", lambda: extents.overextended(text, ground.text)),
            ("contrary", lambda: contraries.contrary(text, holdings(ground.profile.case), ground.text)),
            ("contrary", lambda: contraries.not_found(text, holdings(ground.profile.case), ground.held)),
            ("contrary", lambda: contraries.may_not(text, told)),
            ("order", lambda: sequence.reversed_order(text, told[1:])),
            ("instance", lambda: instances.of_another_instance(text, told[1:])),
            ("instance", lambda: instances.of_another_court(text, told[1:], ground.closeness.actors.named)),
            ("instance", lambda: ground.closeness.stages.of_another_object(text, _units(text))),
            ("cause", lambda: self._invented_cause(text, ground)),
            ("role", lambda: relations.of_another_party(text, told)),
            ("role", lambda: roles.exchanged(text, title, told)),
            ("role", lambda: suits.sued_by_another(text, ground.closeness.actors, told)),
        )
        return next((name for name, fails in tests if fails()), "")

    def _invented_cause(self, text: str, ground: Ground) -> bool:
        """Whether a reason is given that the case does not speak of: one of its first two words."""
        for match in _CAUSE.finditer(text):
            why = split_at(text[match.end() :], "，。；,;")[0][:LONGEST_CAUSE]
            words = [w for w in self._words(without_names(why)) if not PARTY.search(w)][:2]
            if any(not any(ground.strengths(word)) for word in words):
                return True
        return False

    def _unheld(self, held: Collection[tuple[float, list[int], str]], ground: Ground) -> str:
        if not held:
            return "content"  # 综上所述: says nothing
        for share, _, unit in held:
            if share < OPEN:
                return "content"
            if share < DOUBTFUL and not self._meant(unit, ground, share >= HELD):
                return "content" if share < HELD else "case"
        return ""

    def _meant(self, unit: str, ground: Ground, held: bool) -> bool:
        """Whether meaning lets a clause pass: `held` by words unless another case is nearer; else if it is nearest."""
        near = self._near(unit)
        if not near:
            return held
        own = near.get(ground.profile.id, 0.0)
        ahead = own - max((score for id_, score in near.items() if id_ != ground.profile.id), default=0.0)
        return ahead > -BEHIND if held else own >= MEANT and ahead >= AHEAD

    def _told(self, sentence: str, ground: Ground) -> bool:
        """Whether a sentence in everyday words is this case's by its meaning as a whole."""
        near = self._near(sentence)
        own = near.get(ground.profile.id, 0.0)
        others = max((score for id_, score in near.items() if id_ != ground.profile.id), default=1.0)
        return own >= RETOLD and own - others >= AHEAD

    def _near(self, text: str) -> Mapping[CaseId, float]:
        return self._likeness(text) if self._likeness else {}


def _retold(word: str) -> Term:
    """A word of a sentence as its case may have it: by synonyms, and in official words where it is an everyday one."""
    term = make_term(word)
    known = {form for form, _ in term.forms}
    more = ((form, SYNONYM) for form in lexicon.retold().get(word, ()) if form not in known)
    return Term(term.text, tuple(sorted((*term.forms, *more), key=lambda form: -form[1])))


def foreign(sentence: str) -> bool:
    """Whether a sentence is not Chinese."""
    latin = sum(c.isascii() and c.isalpha() for c in sentence)
    chinese = sum("一" <= c <= "鿿" for c in sentence)
    return latin > 2 * chinese


def _units(text: str) -> list[str]:
    """The clauses of a sentence; one of few characters goes with the next."""
    units: list[str] = []
    for start, end in clauses(text):
        if units and len(units[-1]) < 6:
            units[-1] += text[start:end]
        else:
            units.append(text[start:end])
    return units


def _is_figure(word: str) -> bool:
    """Whether a word is a figure, which is looked at by itself: 14个, 三百."""
    return set(word[:-1] if word[-1] in MEASURES else word) <= _NUMERALS


def _counts(word: str) -> bool:
    """Whether a word is a figure with whatever it counts: 九点, 一百九十多万."""
    number = word.rstrip(_UNITS)
    return bool(number) and _NUMERALS.issuperset(number)


def _has_markup(text: str) -> bool:
    """Whether `text` holds an address, markup or an object."""
    tags = any("a" <= name[:1] <= "z" for name in text.split("<")[1:])
    return tags or any(sign in text for sign in _MEANINGLESS)
