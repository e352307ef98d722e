"""Whether a turn asks at all: thanks, a greeting, an order or a word of praise searches nothing."""

from __future__ import annotations

from data.text import CLAUSE_ENDS, split_at
from retrieval import lexicon
from retrieval.language.numbers import find_numbers
from retrieval.lexicon.listed import listed, words
from retrieval.question.closed.details import BEYOND, OFF_TOPIC, OWN_PAPER, asked_details
from retrieval.question.dialogue.deixis import (
    POINTS_AT_ONE,
    POINTS_AT_SEVERAL,
)
from retrieval.question.dialogue.history import Dialogue
from retrieval.question.dialogue.relations import held
from retrieval.question.learned.heads import Heads, Reading
from retrieval.question.query import Act
from retrieval.question.slots import english, entities, forms
from retrieval.question.slots.library import Library
from retrieval.question.utterance import guard

SURE_OF_ONE = 0.95
"""Probability from which on what is read in a turn of one character holds: it says little."""
ACTS = 0.6
"""Probability from which on a turn that is no question is taken for none."""
POSSIBLE_ACT = 0.5
"""The same where the turn has no word of content."""
_TRAILING = "…~～"
FEW_CLAUSES = 4
"""Clauses of small talk in one message, at most."""
_SMALL_TALK = frozenset((Act.OK, Act.GREET, Act.THANKS, Act.BYE))
_OF_NO_CASES = ("none", "fact")
"""Kinds of answer of a question that asks for no cases."""
_OF_PROGRAM_ITSELF = frozenset((Act.HELP, Act.WHO, Act.PRIVACY, Act.COMPLAIN))
_TO_THE_PROGRAM = frozenset(
    (Act.METHOD, Act.TRUST, Act.SERVICE, Act.SCOPE, Act.MEMORY, Act.PRICE, Act.SHARE, Act.OPINION, Act.ADVICE)
)
"""What is asked of the program, or of whoever answers, and is told by no case."""
ITSELF = 0.7
"""Probability from which on one of these is taken for asked: of 10,000 held-out questions of cases, a handful has more."""
SURELY = 0.93
"""Probability from which on it is asked whatever kind of answer it is like: 往年的案例您处可有收藏."""
WHICH = 0.4
"""Share of it that the likeliest of them must have."""
KEYWORD = 4
"""Characters of a word that is all a turn says, at most."""
TERM = 8
"""The same of a term of several words."""
SURE_WORD = 0.8
"""Probability from which on such a word is small talk: 收到 0.96 and 辛苦 0.97, where 板栗 has 0.44."""
PRAISE = 14
"""Characters up to which words of praise or complaint, or laughter, are all that a turn says."""
USAGE = 18
"""Characters up to which words on how the program is used are all that a turn says."""
_PRAISE, _ASKS, _HELP = listed("praise"), listed("asks_anything"), listed("help")
_FIRST_HELP, _WHO = listed("help_at_first"), listed("who_are_you")
_COMES, _OPENS = listed("comes_here"), listed("opens_talk")
"""By whom somebody was sent here (同事推荐我来的), and that something will be asked (问个事); neither asks."""
_AROUND_OPENING = " 。.，,！!~？?啊呀呢哈您好你我那想再"
ASIDE, _ASIDE, _MOOD = 24, listed("aside_of_oneself"), listed("mood")
"""Code points of a turn that says nothing but such an aside, the words of one, and of how one feels."""
_WANTS = "给发列写做查找讲换"
"""What asks for something beside an aside: 等下，先给我个表."""
_HERE = ("这里", "这儿", "这头", "你这")
"""Words that point at the program and what it holds, and at no case: 这里头都能查些什么."""
_OF_ONESELF = ("我是", "我刚", "刚来", "新来", "第一次", "我第一次")
"""How a clause begins that only says who asks: 我是新来的，推荐几个看看."""
_SOME, _WORTH = listed("suggests_some"), listed("worth_it")
_RANKS, _BESIDE_RANKING = listed("ranks_cases"), listed("beside_ranking")
"""Which of the cases is the best; and what is said besides: 依你看这三十个里头."""
_SEARCHES, _SERVICE = listed("program_searches"), listed("assistant_asked")
_HOW_TO, _OF_US = listed("how_to_use"), listed("of_us")
_OF_PROGRAM = listed("of_the_program")
_PERSONAL = listed("asked_as_person")
"""What is asked of a person, and was put to the program: 你都不用睡觉的吗."""
_LAUGHS, _COMPLAINS, _DECLINES = listed("laughs"), listed("complains"), listed("declines")


