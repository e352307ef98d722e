"""What administrators do: files in, collections out, people let in, figures."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from telegram import CallbackQuery, Document
from telegram.error import BadRequest, TelegramError

from bot.intake import Intake, planned
from bot.intake import read as read_files
from bot.render.bills import bill_lines
from bot.render.layout import Line as Row
from bot.render.terminal import intake_lines, reading_proof_lines
from bot.tg import words
from bot.tg.access import Access
from bot.tg.buttons import choice
from bot.tg.reading import Asked
from bot.tg.rendering import Span, parts
from bot.tg.sending import Line
from bot.tg.usage import usage_lines
from bot.words import Words
from data.catalog import Changes
from data.chats import Chats
from data.errors import AnwenError, UnknownCollection
from data.members import Members
from data.uploads import Uploads

if TYPE_CHECKING:
    from bot.app import App
    from bot.tg.answering import Desk

LOG = structlog.get_logger("anwen.telegram")
LARGEST = 20 * 1024 * 1024
"""Bytes that Telegram lets a bot fetch."""
INVITATION = 86400.0
REPORT_PARTS = 3


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

    async def uploaded(self, asked: Asked, document: Document, say: Words) -> None:
        """Read a file as a dry run; the report, and the question whether to write it."""
        if (document.file_size or 0) > LARGEST:
            await self._tell(asked, say(words.TOO_LARGE))
            return
        number = await self._desk.thread(
            lambda: self._uploads.add(asked.place.chat, asked.place.person, document.file_name or "")
        )
        path = self._folder(number) / _safe_name(document.file_name or "")
        try:
            async with self._line.typing(asked.place.chat):
                file = await document.get_file()
                path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
                await file.download_to_drive(path)
                report = await self._desk.think(lambda: self._report(path, say))
        except BadRequest as error:
            await self._give_up(number)
            if "too big" not in error.message:
                raise
            await self._tell(asked, say(words.TOO_LARGE))
            return
        except AnwenError:
            await self._give_up(number)
            raise
        await self._desk.thread(lambda: self._uploads.place(number, str(path)))
        shown = [part.html for part in parts([Span(report)])][:REPORT_PARTS]
        await self._line.send(
            asked.place.chat, shown, asked.message, buttons=choice(number, say(words.CONFIRM), say)
        )

    async def tidy(self) -> None:
        """At the start: what the last run was at may be confirmed again, and files nobody waits for go."""
        await self._desk.thread(self._uploads.reopen)
        waiting = await self._desk.thread(self._uploads.open)
        for folder in (self._app.settings.home / "uploads").glob("*"):
            if folder.name.isdecimal() and int(folder.name) not in waiting:
                self._drop(int(folder.name))

    async def _give_up(self, number: int) -> None:
        await self._desk.thread(lambda: self._uploads.close(number))
        self._drop(number)

    def _folder(self, number: int) -> Path:
        return self._app.settings.home / "uploads" / str(number)

    def _drop(self, number: int) -> None:
        folder = self._folder(number)
        for path in folder.glob("*"):
            path.unlink()
        if folder.is_dir():
            folder.rmdir()

    def _report(self, path: Path, say: Words) -> str:
        rows: list[Row] = []
        records = self._app.catalog.records()
        for intake in read_files([path], None, None):
            result = _counts(intake, planned(records, intake))
            rows += intake_lines(intake.collection.id, result, intake.reports, say)
            rows += reading_proof_lines(intake.collection, intake.cases, intake.reports, say)
        return "\n".join(row.text for row in rows)

    async def tapped(self, query: CallbackQuery, say: Words) -> None:
        """Confirm or discard: by an administrator who asked for it, once."""
        found = re.fullmatch(r"u:(\d{1,18}):([yn])", str(query.data))
        number = int(found[1]) if found else 0
        person = query.from_user.id
        chat = query.message.chat.id if query.message else 0
        job = None
        if self._access.admin(person):
            job = await self._desk.thread(lambda: self._uploads.take(number, chat, person))
        try:
            await query.answer(None if job else say(words.STALE), show_alert=job is None)
        except TelegramError as error:
            LOG.info("stale tap", reason=str(error))
        if job is None or found is None or query.message is None:
            return
        work = partial(self._remove, job.name, say) if not job.path else partial(self._write, job.path, say)
        told = say(words.DISCARDED)
        if found[2] == "y":
            try:
                told = await self._desk.think(work)
            except AnwenError as error:
                told = str(error)
            detail = f"{'remove' if not job.path else 'ingest'} {job.name}"
            await self._desk.thread(lambda: self._chats.note(person, chat, "confirmed", detail))
        await self._desk.thread(lambda: self._uploads.close(number))
        self._drop(number)
        await self._line.send(chat, [part.html for part in parts([Span(told)])], query.message.message_id)

    def _write(self, path: str, say: Words) -> str:
        rows: list[Row] = []
        for intake in read_files([Path(path)], None, None):
            changes = self._app.library.replace(intake.collection, intake.cases)
            rows += intake_lines(intake.collection.id, _counts(intake, changes), intake.reports, say)
        return "\n".join([*(row.text for row in rows), "", say(words.INGESTED)])

    def _remove(self, collection: str, say: Words) -> str:
        self._app.library.remove(collection)
        return say(words.REMOVED, id=collection)

    async def remove(self, asked: Asked, say: Words) -> None:
        """Ask whether to remove a collection."""
        records = await self._desk.thread(self._app.catalog.records)
        found = next((c for c in records.collections if c.id == asked.text), None)
        if found is None:
            raise UnknownCollection(asked.text, (c.id for c in records.collections))
        place = asked.place
        number = await self._desk.thread(lambda: self._uploads.add(place.chat, place.person, found.id))
        cases = sum(1 for _ in records.of(found.id))
        text = say(words.CONFIRM_REMOVE, id=found.id, title=found.title, cases=cases)
        buttons = choice(number, say(words.REMOVE_IT), say)
        shown = [part.html for part in parts([Span(text)])]
        await self._line.send(place.chat, shown, asked.message, place.topic, buttons)

    async def allow(self, asked: Asked, say: Words) -> None:
        """Let in: the person named or replied to, this group, or whoever has the new invitation."""
        place = asked.place
        found = re.fullmatch(r"(off|取消)?\s*([0-9]{1,18})?", asked.text)
        if found is None or (found[1] and asked.private and not (found[2] or asked.about)):
            await self._tell(asked, say(words.USAGE, usage="/allow · /allow 7 · /allow off 7"))
            return
        allowed = not found[1]
        person = int(found[2] or asked.about)
        if person:
            await self._desk.thread(lambda: self._members.allow(person, place.person, allowed))
            await self._tell(asked, say(words.ALLOWED if allowed else words.SHUT_OUT, id=person))
        elif not asked.private:
            await self._desk.thread(lambda: self._members.allow_group(place.chat, allowed))
            await self._tell(asked, say(words.GROUP_ALLOWED if allowed else words.GROUP_SHUT_OUT))
        else:
            code = await self._desk.thread(lambda: self._members.invite(place.person, INVITATION))
            link = f"https://t.me/{self._line.bot.username}?start=inv_{code}"
            await self._tell(asked, say(words.INVITED, link=link))

    async def stats(self, asked: Asked, say: Words) -> None:
        usage = await self._desk.thread(self._chats.usage)
        bills = await self._desk.thread(self._app.ledger.bills)
        await self._tell(asked, "\n".join([*usage_lines(usage, say), *bill_lines(bills, say)]))

    async def _tell(self, asked: Asked, text: str) -> None:
        shown = [part.html for part in parts([Span(text)])]
        await self._line.send(asked.place.chat, shown, asked.message, asked.place.topic)


def _counts(intake: Intake, changes: Changes) -> dict[str, object]:
    kinds = ("added", "changed", "unchanged", "removed")
    counts: dict[str, object] = {kind: len(getattr(changes, kind)) for kind in kinds}
    return {"title": intake.collection.title, "cases": changes.cases, **counts}


def _safe_name(name: str) -> str:
    """A file name without any path in it, its suffix kept."""
    plain = re.sub(r"[^\w.()（）《》 -]", "_", Path(name).name).lstrip(".")[-100:]
    return plain or "upload"
