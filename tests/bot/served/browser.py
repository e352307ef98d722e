"""A Chromium without a window, driven by its DevTools protocol."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import connect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    "--remote-debugging-port=0",
)
PATIENCE = 20.0
"""Seconds that something may take to come about."""
PHONE = {"width": 412, "height": 915, "deviceScaleFactor": 2, "mobile": True}
DESK = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}


class Browser:
    """One page, and what became of it: its requests and its errors."""

    def __init__(self, socket: Any) -> None:
        self._socket, self._numbers = socket, itertools.count(1)
        self.events: list[dict[str, Any]] = []
        for part in ("Page", "Runtime", "Network", "Log"):
            self.do(f"{part}.enable")

    def do(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=PATIENCE))
            if message.get("id") == number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result
            self.events.append(message)

    def open(self, url: str, screen: dict[str, Any] = DESK, dark: bool = False) -> None:
        self.events.clear()
        self.do("Emulation.setDeviceMetricsOverride", **screen)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.do("Emulation.setEmulatedMedia", features=[scheme])
        self.do("Page.navigate", url="about:blank")
        self.do("Page.navigate", url=url)
        self.until("document.readyState === 'complete' && location.protocol === 'http:'")

    def js(self, expression: str) -> Any:
        """What an expression comes to in the page."""
        found = self.do("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, condition: str) -> None:
        ends = time.monotonic() + PATIENCE
        while not self.js(f"Boolean({condition})"):
            assert time.monotonic() < ends, condition
            time.sleep(0.05)

    def type(self, text: str) -> None:
        self.do("Input.insertText", text=text)

    def press(self, key: str, number: int, text: str = "", shift: bool = False) -> None:
        which = {"key": key, "code": key, "windowsVirtualKeyCode": number, "modifiers": 8 if shift else 0}
        self.do("Input.dispatchKeyEvent", type="keyDown", **which, **({"text": text} if text else {}))
        self.do("Input.dispatchKeyEvent", type="keyUp", **which)

    @property
    def requested(self) -> list[str]:
        sent = (e["params"] for e in self.events if e["method"] == "Network.requestWillBeSent")
        return [params["request"]["url"] for params in sent]

    @property
    def complaints(self) -> list[dict[str, Any]]:
        return [e for e in self.events if e["method"] in ("Runtime.exceptionThrown", "Log.entryAdded")]


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """A browser with its profile in `folder`."""
    assert CHROMIUM
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}", "about:blank"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            said = next(line for line in process.stderr if "DevTools listening on" in line)
            port = said.rpartition("127.0.0.1:")[2].partition("/")[0]
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json", timeout=PATIENCE) as listed:
                pages = [page for page in json.load(listed) if page["type"] == "page"]
            with connect(pages[0]["webSocketDebuggerUrl"], max_size=None, proxy=None) as socket:
                yield Browser(socket)
        finally:
            process.terminate()
            process.wait(20)
