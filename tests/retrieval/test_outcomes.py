"""What became of decided cases: read from the forms of judgments, asked in sets, and supposed in questions."""

from __future__ import annotations

import pytest

from data.types import Case, Quote, Records
from retrieval.answers.comparison.rows import came_about, result_of
from retrieval.answers.extraction.borne_out import as_ruled
from retrieval.answers.extraction.premises import false_supposition
from retrieval.answers.extraction.stands import stands
from retrieval.answers.extraction.whether import as_shown, frame, whether
from retrieval.answers.facts.asked_cells import of_side
from retrieval.cases.profiles import Profile, Profiles
from retrieval.cases.suits.conditions import conditions
from retrieval.cases.suits.course import course_of
from retrieval.cases.suits.findings import found
from retrieval.cases.suits.parties import is_sort
from retrieval.cases.suits.rulings import DISMISSED, FIRST, RETRIAL, SECOND
from retrieval.language.terms import Term, weigh
from retrieval.question.closed.cues import Cue
from retrieval.question.closed.tells import told
from retrieval.question.query import Query
from retrieval.question.reader import Reader
from retrieval.question.slots.library import Library
from tests.retrieval.homes import case

FACTS, RESULT = "基本案情", "裁判结果"


def suit(number: int, title: str, result: str, **sections: str) -> Case:
    return case("suits", number, title, {FACTS: "双方订立协议。", RESULT: result, **sections})


LOST = suit(
    1,
    "高某诉某县林业局不履行协议案",
    "某县人民法院一审认为，条件未成就。遂判决驳回高某的诉讼请求。高某不服，提起上诉。某市中级人民法院二审判决驳回上诉，维持原判。",
)
TURNED = suit(
    2,
    "某运输公司诉某市人民政府要求解除协议案",
    "某区人民法院一审判决驳回某运输公司的诉讼请求。某运输公司不服，提起上诉。某市中级人民法院二审认为，协议应当解除。二审法院遂判决：一、撤销一审判决。二、某市人民政府于判决生效后十日内返还某运输公司保证金30万元。",
)
WON = suit(
    3,
    "梁某诉某镇人民政府房屋补偿案",
    "某县人民法院判决：某镇人民政府支付梁某补偿款8万元，驳回梁某的其他诉讼请求。双方均未提起上诉。",
    诉讼请求="请求判令支付补偿款12万元。",
)
RETRIED = suit(
    4,
    "某食品公司诉某市市场监督管理局处罚案",
    "一审法院判决撤销处罚决定。某市市场监督管理局提起上诉，二审法院判决驳回上诉，维持一审判决。某市市场监督管理局申请再审，再审法院判决：撤销一审、二审判决，驳回某食品公司的诉讼请求。",
)
PROTESTED = suit(
    5,
    "路某受贿案",
    "某县人民法院一审判决路某免予刑事处罚。检察机关提出抗诉，某市中级人民法院指令再审。"
    "某县人民法院作出再审判决，判处有期徒刑一年。",
)
SUITS = [Profile(one, at) for at, one in enumerate((LOST, TURNED, WON, RETRIED))]
SUMMARY = Profile(case("plain", 1, "某市推广种茶技术", "该市举办培训，扩大种茶面积，农户收入提高。"), 0)


READER = Reader()


def chosen(question: str, pool: list[Profile]) -> list[int]:
    """The cases of `pool` that pass what `question` asks of their course; all where it asks nothing of it."""
    found = conditions(asked(question, pool), pool)
    return [p.case.number for p in pool if all(p.id in one.chosen for one in found)]


def asked(question: str, pool: list[Profile]) -> tuple[str, ...]:
    profiles = Profiles.of(Records(1, "2026-01-01T00:00:00Z", (), tuple(p.case for p in pool)))
    return READER.alone(question, Library(profiles, (), bool, list)).course


def numbers(question: str) -> list[int]:
    return chosen(question, SUITS)


def test_the_ruling_that_stands_is_the_last_that_does_not_only_uphold() -> None:
    assert [course_of(p.case).result for p in SUITS] == ["lost", "won", "partly", "lost"]
    assert [r.instance for r in course_of(RETRIED).rulings] == [FIRST, SECOND, RETRIAL]
    assert DISMISSED in course_of(RETRIED).rulings[-1].effects
    assert course_of(TURNED).reversed
    assert course_of(PROTESTED).reversed  # a retrial that ended otherwise
    assert not course_of(LOST).reversed


