"""How well questions were answered within their cases → lines for a person, and the object for a script."""

from __future__ import annotations

from collections.abc import Iterator

from bot.render.layout import Line, Piece, line
from retrieval.measuring.reading_gold import Reading


def reading_lines(found: Reading) -> Iterator[Line]:
    """The figures, a line each; then span F1 by type and the refusal curve."""
    yield line(Piece(f"questions {found.questions}", "head"))
    yield line(f"held      {found.held:.3f}   length: median {found.median:.0f}, mean {found.mean:.0f}")
    yield line(f"span_f1   {found.typed:.3f}   types with a form of their own")
    for kind, (many, share) in found.types.items():
        yield line(Piece(f"  {kind:<10}{many:>5} {share:.3f}", "quiet"))
    yield line(
        f"marked    {found.marked[1]:.3f}   of the impossible, {found.marked[0]:.3f} of the answerable"
    )
    for share, marked in found.refusal.items():
        yield line(Piece(f"  at {share:.2f} of the answerable: {marked:.3f} of the impossible", "quiet"))


def reading_object(found: Reading, file: str) -> dict[str, object]:
    """The same as JSON."""
    return {
        "file": file,
        "questions": found.questions,
        "held": round(found.held, 6),
        "length": {"median": found.median, "mean": round(found.mean, 3)},
        "span_f1": round(found.typed, 6),
        "types": {kind: {"questions": n, "span_f1": round(f, 6)} for kind, (n, f) in found.types.items()},
        "marked": {"answerable": round(found.marked[0], 6), "impossible": round(found.marked[1], 6)},
        "refusal": {f"{share:.2f}": round(marked, 6) for share, marked in found.refusal.items()},
    }
