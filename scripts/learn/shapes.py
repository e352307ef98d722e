"""Which characters look alike, by drawings of them: `python -m scripts.learn.shapes SANS.ttc SERIF.ttc > retrieval/lexicon/shapes.tsv`.

The faces are Noto Sans CJK and Noto Serif CJK, of which the third in each file is the one for simplified Chinese. Wants
pillow.
"""

from __future__ import annotations

import sys
from itertools import product

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

LEAST = 0.86
"""Correlation of two drawings from which on they look alike: 栗 and 粟 0.94, 官 and 宜 0.85."""
FIRST_LEVEL = 3755
"""Characters of GB 2312's first level, the frequent ones: only such a one is meant."""
SIMPLIFIED = 2
WIDTH, HEIGHT, LOOKED_AT = 48, 64, 24
"""Pixels of a drawing, and of a side of what it is compared in."""


def characters() -> list[str]:
    found = []
    for high, low in product(range(0xB0, 0xF8), range(0xA1, 0xFF)):
        found.append(bytes([high, low]).decode("gb2312", "ignore"))
    return [char for char in found if char]


def alike(chars: list[str], face: str) -> NDArray[np.float32]:
    """How much each drawing correlates with each other."""
    font = ImageFont.truetype(face, 44, index=SIMPLIFIED)
    drawn = np.zeros((len(chars), LOOKED_AT**2), np.float32)
    for at, char in enumerate(chars):
        image = Image.new("L", (WIDTH, HEIGHT), 0)
        ImageDraw.Draw(image).text((2, -2), char, font=font, fill=255)
        small = image.filter(ImageFilter.GaussianBlur(1.6)).resize((LOOKED_AT, LOOKED_AT))
        drawn[at] = np.asarray(small, np.float32).ravel()
    drawn -= drawn.mean(1, keepdims=True)
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    correlated: NDArray[np.float32] = drawn @ drawn.T
    return correlated


def main(faces: list[str]) -> None:
    chars = characters()
    both = np.minimum(*(alike(chars, face) for face in faces))
    np.fill_diagonal(both, 0)
    for at, char in enumerate(chars):
        near = [to for to in range(FIRST_LEVEL) if both[at, to] >= LEAST]
        if near:
            print(
                char, "".join(chars[to] for to in sorted(near, key=lambda to: (-both[at, to], to))), sep="\t"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
