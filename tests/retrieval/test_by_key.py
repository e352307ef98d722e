"""A library whose cases are read by key is answered from as one that is held, to the byte."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from data.catalog.catalog import Catalog
from data.catalog.files import by_key
from data.types import Answer
from retrieval.answering import Answerer
from retrieval.answers import inquiry
from retrieval.answers.sets import groups, sets
from retrieval.cases import looking, profiles
from retrieval.cases.profiles import Profiles
from retrieval.cases.shelf import Shelf
from retrieval.language import holders
from retrieval.lexicon import kinds
from tests.retrieval.homes import BUNDLED, Home
from tests.retrieval.scoring import gold

ASKED = [row["question"] for row in gold("dev") if not row["turns"]][::5]
MORE = (
    "浙江有哪些案例？",
    "案例8讲了什么",
    "第99号案例",
    "法院的案例有几个",
    "标题里有“法院”的有哪些",
    "按省份统计",
    "按城市统计",
    "东部、中部、西部各有几个",
    "按牵头单位的类型归归类",
    "福建、湖南、广东各有哪些，分省说",
    "除了上海，还有哪些地方的知识产权局上榜？",
    "江苏和浙江的，公安、法院的不要，还剩哪些？",
    "案例11和案例25都提到存证，存的东西一样吗？",
    "浙江设了多少个中心？",
    "讲商业秘密的那篇是谁写的？",
    "公安机关的案例有哪些？",
    "高校和企业有什么不同？",
    "哪些案例里法院判了赔钱？",
    "不是法院的有哪些",
    "金额最高的是哪个案例？",
    "金额最低的是哪个案例？",
    "赔得最多的是哪个案例？",
    "案例3依据商标法第10条吗？",
    "哪些案例认定合同无效？",
    "哪些案例认定构成侵权？",
)


def answerer(home: Home, catalog: Catalog, folder: Path) -> Answerer:
    index, embedder = (lambda: home.index), (lambda: home.embedder)
    return Answerer(catalog.records, index, embedder, folder, find=catalog.words)


@pytest.mark.parametrize("few", [holders.FEW, 1])
def test_answers_are_those_of_a_library_that_is_held(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    for module in (holders, profiles):
        monkeypatch.setattr(module, "FEW", few)
    url = f"sqlite:///{home.folder / 'catalog.sqlite3'}"
    held = answerer(home, Catalog(url), tmp_path)
    monkeypatch.setattr(by_key, "LARGE", 5)
    read = answerer(home, Catalog(url, tmp_path / "cache"), tmp_path)
    for question in (*ASKED, *MORE):
        for collections in ((), (BUNDLED,)):
            one, other = (asked.answer(question, collections=collections) for asked in (held, read))
            assert _told(one) == _told(other), question
    assert isinstance(read._inquiries.present().all, Shelf)


def test_who_acts_and_what_was_decided_is_found_once_for_all_processes(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{home.folder / 'catalog.sqlite3'}"
    held = Profiles.of(Catalog(url).records())
    monkeypatch.setattr(by_key, "LARGE", 5)

    def told(of: Profiles) -> list[object]:
        assert isinstance(of.all, Shelf)
        bodies = [([p.at for p in of.acting((kind.name,), of.all)], kind.name) for kind in kinds()]
        ends = [[p.at for p in of.by_sum(of.all, highest)] for highest in (True, False)]
        named = [of.names_article(f"第{number}条", of.all) for number in ("三", "10", "一百")]
        return [*bodies, [p.at for p in of.ruled(of.all)], of.decided, ends, named]

    def opened() -> Profiles:
        return Profiles.of(Catalog(url, tmp_path / "cache").records(), cache_dir=tmp_path)

    expected: list[object] = [
        ([p.at for p in held.all if p.acts_as(kind.name)], kind.name) for kind in kinds()
    ]
    expected += [[p.at for p in held.all if p.course.rulings], held.decided]
    expected += [[[p.at for p in held.by_sum(held.all, highest)] for highest in (True, False)]]
    expected += [[held.names_article(f"第{number}条", held.all) for number in ("三", "10", "一百")]]
    opened().prepare()
    monkeypatch.setattr(looking, "labels", None)
    monkeypatch.setattr(profiles, "course_of", None)
    assert told(opened()) == expected


def test_no_case_is_read_that_the_answer_is_not_about(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (holders, profiles):
        monkeypatch.setattr(module, "FEW", 1)
    monkeypatch.setattr(by_key, "LARGE", 5)
    url = f"sqlite:///{home.folder / 'catalog.sqlite3'}"
    read = answerer(home, Catalog(url, tmp_path / "cache"), tmp_path)
    read.prepare()
    read.answer("案例8讲了什么")  # what is found once for all questions
    monkeypatch.setattr(by_key.KeptCases, "__iter__", None)
    monkeypatch.setattr(inquiry, "MANY", 5)
    for question in (
        "“三贴近”是哪里的做法？",
        "谁提出了“点面结合”？",
        "案例3和案例8有什么不同？",
        "一共有几个案例集？",
        "案例3依据商标法第10条吗？",
    ):
        assert read.answer(question).text


def test_of_very_many_only_the_first_are_cited_and_all_are_counted(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{home.folder / 'catalog.sqlite3'}"
    asked = answerer(home, Catalog(url), tmp_path)
    whole = asked.answer("按省份统计")
    for module in (groups, sets):
        monkeypatch.setattr(module, "MOST", 5)
    monkeypatch.setattr(groups, "SOME", 1)
    some = asked.answer("按省份统计")
    assert some.groups == whole.groups
    firsts = {id_ for group in whole.groups for id_ in group.cases[: groups.SOME]}
    assert {one.case.id for one in some.citations} == firsts != {one.case.id for one in whole.citations}
    counted = asked.answer("一共有多少个案例？")
    assert (counted.count, counted.citations, counted.text) == (30, (), "共30个案例。")
    listed = asked.answer("列出全部案例")
    assert len(listed.citations) == 5
    assert "先列5个" in listed.text


def _told(answer: Answer) -> Answer:
    return replace(answer, elapsed_ms=0.0)
