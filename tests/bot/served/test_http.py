"""`anwen serve`: the contract's routes, and who is let in."""

from __future__ import annotations

import json
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import App
from bot.served.guard import Limits
from bot.served.running import Prompt
from tests.bot.served.serving import serving
from tests.processes import start
from tests.servers import free_port

SECRETS = "哪些案例涉及商业秘密？"
JSON = {"Content-Type": "application/json"}


def without_time(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "elapsed_ms"}


def test_ask_gives_the_answer_object_of_the_console_with_the_id_that_was_sent(
    http: httpx.Client, first_run: tuple[Path, list[tuple[int, str, str]]]
) -> None:
    answer = http.post("/ask", json={"id": "一", "question": SECRETS}).json()
    assert answer.pop("id") == "一"
    assert without_time(answer) == without_time(json.loads(first_run[1][0][1]))


def test_a_follow_up_is_answered_in_the_light_of_its_turns_however_often_it_is_asked(
    http: httpx.Client,
) -> None:
    asked = {"question": "那江苏呢", "turns": ["浙江有哪些案例？"], "collections": ["第二批"]}
    first, again = (http.post("/ask", json=asked).json() for _ in range(2))
    assert {citation["number"] for citation in first["citations"]} == {9, 10}
    assert first["understood"]["collections"] == ["ip-power-2"]
    assert without_time(again) == without_time(first)


def test_cases_are_the_public_objects_whole_by_the_page_and_one_by_number(
    http: httpx.Client, loaded: App
) -> None:
    held = [case.as_json() for case in loaded.records().cases]
    assert http.get("/cases").json() == held
    part = http.get("/cases", params={"collection": "第二批", "offset": 28, "limit": 1})
    assert (part.json(), part.headers["X-Total-Count"]) == (held[28:29], "30")
    assert http.get(part.links["next"]["url"]).json() == held[29:]
    assert [http.get(f"/cases/{number}").json() for number in ("8", "案例8", "８")] == [held[7]] * 3
    assert http.get("/collections").json()[0]["cases"] == 30


def test_verify_takes_any_text(http: httpx.Client) -> None:
    good, bad = (
        http.post("/verify", json={"text": f"上海“{words}”（案例8）。"}).json()
        for words in ("探索建立商业秘密保护示范区和示范站（点）", "建立了一百个示范区")
    )
    assert (good["checked"], good["holds"], bad["holds"]) == (1, True, False)


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("POST", "/ask", b"{", 400),
        ("POST", "/ask", b"[" * 100_000, 400),
        ("POST", "/ask", b"\xff\xfe", 400),
        ("POST", "/ask", b'{"question": NaN}', 400),
        ("POST", "/ask", b'{"question": ""}', 400),
        ("POST", "/ask", b'{"question": "a", "turns": "b"}', 400),
        ("POST", "/ask", '{"question": "案例8", "collections": ["没有"]}'.encode(), 404),
        ("POST", "/verify", b'{"text": 8}', 400),
        ("GET", "/cases/31", None, 404),
        ("GET", "/cases/x", None, 400),
        ("GET", "/cases?limit=0", None, 400),
        ("GET", "/cases?collection=no", None, 404),
        ("GET", "/ask", None, 405),
        ("DELETE", "/cases/8", None, 405),
        ("PUT", "/cases/8", None, 405),
        ("GET", "/nothing", None, 404),
        ("GET", "/docs", None, 404),
        ("POST", "/v1/chat/completions", b"{}", 400),
        (
            "POST",
            "/v1/chat/completions",
            b'{"model": "gpt-5", "messages": [{"role": "user", "content": "a"}]}',
            404,
        ),
        ("POST", "/v1/chat/completions", b'{"messages": [{"role": "system", "content": "a"}]}', 400),
        ("GET", "/v1/models/gpt-5", None, 404),
    ],
)
def test_what_cannot_be_done_has_its_status_and_one_line_that_says_why(
    http: httpx.Client, method: str, path: str, sent: bytes | None, status: int
) -> None:
    response = http.request(method, path, content=sent, headers=JSON)
    assert response.status_code == status
    error = response.json()["error"]
    said = error["message"] if path.startswith("/v1/") else error
    assert said
    assert "\n" not in said
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "localhost.evil.example:8765"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Host": "localhost:8765"}, 200),
        ({"Host": "[::1]:8765"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
    ],
)
def test_another_sites_page_cannot_ask_nor_rebind_its_name(
    http: httpx.Client, headers: dict[str, str], status: int
) -> None:
    response = http.post("/ask", content=b'{"question": "\xe6\xa1\x88\xe4\xbe\x8b8"}', headers=JSON | headers)
    assert response.status_code == status
    assert "Access-Control-Allow-Origin" not in response.headers


