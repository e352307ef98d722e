"""What a case itself holds, as against what a party in it claims, asks or what a law says in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from data.patterns import regex
from data.text import fold, quotations, sentences, squeeze
from data.types import Case
from data.values import dataclass
from retrieval import lexicon
from retrieval.cases.suits.sections import CLAIMS, MEANING
from retrieval.lexicon.listed import listed, words

_OPEN = listed("open_issue")
_LONG = 12
"""Code points from which on what stands in quotation marks is a rule that is quoted."""
# 法院认为… speaks for the case; 公司主张… and 请求… for a party; 公司支付了 for neither.
_SPEAKS = regex(
    r"(?P<tribunal>(?:法院|一审|二审|再审|仲裁(?:委员会|委|院|庭)|复议机关|合议庭)[^，,。]{0,8}(?:认为|认定|判决|裁定|裁决|查明|确定))|"
    r"(?:[某方]|公司|政府|[局厅委办户人])(?:则|均|都|曾|又|也|不服|多次|向[^，,。]{1,20})*(?:主张|认为|提出|请求|要求|诉请|申请|辩称|抗辩|诉称|称|答辩)|"
    r"请求(?!权)|以[^。]{2,40}为由|遂?诉请|[，,](?:并|还|且)?(?:主张|声称|宣称|自称|谎称|称(?![为作之呼号职]))"
)
_NEGATES, _AFTER_NEGATION = words("negates"), words("after_negation")


@dataclass(frozen=True, slots=True)
class Said:
    """One matter of the table of opposites that a text speaks of: which side, and where."""

    matter: str
    side: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Holding:
    """A sentence (squeezed) that is the case's own, and what it says of matters that have a contrary."""

    text: str
    said: tuple[Said, ...]


def said_in(text: str) -> tuple[Said, ...]:
    """The matters that `text` (folded) speaks of, each with its side; a negation turns it."""
    found: list[Said] = []
    for matter in lexicon.opposites():
        for side, pattern in ((False, matter.other), (True, matter.one)):
            for match in pattern.finditer(text):
                if any(s.matter == matter.name and s.start <= match.start() < s.end for s in found):
                    continue  # 未超过 is one word, not the 超过 in it
                turned = negated(text[max(0, match.start() - 6) : match.start()])
                found.append(Said(matter.name, side != turned, match.start(), match.end()))
    return tuple(sorted(found, key=lambda said: said.start))


@lru_cache(maxsize=4_000)
def holdings(case: Case) -> tuple[Holding, ...]:
    """The sentences of `case` that are its own, without sections of claims and of what it means for others."""
    return tuple(_holdings(case))


def _holdings(case: Case) -> Iterator[Holding]:
    return (Holding(own, said_in(own)) for own in own_sentences(case))


def own_sentences(case: Case) -> Iterator[str]:
    """The texts of `holdings`."""
    for section in case.fields:
        if CLAIMS.search(section.name) or MEANING.search(section.name):
            continue
        for start, end in sentences(section.text):
            own = own_words(squeeze(section.text[start:end]))
            if own:
                yield own


def own_words(text: str) -> str:
    """`text` (squeezed) as far as it is no party's claim, no rule that is quoted and no open issue; '' where all is.

    All of a sentence in which a tribunal speaks first is its own.
    """
    text = _without_rules(text)
    if _OPEN.search(text):
        return ""
    speaker = _SPEAKS.search(text)
    return text if speaker is None or speaker["tribunal"] else text[: speaker.start()]


def _without_rules(text: str) -> str:
    """`text` with what is long and stands in quotation marks blanked: a law's words are not the tribunal's."""
    for start, end in reversed(quotations(text, "“「『")):
        if end - start >= _LONG:
            text = text[:start] + text[end:]
    return text


def verbatim(case: Case, squeezed: str) -> str:
    """The words of `case` that squeezed (folded, without white space) read as `squeezed`, line breaks left out."""
    for section in case.fields:
        kept = [char for char in section.text if not char.isspace()]
        at = "".join(fold(char) for char in kept).find(squeezed)
        if at >= 0:
            return "".join(kept[at : at + len(squeezed)])
    return squeezed


def negated(before: str) -> bool:
    """Whether what follows `before` is denied: 未能, 没有依法."""
    while not before.endswith(_NEGATES):
        passed = max(filter(before.endswith, _AFTER_NEGATION), key=len, default="")
        if not passed:
            return False
        before = before.removesuffix(passed)
    return True
