"""Groups with bars, a case as a page, documents out of the conversation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.console.chat import Console
from bot.documents.html import read_page
from bot.documents.reading import check
from bot.render.briefing.paper import Paper
from bot.words import Words
from data.types import CaseId
from retrieval.cases.grouping import OTHER, grouped

Anwen = Callable[..., Any]


@pytest.mark.parametrize("by", ["region", "organisation", "theme"])
def test_every_case_is_in_one_group_and_the_largest_group_comes_first(
    by: str, app: App, anwen: Anwen
) -> None:
    ran = anwen("cases", "--by", by)
    assert ran.code == 0
    assert "█" in ran.out
    found = json.loads(anwen("cases", "--by", by, "--json").out)
    assert sorted(c["number"] for group in found for c in group["cases"]) == list(range(1, 31))
    counts = [group["count"] for group in found if group["group"] != OTHER]
    assert counts == sorted(counts, reverse=True)
    assert len(ran.out.splitlines()) == len(found) == len(grouped(app.records().cases, by))


def test_an_unknown_grouping_lists_the_known_ones(anwen: Anwen) -> None:
    ran = anwen("cases", "--by", "colour")
    assert ran.code == 2
    assert "region organisation theme" in ran.err


def test_a_case_as_a_page_holds_every_character(app: App, anwen: Anwen) -> None:
    (shown,) = read_page(anwen("case", "8", "--html").out).cases
    held = next(case for case in app.records().cases if case.id == CaseId("ip-power-2", 8))
    assert shown == held


def test_a_conversation_is_exported_in_every_format_and_each_holds(
    app: App, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / f"a{suffix}" for suffix in (".md", ".html", ".docx")]
    said = ["商业秘密", "量子纠缠", *(f"/export {file}" for file in files)]
    Console(app, Paper(coloured=False)).handle_all(said)
    assert capsys.readouterr().err == ""
    for file in files:
        report = check(file, app.records(), Words("zh"))
        assert report.checked > 0
        assert report.problems == []
    Console(app, Paper(coloured=False)).handle_all(["商业秘密", f"/export {files[1]}"])
    assert "已存在" in capsys.readouterr().err


def test_a_briefing_is_written_from_the_conversation(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.jobs.briefing.listing", lambda topic: topic)
    Console(app, Paper(coloured=False)).handle_all(
        ["/brief 商业秘密", "/brief 品牌 a.md", "/brief 量子纠缠 b.md", "/brief 品牌 a.md"]
    )
    assert {file.name for file in tmp_path.iterdir()} == {"商业秘密.docx", "a.md"}
    out, err = capsys.readouterr()
    assert out.count("已写入") == 2
    assert "没有" in err
    assert "已存在" in err
    for file in tmp_path.iterdir():
        assert check(file, app.records(), Words("zh")).problems == []