def act(text: str, reading: Reading, heads: Heads, dialogue: Dialogue, library: Library) -> Act:
    """What is done with `text`, which `heads` read as `reading`."""
    if forms.preferred(text) and not _ASKS.search(text):
        return Act.PREFER
    if len(text.rstrip("。.！!~ ")) <= KEYWORD:
        alone = heads.read(text, False)  # 收到 is no less small talk behind an answer
        reading = alone if sum(alone.act.get(one.value, 0.0) for one in _SMALL_TALK) >= SURE_WORD else reading
    aside = _only_aside(text, library)
    if aside and _MOOD.search(text):
        return Act.MOOD
    talk = _talk(text, heads, dialogue, library)
    if talk is None and aside:
        return Act.LATER
    return talk or (Act.RANK if _ranks(text) else _act(text, reading, dialogue, library))


def _only_aside(text: str, library: Library) -> bool:
    """Whether a turn only says where one is, how one feels, or that one goes on later: 我刚坐高铁上，信号不太好; 腿疼，不想写材料了; 开完会再看."""
    if len(text) > ASIDE or not (_ASIDE.search(text) or _MOOD.search(text)) or _ASKS.search(text):
        return False
    if find_numbers(text).numbers or POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text):
        return False  # 等一下，第二个
    rest = [_ASIDE.sub("", _MOOD.sub("", clause)) for clause in split_at(text, "，,。！!；;…~ ")]
    wants = any(not set(one).isdisjoint(_WANTS) for one in rest)
    return not wants and not any(held(one, library) for one in rest)


def _talk(text: str, heads: Heads, dialogue: Dialogue, library: Library) -> Act | None:
    """What a message is whose clauses all are small talk (嗯嗯知道了，拜拜): what the last says; None for others."""
    dotted = text.replace("......", "…").replace("...", "…")
    parted = "".join("\n" if char in CLAUSE_ENDS or char in _TRAILING else char for char in dotted)
    clauses = [one.strip() for one in parted.split("\n" if text.isascii() else None) if one.strip()]
    clauses = [one for one in clauses if not _COMES.search(one)] or clauses  # 同事推荐我来的
    if not 0 < len(clauses) <= FEW_CLAUSES or clauses == [text.strip()]:
        return None
    follows = dialogue.asked is not None
    acts = [_act(one, heads.read(one, follows), dialogue, library) for one in clauses]
    if acts[-1] is Act.AS_PERSON and not any(_ASKS.search(one) for one in clauses[:-1]):
        return acts[-1]  # 唉加班到十点半了……你都不用睡觉的吗
    ends = acts[-1] in _SMALL_TALK | _OF_PROGRAM_ITSELF | _TO_THE_PROGRAM  # Hi there, what can I ask?
    return acts[-1] if ends and all(act in _SMALL_TALK for act in acts[:-1]) else None


