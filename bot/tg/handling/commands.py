"""The commands of everybody, each by its name."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

import structlog
from telegram import CallbackQuery, MaybeInaccessibleMessage
from telegram.error import TelegramError

from bot.commands.reading import find_case
from bot.tg import words
from bot.tg.about import told_of_bot
from bot.tg.handling.access import Access
from bot.tg.handling.desk import Desk
from bot.tg.handling.door import Door
from bot.tg.handling.office import Office
from bot.tg.handling.papers import Papers
from bot.tg.handling.pieces import Pieces
from bot.tg.handling.queue import DEPTH, LONG, TURNED_DOWN, Queue
from bot.tg.messages.buttons import under_list
from bot.tg.messages.line import Line
from bot.tg.messages.pages import case_command, case_parts, collection_parts, list_parts, marked_parts, titled
from bot.tg.messages.rendering import Span, parts
from bot.tg.reading import COMMANDS, Asked, command_meant, language_of, points, smiles
from bot.tg.spoken import chosen_by, one_case, with_language, with_paper
from bot.words import Words
from data.chats.answers import Chats, Place
from data.chats.members import Members
from data.numerals import case_number, number_of
from data.patterns import regex
from data.types import Case, CaseId, Records

LOG = structlog.get_logger("anwen.telegram")
CASES_AT_ONCE = 10
ASKED_BACK = 1_000
"""Questions back, of which collection a case is meant, that are remembered."""
_WHOLE = regex(r"-?[0-9]{1,18}")
SHORTEST_NAME = 2
"""Characters by which a collection is chosen."""


class Commands:
    """What somebody who may asks for. AnwenError says why it cannot be had."""

    def __init__(
        self,
        *,
        desk: Desk,
        office: Office,
        line: Line,
        chats: Chats,
        members: Members,
        access: Access,
        queue: Queue,
        papers: Papers,
        door: Door,
        resolve: Callable[[Sequence[str]], Sequence[str]],
        forget: Callable[[int], int],
        welcome: Callable[[int], Awaitable[None]],
        days: int,
    ) -> None:
        self._desk, self._line, self._chats, self._members = desk, line, chats, members
        self._access, self._queue, self._resolve = access, queue, resolve
        self._papers, self._door, self._welcome, self._forgotten = papers, door, welcome, forget
        self._days, self._tell_access = days, office.tell_access
        self._album: tuple[Place, str] | None = None
        self._pieces = Pieces(queue.behind)
        self._asked_back: dict[Place, int] = {}
        """The number of the case of which each was asked in which collection it is meant."""
        self._commands: dict[str, Callable[[Asked, Words], Awaitable[None]]] = {
            "ask": self.ask,
            "case": self._case,
            "open": self._open,
            "cases": self._cases,
            "brief": self._brief,
            "table": self._table,
            "collections": self._collections,
            "why": self._why,
            "new": self._new,
            "forget": self._forget,
            "help": self._help,
            "lang": self._choose_language,
            "start": self._start,
            "ingest": self._ingest,
            **{name: getattr(office, name) for name in ("remove", "history", "undo", "allow", "stats")},
        }

    async def run(self, asked: Asked, say: Words) -> None:
        """Carry out what is asked; whoever calls has checked that the person may."""
        if command := self._commands.get(asked.kind):
            await command(asked, say)
        else:
            if of_bot := told_of_bot(asked.text):  # /stop, /settings, which other bots have
                await self.tell(asked, say(of_bot, bot=self._line.bot.username))
                return
            meant = command_meant(asked.text)
            await self.tell(asked, say(words.MISSPELT, meant=meant) if meant else say(words.UNKNOWN))

    async def ask(self, asked: Asked, say: Words) -> None:
        """Answer a question, in its turn; what is only a piece of one waits for what was written behind it."""
        whole = self._pieces.whole(asked)
        if whole is None:
            return
        asked = whole
        lang, question = with_language(asked.text)
        if lang:  # 讲回中文。广州仲裁那边都干了些啥
            await self._desk.thread(lambda: self._members.choose(asked.place.person, lang))
            asked, say = replace(asked, text=question), Words(lang)
        if not asked.text and not asked.unseen:  # the bot was called, and nothing asked
            word = words.ASK_WHAT if asked.private else words.CALLED_ALONE
            await self.tell(asked, say(word, bot=self._line.bot.username))
        elif not asked.text:
            if not asked.album or self._album != (asked.place, asked.album):  # one line for a whole album
                await self.tell(asked, say(words.NO_TEXT))
            self._album = (asked.place, asked.album)
        elif self._access.admin(asked.place.person) and await self._tell_access(asked, say):
            return
        elif smiles(asked.text):
            await self.tell(asked, say(words.SMILED))
        elif (of_bot := told_of_bot(asked.text)) and not asked.reply_to:
            await self.tell(asked, say(of_bot, bot=self._line.bot.username))
        elif await self._in_turn(asked, say):
            await self._answer(asked, say)

    async def _answer(self, asked: Asked, say: Words) -> None:
        """A case that is meant by its number alone, or the answer; and what is to be made of it."""
        if number := await self._one_meant(asked):
            await self._case(replace(asked, text=number), say)
            return
        if asked.unseen and points(asked.text) and not asked.reply_to:  # at what is in the picture, no case
            await self.tell(asked, say(words.POINTED_UNSEEN))
            return
        if asked.unseen and asked.private:
            await self.tell(asked, say(words.NOT_SEEN))
        question, paper = with_paper(asked.text)
        await self._desk.ask(replace(asked, text=question) if paper else asked, say)
        if paper:  # 找植物新品种的，顺便导出成表格
            await self._papers.of_answer(asked, "d" if paper == "brief" else "x", say)

    async def _one_meant(self, asked: Asked) -> str:
        """The case that is to be shown in full, as it is given to /case: the one chosen of several collections, or one of
        which it is still to be said in which it is meant; "" for none.
        """
        pending = self._asked_back.get(asked.place, 0)
        if chosen := await self._chosen(asked):
            return chosen
        if pending and points(asked.text) and not await self._desk.thread(lambda: self._desk.last(asked)):
            return str(pending)  # 它是哪年的
        number = one_case(asked.text)
        return number if number and await self._in_several(number_of(number) or 0) else ""

    async def _in_turn(self, asked: Asked, say: Words) -> bool:
        """Wait for the turn of who asks faster than the rate; False, and said, where too much waits already."""
        person, wait = asked.place.person, self._queue.left(asked)
        if wait is None:
            await self._turn_down(asked, say)
            return False
        if wait > LONG and self._queue.news(person, "waits"):
            await self.tell(asked, say(words.QUEUED, seconds=wait))
        await self._queue.wait(wait)
        return True

    async def _turn_down(self, asked: Asked, say: Words) -> None:
        """Mark each question that finds no room, and say so once a minute; where marks are forbidden, from which on."""
        place = asked.place
        marked = await self._line.mark(place.chat, asked.message, TURNED_DOWN)
        if self._queue.news(place.person, "full"):
            word = words.TOO_MANY if marked else words.TOO_MANY_HERE
            text = say(word, depth=DEPTH, sign=TURNED_DOWN)
            shown = [part.html for part in parts([Span(text)])]
            await self._line.send(place.chat, shown, 0 if marked else asked.message, place.topic)

    async def _brief(self, asked: Asked, say: Words) -> None:
        """The briefing as a document; where no case is on the topic, the handler says so."""
        if not await self._in_turn(asked, say):
            return
        if asked.text:
            await self._papers.briefing(asked, asked.text, say)
        elif not await self._papers.of_last(asked, "d", say):
            await self.tell(asked, say(words.NOTHING_TO_MAKE))

    async def _table(self, asked: Asked, say: Words) -> None:
        """The sheet of the last answer; of what is asked behind the command, where something is."""
        if not await self._in_turn(asked, say):
            return
        if asked.text:
            await self._desk.ask(asked, say)
            await self._papers.of_answer(asked, "x", say)
        elif not await self._papers.of_last(asked, "x", say):
            await self.tell(asked, say(words.NOTHING_TO_MAKE))

    async def _case(self, asked: Asked, say: Words, question: str | None = None) -> None:
        """The case of that number, in full; of several the last has below it what all can be had as.

        `question`: what it is remembered as, "" for one that more follow.
        """
        numbers = _numbers(asked.text)
        if len(numbers) > 1:
            *before, last = numbers[:CASES_AT_ONCE]
            for one in before:
                await self._case(replace(asked, text=str(one)), say, "")
            told = "、".join(f"案例{one}" for one in (*before, last))
            await self._case(replace(asked, text=str(last)), say, f"{told}讲了什么？")
            return
        name, number = ("", numbers[0]) if numbers else _case_named(asked.text)
        if number is None:
            await self.tell(asked, say(words.NOTHING_TO_OPEN))
            return
        records = await self._desk.thread(self._desk.records)
        scope: Sequence[str] = [c.id for c in records.collections if name and c.id.replace("-", "_") == name]
        if name and not scope:
            scope = await self._desk.thread(lambda: self._resolve([name]))
        homes = [c for c in records.cases if c.number == number]
        chosen = bool(scope) or len(homes) < 2
        if not chosen:
            scope = await self._desk.thread(lambda: self._spoken_of(asked, [c.id for c in homes]))
            self._ask_back(asked.place, number)
        if not (chosen or scope):
            choices = "\n".join(_ways(homes, records, say))
            await self.tell(asked, say(words.SEVERAL, number=number, choices=choices))
            return
        case = find_case(records, number, scope, say)
        home = next(c for c in records.collections if c.id == case.id.collection)
        others = [] if chosen else _ways([c for c in homes if c is not case], records, say)
        more = "\n".join(["", "", say(words.ALSO_IN, number=number), *others]) if others else ""
        shown = [part.html for part in case_parts(case, home, say, more=more)]
        if question == "":
            await self._send(asked, shown)
        else:
            await self._desk.show_case(
                asked, question or f"{home.label}案例{case.number}讲了什么？", shown, say
            )

    def _ask_back(self, place: Place, number: int) -> None:
        """Remember that it may be told next in which collection the case is meant."""
        if len(self._asked_back) >= ASKED_BACK:
            self._asked_back.clear()
        self._asked_back[place] = number

    async def _open(self, asked: Asked, say: Words) -> None:
        """The case that was told last; of several, which is meant."""
        kept = await self._desk.thread(lambda: self._desk.last(asked))
        cases = [one.case for one in kept.cited] if kept else []
        if len(cases) == 1:
            await self._case(replace(asked, text=f"{cases[0].collection} {cases[0].number}"), say)
            return
        several = kept is not None and len(kept.labels) > 1
        ways = " ".join(filter(None, (case_command(case, several) for case in cases[:CASES_AT_ONCE])))
        await self.tell(asked, say(words.WHICH_TO_OPEN, ways=ways) if ways else say(words.NOTHING_TO_OPEN))

    async def _in_several(self, number: int) -> bool:
        """Whether several collections have a case of that number, so that it is asked back which is meant."""
        records = await self._desk.thread(self._desk.records)
        return sum(case.number == number for case in records.cases) > 1

    async def _chosen(self, asked: Asked) -> str:
        """The case that the answer to “in which collection?” means: 行政协议那个; "" where nothing was asked back, or
        something else is said.
        """
        number, said = self._asked_back.pop(asked.place, 0), chosen_by(asked.text)
        if not number or len(said) < SHORTEST_NAME:
            return ""
        records = await self._desk.thread(self._desk.records)
        homes = {case.id.collection for case in records.cases if case.number == number}
        named = [c.id for c in records.collections if c.id in homes and said in f"{c.id} {c.label} {c.title}"]
        return f"{named[0]} {number}" if len(named) == 1 else ""

    def _spoken_of(self, asked: Asked, homes: Sequence[CaseId]) -> Sequence[str]:
        """The collection of `homes` that the last answer here spoke of; empty where it is none of them, or several."""
        kept = self._desk.last(asked)
        told = {one.case.collection for one in kept.cited} if kept else set()
        return list(told) if len(told) == 1 and told <= {home.collection for home in homes} else ()

    async def _cases(self, asked: Asked, say: Words) -> None:
        records = await self._desk.thread(self._desk.records)
        pages = list_parts(records, say)
        if not pages:
            await self.tell(asked, say(words.NO_CASES_HERE))
            return
        place = asked.place
        buttons = under_list(place.person, 0, len(pages))
        await self._line.send(
            place.chat, [pages[0].html], 0 if asked.private else asked.message, place.topic, buttons
        )

    async def turned(self, query: CallbackQuery, say: Words) -> None:
        """Another page of the list, in the place of the one there; for who asked for it."""
        found = re.fullmatch(r"l:(\d{1,18}):(\d{1,6})", str(query.data))
        mine = found is not None and int(found[1]) == query.from_user.id
        try:
            await query.answer(None if mine else say(words.NOT_YOURS), show_alert=not mine)
        except TelegramError as error:
            LOG.info("stale tap", reason=str(error))
            return
        if found is None or not mine or query.message is None:
            return
        pages = list_parts(await self._desk.thread(self._desk.records), say)
        if pages:
            page = min(int(found[2]), len(pages) - 1)
            buttons = under_list(query.from_user.id, page, len(pages))
            await self._line.edit(query.message.chat.id, query.message.message_id, pages[page].html, buttons)

    async def _collections(self, asked: Asked, say: Words) -> None:
        records = await self._desk.thread(self._desk.records)
        await self._send(asked, [part.html for part in collection_parts(records, say)])

    async def _why(self, asked: Asked, say: Words) -> None:
        told = await self._desk.think(lambda: self._desk.why(asked))
        text = "\n".join(told) or say(words.NOT_ASKED_YET)
        await self._send(asked, [part.html for part in marked_parts(text)])

    async def _new(self, asked: Asked, say: Words) -> None:
        await self._desk.thread(lambda: self._chats.close(asked.place))
        await self.tell(asked, say(words.NEW))

    async def _forget(self, asked: Asked, say: Words) -> None:
        count = await self._desk.thread(lambda: self._forgotten(asked.place.person))
        await self.tell(asked, say(words.FORGOTTEN, count=count) if count else say(words.NOTHING_TO_FORGET))

    async def _help(self, asked: Asked, say: Words) -> None:
        admin = self._access.admin(asked.place.person)
        rows = [
            f"/{c.name}{f' /{c.others[0]}' if c.others else ''} — {say(c.help)}"
            for c in COMMANDS
            if admin or not c.admins
        ]
        await self.tell(
            asked,
            "\n".join(
                [
                    say(words.HELP_HEAD),
                    say(words.HELP_GROUP),
                    "",
                    *rows,
                    "",
                    say(words.PRIVACY, days=self._days),
                ]
            ),
        )

    async def _choose_language(self, asked: Asked, say: Words) -> None:
        lang = language_of(asked.text)
        if not lang:
            await self.tell(asked, say(words.C_LANG))
            return
        await self._desk.thread(lambda: self._members.choose(asked.place.person, lang))
        await self.tell(asked, Words(lang)(words.LANG))
        if lang != say.lang:
            await self._desk.retell(asked, Words(lang))

    async def _start(self, asked: Asked, say: Words) -> None:
        if asked.text.startswith("case_"):
            await self._case(replace(asked, text=asked.text.removeprefix("case_")), say)
            return
        if not asked.private:  # examples to tap would ask for everybody
            await self.tell(asked, say(words.START_GROUP, bot=self._line.bot.username))
            return
        await self._door.welcome(asked.place.chat, say)
        if self._access.admin(asked.place.person):
            await self._welcome(asked.place.person)

    async def _ingest(self, asked: Asked, say: Words) -> None:
        await self.tell(asked, say(words.SEND_FILE))

    async def tell(self, asked: Asked, text: str) -> None:
        await self._send(asked, [part.html for part in parts([Span(text)])])

    async def answer_tap(self, message: MaybeInaccessibleMessage, text: str) -> None:
        shown = [part.html for part in parts([Span(text)])]
        await self._line.send(message.chat.id, shown, message.message_id)

    async def _send(self, asked: Asked, shown: list[str]) -> None:
        reply = 0 if asked.private else asked.message
        await self._line.send(asked.place.chat, shown, reply, asked.place.topic)


def _ways(cases: Sequence[Case], records: Records, say: Words) -> list[str]:
    """A line a case: its collection, its title, and what opens it."""
    labels = {c.id: c.label for c in records.collections}
    return [
        f"{labels[c.id.collection]} · {titled(c, say)} {case_command(c.id, True) or f'/case {c.id.collection} {c.number}'}"
        for c in cases
    ]


def _numbers(text: str) -> list[int]:
    """The numbers of a text that is nothing but numbers (8 26、第十二号); empty for anything else."""
    pieces = [piece for piece in re.split(r"[\s,，、;；和及]+", text.strip()) if piece]
    found = [number for piece in pieces if (number := _number(_bare(piece))) is not None]
    return found if len(found) == len(pieces) else []


def _number(written: str) -> int | None:
    """A whole number, whether a case has it or none can: 8, 0, -1; None for anything else."""
    number = case_number(written) or number_of(written)
    return int(written) if number is None and _WHOLE.fullmatch(written) else number


def _bare(piece: str) -> str:
    """A number as it is said, without what stands around it: 第十二个, [8], 案例8, 8号."""
    bare = piece.strip("[]").removeprefix("第").removesuffix("案例").removesuffix("个").removesuffix("号")
    return bare.removeprefix("案例") or piece


def _case_named(text: str) -> tuple[str, int | None]:
    """The collection a person names, "" for none, and the case's number: 8, 第二批 8, [第二批·案例8]."""
    if (number := case_number(text)) is not None:
        return "", number
    found = re.fullmatch(r"\[?(.+)[\s·_]+([^\s·_\]]+)\]?", text)
    return (found[1].strip(), case_number(found[2])) if found else ("", case_number(text.strip("[]")))
