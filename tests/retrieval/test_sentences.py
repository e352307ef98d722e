"""Sentences written by hand: roles exchanged, 所有, how often, the general for the particular; and the same told truly.

Every other row of `planted.tsv` and `true.tsv` was not looked at while the checker was first mended. `second.tsv` was
written over two collections before the checker was opened, `third.tsv` over another when it was done; each was measured
once before any of it was looked at.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data.text import sentences
from retrieval.cases.profiles import Profile, Profiles
from retrieval.checking.grounding import Checker
from tests.retrieval.homes import BUNDLED, OVERTIME, Home

FOLDER = Path(__file__).parent / "sentences"
Row = tuple[int, str, str]


def rows(name: str, half: int) -> list[Row]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()[half::2]
    return [(int(number), kind, text) for number, kind, text in (line.split("\t") for line in lines)]


@pytest.fixture(scope="module")
def checker(home: Home) -> Checker:
    return home.ready._checker(Profiles.of(home.catalog.records()))


@pytest.fixture(scope="module")
def profiles(home: Home) -> dict[int, Profile]:
    return {p.case.number: p for p in Profiles.of(home.catalog.records()).all if p.id.collection == BUNDLED}


# Measured: of 50 planted 2 kept in the first half, none in the other (before, 29 and 28); of true sentences none in
# official words struck, in everyday words 0.07 and 0.28.
@pytest.mark.parametrize(("half", "most"), [(0, 0.04), (1, 0.0)], ids=["first", "second"])
def test_planted_faults_of_role_extent_and_frequency_are_struck(
    checker: Checker, profiles: dict[int, Profile], half: int, most: float
) -> None:
    planted = rows("planted", half)
    kept = [row for row in planted if checker.find(row[2], profiles[row[0]]).holds]
    print(Counter(kind for _, kind, _ in kept))
    assert len(kept) <= most * len(planted), kept


@pytest.mark.parametrize(("half", "everyday"), [(0, 0.07), (1, 0.28)], ids=["first", "second"])
def test_what_is_told_truly_stays_in_official_words_and_mostly_in_everyday_ones(
    checker: Checker, profiles: dict[int, Profile], half: int, everyday: float
) -> None:
    told = rows("true", half)
    lost = Counter(kind for number, kind, text in told if not checker.find(text, profiles[number]).holds)
    every = Counter(kind for _, kind, _ in told)
    assert not lost["official"]
    assert lost["everyday"] <= everyday * every["everyday"]


# Measured before any of it was looked at: second, 16 of 60 kept, 3 of 30 official and 30 of 30 everyday ones struck; third,
# 8 of 25 kept, 2 of 15 and 8 of 10 struck. Now as below.
@pytest.mark.parametrize(
    ("name", "id_", "kept_at_most", "everyday"),
    [
        ("second", BUNDLED, 1, 8),
        ("second", OVERTIME, 2, 5),
        ("third", "civil-code-cases", 4, 2),
    ],
)
def test_sets_over_other_collections_are_told_apart(
    full_home: Home, name: str, id_: str, kept_at_most: int, everyday: int
) -> None:
    everything = Profiles.of(full_home.catalog.records())
    checker = full_home.ready._checker(everything)
    own = {profile.case.number: profile for profile in everything.all if profile.id.collection == id_}
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t")[1:] for line in lines if line.startswith(id_)]
    held = [(truth, kind, text) for n, truth, kind, text in told if checker.find(text, own[int(n)]).holds]
    assert sum(truth == "false" for truth, *_ in held) <= kept_at_most, held
    assert sum(kind == "official" for _, kind, _ in held) == 15
    assert sum(kind == "everyday" for _, kind, _ in held) >= everyday


def test_twenty_more_that_have_the_helped_help_the_helper(
    checker: Checker, profiles: dict[int, Profile]
) -> None:
    lines = (FOLDER / "roles.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines]
    kept = [text for number, text in told if checker.find(text, profiles[int(number)]).holds]
    assert len(kept) <= 1, kept


@pytest.mark.slow
def test_a_sentence_of_the_case_itself_is_never_struck_for_who_acts(full_home: Home) -> None:
    profiles = Profiles.of(full_home.catalog.records()).all
    made = full_home.answerer()._checker(Profiles.of(full_home.catalog.records()))
    struck = [
        (profile.case.number, text)
        for profile in profiles
        for field in profile.case.fields
        for start, end in sentences(field.text)
        if 12 < len(text := field.text[start:end].strip()) < 150
        and made.find(text, profile).failing
        in ("role", "often", "extent", "contrary", "order", "instance", "cause")
    ]
    assert not struck
