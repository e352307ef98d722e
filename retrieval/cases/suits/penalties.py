"""Which penalties somebody in a case received from the Party or the public service, by how heavy they are.

Source of the kinds and their order: 中国共产党纪律处分条例 §8 (警告 … 开除党籍), 公职人员政务处分法 §7 (警告 … 开除).
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.lexicon.listed import listed

OF_PARTY = ("党内警告", "党内严重警告", "撤销党内职务", "留党察看", "开除党籍")
OF_SERVICE = ("政务警告", "政务记过", "政务记大过", "政务降级", "政务撤职", "开除公职")
NONE = "没有处分"
"""What is said of a case in which nobody received any."""
_FORMS = (
    *((name, (name,)) for name in OF_PARTY if name != "党内严重警告"),
    ("党内严重警告", ("严重警告",)),
    *((name, (name, f"和{name}", f"、{name[2:]}")) for name in OF_SERVICE),
)
"""Each penalty with how a case may write it: 党内严重警告、政务记大过."""
TO_PROSECUTION = "prosecution"
_HANDED = listed("handed_over")
_RECEIVED = ("受到", "决定给予", "给予其", "被给予", "受了")
_NOT_RULED = ("应当给予", "建议给予", "可以给予", "应当移送", "意见认为", "情节")
"""What is argued about, or the words of a rule, is no penalty."""
_HEAVIEST = len(OF_SERVICE)


def received(text: str) -> tuple[str, ...]:
    """The penalties that a sentence (squeezed) of the facts says somebody received; () where it says none."""
    if not any(word in text for word in _RECEIVED) or any(word in text for word in _NOT_RULED):
        return ()
    return tuple(name for name, forms in _FORMS if any(form in text for form in forms))


def handed_over(text: str) -> tuple[str, ...]:
    """Whether a sentence (squeezed) of the facts says that somebody was handed over to be prosecuted, as the name it is kept by;
    () where it does not, or says when one is to be."""
    if any(word in text for word in _NOT_RULED) or not _HANDED.search(text):
        return ()
    return (TO_PROSECUTION,)


def weight(penalty: str) -> float:
    """How heavy a penalty is, to be compared: those of the Party in their order, with those of the service like them."""
    if penalty in OF_PARTY:
        return float(OF_PARTY.index(penalty) + 1)
    if penalty in OF_SERVICE:
        return (OF_SERVICE.index(penalty) + 1) * len(OF_PARTY) / _HEAVIEST
    return 0.0


def heaviest(penalties: Iterable[str]) -> str:
    """The heaviest of them, the Party's where there is one; NONE of none."""
    return max(penalties, key=lambda name: (name in OF_PARTY, weight(name)), default=NONE)


def of_kinds(penalties: Iterable[str]) -> tuple[bool, bool]:
    """Whether one of the Party is among them, and whether one of the public service is."""
    received = set(penalties)
    return not received.isdisjoint(OF_PARTY), not received.isdisjoint(OF_SERVICE)
