"""Content words of a question, and how much of them a case's text holds."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import field
from functools import cache

from data.numerals import chinese, number_of
from data.patterns import regex
from data.text import fold
from data.values import dataclass
from retrieval import lexicon
from retrieval.language.holders import Texts
from retrieval.language.tokens import Tokenizer

SYNONYM = 0.9
"""What a synonym's occurrence is worth against the word itself."""
NARROWER = 0.8
"""What the occurrence of a narrower term (板栗 for 农产品) is worth."""
PARTIAL = 0.6
"""What one half of a compound is worth, when only it occurs (成果 of 科技成果)."""
SHORT_FORM = 2
"""Characters of a form that may come about by accident where two words meet."""
WINDOW = 64
"""Code points within which words count as said together: two clauses or so of official prose."""


@dataclass(frozen=True, slots=True)
class Term:
    """A content word and the literal forms that count for it, each with its worth in (0, 1]."""

    text: str
    forms: tuple[tuple[str, float], ...]

    def strength(self, text: str) -> float:
        """The worth of the best form that occurs in `text` (folded); 0 where none does."""
        for form, worth in self.forms:
            if form in text:
                return worth
        return 0.0

    def is_said(self, text: str) -> bool:
        """Whether the word itself stands in `text` (folded), and not only what may stand for it."""
        return fold(self.text) in text or self.strength(text) == 1.0

    def sure(self, words: Collection[str] = ()) -> Term:
        """This term with only the forms that cannot straddle two words: itself, long ones, and those in `words`.

        配方 stands for 商业秘密, but not where it is a part of 分配方式.
        """
        kept = tuple(
            (f, worth) for f, worth in self.forms if worth == 1.0 or len(f) > SHORT_FORM or f in words
        )
        return Term(self.text, kept)

    def leans_on_words(self, text: str) -> bool:
        """Whether it hangs on the words of `text` (folded) which forms in it are `sure`: its words need cutting."""
        return any(worth != 1.0 and len(form) <= SHORT_FORM and form in text for form, worth in self.forms)

    def leaning(self, text: str) -> list[str]:
        """The forms in `text` (folded) that are `sure` only where its words have them."""
        return [
            form for form, worth in self.forms if worth != 1.0 and len(form) <= SHORT_FORM and form in text
        ]

    def sure_strength(self, text: str, words: Callable[[], Collection[str]]) -> float:
        """The `strength` of the forms that are `sure` where `text` (folded) has those `words`, cut only if need be."""
        for form, worth in self.forms:
            if form in text and (worth == 1.0 or len(form) > SHORT_FORM or form in words()):
                return worth
        return 0.0

    def places_in(self, text: str) -> list[tuple[int, int, float]]:
        """Every occurrence of every form in `text` (folded) as (start, end, worth)."""
        found = []
        for form, worth in self.forms:
            if form not in text:
                continue
            at = text.find(form)
            while at >= 0:
                found.append((at, at + len(form), worth))
                at = text.find(form, at + 1)
        return found


_KIND_NAMED = 6
"""Characters from which on the end of a longer name names what sort of thing it is."""
_CASE, _NO_CASE = (
    "案",
    (
        "方案",
        "档案",
        "草案",
        "备案",
        "答案",
        "图案",
        "提案",
        "议案",
        "教案",
        "预案",
        "个案",
        "专案",
        "法案",
        "办案",
        "立案",
        "破案",
        "报案",
        "作案",
        "结案",
    ),
)


def make_term(word: str, split: Callable[[str], Sequence[str]] = lambda _: ()) -> Term:
    """The term for `word`: itself, its synonyms, its narrower terms and its halves, best first.

    A single character stands in words that have nothing to do with it (酒店 for 酒, 水平 for 水): it is worth a half.
    """
    forms: dict[str, float] = {fold(word): 1.0 if len(word) > 1 else PARTIAL}
    if word.endswith(_CASE) and len(word) > SHORT_FORM and not word.endswith(_NO_CASE):
        forms.setdefault(fold(word.removesuffix(_CASE)), SYNONYM)  # 垄断案: what the case is of
    for other in lexicon.synonyms().get(word, ()):
        forms.setdefault(other, SYNONYM)
    for broad in (word, *lexicon.synonyms().get(word, ())):
        for other in lexicon.narrower().get(broad, ()):
            forms.setdefault(other, NARROWER)
    for shorter in (word[at:] for at in range(1, len(word) - _KIND_NAMED + 1)):
        if shorter in lexicon.synonyms():  # 房屋征收补偿安置协议 is a 补偿安置协议
            for other in (shorter, *lexicon.synonyms()[shorter]):
                forms.setdefault(other, NARROWER)
            break
    for half in split(word):
        if len(half) > 1 and half != word:
            forms.setdefault(half, PARTIAL)
            for other in lexicon.synonyms().get(half, ()):
                forms.setdefault(other, PARTIAL * SYNONYM)
    return Term(word, tuple(sorted(forms.items(), key=lambda form: -form[1])))


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤宁常鲍柳殷施牛洪季欧"
)
PERSON = regex(
    rf"[{SURNAMES}]某(?:某|甲|乙|丙)?(?![一个些种类地市省家]|(?:(?![的和与跟都在被把向对给是])[一-鿿]){{0,6}}公司)"
)
"""A party as judgments print it: 宁某某, 肖某. The surnames are the common ones of the 2020 census."""
SOMEBODY = regex(rf"{PERSON.pattern}|[一-鿿]某(?:某|甲|乙|丙)?(?![一-鿿]?公司|[县市区乡村])")
"""The same of any surname, where a name is surely asked for."""
_FIRM = "某公司"
_ENGLISH_WORD = regex(r"[a-z][a-z0-9'-]+")