def test_a_case_in_which_nothing_was_decided_has_no_course_and_no_test_of_outcomes() -> None:
    assert not course_of(SUMMARY.case).rulings
    assert not asked("哪些案例原告输了", [SUMMARY])
    assert not conditions(("lost",), [SUMMARY])


def test_a_person_is_told_by_a_name_and_a_shop_by_no_more_than_its_trade() -> None:
    persons = [
        name
        for name in ("张某等人", "吴小秦", "某影楼", "某演绎", "某销售公司、孟某某")
        if is_sort("person")(name)
    ]
    assert persons == ["张某等人", "吴小秦"]
    firms = ("某影视公司", "某销售公司、孟某某", "某公司投标负责人刘某某", "高某某通过某医药有限公司")
    assert [name for name in firms if is_sort("firm")(name)] == list(firms[:2])


def test_the_court_that_heard_a_case_is_told_where_it_is_named() -> None:
    told = suit(1, "甲诉乙案", "某省高级人民法院二审认为，应予支持。二审法院遂判决撤销一审判决。")
    (heard,) = conditions(("at:high",), [Profile(told, 0)])
    (places,) = heard.chosen.values()
    assert next(told.text_of(name)[start:end] for name, start, end in places) == "某省高级人民法院二审认为，"


def test_every_ruling_is_an_exact_span_of_its_section() -> None:
    for profile in SUITS:
        for ruling in course_of(profile.case).rulings:
            told = (profile.case.text_of(ruling.field) or "")[ruling.start : ruling.end]
            assert "判" in told or "驳回" in told


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("原告最后输了的有哪些", [1, 4]),
        ("政府败诉的有几件", [2, 3]),
        ("二审改判的是哪几件", [2, 4]),
        ("二审维持一审的有哪些", [1, 4]),
        ("双方都没有上诉的是哪个", [3]),
        ("被告提起上诉的有哪些", [4]),
        ("判得比请求的少的有哪几个", [3]),
        ("当事人姓高的案子", [1]),
        ("市政府当被告的案子", [2]),
        ("打到再审的有哪些", [4]),
        ("一审就判原告赢的有哪些", [3, 4]),
    ],
)
def test_sets_are_tested_by_what_became_of_each_case(question: str, expected: list[int]) -> None:
    assert numbers(question) == expected


@pytest.mark.parametrize(
    "question", ["原告最后输了的有哪些", "被告提起上诉的有哪些", "判得比请求的少的有哪几个"]
)
def test_the_members_do_not_depend_on_the_order_of_the_cases(question: str) -> None:
    assert sorted(chosen(question, SUITS[::-1])) == chosen(question, SUITS)


class _Asked:
    """As much of an inquiry as the check of suppositions looks at, with the question's words by hand."""

    def __init__(self, text: str, terms: tuple[str, ...]) -> None:
        from retrieval.question.slots.entities import read

        self.question = read(text, ())
        self.words = weigh([Term(t, ((t, 1.0),)) for t in terms], [p.text for p in SUITS])

    def terms(self, text: str) -> tuple[Term, ...]:
        return tuple(term for term in self.words.terms if term.text in text)


