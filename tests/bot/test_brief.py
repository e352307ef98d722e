"""`anwen brief`: the document, and what it does where there is none to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.app import App
from bot.jobs.briefing import Order, brief
from bot.render.briefing.markdown import markdown
from bot.words import Words
from data.types import Case, CaseId, Field, Quote
from retrieval.cases.grouping import region_of
from retrieval.documents.briefs import compose
from retrieval.documents.choosing import told_of
from retrieval.documents.record import Record


@pytest.fixture(autouse=True)
def _by_topic(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in looks for the topic itself, not for the question that is made of it."""
    kind: Any = type(app.answerer)
    answer = kind.answer

    def by_topic(self: Any, question: str, *rest: Any, **options: Any) -> Any:
        topic = re.sub(r"^(?:哪些案例涉及|写一份关于)|(?:的简报|？)$", "", question)
        return answer(self, topic, *rest, **options)

    monkeypatch.setattr(kind, "answer", by_topic)


def test_the_lead_says_how_many_and_which_and_every_quote_carries_a_note(app: App) -> None:
    made = brief(app, Order("侨"))
    title, _, lead, *rest = made.lines
    assert title.statements[0].text == "关于“侨”的案例简报"
    assert lead.statements[0].text == "30个典型案例中，与“侨”有关的有1个：江苏南通。"
    quoting = [s for line in rest for s in line.statements if "“" in s.text and line.style == "text"]
    assert quoting
    assert all(statement.note is not None for statement in quoting)


def test_a_case_has_a_heading_what_was_done_what_came_of_it_and_its_number(app: App) -> None:
    made = brief(app, Order("", cases=(9,)))
    head, told = (
        "".join(s.text + s.stop for s in line.statements) for line in made.lines if line.case is not None
    )
    assert head == "一、江苏南通：创新“知联侨”知识产权海外服务模式"
    assert "设立34家海外服务分中心" in told or "创设‘知联侨’知识产权海外服务中心" in told
    assert told.endswith("；成效：“为‘走出去’企业保驾护航”（案例9）。")
    assert 2 <= told.partition("；成效")[0].count("，") + 1 <= 4
    assert made.notes[1].text.startswith("《知识产权强国建设第二批典型案例》，案例9，摘要，“江苏省南通市发挥")
    assert "ip-power-2" not in markdown(made).partition("<!--")[0]


def test_no_words_of_a_case_are_told_twice(app: App) -> None:
    made = brief(app, Order("", cases=tuple(range(1, 31))))
    text = markdown(made).partition("[^1]:")[0]
    for case in made.used:
        for part in re.findall(r"[^，。；“”‘’]{12,}", case.fields[0].text):
            assert text.count(part) <= 1 + case.title.count(part) * 2, part


def test_the_cases_named_are_the_cases_used(app: App) -> None:
    made = brief(app, Order("", cases=(8, 24, 9)))
    assert [case.number for case in made.used] == [8, 24, 9]
    assert "由编者按编号选定：案例8、24、9" in made.notes[0].text


def test_those_that_only_come_near_in_meaning_are_said_to_and_stand_last(app: App) -> None:
    cases = {case.number: case for case in app.records().cases}
    told = tuple(told_of(cases[n], (), tier) for n, tier in ((15, "meant"), (9, "said"), (24, "meant")))
    record = Record("标题", "2026年1月2日", "海外维权", ("ip-power-2",), "写到“海外维权”", told=told)
    made = compose(record, app.records())
    texts = ["".join(s.text for s in line.statements) for line in made.lines]
    assert texts[2] == "30个典型案例中，1个讲海外维权：江苏南通。另有2个没有写到，意思相近：厦门海关、广西。"
    assert "以下2个没有写到“海外维权”，意思相近，供参考。" in texts
    assert [line.case.number for line in made.lines if line.style == "h1" and line.case] == [9, 15, 24]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_many_cases_stand_in_groups_and_the_frame_is_in_the_language_of_the_settings(
    lang: str, app: App
) -> None:
    app.say = Words(lang)
    made = brief(app, Order("", cases=tuple(range(1, 13)), by="region"))
    heads = ["".join(s.text for s in line.statements) for line in made.lines if line.style == "h1"]
    assert len(heads) == len(set(map(region_of, made.used)))
    assert heads[0] == ("一、上海市（2个）" if lang == "zh" else "1. 上海市 (2)")
    frame = re.sub(r"“[^”]*”|《[^》]*》|\[[^\]]*案例\d+\]", "", made.lines[2].statements[0].text)
    assert bool(re.search(r"[一-鿿]", frame.partition(": ")[0])) == (lang == "zh")


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
def test_a_briefing_is_written_and_verified(suffix: str, tmp_path: Path, anwen: Callable[..., Any]) -> None:
    file = tmp_path / f"a{suffix}"
    ran = anwen("brief", "商业秘密", "-o", str(file))
    assert ran.code == 0, ran.err
    assert anwen("verify", str(file)).code == 0


def test_a_topic_no_case_answers_is_said_and_nothing_is_written(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    ran = anwen("brief", "量子纠缠", "-o", str(tmp_path / "a.md"))
    assert ran.code == 4
    assert ran.out.strip()
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said_in_one_line_and_leaves_what_was_there(
    tmp_path: Path, anwen: Callable[..., Any]
) -> None:
    there = tmp_path / "a.md"
    there.write_text("mine")
    for arguments, said in (
        (["-o", str(there)], "--force"),
        (["-o", str(tmp_path / "no" / "a.md")], "不能写入"),
        (["-o", str(tmp_path / "a.xyz")], ".md"),
        (["-o", str(tmp_path / "b.md"), "--template", "nope"], "gongwen"),
        (["-o", str(tmp_path / "b.md"), "--cases", "8,x"], "--cases"),
        (["-o", str(tmp_path / "b.md"), "--cases", "99"], "没有案例99"),
        (["-o", str(tmp_path / "b.md"), "--collection", "nope"], "nope"),
    ):
        ran = anwen("brief", "商业秘密", *arguments)
        assert ran.code == 1
        assert said in ran.err
        assert ran.err.count("\n") == 1
    assert there.read_text() == "mine"
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    assert anwen("brief", "商业秘密", "-o", str(there), "--force").code == 0
    assert "商业秘密" in there.read_text("utf-8")


def test_a_suit_is_told_by_its_facts_and_what_was_ruled_and_not_by_its_name_or_gist() -> None:
    sections = (
        ("案名", "李某诉某广场买卖合同纠纷案"),
        ("裁判要点", "食品已过保质期而经营者仍然销售，消费者主张经营者明知的，人民法院应予支持。"),
        ("简要案情", "李某在某广场购买馒头一袋，该商品已过保质期。李某诉至法院，请求赔偿。"),
        ("判决理由", "法院认为，该商品已过保质期，属于明知。判决某广场退还货款并支付赔偿金1000元。"),
    )
    fields = tuple(Field(name, text) for name, text in sections)
    case = Case(CaseId("told", 1), "销售过期食品，构成明知", fields)
    told = told_of(case, [Quote("案名", 0, 2, "李某")])
    assert [name for name, *_ in told.done] == ["简要案情"]
    assert [fields[3].text[start:end] for _, start, end in told.came] == [
        "判决某广场退还货款并支付赔偿金1000元"
    ]
