"""An evaluation → tables and misses for a person, and the object for a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import words
from bot.jobs.evaluation import RANKING, Evaluation
from bot.render.layout import MAX_WIDTH, Line, Piece, cells, line, padded
from bot.words import Word, Words
from retrieval.measuring.evaluation import MEASURES, Fault, Measures, Outcome, Table, faults, name
from retrieval.measuring.soundness import Soundness

NOTHING = line()
FAULTS: dict[Fault, Word] = {
    Fault.ANSWERED: words.F_ANSWERED,
    Fault.REFUSED: words.F_REFUSED,
    Fault.MISSING: words.F_MISSING,
    Fault.EXTRA: words.F_EXTRA,
    Fault.COUNT: words.F_COUNT,
    Fault.POINTS: words.F_POINTS,
    Fault.QUOTES: words.F_QUOTES,
    Fault.SAME: words.F_SAME,
    Fault.CHATTY: words.F_CHATTY,
}


def evaluation_lines(found: Evaluation, say: Words, width: int = MAX_WIDTH) -> Iterator[Line]:
    """The measures by type and over all, of the answers and (if measured) of the ranking."""
    yield line(Piece(say(words.BY_ANSWERS), "head"))
    yield from table_lines(found.answers, MEASURES, say, width)
    if found.retrieval:
        yield NOTHING
        yield line(Piece(say(words.BY_RETRIEVAL), "head"))
        yield from table_lines(found.retrieval, tuple(RANKING), say, width)
    if len(found.turns.types) > 1:
        yield NOTHING
        yield line(Piece(say(words.BY_TURN), "head"))
        yield from table_lines(found.turns, MEASURES, say, width)
    yield NOTHING
    yield from _sound_lines(found.sound, say)
    spared = found.spared
    yield line(
        say(
            words.SPARED,
            spared=len(spared.questions),
            questions=len(found.outcomes),
            otherwise=len(spared.otherwise),
            worse=len(spared.worse),
        ),
        *([Piece(f" ({' '.join(spared.worse)})", "quiet")] if spared.worse else []),
    )


def _sound_lines(sound: Soundness, say: Words) -> Iterator[Line]:
    """How far the answers' own word on themselves holds."""
    yield line(Piece(say(words.CURVE), "head"))
    if sound.curve:
        yield line(Piece(say(words.CURVE_HEAD), "quiet"))
    else:
        yield line(say(words.NO_CURVE))
    for one in sound.curve:
        yield line(f"{one.low:.1f}-{one.high:.1f}{one.answers:>8}  {one.told:.3f}  {one.held:.3f}")
    tiers = {tier.name: tier.cited for tier in sound.tiers}
    right = {f"{tier.name}_right": tier.right for tier in sound.tiers}
    yield line(say(words.BY_TIER, **tiers, **right))
    wrong = sound.not_complete
    yield line(
        say(words.WHOLE, complete=sound.complete, wrong=len(wrong)),
        *([Piece(f" ({' '.join(wrong)})", "quiet")] if wrong else []),
    )


def table_lines(table: Table, measures: Sequence[str], say: Words, width: int = MAX_WIDTH) -> Iterator[Line]:
    """A row a type and one over all; as many measures side by side as `width` holds, the others below."""
    label = max(cells(text) for text in (*table.types, say(words.OF_TYPE), say(words.ALL_TYPES)))
    held: list[str] = []
    rest = list(measures)
    room = width - label - 4
    while rest and (not held or room > len(rest[0])):
        held.append(rest.pop(0))
        room -= max(len(held[-1]), 5) + 1
    head = "".join(f" {measure:>5}" for measure in held)
    yield line(Piece(padded(say(words.OF_TYPE), label) + "   n" + head, "quiet"))
    for kind, row in table.types.items():
        yield _row(padded(kind, label), row, held, "")
    yield _row(padded(say(words.ALL_TYPES), label), table.overall, held, "title")
    if rest:
        yield NOTHING
        yield from table_lines(table, rest, say, width)


def _row(label: str, row: Measures, measures: Sequence[str], style: str) -> Line:
    values = (f"{row.values[m]:.3f}" if m in row.values else "–" for m in measures)
    shown = (f" {value:>{max(len(m), 5)}}" for m, value in zip(measures, values, strict=True))
    return line(Piece(f"{label}{row.questions:>4}{''.join(shown)}", style))


