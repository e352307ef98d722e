"""The commands with a language model behind a real server: streaming, JSON, usage, expansion, traces."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.app import App
from bot.running.tracing import redact
from bot.settings import Settings
from data.types import SUMMARY
from tests.openai_server import FakeOpenAI, openai_server
from tests.retrieval.scripted import in_json

ROOT = Path(__file__).parents[2]
QUESTION = "江苏有哪些案例？"
NINE = "南通市设立了34家知识产权海外服务分中心"
TEN = "无锡市公安局组建了多部门参与的知识产权维权联盟"


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled collection and its index."""
    home = tmp_path_factory.mktemp("llm-home")
    app = App(Settings(home=home))
    app.ensure_loaded()
    return home


@pytest.fixture
def server() -> Iterator[FakeOpenAI]:
    with openai_server() as fake:
        yield fake


@pytest.fixture
def env(lived_in: Path, server: FakeOpenAI) -> dict[str, str]:
    return settings(lived_in, server)


def settings(home: Path, server: FakeOpenAI) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ANWEN_", "LANGSMITH", "LANGCHAIN"))}
    given = {
        "ANWEN_HOME": str(home),
        "ANWEN_LLM": "openai:local",
        "ANWEN_LLM_BASE_URL": server.url,
        "ANWEN_LLM_TIMEOUT": "60",
        "ANWEN_LLM_PRICE": "1/4",
    }
    return {**kept, **given}


def run(env: dict[str, str], *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *argv],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


@pytest.mark.slow
def test_ask_prints_the_written_answer_and_what_it_cost(env: dict[str, str], server: FakeOpenAI) -> None:
    server.says = in_json((1, NINE), (2, TEN))
    ran = run(env, "ask", "--usage", QUESTION)
    assert (ran.returncode, ran.stderr.strip()) == (
        0,
        "语言模型 openai:local：1 次，读 50、写 9 词元，费用 0.0001",
    )
    assert f"{NINE}[案例9]。" in ran.stdout
    found = json.loads(run(env, "ask", "--json", "江苏有几个案例？").stdout)
    assert (found["mode"], found["model"], found["count"]) == ("llm", "openai:local", 2)
    assert found["usage"]["tokens_in"] == 50
    assert found["sentences"][0]["support"][0]["number"] == 9
    stats = json.loads(run(env, "stats", "--json").stdout)
    assert stats["models"][0]["calls"] >= 2


@pytest.mark.slow
def test_at_a_terminal_a_sentence_appears_before_the_answer_is_whole(
    env: dict[str, str], server: FakeOpenAI
) -> None:
    server.says = in_json((1, "南通市组建知识产权海外专家智库"), (2, TEN))
    server.pause = 0.5
    leader, follower = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "江苏有什么案例？"],
        cwd=ROOT,
        env=env,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    seen: list[tuple[float, str]] = []
    end = time.monotonic() + 100
    while time.monotonic() < end:
        if select.select([leader], [], [], 0.05)[0]:
            try:
                raw = os.read(leader, 65536)
            except OSError:  # the child has closed its end
                break
            if not raw:
                break
            seen.append((time.monotonic(), raw.decode("utf-8", "replace")))
        elif child.poll() is not None:
            break
    assert child.wait(20) == 0
    os.close(leader)
    at = {word: next(when for when, text in seen if word in text) for word in ("专家智库", "维权联盟")}
    assert at["维权联盟"] - at["专家智库"] > 0.3
    whole = "".join(text for _, text in seen)
    assert whole.count("[案例9]。") == 1  # shown once, not again when it is whole


@pytest.mark.slow
def test_expand_keeps_questions_that_find_the_case_and_are_never_shown(
    env: dict[str, str], server: FakeOpenAI, tmp_path: Path
) -> None:
    file = tmp_path / "三例.jsonl"
    cases = [
        (1, "甲县建立稻渔综合种养示范区", "甲县建立稻渔综合种养示范区，亩均增收八百元。"),
        (2, "乙市推行电子封条", "乙市推行电子封条，实现查封财产在线监控。"),
        (3, "丙区设立夜间法庭", "丙区设立夜间法庭，方便上班族参加诉讼。"),
    ]
    rows = (json.dumps({"number": n, "title": t, "summary": s}, ensure_ascii=False) for n, t, s in cases)
    file.write_text("\n".join(rows) + "\n", "utf-8")
    server.says = "1. 白天没空怎么打官司？\n2. 下班以后能开庭吗？\n\n3. 短"
    env = {**env, "ANWEN_HOME": str(tmp_path / "home")}
    ran = run(
        env, "ingest", str(file), "--collection", "three", "--title", "三个典型案例", "--expand", "--json"
    )
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["expanded"] == 3
    assert len(server.requests) == 3
    assert "稻渔综合种养" in str(server.requests[0]["messages"])
    app = App(Settings(home=tmp_path / "home"))
    kinds = [id_.split(":")[2] for id_ in app.index.ids()]
    assert kinds.count("asked") == 6
    assert app.library.in_step()
    hits = app.index.search(app.embedder.embed_query("下班以后能开庭吗？"), 20, app.catalog.records())
    assert hits[0].kind == "asked"
    answer = app.answerer.answer("丙区夜间法庭方便了谁？")
    assert {q.field for c in answer.citations for q in c.quotes} <= {SUMMARY}
    assert "下班以后" not in answer.text
    again = run(
        env, "ingest", str(file), "--collection", "three", "--title", "三个典型案例", "--expand", "--json"
    )
    assert json.loads(again.stdout)["expanded"] == 0
    assert len(server.requests) == 3


def test_expand_without_a_model_says_what_to_set(server: FakeOpenAI, tmp_path: Path) -> None:
    file = tmp_path / "一例.jsonl"
    file.write_text('{"number": 1, "title": "甲县修路", "summary": "甲县修路，便利出行。"}\n', "utf-8")
    given = settings(tmp_path / "home", server)
    env = {name: value for name, value in given.items() if not name.startswith("ANWEN_LLM")}
    ran = run(env, "ingest", str(file), "--collection", "one", "--expand")
    assert ran.returncode == 1
    assert "ANWEN_LLM" in ran.stderr
    assert ran.stderr.count("\n") == 1


# -- Traces


@pytest.fixture
def collector() -> Iterator[tuple[str, list[bytes]]]:
    """What LangSmith's client sends, and where to."""
    got: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

        def do_POST(self) -> None:
            got.append(_unpacked(self.rfile.read(int(self.headers.get("Content-Length") or 0)), self.headers))
            self._done()

        def do_PATCH(self) -> None:
            self.do_POST()

        def do_GET(self) -> None:
            self._done()

        def _done(self) -> None:
            limits = {"size_limit": 100, "size_limit_bytes": 20_000_000, "use_multipart_endpoint": True}
            limits |= {
                "scale_up_nthreads_limit": 16,
                "scale_up_qsize_trigger": 1000,
                "scale_down_nempty_trigger": 4,
            }
            body = json.dumps({"version": "1", "batch_ingest_config": limits}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", got
    server.shutdown()
    server.server_close()


def _unpacked(raw: bytes, headers: object) -> bytes:
    if headers.get("Content-Encoding") == "zstd":  # type: ignore[attr-defined]
        import zstandard

        return zstandard.ZstdDecompressor().decompressobj().decompress(raw)
    return raw


TRACED = """
import sys
from bot.app import App
from bot.settings import Settings
import os
app = App(Settings.from_env(os.environ, dotenv=None))
print(app.answerer.answer(sys.argv[1]).mode)
from langchain_core.tracers.langchain import wait_for_all_tracers
wait_for_all_tracers()
"""


@pytest.mark.slow
@pytest.mark.parametrize("on", ["", "hidden", "shown"])
def test_traces_are_off_by_default_and_hold_no_text_unless_asked_for(
    env: dict[str, str], server: FakeOpenAI, collector: tuple[str, list[bytes]], on: str
) -> None:
    url, got = collector
    server.says = in_json((1, NINE), (2, TEN))
    extra = {"LANGSMITH_ENDPOINT": url, "LANGSMITH_API_KEY": "ls-x", "ANWEN_LLM_DAILY": "100000000"}
    if on:
        extra["LANGSMITH_TRACING"] = "true"
    if on == "shown":
        extra |= {"LANGSMITH_HIDE_INPUTS": "false", "LANGSMITH_HIDE_OUTPUTS": "false"}
    ran = subprocess.run(
        [sys.executable, "-c", TRACED, f"江苏的案例有哪些{on}？"],
        cwd=ROOT,
        env={**env, **extra},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ran.stdout.strip().endswith("llm"), ran.stderr
    sent = b"".join(got)
    assert bool(sent) is bool(on)
    told = sent.decode("utf-8", "replace")
    held = "维权联盟" in told or "维权联盟".encode("unicode_escape").decode() in told
    assert held is (on == "shown")


def test_texts_are_hidden_unless_the_variables_say_otherwise() -> None:
    environ: dict[str, str] = {}
    redact(environ)
    assert environ == {"LANGSMITH_HIDE_INPUTS": "true", "LANGSMITH_HIDE_OUTPUTS": "true"}
    environ = {"LANGCHAIN_HIDE_INPUTS": "false"}
    redact(environ)
    assert environ["LANGSMITH_HIDE_INPUTS"] == "false"
    assert environ["LANGSMITH_HIDE_OUTPUTS"] == "true"
