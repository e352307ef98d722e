"""A Bot API server for the tests: real HTTP on 127.0.0.1, in a thread of its own, with the far end's rules.

It keeps messages, judges their markup with TDLib's parser where that is installed, refuses what Telegram refuses,
and lets a test wait for calls instead of sleeping.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

try:
    import tdjson

    tdjson.td_execute(b'{"@type":"setLogVerbosityLevel","new_verbosity_level":0}')
except ImportError:
    tdjson = None

TOKEN = "123456789:AAtest-token_of-a-fake-server-0123456789"
BOT = {
    "id": 123456789,
    "is_bot": True,
    "first_name": "案问",
    "username": "anwen_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": True,
}
LARGEST_DOWN = 20 * 1024 * 1024
WAIT = 20.0


@dataclass
class Call:
    """One call of the bot's: what it asked, when, and what it was told."""

    method: str
    data: dict[str, Any]
    at: float
    reply: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return bool(self.reply.get("ok"))

    @property
    def chat(self) -> int:
        return int(self.data.get("chat_id", 0))

    @property
    def text(self) -> str:
        return str(self.data.get("text", ""))

    @property
    def buttons(self) -> list[dict[str, Any]]:
        rows = self.data.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def message(self) -> int:
        return int(self.reply["result"]["message_id"])


class Refused(Exception):
    def __init__(self, status: int, description: str, **parameters: object) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.body["parameters"] = parameters  # type: ignore[assignment]
        self.status = status


@dataclass
class Page:
    """What something between the bot and Telegram says in its place."""

    status: int
    text: str = "<html>Please log in</html>"