@pytest.mark.parametrize(
    ("profile", "question", "terms"),
    [
        (SUITS[0], "法院为什么判高某胜诉?", ("高某",)),
        (SUITS[0], "高某二审翻盘靠的是什么?", ("高某",)),
        (SUITS[0], "高某为什么没有上诉?", ("高某",)),
        (SUITS[0], "最后判给高某多少钱?", ("高某",)),
        (SUITS[1], "运输公司为什么输了官司?", ("运输公司",)),
        (SUITS[1], "法院为什么让政府退还50万元保证金?", ("保证金",)),
        (SUITS[2], "梁某上诉以后二审是怎么说的?", ("梁某",)),
        (SUITS[2], "法院为什么判给梁某12万元补偿款?", ("梁某", "补偿款")),
        (SUITS[2], "一审为什么撤销了补偿决定?", ("补偿",)),
    ],
)
def test_a_question_that_supposes_the_contrary_is_told_what_the_case_holds(
    profile: Profile, question: str, terms: tuple[str, ...]
) -> None:
    assert false_supposition(_Asked(question, terms), profile)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("profile", "question", "terms"),
    [
        (SUITS[0], "法院为什么驳回了高某的请求?", ("高某",)),
        (SUITS[0], "高某打赢了吗?", ("高某",)),
        (SUITS[0], "高某要求赔多少钱?", ("高某",)),
        (SUITS[2], "最后判给梁某多少钱?", ("梁某",)),
        (SUITS[1], "二审为什么撤销一审判决?", ("运输公司",)),
        (SUITS[1], "二审为什么判政府返还30万元?", ("保证金",)),
        (SUITS[1], "运输公司一审输了,二审为什么又赢了?", ("运输公司",)),
        (SUITS[2], "法院为什么只判给梁某8万元?", ("梁某",)),
        (SUITS[3], "再审为什么驳回食品公司的请求?", ("食品公司",)),
        (Profile(PROTESTED, 0), "后来改判成啥了", ("路某",)),
        (SUMMARY, "种茶面积为什么扩大了?", ("种茶",)),
    ],
)
def test_a_question_that_supposes_what_the_case_says_is_not_refused(
    profile: Profile, question: str, terms: tuple[str, ...]
) -> None:
    assert false_supposition(_Asked(question, terms), profile) is None  # type: ignore[arg-type]


HIGHER = suit(
    1,
    "罗某诉某县人民政府征收补偿案",
    "某市中级人民法院一审判决驳回罗某的诉讼请求。罗某不服，提起上诉。"
    "某省高级人民法院二审判决撤销一审判决，判令某县人民政府支付补偿款5万元。",
)
MIDDLE = suit(
    2,
    "某矿业公司诉某市人民政府许可案",
    "某市中级人民法院一审判决驳回某矿业公司的诉讼请求。某矿业公司未上诉。",
)
BASIC = suit(
    3,
    "段某诉某街道办事处拆除案",
    "某区人民法院一审判决确认拆除违法。某街道办事处提起上诉，某市中级人民法院二审判决驳回上诉，维持原判。",
)
COURTS = [Profile(one, at) for at, one in enumerate((HIGHER, MIDDLE, BASIC))]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("一审就在中级法院打的有几起", [1, 2]),
        ("哪几个打到省高院去了", [1]),
        ("县政府当被告的有哪些", [1]),
        ("把市政府告上法庭的是哪个", [2]),
        ("告街道办的案子", [3]),
        ("老百姓个人出面告的有哪些", [1, 3]),
        ("公司当原告的有几件", [2]),
        ("原告是个人、不是公司的有哪些", [1, 3]),
        ("一审驳回、二审又支持原告的", [1]),
        ("那输的呢", [2]),
    ],
)
def test_who_was_sued_and_which_court_ruled_are_told_in_everyday_words(
    question: str, expected: list[int]
) -> None:
    assert chosen(question, COURTS) == expected


@pytest.mark.parametrize(
    "question",
    [
        "有讲银行的没",
        "法院系统的做法有哪些",
        "利益输送的案例",
        "公司商标被抢注的有哪些",
        "支持创新的案例",
        "维持秩序的有哪些",
    ],
)
def test_words_that_only_look_like_a_course_choose_by_none(question: str) -> None:
    assert asked(question, COURTS) == ()


@pytest.mark.parametrize(
    ("at", "question", "is_so"),
    [
        (0, "林业局说条件没成就,这话站得住脚吗", None),  # of nobody by a sort
        (0, "政府说条件没成就,这话站得住脚吗", True),
        (2, "镇里说不该补,有道理吗", None),  # granted in part
        (0, "高某要政府履行,政府不肯,这样行不行", True),
        (0, "这样行不行", None),
    ],
)
def test_what_somebody_does_stands_where_he_was_borne_out(at: int, question: str, is_so: bool | None) -> None:
    assert stands(question, SUITS[at]) is is_so


