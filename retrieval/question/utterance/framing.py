"""What is said around a question and asks nothing: a change of subject, what the answer is for, that all here is meant."""

from __future__ import annotations

import re

from data.numerals import number_of, numerals_in
from data.patterns import regex
from data.places.regions import find_places
from data.text import clauses, split_at, without
from retrieval import lexicon
from retrieval.lexicon.listed import listed, words

_NEW_SUBJECT = regex(
    r"^\s*(?:那?算了|好[的嘞啦]?吧?|得嘞?|行[了吧]?|嗯|哦|ok)?[，,。\s]*(?:我们|咱们?|现在|那)?(?:换(?:个|一个|件|一件)?(?:话题|话头|问题|题目|主题|题(?=[，,。：:])|方向|事儿?(?=[，,])|事情)|(?:说|问|讲|看)另(?:外)?一?[个件](?=[，,：:])|另外(?:一个问题|问一?下|想问)?(?=[，,：:\s])|换一?个问|最后(?:再)?(?:问)?一?个(?:问题)?(?=[，,：:])|换一?个别的(?=[，,])|新问题|不聊这个了?|"
    r"(?:再)?问(?:个|一个)?别的|说点别的|换一?个(?=[，,。：:]\s*[^，,]{5})|new topic|different question|change of topic)[，,。：:；;\s]*(?:吧|了|哈|啊)?[，,。：:\s]*",
    re.I,
)
_NO_REPEAT, _TAKES_NOTE, _TURNS_AWAY = listed("no_repeat"), listed("takes_note"), listed("turns_to_other")
_CHATTER = listed("chatter")
_PARTICLES = " ，,。！!～~…、的了啊呀呢吧哈嘛哦噢哟呗啦"
"""What may stand among the words of chatter, and says nothing either."""
_NOTHING_ELSE, _SORT, _WHATEVER = (
    listed("nothing_else"),
    ("这种", "这类", "之类", "之类的", "这些"),
    ("不管", "不论", "无论"),
)
_OTHERS_SAY, WHO_SAYS, _ASKS_SO = (
    listed("others_say"),
    4,
    ("吗", "么", "吧", "没有", "不", "对不对", "是不是"),
)
"""What others say, behind whom it is said at most so many characters; and how what is asked ends."""
_NO_BUSINESS = ("什么事儿", "什么事", "啥事儿", "啥事", "的份儿", "的份")
"""How it ends that somebody has no part in something."""
_LOOKS_AGAIN, _WAS_IT_NOT = listed("looks_again"), "不是说"
_STILL_FOUND = listed("still_found")
"""现在还查得到, 还能找到: whether there is such a case, after something was added or taken away."""
_ENDS_CHATTER = " 。！!～~…，,"
_ON_IT = listed("case_on_it")
"""找个讲这个的案例: what asks, behind a question, for the case that answers it."""
_SUCH, _SUPPOSED = listed("such_as_these"), listed("if_it_were")
_YEAR, _CENTURIES = 4, ("19", "20")
"""Digits of a year, and with which one begins that a case may tell of."""
_SUPPOSITION = 5
"""Characters of what is supposed, at least: 单位死活不认证据."""
_ASKED_OF = (
    ("是谁", "的是谁"), ("都有谁", "的都有谁"), ("有谁", "的有谁"), ("是哪个", "的是哪个"), ("哪个", "的是哪个"), ("哪家", "的是哪家"),
    ("几件", "的有几件"), ("几个", "的有几个"), ("有几件", "的有几件"), ("有几个", "的有几个"), ("有哪些", "的有哪些"), ("哪些", "的有哪些"),
)  # fmt: skip
"""What is asked behind 的呢, and how it is said at once."""
_HAS_TOO = ("是不是也有", "是不是还有", "是不是有", "是否也有", "是否有", "也有")
"""What asks whether there is such a thing, too."""
_OF_OTHERS = ("别的", "其他", "其它", "还")
"""With one of these it is asked of others than those told."""
_PURPOSE, _AROUND = listed("only_purpose"), " ，,。.？?！!：:；;哈啊呀"
_COUNTED_IN = ("也算", "也算上", "也算在内", "也包括", "也包括在内")
_OF_ASKER, _ASKER = words("asker_begins"), words("asker_ends")
_WORKS_ON, _COMES = "做", listed("comes_here")
ASIDE_OF_ASKER = 12
"""Characters of a clause that only says who sent one here, at most: 同事说有事问你."""
_FIRST_PARTS = 3
"""Clauses and the mark between them in which who asks says so."""
_LEAVES, _WHICH_NUMBER = listed("leaves_it"), listed("asks_case_number")
"""不说停车了，高速公路那个是多少年: the rest asks the same of another."""
ALL_CASES = listed("all_cases")
"""全部案例列一下: of all that is held, whatever was told before."""
_BESIDE = listed("beside_all")
_HERE = ("你这", "你那", "你们这", "你手")
_GLOSSES = ("那条", "那款", "这条", "那一条", "的那条")
"""How an aside ends that only says what an article is about."""
_NOT_THIS = ("不是", "而不是", "不算", "非")
ASIDE, _OF_NAMES = 3, "批号《"
"""Characters from which on what stands in brackets says something besides; of which what belongs to a name has one: （第二批）."""
_AS_BEFORE, _REMEMBERS, _ASKS = listed("rest_as_before"), listed("remembers_so"), listed("asks_anything")
_BESIDES, _WHICH_ONES = ("还有就是", "还有", "另外"), ("哪些", "哪几", "几个", "案例")
_ASKS_DETAIL = listed("asks_detail")
_GUESSES, _FIGURES, GUESS = " 呀啊吗", "0123456789.%零一二两三四五六七八九十百千万亿分之", 3
"""Around a figure that is guessed at; what it is made of; how long its unit is at most."""
_OF_MORE = ("多", "几", "审", "个字", "句", "条", "哪", "谁", "啥")
"""Behind a figure that is no guess: 说三句."""
THAT_ONE = listed("that_one")
_SO_MANY, _HELD = listed("so_many"), listed("held_here")
_CASES_BY_NUMBER, _EVERY_ONE = listed("so_many_cases"), listed("every_one_of_them")
"""这三十个: all, where so many are held."""


