"""The two things that a question sets side by side, as it words them: 香肠和馒头, 仙居那家……玉溪那位……"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from data.text import CLAUSE_ENDS, split_at
from retrieval.lexicon.listed import listed

_AND = listed("beside_each_other")
"""馒头和香肠, 湖大同它; not 合同, 参与, 总和, 跟进."""
MOST = 24
"""Characters of a half."""
_ENDS = "".join(CLAUSE_ENDS)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of halves of `text`: what is joined by 和 within a clause first, then two clauses one after the other."""
    told = [clause.strip() for clause in split_at(text, _ENDS)]
    for clause in told:
        parts = [part.strip() for part in _AND.split(clause)]
        yield from ((a[-MOST:], b[:MOST]) for a, b in itertools.pairwise(parts) if a and b)
    spoken = [clause for clause in told if clause]
    yield from ((a[-MOST:], b[-MOST:]) for a, b in itertools.pairwise(spoken))
