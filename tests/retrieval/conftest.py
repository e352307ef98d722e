"""The bundled collection in a home of its own, loaded once a session; and ways to ask it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from data.collections import bundled
from data.reading.cases import parse
from data.types import Answer, Conversation
from retrieval.answering import Answerer
from tests.retrieval.homes import ALONE, BUNDLED, CORPORA, Home, KeptVectors, replay
from tests.retrieval.scoring import GOLD, answer_to, gold
from vectorstore.chunking import chunks

Ask = Callable[..., Answer]
GoldAnswers = dict[str, list[tuple[dict[str, Any], Answer]]]
"""Questions of each gold file in their order, with their answers."""


@pytest.fixture(scope="session")
def vectors(pytestconfig: pytest.Config) -> Iterator[KeptVectors]:
    """The built-in model; what it made is kept in pytest's cache folder, which the next run starts from."""
    kept = KeptVectors(Path(pytestconfig.cache.mkdir("anwen-vectors")))
    yield kept
    kept.save()


@pytest.fixture(scope="session")
def bundled_vectors(vectors: KeptVectors, request: pytest.FixtureRequest) -> KeptVectors:
    """The built-in model, with its vectors of the bundled collection: those of the first run, if none are kept yet."""
    with bundled().path() as path:
        _, cases, _ = parse(path, bundled().id)
    if not vectors.knows(chunk.text for case in cases for chunk in chunks(case)):
        vectors.take_from(request.getfixturevalue("first_run")[0])
    return vectors


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory, bundled_vectors: KeptVectors) -> Home:
    """A home that holds the bundled collection. Tests may not change it."""
    made = Home.open(tmp_path_factory.mktemp("retrieval-home"), bundled_vectors)
    made.add_bundled()
    return made


@pytest.fixture(scope="session")
def answerer(home: Home) -> Answerer:
    return home.ready


@pytest.fixture(scope="session")
def ask(answerer: Answerer) -> Ask:
    """Ask the bundled collection, after the earlier `turns`."""

    def call(question: str, *turns: str, conversation: Conversation = ALONE) -> Answer:
        return answerer.answer(question, replay(answerer, turns) if turns else conversation, (BUNDLED,))

    return call


@pytest.fixture(
    scope="session", params=[pytest.param(3, id="third"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def every(request: pytest.FixtureRequest) -> int:
    """Of how many gold questions one is asked: to ask them all takes half a minute."""
    return int(request.param)


@pytest.fixture(scope="session")
def gold_answers(answerer: Answerer, every: int) -> GoldAnswers:
    """The answers to gold questions over the bundled collection, whichever collection they were written for."""
    return {
        file.stem: [(row, answer_to(answerer, row)) for row in gold(file.stem)[::every]]
        for file in sorted(GOLD.glob("*.jsonl"))
    }


@pytest.fixture(scope="session")
def full_home(tmp_path_factory: pytest.TempPathFactory, home: Home, vectors: KeptVectors) -> Home:
    """A second home, with the two collections of court and labour cases beside the bundled one."""
    files: Sequence[Path] = sorted(CORPORA.glob("*.txt"))
    if len(files) < 2:
        pytest.skip(f"the two collections are not in {CORPORA.name}/ beside the project")
    folder = tmp_path_factory.mktemp("retrieval-full") / "home"
    shutil.copytree(home.folder, folder)
    made = Home.open(folder, vectors)
    for file in files:
        made.add(file)
    vectors.save()
    return made
