"""Files from administrators: read on trial, written as reported and once, whoever else presses, whatever they are."""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.tg.messages import signs
from data.catalog.difference import Changes
from data.catalog.merging import Addition
from tests.bot.tg.conftest import ADMIN, ALLOWED, CatalogAlone, Running
from tests.bot.tg.fake_bot_api import Call, FakeBotApi, Refused

SECOND = 10
Start = Callable[..., Running]
LIST = (
    "| 序号 | 案例名称 | 案例摘要 |\n|---|---|---|\n"
    "| 1 | 甲公司维权案 | 甲公司依法维护商标权。 |\n"
    "| 2 | 乙公司创新案 | 乙公司以量子点技术创新。 |\n"
)


@pytest.fixture
def bot(start: Start, monkeypatch: pytest.MonkeyPatch) -> Running:
    running = start(admins={ADMIN, SECOND})
    monkeypatch.setattr(type(running.app), "library", property(CatalogAlone))
    return running


def _held(bot: Running) -> list[str]:
    return [collection.id for collection in bot.app.catalog.records().collections]


def _shelf(bot: Running) -> list[str]:
    return [path.name for path in (bot.app.settings.home / "uploads").rglob("*") if path.is_file()]


def test_only_who_sent_a_file_confirms_it_and_only_once(api: FakeBotApi, bot: Running) -> None:
    api.upload("第三批案例.md", LIST.encode(), user=ADMIN)
    report = api.wait(1, chat=ADMIN)
    yes, no = (button["callback_data"] for button in report.buttons)
    assert "uploads" not in report.text
    assert str(bot.app.settings.home) not in report.text
    message = {**api.chats[ADMIN][report.message]}
    for person in (SECOND, ALLOWED):
        api.tap(report, yes, user=person)
    moved = {
        **message,
        "chat": {"id": SECOND, "type": "private", "first_name": "P"},
    }  # forwarded to the second
    api.chats.setdefault(SECOND, {})[report.message] = moved
    person = {"id": SECOND, "is_bot": False, "first_name": "P"}
    query = {"id": "q", "from": person, "message": moved, "chat_instance": "1", "data": yes}
    api.push({"callback_query": query})
    told = [api.wait(nth, "answerCallbackQuery").data["text"] for nth in (1, 2)]
    assert all("失效" in text or "只有提问的人" in text for text in told)
    assert _held(bot) == ["ip-power-2"]
    api.tap(report, no, user=ADMIN)
    assert "没有改" in api.wait(2, chat=ADMIN).text
    api.tap(report, yes, user=ADMIN)
    api.wait(4, "answerCallbackQuery")
    bot.stop()
    assert _held(bot) == ["ip-power-2"]
    assert not _shelf(bot)
    assert not api.calls("sendMessage", SECOND)


def test_cases_that_a_file_does_not_have_go_by_their_own_button_that_says_how_many(
    api: FakeBotApi, bot: Running
) -> None:
    def numbers() -> list[int]:
        return [case.number for case in bot.app.catalog.records().cases if case.id.collection != "ip-power-2"]

    api.upload("list.md", LIST.encode(), user=ADMIN)
    report = api.wait(1, chat=ADMIN)
    assert not any("🗑" in button["text"] for button in report.buttons)
    api.tap(report, report.buttons[0]["callback_data"], user=ADMIN)
    api.wait(2, chat=ADMIN)
    half = LIST[: LIST.index("| 2 |")].replace("依法维护", "以诉讼维护")
    for nth, (at, left) in enumerate(((0, [1, 2]), (-1, [1]))):
        api.upload("list.md", half.encode(), user=ADMIN)
        report = api.wait(3 + 2 * nth, chat=ADMIN)
        assert "保留 1" in report.text
        assert "🗑 1 个" in report.buttons[-1]["text"]
        api.tap(report, report.buttons[at]["callback_data"], user=ADMIN)
        told = api.wait(4 + 2 * nth, chat=ADMIN)
        assert ("移除 1" if len(left) == 1 else "保留 1 个）") in told.text
        assert [b["text"] for b in told.buttons] == ["↩ 找回来" if len(left) == 1 else "↩ 退回改动前"]
        assert numbers() == left


def test_who_is_no_administrator_any_more_confirms_nothing(
    api: FakeBotApi, bot: Running, start: Start
) -> None:
    api.upload("第三批案例.md", LIST.encode(), user=SECOND)
    report = api.wait(1, chat=SECOND)
    bot.stop()
    again = start(allowed={SECOND})
    api.tap(report, report.buttons[0]["callback_data"], user=SECOND)
    assert "失效" in api.wait(1, "answerCallbackQuery").data["text"]
    assert _held(again) == ["ip-power-2"]


def test_a_file_that_is_not_the_one_of_the_report_is_not_written(api: FakeBotApi, bot: Running) -> None:
    api.upload("第三批案例.md", LIST.encode(), user=ADMIN)
    report = api.wait(1, chat=ADMIN)
    (path,) = (bot.app.settings.home / "uploads").rglob("*.md")
    path.write_text(LIST.replace("甲公司", "丙公司"), encoding="utf-8")
    api.tap(report, report.buttons[0]["callback_data"], user=ADMIN)
    assert "重新发送" in api.wait(2, chat=ADMIN).text
    assert _held(bot) == ["ip-power-2"]
    assert not _shelf(bot)


