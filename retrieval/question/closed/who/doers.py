"""Who did what a question asks by its doer (哪家公司开发的, 是谁介绍的, 做评估的是哪家), or of which kind a body is that is
asked for (哪家银行, 哪个民政局); and whether a case tells of such a one.

A case in which a firm has its employees clock in by an app names nobody who made the app: who did something answers only
where somebody stands in the clause that tells of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from data.text import split_at
from data.types import Case
from data.values import dataclass
from retrieval.cases.typed import Sheet, Sort, sheet
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Asked, Type

_FOUGHT, _WHICH = listed("fought"), listed("which_body")
_TOLD = {"doer": "doer_told", "body": "body_told"}
"""Rows with further words by which a case tells the same."""
_MARKS = "，,。；;\n"
_BEHIND, _BEFORE, _SENTENCE = 10, 8, "，,。；;？?"
"""Code points behind the asking words, and before them, among which the act is named: 是哪家公司开发的, 做评估的是谁."""
_AGAINST = 3
"""Code points before an act in which it is said to be fought: 遏制抢注."""
_NEAR = 3
"""Code points before a kind of body in which it is asked which: 哪一家银行."""
_GOES_ON = ("", "并", "还", "又", "同时", "已")
"""What may stand before an act in a clause that names nobody anew."""
_NAMED = 2
"""Characters of a name beside what kind of body it is."""


@dataclass(frozen=True, slots=True)
class Doer:
    """An act whose doer is asked for (`doer`), or a kind of body (`body`), by the rest of its row's name."""

    head: str
    name: str

    @property
    def called(self) -> str:
        """How it is said not to be told."""
        return f"由谁{self.name}" if self.head == "doer" else f"是哪一家{self.name}"

    def told(self, case: Case) -> bool:
        """Whether `case` tells of such a body, or of somebody in a clause with the act."""
        page = sheet(case)
        forms = under(self.head)[self.name], under(_TOLD[self.head])[self.name]
        if self.head == "body":
            bodies = (page.text[span.start : span.end] for span in page.typed if span.sort is Sort.BODY)
            return any(
                len(name) - len(match[0]) >= _NAMED
                for name in bodies
                for form in forms
                for match in form.finditer(name)
            )
        if any(form.search(case.title) for form in forms):
            return True
        return any(
            _by_somebody(page, match.start(), match.end())
            for form in forms
            for match in form.finditer(page.text)
        )


def _by_somebody(page: Sheet, start: int, end: int) -> bool:
    """Whether somebody stands in the clause of the act at `start` to `end`, which is not one that is fought."""
    if _FOUGHT.search(page.text[max(start - _AGAINST, 0) : start]):
        return False
    first = max(page.text.rfind(mark, 0, start) for mark in _MARKS) + 1
    if page.text[first:start] in _GOES_ON:
        return True  # 建设元宇宙仲裁院，研发智能机器人: by whom the sentence speaks of
    last = min((at for mark in _MARKS if (at := page.text.find(mark, end)) >= 0), default=len(page.text))
    return any(
        span.sort in (Sort.PERSON, Sort.BODY)
        for span in page.typed
        if first <= span.start and span.end <= last
    )


def doers(text: str, found: tuple[Asked, ...]) -> Iterator[Doer]:
    """What `text` (folded) asks the doer of, and which kinds of bodies it asks for."""
    for name, words in under("body").items():
        if any(
            _WHICH.search(text[max(match.start() - _NEAR, 0) : match.start()])
            for match in words.finditer(text)
        ):
            yield Doer("body", name)
    for what in found:
        if what.type not in (Type.WHO, Type.BODY):
            continue
        start, end = what.span
        behind = split_at(text[end : end + _BEHIND], _SENTENCE)[0]
        before = split_at(text[max(start - _BEFORE, 0) : start], _SENTENCE)[-1]
        by_whom = behind + "，" + before if before.endswith(("的", "的是")) else behind
        yield from (Doer("doer", name) for name, words in under("doer").items() if words.search(by_whom))
