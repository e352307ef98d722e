"""Traces of model calls: on by LangSmith's own variables, through OpenTelemetry too; without texts unless asked for."""

from __future__ import annotations

from collections.abc import MutableMapping

HIDDEN = ("HIDE_INPUTS", "HIDE_OUTPUTS")
"""LangSmith's variables that leave questions, cases and answers out of what is sent; `false` lets them in."""


def redact(environ: MutableMapping[str, str]) -> None:
    """Hide all texts from traces, unless the variables say otherwise. Has to be done before langchain is imported."""
    for name in HIDDEN:
        given = environ.get(f"LANGSMITH_{name}") or environ.get(f"LANGCHAIN_{name}")
        environ[f"LANGSMITH_{name}"] = given or "true"
