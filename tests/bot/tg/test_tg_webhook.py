"""The bot behind a webhook: calls without the secret get nowhere, replicas handle each update once."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.tg.updates.polling import KINDS
from tests.bot.tg.conftest import Running
from tests.bot.tg.fake_bot_api import TOKEN, FakeBotApi, Refused

SECRET = "s3cret_of-the-webhook"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _call(port: int, path: str, body: Any = None, secret: str | None = SECRET) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    connection.request("GET" if body is None else "POST", path, data, headers)
    reply = connection.getresponse()
    return reply.status, reply.read()


@pytest.fixture
def port(api: FakeBotApi, start: Callable[..., Running]) -> int:
    return _start(api, start)


def _start(api: FakeBotApi, start: Callable[..., Running], path: str = "/anwen/hook") -> int:
    port = _free_port()
    url = f"https://bot.example{path}"
    known = len(api.calls("setWebhook"))
    start(telegram_webhook=url, telegram_webhook_secret=SECRET, telegram_listen=("127.0.0.1", port))
    call = api.wait(known + 1, "setWebhook")
    assert (call.data["url"], call.data["secret_token"]) == (url, SECRET)
    assert call.data["allowed_updates"] == list(KINDS)
    assert "drop_pending_updates" not in call.data
    return port


def _update(api: FakeBotApi, number: int, text: str, user: int = 7) -> dict[str, Any]:
    return {"update_id": number, "message": api._message(number, text, user, user)}


def test_an_update_is_answered_once_however_often_it_is_brought(
    api: FakeBotApi, start: Callable[..., Running]
) -> None:
    ports = [_start(api, start), _start(api, start)]
    update = _update(api, 5000, "商业秘密")
    assert [_call(port, "/anwen/hook", update)[0] for port in (*ports, *ports)] == [200] * 4
    assert "[案例" in api.wait(1).text
    assert _call(ports[1], "/anwen/hook", _update(api, 5001, "专利"))[0] == 200
    assert "专利" in api.wait(2).text
    assert len(api.calls("sendMessage")) == 2


def test_a_call_without_the_secret_is_refused(api: FakeBotApi, port: int) -> None:
    update = _update(api, 6000, "商业秘密")
    for secret in (None, "", "wrong", SECRET + "x"):
        assert _call(port, "/anwen/hook", update, secret) == (403, b"")
    assert _call(port, "/anwen/hook", b"{not json")[0] == 400
    assert _call(port, "/elsewhere", update)[0] == 404
    assert _call(port, "/anwen/hook", _update(api, 6001, "专利"))[0] == 200
    assert "专利" in api.wait(1).text
    assert len(api.calls("sendMessage")) == 1


def test_nobody_learns_by_asking_what_there_is(api: FakeBotApi, port: int) -> None:
    update = _update(api, 6100, "商业秘密")
    for path in ("/", "/anwen", "/anwen/hook/", f"/bot{TOKEN}/getMe", "/healthz"):
        assert _call(port, path, update)[0] in (404, 405)
    assert _call(port, "/anwen/hook", None) == (405, b"")
    with suppress(OSError):  # it hangs up on what is too large to be an update
        assert _call(port, "/anwen/hook", b" " * (2 * 1024 * 1024), secret="wrong")[0] in (400, 413)
    assert _call(port, "/anwen/hook", update, "s3cret_of-the-webhook".upper())[0] == 403
    assert _call(port, "/anwen/hook", {"update_id": 10**30, "message": update["message"]})[0] == 200
    assert _call(port, "/anwen/hook", _update(api, 6101, "专利"))[0] == 200
    assert "专利" in api.wait(1).text
    assert len(api.calls("sendMessage")) == 1


def test_any_path_will_do(api: FakeBotApi, start: Callable[..., Running]) -> None:
    port = _start(api, start, "/a.b+c(%20)")
    assert _call(port, "/a.b+c(%20)", _update(api, 6200, "商业秘密"))[0] == 200
    assert "[案例" in api.wait(1).text
    assert _call(port, "/aXb+c(%20)", _update(api, 6201, "商业秘密"))[0] == 404


def test_a_webhook_that_telegram_refuses_is_one_line(
    api: FakeBotApi, anwen: Callable[..., Any], home: Path
) -> None:
    api.when(lambda m, _: m == "setWebhook", Refused(400, "Bad Request: bad webhook: IP address is reserved"))
    env = {
        "ANWEN_HOME": str(home),
        "ANWEN_TELEGRAM_TOKEN": TOKEN,
        "ANWEN_TELEGRAM_API": api.url,
        "ANWEN_TELEGRAM_ALLOWED": "7",
        "ANWEN_TELEGRAM_WEBHOOK": "https://10.0.0.1/x",
        "ANWEN_TELEGRAM_WEBHOOK_SECRET": SECRET,
        "ANWEN_TELEGRAM_LISTEN": f"127.0.0.1:{_free_port()}",
    }
    ran = anwen("telegram", env=env)
    assert ran.code == 1
    said = [
        line for line in ran.err.splitlines() if line.startswith("anwen")
    ]  # the test's own server may log too
    assert len(said) == 1
    assert "ANWEN_TELEGRAM_WEBHOOK" in said[0]
    assert "address is reserved" in said[0]
    assert SECRET not in ran.err


def test_health_is_told_to_whoever_asks(port: int) -> None:
    assert _call(port, "/healthz", secret=None) == (200, b"ok\n")
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("HEAD", "/healthz")
    assert connection.getresponse().status == 200


def test_without_its_database_it_is_unhealthy_and_an_update_is_to_be_brought_again(
    api: FakeBotApi, start: Callable[..., Running], home: Path
) -> None:
    port = _start(api, start)
    database, away = home / "catalog.sqlite3", home / "away"
    content = database.read_bytes()
    database.rename(away)
    database.write_bytes(b"no database at all, and long enough to be looked at" * 100)
    assert _call(port, "/healthz", secret=None) == (503, b"unhealthy\n")
    assert _call(port, "/anwen/hook", _update(api, 6300, "商业秘密"))[0] == 503
    database.unlink()
    away.rename(database)
    assert database.read_bytes()[:16] == content[:16]
    assert _call(port, "/healthz", secret=None)[0] == 200
    assert _call(port, "/anwen/hook", _update(api, 6300, "商业秘密"))[0] == 200
    assert "[案例" in api.wait(1).text


def test_a_webhook_without_a_secret_does_not_start(anwen: Callable[..., Any]) -> None:
    ran = anwen(
        "telegram",
        env={"ANWEN_TELEGRAM_TOKEN": "1234:" + "a" * 30, "ANWEN_TELEGRAM_WEBHOOK": "https://bot.example/x"},
    )
    assert ran.code == 1
    assert "ANWEN_TELEGRAM_WEBHOOK_SECRET" in ran.err
    assert ran.err.count("\n") == 1


def test_an_address_in_use_is_one_line(api: FakeBotApi, anwen: Callable[..., Any], home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        usual = {"ANWEN_HOME": str(home), "ANWEN_TELEGRAM_TOKEN": TOKEN, "ANWEN_TELEGRAM_API": api.url}
        webhook = {
            "ANWEN_TELEGRAM_WEBHOOK": "https://bot.example/x",
            "ANWEN_TELEGRAM_WEBHOOK_SECRET": SECRET,
            "ANWEN_TELEGRAM_ALLOWED": "7",
            "ANWEN_TELEGRAM_LISTEN": place,
        }
        for env in (webhook, {"ANWEN_TELEGRAM_ALLOWED": "7", "ANWEN_TELEGRAM_METRICS": place}):
            ran = anwen("telegram", env=usual | env)
            assert ran.code == 1
            last = ran.err.splitlines()[-1]
            assert place in last
            assert list(env)[-1] in last


def test_updates_that_are_none_are_taken_and_forgotten(api: FakeBotApi, port: int) -> None:
    for body in ([], {}, {"update_id": "x"}, 5, None):
        assert _call(port, "/anwen/hook", json.dumps(body).encode())[0] == 200
    assert _call(port, "/anwen/hook", _update(api, int(time.time()), "专利"))[0] == 200
    assert "专利" in api.wait(1).text
