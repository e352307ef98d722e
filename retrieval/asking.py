"""Asking the cases as a tool of langchain's, for agents that are built elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.tools import StructuredTool

from data.types import Answer, Conversation
from retrieval.answering import Answerer

DESCRIPTION = (
    "向编号案例集提问，得到注明案例编号 [案例N]、逐字引用原文的回答；没有案例能回答时说明查过什么。"
    "Ask numbered case collections: an answer with case numbers and verbatim quotes, or what was searched in vain. "
    "`turns` are the person's earlier questions, oldest first."
)


def asking_tool(answerer: Answerer, collections: Sequence[str] = ()) -> StructuredTool:
    """A tool that gives the answer's text, or why there is none; the Answer itself is the artifact of its message."""

    def ask(question: str, turns: list[str] | None = None) -> tuple[str, Answer]:
        conversation = Conversation()
        for turn in turns or ():
            conversation = conversation.then(answerer.answer(turn, conversation, collections))
        answer = answerer.answer(question, conversation, collections)
        return answer.reason or answer.text, answer

    return StructuredTool.from_function(
        ask, name="ask_cases", description=DESCRIPTION, response_format="content_and_artifact"
    )
