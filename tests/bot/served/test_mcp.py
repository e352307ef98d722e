"""`anwen mcp`, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client

from bot.app import App

ROOT = Path(__file__).parents[3]
SECRETS = "哪些案例涉及商业秘密？"


def documented() -> list[str]:
    """The arguments that a desktop client's settings have in both READMEs: what is tested is started by them."""
    (found,) = {
        re.findall(r"```json\n(.*mcpServers.*)\n```", (ROOT / name).read_text("utf-8"))[0]
        for name in ("README.md", "README.en.md")
    }
    server = json.loads(found)["mcpServers"]["anwen"]
    assert Path(server["command"]).name == "anwen"
    arguments: list[str] = server["args"]
    return arguments


class Connected:
    """A client on a loop of its own, called from the tests' thread."""

    def __init__(self, home: Path) -> None:
        self.server = StdioServerParameters(
            command=sys.executable, args=["-m", "bot", *documented()], cwd=ROOT, env={"ANWEN_HOME": str(home)}
        )
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.failed: BaseException | None = None
        self.thread = threading.Thread(target=self.loop.run_until_complete, args=(self._stay(),))

    async def _stay(self) -> None:
        self.done = asyncio.Event()
        try:
            async with Client(stdio_client(self.server), mode="auto") as self.client:
                self.ready.set()
                await self.done.wait()
        except BaseException as error:
            self.failed = error
        finally:
            self.ready.set()

    def run(self, call: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(call, self.loop).result(60)

    def call(self, tool: str, **arguments: object) -> Any:
        return self.run(self.client.call_tool(tool, arguments))


@pytest.fixture(scope="module")
def server(first_run: tuple[Path, object]) -> Iterator[Connected]:
    connected = Connected(first_run[0])
    connected.thread.start()
    assert connected.ready.wait(60)
    assert connected.failed is None
    yield connected
    connected.loop.call_soon_threadsafe(connected.done.set)
    connected.thread.join(20)
    assert connected.failed is None


def told(result: Any) -> Any:
    """What a result says to a model: its first text, which is JSON."""
    assert not result.is_error, result.content[0].text
    return json.loads(result.content[0].text)


def test_there_are_four_tools_that_only_read_and_say_what_they_take(server: Connected) -> None:
    tools = {tool.name: tool for tool in server.run(server.client.list_tools()).tools}
    assert set(tools) == {"ask", "case", "cases", "verify"}
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert set(tools["ask"].input_schema["properties"]) == {"question", "turns", "collections"}
    assert tools["ask"].input_schema["required"] == ["question"]


def test_ask_gives_the_answer_object_that_the_console_gives(
    server: Connected, first_run: tuple[Path, list[tuple[int, str, str]]]
) -> None:
    result = server.call("ask", question=SECRETS)
    console = json.loads(first_run[1][0][1])
    without_time = [{k: v for k, v in a.items() if k != "elapsed_ms"} for a in (told(result), console)]
    assert without_time[0] == without_time[1]
    assert result.structured_content == told(result)


def test_earlier_turns_make_a_follow_up_and_collections_bound_it(server: Connected) -> None:
    answer = told(server.call("ask", question="那江苏呢", turns=["浙江有哪些案例？"], collections=["第二批"]))
    assert "江苏" in answer["understood"]["text"]
    assert answer["understood"]["collections"] == ["ip-power-2"]
    assert answer["citations"]


def test_cases_come_a_page_at_a_time_and_one_by_number(server: Connected, loaded: App) -> None:
    held = [case.as_json() for case in loaded.records().cases]
    assert told(server.call("cases")) == held
    part = server.call("cases", offset=10, limit=2)
    assert told(part) == held[10:12]
    assert part.structured_content == {"result": held[10:12], "total": 30, "next": 12}
    assert "offset=12" in part.content[1].text
    assert told(server.call("case", number=8)) == held[7]


def test_verify_takes_any_text(server: Connected) -> None:
    good = told(server.call("verify", text="上海“探索建立商业秘密保护示范区和示范站（点）”（案例8）。"))
    bad = told(server.call("verify", text="上海“建立了一百个示范区”（案例8）。"))
    assert (good["checked"], good["holds"]) == (1, True)
    assert (bad["holds"], bad["problems"][0]["where"]) == (False, "案例8")


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("ask", {}, "question"),
        ("ask", {"question": " "}, "空"),
        ("ask", {"question": "案例8", "turns": "案例9"}, "turns"),
        ("ask", {"question": "案例8", "collections": ["没有的"]}, "ip-power-2"),
        ("case", {"number": 31}, "1–30"),
        ("case", {"number": "八"}, "number"),
        ("cases", {"limit": 0}, "limit"),
        ("verify", {"text": ""}, "text"),
        ("forget", {}, "forget"),
    ],
)
def test_what_goes_wrong_is_a_tools_error_that_says_what_to_mend(
    server: Connected, tool: str, arguments: dict[str, object], says: str
) -> None:
    result = server.call(tool, **arguments)
    assert result.is_error
    assert says in result.content[0].text
    assert "Traceback" not in result.content[0].text


def test_every_case_is_a_resource(server: Connected, loaded: App) -> None:
    listed = server.run(server.client.list_resources()).resources
    assert [resource.uri for resource in listed] == [f"case://ip-power-2/{n}" for n in range(1, 31)]
    (content,) = server.run(server.client.read_resource("case://ip-power-2/8")).contents
    assert json.loads(content.text) == loaded.records().cases[7].as_json()
    for missing in ("case://ip-power-2/31", "case://nothing/1", "file:///etc/hostname"):
        with pytest.raises(MCPError):
            server.run(server.client.read_resource(missing))


def test_lines_that_are_no_messages_end_nothing_and_its_end_is_quiet(first_run: tuple[Path, object]) -> None:
    request = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "case", "arguments": {"number": 8}},
    }
    hello = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "0"}}
    lines = [
        "no JSON",
        "[" * 100_000,
        json.dumps({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        "\udcff",
        json.dumps(request),
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "mcp"],
        cwd=ROOT,
        env={**os.environ, "ANWEN_HOME": str(first_run[0])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write("".join(f"{line}\n" for line in lines).encode(errors="surrogateescape"))
        process.stdin.flush()
        answers = [json.loads(process.stdout.readline()) for _ in range(2)]
        process.stdin.close()
        assert process.wait(20) == 0
        assert answers[1]["result"]["structuredContent"]["number"] == 8
        assert process.stderr.read() == b""
