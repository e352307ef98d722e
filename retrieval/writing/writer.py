"""A model words what retrieval decided; each sentence is checked before anyone sees it.

Whatever goes wrong, the answer is the extractive one, in time, with one line that says so.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from data.errors import CatalogError
from data.types import Spent
from data.values import dataclass
from retrieval.checking.grounding.grounding import Finding, foreign
from retrieval.wording.frames import phrase
from retrieval.writing import prompts
from retrieval.writing.bills import Bill, billed
from retrieval.writing.deadline import Late, until
from retrieval.writing.drafts import Draft, Unreadable, marked, says_no, structured
from retrieval.writing.evidence import gather
from retrieval.writing.models import Chat, ModelFailed
from retrieval.writing.own_words import stands
from retrieval.writing.sheet import Sheet, Work, Written, bracketed
from retrieval.writing.weaving import Weaving

if TYPE_CHECKING:
    from data.catalog.database.ledger import Ledger

AGAIN = {"request", "output", "rate", "gone"}
"""Failures after which a second try may help."""
JUDGED_ROOM = 700
"""Code points of each case that a model has read before."""
PAUSE = 1.0
"""Seconds before it where the provider said that there were too many."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What asking may take: `timeout` seconds an answer, `room` code points of evidence, tokens a day."""

    timeout: float = 60.0
    room: int = 5000
    daily: int | None = None
    daily_person: int | None = None


_USUAL = Limits()