def changing_subject(text: str) -> tuple[str, bool]:
    """`text` without what only says that something else is asked now (换个话题：…); and whether that stood there."""
    rest, fresh = _NEW_SUBJECT.subn("", text)
    return rest, bool(fresh)


def without_frame(text: str) -> str:
    """`text` without what it leaves (不说停车了，…) and what its answer is for (…，做研究用), an aside at its end."""
    text = _without_counted_in(_without_rest(_more_of_it(_has_such(_whether_there(_with_sum_marked(text))))))
    text = _still_there(_such_there(_asked_at_once(_with_year(_behind_ack(text)))))
    text = _case_on_it(text)
    text = _without_besides(_without_last(_without_repeats(_without_hearsay(_aside_last(text)))))
    text = _without_guess(_without_purpose(_LEAVES.sub("", text).lstrip("，, ") or text))
    bare = text.rstrip("？?。！! ")
    last = split_at(bare, "，,。；;—")[-1]
    told = bare[: len(bare) - len(last)].rstrip("，,。；;—")
    if told and _WHICH_NUMBER.fullmatch(last.strip()):
        return f"{told},是哪个案例"  # …，求案号: the number of the case that is told
    return text


def _without_rest(text: str) -> str:
    """`text` without a last clause that only says that nothing else is wanted (只要题目，别的不要), or gives examples."""
    *told, last = split_at(text.rstrip("？?。！! "), "，,。；;")
    said = last.strip()
    named = bool(told) and told[-1].rstrip().endswith("呢")
    examples = named and said.endswith(_SORT) and "、" in said  # 那科研院所呢，农科院、中科院这种
    spare = bool(told) and (examples or _NOTHING_ELSE.fullmatch(said))
    return text[: text.rindex(last)].rstrip("，,。；; ") if spare else text


def _without_counted_in(text: str) -> str:
    """`text` without what only says, behind the question, what counts among it: 福建有哪几个？海关的也算; …？上海、重庆之类的."""
    at = max(text.rstrip("？?").rfind(mark) for mark in "？?")
    said = text[at + 1 :].strip(_AROUND)
    sort = said.endswith(_SORT) or (said.endswith(_COUNTED_IN) and find_places(text[: at + 1]))
    return text[: at + 1] if at > 0 and sort and not _ASKS.search(said) else text


