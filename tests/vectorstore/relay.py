"""A relay before a Chroma server that can fail as networks, proxies and servers do."""

from __future__ import annotations

import contextlib
import socket
import threading
import time

REFUSED = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 12\r\nConnection: close\r\n\r\nUnauthorized"


class Relay:
    """Listens on a free port and passes on to `port`, as `mode` says:

    "pass", "hang" (takes the connection and says nothing), "drip" (the answer a byte a second), "cut" (the
    connection is closed in the middle of the answer), "away" (closed at once); with `token`, only who brings it.
    With `only` set, no answers are cut but those to requests that hold it; with `times` set, only so many.
    """

    def __init__(self, port: int, token: str = "") -> None:
        self._port = port
        self._token = token
        self.mode = "pass"
        self.only = b""
        self.times: int | None = None
        self.connections = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                self.connections += 1
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            if self.mode == "away":
                return
            first = client.recv(65536)
            if self._token and f"Bearer {self._token}".encode() not in first:
                client.sendall(REFUSED)
                return
            with socket.create_connection(("127.0.0.1", self._port)) as server:
                asked = [first]
                server.sendall(first)
                threading.Thread(target=self._pass, args=(client, server, asked), daemon=True).start()
                try:
                    self._answer(server, client, asked)
                finally:  # closing alone would not end what another thread is waiting for
                    for end in (client, server):
                        end.shutdown(socket.SHUT_RDWR)

    @staticmethod
    def _pass(client: socket.socket, server: socket.socket, asked: list[bytes]) -> None:
        with contextlib.suppress(OSError):
            while data := client.recv(65536):
                asked[:] = [data]
                server.sendall(data)

    def _answer(self, server: socket.socket, client: socket.socket, asked: list[bytes]) -> None:
        while data := server.recv(65536):
            if self.only not in asked[0]:
                client.sendall(data)
                continue
            while self.mode == "hang":
                time.sleep(0.05)
            if self.mode in ("cut", "away"):
                if self.times is not None:
                    self.times -= 1
                    self.mode = self.mode if self.times else "pass"
                client.sendall(data[: len(data) // 2])
                return
            if self.mode == "drip":
                for at in range(len(data)):
                    client.sendall(data[at : at + 1])
                    time.sleep(0.2)
            client.sendall(data)
