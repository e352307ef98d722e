"""From a question to a checked answer: all that a front end needs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data import memory, patterns, values
from data.errors import AnwenError
from data.memory import processors
from data.places.regions import find_places
from data.text import fold
from data.types import (
    Answer,
    CaseId,
    Confirmed,
    Conversation,
    Records,
    Spent,
)
from retrieval import lexicon
from retrieval.answers.choosing import Asked, Chooser, Found
from retrieval.answers.confirmed import Confirmations
from retrieval.answers.finishing import Show, checked, joined, labelled_alike, plain, written
from retrieval.answers.inquiries import Inquiries
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.profiles import Find, reading
from retrieval.language.tokens import Tokenizer
from retrieval.models import Matter, Reads
from retrieval.question.closed.cues import cues_of
from retrieval.question.dialogue.deixis import (
    leans,
    points_back,
)
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.query import Act
from retrieval.question.reader import Reader
from retrieval.question.utterance.normalising import Normaliser
from retrieval.question.utterance.parting import itemised, parted, same_of_another
from retrieval.search.meaning import DenseSearch
from retrieval.turns import Turn
from retrieval.wording.recognised import remarked
from retrieval.wording.themes import together

if TYPE_CHECKING:
    from retrieval.answers.advising import Adviser
    from retrieval.answers.explaining import Explanation
    from retrieval.models.asking import Call
    from retrieval.writing.writer import Writer
    from vectorstore.chroma import ChromaIndex
    from vectorstore.embeddings import Embedder

ADVICE = 2 / 3
"""Share of an answer's time that reading and judging by a model may take."""
MEANT = 3
"""Cases up to which a model that was asked for one has judged: small ones list what they are shown."""
LONGEST_QUESTION = 2000
"""Code points of a question that are read; what follows is left out."""


