"""Of a case told in sections: which statement says why, and how much of what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from data.text import clauses, fold, pairs, sentences, squeeze
from data.types import Case, Quote
from data.values import dataclass
from retrieval.answers.inquiry import Inquiry
from retrieval.answers.leads.figure_named import figures_said
from retrieval.cases.opinions import Opinion, asks_opinions, opinions
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.rulings import ARBITRATION, DECIDES, FIRST, RETRIAL, SECOND
from retrieval.cases.suits.sections import FACTS, MEANING, REASONS
from retrieval.language.figures import figures
from retrieval.language.terms import SOMEBODY
from retrieval.lexicon.listed import listed
from retrieval.question.closed.cues import Cue
from retrieval.quoting.clauses import quote_of
from retrieval.quoting.passages import Statement, in_dispute, whole_sentence

_OF_DECISION = (
    Cue.ASKS_TRIBUNAL,
    Cue.AWARDED_OR_TAKEN,
    Cue.WHY_DECIDED,
    Cue.WHERE_WRONG,
    Cue.RHETORICAL,  # 他不是说闲置吗，凭啥算经营者
)
GIVES = 0.25
"""Share of the likeliest statement's probability from which on one that gives a reason is told where one is asked."""
GIVES_OF_PARTY = 0.5
"""The same where it is asked why a party did something, which is told as often without a 因为."""
FALLS = 0.05
"""The same of one that says what was not done, or against what, where it is asked what was wrong."""
HELD = 1.5
"""Log-odds that a statement wins which holds all of the question's words, where a reason is asked."""
FIGURE = 3.0
"""The same of one that says a figure which the question says: 为什么只判六成, of which 60% is told."""
SIDE, SETTLING = 6, 260
"""Code points on either side of 还是 that tell what was in dispute, and of how that was settled."""
BARE, CLEARLY_MORE = 3, 2
"""Characters beside the asking words of a question that asks why of what was told; pairs of the question's characters that the
likeliest statement must have more than one that gives a reason to be told instead."""
NEARER = 3.0
"""Log-odds that the last statement before a ruling has before the first, where it is asked why it was so ruled."""
LENIENT, MOST_GROUNDS = 3.0, 3
"""Log-odds that a statement wins for each ground of leniency it names, where it is asked why somebody got off so lightly,
and how many count."""
ROOM = 170
"""Code points of a reason with the conclusion that is drawn from it."""
SHORT, REPEATED = 36, 0.3
"""Code points of a statement that says no more than one thing, and share of the question's weight with which that is what
is asked about."""
OPENING, _TRIBUNALS = 20, ("法院", "仲裁委", "合议庭")
"""Code points with which a tribunal's own opinion begins, and who has one."""
TURN = 6
"""Code points with which a sentence that turns begins to give its ground."""
_THAT, NAMED = "该", 3
"""How a sentence begins that speaks of what the one before named, and where that word ends."""
_SO = (",遂", "，遂", "法院遂")
"""How a ruling begins that is drawn from the clauses before it in its sentence."""
_TURNS = ("但", "然而", "不过")
"""How a statement begins that turns against what was held before it."""
_LENIENT, _AT_HAND = listed("lenient_ground"), listed("case_at_hand")
_APPEAL, _BECAUSE = listed("appeal"), listed("because")
_DRAWN, _GROUNDS, _CONCLUDES = listed("drawn_from"), listed("weighed_grounds"), listed("concludes")
_SEEN_AS, _FALLS_SHORT = listed("seen_as"), listed("falls_short")


@dataclass(frozen=True, slots=True)
class Why:
    """What it is asked why of: the question's words, its cues by name, and the case."""

    inquiry: Inquiry
    profile: Profile

    @property
    def text(self) -> str:
        return self.inquiry.question.text

    @property
    def decided(self) -> bool:
        """Whether it is asked why something was decided or is seen so, and not why a party did something."""
        return self.bare or any(cue in self.inquiry.question.cues for cue in _OF_DECISION)

    @property
    def bare(self) -> bool:
        """Whether it is asked why and nothing more, of what was told: 为什么啊."""
        question = self.inquiry.question
        start, end = question.asked.span
        alone = not self.inquiry.words.terms and len(question.text) - (end - start) <= BARE
        return alone and bool(question.within or question.near)


