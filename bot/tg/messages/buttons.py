"""What stands under an answer, and what a tap on it says (64 bytes at most: numbers of what the database holds)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from bot.tg import words
from bot.words import Words
from data.types import CaseId, marker

SHOWN = 10
"""Cited cases under an answer at a time."""
ROW = 5
"""Numbers in a row of buttons, as many as a narrow screen shows whole."""
LABELLED = 2
"""The same where the collection's label stands before the number."""
TITLED = 2
"""Up to so many cited cases have their titles on the buttons; of more, the numbers."""
HALF_ROW = 20
"""Latin letters, or half as many Chinese characters, of a button that has another beside it."""
LONGEST_TITLE = 40
"""Chinese characters of a title on a button, and twice as many Latin ones."""


def under_answer(
    answer: int,
    cited: Sequence[CaseId],
    labels: Mapping[str, str],
    titles: Mapping[CaseId, str],
    page: int = 0,
    *,
    say: Words,
    copied: str = "",
    votes: bool = True,
    opened: bool = True,
) -> InlineKeyboardMarkup | None:
    """One button a cited case, in pages, what the answer can be had as, and the votes; None where there is nothing.

    `copied`: the citations, where they fit into a button that copies them; otherwise a tap has them sent. `opened`:
    whether the cases are opened here, and not in the text.
    """
    pages = max(-(-len(cited) // SHOWN), 1) if opened else 1
    page = min(max(page, 0), pages - 1)
    titled = len(cited) <= TITLED
    width = 1 if titled else ROW if len(labels) <= 1 else LABELLED
    buttons = [
        _button(_name(case, labels, titles if titled else {}), f"c:{answer}:{at}:0")
        for at, case in list(enumerate(cited if opened else ()))[page * SHOWN : (page + 1) * SHOWN]
    ]
    rows = [buttons[at : at + width] for at in range(0, len(buttons), width)]
    if pages > 1:
        rows.append(_turning(page, pages, f"a:{answer}:"))
    if cited:
        rows.append(_papers(answer, copied, say))
    if votes:
        rows.append(_votes(answer))
    return InlineKeyboardMarkup(rows) if rows else None


def under_refusal(
    answer: int,
    near: Sequence[CaseId],
    labels: Mapping[str, str],
    titles: Mapping[CaseId, str],
    questions: Sequence[tuple[int, str]],
    *,
    votes: bool = True,
) -> InlineKeyboardMarkup | None:
    """The ways on from a refusal: the cases worth a look, a row each, questions that are answered here, in one row where
    they are short, and the votes; None where there is nothing.

    `questions`: which of the examples, and how each is asked.
    """
    rows = [[_button(_name(case, labels, titles), f"c:{answer}:{at}:0")] for at, case in enumerate(near)]
    asked = [_button(f"❓ {question}", f"e:{nth}:0") for nth, question in questions]
    short = all(len(question.encode("gb18030")) <= HALF_ROW for _, question in questions)
    rows += ([asked] if short else [[one] for one in asked]) if asked else []
    rows += [_votes(answer)] if votes else []
    return InlineKeyboardMarkup(rows) if rows else None


def under_case(
    answer: int, at: int, page: int, pages: int, *, say: Words, copied: str = ""
) -> InlineKeyboardMarkup:
    """The case's pages, its citation to copy, and the way back."""
    rows = [_turning(page, pages, f"c:{answer}:{at}:")] if pages > 1 else []
    if copied:
        rows.append([_copying(say(words.QUOTES), copied)])
    rows.append([_button(say(words.BACK), f"a:{answer}:{at // SHOWN}")])
    return InlineKeyboardMarkup(rows)


def under_opened(answer: int, copied: str, say: Words) -> InlineKeyboardMarkup:
    """What a case can be had as that was opened by its number, and is kept as `answer`."""
    return InlineKeyboardMarkup([_papers(answer, copied, say)])


def under_list(person: int, page: int, pages: int) -> InlineKeyboardMarkup | None:
    """The pages of a list, for who asked for it."""
    return InlineKeyboardMarkup([_turning(page, pages, f"l:{person}:")]) if pages > 1 else None


def choice(number: int, yes: str, say: Words, digest: str = "", going: int = 0) -> InlineKeyboardMarkup:
    """Yes or no to what `number` is about; yes to the file of that `digest`, with or without what it has not.

    The button that removes `going` cases says their number first.
    """
    end = f":{digest}" if digest else ""
    rows = [[_button(yes, f"u:{number}:y{end}"), _button(say(words.DISCARD), f"u:{number}:n")]]
    if going:
        rows.append([_button(say(words.REPLACE, count=going), f"u:{number}:r{going}{end}")])
    return InlineKeyboardMarkup(rows)


def ways_back(ways: Sequence[tuple[int, str]]) -> InlineKeyboardMarkup | None:
    """What was done is taken back at a tap, a row each: the number of what is asked, and what the button says."""
    return InlineKeyboardMarkup([[_button(text, f"u:{number}:y")] for number, text in ways]) if ways else None


def _turning(page: int, pages: int, prefix: str) -> list[InlineKeyboardButton]:
    return [
        _button("◀", f"{prefix}{(page - 1) % pages}"),
        _button(f"{page + 1}/{pages}", f"{prefix}{page}"),
        _button("▶", f"{prefix}{(page + 1) % pages}"),
    ]


def _name(case: CaseId, labels: Mapping[str, str], titles: Mapping[CaseId, str]) -> str:
    title = " ".join(titles.get(case, "").split())
    longest = LONGEST_TITLE * 2 if title.isascii() else LONGEST_TITLE
    shown = title if len(title) <= longest else f"{title[:longest]}…"
    return f"{marker(case, dict(labels))} {shown}".strip()


def examples(questions: Sequence[str]) -> InlineKeyboardMarkup | None:
    """Questions to try, one a row: a tap asks."""
    rows = [[_button(question, f"e:{at}:0")] for at, question in enumerate(questions)]
    return InlineKeyboardMarkup(rows) if rows else None


def request(person: int, say: Words) -> InlineKeyboardMarkup:
    """Whether to let a person in."""
    return InlineKeyboardMarkup(
        [[_button(say(words.LET), f"m:{person}:y"), _button(say(words.LET_NOT), f"m:{person}:n")]]
    )


def decided(person: int, let_in: bool, say: Words) -> InlineKeyboardMarkup:
    """The way back from what was decided of a person."""
    word, letter = (words.LET_OUT, "o") if let_in else (words.LET, "l")
    return InlineKeyboardMarkup([[_button(say(word), f"m:{person}:{letter}")]])


def _votes(answer: int) -> list[InlineKeyboardButton]:
    return [_button("👍", f"v:{answer}:1"), _button("👎", f"v:{answer}:-1")]


def _papers(answer: int, copied: str, say: Words) -> list[InlineKeyboardButton]:
    quotes = _copying(say(words.QUOTES), copied) if copied else _button(say(words.QUOTES), f"q:{answer}:0")
    return [
        quotes,
        _button(say(words.A_BRIEF), f"d:{answer}:0"),
        _button(say(words.A_TABLE), f"x:{answer}:0"),
    ]


def _copying(text: str, copied: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, copy_text=CopyTextButton(copied))


def _button(text: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text, callback_data=data)
