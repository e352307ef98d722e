"""What has a place of its own in cases told at length: who found it out, what somebody was, by what it was proved, in whose words.

Each is asked for in a closed class of words and told in another: rows `role` and `role_told`. Of the clauses that tell it the
one whose surroundings hold most of the question answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from data.text import clauses, sentences, squeeze
from data.types import Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.leads.forms import answer_of
from retrieval.answers.leads.whoever import finder_told, who_told
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.sections import LESSON, MEANING, gives_reasons
from retrieval.language.numbers import ARTICLE
from retrieval.language.terms import PERSON, SOMEBODY
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.cues import Cue
from retrieval.question.query import Layout
from retrieval.quoting.clauses import asides, quote_of
from retrieval.quoting.sentences import whole_sentences

_ROLES, _TOLD, _RULE = under("role"), under("role_told"), listed("section.rules")
_KIN, _KIN_SPOKEN = listed("kin"), listed("kin_spoken")
_AREAS = ("平方米", "平米", "公顷", "亩")
_DENIED, _CONFESSED = listed("denied_it"), listed("confessed_it")
_HOLDS = ("时任", "曾任", "担任", "历任", "现任", "系", "任", "原", "为", "是")
_OFFICES = (
    "长",
    "科员",
    "职员",
    "雇员",
    "队员",
    "人员",
    "主任",
    "书记",
    "负责人",
    "经理",
    "职工",
    "级）",
    "官",
    "师",
    "警",
    "主席",
)
_BY_FORCE, _SETTLED = ("责令", "予以", "主动", "依纪依法", "依法", "被", "不予"), listed("money_settled")
_PAPERS = ("建议书", "决定书", "通知书", "告知书", "意见书", "警示函", "公函")
_ISSUES = ("发出", "作出", "制发", "下达", "发送", "送达", "提出")
_BETWEEN = {
    "文书": tuple((lead, paper) for lead in _ISSUES for paper in _PAPERS),
    "说辞": (("以", "为由"), ("以", "为借口")),
    "证据": (("提交了", "（"), ("提交了", ""), ("提供了", "（"), ("提供了", "")),
    "归谁": (("推定为", ""), ("确定为", ""), ("侵权人为", "")),
}
"""What has such a place → what leads to it and what ends it; of a paper the end is its own."""
_ARGUED = ("去向",)
"""What a case may tell where it argues, though it argues in what it means."""
SHORTEST = 3
"""Code points of such words, at least."""
INTRODUCED, REACH = 1.6, 24
"""What it speaks for a clause that it stands right behind the name of whom is asked of: 贺某，中共党员，某县农场主要负责人."""
LEAST, LONGEST = 4, 30
"""Code points of an office that is said first."""
NAMED, OF_TITLE = 0.6, 0.3
"""What it speaks for a clause that its sentence names the person asked of, or one that the case is called by."""
DONE = 0.2
"""The same that somebody is named in it, where it is asked whether he confessed: what a prosecutor offers is no confession."""
BESIDE = 0.5
"""What the sentence of a clause, and the one before, weigh beside the clause itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """A clause that tells it, with its sentence, and the one before: `field[start:end]` is the clause."""

    field: str
    start: int
    end: int
    clause: str
    around: str


def in_its_role(inquiry: Inquiry, profile: Profile) -> Quote | None:
    """The words that tell what is asked for by its place; None where nothing is, or the case has no such words."""
    question, case = inquiry.question, profile.case
    if len(case.fields) == 1 or question.english or question.form.layout is not Layout.PLAIN:
        return None
    role = next(iter(question.cues.sorts(Cue.ROLE)), "")
    if not role:
        return None
    told = list(_told(profile, role))
    if not told:
        return None
    names, of_title = set(question.persons), set(PERSON.findall(profile.title))
    words = inquiry.words
    own = role == "职务" and question.cues.names.isdisjoint((Cue.KIN, Cue.KIN_SPOKEN))
    introduced = names or (of_title if own else set())  # 是个什么官, of whom the case is called by

    def fits(at: int) -> tuple[float, int]:
        one = told[at]
        named = NAMED * any(name in one.around for name in names)
        named += OF_TITLE * any(name in one.clause for name in of_title)
        named += INTRODUCED * any(_brought_in(one, name) for name in introduced)
        named += DONE * (role == "认罪" and bool(SOMEBODY.search(one.clause)))
        return words.coverage(one.clause) + BESIDE * words.coverage(one.around) + named, -at

    best = told[max(range(len(told)), key=fits)]
    return whole_sentences(case, (quote_of(case, best.field, best.start, best.end),))[0]


def _brought_in(one: Told, name: str) -> bool:
    """Whether a clause stands right behind the name of somebody who is told of for the first time."""
    named, told = one.around.find(f"{name},"), one.around.find(one.clause)
    return 0 <= named <= told <= named + REACH