@pytest.mark.parametrize(
    ("at", "question", "is_so"),
    [(2, "签了字还能再要吗", True), (0, "签了字还能再要吗", False), (2, "公司还能再要吗", None)],
)
def test_whether_one_gets_anything_is_told_by_how_it_ended(
    at: int, question: str, is_so: bool | None
) -> None:
    told = as_ruled(question, SUITS[at])
    assert (told and told[0]) is is_so


@pytest.mark.parametrize(
    ("question", "told", "said"),
    [
        ("租了块菜地盖小屋，当初签的协议还作数吗", "双方签订的承包合同系伪装行为，当然无效", "no_counts"),
        ("他不干就被炒了，这合法吗", "裁决公司支付违法解除劳动合同赔偿金", "no_lawful"),
        ("她公公婆婆同意吗", "其父母已明确表达同意", "yes"),
        ("没离婚，能先把钱分了吗", "理应赋予其要求分割该笔夫妻共同财产的权利", "yes_can"),
        ("商家能不赔吗", "对张某的请求予以支持", None),  # of whoever is sued the contrary
        ("许可证被吊销了没有", "为其在办理许可证等方面提供帮助", None),
        ("能先把钱分了吗", "公司主张有权分割", None),
        ("他签了字，还能要回来吗，有例子吗", "应当退还，予以支持", "yes_can"),
    ],
)
def test_whether_it_is_so_is_told_by_the_words_that_are_shown(
    question: str, told: str, said: str | None
) -> None:
    is_so = as_shown(question, (Quote("裁判理由", 0, len(told), told),))
    assert (None if is_so is None else frame(question, is_so)) == said


@pytest.mark.parametrize(
    ("question", "words", "clause", "is_so"),
    [
        ("张某当时被留置了没有呀", ("张某", "被留置"), "未对其采取留置措施", False),
        ("那他们发仲裁建议书了没", ("建议书",), "并向某公司发出仲裁建议书", True),
        ("发了仲裁建议书没有", ("建议书",), "应当发出仲裁建议书", None),
        ("他们道歉了没", ("道歉",), "请求判令赔礼道歉", None),
    ],
)
def test_whether_it_was_done_is_told_by_the_clause_that_names_it(
    question: str, words: tuple[str, ...], clause: str, is_so: bool | None
) -> None:
    terms = weigh([Term(word, ((word, 1.0),)) for word in words], ())
    quote = Quote(FACTS, 0, len(clause), clause)
    assert whether(Query(question), terms, [quote]) is is_so


def test_what_was_granted_counts_as_far_as_it_stood_however_the_sum_is_written() -> None:
    results = (
        "县法院判决被告赔偿损失1.2亿元。",
        "县法院判决被告赔偿损失150万元，被告提起上诉，二审维持原判。",
        "县法院判决被告赔偿损失叁拾壹万元。",
        "县法院判决被告赔偿损失三十一万元，二审维持原判。",
        "县法院判决驳回原告关于赔偿45万元的请求。",
        "县法院对原告要求赔偿45万元的请求不予支持。",
        "县法院判决被告赔偿损失2.5亿元，二审改判驳回原告全部诉讼请求。",
    )
    pool = [Profile(suit(n, "甲诉乙合同案", text), n - 1) for n, text in enumerate(results, 1)]

    def found(question: str) -> list[int]:
        return chosen(question, pool)

    assert found("判赔金额超过20万元的案例有哪些？") == [1, 2, 3, 4]
    assert found("哪些案例判赔超过100万元？") == [1, 2]
    assert found("赔偿最多的是哪个案例？") == found("赔偿金额最高的是哪个") == [1]
    assert [c.said for c in conditions(asked("哪些案例判赔超过100万元？", pool), pool)] == [
        "判给的数额不低于100万元"
    ]
    assert course_of(pool[1].case).upheld


THREE = suit(5, "罗某行贿案", "某县人民法院以行贿罪判处罗某有期徒刑三年，并处罚金二十万元。")
IN_ALL = suit(
    6,
    "邱某行贿、串通投标案",
    "某区人民法院以行贿罪判处邱某有期徒刑十一年，以串通投标罪判处有期徒刑二年，数罪并罚决定执行有期徒刑十二年。邱某上诉，某市中级人民法院裁定驳回上诉，维持原判。",
)
REPRIEVED = suit(7, "万某受贿案", "某市中级人民法院判处万某死刑，缓期二年执行，并处没收个人全部财产。")
PROPOSED = suit(8, "程某行贿案", "检察机关提出判处有期徒刑十五年的量刑建议。某县人民法院判处程某拘役六个月。")
PRISON = [Profile(one, at) for at, one in enumerate((THREE, IN_ALL, REPRIEVED, PROPOSED))]


