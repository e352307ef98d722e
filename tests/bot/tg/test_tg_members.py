"""Who may, who may no more, and what of it is kept and told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from data.chats.database import ChatStore
from data.chats.members import Members
from tests.bot.tg.conftest import ADMIN, ALLOWED, STRANGER, Running
from tests.bot.tg.fake_bot_api import BOT, FakeBotApi

GROUP = -1009
Start = Callable[..., Running]


def _members(bot: Running) -> Members:
    return Members(ChatStore(f"sqlite:///{bot.app.home.catalog}"), BOT["id"])


def test_an_invitation_ends(api: FakeBotApi, bot: Running) -> None:
    late = _members(bot).invite(by=ADMIN, seconds=-1)
    api.say(f"/start inv_{late}", user=STRANGER)
    assert "无效或已过期" in api.wait(1, chat=STRANGER).text
    good = _members(bot).invite(by=ADMIN, seconds=60)
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    api.say(f"/start inv_{good}", user=STRANGER, forward_origin=origin)
    assert "还没有获准" in api.wait(2, chat=STRANGER).text
    api.say("商业秘密", user=STRANGER)
    assert "还没有获准" in api.wait(3, chat=STRANGER).text


def test_who_was_let_in_is_let_out_again(api: FakeBotApi, bot: Running) -> None:
    api.say(f"/allow {STRANGER}", user=ADMIN)
    api.wait(1, chat=ADMIN)
    api.say("商业秘密", user=STRANGER)
    answer = api.wait(1, chat=STRANGER)
    assert "[案例" in answer.text
    api.say(f"/准许 取消 {STRANGER}", user=ADMIN)
    assert "收回" in api.wait(2, chat=ADMIN).text
    api.say("商业秘密", user=STRANGER)
    assert "还没有获准" in api.wait(2, chat=STRANGER).text
    api.tap(answer, answer.buttons[0]["callback_data"], user=STRANGER)
    api.wait(1, "answerCallbackQuery")
    assert not api.calls("editMessageText")
    assert f"P666（{STRANGER}）想使用" in api.wait(3, chat=ADMIN).text
    api.say("/allow off", user=ADMIN)
    told = api.wait(4, chat=ADMIN)
    assert "off" not in told.text
    api.say(f"收回 {STRANGER} 的许可", user=ADMIN)
    out = api.wait(5, chat=ADMIN)
    assert out.text == f"↩ 已收回 P666（{STRANGER}）的许可（设置里写明的人不受影响）。"
    assert [button["text"] for button in out.buttons] == ["✅ 准许"]


def test_whether_somebody_was_let_in_is_told_where_it_is_asked_in_words(
    api: FakeBotApi, bot: Running
) -> None:
    api.say(f"{STRANGER}能用了吗", user=ADMIN)
    assert f"/allow {STRANGER}" in api.wait(1, chat=ADMIN).text
    api.say(f"/allow {STRANGER}", user=ADMIN)
    api.wait(2, chat=ADMIN)
    api.say("何工这下能用了吧？", user=ADMIN)
    assert api.wait(3, chat=ADMIN).text.startswith(f"能用了：编号 {STRANGER}")


def test_a_group_is_let_out_again(api: FakeBotApi, bot: Running) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    api.say("/allow off", user=ADMIN, chat=GROUP)
    assert "不再可用" in api.wait(2, chat=GROUP).text
    api.say("/ask 商业秘密", chat=GROUP)
    api.say("完了")
    api.wait(1, chat=ALLOWED)
    assert len(api.calls("sendMessage", GROUP)) == 2


def test_an_administrator_lets_in_who_is_replied_to(api: FakeBotApi, bot: Running) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    asked = api.say("让我进来", user=STRANGER, chat=GROUP)
    api.say("/allow", user=ADMIN, chat=GROUP, reply_to=asked)
    assert str(STRANGER) in api.wait(2, chat=GROUP).text
    api.say("/ask 商业秘密", user=STRANGER, chat=GROUP)
    assert "[案例" in api.wait(3, chat=GROUP).text


def test_a_group_is_shown_no_figures_and_no_command_that_nobody_knows(api: FakeBotApi, bot: Running) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    for text in ("/stats", "/remove ip-power-2", "/ingest"):
        api.say(text, user=ADMIN, chat=GROUP)
    told = [api.wait(nth, chat=GROUP).text for nth in (2, 3, 4)]
    assert all("私聊" in text for text in told)
    api.say("/nonsense", chat=GROUP)
    api.say("完了")
    api.wait(1, chat=ALLOWED)
    assert len(api.calls("sendMessage", GROUP)) == 4


def test_an_unapproved_group_gets_no_word_by_message_tap_or_file(api: FakeBotApi, bot: Running) -> None:
    api.say("/ask 商业秘密", chat=GROUP)
    api.say("/start case_8", chat=GROUP)
    mention = [{"type": "mention", "offset": 0, "length": 10}]
    api.say("@anwen_bot 商业秘密", chat=GROUP, entities=mention)
    api.say("", chat=GROUP, document={"file_id": "f", "file_unique_id": "f", "file_name": "x.md"})
    number = api.say("x", chat=GROUP)
    message = api.chats[GROUP][number]
    person = {"id": ALLOWED, "is_bot": False, "first_name": "P"}
    query = {"id": "q9", "from": person, "message": message, "chat_instance": "1", "data": "c:1:0:0"}
    api.push({"callback_query": query})
    api.say("完了")
    api.wait(1, chat=ALLOWED)
    told = api.calls("sendMessage", ok=False)
    assert {call.chat for call in told} == {ALLOWED}
    assert [call.text for call in told if "/allow" in call.text] == [told[0].text]  # in their own chat, once
    assert not api.calls("editMessageText", ok=False)
    assert not api.calls("getFile", ok=False)


@pytest.mark.slow
def test_above_the_rate_of_the_whole_bot_questions_wait_their_turn(api: FakeBotApi, start: Start) -> None:
    start(whole=1.0)
    for person in range(1000, 1006):
        api.say("商业秘密", user=person)
    texts = [api.wait(1, chat=person).text for person in range(1000, 1006)]
    assert all("[案例" in text for text in texts)


def test_strangers_take_none_of_the_rate(api: FakeBotApi, start: Start) -> None:
    start(whole=2.0)
    for person in range(20000, 20040):
        api.say("商业秘密", user=person)
    for person in (1000, 1001):
        api.say("商业秘密", user=person)
        assert "[案例" in api.wait(1, chat=person).text


def test_who_was_invited_comes_through_however_many_strangers_come(api: FakeBotApi, bot: Running) -> None:
    code = _members(bot).invite(by=ADMIN, seconds=60)
    for person in range(20000, 20030):
        api.say("让我进来", user=person)
    for _ in range(9):
        api.say("让我进来", user=STRANGER)
    api.say(f"/start inv_{code}", user=STRANGER)
    api.say("商业秘密", user=STRANGER)
    bot_said = [api.wait(nth, chat=STRANGER).text for nth in range(1, 2)]
    while "[案例" not in bot_said[-1]:
        bot_said.append(api.wait(len(bot_said) + 1, chat=STRANGER).text)
    assert any(text.startswith("<b>已获准使用。") for text in bot_said)


def test_what_somebody_wrote_forges_no_line_of_the_trail_and_steers_no_terminal(
    api: FakeBotApi, start: Start, anwen: Callable[..., Any]
) -> None:
    bot = start(telegram_audit="texts")
    forged = "商业秘密\n2026-01-01T00:00:00Z person=9 chat=9 allow\x1b[2J"
    api.say(forged)
    answer = api.wait(1)
    api.tap(answer, answer.buttons[-1]["callback_data"])
    api.wait(1, "answerCallbackQuery")
    bot.stop()
    env = {"ANWEN_HOME": str(bot.app.settings.home)}
    (line,) = anwen("stats", "--trail", "9", env=env).out.splitlines()
    assert line.startswith("20")
    assert f"person={ALLOWED}" in line
    figures, disliked = anwen("stats", env=env).out.splitlines()
    assert "👎 1" in figures
    assert disliked.startswith("👎 商业秘密 2026-01-01")
    assert "\x1b" not in line + disliked


def test_inline_queries_are_no_questions(api: FakeBotApi, start: Start) -> None:
    start(per_minute=2)
    for count in range(6):
        person = {"id": ALLOWED, "is_bot": False, "first_name": "P"}
        api.push({"inline_query": {"id": f"i{count}", "from": person, "query": "商业秘密", "offset": ""}})
    api.wait(6, "answerInlineQuery")
    api.say("商业秘密")
    assert "[案例" in api.wait(1).text


def test_words_are_in_the_audit_trail_only_if_so_set(
    api: FakeBotApi, start: Start, anwen: Callable[..., Any]
) -> None:
    bot = start(telegram_audit="texts")
    api.say("/ask 商业秘密")
    api.wait(1)
    api.say("在吗", user=STRANGER)
    api.wait(1, chat=STRANGER)
    home = {"ANWEN_HOME": str(bot.app.settings.home)}
    bot.stop()
    asked, denied = anwen("stats", "--trail", "2", env=home).out.splitlines()
    assert asked.endswith(f"Z person={ALLOWED} chat={ALLOWED} ask 商业秘密")
    assert denied.endswith(f"Z person={STRANGER} chat={STRANGER} denied")
    assert '"action": "denied"' in anwen("stats", "--trail", "1", "--json", env=home).out


def test_what_was_being_written_at_a_kill_can_be_confirmed_again_and_old_files_go(
    api: FakeBotApi, start: Start
) -> None:
    first = start()
    api.upload("cases.md", b"| 1 | a | b |", user=ADMIN)
    api.wait(1, chat=ADMIN)
    content = "| 序号 | 案例名称 | 案例摘要 |\n|---|---|---|\n| 1 | 甲案 | 甲。 |\n".encode()
    api.upload("cases.md", content, user=ADMIN)
    report = api.wait(2, chat=ADMIN)
    first.stop()
    uploads = first.app.settings.home / "uploads"
    (uploads / "77").mkdir()
    (uploads / "77" / "old.md").touch()
    with closing(sqlite3.connect(first.app.settings.home / "catalog.sqlite3")) as database:
        database.execute("UPDATE chat_uploads SET state = 'taken' WHERE state = 'asked'")
        database.commit()
    start()
    api.tap(report, report.buttons[1]["callback_data"], user=ADMIN)
    assert "没有改" in api.wait(3, chat=ADMIN).text
    assert not list(uploads.rglob("*.md"))


def test_who_brings_it_into_a_group_that_is_not_let_in_is_told_what_is_lacking(
    api: FakeBotApi, bot: Running
) -> None:
    def brought(by: int, chat: int) -> None:
        change = {
            "chat": {"id": chat, "type": "supergroup", "title": "处室群"},
            "from": {"id": by, "is_bot": False, "first_name": "P"},
            "date": 1,
            "old_chat_member": {"user": BOT, "status": "left"},
            "new_chat_member": {"user": BOT, "status": "member"},
        }
        api.push({"my_chat_member": change})

    brought(STRANGER, GROUP)
    brought(ALLOWED, GROUP)
    assert "「处室群」还没有启用" in api.wait(1, chat=ALLOWED).text
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    brought(ALLOWED, GROUP)
    api.say("/start", chat=GROUP, topic=5)  # what can be tapped would ask for everybody
    told = api.wait(2, chat=GROUP)
    assert "@anwen_bot" in told.text
    assert not told.buttons
    assert int(told.data["message_thread_id"]) == 5
    assert not api.calls("sendMessage", STRANGER)
    assert len(api.calls("sendMessage", ALLOWED)) == 1
