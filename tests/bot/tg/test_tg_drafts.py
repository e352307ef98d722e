"""Answers seen while they are written: what a person in a private chat, and a group, gets to see of it."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.app import App
from bot.settings import Settings
from bot.tg.bot import TelegramBot
from bot.tg.messages.drafts import EVERY
from tests.bot.tg.conftest import ADMIN, ALLOWED, Running, running
from tests.bot.tg.fake_bot_api import TOKEN, Call, FakeBotApi, Refused
from tests.openai_server import openai_server
from tests.retrieval.scripted import in_json

GROUP = -1009
Start = Callable[..., Running]
PACE = 0.05
"""Seconds a line; the answers asked for have a dozen."""


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty times as fast as people would have it."""
    for how, seconds in EVERY.items():
        monkeypatch.setitem(EVERY, how, seconds / 20)


def _no_drafts(method: str, _: object) -> bool:
    return method == "sendMessageDraft"


def test_a_private_answer_grows_as_a_draft_and_ends_as_one_message(api: FakeBotApi, start: Start) -> None:
    start(pace=PACE)
    asked = api.say("知识产权")
    answer = api.wait(1)
    drafts = api.calls("sendMessageDraft")
    assert len(drafts) >= 2
    assert {call.data["draft_id"] for call in drafts} == {asked}
    assert all(later.text.startswith(earlier.text) for earlier, later in pairwise(drafts))
    assert _text(answer).startswith(_text(drafts[-1])[:40])
    assert "<b>[案例" in drafts[0].text
    assert all(call.at < answer.at for call in drafts)
    assert len(api.calls("sendMessage")) == 1
    assert not api.calls("editMessageText")


@pytest.mark.parametrize(
    "refusal",
    [
        Refused(404, "Not Found: method not found"),
        Refused(501, "Not Implemented"),
        Refused(400, "Bad Request: DRAFTS_FORBIDDEN"),
    ],
)
def test_where_drafts_are_refused_one_message_is_edited(
    api: FakeBotApi, start: Start, refusal: Refused
) -> None:
    api.when(_no_drafts, refusal, times=99)
    start(pace=PACE)
    api.say("知识产权")
    first = api.wait(1)
    final = _final(api)
    edits = api.calls("editMessageText")
    assert len(edits) >= 2
    assert {call.data["message_id"] for call in edits} == {first.message}
    assert all(later.text.startswith(earlier.text) for earlier, later in pairwise([first, *edits[:-1]]))
    assert _text(edits[-1]).startswith(_text(first)[:40])
    assert final.buttons
    assert len(api.calls("sendMessage")) == 1
    assert len(api.calls("sendMessageDraft", ok=False)) == 1


def _text(call: Call) -> str:
    """What is read, where a list may be folded."""
    return call.text.removeprefix("<blockquote expandable>")


def _final(api: FakeBotApi) -> object:
    """The edit that has the buttons: the answer as it stays."""
    for nth in range(1, 99):
        if (call := api.wait(nth, "editMessageText")).buttons:
            return call
    raise AssertionError


def test_nothing_is_shown_before_its_time_where_that_is_switched_off(api: FakeBotApi, start: Start) -> None:
    start(pace=PACE, telegram_drafts="off")
    api.say("知识产权")
    api.wait(1)
    assert not api.calls("sendMessageDraft", ok=False)
    assert not api.calls("editMessageText")


def test_a_group_gets_one_composed_message(api: FakeBotApi, start: Start) -> None:
    start(pace=PACE)
    api.say("/allow", user=ADMIN, chat=GROUP)
    api.wait(1, chat=GROUP)
    api.say("/ask 知识产权", chat=GROUP)
    assert api.wait(2, chat=GROUP).buttons
    assert not api.calls("sendMessageDraft", ok=False)
    assert not api.calls("editMessageText")


def test_an_edited_question_grows_in_the_place_of_the_first_answer(api: FakeBotApi, start: Start) -> None:
    start(pace=PACE)
    number = api.say("商业秘密")
    answer = api.wait(1)
    drafts = len(api.calls("sendMessageDraft"))
    api.edit(number, "知识产权")
    _final(api)
    edits = api.calls("editMessageText")
    assert len(edits) >= 2
    assert {call.data["message_id"] for call in edits} == {answer.message}
    assert len(api.calls("sendMessageDraft")) == drafts
    assert len(api.calls("sendMessage")) == 1


def test_a_flood_wait_while_writing_holds_back_states_but_not_the_answer(
    api: FakeBotApi, start: Start
) -> None:
    api.when(_no_drafts, Refused(429, "Too Many Requests: retry after 60", retry_after=60), times=99)
    start(pace=PACE)
    api.say("知识产权")
    answer = api.wait(1, seconds=6)
    assert answer.buttons
    assert len(api.calls("sendMessageDraft", ok=False)) == 1


@pytest.mark.slow
def test_killed_while_it_edits_the_answer_is_finished_in_the_same_message(
    api: FakeBotApi, spawn_bot: Callable[..., subprocess.Popen[bytes]]
) -> None:
    first = spawn_bot(0.0, f"pace={10 * PACE}", ANWEN_TELEGRAM_DRAFTS="edit")
    api.say("知识产权", user=1000)
    begun = api.wait(1)
    api.wait(1, "editMessageText")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert not any(call.buttons for call in api.calls("editMessageText"))
    spawn_bot(0.0, ANWEN_TELEGRAM_DRAFTS="edit")
    assert _final(api).data["message_id"] == begun.message
    assert len(api.calls("sendMessage")) == 1


@pytest.mark.slow
@pytest.mark.timeout(400)  # the index is made first
def test_what_the_programs_own_writer_lets_pass_is_seen_sentence_by_sentence(
    api: FakeBotApi, home: Path
) -> None:
    said = (
        "上海市市场监管局探索建立商业秘密保护示范区和示范站（点）",
        "依托市、区两级联动机制加强企业调研和工作指导",
        "组建多领域、多层次、高水平智库，加大普法宣传",
    )
    with openai_server() as model:
        model.says = in_json(*((8, sentence) for sentence in said))
        model.pause = 0.02
        app = App(
            Settings(
                home=home,
                llm="openai:local",
                llm_base_url=model.url,
                telegram_token=TOKEN,
                telegram_api=api.url,
                telegram_allowed=frozenset({ALLOWED}),
            )
        )
        with running(TelegramBot(app)):
            api.say("上海市市场监管局怎么保护商业秘密？")
            answer = api.wait(1, seconds=300)
    drafts = api.calls("sendMessageDraft")
    assert any(said[0] in call.text for call in drafts), [call.text for call in drafts]
    assert said[2] not in drafts[0].text
    assert all(later.text.startswith(earlier.text) for earlier, later in pairwise(drafts))
    assert all(sentence in answer.text for sentence in said), answer.text
    assert len(api.calls("sendMessage")) == 1
