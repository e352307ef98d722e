"""What somebody meets who has not seen the bot: the program's own answers, in a chat."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from bot.tg.bot import TelegramBot
from tests.bot.tg.conftest import ADMIN, ALLOWED, running
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
    with running(TelegramBot(App(settings))):
        yield


@pytest.mark.usefixtures("own")
def test_who_reads_english_is_told_in_some_words_what_a_case_is_about(api: FakeBotApi) -> None:
    api.say("Which cases are about trade secrets?", **ABROAD)
    answer = api.wait(1)
    assert "(Shanghai: market regulator, integration, trade secret" in answer.text
    assert answer.buttons[0]["text"].startswith("[案例8] Shanghai: market regulator")
    assert "探索建立商业秘密保护示范区" in answer.text  # what is quoted stays as it is
    api.say("/case 10", **ABROAD)
    assert "(Wuxi, Jiangsu: public security bureau, IP protection, outpost)" in api.wait(2).text
    api.say("商业秘密")
    assert "Shanghai" not in api.wait(3).text


@pytest.mark.usefixtures("own")
def test_several_questions_that_are_refused_lead_on_to_the_cases_worth_a_look(api: FakeBotApi) -> None:
    api.say("板栗那个品种叫什么名字？亩产多少？")
    answer = api.wait(1)
    assert "所问的名称" in answer.text
    assert "所问的数量（查了" in answer.text
    assert answer.buttons[0]["text"].startswith("[案例3] 河北省农科院")


@pytest.mark.usefixtures("own")
def test_of_a_case_that_was_only_opened_a_paper_can_be_had_and_papers_are_called_by_what_they_are_on(
    api: FakeBotApi,
) -> None:
    api.say("/case 23")
    api.wait(1)
    api.say("罚了多少钱")
    assert "案例没有写明所问的罚款" in api.wait(2).text
    api.say("发我一份word")
    assert api.wait(1, "sendDocument").data["document"].filename == "深圳市检察机关_案例23.docx"
    api.say("帮我找下管商业秘密的")
    api.wait(3)
    api.say("导出来")
    assert api.wait(2, "sendDocument").data["document"].filename == "商业秘密.xlsx"
    api.say("打开")
    assert api.wait(4).text.startswith("<b>[案例8]</b> <b>上海市市场监管局")
    api.say("地理标志")
    assert "案例25" in api.wait(5).text
    api.say("打开")
    assert "/case_25 /case_30" in api.wait(6).text
