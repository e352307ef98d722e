"""What speaks for or against a case being meant, as numbers: one row of the table below each."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import field

from data.types import CaseId
from data.values import dataclass
from retrieval.cases.gist import gist
from retrieval.cases.profiles import Profile
from retrieval.language.terms import NARROWER, Weighted
from retrieval.search.meaning import Ground
from retrieval.search.near import Nearness, farthest
from retrieval.search.ranking import letters_in_common

NAMES = (
    "anywhere",  # share of the words' weight held anywhere in the case
    "together",  # the same within one window of 64 code points
    "known",  # share held anywhere of the weight of those words that some case of the scope holds
    "near_known",  # the same within one window
    "rarest",  # strength with which the rarest known word is held
    "exact",  # share of the weight held by the words themselves, no synonym
    "title",  # share held in the title
    "letters",  # share, by rarity, of the question's characters in the best passage
    "whole_z",  # likeness of the whole, in standard deviations above the mean of the scope
    "part_z",  # likeness of the best part, the same
    "whole_gap",  # likeness of the whole below the best case's, in hundredths
    "part_gap",  # likeness of the best part below the best case's, in hundredths
    "above",  # likeness above what strangers' questions reach in the collection, in spreads of theirs
    "best_above",  # the same of the best case
    "words",  # how many words
    "unknown",  # share of the words that no case holds
    "most_together",  # the best `together` of the scope
    "together_gap",  # `together` below that
    "most_known",  # the best `near_known` of the scope
    "holders",  # share of the scope that holds the rarest known word
    "size",  # log10 of the number of cases in scope, up to LARGEST: larger ones were not learned from
    "said",  # whether the case passes the exact test of the words
    "strict",  # whether it holds every word, by a form that cannot come about by accident
    "share_said",  # share of the scope that passes
    "any_said",  # whether any case passes
    "any_strict",  # whether any case holds every word
    "topic_whole_z",  # likeness of the whole to the theme by itself, in standard deviations above the mean
    "topic_part_z",  # likeness of the best part to it, the same
    "topic_above",  # likeness to it above what strangers' questions reach, in spreads of theirs
    "topic_best_above",  # the same of the best case
    "occurs",  # ln(1 + how often the rarest known word occurs), by a form that cannot come about by accident
    "sentences",  # share of the sentences that hold any known word, by such a form
    "gist",  # share of the words' weight held in the title and the summary, by such forms
    "own",  # the same within one window of what the case says itself, no claim and no quoted rule
)
"""Every feature in order; shares are in [0, 1]."""

BESIDE = (
    "odds",  # what the table above comes to, in log-odds
    "share",  # how near the case is among those of its collection by the vector learned for questions: ln of its softmax
)
"""What is weighed where that vector is known."""
NEAR = 0.02
"""By how much (cosine) a case must be nearer to be e times as likely, as that vector was learned."""

LARGEST = 1.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """What cases are held against: the text searched by meaning and its content words, weighed over the scope."""

    text: str
    words: Weighted
    said: frozenset[CaseId] = frozenset()
    """The cases that pass the exact test of the words."""
    strict: frozenset[CaseId] = frozenset()
    """Those that hold every word, by a form that cannot come about by accident."""
    sure: Mapping[CaseId, Weighted] = field(default_factory=dict)
    """The words with only the forms that cannot come about by accident in that case; as they are where not given."""
    topic: Mapping[CaseId, Nearness] | None = None
    """How near each case is to the theme alone, without who asks and what for; None where that is the text."""


def features(
    wanted: Wanted,
    pool: Sequence[Profile],
    near: Mapping[CaseId, Nearness],
    grounds: Mapping[str, Ground],
) -> list[list[float]]:
    """One row of NAMES for each of `pool`; `grounds` is what each collection is measured against."""
    said, strict = wanted.said, wanted.strict
    texts = [profile.own_text for profile in pool]
    words = wanted.words.among(texts)
    nearness = _filled(pool, near)
    topic = _filled(pool, wanted.topic) if wanted.topic is not None else nearness
    letters = letters_in_common(pool, [nearness[p.id] for p in pool], wanted.text)
    wholes = [nearness[p.id].whole for p in pool]
    parts = [nearness[p.id].part for p in pool]
    known = _known(words)
    rarest = max(range(len(known.terms)), key=lambda at: known.weights[at], default=None)
    strengths = [known.terms[rarest].strength(text) if rarest is not None else 0.0 for text in texts]
    rarest_word = known.terms[rarest].text if rarest is not None else ""
    anywhere = [words.coverage(text) for text in texts]
    together = [words.together(t) if held else 0.0 for t, held in zip(texts, anywhere, strict=True)]
    by_known = [known.coverage(text) for text in texts]
    near_known = [known.together(t) if held else 0.0 for t, held in zip(texts, by_known, strict=True)]
    exact = _exact(wanted.words)
    holders = sum(strength > 0 for strength in strengths) / max(len(pool), 1)
    unknown = 1 - sum(words.known) / len(words.known) if words.known else 0.0
    best = max((one.score for one in nearness.values()), default=0.0)
    whole_z, part_z = _z(wholes), _z(parts)
    topic_wholes, topic_parts = (
        _z([getattr(topic[p.id], level) for p in pool]) for level in ("whole", "part")
    )
    topic_best = max((one.score for one in topic.values()), default=0.0)
    most_whole, most_part = max(wholes, default=0.0), max(parts, default=0.0)
    most_together, most_known = max(together, default=0.0), max(near_known, default=0.0)
    # A form with a blank in it stands in no text that is told without any, but may in the case itself.
    spaced = any(form != "".join(form.split()) for term in words.terms for form, _ in term.forms)
    rows = []
    for at, profile in enumerate(pool):
        ground = grounds[profile.id.collection]
        rows.append(
            [
                anywhere[at],
                together[at],
                by_known[at],
                near_known[at],
                strengths[at],
                exact.coverage(texts[at]),
                words.coverage(profile.title),
                letters[at],
                whole_z[at],
                part_z[at],
                100 * (wholes[at] - most_whole),
                100 * (parts[at] - most_part),
                ground.above(nearness[profile.id].score),
                ground.above(best),
                float(len(words.terms)),
                unknown,
                most_together,
                together[at] - most_together,
                most_known,
                holders,
                min(math.log10(max(len(pool), 1)), LARGEST),
                float(profile.id in said),
                float(profile.id in strict),
                len(said) / max(len(pool), 1),
                float(bool(said)),
                float(bool(strict)),
                topic_wholes[at],
                topic_parts[at],
                ground.above(topic[profile.id].score),
                ground.above(topic_best),
                *(
                    _how_much(wanted.sure.get(profile.id, words), profile, rarest_word)
                    if anywhere[at] or spaced
                    else _NOTHING
                ),
            ]
        )
    return rows


def shares(pool: Sequence[Profile], learned: Mapping[CaseId, Nearness]) -> list[float]:
    """For each of `pool` the logarithm of how probable it is, of those of its collection in `pool`, by the vector learned for
    questions (`learned`; what it did not find counts as the farthest it found).
    """
    near = _filled(pool, learned)
    raised = [near[profile.id].score / NEAR for profile in pool]
    tops: dict[str, float] = {}
    for profile, value in zip(pool, raised, strict=True):
        tops[profile.id.collection] = max(value, tops.get(profile.id.collection, value))
    sums = dict.fromkeys(tops, 0.0)
    for profile, value in zip(pool, raised, strict=True):
        sums[profile.id.collection] += math.exp(value - tops[profile.id.collection])
    return [
        value - tops[profile.id.collection] - math.log(sums[profile.id.collection])
        for profile, value in zip(pool, raised, strict=True)
    ]


_NOTHING = (0.0, 0.0, 0.0, 0.0)
"""How much of a case is about words of which it holds none."""


def _how_much(sure: Weighted, profile: Profile, rarest: str) -> tuple[float, float, float, float]:
    """How much of the case is about the words: the last four of NAMES."""
    known = [term for term, held in zip(sure.terms, sure.known, strict=True) if held]
    if not known:
        return _NOTHING
    told = gist(profile)
    occurs = sum(
        worth >= NARROWER
        for term in known
        if term.text == rarest
        for _, _, worth in term.places_in(profile.own_text)
    )
    forms = {form for term in known for form, _ in term.forms if form in profile.own_text}
    share = sum(any(form in one for form in forms) for one in told.sentences) if forms else 0
    return (
        math.log1p(occurs),
        share / max(len(told.sentences), 1) if share else 0.0,
        sure.coverage(told.summary),
        sure.together(told.own),
    )


def _filled(pool: Sequence[Profile], near: Mapping[CaseId, Nearness]) -> dict[CaseId, Nearness]:
    """The nearness of each of `pool`; that of the farthest found for one that was not found."""
    far = farthest(near)
    return {profile.id: near.get(profile.id) or Nearness(far, far) for profile in pool}


def _known(words: Weighted) -> Weighted:
    """Only the words that some case holds."""
    if all(words.known):
        return words
    kept = [at for at, known in enumerate(words.known) if known]
    return Weighted(
        tuple(words.terms[at] for at in kept),
        tuple(words.weights[at] for at in kept),
        tuple(True for _ in kept),
    )


def _exact(words: Weighted) -> Weighted:
    from retrieval.language.terms import Term

    return Weighted(tuple(Term(t.text, t.forms[:1]) for t in words.terms), words.weights, words.known)


def _z(values: Sequence[float]) -> list[float]:
    mean = sum(values) / max(len(values), 1)
    spread = (sum((v - mean) ** 2 for v in values) / max(len(values), 1)) ** 0.5 or 1.0
    return [(v - mean) / spread for v in values]
