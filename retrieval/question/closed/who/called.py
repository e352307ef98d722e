"""What a body is called, where it is asked for by name (那家店叫什么, 哪家医院), and whether a case tells it."""

from __future__ import annotations

from collections.abc import Iterator

from data.places.regions import find_institutions, find_places
from data.text import quotations, split_at
from data.types import Case
from retrieval import lexicon
from retrieval.cases.typed import Sheet, Sort, sheet
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Asked, Type

_CALLED = listed("called_body")
_MARKS = '“‘「『"《'
_CLAUSE = "，,。；;\n"
LONGEST = 10
"""Code points of a quotation that may be the name of a thing."""
NEAR = 4
"""Code points before 叫什么 within which stands what is called so."""
PROPER = 3
"""More characters than that before 医院 are a name, though no gazetteer has it."""
_OF_FIRMS = ("有限责任公司", "股份有限公司", "有限公司")
_OF_CLAUSES = frozenset("我你他她不的了在为被把由至到去往赴")
"""Characters of clauses, and of hardly any name."""


def called_body(what: Asked, text: str) -> str:
    """The sort of body whose name `text` asks for: 店 in 那家店叫什么; '' where it asks for no body's."""
    body = _CALLED.search(text[: what.span[0]][-NEAR:]) if what.type is Type.NAME else None
    return body[0] if body else ""


def bodies_called(noun: str, page: Sheet) -> Iterator[tuple[int, int]]:
    """The names of bodies of that kind on `page` that begin with the place where they are: 南京欧尚超市有限公司."""
    for span in page.typed:
        name = page.text[span.start : span.end]
        found = find_places(name) if span.sort is Sort.BODY and noun in name else ()
        place = next(iter(found), None)
        if place is not None and place.end < len(name):
            firm = next((tail for tail in _OF_FIRMS if page.text.startswith(tail, span.end)), "")
            yield span.start + place.start, span.end + len(firm)


def names_body(noun: str, case: Case) -> bool:
    """Whether a body of that kind is told by its name: by where or which it is, or by some characters, and no A医院."""
    page = sheet(case)
    names = (page.text[span.start : span.end] for span in page.typed if span.sort is Sort.BODY)
    return any(noun in name and (_is_known(name) or _is_proper(name.partition(noun)[0])) for name in names)


def _is_known(name: str) -> bool:
    return bool(find_places(name)) or any(True for _ in find_institutions(name))


def _is_proper(name: str) -> bool:
    """Whether it may be a name, and no clause that ends in such a body: 学校不持有转化公司."""
    told = "某" in name or lexicon.first_verb(name) is not None or not _OF_CLAUSES.isdisjoint(name)
    return len(name) > PROPER and not told and not any(char.isascii() for char in name)


def called_thing(what: Asked, text: str) -> str:
    """The sort of thing whose name `text` asks for, by its row: 软件 in 那个app叫什么; '' where it asks for none's."""
    before = text[: what.span[0]][-NEAR:] if what.type is Type.NAME else ""
    return next((name for name, words in under("called_thing").items() if words.search(before)), "")


def names_thing(sort: str, page: Sheet) -> bool:
    """Whether a thing of that sort is named: a short quotation stands in a clause that speaks of one."""
    told = [words[sort] for words in (under("called_thing"), under("called_told")) if sort in words]
    return any(
        end - start <= LONGEST and not any(words.fullmatch(part[start:end]) for words in told)
        for part in split_at(page.text, _CLAUSE)
        if any(words.search(part) for words in told)
        for start, end in quotations(part, _MARKS)
    )