def as_sentences(profile: Profile, every: Sequence[Statement]) -> list[Statement]:
    """`every` statement with the others of its sentence, as far as that is not too long: a reason is told in one."""
    whole: dict[tuple[str, int, int], Statement] = {}
    for one in every:
        start, end = whole_sentence(profile, one)
        text = squeeze((profile.case.text_of(one.field) or "")[start:end])
        whole.setdefault((one.field, start, end), Statement(one.field, start, end, text))
    return list(whole.values())


def weighed(asked: Why, every: Sequence[Statement], odds: Sequence[float]) -> list[float]:
    """`odds`, more where a statement holds what it is asked of, and grounds of leniency where these are asked for."""
    words, lenient = asked.inquiry.words, Cue.WHY_LENIENT in asked.inquiry.question.cues
    said = figures_said(asked.inquiry.question)
    found = []
    for one, worth in zip(every, odds, strict=True):
        grounds = min(len(set(_LENIENT.findall(one.text))), MOST_GROUNDS) if lenient else 0
        figure = bool(said) and any(figure.value in said for figure in figures(one.text))
        found.append(worth * exp(HELD * words.coverage(one.text) + LENIENT * grounds + FIGURE * figure))
    return found


def settled(asked: Why, every: Sequence[Statement]) -> tuple[Quote, ...]:
    """What was held of that which was in dispute, where it is asked why it was seen so: 个人行贿还是单位行贿存在不同认识; the
    statements right behind that one, as far as there is room. () where the question has no word of what was."""
    case, spoken = asked.profile.case, pairs(asked.text)
    for at, one in enumerate(every):
        before, either, behind = one.text.partition("还是")
        contested = pairs(before[-SIDE:]) ^ pairs(behind[:SIDE])
        if not (either and in_dispute(one.text) and spoken & contested):
            continue
        line = (case.text_of(one.field) or "").find("\n", one.end)
        told = [s for s in every[at + 1 :] if s.field == one.field and (line < 0 or s.start < line)]
        fit = [s for s in told if s.end - told[0].start <= SETTLING]
        if fit:
            return (quote_of(case, one.field, fit[0].start, fit[-1].end),)
    return ()


def reasons_first(
    asked: Why, every: Sequence[Statement], odds: Sequence[float], order: list[int]
) -> list[int]:
    """`order`, what gives a reason first: what only rules gives none, and what leads to the ruling that is asked of does."""
    order = [at for at in order if not (_only_rules(asked, every[at]) or _repeats(asked, every[at]))] or order
    leading = [at for at in order if _leads_to_it(asked, every[at])]
    turned = max((at for at in leading if every[at].text.startswith(_TURNS)), default=-1)
    if 0 < len(leading) < len(order) and turned >= 0:  # 但解除协议将有损公共利益: what it came down to
        leading = [at for at in leading if at >= turned]
    if 0 < len(leading) < len(order):  # a tribunal comes to its conclusion at the end
        late = {at: exp(NEARER * rank / len(leading)) for rank, at in enumerate(sorted(leading))}
        order = sorted(leading, key=lambda at: (-odds[at] * late[at], at))
    ruled = Cue.WHY_RULED in asked.inquiry.question.cues  # 为什么输: what led to that ruling
    if asked.bare and not ruled and (said := [at for at in order if says_itself(every[at])]):
        return said
    if asked.decided:  # rather than what is held of everybody
        own = [at for at in order if _of_the_case(asked.profile, every[at])]
    else:  # why a party did something is told by no lesson
        own = [at for at in order if not MEANING.search(every[at].field)]
    order = own if own and odds[own[0]] >= GIVES * odds[order[0]] else order
    if Cue.WHERE_WRONG in asked.inquiry.question.cues:
        short = [at for at in order if _FALLS_SHORT.search(every[at].text)]
        return short if short and odds[short[0]] >= FALLS * odds[order[0]] else order
    reasons = [at for at in order if _argues(every[at])]
    if not asked.decided:
        reasons = [at for at in reasons if FACTS.search(every[at].field)] or reasons
    gives = reasons and odds[reasons[0]] >= (GIVES if asked.decided else GIVES_OF_PARTY) * odds[order[0]]
    if gives and says_itself(every[order[0]]):
        gives = at_hand(every[reasons[0]])
    if gives and not asked.decided:  # 因赵某无继承人, where it is asked of 民政局
        spoken = pairs(asked.text)
        more = len(spoken & pairs(every[order[0]].text)) - len(spoken & pairs(every[reasons[0]].text))
        gives = more < CLEARLY_MORE
    return reasons if gives else order


