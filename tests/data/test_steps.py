"""Homes of every earlier version open and move forward: those in `homes/` were made by the versions themselves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from data.catalog.catalog import Catalog
from data.catalog.database.ledger import Ledger
from data.chats.answers import Chats
from data.chats.database import ChatStore
from data.errors import CatalogError
from data.types import Case, CaseId, Field, Spent

HOMES = Path(__file__).parent / "homes"
AREAS = {"catalog": 8, "chats": 5, "ledger": 1}


@pytest.fixture(params=sorted(HOMES.glob("*.sql")), ids=lambda path: path.stem)
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "catalog.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(request.param.read_text("utf-8"))
    return file


def layout(file: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(file)) as database:
        tables = [row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(row[1:4] for row in database.execute(f"PRAGMA table_info({name})"))
            for name in tables
        }


def use(file: Path) -> None:
    """Write once in each area."""
    url = f"sqlite:///{file}"
    catalog = Catalog(url)
    tea = [Case(CaseId("tea", n), f"第{n}茶场", (Field("summary", "新。"),)) for n in (3, 4)]
    stored = catalog.collections()
    if stored:
        catalog.replace(stored[0], tea)
    Ledger(url).spend("2026-12-01", "", "openai:x", Spent(1, 1, 1, None))
    with ChatStore(url).writing():
        pass


def test_a_home_of_an_earlier_version_is_read_as_it_is_and_moves_forward_when_written(
    home: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{home}"
    before = home.read_bytes()
    catalog = Catalog(url)
    were = catalog.cases("tea")
    assert [case.number for case in were] == [1, 2, 3]
    assert [past.action for past in catalog.history()] == ["earlier"]
    assert home.read_bytes() == before
    use(home)
    assert [past.action for past in catalog.history("tea")] == ["ingest", "earlier"]
    assert catalog.past("tea", 1) == were
    store = ChatStore(url)
    assert Chats(store).usage().questions == 1
    fresh = tmp_path / "fresh.sqlite3"
    use(fresh)
    assert layout(home) == layout(fresh)
    with closing(sqlite3.connect(home)) as database:
        rows = database.execute("SELECT area, max(number) FROM schema_steps GROUP BY area").fetchall()
        assert dict(rows) == AREAS
        assert not database.execute("SELECT 1 FROM chat_uploads WHERE state = 'dropped'").fetchone()
        use(home)
        assert database.execute("SELECT count(*) FROM schema_steps").fetchone() == (sum(AREAS.values()),)


def test_a_home_of_a_later_version_is_not_written(home: Path) -> None:
    use(home)
    with closing(sqlite3.connect(home)) as database, database:
        database.execute("INSERT INTO schema_steps VALUES ('catalog', 99, 'of tomorrow', '')")
    for act in (lambda: use(home), lambda: Catalog(f"sqlite:///{home}").remove("tea")):
        with pytest.raises(CatalogError, match="另一个版本"):
            act()
    assert [case.number for case in Catalog(f"sqlite:///{home}").cases("tea")] == [3, 4]
