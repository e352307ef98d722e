"""The dictionary that words are cut by, in a file: a question is cut by the few lines it needs of 350,000.

To load them all takes rjieba 0.09 s of processor, a quarter of what a cold question by words took, and a question has
some sixty characters to cut. The file, made where a library is written, holds for each character the words that begin
with it and how likely it stands where in an unknown one; the algorithm is jieba's. A test holds both to the same words.
"""

from __future__ import annotations

import math
import mmap
import os
import struct
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.util import find_spec
from itertools import accumulate, chain, groupby
from pathlib import Path

from data.patterns import regex

NAME = "words.bin"
_HEAD = "anwen words 1 {mark}\n"
_SIZES = struct.Struct("<IQ")
"""How many characters begin a word, and how often all words were counted."""
_RUN = regex(r"[一-鿕]+")
_HELD = regex(r"[一-鿕0-9]+")
_OTHER = regex(r"[^\n\x20-\x7e\u3000-\u303f一-鿕\uff00-\uffef“”‘’…—·]|[A-Za-z+#&._%-]")
"""What words are not cut at alike everywhere: letters, and whatever is neither Chinese nor common punctuation."""
_NEVER = -3.14e100
_START = {"B": -0.26268660809250016, "E": _NEVER, "M": _NEVER, "S": -1.4652633398537678}
_BEFORE = {
    "B": (("E", -0.5897149736854513), ("S", -0.7211965654669841)),
    "M": (("M", -1.2603623820268226), ("B", -0.916290731874155)),
    "E": (("B", -0.510825623765990), ("M", -0.33344856811948514)),
    "S": (("S", -0.6658631448798212), ("E", -0.8085250474669937)),
}
"""How characters of an unknown word follow one another: jieba's finalseg, prob_start and prob_trans."""


class Dictionary:
    """Cuts what is Chinese as rjieba does, by the file in a folder."""

    def __init__(self, kept: mmap.mmap, at: int) -> None:
        size, self._total = _SIZES.unpack_from(kept, at)
        at += _SIZES.size
        self._firsts = array("I", kept[at : at + 4 * size])
        self._starts = array("I", kept[at + 4 * size : at + 8 * size + 4])
        self._at = at + 8 * size + 4
        if self._at + self._starts[-1] != len(kept):
            raise ValueError(len(kept))
        self._kept = kept
        self._log = math.log(self._total)
        self._blocks: dict[str, str] = {}

    def cuts(self, text: str) -> bool:
        """Whether it is a text that this cuts."""
        return _OTHER.search(text) is None

    def knows(self, word: str) -> bool:
        """Whether `word` stands in it."""
        return bool(word) and f"\n{word} " in self._block(word[0])

    def cut(self, text: str) -> Iterator[str]:
        """`text` in parts: its words, its figures, and whatever stands between them, also nothing."""
        at = 0
        for run in _HELD.finditer(text):
            yield from text[at : run.start()]
            yield from self._run(run[0])
            at = run.end()
        yield from text[at:]

    def _run(self, text: str) -> Iterator[str]:
        ends = self._best(text)
        at = alone = 0
        while at < len(text):
            end = ends[at]
            if end - at > 1:
                yield from self._unknown(text[alone:at])
                yield text[at:end]
                alone = end
            at = end
        yield from self._unknown(text[alone:])

    def _best(self, text: str) -> list[int]:
        """Where the word ends that begins at each place, in the likeliest parting of what follows."""
        size = len(text)
        chance, ends = [0.0] * (size + 1), [0] * size
        for at in range(size - 1, -1, -1):
            found = [(math.log(count) - self._log + chance[end], end) for end, count in self._words(text, at)]
            chance[at], ends[at] = max(found)
        return ends

    def _words(self, text: str, at: int) -> Iterator[tuple[int, int]]:
        """Where each word ends that begins there, and how often it was counted."""
        block = self._block(text[at])
        one = False
        for end in range(at + 1, len(text) + 1):
            found = block.find(f"\n{text[at:end]}")
            if found < 0:
                break
            behind = found + 1 + end - at
            if block[behind] == " ":
                one = one or end == at + 1
                yield end, int(block[behind + 1 : block.index("\n", behind)])
        if not one:
            yield at + 1, 1

    def _unknown(self, text: str) -> Iterator[str]:
        """Characters that are no words of the dictionary together: what they are parted into."""
        if len(text) < 2 or self.knows(text):
            yield from text
            return
        at = 0
        for run in _RUN.finditer(text):
            yield text[at : run.start()]
            yield from self._parted(run[0])
            at = run.end()
        yield text[at:]

    def _parted(self, text: str) -> Iterator[str]:
        likely = [self._likely(character) for character in text]
        chance = {place: _START[place] + likely[0].get(place, _NEVER) for place in "BMES"}
        ways = {place: place for place in "BMES"}
        for one in likely[1:]:
            best = {
                place: max((chance[b] + how + one.get(place, _NEVER), b) for b, how in before)
                for place, before in _BEFORE.items()
            }
            chance = {place: value for place, (value, _) in best.items()}
            ways = {place: ways[before] + place for place, (_, before) in best.items()}
        way = ways[max((chance[place], place) for place in "ES")[1]]
        begin = 0
        for at, place in enumerate(way):
            if place in "ES":
                yield text[begin : at + 1]
                begin = at + 1
        if begin < len(text):
            yield text[begin:]

    def _likely(self, character: str) -> dict[str, float]:
        """How likely it stands at each place of an unknown word."""
        told = self._block(character).split("\n", 1)[0]
        return {one[0]: float(one[1:]) for one in told.split()}

    def _block(self, character: str) -> str:
        """What the file has of it: a line of places, then one a word, in order."""
        block = self._blocks.get(character)
        if block is None:
            at = bisect_left(self._firsts, ord(character))
            if at < len(self._firsts) and self._firsts[at] == ord(character):
                block = str(
                    self._kept[self._at + self._starts[at] : self._at + self._starts[at + 1]], "utf-8"
                )
            else:
                block = "\n"
            self._blocks[character] = block
        return block