class Answerer:
    """Answers questions over the present records; knows nothing of terminals, chats or files."""

    def __init__(
        self,
        records: Callable[[], Records],
        index: Callable[[], ChromaIndex],
        embedder: Callable[[], Embedder],
        cache_dir: Path | None,
        writer: Writer | None = None,
        *,
        reads: Reads = Reads.NEVER,
        find: Find = reading,
        confirmed: Callable[[], tuple[Confirmed, ...]] = tuple,
        behind: Callable[[], bool] = bool,
    ) -> None:
        """`writer`: the model that words answers, None where the cases' own words are all; `reads`: whether it also
        reads questions and judges cases; `find`: where the words of a large library are looked for; `behind`: whether the
        index, when it was last asked, did not hold the cases yet."""
        self._writer = writer
        self._behind = behind
        self._turn = Turn(processors() + 1)
        self._search = DenseSearch(index, embedder, cache_dir, self._turn.aside)
        tokenizer = Tokenizer(cache_dir)
        self._normaliser = Normaliser(tokenizer)
        self._reader = Reader()
        self._adviser = self._advising(writer, reads)
        self._inquiries = Inquiries(records, self._search, tokenizer, find, cache_dir)
        confirmations = Confirmations(
            confirmed, lambda text: self._inquiries.content_words(self._simplified(text))
        )
        self._chooser = Chooser(self._inquiries, self._reader, self._normaliser, confirmations)

    @property
    def sparing(self) -> bool:
        """Whether nothing is embedded where the words alone decide."""
        return self._inquiries.sparing

    @sparing.setter
    def sparing(self, sparing: bool) -> None:
        self._inquiries.sparing = sparing

    def _advising(self, writer: Writer | None, reads: Reads) -> Adviser | None:
        """Who is asked beside the offline way; None where there is no model, or it is only to write."""
        if writer is None or reads is Reads.NEVER:
            return None
        from retrieval.answers.advising import Adviser
        from retrieval.models.asking import Asker
        from retrieval.models.reader import ModelReader

        asker = Asker(writer)
        reader = ModelReader(asker, self._reader, self._normaliser.simplify)
        return Adviser(asker, reader, reads is Reads.ALWAYS)

    def answer(
        self,
        question: str,
        conversation: Conversation = Conversation(),
        collections: Sequence[str] = (),
        show: Show | None = None,
        person: str = "",
    ) -> Answer:
        """Answer `question` in the light of the earlier turns, over `collections` (all when empty).

        `show` follows an answer that is being written; `person` is who asks, where that is known.
        Threads may share it; the work on the processor is done for one of them at a time, as side by side it would
        only be slower, but for embedding a question and asking the index, which keep nobody waiting.
        """
        conversation = self._read_of(question, conversation, collections)
        parts = parted(question[:LONGEST_QUESTION])
        if len(parts) > 1:
            several = self._several(question, parts, conversation, collections, person)
            if several is not None:
                return several
        started = time.perf_counter()
        end = time.monotonic() + (self._writer.limits.timeout if self._writer else 0.0)
        with self._turn:
            found = self._find(question, conversation, collections)
        spent = Spent()
        judged = False
        call = self._call(found, end, person)
        if call is not None:
            found, judged = self._advised(found, conversation, collections, call)
            spent = call.bill.total
        answer = plain(found)
        if self._writer is not None and found.reply.outline is not None:
            checker = self._inquiries.checker(found.inquiry.profiles)
            answer, own, said_no = written(
                answer, found, self._writer, checker, end=end, person=person, show=show
            )
            spent = spent.and_(own)
            if said_no and call is not None and not judged:
                before = tuple(turn.question for turn in conversation.turns)
                advised, judged = self._judged(found, before, "", call, doubted=True)
                if self._answers_all_the_same(found, advised, call):
                    judged = False
                found, answer = (advised, plain(advised)) if judged else (found, answer)
                spent = call.bill.total.and_(own)
        answer = remarked(answer, found.inquiry.question.english, self._behind())
        return checked(
            replace(
                answer,
                elapsed_ms=round((time.perf_counter() - started) * 1000, 3),
                spent=spent if spent.calls else None,
            )
        )

    def _several(
        self,
        question: str,
        parts: Sequence[str],
        conversation: Conversation,
        collections: Sequence[str],
        person: str,
    ) -> Answer | None:
        """Several questions in one message, each answered in the light of those before it.

        Where one is of a named collection and one of several, the marks of both name theirs. None where they cannot be
        written alike: the message is read as one question.
        """
        answers: list[Answer] = []
        alone, before = itemised(question), conversation
        for part in parts:
            told = Conversation() if alone else conversation
            since = [c for turn in conversation.turns[len(before.turns) :] for c in turn.cited]
            if answers and not (alone or same_of_another(part)) and self._stands(part, since, collections):
                told = before  # it asks of what it names itself, not of what the one before did
            answer = self.answer(part, told, collections, None, person)
            conversation = conversation.then(answer)
            answers.append(answer)
        alike = labelled_alike(answers)
        return checked(joined(question, alike)) if alike else None

    def _read_of(self, question: str, conversation: Conversation, collections: Sequence[str]) -> Conversation:
        """`conversation`, as far as the question may go on about it: who asks anew without having read the last answer asks
        one of several questions, and goes on about those before only where it says so.
        """
        if not conversation.unseen:
            return conversation
        unread = [case for turn in conversation.turns[-conversation.unseen :] for case in turn.cited]
        if self._stands(question[:LONGEST_QUESTION], unread, collections, alone=True):
            return Conversation()
        return replace(conversation, unseen=0)

    def _stands(
        self, text: str, told: Sequence[CaseId], collections: Sequence[str], alone: bool = False
    ) -> bool:
        """Whether a question names what it is about: a place, a body, a number, or what none of the cases `told` before it
        says and others do. `alone`: it was sent by itself, and may name it in a word.
        """
        if points_back(text):
            return False
        with self._turn:
            text = self._simplified(text)
            library = self._inquiries.library(self._inquiries.present(), collections)
            query = self._reader.candidates(text, Dialogue(), library)[0]
            if query.places or query.institutions or query.numbers.numbers:
                return True
            if not alone:
                return library.elsewhere(told, text)
            return not (query.dangling or leans(text) or any(library.holds(case, text) for case in told))

    def plain(
        self, question: str, conversation: Conversation = Conversation(), collections: Sequence[str] = ()
    ) -> Answer:
        """The answer in the cases' own words, whatever model is set: for what is made of its citations."""
        with self._turn:
            found = self._find(question, conversation, collections)
            return checked(remarked(plain(found), found.inquiry.question.english, self._behind()))

    def core(self, theme: str) -> str:
        """What `theme` speaks of, as it is written there, without the words around it: 关于强拆 is on 强拆."""
        with self._turn:
            text = self._simplified(theme)
            self._inquiries.present()
            words = self._inquiries.content_words(text)
            return together(words, text) or "、".join(words) or theme

    def prepare(self) -> None:
        """Have at hand what the first question of some kind would else wait for: the names that slips are told by, and
        in a large library, for all processes, what is found in each case once."""
        with self._turn:
            profiles = self._inquiries.present()
            profiles.prepare()
            self._normaliser.prepare(profiles)

    def warm(self) -> None:
        """`prepare`, and have ready what some question is the first to need: for a process that many are put to."""
        with self._turn:
            patterns.ready()
            values.ready()
            lexicon.english(), lexicon.official()
            self._simplified("體")  # the tables of other characters
            find_places("Nantong")  # the names in Latin letters
            profiles = self._inquiries.present()
            profiles.fold()
            profiles.holding("案例")  # which opens the index of words
            with suppress(AnwenError):  # words may answer without it; whoever needs it is told then
                self._search.warm(profiles.records)
        self.prepare()
        gc.collect()
        memory.give_back()

    def explain(
        self, question: str, conversation: Conversation = Conversation(), collections: Sequence[str] = ()
    ) -> Explanation:
        """Why `question` is answered as it is: how it was read, by which way, and what spoke for each cited case."""
        from retrieval.answers.explaining import explanation

        with self._turn:
            found = self._find(question, conversation, collections)
            return explanation(found.inquiry, found.reply)

    def _find(self, question: str, conversation: Conversation, collections: Sequence[str]) -> Found:
        """What is answered in the cases' own words: the same question on the same records gives the same.

        Of several readings the first that is surely answered holds, then the surest; where none is answered, the
        likeliest is refused.
        """
        profiles = self._inquiries.present()
        library = self._inquiries.library(profiles, collections)
        text = self._chooser.named(self._simplified(question[:LONGEST_QUESTION]), library)
        queries = self._reader.candidates(text, Dialogue.of(conversation, profiles.by_id), library)
        found = self._chooser.first(queries, Asked(question, text, cues_of(text)), library)
        return self._chooser.as_confirmed(found, queries[0])

    def _simplified(self, text: str) -> str:
        """`text` in simplified characters, folded: as it is read."""
        return fold(self._normaliser.simplify(text))

    def _call(self, found: Found, end: float, person: str) -> Call | None:
        """What the model may take that reads and judges; None where none does. It leaves time for writing."""
        if self._writer is None or self._adviser is None:
            return None
        from retrieval.models.asking import Call
        from retrieval.writing.bills import Bill

        records = found.inquiry.profiles.records
        until = min(end, time.monotonic() + self._writer.limits.timeout * ADVICE)
        return Call(until, Bill(self._writer.book, person), records.state)

    def _advised(
        self, found: Found, conversation: Conversation, collections: Sequence[str], call: Call
    ) -> tuple[Found, bool]:
        """What a model makes of a question whose reading or answer is unsure; and whether it judged the cases."""
        adviser = self._adviser
        assert adviser is not None
        search, offline = "", found
        dialogue = Dialogue.of(conversation, found.inquiry.profiles.by_id)
        before = tuple(turn.question for turn in conversation.turns)
        with self._turn:
            text, library = found.text, self._inquiries.library(found.inquiry.profiles, collections)
            candidates = self._reader.candidates(text, dialogue, library)
        if adviser.reads(candidates, dialogue.asked is not None):
            reading = adviser.reader.read(text, dialogue, before, library, call)
            if reading is not None and (reading.query.act is Act.ASK or found.reply.reason is not None):
                search = reading.search
                with self._turn:
                    found = self._chooser.first([reading.query, *candidates], found, library)
        advised = self._judged(found, before, search, call, doubted=bool(search))
        return (offline, False) if self._answers_all_the_same(offline, advised[0], call) else advised

    def _answers_all_the_same(self, offline: Found, advised: Found, call: Call) -> bool:
        """Whether an offline answer stands though the model's way refuses it, or answers one case's question by others:
        shown its very quotes, the model does not surely say that they do not answer. Small ones read awry, find nothing
        in what they are given, and point at what is near.
        """
        cited = offline.reply.citations
        if self._adviser is None or offline.reply.reason is not None or not cited:
            return False
        refused = advised.reply.reason is not None
        own = {citation.case.id for citation in advised.reply.citations}
        if not refused and (len(cited) > 1 or cited[0].case.id in own):
            return False
        told = [quote for citation in cited[:MEANT] for quote in citation.quotes]
        return not self._adviser.judge.denies(advised.inquiry.question.text, told, call)

    def _judged(
        self, found: Found, before: tuple[str, ...], search: str, call: Call, doubted: bool = False
    ) -> tuple[Found, bool]:
        """`found` as a model judges the cases, where it is asked and does; and whether it did."""
        adviser = self._adviser
        assert adviser is not None
        single = adviser.judges(found.inquiry, found.reply, doubted)
        if single is None:
            return found, False
        refused = found.reply.reason is not None
        matter = Matter(found.inquiry.question.text, found.text, before, single)
        judgement = adviser.judgement(
            found.inquiry,
            matter,
            search,
            call,
            turn=self._turn,
            refused=refused,
            offline=[citation.case.id for citation in found.reply.citations],
        )
        if judgement is None or (single and len(judgement.members) > MEANT):
            return found, False
        if refused and not judgement.members:
            return found, True  # both say no, and the offline way says why
        with self._turn:
            return self._chooser.answered(replace(found.inquiry, judgement=judgement), found), True

    @property
    def embedded(self) -> int:
        """How many questions were embedded so far."""
        return self._search.asked

    def rank(
        self, question: str, conversation: Conversation = Conversation(), collections: Sequence[str] = ()
    ) -> list[tuple[CaseId, float]]:
        """Every case in scope with its nearness to `question`, best first: what retrieval alone would give.

        The rules for places, numbers and sets do not take part; an earlier answer a follow-up is about does.
        """
        with self._turn:
            inquiry = self._inquire(question, conversation, collections)
            return [(judged.id, judged.score) for judged in inquiry.ranked(inquiry.pool)]

    def _inquire(self, question: str, conversation: Conversation, collections: Sequence[str]) -> Inquiry:
        """The likeliest reading of a question in the light of the earlier turns, under way."""
        profiles = self._inquiries.present()
        text = self._simplified(question[:LONGEST_QUESTION])
        library = self._inquiries.library(profiles, collections)
        query = self._reader.candidates(text, Dialogue.of(conversation, profiles.by_id), library)[0]
        return self._inquiries.of(self._chooser.corrected(query, profiles, library), profiles)
