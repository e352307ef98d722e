"""What monitoring may ask: counts and times since the start. The only import of prometheus_client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    start_http_server,
)

SECONDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
"""Borders of the answers' times: what is quoted takes some 50 ms, what a model writes some seconds."""


class Metrics:
    """The figures of one bot, in a registry of their own; without people, chats or words in them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.updates = Counter(
            "anwen_updates", "Updates by what became of them", ["outcome"], registry=self.registry
        )
        self.in_hand = Gauge("anwen_updates_in_hand", "Updates being handled now", registry=self.registry)
        self.answers = Counter(
            "anwen_answers",
            "Answers by intent, mode and refusal",
            ["intent", "mode", "refused"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "anwen_answer_seconds", "From question to answer, unsent", buckets=SECONDS, registry=self.registry
        )
        self.held_back = Counter(
            "anwen_held_back", "Messages that Telegram told to wait (429)", registry=self.registry
        )

    @contextmanager
    def serving(self, address: tuple[str, int] | None) -> Iterator[None]:
        """Answer at http://ADDRESS/metrics, where there is an address. OSError where it cannot listen."""
        if address is None:
            yield
            return
        server, thread = start_http_server(address[1], address[0], self.registry)
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
