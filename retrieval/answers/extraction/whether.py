"""Whether it is so, by the very words that are quoted: yes, no, or not to be told from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.patterns import regex
from data.text import clauses, pairs, sentences, squeeze
from data.types import Quote
from retrieval.answers.extraction.appeals import with_outcome
from retrieval.answers.extraction.as_held import as_held
from retrieval.answers.extraction.borne_out import as_decided, as_ruled, hoped
from retrieval.answers.extraction.held import EITHER_WAY, KINDS, allowed, held
from retrieval.answers.extraction.premises import side_named
from retrieval.answers.extraction.stands import stands
from retrieval.answers.extraction.there_is import asked_of, there_is
from retrieval.answers.inquiry import Inquiry
from retrieval.cases.holdings import own_words, said_in
from retrieval.cases.profiles import Profile
from retrieval.cases.suits.parties import LOST, WON, is_sort
from retrieval.cases.suits.rulings import FIRST, SECOND, SET_ASIDE, UPHELD
from retrieval.cases.suits.sections import CLAIMS, FACTS, LESSON, MEANING, REASONS, RESULT
from retrieval.checking.aspects.contraries import CLAIMED
from retrieval.language.polarity import negations
from retrieval.language.terms import PERSON, Term, Weighted
from retrieval.lexicon.listed import listed, under
from retrieval.question.closed.asked import Type, asked
from retrieval.question.closed.cues import Cue, cues_of
from retrieval.question.query import Query
from retrieval.quoting.clauses import asides, ending, quote_of
from retrieval.quoting.courses import outcome_quotes, ruling_quotes
from retrieval.quoting.passages import Statement, asks_tribunal, statements
from retrieval.quoting.shown import without_rule

LEAST_WORDS = 2
"""Words of a question below which the same words are no yes: 有平台吗."""
MATTER = 0.3
"""Share of the question's weight that a sentence must hold to speak of the same."""
MOSTLY = 0.6
"""Share of the question's weight that a clause must hold, in other words at most, to say that it is so."""
DECIDED = 60
"""Code points quoted of how a case was decided where it is asked whether something is so."""
PARTY = 14
"""Code points before 赢了 among which stand the party and the instance."""
OTHER = {"won": "lost", "partly": "lost", "lost": "won"}
"""What the other party got."""
REACH = 14
"""Code points behind a negation among which stands what is denied: 不持有转化公司的任何股份."""
_WHOM = listed("whom")
_WAS_DONE, _LIGHT_ENDS = (
    ("了没有", "了没", "了吗", "了么", "过没有", "过吗", "没有", "没"),
    "的是有没不了过完好成到掉出",
)
_ENDS, _LEAST_ENDS = "？?。.！! 啊呀呢", "吗么不没有"
_PARTY = listed("party_denies")
"""What a party denies, and no tribunal: 公司不认可上述证据."""
_CLAIMS_IT = listed("asks_for")
_APPEALED, _ACCEPTS = listed("asks_appeal"), listed("accepts_ruling")
_OVERTURNED, _CHANGED = listed("turned_over"), listed("asks_changed")
_BORNE_OUT = regex(
    r"(?:支持|站在|偏向|向着|帮)(?:了)?(?P<who>[^，,。？?吗么]{1,14}?)(?:的(?:请求|诉求|诉讼请求|主张|说法|诉请)|这边|那边|一边)?(?:了|的)?(?:吗|么|没有?)[？?]?$"
)
_ONLY_MEANT, _STANDS = listed("only_meant"), listed("stands_or_not")
"""What a clause says that is to be done, asked for or thought, and is not told to have been done."""
_AS_CLAIMANT = listed("as_claimant")
_WEIGHS = listed("weighs")
"""What makes a question ask for more than whether it is so: which, how many, only, all, more."""
_INSTANCE, _NO_NUMBER = listed("instance"), listed("no_number")
_ASKED_AS, _MAY, _OF_CASES = under("yes_or_no"), "may", listed("of_cases")
_HELD, _BY_WHICH = listed("held_asked"), listed("decides_by")


