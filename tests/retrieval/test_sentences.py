"""Sentences written by hand: roles exchanged, 所有, how often, the general for the particular; and the same told truly.

Every other row of `planted.tsv` and `true.tsv` was not looked at while the checker was first mended. `second.tsv` was
written over two collections before the checker was opened, `third.tsv` over another when it was done; each was measured
once before any of it was looked at. `fourth.tsv` was written for what may stand as it is written. Every other row of
`fifth.tsv`, the first among them, was measured once before it was looked at. `sixth.tsv` was written over one more
collection when retellings were first held against cases word by word, `seventh.tsv` when that was done. `eighth.tsv` was
written in three goes over six collections, each measured once before any of it was looked at; of two these are the rows. `ninth.tsv`
was written over three collections before any rule was opened for it (first run: 3 of 84 false ones stood, none of 40
official and 4 of 40 everyday ones were lost), `tenth.tsv` over two others when it was mended on (1 of 40; none of 20, 2 of 20).
`eleventh.tsv` is five sets over seven collections, each mended on after it was measured once (false ones: 5 of 60, 3 of 50,
5 of 66, 5 of 70, 3 of 68). `thirteenth.tsv` are false ones that hardly change their case's words, written while what is left
over of a sentence was first looked at (the rules before: 26 of 214; then 4 of the 90 that were written last). `twelfth.tsv` was
written by another from the published texts alone and measured once when that was done: 0 of 100 stood, none of 60 official
and none of 40 everyday ones was lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from data.text import sentences, squeeze
from retrieval.cases.profiles import Profile, Profiles
from retrieval.checking.grounding.grounding import Checker
from retrieval.checking.grounding.surroundings import Surroundings
from retrieval.writing.own_words import OPEN
from tests.retrieval.homes import ADMIN, BUNDLED, OVERTIME, Home

FOLDER = Path(__file__).parent / "sentences"
Row = tuple[int, str, str]


def rows(name: str, half: int) -> list[Row]:
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()[half::2]
    return [(int(number), kind, text) for number, kind, text in (line.split("\t") for line in lines)]


@pytest.fixture(scope="module")
def checker(home: Home) -> Checker:
    return home.ready._inquiries.checker(Profiles.of(home.catalog.records()))


@pytest.fixture(scope="module")
def profiles(home: Home) -> dict[int, Profile]:
    return {p.case.number: p for p in Profiles.of(home.catalog.records()).all if p.id.collection == BUNDLED}


# Measured: of 50 planted 2 kept in the first half, none in the other (before, 29 and 28); of true sentences none in
# official words struck, in everyday words 0.07 and 0.28.
@pytest.mark.parametrize(("half", "most"), [(0, 0.04), (1, 0.0)], ids=["first", "second"])
def test_planted_faults_of_role_extent_and_frequency_are_struck(
    checker: Checker, profiles: dict[int, Profile], half: int, most: float
) -> None:
    planted = rows("planted", half)
    kept = [row for row in planted if checker.find(row[2], profiles[row[0]]).holds]
    print(Counter(kind for _, kind, _ in kept))
    assert len(kept) <= most * len(planted), kept


@pytest.mark.parametrize(("half", "everyday"), [(0, 0.07), (1, 0.28)], ids=["first", "second"])
def test_what_is_told_truly_stays_in_official_words_and_mostly_in_everyday_ones(
    checker: Checker, profiles: dict[int, Profile], half: int, everyday: float
) -> None:
    told = rows("true", half)
    lost = Counter(kind for number, kind, text in told if not checker.find(text, profiles[number]).holds)
    every = Counter(kind for _, kind, _ in told)
    assert not lost["official"]
    assert lost["everyday"] <= everyday * every["everyday"]


# Measured before any of it was looked at: second, 16 of 60 kept, 3 of 30 official and 30 of 30 everyday ones struck; third,
# 8 of 25 kept, 2 of 15 and 8 of 10 struck. Now as below.
@pytest.mark.parametrize(
    ("name", "id_", "kept_at_most", "everyday"),
    [
        ("second", BUNDLED, 1, 8),
        ("second", OVERTIME, 3, 5),
        ("third", "civil-code-cases", 6, 2),
    ],
)
def test_sets_over_other_collections_are_told_apart(
    full_home: Home, name: str, id_: str, kept_at_most: int, everyday: int
) -> None:
    everything = Profiles.of(full_home.catalog.records())
    checker = full_home.ready._inquiries.checker(everything)
    own = {profile.case.number: profile for profile in everything.all if profile.id.collection == id_}
    lines = (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t")[1:] for line in lines if line.startswith(id_)]
    held = [(truth, kind, text) for n, truth, kind, text in told if checker.find(text, own[int(n)]).holds]
    assert sum(truth == "false" for truth, *_ in held) <= kept_at_most, held
    assert sum(kind == "official" for _, kind, _ in held) == 15
    assert sum(kind == "everyday" for _, kind, _ in held) >= everyday


def test_twenty_more_that_have_the_helped_help_the_helper(
    checker: Checker, profiles: dict[int, Profile]
) -> None:
    lines = (FOLDER / "roles.tsv").read_text("utf-8").splitlines()
    told = [line.split("\t") for line in lines]
    kept = [text for number, text in told if checker.find(text, profiles[int(number)]).holds]
    assert len(kept) <= 1, kept


def told_of(name: str, home: Home, id_: str) -> Iterator[tuple[str, str, Profile]]:
    """The rows about one collection: what kind of sentence, the sentence, its case."""
    own = {p.case.number: p for p in Profiles.of(home.catalog.records()).all if p.id.collection == id_}
    for line in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] == id_:
            number, truth, kind, text = cells[1:]
            yield "false" if truth == "false" else kind, text, own[int(number)]
        elif id_ == BUNDLED and cells[0].isdigit():
            kind = "false" if name in ("planted", "roles") or cells[1].startswith("false") else cells[1]
            yield kind, cells[-1], own[int(cells[0])]


def stand(checker: Checker, rows: Iterable[tuple[str, str, Profile]], kind: str) -> list[str]:
    """The sentences of that kind that may stand as they are written."""
    found = ((text, checker.find(text, profile)) for own, text, profile in rows if own == kind)
    return [text for text, finding in found if finding.holds and checker.close(text, finding)]


# Measured, false ones and official ones that stand: 0 of 61, 6 of 12; 0 of 100; 0 of 20; 35 of 54; 0 of 30, 8 of 15; 0 of 20,
# 1 of 10; 0 of 34, 4 of 20; 0 of 45. In everyday words next to none stands: the case's own words stand in its place.
@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("fourth", 6),
        ("planted", 0),
        ("roles", 0),
        ("true", 35),
        ("second", 8),
        ("fifth", 1),
        ("twelfth", 4),
        ("thirteenth", 0),
    ],
)
def test_nothing_false_stands_as_it_is_written(
    home: Home, checker: Checker, name: str, official: int
) -> None:
    told = list(told_of(name, home, BUNDLED))
    assert not stand(checker, told, "false")
    assert len(stand(checker, told, "official")) >= official


# Measured, as above: of 546 false ones none, and of official ones as many as are named.
@pytest.mark.parametrize(
    ("name", "id_", "official"),
    [
        ("second", OVERTIME, 5),
        ("third", "civil-code-cases", 4),
        ("fifth", OVERTIME, 0),
        ("fifth", "consumer-cases", 0),
        ("sixth", ADMIN, 2),
        ("seventh", "consumer-cases", 1),
        ("seventh", "civil-code-cases", 2),
        ("eighth", "consumer-cases", 0),
        ("eighth", "civil-code-cases", 3),
        ("eighth", ADMIN, 1),
        ("eighth", OVERTIME, 5),
        ("eighth", BUNDLED, 4),
        ("ninth", BUNDLED, 7),
        ("ninth", "consumer-cases", 2),
        ("ninth", ADMIN, 3),
        ("tenth", "civil-code-cases", 5),
        ("eleventh", BUNDLED, 11),
        ("eleventh", "consumer-cases", 11),
        ("eleventh", ADMIN, 4),
        ("eleventh", OVERTIME, 9),
        ("twelfth", "civil-code-cases", 3),
        ("thirteenth", "civil-code-cases", 0),
        ("thirteenth", "consumer-cases", 0),
        ("thirteenth", ADMIN, 0),
        ("thirteenth", OVERTIME, 0),
    ],
)
def test_nothing_false_stands_of_other_collections(
    full_home: Home, name: str, id_: str, official: int
) -> None:
    checker = full_home.ready._inquiries.checker(Profiles.of(full_home.catalog.records()))
    told = list(told_of(name, full_home, id_))
    assert not stand(checker, told, "false")
    assert len(stand(checker, told, "official")) >= official


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        *(("eighth", id_) for id_ in ("consumer-cases", "civil-code-cases", ADMIN, OVERTIME, BUNDLED)),
        *(("twelfth", id_) for id_ in ("civil-code-cases", BUNDLED)),
    ],
)
def test_what_is_told_truly_reaches_the_reader_as_written_or_in_the_cases_own_words(
    full_home: Home, name: str, id_: str
) -> None:
    """None in official words is lost; in everyday words those of which something seems to be wrong, and nothing is near."""
    checker = full_home.ready._inquiries.checker(Profiles.of(full_home.catalog.records()))
    told = list(told_of(name, full_home, id_))
    lost = Counter(
        kind for kind, text, profile in told if kind != "false" and is_lost(checker, text, profile)
    )
    every = Counter(kind for kind, *_ in told)
    assert not lost["official"]
    assert lost["everyday"] <= 0.25 * every["everyday"]


def is_lost(checker: Checker, text: str, profile: Profile) -> bool:
    """Whether neither a sentence nor any words of its case reach the reader."""
    failing = checker.find(text, profile).failing
    return failing not in ("", *OPEN) and checker.instead(text, profile) is None


@pytest.mark.parametrize(
    "row",
    [
        (14, "科研团队利用赋权知识产权成立公司", "学校利用赋权知识产权成立公司", "other"),
        (14, "学校不持有转化公司的任何股份", "学校持有转化公司的任何股份", "denied"),
        (6, "研究所为重大项目配备知识产权专员", "研究所为项目配备知识产权专员", "limited"),
        (8, "上海市市场监管局组建高水平智库", "上海市市场监管局均组建高水平智库", "every"),
        (
            13,
            "吴兴区对企业专利整体情况等9个维度进行“画像”",
            "吴兴区对企业专利整体情况等15个维度进行“画像”",
            "figure",
        ),
        (14, "学校不持有转化公司的任何股份", "学校长期不持有转化公司的任何股份", "added"),
        (23, "相关刑事案件同比减少三分之二", "刑事案件同比减少三分之二", "led"),
        (9, "南通市组建知识产权海外专家智库", "南通市依托通商总会组建知识产权海外专家智库", "passed"),
        (1, "国家博物馆建成综合运行平台", "国家博物馆加强文物数据", "cut"),
        (
            14,
            "科研团队利用赋权知识产权成立公司，获得全部知识产权作价入股",
            "获得全部知识产权作价入股，科研团队利用赋权知识产权成立公司",
            "apart",
        ),
        (23, "相关刑事案件同比减少三分之二", "相关刑事案件撤销三分之二", "decided"),
    ],
)
def test_what_turns_a_sentence_is_told_by_its_name(
    checker: Checker, profiles: dict[int, Profile], row: tuple[int, str, str, str]
) -> None:
    number, true, false, sign = row
    assert all(told.close for told in checker._told_beside(true, profiles[number]))
    assert any(sign in told.turned for told in checker._told_beside(false, profiles[number]))


@pytest.mark.parametrize(
    ("place", "true", "false", "sign"),
    [
        ((ADMIN, 7), "二审法院将安置人口由6人变更为7人", "一审法院将安置人口由6人变更为7人", "instance"),
        ((ADMIN, 3), "安定区住建局未按期交付安置房屋", "安定区住建局按期交付安置房屋", "denied"),
        (
            (ADMIN, 6),
            "荆州市交通局要求某高速公司在60日内组织施工单位全面复工",
            "某高速公司要求荆州市交通局在60日内组织施工单位全面复工",
            "exchanged",
        ),
        (
            ("consumer-cases", 12),
            "法院认为对例外情形应当进行特别提示和说明",
            "法院认为对例外情形可以进行特别提示和说明",
            "modal",
        ),
        (
            ("consumer-cases", 4),
            "法院判决欧尚超市江宁店赔偿孙银山5586元",
            "消费者判决欧尚超市江宁店赔偿孙银山5586元",
            "ruler",
        ),
        (
            ("civil-code-cases", 9),
            "被申请人在文书生效前暂时停止传播被控侵权报道",
            "被申请人在文书生效后暂时停止传播被控侵权报道",
            "time",
        ),
    ],
)
def test_what_turns_a_sentence_though_its_words_stand_in_order(
    full_home: Home, place: tuple[str, int], true: str, false: str, sign: str
) -> None:
    known = Profiles.of(full_home.catalog.records())
    checker = full_home.ready._inquiries.checker(known)
    case = next(p for p in known.all if (p.id.collection, p.id.number) == place)
    assert not any(sign in told.turned for told in checker._told_beside(true, case))
    assert any(sign in told.turned for told in checker._told_beside(false, case))


@pytest.mark.parametrize(
    ("number", "true", "false"),
    [
        (
            1,
            "最高人民法院维持了一审判决。",
            "最高人民法院维持了二审判决。",
        ),
    ],
)
def test_a_ruling_that_was_quashed_is_not_one_that_was_upheld(
    full_home: Home, number: int, true: str, false: str
) -> None:
    known = Profiles.of(full_home.catalog.records())
    checker = full_home.ready._inquiries.checker(known)
    case = next(p for p in known.all if (p.id.collection, p.id.number) == ("consumer-cases", number))
    assert checker.find(true, case).failing != "instance"
    assert checker.find(false, case).failing == "instance"


@pytest.mark.parametrize(
    ("said", "failing"),
    [
        ("二审法院遂判决撤销一审判决，确认涉案《补充协议》自2019年4月29日起解除。", ""),
        ("二审法院遂判决撤销一审判决，确认涉案《补充协议》自2016年7月19日起解除。", "figure"),
        ("一审法院向原中山市国土局送达本案诉状及应诉通知书之日起，《补充协议》解除。", ""),
    ],
    ids=["a day explained in brackets", "another day", "the place of a party's name"],
)
def test_a_day_is_of_what_stands_behind_its_brackets_and_a_place_in_a_name_is_no_party(
    full_home: Home, said: str, failing: str
) -> None:
    known = Profiles.of(full_home.catalog.records())
    case = next(p for p in known.all if (p.id.collection, p.id.number) == (ADMIN, 1))
    assert full_home.ready._inquiries.checker(known).find(said, case).failing == failing


@pytest.mark.slow
def test_a_sentence_of_the_case_itself_is_never_struck_for_who_acts(full_home: Home) -> None:
    profiles = Profiles.of(full_home.catalog.records()).all
    made = full_home.answerer()._inquiries.checker(Profiles.of(full_home.catalog.records()))
    struck = [
        (profile.case.number, text)
        for profile in profiles
        for field in profile.case.fields
        for start, end in sentences(field.text)
        if 12 < len(text := field.text[start:end].strip()) < 150
        and made.find(text, profile).failing
        in ("role", "often", "extent", "contrary", "order", "instance", "cause")
    ]
    assert not struck


@pytest.mark.parametrize(
    ("number", "said", "stands"),
    [
        (5, "北京市第一中级人民法院二审判决驳回上诉，维持一审判决", True),
        (10, "韩某某提起本案诉讼，请求松山征收办履行《预签约协议》，并赔偿其各项经济损失", True),
        (4, "二审判决驳回上诉，维持一审判决。", True),
        (5, "门头沟区机动车停车委托管理期限为10年，即2013年6月1日至2023年6月1日", True),
        (8, "王某与怀宁国土局不服判决，提起上诉，二审法院判决：确认拍卖涉案地块行为违法", True),
        (9, "赵某某在订立协议时隐瞒了在济钢周边片区村庄整合中已经享受过拆迁安置房的事实", False),
        (1, "导致合同目的不能实现等行为", False),
        (10, "韩某某提起本案诉讼，请求松山征收办履行《预签约协议》，并赔偿其各项损失", False),
        (5, "机动车停车委托管理期限为10年，即2013年6月1日至2023年6月1日", False),
    ],
    ids=[
        "a ruling",
        "a claim as one",
        "its beginning left out",
        "behind what the case leaves out",
        "in other marks",
        "what a party says",
        "half a claim",
        "a word changed",
        "half a clause",
    ],
)
def test_the_cases_own_clauses_stand_unless_what_stands_before_them_turns_them(
    full_home: Home, number: int, said: str, stands: bool
) -> None:
    known = Profiles.of(full_home.catalog.records())
    checker = full_home.ready._inquiries.checker(known)
    case = next(p for p in known.all if (p.id.collection, p.id.number) == (ADMIN, number))
    assert checker._ground(case).closeness.verbatim(squeeze(said)) is stands
    if stands:
        assert checker.close(said, checker.find(said, case))


def test_what_somebody_maintains_is_never_given_in_his_words_without_saying_so() -> None:
    told = [
        "开发商辩称，",
        "房屋已经通过竣工验收，",
        "某公司没有过错。",
        "法院认为，",
        "开发商应当修复。",
        "张某入住。",
    ]
    around = Surroundings(told, ["基本案情"] * len(told), [None] * len(told))
    assert [around.speaker(at) for at in range(len(told))] == [None, 0, 0, None, None, None]
