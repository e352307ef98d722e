"""From a question to a checked answer: all that a front end needs."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.text import fold
from data.types import (
    Answer,
    CaseId,
    Citation,
    Confirmed,
    Conversation,
    IndexState,
    Intent,
    Records,
    Spent,
    Understood,
)
from retrieval import lexicon
from retrieval.answers.confirmed import Confirmations
from retrieval.answers.inquiry import Inquiry, Reply
from retrieval.answers.selection.sets import SHORT_THEME
from retrieval.answers.table import reply_to
from retrieval.cases.profiles import Find, Profile, Profiles, reading
from retrieval.checking import invariants
from retrieval.language.terms import Term, content_terms
from retrieval.language.tokens import Tokenizer
from retrieval.models import Matter, Reads
from retrieval.question import closed
from retrieval.question.dialogue import Dialogue, shown
from retrieval.question.library import Library
from retrieval.question.normalising import Normaliser
from retrieval.question.parting import itemised, parted
from retrieval.question.query import Act, Query, Want
from retrieval.question.reader import Reader
from retrieval.search.meaning import DenseSearch, Ground
from retrieval.search.near import Nearness
from retrieval.turns import Turn
from retrieval.wording.recognised import remarked

if TYPE_CHECKING:
    from retrieval.answers.advising import Adviser
    from retrieval.answers.explaining import Explanation
    from retrieval.checking.grounding import Checker
    from retrieval.models.asking import Call
    from retrieval.writing.writer import Work, Writer
    from vectorstore.chroma import ChromaIndex
    from vectorstore.embeddings import Embedder

Show = Callable[[str], None]
"""Called from the answering thread with the whole checked answer so far, which only grows, sentence by sentence;
not called where the answer comes at once."""
KEYWORD_HITS = 50
"""Cases taken from keyword search to be judged beside the nearest in meaning."""
ADVICE = 2 / 3
"""Share of an answer's time that reading and judging by a model may take."""
WORD_SETS = 1000
"""Cases whose words are remembered: 10 kB each."""
TEXTS = 256
"""Texts of questions whose words are remembered."""
SURELY = 0.5
"""How surely the cases of a reading must be meant for the other readings not to be tried."""
DESCRIBED = 0.1
"""How surely a case told by what it does must be here: who says 打球的那个 takes for granted that it is."""
_UNTOLD = "龘"
"""What no case tells."""
LONGEST_QUESTION = 2000
"""Code points of a question that are read; what follows is left out."""


@dataclass(frozen=True)
class _Asked:
    """A question as it was put, and folded and simplified."""

    asked: str
    text: str


