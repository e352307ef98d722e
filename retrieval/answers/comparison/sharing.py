"""What several cases have in common: words, or runs of words, that two or more of them say of what happened or was held."""

from __future__ import annotations

from collections.abc import Sequence

from data.places.regions import find_places
from data.text import clauses, quotations, squeeze, without
from data.types import Quote
from retrieval import lexicon
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.leads.outcomes import in_a_word
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import UPHELD
from retrieval.cases.suits.sections import MEANING
from retrieval.language.terms import idf
from retrieval.lexicon.listed import listed
from retrieval.lexicon.listed import words as row_of
from retrieval.quoting.clauses import asides, ending, quote_of
from retrieval.quoting.courses import outcome_quotes, ruling_quotes
from retrieval.quoting.passages import cites_law
from retrieval.quoting.shown import SCRAP
from retrieval.wording.frames import phrase
from retrieval.wording.points import Point

SHORT, ALL_SHORT = 2, 0.4
"""Characters of a word that makes a point only where all of the cases have it and no more than that share of all."""
TELLS = range(3, 9)
"""Characters of a word that makes a point; shorter ones are too common."""
COMMON, TRIED = 3, 8
"""Points in common that are told at most, of how many."""
ASKED = 3
"""How much more a word weighs that the question names itself."""
LEAST = 5
"""Characters of the words that lawsuits share for them to be a point."""
ALIKE = 8
"""Characters that the same words go on in both for a point to weigh twice as much."""
_RULES = listed("section.rules")
_BREAKS = "，,。；;：:、“”‘’（）()《》"
_LIGHT = "的了和与及在对其为是并将某故即"
_OF_BODIES = "国省市县区乡镇全各公安局院厅部委署"
"""Characters that name a body or its reach and no matter."""
RUN = 6
"""Characters of a run that is a point in common though none of its words is: 为由拒绝支付."""
RULE = 24
"""Code points of words in quotation marks behind a colon from which on they are a law's."""
ENDING = 60
"""Code points of how a case ended."""
EVERYWHERE = 0.6
"""Share of the cases in scope from which on what is said is no point: 向仲裁委员会申请仲裁."""


def common(inquiry: Inquiry, targets: Sequence[Profile]) -> list[Point]:
    """What two or more of the cases say in the same words, the rarest first, each with the clauses that say it."""
    short = all(len(p.case.fields) == 1 for p in targets)  # 品牌: of lawsuits such a word tells nothing
    skipped = lexicon.empty_words() | lexicon.words_of_bodies()
    held = [
        {
            w
            for w in inquiry.word_set(p)
            if (len(w) in TELLS or (short and len(w) == SHORT))
            and w not in skipped
            and w.isalpha()
            and not w.isascii()
            and not find_places(w)
        }
        for p in targets
    ]
    texts = inquiry.texts
    weights: dict[str, float] = {}
    for word in sorted(set().union(*held)):
        among = sum(word in words for words in held)
        everywhere = inquiry.held_by(word)
        titled = sum(word in p.title for p in targets)
        named = word in inquiry.question.text  # 都提到存证: it is asked what they do of that
        enough = named or (among == len(targets) and titled > 0) if len(word) == SHORT else among > 1
        most = max(len(texts) * (ALL_SHORT if len(word) == SHORT else 1 / 2), len(targets))
        if enough and (everywhere <= most or len(texts) == len(targets)):
            weights[word] = (
                among
                * idf(everywhere, len(texts))
                * min(len(word), 4)
                * (1 + titled)
                * (ASKED if named else 1)
            )
    points: list[tuple[float, Point]] = []
    taken: set[Quote] = set()
    for word in sorted(weights, key=lambda w: (-weights[w], w)):
        row = _saying_alike(
            [p if word in words else None for p, words in zip(targets, held, strict=True)], word
        )
        told = {quote for cell in row for quote in cell}
        if len(told) < 2 or told & taken or any(word in point.name for _, point in points):
            continue
        alike = longest_common([squeeze(cell[0].text) for cell in row if cell], word)
        if (len(alike) < LEAST and not short) or _names_only(alike) or of_any_suit(alike):
            continue  # 生产者, 级人民法院二审认
        name = phrase("both_say", inquiry.question.english, word=alike)
        points.append((weights[word] * (1 + len(alike) / ALIKE), Point(name, row)))
        taken |= told
        if len(points) == TRIED:
            break
    points = points or _in_runs(inquiry, targets)
    order = sorted(points, key=lambda one: -one[0])[:COMMON]
    return [*ended_alike(inquiry, targets), *(point for _, point in order)][:COMMON]


def _saying_alike(targets: Sequence[Profile | None], word: str) -> tuple[tuple[Quote, ...], ...]:
    """Of each case that has `word` the clause with it that is most like those of the others."""
    every = [_with_word(profile, word) if profile is not None else [] for profile in targets]
    first = next((quotes for quotes in every if quotes), [])
    best: dict[int, Quote] = {}
    most = -1
    for pivot in first:
        chosen = {}
        shared = 0
        for at, quotes in enumerate(every):
            if quotes is first:
                chosen[at] = pivot
            elif quotes:
                chosen[at] = max(
                    quotes, key=lambda q: len(longest_common([squeeze(pivot.text), squeeze(q.text)], word))
                )
                shared += len(longest_common([squeeze(pivot.text), squeeze(chosen[at].text)], word))
        if shared > most:
            best, most = chosen, shared
    return tuple((best[at],) if at in best else () for at in range(len(every)))


def _with_word(profile: Profile, word: str) -> list[Quote]:
    """The clauses of a case that have `word`: none that only names the suit, cites a law or tells what it means."""
    case, beside = profile.case, asides(profile.case)
    found = []
    for field in case.fields:
        if field.name in beside or MEANING.search(field.name) or _RULES.search(field.name):
            continue
        for start, end in clauses(field.text):
            quote = quote_of(case, field.name, start, end)
            if (
                word in squeeze(without(quote.text, quotations(quote.text, "《")))
                and len(quote.text) > SCRAP
                and not cites_law(quote.text)
                and "\n" not in quote.text
                and not _of_a_law(field.text, quote)
            ):
                found.append(quote)
    return found


def _of_a_law(text: str, quote: Quote) -> bool:
    """Whether a quote lies within what `text` gives in quotation marks as the words of a law, or opens such words."""
    opens = quote.text.startswith("“") and "”" not in quote.text
    return opens or any(
        end - start >= RULE
        and start <= quote.start
        and quote.end <= end + 1
        and text[max(0, start - 4) : start].count("：")
        for start, end in quotations(text, "“")
    )


def longest_common(texts: Sequence[str], word: str) -> str:
    """The longest run of characters around `word` that all of `texts` have."""
    first, *others = texts
    best = word
    for start in range(len(first)):
        at = first.find(word, start)
        if at != start:
            continue
        low, high = at, at + len(word)
        while (
            low > 0
            and first[low - 1] not in _BREAKS
            and all(first[low - 1 : high] in text for text in others)
        ):
            low -= 1
        while (
            high < len(first)
            and first[high] not in _BREAKS
            and all(first[low : high + 1] in text for text in others)
        ):
            high += 1
        best = max(best, first[low:high], key=len)
    return best.strip(_LIGHT) if word in best.strip(_LIGHT) else best


def _names_only(alike: str) -> bool:
    """Whether words that several cases share hardly say more than what sort of body acts: 市公安局在全市."""
    bare = alike
    for name in sorted(lexicon.words_of_bodies(), key=len, reverse=True):
        bare = bare.replace(name, "")
    bare = "".join(char for char in bare if char not in _LIGHT + _OF_BODIES)
    return len(bare) < len(alike.strip(_LIGHT)) - LEAST // 2 and len(bare) < LEAST - 1


def of_any_suit(alike: str) -> bool:
    """Whether words that several cases share are those of every suit, or of none in particular: 级人民法院二审认, 诉讼请求."""
    bare = alike
    for word in sorted((*row_of("of_every_suit"), *row_of("common_empty")), key=len, reverse=True):
        bare = bare.replace(word, "")
    return len(bare.strip(_LIGHT + _OF_BODIES)) < TELLS.start and len(bare) < len(alike)


def ended_alike(inquiry: Inquiry, targets: Sequence[Profile]) -> list[Point]:
    """That all of the cases ended alike, each with the words that say so: what suits share before any words; none where not."""
    said = {in_a_word(profile) for profile in targets}
    told = [_ending_of(p) for p in targets]
    if len(said) != 1 or not all(said) or not all(told):
        return []
    cells = tuple((ending(p.case, one[0], ENDING),) for p, one in zip(targets, told, strict=True))
    return [Point(phrase("ended_alike", inquiry.question.english, what=said.pop()), cells)]


def _ending_of(profile: Profile) -> tuple[Quote, ...]:
    """The last ruling that says what was decided: 维持原判 says nothing by itself."""
    case, course = profile.case, profile.course
    own = [ruling for ruling in course.rulings if ruling.effects != {UPHELD}][-1:]
    told = outcome_quotes(case, [(ruling.field, ruling.start, ruling.end) for ruling in own])
    return (told or ruling_quotes(case, course, ""))[-1:]


def _in_runs(inquiry: Inquiry, targets: Sequence[Profile]) -> list[tuple[float, Point]]:
    """Runs of characters that clauses of two or more of the cases have, the longest first."""
    every = [_with_word(profile, "") for profile in targets]
    holders: dict[str, dict[int, Quote]] = {}
    for at, quotes in enumerate(every):
        for quote in quotes:
            text = squeeze(quote.text)
            for start in range(len(text) - RUN + 1):
                run = text[start : start + RUN]
                if not any(char in _BREAKS or char.isdigit() for char in run):
                    holders.setdefault(run, {}).setdefault(at, quote)
    most = max(EVERYWHERE * len(inquiry.texts), len(targets))
    found: dict[str, tuple[float, Point]] = {}
    for run, where in holders.items():
        if len(where) < 2 or sum(run in text for text in inquiry.texts) > most:
            continue
        alike = longest_common([squeeze(quote.text) for quote in where.values()], run).strip(_LIGHT)
        if _names_only(alike) or of_any_suit(alike):
            continue
        row = tuple((where[at],) if at in where else () for at in range(len(targets)))
        name = phrase("both_say", inquiry.question.english, word=alike)
        found[alike] = (len(where) * len(alike), Point(name, row))
    kept: list[tuple[float, Point]] = []
    for weight, point in sorted(found.values(), key=lambda one: (-one[0], one[1].name)):
        told = {quote for cell in point.cells for quote in cell}
        if not any(told & {q for cell in other.cells for q in cell} for _, other in kept):
            kept.append((weight, point))
    return kept[:COMMON]
