"""What administrators do: files in, collections out, people let in, figures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from telegram import CallbackQuery, Document, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message
from telegram.error import BadRequest, TelegramError

from bot.jobs.intake import Intake, planned, suspicions
from bot.jobs.intake import read as read_files
from bot.render.bills import bill_lines
from bot.streams import well_formed
from bot.tg import words
from bot.tg.handling import states
from bot.tg.handling.access import Access
from bot.tg.handling.door import called
from bot.tg.handling.shelf import Shelf, digest
from bot.tg.handling.usage import usage_lines
from bot.tg.messages.buttons import choice, decided, ways_back
from bot.tg.messages.line import Line
from bot.tg.messages.rendering import Span, parts
from bot.tg.messages.reports import planned_spans, written_spans
from bot.tg.messages.signs import Sign, shown
from bot.tg.plainly import complaint
from bot.tg.reading import Asked
from bot.tg.spoken import LATELY, access_asked
from bot.words import Words
from data.chats.answers import Chats
from data.chats.members import Members
from data.chats.uploads import Upload, Uploads
from data.errors import AnwenError
from data.patterns import regex
from data.reading.signs.roles import Told, told_columns
from data.types import Collection

if TYPE_CHECKING:
    from bot.app import App
    from bot.tg.handling.desk import Desk

LOG = structlog.get_logger("anwen.telegram")
LARGEST = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot fetch."""
INVITATION = 86400.0
REPORT_PARTS = 3
_COLUMNS = regex(
    r"[^\s,，;；=＝]+\s*[=＝]\s*[^\s,，;；]+(?:[,，;；]\s*[^\s,，;；=＝]+\s*[=＝]\s*[^\s,，;；]+)*"
)


class Office:
    """The administrators' side; whoever calls has checked that it is one of them.

    In private, but for /allow: a group is no place for figures, files and removals.
    """

    def __init__(
        self,
        *,
        app: App,
        desk: Desk,
        line: Line,
        chats: Chats,
        members: Members,
        uploads: Uploads,
        access: Access,
    ) -> None:
        self._app, self._desk, self._line, self._access = app, desk, line, access
        self._chats, self._members, self._uploads = chats, members, uploads
        self._states = states.States(app)
        self._shelf = Shelf(app.settings.home / "uploads")
        self._let_in: dict[int, int] = {}
        """Whom each administrator let in last: 何工这下能用了吧."""
        self._lately: dict[int, tuple[str, ...]] = {}
        """The collections that each administrator wrote, removed or took back last: 把刚才那份删掉."""

    async def uploaded(self, asked: Asked, document: Document, say: Words) -> None:
        """Read a file as a dry run; the report, and the question whether to write it."""
        if (document.file_size or 0) > LARGEST:
            await self._tell(asked, say(words.TOO_LARGE))
            return
        place, name = asked.place, well_formed(document.file_name or "")
        how = _told_of(asked.text)
        number = await self._desk.thread(
            lambda: self._uploads.add(place.chat, place.person, name, asked.text)
        )
        path = self._shelf.room(number, name)
        sign = Sign(self._line, place.chat, place.topic, answers=asked.message, text=say(words.READING_FILE))
        try:
            async with self._line.typing(place.chat, place.topic), shown(sign):
                await _fetch(document, path, say)
                report, going = await self._desk.think(lambda: self._report(path, how, say))
        except AnwenError as error:
            await self._give_up(number)
            raise AnwenError(_told(error, path, say)) from error
        except BaseException:  # whatever it was: nobody can confirm it any more
            await self._give_up(number)
            raise
        await self._desk.thread(lambda: self._uploads.place(number, str(path)))
        pages = [part.html for part in parts(report)][:REPORT_PARTS]
        buttons = choice(number, say(words.CONFIRM), say, digest(path), going)
        await self._show(sign, place.chat, pages, asked.message, place.topic, buttons)

    async def _show(  # noqa: PLR0917
        self,
        sign: Sign,
        chat: int,
        pages: list[str],
        reply: int,
        topic: int,
        buttons: InlineKeyboardMarkup | None = None,
    ) -> None:
        """What came of the work, in place of its sign where there is one."""
        if sign.messages:
            await self._line.replace(chat, sign.messages, pages, topic, buttons)
        else:
            await self._line.send(chat, pages, reply, topic, buttons)

    async def tidy(self) -> None:
        """At the start: what the last run was at may be confirmed again, and files nobody waits for go."""
        await self._desk.thread(self._uploads.reopen)
        for number in await self._desk.thread(lambda: self._shelf.tidy(self._uploads.open)):
            await self._desk.thread(lambda number=number: self._uploads.close(number))  # type: ignore[misc]

    async def _give_up(self, number: int) -> None:
        await self._desk.thread(lambda: self._uploads.close(number))
        self._shelf.drop(number)

    def _report(self, path: Path, how: Told, say: Words) -> tuple[list[Span], int]:
        """What writing the file would change, first; and how many cases it does not have."""
        spans: list[Span] = []
        catalog, going = self._app.catalog, 0
        for intake in _only(path, how):
            changes = planned(catalog, intake)
            gone = intake.going(catalog)
            spans += planned_spans(intake, changes, gone, suspicions(catalog, intake), say)
            going += len(gone)
        return spans, going

    async def tapped(self, query: CallbackQuery, say: Words) -> None:
        """Confirm or discard: by an administrator who asked for it, once."""
        found = re.fullmatch(r"u:(\d{1,18}):(y|n|r\d{1,9})(?::([0-9a-f]+))?", str(query.data))
        number = int(found[1]) if found else 0
        person, message = query.from_user.id, query.message
        job = None
        if self._access.admin(person) and message is not None:
            chat = message.chat.id
            job = await self._desk.thread(lambda: self._uploads.take(number, chat, person))
        try:
            await query.answer(None if job else say(words.STALE), show_alert=job is None)
        except TelegramError as error:
            LOG.info("stale tap", reason=str(error))
        if job is None or found is None or message is None:
            return
        topic = (
            (message.message_thread_id or 0)
            if isinstance(message, Message) and message.is_topic_message
            else 0
        )
        done = states.Done(say(words.DISCARDED))
        sign = Sign(self._line, chat, topic, answers=message.message_id, text=say(words.WRITING))
        try:
            if found[2] != "n":
                going = int(found[2][1:] or 0)
                async with self._line.typing(chat, topic), shown(sign):
                    done = await self._carry_out(
                        job, number, found[3], message, say, going=going, step=sign.step
                    )
                kind = "undo" if job.path.startswith(states.MARK) else "replace" if going else "ingest"
                detail = f"{kind if job.path else 'remove'} {job.name}"
                await self._desk.thread(lambda: self._chats.note(person, chat, "confirmed", detail))
        except Exception:
            await self._give_up(number)
            raise
        await self._give_up(number)
        self._lately[person] = done.of or self._lately.get(person, ())
        back = await self._desk.thread(lambda: self._ways_back(done, chat, person, say))
        shown_now = [part.html for part in parts([Span(done.text)])]
        await self._show(sign, chat, shown_now, message.message_id, topic, back)

    def _ways_back(
        self, done: states.Done, chat: int, person: int, say: Words
    ) -> InlineKeyboardMarkup | None:
        """A button for each way back from what was done; it asks nothing more, and has a way back itself."""
        ways = []
        for back in done.backs:
            number = self._uploads.add(chat, person, back.id)
            self._uploads.place(number, f"{states.MARK}{back.state}")
            what = say(back.word)
            ways.append(
                (number, say(words.BACK_OF, what=what, title=back.title) if len(done.backs) > 1 else what)
            )
        return ways_back(ways)

    async def _carry_out(
        self,
        job: Upload,
        number: int,
        wanted: str | None,
        report: MaybeInaccessibleMessage,
        say: Words,
        *,
        going: int,
        step: Callable[[int, int], None],
    ) -> states.Done:
        """Remove the collection, take it back, or write the file that was reported on, `going` cases being removed;
        what to tell.
        """
        if not job.path:
            return await self._desk.think(lambda: self._remove(job.name, say))
        if job.path.startswith(states.MARK):
            state = int(job.path.removeprefix(states.MARK))
            return await self._desk.think(lambda: self._states.go_back(job.name, state, step, say))
        path = self._shelf.room(number, job.name)
        how = _told_of(job.told)
        try:
            if not path.is_file() and (document := _document_of(report)):  # it lies on another machine
                with suppress(TelegramError):
                    await _fetch(document, path, say)
            if not path.is_file() or (wanted and digest(path) != wanted):
                return states.Done(say(words.FILE_GONE))
            return await self._desk.think(lambda: self._write(path, how, going, step, say))
        except AnwenError as error:
            return states.Done(_told(error, path, say))

    def _write(
        self, path: Path, how: Told, going: int, step: Callable[[int, int], None], say: Words
    ) -> states.Done:
        """Write the file; with as many cases `going` as were announced, or nothing."""
        intakes, catalog = _only(path, how), self._app.catalog
        held = {collection.id for collection in catalog.collections()}
        removing = {one.collection.id: one.going(catalog) if going else frozenset[int]() for one in intakes}
        if sum(map(len, removing.values())) != going:
            return states.Done(say(words.OTHER_NUMBER))
        told, back = [say(words.INGESTED)], list[states.Back]()
        for intake in intakes:
            changes = self._app.library.add(intake.addition(removing[intake.collection.id]), step)
            told += [span.text for span in written_spans(intake.collection, changes, say)]
            if intake.collection.id in held and (changes.added or changes.changed or changes.removed):
                word = words.BRING_BACK if changes.removed else words.TAKE_BACK
                back += self._states.before(intake.collection.id, word)
        return states.Done("".join(told), tuple(back), tuple(removing))

    def _remove(self, collection: str, say: Words) -> states.Done:
        held = self._app.catalog.records().collections
        title = next((one.title for one in held if one.id == collection), collection)
        self._app.library.remove(collection)
        back = self._states.before(collection, words.BRING_BACK)
        return states.Done(say(words.REMOVED, title=title), back, (collection,))

    async def history(self, asked: Asked, say: Words) -> None:
        """The states of the collection named, or of all."""
        spans = await self._desk.thread(lambda: self._states.listed(asked.text, say))
        place = asked.place
        await self._line.send(place.chat, [part.html for part in parts(spans)], asked.message, place.topic)

    async def undo(self, asked: Asked, say: Words) -> None:
        """Say what going back would change, and ask."""
        place = asked.place
        of_lately = asked.text in ("", LATELY)  # /undo alone, too: what was done last
        wanted = " ".join(self._lately.get(place.person, ())[:1]) if of_lately else asked.text
        id_, state, text = await self._desk.thread(lambda: self._states.planned(wanted, say))
        number = await self._desk.thread(lambda: self._uploads.add(place.chat, place.person, id_))
        if state is not None:  # else it is removed: what is at no path
            await self._desk.thread(lambda: self._uploads.place(number, f"{states.MARK}{state}"))
        pages = [part.html for part in parts([Span(text)])]
        await self._line.send(
            place.chat, pages, asked.message, place.topic, choice(number, say(words.UNDO_IT), say)
        )

    async def remove(self, asked: Asked, say: Words) -> None:
        """Ask whether to remove a collection."""
        records = await self._desk.thread(self._app.catalog.records)
        held = records.collections
        named = asked.text.strip("《》 ")
        if named == LATELY:
            held_now = {c.id for c in held}
            named = next((id_ for id_ in self._lately.get(asked.place.person, ()) if id_ in held_now), "")
        shorter = named.removesuffix("案例").removesuffix("典型")  # 第三批案例, of 第三批
        found = next((c for name in (named, shorter) for c in held if name in _names(c)), None)
        if found is None:
            ways = "\n".join(f"《{c.title}》 {states.tapped_command('remove', c.id)}" for c in held)
            which = say(words.WHICH_TO_REMOVE, ways=ways) if held else say(words.NO_CASES_HERE)
            await self._tell(asked, f"{say(words.NO_SUCH, name=named)}\n{which}" if named else which)
            return
        place = asked.place
        number = await self._desk.thread(lambda: self._uploads.add(place.chat, place.person, found.id))
        cases = sum(1 for _ in records.of(found.id))
        text = say(words.CONFIRM_REMOVE, title=found.title, cases=cases)
        buttons = choice(number, say(words.REMOVE_IT), say)
        shown = [part.html for part in parts([Span(text)])]
        await self._line.send(place.chat, shown, asked.message, place.topic, buttons)

    async def allow(self, asked: Asked, say: Words) -> None:
        """Let in: the person named or replied to, this group, or whoever has the new invitation."""
        place = asked.place
        found = re.fullmatch(r"(off|取消)?\s*([1-9][0-9]{0,17})?", asked.text)
        if found is None or (found[1] and asked.private and not (found[2] or asked.about)):
            await self._tell(asked, say(words.HOW_TO_LET_IN))
            return
        allowed = not found[1]
        person = int(found[2] or asked.about)
        if person:
            name = await self._desk.thread(lambda: self._members.overrule(person, place.person, allowed))
            self._let_in[place.person] = person
            word = words.LET_IN_BY if allowed else words.SHUT_OUT
            shown = [part.html for part in parts([Span(say(word, who=called(name, person)))])]
            under = decided(person, allowed, say) if asked.private else None
            await self._line.send(place.chat, shown, asked.message, place.topic, under)
        elif not asked.private:
            await self._desk.thread(lambda: self._members.allow_group(place.chat, allowed))
            await self._tell(asked, say(words.GROUP_ALLOWED if allowed else words.GROUP_SHUT_OUT))
        else:
            code = await self._desk.thread(lambda: self._members.invite(place.person, INVITATION))
            link = f"https://t.me/{self._line.bot.username}?start=inv_{code}"
            await self._tell(asked, say(words.INVITED, link=link))

    async def tell_access(self, asked: Asked, say: Words) -> bool:
        """Tell whether somebody may use the bot, by number, or by whatever name right after letting one in; False where
        nothing of the sort is asked: names are not known.
        """
        who = access_asked(asked.text) if asked.private else ""
        number = int(who) if who.isdigit() else self._let_in.get(asked.place.person, 0) if who else 0
        if number:
            may = await self._desk.thread(lambda: self._access.person(number))
            await self._tell(asked, say(words.MAY_USE if may else words.MAY_NOT_USE, id=number))
        return bool(number)

    async def stats(self, asked: Asked, say: Words) -> None:
        usage = await self._desk.thread(self._chats.usage)
        bills = await self._desk.thread(self._app.ledger.bills)
        await self._tell(asked, "\n".join([*usage_lines(usage, say), *bill_lines(bills, say)]))

    async def _tell(self, asked: Asked, text: str) -> None:
        shown = [part.html for part in parts([Span(text)])]
        await self._line.send(asked.place.chat, shown, asked.message, asked.place.topic)


