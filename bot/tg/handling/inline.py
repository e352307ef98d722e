"""Inline mode: an answer and the cases it cites, to paste into any chat. Pure."""

from __future__ import annotations

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent

from bot.tg import words
from bot.tg.messages.pages import SMALL_TALK, case_parts, pasted, titled
from bot.words import Words
from data.types import Answer, Records, marker

SHELF = 30
"""Cases offered before anything is typed."""
CASES = 10
"""Cases offered beside the answer; Telegram takes fifty results."""


def offers(answer: Answer, records: Records, say: Words) -> list[InlineQueryResultArticle]:
    """The answer first, then each cited case; nothing for a refusal, or for small talk."""
    homes = {c.id: c for c in records.collections}
    found = []
    told = not answer.refused and answer.understood.intent not in SMALL_TALK
    if told and all(c.case.id.collection in homes for c in answer.citations):
        title = say(words.PASTE_ANSWER, question=answer.question)
        text = pasted(answer, {id_: home.title for id_, home in homes.items()}, say)
        found.append(_article("answer", title, answer.text, text))
    for at, citation in enumerate(answer.citations[:CASES]):
        case = citation.case
        if case.id.collection not in homes:
            continue  # taken out since
        page = case_parts(case, homes[case.id.collection], say, citation.quotes)[0]
        quote = citation.quotes[0].text if citation.quotes else ""
        found.append(_article(f"case{at}", f"{answer.marker(case.id)} {titled(case, say)}", quote, page.html))
    return found


def catalog(records: Records, say: Words) -> list[InlineQueryResultArticle]:
    """The first cases there are, for who has typed nothing yet."""
    homes = {c.id: c for c in records.collections}
    labels = {c.id: c.label for c in records.collections} if len(homes) > 1 else {}
    return [
        _article(
            f"case{at}",
            f"{marker(case.id, labels)} {titled(case, say)}",
            case.fields[0].text if case.fields else "",
            case_parts(case, homes[case.id.collection], say)[0].html,
        )
        for at, case in enumerate(records.cases[:SHELF])
    ]


def way_out(line: str) -> InlineQueryResultsButton:
    """A line above no results: what is the matter, and a tap goes to the chat with us."""
    return InlineQueryResultsButton(line[:64], start_parameter="ask")


def _article(id_: str, title: str, description: str, page: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(page, parse_mode="HTML")
    return InlineQueryResultArticle(id_, title[:200], content, description=description[:200])
