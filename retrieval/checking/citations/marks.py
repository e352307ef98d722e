"""A paragraph of anybody's → its quotations, the case numbers in it, and which belongs to which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.numerals import number_of
from data.patterns import regex
from data.values import dataclass

_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "＂": "＂"}
_NUMBER = r"(?:[0-9０-９]{1,9}|[一二三四五六七八九十百零〇]{1,7})"
_LABEL = r"(?:(?P<label>[^\[\]【】（）()〔〕·，。；：、“”「」『』\"\s]{1,40})·)?"
_MARK = regex(
    rf"{_LABEL}案例\s?第?\s?(?P<numbers>{_NUMBER}(?:\s?号)?"
    rf"(?:\s?(?:[、和与及]|[-–—~～至到]|[，,](?=\s?案例))\s?(?:案例)?第?{_NUMBER}(?:\s?号)?)*)"
    rf"(?![0-9０-９一二三四五六七八九十百个件条起篇批项种类家次名位年月日%％])"
    rf"|第\s?(?P<nth>{_NUMBER})\s?[号个]\s?(?:典型)?案例"
)
_CHINESE = frozenset("一二三四五六七八九十百零〇")
_SURE_AFTER = (
    *' \n\t\u3000：:“「『"《（(〔[，,、；;。）)〕]】中里的所—–-',
    "说",
    "称",
    "提到",
    "指出",
    "介绍",
)
"""What follows a case number in Chinese numerals: 案例一致 and 案例三方 hold none."""
_RANGE = frozenset("-–—~～至到")
_OPENING, _CLOSING = "[（(【〔［", "]）)】〕］"
_JOINS = "、,，;；和与及[]（）()【】〔〕［］ \n\t\u3000\xa0"
_SEPARATES = frozenset("，。；！？,;!?\n\t")
_LEADS_TO, _TAKEN_FROM = (
    f" —–-:：{_OPENING}",
    ("", "见", "参见", "引自", "出自", "源自", "来自", "据", "摘自"),
)
"""What may stand between a quotation and its mark: ——（见[案例3]）."""
_ENDS = frozenset("。！？!?；;\n")
_LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Mark:
    """A citation: where it stands, its collection's label (or ""), the numbers it names."""

    start: int
    end: int
    label: str
    numbers: tuple[int, ...]
    bracketed: bool


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: `start` and `end` enclose the marks too."""

    start: int
    end: int
    text: str
    inside: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A quotation with the marks it may belong to; `adjacent` where one of them stands beside it."""

    quotation: Quotation
    marks: tuple[Mark, ...]
    adjacent: bool


def marks_of(text: str) -> list[Mark]:
    """All marks of a paragraph, in order."""
    found = []
    for match in _MARK.finditer(text):
        at = match.start("numbers")
        loose = at >= 2 and text.startswith("案例", at - 2) and text[at] in _CHINESE
        if loose and text[match.end() :] and not text.startswith(_SURE_AFTER, match.end()):
            continue
        numbers = _numbers(match["numbers"] or match["nth"])
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        bracketed = (
            before[-1:] in _OPENING and before[-1:] != "" and after[:1] in (*_CLOSING, "、", "，", ",")
        )
        bracketed = bracketed or (after[:1] != "" and after[:1] in _CLOSING)
        if numbers:
            found.append(Mark(match.start(), match.end(), match["label"] or "", numbers, bracketed))
    return found


def _numbers(written: str) -> tuple[int, ...]:
    parts = re.findall(_NUMBER, written)
    values = [value for part in parts if (value := number_of(part)) is not None]
    if len(values) == 2 and not _RANGE.isdisjoint(written) and 0 < values[1] - values[0] <= 1000:
        return tuple(range(values[0], values[1] + 1))
    return tuple(values)


def quotations(text: str, marks: Sequence[Mark]) -> list[Quotation]:
    """The outermost quotations; a mark written inside one belongs to it and is none of its words."""
    found, at = [], 0
    while at < len(text):
        close = _PAIRS.get(text[at])
        end = _closed(text, at, close) if close else None
        end = _dangling(text, end, text[at], close) if end is not None and close else end
        if end is None:
            at += 1
            continue
        inside = tuple(m for m in marks if at < m.start and m.end < end)
        found.append(Quotation(at, end + 1, _without(text, at + 1, end, inside), inside))
        at = end + 1
    return found


