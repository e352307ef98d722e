"""What Telegram, the network and people can do to the bot while it runs: nothing lost, nothing twice, nobody held up."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from bot.app import App
from bot.settings import Settings
from bot.tg.bot import TelegramBot
from bot.tg.updates import polling
from data.errors import SettingError
from tests.bot.tg.conftest import ADMIN, ALLOWED, STRANGER, Running
from tests.bot.tg.fake_bot_api import TOKEN, FakeBotApi, Page, Refused

GROUP, SUPERGROUP = -1009, -100777
Start = Callable[..., Running]
SECRET_PART = TOKEN.split(":")[1]


def _polled(method: str, _: object) -> bool:
    return method == "getUpdates"


def test_a_token_taken_back_while_it_runs_ends_the_bot_with_one_line_and_loses_nothing(
    api: FakeBotApi, start: Start
) -> None:
    first = start()
    api.say("热身")
    api.wait(1)
    api.when(lambda m, _: m != "getUpdates", Refused(401, "Unauthorized"), times=99)
    api.say("商业秘密")
    api.wait_handled()
    _until(lambda: len(api.calls("sendMessage", ok=False)) == 2)
    api.when(_polled, Refused(401, "Unauthorized"), times=9)
    api.say("专利")
    first._thread.join(15)
    assert isinstance(first.failed, SettingError)
    assert "ANWEN_TELEGRAM_TOKEN" in str(first.failed)
    assert "被 Telegram 拒绝" in str(first.failed)
    assert SECRET_PART not in str(first.failed)
    api.forget_rules()
    start()
    texts = [api.wait(nth).text for nth in (2, 3)]
    assert "商业秘密" in texts[0]
    assert "专利" in texts[1]


def test_a_page_in_telegrams_place_is_waited_through(
    api: FakeBotApi, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the start, while it polls, and when an answer is sent: a proxy's pages refuse no token."""
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(polling.persistently, "__defaults__", (0.05,))
    for status in (404, 200, 401, 503):
        api.when(lambda m, _: m in ("getMe", "deleteWebhook"), Page(status))
    bot = start()
    for status in (200, 404, 403, 502):
        api.when(_polled, Page(status))
    api.say("商业秘密")
    assert "[案例" in api.wait(1).text
    assert bot.failed is None


def test_what_has_no_number_stops_nothing(
    api: FakeBotApi, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "LONGEST_WAIT", 0.05)
    start()
    found = api._getUpdates

    async def with_rubbish(data: dict[str, Any]) -> Any:
        return [*await found(data), {"update_id": "x"}, {}, None, 5, {"update_id": 10**30}]

    monkeypatch.setattr(api, "_getUpdates", with_rubbish)
    api.say("商业秘密")
    assert "[案例" in api.wait(1).text
    api.say("专利")
    assert "专利" in api.wait(2).text
    assert len(api.calls("sendMessage")) == 2


def test_an_answer_broken_off_between_its_messages_is_sent_to_its_end_and_no_part_twice(
    api: FakeBotApi, start: Start
) -> None:
    first = start()
    first.answers.padding = "".join(f"第{n}句。" for n in range(1800))
    api.when(
        lambda m, d: m == "sendMessage" and "案例" in str(d.get("text")),
        Refused(500, "Internal Server Error"),
    )
    number = api.say("商业秘密")
    api.wait(2)
    _until(lambda: len(api.calls("sendMessage", ok=False)) == 3)
    first.stop()
    second = start()
    last = api.wait(3)
    assert last.buttons
    assert "[案例" in last.text
    sent = [call.text for call in api.calls("sendMessage")]
    assert len(sent) == len(set(sent)) == 3
    api.tap(last, last.buttons[0]["callback_data"])
    assert "<u>商业秘密</u>" in api.wait(1, "editMessageText").text
    second.answers.padding = ""
    api.edit(number, "专利")
    api.wait(2, "deleteMessage")
    assert len(api.chats[ALLOWED]) == 2


def test_an_answer_that_telegram_will_not_take_is_not_passed_over_in_silence(
    api: FakeBotApi, bot: Running
) -> None:
    api.when(lambda m, _: m == "sendMessage", Refused(400, "Bad Request: BUTTON_DATA_INVALID"))
    api.say("商业秘密")
    assert "编号" in api.wait(1).text
    api.say("专利")
    assert "专利" in api.wait(2).text