def without_who_asks(text: str) -> str:
    """`text` without the clause that only says who asks: 你好，我是研究室的，想查点案子; but not who is meant (我是消费者，…)."""
    parts = [part for part in re.split("([，,。.；;！!~～])", text) if part]
    for at, part in enumerate(parts[:_FIRST_PARTS]):
        said = part.strip()
        trade = said.endswith(_ASKER) and _WORKS_ON not in said  # 我是做电商报道的: tells on what
        comes = len(said) <= ASIDE_OF_ASKER and _COMES.search(said) and not _ASKS.search(said)
        if ((said.startswith(_OF_ASKER) and trade) or comes) and any(map(str.strip, parts[at + 2 :])):
            return without_who_asks(f"{''.join(parts[:at])} {''.join(parts[at + 2 :])}".strip())
    asked, last = "".join(parts[:-1]), parts[-1].strip() if parts else ""
    behind = last.startswith(_OF_ASKER) and last.endswith(_ASKER) and _ASKS.search(asked)
    return asked.rstrip("，,；; ") if behind and _WORKS_ON not in last else text


def without_chatter(text: str) -> str:
    """`text` without the clauses that it begins with and that only chat: 好吧你赢了哈哈 那湖南大学也这么搞; 唉 还是得写。版权的给我拢一拢.

    What takes note in a word and goes on in the same sentence stays: 好吧，那他那个案子呢.
    """
    for at, char in enumerate(text):
        if char in _ENDS_CHATTER and re.search(r"\w", rest := text[at + 1 :]):
            notes = char in "，," and _TAKES_NOTE.fullmatch(text[:at])
            chats = not (notes or _CHATTER.sub("", text[:at]).strip(_PARTICLES))
            return without_chatter(rest.lstrip(_PARTICLES)) if chats else text
    return text


def _behind_ack(text: str) -> str:
    """`text` without what only takes note of the answer before: 哦。那快递公司呢; 没有就算了，那天津呢; 哦对了，农场那个是哪天."""
    head, mark, rest = text.partition("。")
    if not mark:
        head, mark, rest = text.partition(",")
    row = _TAKES_NOTE if mark == "。" else _TURNS_AWAY
    return rest.lstrip() if mark and rest.strip() and row.fullmatch(head.strip(" ,")) else text


def _with_year(text: str) -> str:
    """`text` with 年 behind a year that is named alone: 2022呢, which is no number of a case."""
    bare = text.lstrip("那 ")
    year, rest = bare[:_YEAR], bare[_YEAR:]
    alone = year.isdigit() and year.startswith(_CENTURIES) and not year.endswith("00")
    alone = alone and rest.startswith(("呢", "的呢", "那批", "有"))
    return text[: len(text) - len(bare)] + f"{year}年{rest}" if alone else text


def _asked_at_once(text: str) -> str:
    """`text` with what it asks of those that it names behind 的呢 put right behind them: 只受警告的呢，是谁 · 被炒掉的呢？几件."""
    said = text.rstrip("？?。 ")
    for asks, instead in _ASKED_OF:
        for mark in "，,？?":
            ends = f"的呢{mark}{asks}"
            if said.endswith(ends):
                return said[: len(said) - len(ends)] + instead
    return text


def _such_there(text: str) -> str:
    """`text` as one question for such cases, where that is asked of what it supposes: 要是单位死活不认证据呢？有没有这种的."""
    said = text.rstrip("？?。 ")
    ends = next((one for one in _SUCH.finditer(said) if one.end() == len(said)), None)
    head = said[: ends.start()].rstrip("，,。？? 呢") if ends else ""
    lead = _SUPPOSED.match(head)
    what = head[lead.end() :].lstrip("，, ") if lead else ""
    return f"有没有{what}的案例" if len(what) >= _SUPPOSITION else text


def _case_on_it(text: str) -> str:
    """该谁来证明？找个讲这个的案例 as it is asked at once: 哪个案例讲了该谁来证明; any other `text` as it is."""
    bare = text.rstrip("？?。！! ")
    *told, last = split_at(bare, "，,。；;？?")
    head = bare[: len(bare) - len(last)].strip("，,。；;？? ").removeprefix("关于")
    if not told or not _ON_IT.fullmatch(last.strip()) or not _ASKS.search(head):
        return text
    several = last.strip().startswith("有") or "哪些" in last
    return f"讲{head}的案例有哪些" if several else f"哪个案例讲了{head}"


def _still_there(text: str) -> str:
    """`text` as it is asked whether there is such a case, where it asks if one is still to be found: 现在还查得到健身房退卡的吗."""
    bare = text.strip("？?。 ")
    found = _STILL_FOUND.search(bare)
    if found is None:
        return text
    before, behind = bare[: found.start()].rstrip(_AROUND), bare[found.end() :].lstrip(_AROUND)
    what = (
        before.removeprefix("那").removesuffix("的那个").removesuffix("那个")
        if not behind.strip("吗么不了的")
        else behind
    )
    what = (
        what.rstrip("吗么不了").removesuffix("的案例").removesuffix("案例").removesuffix("的").strip(_AROUND)
    )
    return f"有没有{what}的案例" if len(what) > 1 and not (before and what == behind) else text


def without_all_here(text: str, held: int, follows: bool) -> tuple[str, bool]:
    """`text` without 你这儿, or 这三十个 where so many cases (`held`) there are; and whether that stood there.

    你这儿 says nothing where nothing was told before; `follows`: whether something was.
    """
    found = _HELD.search(text)
    if found is not None and not follows and found[0].startswith(_HERE):
        found = None
    if found is None and (counted := _CASES_BY_NUMBER.search(text)) and _EVERY_ONE.search(text):
        if _number_in(counted[0]) != held:
            return text, False
        return f"{text[: counted.start()]}全部案例{text[counted.end() :]}", True
    if found is None:
        found = _SO_MANY.search(text)
        if found is None or _number_in(found[0]) != held:
            return text, False
    rest = without(text, [found.span()])
    return (rest if re.search(r"\w", rest) else text), True


def _aside_last(text: str) -> str:
    """`text` with what stands in brackets as its last clause: 认定成贪污（不是受贿）的有哪些 as 认定成贪污的有哪些，不是受贿."""
    before, opened, rest = text.replace("（", "(").replace("）", ")").partition("(")
    aside, closed, behind = rest.partition(")")
    said = aside.strip()
    a_name = before.count("《") > before.count("》") or any(
        char.isdigit() or char in _OF_NAMES for char in said
    )
    if said.endswith(_GLOSSES) or said.startswith(_WHATEVER):
        return before + behind  # 第四十一条（每天不超三小时那条）, 科研院所（不管是不是中科院的）
    in_place = a_name or THAT_ONE.search(said)  # 老张（快递公司试用期那个）: who is meant
    if not (opened and closed and len(said) >= ASIDE and before.strip()) or in_place:
        return text
    if said.startswith(_NOT_THIS) and not find_places(said):
        return before + behind  # 个人（不是公司）去告的: which of two words is meant, and nobody is left out
    return f"{(before + behind).rstrip('？?。！!，, ')},{said}"


def _without_repeats(text: str) -> str:
    """`text` without the clause that only says that nothing told is to be told again: 再来一个农村的，别跟刚才的重."""
    *told, last = split_at(text.rstrip("？?。！! "), "，,。；;")
    if not told or not _NO_REPEAT.fullmatch(last.strip(_AROUND + "了的吧")):
        return text
    return text[: text.rindex(last)].rstrip("，,。；; ")


def _without_last(text: str) -> str:
    """`text` without a last clause that only says that the rest stays as it is (湘西那个不要，其余照旧), or where the asker
    remembers it to have been (…咋保护的，我记得好像是贵州).
    """
    *told, last = split_at(text.rstrip("？?。！! "), "，,。；;")
    said = last.strip(_AROUND)
    places = find_places(said) if _REMEMBERS.match(said) and told and _ASKS.search(told[-1]) else ()
    if not told or not (places or _AS_BEFORE.fullmatch(said)):
        return text
    named = places[0].text if places else ""  # 贵州台江村BA的品牌是咋保护的
    return named + text[: text.rindex(last)].rstrip("，,。；; ")


def _without_besides(text: str) -> str:
    """`text` without what leads on to another thing: 还有南阳的中医药办了什么活动, of which nothing was told; not 还有浙江的呢."""
    lead = next((word for word in _BESIDES if text.startswith(word)), "")
    rest = text[len(lead) :].lstrip("，, ")
    if not lead or rest.rstrip("？?。！! ").endswith("呢") or any(word in rest for word in _WHICH_ONES):
        return text
    named = any(place.start == 0 for place in find_places(rest))
    return rest if named and _ASKS_DETAIL.search(rest) else text


def _without_guess(text: str) -> str:
    """`text` without a figure that is only guessed at behind what it is a guess of: 最后比例是多少来着，60%？"""
    *told, last = split_at(text.rstrip("？?。！! "), "，,。；;？?")
    lead = _REMEMBERS.match(last.strip())  # 学校占多少股？我印象里是百分之三十
    guess = (last.strip()[lead.end() :].lstrip("是有") if lead else last).strip(_GUESSES)
    asks = bool(told) and any(word in told[-1] for word in ("多少", "几", "多久", "多大"))
    unit = guess.lstrip(_FIGURES)
    if not asks or unit == guess or len(unit) > GUESS or any(word in unit for word in _OF_MORE):
        return text
    return text[: text.rindex(last)].rstrip("，,。；;？? ")


