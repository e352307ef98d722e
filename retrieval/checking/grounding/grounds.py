"""One case made ready to have sentences held against it: its clauses, figures and names, worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise

from data.numerals import number_of
from data.text import clauses, pairs, split_at, squeeze
from data.types import TITLE, Quote
from retrieval import lexicon
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import CLAIMS, MEANING
from retrieval.checking.aspects import sums
from retrieval.checking.aspects.actors import Actors
from retrieval.checking.aspects.contraries import CLAIMED
from retrieval.checking.aspects.named import Names
from retrieval.checking.grounding.closeness import Clause, Closeness
from retrieval.checking.grounding.retelling import Retelling
from retrieval.language.figures import CLOCK, MEASURES, Figure, figures, same_unit
from retrieval.language.terms import Term
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import asides, quote_of

WINDOW = 4
"""Neighbouring clauses in which the words of one clause of a sentence are looked for."""
ALIKE = 0.5
"""What it is worth that two verbs of two characters share one: 设置 and 设立."""
_VERBAL = frozenset(
    "提建设推加增组开促实制形拓培发成构搭整强扩健完优深打创举支帮引带采落做进畅汇运施立展施升供传布"
)
"""Characters that verbs of official prose are made of; words that share another one may be opposites (抗旱, 抗寒)."""
NEAR = 14
"""Characters on either side of a figure among which is what it counts."""
_DATES, _IN_DATES = ("年", "月", "日"), frozenset("0123456789年月日")
_CLOSES = {"(": ")", "（": "）"}
LEAD, _SAYS_NOTHING = 4, frozenset("的了在是和，。、；：,;共约近已被年月日于0123456789")
"""Characters before a figure that may say what it is of, and those that say nothing."""
_ALONE = ("审", "室", "/")
"""Units of an instance, a room and a fraction: of what it is, its clause tells."""
SUM = 1000
"""From this on a figure with no unit may be a sum of money."""
_NOT_TOLD = (CLAIMS, MEANING, listed("section.lesson"))
"""What the sections are called that tell nothing of what happened, or what a party says of it."""
_LISTED, _PHRASE_ENDS = listed("listed_with"), listed("phrase_ends")
THING = 2
"""Characters of what is counted by which a word that stands for it is found."""
_FOR_THINGS = "%％个家所处项名位人件起宗条种类款份户套座次场支只张方层级面大余多包块箱瓶袋盒本"
_IN_ONE = listed("in_one")
_ANY_THING, _DONE = listed("any_thing"), listed("done_already")
"""What a figure counts where no more is said (十四个地方), and what begins what is said of it: 14包已经过期."""
_PAIR = "双两俩"
"""What says two of things that are not counted: 双标."""
_COUNTED = frozenset("个项大种类方条")


class Ground:
    """A case as sentences are held against it. `term` gives what may stand for a word."""

    def __init__(self, profile: Profile, term: Callable[[str], Term]) -> None:
        self.profile, self.text, self._term = profile, profile.text, term
        self.names = Names(profile)
        case = profile.case
        parts = [(TITLE, case.title), *((f.name, f.text) for f in case.fields)]
        self.clauses = [
            Clause(name, start, end, told)
            for name, text in parts
            for start, end in clauses(text)
            if (told := squeeze(text[start:end])).strip("，。；：、,;:")
        ]
        self._strengths: dict[str, list[float]] = {}

    @cached_property
    def closeness(self) -> Closeness:
        """The case as sentences are compared with, clause by clause."""
        case = self.profile.case
        lessons = {f.name for f in case.fields if any(sort.search(f.name) for sort in _NOT_TOLD[1:])}
        return Closeness(Actors(self.profile), self.clauses, self._term, asides(case), lessons)

    @cached_property
    def retelling(self) -> Retelling:
        """The case as sentences in other words are compared with, word by word."""
        aside = asides(self.profile.case)
        told = [at for at, clause in enumerate(self.clauses) if clause.field not in aside]
        return Retelling(
            [self.clauses[at] for at in told],
            lambda word: [strengths[at] for strengths in (self.strengths(word),) for at in told],
        )

    @cached_property
    def held(self) -> list[str]:
        """The clauses that tell what happened and what was held, and not what a party says or a law."""
        aside = asides(self.profile.case)
        found, claims = [], False
        for clause in self.clauses[1:]:
            claims = claims or bool(CLAIMED.search(clause.text))
            general = clause.field in aside or any(sort.search(clause.field) for sort in _NOT_TOLD)
            if not (claims or general):
                found.append(clause.text)
            claims = claims and clause.text[-1:] not in "。；;"
        return found

    @cached_property
    def _figures(self) -> list[Figure]:
        return figures(self.text)

    @cached_property
    def _pairs(self) -> list[frozenset[str]]:
        return [pairs(clause.text) for clause in self.clauses]

    def states(self, figure: Figure, sentence: str) -> bool:
        """Whether the case has this figure of `sentence`, of the same things."""
        held = [one for one in self._figures if figure.says(one.value)]
        return (
            any(self._states_so(figure, one, sentence) for one in held)
            or self._lists(figure, sentence)
            or self._in_one(figure)
            or self._is_pair(figure, sentence)
        )

    def _states_so(self, figure: Figure, held: Figure, sentence: str) -> bool:
        """Whether `held`, of the same value, is of the same things."""
        if _plain_sum(figure, held):
            return not self._other_sum(sentence, figure, held)
        if not same_unit(held.unit, figure.unit):
            return False
        if figure.unit == "元" and self._other_sum(sentence, figure, held):
            return False
        if figure.unit == CLOCK:
            return _edge(sentence, figure) in ("", _edge(self.text, held))
        return self._is_plain(figure, sentence) or self._counts_alike(figure, held, sentence)

    def _is_plain(self, figure: Figure, sentence: str) -> bool:
        """Whether that the case has a figure is enough: of an instance or a room, a multiple of nothing, a date."""
        if figure.unit in _ALONE or (figure.unit == "倍" and not _counted(sentence, figure)):
            return True
        date = _date(sentence, figure) if figure.unit in _DATES else ""
        return bool(date) and self._dates(date, sentence, figure)

    def _counts_alike(self, figure: Figure, held: Figure, sentence: str) -> bool:
        counted, own = _counted(sentence, figure), _around(sentence, figure)
        what = _counted(self.text, held)
        if counted and (_same(counted, what) or self._is_likened(counted, what)):
            return True
        near = pairs(self.text[max(held.start - NEAR, 0) : held.end + NEAR])
        if figure.unit in MEASURES and _ANY_THING.match(sentence[figure.end :].lstrip(_FOR_THINGS)):
            return True  # 十四个地方: whatever they are
        before = set(_lead(sentence, figure)) & set(_lead(self.text, held))
        bare = not counted and (not own or own & near or before)
        if len(counted) == 1 and before:
            return True  # 每周上六天班: 每周工作6天
        return bool(bare or (not what and pairs(counted) & near))  # the latter: 香肠15包

    def _dates(self, date: str, sentence: str, figure: Figure) -> bool:
        """Whether the case has that date beside any of the words that stand beside it in `sentence`."""
        behind = split_at(sentence[sentence.find(date) + len(date) :], "，。；、")[0][:NEAR]
        own = pairs(behind) or _around(sentence, figure) - pairs(date)
        spots = (found.start() for found in re.finditer(re.escape(date), self.text))
        return any(own & self._beside(at, at + len(date)) - pairs(date) for at in spots)

    def _beside(self, start: int, end: int) -> frozenset[str]:
        """The pairs around `self.text[start:end]`, and behind what is added to it in brackets."""
        near = pairs(self.text[max(start - NEAR, 0) : end + NEAR])
        closes = self.text.find(_CLOSES.get(self.text[end : end + 1], "\0"), end) + 1
        return near | pairs(self.text[closes : closes + NEAR]) if closes else near

    def _is_likened(self, counted: str, what: str) -> bool:
        """Whether what a figure counts stands for what the case counts: 5个手下 for 5名下属."""
        return any(form in what for form in lexicon.retold().get(counted[:THING], ()) if len(form) > 1)

    def _other_sum(self, sentence: str, figure: Figure, held: Figure) -> bool:
        """Whether a sum of money is of something else in the case, or was asked for and not given."""
        if sums.of_another(sentence, figure.start, self.text, held.start):
            return True
        if not sums.gives(sentence):
            return False
        return sums.not_given(self.text, held.start) or any(
            held.start in range(at, at + len(clause.text))
            and (CLAIMS.search(clause.field) or sums.asked(clause.text))
            for at, clause in self._at
        )

    @cached_property
    def _at(self) -> list[tuple[int, Clause]]:
        """Each clause with where its words stand in the text."""
        at, found = 0, []
        for clause in self.clauses:
            at = max(self.text.find(clause.text, at), 0)
            found.append((at, clause))
        return found

    def _is_pair(self, figure: Figure, sentence: str) -> bool:
        """Whether two things are a pair in the case: 双标 is 两个标."""
        noun = sentence[figure.end :].lstrip(_FOR_THINGS)[:1]
        return figure.value == 2 and bool(noun) and any(char + noun in self.text for char in _PAIR)

    def _in_one(self, figure: Figure) -> bool:
        """Whether so many things are one in the case: 五合一 is five."""
        return any(
            number_of(found[0].rstrip("合一位体")) == figure.value for found in _IN_ONE.finditer(self.text)
        )

    def _lists(self, figure: Figure, sentence: str) -> bool:
        """Whether a small count is that of things which one clause lists: 两个平台, 五个方面."""
        rest = sentence[figure.end :]
        if not 2 <= figure.value <= 12 or rest[:1] not in _COUNTED:
            return False
        noun = re.sub(r"^[个项大种类方面条]+|[，。；：、].*", "", rest[:6])[:2]
        return any(
            figure.value in (len(_LISTED.split(clause.text)), len(clause.text.split("”“")))
            and (not noun or noun in clause.text)
            and not any(held.unit in MEASURES for held in figures(clause.text))
            for clause in self.clauses
        )

    def states_value(self, figure: Figure) -> bool:
        """Whether the case has this figure of anything: for sentences in another language."""
        return any(held.value == figure.value for held in self._figures) or any(
            figure.value in (len(_LISTED.split(clause.text)), len(clause.text.split("”“")))
            and figure.value <= 12
            for clause in self.clauses
        )

    def hold(self, unit: str, words: Sequence[str], weights: Sequence[float]) -> tuple[float, list[int]]:
        """The share of `words` by weight that neighbouring clauses have (the title helps), and which clauses."""
        strengths = [self.strengths(word) for word in words]
        own = pairs(unit)
        best, at = 0.0, 0
        for first in range(len(self.clauses)):
            last = min(first + WINDOW, len(self.clauses))
            titled = self.clauses[0].field == TITLE
            share = sum(
                weight * max(*found[first:last], found[0] if titled else 0.0)
                for weight, found in zip(weights, strengths, strict=True)
            )
            share += 0.001 * sum(
                len(own & self._pairs[i]) for i in range(first, last)
            )  # of equals the more alike
            if share > best:
                best, at = share, first
        chosen = [
            i
            for i in range(at, min(at + WINDOW, len(self.clauses)))
            if any(found[i] and found[i] == max(found[at : at + WINDOW]) for found in strengths)
        ]
        return min(best / (sum(weights) or 1.0), 1.0), chosen

    def strengths(self, word: str) -> list[float]:
        """How far each clause has the word: itself, one that may stand for it, or a part of it."""
        kept = self._strengths.get(word)
        if kept is None:
            term = self._term(word)
            kept = [term.strength(clause.text) for clause in self.clauses]
            if not any(kept):
                kept = [_likeness(word, clause.text) for clause in self.clauses]
            self._strengths[word] = kept
        return kept

    def quotes(self, aligned: Sequence[int]) -> tuple[Quote, ...]:
        """Clauses as verbatim quotes, neighbours joined; the title only where nothing else bears a sentence out."""
        chosen = [at for at in aligned if self.clauses[at].field != TITLE] or list(aligned)
        runs: list[list[Clause]] = []
        for at in chosen:
            clause = self.clauses[at]
            if runs and runs[-1][-1].field == clause.field and runs[-1][-1].end == clause.start:
                runs[-1].append(clause)
            else:
                runs.append([clause])
        made = (quote_of(self.profile.case, run[0].field, run[0].start, run[-1].end) for run in runs)
        return tuple(quote for quote in made if quote.text)


def _likeness(word: str, clause: str) -> float:
    """What a word shares with a clause that does not have it: a character of two, the most part of a long one."""
    if len(word) == 2:
        return ALIKE if any(char in clause for char in word if char in _VERBAL) else 0.0
    return sum(a + b in clause for a, b in pairwise(word)) / max(len(word) - 1, 1)


def _plain_sum(figure: Figure, held: Figure) -> bool:
    """Whether a figure without a unit is the sum that the case has: 判赔八千, 一万四."""
    return (
        held.unit == "元"
        and figure.value >= SUM
        and figure.unit not in MEASURES
        and figure.unit not in ("元", "%", "/", "年", CLOCK)
    )


def _edge(text: str, figure: Figure) -> str:
    """Whether a time of day is where something ends or begins: 21:00之后."""
    rest = text[figure.end : figure.end + 2]
    if re.match("[之以]?后|起", rest) or text[: figure.start].endswith(("自", "从")):
        return "from"
    return "until" if re.match("[之以]?前", rest) else ""


def _counted(text: str, figure: Figure) -> str:
    """What a figure counts: the words after it, without those for things, up to a verb or the clause's end.

    Of a sum nothing more than that it is one: what it is of stands before it.
    """
    if figure.unit == "元":
        return figure.unit
    rest = text[figure.end : figure.end + 4 + NEAR].removeprefix(figure.unit)
    if figure.unit == "%" and not rest.startswith("的"):
        return ""  # 由70%减为63%
    rest = _PHRASE_ENDS.split(rest)[0].lstrip(_FOR_THINGS)
    return "" if _ANY_THING.match(rest) or _DONE.match(rest) else rest


def _lead(text: str, figure: Figure) -> str:
    """The few characters before a figure that say anything."""
    return "".join(
        char for char in text[max(figure.start - LEAD, 0) : figure.start] if char not in _SAYS_NOTHING
    )


def _date(text: str, figure: Figure) -> str:
    """The date that a figure is a part of, as it is written; empty where it is none: 2019年4月29日."""
    start, end = figure.start, figure.end
    while start and text[start - 1] in _IN_DATES:
        start -= 1
    while end < len(text) and text[end] in _IN_DATES:
        end += 1
    date = text[start:end]
    return date if sum(unit in date for unit in _DATES) > 1 else ""


def _same(counted: str, what: str) -> bool:
    """Whether two figures count the same things: a pair of characters in common, or how the words begin."""
    return (
        bool(pairs(counted) & pairs(what))
        or what.startswith(counted[:2])
        or (len(counted) == 1 and counted in what)
    )


def _around(text: str, figure: Figure) -> frozenset[str]:
    """Pairs of characters beside a figure, within its clause."""
    left = re.split("[，。；、]", text[: figure.start])[-1][-NEAR:]
    right = re.split("[，。；、]", text[figure.end :])[0][:NEAR]
    return pairs(left) | pairs(right)
