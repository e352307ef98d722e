"""The article that a case applies or holds to be broken, with its law and its paragraph: 《民法典》第1066条第1款."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.text import clauses, quotations
from data.types import Case, Quote
from retrieval.cases.suits.sections import RESULT, gives_reasons
from retrieval.language.numbers import ARTICLE
from retrieval.lexicon.listed import listed
from retrieval.quoting.clauses import quote_of

OF_LAW, PARAGRAPH = 6, 4
"""Code points of what may stand between a law and its article, and of a paragraph."""
_CITES, TITLE = ("根据", "依据", "按照", "依照", "违反", "适用", "符合"), 30
"""What leads to an article, and code points of the title of its law."""
_PROVIDES = ("规定", "的规定", "之规定")
"""What stands behind an article whose words are told."""
_LAW_ASKED, _ARTICLE_ASKED, _BROKEN = listed("asks_law"), listed("asks_article"), ("违反", "违了", "触犯")
_APPLIED = ("适用", "依照", "依据", "根据", "按照")
_STATE, _LAW_ENDS, _LAW_NAMED, BARE = "中华人民共和国", ("法", "典", "条例"), ("法", "条例"), 12
"""What the title of a law begins with, how it ends, and code points of one that stands in no marks: 反垄断法."""


def article_told(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """The one article that `quotes` name, pointed out in the first of them that does; () where they name none or several."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        for a, b in articles_in(quote.text):
            found.setdefault(quote.text[a:b], replace(quote, answer=(quote.start + a, quote.start + b)))
    return tuple(found.values()) if len(found) == 1 else ()


def articles_in(text: str) -> Iterator[tuple[int, int]]:
    """The articles that `text` says are applied or broken, each with its law and its paragraph: 《民法典》第1066条第1款."""
    for match in ARTICLE.finditer(text):
        start = match.start()
        named = next(
            ((a, b) for a, b in quotations(text[:start], "《") if 0 <= start - b - 1 <= OF_LAW), None
        )
        if named is not None and named[1] - named[0] <= TITLE:
            start = named[0] - 1
        end = match.end() + _paragraph(text[match.end() :])
        if text[:start].endswith(_CITES) or (text[start] == "《" and text.startswith(_PROVIDES, end)):
            yield start, end


def _paragraph(behind: str) -> int:
    """Code points of the paragraph (第一款) that `behind` an article begins with; 0 where it begins with none."""
    at = behind.find("款")
    return at + 1 if 1 < at <= PARAGRAPH and behind.startswith("第") and behind[1:at].isalnum() else 0


def law_told(case: Case, text: str) -> Quote | None:
    """The law that a case of sections says most often to be applied, or broken where that is asked, pointed out in the last
    clause that says so; None where `text` (folded) asks for no law, or for its article, or the case names none."""
    if len(case.fields) == 1 or not _LAW_ASKED.search(text) or _ARTICLE_ASKED.search(text):
        return None
    broken = any(word in text for word in _BROKEN)
    told = list(_applied(case, _BROKEN if broken else (*_APPLIED, *_BROKEN)))
    names = Counter(name for name, _ in told)
    return max(reversed(told), key=lambda one: names[one[0]])[1] if told else None


def _applied(case: Case, leads: Sequence[str]) -> Iterator[tuple[str, Quote]]:
    """Each law behind one of `leads` where a case says why it was decided so, by its short name, with its clause."""
    for field in case.fields:
        if not (gives_reasons(case, field.name) or RESULT.search(field.name)):
            continue
        for start, end in clauses(field.text):
            quote = quote_of(case, field.name, start, end)
            for a, b in _laws_behind(leads, quote.text):
                name = quote.text[a:b].strip("《》").removeprefix(_STATE)
                cited = next((last for first, last in articles_in(quote.text) if first <= b < last), b)
                yield name, replace(quote, answer=(quote.start + a, quote.start + cited))


def _laws_behind(leads: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """The laws that stand right behind one of `leads`: 违反了反垄断法, 适用《中华人民共和国消费者权益保护法》."""
    for lead in leads:
        at = text.find(lead)
        start = at + len(lead)
        start += text.startswith("了", start)
        if at < 0:
            continue
        closed = text.find("》", start) if text.startswith("《", start) else -1
        if closed > 0 and text[start + 1 : closed].split("（", maxsplit=1)[0].endswith(_LAW_ENDS):
            yield start, closed + 1
            continue
        ends = (text.find(end, start) + len(end) for end in _LAW_NAMED if text.find(end, start) > 0)
        end = min(ends, default=0)
        end += text.startswith("典", end)
        if start < end <= start + BARE and text[start:end].isalpha() and "《" not in text[start:end]:
            yield start, end