class Writer:
    """Writes with one model, and a second one that judges where it is given."""

    def __init__(
        self,
        chat: Chat,
        limits: Limits = _USUAL,
        ledger: Callable[[], Ledger] | None = None,
        judge: Chat | None = None,
    ) -> None:
        self.chat, self.limits = chat, limits
        self._ledger, self.judge = ledger, judge

    def write(
        self, work: Work, end: float, person: str = "", show: Callable[[str], None] | None = None
    ) -> Written:
        """Write `work` until `end` (time.monotonic()), and no more than a moment longer."""
        bill = Bill(self.book, person)
        entries = work.outline.entries
        room = min(self.limits.room, JUDGED_ROOM * len(entries)) if work.judged else self.limits.room
        evidence = gather(entries, work.profiles, room)
        order = prompts.Order(work.question, work.intent, work.english, evidence, work.layout, work.asked)
        sheet = Sheet(work, order, Weaving(work.outline, work.labels, work.english), show, end)
        key = self._key(work, order)
        if self._recalled(sheet, key):
            return sheet.done(bill.total)
        failure = self._over_budget(person) or self._attempts(sheet, bill)
        if failure:
            return Written(None, (), _notice(failure, work.english), bill.total)
        if sheet.said_no and not sheet.weaving.sentences:
            notice = bracketed([phrase("said_no", work.english)], work.english)
            return Written(None, (), notice, bill.total, said_no=True)
        if sheet.weaving.sentences:
            self._remember(key, sheet)
        return sheet.done(bill.total)

    def ask(
        self,
        asked: Sequence[prompts.Message],
        schema: Mapping[str, object],
        end: float,
        bill: Bill,
        revision: str,
    ) -> str:
        """The whole output to another question than for an answer; the same at the same `revision` is asked once.

        ModelFailed with its kind, `budget` and `timeout` among them.
        """
        parts = (self.chat.name, self.chat.at, str(prompts.VERSION), revision, json.dumps([*asked, schema]))
        key = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        if self._ledger is not None:
            with suppress(CatalogError):
                if said := self._ledger().kept(key):
                    return said
        if self._over_budget(bill.person):
            raise ModelFailed("budget")
        said = self._whole(asked, schema, end, bill)
        if self._ledger is not None and said.strip():
            with suppress(CatalogError):
                self._ledger().keep(key, int(revision.split(maxsplit=1)[0]), said)
        return said

    def _whole(
        self,
        asked: Sequence[prompts.Message],
        schema: Mapping[str, object],
        end: float,
        bill: Bill,
    ) -> str:
        """The whole output; asked without a schema where it takes none."""
        form = schema if self.chat.structured else None
        try:
            return "".join(self._streamed(self.chat, asked, form, end, bill))
        except Late:
            raise ModelFailed("timeout") from None
        except ModelFailed as error:
            if error.kind != "request" or form is None:
                raise
            self.chat.plain()
            return self._whole(asked, schema, end, bill)

    def _attempts(self, sheet: Sheet, bill: Bill) -> str:
        """Ask, and once more where that may help; why it failed, empty where it did not."""
        failure = ""
        for again in (False, True):
            schema = prompts.schema(sheet.order) if self.chat.structured and not again else None
            try:
                self._attempt(sheet, schema, again and failure == "output", bill)
                failure = "" if sheet.weaving.sentences or sheet.struck or sheet.said_no else "output"
            except Late:
                return "timeout"
            except ModelFailed as error:
                failure = error.kind
            except Unreadable:
                failure = "output"
            if failure == "output" and sheet.weaving.sentences:
                failure = ""  # it ran on and was cut short: the sentences before that are whole
            if not failure:
                return ""
            if again or failure not in AGAIN or sheet.weaving.sentences:
                break
            if failure == "request":
                self.chat.plain()
            if failure == "rate":
                if time.monotonic() + PAUSE >= sheet.end:
                    break
                time.sleep(PAUSE)
        return failure

    def _attempt(self, sheet: Sheet, schema: Mapping[str, object] | None, again: bool, bill: Bill) -> None:
        asked = prompts.messages(sheet.order, schema is not None, again)
        longest = prompts.LONGEST[sheet.order.english]
        output = self._streamed(self.chat, asked, schema, sheet.end, bill)
        sheet.work.checker.prepare()
        drafts = structured(output, longest) if schema is not None else marked(output)
        sheet.said_no = False
        for draft in drafts:
            if says_no(draft.text) and not sheet.findings(draft):
                sheet.said_no = True
            elif foreign(draft.text) == sheet.order.english:
                self._take(sheet, draft, bill)
            elif sheet.weaving.sentences:
                sheet.struck += 1
            else:
                raise Unreadable("not in the language of the question")
        if schema is not None and not sheet.weaving.sentences and not sheet.struck:
            sheet.said_no = True  # an empty list, which is what is asked for where there is nothing to say

    def _streamed(
        self,
        chat: Chat,
        asked: Sequence[prompts.Message],
        schema: Mapping[str, object] | None,
        end: float,
        bill: Bill,
    ) -> Iterator[str]:
        """The output, which is asked for at once, while there is time; what it cost is on the bill either way, once."""
        item = bill.open(chat, sum(len(text) for _, text in asked))
        return billed(until(end, lambda: chat.stream(asked, schema, item.settle)), item)

    def _take(self, sheet: Sheet, draft: Draft, bill: Bill) -> None:
        """Check one sentence; show it or strike it."""
        if sheet.repeats(draft):
            return
        found = findings = sheet.findings(draft)
        if findings and self.judge is not None:
            findings = self._judged(sheet, draft.text, findings, bill)
            said = bool(findings)
        else:
            said = stands(sheet.work.checker, draft.text, findings)
        sheet.place(draft, findings if said else found, said)

    def _judged(
        self, sheet: Sheet, text: str, findings: Sequence[Finding], bill: Bill
    ) -> tuple[Finding, ...]:
        assert self.judge is not None
        kept = []
        for finding in findings:
            asked = prompts.judging(text, [quote.text for quote in finding.quotes])
            try:
                said = "".join(self._streamed(self.judge, asked, None, sheet.end, bill)).strip().lower()
            except ModelFailed:
                said = ""
            if not said:
                sheet.notes.append("no_judge")
            close = bool(said) or sheet.work.checker.close(text, finding)
            if close and not said.startswith(("否", "不", "no", "false")):
                kept.append(finding)
        return tuple(kept)

    def _over_budget(self, person: str) -> str:
        limits = self.limits
        if self._ledger is None or (limits.daily is None and limits.daily_person is None):
            return ""
        try:
            everyone, own = self._ledger().tokens(_today(), person)
        except CatalogError:
            return "budget"  # what cannot be counted is not spent
        over = limits.daily is not None and everyone >= limits.daily
        return "budget" if over or (limits.daily_person is not None and own >= limits.daily_person) else ""

    def _key(self, work: Work, order: prompts.Order) -> str:
        parts = (
            self.chat.name,
            self.chat.at,
            self.judge.name if self.judge else "",
            str(prompts.VERSION),
            work.question,
            work.reading,
            str(work.intent),
            str(work.english),
            str(work.layout),
            order.evidence.digest,
            work.revision,
            str([entry.case.id for entry in work.outline.entries]),
        )
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _recalled(self, sheet: Sheet, key: str) -> bool:
        """The sentences that were kept for the same question, checked once more as they are put in."""
        if self._ledger is None:
            return False
        try:
            body = self._ledger().kept(key)
            kept = json.loads(body) if body else None
            if not isinstance(kept, dict):
                return False
            pieces = sheet.order.evidence.pieces
            ordinals = {(p.profile.id.collection, p.profile.id.number): at for at, p in enumerate(pieces, 1)}
            for cases, text, said in kept["sentences"]:
                given = tuple(ordinals[tuple(case)] for case in cases if tuple(case) in ordinals)
                draft = Draft(str(text), given)
                sheet.place(draft, sheet.findings(draft), said is True)
            sheet.struck = int(kept["struck"])
        except (CatalogError, ValueError, KeyError, TypeError):
            return False
        if sheet.show and sheet.weaving.sentences:
            sheet.show(sheet.weaving.shown)
        return bool(sheet.weaving.sentences)

    def _remember(self, key: str, sheet: Sheet) -> None:
        if self._ledger is None:
            return
        sentences = [
            [[[id_.collection, id_.number] for id_ in ids], text, said] for ids, text, said in sheet.kept
        ]
        body = json.dumps({"sentences": sentences, "struck": sheet.struck}, ensure_ascii=False)
        with suppress(CatalogError):
            self._ledger().keep(key, int(sheet.work.revision.split()[0]), body)

    def book(self, person: str, chat: Chat, spent: Spent) -> None:
        """Write down what a call cost; an answer does not fail for it."""
        if self._ledger is not None:
            with suppress(CatalogError):
                self._ledger().spend(_today(), person, chat.name, spent)


def ask_once(chat: Chat, seconds: float) -> str:
    """Ask a model one small question; the kind of failure, empty where it answered. SettingError."""
    asked = [("system", "只答一个数字。"), ("human", "1加1等于几？")]
    try:
        said = "".join(until(time.monotonic() + seconds, lambda: chat.stream(asked, None, lambda _: None)))
    except Late:
        return "timeout"
    except ModelFailed as error:
        return error.kind
    return "" if said.strip() else "output"


def _notice(failure: str, english: bool) -> str:
    return bracketed([phrase(f"failed_{failure}", english) + phrase("extractive", english)], english)


def _today() -> str:
    return date.today().isoformat()
