"""First contact, what an answer can be had as, and what administrators go back to: over real HTTP."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from data.types import CaseId, Intent
from tests.bot.tg.conftest import ADMIN, ALLOWED, STRANGER, CatalogAlone, Running
from tests.bot.tg.fake_bot_api import FakeBotApi

GROUP = -1009


def _data(call: Any, begins: str) -> str:
    return str(
        next(b["callback_data"] for b in call.buttons if b.get("callback_data", "").startswith(begins))
    )


def test_start_says_what_there_is_and_its_examples_are_asked_at_a_tap(api: FakeBotApi, bot: Running) -> None:
    api.say("/start")
    start = api.wait(1)
    assert "《知识产权强国建设第二批典型案例》" in start.text
    assert [button["text"] for button in start.buttons] == [
        *("浙江省有哪些案例？", "案例1讲了什么？", "按省份统计")
    ]
    api.tap(start, start.buttons[0]["callback_data"])
    assert api.wait(2).text == "❓ 浙江省有哪些案例？"
    api.wait(3)
    assert bot.answers.asked == ["浙江省有哪些案例？"]


def test_the_profile_is_described_in_both_languages_and_set_once(api: FakeBotApi, start: Any) -> None:
    first = start()
    api.wait(3, "setMyShortDescription")
    first.stop()
    assert api.profile["long", "zh"].startswith("向案例集提问")
    assert api.profile["long", None] == api.profile["long", "zh"]
    assert api.profile["short", "en"].startswith("Ask case collections")
    start()
    api.wait(6, "getMyShortDescription")
    assert len(api.calls("setMyDescription")) == 3


def test_a_strangers_request_reaches_the_administrators_once_and_a_tap_lets_in_and_welcomes(
    api: FakeBotApi, bot: Running
) -> None:
    name = {"id": STRANGER, "is_bot": False, "first_name": "张三\u202e<b>", "last_name": "x" * 90}
    for _ in range(2):
        number = next(api._messages)
        api.push({"message": {**api._message(number, "在吗", STRANGER, STRANGER), "from": name}})
    assert "已转告管理员" in api.wait(1, chat=STRANGER).text
    assert "已收到过您的申请" in api.wait(2, chat=STRANGER).text
    asked = api.wait(1, chat=ADMIN)
    assert asked.text.startswith("张三")
    assert "&lt;b&gt;" in asked.text
    assert asked.text.endswith(f"（{STRANGER}）想使用")
    assert [button["text"] for button in asked.buttons] == ["✅ 准许", "✖"]
    api.tap(asked, _data(asked, "m:"), user=ALLOWED)
    assert "只有管理员" in api.wait(1, "answerCallbackQuery").data["text"]
    api.tap(asked, _data(asked, "m:"), user=ADMIN)
    decided = api.wait(1, "editMessageText")
    assert decided.text.endswith(f"（{STRANGER}）。")
    assert [button["text"] for button in decided.buttons] == ["↩ 收回"]
    welcome = api.wait(3, chat=STRANGER)
    assert "已获准使用" in welcome.text
    assert welcome.buttons
    api.tap(asked, f"m:{STRANGER}:n", user=ADMIN)
    assert "已经处理" in api.wait(3, "answerCallbackQuery").data["text"]
    api.say("商业秘密", user=STRANGER)
    assert "[案例8]" in api.wait(4, chat=STRANGER).text
    assert len(api.calls("sendMessage", ADMIN)) == 1
    for nth, (letter, said, next_) in enumerate((("o", "已收回", "✅ 准许"), ("l", "已准许", "↩ 收回")), 2):
        api.tap(asked, f"m:{STRANGER}:{letter}", user=ADMIN)  # the decision is taken back where it stands
        decided = api.wait(nth, "editMessageText")
        assert said in decided.text
        assert [button["text"] for button in decided.buttons] == [next_]
        api.say("商业秘密", user=STRANGER)
        assert ("[案例8]" if letter == "l" else "还没有获准") in api.wait(3 + nth * 2 - 2, chat=STRANGER).text


def test_an_answer_is_had_as_quotes_to_copy_as_a_briefing_and_as_a_sheet(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("商业秘密")
    answer = api.wait(1)
    quotes, brief, sheet = answer.buttons[-5:-2]
    assert quotes == {
        "text": "📋 引文",
        "copy_text": {"text": "「商业秘密」（《知识产权强国建设第二批典型案例》案例8）"},
    }
    api.tap(answer, brief["callback_data"])
    sent = api.wait(1, "sendDocument")
    assert sent.data["document"].filename == "商业秘密.docx"
    assert "1 个案例" in sent.data["caption"]
    assert "/case_8" in sent.data["caption"]
    api.tap(answer, sheet["callback_data"])
    api.wait(2, "sendDocument")
    with zipfile.ZipFile(io.BytesIO(api.documents[1])) as book:
        assert "商业秘密" in book.read("xl/sharedStrings.xml").decode()
    api.tap(answer, sheet["callback_data"], user=8)
    assert "只有提问的人" in api.wait(3, "answerCallbackQuery").data["text"]
    api.say("知识产权")
    many = api.wait(2)
    api.tap(many, _data(many, "q:"))  # more than a button holds: sent, each copied at a tap
    assert api.wait(3).text.count("<code>「知识产权」") == 12


def test_long_lists_are_folded_and_each_case_opens_at_a_tap_on_its_command(
    api: FakeBotApi, bot: Running
) -> None:
    api.say("版权")
    short = api.wait(1)
    assert short.text.count("/case_") == 4
    assert "<blockquote" not in short.text
    api.say("知识产权")
    answer = api.wait(2)
    assert answer.text.count("<blockquote expandable>") == answer.text.count("</blockquote>") == 1
    command = next(word for word in answer.text.split() if word.startswith("/case_"))
    api.say(command)
    assert f"[案例{command.removeprefix('/case_')}]" in api.wait(3).text


def test_a_collection_is_taken_back_to_an_earlier_state_once_confirmed(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    class WithUndo(CatalogAlone):
        def undo(self, id_: str, revision: int, _: object) -> Any:
            past = next(p for p in self._catalog.history(id_) if p.revision == revision)
            return past, self._catalog.replace(past.collection, self._catalog.past(id_, revision), past)

    monkeypatch.setattr(type(bot.app), "library", property(WithUndo))
    bot.hold("third", "第三批", 9)
    bot.hold("third", "第三批", 4)
    api.say("/history third", user=ADMIN)
    listed = api.wait(1, chat=ADMIN).text
    assert "移除 5" in listed
    assert listed.count("/undo_third_") == 1  # the earlier state has what a tap goes back with
    api.say("/退回 第三批", user=ADMIN)
    asked = api.wait(2, chat=ADMIN)
    assert "9 个案例：恢复 5，改回 0，移除 0" in asked.text
    assert len(list(bot.app.catalog.records().of("third"))) == 4
    api.tap(asked, _data(asked, "u:"), user=ADMIN)
    onward = api.wait(3, chat=ADMIN)
    assert [b["text"] for b in onward.buttons] == ["↩ 改回来"]
    assert len(list(bot.app.catalog.records().of("third"))) == 9
    api.say("/undo nowhere", user=ADMIN)
    assert "(" not in api.wait(4, chat=ADMIN).text
    api.say("/undo third 99", user=ADMIN)
    assert "没有状态 99，可以退回的是" in api.wait(5, chat=ADMIN).text
    api.tap(onward, onward.buttons[0]["callback_data"], user=ADMIN)  # asks nothing more
    assert "现有 4 个案例" in api.wait(6, chat=ADMIN).text
    api.say("还是恢复吧", user=ADMIN)
    assert "把《第三批》退回" in api.wait(7, chat=ADMIN).text
    api.say("/undo", user=ADMIN)  # alone: what was done last
    assert "把《第三批》退回" in api.wait(8, chat=ADMIN).text
    bot.hold("fourth", "第四批", 2)
    api.say("/undo 第四批", user=ADMIN)
    first = api.wait(9, chat=ADMIN)
    assert "移除它的 2 个案例" in first.text  # there was none before
    assert bot.app.catalog.records().case(CaseId("fourth", 1)) is not None
    api.tap(first, _data(first, "u:"), user=ADMIN)
    gone = api.wait(10, chat=ADMIN)
    assert bot.app.catalog.records().case(CaseId("fourth", 1)) is None
    api.tap(gone, gone.buttons[0]["callback_data"], user=ADMIN)
    assert "现有 2 个案例" in api.wait(11, chat=ADMIN).text


def test_no_words_of_a_console_and_no_second_language_are_said(api: FakeBotApi, bot: Running) -> None:
    for text in ("/case 999", "/remove nowhere", "/undo nowhere"):
        api.say(text, user=ADMIN)
    said = "\n".join(api.wait(nth, chat=ADMIN).text for nth in (1, 2, 3))
    assert "anwen" not in said
    assert "no such" not in said
    api.say("/case 999")
    assert "/cases 查看全部" in api.wait(1, chat=ALLOWED).text


def test_a_table_with_columns_of_its_own_is_read_by_the_words_sent_with_it(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(bot.app), "library", property(CatalogAlone))
    table = "| 单位代号 | 事迹 |\n|---|---|\n| 甲厂 | 节水。 |\n| 乙厂 | 节电。 |\n".encode()
    api.upload("第四批.md", table, user=ADMIN)
    assert "名称=…,内容=… 指明各列" in api.wait(1, chat=ADMIN).text
    api.upload("第四批.md", table, user=ADMIN, caption="名称=单位代号,内容=事迹，按行编号")
    report = api.wait(2, chat=ADMIN)
    assert report.text.startswith("<b>《第四批》")
    assert "➕ 新增 2 个（案例 1、2）" in report.text
    api.tap(report, _data(report, "u:"), user=ADMIN)
    assert "已写入" in api.wait(3, chat=ADMIN).text


def test_small_talk_is_nothing_to_vote_on_and_the_points_of_a_comparison_stand_out(
    api: FakeBotApi, bot: Running
) -> None:
    bot.answers.intent = Intent.CHAT
    api.say("商业秘密")
    assert not [button for button in api.wait(1).buttons if button["text"] in ("👍", "👎")]
    bot.answers.intent, bot.answers.padding = Intent.COMPARE, "2个案例对照：\nA. 甲\n【做法】\nA：“快”\n"
    api.say("专利")
    told = api.wait(2)
    assert "<b>A.</b> 甲\n\n<b>【做法】\nA</b>：“快”" in told.text
    assert "/case_" not in told.text  # one mark a line, and no command beside it
    assert [button["text"] for button in told.buttons][-2:] == ["👍", "👎"]


def test_who_asks_for_help_is_told_how_long_what_is_asked_is_kept(api: FakeBotApi, bot: Running) -> None:
    api.say("/help")
    told = api.wait(1).text
    assert f"最多留存 {bot.app.settings.retention_days} 天" in told
    assert "/forget" in told
