"""Documents over the bundled cases, and forgeries of them made by program."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from opencc import OpenCC

from data.text import clauses, trimmed
from data.types import SUMMARY, Case, CaseId, Records
from retrieval.documents.briefs import Brief, compose
from retrieval.documents.record import Place, Record, Told

TRADITIONAL = OpenCC("s2t")


def document(records: Records, seed: int) -> Brief:
    """A briefing on cases and clauses drawn at random."""
    draw = random.Random(seed)
    cases = draw.sample(records.cases, draw.randint(2, 6))
    cases.sort(key=lambda case: case.number)
    told = tuple(Told(case.id, case.sha256, *_places(case, draw)) for case in cases)
    record = Record(
        title=f"简报{seed}",
        date="2026年1月2日",
        topic=f"主题{seed}",
        scope=tuple(c.id for c in records.collections),
        test=f"案例名称或正文写到“{seed}”",
        complete=True,
        told=told,
    )
    return compose(record, records)


def _places(case: Case, draw: random.Random) -> tuple[tuple[Place, ...], tuple[Place, ...]]:
    text = case.fields[0].text
    spans = sorted(draw.sample(clauses(text), 2))
    first, second = ((SUMMARY, *trimmed(text, span)) for span in spans)
    return ((first,), (second,)) if draw.random() < 0.5 else ((first, second), ())


def _swap(text: str, old: str, new: str, draw: random.Random, everywhere: bool) -> str:
    """`old` exchanged once, or (a careful forger) in the text and its note alike."""
    if everywhere:
        return text.replace(old, new)
    at = draw.choice([m.start() for m in re.finditer(re.escape(old), text)])
    return text[:at] + new + text[at + len(old) :]


def _words(text: str, draw: random.Random, fit: Callable[[str], bool] = bool) -> str | None:
    found = [q for q in dict.fromkeys(re.findall(r"“([^“”]{4,})”", text)) if fit(q)]
    return draw.choice(found) if found else None


def digits(text: str, draw: random.Random) -> str | None:
    words = _words(text, draw, lambda q: bool(re.search(r"\d", q)))
    if words is None:
        return None
    at = draw.choice([m.start() for m in re.finditer(r"\d", words)])
    other = str((int(words[at]) + draw.randint(1, 9)) % 10)
    return _swap(text, words, words[:at] + other + words[at + 1 :], draw, draw.random() < 0.5)


def negated(text: str, draw: random.Random) -> str | None:
    words = _words(text, draw)
    assert words
    at = draw.randint(1, len(words) - 1)
    return _swap(text, words, f"{words[:at]}不{words[at:]}", draw, draw.random() < 0.5)


def spliced(text: str, draw: random.Random) -> str | None:
    one, two = _words(text, draw), _words(text, draw)
    assert one
    assert two
    if one == two or one in two or two in one:
        return None
    new = one[: len(one) // 2] + two[len(two) // 2 :]
    return None if new in (one, two) else _swap(text, one, new, draw, draw.random() < 0.5)


def renumbered(text: str, draw: random.Random) -> str | None:
    number = draw.choice(re.findall(r"案例(\d+)", text))
    other = str((int(number) + draw.randint(1, 28)) % 30 + 1)
    if other == number:
        return None
    at = draw.choice(list(re.finditer(rf"案例{number}(?!\d)", text)))
    return text[: at.start()] + f"案例{other}" + text[at.end() :]


def reattributed(text: str, draw: random.Random) -> str | None:
    """Another organisation, or another place, for the one that acted."""
    pairs = (("公安局", "检察院"), ("法院", "公安局"), ("知识产权局", "市场监管局"), ("地方政府", "企业"))
    places = (
        ("浙江", "江苏"),
        ("上海", "北京"),
        ("湖南", "湖北"),
        ("河南", "河北"),
        ("广州", "深圳"),
        ("山东", "山西"),
    )
    held = [(old, new) for old, new in (*pairs, *places) if old in text]
    if not held:
        return None
    old, new = draw.choice(held)
    return _swap(text, old, new, draw, draw.random() < 0.3)


def dropped(text: str, draw: random.Random) -> str | None:
    words = _words(text, draw)
    assert words
    at = draw.choice([i for i, c in enumerate(words) if not c.isspace()])
    return _swap(text, words, words[:at] + words[at + 1 :], draw, draw.random() < 0.5)


def traditional(text: str, draw: random.Random) -> str | None:
    words = _words(text, draw, lambda q: TRADITIONAL.convert(q) != q)
    return words and _swap(text, words, TRADITIONAL.convert(words), draw, draw.random() < 0.5)


KINDS = (digits, negated, spliced, renumbered, reattributed, dropped, traditional)


def forgeries(texts: Sequence[str], count: int) -> list[tuple[str, str]]:
    """(kind, forged text), the kinds in turn."""
    draw, made = random.Random(7), []
    while len(made) < count:
        kind = KINDS[len(made) % len(KINDS)]
        original = draw.choice(texts)
        forged = kind(original, draw)
        if forged and forged != original:
            made.append((kind.__name__, forged))
    return made


def changed_case(records: Records, number: int) -> Records:
    """The same records but for one character at the end of one case."""

    def anew(case: Case) -> Case:
        if case.number != number:
            return case
        first, *rest = case.fields
        return replace(case, fields=(replace(first, text=first.text + "新"), *rest))

    return replace(records, cases=tuple(map(anew, records.cases)))


def without(records: Records, id_: CaseId) -> Records:
    return replace(records, cases=tuple(case for case in records.cases if case.id != id_))
