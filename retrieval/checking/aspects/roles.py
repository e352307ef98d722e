"""Who does it to whom: a sentence that has the helped help the helper is not borne out, whatever its words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.patterns import regex
from data.places.regions import find_places
from data.text import clauses, split_at
from data.values import dataclass
from retrieval.lexicon import first_verb
from retrieval.lexicon.listed import listed

ACTOR = listed("actor")
"""Who may do something: how the words for them end."""
LEAD = regex(
    r"^(?:[^，,]{0,2}(?:由|推动|组织|邀请|引导|鼓励|支持|组建|依托|发挥)[^，,]{0,8}|"
    r"(?:(?!与|和|跟|同|及)[^，,。；向对给]{0,8}?[和与及、+](?=[^，,]))?"
    r"(?:(?![为向对将把给在从由被以按经让使是有设立建成推制开提实加与跟同派送请上到获入也还并都均的强深优完贴健构打]|通过)[^，,。；\s]){0,8})$"
)
"""What may stand before an actor that begins a clause: what kind it is, another beside it, or who makes it act."""
_HANDLES = frozenset("为向对将把给")
_TURNS = listed("turns")
"""What has another do, get or be something."""
_APPEALS = listed("appeals_to")
"""What anybody may do to whoever is in charge."""
_ASIDE, _NEAR = listed("aside_before"), 6
"""Before a name: it is not what something is done to."""


_REPORTS = listed("reports")
_BEFORE_REPORT = "依法最终已均还据此一致"
"""After who speaks: what follows is done by another."""
_INITIATIVE = listed("on_its_own")
_WITH, _MET = frozenset("与和同跟向"), 9
"""What stands up to so many characters before whom somebody goes to."""
HEAD = 20
"""Characters of a title in which stands who the case is of, up to its first verb."""
_ANY_FIRM = frozenset(("公司", "单位", "企业"))
_NAMELESS = "某"
"""Behind a place it begins the name of a party, which is not the place: 中山市某房地产公司."""
_HELPED = 4
"""Characters of what is done, behind an actor, by which it is known again."""


@dataclass(frozen=True, slots=True)
class _Acting:
    """The actor that a clause begins with, and where its name ends."""

    name: str
    end: int


def exchanged(sentence: str, title: str, source: Iterable[str]) -> bool:
    """Whether a clause of `sentence` has somebody act who in the source is acted for, or to whom it is done.

    `title` begins with who the case is of; `source` are its clauses.
    """
    told = list(source)
    whole = "".join(told)
    owner = _acting(title)
    head = title[: min(first_verb(title) or HEAD, HEAD)]
    for start, end in clauses(sentence):
        clause = sentence[start:end]
        acting = None if clause.strip("，。；,;") in whole else _acting(clause)
        if acting is None or _same(acting, owner) or acting.name in head:
            continue
        rest = clause[acting.end :]
        known = any(acting.name in one for one in told)
        acts = any((one_acts := _acting(one)) and _same(one_acts, acting) for one in told)
        if not _APPEALS.search(rest) and _owner_acted_on(rest, owner, title):
            return True
        if (
            known
            and not acts
            and (not _HANDLES.isdisjoint(rest) or (_TURNS.search(rest) and ACTOR.search(rest)))
        ):
            return True
        if known and _of_another(clause, acting, told):
            return True
        if _takes_up(rest, acting, told) or _next_to_another(rest, acting, whole):
            return True
    return False


def _takes_up(rest: str, acting: _Acting, told: Iterable[str]) -> bool:
    """Whether the actor is said to go to whoever in the source goes to him: 主动与…对接."""
    first = split_at(rest, "，。；")[0]
    own = _INITIATIVE.search(first)
    if own is None or own.start() > 2 or _WITH.isdisjoint(first[own.end() : own.end() + 3]):
        return False
    found = ((one, at.start()) for one in told for at in re.finditer(re.escape(acting.name), one))
    return any(not _WITH.isdisjoint(one[max(at - _MET, 0) : at]) for one, at in found)


def _next_to_another(rest: str, acting: _Acting, whole: str) -> bool:
    """Whether the words behind the actor stand in the source, and each time right behind another actor."""
    done = rest.lstrip("也都还均则已将会")[:_HELPED]
    if len(done) < _HELPED:
        return False
    spots = [found.start() for found in re.finditer(re.escape(done), whole)]
    befores = [whole[max(at - 8, 0) : at] for at in spots]
    return bool(spots) and all(
        _ends_in_actor(before) and not before.endswith(acting.name) and before[-1:] != acting.name[-1:]
        for before in befores
    )


def _ends_in_actor(text: str) -> bool:
    return text.endswith("自治区") or any(one.end() == len(text) for one in ACTOR.finditer(text))


def _acting(clause: str) -> _Acting | None:
    """Who a clause begins with; None where it begins with a place or with what is done."""
    places = [m for m in find_places(clause) if m.start <= 2]
    start = max((m.end for m in places), default=0)
    match = ACTOR.search(clause, start)
    if match is None or not LEAD.match(clause[start : match.start()]):
        return None
    while (further := ACTOR.match(clause, match.end())) is not None:
        match = further  # 大队|民警
    return _Acting(match[0], match.end())


def _same(one: _Acting, other: _Acting | None) -> bool:
    return other is not None and one.name == other.name


def _owner_acted_on(rest: str, owner: _Acting | None, title: str) -> bool:
    """Whether who the case is of stands behind the actor as what something is done to."""
    spots = [rest.find(owner.name)] if owner else []
    if owner is None or spots[0] < 0:
        names = {m.text for m in find_places(title[:16]) if title[m.end : m.end + 1] != _NAMELESS}
        spots = [m.start for m in find_places(rest) if m.text in names or any(m.text in n for n in names)]
    return any(at >= 0 and bool(_TURNS.search(rest[:at])) and not _named_aside(rest[:at]) for at in spots)


def _named_aside(before: str) -> bool:
    clause = split_at(before, "，。；,;")[-1]
    return any(len(clause) - found.end() <= _NEAR for found in _ASIDE.finditer(clause))


def _of_another(clause: str, acting: _Acting, near: list[str]) -> bool:
    """Whether the clause that it repeats most of begins with another who acts."""
    if _REPORTS.match(clause[acting.end :].lstrip(_BEFORE_REPORT)):
        return False
    best = max(near, key=lambda one: _common(clause[acting.end :], one), default="")
    after = [best[m.end() :] for m in re.finditer(re.escape(acting.name), best)]
    if any(_common(clause[acting.end :], rest) >= 0.5 for rest in after):
        return False  # 裁决某公司支付: he does it there, too
    other = _acting(best)
    if other is None or other.name == acting.name or acting.name in best[: other.end]:
        return False
    if {other.name, acting.name} <= _ANY_FIRM:
        return False  # 用人单位 is 某公司, as far as their sorts say
    return _common(clause[acting.end :], best[other.end :]) >= 0.5


def _common(text: str, other: str) -> float:
    """Share of the pairs of characters of `text` that `other` has."""
    own = {text[at : at + 2] for at in range(len(text) - 1)}
    return sum(pair in other for pair in own) / max(len(own), 1)
