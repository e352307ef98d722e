"""Which finding of a court a question chooses its cases by: 合同被认定无效的, 法院说是骗人的."""

from __future__ import annotations

from data.text import split_at
from data.values import dataclass
from retrieval.cases.holdings import said_in
from retrieval.cases.suits.findings import ACTS, BINDING, FINDS
from retrieval.lexicon.listed import listed

_PARTY = listed("party")


@dataclass(frozen=True, slots=True)
class Finding:
    """That an act of the sort `act` (a row of legal_act; '' for any) binds or does not; else (None) that what one of `words`
    says was found, the likeliest first."""

    binding: bool | None = None
    act: str = ""
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.binding is not None or bool(self.words)


def finding(text: str) -> Finding:
    """The finding that `text` (folded) asks by; none where it asks by no such thing."""
    said = [one.side for one in said_in(text) if one.matter == BINDING]
    if said:
        return Finding(said[-1], next((sort for sort, form in ACTS.items() if form.search(text)), ""))
    behind = (split_at(text[finds.end() :], "，,。？?")[0] for finds in FINDS.finditer(text))
    return Finding(words=tuple(filter(None, (_PARTY.sub("，", words) for words in behind)))[::-1])
