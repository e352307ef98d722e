"""`python -m scripts.learn`: trains all that is learned, from the data beside it, to the same bytes each time."""

from __future__ import annotations

from pathlib import Path

from scripts.learn.examples import everything
from scripts.learn.train_heads import save, train

LEARNED = Path(__file__).parents[2] / "retrieval" / "learned"


def main() -> None:
    examples, weights = everything()
    save(train(examples, weights), LEARNED / "heads.npz")
    print(f"heads: {len(examples)} examples")


if __name__ == "__main__":
    main()