class FakeBotApi:
    """The far end. `say`, `tap`, `push` are what people do; `wait` and `calls` what the bot did."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._calls: list[Call] = []
        self._updates: list[dict[str, Any]] = []
        self._numbers = itertools.count(1000)
        self._messages = itertools.count(100)
        self._callbacks: dict[str, bool] = {}
        self._rules: list[tuple[Callable[[str, dict[str, Any]], bool], Any, list[int]]] = []
        self._pollers = 0
        self._woken: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.chats: dict[int, dict[int, dict[str, Any]]] = {}
        self.files: dict[str, bytes] = {}
        self.webhook: dict[str, Any] = {}
        self.me = dict(BOT)
        self.documents: list[bytes] = []
        self.profile: dict[tuple[str, str | None], str] = {}
        self.url = ""
        self.seen: set[int] = set()

    # What people do

    def say(self, text: str, user: int = 7, chat: int | None = None, **more: Any) -> int:
        """A message to the bot; its number. `more` are fields of the message (reply_to, topic, entities…)."""
        number = next(self._messages)
        self.push({"message": self._message(number, text, user, chat or user, **more)})
        return number

    def edit(self, number: int, text: str, user: int = 7, chat: int | None = None, **more: Any) -> None:
        message = self._message(number, text, user, chat or user, **more)
        self.push({"edited_message": {**message, "edit_date": int(time.time())}})

    def _message(
        self,
        number: int,
        text: str,
        user: int,
        chat: int,
        *,
        reply_to: int | None = None,
        topic: int | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        message: dict[str, Any] = {
            "message_id": number,
            "date": int(time.time()),
            "from": {"id": user, "is_bot": False, "first_name": f"P{user}", "language_code": "zh"},
            "chat": _chat(chat),
            **({"text": text} if text else {}),
            **more,
        }
        if text.startswith("/") and "entities" not in more:
            length = len(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        if topic:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to:
            message["reply_to_message"] = self.chats[chat][reply_to]
        self.chats.setdefault(chat, {})[number] = message
        return message

    def tap(self, call: Call, data: str, user: int = 7) -> str:
        """Press a button under a message of the bot's; the id of the query."""
        number = f"q{next(self._numbers)}"
        self._callbacks[number] = True
        message = self.chats[call.chat][int(call.data.get("message_id") or call.message)]
        self.push(
            {
                "callback_query": {
                    "id": number,
                    "from": {"id": user, "is_bot": False, "first_name": "P"},
                    "message": message,
                    "chat_instance": "1",
                    "data": data,
                }
            }
        )
        return number

    def push(self, update: dict[str, Any], number: int | None = None) -> int:
        """Any update, well formed or not."""
        with self._changed:
            update = {"update_id": number or next(self._numbers), **update}
            self._updates.append(update)
        if self._loop and self._woken:
            self._loop.call_soon_threadsafe(self._woken.set)
        return int(update["update_id"])

    def upload(self, name: str, content: bytes, user: int = 7, size: int | None = None, **more: Any) -> int:
        id_ = f"file{len(self.files)}"
        self.files[id_] = content
        size = len(content) if size is None else size
        document = {"file_id": id_, "file_unique_id": id_, "file_name": name, "file_size": size}
        return self.say("", user, document=document, **more)

    # What the bot did

    def calls(self, method: str, chat: int | None = None, ok: bool = True) -> list[Call]:
        with self._changed:
            return [
                c
                for c in self._calls
                if c.method == method and (chat is None or c.chat == chat) and (not ok or c.ok)
            ]

    def wait(
        self, n: int, method: str = "sendMessage", chat: int | None = None, seconds: float = WAIT
    ) -> Call:
        """The nth successful call of a method (in a chat), as soon as it was made."""
        end = time.monotonic() + seconds
        with self._changed:
            while len(found := self.calls(method, chat)) < n:
                if not self._changed.wait(max(end - time.monotonic(), 0)) and time.monotonic() >= end:
                    said = [
                        (c.method, c.chat, c.text[:60], c.reply.get("description")) for c in self._calls[-12:]
                    ]
                    raise AssertionError(f"{len(found)} of {n} {method}; last calls: {said}")
        return found[n - 1]

    def forget(self) -> None:
        """Drop what was recorded: a long run is to measure the bot, not its judge."""
        with self._changed:
            self._calls.clear()
            self.chats.clear()

    def wait_handled(self, seconds: float = WAIT) -> None:
        """Until every update so far was confirmed by the bot's next poll."""
        end = time.monotonic() + seconds
        with self._changed:
            while self._updates:
                assert self._changed.wait(max(end - time.monotonic(), 0)), "updates not fetched"

    def when(self, rule: Callable[[str, dict[str, Any]], bool], then: Any, times: int = 1) -> None:
        """For the next `times` calls that `rule(method, data)` picks: a Refused, a Page, "drop", or seconds to delay."""
        self._rules.append((rule, then, [times]))

    def forget_rules(self) -> None:
        """From now on nothing is refused or delayed, not even what is being delayed now."""
        self._rules.clear()

    # HTTP

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != f"bot{TOKEN}":
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        method = request.match_info["method"]
        data = {k: _value(k, v) for k, v in (await request.post()).items()}
        call = Call(method, data, time.monotonic())
        dropped = False
        status = 200
        try:
            after = 0.0
            for rule, then, left in self._rules:
                if left[0] > 0 and rule(method, data):
                    left[0] -= 1
                    if isinstance(then, Refused):
                        raise then
                    if isinstance(then, Page):
                        return web.Response(status=then.status, text=then.text, content_type="text/html")
                    dropped = then == "drop"
                    after = then if isinstance(then, int | float) else 0.0
            end = time.monotonic() + after
            while self._rules and time.monotonic() < end:
                await asyncio.sleep(0.02)
            handler = getattr(self, f"_{method}", None)
            result = await handler(data) if handler else True
            call.reply = {"ok": True, "result": result}
        except Refused as error:
            status, call.reply = error.status, error.body
        if method != "getUpdates":
            with self._changed:
                self._calls.append(call)
                self._changed.notify_all()
        if dropped:
            assert request.transport is not None
            request.transport.close()
        return web.json_response(call.reply, status=status)

    async def _file(self, request: web.Request) -> web.Response:
        return web.Response(body=self.files[request.match_info["path"]])

    async def _getMe(self, _: dict[str, Any]) -> Any:
        return self.me

    async def _setWebhook(self, data: dict[str, Any]) -> Any:
        self.webhook = data
        return True

    async def _getUpdates(self, data: dict[str, Any]) -> Any:
        offset, timeout = int(data.get("offset") or 0), float(data.get("timeout") or 0)
        self._pollers += 1
        mine = self._pollers
        assert self._woken is not None
        self._woken.set()
        end = time.monotonic() + timeout
        while True:
            with self._changed:
                self._updates = [u for u in self._updates if u["update_id"] >= offset]
                self._changed.notify_all()
                found = self._updates[: int(data.get("limit") or 100)]
            if mine != self._pollers:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
            if found or time.monotonic() >= end:
                return found
            self._woken.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), max(end - time.monotonic(), 0))

    async def _sendMessage(self, data: dict[str, Any]) -> Any:
        self._check(data)
        chat = int(data["chat_id"])
        number = next(self._messages)
        message = {
            "message_id": number,
            "date": int(time.time()),
            "from": self.me,
            "chat": _chat(chat),
            "text": _plain(data),
            **(
                {"message_thread_id": int(data["message_thread_id"]), "is_topic_message": True}
                if data.get("message_thread_id")
                else {}
            ),
        }
        self.chats.setdefault(chat, {})[number] = message
        return message

    async def _sendMessageDraft(self, data: dict[str, Any]) -> Any:
        if int(data["chat_id"]) < 0 or not int(data["draft_id"]):
            raise Refused(400, "Bad Request: drafts are for private chats, and have a number")
        self._check({**data, "text": data.get("text") or "Thinking…"})
        return True

    async def _editMessageText(self, data: dict[str, Any]) -> Any:
        if data.get("inline_message_id"):
            return True
        self._check(data)
        message = self.chats.get(int(data["chat_id"]), {}).get(int(data["message_id"]))
        if message is None:
            raise Refused(400, "Bad Request: message to edit not found")
        key = json.dumps([data.get("text"), data.get("reply_markup")])
        if message.get("_key") == key:
            raise Refused(400, "Bad Request: message is not modified")
        message |= {"text": _plain(data), "_key": key}
        return {k: v for k, v in message.items() if k != "_key"}

    async def _deleteMessage(self, data: dict[str, Any]) -> Any:
        self.chats[int(data["chat_id"])].pop(int(data["message_id"]), None)
        return True

    async def _answerCallbackQuery(self, data: dict[str, Any]) -> Any:
        if not self._callbacks.pop(data["callback_query_id"], False):
            raise Refused(
                400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        return True

    async def _answerInlineQuery(self, data: dict[str, Any]) -> Any:
        results = data["results"]
        if len(results) > 50 or len({result["id"] for result in results}) < len(results):
            raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            content = result["input_message_content"]
            self._check({**content, "text": content["message_text"]})
            if not result["title"] or len(result["id"].encode()) > 64:
                raise Refused(400, "Bad Request: RESULT_TITLE_EMPTY")
        return True

    async def _setMyCommands(self, data: dict[str, Any]) -> Any:
        for row in data["commands"]:
            named = re.fullmatch(r"[a-z0-9_]{1,32}", row["command"])
            if not named or not 1 <= len(row["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        return True

    async def _getMyDescription(self, data: dict[str, Any]) -> Any:
        return {"description": self.profile.get(("long", data.get("language_code")), "")}

    async def _setMyDescription(self, data: dict[str, Any]) -> Any:
        if len(data["description"]) > 512:
            raise Refused(400, "Bad Request: description is too long")
        self.profile["long", data.get("language_code")] = data["description"]
        return True

    async def _getMyShortDescription(self, data: dict[str, Any]) -> Any:
        return {"short_description": self.profile.get(("short", data.get("language_code")), "")}

    async def _setMyShortDescription(self, data: dict[str, Any]) -> Any:
        if len(data["short_description"]) > 120:
            raise Refused(400, "Bad Request: short description is too long")
        self.profile["short", data.get("language_code")] = data["short_description"]
        return True

    async def _sendChatAction(self, data: dict[str, Any]) -> Any:
        return data["action"] == "typing"

    async def _getFile(self, data: dict[str, Any]) -> Any:
        content = self.files[data["file_id"]]
        if len(content) > LARGEST_DOWN:
            raise Refused(400, "Bad Request: file is too big")
        return {
            "file_id": data["file_id"],
            "file_unique_id": "u",
            "file_path": data["file_id"],
            "file_size": len(content),
        }

    async def _sendDocument(self, data: dict[str, Any]) -> Any:
        self.documents.append(data["document"].file.read())
        if len(data.get("caption", "").encode("utf-16-le")) // 2 > 1024:
            raise Refused(400, "Bad Request: message caption is too long")
        return await self._sendMessage(
            {**data, "text": data.get("caption") or "document", "parse_mode": None}
        )

    def _check(self, data: dict[str, Any]) -> None:
        text = _plain(data)
        if not text.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) // 2 > 4096:
            raise Refused(400, "Bad Request: message is too long")
        rows = (data.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            if not 1 <= len(button.get("callback_data", "x").encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            if not 1 <= len(button.get("copy_text", {"text": "x"})["text"].encode("utf-16-le")) // 2 <= 256:
                raise Refused(400, "Bad Request: BUTTON_COPY_TEXT_INVALID")


def _plain(data: dict[str, Any]) -> str:
    """The text of a message without its markup; refused as Telegram would."""
    text = str(data.get("text", ""))
    if data.get("parse_mode") != "HTML" or tdjson is None:
        return text
    request = {"@type": "parseTextEntities", "text": text, "parse_mode": {"@type": "textParseModeHTML"}}
    found = json.loads(tdjson.td_execute(json.dumps(request).encode()))
    if found["@type"] == "error":
        raise Refused(400, f"Bad Request: can't parse entities: {found['message']}")
    return str(found["text"])


def _value(name: str, value: Any) -> Any:
    if name in ("text", "caption") or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _chat(id_: int) -> dict[str, Any]:
    if id_ > 0:
        return {"id": id_, "type": "private", "first_name": "P"}
    return {"id": id_, "type": "supergroup", "title": "G", "is_forum": True}


@contextmanager
def serving(port: int = 0) -> Iterator[FakeBotApi]:
    """The server, up; a free port unless one is given."""
    api = FakeBotApi()
    ready = threading.Event()
    done: list[asyncio.Event] = []

    async def main() -> None:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/{token}/{method}", api._handle)
        app.router.add_get("/file/{token}/{path}", api._file)
        runner = web.AppRunner(app, shutdown_timeout=0.01)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        api._loop, api._woken = asyncio.get_running_loop(), asyncio.Event()
        api.url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        done.append(asyncio.Event())
        ready.set()
        await done[0].wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: asyncio.run(main()), daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield api
    finally:
        assert api._loop is not None
        api._loop.call_soon_threadsafe(done[0].set)
        thread.join(10)