def whether(query: Query, words: Weighted, quotes: Sequence[Quote]) -> bool | None:
    """Whether `quotes` say that it is so (True) or that it is not; None where they do not say so in the same words.

    A question that itself denies or weighs something, or asks whether there are such cases, is not told so.
    """
    terms = sorted(
        words.terms, key=lambda term: query.text.rfind(term.text)
    )  # what is asked about stands last
    told = [squeeze(quote.text) for quote in quotes]
    if (deed := _deed(query.text)) and not any(deed in one for one in told):
        return None  # 删了没有: what is told does not speak of it
    if (was_done := _done(query, terms, told)) is not None:
        return was_done
    if not terms or not _plain(query):
        return None
    text = _positive(query.text)
    # 员工拒绝加班能开除吗: what stands before one may is given, and not asked
    given = max((match.start() for match in _ASKED_AS[_MAY].finditer(text)), default=0)
    matters = {said.matter: said.side for said in said_in(text) if said.start >= given}
    if matters:
        return _of_matters(matters, words, told)
    told = [
        own
        for one in told
        for start, end in sentences(one)
        if not (CLAIMED.search(own := own_words(one[start:end])) or _PARTY.search(own))
    ]
    if _MAY not in query.cues.sorts(Cue.YES_OR_NO):
        denying = [clause for clause in _clauses(told) if _denies(clause, terms, "，".join(told))]
        saying = [clause for clause in _clauses(told) if denying and _says(clause, terms)]
        asked = pairs(query.text)
        if denying:  # 作价入股 beside 学校不持有任何股份: what has more of the question is of the same
            shared = [max((len(asked & pairs(one)) for one in ones), default=0) for ones in (denying, saying)]
            return False if not saying or shared[0] > shared[1] else None
    return (len(terms) >= LEAST_WORDS and any(_says(one, terms) for one in told)) or None


def _done(query: Query, terms: Sequence[Term], quotes: Sequence[str]) -> bool | None:
    """Whether what the last clause asks to have been done is told to be, by those that name it: 发仲裁建议书了没, 未提交考勤记录.

    What a party says of it, and what is only to be done, tells nothing.
    """
    text = query.text.rstrip(_ENDS)
    asking = text[clauses(text)[-1][0] :] if text else ""
    named = [t.text.removeprefix("被") for t in terms if t.text in asking and not PERSON.fullmatch(t.text)]
    if not (named and text.endswith(_WAS_DONE) and _plain_at_end(text)):
        return None
    *others, asked = named
    sides = set[bool]()
    for clause in _clauses(quotes):
        if asked not in clause or 2 * sum(other in clause for other in others) < len(others):
            continue
        denied = any(asked in clause[at : at + REACH] for at, _ in negations(clause))
        if denied or not (negations(clause) or _ONLY_MEANT.search(clause) or CLAIMED.search(clause)):
            sides.add(not denied)
    return sides.pop() if len(sides) == 1 else None


def as_shown(text: str, quotes: Sequence[Quote]) -> bool | None:
    """Whether it is so by a word with a contrary at the end of `text` (folded), as the tribunal's own words that are quoted have it:
    合同算数吗, 当然无效; or that one may: 能先分钱吗, 理应赋予其权利. None where they say neither, or both."""
    asking = _positive(_asking(text)).rstrip(_ENDS + _LEAST_ENDS)
    asked = {said.matter: said.side for said in said_in(asking) if said.end >= len(asking.rstrip("了"))}
    quotes = [without_rule(quote) for quote in quotes]
    sides = {
        said.side == asked[said.matter]
        for one in (squeeze(quote.text) for quote in quotes)
        for start, end in sentences(one)
        if FIRST in text or FIRST not in one[start:end]
        if not _PARTY.search(own := own_words(one[start:end]))
        for said in said_in(own)
        if said.matter in asked
    }
    if asked and not negations(asking):
        return sides.pop() if len(sides) == 1 else None
    return allowed(_asking(text), quotes)


def _asking(text: str) -> str:
    """The clause of `text` that asks whether something is so, and not whether there are such cases: 能推翻吗，有例子吗."""
    parts = [text[start:end] for start, end in clauses(text)] or [""]
    for one in reversed(parts):
        if not _OF_CASES.search(one) or (asked(one).type is Type.YESNO and not one.startswith("有")):
            return one  # 要赔吗，为什么; 案子是不是翻了三倍
    return parts[-1]


def supposes(query: Query) -> bool:
    """Whether it is asked of what was otherwise, or at another time: 要是2016年以前干的，还算吗 is told by no finding on this case."""
    aside = query.when is not None and query.when.side in ("before", "until", "after", "since")
    return aside or Cue.SUPPOSED_SO in query.cues


def ruled(query: Query, words: Weighted, profile: Profile) -> Quote | None:
    """The statement of a case told in sections that rules on a matter which the question names: 还有效吗, 应认定无效."""
    matters = {said.matter for said in said_in(_positive(query.text))}
    if len(matters) != 1 or not _plain(query):
        return None
    best: tuple[float, Statement] | None = None
    for one in statements(profile):
        own = own_words(one.text)
        if MEANING.search(one.field) or CLAIMS.search(one.field) or not own:
            continue
        if any(said.matter in matters for said in said_in(own)):
            share = words.coverage(own)
            if share >= MATTER and (best is None or share > best[0]):
                best = share, one
    return quote_of(profile.case, best[1].field, best[1].start, best[1].end) if best else None


def won(query: Query, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether the party that the question names won or lost as it asks, and the ruling: 肖某一审赢了吗."""
    course = profile.course
    for check in (_appealed, _changed, _supported):
        told = check(query.text, profile)
        if told is not None:
            return told
    asking = query.text.rfind(
        _asking(query.text)
    )  # 官司已经打输了，又下文件来要，行吗: who lost is not asked
    for said, wanted in ((LOST, ("lost",)), (WON, ("won", "partly"))):
        match = said.search(query.text, max(0, asking))
        if match is None:
            continue
        before = query.text[max(0, match.start() - PARTY) : match.start()]
        named = _INSTANCE.findall(before)
        instance = SECOND if named[-1:] == ["终审"] else named[-1] if named else ""
        result = course.result_of(instance) if instance else course.result
        ruling = (course.at(instance) if instance else course.operative) or course.operative
        # 告得赢吗: of no party by name, who went to court asks
        side = side_named(before, course) or ("" if _WHOM.search(before) else "claimant")
        if not (result and ruling and side):
            return None
        held = result if side == "claimant" else OTHER[result]
        places = outcome_quotes(profile.case, [(ruling.field, ruling.start, ruling.end)])
        return (held in wanted, places[0]) if places else None
    return None


def _appealed(text: str, profile: Profile) -> tuple[bool, Quote] | None:
    """广电公司上诉了吗, 车行服气吗: by who is told to have appealed, or that nobody did."""
    course, accepts = profile.course, _ACCEPTS.search(text)
    match = _APPEALED.search(text) or accepts
    place = course.spans.get("appeal")
    if match is None or place is None or text[match.end() :].strip("了过吗么没有？?"):
        return None
    side = side_named(text[: match.start()], course)
    who = {"claimant": course.claimant, "opponent": course.opponent}.get(side, "")
    if not who and match.start() > 0 and PERSON.search(text[: match.start()]):
        return None
    names = [name for one in course.appellants for name in re.split("[、与和]", one)]
    is_so = bool(names)
    if who and names and not any("双方" in name for name in names):
        sort = next(sort for sort in ("公司", "政府", "个人") if is_sort(sort)(who) or sort == "个人")
        is_so = any(is_sort(sort)(name) or name in who or who in name for name in names)
    name, start, end = place
    text = profile.case.text_of(name) or ""
    told = [
        (start + a, start + b) for a, b in clauses(text[start:end]) if "上诉" in text[start + a : start + b]
    ]
    return is_so is not bool(accepts), quote_of(profile.case, name, start, told[-1][1] if told else end)


def _changed(text: str, profile: Profile) -> tuple[bool, Quote] | None:
    """二审改判了吗, 二审维持原判了吗."""
    kept, ruling = "维持" in text, profile.course.at(SECOND)
    if ruling is None or not (kept or _OVERTURNED.search(text) or _CHANGED.search(text)):
        return None
    held = profile.course.upheld if kept else SET_ASIDE in ruling.effects or UPHELD not in ruling.effects
    return held, quote_of(profile.case, ruling.field, ruling.start, ruling.end)


def _supported(text: str, profile: Profile) -> tuple[bool, Quote] | None:
    """一审法院支持了吴某吗, 仲裁支持公司吗: whom a tribunal bore out, where it is asked of a party."""
    match, course = _BORNE_OUT.search(text), profile.course
    side = side_named(match["who"], course) if match else ""
    if (
        match is not None
        and not side
        and _AS_CLAIMANT.fullmatch(match["who"])
        and is_sort("个人")(course.claimant)
    ):
        side = "claimant"  # whoever is spoken of, or has what a claimant has: 法院支持业主吗
    if match is not None and not side and _is_claimed(match["who"], profile):
        side = "claimant"  # 一审支持解除协议吗, which is what was asked for
    if match is None or not side:
        return None
    named = _INSTANCE.findall(text)
    instance = SECOND if named[-1:] == ["终审"] else named[-1] if named else ""
    result = course.result_of(instance) if instance else course.result
    ruling = (course.at(instance) if instance else course.operative) or course.operative
    if not result or ruling is None:
        return None
    places = outcome_quotes(profile.case, [(ruling.field, ruling.start, ruling.end)])
    held = result if side == "claimant" else OTHER[result]
    return (held in ("won", "partly"), places[0]) if places else None


def _only_applied_for(text: str, quotes: Sequence[Quote]) -> bool:
    """Whether what is asked to have been done is told only to be applied for: 商标注册了没, of 商标注册申请."""
    bare = text.rstrip("？?")
    ending = next((one for one in _WAS_DONE if bare.endswith(one)), "")
    deed = bare.removesuffix(ending)[-2:] if ending else ""
    told = [quote.text for quote in quotes if len(deed) == 2 and deed in quote.text]
    return bool(told) and all(f"{deed}申请" in one or f"申请{deed}" in one for one in told)


def _deed(text: str) -> str:
    """The character of the verb of which it is asked whether it was done: 删 of 删了没有; '' where it is too light to tell."""
    bare = text.rstrip("？?")
    before, gives, whom = bare.rpartition("给")
    if gives and any(whom.endswith(end) and len(whom) > len(end) for end in _WAS_DONE):
        return before[-1:].strip(_LIGHT_ENDS)  # 把承包费退给高某了吗
    ending = next((one for one in _WAS_DONE if bare.endswith(one)), "")
    last = bare.removesuffix(ending)[-1:] if ending else ""
    return "" if last in _LIGHT_ENDS else last


def _is_claimed(what: str, profile: Profile) -> bool:
    """Whether a case tells that somebody asks a court for that: 请求判令解除协议."""
    asked = pairs(what)
    told = (
        field.text[start:end]
        for field in profile.case.fields
        for start, end in clauses(field.text)
        if _CLAIMS_IT.search(field.text, start, end)
    )
    return any(len(asked & pairs(clause)) >= LEAST_WORDS for clause in told)


def asks_so(query: Query) -> bool:
    """Whether it is asked if something is so, of a case that is meant: 合法吗, 能要医药费不."""
    ends = Cue.OR_NOT in query.cues and Cue.ASKS_WORD not in query.cues
    return (query.asked.type is Type.YESNO or ends) and not asks_there(query)


def asks_there(query: Query) -> bool:
    """Whether it is asked if there is such a case, place or body at all, and of no case that was spoken of."""
    if query.english or query.within or query.near or query.edit:
        return False
    return Cue.ASKS_THERE in query.cues or Cue.THERE_AT_ALL in query.cues


def _positive(text: str) -> str:
    """算不算数 as 算数: what is asked either way denies nothing."""
    return EITHER_WAY.sub(r"\1", text).replace("有没有", "有").replace("是不是", "是")


def _plain(query: Query) -> bool:
    start, end = query.asked.span
    rest = query.text[:start] + query.text[end:]
    return not (Cue.WEIGHS in query.cues or Cue.OF_CASES in query.cues or negations(rest))


def _plain_at_end(text: str) -> bool:
    """Whether the clause that asks neither denies, weighs nor counts, whatever stands before it."""
    asking = text[clauses(text)[-1][0] :].rstrip(_ENDS + "吗么没有不") if text else ""
    return not (_WEIGHS.search(_NO_NUMBER.sub("", asking)) or negations(asking))


def frame(text: str, is_so: bool) -> str:
    """The name of the frame that says yes or no to `text`: 可以 where it asks whether one may, 没有 whether it was done."""
    text = text.rstrip(_ENDS)
    asking = _asking(text)
    if "有没有效" in text or "有效吗" in text:
        return "yes_valid" if is_so else "no_valid"
    if _STANDS.search(text):
        return "yes_stands" if is_so else "no_stands"
    if is_so:
        if asked_of(asking):
            return "yes_there"
        able = "yes_can" if "能" in asking or "得" in asking else "yes_may"
        may, must = _ASKED_AS["may"].search(asking), _ASKED_AS["must"].search(asking)
        if must and not (may and may.start() < must.start()):  # 能要赔偿吗 asks whether one may
            return "yes_must"
        return able if may else "yes_counts" if _ASKED_AS["counts"].search(asking) else "yes"
    is_it = (
        "no_is" if text.endswith(("吧", "对")) or (text.endswith(("吗", "么")) and "是" in asking) else "no"
    )
    has_it = text.endswith(("吗", "么", "不")) and "有" in asking
    otherwise = "no_done" if has_it or text.endswith(("没", "没有")) else is_it
    return next((f"no_{name}" for name, words in _ASKED_AS.items() if words.search(asking)), otherwise)


def _of_matters(asked: dict[str, bool], words: Weighted, told: Sequence[str]) -> bool | None:
    """By a word that has a contrary: 有效吗 is answered by 应认定无效; None where the sentences do not agree."""
    sides = {
        said.side == asked[said.matter]
        for one in told
        for start, end in sentences(one)
        if words.coverage(own := own_words(one[start:end])) >= MATTER and not _PARTY.search(own)
        for said in said_in(own)
        if said.matter in asked
    }
    return sides.pop() if len(asked) == 1 and len(sides) == 1 else None


def _clauses(texts: Sequence[str]) -> Iterator[str]:
    return (text[start:end] for text in texts for start, end in clauses(text))


def _denies(clause: str, terms: Sequence[Term], whole: str) -> bool:
    """Whether `clause` denies the last of `terms`, what is asked about, and `whole` has half of the others."""
    *others, asked = terms
    told = sum(bool(other.strength(whole)) for other in others)
    return 2 * told >= len(others) and any(
        _meets(asked, clause[at : at + REACH]) for at, _ in negations(clause)
    )


def _meets(term: Term, scope: str) -> bool:
    return bool(term.strength(scope)) or (len(term.text) == 2 and term.text[1] in scope)


def _says(text: str, terms: Sequence[Term]) -> bool:
    return all(term.text in text for term in terms) and not negations(text)


def _holds_all(query: Query, words: Weighted, quotes: Sequence[Quote]) -> bool:
    """Whether one of `quotes` holds most of what is asked, what is asked last with it, in other words at most, and denies
    nothing."""
    told = [squeeze(quote.text) for quote in quotes]
    terms = words.terms
    if not _plain(query) or len(terms) < LEAST_WORDS or any(map(negations, told)):
        return False
    held = max((words.coverage(one) for one in told if terms[-1].strength(one)), default=0.0)
    return held >= MOSTLY


def _decided_first(text: str, profile: Profile, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
    """How the case was decided, then the likeliest of `quotes`, where it is asked what a tribunal holds: 能要回来吗."""
    asks = _HELD.search(text) or any(listed(f"{kind}.asked").search(text) for kind in KINDS)
    case, course = profile.case, profile.course
    if not asks or any(_BY_WHICH.search(quote.text) for quote in quotes):
        return quotes
    own = [r for r in course.rulings if r.effects != {UPHELD}][-1:]  # 维持原判 says nothing by itself
    told = outcome_quotes(case, [(r.field, r.start, r.end) for r in own]) or tuple(
        quote
        for quote in ruling_quotes(case, course, "")
        if _BY_WHICH.search(quote.text) or said_in(own_words(squeeze(quote.text)))
    )
    if not told or any(
        q.field == told[-1].field and q.start < told[-1].end and told[-1].start < q.end for q in quotes
    ):
        return quotes
    reasons = [q for q in quotes if len(own_words(squeeze(q.text))) >= MATTER * len(q.text)]  # and no party's
    return (ending(case, told[-1], DECIDED), *reasons[:1])


def told_so(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], wide: tuple[Quote, ...]
) -> tuple[bool | None, tuple[Quote, ...]]:
    """Whether it is so, and the words that say so: the ruling where one is asked for, or decides the matter; of what is only
    supposed, no more than the words that bear on it.

    It is looked for in the `wide` quotes; where none says so, `quotes` bear on it.
    """
    is_so, said = _as_told(inquiry, profile, quotes, wide)
    open_ = supposes(inquiry.question) or (is_so and _only_applied_for(inquiry.question.text, said))
    return None if open_ else is_so, said


def _as_stated(inquiry: Inquiry, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether somebody has what is asked of him, where a clause of the facts says that and no more: 小胡无责任."""
    names, theme = [term.text for term in inquiry.words.terms], inquiry.question.theme
    if len(names) < LEAST_WORDS or not _plain_at_end(inquiry.question.text):
        return None
    what = max(names, key=theme.rfind)
    said = {f"{who}{word}{what}": word == "有" for who in names for word in ("有", "无", "没有")}
    for field in profile.case.fields:
        for start, end in clauses(field.text) if FACTS.search(field.name) else ():
            told = squeeze(field.text[start:end]).rstrip(_ENDS + "，；,;")
            if told in said:
                return said[told], quote_of(profile.case, field.name, start, end)
    return None


def _surely(inquiry: Inquiry, profile: Profile) -> tuple[bool, Quote] | None:
    """Whether it is so by what stands in a case told in sections, and the words, the surest first; None where nothing tells."""
    text, words = inquiry.question.text, inquiry.words
    return (
        _as_stated(inquiry, profile)
        or as_held(text, words, profile)
        or held(text, words, profile)
        or (as_ruled(text, profile) if _plain_at_end(text) else None)
        or as_decided(text, words, profile)
    )


def _as_told(
    inquiry: Inquiry, profile: Profile, quotes: tuple[Quote, ...], wide: tuple[Quote, ...]
) -> tuple[bool | None, tuple[Quote, ...]]:
    told = won(inquiry.question, profile)
    if told is not None:
        return told[0], with_outcome(profile, told[1])
    sections = len(profile.case.fields) > 1
    if sections and (surely := _surely(inquiry, profile)) is not None:
        return surely[0], (surely[1],)
    ruling = ruled(inquiry.question, inquiry.words, profile) if sections else None
    if ruling is None:
        tribunal = sections and asks_tribunal(inquiry.question.text)
        beside = (
            asides(profile.case) if sections else frozenset()
        )  # 案名: …损害赔偿案 says of nobody that he paid
        own = [
            quote
            for quote in wide
            if not ((MEANING.search(quote.field) and profile.course.rulings) or CLAIMS.search(quote.field))
            and not LESSON.search(quote.field)
            and quote.field not in beside
            and (not tribunal or REASONS.search(quote.field) or RESULT.search(quote.field))
        ]
        own += [] if sections else [quote for quote in quotes if quote not in own]
        is_so = whether(inquiry.question, inquiry.words, own)
        if is_so is None:  # 赔了十倍吗: what was ruled, and not what was asked for
            if there := there_is(inquiry.question, inquiry.words, quotes):
                return True, there if not sections else quotes
            if not sections:
                return (True if _holds_all(inquiry.question, inquiry.words, quotes) else None), quotes
            asking = cues_of(_asking(inquiry.question.text))  # 除了赔钱，劳动监察管没管它
            of_award = profile.course.operative and Cue.AWARDED_OR_TAKEN in asking
            if of_award:
                return None, ruling_quotes(profile.case, profile.course, "")[-1:] or quotes
            said = _decided_first(inquiry.question.text, profile, quotes)
            text = inquiry.question.text
            is_so = stands(text, profile)
            is_so = hoped(_asking(text), profile) if is_so is None else is_so
            return as_shown(text, said) if is_so is None else is_so, said
        alone = (q for q in own if whether(inquiry.question, inquiry.words, [q]) == is_so)
        return is_so, tuple(alone)[:1] or quotes
    is_so = whether(inquiry.question, inquiry.words, [ruling])
    if is_so is not None:
        return is_so, (ruling,)
    apart = (q for q in quotes if q.field != ruling.field or q.end <= ruling.start or ruling.end <= q.start)
    return None, (ruling, *sorted(apart, key=lambda quote: len(quote.text))[:1])