def _closed(text: str, at: int, close: str) -> int | None:
    opening, depth, first = text[at], 0, None
    if text.find(close, at + 1, at + 20_000) < 0:
        return None
    for here in range(at + 1, min(len(text), at + 20_000)):
        if text[here] == close:
            if depth == 0:
                return here
            first = here if first is None else first
            depth -= 1
        elif text[here] == opening:
            depth += 1
    return first


def _dangling(text: str, end: int, opening: str, close: str) -> int:
    """The close that nothing opened and that follows in the same sentence: “A”B” quotes all of it."""
    while opening != close:
        ends = (opening, close, "。", "\n")
        stop = next((at for at in range(end + 1, len(text)) if text[at] in ends), None)
        if stop is None or text[stop] != close or "案例" in text[end:stop]:
            break
        end = stop
    return end


def _without(text: str, start: int, end: int, inside: Sequence[Mark]) -> str:
    kept = text[start:end]
    for mark in reversed(inside):
        left, right = mark.start - start, mark.end - start
        while left and kept[left - 1] in _OPENING:
            left -= 1
        while right < len(kept) and kept[right] in _CLOSING:
            right += 1
        kept = kept[:left] + kept[right:]
    return kept


def titles(text: str) -> Iterator[tuple[int, int, str]]:
    """《…》: start, end, the words inside."""
    done, end = 0, text.find("》")
    while end >= 0:
        start = text.rfind("《", done, end)
        if start >= 0 and 2 <= end - start - 1 <= _LONGEST_TITLE:
            yield start, end + 1, text[start + 1 : end]
        done, end = end + 1, text.find("》", end + 1)


def bind(text: str, quotes: Sequence[Quotation], marks: Sequence[Mark]) -> list[Bound]:
    """Each quotation with the marks it may belong to, by where they stand."""
    groups = _groups(text, [m for m in marks if not any(q.start < m.start < q.end for q in quotes)])
    order = sorted([(q.start, "q") for q in quotes if not q.inside] + [(g[0].start, "m") for g in groups])
    style = order[0][1] + order[-1][1] if order else ""
    found = []
    for quote in quotes:
        if quote.inside:
            found.append(Bound(quote, quote.inside, True))
            continue
        before = next((g for g in reversed(groups) if g[-1].end <= quote.start), None)
        after = next((g for g in groups if g[0].start >= quote.end), None)
        found.append(_bound(text, quote, before, after, style))
    return found


def _bound(
    text: str, quote: Quotation, before: list[Mark] | None, after: list[Mark] | None, style: str
) -> Bound:
    near_before = before is not None and _SEPARATES.isdisjoint(_gap(text, before[-1].end, quote.start))
    near_after = after is not None and _follows(text, quote.end, after[0])
    chosen: list[Mark] = []
    if near_before and before:
        chosen += before
    if near_after and after:
        chosen += after
    if not chosen or (near_before and near_after):
        chosen += (after if style == "qm" else before if style == "mq" else None) or []
    if not chosen:
        here = _same_sentence(text, quote, before, after)
        chosen = here or before or after or []
    return Bound(quote, tuple(dict.fromkeys(chosen)), near_before or near_after)


def _gap(text: str, start: int, end: int) -> str:
    return text[start:end].lstrip("".join(_CLOSING))


def _follows(text: str, end: int, mark: Mark) -> bool:
    gap = text[end : mark.start].strip()
    if gap.strip(_LEADS_TO) not in _TAKEN_FROM:
        return mark.bracketed and gap.strip("，。；,.;、 ") in ("[", "（", "(", "【", "〔", "［")
    return mark.bracketed or bool(gap) or not text[mark.end : mark.end + 1].strip("。，；、,.; \n\t")


def _same_sentence(
    text: str, quote: Quotation, before: list[Mark] | None, after: list[Mark] | None
) -> list[Mark] | None:
    if before and _ENDS.isdisjoint(text[before[-1].end : quote.start]):
        return before
    if after and _ENDS.isdisjoint(text[quote.end : after[0].start].rstrip(_OPENING + "。；; ")):
        return after
    return None


def _groups(text: str, marks: Sequence[Mark]) -> list[list[Mark]]:
    """Marks that stand together are one: （案例8、案例9）, [案例8][案例9]."""
    groups: list[list[Mark]] = []
    for mark in marks:
        if groups and not text[groups[-1][-1].end : mark.start].strip(_JOINS):
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups
