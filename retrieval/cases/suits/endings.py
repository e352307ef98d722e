"""Who put an end to a contract in a case: the firm that dismissed a worker, the authority that revoked an agreement.

By the name of the suit (甲诉某局解除通知案), else by what the facts tell. Both agreeing, a suit for it and a right to it are none.
"""

from __future__ import annotations

from data.patterns import regex
from data.text import split_at
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed

FIRM, PUBLIC, PERSON_ENDS = "firm", "public", "person"
_ENDS, _NOT_ENDED, _AGAINST = listed("ends_contract"), listed("not_ended"), listed("against")
_FIRM, _PUBLIC = listed("firm"), listed("public_body")
_REASON = regex(r"以[^。；;]{2,60}?为由")
"""A reason that is given names others than who gives it: 公司以张某不服从安排为由与其解除合同."""


def ended_in(told: str) -> frozenset[str]:
    """The sorts of party (FIRM, PUBLIC, PERSON_ENDS) that a sentence (squeezed) of the facts says ended a contract."""
    text = _REASON.sub("", told)
    found: set[str] = set()
    for match in _ENDS.finditer(text):
        before = split_at(text[: match.start()], "。；;")[-1]
        if _NOT_ENDED.search(before) or _NOT_ENDED.match(text, match.end()):
            continue
        last = max(
            (
                (one.end(), sort)
                for sort, form in ((FIRM, _FIRM), (PUBLIC, _PUBLIC), (PERSON_ENDS, PERSON))
                for one in form.finditer(before)
            ),
            default=None,
        )
        if last is not None:
            found.add(last[1])
    return frozenset(found)


def ended_by_suit(title: str) -> frozenset[str]:
    """The same of the title (squeezed) of a case: who is sued over ending it, not who is asked to."""
    suit = _AGAINST.search(title)
    return ended_in(title[suit.end() :]) if suit else frozenset()
