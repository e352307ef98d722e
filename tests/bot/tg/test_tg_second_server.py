"""The same happy path before a server that somebody else wrote: bot and judge are not both ours.

It keeps neither texts nor markup; what it judges is every request: methods, parameters, buttons, replies.
"""

from __future__ import annotations

import itertools
import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.tg.conftest import ADMIN, ALLOWED, Running
from tests.bot.tg.fake_bot_api import TOKEN

pytest.importorskip("lo_bot_api_emulator")
START = """
import lo_bot_api_emulator as far_end
for method in ("sendMessage", "editMessageText"):
    far_end.CONTRACT["methods"][method]["parameters"].append("link_preview_options")
far_end.main()
"""
"""The server as it is, but for one parameter of Bot API 7.0 that it does not know and would refuse."""
PROGRAM = (sys.executable, "-c", START)
PERSON = {"id": ALLOWED, "is_bot": False, "first_name": "P"}
SECRET = "s3cret_of-the-webhook"
UNKNOWN = ("setMessageReaction:404", "setMessageReaction:501", "sendMessageDraft:501", "getMyDescription:501")
"""Methods that this server does not have; the bot does without them."""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Emulator:
    """The server in a process of its own, and its journal."""

    def __init__(self, folder: Path) -> None:
        self.journal, port = folder / "journal.jsonl", free_port()
        self.journal.touch()
        self._numbers = itertools.count(1000)
        self.url = f"http://127.0.0.1:{port}"
        options = ("--enable-control", "--allow-insecure-loopback-webhooks", "--journal", str(self.journal))
        self.process = subprocess.Popen(
            [*PROGRAM, "--port", str(port), *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _until(lambda: _listens(port))

    def push(self, **update: Any) -> None:
        body = json.dumps({"token": TOKEN, "update": update}).encode()
        request = urllib.request.Request(f"{self.url}/__fixture/updates", body)
        with urllib.request.urlopen(request, timeout=10) as reply:
            assert json.load(reply)["ok"]

    def say(self, text: str, **more: Any) -> None:
        message = {
            "message_id": next(self._numbers),
            "date": 1,
            "from": PERSON,
            "chat": _chat(ALLOWED),
            "text": text,
            **more,
        }
        self.push(message=message)

    def wait(self, count: int, method: str) -> None:
        """Until so many calls of the method succeeded, or nothing new was asked for so long that nothing will be."""
        _until(lambda: self.calls().count((method, 200)) >= count, lambda: self.calls()[-12:])

    def calls(self) -> list[tuple[str, int]]:
        items = [json.loads(line) for line in self.journal.read_text().splitlines() if line.endswith("}")]
        return [(item["method"], item["status"]) for item in items if "method" in item]

    def verdict(self, *required: str) -> None:
        """What its own judge says of all that was asked of it."""
        options = [f"--require-method={method}" for method in required]
        options += [f"--allow-refusal={refusal}" for refusal in UNKNOWN]
        command = [*PROGRAM, "verdict", str(self.journal)]
        done = subprocess.run(
            [*command, "--require-response", *options],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def _chat(id_: int) -> dict[str, Any]:
    return {"id": id_, "type": "private", "first_name": "P"}


def _listens(port: int) -> bool:
    with socket.socket() as there:
        return there.connect_ex(("127.0.0.1", port)) == 0


def _until(
    condition: Callable[[], bool], say: Callable[[], object] = lambda: "", seconds: float = 60
) -> None:
    """`seconds` without any news in what `say` tells end it: a machine that is busy is slow, not wrong."""
    told, end = say(), time.monotonic() + seconds
    while not condition():
        if (now := say()) != told:
            told, end = now, time.monotonic() + seconds
        assert time.monotonic() < end, told
        time.sleep(0.02)


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    emulator = Emulator(tmp_path)
    yield emulator
    emulator.process.terminate()
    emulator.process.wait(10)


def _tap(emulator: Emulator, data: str, person: int = ALLOWED) -> None:
    message = {"message_id": 1, "date": 1, "chat": _chat(ALLOWED), "text": "x"}
    query = {
        "id": "q",
        "from": {**PERSON, "id": person},
        "message": message,
        "chat_instance": "1",
        "data": data,
    }
    emulator.push(callback_query=query)


def _happy_path(emulator: Emulator) -> None:
    emulator.say("知识产权")
    emulator.wait(1, "sendMessage")
    for count, data in enumerate(("c:1:0:0", "a:1:1", "v:1:1"), start=1):
        _tap(emulator, data)
        emulator.wait(count, "answerCallbackQuery")
    emulator.wait(2, "editMessageText")
    for count, text in enumerate(("那专利", "/案例 8", "/cases", "/help", "没有这样的词"), start=2):
        emulator.say(text)
        emulator.wait(count, "sendMessage")
    emulator.say("/brief 商业秘密")
    emulator.wait(1, "sendDocument")
    emulator.push(inline_query={"id": "i", "from": PERSON, "query": "商业秘密", "offset": ""})
    emulator.wait(1, "answerInlineQuery")
    group = {"id": -1009, "type": "supergroup", "title": "G"}
    emulator.say("/allow", chat=group, **{"from": {**PERSON, "id": ADMIN}})
    emulator.wait(7, "sendMessage")
    emulator.say("/ask 商业秘密", chat=group)
    emulator.wait(8, "sendMessage")
    methods = ("sendMessage", "editMessageText", "sendDocument", "answerCallbackQuery", "answerInlineQuery")
    emulator.verdict(*methods, "sendChatAction", "setMyCommands")


def test_the_happy_path_by_polling_before_a_server_of_others(home: Path, emulator: Emulator) -> None:
    bot = Running(home, emulator)
    try:
        _happy_path(emulator)
    finally:
        bot.stop()


@pytest.mark.slow
def test_the_happy_path_by_webhook_before_a_server_of_others(home: Path, emulator: Emulator) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/hook"
    settings = {"telegram_webhook_secret": SECRET, "telegram_listen": ("127.0.0.1", port)}
    bot = Running(home, emulator, telegram_webhook=url, **settings)
    try:
        emulator.wait(1, "setWebhook")
        _happy_path(emulator)
    finally:
        bot.stop()
