"""The bot against a far end over real HTTP: what people do, and what they get."""

from __future__ import annotations

import re
import socket
import sqlite3
import time
import urllib.request
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from bot.tg.spoken import spoken
from tests.bot.tg.conftest import ADMIN, ALLOWED, STRANGER, CatalogAlone, Running
from tests.bot.tg.fake_bot_api import FakeBotApi, Refused

GROUP = -1009


def test_a_question_is_answered_with_marks_and_a_button_for_each_cited_case(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    assert "<b>[案例" in answer.text
    assert answer.data["parse_mode"] == "HTML"
    assert answer.data["link_preview_options"] == {"is_disabled": True}
    cited = [b for b in answer.buttons if b.get("callback_data", "").startswith("c:")]
    assert cited
    assert cited[0]["text"].startswith("[案例")
    assert api.calls("sendChatAction")
    assert api.wait(1, "setMessageReaction").data["reaction"]
    assert not api.wait(2, "setMessageReaction").data.get(
        "reaction"
    )  # the sign goes when the answer is there


def test_a_tap_shows_the_case_whole_with_the_quoted_words_marked_and_back(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    api.tap(answer, answer.buttons[0]["callback_data"])
    shown = api.wait(1, "editMessageText")
    assert "<u>商业秘密</u>" in shown.text
    back = shown.buttons[-1]["callback_data"]
    api.tap(answer, back)
    assert api.wait(2, "editMessageText").text == answer.text
    assert len(api.calls("answerCallbackQuery")) == 2


def test_a_list_is_opened_by_its_commands_in_private_and_by_pages_of_buttons_in_a_group(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("知识产权")
    alone = api.wait(1)
    assert "/case_1" in alone.text
    assert not [b for b in alone.buttons if b.get("callback_data", "").startswith(("c:", "a:"))]
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.say("/ask 知识产权", chat=GROUP)
    answer = api.wait(2, chat=GROUP)
    assert "/case" not in answer.text  # a tap on it would write to everybody
    turn = next(b["callback_data"] for b in answer.buttons if b["text"] == "▶")
    api.tap(answer, turn)
    second = api.wait(1, "editMessageText")
    assert second.buttons[0] != answer.buttons[0]


def test_a_follow_up_is_read_in_the_light_of_what_was_asked_even_after_a_restart(
    api: FakeBotApi, start: Callable[..., Running]
) -> None:
    first = start()
    api.say("商业秘密")
    api.wait(1)
    api.say("那专利")
    assert "理解为：商业秘密 那专利" in api.wait(2).text
    first.stop()
    start()
    api.say("那商标")
    assert "理解为：那专利 那商标" in api.wait(3).text
    api.say("/new")
    api.wait(4)
    api.say("那商标")
    assert "理解为" not in api.wait(5).text


def test_commands_in_both_languages(api: FakeBotApi, bot: Running) -> None:
    expected = [
        ("/start", "直接发问"),
        ("/help", "/案例"),
        ("/案例 8", "[案例8]"),
        ("/case 8", "[案例8]"),
        ("/case_8", "[案例8]"),
        ("/start case_8", "[案例8]"),
        ("/case 999", "没有案例999"),
        ("/case 0", "没有案例0：编号为 1–30"),
        ("/案例 -1", "没有案例-1"),
        ("/cases", "知识产权"),
        ("/案例集", "ip-power-2"),
        ("/lang en", "English"),
        ("/nonsense", "no such command"),
        ("/case x", "Which case?"),
    ]
    for at, (text, said) in enumerate(expected):
        before = len(api.calls("sendMessage"))
        api.say(text)
        first = api.wait(before + 1)
        api.wait_handled()
        assert said in first.text or said in api.wait(before + 2).text, at


def test_an_edited_question_is_answered_again_in_place(api: FakeBotApi, bot: Running) -> None:
    number = api.say("商业秘密")
    answer = api.wait(1)
    api.edit(number, "专利")
    again = api.wait(1, "editMessageText")
    assert again.data["message_id"] == answer.message
    assert "[案例6]" in again.text
    assert len(api.calls("sendMessage")) == 1


def test_strangers_learn_nothing_but_their_own_number(api: FakeBotApi, bot: Running) -> None:
    for text in ("商业秘密", "/case 8", "/cases", "/stats", "/allow 666", "/start case_8"):
        api.say(text, user=STRANGER)
    api.say("完了", user=ALLOWED)
    api.wait(1, chat=ALLOWED)
    told = api.wait(6, chat=STRANGER)
    assert all(
        "案例" not in call.text and str(STRANGER) in call.text for call in api.calls("sendMessage", STRANGER)
    ), told


def test_an_invitation_lets_one_person_in(api: FakeBotApi, bot: Running) -> None:
    api.say("/allow", user=ADMIN)
    link = api.wait(1, chat=ADMIN).text
    code = link.rsplit("start=", 1)[1]
    api.say(f"/start {code}", user=STRANGER)
    assert "已获准" in api.wait(1, chat=STRANGER).text
    api.say("商业秘密", user=STRANGER)
    assert "[案例" in api.wait(2, chat=STRANGER).text
    api.say(f"/start {code}", user=667)
    assert "无效" in api.wait(1, chat=667).text


def test_a_group_answers_only_when_let_in_addressed_and_by_people_let_in(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("/ask 商业秘密", chat=GROUP)
    api.say("/allow", user=ADMIN, chat=GROUP)
    assert "本群" in api.wait(1, chat=GROUP).text
    api.say("商业秘密", chat=GROUP)
    api.say("/ask@other_bot 商业秘密", chat=GROUP)
    api.say("/ask 商业秘密", user=STRANGER, chat=GROUP)
    assert "没有获准" in api.wait(2, chat=GROUP).text  # once, and in groups that use the bot only
    api.say("/ask 商业秘密", user=STRANGER, chat=GROUP)
    asked = api.say("/ask@anwen_bot 商业秘密", chat=GROUP, topic=5)
    answer = api.wait(3, chat=GROUP)
    assert answer.data["reply_parameters"]["message_id"] == asked
    assert answer.data["message_thread_id"] == 5
    api.say("专利", chat=GROUP, reply_to=answer.message)
    assert "[案例" in api.wait(4, chat=GROUP).text
    mention = [{"type": "mention", "offset": 3, "length": 10}]
    api.say("🇨 @anwen_bot 商标", chat=GROUP, entities=mention)
    api.wait(5, chat=GROUP)
    api.wait_handled()
    assert len(api.calls("sendMessage", GROUP)) == 5


def test_buttons_work_for_who_asked_and_where_they_stand_only(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    data = answer.buttons[0]["callback_data"]
    api.tap(answer, data, user=8)
    assert "只有提问的人" in api.wait(1, "answerCallbackQuery").data["text"]
    api.say("专利", user=8)
    other = api.wait(1, chat=8)
    api.tap(other, data, user=8)
    assert "失效" in api.wait(2, "answerCallbackQuery").data["text"]
    api.tap(answer, data, user=STRANGER)
    api.wait(3, "answerCallbackQuery")
    api.tap(answer, "c:999999:0:0")
    assert "失效" in api.wait(4, "answerCallbackQuery").data["text"]
    assert not api.calls("editMessageText")


def test_forwarded_commands_are_not_carried_out(api: FakeBotApi, bot: Running) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    api.say(f"/allow {STRANGER}", user=ADMIN, forward_origin=origin)
    assert "转发" in api.wait(1, chat=ADMIN).text
    api.say("商业秘密", user=STRANGER)
    assert "还没有获准" in api.wait(1, chat=STRANGER).text


def test_an_update_that_cannot_be_read_stops_no_other(api: FakeBotApi, bot: Running) -> None:
    api.push({"message": {"message_id": "no number", "chat": 5}})
    api.push({"message": {"date": "x"}})
    api.say("商业秘密")
    assert "[案例" in api.wait(1).text


def test_a_bug_is_told_by_a_number_and_nothing_else(api: FakeBotApi, bot: Running) -> None:
    api.say("崩溃")
    told = api.wait(1).text
    assert "编号" in told
    assert "崩溃" not in told
    api.say("商业秘密")
    assert "[案例" in api.wait(2).text


def test_a_chat_that_telegram_holds_back_delays_no_other(api: FakeBotApi, bot: Running) -> None:
    api.when(
        lambda method, data: method == "sendMessage" and data["chat_id"] == 1000,
        Refused(429, "Too Many Requests: retry after 2", retry_after=2),
    )
    api.say("商业秘密", user=1000)
    api.say("商业秘密", user=1001)
    other = api.wait(1, chat=1001)
    held = api.wait(1, chat=1000)
    assert held.at - other.at > 1.5
    assert len(api.calls("sendMessage", 1000)) == 1


def test_messages_that_hang_hold_up_no_other(api: FakeBotApi, bot: Running) -> None:
    held = range(1000, 1006)
    api.when(lambda method, data: method == "sendMessage" and data["chat_id"] in held, 6.0, times=6)
    for person in held:
        api.say("商业秘密", user=person)
    api.wait(6, "sendChatAction")
    asked = time.monotonic()
    api.say("商业秘密", user=1040)
    assert api.wait(1, chat=1040).at - asked < 4
    api.forget_rules()


def test_an_answer_that_may_have_arrived_is_not_sent_twice(api: FakeBotApi, bot: Running) -> None:
    api.when(lambda method, data: method == "sendMessage" and data["chat_id"] == 1000, "drop")
    api.say("商业秘密", user=1000)
    api.wait(1, chat=1000)
    api.say("专利", user=1000)
    assert "专利" in api.wait(2, chat=1000).text
    assert len(api.calls("sendMessage", 1000)) == 2


def test_who_blocked_the_bot_harms_nobody(api: FakeBotApi, bot: Running) -> None:
    api.when(
        lambda method, data: method == "sendMessage" and data["chat_id"] == 1000,
        Refused(403, "Forbidden: bot was blocked by the user"),
    )
    api.say("商业秘密", user=1000)
    api.say("商业秘密", user=1001)
    assert "[案例" in api.wait(1, chat=1001).text


def test_a_group_that_became_a_supergroup_is_answered_where_it_went(api: FakeBotApi, bot: Running) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    api.when(
        lambda method, data: method == "sendMessage" and data["chat_id"] == GROUP,
        Refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100777),
    )
    api.say("/ask 商业秘密", chat=GROUP)
    assert "[案例" in api.wait(1, chat=-100777).text
    api.say("/ask 专利", chat=-100777)
    assert "[案例" in api.wait(2, chat=-100777).text


def test_markup_that_is_refused_is_sent_plain(api: FakeBotApi, bot: Running) -> None:
    api.when(lambda m, _: m == "sendMessage", Refused(400, "Bad Request: can't parse entities: x"))
    api.say("商业秘密")
    answer = api.wait(1)
    assert "parse_mode" not in answer.data
    assert "<b>" not in answer.text
    assert "[案例" in answer.text


def test_inline_mode_offers_the_answer_and_its_cases_to_people_let_in(api: FakeBotApi, bot: Running) -> None:
    def ask(user: int) -> None:
        person = {"id": user, "is_bot": False, "first_name": "P"}
        api.push({"inline_query": {"id": "i", "from": person, "query": "商业秘密", "offset": ""}})

    ask(ALLOWED)
    offered = api.wait(1, "answerInlineQuery").data
    assert offered["is_personal"] is True
    assert len(offered["results"]) > 1
    pasted = offered["results"][0]["input_message_content"]
    assert "[案例" in pasted["message_text"]
    assert pasted["link_preview_options"] == {"is_disabled": True}
    ask(STRANGER)
    assert api.wait(2, "answerInlineQuery").data["results"] == []


def test_votes_are_kept_and_told_to_administrators(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    api.tap(answer, next(b["callback_data"] for b in answer.buttons if b["text"] == "👎"))
    assert "记下" in api.wait(1, "answerCallbackQuery").data["text"]
    api.say("/stats", user=ADMIN)
    told = api.wait(1, chat=ADMIN).text
    assert "👎 1" in told
    assert "👎 商业秘密" in told
    api.say("/stats")
    assert "只有管理员" in api.wait(2, chat=ALLOWED).text


def test_a_second_poller_is_told_of_and_the_bot_goes_on(
    api: FakeBotApi, bot: Running, capfd: pytest.CaptureFixture[str]
) -> None:
    api.say("商业秘密")
    api.wait(1)
    api.when(lambda m, _: m == "getUpdates", Refused(409, "Conflict: terminated by other getUpdates request"))
    api.say("专利")
    api.say("商标")
    api.wait(3)
    assert "另一个进程也在用这个令牌" in capfd.readouterr().err


LIST = (
    "| 序号 | 案例名称 | 案例摘要 |\n|---|---|---|\n"
    "| 1 | 甲公司维权案 | 甲公司依法维护商标权。 |\n"
    "| 2 | 乙公司创新案 | 乙公司以量子点技术创新。 |\n"
)


def test_a_file_is_read_on_trial_then_written_when_its_sender_confirms(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.app), "library", property(CatalogAlone))
    api.upload("../../第三批案例.md", LIST.encode(), user=ADMIN)
    report = api.wait(1, chat=ADMIN)
    assert "2 个案例" in report.text
    yes = report.buttons[0]["callback_data"]
    assert len(bot.app.catalog.records().collections) == 1
    api.tap(report, yes, user=8)
    assert "失效" in api.wait(1, "answerCallbackQuery").data["text"]
    api.tap(report, yes, user=ADMIN)
    assert "已写入" in api.wait(2, chat=ADMIN).text
    assert len(bot.app.catalog.records().collections) == 2
    api.tap(report, yes, user=ADMIN)
    assert "失效" in api.wait(3, "answerCallbackQuery").data["text"]
    api.say("量子点", user=ADMIN)
    assert "案例2]" in api.wait(3, chat=ADMIN).text
    assert not list((bot.app.settings.home / "uploads").rglob("*.md"))


def test_a_collection_is_removed_when_who_asked_confirms(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.app), "library", property(CatalogAlone))
    api.say("/remove nothing-of-that-name", user=ADMIN)
    assert "/remove_ip_power_2" in api.wait(1, chat=ADMIN).text
    api.say("把《知识产权强国建设第二批典型案例》删掉", user=ADMIN)
    asked = api.wait(2, chat=ADMIN)
    assert "30 个案例" in asked.text
    api.tap(asked, asked.buttons[0]["callback_data"], user=ADMIN)
    gone = api.wait(3, chat=ADMIN)
    assert "已删除" in gone.text
    assert [b["text"] for b in gone.buttons] == ["↩ 找回来"]
    assert not bot.app.catalog.records().cases


def test_the_collection_just_written_is_removed_when_it_is_only_pointed_at(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.app), "library", property(CatalogAlone))
    api.say("把刚才那份删掉吧", user=ADMIN)
    assert "要删除哪个案例集" in api.wait(1, chat=ADMIN).text  # nothing was written
    api.upload("list.md", LIST.encode(), user=ADMIN)
    report = api.wait(2, chat=ADMIN)
    api.tap(report, report.buttons[0]["callback_data"], user=ADMIN)
    api.wait(3, chat=ADMIN)
    api.say("刚上传的那份不要了", user=ADMIN)
    asked = api.wait(4, chat=ADMIN)
    assert "删除《" in asked.text
    assert "🗑 删除" in [b["text"] for b in asked.buttons]
    assert spoken("把刚加的那本撤了吧") == ("remove", "刚才那份")
    for said in ("把第二个删掉", "撤销原判的", "恢复原状的案例有哪些"):
        assert spoken(said) is None
    assert spoken("8 9 10") == ("case", "8 9 10")
    assert spoken("给我写份简报，讲区域品牌怎么带动乡村的") == ("brief", "区域品牌怎么带动乡村")
    for said, topic in (
        ("围绕地理标志起草一份通报", "地理标志"),
        ("用公文口吻写一份关于专利的简报", "专利"),
        ("就这些写一份简报", ""),
        ("写成简报，正式一点", ""),
    ):
        assert spoken(said) == ("brief", topic)
    # A kind of file by its name, in whichever words; none is made as pdf, and a word in a case is no file.
    assert spoken("再给我来一份excel的吧，就这个") == ("table", "")
    assert spoken("能不能整成word文档，我好交差") == ("brief", "")
    assert spoken("word文件丢失的案例") is spoken("有没有用excel记账的") is spoken("给我pdf版吧") is None
    for said in ("正式一点", "就怎么保护商业秘密写一份报告", "哪些案例写到正式的报告"):
        assert spoken(said) is None


def test_files_too_large_hostile_or_from_others_change_nothing(api: FakeBotApi, bot: Running) -> None:
    api.upload("big.docx", b"x", user=ADMIN, size=21 * 1024 * 1024)
    assert "20 MB" in api.wait(1, chat=ADMIN).text
    api.upload("liar.docx", b"\x00\x01 no document at all", user=ADMIN)
    assert "liar.docx" in api.wait(2, chat=ADMIN).text
    api.upload("cases.md", LIST.encode())
    assert "由管理员读入" in api.wait(1, chat=ALLOWED).text
    api.upload("cases.md", LIST.encode(), user=STRANGER)
    api.wait(1, chat=STRANGER)
    assert len(api.calls("getFile")) == 1
    assert len(bot.app.catalog.records().collections) == 1


@pytest.mark.slow
def test_questions_in_a_burst_wait_their_turn_and_what_finds_no_room_is_marked_every_one(
    api: FakeBotApi, start: Callable[..., Running]
) -> None:
    start(per_minute=240)
    asked = [(api.say("商业秘密"), api.say("商业秘密", user=ADMIN))[0] for _ in range(34)]
    texts = [api.wait(nth, chat=ADMIN).text for nth in range(1, 35)]
    assert all("[案例" in text for text in texts)  # no rate for administrators
    texts = [api.wait(nth, chat=ALLOWED).text for nth in range(1, 30)]
    assert sum("[案例" in text for text in texts) == 28
    assert sum("排队的问题已有 20 个" in text for text in texts) == 1
    marked = [c.data["message_id"] for c in api.calls("setMessageReaction", ALLOWED) if "🤷" in str(c.data)]
    assert sorted(marked) == asked[28:]
    api.when(
        lambda method, data: method == "setMessageReaction", Refused(400, "Bad Request: REACTION_INVALID"), 99
    )
    for _ in range(30):
        first = api.say("商业秘密", user=8)
    told = [call for nth in range(1, 30) if "没有收下" in (call := api.wait(nth, chat=8)).text]
    assert [call.data["reply_parameters"]["message_id"] for call in told] == [first - 1]


def test_a_case_taken_out_since_is_said_to_be_gone(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    bot.app.catalog.remove("ip-power-2")
    api.tap(answer, answer.buttons[0]["callback_data"])
    assert "不在案例库" in api.wait(1, "editMessageText").text


def test_a_briefing_comes_as_a_word_document(api: FakeBotApi, bot: Running) -> None:
    api.say("/brief 商业秘密")
    sent = api.wait(1, "sendDocument")
    assert sent.data["document"].filename == "商业秘密.docx"
    api.say("/brief 没有这样的主题词")
    assert "没有" in api.wait(1).text
    api.say("为什么选这几个")
    assert "商业秘密" in api.wait(2).text  # a briefing is an answer as well, and the last one here
    api.say("/简报", user=8)
    assert "/brief" in api.wait(1, chat=8).text


def test_the_figures_are_to_be_had_at_the_console_too(
    api: FakeBotApi, bot: Running, anwen: Callable[..., Any]
) -> None:
    api.say("商业秘密")
    api.wait(1)
    api.say("没有这样的词")
    api.wait(2)
    bot.stop()
    home = {"ANWEN_HOME": str(bot.app.settings.home)}
    assert "提问 2（1 人），拒答 1" in anwen("stats", env=home).out
    assert '"questions": 2' in anwen("stats", "--json", env=home).out


def test_a_reply_to_an_earlier_answer_takes_that_as_its_context(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    first = api.wait(1)
    api.say("专利")
    api.wait(2)
    api.say("那商标", reply_to=first.message)
    assert "理解为：商业秘密 那商标" in api.wait(3).text


def test_buttons_outlive_a_restart(api: FakeBotApi, start: Callable[..., Running]) -> None:
    first = start()
    api.say("商业秘密")
    answer = api.wait(1)
    first.stop()
    start()
    api.tap(answer, answer.buttons[0]["callback_data"])
    assert "<u>商业秘密</u>" in api.wait(1, "editMessageText").text


def test_the_audit_trail_and_the_inbox_keep_no_words_of_anybody(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    api.wait(1)
    api.say("/allow 12", user=ADMIN)
    api.wait(1, chat=ADMIN)
    bot.stop()
    with closing(sqlite3.connect(bot.app.settings.home / "catalog.sqlite3")) as database:
        trail = database.execute("SELECT person, action, detail FROM chat_audit ORDER BY id").fetchall()
        bodies = database.execute("SELECT DISTINCT state, body FROM chat_inbox").fetchall()
    assert trail == [(ALLOWED, "ask", ""), (ADMIN, "allow", "")]
    assert bodies == [("done", "")]


def test_the_menus_are_by_scope_and_language(api: FakeBotApi, bot: Running) -> None:
    api.wait(9, "setMyCommands")
    menus = {
        (call.data["scope"]["type"], call.data["scope"].get("chat_id"), call.data.get("language_code")): {
            row["command"]: row["description"] for row in call.data["commands"]
        }
        for call in api.calls("setMyCommands")
    }
    scopes = {(scope, chat) for scope, chat, _ in menus}
    assert scopes == {("all_private_chats", None), ("all_group_chats", None), ("chat", ADMIN)}
    assert {language for _, _, language in menus} == {None, "zh", "en"}
    private, groups = menus["all_private_chats", None, "zh"], menus["all_group_chats", None, "zh"]
    wanted = {"ask", "case", "cases", "brief", "table", "collections", "why", "new", "forget", "help", "lang"}
    assert private.keys() == wanted
    assert groups.keys() < wanted
    assert menus["chat", ADMIN, "zh"].keys() == wanted | {
        "ingest",
        "remove",
        "history",
        "undo",
        "allow",
        "stats",
    }
    assert private["ask"] == "提问"
    assert menus["all_private_chats", None, "en"]["ask"] == "ask a question"
    assert menus["all_private_chats", None, None] == private


def test_a_long_answer_edited_to_a_short_one_leaves_no_old_part(api: FakeBotApi, bot: Running) -> None:
    bot.answers.padding = "甲。" * 3000
    number = api.say("商业秘密")
    parts = [api.wait(nth) for nth in (1, 2)]
    assert not parts[0].buttons
    assert parts[1].buttons
    bot.answers.padding = ""
    api.edit(number, "专利")
    assert api.wait(1, "deleteMessage").data["message_id"] == parts[1].message
    assert list(api.chats[ALLOWED]) == [number, parts[0].message]
    bot.answers.padding = "乙。" * 3000
    api.edit(number, "商标")
    third = api.wait(3)
    assert third.buttons
    assert not api.calls("editMessageText")[-1].buttons
    api.tap(third, third.buttons[0]["callback_data"])
    api.wait(1, "answerCallbackQuery")


def test_a_tap_brought_twice_does_its_work_once(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.app), "library", property(CatalogAlone))
    api.upload("第三批案例.md", LIST.encode(), user=ADMIN)
    report = api.wait(1, chat=ADMIN)
    message = api.chats[ADMIN][report.message]
    person = {"id": ADMIN, "is_bot": False, "first_name": "P"}
    data = report.buttons[0]["callback_data"]
    query = {"id": "same", "from": person, "message": message, "chat_instance": "1", "data": data}
    api.push({"callback_query": query})
    assert "已写入" in api.wait(2, chat=ADMIN).text
    revision = bot.app.catalog.revision()
    api.push({"callback_query": query})
    api.say("完了")
    api.wait(1, chat=ALLOWED)
    bot.stop()
    assert bot.app.catalog.revision() == revision
    assert len(api.calls("sendMessage", ADMIN)) == 2


def test_a_file_with_the_command_in_its_caption_is_read_too(api: FakeBotApi, bot: Running) -> None:
    api.upload("第三批案例.md", LIST.encode(), user=ADMIN, caption="/ingest")
    assert "2 个案例" in api.wait(1, chat=ADMIN).text


def test_what_is_forwarded_is_answered_as_a_question_and_only_as_one(api: FakeBotApi, bot: Running) -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "x"}
    api.say("商业秘密", forward_origin=origin)
    assert "[案例" in api.wait(1).text
    for nth, text in enumerate(("/new", "/lang en", "/案例 8", "/stats"), start=2):
        api.say(text, user=ADMIN if nth == 5 else ALLOWED, forward_origin=origin)
    assert all("转发" in api.wait(nth, chat=ALLOWED).text for nth in (2, 3, 4))
    assert "转发" in api.wait(1, chat=ADMIN).text


def test_the_proxy_of_the_settings_is_used(api: FakeBotApi, start: Callable[..., Running]) -> None:
    start(telegram_api="http://telegram.invalid", telegram_proxy=api.url)
    api.say("商业秘密")
    assert "[案例" in api.wait(1).text


def test_monitoring_gets_figures_without_names_or_words(
    api: FakeBotApi, start: Callable[..., Running]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    bot = start(telegram_metrics=("127.0.0.1", port))
    api.when(lambda m, _: m == "sendMessage", Refused(429, "Too Many Requests", retry_after=1))
    api.say("商业秘密")
    api.wait(1)
    api.say("没有这样的词")
    api.wait(2)
    api.push({"message": {"date": "x"}})
    api.say("/help")
    api.wait(3)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as reply:
        page = reply.read().decode()
    assert 'anwen_answers_total{intent="list",mode="extractive",refused="false"} 1.0' in page
    assert 'anwen_answers_total{intent="list",mode="extractive",refused="true"} 1.0' in page
    assert "anwen_answer_seconds_count 2.0" in page
    assert "anwen_held_back_total 1.0" in page
    assert re.search(r'anwen_updates_total\{outcome="done"\} [23]\.0', page)
    assert 'anwen_updates_total{outcome="poison"} 1.0' in page
    assert "process_open_fds" in page
    ours = [line for line in page.splitlines() if line.startswith("anwen_")]
    assert {name for line in ours for name in re.findall(r'(\w+)="', line)} == {
        *("intent", "mode", "refused", "outcome", "le")
    }
    assert "商业秘密" not in page
    bot.stop()
    with socket.socket() as gone:
        assert gone.connect_ex(("127.0.0.1", port))
