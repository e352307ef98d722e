"""What is carried on as cases come and go gives the answers of what is made anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.types import SUMMARY, Case, CaseId, Collection, Field, Records
from retrieval.answers import inquiry
from retrieval.cases import profiles
from retrieval.cases.profiles import Profiles
from tests.retrieval.homes import Home, KeptVectors, case, collection

TEXT = st.text("案例知 产权a", max_size=12)
WORDS = ("案例", "知识", "产权", "权", "知产", "a案", "案例知")
CONTENTS = st.lists(
    st.dictionaries(st.tuples(st.sampled_from(["b", "a"]), st.integers(1, 9)), TEXT, min_size=1, max_size=12),
    min_size=2,
    max_size=6,
)
"""One revision after another: the text of each case."""


def revisions(contents: list[dict[tuple[str, int], str]]) -> list[Records]:
    """Records of which cases that are as they were before are the same objects, as the catalog gives them."""
    made, known = [], dict[tuple[tuple[str, int], str], Case]()
    for revision, held in enumerate(contents, 1):
        known = {
            (key, text): known.get((key, text))
            or Case(CaseId(*key), f"上海市“{text[:4]}”案", (Field(SUMMARY, text),))
            for key, text in sorted(held.items())
        }
        collections = tuple(Collection(name, name, name, "", "") for name in ("a", "b"))
        made.append(Records(revision, f"{revision}", collections, tuple(known.values())))
    return made


@pytest.fixture(scope="module", autouse=True)
def large_library() -> object:
    """No library too small for an index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profiles, "FEW", 0)
        yield


@settings(max_examples=25, deadline=None)
@given(CONTENTS)
def test_profiles_carried_on_are_those_made_anew(contents: list[dict[tuple[str, int], str]]) -> None:
    made = None
    for records in revisions(contents):
        made, anew = Profiles.of(records, made), Profiles.of(records)
        assert [(p.case, p.at, p.text, p.places) for p in made.all] == [
            (p.case, p.at, p.text, p.places) for p in anew.all
        ]
        for word in WORDS:
            assert list(made.holding(word)) == list(anew.holding(word))
            assert list(made.holding(word)) == [p.at for p in anew.all if word in p.text]
        assert (made.names, made.columns) == (anew.names, anew.columns)
        assert made.by_place == anew.by_place


def test_a_profile_that_is_held_stays_where_it_was() -> None:
    first, second = revisions([{("a", 2): "甲"}, {("a", 1): "乙", ("a", 2): "甲"}])
    before = Profiles.of(first)
    held = before.all[0]
    after = Profiles.of(second, before)
    assert (held.at, after.all[1].at, after.all[1].case is held.case) == (0, 1, True)


ASKED = (
    "上海有哪些案例？",
    "哪些案例涉及商业秘密？",
    "技术人员跳槽带走企业机密，监管部门怎么防？",
    "有几个案例提到“花茶”？",
    "花茶的新技朮是谁做的？",
    "案例3讲了什么？",
)


@pytest.mark.slow
def test_a_program_that_lasts_answers_as_one_begun_after_each_change(
    home: Home, tmp_path: Path, vectors: KeptVectors, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over the bundled cases, as a large library is searched; another process reads what the lasting one wrote."""
    monkeypatch.setattr(inquiry, "MANY", 5)
    bundle, cases = home.catalog.records().collections[0], home.catalog.records().cases
    lasting = Home.open(tmp_path, vectors)
    more = collection("tea", "茶叶案例", "茶叶")
    tea = [case("tea", n, f"福州市花茶案{n}", f"花茶的新技术由老王做出，第{n}年。") for n in (1, 2, 3)]
    steps = [
        lambda: lasting.library.replace(bundle, cases),
        lambda: lasting.library.replace(more, tea),
        lambda: lasting.library.replace(bundle, [*cases[:4], tea_told(cases[4]), *cases[6:]]),
        lambda: lasting.library.replace(more, [tea[2], case("tea", 9, "苏州市绿茶案", "绿茶保护商业秘密。")]),
        lambda: lasting.library.remove("tea"),
        lambda: lasting.library.replace(bundle, cases[::-1]),
    ]
    for step in steps:
        step()
        begun = Home.open(tmp_path, vectors)
        for question in ASKED:
            answers = [one.ready.answer(question) for one in (lasting, begun)]
            assert replace(answers[0], elapsed_ms=0.0) == replace(answers[1], elapsed_ms=0.0)
            ranks = [one.ready.rank(question) for one in (lasting, begun)]
            assert ranks[0] == ranks[1]


def tea_told(old: Case) -> Case:
    return Case(old.id, old.title, (Field(SUMMARY, "湖州市保护“安吉花茶”。"),))