def test_what_is_to_be_served_is_read_and_no_proposal_nor_statute() -> None:
    assert [p.course.terms for p in PRISON] == [(36,), (144,), (2000,), (6,)]
    statute = "依照刑法，情节严重的，处五年以上十年以下有期徒刑；本案判处三年以上有期徒刑的依据不足。"
    assert course_of(suit(9, "条文", statute)).terms == ()


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("判了十年以上的有哪几件", [6, 7]),
        ("十年以上有期徒刑的", [6, 7]),
        ("要蹲五年往上的有哪些", [6, 7]),
        ("判三年以下的有几个", [5, 8]),
        ("刑期超过十五年的", [7]),
        ("判得最狠的是哪一个", [7]),
        ("处理得最轻的呢", [8]),
        ("上诉了的有哪些", [6]),
        ("被告上诉的案子", [6]),
        ("上诉被驳回、维持原判的有几个", [6]),
    ],
)
def test_cases_are_chosen_by_how_long_somebody_is_sent_to_prison(question: str, numbers: list[int]) -> None:
    assert chosen(question, PRISON) == numbers


@pytest.mark.parametrize("question", ["有十年以上工龄的", "判给他十年以上租金的", "罗某判了几年", "判了没有"])
def test_other_years_and_other_questions_choose_by_no_term(question: str) -> None:
    assert not [test for test in asked(question, PRISON) if test.startswith("term")]


def test_where_nobody_is_sent_to_prison_the_hardest_punishment_is_a_sum() -> None:
    assert not [test for test in asked("罚得最重的是哪个", SUITS) if test.startswith("term")]


TOLD = "卫某诉请返还押金。法院认为被告抗辩理由成立，判决驳回原告诉请。"
BY_STATUTE = "钱某请求赔偿五万元。据此，依照民法典第1176条第1款规定，驳回钱某的全部诉讼请求。"
EARLIER = "七月，双方起诉离婚被法院判决驳回。法院一审判决刘某支付赵某扶养费三万元。"


@pytest.mark.parametrize(
    ("text", "result"),
    [(TOLD, "lost"), (BY_STATUTE, "lost"), (EARLIER, "won")],
    ids=["found", "statute", "earlier"],
)
def test_a_ruling_is_read_where_a_case_is_told_as_a_story(text: str, result: str) -> None:
    assert course_of(case("story", 1, "押金应当返还", {FACTS: text})).result == result


@pytest.mark.parametrize("said", ["大约三千元", "八千多块", "十几块", "拍摄那一块"])
def test_about_how_much_is_no_sum_that_a_case_must_state(said: str) -> None:
    assert Query(said).without(Cue.ROUGHLY) in ("", "拍摄那")


@pytest.mark.parametrize("said", ["二十一块", "一块钱", "8000元", "十五块"])
def test_a_sum_that_is_told_exactly_is_one(said: str) -> None:
    assert Query(said).without(Cue.ROUGHLY) == said


TRIPLED = suit(
    11, "贺某诉某钟表店欺诈案", "法院认为该店以翻新表充新表。遂判决某钟表店支付贺某价款三倍的赔偿金。"
)
ASKED_TENFOLD = case(
    "suits",
    12,
    "过期糕点案",
    {
        FACTS: "方某买到过期糕点，诉至法院，要求某食品店支付价款十倍的赔偿金1000元。",
        "裁判理由": "某食品店未及时清理过期糕点。方某主张赔偿金的诉讼请求，依法应予支持。判决某食品店退还货款并支付赔偿金1000元。",
        "相关法条": "第一百四十八条 消费者可以要求支付价款十倍或者损失三倍的赔偿金。",
    },
)
LEFT = suit(13, "葛某诉某家具店买卖案", "法院判决某家具店退还葛某货款1000元。葛某要求三倍赔偿，无事实依据。")
SUED = suit(14, "毛某诉某县自然资源局土地登记案", "一审判决撤销登记。双方均未上诉。")
SHOPS = [Profile(one, at) for at, one in enumerate((TRIPLED, ASKED_TENFOLD, LEFT, SUED))]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("判赔三倍的有哪些案例", [11]),
        ("判了十倍赔偿的是哪几个", [12]),
        ("退一赔三的有哪几件", [11]),
        ("最后赔了一千块的是哪几个案例", [12, 13]),
        ("告自然资源局的是哪个案例", [14]),
    ],
)
def test_what_was_granted_and_who_was_sued_choose_suits_by_themselves(
    question: str, numbers: list[int]
) -> None:
    assert chosen(question, SHOPS) == numbers


