"""Whose conversation it is, and what an edit or a reply makes of it; what shows meanwhile that the bot is at work."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest

from bot.tg.messages import line
from tests.bot.tg.conftest import ADMIN, ALLOWED, Running
from tests.bot.tg.fake_bot_api import FakeBotApi

GROUP = -1009
Start = Callable[..., Running]


def test_in_a_group_everybody_has_their_own_conversation_and_a_reply_takes_anothers(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.say("/ask 商业秘密", chat=GROUP)
    first = api.wait(2, chat=GROUP)
    api.say("/ask 那专利", chat=GROUP, user=8)
    assert "理解为" not in api.wait(3, chat=GROUP).text
    api.say("那商标", chat=GROUP, user=8, reply_to=first.message)
    assert "理解为：商业秘密 那商标" in api.wait(4, chat=GROUP).text
    api.say("/new", chat=GROUP, user=8)
    api.say("/ask 那专利", chat=GROUP)  # what one of them forgets, the other does not
    assert "理解为：商业秘密 那专利" in api.wait(6, chat=GROUP).text
    api.say("那商标", reply_to=0)
    assert "理解为" not in api.wait(1, chat=ALLOWED).text


def test_an_edited_question_is_read_in_the_light_of_what_came_before_it_and_nothing_later(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("商业秘密")
    number = api.say("那专利")
    second = api.wait(2)
    assert "理解为：商业秘密 那专利" in second.text
    api.say("标准")
    api.wait(3)
    api.edit(number, "那商标")
    again = api.wait(1, "editMessageText")
    assert again.data["message_id"] == second.message
    assert "理解为：商业秘密 那商标" in again.text
    api.say("那专利", reply_to=second.message)  # what it says now, not what it said
    assert "理解为：那商标 那专利" in api.wait(4).text


def test_a_reply_goes_on_from_any_part_of_an_answer_and_from_one_of_before_a_new_conversation(
    api: FakeBotApi, bot: Running
) -> None:
    bot.answers.padding = "".join(f"第{n}句。" for n in range(1000))
    api.say("商业秘密")
    first, last = api.wait(1), api.wait(2)
    bot.answers.padding = ""
    api.say("/new")
    for nth, part in enumerate((first, last), start=4):
        api.say("那专利", reply_to=part.message)
        assert "理解为：商业秘密 那专利" in api.wait(nth).text


def test_an_edit_to_a_longer_answer_keeps_its_message_and_the_order(api: FakeBotApi, bot: Running) -> None:
    number = api.say("商业秘密")
    first = api.wait(1)
    bot.answers.padding = "".join(f"第{n}句。" for n in range(1500))
    api.edit(number, "专利")
    last = api.wait(3)
    edited = api.wait(1, "editMessageText")
    assert edited.data["message_id"] == first.message
    assert not edited.buttons
    assert last.buttons
    texts = [edited.text, *(call.text for call in api.calls("sendMessage")[1:])]
    assert "".join(texts).replace("\n", "").startswith(bot.answers.padding)
    bot.answers.padding = ""
    api.edit(number, "商业秘密")
    api.wait(2, "deleteMessage")
    assert list(api.chats[ALLOWED]) == [number, first.message]


def test_a_vote_outlives_an_edit_that_changes_nothing(api: FakeBotApi, bot: Running) -> None:
    """Telegram tells of edits that are none: a preview that came, a reaction."""
    number = api.say("商业秘密")
    answer = api.wait(1)
    api.tap(answer, answer.buttons[-1]["callback_data"])
    api.wait(1, "answerCallbackQuery")
    api.edit(number, "商业秘密")
    api.say("/stats", user=ADMIN)
    api.wait(1, "editMessageText")
    assert "👎 1" in api.wait(1, chat=ADMIN).text
    api.edit(number, "专利")
    api.wait(2, "editMessageText")
    api.say("/stats", user=ADMIN)
    assert "👎 0" in api.wait(2, chat=ADMIN).text
    assert len(api.calls("sendMessage", ALLOWED)) == 1


def test_two_bots_on_one_database_do_not_meet_each_others_replies(api: FakeBotApi, start: Start) -> None:
    first = start()
    api.say("/allow 555", user=ADMIN)
    api.wait(1, chat=ADMIN)
    number = api.say("商业秘密")
    answer = api.wait(1, chat=ALLOWED)
    first.stop()
    api.me["id"] = 987
    start()
    api._messages = itertools.count(number)
    assert api.say("那专利") == number
    again = api.wait(2, chat=ALLOWED)
    assert again.message == answer.message
    assert "理解为" not in again.text  # what the other was asked is no context here
    api.edit(number, "商标")
    api.wait(1, "editMessageText")
    api.say("那专利", reply_to=again.message)
    assert "理解为：商标 那专利" in api.wait(3, chat=ALLOWED).text
    api.tap(again, answer.buttons[0]["callback_data"])
    assert "失效" in api.wait(1, "answerCallbackQuery").data["text"]
    api.say("商业秘密", user=555)
    assert "没有获准" in api.wait(1, chat=555).text  # whom the other let in


def test_typing_goes_on_in_private_is_shown_once_in_a_group_and_ends(
    api: FakeBotApi, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line, "TYPING_EVERY", 0.05)
    bot = start(telegram_drafts="off")
    bot.answers.delay = 0.4
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.say("商业秘密")
    api.say("/ask 商业秘密", chat=GROUP)
    api.wait(1, chat=ALLOWED)
    api.wait(2, chat=GROUP)
    time.sleep(0.1)
    shown = len(api.calls("sendChatAction", ALLOWED))
    assert shown > 2
    time.sleep(0.2)
    assert len(api.calls("sendChatAction", ALLOWED)) == shown
    assert len(api.calls("sendChatAction", GROUP)) == 1


def test_an_answer_that_comes_behind_further_questions_says_to_which_it_is(
    api: FakeBotApi, start: Callable[..., Running]
) -> None:
    bot = start()
    bot.answers.delay = 0.2
    first, second = api.say("商业秘密"), api.say("专利")
    told = [api.wait(nth).data.get("reply_parameters") for nth in (1, 2)]
    assert (told[0] or {}).get("message_id") == first
    assert told[1] is None, second  # the newest is answered right under it
