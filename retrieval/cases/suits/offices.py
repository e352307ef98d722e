"""Which office somebody held, and how high it stands: 某乡副乡长, A省交通运输厅原党组成员、副厅长, 市委组织部常务副部长（正县级）.

Source of the order: 公务员法 §18 (the ranks of leading posts, from those of the state down to those of a township, each as
head and as deputy); the head of a department of a level stands one level below the head of the level.
"""

from __future__ import annotations

from data.patterns import regex
from data.values import dataclass
from retrieval.language.terms import PERSON
from retrieval.lexicon.listed import listed

LEVELS = {"village": "村", "township": "乡镇", "county": "县区旗", "city": "市", "province": "省"}
"""The levels of government, the lowest first, and the letters by which a body of each is told."""
MEMBER = "中共党员"
"""What stands between who is brought in and his office."""
_STEP, _DEPUTY = 2.0, 1.0
"""How far two levels are apart on the scale of ranks, and a deputy below the head."""
_BELOW_HEAD = ("副", "成员", "委员")
_HEADS = listed("heads_of_level")
"""乡长, 市委书记: who leads a whole level; others lead a department of it."""
_OFFICE = listed("office_held")
_NAMED_RANK = regex(r"(?P<how>[正副])(?P<level>省|厅|地|县|处|乡|科)级")
_RANKS = {"省": 8.0, "厅": 6.0, "地": 6.0, "县": 4.0, "处": 4.0, "乡": 2.0, "科": 2.0}
_NO_LEVEL = "城乡"
"""住房和城乡建设局: of no township."""
_ORDER = tuple(LEVELS)
_LETTERS = {letter: name for name, letters in LEVELS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Office:
    """How high an office stands (the head of a village 0, of a province 8, steps of 1), and of which level its body is."""

    rank: float
    level: str


def held(sentence: str) -> Office | None:
    """The highest office that a sentence (squeezed) which brings somebody in says that he holds: 夏某，中共党员，某乡副乡长."""
    who = PERSON.search(sentence)
    _, member, told = sentence.partition(f"{MEMBER},")
    if who is None or who.start() or not member:
        return None
    said = told.partition("。")[0].partition(",")[0]
    named = _NAMED_RANK.search(said)
    body = said[: named.start()] if named else said
    letters = [char for char in body.replace(_NO_LEVEL, "") if char in _LETTERS]
    if not letters or not _OFFICE.search(said):
        return None
    level = min((_LETTERS[char] for char in letters), key=_ORDER.index)  # the innermost body is his
    if named:
        return Office(_RANKS[named["level"]] - _DEPUTY * (named["how"] == "副"), level)
    of_head = _STEP * _ORDER.index(level)
    posts = body.split("、")
    return Office(max(_rank(post, of_head) for post in posts if _OFFICE.search(post)), level)


def _rank(post: str, of_head: float) -> float:
    """How high a post stands at the level whose head stands at `of_head`."""
    below = 0.0 if _HEADS.search(post) else _STEP
    return of_head - below - _DEPUTY * any(word in post for word in _BELOW_HEAD)