def test_a_ruling_told_at_the_end_of_the_reasons_is_read_and_what_a_statute_says_is_none() -> None:
    course = course_of(ASKED_TENFOLD)
    assert (course.result, course.awarded, course.times) == ("won", 1000.0, (10.0,))


def test_what_came_of_a_case_is_what_was_ordered_and_never_that_a_judgment_was_upheld_alone() -> None:
    advised = "一审法院遂驳回了两家公司的诉讼请求，但考虑到前期投资，建议市政府在协议终止后，" + "妥善" * 30
    assert "驳回" in result_of(Profile(LOST, 0))[-1].text
    assert "返还某运输公司保证金30万元" in result_of(Profile(TURNED, 0))[-1].text
    assert (
        "驳回了两家公司"
        in result_of(Profile(suit(4, "甲公司、乙公司诉某市政府案", f"{advised}。"), 0))[0].text
    )
    gist = {
        FACTS: "车窗被砸。",
        "裁判要旨": "侵权人应推定为该室业主。故对张某要求物业公司赔偿的诉讼请求不予支持。",
    }
    held = result_of(Profile(case("suits", 5, "高空坠物案", gist), 0))
    assert held[0].text.endswith("诉讼请求不予支持")


def test_a_cell_that_asks_who_names_the_people_and_never_a_sort_of_body() -> None:
    text = "刘某富给予刘某东265万元。刘某东收受。刘某富被判处有期徒刑五年。"
    bribe = Profile(case("suits", 6, "四川刘某富行贿案", {FACTS: text, "典型意义": "应予严惩。"}), 0)
    assert [quote.text for quote in of_side(bribe, "about")] == ["刘某富"]
    assert [quote.text for quote in of_side(Profile(LOST, 0), "both")] == ["高某", "某县林业局"]
    assert [quote.text for quote in of_side(Profile(LOST, 0), "plaintiff")] == ["高某"]


def test_how_a_case_came_about_is_told_by_the_sentence_that_its_title_speaks_of() -> None:
    hired = "张某于2020年6月入职某快递公司，试用期月工资为8000元，工作时间执行规章制度相关规定。"
    deed = "张某以超过法律规定上限为由拒绝超时加班安排，某快递公司即与其解除劳动合同。"
    asked = "张某拒绝超时加班安排后申请仲裁，请求裁决支付赔偿金。"
    fields = {FACTS: hired + deed + asked, "处理结果": "仲裁委员会裁决某快递公司支付张某8000元。"}
    told = case("suits", 7, "劳动者拒绝违法超时加班安排，用人单位能否解除劳动合同", fields)
    assert [quote.text for quote in came_about(Profile(told, 0))] == [deed.rstrip("。")]


def test_a_law_told_again_finds_nothing_of_the_case() -> None:
    law = "根据食品安全法第一百四十八条第二款规定，经营明知是不符合标准的食品，消费者可以要求十倍赔偿。"
    knew = "某超市未查验，应认定其明知案涉产品不符合标准，判决支持李某。"
    word = Term("明知", (("明知", 1.0),))
    assert not list(found(suit(1, "甲案", law), word))
    assert len(list(found(suit(2, "乙案", law + knew), word))) == 1


def test_those_left_out_for_not_telling_it_leave_those_that_do() -> None:
    assert [sort for sort, _ in told("七十岁以上的挑出来，没写岁数的不要")] == ["age", "age:70-130"]
    assert [sort for sort, _ in told("没写岁数的有哪些")] == ["-age"]
