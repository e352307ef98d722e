"""What a language model may decide: how a question is read, and which cases are meant; always held against the texts."""

from __future__ import annotations

from enum import StrEnum

from data.values import dataclass


class Reads(StrEnum):
    """ANWEN_LLM_READS: whether a model reads and judges where the offline way is unsure, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Matter:
    """What is judged: the question as it was read and as it was put, the turns before; one case wanted, or a set."""

    question: str
    asked: str
    before: tuple[str, ...]
    single: bool