def _names(collection: Collection) -> tuple[str, ...]:
    """What a person may call it; 茶案案例 is 茶案案例集, too."""
    id_, title = collection.id, collection.title
    return (
        id_,
        id_.replace("-", "_"),
        collection.label,
        title,
        f"{title}案例集",
        f"{title.removesuffix('案例')}案例集",
    )


def _told_of(caption: str) -> Told:
    """What the words sent with a file say of its columns: 名称=获奖人,内容=主要成就 and 按行编号."""
    columns = "".join(_COLUMNS.findall(caption)[:1])
    return Told(told_columns(columns) if columns else {}, "按行编号" in caption)


def _only(path: Path, how: Told) -> Sequence[Intake]:
    """What the file holds; AnwenError where it is no list of cases."""
    readings = read_files([path], None, None, None, how)
    for failed in readings.unread:
        raise failed.error
    return readings.intakes


def _told(error: AnwenError, path: Path, say: Words) -> str:
    """The error without our folder in it: whoever sent the file knows it by its name."""
    return complaint(error, say.lang).replace(f"{path.parent}{os.sep}", "")


async def _fetch(document: Document, path: Path, say: Words) -> None:
    try:
        file = await document.get_file()
    except BadRequest as error:
        if "too big" not in error.message:
            raise
        raise AnwenError(say(words.TOO_LARGE)) from error
    if (file.file_size or 0) > LARGEST:
        raise AnwenError(say(words.TOO_LARGE))
    await file.download_to_drive(path)


def _document_of(report: MaybeInaccessibleMessage) -> Document | None:
    """The file that a report answers."""
    answered = report.reply_to_message if isinstance(report, Message) else None
    return answered.document if answered else None
