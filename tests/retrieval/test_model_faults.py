"""A model that reads, judges, writes and is judged by another, all at a server that misbehaves: the offline answer in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from retrieval.models import Reads
from retrieval.writing.models import ModelFailed, chat_model
from retrieval.writing.writer import Limits, Writer
from tests.model_faults import BROKEN, misbehaving
from tests.processes import ROOT
from tests.retrieval.homes import Home
from tests.retrieval.promises import broken_promises
from tests.retrieval.scripted import with_writer

SECONDS = 1.5
KEY = "sk-never-to-be-shown"
QUESTIONS = ("谁把警察派到厂子里定期坐班啊", "天津的派出所联络点一共布到了多少个重点地方？")
MOST_MEMORY = 600 * 1024
"""Kilobytes of the whole process, whatever a server sends."""


@pytest.fixture(scope="module")
def warm(home: Home) -> Home:
    """Everything is imported before the clock runs."""
    with misbehaving() as (url, _):
        chat = chat_model("openai:m", base_url=f"{url}/types/v1", api_key=KEY)
        for schema in (None, {"type": "object"}):
            with suppress(ModelFailed):
                list(chat.stream([("human", "x")], schema, lambda _: None))
    for question in QUESTIONS:
        home.ready.answer(question)
    return home


@pytest.mark.parametrize("mode", [*BROKEN, "endless", "comments", "oneline", "headers_"])
def test_a_model_that_does_everything_and_misbehaves_leaves_the_offline_answer(warm: Home, mode: str) -> None:
    with misbehaving() as (url, handler):
        model, judge = (
            chat_model("openai:m", base_url=f"{url}/{mode}/v1", api_key=KEY, timeout=SECONDS)
            for _ in range(2)
        )
        model.load(), judge.load()
        answerer = with_writer(warm, Writer(model, Limits(timeout=SECONDS), judge=judge), Reads.ALWAYS)
        for question in QUESTIONS:
            started = time.monotonic()
            answer = answerer.answer(question)
            assert time.monotonic() - started < SECONDS + 1
            plain = warm.ready.answer(question)
            assert (answer.citations, answer.refused, answer.mode) == (
                plain.citations,
                plain.refused,
                plain.mode,
            )
            assert not broken_promises(answer, warm.catalog.records())
            shown = f"{answer.text}{answer.reason}{answer.notice}"
            assert KEY not in shown
            assert not {"\x1b", "<", "一亿"} & set(shown)
        assert handler.asked
        assert set(handler.asked) == {f"/{mode}/v1/chat/completions"}  # no key goes to another address


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["endless", "oneline", "hugejson", "packed", "error", "headers_", "nothing"])
def test_the_whole_program_stays_small_and_in_time_whatever_a_server_sends(home: Home, mode: str) -> None:
    with misbehaving() as (url, handler):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANWEN_")}
        settings = {
            "ANWEN_HOME": str(home.folder),
            "ANWEN_LLM": "openai:m",
            "ANWEN_JUDGE": "openai:m",
            "ANWEN_LLM_BASE_URL": f"{url}/{mode}/v1",
            "ANWEN_LLM_API_KEY": KEY,
            "ANWEN_LLM_READS": "always",
            "ANWEN_LLM_TIMEOUT": "6",
        }
        lines = "".join(json.dumps({"id": str(at), "question": QUESTIONS[1]}) + "\n" for at in range(4))
        child = subprocess.Popen(
            [sys.executable, "-m", "bot", "batch"],
            cwd=ROOT,
            env={**kept, **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(lines.encode())
        child.stdin.close()
        told = [json.loads(line) for line in child.stdout]
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        assert child.returncode == 0
        assert all("120" in answer["answer"] for answer in told)
        assert all(answer["elapsed_ms"] < 7_000 for answer in told[1:])  # the first loads the program, too
        assert handler.asked
        print(f"{mode}: {used.ru_maxrss // 1024} MB")
        assert used.ru_maxrss < MOST_MEMORY
