"""What stands under an answer that cites words recognised in pictures."""

from __future__ import annotations

from dataclasses import replace

from data.types import Answer
from retrieval.wording.frames import phrase


def remarked(answer: Answer, english: bool) -> Answer:
    """`answer` with a last line that names its recognised cases; itself where it cites none."""
    marks = [answer.marker(one.case.id) for one in answer.citations if one.case.recognised]
    if not marks:
        return answer
    every = len(marks) == len(answer.citations)
    remark = phrase("all_recognised" if every else "recognised", english, cases="、".join(marks))
    return replace(answer, text=f"{answer.text}\n{remark}", remark=remark)
