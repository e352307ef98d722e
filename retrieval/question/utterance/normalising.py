"""A question as typed → the words it means: simplified characters, width, and slips of the keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain, pairwise, product

from data.patterns import regex
from data.places.regions import names as place_names
from retrieval import lexicon
from retrieval.cases.profiles import Profiles
from retrieval.language.acronyms import acronyms, subjects
from retrieval.language.tokens import Tokenizer
from retrieval.lexicon.listed import listed
from retrieval.question.closed.who.bodies import find_kinds

_RUN = regex(r"[一-鿿]+")
_LATIN = regex(r"[a-z][a-z' ]{2,}[a-z]")
_EITHER = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽沈坏藉哩覆")
"""Characters of GB 2312 that OpenCC turns, by themselves or in some words (深沈, 毛坏)."""
FEW = 300
"""Up to so many cases every word of theirs may have been meant; of more, names and the titles' words."""
OF_FEW = 2
"""Titles that hold a word at most for which one that only sounds like it may be a slip: 淘瓷 of 陶瓷."""
SEEN = 1_000
"""Runs of characters that are remembered as they were set right."""
_LONGEST = 8
"""Characters of the longest name that is mended."""


_MISSPELT, _VOLUME = listed("case_misspelt"), listed("a_volume")
_CALLED, _COLLECTION = "集子", "案例集"


def _case_written_right(text: str) -> str:
    """`text` with the word for a case set right where a number follows it: 案列8."""
    slips = [found for found in _MISSPELT.finditer(text) if text[found.end() :].lstrip(" 第#")[:1].isdigit()]
    for slip in reversed(slips):
        text = f"{text[: slip.start()]}案例{text[slip.end() :]}"
    return text


def _collection_in_full(text: str) -> str:
    """`text` with what a collection is called in speech said in full: 这本集子, and 集子里 at the beginning."""
    spoken = [found.end() for found in _VOLUME.finditer(text) if found[0].endswith(_CALLED)]
    for end in reversed(spoken or [len(_CALLED)] if text.startswith(_CALLED) else spoken):
        text = f"{text[: end - len(_CALLED)]}{_COLLECTION}{text[end:]}"
    return text


