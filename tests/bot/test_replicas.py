"""Several machines: bots that keep nothing, one PostgreSQL, one Chroma server, embeddings from a server of OpenAI's kind."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from bot.app import App
from bot.running import following
from bot.running.health import examine
from bot.settings import Settings
from data.errors import IndexUnavailable, SettingError
from tests.servers import chroma, free_port, postgres
from tests.vectorstore.places import cases, collection
from vectorstore import patience
from vectorstore.embeddings import embedder

ROOT = Path(__file__).parents[2]
KEY = "hush-embedding-key"
WORDS = ("商标", "专利", "版权", "植物新品种", "地理标志")


class Embeddings(BaseHTTPRequestHandler):
    """`/v1/embeddings` as any compatible server has it: texts in, vectors out; token numbers are refused."""

    asked: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        if not all(isinstance(text, str) for text in texts):
            return self.send_error(400, "strings only")
        rows = [
            {"object": "embedding", "index": at, "embedding": vector(text)} for at, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        answer = json.dumps({"object": "list", "data": rows, "model": body["model"], "usage": usage}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        return None

    def log_message(self, *_: object) -> None:
        pass


def vector(text: str) -> list[float]:
    """Near to each other where the same words of the field occur."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    made = 0.05 * np.random.default_rng(seed).normal(size=16) + 0.2
    for at, word in enumerate(WORDS):
        made[at] += 3.0 * (word in text)
    return [float(x) for x in made]


@pytest.fixture(scope="module")
def embeddings() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Embeddings)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    thread.join(10)
    server.server_close()


