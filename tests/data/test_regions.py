"""Places: what a text names, what lies in what, and where a case is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.places.gazetteer import gazetteer
from data.places.regions import (
    Place,
    case_places,
    find_institutions,
    find_places,
    institutions,
    located,
    members,
    names,
)

EVERY_PLACE = sorted(gazetteer().places.values(), key=lambda place: place.code)
PROVINCES = [place for place in EVERY_PLACE if place.level == "province"]


def named(text: str) -> list[list[str]]:
    return [[place.name for place in mention.places] for mention in find_places(text)]


def place(name: str) -> Place:
    return gazetteer().place(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("上海有哪些", "上海市"),
        ("江苏省南通市创新", "南通市"),
        ("江苏南通那个", "南通市"),
        ("湘西自治州的品牌", "湘西土家族苗族自治州"),
        ("湘西呢", "湘西土家族苗族自治州"),
        ("内蒙的中小学", "内蒙古自治区"),
        ("浙江湖州吴兴的画像", "吴兴区"),
        ("德化的陶瓷", "德化县"),
        ("崖州湾给育种上了什么保险", "崖州湾"),
        ("定西安定区的住建局", "安定区"),
        ("雅安修路那个案子", "雅安市"),
        ("重庆两江新区（自贸区）人民法院", "两江新区"),
        ("上海市市场监管局", "上海市"),
        ("湖州市场监管局", "湖州市"),
        ("山东省济南市市中区", "市中区"),
        ("深圳南山法院", "南山区"),
        ("吉林有吗", "吉林省"),
        ("Which cases are from Shanghai?", "上海市"),
        ("Nantong, Jiangsu", "南通市"),
        ("Huzhou's Wuxing District", "吴兴区"),
        ("Fuzhou, Jiangxi", "抚州市"),
        ("INNER MONGOLIA", "内蒙古自治区"),
        ("what about Xi'an", "西安市"),
        ("东三省有哪些", "东北"),
        ("大湾区", "粤港澳大湾区"),
        ("the Yangtze River Delta", "长三角"),
        ("自贸港的案例", "海南省"),
        ("浙江省会有吗", "杭州市"),
        ("广东的计划单列市", "深圳市"),
    ],
)
def test_a_place_is_found_under_the_names_people_use(text: str, name: str) -> None:
    assert named(text) == [[name]]


@pytest.mark.parametrize(
    "text",
    [
        "公安机关和公安局",
        "财政和税务，居民和企业",
        "畅通海外渠道，网上海量数据",
        "形成县级机制",
        "贺兰山东麓",
        "大同小异",
        "和平发展、资源整合、合作共赢、延长期限",
        "海外、国外、沿边、全国",
        "丝路版权网与亚太经合组织",
        "云计算与京剧",
        "前海关联",
        "华东师范大学",
        "中山大学",
        "孙中山与阿里巴巴",
        "changed the district, however",
    ],
)
def test_words_that_only_hold_the_letters_of_a_name_are_no_places(text: str) -> None:
    assert named(text) == []


def test_abbreviations_count_only_in_company() -> None:
    assert named("沪、苏、浙三地") == [["上海市", "江苏省", "浙江省"]]
    assert named("京津冀晋四地") == [["北京市", "天津市", "河北省", "山西省"]]
    assert named("吉黑两省") == [["吉林省", "黑龙江省"]]
    assert named("浙企出海") == [["浙江省"]]
    assert named("川菜、沪指、在京企业、桂花") == []


def test_a_name_that_may_mean_several_places_says_so_unless_its_neighbours_decide() -> None:
    (mention,) = find_places("鼓楼区的案例")
    assert mention.ambiguous
    assert len(mention.places) > 2
    (mention,) = find_places("南京市鼓楼区的案例")
    assert not mention.ambiguous
    assert mention.place.province == "江苏省"


def test_a_place_in_an_institutions_name_is_marked() -> None:
    (mention,) = find_places("浙江大学有吗")
    assert mention.in_name
    assert not find_places("浙江的大学")[0].in_name


@pytest.mark.parametrize(
    ("inner", "outer"),
    [
        ("德化县", "泉州市"),
        ("德化县", "福建省"),
        ("德化县", "华东"),
        ("大连市", "沿海"),
        ("两江新区", "直辖市"),
        ("崖州湾", "三亚市"),
        ("广州市", "粤港澳大湾区"),
        ("香港特别行政区", "粤港澳大湾区"),
        ("海南省", "经济特区"),
        ("济源市", "河南省"),
        ("长三角", "华东"),
        ("苏南", "江苏省"),
    ],
)
def test_containment(inner: str, outer: str) -> None:
    assert located(place(inner), place(outer))
    assert not located(place(outer), place(inner))


def test_what_does_not_contain() -> None:
    assert not located(place("广东省"), place("粤港澳大湾区"))
    assert not located(place("湛江市"), place("珠三角"))
    assert not located(place("湘西土家族苗族自治州"), place("自治区"))


@given(*[st.sampled_from(EVERY_PLACE)] * 3)
def test_containment_is_transitive(a: Place, b: Place, c: Place) -> None:
    if located(a, b) and located(b, c):
        assert located(a, c)


@given(st.sampled_from(EVERY_PLACE), st.sampled_from(EVERY_PLACE))
def test_two_places_that_hold_each_other_hold_the_same(a: Place, b: Place) -> None:
    if located(a, b) and located(b, a):
        assert a == b or set(members(a)) == set(members(b))


@given(st.sampled_from(EVERY_PLACE))
def test_every_place_lies_in_itself_and_in_its_province(one: Place) -> None:
    assert located(one, one)
    assert not one.province or any(located(one, p) for p in PROVINCES if p.name == one.province)


_PIECES = st.one_of(
    st.sampled_from([name for name, _ in names()]),
    st.sampled_from(["的", "、", "和", "诉", "大学", "公安", " ", "，", "沪苏", "Jiangsu", "’s "]),
    st.text(max_size=4),
)


@settings(max_examples=300)
@given(st.lists(_PIECES, max_size=8).map("".join))
def test_offsets_are_verbatim_and_mentions_lie_apart(text: str) -> None:
    end = 0
    for mention in find_places(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.places
        assert end <= mention.start < mention.end
        end = mention.end
    for named_institution in find_institutions(text):
        assert text[named_institution.start : named_institution.end] == named_institution.text
    case_places(text, text)


@given(st.sampled_from([p for p in EVERY_PLACE if p.level in ("province", "city", "country-group")]))
def test_the_official_name_of_a_province_city_or_group_finds_it(one: Place) -> None:
    assert [one] in [list(mention.places) for mention in find_places(one.name)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("国家博物馆加强知识产权保护利用", ["北京市"]),
        ("河北省农科院培育板栗新品种", ["河北省"]),
        ("中国科学院大连化学物理研究所践行全过程管理", ["大连市"]),
        ("中国科学技术大学探索赋权模式", ["合肥市"]),
        ("厦门海关多维“画像”", ["厦门市"]),
        ("拱北海关查获侵权货物", ["珠海市"]),
        ("三亚崖州湾科技城深化改革", ["崖州湾"]),
        ("陕西省委宣传部建设平台，依托丝路版权网", ["陕西省"]),
        ("广州仲裁委员会与亚太经合组织共建平台", ["广州市"]),
        ("湖北某公司诉湖北省荆州市人民政府、湖北省人民政府解除协议案", ["荆州市"]),
        ("中山市某公司诉广东省中山市自然资源局案", ["中山市"]),
        ("国家知识产权局专利审查协作河南中心优化审查", ["河南省"]),
        ("清华大学在深圳设立研究院", ["北京市"]),
        ("清华大学深圳国际研究生院", ["深圳市"]),
        ("沪苏浙皖四地联合发布", ["上海市", "江苏省", "浙江省", "安徽省"]),
        ("陕西省、甘肃省公安厅联合执法", ["陕西省", "甘肃省"]),
        ("丝路版权网助力西部发展", []),
        ("鼓楼区法院创新审判", []),
        ("加班费的仲裁时效应当如何认定", []),
    ],
)
def test_a_case_is_where_its_subject_is(title: str, expected: list[str]) -> None:
    assert [one.name for one in case_places(title)] == expected


def test_a_case_told_without_a_place_in_its_title_is_where_the_court_is() -> None:
    story = "张某曾在江苏省工作。依据《杭州市征收补偿条例》，广东省中山市第一人民法院一审认为……"
    assert [one.name for one in case_places("劳动者能否主张加班费", story)] == ["中山市"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("中科大和湖大", "中国科学技术大学"),
        ("国博的平台", "国家博物馆"),
        ("湖大的制度", "湖南大学"),
        ("哈工大", "哈尔滨工业大学"),
        ("中国石油大学（华东）", "中国石油大学(华东)"),
        ("大连化物所", "中国科学院大连化学物理研究所"),
    ],
)
def test_institutions_go_by_short_names(text: str, name: str) -> None:
    assert find_institutions(text)[0].institution.name == name


def test_short_names_of_institutions_inside_other_words_do_not_count() -> None:
    assert not find_institutions("河北大力推广，中国博物，江湖大侠，东北大米")


def test_every_institution_has_a_seat_in_a_province() -> None:
    assert len(institutions()) > 1000
    assert all(one.place.province for one in institutions())


def test_a_long_text_is_searched_quickly() -> None:
    text = "浙江省湖州市吴兴区通过归集15个部门的基础数据，构建系统模型，对企业专利整体情况进行画像。" * 5
    find_places(text)
    start = time.perf_counter()
    for _ in range(50):
        find_places(text)
    assert (time.perf_counter() - start) / 50 < 0.01


def test_a_body_without_its_name_tells_a_place_where_nothing_else_does() -> None:
    story = "黎某得知云南某医疗机构的医生经验丰富，前往手术，术后出现疤痕。"
    assert [one.name for one in case_places("医疗机构应当如实告知", story)] == ["云南省"]
    assert [
        one.name
        for one in case_places("医疗机构应当如实告知", story + "贵州省贵阳市云岩区人民法院判决赔偿。")
    ] == ["云岩区"]
    assert case_places("云南风味受欢迎", "他在云南某次旅行中买了茶叶。") == case_places("云南风味受欢迎", "")