def dictionary(folder: Path | None) -> Dictionary | None:
    """What a folder holds of it; None where it holds none, or another version's."""
    with suppress(OSError, ValueError, IndexError, struct.error):
        if folder is not None:
            with (folder / NAME).open("rb") as file:
                kept = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            head = _head()
            if kept[: len(head)] == head:
                return Dictionary(kept, len(head))
    return None


def keep(folder: Path) -> None:
    """Write the file, whole or not at all, where it is not there. A cache that cannot be written is no error."""
    if dictionary(folder) is not None or not os.access(folder, os.W_OK):
        return
    body = _body()
    with suppress(OSError):
        handle, name = tempfile.mkstemp(prefix=f"{NAME}-", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head() + body)
            Path(name).replace(folder / NAME)
        except BaseException:
            Path(name).unlink()
            raise


def _head() -> bytes:
    """Of which files it was made: where rjieba or jieba is another, so are they."""
    marks = []
    for name in ("rjieba", "jieba"):
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise ValueError(name)
        known = Path(spec.origin).stat()
        marks.append(f"{known.st_size}.{known.st_mtime_ns}")
    return _HEAD.format(mark=" ".join(marks)).encode()


def _body() -> bytes:
    from jieba import get_dict_file
    from jieba.finalseg import emit_P

    with get_dict_file() as file:
        lines = [line.rpartition(" ")[0] for line in file.read().decode("utf-8").splitlines()]
    words = {first: "\n".join(held) for first, held in groupby(sorted(lines), lambda line: line[0])}
    blocks = {
        character: f"{_places(character, emit_P)}\n{words.get(character, '')}\n".encode()
        for character in sorted(words.keys() | set(chain(*emit_P.values())))
    }
    starts = array("I", accumulate(map(len, blocks.values()), initial=0))
    total = sum(int(line.rpartition(" ")[2]) for line in lines)
    firsts = array("I", map(ord, blocks))
    return _SIZES.pack(len(blocks), total) + firsts.tobytes() + starts.tobytes() + b"".join(blocks.values())


def _places(character: str, likely: Mapping[str, Mapping[str, float]]) -> str:
    return " ".join(f"{place}{held[character]!r}" for place, held in likely.items() if character in held)
