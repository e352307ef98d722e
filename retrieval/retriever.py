"""The judged cases as a langchain retriever, for chains that are built elsewhere."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from data.types import Citation
from retrieval.answering import Answerer


class CaseRetriever(BaseRetriever):
    """Gives the cases that an answer would cite, in its order; none where it would refuse.

    A document's `page_content` is the case's title and whole text; its metadata holds `collection`, `number`,
    `title`, `sha256`, `quotes` (verbatim spans: text, field, start, end) and `complete`, which tells
    whether every case in scope was put to the test.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    answerer: Answerer
    collections: tuple[str, ...] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        answer = self.answerer.plain(query, collections=self.collections)
        return [_document(citation, answer.basis.complete) for citation in answer.citations]


def _document(citation: Citation, complete: bool) -> Document:
    case = citation.case
    text = "\n".join([case.title, *(field.text for field in case.fields)])
    quotes = [{"text": q.text, "field": q.field, "start": q.start, "end": q.end} for q in citation.quotes]
    return Document(
        id=f"{case.id.collection}:{case.number}",
        page_content=text,
        metadata={
            "collection": case.id.collection,
            "number": case.number,
            "title": case.title,
            "sha256": case.sha256,
            "quotes": quotes,
            "complete": complete,
        },
    )
