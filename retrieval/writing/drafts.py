"""What a model writes, read as it comes: sentences with the numbers of the evidence they are said to be from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from data.patterns import regex
from data.text import fold, sentences
from data.values import dataclass
from retrieval.lexicon.listed import listed, words

_MARK = regex(
    r"[\[【［(（]\s*(?:案例|资料|证据|case|piece)?\s*(\d{1,3}(?:\s*[,，、]\s*\d{1,3})*)\s*[\]】］)）]", re.I
)
_LEAD = regex(r"^\s*(?:[-*•·>#]+|\d{1,2}[.、)）]\s*(?=\D))?\s*")
_SAYS = regex(
    r"^(?:根据|依据|按照|如|从)?(?:资料|证据|案例|case|piece)\s*\d{1,3}\s*(?:中|里)?(?:所示|显示|提到|指出|可知|介绍|写明|提及)?(?:的)?[，,：:]\s*",
    re.I,
)
_ENGLISH_END = regex(r"(?<=[a-z0-9)”\"][.!?])\s+(?=[A-Z“\"])")
_MATERIAL_NOT, _NONE = listed("material_says_not"), listed("none_told")
_NO_ANSWER = ("none", "no answer", "not stated")
"""How a model says that the cases do not hold the answer."""
NONE_TOLD = 23
"""Characters of a sentence that begins so and says nothing else: 没有提到具体金额."""
LONGEST = 600
"""Characters of one sentence that are looked at: what runs on is none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as it was written, without marks, and the numbers given with it (none where none was)."""

    text: str
    ordinals: tuple[int, ...]


class Unreadable(Exception):
    """The output is not in the form that was asked for."""


def says_no(text: str) -> bool:
    """Whether a sentence says no more than that the material does not hold what is asked."""
    told = fold(text.strip())
    if told in words("none") or told.rstrip(" .,;:!?。…") in _NO_ANSWER:
        return True
    none = len(told) <= NONE_TOLD and not {",", "。"} & set(told) and _NONE.match(told)
    return bool(none or _MATERIAL_NOT.match(told.removeprefix("根据")))


def without_thoughts(text: str) -> str:
    """`text` without what a model thinks aloud, to its end where it does not stop."""
    while "<think>" in text:
        said, _, thought = text.partition("<think>")
        text = said + thought.partition("</think>")[2]
    return text


def structured(chunks: Iterable[str], longest: int = LONGEST) -> Iterator[Draft]:
    """Drafts from JSON `{"sentences": [{"case", "text"}…]}` as soon as each object is whole; Unreadable at the end.

    A text of `longest` code points was cut there by the schema: its last clause, which is none, is left out.
    """
    decoder = json.JSONDecoder()
    text, at, count = "", -1, 0
    for chunk in chunks:
        text += chunk
        if at < 0:
            opening = re.search(r"\[\s*(?=[{\]])", text)
            if opening is None:
                continue
            at = opening.end()
        while (begin := _object(text, at)) >= 0:
            try:
                value, at = decoder.raw_decode(text, begin)
            except ValueError:
                break
            count += 1
            yield from _read(value, longest)
    whole = text.strip().removeprefix("```json").removesuffix("```").strip()
    try:
        json.loads(whole)
    except ValueError:
        raise Unreadable(f"no JSON: {len(text)} characters, {count} sentences") from None


def marked(chunks: Iterable[str]) -> Iterator[Draft]:
    """Drafts from lines `[1] sentence`, as soon as each line is whole; a line without number has none.

    A model that gives JSON all the same is read as if it had been asked for it.
    """
    text = ""
    rest = iter(chunks)
    for chunk in rest:
        text += chunk
        if text.lstrip().startswith(("{", "```json")):
            yield from structured(chain([text], rest))
            return
        if "<think>" in text and "</think>" not in text:
            continue
        text = without_thoughts(text)
        *lines, text = text.split("\n")
        for line in lines:
            yield from _line(line)
    yield from _line(without_thoughts(text))


def _object(text: str, at: int) -> int:
    """Where the next object begins after commas and white space; -1 where none does yet."""
    while at < len(text) and (text[at].isspace() or text[at] == ","):
        at += 1
    return at if text.startswith("{", at) else -1


def _read(value: object, longest: int) -> Iterator[Draft]:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return
    case = value.get("case")
    numbers = case if isinstance(case, list) else [case]
    given = tuple(number for number in numbers if isinstance(number, int) and not isinstance(number, bool))
    text = value["text"]
    yield from _sentences(_without_last_clause(text) if len(text) >= longest else text, given)


def _without_last_clause(text: str) -> str:
    """`text` up to its last comma, where nothing behind it ends a sentence."""
    at = max(text.rfind(mark) for mark in "，,；;")
    rest = text[at + 1 :]
    whole = at < 0 or any(mark in rest for mark in "。！？") or rest.endswith((".", "!", "?", "…"))
    return text if whole else text[:at]


def _line(line: str) -> Iterator[Draft]:
    line = line.strip()
    if not line or line.startswith("```"):
        return
    given = tuple(dict.fromkeys(int(n) for m in _MARK.finditer(line) for n in re.findall(r"\d+", m[1])))
    yield from _sentences(line, given)


def _sentences(text: str, given: tuple[int, ...]) -> Iterator[Draft]:
    bare = _SAYS.sub("", _LEAD.sub("", _MARK.sub("", text)).strip())
    for start, end in sentences(bare):
        for part in _ENGLISH_END.split(bare[start:end]):
            told = part.strip()
            if re.search(r"\w", told) and len(told) <= LONGEST:
                yield Draft(told, given)
