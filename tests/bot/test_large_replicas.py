"""Thousands of cases on servers: two bots that keep nothing, one PostgreSQL and one Chroma server, beside files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.app import App
from bot.settings import Settings
from data.catalog.files import by_key
from data.catalog.merging import Addition
from data.types import Answer, Case, CaseId, Field
from tests.servers import chroma, postgres
from tests.vectorstore.places import collection
from vectorstore import nearest
from vectorstore.embeddings import Embedder
from vectorstore.indexing import Gaps

TOWNS = ("宁波", "苏州", "成都", "厦门", "长沙", "青岛", "合肥")
MATTERS = ("商标", "专利", "版权", "植物新品种", "地理标志")
COUNT = 4_000
SETS = (
    "第1234号机制是哪里的？",
    "宁波有多少个案例？",
    "哪些案例提到“第77号”？",
    "获赔金额最高的是哪个案例？",
    "按省份统计",
    "案例2500讲了什么？",
)
"""What words, places, numbers and sums decide: the same wherever it is kept."""
MEANT = "谁在管商标方面的事情，有什么好的做法？"


class Matters:
    """A model for which texts are alike that speak of the same matter in the same town."""

    def embed_query(self, text: str) -> list[float]:
        seed = sum(map(ord, text)) % 9_973
        made = 0.1 * np.random.default_rng(seed).normal(size=16) + 0.2
        for at, word in enumerate((*TOWNS, *MATTERS)):
            made[at] += 2.0 * (word in text)
        return [float(x) for x in made]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]


def case(number: int, told: str = "") -> Case:
    town, matter = TOWNS[number % 7], MATTERS[number % 5]
    facts = f"处理纠纷{number % 90 + 1}件，权利人获赔{number * 37 % 9_000 + 1}万元"
    text = told or f"{town}市围绕{matter}建立第{number}号机制，{facts}。"
    return Case(CaseId("many", number), f"{town}市第{number}号{matter}保护做法", (Field("summary", text),))


def opened(home: Path, **servers: str) -> App:
    app = App(Settings(home=home, **servers))  # type: ignore[arg-type]
    app.embedder = Embedder("matters:16", Matters, 16, batch=COUNT)  # type: ignore[misc]
    return app


def told(app: App, question: str) -> Answer:
    return replace(app.answerer.answer(question), elapsed_ms=0.0)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_thousands_of_cases_on_servers_are_answered_as_those_in_files_and_a_change_is_seen_by_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_key, "LARGE", 1_000)
    for bound in ("EXACT", "SCANNED"):  # more are looked for by Chroma's graph
        monkeypatch.setattr(nearest, bound, 1_000)
    many = collection("many")
    with postgres() as database, chroma(tmp_path / "chroma") as index:
        servers = {"database_url": database, "chroma_url": index}
        writer, one, two = (opened(tmp_path / name, **servers) for name in ("writer", "one", "two"))
        alone = opened(tmp_path / "alone")
        for app in (writer, alone):
            app.library.replace(many, [case(number) for number in range(1, COUNT + 1)])
        for turn in range(2):
            for question in SETS:
                answers = [told(app, question) for app in (one, two, alone)]
                for other in answers[1:]:
                    assert (other.text, other.citations) == (answers[0].text, answers[0].citations), question
            assert told(one, MEANT) == told(two, MEANT)
            assert (told(one, MEANT).refused, one.answerer.embedded > 0) == (False, True)
            assert all(isinstance(app.catalog.records().cases, by_key.KeptCases) for app in (one, two, alone))
            assert all(app.library.in_step() for app in (one, two, alone))
            changed = case(77, f"泉州市第{turn}次改写了权利人获赔99999万元的一例。")
            for app in (writer, alone):
                done = app.library.add(Addition(replace(many, source=f"{turn}.txt"), (changed,)))
                assert (done.changed, done.kept) == ((77,), COUNT - 1)
            for app in (one, two, alone):
                cited = told(app, "哪些案例提到“泉州市”？").citations
                assert [(c.case.number, c.case) for c in cited] == [(77, changed)]
            assert alone.library.gaps() == writer.library.gaps() == Gaps(0, 0)