def _act(text: str, reading: Reading, dialogue: Dialogue, library: Library) -> Act:
    if guard.is_order(text):
        return Act.ORDER
    label, likely = max(reading.act.items(), key=lambda one: one[1])
    if any(d.name in (OFF_TOPIC, BEYOND, OWN_PAPER) for d in asked_details(text)):
        return Act.FOREIGN
    if _HELP.fullmatch(text.lower().strip(" 。.！!~？?") or text):
        return Act.HELP
    if first := _at_first(text, library, told=dialogue.answered is not None):
        return first
    points = POINTS_AT_ONE.search(text) or POINTS_AT_SEVERAL.search(text)
    bare = text.rstrip("？?。.！!~ 呢啊呀")
    how = any(found.end() == len(bare) for found in _HOW_TO.finditer(bare)) and len(text) <= USAGE
    here = any(word in text for word in _HERE)  # 这里头都能查些什么
    if how and (here or not points) and not held(text, library):
        return Act.HELP  # 除了打字我还能怎么查
    if spoken := _of_program(text, library) or _of_itself(text, reading, dialogue, library):
        return spoken
    named = bare in library.profiles.names or is_term(bare, library)
    if named or (likely < SURE_WORD and _is_keyword(bare, library)):
        return (
            Act.ASK
        )  # 板栗, 云小仲, 小额诉讼: a name or a term that a case has is no small talk, however short
    if len(text.strip()) < 2 and likely < SURE_OF_ONE and not library.content(text):
        return Act.GREET if Act(label) is Act.GREET and likely >= POSSIBLE_ACT else Act.EMPTY  # 嗨
    if Act(label) is Act.HELP and dialogue.answered is not None and not _OF_US.search(text):
        return Act.ASK  # 都能干些什么, after an answer on an application
    if Act(label) in _SMALL_TALK:  # thanks or a goodbye: which of them, it is no question
        likely = sum(reading.act.get(act.value, 0.0) for act in _SMALL_TALK)
    if label == "ask" or english.asks(text) or likely < (ACTS if library.content(text) else POSSIBLE_ACT):
        return Act.FOREIGN if _asks_program(text, reading, library) else Act.ASK
    query = entities.read(text, library.collections)
    literal = query.literal is not None and Act(label) is not Act.CONTENTS  # 都写了些什么 asks for no words
    if query.numbers.numbers or query.places or literal:
        return Act.ASK
    return _beside_told(Act(label), text, dialogue)


def _of_itself(text: str, reading: Reading, dialogue: Dialogue, library: Library) -> Act | None:
    """What `text` surely asks of the program itself; None where it may be asked of cases, by what it names or points at."""
    act, likely = max(reading.act.items(), key=lambda one: one[1])
    if act != "ask" and likely >= SURE_WORD:
        return None  # 你能帮我干点啥, which is small talk of another kind
    likely = 1 - reading.itself["none"]
    if likely < ITSELF:
        return None
    if not _OF_US.search(text) and (dialogue.answered is not None or held(text, library)):
        return None  # 要钱吗, of the platform that was told of
    kind = max(reading.kind, key=lambda name: reading.kind[name])
    formed = max(reading.form, key=lambda name: reading.form[name]) != "none"  # 你简单说
    query = entities.read(text, library.collections)
    named = query.numbers.numbers or query.places or query.institutions or query.kinds or query.literal
    if likely < SURELY and (kind not in _OF_NO_CASES or formed):
        return None  # 你能找到乡村医生的案例吗, 你简单说
    if named:
        return None  # 你觉得海关那个怎么样
    label, of_those = max(
        ((name, told) for name, told in reading.itself.items() if name != "none"), key=lambda one: one[1]
    )
    return Act(label) if of_those >= WHICH * likely else None


def _ranks(text: str) -> bool:
    """Whether all that is asked is which of the cases is the best, or stands among the first: 依你看里头哪个最好."""
    best = _RANKS.search(text)
    return best is not None and lexicon.is_scaffolding(_BESIDE_RANKING.sub("", _RANKS.sub("", text)))


def opens_talk(text: str) -> bool:
    """Whether a turn only says that something will be asked: 问个事, 想请教一下."""
    return bool(_OPENS.fullmatch(text.strip(_AROUND_OPENING)))