def _argues(one: Statement) -> bool:
    """Whether a statement gives a reason: 因为, or a ruling with what led to it: 修复已改变手术结果，法院遂判决赔偿60%."""
    return bool(_BECAUSE.search(one.text)) or max(map(one.text.find, _SO)) >= SHORT


def _of_the_case(profile: Profile, one: Statement) -> bool:
    """Whether a statement, or what stands in its line, speaks of the case at hand."""
    if at_hand(one) or says_itself(one):
        return True
    text = profile.case.text_of(one.field) or ""
    end = text.find("\n", one.end - 1)
    line = text[text.rfind("\n", 0, one.start) + 1 : end if end >= 0 else len(text)]
    return bool(SOMEBODY.search(line) or _AT_HAND.search(line))


def of_opinion(asked: Why, likeliest: Statement | None) -> tuple[Quote, ...]:
    """The opinion that was followed, where it is asked why something is seen so and another thought otherwise of it: what it
    begins with and what it comes to; () where no opinions differed over that, or what is `likeliest` stands elsewhere."""
    case = asked.profile.case
    told = opinions(case)
    if not (asked.decided and told) or asks_opinions(asked.text):
        return ()
    followed = [one for one in told if one.followed and _sees_it_as(case, one)]
    over = [one for one in followed if _differed_over(asked, told, one)]
    alone = [one for one in followed if likeliest is not None and _speaks_of(case, one, likeliest)]
    if len(over or alone) != 1:
        return ()
    one = (over or alone)[0]
    text = case.text_of(one.field) or ""
    parts = [(one.start + a, one.start + b) for a, b in sentences(text[one.start : one.end])]
    first, last = parts[0], next((p for p in parts if _SEEN_AS.search(text, *p)), parts[-1])
    if last[1] - first[0] <= ROOM:
        return (quote_of(case, one.field, first[0], last[1]),)
    if first == last:
        held = [
            one.start + a for a, _ in clauses(text[one.start : first[1]]) if first[1] - one.start - a <= ROOM
        ]
        return (quote_of(case, one.field, held[0], first[1]),) if held else ()
    return tuple(quote_of(case, one.field, *part) for part in (first, last))


def _speaks_of(case: Case, one: Opinion, said: Statement) -> bool:
    """Whether a statement is of an opinion that was followed, or of the lines in which it was agreed to."""
    if said.field != one.field or said.start < one.start:
        return False
    between = (case.text_of(one.field) or "")[one.start : said.start]
    return between.count("\n") <= 1


def _sees_it_as(case: Case, one: Opinion) -> bool:
    """Whether an opinion is as what a matter is seen, and not what is to be done about it."""
    return bool(_SEEN_AS.search(case.text_of(one.field) or "", one.start, one.end))


def _differed_over(asked: Why, told: Sequence[Opinion], followed: Opinion) -> bool:
    """Whether the conclusion of an opinion beside the one that was `followed` speaks of what is asked."""
    case = asked.profile.case
    text = case.text_of(followed.field) or ""
    before = [one for one in told if one.field == followed.field and one.start < followed.start]
    other = before[-1] if before and not before[-1].followed else None
    if other is None:
        return False
    held = fold(text[other.start : other.end])
    ends = [held[a:b] for a, b in clauses(held) if _CONCLUDES.search(held, a, b)]
    return any(
        term.strength(part) for part in ends for term in asked.inquiry.words.terms if len(term.text) > 1
    )


