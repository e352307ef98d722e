"""One loaded home for the whole run, and ways to run the program in it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import App
from bot.cli import run
from bot.settings import Settings
from data.catalog.catalog import Catalog
from data.collections import bundled
from data.reading.cases import parse
from data.types import (
    Answer,
    Basis,
    BasisKind,
    Case,
    CaseId,
    Citation,
    Conversation,
    IndexState,
    Intent,
    Quote,
    Records,
    Understood,
)

ALONE = Conversation()
ROOT = Path(__file__).parents[2]


class StandIn:
    """Answers by literal mention: enough for what the faces do with an answer."""

    def __init__(self, records: Callable[[], Records]) -> None:
        self.records = records

    def rank(self, question: str) -> list[tuple[CaseId, float]]:
        """What is asked for to have everything loaded."""
        return []

    def prepare(self) -> None:
        """Nothing is to be known before the first question."""

    def warm(self) -> None:
        """Nothing is to be had ready."""

    def answer(
        self,
        question: str,
        conversation: Conversation = ALONE,
        collections: Sequence[str] = (),
        show: Callable[[str], None] | None = None,
        person: str = "",
    ) -> Answer:
        records = self.records()
        word = question.strip("？?")
        text = question
        if question.startswith("那") and conversation.turns:
            text = f"{conversation.turns[-1].question} {question}"
        found = [c for c in records.cases if word in c.fields[0].text][:2]
        understood = Understood(text, Intent.LIST, tuple(c.id for c in records.collections))
        state = IndexState(records.revision, len(records.cases), records.updated)
        basis = Basis(BasisKind.KEYWORD, f"摘要含“{word}”", complete=True)
        if not found:
            return Answer(
                question, understood, "", (), basis, state, refused=True, reason="查了 30 个案例，没有。"
            )
        body = "\n".join(f"{c.title} [案例{c.number}]" for c in found)
        citations = tuple(Citation(c, (_quote(c, word),)) for c in found)
        return Answer(question, understood, body, citations, basis, state)

    def plain(
        self, question: str, conversation: Conversation = ALONE, collections: Sequence[str] = ()
    ) -> Answer:
        return self.answer(question, conversation, collections)


def _quote(case: Case, word: str) -> Quote:
    field = case.fields[0]
    start = field.text.index(word)
    return Quote(field.name, start, start + len(word), word)


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def catalog_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose catalog holds the bundled collection (and no index: nothing here may need one)."""
    home = tmp_path_factory.mktemp("home")
    catalog = Catalog(f"sqlite:///{home / 'catalog.sqlite3'}", cache_dir=home / "cache")
    with bundled().path() as path:
        collection, cases, _ = parse(path, bundled().id)
    catalog.replace(collection, cases)
    catalog.records()
    return home


@pytest.fixture
def app(catalog_home: Path) -> App:
    """The program over the loaded catalog, with a stand-in for its judgement."""
    app = App(Settings(home=catalog_home))
    app.__dict__["answerer"] = StandIn(app.catalog.records)
    return app


@pytest.fixture
def anwen(
    catalog_home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Ran]:
    """Run the program in this process; judgement by the stand-in."""

    def call(*argv: str, stdin: str | bytes = "", env: dict[str, str] | None = None) -> Ran:
        for name in [name for name in os.environ if name.startswith("ANWEN_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("ANWEN_HOME", str(catalog_home))
        for name, value in (env or {}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(App, "answerer", property(lambda app: StandIn(app.catalog.records)))
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        capfd.readouterr()
        code = run(argv)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture(scope="session")
def spawn() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the program as a process of its own."""

    def call(
        *argv: str | bytes,
        home: Path,
        env: dict[str, str] | None = None,
        python: Sequence[str] = (),
        **options: object,
    ) -> subprocess.CompletedProcess[bytes]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANWEN_")}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]
            [sys.executable, *python, "-m", "bot", *argv],
            cwd=ROOT,
            env={**kept, "ANWEN_HOME": str(home), **(env or {})},
            capture_output="stdout" not in options,
            timeout=100,
            check=False,
            **options,
        )

    return call