def parties(text: str) -> list[str]:
    """The parties that `text` (folded) names as judgments print them, persons first: 高某某, 贵某公司."""
    persons = [match[0] for match in PERSON.finditer(text)]
    firms = (at.start() for at in re.finditer(_FIRM, text))
    return persons + [text[at - 1 : at + len(_FIRM)] for at in firms if at]


ARTICLE = regex(
    r"第[零〇一二两三四五六七八九十百千\d]+条|(?<![\d.])\d{3,4}条(?![约件例规建])", only_with="条"
)
"""第四十一条, 第148条, 民法典1254条: who cites it cites it, in whichever numerals."""


def numbered(article: str) -> tuple[str, ...]:
    """An article of a statute as it stands there, and in the other numerals: 第148条, 第一百四十八条."""
    number = number_of(article.strip("第条"))
    if number is None:
        return (article,)
    return tuple(dict.fromkeys((article, f"第{number}条", f"第{chinese(number)}条")))


def content_terms(text: str, tokenizer: Tokenizer, names: Collection[str] = ()) -> tuple[Term, ...]:
    """The content words of `text` (folded, simplified) in order, each once; English ones in Chinese too.

    `names` (folded, no white space) are words by themselves wherever they stand: 大同黄花, 村ba.
    """
    if lexicon.is_scaffolding(text):
        return ()
    text = rejoined(text)
    text = re.sub(r"(?<=[一-鿿])\s+(?=[a-z])|(?<=[a-z])\s+(?=[一-鿿])", "", text)
    terms, rest = _english_terms(text)
    for article in dict.fromkeys(match[0] for match in ARTICLE.finditer(rest)):
        terms.setdefault(article, Term(article, tuple((form, 1.0) for form in numbered(article))))
        rest = rest.replace(article, "，")
    for person in dict.fromkeys(PERSON.findall(rest)):
        terms.setdefault(person, Term(person, ((person, 1.0),)))
        rest = rest.replace(person, "，")
    for name in names_in(rest, names):
        if name in rest:
            terms.setdefault(name, make_term(name, tokenizer.search_words))
            rest = rest.replace(name, "，")
    skipped = lexicon.empty_words()
    for phrase in names_in(rest, _phrases()):
        if phrase in rest and any(len(w) < 2 or w in skipped for w in tokenizer.words(phrase)):
            terms.setdefault(phrase, make_term(phrase, tokenizer.search_words))
            rest = rest.replace(phrase, "，")
    for found in _joined(tokenizer.words(rest), rest):
        known = found in lexicon.synonyms() or found in lexicon.narrower()
        word = found if known else _bare(found, skipped, tokenizer)
        if word not in skipped and (len(word) > 1 or _is_lone_content(word)):
            terms.setdefault(word, make_term(word, tokenizer.search_words))
    return tuple(terms.values())


def _english_terms(text: str) -> tuple[dict[str, Term], str]:
    """The English words of `text` as terms in Chinese too, and `text` without them."""
    terms: dict[str, Term] = {}
    if not _ENGLISH_WORD.search(text):
        return terms, text
    pattern, table = lexicon.english()
    for match in pattern.finditer(text):
        chinese = [fold(word) for word in table[match[1]]]
        forms = dict.fromkeys(chinese, 1.0)
        for word in chinese:
            for form, worth in make_term(word).forms:
                forms.setdefault(form, worth * SYNONYM)
        terms.setdefault(match[1], Term(match[1], tuple(sorted(forms.items(), key=lambda f: -f[1]))))
    return terms, pattern.sub(" ", text)


def _joined(words: Sequence[str], text: str) -> list[str]:
    """`words` of `text` with two neighbours of one character made one where the thesaurus knows it: 送 + 钱."""
    joined: list[str] = []
    for word in words:
        both = joined[-1] + word if joined and len(joined[-1]) == len(word) == 1 else ""
        if both and both in text and (both in lexicon.synonyms() or both in lexicon.narrower()):
            joined[-1] = both
        else:
            joined.append(word)
    return joined


@cache
def _phrases() -> frozenset[str]:
    """What the thesaurus knows and may be cut into words that tell nothing by themselves: 收 + 红包, 不给 + 工资."""
    return frozenset(word for word in (*lexicon.synonyms(), *lexicon.narrower()) if len(word) > SHORT_FORM)


_PARTING = frozenset("了过完他她我你个")
"""What may stand inside a verb and its object: 炒了鱿鱼, 离过婚, 放他一马."""
_LONGEST = 8
"""Characters of what is looked for across what parts it."""


def rejoined(text: str) -> str:
    """`text` (folded) with verbs and objects that the thesaurus knows put together again: 炒了鱿鱼 → 炒鱿鱼."""
    for at in range(len(text) - 2, 0, -1):
        if text[at] in _PARTING:
            before, after = text[max(at - _LONGEST, 0) : at], text[at + 1 : at + _LONGEST]
            ends = range(1, len(after) + 1)
            if any(_is_known(before[start:] + after[:end]) for start in range(len(before)) for end in ends):
                text = text[:at] + text[at + 1 :]
    return text


def _is_known(phrase: str) -> bool:
    return phrase in lexicon.synonyms() or phrase in lexicon.narrower() or phrase in lexicon.related()


def names_in(text: str, names: Collection[str], longest: int = 12) -> list[str]:
    """Which of `names` occur in `text`, the longest first; costs the same however many names there are."""
    opening = _openings(names)
    found = {
        text[at : at + size]
        for at in range(len(text) - 1)
        if opening is None or text[at : at + 2] in opening
        for size in range(2, min(longest, len(text) - at) + 1)
        if text[at : at + size] in names
    }
    return sorted(found, key=lambda name: (-len(name), name))


OFTEN = 50
"""Times that names were looked for from which on it is kept how they begin: of a table of 20,000 that takes 5 ms."""


@dataclass(slots=True)
class _Looked:
    """Names that were looked for, how often, and how they begin."""

    names: Collection[str]
    often: int = 0
    opening: frozenset[str] | None = None


_LOOKED = deque[_Looked](maxlen=4)
"""The last that were: three tables, and what cases name in quotation marks."""


def _openings(names: Collection[str]) -> frozenset[str] | None:
    """The first two characters of each of `names`, which do not change; None of names that were not looked for often."""
    looked = next((one for one in tuple(_LOOKED) if one.names is names), None)
    if looked is None:
        looked = _Looked(names)
        _LOOKED.append(looked)
    looked.often += 1
    if looked.opening is None and looked.often > OFTEN:
        looked.opening = frozenset(name[:2] for name in names)
    return looked.opening


def _bare(word: str, skipped: frozenset[str], tokenizer: Tokenizer) -> str:
    """`word` without a light verb or particle that was glued to a word no dictionary knows (搞文旅, 建了)."""
    while len(word) > 1 and "一" <= word[0] <= "鿿" and word[0] in skipped and not tokenizer.knows(word):
        word = word[1:]
    if len(word) > SHORT_FORM and word.endswith("类"):
        word = word[:-1]  # 食品类 asks for what is of 食品
    while len(word) > 1 and word[-1] in "了的过着" and not tokenizer.knows(word):
        word = word[:-1]
    return word


