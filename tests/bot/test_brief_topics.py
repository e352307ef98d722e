"""Twenty topics over the bundled collection: noted, true, whole, quick."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.app import App
from bot.documents.reading import check
from bot.jobs.briefing import Order, brief, listing
from bot.render.briefing.writers import WRITERS, write
from bot.settings import Settings
from bot.words import Words
from tests.retrieval.homes import Home, KeptVectors

TOPICS = (
    "商业秘密",
    "品牌",
    "地理标志",
    "海外",
    "版权保护",
    "成果转化",
    "数据知识产权",
    "专利",
    "执法",
    "司法保护",
    "公共服务",
    "植物新品种",
    "仲裁",
    "中医药",
    "教育",
    "浙江",
    "长三角",
    "法院",
    "高校",
    "市场监管",
)
SECONDS = 2.0
"""For one document, the program being warm."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> App:
    vectors = KeptVectors(Path(pytestconfig.cache.mkdir("anwen-vectors")))
    home = Home.open(tmp_path_factory.mktemp("briefs"), vectors)
    home.add_bundled()
    app = App(Settings(home=home.folder))
    app.__dict__.update(catalog=home.catalog, answerer=home.answerer())
    brief(app, Order("专利"))
    return app


@pytest.mark.parametrize("suffix", sorted(WRITERS))
def test_twenty_topics_are_noted_true_whole_and_quick(suffix: str, real: App, tmp_path: Path) -> None:
    say, records = Words("zh"), real.records()
    write(brief(real, Order("专利")), tmp_path / f"warm{suffix}", "gongwen", say)
    assert len(TOPICS) == 20
    for topic in TOPICS:
        file = tmp_path / f"{topic}{suffix}"
        started = time.perf_counter()
        made = brief(real, Order(topic))
        write(made, file, "gongwen", say)
        took = time.perf_counter() - started
        print(f"{topic} {suffix} {len(made.used)} cases {len(made.notes)} notes {took:.2f} s")
        assert took < SECONDS, topic
        report = check(file, records, say)
        assert report.problems == [], topic
        assert report.uncited == [text for text in report.uncited if text.startswith("案例数，按")], topic
        assert report.checked >= len(made.used)
        listed = real.answerer.answer(listing(topic))
        assert {case.id for case in made.used} == {c.case.id for c in listed.citations}
