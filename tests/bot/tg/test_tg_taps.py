"""Buttons and inline mode: replayed, forged, by others, on what is there no more, and without end."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.tg.messages.examples import ways_on
from bot.words import Words
from data.places.regions import find_places
from data.types import Intent
from retrieval.language.numbers import Numbers
from retrieval.question.query import Act, Query
from tests.bot.tg.conftest import ADMIN, ALLOWED, STRANGER, CatalogAlone, Running
from tests.bot.tg.fake_bot_api import FakeBotApi, Refused

GROUP = -1009
Start = Callable[..., Running]
FORGED = (
    "c:99999999999999999999999:0:0", "c:1:99999999999999:0", "c:-1:0:0", "c:1:99:0", "c:1", "c:", "c", "v:1", "v::1",
    "a:1:99999", "a", "", "x:1:1", "c:1:0:0:0", "c:１:0:0", "u:99999999999999999999:y", "u:1:z", "u", "l:7", "l:1:1",
    "c:1:0:0\n", "𠮷" * 16, "v:1:0; DROP TABLE chat_answers",
)  # fmt: skip


def _query(
    api: FakeBotApi, message: dict[str, Any] | None, data: str, user: int = ALLOWED, **more: Any
) -> None:
    person = {"id": user, "is_bot": False, "first_name": "P"}
    query = {"id": "q", "from": person, "chat_instance": "1", "data": data, **more}
    api.push({"callback_query": {**query, "message": message} if message else query})


def test_a_refusal_gives_a_way_on(api: FakeBotApi, bot: Running) -> None:
    api.say("厦门的潮汐表")
    refused = api.wait(1)
    assert [b["text"][:8] for b in refused.buttons] == [
        "[案例15] 厦",
        "❓ 按主题统计",
        "❓ 全部案例的名",
        "👍",
        "👎",
    ]
    api.tap(refused, refused.buttons[0]["callback_data"])
    case = api.wait(1, "editMessageText")
    assert "厦门海关" in case.text
    api.tap(case, case.buttons[-1]["callback_data"])
    again = api.wait(2, "editMessageText")
    assert (again.text, again.buttons) == (refused.text, refused.buttons)
    api.tap(again, again.buttons[1]["callback_data"])
    api.wait(3)
    assert bot.answers.asked[-1] == "按主题统计"


def test_what_is_asked_while_a_case_is_open_is_asked_of_that_case(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    number = answer.buttons[0]["text"].partition("案例")[2].partition("]")[0]
    api.tap(answer, answer.buttons[0]["callback_data"])
    shown = api.wait(1, "editMessageText")
    api.say("/why")
    assert f"案例{number}讲了什么" in api.wait(2).text
    api.tap(shown, shown.buttons[-1]["callback_data"])
    api.wait(2, "editMessageText")
    api.say("/why")
    assert api.wait(3).text == "解释：商业秘密"
    assert bot.answers.asked == ["商业秘密"]


def test_the_ways_on_from_a_refusal_are_by_what_was_asked(bot: Running) -> None:
    records, zh, en = bot.app.catalog.records(), Words("zh"), Words("en")

    def ways(query: Query, say: Words = zh) -> list[str]:
        return [question for _, question in ways_on(records, say, query.dumps())]

    assert ways(Query("重庆天气", act=Act.FOREIGN)) == ["你能做什么？", "浙江省有哪些案例？"]
    assert ways(Query("案例99", numbers=Numbers((99,), ((0, 4),)))) == ["全部案例的名称", "案例1讲了什么？"]
    assert ways(Query("新疆的", places=find_places("新疆的"))) == ["按省份统计", "浙江省有哪些案例？"]
    assert ways(Query("判刑", theme="判刑"), en) == ["How many cases are there per theme?", "List all cases"]


def test_data_that_nobody_was_given_harms_nothing(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    for data in FORGED:
        api.tap(answer, data)
    api.wait(len(FORGED), "answerCallbackQuery")
    api.tap(answer, answer.buttons[0]["callback_data"])
    api.wait(len(FORGED) + 1, "answerCallbackQuery")
    bot.stop()
    assert api.calls("editMessageText")[-1].text.count("<u>商业秘密</u>")
    assert len(api.calls("sendMessage")) == 1  # nothing failed, or somebody would have been told


def test_a_message_too_old_to_be_seen_is_edited_all_the_same(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    old = {"chat": {"id": ALLOWED, "type": "private"}, "message_id": answer.message, "date": 0}
    data = answer.buttons[0]["callback_data"]
    api._callbacks["q"] = True
    _query(api, old, data)
    assert "<u>商业秘密</u>" in api.wait(1, "editMessageText").text
    _query(api, None, data, inline_message_id="i")
    _query(api, {**old, "message_id": 999999}, data)  # and the query is answered once only: too late
    api.say("/new")
    api.wait(2)
    bot.stop()
    assert len(api.calls("editMessageText", ok=False)) == 1
    assert len(api.calls("sendMessage")) == 2


def test_a_message_that_was_deleted_is_no_harm(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    message = api.chats[ALLOWED].pop(answer.message)
    api._callbacks["q"] = True
    _query(api, message, answer.buttons[0]["callback_data"])
    api.wait(1, "answerCallbackQuery")
    number = min(api.chats[ALLOWED])
    api.edit(number, "专利")
    assert "专利" in api.wait(2).text
    api.edit(number, "商标")
    assert "[案例4]" in api.wait(1, "editMessageText").text


def test_what_stands_in_a_group_that_was_let_out_opens_no_more(api: FakeBotApi, bot: Running) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.say("/ask 商业秘密", chat=GROUP)
    answer = api.wait(2, chat=GROUP)
    api.say("/allow off", user=ADMIN, chat=GROUP)
    api.wait(3, chat=GROUP)
    api.tap(answer, answer.buttons[0]["callback_data"])
    api.wait(1, "answerCallbackQuery")
    bot.stop()
    assert not api.calls("editMessageText", ok=False)


def test_in_a_group_only_who_asked_votes_and_others_have_its_papers_and_open_cases_in_their_own_chat(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.say("/ask 知识产权", chat=GROUP)
    answer = api.wait(2, chat=GROUP)
    case, vote = answer.buttons[0]["callback_data"], answer.buttons[-1]["callback_data"]
    told = []
    for nth, (data, user) in enumerate(((case, STRANGER), (vote, STRANGER), (vote, 8), (case, 8)), 1):
        api.tap(answer, data, user=user)
        told.append(api.wait(nth, "answerCallbackQuery").data)
    assert all("只有提问的人" in one["text"] for one in told[:3])
    _, payload = told[3]["url"].split("?start=")
    api.say(f"/start {payload}", user=8)
    number = answer.buttons[0]["text"].strip("[]案例 ")
    assert f"[案例{number}]" in api.wait(1, chat=8).text
    api.say("/stats", user=ADMIN)
    assert "👍 0 👎 0" in api.wait(1, chat=ADMIN).text
    assert not api.calls("editMessageText", ok=False)


def test_who_taps_without_end_takes_nobody_elses_room(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    api.when(lambda m, _: m == "answerCallbackQuery", 2.0, times=64)  # as many as there is room for
    for _ in range(70):
        api.tap(answer, "of no meaning")
    api.wait_handled()
    api.say("商业秘密", user=8)
    api.wait(1, chat=8)
    assert not api.calls("answerCallbackQuery")
    api.forget_rules()


def test_a_tap_that_telegram_refuses_is_no_harm(api: FakeBotApi, bot: Running) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    data = answer.buttons[0]["callback_data"]
    for error in (
        Refused(403, "Forbidden: bot was blocked by the user"),
        Refused(400, "Bad Request: message can't be edited"),
        Refused(400, "Bad Request: message is not modified"),
    ):
        api.when(lambda m, _: m == "editMessageText", error)
        api.tap(answer, data)
    api.tap(answer, data)
    assert "<u>" in api.wait(1, "editMessageText").text
    assert len(api.calls("sendMessage")) == 1


def test_a_vote_is_kept_with_what_it_is_about_and_the_last_one_counts(
    api: FakeBotApi, bot: Running, anwen: Callable[..., Any]
) -> None:
    api.say("商业秘密")
    api.wait(1)
    api.say("那专利")
    answer = api.wait(2)
    up, down = (button["callback_data"] for button in answer.buttons[-2:])
    for nth, data in enumerate((down, up, up, down, down), start=1):
        api.tap(answer, data)
        assert "记下" in api.wait(nth, "answerCallbackQuery").data["text"]
    api.say("没有这样的词")
    refusal = api.wait(3)
    api.tap(refusal, refusal.buttons[-1]["callback_data"])
    api.wait(6, "answerCallbackQuery")
    bot.stop()
    said = anwen("stats", env={"ANWEN_HOME": str(bot.app.settings.home)}).out.splitlines()
    assert re.match(r"提问 3（1 人），拒答 1，耗时中位 \d+ 毫秒、95% \d+ 毫秒", said[0])
    assert "👍 0 👎 2" in said[0]
    assert said[1] == "👎 没有这样的词 → 没有这样的词（—）"
    assert said[2].startswith("👎 那专利 → 商业秘密 那专利（[案例")


def _inline(api: FakeBotApi, text: str, user: int = ALLOWED) -> None:
    person = {"id": user, "is_bot": False, "first_name": "P"}
    api.push({"inline_query": {"id": "i", "from": person, "query": text, "offset": ""}})


def test_inline_mode_asks_no_model_offers_the_catalog_for_nothing_and_never_fails(
    api: FakeBotApi, start: Start
) -> None:
    bot = start(telegram_audit="texts")
    bot.answers.padding = "甲。" * 3000
    for text in ("", "  ", "没有这样的词", "崩溃", "商业秘密"):
        _inline(api, text)
    told = [api.wait(nth, "answerInlineQuery").data for nth in range(1, 5)]
    assert [len(data["results"]) for data in told[:3]] == [30, 30, 0]
    assert told[0]["results"][7]["title"].startswith("[案例8] 上海市市场监管局")
    answer, *cases = told[3]["results"]
    assert cases
    assert answer["input_message_content"]["message_text"].count("\n…") == 1  # more than one message holds
    assert all(len(result["input_message_content"]["message_text"]) <= 4096 for result in cases)
    assert len({result["id"] for result in told[3]["results"]}) == len(cases) + 1
    assert all(data["button"]["text"] for data in told[:3])
    assert not bot.answers.asked
    bot.stop()
    assert not api.calls("sendMessage", ok=False)


def test_inline_mode_tells_people_not_let_in_nothing_and_is_in_the_trail(
    api: FakeBotApi, bot: Running, anwen: Callable[..., Any]
) -> None:
    _inline(api, "商业秘密", STRANGER)
    told = api.wait(1, "answerInlineQuery").data
    assert told["results"] == []
    assert "申请" in str(told["button"])
    assert int(told.get("cache_time", 0)) == 0  # let in a moment later, they are offered something
    _inline(api, "商业秘密")
    api.wait(2, "answerInlineQuery")
    bot.stop()
    (line,) = anwen("stats", "--trail", "9", env={"ANWEN_HOME": str(bot.app.settings.home)}).out.splitlines()
    assert line.endswith(f"person={ALLOWED} chat=0 inline")


def test_a_thumb_up_remembers_which_case_answered_and_a_thumb_down_no_longer(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Confirming(CatalogAlone):
        def confirm(self, question: str, case: Any, holds: bool) -> bool:
            return self._catalog.confirm(question, case, holds)

    monkeypatch.setattr(type(bot.app), "library", property(Confirming))
    monkeypatch.setattr(bot.answers, "intent", Intent.FACT)
    api.say("商业秘密")
    answer = api.wait(1)
    up, down = (button["callback_data"] for button in answer.buttons[-2:])
    revision = bot.app.catalog.revision()
    for nth, data in enumerate((up, up, down), start=1):
        api.tap(answer, data)
        api.wait(nth, "answerCallbackQuery")
    api.say("知识产权")  # several cases: nothing that one of them answers
    api.tap(api.wait(2), api.wait(2).buttons[-2]["callback_data"])
    api.wait(4, "answerCallbackQuery")
    bot.stop()
    assert bot.app.catalog.revision() == revision + 2
    assert bot.app.catalog.confirmed() == ()
