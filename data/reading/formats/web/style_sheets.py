"""The little of a page's style sheets that says how lists and counters are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import Any

from data.patterns import regex
from data.values import dataclass

_OURS = frozenset({"list-style", "list-style-type", "counter-reset", "counter-increment", "content"})
_MAX_SHEET = 500_000
_MAX_RULES = 300
"""Of those that say something about lists."""
_COMMENT = regex(r"/\*.*?\*/", re.DOTALL)
_COUNTER_STYLE = regex(r"\s*@counter-style\s+([\w-]+)\s*")
_DECLARATION = regex(r"(?<![\w-])([\w-]+)\s*:\s*((?:\"[^\"]*\"|'[^']*'|[^;\"'])*)")
_COMPOUND = regex(r"([\w-]+|\*)?((?:[.#][\w-]+)*)(?::{1,2}(before|marker))?")


@dataclass(frozen=True, slots=True)
class CounterStyle:
    """A way of numbering that the page defines: another one with other text around the number."""

    extends: str
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Compound:
    """What an element must be: its tag (or *), its id, its classes."""

    tag: str
    names: frozenset[str]

    def holds(self, element: Any) -> bool:
        if self.tag not in ("*", element.tag):
            return False
        if not self.names:
            return True
        has = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
        return self.names <= has


@dataclass(frozen=True, slots=True)
class Rule:
    """`compounds` from the element outwards; each but the first must hold for some ancestor, in their order."""

    compounds: tuple[Compound, ...]
    value: str

    @property
    def weight(self) -> tuple[int, int, int]:
        names = [name for compound in self.compounds for name in compound.names]
        ids = sum(name.startswith("#") for name in names)
        return ids, len(names) - ids, sum(compound.tag != "*" for compound in self.compounds)


@dataclass
class Sheet:
    """The rules of a page by property and pseudo-element, the strongest first."""

    rules: dict[tuple[str, str], list[Rule]] = field(default_factory=dict)
    counter_styles: dict[str, CounterStyle] = field(default_factory=dict)
    patience: int = 500_000
    """How often an element may be compared with a rule; after that, no rule holds."""

    @classmethod
    def of(cls, root: Any) -> Sheet:
        self = cls()
        written = "".join("".join(style.itertext()) for style in root.iter("style"))[:_MAX_SHEET]
        count = 0
        for selectors, body in _rules(_COMMENT.sub("", written)):
            said = {name.lower(): value.strip() for name, value in _DECLARATION.findall(body)}
            if defined := _COUNTER_STYLE.fullmatch(selectors):
                self.counter_styles[defined[1]] = _counter_style(said)
            ours = _OURS & said.keys()
            for selector in selectors.split(",") if ours else ():
                count += 1
                if count <= _MAX_RULES:
                    self._add(selector, {name: said[name] for name in ours})
        for rules in self.rules.values():
            rules.reverse()  # of two that weigh the same the later one holds
            rules.sort(key=lambda rule: rule.weight, reverse=True)
        return self

    def _add(self, selector: str, said: dict[str, str]) -> None:
        compounds: list[Compound] = []
        pseudo = ""
        for part in reversed(re.sub(r"[>~+]", " ", selector).split()):
            match = _COMPOUND.fullmatch(part)
            if match is None or (pseudo and compounds and match[3]):
                return
            names = frozenset(re.findall(r"[.#][\w-]+", match[2]))
            compounds.append(Compound((match[1] or "*").lower(), names))
            pseudo = pseudo or match[3] or ""
        if compounds:
            for name, value in said.items():
                self.rules.setdefault((name, pseudo), []).append(Rule(tuple(compounds), value))

    def value(self, element: Any, name: str, pseudo: str = "") -> str:
        """What the style says of the element; "" where it says nothing."""
        inline: str = "" if pseudo else element.get("style") or ""
        if name in inline:
            said: dict[str, str] = {key.lower(): value.strip() for key, value in _DECLARATION.findall(inline)}
            if name in said:
                return said[name]
        rules = self.rules.get((name, pseudo), ()) if self.patience > 0 else ()
        return next((rule.value for rule in rules if self._holds(rule, element)), "")

    def _holds(self, rule: Rule, element: Any) -> bool:
        self.patience -= 1
        first, *outer = rule.compounds
        if not first.holds(element):
            return False
        ancestors = element.iterancestors() if outer else iter(())
        return all(any(self._is(compound, above) for above in ancestors) for compound in outer)

    def _is(self, compound: Compound, element: Any) -> bool:
        self.patience -= 1
        return compound.holds(element)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and body of each rule, those within @media too."""
    for rule in sheet.split("}"):
        selectors, _, body = rule.rpartition("{")
        yield re.split("[{;]", selectors)[-1], body


def _counter_style(said: dict[str, str]) -> CounterStyle:
    extends = said.get("system", "").removeprefix("extends").strip()
    prefix, suffix = (said.get(name, "").strip("\"'") for name in ("prefix", "suffix"))
    return CounterStyle(extends, prefix, suffix)
