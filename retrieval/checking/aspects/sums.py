"""What a sum of money is of, and whether it was only asked for: 月工资为6000元 bears no 加班费6000元 out."""

from __future__ import annotations

from data.text import pairs, split_at
from retrieval.lexicon.listed import listed, words

_FILLER = words("before_a_sum")
"""What stands between a sum and what it is of: 加班费共计."""
_KIND = frozenset("款金钱费额薪资")
"""How what a sum is of ends; else the words before it are a verb and whom it is given."""
_OWED = "应"
"""What a tribunal says in its reasons of what is to be given."""
_GIVEN, _ASKED = listed("granted"), listed("claimed")
REACH = 60
"""Characters before a sum among which stands what it is of."""
NOUN = 3
"""Characters before a sum that say what it is of: 加班费."""


def of_another(sentence: str, start: int, source: str, held: int) -> bool:
    """Whether the sum at `sentence[start:]` is said to be of something that the one at `held` is not of."""
    before = split_at(sentence[:start], "，。；：")[-1]
    while filler := next(filter(before.endswith, _FILLER), ""):
        before = before.removesuffix(filler)
    own = pairs(before[-NOUN:]) if before[-1:] in _KIND else frozenset()
    near = "，".join(split_at(source[max(held - REACH, 0) : held], "，,。；;")[-2:])
    after = split_at(source[held : held + 20], "。；;")[0]
    return bool(own) and not own & (pairs(near) | pairs(after))


def gives(sentence: str) -> bool:
    """Whether `sentence` says that somebody was given a sum by who decides."""
    return bool(_GIVEN.search(sentence)) and not _ASKED.search(sentence)


def not_given(source: str, held: int) -> bool:
    """Whether the sum at `source[held:]` stands in a sentence that gives nobody anything, where others do give sums."""
    end = source.find("。", held)
    told = source[source.rfind("。", 0, held) + 1 : end if end >= 0 else len(source)]
    return not (_GIVEN.search(told) or _OWED in told) and any(
        "元" in one and _GIVEN.search(one) for one in source.split("。")
    )


def asked(clause: str) -> bool:
    """Whether `clause` is what a party asks for."""
    return bool(_ASKED.search(clause))
