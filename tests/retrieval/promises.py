"""The four invariants of every answer, checked from the outside: by its text and the catalog alone."""

from __future__ import annotations

import re
from dataclasses import replace

from data.types import Answer, CaseId, Records

_MARK = re.compile(r"\[(?:(?P<label>[^\[\]]+)·)?案例(?P<number>\d+)\]")
_SEVERAL = re.compile(r"\[(?P<label>(?:[^\[\]]+·)?)案例(?P<numbers>\d+(?:[–、]\d+)+)\]")
_EDGE = re.compile(r"[\s，。；：！？、,;:!?]")


def broken_promises(answer: Answer, records: Records) -> list[str]:
    """What does not hold of `answer`; empty where all four invariants hold."""
    held = {case.id: case for case in records.cases}
    by_label: dict[str | None, list[str]] = {}
    for collection in records.collections:
        by_label.setdefault(answer.labels.get(collection.id), []).append(collection.id)
    wrong: list[str] = []
    marked: set[CaseId] = set()
    cited = {citation.case.id for citation in answer.citations}
    for mark in _MARK.finditer(_SEVERAL.sub(_one_by_one, answer.text)):
        among = by_label.get(mark["label"], [])
        if mark["label"] is None and len({id_.collection for id_ in cited}) == 1:
            among = [next(iter(cited)).collection]  # one collection was asked for: its marks need no label
        meant = {CaseId(one, int(mark["number"])) for one in among}
        if len(meant & cited) != 1:
            wrong.append(f"{mark[0]} means {len(meant & cited)} of the cited cases")
        marked |= meant & cited
    wrong += [f"{id_} is cited and not marked" for id_ in cited - marked]
    if len(cited) < len(answer.citations):
        wrong.append("a case is cited twice")
    for citation in answer.citations:
        stored = held.get(citation.case.id)
        if stored is None or stored != citation.case:
            wrong.append(f"{citation.case.id} is not a case of the catalog")
            continue
        if not citation.quotes:
            wrong.append(f"{citation.case.id} is cited without a quote")
        for quote in citation.quotes:
            text = stored.text_of(quote.field)
            if not quote.text or text is None or text[quote.start : quote.end] != quote.text:
                wrong.append(f"{quote.text!r} is no slice of {citation.case.id}")
            elif _EDGE.match(quote.text[0]) or _EDGE.match(quote.text[-1]):
                wrong.append(f"{quote.text!r} begins or ends with white space or punctuation")
    if answer.refused and (
        answer.citations or _MARK.search(answer.text) or not (answer.reason or "").strip()
    ):
        wrong.append("a refusal cites nothing and gives a reason")
    if not answer.refused and answer.reason is not None:
        wrong.append("only a refusal has a reason")
    if not answer.text.strip():
        wrong.append("an answer has a text")
    return wrong


def _one_by_one(several: re.Match[str]) -> str:
    """[案例1–3、8] → [案例1][案例2][案例3][案例8]: how a long list is folded."""
    runs = (part.split("–") for part in several["numbers"].split("、"))
    numbers = (n for run in runs for n in range(int(run[0]), int(run[-1]) + 1))
    return "".join(f"[{several['label']}案例{n}]" for n in numbers)


def timeless(answer: Answer) -> Answer:
    """The answer without what may differ on repeat."""
    return replace(answer, elapsed_ms=0.0)