def test_a_receipt_that_hangs_holds_up_no_answer(api: FakeBotApi, bot: Running) -> None:
    api.when(lambda m, _: m in ("setMessageReaction", "sendChatAction"), 4.0, times=9)
    asked = time.monotonic()
    api.say("商业秘密")
    assert api.wait(1).at - asked < 3.5
    api.forget_rules()
    api.when(lambda m, _: m == "setMessageReaction", Refused(400, "Bad Request: REACTION_INVALID"))
    api.say("专利")
    assert "专利" in api.wait(2).text


def test_a_chat_that_is_closed_to_us_is_noted_and_open_again_when_they_come_back(
    api: FakeBotApi, bot: Running
) -> None:
    blocked = Refused(403, "Forbidden: bot was blocked by the user")
    api.when(lambda m, d: m == "sendMessage" and d["chat_id"] == 1000, blocked)
    api.when(lambda m, d: m == "sendMessage" and d["chat_id"] == STRANGER, blocked)
    api.say("商业秘密", user=1000)
    api.say("让我进来", user=STRANGER)
    _until(lambda: len(api.calls("sendMessage", ok=False)) == 2)
    api.say("商业秘密", user=1000)
    api.wait(1, chat=1000)
    assert not _row(bot, 1000)[1]
    member = {"user": {"id": 1, "is_bot": True, "first_name": "B"}, "status": "member"}
    gone = {"user": member["user"], "status": "kicked", "until_date": 0}
    person = {"id": 1000, "is_bot": False, "first_name": "P"}
    change = {"chat": {"id": 1000, "type": "private"}, "from": person, "date": 1}
    api.push({"my_chat_member": {**change, "old_chat_member": gone, "new_chat_member": member}})
    api.say("专利", user=1000)
    assert "专利" in api.wait(2, chat=1000).text
    assert _row(bot, 1000)[1]
    bot.stop()
    assert len(api.calls("sendMessage", ok=False)) == 4  # and no apology to closed doors


def _row(bot: Running, chat: int) -> tuple[bool, bool]:
    """Whether a chat is let in, and whether it is open to us."""
    with closing(sqlite3.connect(bot.app.settings.home / "catalog.sqlite3")) as database:
        found = database.execute("SELECT allowed, active FROM chat_groups WHERE id = ?", (chat,)).fetchone()
    return (bool(found[0]), bool(found[1])) if found else (False, True)


def test_a_group_keeps_its_permission_and_its_conversation_however_it_moves(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.say("/ask 商业秘密", chat=GROUP)
    api.wait(2, chat=GROUP)
    me = {"user": {"id": 1, "is_bot": True, "first_name": "B"}, "status": "member"}
    new = {"id": SUPERGROUP, "type": "supergroup", "title": "G"}
    person = {"id": ADMIN, "is_bot": False, "first_name": "P"}
    change = {"chat": new, "from": person, "date": 1, "old_chat_member": me, "new_chat_member": me}
    api.push({"my_chat_member": change})  # it may come before the news that the group moves
    api.say("", chat=GROUP, migrate_to_chat_id=SUPERGROUP)
    _until(lambda: _row(bot, SUPERGROUP)[0])
    api.say("/ask 那专利", chat=SUPERGROUP)
    assert "理解为：商业秘密 那专利" in api.wait(1, chat=SUPERGROUP).text


def test_what_is_sent_to_a_group_that_moved_follows_it_and_can_be_replied_to(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    moved = Refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=SUPERGROUP)
    api.when(lambda m, d: m == "sendDocument" and d["chat_id"] == GROUP, moved)
    api.say("/brief 商业秘密", chat=GROUP)
    assert api.wait(1, "sendDocument").chat == SUPERGROUP
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(2, chat=GROUP)
    api.when(lambda m, d: m == "sendMessage" and d["chat_id"] == GROUP, moved)
    api.say("/ask 商业秘密", chat=GROUP)
    first = api.wait(1, chat=SUPERGROUP)
    api.say("/ask 专利", chat=SUPERGROUP)
    api.wait(2, chat=SUPERGROUP)
    api.say("那商标", chat=SUPERGROUP, reply_to=first.message)
    assert "理解为：商业秘密 那商标" in api.wait(3, chat=SUPERGROUP).text


@pytest.mark.slow
def test_too_many_questions_are_told_of_in_the_language_of_who_asks_and_stop_nobody_else(
    api: FakeBotApi, start: Start
) -> None:
    start(per_minute=2)
    for _ in range(22):
        api.say("商业秘密", user=8)
    api.say("and trade secrets?", user=8)  # the one that finds no room
    said = [api.wait(nth, chat=8).text for nth in range(1, 4)]
    assert [text for text in said if text.startswith("20 of your questions wait already")]
    assert [text for text in said if "[案例8]" in text]
    api.say("商业秘密", user=1000)
    assert "[案例" in api.wait(1, chat=1000).text


def test_strangers_are_told_their_number_some_times_and_then_nothing(api: FakeBotApi, bot: Running) -> None:
    for _ in range(30):
        api.say("商业秘密", user=STRANGER)
    api.say("商业秘密", user=1000)
    api.wait(1, chat=1000)
    bot.stop()
    assert 1 <= len(api.calls("sendMessage", STRANGER)) <= 10


def test_words_are_in_english_for_who_chose_so_and_by_default_where_so_set(
    api: FakeBotApi, start: Start
) -> None:
    start(lang="en")
    expected = (("/start", "I answer"), ("/help", "a briefing"), ("/nonsense", "no such command"),
                ("/brief", "Ask something first"), ("/lang 中文", "已改为中文"), ("/start", "我回答"))  # fmt: skip
    for text, _ in expected:
        api.say(text)
    for nth, (text, said) in enumerate(expected, start=1):
        assert said in api.wait(nth).text, text
    api.say("商业秘密", user=STRANGER)
    assert f"your number is {STRANGER}" in api.wait(1, chat=STRANGER).text
    api.wait(9, "setMyCommands")
    menus = [c.data for c in api.calls("setMyCommands") if c.data["scope"]["type"] == "all_private_chats"]
    shown = {menu.get("language_code"): menu["commands"][0]["description"] for menu in menus}
    assert shown == {None: "ask a question", "zh": "提问", "en": "ask a question"}


def test_an_administrator_who_comes_later_gets_the_menu_then(api: FakeBotApi, start: Start) -> None:
    api.when(
        lambda m, d: m == "setMyCommands" and d["scope"]["type"] == "chat",
        Refused(400, "Bad Request: chat not found"),
        times=3,
    )
    start()
    api.wait(6, "setMyCommands")
    api.say("/start")
    api.say("/start", user=ADMIN)
    assert api.wait(7, "setMyCommands").data["scope"] == {"type": "chat", "chat_id": ADMIN}
    names = {row["command"] for row in api.wait(9, "setMyCommands").data["commands"]}
    assert {"ingest", "remove", "allow", "stats"} <= names


def test_an_edit_of_what_was_never_answered_is_answered(api: FakeBotApi, start: Start) -> None:
    start()
    number = api.say("/ask")
    assert "请直接打出要问的" in api.wait(1).text
    api.edit(number, "商业秘密")
    assert "[案例" in api.wait(2).text


def test_one_line_and_no_token_even_with_everything_shown(api: FakeBotApi, anwen: Callable[..., Any]) -> None:
    api.when(lambda m, _: True, Refused(401, "Unauthorized"), times=9)
    env = {
        "ANWEN_TELEGRAM_TOKEN": TOKEN,
        "ANWEN_TELEGRAM_API": api.url,
        "ANWEN_TELEGRAM_ALLOWED": "7",
        "ANWEN_TELEGRAM_PROXY": api.url.replace("http://", "http://me:pa55-word@"),
    }
    ran = anwen("--debug", "telegram", env=env)
    assert ran.code == 1
    assert "被 Telegram 拒绝" in ran.err.splitlines()[-1]
    assert SECRET_PART not in ran.err + ran.out
    assert "pa55-word" not in ran.err + ran.out


def test_a_bot_that_was_never_started_ends_at_once(api: FakeBotApi, home: Any) -> None:
    """Told to stop while Telegram cannot be reached."""
    api.when(lambda m, _: m == "getMe", Refused(502, "Bad Gateway"), times=99)
    settings = Settings(home=home, telegram_token=TOKEN, telegram_api=api.url)

    async def briefly() -> float:
        stop = asyncio.Event()
        serving = asyncio.create_task(TelegramBot(App(settings)).serve(stop))
        await asyncio.to_thread(_until, lambda: bool(api.calls("getMe", ok=False)))
        stop.set()
        started = time.monotonic()
        await serving
        return time.monotonic() - started

    assert asyncio.run(briefly()) < 5


def _until(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)
