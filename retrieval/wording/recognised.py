"""What stands under an answer: that it cites words recognised in pictures, that the index is behind."""

from __future__ import annotations

from dataclasses import replace

from data.types import Answer, BasisKind
from retrieval.wording.frames import phrase

BY_INDEX = (BasisKind.SEMANTIC, BasisKind.MODEL)
"""Ways that look for what is near in meaning; a refusal by words has looked for that, too."""


def remarked(answer: Answer, english: bool, behind: bool = False) -> Answer:
    """`answer` with a last line that names its recognised cases, and says that the index it was found by is `behind`
    the cases; itself where there is neither to say.
    """
    kind = answer.basis.kind
    late = behind and (kind in BY_INDEX or (answer.refused and kind is BasisKind.KEYWORD))
    if answer.refused:
        reason = f"{answer.reason}{phrase('behind', english)}"
        return replace(answer, reason=reason) if late else answer
    marks = [answer.marker(one.case.id) for one in answer.citations if one.case.recognised]
    said = []
    if marks:
        every = len(marks) == len(answer.citations)
        said.append(phrase("all_recognised" if every else "recognised", english, cases="、".join(marks)))
    if late:
        said.append(phrase("behind", english))
    remark = "".join(said)
    return replace(answer, text=f"{answer.text}\n{remark}", remark=remark) if remark else answer
