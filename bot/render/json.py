"""Answer, collections, what a check found → their public objects, key for key in the contract's order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from bot.streams import TURNING
from data.types import RECOGNISED, Answer, Citation, Records

if TYPE_CHECKING:
    from retrieval.checking.citations.verifying import Report


def answer_object(answer: Answer, echo: Mapping[str, object] | None = None) -> dict[str, object]:
    """The answer object; `echo` holds what a batch line wants back in front (its id), if it had one."""
    read = answer.understood
    return {
        **(echo or {}),
        "question": answer.question,
        "understood": {
            "text": read.text,
            "intent": str(read.intent),
            "collections": list(read.collections),
            "filters": {"region": list(read.regions), "numbers": list(read.numbers)},
            "query": json.loads(read.query) if read.query else {},
            "unused": list(read.unused),
        },
        "refused": answer.refused,
        "reason": answer.reason,
        "answer": answer.text,
        "citations": [_citation(citation) for citation in answer.citations],
        "count": answer.count,
        **_told(answer),
        "basis": {
            "kind": str(answer.basis.kind),
            "test": answer.basis.test,
            "complete": answer.basis.complete,
            "rule": answer.basis.rule,
        },
        "mode": answer.mode,
        "model": answer.model,
        "index": {
            "revision": answer.index.revision,
            "cases": answer.index.cases,
            "updated": answer.index.updated,
        },
        "elapsed_ms": answer.elapsed_ms,
        **_written(answer),
    }


def _told(answer: Answer) -> dict[str, object]:
    """What is there only where it was asked for or found out: groups, and whether the case states it."""
    found: dict[str, object] = {}
    if answer.groups:
        found["groups"] = [
            {
                "key": group.key,
                "count": len(group.cases),
                "cases": [{"collection": c.collection, "number": c.number} for c in group.cases],
            }
            for group in answer.groups
        ]
    if answer.stated is not None:
        found["stated"] = answer.stated
    return found


def _written(answer: Answer) -> dict[str, object]:
    """What is there only where a model was asked: its sentences with their support, the notice, the cost."""
    found: dict[str, object] = {}
    if answer.sentences:
        found["sentences"] = [
            {"text": s.text, "support": [place for c in s.support for place in _places(c)], "score": s.score}
            for s in answer.sentences
        ]
    if answer.notice:
        found["notice"] = answer.notice
    if answer.spent:
        found["usage"] = asdict(answer.spent)
    return found


def _places(citation: Citation) -> list[dict[str, object]]:
    case = citation.case.id
    return [
        {
            "number": case.number,
            "collection": case.collection,
            "field": q.field,
            "start": q.start,
            "end": q.end,
        }
        for q in citation.quotes
    ]


def _citation(citation: Citation) -> dict[str, object]:
    case = citation.case
    return {
        "number": case.number,
        "collection": case.id.collection,
        "title": case.title,
        "sha256": case.sha256,
        "tier": citation.tier,
        **({"recognised": RECOGNISED} if case.recognised else {}),
        "quotes": [
            {
                "text": q.text,
                "field": q.field,
                "start": q.start,
                "end": q.end,
                **({"answer": list(q.answer)} if q.answer else {}),
            }
            for q in citation.quotes
        ],
    }


def report_object(report: Report) -> dict[str, object]:
    """What a check found."""
    return {
        "checked": report.checked,
        "holds": report.holds,
        "problems": [{"where": p.where, "why": str(p.why), "detail": p.detail} for p in report.problems],
        "earlier": [
            {"collection": e.case.collection, "number": e.case.number, "state": e.state, "at": e.at}
            for e in report.earlier
        ],
        "unquoted": report.unquoted,
        "uncited": report.uncited,
    }


def collection_objects(records: Records) -> list[dict[str, object]]:
    """The collections, each with the number of its cases."""
    return [
        {
            "id": c.id,
            "title": c.title,
            "label": c.label,
            "cases": sum(1 for _ in records.of(c.id)),
            "source": c.source,
            "source_sha256": c.source_sha256,
            "issued": c.issued,
            "issuer": c.issuer,
        }
        for c in records.collections
    ]


def line(value: object) -> str:
    """`value` as one line of JSON, Chinese as Chinese; what turns words about is escaped."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).translate(_ESCAPED)


def page(value: object) -> str:
    """`value` as JSON for reading and for scripts alike."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2).translate(_ESCAPED)


_ESCAPED = {ord(mark): f"\\u{ord(mark):04x}" for mark in TURNING}