class Replica:
    """`anwen batch` in a process and a home of its own, asked line by line."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, question: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"question": question}) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer
        return {key: value for key, value in answer.items() if key != "elapsed_ms"}


@contextmanager
def replica(surroundings: dict[str, str], home: Path) -> Iterator[Replica]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "batch", "-"],
        cwd=ROOT,
        env={**surroundings, "ANWEN_HOME": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            yield Replica(process)
        finally:
            process.communicate(timeout=30)


def ingest(surroundings: dict[str, str], home: Path, file: Path, rows: list[dict[str, Any]]) -> None:
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ingest", str(file), "--collection", "shared"],
        cwd=ROOT,
        env={**surroundings, "ANWEN_HOME": str(home)},
        check=False,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr


def rows(*words: str) -> list[dict[str, Any]]:
    return [
        {"number": n, "title": f"某市推进{word}保护", "summary": f"某市围绕{word}建立机制，第{n}次提升{word}保护水平。"}
        for n, word in enumerate(words, 1)
    ]  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_two_replicas_answer_alike_and_from_the_newest_cases(embeddings: str, tmp_path: Path) -> None:
    pytest.importorskip("langchain_openai")
    with postgres() as database, chroma(tmp_path / "chroma") as index:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("ANWEN_", "OPENAI_"))}
        surroundings = {
            **kept,
            "ANWEN_DATABASE_URL": database,
            "ANWEN_CHROMA_URL": index,
            "ANWEN_EMBEDDING": "openai:any-model",
            "ANWEN_EMBEDDING_BASE_URL": embeddings,
            "ANWEN_EMBEDDING_API_KEY": KEY,
        }
        ingest(surroundings, tmp_path / "loader", tmp_path / "shared.jsonl", rows("商标", "专利"))
        beside = App(
            Settings(home=tmp_path / "beside", chroma_url=index)
        )  # with a catalog of its own, empty yet
        assert "属于另一个案例目录" in str(examine(beside).findings["index"])
        with (
            replica(surroundings, tmp_path / "one") as one,
            replica(surroundings, tmp_path / "two") as two,
        ):
            for question in ("哪些案例涉及专利？", "商标保护是怎么推进的？", "哪些案例涉及版权？"):
                assert one.ask(question) == two.ask(question)
            assert [c["number"] for c in one.ask("哪些案例涉及专利？")["citations"]] == [2]
            assert two.ask("哪些案例涉及版权？")["refused"]
            ingest(surroundings, tmp_path / "loader", tmp_path / "shared.jsonl", rows("商标", "版权", "专利"))
            for each in (one, two):
                assert [c["number"] for c in each.ask("哪些案例涉及版权？")["citations"]] == [2]
                assert [c["number"] for c in each.ask("专利保护是怎么推进的？")["citations"]][:1] == [3]
            assert one.ask("一共有几个案例？") == two.ask("一共有几个案例？")
    assert {asked["path"] for asked in Embeddings.asked} == {"/v1/embeddings"}
    assert {asked["key"] for asked in Embeddings.asked} == {f"Bearer {KEY}"}
    assert {asked["model"] for asked in Embeddings.asked} == {"any-model"}


def test_an_index_of_one_machine_s_own_follows_the_database_that_machines_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with postgres() as database:
        one, two = (App(Settings(home=tmp_path / name, database_url=database)) for name in ("one", "two"))
        one.library.replace(collection(), cases(2))

        def near(app: App) -> set[int]:
            index = app.whole_index()
            vector = index.embedder.embed_query("商业秘密纠纷")
            return {hit.case.number for hit in index.search(vector, 99, app.records())}

        assert near(two) == {1, 2}
        one.library.replace(collection(), cases(3))
        assert near(two) == {1, 2, 3}
        monkeypatch.setattr("bot.running.following.AT_ONCE", 3)
        go, catch_up = threading.Event(), following._catch_up
        monkeypatch.setattr(following, "_catch_up", lambda library: (go.wait(60), catch_up(library)))
        one.library.replace(collection(), cases(4, version="改"))  # more than a question waits for
        assert near(two) <= {1, 2, 3, 4}
        assert two.following.catching_up is not None
        far = "量子计算机的纠错码怎么设计？"
        assert "索引还在跟上" in str(two.answerer.answer(far).reason)
        assert "索引" not in two.answerer.answer("案例1讲了什么？").text  # needs none
        go.set()
        two.following.catching_up.join(60)
        assert near(two) == {1, 2, 3, 4}
        assert near(one) == near(two)
        assert "索引" not in str(two.answerer.answer(far).reason)


@pytest.mark.slow
def test_a_fresh_process_gives_up_a_chroma_server_that_never_answers_when_a_question_may_take_no_longer(
    catalog_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Path(shutil.copytree(catalog_home, tmp_path / "home"))
    monkeypatch.setattr(patience, "ANSWERING", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        app = App(Settings(home=home, chroma_url=url))
        began = time.monotonic()
        with pytest.raises(IndexUnavailable, match="1 秒内没有回答"):
            app.whole_index()
        assert time.monotonic() - began < 20.0  # Chroma's client is imported meanwhile; a change has 120 s


def test_any_server_of_openais_kind_embeds_texts_as_texts(embeddings: str) -> None:
    pytest.importorskip("langchain_openai")
    remote = embedder("openai:any-model", embeddings, KEY)
    assert remote.name == "openai:any-model"
    assert remote.dimension == 16
    texts = ["商标保护", "专利转化"]
    assert np.allclose(remote.embed_documents(texts), [vector(text) for text in texts], atol=1e-6)


def test_a_server_that_is_down_says_so_without_the_key() -> None:
    pytest.importorskip("langchain_openai")
    remote = embedder("openai:any-model", f"http://127.0.0.1:{free_port()}/v1", KEY)
    with pytest.raises(IndexUnavailable) as caught:
        remote.embed_query("商标")
    assert KEY not in str(caught.value)


def test_a_base_url_is_for_the_provider_that_takes_one() -> None:
    with pytest.raises(SettingError, match="openai:"):
        embedder("e5", "http://127.0.0.1:1/v1")


@pytest.mark.slow
def test_an_index_of_the_former_embedder_answers_until_there_is_one_of_the_new(
    embeddings: str, first_run: tuple[Path, object], spawn: Any, tmp_path: Path
) -> None:
    home = Path(shutil.copytree(first_run[0], tmp_path / "home"))
    env = {
        "ANWEN_EMBEDDING": "openai:tiny",
        "ANWEN_EMBEDDING_BASE_URL": embeddings,
        "ANWEN_EMBEDDING_API_KEY": KEY,
    }
    question = ("ask", "有个地方把企业的数据也能拿去登个记，是哪个省？", "--json")
    before = spawn(*question, home=home)
    former = spawn(*question, home=home, env=env)
    assert (former.returncode, b"anwen reindex" in former.stderr) == (0, True)
    assert json.loads(former.stdout)["citations"] == json.loads(before.stdout)["citations"] != []
    assert spawn("reindex", home=home, env=env).returncode == 0
    after = spawn(*question, home=home, env=env)
    assert (after.returncode, after.stderr) == (0, b"")