def test_a_file_that_lies_on_another_machine_is_fetched_again(api: FakeBotApi, bot: Running) -> None:
    sent = api.upload("第三批案例.md", LIST.encode(), user=ADMIN)
    report = api.wait(1, chat=ADMIN)
    api.chats[ADMIN][report.message]["reply_to_message"] = api.chats[ADMIN][sent]
    (path,) = (bot.app.settings.home / "uploads").rglob("*.md")
    path.unlink()
    api.tap(report, report.buttons[0]["callback_data"], user=ADMIN)
    assert "已写入" in api.wait(2, chat=ADMIN).text
    assert len(_held(bot)) == 2
    api.upload("第四批案例.md", LIST.encode(), user=ADMIN)
    report = api.wait(3, chat=ADMIN)
    (path,) = (bot.app.settings.home / "uploads").rglob("*.md")
    path.unlink()
    api.tap(report, report.buttons[0]["callback_data"], user=ADMIN)  # the message says no more where it was
    assert "重新发送" in api.wait(4, chat=ADMIN).text


def test_a_file_that_nobody_confirmed_for_a_week_goes(api: FakeBotApi, bot: Running, start: Start) -> None:
    api.upload("第三批案例.md", LIST.encode(), user=ADMIN)
    old = api.wait(1, chat=ADMIN)
    (path,) = (bot.app.settings.home / "uploads").rglob("*.md")
    api.upload("第四批案例.md", LIST.encode(), user=ADMIN)
    api.wait(2, chat=ADMIN)
    bot.stop()
    week = time.time() - 8 * 86400
    os.utime(path.parent, (week, week))
    again = start(admins={ADMIN})
    api.tap(old, old.buttons[0]["callback_data"], user=ADMIN)
    assert "失效" in api.wait(1, "answerCallbackQuery").data["text"]
    assert _shelf(again) == ["第四批案例.md"]


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"<w>" + b" " * (70 * 1024 * 1024))
    return packed.getvalue()


def test_files_of_no_known_kind_or_ill_will_are_told_of_by_name_and_leave_nothing(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signs, "QUICK", 60.0)
    hostile = {
        "program.exe": b"MZ\x90\x00" + bytes(200),
        "empty.docx": b"",
        "half.pdf": b"%PDF-1.7\n%%EOF",
        "bomb.docx": _bomb(),
        "entities.html": b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><p>&b;</p>",
        "../../../etc/passwd": b"root:x:0:0",
        "": b"\x00\x01\x02",
        "x\ud800y.md": b"| 1 |",
        "<b>&amp;.md": "没有案例".encode(),
    }
    for name, content in hostile.items():
        api.upload(name, content, user=ADMIN)
    told = [api.wait(nth, chat=ADMIN, seconds=30) for nth in range(1, len(hostile) + 1)]
    assert all(str(bot.app.settings.home) not in call.text for call in told), [call.text for call in told]
    assert "program.exe" in told[0].text
    assert "passwd" in told[5].text
    assert "编号" not in "".join(call.text for call in told[:6])  # none of them a bug of ours
    assert _held(bot) == ["ip-power-2"]
    confirmable = sum(bool(call.buttons) for call in told)
    assert len(_shelf(bot)) == confirmable


def test_while_a_file_is_written_one_message_counts_and_becomes_what_came_of_it(
    api: FakeBotApi, bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(CatalogAlone):
        def add(self, addition: Addition, progress: Any = None) -> Changes:
            for done in (1, 2):
                progress(done, 2)
                time.sleep(0.15)
            return super().add(addition, progress)

    monkeypatch.setattr(signs, "QUICK", 0.02)
    monkeypatch.setattr(signs, "EVERY", 0.02)
    monkeypatch.setattr(type(bot.app), "library", property(Slow))
    api.upload("第三批案例.md", LIST.encode(), user=ADMIN)
    report = next(call for call in _told(api) if call.buttons)
    api.tap(report, report.buttons[0]["callback_data"], user=ADMIN)
    written = next(call for call in _told(api) if "已写入" in call.text)
    sign = next(call for call in api.calls("sendMessage", ADMIN) if "正在写入" in call.text)
    edits = [
        call.text for call in api.calls("editMessageText", ADMIN) if call.data["message_id"] == sign.message
    ]
    assert any("2/2" in text for text in (sign.text, *edits))
    assert written.data["message_id"] == sign.message


def _told(api: FakeBotApi) -> Iterator[Call]:
    """What is sent or edited, as it comes."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        yield from [*api.calls("editMessageText", ADMIN), *api.calls("sendMessage", ADMIN)]
        time.sleep(0.02)


def test_a_size_that_is_told_late_counts_too(api: FakeBotApi, bot: Running) -> None:
    document = {"file_id": "late", "file_unique_id": "late", "file_name": "late.md"}
    api.files["late"] = b"x"
    api.when(lambda m, _: m == "getFile", Refused(400, "Bad Request: file is too big"))
    api.say("", ADMIN, document=document)
    assert "20 MB" in api.wait(1, chat=ADMIN).text
    api.when(lambda m, _: m == "getFile", Refused(400, "Bad Request: wrong file_id"))
    api.say("", ADMIN, document=document)
    assert "编号" in api.wait(2, chat=ADMIN).text
    assert not _shelf(bot)


def test_the_files_of_an_album_are_read_one_by_one(api: FakeBotApi, bot: Running) -> None:
    for nth, name in enumerate(("第三批案例.md", "第四批案例.md"), start=1):
        api.upload(name, LIST.encode(), user=ADMIN, media_group_id="1")
        report = api.wait(nth, chat=ADMIN)
        assert "2 个案例" in report.text
        assert report.data["reply_parameters"]["message_id"] == max(
            number for number, message in api.chats[ADMIN].items() if "document" in message
        )
    api.edit(report.data["reply_parameters"]["message_id"], "", user=ADMIN, document={
        "file_id": "file0", "file_unique_id": "x", "file_name": "第五批案例.md"})  # fmt: skip
    api.say("/new", user=ADMIN)
    assert "新的对话" in api.wait(3, chat=ADMIN).text
