"""A million cases without vectors: what the catalog, its words and a process that asks them take.

    python catalogs.py FOLDER SIZE [DATA]

Vectors are left out: to embed a million cases takes 33 hours on one core, and to add so many to a Chroma in a folder,
which at each addition goes through all that its log holds, takes more than a day. The same is done with 1,000 cases,
which one changed case is compared with. Prints one JSON object.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from corpora import corpus
from peers import resident, size_of

from bot.app import App
from bot.settings import Settings
from data.types import SUMMARY, Case, Field

WORDS = "大学", "足球", "日本", "历史", "世纪", "铁路", "香港", "明朝", "恒河", "象棋"
"""Of two characters each, from such as a handful of cases hold to such as every twelfth does."""
ASKED = "第5号案例", "标题里有“足球”的有几个？", "浙江有哪些案例？", "一共有多少个案例？"
TURNS = 9


def main(folder: Path, size: int, data: Path | None) -> dict[str, Any]:
    small = taken_in(folder / "small", min(size, 1_000), data)
    large = taken_in(folder / "large", size, data)
    asked = in_a_process(asking, folder / "large")
    base, changed = (in_a_process(changing, folder / name)["change"] for name in ("small", "large"))
    return large | asked | {"change": changed, "change_of_1000": base, "taken_in_1000": small["taken_in"]}


def taken_in(home: Path, size: int, data: Path | None) -> dict[str, Any]:
    """Seconds of processor to write the catalog with its words."""
    made = corpus(size, data)
    program = App(Settings(home=home))
    program.catalog.records()
    took = processor(lambda: program.catalog.replace(made.collection, made.cases))
    found = processor(program.answerer.prepare)  # as `anwen ingest` does: places, bodies and courses of all
    return {"taken_in": took, "found": found, "disk": size_of(home)}


def asking(home: Path) -> dict[str, Any]:
    """The sets of words, questions that need no vectors, and the memory after them."""
    program = App(Settings(home=home))
    opened = processor(program.catalog.records)
    records = program.catalog.records()
    words = program.catalog.words(records, ())
    words.holding("案例")
    sets = {word: median(lambda word=word: words.holding(word)) for word in WORDS}  # type: ignore[misc]
    held = {word: len(words.holding(word)) for word in WORDS}
    questions = {}
    for question in ASKED:
        first = processor(lambda question=question: program.answerer.answer(question))  # type: ignore[misc]
        questions[question] = (first, processor(lambda question=question: program.answerer.answer(question)))  # type: ignore[misc]
    return {"opened": opened, "sets": sets, "held": held, "questions": questions, "holding": resident()}


def changing(home: Path) -> dict[str, Any]:
    """One case changed in the catalog, and the first set of a word after it."""
    program = App(Settings(home=home))
    records = program.catalog.records()
    (collection,), size = records.collections, len(records.cases)
    (last,) = program.catalog.some(collection.id, (size,))
    took = []
    for turn in range(TURNS):
        text = f"{last.fields[0].text[:120]}第{turn}次修改{os.getpid()}。"
        new = Case(last.id, last.title, (Field(SUMMARY, text),))
        took.append(
            processor(lambda new=new: program.catalog.change(collection, [new], frozenset()))  # type: ignore[misc]
        )
        program.catalog.words(program.catalog.records(), ()).holding("修改")
    return {"change": statistics.median(took)}


def in_a_process(part: Callable[[Path], dict[str, Any]], home: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, __file__, part.__name__, str(home)], check=True, stdout=subprocess.PIPE
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def processor(call: Callable[[], object]) -> float:
    """Seconds of processor that `call` takes."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def median(call: Callable[[], object]) -> float:
    return statistics.median(processor(call) for _ in range(5))


if __name__ == "__main__":
    parts: dict[str, Callable[[Path], dict[str, Any]]] = {one.__name__: one for one in (asking, changing)}
    if sys.argv[1] in parts:
        print(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]))))
    else:
        folder, size, *data = sys.argv[1:]
        print(json.dumps(main(Path(folder), int(size), Path(data[0]) if data else None)))
