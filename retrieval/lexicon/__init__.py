"""The general language data: synonyms, broader and related terms, English words, organisations, function words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from data import programs
from data.text import fold
from data.values import dataclass
from retrieval.lexicon.listed import any_of


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation: how people ask for it, and how the subject of a title shows it."""

    name: str
    asked_as: tuple[str, ...]
    expression: str
    sign: str = ""
    """What a title must have anywhere for that, where something is: it is looked for ten times as quickly."""

    def acts_in(self, title: str) -> bool:
        """Whether the subject of `title` is such an organisation."""
        if self.sign and not _compiled(self.sign).search(title):
            return False
        return bool(_compiled(self.expression).search(title))


_BEFORE = "{before}"
"""What may stand before an organisation in its title, in the table's words: it begins most expressions."""
_compiled = cache(
    programs.pattern
)  # on demand: each holds a long list of verbs, and a question names a kind or two


def _rows(name: str, *, folded: bool = False) -> Iterator[list[str]]:
    text = (files("retrieval.lexicon") / name).read_text(encoding="utf-8")
    for line in (fold(text) if folded else text).splitlines():
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if " " in line or "" in cells:  # few have either
            cells = list(filter(None, map(str.strip, cells)))
        if cells:
            yield cells


class _Groups(Mapping[str, tuple[str, ...]]):
    """Word → the other words of its rows, put together when it is asked for: of 30,000 a question asks for fifty."""

    def __init__(self, rows: Iterable[list[str]]) -> None:
        self.firsts: set[str] = set()
        """The first word of each row."""
        self._rows: dict[str, list[str]] = {}
        self._more: dict[str, list[list[str]]] = {}
        for row in rows:
            self.firsts.add(row[0])
            for word in row:
                if self._rows.setdefault(word, row) is not row:
                    self._more.setdefault(word, []).append(row)

    def __getitem__(self, word: str) -> tuple[str, ...]:
        rows = [self._rows[word], *self._more.get(word, ())]
        return tuple(dict.fromkeys(other for row in rows for other in row if other != word))

    def __contains__(self, word: object) -> bool:
        return word in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@cache
def synonyms() -> _Groups:
    """Word → the words that may stand for it in search, itself left out; folded."""
    return _Groups(_rows("synonyms.tsv", folded=True))


@cache
def furniture() -> dict[str, tuple[str, ...]]:
    """What a word does in a question (asks, points, orders …) → the words that do it; folded."""
    return {
        row[0]: tuple(fold(w.replace("#", " ")) for cell in row[1:] for w in cell.split())
        for row in _rows("furniture.tsv")
    }


@cache
def narrower() -> dict[str, tuple[str, ...]]:
    """Broader term → the terms it covers; folded."""
    return {row[0]: tuple(row[1:]) for row in _rows("narrower.tsv", folded=True)}


@cache
def related() -> dict[str, tuple[str, ...]]:
    """Everyday word or phrase → the official words of the same matter; folded.

    A looser tie than a synonym's: it may rank a case, and never makes it a member of a list.
    """
    found: dict[str, tuple[str, ...]] = {}
    for phrases, *words in _rows("related.tsv", folded=True):
        found.update(dict.fromkeys(phrases.split(","), tuple(words)))
    return found


@cache
def official() -> frozenset[str]:
    """Terms as written language has them: the first of each row of synonyms, narrower terms, and what is related; folded."""
    rest = chain.from_iterable((*narrower().values(), *related().values()))
    return frozenset((*synonyms().firsts, *rest))


def alike(word: str, *, loosely: bool = False) -> tuple[str, ...]:
    """`word` and what says the same, or a kind of it: 亲戚, 亲属; with `loosely` also what is tied to it."""
    looser = related().get(word, ()) if loosely else ()
    return (word, *synonyms().get(word, ()), *narrower().get(word, ()), *looser)


def knows(word: str) -> bool:
    """Whether the thesaurus has `word` (folded)."""
    return word in synonyms() or word in narrower() or word in official()