def told_whole(profile: Profile, one: Statement) -> Quote:
    """A reason, with the sentence beside it that draws a conclusion from it, or from which it is drawn, where there is room.

    So is one that gives no reason told with the next, where that may: 双方的承包合同当然无效。而隐藏行为…. In the facts only
    a 因为 does.
    """
    text = profile.case.text_of(one.field) or ""
    start, end = whole_sentence(profile, one)
    line, until = text.rfind("\n", 0, start) + 1, text.find("\n", start)
    beside = [(a, b) for a, b in sentences(text) if line <= a and (until < 0 or a < until)]
    before = next(((a, b) for a, b in beside if b <= start and not text[b:start].strip()), None)
    behind = next(((a, b) for a, b in beside if a >= end), None)
    if before and _DRAWN.match(squeeze(text[start:end])) and end - before[0] <= ROOM:
        start = before[0]
    elif behind and behind[1] - start <= ROOM:
        told, next_ = squeeze(text[start:end]), squeeze(text[slice(*behind)])
        argues = not (FACTS.search(one.field) or DECIDES.search(next_)) or _BECAUSE.search(next_)
        if (argues and not _BECAUSE.search(told)) or _goes_on(text[start:end], next_):
            end = behind[1]
    return quote_of(profile.case, one.field, start, end)


def _goes_on(told: str, behind: str) -> bool:
    """Whether the sentence behind `told` draws a conclusion from it, tells a ground against it (但因其时常探望), or is of what
    it named: 该约定的违约金明显过高."""
    turns = behind.startswith(_TURNS) and bool(_BECAUSE.search(behind[:TURN]))
    return turns or bool(_DRAWN.match(behind)) or (behind[:1] == _THAT and behind[1:NAMED] in told)


def says_itself(one: Statement) -> bool:
    """Whether a statement begins with what a tribunal holds: 法院经审理认为, 宋先生作为…应当有所认知."""
    opening = one.text[:OPENING]
    return "认为" in opening and any(name in opening for name in _TRIBUNALS)


def at_hand(one: Statement) -> bool:
    """Whether a statement speaks of the case at hand: of somebody in it."""
    return bool(SOMEBODY.search(one.text) or _AT_HAND.search(one.text))


def of_others(one: Statement) -> bool:
    """Whether a statement tells what a case means, and speaks of nobody in it."""
    return bool(MEANING.search(one.field)) and not at_hand(one)


def _only_rules(asked: Why, one: Statement) -> bool:
    """Whether a statement is a ruling and nothing before it, or that somebody appealed: 一审法院遂判决确认拍卖行为违法."""
    if _APPEAL.search(one.text) and Cue.APPEAL_ASKED not in asked.inquiry.question.cues:
        return True
    if _argues(one) or _GROUNDS.search(one.text):
        return False
    if _DRAWN.match(one.text) and len(one.text) <= SHORT and any(name in one.text for name in _TRIBUNALS):
        return bool(DECIDES.search(one.text))  # 故仲裁委员会依法裁决其支付加班费
    return any(
        ruling.field == one.field and ruling.start <= one.start < ruling.end
        for ruling in asked.profile.course.rulings
    )


def _repeats(asked: Why, one: Statement) -> bool:
    """Whether a statement of what happened hardly says more than what it is asked why: 后法院追加民政局为本案被告."""
    told = FACTS.search(one.field) and len(one.text) <= SHORT and not _BECAUSE.search(one.text)
    return bool(told) and asked.inquiry.words.coverage(one.text) >= REPEATED


def _leads_to_it(asked: Why, one: Statement) -> bool:
    """Whether a statement stands between the ruling whose reason is asked for and the one before it.

    That of the instance which is named, else, where it is asked why somebody won or lost, the one that stands; so does
    every statement where neither is asked.
    """
    course, named = asked.profile.course, _instance_named(asked.text)
    stands = course.operative if Cue.WHY_RULED in asked.inquiry.question.cues else None
    ruling = course.at(named) if named else stands
    if ruling is None:
        return True
    if one.field != ruling.field:
        return bool(REASONS.search(one.field)) and (len(course.rulings) == 1 or ruling is course.operative)
    before = max((r.end for r in course.rulings if r.field == one.field and r.end <= ruling.start), default=0)
    return before <= one.start and (one.end <= ruling.start or one.start < ruling.start)


def _instance_named(text: str) -> str:
    """The instance whose ruling `text` (folded) speaks of, and not one whose ruling was set aside: 为什么撤销一审判决."""
    for said in (f"{FIRST}判决", f"{FIRST}的判决"):
        text = text.replace(said, "")
    return next((name for name in (FIRST, SECOND, RETRIAL, ARBITRATION) if name in text), "")
