"""The whole path with small real models: ask, stream, structured output, time-out, the server killed in mid-answer."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator

import pytest

from bot.app import App
from bot.settings import Settings
from retrieval.checking.citations.invariants import violations
from tests.llm.models import LARGE, SMALL, Model, served

pytestmark = [pytest.mark.llm, pytest.mark.timeout(3000)]
ASKED = (
    "上海怎样保护商业秘密？",
    "江苏有哪些案例？",
    "天津的派出所联络点一共布到了多少个重点地方？",
    "江苏有几个案例？",
    "案例14和案例21有什么不同？",
)
PATIENCE = 600.0
Served = tuple[str, "subprocess.Popen[str]"]


@pytest.fixture(scope="module", params=[SMALL, LARGE], ids=lambda model: model.name)
def model(request: pytest.FixtureRequest) -> Model:
    found: Model = request.param
    return found


@pytest.fixture(scope="module")
def server(model: Model) -> Iterator[Served]:
    with served(model) as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(home=tmp_path_factory.mktemp("real") / "home")
    App(settings).ensure_loaded()
    return settings


def app(home: Settings, url: str, timeout: float = PATIENCE) -> App:
    return App(
        Settings(home=home.home, llm="openai:local", llm_base_url=url, llm_context=4096, llm_timeout=timeout)
    )


@pytest.mark.parametrize("question", ASKED)
def test_every_answer_keeps_its_promises_whatever_the_model_writes(
    home: Settings, server: Served, model: Model, question: str
) -> None:
    shown: list[float] = []
    answerer = app(home, server[0]).answerer
    plain = answerer.plain(question)
    started = time.monotonic()
    answer = answerer.answer(question, show=lambda _: shown.append(time.monotonic() - started))
    took = time.monotonic() - started
    assert not violations(answer)
    assert [c.case.id for c in answer.citations] == [c.case.id for c in plain.citations]
    assert (answer.count, answer.refused) == (plain.count, plain.refused)
    spent = answer.spent
    rate = spent.tokens_out / took if spent else 0.0
    first = f"{shown[0]:.1f}" if shown else "-"
    print(
        f"\n{model.name} {answer.mode} first {first} s, whole {took:.1f} s, {rate:.1f} tokens/s: {answer.text}"
    )


def test_structured_output_comes_as_the_schema_says(home: Settings, server: Served) -> None:
    writer = app(home, server[0]).writer
    assert writer is not None
    schema = {
        "type": "object",
        "properties": {
            "case": {"type": "integer", "enum": [1, 2]},
            "text": {"type": "string", "maxLength": 20},
        },
        "required": ["case", "text"],
    }
    import json

    said = "".join(writer.chat.stream([("human", "写一句关于茶的话。")], schema, lambda _: None))
    value = json.loads(said)
    assert value["case"] in (1, 2)
    assert len(value["text"]) <= 20


def test_a_time_out_gives_the_extractive_answer_in_time(home: Settings, server: Served) -> None:
    made = app(home, server[0], timeout=2.0)
    made.answerer.plain("上海怎样保护商业秘密？")
    assert made.writer is not None
    made.writer.chat.load()
    started = time.monotonic()
    answer = made.answerer.answer("贵州台江的村BA怎样带动产业？")
    assert time.monotonic() - started < 3.0
    assert answer.mode == "extractive"
    assert answer.notice


def test_a_server_killed_in_mid_answer_leaves_the_extractive_one(home: Settings, model: Model) -> None:
    with served(model) as (url, process):
        answerer = app(home, url).answerer
        plain = answerer.plain("浙江有哪些案例？")
        threading.Timer(4.0, process.kill).start()
        started = time.monotonic()
        answer = answerer.answer("浙江有哪些案例？")
        assert time.monotonic() - started < 60
    assert answer.mode == "extractive"
    assert answer.citations == plain.citations
    assert answer.text == f"{plain.text}\n{answer.notice}"
