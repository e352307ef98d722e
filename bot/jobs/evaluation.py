"""Gold questions put to the answerer; what it answered, and what its ranking alone would have given."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence

from bot import words
from bot.app import App
from bot.console.progress import Progress
from bot.streams import well_formed
from data.types import Answer, CaseId, Conversation
from data.values import dataclass
from retrieval.measuring.evaluation import GoldQuestion, Outcome, Share, Table, name, score, tabulate
from retrieval.measuring.soundness import Soundness, soundness

RANKING = {
    "recall@1": "R@1",
    "recall@3": "R@3",
    "recall@5": "R@5",
    "recall@10": "R@10",
    "MRR": "RR",
    "nDCG@10": "nDCG@10",
}
"""What is shown → what ir-measures calls it (R@k: share of the gold cases among the first k; MRR: one over the
rank of the first of them; nDCG@10: gains of 1, discounted by log2 of the rank)."""

Rankings = Mapping[str, Sequence[tuple[CaseId, float]]]


@dataclass(frozen=True, slots=True)
class Spared:
    """The questions for which nothing was embedded; and what that cost, by asking them again with meaning."""

    questions: tuple[str, ...]
    """Their ids."""
    otherwise: tuple[str, ...]
    """Those of them that are answered otherwise with meaning."""
    worse: tuple[str, ...]
    """Those of these that are marked lower without."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One run over a gold file; `retrieval` is None where ir-measures is not installed."""

    outcomes: tuple[Outcome, ...]
    answers: Table
    retrieval: Table | None
    seconds: float
    turns: Table
    """The measures of the answers by the turn of the conversation, from 1."""
    sound: Soundness
    spared: Spared = Spared((), (), ())

    @property
    def misses(self) -> tuple[Outcome, ...]:
        """What was answered otherwise than the labels say, in the order of the file."""
        from retrieval.measuring.evaluation import faults

        return tuple(outcome for outcome in self.outcomes if faults(outcome))


def evaluate(app: App, gold: Sequence[GoldQuestion], scope: Sequence[str] = ()) -> Evaluation:
    """Ask every question of `gold` after its turns, over the collections `scope`, and measure the answers."""
    started = time.monotonic()
    ranked = can_rank()
    answers: dict[str, Answer] = {}
    rankings: dict[str, Sequence[tuple[CaseId, float]]] = {}
    meant: dict[str, Answer] = {}
    with Progress(app.say(words.EVALUATING)) as progress:
        for done, question in enumerate(gold):
            progress(done, len(gold))
            conversation = Conversation()
            for turn in question.turns:
                answer = app.answerer.answer(well_formed(turn), conversation, scope)
                conversation = conversation.then(answer)
            text = well_formed(question.question)
            before = app.answerer.embedded
            answers[question.id] = app.answerer.answer(text, conversation, scope)
            if app.answerer.embedded == before:
                meant[question.id] = _with_meaning(app, text, conversation, scope)
            if ranked and question.gold:
                rankings[question.id] = app.answerer.rank(text, conversation, scope)
    outcomes, table = score(gold, answers, app.records().cases)
    retrieval = tabulate(gold, ranking_marks(gold, rankings)) if ranked else None
    spared = _spared(gold, outcomes, score(gold, meant, app.records().cases)[0])
    marks = {outcome.gold.id: outcome.marks for outcome in outcomes}
    turns = tabulate(sorted(gold, key=lambda one: len(one.turns)), marks, lambda one: str(len(one.turns) + 1))
    seconds = time.monotonic() - started
    return Evaluation(outcomes, table, retrieval, seconds, turns, soundness(outcomes), spared)


def _with_meaning(app: App, text: str, conversation: Conversation, scope: Sequence[str]) -> Answer:
    app.answerer.sparing = False
    try:
        return app.answerer.answer(text, conversation, scope)
    finally:
        app.answerer.sparing = True


def _spared(gold: Sequence[GoldQuestion], outcomes: Sequence[Outcome], meant: Sequence[Outcome]) -> Spared:
    """What the questions with an outcome by meaning, too, say of those without."""
    pairs = [
        (question.id, one, other)
        for question, one, other in zip(gold, outcomes, meant, strict=True)
        if one.answer is not None and other.answer is not None
    ]
    otherwise = [
        (id_, one, other)
        for id_, one, other in pairs
        if one.answer and other.answer and one.answer.text != other.answer.text
    ]
    worse = [id_ for id_, one, other in otherwise if _marked_lower(one, other)]
    return Spared(tuple(id_ for id_, *_ in pairs), tuple(id_ for id_, *_ in otherwise), tuple(worse))


def can_rank() -> bool:
    """Whether ir-measures is here, with the library that computes for it."""
    try:
        import ir_measures
    except ImportError:
        return False
    return bool(ir_measures.pytrec_eval.is_available())


def ranking_marks(gold: Sequence[GoldQuestion], rankings: Rankings) -> dict[str, dict[str, Share]]:
    """The retrieval measures of each ranked question whose labels name cases.

    Cases that may be cited but need not be are passed over: ranking them high is neither right nor wrong.
    """
    import ir_measures

    measures = {ir_measures.parse_measure(theirs): ours for ours, theirs in RANKING.items()}
    wanted, run = [], []
    for question in gold:
        if question.id not in rankings or question.refuse:
            continue
        wanted += [ir_measures.Qrel(question.id, str(number), 1) for number in question.gold]
        # Scored by place: equal scores would be reordered by their names.
        places = enumerate(_ranked(question, rankings[question.id]))
        run += [ir_measures.ScoredDoc(question.id, case, -float(place)) for place, case in places]
    marks: dict[str, dict[str, Share]] = {}
    if wanted:
        for metric in ir_measures.iter_calc(list(measures), wanted, run):
            marks.setdefault(metric.query_id, {})[measures[metric.measure]] = (float(metric.value), 1)
    return marks


def _ranked(question: GoldQuestion, ranking: Sequence[tuple[CaseId, float]]) -> list[str]:
    passed = set(question.acceptable) - set(question.gold)
    keys = dict.fromkeys(question.key(case) for case, _ in ranking)
    return [name(key) for key in keys if key not in passed]


def _marked_lower(one: Outcome, other: Outcome) -> bool:
    """Whether any measure of `one` is below that of `other`; how long the answer is does not count."""
    return any(
        _mean(one.marks.get(name)) < _mean(share) for name, share in other.marks.items() if name != "focused"
    )


def _mean(share: Share | None) -> float:
    return share[0] / share[1] if share and share[1] else 0.0