@cache
def retold() -> dict[str, tuple[str, ...]]:
    """Everyday word → the official words that it retells; folded. For sentences held against a case, not for search."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _rows("retold.tsv"):
        for word in re.split("[,，]", row[0]):
            found[fold(word)] = (*found.get(fold(word), ()), *map(fold, row[1:]))
    return found


@dataclass(frozen=True, slots=True)
class Opposites:
    """One matter of which things say the one or the contrary, as patterns over folded text."""

    name: str
    one: re.Pattern[str]
    other: re.Pattern[str]
    signs: tuple[str, ...]
    """Words one of which stands in every text that says either."""


@cache
def opposites() -> tuple[Opposites, ...]:
    """The matters of which words say the one or the contrary (支持 and 驳回)."""
    return tuple(_opposites(*row[:3]) for row in _rows("opposites.tsv"))


def _opposites(name: str, *sides: str) -> Opposites:
    one, other = (re.split("[,，]", fold(side)) for side in sides)
    signs = tuple(word.partition("|")[0] for word in (*one, *other))
    return Opposites(name, any_of(one), any_of(other), signs)


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """Chinese character → its readings in pinyin without tones, the usual one first."""
    table: dict[str, tuple[str, ...]] = {}
    for sounds, characters in _rows("sounds.tsv"):
        table.update(dict.fromkeys(characters, tuple(sounds.split())))
    return table


@cache
def spelled() -> dict[str, str]:
    """Small words of questions by how they are typed in pinyin: shenme → 什么."""
    return dict(_rows("spelled.tsv"))


@cache
def slips() -> frozenset[str]:
    """Words of the dictionary that are but slips: 板粟."""
    return frozenset(row[0] for row in _rows("slips.txt"))


@cache
def shapes() -> dict[str, str]:
    """Chinese character → those that look like it, the nearest first: 栗, 粟."""
    return {row[0]: row[1] for row in _rows("shapes.tsv")}


@cache
def english() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern that finds the known English phrases, longest first, and what each is in Chinese."""
    table = {fold(row[0]): tuple(row[1:]) for row in _rows("glossary_en.tsv") if len(row) > 1}
    phrases = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    return programs.pattern(rf"\b({'|'.join(map(re.escape, phrases))})(?:e?s)?\b"), table


@cache
def kinds() -> tuple[Kind, ...]:
    """The kinds of organisation, in the order of the table."""
    parts: dict[str, str] = {}
    found = []

    def fill(expression: str) -> str:
        return re.sub(r"\{([a-z_]+)\}", lambda name: parts[name[1]], expression)

    for row in _rows("organisations.tsv"):
        if row[0].startswith("@"):
            parts[row[0][1:]] = fill(row[1])
        else:
            sign = row[2].removeprefix(_BEFORE) if row[2].startswith(_BEFORE) else ""
            found.append(Kind(row[0], tuple(re.split("[,，]", fold(row[1]))), fill(row[2]), fill(sign)))
    return tuple(found)


@cache
def _verb() -> re.Pattern[str]:
    rows = _rows("organisations.tsv")
    return _compiled(next(row[1] for row in rows if row[0] == "@verb") + "|[，,：:；;。“‘「]")


def first_verb(title: str) -> int | None:
    """Where the subject of `title` ends: its first verb of action, or its first mark; None where it has neither."""
    found = _verb().search(title)
    return found.start() if found else None


@cache
def kind(name: str) -> Kind:
    """The kind of that name."""
    return next(kind for kind in kinds() if kind.name == name)


@cache
def stopwords() -> frozenset[str]:
    """Words that carry no content in a question: function words, scaffolding, chat filler."""
    return frozenset(fold(row[0]) for row in _rows("stopwords.txt"))


@cache
def light_words() -> frozenset[str]:
    """Verbs and nouns so general that a case is not found by them (搞, 开展, 措施)."""
    return frozenset(fold(row[0]) for row in _rows("everyday_verbs.txt"))


@cache
def everyday_questions() -> tuple[str, ...]:
    """Questions about anything and everything, as they are asked: what they have in common tells nothing."""
    return tuple(row[0] for row in _rows("everyday_questions.txt"))


@cache
def strangers() -> tuple[str, ...]:
    """Questions of many fields, of which a collection is likely to hold nothing."""
    return tuple(row[0] for row in _rows("strangers.txt"))


@cache
def leading_words() -> frozenset[str]:
    """Words of a written sentence that lead in, join or point (此外, 具体做法)."""
    return frozenset(fold(row[0]) for row in _rows("leading.txt"))


@cache
def kinds_in_english() -> dict[str, str]:
    """Kind of organisation → how English says it."""
    return {row[0]: row[1] for row in _rows("kinds_en.tsv")}


@cache
def words_of_bodies() -> frozenset[str]:
    """English words that are capitalised in the names of bodies (bureau, people, court)."""
    return frozenset(row[0] for row in _rows("bodies_en.txt"))


@cache
def empty_words() -> frozenset[str]:
    """Stopwords and light words."""
    return stopwords() | light_words()


@cache
def _longest_empty() -> int:
    return max(map(len, empty_words()), default=0)


@lru_cache(maxsize=256)
def is_scaffolding(text: str) -> bool:
    """Whether `text` (folded) is nothing but function words, light words and punctuation.

    Tells without a dictionary of all words that a question has no content of its own.
    """
    skipped, longest = empty_words(), _longest_empty()
    rest = re.sub(r"[\W_]+", "", text)
    if rest not in skipped and rest in synonyms():
        return False  # 写真 is a word, and no 写 and 真
    reached = [True] + [False] * len(rest)
    for at in range(len(rest)):
        if reached[at]:
            for size in range(1, min(longest, len(rest) - at) + 1):
                reached[at + size] = reached[at + size] or rest[at : at + size] in skipped
    return reached[-1]