def _without_hearsay(text: str) -> str:
    """`text` without a last clause that tells what others say of what is asked: …只设了一个吗，老李非说是十几个."""
    *told, last = split_at(text.rstrip("？?。！! "), "，,。；;？?")
    asks = (
        bool(told) and told[-1].rstrip().endswith(_ASKS_SO) and "不对" not in told[-1]
    )  # 不对吧，我同事说是43家
    says = _OTHERS_SAY.search(last) if asks else None
    return text[: text.rindex(last)].rstrip("，,。；; ") if says and says.start() <= WHO_SAYS else text


def _with_sum_marked(text: str) -> str:
    """`text` with a name made of what is put together in quotation marks, and of a letter of it asked what it means: 3+n的n是指几家."""
    if text.isascii():
        return text
    text = re.sub(r"(?<![“0-9a-z+])([0-9a-z]{1,4}\+[0-9a-z]{1,4})(?![”0-9a-z+])", r"“\1”", text)
    of_letter = re.search(r"”(?:里面?|当中|中)?的?([a-z])(?=是指|指|是|代表|到底)", text)
    return f"{text[: of_letter.end()]}指什么？" if of_letter else text


def _whether_there(text: str) -> str:
    """`text` as it is asked whether there is such, where it takes for so that there is not: 这里头没高校什么事儿对吧."""
    bare = (
        text.rstrip("？?。 ").removesuffix("对吧").removesuffix("是吧").removesuffix("吧").removesuffix("了")
    )
    nothing = next((one for one in _NO_BUSINESS if bare.endswith(one)), "")
    before, none, what = bare[: len(bare) - len(nothing)].rpartition("没")
    what = what.removeprefix("有").removesuffix("的")
    return f"{before}有没有{what}？" if nothing and none and 1 < len(what) <= ASIDE_OF_ASKER else text


def _has_such(text: str) -> str:
    """广西是不是也有类似的 as 广西有没有类似的: whether there is such there; any other `text` as it is."""
    asks_so = text.rstrip("？?。 ").endswith("吗")
    bare = text.rstrip("？?。 吗么嘛呢")
    for asks in _HAS_TOO:
        before, said, what = bare.partition(asks)
        such = what.endswith(("的", "的案例", "的案子")) and not _ASKS.search(what)
        here = 1 < len(before) <= WHO_SAYS and not before.startswith(_OF_OTHERS)
        if said and such and here and (asks_so or "是" in asks):
            return f"{before}有没有{what}"
    return text


def _more_of_it(text: str) -> str:
    """`text` in plain words: 上限几何 asks how much, and 咦，不是说120个分局吗？你再看看 whether it is so."""
    bare = _LOOKS_AGAIN.sub("", text).strip("？?。 咦诶哎，,")
    if bare.startswith(_WAS_IT_NOT) and bare.endswith("吗"):
        return f"是{bare.removeprefix(_WAS_IT_NOT)}？"
    bare = text.rstrip("？?。 ")
    return f"{bare.removesuffix('几何')}是多少？" if bare.endswith("几何") and len(bare) > WHO_SAYS else text


def _number_in(said: str) -> int | None:
    """The number that 这三十个 and 十个案子 name."""
    return next(map(number_of, numerals_in(said)), None)


def _without_purpose(text: str) -> str:
    """`text` without the clause, its first or its last, that only says what the answer is for: …有哪些？做研究用."""
    spans = clauses(text)
    said = [text[start:end].strip(_AROUND).lstrip("我咱们") for start, end in spans]
    if len(spans) < 2 or not any(_PURPOSE.fullmatch(one) for one in (said[0], said[-1])):
        return text
    first, last = (bool(_PURPOSE.fullmatch(one)) for one in (said[0], said[-1]))
    kept = text[spans[first][0] : spans[len(spans) - 1 - last][1]].rstrip("，, ")
    return kept if re.search(r"\w", kept) else text


def asks_for_all(text: str) -> bool:
    """全部案例列一下, and nothing that says which."""
    all_cases = ALL_CASES.search(text)
    return all_cases is not None and lexicon.is_scaffolding(
        _BESIDE.sub("", without(text, [all_cases.span()]))
    )


def doubting_figure(text: str) -> str:
    """`text` as a figure that is put to be agreed with, where it is one and a question mark: 50家？ as 50家吧."""
    figure = text.rstrip("？? ")
    bare = (
        figure != text and len(figure) > 1 and number_of(figure[:-1]) is not None and not figure[-1].isdigit()
    )
    return f"{figure}吧" if bare and "一" <= figure[-1] <= "鿿" else text
