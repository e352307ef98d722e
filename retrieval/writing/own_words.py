"""What becomes of a model's sentence that cannot be held to the letter: the case's own words stand in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.types import CaseId, Quote
from retrieval.cases.profiles import Profile
from retrieval.checking.grounding.grounding import Checker, Finding
from retrieval.quoting.shown import shown

OPEN = frozenset(("content", "case"))
"""Failings by which nothing is known to be wrong: the sentence only uses other words than its case."""
UNREADABLE = frozenset(("form",))
"""Failings of what is no sentence at all."""


def stands(checker: Checker, text: str, findings: Sequence[Finding]) -> bool:
    """Whether a sentence that `findings` bear out may stand as it is written."""
    return bool(findings) and all(checker.close(text, finding) for finding in findings)


def instead(
    checker: Checker,
    text: str,
    found: Sequence[Finding],
    named: Iterable[Profile],
    chosen: Mapping[CaseId, tuple[Quote, ...]],
) -> tuple[str, tuple[Finding, ...], bool]:
    """The words of the case that say what `text` may say, in quotation marks, the finding that they are, and whether
    `text` says something else than its case.

    Of a case that bears it out (`found`), else of one it was told of: what is wrong in a sentence is right in the clause
    of the case that it is likest to. Where its words are too far from the case's and nothing is known to be wrong, those
    that were `chosen` of it for the question. Empty where there are none.
    """
    profiles = {finding.profile: True for finding in found} or {
        profile: failing in OPEN
        for profile in named
        if (failing := checker.find(text, profile).failing) not in UNREADABLE
    }
    for profile, is_open in profiles.items():
        finding = checker.instead(text, profile)
        if finding is None and is_open and (quotes := chosen.get(profile.id)):
            finding = Finding(profile, 1.0, "", quotes)
        if finding is not None:
            return shown(finding.quotes), (finding,), not is_open
    return "", (), False
