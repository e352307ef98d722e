"""`anwen verify` of drafts that people wrote: true ones raise no alarm, forged ones are caught and told why."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.documents.reading import check, check_text
from bot.words import Words
from data.types import Records
from retrieval.checking.citations.why import Why
from retrieval.checking.documents.drafts import DraftChecker
from tests.bot import drafting

SAY = Words("zh")


@pytest.fixture
def records(app: App) -> Records:
    return app.records()


@pytest.fixture
def found(records: Records) -> Callable[[str], set[Why]]:
    return lambda text: {p.why for p in DraftChecker(records).check(text.split("\n")).problems}


def _check(records: Records, folder: Path, text: str, suffix: str) -> Any:
    file = folder / f"draft{suffix}"
    file.write_bytes(drafting.as_file(text, suffix))
    return check(file, records, SAY)


@pytest.mark.parametrize("count", [80, pytest.param(1000, marks=pytest.mark.slow)])
def test_of_1000_forged_drafts_995_are_caught_and_of_1000_true_ones_none_is_doubted(
    count: int, records: Records, tmp_path: Path
) -> None:
    for seed in range(count):
        suffix = drafting.SUFFIXES[seed // len(drafting.STYLES) % len(drafting.SUFFIXES)]
        report = _check(records, tmp_path, text := drafting.draft(records, seed), suffix)
        assert report.checked, text
        assert report.problems == [], text
    missed: Counter[tuple[str, str]] = Counter()
    for seed in range(count):
        kind, text = drafting.forgery(records, seed)
        suffix = drafting.SUFFIXES[seed // len(drafting.KINDS) % len(drafting.SUFFIXES)]
        if not _check(records, tmp_path, text, suffix).problems:
            missed[kind, suffix] += 1
    assert sum(missed.values()) <= count * 0.005, missed


def test_a_false_figure_is_shown_beside_the_true_one(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("南通“在侨商聚集的重点贸易投资国（地区）设立35家海外服务分中心”（案例9）。", "utf-8")
    ran = anwen("verify", str(file))
    assert ran.code == 3
    assert "设立35家海外服务" in ran.out.replace("…", "")
    assert "→ 原文「" in ran.out
    assert "设立34家海外服务" in ran.out.replace("…", "")


def test_words_under_the_wrong_number_are_said_to_stand_under_the_right_one(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    file = tmp_path / "a.md"
    file.write_text("厦门的做法是「组建知识产权海外专家智库」[案例15]。\n", "utf-8")
    ran = anwen("verify", str(file), "--json")
    assert ran.code == 3
    problem = json.loads(ran.out)["problems"][0]
    assert problem["why"] == "in_another"
    assert problem["detail"].endswith("案例9")


def test_a_figure_a_place_a_body_and_a_no_outside_quotation_marks_are_checked_too(
    found: Callable[[str], set[Why]],
) -> None:
    assert found("南通市设立了34家海外服务分中心（案例9）。") == set()
    assert found("南通市设立了35家海外服务分中心（案例9）。") == {Why.FIGURE}
    assert found("南通市设立了三十五家海外服务分中心（案例9）。") == {Why.FIGURE}
    assert found("苏州市无锡检察院的前哨：“实行实体化运作”（案例10）。") == {Why.BODY}
    assert found("浙江省创设海外服务中心，“组建知识产权海外专家智库”（案例9）。") == {Why.BODY}
    assert found("与浙江不同，南通“组建知识产权海外专家智库”（案例9）。") == set()
    assert found("无锡没有实行实体化运作、嵌入式办公（案例10）。") == {Why.REVERSED}
    assert found("2025年以来，共有3个案例涉及海外，如案例9。") == set()


def test_a_case_or_a_title_that_is_not_there_is_said(found: Callable[[str], set[Why]]) -> None:
    assert found("见案例99。") == {Why.NO_CASE}
    assert found("案例9《江苏省南通市创新“知联侨”知识产权海外服务模式》") == set()
    assert found("案例9《江苏省苏州市创新“知联侨”知识产权海外服务模式》") == {Why.TITLE}
    assert found("《知识产权强国建设第二批典型案例》案例9") == set()


def test_words_left_out_are_left_out_in_order(found: Callable[[str], set[Why]]) -> None:
    assert found("“发挥“新侨之乡”侨胞侨商纽带作用……组建知识产权海外专家智库”（案例9）") == set()
    assert found("“组建知识产权海外专家智库……发挥“新侨之乡”侨胞侨商纽带作用”（案例9）") == {Why.NOT_IN_IT}


def test_a_number_of_cases_is_no_case_number(found: Callable[[str], set[Why]]) -> None:
    for text in ("典型案例30个。", "案例一致认为如此。", "案例2023年公布。", "这批案例三方共赢。"):
        assert found(text) == set()


def test_sentences_without_a_citation_are_counted_and_listed(records: Records) -> None:
    report = DraftChecker(records).check(
        ["一、背景", "海外维权很难。各地都在想办法。南通“组建知识产权海外专家智库”（案例9）。", "值得推广。"]
    )
    assert report.uncited == ["海外维权很难。", "各地都在想办法。", "值得推广。"]
    assert report.checked == 1


def test_a_text_without_a_citation_ends_with_status_4(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("知识产权“保护”很重要。", "utf-8")
    assert anwen("verify", str(file)).code == 4
    for text, code in (
        ("没有引用。", 4),
        ("“组建知识产权海外专家智库”（案例9）", 0),
        ("“组建”（案例99）", 3),
    ):
        assert anwen("verify", "-", stdin=text).code == code


def test_a_word_of_the_writers_own_in_quotation_marks_is_no_quotation(
    found: Callable[[str], set[Why]],
) -> None:
    assert found("这一“样板”说明，南通“组建知识产权海外专家智库”（案例9）。") == set()
    assert found("南通的口号是“样板”（案例9）。") == {Why.NOT_IN_IT}


def test_several_files_are_checked_in_one_run(tmp_path: Path, anwen: Callable[..., Any]) -> None:
    for name, text in (("a.txt", "“组建知识产权海外专家智库”（案例9）"), ("b.txt", "“组建”（案例99）")):
        (tmp_path / name).write_text(text, "utf-8")
    ran = anwen("verify", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), str(tmp_path / "none.md"))
    assert ran.code == 3
    assert "a.txt" in ran.out
    assert "b.txt" in ran.out
    assert "none.md" in ran.err


ONE = "上海“建立了一百个示范区并且推广到了全国各地的企业”（案例8）。"
HONEST = 5.0
"""Seconds of a processor for 60,000 characters; what grew with the square took minutes."""


@pytest.mark.parametrize("text", ["1" * 60_000, "“「『" * 20_000, "1. **" + "a** · `" * 8_000, ONE * 1500])
def test_no_text_takes_longer_than_its_length_allows(records: Records, text: str) -> None:
    before = time.process_time()
    check_text(text, records, SAY)
    assert time.process_time() - before < HONEST


def test_a_text_on_one_line_is_checked_like_one_of_many(records: Records) -> None:
    lines, line = (check_text(text, records, SAY) for text in (f"{ONE}\n" * 300, ONE * 300))
    assert (line.checked, line.problems) == (lines.checked, lines.problems)
    assert lines.checked == 300
