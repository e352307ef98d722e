"""The composition of the Telegram face: chooses its parts, starts them, ends them."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import structlog
from telegram import User
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.tg import words
from bot.tg.connection import connection, set_menu_of, set_menus, set_profile
from bot.tg.handling.access import Access, Limits
from bot.tg.handling.commands import Commands
from bot.tg.handling.desk import Answers, Desk
from bot.tg.handling.door import Door
from bot.tg.handling.handlers import Handlers
from bot.tg.handling.office import Office
from bot.tg.handling.own_answers import Own
from bot.tg.handling.papers import Papers
from bot.tg.handling.queue import Queue
from bot.tg.logs import log_to_stderr
from bot.tg.messages.line import Line
from bot.tg.messages.pacing import Pacer
from bot.tg.metrics import Metrics
from bot.tg.reading import Asked
from bot.tg.updates.intake import Intake
from bot.tg.updates.lanes import AT_ONCE, Lanes
from bot.tg.updates.polling import KINDS, Bot, persistently, poll
from bot.words import Words
from data.chats import retention
from data.chats.answers import Chats
from data.chats.database import ChatStore
from data.chats.drafts import Drafts
from data.chats.inbox import Inbox
from data.chats.members import Members
from data.chats.uploads import Uploads
from data.errors import AnwenError, SettingError

if TYPE_CHECKING:
    from bot.app import App

LOG = structlog.get_logger("anwen.telegram")
THREADS = 32
STOPPING = 8.0
"""Seconds for the answers on their way when the program is told to stop: it ends within ten."""
FORGETTING = 6 * 3600.0
"""Seconds between two looks for what is too old to be kept."""
TOKEN = "ANWEN_TELEGRAM_TOKEN"
WEBHOOK = "ANWEN_TELEGRAM_WEBHOOK"
SECRET = "ANWEN_TELEGRAM_WEBHOOK_SECRET"
LISTENS = "ANWEN_TELEGRAM_LISTEN"
METRICS = "ANWEN_TELEGRAM_METRICS"
LISTEN = ("127.0.0.1", 8443)


class TelegramBot:
    """One run of the bot, until SIGTERM or SIGINT."""

    def __init__(
        self,
        app: App,
        answers: Answers | None = None,
        limits: Limits | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        self._app, self._say = app, app.say
        self._settings = app.settings
        self._own = Own(app)
        self._answers = answers or self._own
        self._limits, self._pacer = limits or Limits(), pacer or Pacer()
        self._metrics = Metrics()
        self._left_working = False
        self._pacer.when_held_back = self._metrics.held_back.inc
        if not self._settings.telegram_token:
            raise SettingError(TOKEN, "", " @BotFather 给出的令牌（未设置）")
        if self._settings.telegram_webhook and not self._settings.telegram_webhook_secret:
            raise SettingError(SECRET, "", "一段密文：没有它，任何人都能冒充 Telegram（未设置）")

    def run(self) -> None:
        """Serve until told to stop. SettingError where Telegram refuses the token."""
        settings = self._settings
        token = (settings.telegram_token or "").partition(":")[2]
        proxy = settings.telegram_proxy or ""
        log_to_stderr([token, settings.telegram_webhook_secret or "", proxy, urlsplit(proxy).password or ""])
        self._app.ensure_loaded()
        _ = self._app.writer  # a model that cannot be asked is said now, not at every question
        if not self._settings.telegram_allowed | self._settings.telegram_admins:
            self._note(self._say(words.NOBODY))
        asyncio.run(self._main())
        if (
            self._left_working
        ):  # threads cannot be ended, and Python would wait for them; the inbox has their updates
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(0)

    async def _main(self) -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await self.serve(stop)

    async def serve(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set, then end within ten seconds."""
        bot = connection(
            self._settings.telegram_token or "",
            self._settings.telegram_api,
            self._settings.telegram_proxy,
            self._pacer,
        )
        try:
            with self._measured():
                await self._serve(bot, stop)
        except InvalidToken:
            raise SettingError(TOKEN, "***", " @BotFather 给出的令牌（被 Telegram 拒绝）") from None
        finally:
            with suppress(TelegramError, RuntimeError):
                await bot.shutdown()

    @contextmanager
    def _measured(self) -> Iterator[None]:
        """Tell our figures to whoever asks at the address of the settings, if there is one."""
        address = self._settings.telegram_metrics
        with ExitStack() as opened:
            with _told(METRICS, address):
                opened.enter_context(self._metrics.serving(address))
            yield

    async def _serve(self, bot: Bot, stop: asyncio.Event) -> None:
        starting = asyncio.create_task(persistently(bot.initialize, self._unreachable))
        if not await _before(stop, starting):
            return
        me = bot.bot
        desk, office, intake = self._parts(bot, me)
        await office.tidy()
        await intake.replay(whatever=not self._settings.telegram_webhook)  # only one process can poll
        self._note(self._say(words.RUNNING, name=me.username))
        webhook = bool(self._settings.telegram_webhook)
        tasks = [
            asyncio.create_task(intake.sweep()),
            asyncio.create_task(self._forget()),
            asyncio.create_task(self._prepare(bot, desk)),
            asyncio.create_task(self._listen(bot, intake) if webhook else self._fetch(bot, intake)),
        ]
        try:
            await _before(stop, *tasks)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await intake.stop(STOPPING)
            self._left_working = desk.close()

    async def _prepare(self, bot: Bot, desk: Desk) -> None:
        """What no update has to wait for."""
        settings = self._settings
        await asyncio.gather(
            set_menus(bot, settings.telegram_admins, settings.lang),
            set_profile(bot, settings.lang),
            self._warm(desk),
        )
        await asyncio.Event().wait()

    async def _forget(self) -> None:
        """Drop questions and lines of the trail that are older than they may be, now and every few hours."""
        store = ChatStore(self._app.database)
        while True:
            before = time.time() - self._settings.retention_days * retention.DAY
            try:
                await asyncio.to_thread(retention.forget, store, before)
            except AnwenError as error:
                LOG.warning("nothing forgotten", reason=str(error))
            await asyncio.sleep(FORGETTING)

    async def _warm(self, desk: Desk) -> None:
        if self._answers is not self._own:
            return
        try:
            await desk.think(self._own.warm)
        except AnwenError as error:  # what is out of reach may be back when somebody asks, or they are told
            LOG.warning("not warm", reason=str(error))

    async def _fetch(self, bot: Bot, intake: Intake) -> None:
        await persistently(bot.delete_webhook, self._unreachable)
        await poll(bot, intake.receive, lambda: self._note(self._say(words.CONFLICT)))

    async def _listen(self, bot: Bot, intake: Intake) -> None:
        from bot.tg.updates.webhook import listening

        settings = self._settings
        url, secret = settings.telegram_webhook or "", settings.telegram_webhook_secret or ""

        async def check() -> int:
            return await asyncio.to_thread(self._app.catalog.revision)

        async def announce() -> bool:
            return await bot.set_webhook(
                url, secret_token=secret, max_connections=40, allowed_updates=list(KINDS)
            )

        address = settings.telegram_listen or LISTEN
        async with AsyncExitStack() as opened:
            with _told(LISTENS, address):
                await opened.enter_async_context(listening(address, url, secret, intake.receive, check))
            try:
                await persistently(announce, self._unreachable)
            except BadRequest as error:
                wanted = f" Telegram 接受的网址（它说：{error.message}）"
                raise SettingError(WEBHOOK, url, wanted) from None
            await asyncio.Event().wait()

    def _parts(self, bot: Bot, me: User) -> tuple[Desk, Office, Intake]:
        app, settings = self._app, self._settings
        store = ChatStore(app.database)
        chats, members, lanes = Chats(store, me.id), Members(store, me.id), Lanes(AT_ONCE)
        retention.adopt(store, me.id)

        async def moved(old: int, new: int) -> None:
            await asyncio.to_thread(chats.migrate, old, new)

        line = Line(bot, moved)
        access = Access(members, settings.telegram_allowed, settings.telegram_admins)
        queue = Queue(self._limits, access, lanes.aside)
        desk = Desk(
            answers=self._answers,
            records=app.catalog.records,
            chats=chats,
            drafts=Drafts(store, me.id),
            line=line,
            metrics=self._metrics,
            confirm=self._own.confirm,
            overtaken=queue.overtaken,
            shown=settings.telegram_drafts,
            days=settings.retention_days,
            threads=THREADS,
        )
        office = Office(
            app=app,
            desk=desk,
            line=line,
            chats=chats,
            members=members,
            uploads=Uploads(store, me.id),
            access=access,
        )
        papers = Papers(maker=self._own, desk=desk, line=line, chats=chats)

        async def ask(asked: Asked, say: Words) -> None:
            await commands.ask(asked, say)

        async def words_of(person: int) -> Words:
            return await handlers.words_of(person)

        door = Door(
            desk=desk,
            line=line,
            chats=chats,
            members=members,
            access=access,
            admins=sorted(settings.telegram_admins),
            words_of=words_of,
            ask=ask,
        )
        commands = Commands(
            desk=desk,
            office=office,
            queue=queue,
            papers=papers,
            door=door,
            line=line,
            chats=chats,
            members=members,
            access=access,
            resolve=app.resolve,
            forget=lambda person: retention.forget_person(store, person, me.id),
            welcome=lambda admin: set_menu_of(bot, admin, settings.lang),
            days=settings.retention_days,
        )
        handlers = Handlers(
            me=me,
            desk=desk,
            office=office,
            commands=commands,
            chats=chats,
            members=members,
            access=access,
            queue=queue,
            door=door,
            papers=papers,
            lang=settings.lang,
            audit_texts=settings.telegram_audit == "texts",
        )
        inbox = Inbox(store, me.id, secrets.token_hex(8))
        intake = Intake(
            bot,
            inbox,
            handlers.handle,
            handlers.apologise,
            self._metrics,
            lanes=lanes,
            arrived=handlers.arrived,
        )
        return desk, office, intake

    def _unreachable(self, problem: str, seconds: float) -> None:
        self._note(self._say(words.UNREACHABLE, problem=problem, seconds=seconds))

    def _note(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


@contextmanager
def _told(setting: str, address: tuple[str, int] | None) -> Iterator[None]:
    """An address that cannot be listened at, as the error of its setting."""
    try:
        yield
    except OSError as error:
        place = ":".join(map(str, address or ()))
        raise SettingError(setting, place, f"能监听的 主机:端口（{error.strerror}）") from None


async def _before(stop: asyncio.Event, *tasks: asyncio.Task[Any]) -> bool:
    """Wait for the first of the tasks to end (raising its error) or for the stop; whether it was a task."""
    stopping = asyncio.create_task(stop.wait())
    try:
        done, _ = await asyncio.wait((*tasks, stopping), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    for task in tasks:
        if task in done:
            task.result()
            return True
    for task in tasks:
        task.cancel()
    return False
