"""The real client against a real server that fails in every way: an answer in time, never an error."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from data.types import Answer
from retrieval.answering import Answerer
from retrieval.writing.models import chat_model
from retrieval.writing.writer import Limits, Writer
from tests.openai_server import FakeOpenAI, openai_server
from tests.retrieval.homes import Home
from tests.retrieval.scripted import in_json, marked, with_writer

QUESTION = "天津的派出所联络点一共布到了多少个重点地方？"
TRUE = "天津市公安局在120个重点地区的基层派出所设立了“联络点”"
TIMEOUT = 3.0
Asked = Callable[..., Answer]


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with openai_server() as fake:
        yield fake


@pytest.fixture(scope="module", autouse=True)
def loaded(home: Home) -> None:
    """langchain and the client are imported before the clock runs."""
    with openai_server() as fake:
        fake.says = "{}"
        chat = chat_model("openai:local", base_url=fake.url)
        for schema in (None, {"type": "object"}):
            list(chat.stream([("human", "x")], schema, lambda _: None))
    home.ready.answer(QUESTION)


@pytest.fixture
def ask(home: Home, server: FakeOpenAI) -> Asked:
    def call(url: str = "", **behaviour: Any) -> Answer:
        for name, value in behaviour.items():
            setattr(server, name, value)
        chat = chat_model("openai:local", base_url=url or server.url, timeout=TIMEOUT)
        answerer: Answerer = with_writer(home, Writer(chat, Limits(timeout=TIMEOUT)))
        started = time.monotonic()
        answer = answerer.answer(QUESTION)
        assert time.monotonic() - started < TIMEOUT + 1
        return answer

    return call


def test_the_schema_is_sent_and_the_stream_is_read(ask: Asked, server: FakeOpenAI) -> None:
    answer = ask(says=in_json((1, TRUE)))
    assert answer.text == f"{TRUE}[案例2]。"
    (request,) = server.requests
    assert request["response_format"]["json_schema"]["schema"]["properties"]["sentences"]["maxItems"] == 4
    assert request["stream"] is True
    assert answer.spent is not None
    assert (answer.spent.tokens_in, answer.spent.tokens_out) == (50, 9)


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        ({"hang": True}, ("没有按时答完", 1)),
        ({"says": in_json((1, TRUE)), "pause": 1.0}, ("没有按时答完", 1)),
        ({"status": 429, "message": "Rate limit reached"}, ("请求过多", 2)),
        ({"status": 500, "message": "oops"}, ("中断或无法连接", 2)),
        ({"status": 503, "message": "overloaded"}, ("中断或无法连接", 2)),
        ({"status": 401, "message": "Incorrect API key provided"}, ("不接受密钥", 1)),
        ({"status": 404, "message": "no such model"}, ("不接受请求", 2)),
        (
            {"status": 400, "message": "the request exceeds the available context size"},
            ("超出语言模型的上限", 1),
        ),
        ({"says": in_json((1, TRUE), (1, TRUE)), "cut": 4}, ("中断或无法连接", 2)),
        ({"garbage": True}, ("没有给出可用的回答|中断或无法连接", 2)),
        ({"refuses": True}, ("拒绝作答", 1)),
        ({"says": "很抱歉，我帮不了你。"}, ("都与原文不符|没有给出可用的回答", 2)),
        ({"says": '{"sentences": [{"case": 1, "text": "天津市公'}, ("没有给出可用的回答|都与原文不符", 2)),
        ({"says": "你" * 2000}, ("没有给出可用的回答", 2)),
    ],
    ids=lambda value: str(value)[:30] if isinstance(value, dict) else "",
)
def test_every_failure_gives_the_extractive_answer_and_one_line_in_time(
    ask: Asked, home: Home, server: FakeOpenAI, behaviour: dict[str, Any], told: tuple[str, int]
) -> None:
    why, requests = told
    answer = ask(**behaviour)
    plain = home.ready.answer(QUESTION)
    assert (answer.mode, answer.citations) == ("extractive", plain.citations)
    assert answer.text == f"{plain.text}\n{answer.notice}"
    assert any(part in str(answer.notice) for part in why.split("|")), answer.notice
    assert len(server.requests) == requests


def test_a_server_that_is_not_there(ask: Asked) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"
        assert "中断或无法连接" in str(ask(url).notice)


def test_a_server_without_schemas_is_asked_for_marked_text(
    ask: Asked, server: FakeOpenAI, home: Home
) -> None:
    server.says = marked((1, TRUE))
    answer = ask(status=400, message="response_format is not supported")
    assert "不接受请求" in str(answer.notice)
    assert "response_format" not in server.requests[1]
    server.requests.clear()
    assert ask(status=200, says=marked((1, TRUE))).mode == "llm"