def _at_first(text: str, library: Library, *, told: bool) -> Act | None:
    """What a turn asks that names nothing: 这个是干嘛用的, before anything was `told`; 挑三个最值得学的给我; 你不累吗."""
    if len(text) <= PRAISE and text.startswith(words("program_addressed")) and _PERSONAL.search(text):
        return Act.AS_PERSON
    if _WHO.search(text) and len(text) <= USAGE:
        return Act.WHO
    if not told and _FIRST_HELP.fullmatch(text.strip(" 。.？?！!~啊呀呢")):
        return Act.HELP
    return Act.SUGGEST if suggests(text, library) else None


def suggests(text: str, library: Library) -> bool:
    """Whether some cases are to be picked for who asks, whichever: 挑三个最值得学的给我, 推荐几个最值得看的."""
    said = "，".join(one for one in split_at(text, "，,") if not one.strip().startswith(_OF_ONESELF))
    return bool(_SOME.search(said)) and not library.content(_WORTH.sub("", _SOME.sub("", said)))


def is_term(bare: str, library: Library) -> bool:
    """Whether a turn is a term of some words of content that stands so in a case, and nothing else: 小额诉讼, 地理标志."""
    chinese = all("一" <= char <= "鿿" for char in bare)
    if not 0 < len(bare) <= TERM or not chinese or _ASKS.search(bare) or not library.profiles.holding(bare):
        return False
    words = library.words(bare)  # last: what cuts words takes long to load
    return len(words) > 1 and all(library.content(word) for word in words) and "".join(words) == bare


def _is_keyword(bare: str, library: Library) -> bool:
    """Whether a turn is one word of content and nothing else: what is small talk is known for it, 收到."""
    chinese = all("一" <= char <= "鿿" for char in bare)
    return chinese and 1 < len(bare) <= KEYWORD and library.content(bare) and len(library.words(bare)) == 1


def _beside_told(act: Act, text: str, dialogue: Dialogue) -> Act:
    """What an act comes to where an answer was, or was not, told before it."""
    told, last = dialogue.told_last, dialogue.turns[-1].query if dialogue.turns else None
    if act is Act.SURE and last is not None and last.act in _TO_THE_PROGRAM:
        return Act.TRUST  # 会不会漏, after how it finds its answers
    if act is Act.SURE and dialogue.doubtful is None:
        return Act.HELP
    if act is Act.CONTENTS and told and not _OF_PROGRAM.search(text):
        return Act.ASK  # 里面都写了什么, of the case just told
    if act is Act.SUGGEST and len(told) > 1:
        return Act.ASK  # 随便来一个, of those just told
    return act


def _asks_program(text: str, reading: Reading, library: Library) -> bool:
    """Whether the program is asked of itself, or for a service, what no case has a word of: 你们加班吗, 顺便帮我查个快递."""
    kind = max(reading.kind, key=lambda name: reading.kind[name])
    addressed = text.startswith(words("program_addressed"))
    of_itself = addressed and kind in _OF_NO_CASES and not _SEARCHES.search(text)
    formed = max(reading.form, key=lambda name: reading.form[name]) != "none"  # 帮我缩短: of what was told
    service = kind == "none" and not formed and bool(_SERVICE.search(text)) and not _ASKS.search(text)
    short = len(text) <= PRAISE and (of_itself or service)
    return short and library.content(text) and not held(text, library)


def _of_program(text: str, library: Library) -> Act | None:
    """What is said of the program and its answers, not of cases: 可以啊，比百度好用, 哈哈哈, 太慢了吧, 我要投诉你们."""
    if len(text) > PRAISE or _ASKS.search(text):
        return None
    rows = ((_COMPLAINS, Act.COMPLAIN), (_PRAISE, Act.THANKS), (_LAUGHS, Act.OK), (_DECLINES, Act.OK))
    row, act = next(((row, act) for row, act in rows if row.search(text)), (None, None))
    return act if row is not None and not held(row.sub("", text), library) else None
