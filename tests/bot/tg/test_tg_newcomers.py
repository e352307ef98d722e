"""What somebody meets who has not seen the bot: the program's own answers, in a chat."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from bot.tg.bot import TelegramBot
from bot.tg.messages.pacing import Pacer
from tests.bot.tg.conftest import ADMIN, ALLOWED, FAST, running
from tests.bot.tg.fake_bot_api import TOKEN, FakeBotApi

ABROAD = {"from": {"id": ALLOWED, "is_bot": False, "first_name": "P", "language_code": "en"}}


@pytest.fixture
def own(api: FakeBotApi, first_run: tuple[Path, object], tmp_path: Path) -> Iterator[None]:
    """The bot with the answers of the program itself."""
    home = Path(shutil.copytree(first_run[0], tmp_path / "home"))
    settings = Settings(
        home=home,
        telegram_token=TOKEN,
        telegram_api=api.url,
        telegram_allowed=frozenset({ALLOWED}),
        telegram_admins=frozenset({ADMIN}),
    )
    with running(TelegramBot(App(settings), pacer=Pacer(FAST, FAST, FAST, FAST))):
        yield


@pytest.mark.usefixtures("own")
def test_who_reads_english_is_told_in_some_words_what_a_case_is_about(api: FakeBotApi) -> None:
    api.say("Which cases are about trade secrets?", **ABROAD)
    answer = api.wait(1)
    assert "1 case mentioning “trade secret”" in answer.text
    assert "(Shanghai market regulator: stronger protection of trade secrets)" in answer.text
    assert answer.buttons[0]["text"].startswith("[案例8] Shanghai market regulator: ")
    assert "探索建立商业秘密保护示范区" in answer.text  # what is quoted stays as it is
    api.say("/case 10", **ABROAD)
    assert "(Wuxi police, Jiangsu: IP protection outposts at companies)" in api.wait(2).text
    api.say("商业秘密")
    assert "Shanghai" not in api.wait(3).text


@pytest.mark.usefixtures("own")
def test_several_questions_that_are_refused_lead_on_to_the_cases_worth_a_look(api: FakeBotApi) -> None:
    api.say("板栗那个品种叫什么名字？亩产多少？")
    answer = api.wait(1)
    assert "所问的名称" in answer.text
    assert "所问的数量" in answer.text
    assert answer.buttons[0]["text"].startswith("[案例3] 河北省农科院")
    api.say("浙江有几个？西藏有没有？海关的是哪个？")
    told = api.wait(2).text
    assert [part in told for part in ("3个，在浙江", "没有位于西藏", "案例15")] == [True] * 3


@pytest.mark.usefixtures("own")
def test_of_a_case_that_was_only_opened_a_paper_can_be_had_and_papers_are_called_by_what_they_are_on(
    api: FakeBotApi,
) -> None:
    api.say("哪些案例写到版权")  # what was told before is not what is spoken of once a case is opened
    api.wait(1)
    api.say("/case 23")
    opened = api.wait(2)
    assert [button["text"] for button in opened.buttons] == ["📋 引文", "📄 简报", "📊 表格"]
    api.tap(opened, opened.buttons[2]["callback_data"])
    assert api.wait(1, "sendDocument").data["document"].filename == "深圳市检察机关_案例23.xlsx"
    api.say("写成简报")
    assert api.wait(2, "sendDocument").data["document"].filename == "深圳市检察机关_案例23.docx"
    api.say("罚了多少钱")
    assert "案例没有写明所问的罚款" in api.wait(3).text
    api.say("发我一份word")
    assert api.wait(3, "sendDocument").data["document"].filename == "深圳市检察机关_案例23.docx"
    api.say("帮我找下管商业秘密的")
    api.wait(4)
    api.say("导出来")
    assert api.wait(4, "sendDocument").data["document"].filename == "商业秘密.xlsx"
    api.say("打开")
    assert api.wait(5).text.startswith("<b>[案例8]</b> <b>上海市市场监管局")
    api.say("地理标志")
    assert "案例25" in api.wait(6).text
    api.say("打开")
    assert "/case_25 /case_30" in api.wait(7).text


@pytest.mark.usefixtures("own")
def test_which_cases_and_what_is_made_of_them_are_said_in_one_breath(api: FakeBotApi) -> None:
    for nth, (said, answer, name) in enumerate(
        (
            ("把浙江的案例导出成表格", "3个，在浙江", "浙江.xlsx"),
            ("导出所有公安的案例", "2个，主体是公安机关", "公安机关.xlsx"),
            ("发给我excel表格，要所有法院的案例", "2个，主体是法院", "法院.xlsx"),
            ("法院的案例做成word", "2个，主体是法院", "法院.docx"),
            ("全部案例导出excel", "30个", "30个案例.xlsx"),
        ),
        1,
    ):
        api.say(said)
        assert answer in api.wait(nth).text, said
        made = api.wait(nth, "sendDocument").data["document"].filename
        assert made.rpartition(".")[2] == name.rpartition(".")[2], made
    api.say("/table 葡萄酒")  # of what is asked behind the command, and not of the last answer
    assert "葡萄酒" in api.wait(6).text
    assert api.wait(6, "sendDocument").data["document"].filename == "宁夏银川_案例30.xlsx"
    api.say("导出数据的案例有哪些")  # a question, whatever its first word
    api.wait(7)
    assert len(api.calls("sendDocument")) == 6


@pytest.mark.usefixtures("own")
def test_who_says_hello_or_asks_who_answers_is_shown_what_can_be_asked(api: FakeBotApi) -> None:
    for nth, said in enumerate(("你好", "你是谁", "怎么用"), 1):
        api.say(said)
        assert [button["callback_data"] for button in api.wait(nth).buttons] == ["e:0:0", "e:1:0", "e:2:0"]
    api.say("谢谢")
    assert not api.wait(4).buttons
    api.say("按省份统计")
    assert "blockquote" not in api.wait(5).text  # a group is a line, whether it has one case or several
    assert "/case" not in api.wait(5).text
    api.say("哪个省最多")
    assert "/case_11" in api.wait(6).text  # the cases of one group are a list


@pytest.mark.usefixtures("own")
def test_an_open_case_stays_what_is_asked_of_until_another_is_named(api: FakeBotApi) -> None:
    expected = (
        ("5", "[案例5]"),
        ("覆盖了多少学校", "（只查了案例5）"),
        ("9", "[案例9]"),
        ("都在哪些国家", "（只查了案例9）"),
        ("你怎么知道的", "案例9"),
        ("13", "[案例13]"),
        ("覆盖多少企业", "（只查了案例13）"),
        ("葡萄酒怎么做品牌", "[案例30]"),
        ("8", "[案例8]"),
        ("企业专利画像怎么做的", "[案例13]"),
        ("写成简报", ""),
    )
    for nth, (said, told) in enumerate(expected, 1):
        api.say(said)
        if told:
            assert told in api.wait(nth).text, said
    assert api.wait(1, "sendDocument").data["document"].filename.endswith("案例13.docx")


@pytest.mark.usefixtures("own")
def test_a_reply_keeps_to_the_case_of_the_answer_that_it_is_to(api: FakeBotApi) -> None:
    api.say("知识产权教育进校园的案例")
    answer = api.wait(1)
    api.say("哪些案例涉及地理标志")
    api.wait(2)
    api.say("覆盖了多少学校", reply_to=answer.message)
    assert "（只查了案例5）" in api.wait(3).text
    api.say("那就用这个，写份汇报材料", reply_to=answer.message)
    assert api.wait(1, "sendDocument").data["document"].filename.endswith(".docx")
    assert len(api.calls("sendMessage")) == 3  # what only points is no question besides


@pytest.mark.usefixtures("own")
def test_the_language_chosen_holds_until_another_is_written_and_tells_the_last_answer_anew(
    api: FakeBotApi,
) -> None:
    api.say("上海有哪些案例")
    api.wait(1)
    api.say("换英文")
    assert "English it is" in api.wait(2).text
    anew = api.wait(3)
    assert "Shanghai IP office: one-stop public service windows across the city" in anew.text
    assert [button["text"] for button in anew.buttons[-5:-2]] == ["📋 Quotes", "📄 Briefing", "📊 Sheet"]
    api.tap(anew, anew.buttons[1]["callback_data"])
    assert "Shanghai market regulator" in api.wait(1, "editMessageText").text
    api.say("8")  # no words of any language
    assert "[Case 8]" in api.wait(4).text
    api.say("有没有大学的案例")
    chinese = api.wait(5)
    assert "📄 简报" in [button["text"] for button in chinese.buttons]
    assert "University" not in chinese.text
    api.say("换英文")
    api.wait(7)
    api.say("好了讲回中文。广州仲裁委那个叫什么")
    again = api.wait(8)
    assert "案例22" in again.text
    assert "Guangzhou" not in again.text
    vote = again.buttons[-1]
    api.tap(again, vote["callback_data"])
    assert "抱歉没答好" in api.wait(2, "answerCallbackQuery").data["text"]


@pytest.mark.usefixtures("own")
def test_inline_mode_says_what_is_no_question_of_cases(api: FakeBotApi) -> None:
    asker = {"id": ALLOWED, "is_bot": False, "first_name": "P", "language_code": "zh"}
    for text in ("明天北京下雨吗", "火星移民"):
        api.push({"inline_query": {"id": text, "from": asker, "query": text, "offset": ""}})
    buttons = [api.wait(nth, "answerInlineQuery").data["button"]["text"] for nth in (1, 2)]
    assert {"只查案例" in text for text in buttons} == {True, False}
