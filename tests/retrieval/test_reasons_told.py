"""Why something was decided is told by what gives the reason, not by the deed or by the ruling alone."""

from __future__ import annotations

import pytest

from retrieval.answering import Answerer
from retrieval.answers.extraction.reasons import told_whole
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import argues_in_meaning, gives_reasons
from retrieval.quoting.passages import Statement
from tests.retrieval.homes import Home, KeptVectors, case

LIST = """某省指导性案例

案例一　钱某违规收受礼品案
【基本案情及处理结果】
钱某，中共党员，某镇林业站站长。2021年3月，钱某女儿出嫁，钱某邀请6名护林员参加喜宴，收受礼金1.8万元；同时邀请20名邻居参加喜宴，收取礼金2万元。2021年9月，钱某受到党内严重警告处分，收受的礼金1.8万元被收缴；同时，免去其站长职务。
【指导意义】
基层干部操办喜事应当从简，不得借机敛财，不得违反规定收受礼金。
本案处理过程中，形成了如下两种不同意见。
第一种意见认为，钱某收受礼金系人情往来，应当认定为优亲厚友，属于违反群众纪律。
第二种意见认为，钱某作为林业站站长，利用职权要求护林员随礼，护林员均系其管理和服务的对象。因此，钱某的行为应当认定为违规收受礼金，属于违反廉洁纪律。
经分析，我们同意第二种意见。
需要指出的是，钱某还邀请了部分邻居参加喜宴，这些邻居与其没有管理和服务关系，所送礼金也符合当地习惯，对这部分礼金不宜认定为违纪。
钱某作为执法单位负责人，群众反映强烈，不宜继续担任现职。因此，从队伍建设的角度出发，对钱某同时作出调整职务的处理。
收受礼金的，可以在处分决定书中参考如下表述：
“钱某借女儿出嫁之机敛财，在群众中造成不良影响。”
【相关条款】
有下列行为之一，情节较轻的，给予警告处分；违纪情节较重的，给予撤销职务处分。

案例二　冯某诉某摄影公司服务合同纠纷案
【基本案情】
冯某与某摄影公司签订《“时光里”全家福拍摄协议》，支付服务费3000元。某摄影公司的网页载明“底片保存三年，丢失免费重拍”。某摄影公司丢失底片。冯某请求返还3000元并赔偿精神损失20000元。
【裁判结果】
某区人民法院认为，某摄影公司丢失底片，构成违约。结合某摄影公司的过错程度、当地平均生活水平等情况，法院判令某摄影公司返还服务费800元、赔偿精神损失2000元。对于冲印损失，冯某取走样片后自行删除备份，又多次未按通知前来领取成品，对此亦有过错，法院遂判决某摄影公司按照60%的比例承担责任。市场监管部门责令某摄影公司改正，给予警告。
【典型意义】
消费者的合法权益应当得到保护，因为影像资料无法再现，经营者应当尽到保管义务。如消费者事先同意不保存底片，经营者无需赔偿底片损失。

案例三　邹某诉高某法定继承纠纷案
【基本案情】
高某与邹某的母亲再婚。经鉴定，高某为无民事行为能力人，法院指定某县民政局担任高某的监护人。邹某起诉后，高某去世。
【裁判理由】
因邹某未与高某形成抚养关系，邹某不享有高某遗产的继承权。因邹某时常照料高某，可依法分得适当遗产。某县民政局在未清点遗物的情况下处分家具，违反遗产管理的规定。故法院依照民法典第一千一百四十八条判决某县民政局返还家具。

案例四　陶某申请遗产分割案
【基本案情】
俞某与陶某的父亲再婚。经鉴定，俞某为无民事行为能力人，法院指定某区民政局担任俞某的监护人。陶某提起诉讼，要求分割遗产。法院追加区民政局为本案被告。
【裁判结果】
某区人民法院判决陶某分得存款的一半。

案例五　贺某行贿案
【要旨】
办理行贿案件要贯彻宽严相济刑事政策，积极适用认罪认罚从宽制度办理。
【基本案情】
2017年至2019年，贺某等五人为承揽校服业务，分别给予某县教育局副局长段某2.4万元至11.6万元不等，共获得7个学校的校服订单。其间，贺某退还段某所送礼金1.8万元。2021年3月2日，某县人民法院以行贿罪判处贺某有期徒刑一年，并处罚金二万元，对贺某等人的违法所得十九万元，予以追缴。宣判后，贺某提出上诉。某市中级人民法院裁定驳回上诉，维持原判。
【检察履职情况】
对本案系个人行贿还是单位行贿存在不同认识。检察机关认为，送出的钱款均来自公司账户，体现的是单位意志。
检察机关积极开展认罪认罚工作。贺某表示认罪认罚，在律师的见证下签署了具结书。
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, vectors: KeptVectors) -> Answerer:
    folder = tmp_path_factory.mktemp("reasons")
    (folder / "list.txt").write_text(LIST, "utf-8")
    home = Home.open(folder / "home", vectors)
    home.add(folder / "list.txt", "reasons")
    return home.ready


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("案例1邻居送的礼金为什么没算他违纪", "没有管理和服务关系"),
        ("案例1为什么不算优亲厚友", "护林员均系其管理和服务的对象。因此，钱某的行为应当认定为违规收受礼金"),
        ("案例2法院为什么只判赔两千", "结合某摄影公司的过错程度"),
        ("案例2冲印那笔为什么只算六成", "自行删除备份"),  # what it was drawn from stands before the ruling
        ("案例4区民政局怎么会成了被告", "担任俞某的监护人"),  # and not that it was made one
        ("案例3邹某没有继承权，怎么还能分到遗产", "因邹某时常照料高某"),
        ("案例3民政局错在哪里", "在未清点遗物的情况下"),
        (
            "案例5明明是贺某自己送的，怎么算单位行贿",
            "“检察机关认为，送出的钱款均来自公司账户",
        ),  # not that it was in dispute
    ],
)
def test_why_it_was_decided_so_is_told_by_the_words_that_argue(
    told: Answerer, question: str, reason: str
) -> None:
    assert reason in told.answer(question).text


@pytest.mark.parametrize(
    ("first", "behind", "told_too"),
    [
        ("因合同有约定，逾期一日支付1000元违约金。", "该约定的违约金明显过高，可予以调整。", True),
        ("因合同有约定，逾期一日支付1000元违约金。", "该院遂判决支付租金。", False),
        ("因合同有约定，逾期一日支付1000元违约金。", "出租人另付租金。", False),
        ("该租约是为掩盖借贷而签，当然无效。", "而双方隐藏的借贷利率过高，不受保护。", True),
        ("汪某申请的低保不应停发。", "汪某的儿子在外服刑，并未与其同住。", True),
        ("该租约是为掩盖借贷而签，当然无效。", "法院遂判决返还房屋。", False),  # a ruling gives none
    ],
)
def test_a_reason_is_told_with_what_is_held_of_the_thing_it_names_and_one_that_gives_none_with_the_next(
    first: str, behind: str, told_too: bool
) -> None:
    suit = case("d", 3, "丙", {"裁判理由": f"{first}{behind}租期三年。"})
    quote = told_whole(Profile(suit, 0), Statement("裁判理由", 0, len(first), first))
    assert quote.text == (first + behind if told_too else first).removesuffix("。")


def test_a_case_without_a_section_of_reasons_argues_in_what_it_means() -> None:
    guiding = case(
        "d", 1, "甲", {"基本案情及处理结果": "受到处分。", "指导意义": "应当认定。", "相关条款": "第一条"}
    )
    suit = case("d", 2, "乙", {"基本案情": "签约。", "裁判结果": "支持。", "典型意义": "公平。"})
    assert argues_in_meaning(guiding)
    assert gives_reasons(guiding, "指导意义")
    assert not gives_reasons(guiding, "基本案情及处理结果")
    assert not argues_in_meaning(suit)
    assert [field.name for field in suit.fields if gives_reasons(suit, field.name)] == ["裁判结果"]


@pytest.mark.parametrize(
    ("question", "told_so"),
    [
        ("案例1护林员的礼金是退给人家了还是上交了", "被收缴"),
        ("案例2摄影公司当初是怎么承诺的，要原话", "底片保存三年，丢失免费重拍"),
        ("案例4民政局跟俞某是什么关系", "监护人"),
        ("案例2他们签的协议全名叫什么", "《“时光里”全家福拍摄协议》。"),
        ("案例3法院判的依据是哪部法律", "民法典。"),
        # What a clause only announces is told with it.
        ("案例1处分决定书对收礼金怎么表述", "钱某借女儿出嫁之机敛财"),
        ("案例1可以参考什么样的表述", "钱某借女儿出嫁之机敛财"),
        ("案例2除了赔钱，市场监管部门有没有管某摄影公司", "给予警告"),
        ("案例2就光赔钱吗，市场监管部门管没管某摄影公司", "给予警告"),
    ],
)
def test_what_has_a_place_of_its_own_is_told_from_there(told: Answerer, question: str, told_so: str) -> None:
    assert told_so in told.answer(question).text


@pytest.mark.parametrize(
    ("question", "told_so"),
    [
        (
            "案例5贺某认罪认罚了没",
            "是的。“贺某表示认罪认罚，在律师的见证下签署了具结书",
        ),  # not 要贯彻…积极适用
        ("案例2要是冯某早就同意不留底片呢", "如消费者事先同意不保存底片，经营者无需赔偿"),
        ("案例5里那18000块是怎么回事", "退还段某所送礼金1.8万元"),
        ("案例5贺某等人每人各送了多少", "2.4万元至11.6万元"),
        ("案例5他们靠送钱拿了多少个校服订单", "7个。"),
        ("案例5法院要追缴的数，是多少", "十九万元。"),  # told behind the sum
        ("案例5给教育局副局长送钱算什么罪", "以行贿罪判处贺某"),
        ("案例5贺某服气吗", "维持原判"),
        ("案例5贺某上诉了没有", "维持原判"),
    ],
)
def test_what_was_done_and_came_of_it_is_told_and_no_advice(
    told: Answerer, question: str, told_so: str
) -> None:
    assert told_so in told.answer(question).text