def said_in_role(profile: Profile, text: str, quote: Quote) -> tuple[Quote, str, bool | None]:
    """`quote` with what is to be said first: an office, who found it out; and whether it is so, where it is asked if somebody confessed."""
    if (office := office_in(text, quote)) is not None:
        return office, answer_of(office), None
    if _ROLES["发现"].search(text) and (finder := finder_told(profile.case, quote)) is not None:
        return finder, answer_of(finder), None
    if (marked := _in_its_words(text, quote)) is not None:
        return marked, answer_of(marked), None
    said, told = who_told(profile, text, (quote,))
    if said:
        return told[0], said, None
    if _ROLES["去向"].search(text) and _SETTLED.search(text) and (kept := _kept_or_given(quote)) is not None:
        return kept, answer_of(kept), None
    if _ROLES["面积"].search(text) and len(areas := _areas(quote.text)) == 1:
        first, last = areas[0]
        marked = replace(quote, answer=(quote.start + first, quote.start + last))
        return marked, answer_of(marked), None
    if _ROLES["认罪"].search(text):
        denies, confesses = _DENIED.search(quote.text), _CONFESSED.search(quote.text)
        return quote, "", None if bool(denies) == bool(confesses) else bool(confesses)
    return quote, "", None


def _in_its_words(text: str, quote: Quote) -> Quote | None:
    """`quote` with the paper, the excuse, the proof, or who is to answer for it, pointed out, by what leads to it and ends it."""
    for role, forms in _BETWEEN.items():
        if not _ROLES[role].search(text):
            continue
        for start, end in clauses(quote.text):
            clause = quote.text[start:end].rstrip("，。；,;")
            for lead, ending in forms:
                at = clause.find(lead)
                stop = clause.find(ending, at + len(lead)) if at >= 0 and ending else len(clause)
                stop += len(ending) if ending in _PAPERS else 0
                said = clause[at + len(lead) : stop].lstrip("了的") if at >= 0 and stop > 0 else ""
                if SHORTEST <= len(said) <= LONGEST and said.count("（") == said.count("）"):
                    first = quote.start + start + clause.find(said, at)
                    return replace(quote, answer=(first, first + len(said)))
    return None


def _kept_or_given(quote: Quote) -> Quote | None:
    """`quote` with what was done with money pointed out, and by what force: 责令退赔; None where more than one thing was."""
    found = list(_TOLD["去向"].finditer(quote.text))
    if len({one[0] for one in found}) != 1:
        return None
    start, end = found[0].span()
    lead = next((word for word in _BY_FORCE if quote.text[:start].endswith(word)), "")
    return replace(quote, answer=(quote.start + start - len(lead), quote.start + end))


def _areas(text: str) -> list[tuple[int, int]]:
    """Where `text` tells how large something is: 100754.2平方米."""
    found = []
    for unit in _AREAS:
        at = text.find(unit)
        while at >= 0:
            start = len(text[:at].rstrip("0123456789.,万余"))
            found += [(start, at + len(unit))] if start < at else []
            at = text.find(unit, at + 1)
    return found


def office_in(text: str, quote: Quote) -> Quote | None:
    """`quote` with the office in it pointed out, where `text` (folded) asks what somebody was: 某县林业局局长."""
    if not _ROLES["职务"].search(text):
        return None
    named = [name for name in PERSON.findall(text) if name in quote.text]
    for start, end in clauses(quote.text):
        said = quote.text[start:end].rstrip("，。；")
        lead = next((word for word in _HOLDS if said.startswith(word)), "")
        own = said.removeprefix(lead)
        if start and own.endswith(_OFFICES) and LEAST <= len(own) <= LONGEST and not PERSON.search(own):
            if named and not any(name in quote.text[:start] for name in named):
                continue
            first = quote.start + start + len(lead)
            return replace(quote, answer=(first, first + len(own)))
    return None


def _told(profile: Profile, role: str) -> Iterator[Told]:
    """The clauses of what happened and was decided that tell it, in order: no law's words and no lesson."""
    words, beside = _TOLD[role], asides(profile.case)
    for field in profile.case.fields:
        lesson = MEANING.search(field.name) and not (
            role in _ARGUED and gives_reasons(profile.case, field.name)
        )
        if field.name in beside or lesson or _RULE.search(field.name) or LESSON.search(field.name):
            continue
        before = ""
        for start, end in sentences(field.text):
            whole = squeeze(field.text[start:end])
            for a, b in clauses(field.text[start:end]):
                clause = squeeze(field.text[start + a : start + b])
                if words.search(clause) and not ARTICLE.search(clause):
                    yield Told(field.name, start + a, start + b, clause, before + whole)
            before = whole