class Normaliser:
    """Turns what people type into what the cases are written in."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._vocabulary: tuple[Profiles, frozenset[str], Vocabulary] | None = None
        self._cut: dict[str, str] = {}
        """The words of what names were taken from, parted by blanks: cutting takes longest."""

    def simplify(self, text: str) -> str:
        """Simplified, width-folded `text` on one line, without control characters, emoji and surrogates.

        Traditional characters bring Taiwan's wording with them (專案 → 项目), which is turned as well.
        """
        kept = "".join(
            " " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn", "So", "Sk") else c for c in text
        )
        kept = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", kept)).strip()
        kept = _spelled_out(_collection_in_full(_case_written_right(kept)))
        if not _RUN.search(kept) or _is_simplified(kept) or self._to_simplified.convert(kept) == kept:
            return kept
        return str(self._from_taiwan.convert(kept))

    def correct(self, text: str, profiles: Profiles) -> str:
        """`text` (folded) with homophones, transposed characters and pinyin of known names set right.

        Only stretches that are no words themselves are touched, and only where one known name fits.
        """
        if self._all_said(text, profiles):
            return text
        return self._vocabulary_of(profiles).mend(text)

    def prepare(self, profiles: Profiles) -> None:
        """Have at hand what slips are told by."""
        self._vocabulary_of(profiles).prepare()

    def _vocabulary_of(self, profiles: Profiles) -> Vocabulary:
        kept = self._vocabulary
        if kept is None or kept[0] is not profiles:
            told = profiles.names | set(profiles.titles()) | set(self._told(profiles))
            same = kept is not None and kept[1] == told
            kept = self._vocabulary = (profiles, told, kept[2] if kept and same else self._made(profiles))
        return kept[2]

    def _made(self, profiles: Profiles) -> Vocabulary:
        before, self._cut = self._cut, {}
        new = False

        def words(text: str) -> list[str]:
            nonlocal new
            if text not in self._cut:
                known = before.get(text)
                new = new or known is None
                self._cut[text] = " ".join(self._tokenizer.words(text)) if known is None else known
            return self._cut[text].split(" ")

        titles = dict.fromkeys(profiles.titles())
        told = dict.fromkeys(self._told(profiles))
        few = len(profiles.all) <= FEW
        if few:
            before = self._tokenizer.recalled(titles | told | subjects(titles)) | before
        short = acronyms(titles, words)
        said = dict.fromkeys(word for text in told for word in words(text) if _RUN.match(word))
        actors = dict.fromkeys("".join(words(title)[:2]) for title in titles)
        phrases = dict.fromkeys(_phrases(words(title) for title in titles)) if few else {}
        names = [*sorted(profiles.names), *said, *actors, *phrases, *_cities()]
        titled = Counter(word for title in titles for word in set(words(title)) if _RUN.fullmatch(word))
        matters = {word for word, count in titled.items() if len(word) == 2 and count <= OF_FEW}
        if few and new:
            self._tokenizer.remember(self._cut)
        return Vocabulary(
            names,
            self._tokenizer.words,
            self._known,
            short,
            lambda name: name in matters or (name in said and bool(find_kinds(name))),
        )

    def _all_said(self, text: str, profiles: Profiles) -> bool:
        """Whether every word of `text` is the cases' own, or a question's: then there is nothing to set right."""
        if _LATIN.search(text):
            return False
        skipped = lexicon.empty_words()
        words = [word for word in self._tokenizer.words(text) if word not in skipped]
        return all(len(word) > 1 and profiles.said(word) for word in words)

    @cached_property
    def _to_simplified(self):  # type: ignore[no-untyped-def]
        from opencc import OpenCC

        return OpenCC("t2s")

    @cached_property
    def _from_taiwan(self):  # type: ignore[no-untyped-def]
        from opencc import OpenCC

        return OpenCC("tw2sp")

    def _known(self, word: str) -> bool:
        if word in lexicon.slips():
            return False
        return self._tokenizer.knows(word) or word in lexicon.synonyms() or word in lexicon.stopwords()

    def _told(self, profiles: Profiles) -> Iterable[str]:
        """What the words that may be meant stand in."""
        return (profile.text for profile in profiles.all) if len(profiles.all) <= FEW else profiles.titles()


def _phrases(titles: Iterable[list[str]]) -> Iterable[str]:
    """Two words of a title in a row, and with the first as it is said in short: 商业秘密保护, 商秘保护."""
    for words in titles:
        for first, second in pairwise(words):
            if len(first) > 1 and len(second) > 1 and _RUN.fullmatch(first + second):
                short = (
                    form
                    for form in lexicon.synonyms().get(first, ())
                    if len(form) == 2 and _RUN.fullmatch(form)
                )
                yield from (one + second for one in (first, *short))


_SOMEBODY = "某"


class Vocabulary:
    """Known names by their sound, by their pinyin in Latin letters, and by their characters."""

    def __init__(
        self,
        names: Iterable[str],
        words: Callable[[str], list[str]],
        known: Callable[[str], bool],
        short: Mapping[str, str],
        meant: Callable[[str], bool] = lambda name: False,
    ) -> None:
        """`meant`: whether a word of two characters is one for who acts (海关), or what a case is about (陶瓷), which a word
        that is none may be a slip of.
        """
        self._short, self._may_be = short, meant
        self._place_of = {name: at for at, name in enumerate(short)}
        self._sizes = sorted(set(map(len, short)))
        self._words = words
        self._known = known
        self._names = frozenset(
            n for n in ("".join(name.split()) for name in names) if 1 < len(n) <= _LONGEST
        )
        self._seen: dict[str, str] = {}
        """Runs of characters, each as it was set right: a question is read in several ways."""
        self._by_place: dict[int, dict[tuple[int, str], list[str]]] = {}
        """By the number of characters, and a character in its place: made when something so long is looked up."""

    def prepare(self) -> None:
        """Have all at hand."""
        for size in range(2, _LONGEST + 1):
            self._alike("龘" * size)
        self._sounding(("", ""))
        self._place_sounds, self._by_letters  # noqa: B018

    @cached_property
    def _place_sounds(self) -> frozenset[tuple[str, ...]]:
        """How the names of cities in two characters sound."""
        return frozenset(chain.from_iterable(_sounds(name) for name in _cities() if len(name) == 2))

    @cached_property
    def _by_letters(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in sorted(self._names):
            letters = "".join(_sound(name))
            if len(name) > 2 or len(letters) > 6:
                found.setdefault(letters, []).append(name)
        return found

    def _sounding(self, sound: Sequence[str]) -> list[str]:
        """The names of two characters that sound so, cities in any of their readings."""
        return self._of_two.get(tuple(sound), [])

    @cached_property
    def _of_two(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for name in sorted(name for name in self._names if len(name) == 2):
            for sound in _sounds(name):
                found.setdefault(sound, []).append(name)
        return found

    def _alike(self, window: str) -> dict[str, int]:
        """The names as long as `window` that have half of its characters where it has them, with how many."""
        size = len(window)
        if size not in self._by_place:
            found: dict[tuple[int, str], list[str]] = {}
            for name in self._names:
                if len(name) == size:
                    for place in enumerate(name):
                        found.setdefault(place, []).append(name)
            self._by_place[size] = found
        held = self._by_place[size]
        shared = Counter(chain.from_iterable([held[place] for place in enumerate(window) if place in held]))
        return {name: count for name, count in shared.items() if 2 * count >= size}

    def mend(self, text: str) -> str:
        """`text` with its slips replaced by the names they sound or look like."""
        mended = _RUN.sub(lambda run: self._mended(run[0]), text)
        return _LATIN.sub(lambda run: self._mend_letters(run[0]), mended)

    def _mended(self, run: str) -> str:
        mended = self._seen.get(run)
        if mended is None:
            mended = self._mend_run(run)
            if len(self._seen) >= SEEN:
                self._seen.clear()
            self._seen[run] = mended
        return mended

    def _mend_run(self, run: str) -> str:
        odd = self._odd(run)
        for short in self._shorts_in(run):
            at, full = run.find(short), self._short[short]
            if all(odd[at : at + len(short)]) and full not in run:
                return self._mend_run(run[:at]) + full + self._mend_run(run[at + len(short) :])
        if not any(odd) and len(run) < 4:
            return run
        settled = [False] * len(run)
        for size in range(min(_LONGEST, len(run)), 1, -1):
            for start in range(len(run) - size + 1):
                end = start + size
                if any(settled[start:end]):
                    continue
                window = run[start:end]
                if _SOMEBODY in window:
                    continue  # 江某 is nobody else
                if window in self._names:
                    settled[start:end] = [True] * size
                elif size > 3 or (_are_odd(odd[start:end]) and not self._known(window)):
                    name = self._meant(window)
                    if name:
                        run = run[:start] + name + run[end:]
                        settled[start:end] = [True] * size
        return run

    def _shorts_in(self, run: str) -> list[str]:
        """The short names that stand in `run` and are no words themselves, in their order among all of them."""
        found = {
            run[at : at + size] for size in self._sizes for at in range(len(run) - size + 1)
        } & self._place_of.keys()
        known = (short for short in found if _SOMEBODY not in short and not self._known(short))
        return sorted(known, key=self._place_of.__getitem__)

    def _odd(self, run: str) -> list[bool]:
        """For each character whether it stands in no dictionary word of more than one character."""
        odd: list[bool] = []
        skipped = lexicon.empty_words()
        for word in self._words(run):
            odd += [word not in skipped if len(word) == 1 else not self._known(word)] * len(word)
        return odd if len(odd) == len(run) else [True] * len(run)

    def _meant(self, window: str) -> str | None:
        """The one name that sounds like `window`, or has its characters in another order, and shares half of them; else the
        one that has all its characters but one, which looks like the one there: 板粟.
        """
        alike = self._alike(window)
        return (self._sounding_like(window, alike) or _looking_like(window, alike)) if alike else None

    def _sounding_like(self, window: str, alike: Mapping[str, int]) -> str | None:
        """The one of `alike` that sounds like `window`, or has its characters in another order."""
        sound = _sound(window)
        if len(window) == 2 and sound not in self._place_sounds:
            # Two characters sound like too many things, but 湖洲 can only be 湖州, 海管 a 海关, and 淘瓷 the 陶瓷 of a title.
            meant = [name for name in self._sounding(sound) if self._may_be(name)]
            return meant[0] if len(meant) == 1 and meant[0] in alike else None
        letters = sorted(window)
        fitting = {
            name: count
            for name, count in alike.items()
            if sound in _sounds(name) or (len(name) > 3 and sorted(name) == letters)
        }
        best = max(fitting.values(), default=0)
        top = [name for name, count in fitting.items() if count == best]
        return top[0] if len(top) == 1 else None

    def _mend_letters(self, run: str) -> str:
        """Pinyin of known names, written as one word or as syllables apart, the longest first."""
        words = run.split()
        mended: list[str] = []
        while words:
            for size in range(len(words), 0, -1):
                names = self._by_letters.get("".join(words[:size]).replace("'", ""), [])
                if len(names) == 1:
                    mended.append(names[0])
                    break
            else:
                size = 1
                mended.append(words[0])
            words = words[size:]
        return " ".join(mended)


def _looking_like(window: str, alike: Mapping[str, int]) -> str | None:
    """The one of `alike` that differs from `window` in a single character, which looks like the one there."""
    looks, small = lexicon.shapes(), lexicon.empty_words()
    near = (name for name, count in alike.items() if count == len(window) - 1)
    found = [
        name
        for name in near
        if next(b in looks.get(a, "") and a not in small for a, b in zip(window, name, strict=True) if a != b)
    ]
    return found[0] if len(found) == 1 else None


def _are_odd(chars: Sequence[bool]) -> bool:
    """Whether characters may be a slip: any of several, both of two, which else cut a word in halves: 可什 of 可什么."""
    return all(chars) if len(chars) == 2 else any(chars)


def _spelled_out(text: str) -> str:
    """`text` with its small words in Chinese, where all of it is pinyin and some of them ask: cun BA shi nage sheng de."""
    if not is_spelled(text):
        return text
    words = (lexicon.spelled().get(word, f" {word} ") for word in text.strip(_AT_END).lower().split())
    return " ".join("".join(words).split())


def is_spelled(text: str) -> bool:
    """Whether a question in Latin letters is one in Chinese, typed as it sounds."""
    words = text.strip(_AT_END).lower().split() if text.isascii() else []
    small = sum(word in lexicon.spelled() for word in words)
    enough = small >= SPELLED or (small == SPELLED - 1 and len(words) > SPELLED)
    return enough and all(word in lexicon.spelled() or _is_pinyin(word) for word in words)


_AT_END = " ?？.。"
SPELLED = 3
"""Small words from which on a text in Latin letters may be pinyin: he, you and de are words of other languages, too."""


@cache
def _syllables() -> frozenset[str]:
    """How the characters of Chinese are read, in Latin letters."""
    return frozenset(sound for sounds in lexicon.readings().values() for sound in sounds)


def _is_pinyin(word: str) -> bool:
    """Whether a word is made of syllables of Chinese: taijiang; each place is looked at once, however long the word is."""
    reached = {0}
    for end in range(1, len(word) + 1):
        starts = range(max(0, end - _LONGEST_SYLLABLE), end)
        if any(start in reached and word[start:end] in _syllables() for start in starts):
            reached.add(end)
    return len(word) in reached


_LONGEST_SYLLABLE = 6


def _is_simplified(text: str) -> bool:
    """Whether nothing of `text` is to be turned, told by its characters: OpenCC takes 12 ms to be ready.

    False does not say that something is.
    """
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return _EITHER.isdisjoint(text)


@cache
def _cities() -> tuple[str, ...]:
    """The names of provinces and cities, long and short."""
    return tuple(name for name, place in place_names() if place.level in ("province", "city"))


@cache
def _city_names() -> frozenset[str]:
    return frozenset(_cities())


def _sound(text: str) -> tuple[str, ...]:
    """Pinyin without tones, one syllable a Chinese character; anything else stands for itself."""
    return tuple(map(_syllable, text))


def _sounds(name: str) -> frozenset[tuple[str, ...]]:
    """How a name sounds; that of a city of two or three characters in every reading: 厦门 is read xia, and 厦 by itself sha."""
    if len(name) < 4 and name in _city_names():
        return frozenset(product(*map(_readings, name)))
    return frozenset((_sound(name),))


def _readings(char: str) -> tuple[str, ...]:
    """Every way to read a character, without tones."""
    return lexicon.readings().get(char, (char,))


def _syllable(char: str) -> str:
    return _readings(char)[0]  # the usual one: a name's sound must not hang on its neighbours