@dataclass(frozen=True)
class _Found(_Asked):
    """A question as it was read, and what retrieval answers."""

    inquiry: Inquiry
    reading: str
    intent: Intent
    reply: Reply


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
        self._records = records
        self._writer = writer
        self._find_words, self._behind = find, behind
        self._turn = Turn()
        self.sparing = True
        """Whether nothing is embedded where the words alone decide."""
        self._search = DenseSearch(index, embedder, cache_dir, self._turn.aside)
        self._cache_dir = cache_dir
        self._tokenizer = Tokenizer(cache_dir)
        self._normaliser = Normaliser(self._tokenizer)
        self._reader = Reader()
        self._adviser = self._advising(writer, reads)
        self._confirmations = Confirmations(confirmed, self._content_words)
        self._profiles: Profiles | None = None
        self._termed: tuple[Profiles, Callable[[str], tuple[Term, ...]]] | None = None
        self._checking: tuple[Profiles, Checker] | None = None

        @lru_cache(maxsize=WORD_SETS)
        def word_set(profile: Profile) -> frozenset[str]:
            return frozenset(self._tokenizer.search_words(profile.text))

        self._word_set = word_set

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
        answer = self._plain(found)
        if self._writer is not None and found.reply.outline is not None:
            answer, own, said_no = self._written(answer, found, end, person, show)
            spent = spent.and_(own)
            if said_no and call is not None and not judged:
                before = tuple(turn.question for turn in conversation.turns)
                found, judged = self._judged(found, before, "", call, doubted=True)
                answer = self._plain(found) if judged else answer
                spent = call.bill.total.and_(own)
        answer = remarked(answer, found.inquiry.question.english, self._behind())
        return _checked(
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

        None where their marks are written otherwise (one of a named collection, one of several): one answer cannot
        hold both, and the message is read as one question.
        """
        answers: list[Answer] = []
        alone = itemised(question)
        for part in parts:
            answer = self.answer(part, Conversation() if alone else conversation, collections, None, person)
            conversation = conversation.then(answer)
            answers.append(answer)
        told = [answer.labels for answer in answers if not answer.refused]
        if any(labels != told[0] for labels in told):
            return None
        return _checked(joined(question, answers))

    def plain(
        self, question: str, conversation: Conversation = Conversation(), collections: Sequence[str] = ()
    ) -> Answer:
        """The answer in the cases' own words, whatever model is set: for what is made of its citations."""
        with self._turn:
            found = self._find(question, conversation, collections)
            return _checked(remarked(self._plain(found), found.inquiry.question.english, self._behind()))

    def prepare(self) -> None:
        """Have at hand what the first question of some kind would else wait for: the names that slips are told by, and
        in a large library, for all processes, what is found in each case once."""
        with self._turn:
            profiles = self._present()
            profiles.prepare()
            self._normaliser.correct(_UNTOLD, profiles)

    def explain(
        self, question: str, conversation: Conversation = Conversation(), collections: Sequence[str] = ()
    ) -> Explanation:
        """Why `question` is answered as it is: how it was read, by which way, and what spoke for each cited case."""
        from retrieval.answers.explaining import explanation

        with self._turn:
            found = self._find(question, conversation, collections)
            return explanation(found.inquiry, found.reply)

    def _find(self, question: str, conversation: Conversation, collections: Sequence[str]) -> _Found:
        """What is answered in the cases' own words: the same question on the same records gives the same.

        Of several readings the first that is surely answered holds, then the surest; where none is answered, the
        likeliest is refused.
        """
        profiles = self._present()
        text = fold(self._normaliser.simplify(question[:LONGEST_QUESTION]))
        library = self._library(profiles, collections)
        queries = self._reader.candidates(text, Dialogue.of(conversation), library)
        return self._as_confirmed(self._first(queries, _Asked(question, text), library), queries[0])

    def _as_confirmed(self, found: _Found, query: Query) -> _Found:
        """`found`, or what the case says that people confirmed to answer this question."""
        profiles = found.inquiry.profiles
        case = self._confirmations.case_of(query, profiles.records)
        if case is None or [c.case.id for c in found.reply.citations] == [case]:
            return found
        again = self._answered(self._inquiry(replace(query, within=(case,), near=()), profiles), found)
        if again.reply.reason is not None or [c.case.id for c in again.reply.citations] != [case]:
            return found
        basis = replace(again.reply.basis, complete=False, rule="confirmed")
        reply = replace(again.reply, basis=basis, outline=None)
        return replace(again, reply=reply, reading=found.asked)

    def _content_words(self, text: str) -> list[str]:
        """The content words of a question as it is searched."""
        assert self._profiles is not None
        text = fold(self._normaliser.simplify(text))
        return [term.text for term in content_terms(text, self._tokenizer, self._profiles.names)]

    def _first(self, queries: Sequence[Query], asked: _Asked, library: Library) -> _Found:
        """The first of the readings that is surely answered, else the surest answer, else the first refused."""
        first: _Found | None = None
        best: _Found | None = None
        for query in queries:
            if first is not None and _answered_no(first, query):
                continue
            meant = self._pointed_out(self._corrected(query, library.profiles, library), library.profiles)
            inquiry = self._inquiry(meant, library.profiles)
            found = self._answered(inquiry, asked)
            reply = found.reply
            if reply.reason is None and reply.sure >= SURELY:
                return found
            if (
                reply.reason is None
                and not _vaguer(first, query)
                and (best is None or reply.sure > best.reply.sure)
            ):
                best = found
            first = first or found
        assert first is not None
        return best or first

    def _pointed_out(self, query: Query, profiles: Profiles) -> Query:
        """`query` of the case that is told by what it does, where it is one at all."""
        if not query.described:
            return query
        told = Query(text=query.described, theme=query.described, collections=query.collections)
        inquiry = self._inquiry(told, profiles)
        ranked = inquiry.ranked(inquiry.pool)
        if not ranked or inquiry.presence(ranked[0]) < DESCRIBED:
            return query
        if query.want is Want.TEXT:
            return replace(query, targets=(ranked[0].id,))
        return replace(query, within=(ranked[0].id,))

    def _answered(self, inquiry: Inquiry, asked: _Asked) -> _Found:
        intent, reply = reply_to(inquiry)
        reading = _reading(inquiry, shown(asked.text, inquiry.question), reply)
        return _Found(asked.asked, asked.text, inquiry, reading, intent, reply)

    def _plain(self, found: _Found) -> Answer:
        """The answer in the cases' own words."""
        inquiry, reply = found.inquiry, found.reply
        records = inquiry.profiles.records
        return Answer(
            question=found.asked,
            understood=self._understood(inquiry.question, found.intent, found.reading),
            text=reply.text,
            citations=reply.citations,
            basis=reply.basis,
            index=IndexState(records.revision, len(inquiry.profiles.all), records.updated),
            refused=reply.reason is not None,
            reason=reply.reason,
            count=reply.count,
            groups=reply.groups,
            stated=reply.stated,
            sure=reply.sure if reply.sure < 1 else None,
            table=reply.table,
            labels=dict(inquiry.labels),
        )

    def _written(
        self, answer: Answer, found: _Found, end: float, person: str, show: Show | None
    ) -> tuple[Answer, Spent, bool]:
        """`answer` worded by the model, each sentence checked; as it was, with a notice, where that failed.

        And whether the model found that these cases do not hold the answer.
        """
        assert self._writer is not None
        written = self._writer.write(self._work(found), end, person, show)
        notice = written.notice or None
        if written.composed is None:
            text = f"{answer.text}\n{notice}" if notice else answer.text
            return replace(answer, text=text, notice=notice), written.spent, written.said_no
        tiers = {citation.case.id: citation.tier for citation in answer.citations}
        cited = tuple(replace(c, tier=tiers.get(c.case.id, c.tier)) for c in written.composed.citations)
        return (
            replace(
                answer,
                text=written.composed.text,
                citations=cited,
                table=None,
                mode="llm",
                model=self._writer.chat.name,
                sentences=written.sentences,
                notice=notice,
            ),
            written.spent,
            False,
        )

    def _call(self, found: _Found, end: float, person: str) -> Call | None:
        """What the model may take that reads and judges; None where none does. It leaves time for writing."""
        if self._writer is None or self._adviser is None:
            return None
        from retrieval.models.asking import Call
        from retrieval.writing.bills import Bill

        records = found.inquiry.profiles.records
        until = min(end, time.monotonic() + self._writer.limits.timeout * ADVICE)
        return Call(until, Bill(self._writer.book, person), records.state)

    def _work(self, found: _Found) -> Work:
        from retrieval.writing.writer import Work

        inquiry, outline = found.inquiry, found.reply.outline
        assert outline is not None
        records = inquiry.profiles.records
        by_id = inquiry.profiles.by_id
        return Work(
            question=inquiry.question.text,
            reading=found.reading,
            intent=found.intent,
            english=inquiry.question.english,
            outline=outline,
            profiles=tuple(by_id[entry.case.id] for entry in outline.entries),
            labels=inquiry.labels,
            checker=self._checker(inquiry.profiles),
            revision=records.state,
            layout=inquiry.question.form.layout,
        )

    def _checker(self, profiles: Profiles) -> Checker:
        """What sentences are held against, made once for one state of the catalog."""
        from retrieval.checking.grounding import Checker
        from retrieval.language.terms import idf

        kept = self._checking
        if kept is None or kept[0] is not profiles:
            texts = [profile.text for profile in profiles.all]

            def weight(word: str) -> float:
                return idf(sum(word in text for text in texts), len(texts))

            def likeness(text: str) -> dict[CaseId, float]:
                return self._search.likeness(text, profiles.records)

            kept = self._checking = (profiles, Checker(self._tokenizer, weight, cache(likeness)))
        return kept[1]

    def _advised(
        self, found: _Found, conversation: Conversation, collections: Sequence[str], call: Call
    ) -> tuple[_Found, bool]:
        """What a model makes of a question whose reading or answer is unsure; and whether it judged the cases."""
        adviser = self._adviser
        assert adviser is not None
        search = ""
        dialogue = Dialogue.of(conversation)
        before = tuple(turn.question for turn in conversation.turns)
        with self._turn:
            text, library = found.text, self._library(found.inquiry.profiles, collections)
            candidates = self._reader.candidates(text, dialogue, library)
        if adviser.reads(candidates, dialogue.asked is not None):
            reading = adviser.reader.read(text, dialogue, before, library, call)
            if reading is not None and (reading.query.act is Act.ASK or found.reply.reason is not None):
                search = reading.search
                with self._turn:
                    found = self._first([reading.query, *candidates], found, library)
        return self._judged(found, before, search, call, doubted=bool(search))

    def _judged(
        self, found: _Found, before: tuple[str, ...], search: str, call: Call, doubted: bool = False
    ) -> tuple[_Found, bool]:
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
        if judgement is None:
            return found, False
        if refused and not judgement.members:
            return found, True  # both say no, and the offline way says why
        with self._turn:
            return self._answered(replace(found.inquiry, judgement=judgement), found), True

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

    def _corrected(self, query: Query, profiles: Profiles, library: Library) -> Query:
        """`query` with slips of the pen mended, by what the cases are called."""
        if query.act is not Act.ASK or lexicon.is_scaffolding(query.theme):
            return query
        text = self._normaliser.correct(query.text, profiles)
        if text == query.text:
            return query
        again = closed.read(text, library.collections, library.scope, profiles.parts)
        read = self._reader.wanting(again, query.want, library) if query.theme else again
        return replace(
            query,
            text=text,
            theme=read.theme,
            places=again.places or query.places,
            kinds=again.kinds or query.kinds,
            institutions=again.institutions or query.institutions,
        )

    def _library(self, profiles: Profiles, collections: Sequence[str]) -> Library:
        terms = self._terms(profiles)
        return Library(profiles, tuple(collections), lambda text: bool(terms(text)), self._tokenizer.words)

    def _inquire(self, question: str, conversation: Conversation, collections: Sequence[str]) -> Inquiry:
        """The likeliest reading of a question in the light of the earlier turns, under way."""
        profiles = self._present()
        text = fold(self._normaliser.simplify(question[:LONGEST_QUESTION]))
        library = self._library(profiles, collections)
        query = self._reader.candidates(text, Dialogue.of(conversation), library)[0]
        return self._inquiry(self._corrected(query, profiles, library), profiles)

    def _inquiry(self, query: Query, profiles: Profiles) -> Inquiry:
        return Inquiry(
            query,
            profiles,
            self._labels(profiles, query),
            self._terms(profiles),
            self._dense(profiles, query.collections),
            self._ground(profiles),
            self._keywords(profiles),
            self._word_set,
            sparing=self.sparing,
        )

    def _present(self) -> Profiles:
        records = self._records()
        if self._profiles is None or self._profiles.records is not records:
            self._profiles = Profiles.of(records, self._profiles, self._find_words, self._cache_dir)
        return self._profiles

    def _terms(self, profiles: Profiles) -> Callable[[str], tuple[Term, ...]]:
        """The content words of a text; of one question they are asked three times over."""
        kept = self._termed
        if kept is None or kept[0] is not profiles:
            found = lru_cache(maxsize=TEXTS)(
                lambda text: content_terms(text, self._tokenizer, profiles.names)
            )
            kept = self._termed = (profiles, found)
        return kept[1]

    def _dense(
        self, profiles: Profiles, collections: Sequence[str]
    ) -> Callable[[str], Mapping[CaseId, Nearness]]:
        """Dense search that asks the index once a text, however often the question is looked at."""
        return cache(lambda text: self._search.search(text, profiles.records, collections))

    def _keywords(self, profiles: Profiles) -> Callable[[str], list[CaseId]]:
        """Keyword search over the whole catalog."""

        def search(text: str) -> list[CaseId]:
            words = profiles.words
            return [profiles.all[at].id for at, _ in words.best(words.cut(fold(text)), KEYWORD_HITS)]

        return cache(search)

    def _ground(self, profiles: Profiles) -> Callable[[str], Ground]:
        return lambda collection: self._search.ground(profiles.records, collection)

    def _labels(self, profiles: Profiles, question: Query) -> dict[str, str]:
        """Short labels for the marks, wherever more than one collection can be cited."""
        scope = question.collections or tuple(c.id for c in profiles.records.collections)
        if len(scope) < 2:
            return {}
        chosen = [c for c in profiles.records.collections if c.id in scope]
        often = Counter(c.label for c in chosen)
        return {c.id: c.label if often[c.label] == 1 else f"{c.label} {c.id}" for c in chosen}

    def _understood(self, question: Query, intent: Intent, text: str) -> Understood:
        return Understood(
            text=text,
            intent=intent,
            collections=question.collections,
            regions=tuple(
                dict.fromkeys(place.name for mention in question.places for place in mention.places)
            ),
            numbers=tuple(c.number for c in question.targets) or question.numbers.numbers,
            query=question.dumps(),
            unused=question.unused,
        )


def _vaguer(first: _Found | None, other: Query) -> bool:
    """Whether `other` only asks about one case what first asked for a set, and found nothing."""
    return first is not None and first.inquiry.question.want is not Want.FACT and not other.edit


def _answered_no(first: _Found, other: Query) -> bool:
    """Whether that no case is of a short theme is the answer, and not a reason to read the question otherwise."""
    asked = first.inquiry.question
    listed = asked.want in (Want.CASES, Want.COUNT) and other.want is Want.FACT and asked.edit == other.edit
    if listed and not asked.theme:
        return asked.narrows  # 上海有案例吗
    return listed and len(first.inquiry.terms(asked.theme)) <= SHORT_THEME


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """The answers to the parts of `question` as one; refused where every one is."""
    told = [answer for answer in answers if not answer.refused]
    if not told:
        return replace(answers[0], question=question)
    quotes: dict[CaseId, Citation] = {}
    for answer in told:
        for one in answer.citations:
            known = quotes.get(one.case.id)
            kept = tuple(dict.fromkeys((*(known.quotes if known else ()), *one.quotes)))
            quotes[one.case.id] = replace(one, quotes=kept)
    last = told[-1]
    written = next((answer for answer in told if answer.sentences), last)
    return replace(
        last,
        question=question,
        text="\n\n".join(answer.text for answer in answers),
        table=None,
        remark=None,
        citations=tuple(quotes.values()),
        basis=replace(last.basis, complete=all(a.basis.complete for a in answers)),
        count=next((answer.count for answer in told if answer.count is not None), None),
        groups=next((answer.groups for answer in told if answer.groups), ()),
        sentences=tuple(sentence for answer in told for sentence in answer.sentences),
        mode=written.mode,
        model=written.model,
        elapsed_ms=sum(answer.elapsed_ms for answer in answers),
    )


def _checked(answer: Answer) -> Answer:
    """`answer`, whose invariants hold; AssertionError where they do not."""
    wrong = invariants.violations(answer)
    if wrong:
        raise AssertionError("; ".join(wrong))
    return answer


def _reading(inquiry: Inquiry, reading: str, reply: Reply) -> str:
    """The reading to show: a case that was only guessed to be meant is not named when another answered."""
    near = inquiry.question.near
    if near and reply.citations and not any(c.case.id in near for c in reply.citations):
        return inquiry.question.text
    return reading