def test_the_page_may_be_reached_by_a_link_and_asks_with_its_own_origin(http: httpx.Client) -> None:
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert http.get("/", headers=link).status_code == 200
    assert http.get("/cases/8", headers=link).status_code == 403
    own = {"Origin": str(http.base_url).rstrip("/")}
    assert http.post("/ask", json={"question": "案例8"}, headers=own).status_code == 200


def test_bodies_are_bounded_in_size_declared_or_not_and_in_time(loaded: App) -> None:
    with serving(loaded, Limits(body=1000, body_seconds=0.3)) as http:
        assert http.post("/verify", json={"text": "字" * 1000}).status_code == 413
        parts = (b'{"text": "', *(b"a" * 100 for _ in range(100)), b'"}')
        assert http.post("/verify", content=iter(parts), headers=JSON).status_code == 413
        with socket.create_connection((http.base_url.host, http.base_url.port)) as slow:
            head = "POST /ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
            slow.sendall(head.encode())
            assert slow.recv(1000).startswith(b"HTTP/1.1 408")


class Hasty(Prompt):
    patience = 0.3


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nHost: local"])
def test_a_connection_on_which_no_headers_come_is_closed(loaded: App, sent: bytes) -> None:
    with serving(loaded, protocol=Hasty) as http:
        with socket.create_connection((http.base_url.host, http.base_url.port), timeout=10) as slow:
            slow.sendall(sent)
            assert slow.recv(100) == b""  # it was closed
        assert http.get("/cases/8").status_code == 200


def test_a_reply_holds_no_more_cases_than_have_room(loaded: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.served.service.MOST_TEXT", 1000)
    with serving(loaded) as http:
        numbers, url = [], "/cases"
        while url:
            reply = http.get(url)
            assert len(reply.json()) < 10
            numbers += [case["number"] for case in reply.json()]
            url = reply.links.get("next", {}).get("url", "")
        assert numbers == list(range(1, 31))


def test_requests_are_bounded_by_the_second(loaded: App) -> None:
    with serving(loaded, Limits(burst=3, rate=10)) as http:
        statuses = [http.get("/cases/8").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        time.sleep(0.15)
        assert http.get("/cases/8").status_code == 200


def test_a_token_opens_everything_and_the_page_alone_is_there_without(loaded: App) -> None:
    with serving(loaded, Limits(wrong_tokens=2), token="hush-8") as http:
        bearer = {"Authorization": "Bearer hush-8"}
        assert http.get("/").status_code == 200
        assert http.get("/cases/8").status_code == 401
        assert http.get("/v1/models").json()["error"]["type"] == "authentication_error"
        assert http.get("/cases/8", headers=bearer).status_code == 200
        for wrong in ("Bearer hush-", "Basic hush-8"):
            assert http.get("/cases/8", headers={"Authorization": wrong}).status_code == 401
        assert (
            http.get("/cases/8", headers=bearer).status_code == 429
        )  # guessing is slow, for the right one too


def test_elsewhere_any_host_name_may_be_used_where_a_token_is_asked_for_and_names_can_be_told(
    loaded: App,
) -> None:
    with serving(loaded, token="hush", hosts=None) as http:
        named = {"Host": "cases.example", "Authorization": "Bearer hush"}
        assert http.get("/cases/8", headers=named).status_code == 200
    with serving(loaded, hosts=frozenset({"cases.example"})) as http:
        proxied = {"Host": "cases.example", "Origin": "https://cases.example"}
        assert http.post("/ask", json={"question": "案例8"}, headers=proxied).status_code == 200
        assert http.get("/cases/8", headers={"Host": "other.example"}).status_code == 403


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (["--listen", "0.0.0.0:8765"], "--token"),
        (["--listen", "nonsense"], "ANWEN_SERVE_LISTEN"),
        (["--token", "两个 字"], "ANWEN_SERVE_TOKEN"),
    ],
)
def test_it_does_not_start_open_to_others_nor_on_nonsense(
    anwen: Callable[..., Any], argv: list[str], says: str
) -> None:
    ran = anwen("serve", *argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert says in ran.err
    assert "两个 字" not in ran.err


def test_it_says_where_it_is_stops_when_told_and_a_second_one_cannot_have_its_port(
    first_run: tuple[Path, object],
) -> None:
    port = free_port()
    address = f"127.0.0.1:{port}"
    process = start(first_run[0], "serve", "--listen", address)
    assert process.stderr
    assert f"http://{address}/" in process.stderr.readline()
    assert httpx.get(f"http://{address}/cases/8", trust_env=False).json()["number"] == 8
    second = start(first_run[0], "serve", "--listen", address)
    _, err = second.communicate(timeout=60)
    assert (second.returncode, err.count("\n")) == (1, 1)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
