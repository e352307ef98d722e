"""Drafts as people write them over the bundled cases, in ten styles of quoting, and forgeries of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from html import escape

from data.numerals import chinese
from data.text import clauses, trimmed
from data.types import Case, Records

Said = tuple[Case, str]
"""A case and words of it."""


def _pick(case: Case, draw: random.Random) -> str:
    text = case.fields[0].text
    spans = clauses(text)
    at = draw.randrange(len(spans))
    last = min(len(spans), at + draw.randint(1, 2))
    start, end = trimmed(text, (spans[at][0], spans[last - 1][1]))
    return text[start:end]


def _after(said: Sequence[Said], draw: random.Random) -> str:
    return "".join(f"有的地方“{words}”[案例{case.number}]。" for case, words in said)


def _after_round(said: Sequence[Said], draw: random.Random) -> str:
    return "；".join(f"“{words}”（案例{case.number}）" for case, words in said) + "。"


def _before(said: Sequence[Said], draw: random.Random) -> str:
    return "".join(f"案例{case.number}提到：「{words}」。" for case, words in said)


def _bracket_first(said: Sequence[Said], draw: random.Random) -> str:
    return "，".join(f"[案例{case.number}]『{words}』" for case, words in said) + "。"


def _straight(said: Sequence[Said], draw: random.Random) -> str:
    return "\n\n".join(f'做法之一是"{words}"（见案例{case.number}）。' for case, words in said)


def _after_stop(said: Sequence[Said], draw: random.Random) -> str:
    return "".join(f"“{words}。”（案例{case.number}）" for case, words in said)


def _titled(said: Sequence[Said], draw: random.Random) -> str:
    return "\n\n".join(
        f"案例{case.number}《{case.title}》的表述是“{words}”，值得借鉴。" for case, words in said
    )


def _headed(said: Sequence[Said], draw: random.Random) -> str:
    return "\n\n".join(
        f"{at}. 案例{chinese(case.number)}：{case.title[:12]}\n\n其中写道“{words}”。"
        for at, (case, words) in enumerate(said, 1)
    )


def _elided(said: Sequence[Said], draw: random.Random) -> str:
    lines = []
    for case, words in said:
        cut = len(words) // 3
        shown = f"{words[:cut]}……{words[-cut:]}" if cut > 3 else words
        lines.append(f"- “{shown}”——案例{case.number}")
    return "\n".join(lines)


def _listed(said: Sequence[Said], draw: random.Random) -> str:
    lead = "本报告认为，以下做法可供参考。各地情况不一。"
    return lead + "".join(
        f"在【案例{case.number}】中，“{words}”，这一“亮点”值得推广。" for case, words in said
    )


STYLES = (
    _after, _after_round, _before, _bracket_first, _straight, _after_stop, _titled, _headed, _elided, _listed,
)  # fmt: skip


def draft(records: Records, seed: int) -> str:
    """A true draft in the style of its seed."""
    draw = random.Random(seed)
    cases = draw.sample(records.cases, draw.randint(1, 4))
    return STYLES[seed % len(STYLES)]([(case, _pick(case, draw)) for case in cases], draw)


_QUOTED = re.compile(r"[“「『]([^“”「」『』\"]{4,})[”」』]|\"([^\"\n]{4,})\"（见")


def _swap(text: str, draw: random.Random, change: Callable[[str], str | None]) -> str | None:
    spans = [m.span(1 if m[1] else 2) for m in _QUOTED.finditer(text)]
    draw.shuffle(spans)
    for start, end in spans:
        new = change(text[start:end])
        if new and new != text[start:end]:
            return text[:start] + new + text[end:]
    return None


def digit(text: str, draw: random.Random, records: Records) -> str | None:
    def change(words: str) -> str | None:
        places = [m.start() for m in re.finditer(r"\d", words)]
        if not places:
            return None
        at = draw.choice(places)
        return words[:at] + str((int(words[at]) + draw.randint(1, 9)) % 10) + words[at + 1 :]

    return _swap(text, draw, change)


def negation(text: str, draw: random.Random, records: Records) -> str | None:
    def change(words: str) -> str:
        at = draw.randint(1, len(words) - 1)
        return f"{words[:at]}不{words[at:]}"

    return _swap(text, draw, change)


def number(text: str, draw: random.Random, records: Records) -> str | None:
    found = draw.choice(list(re.finditer(r"案例(\d+|[一二三四五六七八九十]+)", text)))
    other = draw.choice([n for n in range(1, 31) if str(n) != found[1] and chinese(n) != found[1]])
    return (
        text[: found.start(1)] + (str(other) if found[1].isdigit() else chinese(other)) + text[found.end(1) :]
    )


BODIES = (("公安局", "检察院"), ("法院", "公安局"), ("知识产权局", "市场监管局"), ("企业", "高校"), ("学校", "医院"),
          ("浙江", "江苏"), ("上海", "北京"), ("湖南", "湖北"), ("河南", "河北"), ("广东", "广西"), ("山东", "山西"))  # fmt: skip


def body(text: str, draw: random.Random, records: Records) -> str | None:
    def change(words: str) -> str | None:
        held = [(a, b) for a, b in (*BODIES, *((b, a) for a, b in BODIES)) if a in words]
        return words.replace(*draw.choice(held)) if held else None

    return _swap(text, draw, change)


def spliced(text: str, draw: random.Random, records: Records) -> str | None:
    def change(words: str) -> str | None:
        if "……" in words:  # what is left of one text on each side may well be true
            return None
        other = _pick(draw.choice(records.cases), draw)
        return words[: len(words) // 2 + 1] + other[len(other) // 2 :]

    return _swap(text, draw, change)


KINDS = (digit, negation, number, body, spliced)
SUFFIXES = (".txt", ".md", ".html", ".docx")


def forgery(records: Records, seed: int) -> tuple[str, str]:
    """(kind, forged draft) of that seed."""
    draw = random.Random(seed)
    kind = KINDS[seed % len(KINDS)]
    while True:
        true = draft(records, draw.randrange(10**6))
        forged = kind(true, draw, records)
        if forged is not None and forged != true:
            return kind.__name__, forged


def as_file(text: str, suffix: str) -> bytes:
    """The draft as a file of that format."""
    blocks = [line for part in text.split("\n\n") for line in part.split("\n")]
    if suffix == ".html":
        rows = "".join(f"<p>{escape(block)}</p>" for block in blocks)
        return f"<!doctype html><html><body>{rows}</body></html>".encode()
    if suffix == ".docx":
        import io

        from docx import Document

        document = Document()
        for block in blocks:
            document.add_paragraph(block)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
    return text.encode()