def miss_lines(misses: Sequence[Outcome], say: Words) -> Iterator[Line]:
    """Each question that was not answered right: what was expected, what came, and what is wrong with it."""
    yield line(Piece(say(words.MISSES, count=len(misses)), "head"))
    for outcome in misses:
        gold = outcome.gold
        asked = " › ".join((*gold.turns, gold.question))
        yield NOTHING
        yield line(Piece(f"{gold.id} ", "mark"), Piece(f"{gold.type}  ", "quiet"), asked, hang=2)
        yield line("  ", Piece(say(words.EXPECTED), "quiet"), _expected(outcome, say), hang=4)
        yield line("  ", Piece(say(words.GOT), "quiet"), _got(outcome, say), hang=4)
        why = "；".join(say(FAULTS[fault], what="、".join(what)) for fault, what in faults(outcome))
        yield line("  ", Piece(say(words.WHY), "quiet"), Piece(why, "bad"), hang=4)


def _expected(outcome: Outcome, say: Words) -> str:
    gold = outcome.gold
    if gold.refuse:
        return say(words.A_REFUSAL)
    may = say(words.MAY_CITE, numbers=_numbers(gold.acceptable)) if gold.acceptable else ""
    return _cites(gold.gold, gold.count, say) + may


def _got(outcome: Outcome, say: Words) -> str:
    answer = outcome.answer
    if outcome.refused:
        reason = " ".join((answer.reason or "").split()) if answer else ""
        return say(words.A_REFUSAL) + (f"（{reason}）" if reason else "")
    return _cites(outcome.cited, answer.count if answer else None, say)


def _cites(keys: Sequence[object], count: int | None, say: Words) -> str:
    cited = say(words.CITES, numbers=_numbers(keys)) if keys else say(words.NOTHING_CITED)
    return cited if count is None else f"{cited} · {say(words.COUNT_IS, count=count)}"


def _numbers(keys: Sequence[object]) -> str:
    return "、".join(name(key) for key in keys)  # type: ignore[arg-type]


def evaluation_object(found: Evaluation, file: str, misses: bool = False) -> dict[str, object]:
    """The measures as JSON; `misses` adds the questions that were not answered right."""
    return {
        "file": file,
        "questions": len(found.outcomes),
        "seconds": round(found.seconds, 3),
        "answers": _table_object(found.answers),
        "retrieval": _table_object(found.retrieval) if found.retrieval else None,
        "turns": {turn: _row_object(row) for turn, row in found.turns.types.items()},
        "tiers": {tier.name: {"cited": tier.cited, "right": tier.right} for tier in found.sound.tiers},
        "calibration": [
            {
                "from": b.low,
                "to": b.high,
                "answers": b.answers,
                "told": round(b.told, 6),
                "held": round(b.held, 6),
            }
            for b in found.sound.curve
        ],
        "complete": {"answers": found.sound.complete, "not": list(found.sound.not_complete)},
        "by_words": round(len(found.spared.questions) / len(found.outcomes), 6),
        "not_embedded": {
            "questions": len(found.spared.questions),
            "otherwise": list(found.spared.otherwise),
            "worse": list(found.spared.worse),
        },
        **({"misses": [_miss_object(outcome) for outcome in found.misses]} if misses else {}),
    }


def _table_object(table: Table) -> dict[str, object]:
    types = {kind: _row_object(found) for kind, found in table.types.items()}
    return {"overall": _row_object(table.overall), "types": types}


def _row_object(measures: Measures) -> dict[str, float]:
    return {"questions": measures.questions, **{m: round(v, 6) for m, v in measures.values.items()}}


def _miss_object(outcome: Outcome) -> dict[str, object]:
    gold, answer = outcome.gold, outcome.answer
    return {
        "id": gold.id,
        "type": gold.type,
        "turns": list(gold.turns),
        "question": gold.question,
        "expected": {
            "cite": list(gold.gold),
            "may_cite": list(gold.acceptable),
            "answer_points": list(gold.points),
            "count": gold.count,
            "refuse": gold.refuse,
        },
        "got": {
            "cite": [name(key) if not isinstance(key, int) else key for key in outcome.cited],
            "answer": answer.text if answer else None,
            "count": answer.count if answer else None,
            "refused": outcome.refused,
            "reason": answer.reason if answer else None,
        },
        "why": [{"fault": str(fault), "what": list(what)} for fault, what in faults(outcome)],
    }
