"""Of which crimes somebody in a case was convicted, whether of several at once, and whether the term was suspended.

Source: 刑法 §69 (数罪并罚), §72 (缓刑); the forms are those of operative parts (以行贿罪判处…, 犯串通投标罪，判处…, 决定执行…).
"""

from __future__ import annotations

from data.patterns import regex
from retrieval.lexicon.listed import listed

# 以行贿罪判处; 犯污染环境罪，判处; 以陆某某犯受贿罪作出再审判决，判处 · not 涉嫌行贿罪移送, 以行贿罪提起公诉
_CONVICTED = regex(
    r"[犯以成](?P<crime>(?:(?!涉嫌|犯|以)[^，,。；;、“”\"]){2,16}?罪)(?=[，,]?(?:作出[^，,。]{0,6}判决[，,])?(?:判处|与|免予))"
)
_PROPOSED = listed("proposes_sentence")
SEVERAL, SINGLE, SUSPENDED = "several", "single", "suspended"
"""Convicted of several crimes at once; of one alone; a term that is suspended (缓刑, not the reprieve of a death sentence)."""
_AT_ONCE, _SUSPENDED = "数罪并罚", listed("suspended_term")


def convicted(told: str) -> tuple[str, ...]:
    """The crimes of which a sentence (squeezed) of the facts says that somebody was convicted, SEVERAL and SUSPENDED besides."""
    if ("判" not in told and _AT_ONCE not in told) or _PROPOSED.search(told):
        return ()
    found = [match["crime"] for match in _CONVICTED.finditer(told)]
    found += [SEVERAL] * (_AT_ONCE in told or "决定执行" in told)
    found += [SUSPENDED] * bool(_SUSPENDED.search(told))
    return tuple(dict.fromkeys(found))
