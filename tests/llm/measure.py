"""Forty development questions, drawn by a fixed seed over all types, with and without a real model.

`python tests/llm/measure.py OUT.jsonl [0.5b|1.5b]` writes one line a question as it goes and the figures at the end:
the extractive answers, the answers as the model words them, and what the model alone would have cited and said.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.app import App
from bot.render.json import answer_object
from bot.settings import Settings
from data.types import Answer, Citation, Conversation
from retrieval.measuring.evaluation import GoldQuestion, score
from retrieval.measuring.goldfile import read
from retrieval.writing import writer
from tests.llm.models import LARGE, SMALL, served

GOLD = Path(__file__).parents[1] / "gold" / "dev.jsonl"
SEED, COUNT = 40, 40
TIMEOUT = 900.0
"""Seconds for one answer: a busy machine with two cores takes minutes."""


def drawn(gold: list[GoldQuestion]) -> list[GoldQuestion]:
    """COUNT questions, the types in turn."""
    rng = random.Random(SEED)
    types = sorted({question.type for question in gold})
    left = {kind: rng.sample(of, len(of)) for kind in types if (of := [q for q in gold if q.type == kind])}
    chosen: list[GoldQuestion] = []
    while len(chosen) < COUNT:
        for kind in types:
            if left[kind] and len(chosen) < COUNT:
                chosen.append(left[kind].pop())
    return chosen


class Listening:
    """Notes every sentence the model writes, with the cases it gives it to and whether it was struck."""

    def __init__(self) -> None:
        self.sentences: list[dict[str, Any]] = []
        take = writer.Writer._take
        listening = self

        def noted(self: Any, sheet: Any, draft: Any, bill: Any) -> None:
            before, kept = sheet.struck, len(sheet.weaving.sentences)
            take(self, sheet, draft, bill)
            pieces = [piece.profile.case for piece in sheet.order.evidence.pieces]
            given = [pieces[at - 1].number for at in draft.ordinals if 1 <= at <= len(pieces)]
            held = sheet.weaving.sentences[-1] if len(sheet.weaving.sentences) > kept else None
            listening.sentences.append(
                {
                    "text": draft.text,
                    "given": given,
                    "struck": sheet.struck > before,
                    "cases": [c.case.number for c in held.support] if held else [],
                    "quotes": [q.text for c in held.support for q in c.quotes] if held else [],
                }
            )

        writer.Writer._take = noted  # type: ignore[method-assign]


def main(out: Path, size: str) -> None:
    model = SMALL if size == "0.5b" else LARGE
    chosen = drawn(list(read(GOLD)))
    listening = Listening()
    with tempfile.TemporaryDirectory() as folder, served(model) as (url, _), out.open("w") as file:
        settings = Settings(
            home=Path(folder), llm="openai:local", llm_base_url=url, llm_context=4096, llm_timeout=TIMEOUT
        )
        app = App(settings)
        app.ensure_loaded()
        runs: dict[str, dict[str, Answer]] = {"extractive": {}, "model": {}, "alone": {}}
        for question in chosen:
            line = ask(app, question, listening, runs)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
        cases = app.records().cases
        figures = {
            name: dict(score(chosen, answers, cases)[1].overall.values) for name, answers in runs.items()
        }
        file.write(json.dumps({"figures": figures}, ensure_ascii=False) + "\n")


def ask(
    app: App, question: GoldQuestion, listening: Listening, runs: dict[str, dict[str, Answer]]
) -> dict[str, Any]:
    """One question, three ways; what came of it."""
    answerer = app.answerer
    conversation = Conversation()
    for turn in question.turns:
        conversation = conversation.then(answerer.plain(turn, conversation))
    plain = answerer.plain(question.question, conversation)
    listening.sentences = []
    shown: list[float] = []
    started = time.monotonic()
    answer = answerer.answer(
        question.question, conversation, show=lambda _: shown.append(time.monotonic() - started)
    )
    took = time.monotonic() - started
    runs["extractive"][question.id], runs["model"][question.id] = plain, answer
    runs["alone"][question.id] = alone(plain, listening.sentences) if listening.sentences else plain
    return {
        "id": question.id,
        "type": question.type,
        "first_s": round(shown[0], 1) if shown else None,
        "whole_s": round(took, 1),
        "extractive": plain.text,
        "answer": answer_object(answer),
        "written": listening.sentences,
    }


def alone(plain: Answer, sentences: list[dict[str, Any]]) -> Answer:
    """What the model would have answered unchecked: its sentences, citing what it gave them to."""
    given = dict.fromkeys(number for sentence in sentences for number in sentence["given"])
    cases = {citation.case.number: citation.case for citation in plain.citations}
    text = "".join(s["text"] + "".join(f"[案例{n}]" for n in s["given"]) for s in sentences)
    citations = tuple(Citation(cases[number], ()) for number in given if number in cases)
    return replace(plain, text=text, citations=citations, count=None if plain.count is None else plain.count)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "1.5b")
