"""`python -m scripts.learn`: trains all that is learned, from the data beside it, to the same bytes each time."""

from __future__ import annotations

from pathlib import Path

from scripts.learn import train_heads, train_tagger
from scripts.learn.examples import everything

LEARNED = Path(__file__).parents[2] / "retrieval" / "learned"


def main() -> None:
    examples, weights = everything()
    train_heads.save(train_heads.train(examples, weights), LEARNED / "heads.npz")
    train_heads.save(train_tagger.train(examples), LEARNED / "tagger.npz")
    print(f"heads: {len(examples)} examples")


if __name__ == "__main__":
    main()