def compounds(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """`terms` with neighbours made one where the lexicon knows them as one word: 成果 + 转化 → 成果转化."""
    merged: list[Term] = []
    rest = list(terms)
    while rest:
        size = next(
            (
                n
                for n in range(min(4, len(rest)), 1, -1)
                if _known_together("".join(t.text for t in rest[:n]), text, [t.text for t in rest[n : n + 1]])
            ),
            1,
        )
        merged.append(_same_as("".join(t.text for t in rest[:size])) if size > 1 else rest[0])
        rest = rest[size:]
    return tuple(merged)


def _same_as(word: str) -> Term:
    """The term of a compound: by itself and its synonyms only; one that has none is a broad word, by its narrower ones."""
    if word not in lexicon.synonyms():
        return make_term(word)
    forms = [(word, 1.0), *((other, SYNONYM) for other in lexicon.synonyms().get(word, ()))]
    return Term(word, tuple(forms))


def _known_together(word: str, text: str, behind: Sequence[str] = ()) -> bool:
    """Whether `word` is one; a broad word is none that goes on in the one `behind` it: 知识产权服务 in 知识产权服务站点."""
    goes_on = any(word + following in text for following in behind)
    return word in text and (word in lexicon.synonyms() or (word in lexicon.narrower() and not goes_on))


def _is_lone_content(word: str) -> bool:
    """A single character counts only where the lexicon knows what it stands for (酒, 茶)."""
    return word in lexicon.synonyms() or word in lexicon.narrower()


@dataclass(frozen=True, slots=True)
class Weighted:
    """Terms with their weights over one set of texts: the rarer the heavier; unknown ones the heaviest."""

    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    known: tuple[bool, ...]
    _together: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    """What stands together in the texts looked at so far: a question is held against the same ones up to four times."""

    @property
    def total(self) -> float:
        return sum(self.weights)

    def coverage(self, text: str) -> float:
        """The share of the weight whose terms occur anywhere in `text` (folded), in [0, 1]."""
        if not self.terms:
            return 0.0
        held = sum([w * t.strength(text) for t, w in zip(self.terms, self.weights, strict=True)])
        return held / self.total

    def coverages(self, texts: Sequence[str]) -> list[float]:
        """The `coverage` of each of `texts`."""
        if not isinstance(texts, Texts) or not self.terms:
            return [self.coverage(text) for text in texts]
        shares: list[float] = (texts.weighed(self.terms, self.weights) / self.total).tolist()
        return shares

    def covering(self, texts: Sequence[str], share: float) -> list[int]:
        """Which of `texts`, by their places, have a `coverage` of at least `share`."""
        if not isinstance(texts, Texts) or not self.terms:
            return [at for at, held in enumerate(self.coverages(texts)) if held >= share]
        reached = texts.weighed(self.terms, self.weights) / self.total >= share
        found: list[int] = reached.nonzero()[0].tolist()
        return found

    def within(self, text: str) -> Weighted:
        """The same for parts of `text` (folded): without the forms that it does not hold."""
        terms = tuple(Term(t.text, tuple(form for form in t.forms if form[0] in text)) for t in self.terms)
        return Weighted(terms, self.weights, self.known)

    def among(self, texts: Sequence[str]) -> Weighted:
        """The same for `texts` (folded, no white space) and parts of them: without the forms that none of them holds."""
        every = "\n".join(texts)
        terms = tuple(
            Term(t.text, tuple(form for form in t.forms if form[0] in every or not form[0].isalnum()))
            for t in self.terms
        )
        return Weighted(terms, self.weights, self.known, self._together)

    def sure(self, words: Collection[str] = ()) -> Weighted:
        """The same weights over the terms' sure forms."""
        return Weighted(tuple(term.sure(words) for term in self.terms), self.weights, self.known)

    def together(self, text: str, width: int = WINDOW) -> float:
        """As `coverage`, counting only terms that occur within `width` code points of each other."""
        if not self.terms:
            return 0.0
        if width != WINDOW:
            return self._stands_together(text, width)
        known = self._together.get(text)
        if known is None:
            known = self._together[text] = self._stands_together(text, width)
        return known

    def _stands_together(self, text: str, width: int) -> float:
        places = []
        for at, term in enumerate(self.terms):
            for form, worth in term.forms:
                start = text.find(form) if form in text else -1  # most do not: to ask that is the quicker way
                while start >= 0:
                    places.append((start, start + len(form), at, worth))
                    start = text.find(form, start + 1)
        if len({place[2] for place in places}) < 2:  # no two terms: what the best place of the one is worth
            weight = self.weights[places[0][2]] if places else 0.0
            return max([weight * place[3] for place in places], default=0.0) / self.total
        places.sort()
        best = 0.0
        for first, (start, *_) in enumerate(places):
            held: dict[int, float] = {}
            for _, end, at, worth in places[first:]:
                if end - start > width:
                    break
                held[at] = max(held.get(at, 0.0), worth)
            best = max(best, sum(self.weights[at] * worth for at, worth in held.items()))
        return best / self.total


def idf(held: float, total: int) -> float:
    """ln(1 + (N - df + 0.5) / (df + 0.5)): the inverse document frequency of BM25 (Robertson & Zaragoza 2009)."""
    return math.log(1 + (total - held + 0.5) / (held + 0.5))


def weigh(terms: Iterable[Term], texts: Sequence[str]) -> Weighted:
    """Weigh `terms` by inverse document frequency over `texts` (folded)."""
    kept = tuple(terms)
    weights, known = [], []
    for term in kept:
        df = count(term, texts)  # its narrower terms do not make it common
        weights.append(idf(df, len(texts)))
        known.append(df > 0 or count(term, texts, PARTIAL) > 0)
    return Weighted(kept, tuple(weights), tuple(known))


def count(term: Term, texts: Sequence[str], above: float = NARROWER) -> int:
    """How many of `texts` (folded) hold a form of `term` that is worth more than `above`."""
    if isinstance(texts, Texts):
        return int((texts.strengths(term) > above).sum())
    return sum(term.strength(text) > above for text in texts)
