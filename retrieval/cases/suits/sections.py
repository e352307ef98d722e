"""What the sections are called in which cases of courts are told: the facts, what was asked, why, what was ruled, what it means."""

from __future__ import annotations

from retrieval.lexicon.listed import listed

RESULT, CLAIMS = listed("section.result"), listed("section.claims")
"""Names of sections that tell the rulings, and of those that tell what was asked, why, and what it means."""
FACTS = listed("section.facts")
"""Names of sections that tell what happened."""
REASONS, MEANING = listed("section.reasons"), listed("section.meaning")
