"""A collection over the line has no parts in the index; one client goes on where nobody else wrote."""

from __future__ import annotations

from collections import Counter

import pytest

from data.types import CaseId
from tests.vectorstore.places import Place, cases, collection, open_place
from vectorstore import chunking
from vectorstore.chunking import Ref


@pytest.fixture
def small_line(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(chunking, "FINE", 5)
    return 5


def kinds(place: Place, name: str) -> Counter[str]:
    refs = [ref for id_ in place.index.ids() if (ref := Ref.parse(id_))]
    return Counter(ref.kind for ref in refs if ref.case.collection == name)


def test_only_wholes_of_a_large_collection_are_embedded(place: Place, small_line: int) -> None:
    place.library.replace(collection("small"), cases(small_line, "small"))
    place.library.replace(collection("large"), cases(small_line + 1, "large"))
    assert kinds(place, "large") == {"whole": small_line + 1}
    assert kinds(place, "small") == {"whole": small_line, "part": 2 * small_line}


def test_growing_over_the_line_and_back_redoes_the_parts(place: Place, small_line: int) -> None:
    place.library.replace(collection(), cases(small_line))
    before = place.index.ids()
    place.library.replace(collection(), cases(small_line + 1))
    assert kinds(place, "c") == {"whole": small_line + 1}
    assert place.library.in_step()
    place.library.replace(collection(), cases(small_line))
    assert place.index.ids() == before
    assert place.library.in_step()


def opened(place: Place) -> list[int]:
    """How often a client of Chroma was made, counted from now on."""
    made: list[int] = []
    connect = place.index._connect
    opener = connect.open  # type: ignore[attr-defined]
    object.__setattr__(connect, "open", lambda *given: (made.append(1), opener(*given))[1])
    return made


def test_ones_own_changes_need_no_new_client(place: Place) -> None:
    place.library.replace(collection(), cases(4))
    vector = place.model.embed_query("问")
    place.index.search(vector, 50, place.catalog.records())
    made = opened(place)
    for version in ("二", "三"):
        place.library.replace(collection(), [*cases(3), *cases(4, version=version)[3:]])
        found = place.index.search(vector, 50, place.catalog.records())
        assert {hit.case for hit in found} == {CaseId("c", n) for n in (1, 2, 3, 4)}
    assert made == []


def test_another_ones_change_is_seen_by_a_new_client(place: Place) -> None:
    place.library.replace(collection(), cases(4))
    vector = place.model.embed_query("问")
    place.index.search(vector, 50, place.catalog.records())
    made = opened(place)
    open_place(place.folder).library.replace(collection(), cases(6))
    found = place.index.search(vector, 50, place.catalog.records())
    assert {hit.case.number for hit in found} == {1, 2, 3, 4, 5, 6}
    assert len(made) == 1
    place.library.replace(collection(), cases(2))
    assert {hit.case.number for hit in place.index.search(vector, 50, place.catalog.records())} == {1, 2}
